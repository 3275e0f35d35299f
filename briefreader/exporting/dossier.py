"""The dossier of an actor or theme as Markdown that is pleasant to read as it is.

Everything in it is told in words and numbers; the one form that CommonMark lacks is the table, as in `markdown.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefreader.brief.dossier import Dossier
from briefreader.brief.model import Metadata
from briefreader.exporting.blocks import note_blocks
from briefreader.exporting.commonmark import heading, inline, line, plain
from briefreader.exporting.markdown import changed_lines, document, joined, quotation, said
from briefreader.exporting.sheet import Chapter, Noted, Sheet


def dossier_markdown(dossier: Dossier, about: Mapping[str, Metadata]) -> str:
    """A dossier with all its mentions in context and the notes on them, private ones left out.

    `about` is what each brief says of itself, by its id.
    """
    sheet = Sheet(dossier, about)
    parts = [heading(1, plain(sheet.title)), line(joined([sheet.summary]))]
    parts += [line(plain(words)) for words in sheet.about()]
    if evidence := list(sheet.evidence()):
        parts += [heading(2, "Why it was suggested"), _list(evidence)]
    for title, some in sheet.company():
        parts += [heading(2, title), _list(some)]
    if sheet.dossier.volumes:
        parts += [heading(2, "Over time"), _table(sheet.over_time())]
    parts += [heading(2, "Mentions"), *_mentions(sheet.chapters)]
    if sheet.notes:
        parts.append(heading(2, "Notes"))
    for title, notes in sheet.notes:
        parts += [heading(3, plain(title)), *(part for one in notes for part in _note(one))]
    return document(parts)


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {line(plain(one))}" for one in items)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(plain(one, cell=True).strip() for one in row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * (len(rows[0]) - 1)} ---: |", *lines[1:]])


def _mentions(chapters: Sequence[Chapter]) -> Iterator[str]:
    if not chapters:
        yield "It is mentioned nowhere."
    for chapter in chapters:
        yield heading(3, plain(chapter.title))
        yield line(plain(chapter.citation))
        yield line(plain(chapter.retelling))
        for excerpt in chapter.excerpts:
            words = line(inline(excerpt.runs))
            yield f"> {words}" if words else ""
            yield line(joined([excerpt.place]))


def _note(one: Noted) -> Iterator[str]:
    annotation = one.mark.annotation
    yield quotation(annotation.passage.quote)
    yield changed_lines(one.mark.changed)
    yield from said(note_blocks(annotation.note))
    place, *told = one.told
    yield line(joined([place, one.mark.word, *told]))
    yield line(plain(one.citation))
