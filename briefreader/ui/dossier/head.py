"""The head of a dossier: who or what it is, how sure that is, over what one looks, and with whom it appears."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.brief.corrections import THEME
from briefreader.brief.dossier import Dossier
from briefreader.ui import style
from briefreader.ui.dossier.labels import StatusBadge, WrappedLabel
from briefreader.ui.dossier.menu import add_corrections, correction_of
from briefreader.ui.dossier.painting import SIDE
from briefreader.ui.dossier.pills import PillFlow
from briefreader.ui.dossier.words import evidence_words, identity_words, more_names_words
from briefreader.ui.lettering import Face
from briefreader.ui.panels.colours import PillButton
from briefreader.ui.panels.flow import FlowLayout

SCOPES = {"brief": "This brief", "library": "All briefs"}
_SCOPE_TIPS = {"brief": "Only what the brief that is open says", "library": "What all briefs say"}
_MOST_REASONS = 12
_FEW_ACTORS, _FEW_THEMES = 6, 4


class DossierHead(QWidget):
    """Stands on the first row of a list and scrolls with it; `fitted` tells that it wants another height.

    `page_offered` is whether its menu offers to open it as a page.
    """

    subject_chosen = Signal(str)
    scope_chosen = Signal(str)
    correction_chosen = Signal(str)
    page_requested = Signal()
    export_requested = Signal()
    fitted = Signal()

    def __init__(self, *, page_offered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier-head")
        self._page_offered = page_offered
        self._dossier: Dossier | None = None
        self._every_name = False
        self.behind: QWidget | None = None
        title = style.reading_font(22)
        title.setWeight(QFont.Weight.DemiBold)
        self._name = WrappedLabel("dossier-name", Face(title, 28))
        muted = Face(style.interface_font(13), 18)
        self._identity = WrappedLabel("dossier-identity", muted, "muted", above=4)
        self._description = WrappedLabel("dossier-description", muted, above=8)
        self._names = self._link("dossier-more-names", self._show_names)
        self._more = QToolButton()
        self._more.setObjectName("dossier-menu")
        self._more.setToolTip("Correct, open as a page, export")
        self._more.setAccessibleName("More")
        self._more.setIconSize(QSize(18, 18))
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.clicked.connect(self._open_menu)
        self._badge = StatusBadge()
        self._confirm = self._small("dossier-confirm", "Confirm", "confirm")
        self._hide = self._small("dossier-hide", "Hide", "hide")
        self._why = self._link("dossier-why", self._toggle_reasons)
        self._reasons: list[WrappedLabel] = []
        self.actors = PillFlow("dossier-actors", "Appears with", _FEW_ACTORS)
        self.themes = PillFlow("dossier-themes", "Themes", _FEW_THEMES)
        for flow in (self.actors, self.themes):
            flow.subject_chosen.connect(self.subject_chosen)
            flow.grown.connect(self._order_tabs)
        self._build_scopes()
        self._lay_out()
        self._order_tabs()
        self.recolour()

    def _link(self, name: str, press: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("role", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(press)
        return button

    def _small(self, name: str, words: str, correction: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setProperty("role", "small")
        button.setProperty("correction", correction)
        button.clicked.connect(self._press)
        return button

    def _build_scopes(self) -> None:
        self._scopes: dict[str, PillButton] = {}
        group = QButtonGroup(self)
        for scope, words in SCOPES.items():
            button = PillButton(words, f"dossier-scope-{scope}", _SCOPE_TIPS[scope])
            button.setAccessibleName(words)
            button.setAccessibleDescription(_SCOPE_TIPS[scope])
            button.setCheckable(True)
            group.addButton(button)
            self._scopes[scope] = button
        group.buttonClicked.connect(self._choose_scope)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._name, 1)
        first.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self._standing = QWidget()
        standing = FlowLayout(self._standing, spacing=6)
        for press in (self._confirm, self._hide, self._why):
            press.setFixedHeight(self._badge.HEIGHT)
        for small in (self._badge, self._confirm, self._hide, self._why):
            standing.addWidget(small)
        self._grounds = QWidget()
        grounds = QVBoxLayout(self._grounds)
        grounds.setContentsMargins(10, 0, 0, 0)
        grounds.setSpacing(0)
        scopes = QHBoxLayout()
        scopes.setSpacing(1)
        for button in self._scopes.values():
            scopes.addWidget(button)
        scopes.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIDE, 12, SIDE, 6)
        self._column.setSpacing(0)
        self._column.addLayout(first)
        for widget in (self._identity, self._names, self._description, self._standing, self._grounds):
            self._column.addWidget(widget)
        self._column.addLayout(scopes)
        for flow in (self.actors, self.themes):
            self._column.addWidget(flow)
        scopes.setContentsMargins(0, 10, 0, 0)
        # Room above a part that goes with it when it is hidden.
        for part, above in ((self._standing, 10), (self._grounds, 2), (self.actors, 14), (self.themes, 14)):
            part.setContentsMargins(0, above, 0, 0)

    def _order_tabs(self) -> None:
        """Have the keyboard come to everything from top to bottom, and to the list last."""
        walk: list[QWidget] = [self._more, self._names, self._confirm, self._hide, self._why, *self._scopes.values()]
        walk += [*self.actors.buttons, *self.themes.buttons]
        if self.behind is not None:
            walk.append(self.behind)
        for before, behind in pairwise(walk):
            QWidget.setTabOrder(before, behind)

    def lie_on(self, view: QAbstractScrollArea) -> None:
        """Become a part of what a list shows, and stand before its rows for the keyboard."""
        self.behind = view
        self.setParent(view.viewport())
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._order_tabs()

    # What is shown

    def show_dossier(self, dossier: Dossier, scope: str) -> None:
        """Show who or what it is; what was unfolded of the same subject stays so."""
        same = self._dossier is not None and self._dossier.id == dossier.id
        self._dossier = dossier
        self._every_name = self._every_name and same
        self._name.setText(dossier.name)
        self._name.setAccessibleName(dossier.name)
        self._show_identity()
        self._description.setText(dossier.description)
        self._description.setVisible(bool(dossier.description))
        self._show_status(dossier, fold=not same)
        self._scopes[scope].setChecked(True)
        self.actors.caption("Actors" if dossier.kind == THEME else "Appears with")
        self.actors.show_company(dossier.actors, fold=not same)
        self.themes.show_company(dossier.themes, fold=not same)
        self._more.setAccessibleName(f"More on {dossier.name}")

    def _show_identity(self) -> None:
        assert self._dossier is not None
        words = identity_words(self._dossier, every_name=self._every_name)
        more = "" if self._every_name else more_names_words(self._dossier)
        self._identity.setText(words)
        self._identity.setAccessibleName(words.replace(" · ", ", "))
        self._names.setText(more)
        self._names.setAccessibleName(f"Other names: {more}")
        self._names.setVisible(bool(more))

    def _show_status(self, dossier: Dossier, *, fold: bool) -> None:
        suggested = dossier.status == "suggested"
        self._badge.show_status(dossier.status)
        self._standing.setVisible(dossier.status != "curated")
        for button in (self._confirm, self._hide):
            button.setVisible(suggested)
            button.setAccessibleName(f"{button.text()} {dossier.name}")
        reasons = [evidence_words(brief, one, dossier) for brief, one in dossier.evidence][:_MOST_REASONS]
        self._why.setVisible(bool(reasons) and suggested)
        if fold or not suggested or not reasons:
            self._fold_reasons(True)
        self._show_reasons(reasons)

    def _show_reasons(self, reasons: list[str]) -> None:
        grounds = self._grounds.layout()
        assert grounds is not None
        while len(self._reasons) < len(reasons):
            label = WrappedLabel("dossier-reason", Face(style.interface_font(12), 17), "muted", above=4)
            self._reasons.append(label)
            grounds.addWidget(label)
        for at, label in enumerate(self._reasons):
            label.setVisible(at < len(reasons))
            label.setText(reasons[at] if at < len(reasons) else "")

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self._more.setIcon(style.icon("more", size=18))
        self.update()

    # What is asked for

    def menu(self) -> QMenu:
        """What can be done with the subject, to be opened once."""
        menu = QMenu(self)
        menu.setObjectName("dossier-menu-list")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._dossier is not None:
            add_corrections(menu, self._dossier.kind, self._dossier.status)
            menu.addSeparator()
            for name, words in self._offers():
                action = menu.addAction(words)
                action.setObjectName(f"subject-{name}")
                action.setData(name)
        menu.triggered.connect(self._do)
        return menu

    def _offers(self) -> Iterator[tuple[str, str]]:
        if self._page_offered:
            yield "page", "Open as a &page"
        yield "export", "&Export…"

    def open_menu_at(self, where: QPoint) -> None:
        """Open the menu at a point of the screen."""
        if self._dossier is not None:
            self.menu().popup(where)

    def _open_menu(self) -> None:
        self.open_menu_at(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _do(self, action: QAction) -> None:
        name = correction_of(action)
        if name == "page":
            self.page_requested.emit()
        elif name == "export":
            self.export_requested.emit()
        elif name:
            self.correction_chosen.emit(name)

    def _press(self) -> None:
        self.correction_chosen.emit(str(self.sender().property("correction")))

    def _choose_scope(self, button: PillButton) -> None:
        self.scope_chosen.emit(button.objectName().removeprefix("dossier-scope-"))

    def _show_names(self) -> None:
        self._every_name = True
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)  # the link goes, and the keyboard must stay near
        self._show_identity()

    def _toggle_reasons(self) -> None:
        self._fold_reasons(not self._grounds.isHidden())

    def _fold_reasons(self, folded: bool) -> None:
        self._grounds.setVisible(not folded)
        self._why.setText("Why?" if folded else "Fold")
        self._why.setAccessibleName("Why is this suggested?" if folded else "Fold why this is suggested")

    # Keys and clicks that come up from its parts would be taken for those of the list that it lies on.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu_at(event.globalPos())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fitted.emit()
        return done

    def height_at(self, width: int) -> int:
        """The height that it takes in a list of `width` pixels."""
        return self._column.totalHeightForWidth(width) if self._dossier is not None else 0
