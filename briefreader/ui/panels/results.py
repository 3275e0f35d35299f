"""What a search of all briefs and notes found, what it can be narrowed down to, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.long_rows import Action, LongRowsView
from briefreader.ui.panels.colours import tool_button
from briefreader.ui.panels.facets import FacetLine
from briefreader.ui.panels.result_rows import (
    SIDE,
    SOME,
    Heading,
    ResultDelegate,
    Row,
    Subject,
    counted,
    grouped,
    is_hit,
    is_live,
    subject_row,
)
from briefreader.ui.rows import ROW, RowsModel

if TYPE_CHECKING:
    from briefreader.search.entries import Hit, Results
    from briefreader.search.names import Names

ORDERS = {"relevance": "Relevance", "date": "Newest brief first", "place": "Place in the text"}
FORMATS = {".md": "Markdown", ".csv": "CSV", ".json": "JSON"}
NOTHING_ASKED = "Type at least two letters to search every brief and note."


class ResultsPanel(QWidget):
    """A line that says how much was found, what it can be narrowed down to, and the hits.

    `hit_previewed` carries a hit that was come to by an arrow key, here or in the search field, `hit_chosen` one that
    is to be read. `facet_toggled` carries a field and a value.
    """

    hit_chosen = Signal(object)
    hit_previewed = Signal(object)
    subject_chosen = Signal(str)
    suggestion_chosen = Signal(str)
    facet_toggled = Signal(str, str)
    facets_cleared = Signal()
    order_chosen = Signal(str)
    export_requested = Signal(str)
    save_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results-panel")
        self.setAccessibleName("Results")
        self._suggested = ""
        self._query = ""
        self._build_head()
        self.facets = FacetLine()
        self.facets.facet_toggled.connect(self.facet_toggled)
        self.facets.cleared.connect(self.facets_cleared)
        self.view = _ResultsView()
        self._delegate = ResultDelegate(self.view)
        self._rows = RowsModel(self._delegate.spoken, self._delegate.tip, is_live, parent=self)
        self.view.setModel(self._rows)
        self.view.setItemDelegate(self._delegate)
        self.view.row_chosen.connect(self._choose)
        self.view.row_reached.connect(self._preview)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 0, SIDE, 0)
        head.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._status, 1)
        for button in (self._sort, self._export, self._star):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(line)
        head.addWidget(self._suggestion, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.facets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.show_order("relevance")
        self.show_saved(False)
        self.recolour()
        self.message(NOTHING_ASKED)

    def _build_head(self) -> None:
        self._status = QLabel()
        self._status.setObjectName("results-status")
        self._status.setAccessibleName("Search status")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._status.setProperty("role", "muted")
        self._status.setWordWrap(True)
        self._status.setContentsMargins(0, 6, 0, 4)
        self._suggestion = QPushButton()
        self._suggestion.setObjectName("suggestion")
        self._suggestion.setAccessibleName("Did you mean")
        self._suggestion.setProperty("role", "link")
        self._suggestion.setCursor(Qt.CursorShape.PointingHandCursor)
        self._suggestion.clicked.connect(self._take_suggestion)
        self._suggestion.hide()
        self._sort = tool_button("results-sort", "Sort results")
        self._orders = _menu(self._sort, "results-sort-menu", ORDERS)
        choice = QActionGroup(self._orders)
        for action in self._orders.actions():
            action.setCheckable(True)
            choice.addAction(action)
        self._orders.triggered.connect(self._sort_by)
        self._export = tool_button("results-export", "Export all results")
        _menu(self._export, "results-export-menu", FORMATS).triggered.connect(self._ask_for_export)
        self._star = tool_button("results-save", "Save this search")
        self._star.setCheckable(True)
        # Not by `toggled`: it is put down and up from outside as well.
        self._star.clicked.connect(self.save_toggled)

    # What was found

    def show_results(self, results: Results, names: Names) -> None:
        """Show the answer to a query; `names` say what actors are called.

        More hits of the query that is shown leave what is on the screen where it is.
        """
        more = results.query == self._query and len(results.hits) > len(self.hits) > 0
        held = self.view.held() if more else None
        self._query = results.query
        self._delegate.names = names
        rows: list[Row] = [subject_row(one) for one in results.known]
        if results.some and results.hits:
            rows.append(Heading(SOME, -1))
        self._rows.show([*rows, *grouped(results.hits, self._delegate.order)])
        self._say(status_words(results, self._delegate.order), results.suggestion or "")
        self.facets.show_facets(results.facets, results.total)
        for button in (self._sort, self._export):
            button.setVisible(bool(results.hits))
        self._star.show()
        if held is not None:
            self.view.hold(*held)
        else:
            self.view.scrollToTop()

    def message(self, words: str) -> None:
        """Say something in the place of results: that the index is being made, or why there are none."""
        self._query = ""
        self._rows.show([])
        self._say(words, "")
        for part in (self._sort, self._export, self._star, self.facets):
            part.hide()

    def _say(self, words: str, suggestion: str) -> None:
        self._status.setText(words)
        self._suggested = suggestion
        # An ampersand would be taken for the mark of a key.
        self._suggestion.setText(f"Did you mean “{suggestion.strip()}”?".replace("&", "&&"))
        self._suggestion.setAccessibleName(f"Did you mean {suggestion.strip()}?")
        self._suggestion.setVisible(bool(suggestion))

    @property
    def hits(self) -> list[Hit]:
        """The hits in the order in which they are shown."""
        return [row for row in self._rows.rows if is_hit(row)]

    def recolour(self) -> None:
        """Take the icons of the scheme and the names of the colours that are in force."""
        self._sort.setIcon(style.icon("sort", size=18))
        self._export.setIcon(style.icon("export", size=18))
        self._star.setIcon(style.icon("star-full" if self._star.isChecked() else "star", size=18))
        self.facets.recolour()

    # Walking

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) hit the current one, around the ends, and preview it."""
        hits = [at for at, row in enumerate(self._rows.rows) if is_hit(row)]
        if not hits:
            return
        here = self._chosen_row()
        beyond = [at for at in hits if at > here] if by > 0 else [at for at in reversed(hits) if at < here]
        at = beyond[0] if beyond else hits[0 if by > 0 else -1]
        self.view.setCurrentIndex(self._rows.index(at))
        self.view.scrollTo(self._rows.index(at))
        self._preview(self._rows.index(at))

    def choose_current(self) -> bool:
        """Choose the hit that was stepped to; gives whether there was any."""
        index = self._rows.index(self._chosen_row())
        if index.isValid():
            self._choose(index)
        return index.isValid()

    def _chosen_row(self) -> int:
        # The current row may be the first only because the list has the keyboard: what is selected was stepped to.
        return max((index.row() for index in self.view.selectedIndexes()), default=-1)

    def _preview(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if is_hit(row):
            self.hit_previewed.emit(row)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Subject):
            self.subject_chosen.emit(row.id)
        elif is_hit(row):
            self.hit_chosen.emit(row)

    def _take_suggestion(self) -> None:
        self.suggestion_chosen.emit(self._suggested)

    # Order, export, keeping

    def show_order(self, order: str) -> None:
        """Show how the hits are sorted: the answer in that order is still to come."""
        self._delegate.order = order
        for action in self._orders.actions():
            action.setChecked(action.data() == order)
        _name(self._sort, f"Sort results: {ORDERS.get(order, order)}")

    def show_saved(self, saved: bool) -> None:
        """Show whether this search is among those that are kept."""
        self._star.setChecked(saved)
        self._star.setIcon(style.icon("star-full" if saved else "star", size=18))
        _name(self._star, "This search is saved: press to keep it no longer" if saved else "Save this search")

    def _sort_by(self, action: QAction) -> None:
        self.show_order(action.data())
        self.order_chosen.emit(action.data())

    def _ask_for_export(self, action: QAction) -> None:
        self.export_requested.emit(action.data())


class _ResultsView(LongRowsView):
    """Passes over headings. `row_reached` tells to which row an arrow key has come."""

    row_reached = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__("results", "Results")
        self.setSelectionMode(LongRowsView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self.row_reached.emit(self.currentIndex())

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        to = super().moveCursor(action, modifiers).row()
        before, behind = range(to - 1, -1, -1), range(to + 1, self.model().rowCount())
        back = action in (Action.MoveUp, Action.MovePrevious, Action.MovePageUp, Action.MoveEnd)
        for at in (to, *before, *behind) if back else (to, *behind, *before):
            index = self.model().index(at, 0)
            if self.model().flags(index) & Qt.ItemFlag.ItemIsEnabled:
                if at > to and back:
                    # Nothing above but headings: they come into view.
                    self.scrollToTop()
                return index
        return QModelIndex()

    def held(self) -> tuple[Hit, Hit | None, int] | None:
        """The first hit on the screen, the one that is selected, and where the first one stands."""
        at = self.indexAt(self.viewport().rect().topLeft()).row()
        selected = next((one.data(ROW) for one in self.selectedIndexes()), None)
        for index in (self.model().index(one, 0) for one in range(max(at, 0), self.model().rowCount())):
            if is_hit(index.data(ROW)):
                return index.data(ROW), selected, self.visualRect(index).top()
        return None

    def hold(self, first: Hit, selected: Hit | None, top: int) -> None:
        """Put what was `held` where it was, as far as it is still there."""
        for index in (self.model().index(at, 0) for at in range(self.model().rowCount())):
            if selected is not None and index.data(ROW) == selected:
                self.setCurrentIndex(index)
        for index in (self.model().index(at, 0) for at in range(self.model().rowCount())):
            if index.data(ROW) == first:
                self.scrollTo(index)
                self.verticalScrollBar().setValue(self.verticalOffset() + self.visualRect(index).top() - top)


def _name(button: QToolButton, words: str) -> None:
    button.setToolTip(words)
    button.setAccessibleName(words)


def _menu(button: QToolButton, name: str, entries: Mapping[str, str]) -> QMenu:
    menu = QMenu(button)
    menu.setObjectName(name)
    for key, words in entries.items():
        menu.addAction(words).setData(key)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return menu


def status_words(results: Results, order: str = "relevance") -> str:
    """What was found, in one or two sentences; `order` is how the hits are sorted."""
    narrowed = any(one.chosen for facet in results.facets for one in facet.choices)
    if not results.hits:
        words = f"Nothing found for “{results.query.strip()}”" + (" with these filters." if narrowed else ".")
    else:
        words = f"{counted(results.total, 'result')} in {counted(_briefs(results), 'brief')}, "
        words += f"{round(results.took_ms)} ms"
        if results.total > len(results.hits):
            words += f" · the {'best' if order == 'relevance' else 'first'} {len(results.hits)} are shown"
    if results.problem:
        words += f"\n{results.problem} So its words were searched for."
    return words


def _briefs(results: Results) -> int:
    """In how many briefs there are hits: all of them where that was counted, else those that are shown."""
    facet = next((one for one in results.facets if one.field == "brief"), None)
    if facet is None:
        return len({hit.brief for hit in results.hits})
    chosen = [one for one in facet.choices if one.chosen and one.count]
    return len(chosen) if chosen else len([one for one in facet.choices if one.count]) + facet.more
