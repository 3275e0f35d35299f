"""The lists of names that come with the program: states, organisations, and the words around names.

A list is a file of lines, its columns parted by tabs and the names in a column by bars. One that is broken is named
and left out, and so is a line: the others are as good without it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from briefreader import lists
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
        for actor in without(self.actors, lists.foreign_names(language)):
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
    place = folder or lists.folder()
    actors: list[Actor] = []
    conditional = defaultdict[str, list[str]](list)
    for subject, name in sorted(lists.foreign_names("")):
        conditional[subject].append(name)
    people: dict[str, frozenset[str]] = {}
    faults: list[str] = []
    for name, columns in _LISTS.items():
        rows, broken = lists.table(place / name, columns)
        if broken:
            faults.append(f"The list of names {name} {broken}; its actors are not suggested.")
        for at, row in rows:
            fault = _fault(row, columns)
            if fault:
                faults.append(f"Line {at} of the list of names {name} {fault}; it is left out.")
                continue
            inhabitants = tuple(lists.parts_of(row.get("people", "")))
            names = dict.fromkeys(one for language in _LANGUAGES for one in lists.parts_of(row[language]))
            kind = row.get("kind", "state")
            seats = tuple(one for one in lists.parts_of(row["seats"]) if one not in names)
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
    for name in _PLAIN:
        if broken := lists.fault_of(name):
            faults.append(f"The list of words {name} {broken}; more is suggested that is no actor.")
    return Gazetteer(tuple(actors), people, tuple(faults), lists.masks())


def _fault(row: dict[str, str], columns: tuple[str, ...]) -> str:
    if len(row) != len(columns):
        return f"has {len(row)} columns instead of {len(columns)}"
    if not row["id"].strip() or not row["name"].strip():
        return "has no id or no name"
    return "" if row.get("kind", "state") in KINDS else f"has the kind “{row['kind']}”, which there is not"
