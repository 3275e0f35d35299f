"""What goes into the index, and what comes out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefreader.annotations.model import Annotation, State
from briefreader.brief.model import Block, BlockKind, Brief
from briefreader.brief.registry import Actor, Mention, Theme
from briefreader.search.names import Known


@dataclass(frozen=True, slots=True)
class Entry:
    """One block, or one note, as it is searched.

    `actors` and `themes` hold the ids of who and what it is about. `position` is its place in the reading order of
    its brief. `note` is the id of the annotation for a note, whose text is the note and its quote.
    `point` says that the block opens an enumerated point, which weighs like a heading.
    """

    brief: str
    title: str
    block: str
    number: int | None
    section: str | None
    section_title: str
    kind: str
    text: str
    language: str
    position: int
    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    note: str | None = None
    colour: str = ""
    tags: tuple[str, ...] = ()
    point: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A block or note that was found.

    `marks` are code points of `snippet`, `words` the forms that matched as they stand in the block. `actors` are the
    ids of those that the block mentions. `position` is its place in the reading order of its brief.
    """

    brief: str
    title: str
    block: str
    number: int | None
    section: str | None
    section_title: str
    kind: str
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    note: str | None = None
    position: int = 0
    publisher: str = ""
    date: str = ""
    actors: tuple[str, ...] = ()
    colour: str = ""
    tags: tuple[str, ...] = ()


ORDERS = ("relevance", "date", "place")
"""How hits are sorted: the best first, the newest brief first, or as they stand in the briefs."""

FACETS = ("brief", "publisher", "year", "section", "actor", "theme", "colour", "notes")
"""What hits are counted by. Of "notes" the values are "with" (paragraphs that carry notes) and "note" (notes)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: what it is called, how many hits have it, and whether it was chosen."""

    value: str
    words: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field among the hits, the most frequent first; `more` is how many others there are."""

    field: str
    choices: tuple[Choice, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: `total` hits in all, the best of them in `hits`; `suggestion` is another query to try.

    `problem` says why the query was read as plain words, where it was. `some` is true where no entry holds all words
    of the query, and the hits hold some of them. `known` are the actors and themes whose names the query begins.
    """

    query: str
    total: int
    took_ms: float
    suggestion: str | None
    hits: tuple[Hit, ...]
    problem: str = ""
    some: bool = False
    facets: tuple[Facet, ...] = ()
    known: tuple[Known, ...] = ()

    @property
    def as_plain_words(self) -> bool:
        return bool(self.problem)


def brief_entries(
    brief: Brief, mentions: Iterable[Mention] = (), actors: Iterable[Actor] = (), themes: Iterable[Theme] = ()
) -> tuple[Entry, ...]:
    """An entry for each block of a brief, with the ids of who and what it mentions."""
    whose, which = {actor.id for actor in actors}, {theme.id for theme in themes}
    actors_of: defaultdict[str, set[str]] = defaultdict(set)
    themes_of: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.subject in whose:
            actors_of[mention.block].add(mention.subject)
        elif mention.subject in which:
            themes_of[mention.block].add(mention.subject)
    headings = _headings(brief)
    return tuple(
        _entry(brief, block, position, headings, sorted(actors_of[block.id]), sorted(themes_of[block.id]))
        for position, block in enumerate(brief.blocks)
    )


def note_entry(annotation: Annotation, brief: Brief) -> Entry:
    """The entry of an annotation: its note, then the words that it marks, at the place of its first block.

    One that is lost stands behind the whole text, in no block of it.
    """
    first = next(iter(annotation.passage.targets), None)
    position = None if first is None or annotation.state is State.LOST else brief.order.get(first.block)
    if position is None:
        position, block = len(brief.blocks), Block("", BlockKind.PARAGRAPH, annotation.passage.quote)
    else:
        block = brief.blocks[position]
    entry = _entry(brief, block, position, _headings(brief), (), ())
    text = "\n".join(part for part in (annotation.note, annotation.passage.quote) if part)
    return replace(
        entry, text=text, note=annotation.id, colour=annotation.colour.value, tags=annotation.tags, point=False
    )


def _headings(brief: Brief) -> dict[str, str]:
    return {block.id: block.text for block in brief.blocks if block.kind is BlockKind.HEADING}


def _entry(
    brief: Brief,
    block: Block,
    position: int,
    headings: dict[str, str],
    actors: Sequence[str],
    themes: Sequence[str],
) -> Entry:
    metadata = brief.metadata
    return Entry(
        brief=brief.id,
        title=metadata.title,
        block=block.id,
        number=block.number,
        section=block.section,
        section_title=headings.get(block.section or "", ""),
        kind=block.kind.value,
        text=block.text,
        language=metadata.language,
        position=position,
        actors=tuple(actors),
        themes=tuple(themes),
        publisher=metadata.publisher,
        date=metadata.date,
        point=block.point is not None,
    )
