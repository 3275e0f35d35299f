"""Start to a readable page, beside a bare PySide6 window that shows the same text; and the peak of memory.

The two are started in turn. A page counts as readable at the end of the first paint of the view that shows it.
"""

from __future__ import annotations

import compileall
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import ROOT, child, quantile, row, table

from briefreader import paths
from briefreader.library import Library

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 15

BARE = """
import sys, time, os
text = open(sys.argv[1], encoding="utf-8").read()
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser
class View(QTextBrowser):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        os._exit(0)
app = QApplication([])
window = QMainWindow()
view = View()
view.setPlainText(text)
window.setCentralWidget(view)
window.resize(1440, 900)
window.show()
app.exec()
"""

# The command line as a user starts it; only the end of the first paint is listened to.
OURS = """
import sys, time, os
from briefreader import cli
def watched(run):
    def watch(folders, what=""):
        import gc; gc.disable()  # as open_window begins
        from briefreader import app
        from briefreader.ui.reader.view import ReaderView
        paint = ReaderView.paintEvent
        def painted(self, event):
            paint(self, event)
            if self.page is not None:
                print(time.time(), flush=True)
                os._exit(0)
        ReaderView.paintEvent = painted
        return run(folders, what)
    return watch
cli.open_window = watched(cli.open_window)
cli.main(["--data-dir", sys.argv[1]])
"""

MEMORY = """
import sys, time, resource
from pathlib import Path
from PySide6.QtCore import QTimer
from briefreader import app as application
window = application.open_window(Path(sys.argv[1]))
def end():
    window.close()
    print(time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
    application.application().quit()
def search():
    window.search()
    window.top_bar.search.field.setText("article 5")
QTimer.singleShot(2500, search if len(sys.argv) > 2 else end)
QTimer.singleShot(4500, end)
application.application().exec()
"""


def main() -> None:
    """Print one table of times and one of memory."""
    # An installed program comes compiled, and so does PySide6; without it a third of the time would be the compiler's.
    compileall.compile_dir(ROOT / "briefreader", quiet=2)
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        library = Library(paths.folders(data))
        brief = library.brief(library.first_brief() or "")
        library.surroundings(brief)
        library.refresh_index()
        library.close()
        text = Path(scratch) / "text.txt"
        text.write_text("\n\n".join(block.text for block in brief.blocks), encoding="utf-8")
        bare, ours = [], []
        for _ in range(RUNS + 1):
            bare.append(child(BARE, str(text))[0])
            ours.append(child(OURS, str(data))[0])
        ratios = [mine / other for mine, other in zip(ours[1:], bare[1:], strict=True)]
        print("Start to a readable page (milliseconds since the process was started)")
        table(
            ["", "median", "p95", "most", "runs"],
            [row("bare PySide6 window", bare[1:]), row("Briefreader", ours[1:])],
        )
        middle, worst = statistics.median(ratios), quantile(ratios, 0.95)
        print(f"ratio, pair by pair: median {middle:.2f}, p95 {worst:.2f} (at most 1.35)\n")
        reading = [child(MEMORY, str(data))[1] for _ in range(3)]
        searching = [child(MEMORY, str(data), "search")[1] for _ in range(3)]
        print("Peak resident memory with the shipped brief (at most 110 MB)")
        table(
            ["", "median", "p95", "most", "runs"],
            [row("open and read", reading, "MB"), row("and a search", searching, "MB")],
        )


if __name__ == "__main__":
    main()
