"""The lists of names that come with the program: states, organisations, and the words around names.

A list is a file of lines, its columns parted by tabs and the names in a column by bars. One that is broken is named
and left out, and so is a line: the others are as good without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from briefreader import paths
from briefreader.brief.registry import KINDS, Actor, without

_NAMED = ("id", "kind", "name", "en", "nl", "fr", "de", "seats")
_LISTS = {
    "states.tsv": ("id", "name", "en", "nl", "fr", "de", "seats", "people"),
    **dict.fromkeys(("organisations.tsv", "bodies.tsv", "peoples.tsv", "figures.tsv"), _NAMED),
}
_PLAIN = ("conditional.tsv", "masks.txt", "given-names.txt", "not-actors.txt")
_LANGUAGES = ("en", "nl", "fr", "de")


@dataclass(frozen=True)
class Gazetteer:
    """The actors that everybody knows; `people` are names that are adjectives or inhabitants, by the actor's id.

    `masks` are phrases in which a name is not that of its actor ("Latin American"). `faults` are sentences about what
    could not be read.
    """

    actors: tuple[Actor, ...] = ()
    people: dict[str, frozenset[str]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()

    def within(self, words: frozenset[str], language: str) -> tuple[Actor, ...]:
        """The actors of whose names at least one begins with one of these words of a text, with those names alone.

        Names that are other words in the text's language are left out. A text has a few thousand words, and the lists
        have twenty times as many names: most need not be sought in it.
        """
        found = []
        for actor in without(self.actors, paths.foreign_names(language)):
            names = tuple(name for name in actor.aliases if _begins(name, words))
            seats = tuple(name for name in actor.seats if _begins(name, words))
            if names or seats:
                found.append(Actor(actor.id, actor.name, actor.kind, names, status="suggested", seats=seats))
        return tuple(found)

    def masks_within(self, words: frozenset[str]) -> tuple[str, ...]:
        """The masks that begin with one of these words."""
        return tuple(mask for mask in self.masks if _begins(mask, words))


def _begins(name: str, words: frozenset[str]) -> bool:
    first = _first(name)
    return first in words or first[:1].upper() + first[1:] in words


@cache
def _first(name: str) -> str:
    for at, letter in enumerate(name):
        if not letter.isalnum():
            return name[:at] or name
    return name


@cache
def read_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The lists of a folder, those of the program where none is given. Never raises."""
    place = folder or paths.resources() / "gazetteer"
    actors: list[Actor] = []
    conditional = defaultdict[str, list[str]](list)
    for subject, name in sorted(paths.foreign_names("")):
        conditional[subject].append(name)
    people: dict[str, frozenset[str]] = {}
    faults: list[str] = []
    for name, columns in _LISTS.items():
        try:
            lines = (place / name).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            faults.append(f"The list of names {name} cannot be read ({_why(error)}); its actors are not suggested.")
            continue
        if tuple(lines[:1][0].split("\t") if lines else ()) != columns:
            faults.append(f"The list of names {name} has other columns than it should; its actors are not suggested.")
            continue
        for at, line in enumerate(lines[1:], start=2):
            row = dict(zip(columns, line.split("\t"), strict=False))
            fault = _fault(row, columns)
            if fault:
                faults.append(f"Line {at} of the list of names {name} {fault}; it is left out.")
                continue
            inhabitants = tuple(_names(row.get("people", "")))
            names = dict.fromkeys(one for language in _LANGUAGES for one in _names(row[language]))
            kind = row.get("kind", "state")
            seats = tuple(one for one in _names(row["seats"]) if one not in names)
            actors.append(
                Actor(
                    row["id"],
                    row["name"],
                    kind,
                    tuple(dict.fromkeys((row["name"], *names, *inhabitants, *conditional[row["id"]]))),
                    status="suggested",
                    seats=seats,
                )
            )
            people[row["id"]] = frozenset(inhabitants)
    return Gazetteer(tuple(actors), people, (*faults, *_unread()), paths.masks())


def _unread() -> Iterator[str]:
    for name in _PLAIN:
        try:
            (paths.resources() / "gazetteer" / name).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            yield f"The list of words {name} cannot be read ({_why(error)}); more is suggested that is no actor."


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or "it is no text in UTF-8"


def _fault(row: dict[str, str], columns: tuple[str, ...]) -> str:
    if len(row) != len(columns):
        return f"has {len(row)} columns instead of {len(columns)}"
    if not row["id"].strip() or not row["name"].strip():
        return "has no id or no name"
    return "" if row.get("kind", "state") in KINDS else f"has the kind “{row['kind']}”, which there is not"


def _names(column: str) -> Iterator[str]:
    return (name for one in column.split(" | ") if (name := one.strip()))


def words_of(name: str) -> frozenset[str]:
    """The entries of a plain list of the program, one on each line; none where it cannot be read."""
    return frozenset(_entries(name))


@cache
def _entries(name: str) -> Iterable[str]:
    try:
        text = (paths.resources() / "gazetteer" / name).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ()
    return tuple(line.strip("\n") for line in text.splitlines() if line.strip() and not line.startswith("#"))
