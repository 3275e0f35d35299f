"""What goes into the index, and what comes out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefreader.annotations.model import Annotation, State
from briefreader.brief.model import Block, BlockKind, Brief
from briefreader.brief.registry import Actor, Mention, Theme


@dataclass(frozen=True, slots=True)
class Entry:
    """One block, or one note, as it is searched.

    `actors` and `themes` hold the names and aliases of who and what it is about. `position` is its place in the
    reading order of its brief. `note` is the id of the annotation for a note, whose text is the note and its quote.
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

    `marks` are code points of `snippet`, `words` the forms that matched as they stand in the block.
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


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: `total` hits in all, the best of them in `hits`; `suggestion` is another query to try."""

    query: str
    total: int
    took_ms: float
    suggestion: str | None
    hits: tuple[Hit, ...]
    as_plain_words: bool = False


def brief_entries(
    brief: Brief, mentions: Iterable[Mention] = (), actors: Iterable[Actor] = (), themes: Iterable[Theme] = ()
) -> tuple[Entry, ...]:
    """An entry for each block of a brief; a theme also holds the paragraphs that an editor put under it."""
    themes = tuple(themes)
    names = {actor.id: (actor.name, *actor.aliases) for actor in actors}
    about = {theme.id: (theme.name, *(term.rstrip("*") for term in theme.terms)) for theme in themes}
    actors_of: defaultdict[str, set[str]] = defaultdict(set)
    themes_of: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        actors_of[mention.block].update(names.get(mention.subject, ()))
        themes_of[mention.block].update(about.get(mention.subject, ()))
    blocks_by_number = {block.number: block.id for block in brief.blocks if block.number is not None}
    for theme in themes:
        for number in dict(theme.paragraphs).get(brief.id, ()):
            if number in blocks_by_number:
                themes_of[blocks_by_number[number]].update(about[theme.id])
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
