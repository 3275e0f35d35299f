"""Wraps dist/briefreader/ into a Debian package, with its entry in the menu, its icons and its manners.

Started by `packaging/build.py` where `dpkg-deb` is. The package depends on the system libraries that the collected
files really load, as this machine's dpkg names them: build it on the oldest Debian that it should serve.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "briefreader"
TREE = ROOT / "build" / "deb"
CONTROL = """\
Package: briefreader
Version: {version}
Architecture: {architecture}
Maintainer: Briefreader contributors <briefreader@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Section: text
Priority: optional
Description: desk for reading policy briefs, offline
 Briefreader shows where you are in an argument, who is in it and what you
 thought of it: sections and points, actors and themes, search as you type,
 marks and notes that are saved as you make them, export to Markdown and PDF.
 .
 It works without a network, and fetches nothing.
"""


def run(*command: str | Path) -> str:
    """What a command prints. Raises CalledProcessError when it fails."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def outside_libraries() -> Iterator[Path]:
    """The libraries of this system that the collected files load; the program looks among its own first, as here."""
    own = {**os.environ, "LD_LIBRARY_PATH": str(PROGRAM / "_internal")}
    for path in PROGRAM.rglob("*"):
        if path.is_symlink() or not path.is_file() or path.open("rb").read(4) != b"\x7fELF":
            continue
        listing = subprocess.run(["ldd", path], env=own, capture_output=True, text=True, check=False).stdout
        for found in re.findall(r"=> (/\S+)", listing):
            if PROGRAM not in Path(found).resolve().parents:
                yield Path(found).resolve()


def depends() -> str:
    """The Debian packages of those libraries, and of fonts; of the C library at least the version linked against."""
    owners = set()
    for library in set(outside_libraries()):
        # Where /lib leads to /usr/lib, the database may know a file by either name.
        for name in (library, Path(str(library).removeprefix("/usr"))):
            known = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True, check=False)
            if known.returncode == 0:
                owners.add(known.stdout.split(":")[0])
                break
    version = run("dpkg-query", "--show", "--showformat", "${Version}", "libc6").split("-")[0]
    # Fonts and their configuration are files, which no library asks for by name.
    return ", ".join([f"libc6 (>= {version})", "fontconfig", *sorted(owners - {"libc6"})])


def lay_out() -> None:
    """Puts every file to the place in build/deb/ where the package will put it."""
    shutil.rmtree(TREE, ignore_errors=True)
    share = TREE / "usr" / "share"
    documents = share / "doc" / "briefreader"
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    for folder in (
        TREE / "DEBIAN",
        TREE / "usr" / "bin",
        share / "applications",
        share / "metainfo",
        documents,
        scalable,
    ):
        folder.mkdir(parents=True)
    shutil.copytree(PROGRAM, TREE / "usr" / "lib" / "briefreader", symlinks=True)
    (TREE / "usr" / "bin" / "briefreader").symlink_to("../lib/briefreader/briefreader")
    shutil.copy(ROOT / "packaging" / "org.briefreader.Briefreader.desktop", share / "applications")
    shutil.copy(ROOT / "packaging" / "org.briefreader.Briefreader.metainfo.xml", share / "metainfo")
    shutil.copy(ROOT / "packaging" / "briefreader.svg", scalable)
    for icon in (ROOT / "build" / "icons").glob("briefreader-*.png"):
        pixels = icon.stem.rpartition("-")[2]
        folder = share / "icons" / "hicolor" / f"{pixels}x{pixels}" / "apps"
        folder.mkdir(parents=True)
        shutil.copy(icon, folder / "briefreader.png")
    licences = (ROOT / "LICENSE").read_text(encoding="utf-8") + "\n" + (ROOT / "NOTICE").read_text(encoding="utf-8")
    (documents / "copyright").write_text(licences, encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (documents / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))


def main() -> None:
    """Makes dist/briefreader_<version>_<architecture>.deb."""
    source = (ROOT / "briefreader" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    architecture = run("dpkg", "--print-architecture").strip()
    lay_out()
    kilobytes = sum(path.lstat().st_size for path in TREE.rglob("*")) // 1024
    control = CONTROL.format(version=version, architecture=architecture, kilobytes=kilobytes, depends=depends())
    (TREE / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    package = ROOT / "dist" / f"briefreader_{version}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", TREE, package)
    print(f"The Debian package is {package.relative_to(ROOT)} ({package.stat().st_size // 2**20} MB).")


if __name__ == "__main__":
    main()
