"""Builds dist/briefreader/, a folder that runs where there is no Python, and on Debian a package around it.

Started by `make package`. What was built is tried at once: it takes the tour, alone, with an empty home.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "briefreader"
ICONS = ROOT / "build" / "icons"
ICON_SIZES = (16, 32, 48, 64, 128, 256)


def draw_icons() -> None:
    """Draws build/icons/briefreader-<pixels>.png from the one drawing there is."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    drawing = QSvgRenderer(str(ROOT / "packaging" / "briefreader.svg"))
    ICONS.mkdir(parents=True, exist_ok=True)
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(ICONS / f"briefreader-{size}.png"))
    application.quit()


def freeze() -> None:
    """Runs PyInstaller, and lays the licences of what it collected beside the program."""
    work = ["--distpath", str(PROGRAM.parent), "--workpath", str(ROOT / "build" / "pyinstaller")]
    quiet = ["--noconfirm", "--log-level", "ERROR"]
    spec = str(ROOT / "packaging" / "briefreader.spec")
    subprocess.run([sys.executable, "-m", "PyInstaller", *quiet, *work, spec], cwd=ROOT, check=True)
    for name in ("LICENSE", "NOTICE", "README.md"):
        shutil.copy(ROOT / name, PROGRAM / name)
    # Qt's wheels say under which licences they come, but leave their words out; Debian keeps a copy.
    for name in ("LGPL-3", "GPL-3", "GPL-2"):
        words = Path("/usr/share/common-licenses") / name
        if words.is_file():
            shutil.copy(words, PROGRAM / f"{name}.txt")


def try_out() -> int:
    """Takes the tour and asks the doctor, with nothing of this machine's Python in reach; the number of pictures."""
    with tempfile.TemporaryDirectory() as folder:
        alone = {"HOME": folder, "PATH": folder, "LANG": "C.UTF-8"}
        output = Path(folder) / "tour"
        for words in (["tour", "--output", str(output)], ["doctor"]):
            command = [str(PROGRAM / "briefreader"), *words]
            subprocess.run(command, cwd=folder, env=alone, check=True, stdout=subprocess.DEVNULL)
        return len(list(output.rglob("*.png")))


def size(folder: Path) -> int:
    """Megabytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) // 2**20


def main() -> None:
    """Builds, tries and says what there is now."""
    draw_icons()
    print("Collecting the program and what it needs (a minute or two) ...", flush=True)
    freeze()
    print(f"Trying {PROGRAM.relative_to(ROOT)}/ ...", flush=True)
    pictures = try_out()
    print(f"It took the tour, with {pictures} pictures. The folder has {size(PROGRAM)} MB.", flush=True)
    if shutil.which("dpkg-deb"):
        subprocess.run([sys.executable, ROOT / "packaging" / "deb.py"], check=True)


if __name__ == "__main__":
    main()
