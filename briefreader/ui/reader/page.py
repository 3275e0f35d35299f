"""A brief set as a page: the QTextDocument, and the way between its positions and the brief's.

The page's own measure is the *offset*: code points of the brief's canonical text. Qt counts UTF-16 units and gives
table cells blocks of their own, so `position` and `offset` are the only places where the two meet.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from briefreader.brief.model import Block, BlockKind, Brief, Span, SpanKind, canonical_text
from briefreader.ui import style

if TYPE_CHECKING:
    from PySide6.QtGui import QTextTableFormat

# CSS line-height 1.6 as a share of the line spacing that the reading face brings along itself.
LINE_HEIGHT = 116.0
TOP_MARGIN = 36
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_LINE_SEPARATOR = "\u2028"


class _Stretch(NamedTuple):
    """A run of text whose offsets and positions grow together, or (`wide`) that holds characters of two units."""

    offset: int
    position: int
    wide: bool


class Page:
    """One edition, set at a text size. `document` belongs to the page and has no layout until a view shows it."""

    def __init__(self, brief: Brief, pixels: float) -> None:
        self.brief = brief
        self.text = canonical_text(brief.blocks)
        lengths = [len(block.text) + 1 for block in brief.blocks]
        self.starts: list[int] = [0, *accumulate(lengths)][:-1] if lengths else []
        self.index = {block.id: at for at, block in enumerate(brief.blocks)}
        self._stretches: list[_Stretch] = []
        self._pixels = pixels
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDefaultFont(style.reading_font(pixels))
        self.document.setDocumentMargin(0)
        self._set()

    def position(self, offset: int) -> int:
        """The document position of an offset (clamped to the text)."""
        offset = max(0, min(offset, len(self.text)))
        at = max(0, bisect_right(self._stretches, offset, key=lambda stretch: stretch.offset) - 1)
        if not self._stretches:
            return 0
        stretch = self._stretches[at]
        if stretch.wide:
            return stretch.position + _units(self.text[stretch.offset : offset])
        return stretch.position + offset - stretch.offset

    def offset(self, position: int) -> int:
        """The offset of a document position."""
        at = bisect_right(self._stretches, position, key=lambda stretch: stretch.position) - 1
        if at < 0:
            return 0
        stretch = self._stretches[at]
        end = self._stretches[at + 1].offset if at + 1 < len(self._stretches) else len(self.text)
        if stretch.wide:
            return stretch.offset + _points(self.text[stretch.offset : end], position - stretch.position)
        return min(end, stretch.offset + position - stretch.position)

    def locate(self, offset: int) -> tuple[int, int]:
        """The index of the block at an offset, and the code point within its text."""
        if not self.starts:
            return 0, 0
        at = max(0, bisect_right(self.starts, offset) - 1)
        return at, min(offset - self.starts[at], len(self.brief.blocks[at].text))

    def offset_of(self, block_id: str, start: int = 0) -> int | None:
        """The offset of a code point of a block, or None where this edition has no such block."""
        at = self.index.get(block_id)
        return None if at is None else self.starts[at] + min(start, len(self.brief.blocks[at].text))

    def ranges(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """The blocks between two offsets, each with the code points that belong to the range."""
        found = []
        at, _ = self.locate(start)
        while at < len(self.starts) and self.starts[at] < end:
            block, first = self.brief.blocks[at], self.starts[at]
            low, high = max(start - first, 0), min(end - first, len(block.text))
            if low < high:
                found.append((block.id, low, high))
            at += 1
        return found

    def _set(self) -> None:
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        formats = _Formats(self._pixels)
        after_table = False
        for at, block in enumerate(self.brief.blocks):
            if block.kind is BlockKind.TABLE and block.text:
                self._set_table(cursor, block, self.starts[at], formats)
                after_table = True
                continue
            form, letters = formats.of(block, first=at == 0)
            if at == 0 or after_table:
                # A new document has its first block already, and so has the place behind a table.
                cursor.setBlockFormat(form)
                cursor.setBlockCharFormat(letters)
            else:
                cursor.insertBlock(form, letters)
            after_table = False
            self._note(self.starts[at], cursor.position(), block.text)
            _insert(cursor, block, letters)
        cursor.endEditBlock()
        frame = self.document.rootFrame().frameFormat()
        frame.setTopMargin(TOP_MARGIN)
        frame.setBottomMargin(120)
        self.document.rootFrame().setFrameFormat(frame)

    def _note(self, offset: int, position: int, text: str) -> None:
        wide = bool(text) and not text.isascii() and max(text) > "\uffff"
        last = self._stretches[-1] if self._stretches else None
        if last and not wide and not last.wide and position - last.position == offset - last.offset:
            return
        self._stretches.append(_Stretch(offset, position, wide))

    def _set_table(self, cursor: QTextCursor, block: Block, offset: int, formats: _Formats) -> None:
        rows = [row.split("\t") for row in block.text.split("\n")]
        width = max(map(len, rows))
        table = cursor.insertTable(len(rows), width, formats.table(width))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                inside = table.cellAt(number, column).firstCursorPosition()
                inside.setBlockFormat(formats.cell)
                self._note(offset, inside.position(), cell)
                inside.insertText(cell, formats.header if number == 0 else formats.cell_letters)
                offset += len(cell) + 1
        cursor.movePosition(QTextCursor.MoveOperation.End)


class _Formats:
    """The block and character formats of one text size, made once for all blocks that share them."""

    def __init__(self, pixels: float) -> None:
        self._pixels = pixels
        self._muted = _letters_in(style.tokens().muted)
        self._made: dict[tuple[BlockKind, int, bool], tuple[QTextBlockFormat, QTextCharFormat]] = {}
        self.cell = QTextBlockFormat()
        self.cell_letters = QTextCharFormat()
        self.cell_letters.setProperty(QTextCharFormat.Property.FontPixelSize, round(pixels * 0.94))
        self.header = QTextCharFormat(self.cell_letters)
        self.header.setFontWeight(QFont.Weight.DemiBold)

    def of(self, block: Block, *, first: bool) -> tuple[QTextBlockFormat, QTextCharFormat]:
        key = (block.kind, block.level, first)
        if key not in self._made:
            self._made[key] = self._make(block, first)
        return self._made[key]

    def _make(self, block: Block, first: bool) -> tuple[QTextBlockFormat, QTextCharFormat]:
        form, letters, size = QTextBlockFormat(), QTextCharFormat(), self._pixels
        kind, top, bottom, height = block.kind, 0.0, 0.8, LINE_HEIGHT
        if kind is BlockKind.TITLE:
            size, bottom, height = self._pixels * 1.75, 0.55, 100.0
            letters.setFontWeight(QFont.Weight.DemiBold)
        elif kind is BlockKind.HEADING:
            size = self._pixels * (1.42, 1.18, 1.05)[min(max(block.level, 1), 3) - 1]
            top, bottom, height = (1.5, 0.55, 104.0) if block.level < 2 else (0.9, 0.4, 108.0)
            letters.setFontWeight(QFont.Weight.DemiBold)
            form.setHeadingLevel(min(max(block.level, 1), 5) + 1)
        elif kind in (BlockKind.DATE, BlockKind.CAPTION, BlockKind.BACK_MATTER, BlockKind.FIGURE):
            size, bottom, height = self._pixels * 0.86, 0.7, 118.0
            letters = QTextCharFormat(self._muted)
            letters.setFontItalic(kind is BlockKind.CAPTION)
        elif kind is BlockKind.LIST_ITEM:
            form.setLeftMargin(self._pixels * 1.3 * max(block.level, 1))
            bottom = 0.35
        elif kind is BlockKind.QUOTATION:
            form.setLeftMargin(self._pixels * 1.6)
            form.setRightMargin(self._pixels * 1.2)
        elif kind is BlockKind.CODE:
            letters.setFontFamilies(["monospace"])
            letters.setFontFixedPitch(True)
            size = self._pixels * 0.86
        form.setTopMargin(0 if first else top * self._pixels)
        form.setBottomMargin(bottom * self._pixels)
        form.setLineHeight(height, _PROPORTIONAL)
        letters.setProperty(QTextCharFormat.Property.FontPixelSize, round(size))
        return form, letters

    def table(self, columns: int) -> QTextTableFormat:
        from PySide6.QtGui import QColor, QTextFrameFormat, QTextLength, QTextTableFormat

        form = QTextTableFormat()
        form.setHeaderRowCount(1)
        form.setCellPadding(6)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderBrush(QColor(style.tokens().line))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setTopMargin(4)
        form.setBottomMargin(self._pixels)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if columns == 2:
            form.setColumnWidthConstraints(
                [
                    QTextLength(QTextLength.Type.PercentageLength, 32),
                    QTextLength(QTextLength.Type.PercentageLength, 68),
                ]
            )
        return form


def _letters_in(colour: str) -> QTextCharFormat:
    """A format with nothing but a colour of its letters.

    Qt's own reading of HTML gives it: naming QBrush in Python would import the whole Qt namespace, a tenth of a start.
    """
    fragment = QTextDocument()
    fragment.setHtml(f'<span style="color:{colour}">x</span>')
    cursor = QTextCursor(fragment)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    return cursor.charFormat()


def _insert(cursor: QTextCursor, block: Block, letters: QTextCharFormat) -> None:
    text = block.text.replace("\n", _LINE_SEPARATOR)
    spans = list(block.spans)
    if block.point and text.startswith(block.point):
        # The word that opens a point, with its comma, stands out, as in the table of contents.
        end = len(block.point) + text[len(block.point) :].startswith(",")
        spans.append(Span(0, end, SpanKind.STRONG))
    if not spans:
        cursor.insertText(text, letters)
        return
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    for start, end in pairwise(edges):
        form = letters
        for span in spans:
            if span.start <= start and end <= span.end:
                form = QTextCharFormat(form) if form is letters else form
                _dress(form, span)
        cursor.insertText(text[start:end], form)


def _dress(form: QTextCharFormat, span: Span) -> None:
    if span.kind is SpanKind.EMPHASIS:
        form.setFontItalic(True)
    elif span.kind is SpanKind.STRONG:
        form.setFontWeight(QFont.Weight.DemiBold)
    elif span.kind is SpanKind.CODE:
        form.setFontFamilies(["monospace"])
        form.setFontFixedPitch(True)
    elif span.target:
        form.setAnchor(True)
        form.setAnchorHref(span.target)
        form.merge(_letters_in(style.tokens().accent))
        form.setFontUnderline(True)


def _units(text: str) -> int:
    """UTF-16 units of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def _points(text: str, units: int) -> int:
    """The number of whole characters that lie within the first `units` UTF-16 units of a text."""
    count = 0
    for character in text:
        units -= 1 + (character > "\uffff")
        if units < 0:
            break
        count += 1
    return count
