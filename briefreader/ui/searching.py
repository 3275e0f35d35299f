"""Searching everywhere: keystroke, short pause, a job with a number; answers that come too late are dropped.

The index is kept up to date here too: notes in the worker thread, whole briefs in a child process, because a large
build in a thread would stall the window.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from briefreader import paths
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.jobs import Lane
from briefreader.ui.panels.side_panel import SidePanel
from briefreader.ui.reader.find_bar import Finder
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine
from briefreader.ui.top_bar import SearchField

if TYPE_CHECKING:
    from briefreader.library.finding import Work
    from briefreader.search.index import Hit, Names, Results

PAUSE = 25
LEAST = 2
# So many hits at first: each is measured for its height before the list can be painted. More come with scrolling.
_FEW, _MORE = 20, 200


class Searching(QObject):
    """The search field, its results, and the index behind them."""

    results_wanted = Signal()
    left = Signal()
    note_found = Signal(str)
    indexed = Signal()
    answered = Signal()
    pause = PAUSE

    def __init__(
        self,
        library: Library,
        reading: Reading,
        view: ReaderView,
        field: SearchField,
        panel: SidePanel,
        lane: Lane,
        status: StatusLine,
    ) -> None:
        super().__init__(view)
        self._library, self._reading, self._view = library, reading, view
        self._field, self._panel, self._lane, self._status = field, panel, lane, status
        self._number = 0
        self._limit = _FEW
        self._mended = self._closed = False
        self._results: Results | None = None
        self._names: Names | None = None
        self._words: dict[tuple[str, str], tuple[str, ...]] = {}
        self._pausing = self._timer(PAUSE, self._ask)
        self._upkeep = self._timer(700, self.keep_index)
        self._child: QProcess | None = None
        field.field.textEdited.connect(self._typed)
        field.field.textChanged.connect(self._typed)
        panel.results.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        field.step_requested.connect(self._step)
        field.entered.connect(self._enter)
        field.left.connect(self.leave)
        panel.results.hit_chosen.connect(self.go_to)
        panel.results.suggestion_chosen.connect(field.field.setText)
        reading.opened.connect(self._mark_words)

    def _timer(self, interval: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    # Asking

    def _typed(self) -> None:
        self._limit = _FEW
        self._pausing.start()

    def _ask(self) -> None:
        query = self._field.field.text().strip()
        self._number += 1
        if len(query) < LEAST:
            self._results = None
            self._words = {}
            self._field.show_count("")
            self._panel.count_results(0)
            self._panel.results.message("Type at least two letters to search every brief and note.")
            self._view.show_hits()
            return
        self._lane.run(
            partial(self._library.search, query, names=self._known(), limit=self._limit),
            partial(self._answer, self._number),
            partial(self._refused, self._number),
        )

    def _known(self) -> Names:
        """Under which names actors and themes are asked for; read anew after every change of the index."""
        if self._names is None:
            self._names = self._library.names_known()
        return self._names

    def _answer(self, number: int, results: Results) -> None:
        if number != self._number:
            return
        self._results = results
        self._mended = False
        self._panel.results.show_results(results)
        self._panel.count_results(results.total)
        self._field.show_count(f"{results.total}" if results.total else "none")
        self._words = {(hit.brief, hit.block): hit.words for hit in results.hits if hit.note is None}
        self._mark_words()
        self.results_wanted.emit()
        self.answered.emit()

    def _refused(self, number: int, error: BriefreaderError) -> None:
        if number != self._number:
            return
        if self._mended:
            # It was made anew already, and still fails: the user has to know why.
            self._panel.results.message(str(error))
            self.results_wanted.emit()
            self.answered.emit()
            return
        self._mended = True
        self._panel.results.message("The index is being made anew…")
        self.results_wanted.emit()
        self._lane.run(self._library.index.rebuild, self._rebuilt, partial(self._refused, number))

    def _rebuilt(self, _done: object) -> None:
        self.indexed.connect(self._ask)
        self.keep_index()

    def _scrolled(self, value: int) -> None:
        results = self._results
        at_end = value >= self._panel.results.view.verticalScrollBar().maximum() > 0
        if at_end and results is not None and len(results.hits) < min(results.total, _MORE):
            self._limit = _MORE
            self._ask()

    # Showing

    def _mark_words(self) -> None:
        """Frame the words that were found, in the blocks of the open brief that were."""
        page = self._view.page
        if page is None:
            return
        ranges = []
        for (brief, block), words in self._words.items():
            at = page.index.get(block)
            if brief == page.brief.id and at is not None:
                finder = Finder(page.brief.blocks[at].text)
                for word in words:
                    found = zip(*finder.find(word), strict=True)
                    ranges += [(page.starts[at] + start, page.starts[at] + end) for start, end in found]
        joined = _joined(page.text, ranges)
        self._view.show_hits([start for start, _ in joined], [end for _, end in joined])

    def go_to(self, hit: Hit) -> None:
        """Go to what was found, and stand on its first word."""
        self._reading.go_to_spot(hit.brief, hit.block)
        if hit.note is not None:
            self.note_found.emit(hit.note)
        page = self._view.page
        if page is not None:
            start = page.offset_of(hit.block)
            at = self._view.hits.beside((start or 0) - 1, 1)
            if start is not None and at is not None and self._view.hits[at].start >= start:
                self._view.current_hit = at
                self._view.go_to(self._view.hits[at].start)
                self._view.viewport().update()
        shown = self._panel.results.hits
        if self._results is not None and hit in shown:
            self._field.show_count(f"{shown.index(hit) + 1} of {self._results.total}")

    def _step(self, step: int) -> None:
        self._panel.results.step(step)

    def _enter(self) -> None:
        if self._pausing.isActive():
            self._pausing.stop()
            self._ask()
        else:
            self._panel.results.step(1)

    def leave(self) -> None:
        """Leave the field: first the words go, then the focus."""
        if self._field.field.text():
            self._field.field.clear()
            self._pausing.stop()
            self._ask()
        self.left.emit()

    # The index

    def note_changed(self) -> None:
        """Soon take the changed notes into the index."""
        self._upkeep.start()

    def keep_index(self) -> None:
        """Bring the index up to date with the store."""
        if self._closed:
            return
        if self._child is not None or self._lane.waiting:
            self._upkeep.start()
            return
        keys = self._library.stale_keys()
        if not keys:
            self._finish_indexing()
        elif any(key.startswith("brief:") for key in keys):
            self._index_in_child()
        else:
            work: Work = self._library.gather(keys)
            self._lane.run(partial(self._library.add_to_index, work), self._noted, self._index_failed)

    def _index_in_child(self) -> None:
        self._status.say("Indexing…", stay=True)
        command = [*paths.own_command(), *self._library.folders.arguments, "_index"]
        self._child = QProcess(self)
        self._child.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._child.readyReadStandardOutput.connect(self._child_spoke)
        self._child.finished.connect(self._child_ended)
        self._child.errorOccurred.connect(self._child_failed)
        self._child.start(command[0], command[1:])

    def _child_spoke(self) -> None:
        if self._child is not None:
            lines = bytes(self._child.readAllStandardOutput().data()).decode(errors="replace").split("\n")
            last = next((line for line in reversed(lines) if line.startswith("Indexing")), "")
            if last:
                self._status.say(last, stay=True)

    def _child_ended(self, status: int) -> None:
        self._child = None
        self._status.say("" if status == 0 else "The search index could not be made; search may miss texts.")
        self._finish_indexing()

    def _child_failed(self) -> None:
        if self._child is not None and self._child.error() == QProcess.ProcessError.FailedToStart:
            self._child_ended(1)

    def _noted(self, _done: object) -> None:
        # An index that turned out broken was emptied on the way, and now lacks everything else.
        self.keep_index()

    def _finish_indexing(self) -> None:
        self._names = None
        self.indexed.emit()
        if self._mended:
            self.indexed.disconnect(self._ask)
            self._mended = False

    def _index_failed(self, error: BriefreaderError) -> None:
        # The notes are in the store; at the next start, or the next change, the index catches up.
        self._status.say(str(error))

    def close(self) -> None:
        """End what runs for the index; it goes on at the next start."""
        self._closed = True
        self._number += 1
        for timer in (self._pausing, self._upkeep):
            timer.stop()
        if self._child is not None:
            self._child.finished.disconnect(self._child_ended)
            self._child.terminate()
            self._child.waitForFinished(2000)


def _joined(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those with nothing but white space between them made one: a phrase has one frame."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
