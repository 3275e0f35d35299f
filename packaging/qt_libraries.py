"""Checks that the system libraries which Qt needs are there; names those that are not, and installs them where it may.

A Linux that never had a desktop lacks a few, and Qt then ends the program with one obscure line, or without any.
Written for the standard library alone: it runs before anything else works.

    python packaging/qt_libraries.py [--screen]

Exit status 0 when Qt can start, 1 when it cannot. With --screen, the libraries of a window on an X screen count too.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

MODULES = ["Core", "Gui", "Widgets", "Svg", "DBus", "Network"]
PLUGINS = ["platforms/libqoffscreen.so", "imageformats/libqsvg.so", "iconengines/libqsvgicon.so"]
SCREEN = ["platforms/libqxcb.so", "platforms/libqwayland.so"]

# Which Debian package brings which library.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
}


def libraries(qt: Path, screen: bool) -> list[Path]:
    """The files of Qt that the program loads, out of the folder of PySide6."""
    modules = [qt / "lib" / f"libQt6{name}.so.6" for name in MODULES]
    plugins = [qt / "plugins" / name for name in PLUGINS + (SCREEN if screen else [])]
    return [path for path in modules + plugins if path.is_file()]


def missing_in(listing: str) -> set[str]:
    """The names of the libraries that a listing by `ldd` calls missing."""
    return set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE))


def missing(files: Iterable[Path]) -> set[str]:
    """The names of the libraries that `files` need and this machine does not have; none where `ldd` is not known."""
    if not shutil.which("ldd"):
        return set()
    listings = (subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=False) for path in files)
    return {name for listing in listings for name in missing_in(listing.stdout)}


def install(packages: list[str]) -> bool:
    """Installs Debian packages, and tells whether that went well; asks nobody, so only root may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = [["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]]
    for words in commands:
        ran = subprocess.run(["apt-get", *words], env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        print(ran.stderr.strip(), file=sys.stderr)
    return ran.returncode == 0


def main(arguments: list[str]) -> int:
    """Checks, installs where it may, and says in one line what is left to do."""
    found = importlib.util.find_spec("PySide6")
    if not sys.platform.startswith("linux") or found is None or not found.submodule_search_locations:
        return 0
    files = libraries(Path(found.submodule_search_locations[0]) / "Qt", "--screen" in arguments)
    lacking = missing(files)
    if not lacking:
        return 0
    packages = sorted({PACKAGES[name] for name in lacking if name in PACKAGES})
    print(f"Qt needs libraries that this system does not have yet; their Debian packages: {' '.join(packages)}")
    if packages and install(packages):
        print("They are installed now.")
        lacking = missing(files)
    if not lacking:
        return 0
    print(f"Please install them and start again: apt-get install {' '.join(packages)}", file=sys.stderr)
    print(f"(missing: {', '.join(sorted(lacking))})", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
