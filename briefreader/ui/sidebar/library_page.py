"""All briefs on one page: what each is, how long it takes, how far the reader is, and how many notes there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.ui import style
from briefreader.ui.rows import ROW
from briefreader.ui.sidebar.summary_list import SummaryModel, SummaryView

if TYPE_CHECKING:
    from briefreader.storage.briefs import BriefSummary

_SIDE = 18
_DROP_WORDS = "Drop text files or packs here. Nothing leaves this laptop."
_EMPTY_WORDS = (
    "No briefs yet. Import a text file (.txt), a Markdown file (.md) or a pack (.brief), or drop one on the window."
)


class LibraryPage(QWidget):
    """The page of all briefs. `brief_chosen` carries the id of the one to open."""

    brief_chosen = Signal(str)
    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setAccessibleName("Library")
        self.setProperty("role", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = SummaryModel(self)
        self.view = SummaryView(self._model)
        self.setFocusProxy(self.view)
        self._empty = QLabel(_EMPTY_WORDS)
        self._empty.setObjectName("library-empty")
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(_SIDE, 24, _SIDE, 24)
        drop = _DropNote()
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 12, _SIDE, _SIDE)
        foot.addWidget(drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._empty)
        layout.addWidget(self.view)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.view.brief_chosen.connect(self.brief_chosen)
        self.show_summaries(())

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("role", "bar")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = QLabel()
        self._count.setObjectName("library-count")
        self._count.setProperty("role", "muted")
        button = QPushButton("Import…")
        button.setObjectName("library-import")
        button.setAccessibleName("Import a brief")
        button.setToolTip("Import a brief (Ctrl+O)")
        button.setProperty("role", "primary")
        button.clicked.connect(self._ask_for_import)
        layout = QHBoxLayout(head)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 10)
        layout.setSpacing(10)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addWidget(button)
        return head

    def show_summaries(self, summaries: Sequence[BriefSummary]) -> None:
        """Show the briefs of the library; the order given stands until a column is clicked."""
        chosen = self.view.currentIndex().data(ROW)
        self._model.show(summaries)
        self._count.setText(f"{len(summaries)} brief" + ("" if len(summaries) == 1 else "s"))
        self._empty.setVisible(not summaries)
        self.view.setVisible(bool(summaries))
        ids = [summary.id for summary in self._model.rows]
        if ids:
            at = ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0
            self.view.setCurrentIndex(self._model.index(at, 0))

    def _ask_for_import(self) -> None:
        self.import_requested.emit()


class _DropNote(QWidget):
    """A dashed frame that says where files may be dropped: the window itself takes them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("library-drop")
        self.setAccessibleName(_DROP_WORDS)
        self.setMinimumHeight(70)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.tokens().line), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(QColor(style.tokens().muted))
        painter.setFont(style.interface_font(13))
        painter.drawText(self.rect().adjusted(12, 4, -12, -4), _CENTRED, _DROP_WORDS)
        painter.end()


_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
