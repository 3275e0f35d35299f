"""A dossier in the words and the order in which every format tells it; what is private is in none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from briefreader.annotations.model import Annotation
from briefreader.brief.citation import cite_places, date_words, retelling_words
from briefreader.brief.dossier import Company, Dossier
from briefreader.brief.model import Metadata, SpanKind
from briefreader.exporting.marked import (
    Mark,
    Run,
    changed_from,
    count_words,
    paragraph_words,
    printable,
    said_by,
)

THEME = "theme"
_STANDING = {
    "curated": "Listed by the editor of a brief.",
    "suggested": "Suggested by Briefreader; nobody has confirmed it yet.",
    "confirmed": "Confirmed by you.",
}
_MOST_COMPANY = 20
_STRONG = frozenset({SpanKind.STRONG})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph that speaks of the subject: its words with those that name it in strong, and what it stands under."""

    number: int | None
    section: str
    runs: tuple[Run, ...]

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        numbers = [] if self.number is None else [self.number]
        return " · ".join(filter(None, (paragraph_words(numbers), self.section))) or "above the first section"


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on such a paragraph, what is told of it, its citation, and the language of its brief."""

    mark: Mark
    told: tuple[str, ...]
    citation: str
    language: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One brief of the dossier: what it says of itself, and its excerpts in reading order."""

    about: Metadata
    title: str
    excerpts: tuple[Excerpt, ...]

    @property
    def citation(self) -> str:
        return cite_places(self.about)

    @property
    def retelling(self) -> str:
        """The warning that a retelling carries."""
        return retelling_words(self.about)


class Sheet:
    """The dossier of an actor or theme, with what each brief says of itself by its id."""

    def __init__(self, dossier: Dossier, about: Mapping[str, Metadata]) -> None:
        self.dossier = dossier
        self._about = dict(about)
        self._numbers = {(place.brief, place.block): place.number for place in dossier.places}

    @property
    def title(self) -> str:
        return printable(self.dossier.name).strip() or self.dossier.id

    @property
    def one(self) -> str:
        """What is counted: mentions of an actor, paragraphs of a theme."""
        return "paragraph" if self.dossier.kind == THEME else "mention"

    @property
    def summary(self) -> str:
        """What it is, and how often it appears."""
        counts = [one.count for one in self.dossier.volumes]
        return f"{self.dossier.kind} · {count_words(sum(counts), self.one)} in {count_words(len(counts), 'brief')}"

    def about(self) -> Iterator[str]:
        """Lines on who it is, under which names it is found, and who says so."""
        yield printable(self.dossier.description).strip()
        names = ", ".join(self.dossier.names)
        if names:
            yield f"{'Terms' if self.dossier.kind == THEME else 'Also called'}: {names}."
        if self.dossier.seats:
            yield f"Stands for it where it acts: {', '.join(self.dossier.seats)}."
        yield _STANDING.get(self.dossier.status, "")

    def evidence(self) -> Iterator[str]:
        """Why it was suggested, brief by brief."""
        for brief, one in self.dossier.evidence:
            number = self._numbers.get((brief, one.block))
            where = ", ".join(filter(None, (self._title(brief), f"¶ {number}" if number is not None else "")))
            yield f"{one.reason}{f': “{one.words}”' if one.words else ''} ({where})"

    def company(self) -> Iterator[tuple[str, list[str]]]:
        """Those that stand in the same paragraphs: actors, then themes, each under its title."""
        for title, some in (("Appears with", self.dossier.actors), ("Themes", self.dossier.themes)):
            if some:
                yield title, list(_counted(some))

    def over_time(self) -> list[list[str]]:
        """The rows of a table of the briefs by their dates, its header first."""
        header = ["Date", "Brief", "Publisher", f"{self.one.capitalize()}s"]
        rows = [
            [date_words(one.date) or "no date", one.title, one.publisher, str(one.count)]
            for one in self.dossier.volumes
        ]
        return [header, *rows]

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The briefs, in the order in which the dossier has their excerpts."""
        found: dict[str, list[Excerpt]] = {}
        for place in self.dossier.places:
            found.setdefault(place.brief, []).append(
                Excerpt(place.number, " › ".join(map(_words, place.section)), strong_runs(place.text, place.marks))
            )
        return tuple(Chapter(self.said_of(id), self._title(id), tuple(some)) for id, some in found.items())

    @cached_property
    def notes(self) -> tuple[tuple[str, tuple[Noted, ...]], ...]:
        """The notes by the titles of their briefs; private ones are left out."""
        found: dict[str, list[Noted]] = {}
        for number, one in enumerate((one for one in self.dossier.notes if not one.private), start=1):
            found.setdefault(one.brief, []).append(self._noted(number, one))
        return tuple((self._title(id), tuple(some)) for id, some in found.items())

    def said_of(self, brief: str) -> Metadata:
        """What a brief says of itself, as far as it is known."""
        return self._about.get(brief) or Metadata(self.dossier.titles.get(brief, brief))

    def _title(self, brief: str) -> str:
        return _words(self.said_of(brief).title) or brief

    def _noted(self, number: int, one: Annotation) -> Noted:
        now = " ".join(target.quote for target in one.passage.targets)
        mark = Mark(number, one, changed_from(one, now))
        numbers = [self._numbers.get((one.brief, it.block), it.number) for it in one.passage.targets]
        place = paragraph_words([it for it in numbers if it is not None])
        about = self.said_of(one.brief)
        citation = f"{cite_places(about, [place])}. Edition {one.passage.edition[:12]}."
        return Noted(mark, (place, *said_by(one)), citation, about.language)


def _words(text: str) -> str:
    return printable(text).strip()


def _counted(some: Sequence[Company]) -> Iterator[str]:
    for one in some[:_MOST_COMPANY]:
        kind = f" ({one.kind})" if one.kind != THEME else ""
        yield f"{one.name}{kind}: {count_words(one.count, 'paragraph')}"
    if len(some) > _MOST_COMPANY:
        yield f"and {len(some) - _MOST_COMPANY} more"


def strong_runs(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """A text with its marked code points in strong; cells and lines of a table are parted by bars."""
    within = [(max(start, 0), min(end, len(text))) for start, end in marks]
    within = [(start, end) for start, end in within if start < end]
    cuts = sorted({0, len(text), *(edge for mark in within for edge in mark)})
    return tuple(
        Run(
            text[left:right].replace("\t", " | ").replace("\n", " | "),
            _STRONG if any(start <= left and right <= end for start, end in within) else frozenset(),
        )
        for left, right in pairwise(cuts)
    )
