"""What a note says as blocks within blocks, cut into runs: what every format of export writes notes from.

The window shows the parts of a note one below the other, each as deep as it lies; Markdown and PDF want lists inside
items and quotations inside quotations. The headings of a note are lines of strong words here: they are none of the
document that the note is put into.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from briefreader.annotations.markup import BREAK, DEEPEST, Part, parts_of
from briefreader.brief.model import Span, SpanKind
from briefreader.exporting.marked import LINE_ENDS, Run, look_of, printable


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that end where the writer ended them; none is empty."""

    lines: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their spaces."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across, between what stands above and below."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What the note quotes."""

    blocks: tuple[NoteBlock, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `mark` is "•" or the number as it was typed ("3)"). It begins with a paragraph."""

    mark: str
    blocks: list[NoteBlock] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        """Its number, where it has one."""
        return None if self.mark == "•" else int(self.mark[:-1])


@dataclass(frozen=True, slots=True)
class Items:
    """A list; either all of its items have numbers or none has."""

    items: list[Item]


NoteBlock = Paragraph | Code | Rule | Quotation | Items


def note_blocks(note: str) -> tuple[NoteBlock, ...]:
    """The blocks of a note. Nothing in them is empty, and neither lists nor quotations are deeper than `DEEPEST`."""
    # The white space at the beginning of a line says how deep it lies.
    lines = (printable(line.replace("\t", " " * 4)) for line in LINE_ENDS.split(note))
    return _quoted(parts_of("\n".join(lines)), 0)


def _quoted(parts: Iterable[Part], level: int) -> tuple[NoteBlock, ...]:
    blocks: list[NoteBlock] = []
    for deeper, some in groupby(parts, key=lambda part: min(part.quoted, DEEPEST) > level):
        if not deeper:
            blocks += _listed(some)
        elif inside := _quoted(some, level + 1):
            blocks.append(Quotation(inside))
    return tuple(blocks)


def _listed(parts: Iterable[Part]) -> list[NoteBlock]:
    """Parts that are quoted alike, what belongs to an item inside it."""
    outside: list[NoteBlock] = []
    around: list[tuple[int, list[NoteBlock]]] = []
    for part in parts:
        if not (blocks := _blocks(part)):
            continue
        depth = min(part.depth, DEEPEST)
        while around and around[-1][0] >= depth + (not part.mark):
            around.pop()
        inside = around[-1][1] if around else outside
        if part.mark:
            item = Item(part.mark)
            last = inside[-1] if inside else None
            if isinstance(last, Items) and (last.items[0].number is None) == (item.number is None):
                last.items.append(item)
            else:
                inside.append(Items([item]))
            around.append((depth, item.blocks))
            inside = item.blocks
        inside += blocks
    return outside


def _blocks(part: Part) -> list[NoteBlock]:
    if part.kind == "rule":
        return [Rule()]
    if part.kind == "code":
        lines = tuple(map(printable, part.text.split(BREAK)))
        return [Code(lines)] if any(line.strip() for line in lines) else []
    paragraphs: list[list[tuple[Run, ...]]] = [[]]
    coming = deque(part.spans)
    around: list[Span] = []
    start = 0
    for line in part.text.split(BREAK):
        end = start + len(line)
        while coming and coming[0].start < end:
            around.append(coming.popleft())
        around = [span for span in around if span.end > start]
        heading = [Span(start, end, SpanKind.STRONG)] if part.kind == "heading" else []
        if runs := _runs(part.text, start, end, [*around, *heading]):
            paragraphs[-1].append(runs)
        elif not line.strip():
            paragraphs.append([])
        start = end + 1
    return [Paragraph(tuple(lines)) for lines in paragraphs if lines]


def _runs(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[Run, ...]:
    """The runs of one line, white space at its ends left out; none where nothing of it can be seen."""
    line = text[start:end]
    start, end = start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip()))
    if not printable(text[start:end]).strip():
        return ()
    edges = {min(max(edge, start), end) for span in spans for edge in (span.start, span.end)}
    runs = []
    for left, right in pairwise(sorted(edges | {start, end})):
        if words := printable(text[left:right]):
            runs.append(Run(words, *look_of(span for span in spans if span.start <= left and span.end >= right)))
    return tuple(runs)
