"""What each document of a segment belongs to, so that thousands of hits are counted without being read."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat

from briefreader.search.entries import FACETS, Choice, Facet
from briefreader.search.names import THEME, Names
from briefreader.search.segments import Segment, Stored

_BRIEF = "brief:"
_SHOWN = 40

Sifted = Sequence[Collection[int]]
"""Some documents of each segment."""

Chosen = Mapping[str, Collection[str]]
"""The chosen values of some facets: of one facet any will do, and every facet counts."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A brief of a segment: what it says of itself, and where its documents lie."""

    id: str
    title: str
    publisher: str
    date: str
    numbers: range


class Catalogue:
    """The briefs, sections, subjects and notes of one segment."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.briefs: dict[str, Shelved] = {}
        self._sections: list[tuple[int, int, str]] = []
        for key in segment.words("key", _BRIEF):
            numbers = segment.numbers_of(key)
            first = Stored(*segment.stored(numbers.start))
            self.briefs[first.brief] = Shelved(first.brief, first.title, first.publisher, first.date, numbers)
            starts = [*first.sections, (len(numbers), "")]
            for (start, title), (end, _) in pairwise(starts):
                self._sections.append((numbers.start + start, numbers.start + end, title))

    @cached_property
    def notes(self) -> dict[int, Stored]:
        """The documents that are notes."""
        return {number: Stored(*self.segment.stored(number)) for number in self.segment.postings("kind", "note").ids}

    @cached_property
    def _brief_of(self) -> list[str]:
        of = [""] * self.segment.size
        for shelved in self.briefs.values():
            of[shelved.numbers.start : shelved.numbers.stop] = [shelved.id] * len(shelved.numbers)
        for number, note in self.notes.items():
            of[number] = note.brief
        return of

    @cached_property
    def subjects(self) -> dict[str, frozenset[int]]:
        """The documents that speak of each actor and theme."""
        return {word: frozenset(self.segment.postings("about", word).ids) for word in self.segment.words("about")}

    def mask(self, numbers: Iterable[int]) -> bytearray:
        """A byte for each document, 1 for some of them: ranges of it are counted faster than documents one by one."""
        found = bytearray(self.segment.size)
        deque(map(found.__setitem__, numbers, repeat(1)), maxlen=0)
        return found

    def briefs_of(self, mask: bytearray) -> Counter[str]:
        """How many of the documents of a mask are of each brief."""
        counts = Counter({id: mask.count(1, one.numbers.start, one.numbers.stop) for id, one in self.briefs.items()})
        counts.update(note.brief for number, note in self.notes.items() if mask[number])
        return counts

    def spot(self, number: int, order: Mapping[str, int]) -> tuple[int, int, bool]:
        """Where a document stands in the order of briefs and of their texts; a note stands behind its block."""
        note = self.notes.get(number)
        brief = self._brief_of[number]
        at = order.get(brief, len(order))
        return (at, note.position, True) if note else (at, number - self.briefs[brief].numbers.start, False)

    def sections_of(self, mask: bytearray) -> Counter[str]:
        """How many of the documents of a mask stand under each heading, notes with the words that they mark."""
        counts: Counter[str] = Counter()
        for start, end, title in self._sections:
            counts[title] += mask.count(1, start, end)
        counts.update(note.section_title for number, note in self.notes.items() if mask[number])
        return counts

    def in_sections(self, titles: Collection[str]) -> set[int]:
        """The documents that stand under some headings."""
        found = {number for start, end, title in self._sections if title in titles for number in range(start, end)}
        return found | {number for number, note in self.notes.items() if note.section_title in titles}

    def in_briefs(self, ids: Collection[str]) -> set[int]:
        """The documents of some briefs, notes included."""
        found = {number for id in ids if id in self.briefs for number in self.briefs[id].numbers}
        return found | {number for number, note in self.notes.items() if note.brief in ids}


class Catalogues:
    """The catalogues of all segments, to count and to sift hits by."""

    def __init__(self, catalogues: Iterable[Catalogue], names: Names) -> None:
        self._all = list(catalogues)
        self._names = names

    @cached_property
    def shelved(self) -> dict[str, Shelved]:
        """Every brief by its id, as it was indexed last."""
        found: dict[str, Shelved] = {}
        for catalogue in self._all:
            gone = catalogue.segment.gone
            found |= {id: one for id, one in catalogue.briefs.items() if one.numbers.start not in gone}
        return found

    @cached_property
    def noted(self) -> list[set[int]]:
        """For each segment the documents of blocks on which there are notes."""
        spots = {
            (note.brief, note.position)
            for catalogue in self._all
            for number, note in catalogue.notes.items()
            if number not in catalogue.segment.gone
        }
        return [
            {
                catalogue.briefs[brief].numbers[position]
                for brief, position in spots
                if brief in catalogue.briefs and position < len(catalogue.briefs[brief].numbers)
            }
            for catalogue in self._all
        ]

    def sift(self, field: str, values: Collection[str]) -> Sifted:
        """For each segment the documents that have one of some values of a facet."""
        return [self._sifted(at, field, values) for at in range(len(self._all))]

    def _sifted(self, at: int, field: str, values: Collection[str]) -> Collection[int]:
        catalogue = self._all[at]
        if field in ("brief", "publisher", "year"):
            ids = {id for id, one in self.shelved.items() if _value(one, field) in values}
            return catalogue.in_briefs(ids)
        if field == "section":
            return catalogue.in_sections(values)
        if field in ("actor", "theme"):
            return set().union(
                *(
                    ids
                    for subject, ids in catalogue.subjects.items()
                    if self._names.current(subject) in values and self._is(subject, field)
                )
            )
        if field == "colour":
            return {number for number, note in catalogue.notes.items() if note.colour in values}
        found: set[int] = set()
        if "note" in values:
            found |= set(catalogue.notes)
        if "with" in values:
            found |= self.noted[at]
        return found

    def facets(self, found: Sifted, chosen: Chosen, sifted: Mapping[str, Sifted]) -> Iterator[Facet]:
        """The facets of what was found. What is chosen in one facet does not narrow its own counts down."""
        whole = self._masks(self._within(found, sifted, ""))
        for field in FACETS:
            here = self._masks(self._within(found, sifted, field)) if field in sifted else whole
            yield self._facet(field, here, chosen.get(field, ()))

    def _masks(self, found: Sifted) -> list[bytearray]:
        return [catalogue.mask(numbers) for catalogue, numbers in zip(self._all, found, strict=True)]

    def _within(self, found: Sifted, sifted: Mapping[str, Sifted], besides: str) -> Sifted:
        kept = found
        for field, lists in sifted.items():
            if field != besides:
                kept = [[one for one in some if one in only] for some, only in zip(kept, lists, strict=True)]
        return kept

    def _facet(self, field: str, found: Sequence[bytearray], chosen: Collection[str]) -> Facet:
        counts: Counter[str] = Counter()
        for at, mask in enumerate(found):
            counts.update(self._counted(at, field, mask))
        counts.pop("", None)
        held = [value for value in counts if counts[value]]

        def most_first(value: str) -> tuple[int, str]:
            return -counts[value], value

        picked = sorted((value for value in chosen if counts[value]), key=most_first)
        most = heapq.nsmallest(_SHOWN, held, key=most_first)
        shown = list(dict.fromkeys([*picked, *chosen, *most]))[:_SHOWN]
        choices = tuple(Choice(value, self._words(field, value), counts[value], value in chosen) for value in shown)
        return Facet(field, choices, len(held) - sum(counts[value] > 0 for value in shown))

    def _counted(self, at: int, field: str, mask: bytearray) -> Counter[str]:
        catalogue = self._all[at]
        if field in ("brief", "publisher", "year"):
            counts: Counter[str] = Counter()
            for brief, count in catalogue.briefs_of(mask).items():
                if count and brief in self.shelved:
                    counts[_value(self.shelved[brief], field)] += count
            return counts
        if field == "section":
            return catalogue.sections_of(mask)
        if field in ("actor", "theme"):
            return self._subjects(at, field, mask)
        notes = [note for number, note in catalogue.notes.items() if mask[number]]
        if field == "colour":
            return Counter(note.colour for note in notes)
        return Counter({"note": len(notes), "with": sum(map(mask.__getitem__, self.noted[at]))})

    def _subjects(self, at: int, field: str, mask: bytearray) -> Counter[str]:
        counts: Counter[str] = Counter()
        merged: dict[str, set[int]] = {}
        for subject, ids in self._all[at].subjects.items():
            if self._is(subject, field):
                current = self._names.current(subject)
                if current in counts or subject != current:
                    # A document that speaks of both counts once.
                    merged[current] = merged.get(current, set()) | ids
                counts[current] += sum(map(mask.__getitem__, ids))
        for current, others in merged.items():
            everything = others | self._all[at].subjects.get(current, frozenset())
            counts[current] = sum(map(mask.__getitem__, everything))
        return counts

    def _is(self, subject: str, field: str) -> bool:
        one = self._names.known.get(self._names.current(subject))
        return one is not None and (one.kind == THEME) == (field == "theme")

    def _words(self, field: str, value: str) -> str:
        if field == "brief":
            return self.shelved[value].title if value in self.shelved else value
        return self._names.name(value) if field in ("actor", "theme") else value


def _value(one: Shelved, field: str) -> str:
    return {"brief": one.id, "publisher": one.publisher, "year": one.date[:4]}[field]
