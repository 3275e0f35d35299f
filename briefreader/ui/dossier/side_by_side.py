"""What each brief says on a theme, a column for each brief beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollBar, QVBoxLayout, QWidget

from briefreader.brief.corrections import THEME
from briefreader.brief.dossier import Place
from briefreader.ui import style
from briefreader.ui.dossier.heading import PageHeading
from briefreader.ui.dossier.labels import WrappedLabel
from briefreader.ui.dossier.painting import SIDE
from briefreader.ui.dossier.rows import Row, Silence, place_rows
from briefreader.ui.dossier.theme_field import ThemeField
from briefreader.ui.dossier.view import DossierView
from briefreader.ui.dossier.words import briefs_words, source_words
from briefreader.ui.lettering import Face

_LEAST = 320
_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Column:
    """What one brief says: `places` are its paragraphs on the theme, in order."""

    brief: str
    title: str
    publisher: str
    date: str
    places: tuple[Place, ...]


class SideBySidePage(QWidget):
    """As many columns as fit; the others come into view by the bar below or the arrow keys.

    `theme_chosen` carries the id of another theme, `place_chosen` a brief, a block and the code point where to begin,
    `mention_correction_requested` is that of the dossier.
    """

    theme_chosen = Signal(str)
    place_chosen = Signal(str, str, int)
    mention_correction_requested = Signal(str, str, str, int, int)
    export_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side-by-side-page")
        self.setAccessibleName("What each brief says on a theme")
        self.setProperty("role", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_LEAST)
        self._theme = ""
        self._columns: tuple[Column, ...] = ()
        self._first = 0
        self._kept: dict[str, tuple[int, int]] = {}
        self.heading = PageHeading("side-by-side")
        self.field = ThemeField()
        self.field.setFixedWidth(240)
        self.heading.insert(1, self.field)
        self.columns: list[_BriefColumn] = []
        self._bar = QScrollBar(Qt.Orientation.Horizontal)
        self._bar.setObjectName("side-by-side-bar")
        self._bar.setAccessibleName("Which briefs are in view")
        self._nothing = QLabel("No brief says anything on this theme.")
        self._nothing.setObjectName("side-by-side-nothing")
        self._nothing.setProperty("role", "muted")
        self._nothing.setContentsMargins(SIDE, 16, SIDE, 0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._across = QHBoxLayout()
        self._across.setSpacing(0)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.heading)
        page.addWidget(rule)
        page.addWidget(self._nothing)
        page.addLayout(self._across, 1)
        page.addWidget(self._bar)
        page.addStretch(0)
        self.field.theme_chosen.connect(self.theme_chosen)
        self.heading.export_requested.connect(self.export_requested)
        self.heading.close_requested.connect(self.closed)
        self._bar.valueChanged.connect(self._scroll)
        self.show_columns("", ())

    def know_themes(self, themes: Sequence[tuple[str, str]]) -> None:
        """Offer these themes, pairs of an id and a name."""
        self.field.know(themes)

    def show_columns(self, theme_name: str, columns: Sequence[Column]) -> None:
        """Show what each brief says on a theme; of the same one, the place in each column is kept."""
        if theme_name != self._theme:
            self._kept.clear()
            self._first = 0
        else:
            self._keep_places()
        self._theme, self._columns = theme_name, tuple(columns)
        self.field.show_theme(theme_name)
        self.setAccessibleName(f"What each brief says on {theme_name}" if theme_name else "What each brief says")
        self._nothing.setVisible(not columns)
        self._arrange()
        self._fill()

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that are in view."""
        return self._columns[self._first : self._first + self._fitting]

    @property
    def _fitting(self) -> int:
        return max(1, min(self.width() // _LEAST, len(self._columns), _MOST_COLUMNS))

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self.heading.recolour()
        for column in self.columns:
            column.recolour()

    # Which columns are in view

    def _arrange(self) -> None:
        """Have as many columns as fit, and a bar where there are more."""
        while len(self.columns) < self._fitting:
            column = _BriefColumn()
            column.view.place_chosen.connect(self.place_chosen)
            column.view.mention_correction_requested.connect(self.mention_correction_requested)
            column.view.step_requested.connect(self._step)
            self._across.addWidget(column, 1)
            self.columns.append(column)
        for at, column in enumerate(self.columns):
            column.setVisible(at < min(self._fitting, len(self._columns)))
            column.show_edge(at > 0)
        hidden = max(0, len(self._columns) - self._fitting)
        self._first = min(self._first, hidden)
        self._bar.blockSignals(True)
        self._bar.setRange(0, hidden)
        self._bar.setPageStep(self._fitting)
        self._bar.setValue(self._first)
        self._bar.blockSignals(False)
        self._bar.setVisible(hidden > 0)
        self.setFocusProxy(self.columns[0].view if self._columns else self.field)

    def _fill(self) -> None:
        shown = self.shown
        for widget, column in zip(self.columns, shown, strict=False):
            widget.show_column(column, self._theme, self._kept.get(column.brief))
        words = briefs_words(self._first, len(shown), len(self._columns)) if self._columns else ""
        self.heading.show_words("Side by side", words)

    def _keep_places(self) -> None:
        for widget in self.columns:
            if widget.column is not None and not widget.isHidden():
                self._kept[widget.column.brief] = widget.place

    def _scroll(self, first: int) -> None:
        if first != self._first:
            self._keep_places()
            self._first = first
            self._fill()

    def _step(self, by: int) -> None:
        """Go to the column beside the one with the keyboard, bringing it into view."""
        at = next((at for at, column in enumerate(self.columns) if column.view.hasFocus()), 0) + by
        if at < 0 or at >= len(self.shown):
            self._bar.setValue(self._first + by)
            at = min(max(at, 0), len(self.shown) - 1)
        self.columns[at].take_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = sum(not column.isHidden() for column in self.columns)
        self.field.setFixedWidth(max(120, min(240, event.size().width() // 3)))
        if before != min(self._fitting, len(self._columns)):
            self._keep_places()
            self._arrange()
            self._fill()

    # Keys

    def event(self, event: QEvent) -> bool:
        # Said here, Escape stays with the page even where the window has a shortcut on it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _ColumnView(DossierView):
    """The paragraphs of one brief; the arrows to the sides lead to the columns beside it."""

    step_requested = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.step_requested.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)


class _BriefColumn(QWidget):
    """The title of a brief, what it is, and its paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brief-column")
        self.column: Column | None = None
        title = style.reading_font(16)
        title.setWeight(QFont.Weight.DemiBold)
        self._title = WrappedLabel("column-title", Face(title, 21))
        self._source = WrappedLabel("column-source", Face(style.interface_font(12), 17), "muted", above=2)
        self._edge = QFrame()
        self._edge.setFixedWidth(1)
        self.view = _ColumnView("column-rows", "", on_paper=True)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 14, SIDE, 6)
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._source)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._edge)
        line.addLayout(column, 1)
        self.recolour()

    def show_column(self, column: Column, theme: str, place: tuple[int, int] | None) -> None:
        """Show what a brief says on `theme`, at the row and scrolled by the pixels that were left."""
        self.column = column
        source = source_words(column.publisher, column.date, len(column.places))
        self._title.setText(column.title)
        self._source.setText(source)
        self._source.setAccessibleName(source.replace(" · ", ", "))
        self.view.setAccessibleName(f"{column.title}, {source}")
        rows: list[Row] = [row for one in column.places for row in place_rows(one, whole_paragraphs=True)]
        self.view.show_rows(rows or [Silence(f"Says nothing on {theme}.")], theme, THEME)
        if place is not None:
            self.view.go_back_to(*place)

    @property
    def place(self) -> tuple[int, int]:
        """The current row, and by how many pixels the list is scrolled."""
        return self.view.currentIndex().row(), self.view.verticalScrollBar().value()

    def take_keys(self) -> None:
        """Give the keyboard to the paragraphs."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_edge(self, shown: bool) -> None:
        """Show the line that parts it from the column at its left."""
        self._edge.setVisible(shown)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self._edge.setStyleSheet(f"background: {style.tokens().line}")
        self.view.viewport().update()
        for label in (self._title, self._source):
            label.update()
