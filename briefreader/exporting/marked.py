"""A brief with its marks in reading order, cut into runs: what every format of export starts from.

Marks may overlap each other and the brief's own markup, and run over several blocks. Here that is resolved once: each
annotation becomes one part for each line that it touches, and each line becomes runs in which nothing changes. A line
is the text of a block, of one cell of a table, or a line of code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from briefreader.annotations.model import MEANINGS, Annotation, Colour, State
from briefreader.brief.citation import cite, date_words, retelling_words
from briefreader.brief.model import Block, BlockKind, Brief, Span, SpanKind
from briefreader.brief.outline import OutlineEntry, outline

_SURROGATE = re.compile("[\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line, in any text."""

_APART = {BlockKind.TABLE: re.compile("[^\t\n]+"), BlockKind.CODE: re.compile("[^\n]+")}
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class Changed(NamedTuple):
    """What became of words that were marked: what kind of change it was ("a number"), and both wordings."""

    reason: str
    was: str
    now: str

    @property
    def words(self) -> list[str]:
        """Lines that say so; the wordings are left out where they are the same, and only the text around is not."""
        told = f"Changed since it was marked{f': {self.reason}' if self.reason else ''}."
        return [told] if self.was == self.now else [told, f"Marked: “{self.was}”", f"Now: “{self.now}”"]


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation that has its place in the text; `number` counts from 1 in reading order.

    `changed` says what became of its words where it stands at other words than were marked.
    """

    number: int
    annotation: Annotation
    changed: Changed | None = None

    @property
    def word(self) -> str:
        """What the colour says: a mark is never a colour alone."""
        return meaning(self.annotation)


@dataclass(frozen=True, slots=True)
class Part:
    """Where a mark covers one line: code points `start` to `end` of the block; is it the mark's `first`, its `last`?"""

    mark: Mark
    block: str
    start: int
    end: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in which markup and marks stay the same, with the parts that begin and end at its edges."""

    text: str
    kinds: frozenset[SpanKind] = frozenset()
    target: str = ""
    parts: tuple[Part, ...] = ()
    opens: tuple[Part, ...] = ()
    closes: tuple[Part, ...] = ()


class MarkedBrief:
    """A brief with the annotations that have a place in it (`marks`), and those that have none (`lost`).

    A private annotation never leaves the laptop: whoever hands it in, it is in neither.
    """

    def __init__(self, brief: Brief, annotations: Iterable[Annotation]) -> None:
        self.brief = _encodable(brief)
        self._order = {block.id: index for index, block in enumerate(self.brief.blocks)}
        placed: list[tuple[tuple[int, int, int, str, str], Annotation]] = []
        lost: list[Annotation] = []
        for annotation in annotations:
            if annotation.private:
                continue
            lines = self._lines_of(annotation)
            if not lines:
                lost.append(annotation)
                continue
            block, start, end = lines[0]
            key = (self._order[block], start, -end, annotation.created, annotation.id)
            placed.append((key, annotation))
        placed.sort(key=lambda pair: pair[0])
        self.lost = tuple(sorted(lost, key=lambda one: (one.created, one.id)))
        self.marks = tuple(Mark(number, one, self._changed(one)) for number, (_, one) in enumerate(placed, start=1))

    @cached_property
    def edition(self) -> str:
        """The first twelve digits of the edition's name: enough to tell it from any other of its brief."""
        return self.brief.edition[:12]

    @cached_property
    def outline(self) -> tuple[OutlineEntry, ...]:
        return outline(self.brief)

    @cached_property
    def parts(self) -> dict[str, tuple[Part, ...]]:
        """The parts in each block that has any, by block id, in order of their marks."""
        found: dict[str, list[Part]] = {}
        for mark in self.marks:
            lines = self._lines_of(mark.annotation)
            for index, (block, start, end) in enumerate(lines):
                part = Part(mark, block, start, end, first=index == 0, last=index == len(lines) - 1)
                found.setdefault(block, []).append(part)
        return {block: tuple(parts) for block, parts in found.items()}

    def _lines_of(self, annotation: Annotation) -> list[tuple[str, int, int]]:
        if annotation.state is State.LOST:
            return []
        lines: list[tuple[str, int, int]] = []
        for target in annotation.passage.targets:
            index = self._order.get(target.block)
            if index is None:
                continue
            block = self.brief.blocks[index]
            start, end = max(target.start, 0), min(target.end, len(block.text))
            same = annotation.state is State.CHANGED or block.text[start:end] == encodable(target.quote)
            if same and start < end:
                pieces = _lines(block, start, end)
                lines += [(block.id, left, right) for left, right in pieces]
        return lines

    def runs(self, block: Block, start: int = 0, end: int | None = None) -> tuple[Run, ...]:
        """The runs of code points `start` to `end` (all of them by default) of `block`."""
        stop = len(block.text) if end is None else end
        parts = [part for part in self.parts.get(block.id, ()) if start <= part.start < stop]
        spans = [span for span in block.spans if span.start < stop and span.end > start]
        edges = {edge for part in parts for edge in (part.start, part.end)}
        edges |= {min(max(edge, start), stop) for span in spans for edge in (span.start, span.end)}
        cuts = sorted(edges | {start, stop})
        runs = []
        for left, right in pairwise(cuts):
            kinds, target = look_of(span for span in spans if span.start <= left and span.end >= right)
            runs.append(
                Run(
                    text=block.text[left:right],
                    kinds=kinds,
                    target=target,
                    parts=tuple(part for part in parts if part.start <= left and part.end >= right),
                    opens=tuple(part for part in parts if part.start == left),
                    closes=tuple(part for part in parts if part.end == right),
                )
            )
        return tuple(runs)

    def rows(self, block: Block) -> list[list[tuple[Run, ...]]]:
        """The cells of a table, row by row, the header first; every row as long as the longest."""
        rows: list[list[tuple[Run, ...]]] = []
        position = 0
        for line in block.text.split("\n"):
            cells = []
            for cell in line.split("\t"):
                cells.append(self.runs(block, position, position + len(cell)) if cell else ())
                position += len(cell) + 1
            rows.append(cells)
        width = max(len(row) for row in rows)
        return [row + [()] * (width - len(row)) for row in rows]

    def lines(self, block: Block) -> list[tuple[Run, ...]]:
        """The lines of a block of code, each cut into runs."""
        lines = []
        position = 0
        for line in block.text.split("\n"):
            lines.append(self.runs(block, position, position + len(line)) if line else ())
            position += len(line) + 1
        return lines

    def section(self, mark: Mark) -> str:
        """The title of the section in which a mark begins; empty above the first."""
        index = self._order[self._lines_of(mark.annotation)[0][0]]
        titles = [
            entry.title for entry in self.outline if entry.kind == "section" and entry.first <= index <= entry.last
        ]
        return titles[-1] if titles else ""

    def place(self, mark: Mark) -> str:
        """Where a mark is, in words: its paragraph numbers ("¶ 38", "¶¶ 38–40"), else the section that it is in."""
        blocks = dict.fromkeys(block for block, _, _ in self._lines_of(mark.annotation))
        found = [self.brief.blocks[self._order[block]].number for block in blocks]
        numbers = paragraph_words([number for number in found if number is not None])
        section = self.section(mark)
        return numbers or (f"in “{section}”" if section else "")

    def _changed(self, annotation: Annotation) -> Changed | None:
        lines = self._lines_of(annotation)
        return changed_from(
            annotation, " ".join(self.brief.blocks[self._order[block]].text[start:end] for block, start, end in lines)
        )

    def citation(self, mark: Mark | None = None) -> str:
        """The brief, or the passage of a mark in it, as a citation that names the edition."""
        blocks = dict.fromkeys(block for block, _, _ in self._lines_of(mark.annotation)) if mark else {}
        return f"{cite(self.brief, list(blocks))}. Edition {self.edition}."

    def byline(self) -> str:
        """Authors, publisher and date in words, as far as they are known."""
        about = self.brief.metadata
        return " · ".join(filter(None, (", ".join(about.authors), about.publisher, self.date())))

    def date(self) -> str:
        """The date of the brief in words; empty where it has none."""
        about = self.brief.metadata
        return date_words(about.date, about.language) if about.date else ""

    def retelling(self) -> str:
        """The warning that an adapted brief carries; empty for an original text."""
        return retelling_words(self.brief.metadata)

    def title_block(self) -> Block | None:
        """The block that holds the title, where the text has one: it takes the place of the title of the metadata."""
        return next(
            (block for block in self.brief.blocks if block.kind is BlockKind.TITLE and block.text.strip()), None
        )

    def body(self) -> tuple[tuple[str, Block], ...]:
        """The blocks below the title, each with the heading to set above it where the text itself has none.

        A date that is in the byline and the line of the source are left out, unless someone marked them.
        """
        title = self.title_block()
        above = {
            entry.first: entry.title
            for entry in self.outline
            if entry.kind == "section" and self.brief.blocks[entry.first].kind is not BlockKind.HEADING
        }
        shown = []
        due = ""
        for index, block in enumerate(self.brief.blocks):
            due = above.get(index, due)
            told = (block.kind is BlockKind.DATE and self.date()) or block.text == self.brief.metadata.source
            known = told and block.number is None and block.id not in self.parts
            if block is title or known or not block.text.strip():
                continue
            shown.append((due, block))
            due = ""
        return tuple(shown)


def _lines(block: Block, start: int, end: int) -> list[tuple[int, int]]:
    apart = _APART.get(block.kind)
    return [line.span() for line in apart.finditer(block.text, start, end)] if apart else [(start, end)]


def encodable(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate: no encoding can write those. Positions stay as they are."""
    return _SURROGATE.sub("\ufffd", text)


def _encodable(brief: Brief) -> Brief:
    if not any(_SURROGATE.search(block.text) for block in brief.blocks):
        return brief
    return replace(brief, blocks=tuple(replace(block, text=encodable(block.text)) for block in brief.blocks))


def printable(text: str) -> str:
    """`text` on one line, as it can be printed: without control characters, noncharacters and lone surrogates."""
    words = LINE_ENDS.sub(" ", encodable(text).replace("\t", " "))
    return "".join(one for one in words if unicodedata.category(one) != "Cc" and not _is_noncharacter(ord(one)))


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def safe_link(target: str) -> str:
    """`target` where it is a web or mail address that may be written into a file; else nothing."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return ""
    whole = parts.netloc if parts.scheme in ("http", "https") else parts.path
    if parts.scheme not in _LINK_SCHEMES or not whole or any(one.isspace() for one in target.strip()):
        return ""
    return printable(target.strip())


def look_of(spans: Iterable[Span]) -> tuple[frozenset[SpanKind], str]:
    """The kinds of markup of a stretch that lies in all of `spans`, and where it links to; unsafe links are none."""
    over = list(spans)
    target = next(filter(None, (safe_link(span.target) for span in over if span.kind is SpanKind.LINK)), "")
    kinds = frozenset(span.kind for span in over) - {SpanKind.LINK}
    return (kinds | {SpanKind.LINK} if target else kinds), target


def paragraph_words(numbers: Sequence[int]) -> str:
    """Paragraph numbers as they are cited: "¶ 38", "¶¶ 38–40", "¶¶ 2, 5"; empty for none."""
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"¶¶ {words}" if len(set(numbers)) > 1 else f"¶ {words}"


def changed_from(annotation: Annotation, now: str) -> Changed | None:
    """What became of the words of an annotation, where other words stand there `now`; None where that is not so."""
    if annotation.state is not State.CHANGED:
        return None
    was = (annotation.was or annotation.passage).quote
    return Changed(*(" ".join(printable(words).split()) for words in (annotation.reason, was, now)))


def said_by(annotation: Annotation) -> list[str]:
    """The tags, the standing, the author and the date of an annotation, in words, as far as they are known."""
    tags = " ".join(f"#{tag}" for tag in map(str.strip, map(printable, annotation.tags)) if tag)
    author = printable(annotation.author).strip()
    if not annotation.mine:
        author = f"note of {author or 'a colleague'}"
    return [words for words in (tags, *standing(annotation), author, _day(annotation.created)) if words]


def standing(annotation: Annotation) -> list[str]:
    """What is to be known of an annotation beside its words: an action that is done, an answer, another version."""
    told = {
        "done": annotation.done and annotation.colour is Colour.VIOLET,
        "answers a note": bool(annotation.answers),
        "another version of a note, kept as both": bool(annotation.variant),
    }
    return [words for words, holds in told.items() if holds]


def _day(moment: str) -> str:
    return date_words(moment[:10]) if moment else ""


def count_words(count: int, one: str) -> str:
    """ "1 note", "12 notes", "no notes"."""
    return f"{count or 'no'} {one}{'' if count == 1 else 's'}"


def lost_words(annotation: Annotation) -> list[str]:
    """What is known of an annotation that has no place in the text: where it once stood, and by whom and when."""
    numbers = [target.number for target in annotation.passage.targets if target.number is not None]
    where = f"{paragraph_words(numbers) or 'a passage'} of edition {annotation.passage.edition[:12]}"
    return [where, *said_by(annotation)]


def meaning(annotation: Annotation) -> str:
    """The word that stands beside the colour of an annotation."""
    return MEANINGS[annotation.colour]
