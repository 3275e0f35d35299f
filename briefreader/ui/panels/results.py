"""What a search of all briefs and notes found: grouped by brief and section, the words marked in each snippet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView

if TYPE_CHECKING:
    from briefreader.search.index import Hit, Results

_SIDE = 14
_LINES = 4


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row above hits: the title of a brief (`level` 0) or of a section in it (`level` 1)."""

    words: str
    level: int
    hits: int


class ResultsPanel(QWidget):
    """A line that says how much was found, and the hits. `hit_chosen` carries the hit."""

    hit_chosen = Signal(object)
    suggestion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results-panel")
        self.setAccessibleName("Results")
        self._suggested = ""
        self._status = QLabel()
        self._status.setObjectName("results-status")
        self._status.setAccessibleName("Search status")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._status.setProperty("role", "muted")
        self._status.setWordWrap(True)
        self._suggestion = QPushButton()
        self._suggestion.setObjectName("suggestion")
        self._suggestion.setAccessibleName("Did you mean")
        self._suggestion.setProperty("role", "link")
        self._suggestion.setCursor(Qt.CursorShape.PointingHandCursor)
        self._suggestion.clicked.connect(self._take_suggestion)
        self._suggestion.hide()
        self.view = RowsView("results", "Results")
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._rows = RowsModel(_spoken, _tip, _is_hit, parent=self)
        self.view.setModel(self._rows)
        self.view.setItemDelegate(_ResultDelegate(self.view))
        self.view.row_chosen.connect(self._choose)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        head.setSpacing(2)
        head.addWidget(self._status)
        head.addWidget(self._suggestion, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.message("Type at least two letters to search every brief and note.")

    def show_results(self, results: Results) -> None:
        """Show the answer to a query."""
        self._rows.show(grouped(results.hits))
        self._status.setText(status_words(results))
        self._suggested = results.suggestion or ""
        # An ampersand would be taken for the mark of a key.
        self._suggestion.setText(f"Did you mean “{self._suggested}”?".replace("&", "&&"))
        self._suggestion.setAccessibleName(f"Did you mean {self._suggested}?")
        self._suggestion.setVisible(bool(self._suggested))
        self.view.scrollToTop()

    def message(self, words: str) -> None:
        """Say something in the place of results: that the index is being made, or why there are none."""
        self._rows.show([])
        self._status.setText(words)
        self._suggested = ""
        self._suggestion.hide()

    @property
    def hits(self) -> list[Hit]:
        """The hits in the order in which they are shown."""
        return [row for row in self._rows.rows if not isinstance(row, _Heading)]

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) hit the current one, around the ends, and choose it."""
        hits = [at for at, row in enumerate(self._rows.rows) if _is_hit(row)]
        if not hits:
            return
        # The current row may be the first only because the list has the keyboard: what is selected was chosen.
        here = max((index.row() for index in self.view.selectedIndexes()), default=-1)
        beyond = [at for at in hits if at > here] if by > 0 else [at for at in reversed(hits) if at < here]
        at = beyond[0] if beyond else hits[0 if by > 0 else -1]
        self.view.setCurrentIndex(self._rows.index(at))
        self.view.scrollTo(self._rows.index(at))
        self._choose(self._rows.index(at))

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if _is_hit(row):
            self.hit_chosen.emit(row)

    def _take_suggestion(self) -> None:
        self.suggestion_chosen.emit(self._suggested)


def grouped(hits: Sequence[Hit]) -> list[Hit | _Heading]:
    """The hits under a heading for each brief and each section, both in the order of their best hit."""
    briefs: dict[str, dict[str | None, list[Hit]]] = {}
    for hit in hits:
        briefs.setdefault(hit.brief, {}).setdefault(hit.section, []).append(hit)
    rows: list[Hit | _Heading] = []
    for sections in briefs.values():
        found = [hit for group in sections.values() for hit in group]
        rows.append(_Heading(found[0].title, 0, len(found)))
        for group in sections.values():
            if group[0].section_title:
                rows.append(_Heading(group[0].section_title, 1, len(group)))
            rows.extend(group)
    return rows


def status_words(results: Results) -> str:
    """What was found, in one or two sentences."""
    if not results.hits:
        words = f"Nothing found for “{results.query}”."
    else:
        briefs = len({hit.brief for hit in results.hits})
        words = f"{_counted(results.total, 'result')} in {_counted(briefs, 'brief')}, {round(results.took_ms)} ms"
        if results.total > len(results.hits):
            words += f" · the best {len(results.hits)} are shown"
    if results.as_plain_words:
        words += "\nThe query could not be read as written, so its words were searched for."
    return words


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _is_hit(row: Hit | _Heading) -> bool:
    return not isinstance(row, _Heading)


def _place(hit: Hit) -> str:
    number = f"¶ {hit.number}" if hit.number is not None else hit.kind.replace("-", " ").capitalize()
    return " · ".join(filter(None, ("Note" if hit.note else "", number, hit.section_title)))


def _spoken(row: Hit | _Heading) -> str:
    if isinstance(row, _Heading):
        return f"{row.words}, {_counted(row.hits, 'result')}"
    return f"{row.snippet}. {_place(row).replace('¶', 'paragraph')}, in {row.title}"


def _tip(row: Hit | _Heading) -> str:
    return tip(row.words) if isinstance(row, _Heading) else tip(row.title, _place(row), row.snippet)


class _ResultDelegate(RowDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        title = style.reading_font(15)
        title.setWeight(QFont.Weight.DemiBold)
        self._brief = Face(title, 20)
        self._section = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 16)
        self._snippet = Face(style.reading_font(15), 20)
        self._meta = Face(style.interface_font(12), 16)

    def height(self, row: Hit | _Heading, width: int) -> int:
        if isinstance(row, _Heading):
            if row.level:
                return self._section.pitch + 10
            return 14 + self._brief.pitch * line_count(row.words, self._brief, width - 2 * _SIDE, 2)
        lines = line_count(row.snippet, self._snippet, self._room(width), _LINES, row.marks)
        return 12 + lines * self._snippet.pitch + 2 + self._meta.pitch

    def _room(self, width: int) -> int:
        return width - 2 * _SIDE - 12

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(5, 0, -6, -1)

    def draw(self, painter: QPainter, row: Hit | _Heading, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        inside = box.adjusted(_SIDE, 0, -_SIDE, 0)
        if isinstance(row, _Heading):
            if row.level:
                room = inside.adjusted(0, 6, 0, -4)
                draw_words(painter, row.words, self._section, room, colours.muted)
            else:
                draw_words(painter, row.words, self._brief, inside.adjusted(0, 8, 0, -6), colours.ink, limit=2)
            return
        chosen = self.view.selectionModel().isSelected(self.view.model().index(index.row(), 0))
        if chosen or hover:
            painter.setPen(QColor(colours.accent if chosen else colours.line))
            painter.setBrush(QColor(colours.paper))
            painter.drawRoundedRect(box.toRectF().adjusted(5.5, 0.5, -5.5, -0.5), 6, 6)
        lines = line_count(row.snippet, self._snippet, self._room(box.width()), _LINES, row.marks)
        top, high = box.y() + 6, lines * self._snippet.pitch
        painter.fillRect(QRect(inside.x(), top, 3, high), QColor(colours.muted if row.note else colours.accent))
        room = QRect(inside.x() + 12, top, self._room(box.width()), high)
        draw_words(painter, row.snippet, self._snippet, room, colours.ink, limit=_LINES, marks=row.marks)
        room = QRect(room.x(), room.y() + high + 2, room.width(), self._meta.pitch)
        # The section stands above already.
        draw_words(painter, _place(row).removesuffix(f" · {row.section_title}"), self._meta, room, colours.muted)
