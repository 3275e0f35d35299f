"""Those who appear in the same paragraphs, as a flow of pills: "Donald Trump 9"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QVBoxLayout, QWidget

from briefreader.brief.dossier import Company
from briefreader.ui import style
from briefreader.ui.dossier.words import company_words
from briefreader.ui.lettering import Face
from briefreader.ui.panels.flow import FlowLayout

_STEP = 40
_HEIGHT = 25
_WIDEST = 224
_PADDING = 10


class SubjectPill(QAbstractButton):
    """A name and a count in a rounded frame; a press leads to the dossier of whoever it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = ""
        self._face = Face(style.interface_font(13), _HEIGHT)
        self._count = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_company(self, one: Company) -> None:
        """Stand for an actor or theme."""
        self.subject = one.id
        self._count = f"{one.count:,}"
        self.setObjectName(f"pill-{one.id}")
        self.setText(one.name)
        self.setToolTip(company_words(one))
        self.setAccessibleName(company_words(one))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = self._face.width(self.text()) + self._face.width(f" {self._count}") + 2 * _PADDING + 2
        return QSize(min(wide, _WIDEST), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.line))
        painter.setBrush(QColor(colours.soft if self.underMouse() else colours.paper))
        radius = _HEIGHT / 2 - 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        count = f" {self._count}"
        room = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        name = self._face.elided(self.text(), room.width() - self._face.width(count) + 1)
        painter.setFont(self._face.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(room.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, f"{name}{count}")
        painter.end()


class PillFlow(QWidget):
    """A caption and the pills below it; the first `few`, until one asks for more. `grown` tells of more.

    `subject_chosen` carries an id.
    """

    subject_chosen = Signal(str)
    grown = Signal()

    def __init__(self, name: str, caption: str, few: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._company: tuple[Company, ...] = ()
        self._few = self._most = few
        self._pills: list[SubjectPill] = []
        self._words = QLabel()
        self._words.setProperty("role", "caption")
        self.caption(caption)
        self._room = QWidget()
        self._flow = FlowLayout(self._room, spacing=5)
        self._more = QPushButton()
        self._more.setObjectName(f"{name}-more")
        self._more.setProperty("role", "link")
        self._more.setFixedHeight(_HEIGHT)  # on one line with the pills
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._more.clicked.connect(self._unfold)
        self._flow.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._room)

    def caption(self, words: str) -> None:
        """Say what the pills are to the subject."""
        self.setAccessibleName(words)
        self._words.setText(words.upper())
        self._words.setAccessibleName(words)

    def show_company(self, company: Sequence[Company], *, fold: bool) -> None:
        """Show these, the most frequent first; `fold` them again where more were shown of another subject."""
        self._company = tuple(company)
        if fold:
            self._most = self._few
        self.setVisible(bool(company))
        self._fill()

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """What the keyboard walks through, in order."""
        return *self._pills, self._more

    def _fill(self) -> None:
        # One more pill costs no more room than the button that would stand for it.
        most = len(self._company) if len(self._company) <= self._most + 1 else self._most
        shown = self._company[:most]
        grown = False
        while len(self._pills) < len(shown):
            pill = SubjectPill()
            pill.clicked.connect(self._choose)
            self._flow.removeWidget(self._more)
            self._flow.addWidget(pill)
            self._flow.addWidget(self._more)
            self._pills.append(pill)
            grown = True
        for at, pill in enumerate(self._pills):
            pill.setVisible(at < len(shown))
            if at < len(shown):
                pill.show_company(shown[at])
        left = len(self._company) - len(shown)
        self._more.setText(f"{left:,} more…")
        self._more.setAccessibleName(f"{self.accessibleName()}: {left:,} more")
        self._more.setVisible(left > 0)
        if grown:
            self.grown.emit()

    def _choose(self) -> None:
        pill = self.sender()
        assert isinstance(pill, SubjectPill)
        self.subject_chosen.emit(pill.subject)

    def _unfold(self) -> None:
        first = len([pill for pill in self._pills if pill.isVisibleTo(self)])
        self._most += _STEP
        self._fill()
        # The button goes, and the keyboard must not be left nowhere.
        self._pills[first].setFocus(Qt.FocusReason.OtherFocusReason)
