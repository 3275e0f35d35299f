"""A note in Markdown as a document to look at: for the cards and for the editor.

A note may have come with a colleague's file. So nothing in it is ever loaded, no HTML is read, only links into the
library and those of the web and of mail can be followed, every other address is there to be read; and what is not
understood as markup is shown as it was typed. Lines end where the writer ended them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from briefreader.annotations.links import parse_link
from briefreader.brief.inline import is_safe_address, nest, read_inline
from briefreader.brief.model import Span, SpanKind

LONGEST = 20_000
"""The number of characters above which a note is shown as it was typed."""

DEEPEST = 5
"""How deep lists and quotations are indented; what is nested deeper is indented no further."""

_BREAK = "\N{LINE SEPARATOR}"
# What begins a comment or an image elsewhere is text in a note: while the line is read, these stand in.
_LESS, _BANG = "\ufdd5", "\ufdd6"
# Controls, halves of a character, and what Qt takes for frames and objects.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ufdd0-\ufdef\ufff9-\ufffc\ud800-\udfff]")
_TELLING = re.compile(
    r"[*_`\[\\]|&[#A-Za-z]|<[^\s<>]+[:@]|https?://|^[ \t]*(?:[-+>#~•]|[0-9]{1,3}[.)][ \t])",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:[ \t]{0,3}>)+ ?")
_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<words>[^`]*)")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•]|[0-9]{1,3}[.)])[ \t]+(?P<words>\S.*)")
_BARE = re.compile(r"(?<![\w/])https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'’”*_]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """One paragraph of a note: its words in Markdown, what stands before them, and how deep it lies."""

    kind: str
    words: str
    mark: str = ""
    depth: int = 0
    quoted: int = 0


class _Document(QTextDocument):
    """A document that asks neither the disk nor the network for anything."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


def is_plain(note: str) -> bool:
    """Whether a note looks formatted just as it was typed, so that no document need be made of it."""
    return len(note) > LONGEST or _TELLING.search(note) is None


def may_follow(address: str) -> bool:
    """Whether a link in a note can be followed: into the library, to the web, or to mail."""
    return is_safe_address(address) or parse_link(address) is not None


def formatted(note: str, *, ink: str, accent: str, muted: str, font: QFont) -> QTextDocument:
    """The note as a document without margins, in `font`, its colours by name: words, links, quotations.

    Its width is the caller's to set. A note that is too long, or nested too deeply to be read, stands there as typed.
    """
    document = _Document()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    writer = _Writer(document, ink, accent, muted)
    note = _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", note.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        parts = [(part, *_read(part)) for part in _parts(note)] if len(note) <= LONGEST else None
    except RecursionError:
        parts = None
    if parts is None:
        parts = [(_Part("paragraph", ""), note.replace("\n", _BREAK), ())]
    writer.write(parts)
    return document


def _parts(note: str) -> Iterator[_Part]:
    """The paragraphs of a note in order; the lines of one are parted by line separators."""
    part: _Part | None = None
    indents: list[int] = []
    fence, blank = "", True
    for line in note.split("\n"):
        quote = _QUOTED.match(line)
        quoted = quote[0].count(">") if quote else 0
        rest = line[quote.end() :] if quote else line
        if fence and part is not None:
            if re.fullmatch(rf"[ \t]*{re.escape(fence)}+[ \t]*", rest):
                yield part
                part, fence = None, ""
            else:
                part = replace(part, words=part.words + _BREAK * bool(part.words) + rest)
            continue
        if not rest.strip():
            blank = True
            continue
        opened = _opened(rest, quoted, indents, blank)
        if opened is None and part is not None and not blank and part.quoted == quoted and part.kind != "heading":
            part = replace(part, words=part.words.removesuffix("\\") + _BREAK + rest.strip())
            continue
        if part is not None:
            yield part
        part = opened or _continued(rest, quoted, indents)
        fence = rest.strip()[:1] * 3 if part.kind == "code" else ""
        blank = part.kind == "rule"
    if part is not None:
        yield part


def _opened(line: str, quoted: int, indents: list[int], blank: bool) -> _Part | None:
    """The part that a line begins, or None where it goes on or is a paragraph; `indents` are of the lists around."""
    if fence := _FENCE.fullmatch(line):
        return _Part("code", fence["words"].strip(), depth=len(indents), quoted=quoted)
    if heading := _HEADING.fullmatch(line):
        indents.clear()
        return _Part("heading", heading["words"], quoted=quoted)
    if _RULE.fullmatch(line):
        indents.clear()
        return _Part("rule", "———", quoted=quoted)
    if item := _ITEM.fullmatch(line):
        indent = len(item["indent"].expandtabs(4))
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent >= indents[-1] + 2:
            indents.append(indent)
        mark = item["mark"] if item["mark"][0].isdigit() else "•"
        return _Part("item", item["words"].rstrip(), mark, len(indents), quoted)
    return None


def _continued(line: str, quoted: int, indents: list[int]) -> _Part:
    """A paragraph of its own: inside the list above it where it is indented as that is."""
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    while indents and indent <= indents[-1]:
        indents.pop()
    return _Part("paragraph", line.strip(), depth=len(indents), quoted=quoted)


def _read(part: _Part) -> tuple[str, tuple[Span, ...]]:
    """The words of a part as they are shown, and what is marked in them."""
    if part.kind == "code":
        return part.words, ()
    source = part.words.replace("<!--", f"{_LESS}!--").replace("![", f"{_BANG}[")
    text, spans = read_inline(source, lambda address: True)
    text = text.replace(_LESS, "<").replace(_BANG, "!")
    bare = (Span(found.start(), found.end(), SpanKind.LINK, found[0]) for found in _BARE.finditer(_open(text, spans)))
    return text, nest((*spans, *bare), len(text), lambda address: True)


def _open(text: str, spans: tuple[Span, ...]) -> str:
    """The text with blanks in place of code and links: where an address may still become a link."""
    letters = list(text)
    for span in spans:
        if span.kind in (SpanKind.CODE, SpanKind.LINK):
            letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


class _Writer:
    """Writes parts into a document."""

    def __init__(self, document: QTextDocument, ink: str, accent: str, muted: str) -> None:
        self._cursor = QTextCursor(document)
        self._ink, self._accent, self._muted = QColor(ink), QColor(accent), QColor(muted)
        self._size = QFontInfo(document.defaultFont()).pixelSize()
        self._fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
        self._above = ""

    def write(self, parts: Iterable[tuple[_Part, str, tuple[Span, ...]]]) -> None:
        """Fill the document, in one step: Qt would look through a paragraph again at each insertion."""
        self._cursor.beginEditBlock()
        for part, text, spans in parts:
            self._add(part, text, spans)
        self._cursor.endEditBlock()

    def _add(self, part: _Part, text: str, spans: tuple[Span, ...]) -> None:
        shape, look = self._shape(part), self._look(part)
        if self._above:
            self._cursor.insertBlock(shape, look)
        else:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(look)
        self._above = part.kind
        if part.mark:
            quiet = QTextCharFormat(look)
            quiet.setForeground(self._muted)
            self._cursor.insertText(f"{part.mark}\t", quiet)
        edges = sorted({0, len(text), *(at for span in spans for at in (span.start, span.end))})
        coming, around = deque(spans), list[Span]()
        for start, end in pairwise(edges):
            while coming and coming[0].start <= start:
                around.append(coming.popleft())
            self._cursor.insertText(text[start:end], self._marked(look, around))
            for span in around:
                if span.end == end and span.kind is SpanKind.LINK and not may_follow(span.target):
                    self._address(text[span.start : end], span.target, look)
            around = [span for span in around if span.end > end]

    def _address(self, words: str, address: str, look: QTextCharFormat) -> None:
        """The address of a link that is not one, to be read."""
        address = _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", address)
        if address not in ("", words):
            self._cursor.insertText(f" ({address})", look)

    def _shape(self, part: _Part) -> QTextBlockFormat:
        step = self._size * 1.25
        shape = QTextBlockFormat()
        shape.setLineHeight(round(self._size * 1.46), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        shape.setLeftMargin(step * (min(part.depth, DEEPEST) + min(part.quoted, DEEPEST)))
        if part.mark:
            # Long numbers push their words on to the next stop.
            shape.setTextIndent(-step)
            stops = [QTextOption.Tab(step * count, QTextOption.TabType.LeftTab) for count in (1, 2)]
            shape.setTabPositions(stops)
        if self._above and not (self._above == part.kind == "item"):
            shape.setTopMargin(self._size * 0.4)
        return shape

    def _look(self, part: _Part) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self._muted if part.quoted or part.kind == "rule" else self._ink)
        if part.kind == "heading":
            look.setProperty(QTextCharFormat.Property.FontPixelSize, self._size + 1)
            look.setFontWeight(QFont.Weight.DemiBold)
        elif part.kind == "code":
            look.setFontFamilies(self._fixed)
        return look

    def _marked(self, look: QTextCharFormat, spans: list[Span]) -> QTextCharFormat:
        result = QTextCharFormat(look)
        for span in spans:
            if span.kind is SpanKind.STRONG:
                result.setFontWeight(QFont.Weight.DemiBold)
            elif span.kind is SpanKind.EMPHASIS:
                result.setFontItalic(True)
            elif span.kind is SpanKind.CODE:
                result.setFontFamilies(self._fixed)
            elif may_follow(span.target):
                result.setAnchor(True)
                result.setAnchorHref(span.target)
                result.setForeground(self._accent)
                result.setFontUnderline(True)
        return result
