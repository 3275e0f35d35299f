"""Lines of a text become pieces: wrapped lines joined, marked parts (headings, items, quotations, code) told apart.

A piece is what stands between two breaks that mean something. Whether two pieces are one torn paragraph is decided
afterwards, in `mending`. A line break inside a group of lines is a wrap when the next line begins in lower case, or
when the line is full: its next word would not have fitted into the width that the text was set to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise

from briefreader.importing.marks import begins_low, is_address, is_finished, join

_BREAKS = re.compile(r"\r\n|[\r\x85\u2028\x0b\x1c-\x1e]")
_SPACE = re.compile(r"[ \t\x1f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_EDGE = " \t\x1f\u00a0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_ATX = re.compile(r"(#{1,6})\s+(\S.*?)(?:\s+#+)?$")
_UNDERLINE = re.compile(r"(={3,}|-{3,})$")
_RULE = re.compile(r"([-*_=~–—])(?:\s*\1){2,}$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_QUOTED = re.compile(r"((?:>\s?)+)(.*)")
_BULLET = re.compile(r"(?P<bullet>[-*+•‣◦▪–—·●○■□➢►])\s+(?P<rest>\S.*)")
_NUMBERED = re.compile(r"(?P<number>\(?(?:\d{1,2}[.)]|(?:[a-z]|[ivx]{2,4})\))|[a-z]\.(?=\s\W?[A-Z]))\s+\S.*")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|pagina|seite|p\.|blz\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|van|sur|von|de)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)


class Gap(IntEnum):
    """What parts a line from the one before."""

    LINE = 0
    BLANK = 1
    PAGE = 2


class Shape(StrEnum):
    """What a piece shows itself to be. An ITEM is one until mending finds it is none.

    LINE is a line that is whole by itself (a date, a by-line, an address), ASIDE one that stands in the way of the
    text's flow (a page number, a running head; with no text, a rule).
    """

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTATION = "quotation"
    CODE = "code"
    TABLE = "table"
    LINE = "line"
    ASIDE = "aside"


@dataclass(slots=True)
class Piece:
    """Text between two breaks. `level` is a heading's or an item's; `marker` opens an item, and stands before its
    text only where it is a dash or bullet (a number is part of the text)."""

    text: str
    gap: Gap = Gap.BLANK
    shape: Shape = Shape.TEXT
    level: int = 0
    marker: str = ""


@dataclass(slots=True)
class _Line:
    text: str
    gap: Gap
    indent: int
    page: int

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def read_pieces(text: str, *, markdown: bool = False) -> list[Piece]:
    """The pieces of `text` in their order. In Markdown a line break inside a paragraph means nothing, ever."""
    lines = _lines(text)
    asides = _page_furniture(lines)
    wrap = _Wrap(lines, always=markdown)
    pieces: list[Piece] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(line.text)
        if at in asides:
            pieces.append(Piece(line.text, line.gap, Shape.ASIDE))
        elif fence and (end := _closing(lines, at, fence[1])):
            pieces.append(_code(text_lines=lines[at + 1 : end], gap=line.gap))
            at = end
        elif line.text.startswith("|") and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1].text):
            at = _table(lines, at, pieces)
        elif not _read_marked(line, pieces):
            before = lines[at - 1] if at else None
            _read_plain(line, before, pieces, wrap)
        at += 1
    _set_page_numbers_aside(pieces)
    return pieces


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    pages = _BREAKS.sub("\n", text.replace("\u2029", "\n\n")).split("\f")
    for number, page in enumerate(pages):
        gap = Gap.PAGE if number and lines else Gap.LINE if lines else Gap.BLANK
        for raw in page.split("\n"):
            stripped = raw.strip(_EDGE)
            if not stripped:
                gap = max(gap, Gap.BLANK)
                continue
            lead = raw[: len(raw) - len(raw.lstrip(_EDGE))]
            lines.append(_Line(_SPACE.sub(" ", stripped), gap, len(lead.expandtabs(4)), number))
            gap = Gap.LINE
    return lines


def _page_furniture(lines: Sequence[_Line]) -> set[int]:
    """Indexes of page numbers and running lines that stand at a form feed; the first page's top is never one."""
    last = lines[-1].page if lines else 0
    if not last:
        return set()
    by_page: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    numbers: set[int] = set()
    running: dict[str, list[int]] = {}
    for on_page in by_page.values():
        # A page with nothing else on it is a scrap of text between two breaks.
        for at in sorted({*on_page[:2], *on_page[-2:]}) if len(on_page) > 1 else ():
            words = lines[at].text
            if _PAGE_NUMBER.fullmatch(words):
                numbers.add(at)
            elif 1 <= words.count(" ") <= 15 and not begins_low(words) and not is_finished(words):
                running.setdefault(re.sub(r"\d+", "#", words.casefold()), []).append(at)
    tops = set(by_page.get(0, ())[:2])
    repeated = (places for places in running.values() if len({lines[at].page for at in places}) > 1)
    return numbers | {at for places in repeated for at in places} - tops


def _set_page_numbers_aside(pieces: list[Piece]) -> None:
    """Without form feeds, bare numbers that stand alone are page numbers when they count up by one."""
    alone = [
        at
        for at, piece in enumerate(pieces)
        if piece.shape is Shape.TEXT
        and re.fullmatch(r"\d{1,3}", piece.text)
        and piece.gap
        and (at + 1 == len(pieces) or pieces[at + 1].gap)
    ]
    for one, two in pairwise(alone):
        if int(pieces[two].text) == int(pieces[one].text) + 1:
            pieces[one].shape = pieces[two].shape = Shape.ASIDE


def _closing(lines: Sequence[_Line], at: int, fence: str) -> int | None:
    # A fence that never closes is a line of text; looking 2,000 lines ahead keeps hostile files cheap.
    for end in range(at + 1, min(at + 2000, len(lines))):
        if lines[end].text == fence:
            return end
    return None


def _code(text_lines: Sequence[_Line], gap: Gap) -> Piece:
    rows = [("\n" if line.gap else "") + " " * line.indent + line.text for line in text_lines]
    return Piece("\n".join(rows).strip("\n"), gap, Shape.CODE)


def _table(lines: Sequence[_Line], at: int, pieces: list[Piece]) -> int:
    rows: list[str] = []
    start = at
    while at < len(lines) and lines[at].text.startswith("|") and (at == start or not lines[at].gap):
        if at != start + 1:
            rows.append("\t".join(cell.strip() for cell in lines[at].text.strip("|").split("|")))
        at += 1
    pieces.append(Piece("\n".join(rows), lines[start].gap, Shape.TABLE))
    return at - 1


def _read_marked(line: _Line, pieces: list[Piece]) -> bool:
    """Read a line whose marks say what it is; false for every other line."""
    before = pieces[-1] if pieces else None
    if heading := _ATX.match(line.text):
        pieces.append(Piece(heading[2], line.gap, Shape.HEADING, len(heading[1])))
    elif (
        (under := _UNDERLINE.match(line.text))
        and before is not None
        and before.shape is Shape.TEXT
        and not line.gap
        and len(before.text) <= 120
    ):
        before.shape, before.level = Shape.HEADING, 1 if under[1][0] == "=" else 2
    elif _RULE.match(line.text):
        pieces.append(Piece("", line.gap, Shape.ASIDE))
    elif quoted := _QUOTED.match(line.text):
        if not line.gap and before is not None and before.shape is Shape.QUOTATION and quoted[2]:
            before.text = join(before.text, quoted[2])
        else:
            pieces.append(Piece(quoted[2], line.gap, Shape.QUOTATION))
    else:
        return False
    return True


def _read_plain(line: _Line, before: _Line | None, pieces: list[Piece], wrap: _Wrap) -> None:
    last = pieces[-1] if pieces else None
    flows = last is not None and before is not None and not line.gap and last.shape in _FLOWING
    marked = _BULLET.match(line.text) or _NUMBERED.match(line.text)
    if marked and not (flows and before and last and last.shape is Shape.TEXT and wrap.runs_on(before, line)):
        bullet = "bullet" in marked.groupdict()
        marker = marked["bullet"] if bullet else marked["number"]
        level = 1 + line.indent // 2
        pieces.append(Piece(marked["rest"] if bullet else line.text, line.gap, Shape.ITEM, level, marker))
    elif flows and before and last and (wrap.runs_on(before, line) or _hangs(last, line)):
        last.text = join(last.text, line.text)
    else:
        pieces.append(Piece(line.text, line.gap))


_FLOWING = frozenset({Shape.TEXT, Shape.ITEM, Shape.QUOTATION})


def _hangs(last: Piece, line: _Line) -> bool:
    return last.shape is Shape.ITEM and line.indent >= 2 * last.level


class _Wrap:
    """Tells a wrapped line from a line that ends where its writer ended it.

    The width is taken from the breaks that can be nothing but wraps: those before a lower-case word.
    """

    def __init__(self, lines: Sequence[_Line], *, always: bool = False) -> None:
        self._always = always
        pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
        wrapped = sorted(a.width for a, b in pairs if begins_low(b.text) and not is_finished(a.text))
        self._width = wrapped[int(len(wrapped) * 0.95)] if wrapped else 0
        # Where blank lines part the paragraphs, a full stop at the end of a rather full line is no paragraph's end.
        ends = sum(is_finished(a.text) and not begins_low(b.text) and a.width < 0.7 * self._width for a, b in pairs)
        parted = sum(line.gap == Gap.BLANK for line in lines)
        self._loose = parted > 1 and ends * 10 <= parted
        self._narrow = self._own_widths(lines)

    def _own_widths(self, lines: Sequence[_Line]) -> dict[int, int]:
        """The width of each group of lines that shows one of its own (a narrow column, an indented box)."""
        widths: dict[int, int] = {}
        group: list[_Line] = []
        for line in [*lines, None]:
            if line is None or line.gap:
                low = sum(begins_low(b.text) for b in group[1:])
                if low >= 2:
                    widest = max(member.width for member in group)
                    widths.update((id(member), widest) for member in group)
                group = []
            if line is not None:
                group.append(line)
        return widths

    def runs_on(self, line: _Line, following: _Line) -> bool:
        """Whether the break between `line` and `following`, which no blank line parts, is a mere wrap."""
        if self._always:
            return True
        finished = is_finished(line.text)
        if is_address(line.text) or is_address(following.text):
            return False
        if begins_low(following.text):
            return True
        width = self._narrow.get(id(line), self._width)
        if width < 25 or (finished and following.indent > line.indent + 1):
            return False
        needed = line.width + 1 + len(following.text.split(" ", 1)[0])
        if finished:
            return needed > width * (0.75 if self._loose else 0.97)
        return needed > width * 0.9
