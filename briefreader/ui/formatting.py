"""A note in Markdown as a document to look at: for the cards and for the editor. Nothing in it is ever loaded."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
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

from briefreader.annotations.markup import DEEPEST, LONGEST, Part, parts_of
from briefreader.brief.model import Span, SpanKind

# What may be markup, or be shown otherwise than it was typed.
_TELLING = re.compile(
    r"[*_`\[\\]|&[#A-Za-z]|<[^\s<>]+[:@]|https?://|^[ \t]*(?:[-+>#~•]|[0-9]{1,3}[.)][ \t])",
    re.MULTILINE | re.IGNORECASE,
)


class _Document(QTextDocument):
    """A document that asks neither the disk nor the network for anything."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


def is_plain(note: str) -> bool:
    """Whether a note looks formatted just as it was typed, so that no document need be made of it."""
    return len(note) > LONGEST or _TELLING.search(note) is None


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
    _Writer(document, ink, accent, muted).write(parts_of(note))
    return document


class _Writer:
    """Writes parts into a document."""

    def __init__(self, document: QTextDocument, ink: str, accent: str, muted: str) -> None:
        self._cursor = QTextCursor(document)
        self._ink, self._accent, self._muted = QColor(ink), QColor(accent), QColor(muted)
        self._size = QFontInfo(document.defaultFont()).pixelSize()
        self._fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
        self._above = ""

    def write(self, parts: Iterable[Part]) -> None:
        """Fill the document, in one step: Qt would look through a paragraph again at each insertion."""
        self._cursor.beginEditBlock()
        for part in parts:
            self._add(part)
        self._cursor.endEditBlock()

    def _add(self, part: Part) -> None:
        text, spans = part.text, part.spans
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
            around = [span for span in around if span.end > end]

    def _shape(self, part: Part) -> QTextBlockFormat:
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

    def _look(self, part: Part) -> QTextCharFormat:
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
            else:
                result.setAnchor(True)
                result.setAnchorHref(span.target)
                result.setForeground(self._accent)
                result.setFontUnderline(True)
        return result
