"""A check-up of everything that the program stands on, in words for the user."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader import paths
from briefreader.errors import BriefreaderError
from briefreader.library.notes import BIN_DAYS
from briefreader.library.values import Finding

if TYPE_CHECKING:
    from briefreader.library import Library


def check(library: Library, *, repair: bool) -> tuple[Finding, ...]:
    """Look at folders, store, backups, records, bin, index, fonts and shipped files.

    `repair` makes a backup, then writes bad records as well as they can be read, and rebuilds the index. A damaged
    store is left for the next start, which sets it aside and restores the newest sound backup.
    """
    findings = [_folder(name, folder) for name, folder in _folders(library)]
    store = _store(library)
    findings.append(store)
    backup = _backup(library, repair=repair)
    findings.append(backup)
    findings.append(_records(library, repair=repair and backup.sound))
    findings.append(_bin(library))
    findings.append(_index(library, repair=repair))
    findings.append(_font())
    findings.append(_shipped())
    return tuple(findings)


def _folders(library: Library) -> list[tuple[str, Path]]:
    own = library.folders
    return [("data folder", own.data), ("cache folder", own.cache), ("log folder", own.logs)]


def _folder(name: str, folder: Path) -> Finding:
    probe = folder / ".briefreader-probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Finding(name, False, f"{folder} cannot be written to ({error.strerror}).")
    return Finding(name, True, str(folder))


def _store(library: Library) -> Finding:
    try:
        damage = library.database.damage()
        if damage:
            return Finding(
                "store",
                False,
                f"{damage[0]} At the next start the file is set aside, and the newest sound backup restored.",
            )
        return _counted(library)
    except BriefreaderError as error:
        return Finding("store", False, str(error))


def _counted(library: Library) -> Finding:
    counted = library.annotations.counts()
    briefs, marks = len(library.briefs.summaries()), sum(counted.values())
    return Finding("store", True, f"sound; briefs: {briefs}; notes and marks: {marks}")


def _backup(library: Library, *, repair: bool) -> Finding:
    try:
        made = library.database.backup() if repair else library.back_up_if_due()
    except BriefreaderError as error:
        return Finding("backups", False, str(error))
    newest = max(library.folders.backups.glob("*.sqlite"), default=None)
    if newest is None:
        return Finding("backups", True, "none yet: one is made each day")
    return Finding("backups", True, f"{'made now' if made else 'newest'}: {newest.name}")


def _records(library: Library, *, repair: bool) -> Finding:
    from briefreader.storage import repairs

    try:
        if repair:
            mended = repairs.mend(library.database)
            strays = library.database.strays()
            if not strays:
                return Finding("records", True, f"mended: {mended}" if mended else "every record is as it should be")
            return Finding("records", False, f"{strays[0]} Restore a backup that still has it.")
        bad = repairs.bad_records(library.database)
        strays = library.database.strays()
    except BriefreaderError as error:
        return Finding("records", False, str(error))
    if not bad and not strays:
        return Finding("records", True, "every record is as it should be")
    named = "; ".join(f"note {id}: {', '.join(what)}" for id, what in list(bad.items())[:3])
    told = [f"Not as it should be in {len(bad)} of the notes ({named}), and read as well as it can be."] if bad else []
    return Finding("records", False, " ".join([*told, *strays[:1], "Run “briefreader doctor --repair” to mend it."]))


def _bin(library: Library) -> Finding:
    try:
        count = len(library.annotations.bin())
    except BriefreaderError as error:
        return Finding("bin", False, str(error))
    return Finding("bin", True, f"{count} deleted, each kept for {BIN_DAYS} days" if count else "empty")


def _index(library: Library, *, repair: bool) -> Finding:
    try:
        # An index that is not there yet is none that is broken.
        faults = library.index.check() if library.folders.index.exists() else []
        if faults and not repair:
            return Finding("index", False, f"{faults[0]} Run “briefreader doctor --repair” to rebuild it.")
        if repair:
            library.index.rebuild()
        count = library.refresh_index()
    except BriefreaderError as error:
        return Finding("index", False, str(error))
    if repair:
        return Finding("index", True, f"rebuilt; {count} texts indexed")
    return Finding("index", True, f"sound; {count} texts were added" if count else "sound and up to date")


def _font() -> Finding:
    face = Path(str(files("font_source_serif_pro"))) / "files" / "SourceSerifPro-Regular.ttf"
    if face.is_file():
        return Finding("fonts", True, "Source Serif Pro is there, for page and PDF")
    return Finding("fonts", False, "The reading face Source Serif Pro is missing; install the program again.")


def _shipped() -> Finding:
    needed = [paths.resources() / "icons" / "menu.svg", paths.content() / "no-longer-ironclad" / "brief.md"]
    missing = [file.name for file in needed if not file.is_file()]
    if missing:
        return Finding("shipped files", False, f"Missing: {', '.join(missing)}; install the program again.")
    return Finding("shipped files", True, "icons and briefs are there")
