"""The map: who appears where, and who with whom, with the paragraphs behind every number beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from briefreader.brief.counts import counted
from briefreader.brief.grid import Circle, Grid
from briefreader.ui import style
from briefreader.ui.map.circle_page import CirclePage
from briefreader.ui.map.heading import CIRCLE, MapHeading
from briefreader.ui.map.heat import HeatView
from briefreader.ui.map.paragraphs import Paragraph, ParagraphsPanel
from briefreader.ui.map.pictures import written

_LEAST = 480
_FOLDED = 900
_PANEL = (280, 380)
_ANY = 16_777_215  # Qt's own word for no limit


class MapPage(QWidget):
    """The page; it knows no library, and asks for what it shows by signals.

    `shown_wanted` carries what is to be shown and over what, such as "actors-sections" and "brief" (or "all");
    `subject_chosen` the id of an actor or theme, `cell_chosen` those of a row and a column or of both of a pair,
    `place_chosen` a brief, a block and the subject whose paragraph it is, `export_requested` "svg", "png" or "csv".
    """

    shown_wanted = Signal(str, str)
    subject_chosen = Signal(str)
    place_chosen = Signal(str, str, str)
    cell_chosen = Signal(str, str)
    export_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-page")
        self.setAccessibleName("Who appears where")
        self.setProperty("role", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_LEAST)
        self._given: Grid | Circle | None = None
        self._ordered = Grid((), (), {})
        self._shown: Grid | Circle | None = None
        self._state = ("actors-sections", "brief", "")
        self._subject = ""
        self.heading = MapHeading()
        self.heat = HeatView()
        self.circle = CirclePage()
        self.paragraphs = ParagraphsPanel()
        self._message = QLabel()
        self._message.setObjectName("map-message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setProperty("role", "muted")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setContentsMargins(32, 18, 32, 18)
        self._arrange()
        self._connect()
        self.show_message("")

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.heat, self.circle, self._message):
            self._stack.addWidget(page)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.heading)
        main.addWidget(self._stack, 1)
        self._edge = QFrame()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._sides.addLayout(main, 1)
        self._sides.addWidget(self._edge)
        self._sides.addWidget(self.paragraphs)
        self._close_paragraphs()
        self.recolour()

    def _connect(self) -> None:
        self.heading.wanted.connect(self.shown_wanted)
        self.heading.order_chosen.connect(self._sort)
        self.heading.filter_changed.connect(self._fill)
        self.heading.export_requested.connect(self.export_requested)
        self.heading.close_requested.connect(self.closed)
        self.heading.left.connect(self._take_keys)
        self.heat.cell_chosen.connect(self._choose_cell)
        self.heat.empty_chosen.connect(self.announce)
        self.circle.pair_chosen.connect(self._choose_cell)
        for view in (self.heat, self.circle):
            view.subject_chosen.connect(self.subject_chosen)
        self.paragraphs.paragraph_chosen.connect(self._choose_place)
        self.paragraphs.closed.connect(self.hide_places)

    # Showing

    def show_grid(self, grid: Grid, what: str, scope: str, title: str) -> None:
        """Show a grid: `what` and `scope` as `shown_wanted` names them, `title` of the brief, or of all."""
        self._settle(what, scope, title)
        self._given = grid
        self._sort()

    def show_circle(self, circle: Circle, scope: str, title: str) -> None:
        """Show who appears with whom."""
        self._settle(CIRCLE, scope, title)
        self._given = circle
        self._fill()

    def _settle(self, what: str, scope: str, title: str) -> None:
        if (what, scope, title) != self._state:
            self._close_paragraphs()
        self._state = (what, scope, title)
        self.heading.show_state(what, scope, title)

    def show_message(self, words: str) -> None:
        """Say something in the place of a map: why there is none."""
        self._given = None
        self._close_paragraphs()
        self._say(words)

    def _say(self, words: str) -> None:
        self._shown = None
        self.heading.allow_export(False)
        self._message.setText(words)
        self._message.setAccessibleName(words)
        self._turn_to(self._message, self.heading.what)

    def show_places(self, title: str, places: Sequence[Paragraph]) -> None:
        """Show the paragraphs behind a number beside the map; the keyboard stays where it is."""
        self.paragraphs.show_places(title, places)
        for widget in (self._edge, self.paragraphs):
            widget.show()
        self.announce(f"{title}: {counted(len(places), 'paragraph')}. Tab leads to them.")

    def hide_places(self) -> None:
        """Put the paragraphs away, and go back to the map."""
        self._close_paragraphs()
        self._take_keys()

    def _close_paragraphs(self) -> None:
        for widget in (self._edge, self.paragraphs):
            widget.hide()
        self.heat.set_chosen(None)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self._edge.setStyleSheet(f"background: {style.tokens().line}")
        for part in (self.heading, self.heat, self.circle, self.paragraphs):
            part.recolour()

    def announce(self, words: str) -> None:
        """Say something to a screen reader without moving the focus."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # What is left of it by order and filter

    def _sort(self) -> None:
        if isinstance(self._given, Grid):
            self._ordered = self._given.sorted_by(self.heading.order.choice)
            self._fill()

    def _fill(self) -> None:
        if isinstance(self._given, Grid):
            self._fill_grid(self._ordered)
        elif self._given is not None:
            self._fill_circle(self._given)

    def _fill_grid(self, grid: Grid) -> None:
        rows = [line for line in grid.rows if self.heading.fits(line)]
        self.heat.show_grid(grid, rows)
        if rows and grid.columns:
            shown = grid.only(line.id for line in rows) if len(rows) < len(grid.rows) else grid
            self._turn_to_map(shown, self.heat)
        else:
            self._say(self._empty_words(bool(grid.rows and grid.columns)))

    def _fill_circle(self, circle: Circle) -> None:
        """Those of the kinds asked for; where a name is asked for, those who have it, with those beside them."""
        kinds = {line.id for line, _ in circle.actors if self.heading.fits_kind(line)}
        named = {line.id for line, _ in circle.actors if line.id in kinds and self.heading.fits_words(line)}
        pairs = [
            pair
            for pair in circle.pairs
            if pair.one in kinds and pair.other in kinds and (pair.one in named or pair.other in named)
        ]
        ids = named.union(*((pair.one, pair.other) for pair in pairs))
        shown = Circle(tuple(actor for actor in circle.actors if actor[0].id in ids), tuple(pairs))
        self.circle.show_circle(circle, shown)
        if shown.actors:
            self._turn_to_map(shown, self.circle)
        else:
            self._say(self._empty_words(bool(circle.actors)))

    def _empty_words(self, filtered: bool) -> str:
        if filtered:
            return self.heading.nobody_words()
        what, scope, _ = self._state
        whole = isinstance(self._given, Grid) and bool(self._given.rows)
        whose = "themes" if what.startswith("themes") or (whole and what == "actors-themes") else "actors"
        return f"No {whose} are known in {'this brief' if scope == 'brief' else 'any brief'} yet."

    def _turn_to_map(self, shown: Grid | Circle, view: QWidget) -> None:
        self._shown = shown
        self.heading.allow_export(True)
        self._turn_to(view, view)

    def _turn_to(self, page: QWidget, keys: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(keys)

    # Exporting

    @property
    def shown(self) -> Grid | Circle | None:
        """What is shown of the map, in the order in which it is shown; None where there is only a message."""
        return self._shown

    def exported(self, format: str, *, dark: bool = False) -> bytes:
        """What is shown as the bytes of a file: "svg", "png" or "csv"; of nothing, nothing. Raises ExportFailed."""
        if self._shown is None:
            return b""
        about = " · ".join(filter(None, (self._state[2], self.heading.numbers.partition(" · ")[0])))
        places = self.circle.network.places
        return written(self._shown, format, self.heading.name, about, places=places, dark=dark)

    # Choosing

    def _choose_cell(self, row: str, column: str) -> None:
        self._subject = row
        self.cell_chosen.emit(row, column)

    def _choose_place(self, brief: str, block: str) -> None:
        self.place_chosen.emit(brief, block, self._subject)

    def _take_keys(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        # Said here, the key stays with the page even where the window has a shortcut on it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_escape(event):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        below = width < _FOLDED
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        least, most = _PANEL
        thick = max(170, height // 3) if below else max(least, min(most, width * 3 // 10))
        for widget, pixels in ((self._edge, 1), (self.paragraphs, thick)):
            widget.setMinimumSize(0 if below else pixels, pixels if below else 0)
            widget.setMaximumSize(_ANY if below else pixels, pixels if below else _ANY)


def _is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape and not event.modifiers()
