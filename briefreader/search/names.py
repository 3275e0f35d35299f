"""Under which names actors and themes are asked for: the index holds their ids alone.

So a name that is added, a merge or a renaming is found at once, and no text has to be indexed anew for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefreader.search.words import tokens

THEME = "theme"


@dataclass(frozen=True, slots=True)
class Known:
    """An actor or theme of the library. `kind` is that of an actor, or "theme"; `names` are aliases, or terms.

    `mentions` counts its places, `briefs` the briefs in which it has any.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    mentions: int = 0
    briefs: int = 0

    @property
    def field(self) -> str:
        """The field by which it is asked for."""
        return THEME if self.kind == THEME else "actor"


class Names:
    """All that are known, as they are at one moment. `same` leads from ids that were merged to those they became."""

    def __init__(self, known: Iterable[Known] = (), same: Mapping[str, str] | None = None) -> None:
        self.known = {one.id: one for one in known}
        self._same = dict(same or {})
        self._merged: defaultdict[str, set[str]] = defaultdict(set)
        for old, new in self._same.items():
            self._merged[new].add(old)
        self._written: list[tuple[Known, dict[int, set[str]]]] = []
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for one in self.known.values():
            for name in (one.name, *one.names):
                self._write(one, name)
        self._words = sorted(self._by_word)

    def _write(self, one: Known, name: str) -> None:
        places: defaultdict[int, set[str]] = defaultdict(set)
        for word in tokens(name.rstrip("*")):
            places[word.position].add(word.folded)
            self._by_word[word.folded].add(len(self._written))
        self._written.append((one, dict(places)))

    def current(self, subject: str) -> str:
        """The id that a subject has now: another one where it was merged."""
        return self._same.get(subject, subject)

    def name(self, subject: str) -> str:
        """What a subject is called; its id where it is not known."""
        one = self.known.get(self.current(subject))
        return one.name if one is not None else subject

    def asked(self, field: str, runs: Iterable[Sequence[str]], *, begins: bool = False) -> frozenset[str]:
        """The ids, old ones too, of the actors or themes that have one of these runs of words in a name.

        With `begins` the last word of a run may be the beginning of one.
        """
        found = set()
        for run in runs:
            for one, _ in self._holding(run, begins):
                if one.field == field:
                    found |= {one.id, *self._merged[one.id]}
        return frozenset(found)

    def offers(self, runs: Iterable[Sequence[str]], most: int = 3) -> tuple[Known, ...]:
        """Those whose names begin with the first of these runs with which any does; most mentioned first.

        The last word of a run may be the beginning of one.
        """
        found: dict[str, Known] = {}
        for run in runs:
            found = {one.id: one for one, at in self._holding(run, True) if at == 0 and one.mentions}
            if found:
                break
        best = sorted(found.values(), key=lambda one: (-one.mentions, one.name))
        return tuple(best[:most])

    def _holding(self, run: Sequence[str], begins: bool) -> Iterator[tuple[Known, int]]:
        """The names that hold a run of words, and where in them it begins."""
        if not run:
            return
        firsts = self._beginning(run[0]) if begins and len(run) == 1 else [run[0]]
        for at in set().union(*(self._by_word.get(word, ()) for word in firsts)):
            one, places = self._written[at]
            for start in sorted(places):
                if all(
                    _has(places.get(start + step, set()), word, begins and step == len(run) - 1)
                    for step, word in enumerate(run)
                ):
                    yield one, start

    def _beginning(self, letters: str) -> list[str]:
        at = bisect_left(self._words, letters)
        found = []
        while at < len(self._words) and self._words[at].startswith(letters):
            found.append(self._words[at])
            at += 1
        return found


def _has(words: set[str], wanted: str, begins: bool) -> bool:
    return wanted in words or (begins and any(word.startswith(wanted) for word in words))
