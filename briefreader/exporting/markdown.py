"""A brief, or the notes on it, as Markdown that is pleasant to read as it is.

All of it is CommonMark but tables, for which CommonMark has no form: they are written with bars, as GitHub, pandoc and
most editors read them, and can be read unrendered. Nothing depends on colour or on HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefreader.annotations.model import Annotation
from briefreader.brief.model import Block, BlockKind, Brief
from briefreader.exporting.blocks import Code, Item, Items, NoteBlock, Paragraph, Quotation, note_blocks
from briefreader.exporting.commonmark import fenced, heading, inline, line, plain
from briefreader.exporting.marked import (
    Changed,
    Mark,
    MarkedBrief,
    Run,
    count_words,
    lost_words,
    meaning,
    printable,
    said_by,
)

_BELOW = re.compile(r"\n(?!\n)")


def brief_markdown(brief: Brief, annotations: Sequence[Annotation]) -> str:
    """The whole brief with its marks in place and its notes at the end; annotations that have no place are listed."""
    marked = MarkedBrief(brief, annotations)
    title = marked.title_block()
    words = inline(marked.runs(title)) if title else plain(marked.brief.metadata.title)
    parts = [heading(1, words), *_about(marked), *_body(marked)]
    if marked.marks:
        parts.append(heading(2, "Notes"))
        parts += [part for mark in marked.marks for part in _note(marked, mark)]
    return document([*parts, *_lost(marked)])


def notes_markdown(brief: Brief, annotations: Sequence[Annotation]) -> str:
    """The notes alone, in reading order under the headings of the brief, each with its passage and its source."""
    marked = MarkedBrief(brief, annotations)
    parts = [heading(1, f"Notes on “{plain(marked.brief.metadata.title)}”"), *_about(marked)]
    section = ""
    for mark in marked.marks:
        if (here := marked.section(mark)) != section:
            parts.append(heading(2, plain(here)))
            section = here
        annotation = mark.annotation
        parts += [quotation(annotation.passage.quote), changed_lines(mark.changed), *said(note_blocks(annotation.note))]
        parts.append(line(joined([marked.place(mark), mark.word, *said_by(annotation)])))
        parts.append(line(plain(marked.citation(mark))))
    if not marked.marks and not marked.lost:
        parts.append("There are no notes on this brief yet.")
    return document([*parts, *_lost(marked)])


def document(parts: Iterable[str]) -> str:
    """Blocks of Markdown as a whole file; what is empty is left out."""
    return "\n\n".join(part for part in parts if part) + "\n"


def joined(words: Iterable[str]) -> str:
    """What is told of something in one line, escaped; what is empty is left out."""
    return plain(" · ".join(filter(None, words)))


def _about(marked: MarkedBrief) -> list[str]:
    about = marked.brief.metadata
    edition = f"Edition {marked.edition} · {count_words(len(marked.marks) + len(marked.lost), 'note')}"
    parts = [line(plain(marked.byline())), line(plain(marked.retelling())), line(plain(about.source)), edition]
    return [part for part in parts if part]


def _body(marked: MarkedBrief) -> Iterator[str]:
    items: list[str] = []
    depth = 0
    for above, block in marked.body():
        is_item = block.kind is BlockKind.LIST_ITEM
        if items and (above or not is_item):
            yield "\n".join(items)
            items, depth = [], 0
        if above:
            yield heading(2, plain(above))
        if is_item:
            # An item deeper than its list allows would be read as code.
            depth = min(max(block.level, 1), depth + 1)
            items.append(f"{'  ' * (depth - 1)}- {_numbered(marked, block)}".rstrip())
        else:
            yield _block(marked, block)
    yield "\n".join(items)


def _block(marked: MarkedBrief, block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return heading(block.level + 1, inline(marked.runs(block)))
    if block.kind is BlockKind.QUOTATION:
        return f"> {_numbered(marked, block)}"
    if block.kind is BlockKind.TABLE:
        return _table(marked.rows(block))
    if block.kind is BlockKind.CODE:
        return "\n\n".join([fenced(block.text), *_marks_on_code(marked, block)])
    if block.kind is BlockKind.FIGURE:
        return f"Figure: {inline(marked.runs(block)).strip()}"
    return _numbered(marked, block)


def _numbered(marked: MarkedBrief, block: Block) -> str:
    words = inline(marked.runs(block))
    return line(words) if block.number is None else f"**¶ {block.number}** {words.strip()}"


def _table(rows: list[list[tuple[Run, ...]]]) -> str:
    lines = [f"| {' | '.join(inline(cell, cell=True).strip() for cell in row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def _marks_on_code(marked: MarkedBrief, block: Block) -> list[str]:
    # Inside a fence nothing can be marked: the passage is repeated below it.
    return [
        inline([Run(block.text[part.start : part.end], opens=(part,), closes=(part,))])
        for part in marked.parts.get(block.id, ())
    ]


def _note(marked: MarkedBrief, mark: Mark) -> Iterator[str]:
    told = joined([marked.place(mark), mark.word, *said_by(mark.annotation)])
    yield f"**n{mark.number}** · {told}"
    yield changed_lines(mark.changed)
    yield from said(note_blocks(mark.annotation.note))


def _lost(marked: MarkedBrief) -> list[str]:
    if not marked.lost:
        return []
    parts = [heading(2, "Notes whose passage is no longer in the text")]
    for annotation in marked.lost:
        where, *told = lost_words(annotation)
        parts += [quotation(annotation.passage.quote), *said(note_blocks(annotation.note))]
        parts.append(line(joined([where, meaning(annotation), *told])))
    return parts


def quotation(quote: str) -> str:
    """The words of a passage, block by block, as a quotation."""
    lines = [line(plain(one)) for one in quote.split("\n") if printable(one).strip()]
    return "\n>\n".join(f"> {one}" for one in lines)


def changed_lines(changed: Changed | None) -> str:
    """What became of words that were marked, where that is to be told."""
    return "\\\n".join(line(plain(words)) for words in changed.words) if changed else ""


def said(blocks: Iterable[NoteBlock]) -> Iterator[str]:
    """What a note says, block by block."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "\\\n".join(line(inline(runs)) for runs in block.lines)
        elif isinstance(block, Items):
            yield "\n\n".join(_list(block.items))
        elif isinstance(block, Quotation):
            yield "\n".join(f"> {one}" if one else ">" for one in "\n\n".join(said(block.blocks)).split("\n"))
        else:
            yield fenced("\n".join(block.lines)) if isinstance(block, Code) else "***"


def _list(items: Iterable[Item]) -> Iterator[str]:
    """The items; those whose number is not the next one begin another list, which other signs part from the one above.

    Of the numbers of a list, readers of Markdown heed the first alone.
    """
    written: list[str] = []
    loose, before, sign = False, 0, ""
    for item in items:
        number = item.number
        if number is not None and (not written or number != before + 1):
            if written:
                yield _joined_items(written, loose=loose)
            sign = item.mark[-1] if item.mark[-1] != sign else "." if sign == ")" else ")"
            written, loose = [], False
        before = number or 0
        words = "\n\n".join(said(item.blocks[:1]))
        for block, following in zip(item.blocks[1:], said(item.blocks[1:]), strict=True):
            # Only a list that begins with a bullet or with 1 may follow right below a paragraph.
            close = isinstance(block, Items) and block.items[0].number in (None, 1) and "\n\n" not in following
            words += ("\n" if close else "\n\n") + following
        loose = loose or "\n\n" in words
        marker = "-" if number is None else f"{number}{sign}"
        written.append(f"{marker} " + _BELOW.sub("\n" + " " * (len(marker) + 1), words))
    yield _joined_items(written, loose=loose)


def _joined_items(items: Iterable[str], *, loose: bool) -> str:
    return ("\n\n" if loose else "\n").join(items)
