"""The lists of names and words that come with the program. One that cannot be read is nothing worse than not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from briefreader import paths


def folder() -> Path:
    """Where the lists lie."""
    return paths.resources() / "gazetteer"


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of a list, without those that are empty or say what it is; none where it cannot be read."""
    try:
        text = (folder() / name).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ()
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def fault_of(name: str) -> str:
    """What is the matter with a list of lines ("cannot be read (...)"); empty for one that can be read."""
    try:
        (folder() / name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return _unreadable(error)
    return ""


def table(path: Path, columns: Sequence[str]) -> tuple[list[tuple[int, dict[str, str]]], str]:
    """The rows of a table with the numbers of their lines, and what is the matter with the whole of it.

    The first line names the columns, tabs part them; a row that has too few comes with those that it has.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        return [], _unreadable(error)
    if not lines or tuple(lines[0].split("\t")) != tuple(columns):
        return [], "has other columns than it should"
    return [(at, dict(zip(columns, line.split("\t"), strict=False))) for at, line in enumerate(lines[1:], start=2)], ""


def parts_of(cell: str) -> Iterator[str]:
    """What stands in a cell of a table, parted by bars."""
    return (part for one in cell.split(" | ") if (part := one.strip()))


def _unreadable(error: OSError | ValueError) -> str:
    return f"cannot be read ({getattr(error, 'strerror', None) or 'it is no text in UTF-8'})"


def masks() -> tuple[str, ...]:
    """Phrases inside which nobody is named ("Latin American")."""
    return lines_of("masks.txt")


def foreign_names(language: str) -> frozenset[tuple[str, str]]:
    """Actors' ids with names of theirs that are other words in this language: "Indien" is India in German alone."""
    rows = [tuple(line.split("\t")) for line in lines_of("conditional.tsv")[1:]]
    names = {(row[0], row[2]): row[1] for row in rows if len(row) == 3}
    here = {(row[0], row[2]) for row in rows if row[1:2] == (language[:2].lower(),)}
    return frozenset(names) - here
