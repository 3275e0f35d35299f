"""Words of the head that wrap anywhere, and the badge that says how sure a subject is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from briefreader.ui import style
from briefreader.ui.dossier.words import STATUS_TIPS, STATUS_WORDS
from briefreader.ui.lettering import Face, draw_words, line_count

_LINES = 200


class WrappedLabel(QLabel):
    """Plain words that wrap within a word where they must: names may be longer than a narrow panel.

    `token` is the name of their colour in the scheme, `above` the room over them in pixels.
    """

    def __init__(
        self, name: str, face: Face, token: str = "ink", above: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._face, self._token, self._above = face, token, above
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._above + self._face.pitch * line_count(self.text(), self._face, max(1, width), _LINES)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self._above + self._face.pitch)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect().adjusted(0, self._above, 0, 0)
        draw_words(painter, self.text(), self._face, room, getattr(style.tokens(), self._token), limit=_LINES)
        painter.end()


class StatusBadge(QWidget):
    """ "Suggested" in italics within a dashed line, or a tick and "Confirmed by you": unlike in words and in shape."""

    HEIGHT = 25

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier-status")
        self._status = ""
        sloping = style.interface_font(12, weight=QFont.Weight.Medium)
        sloping.setItalic(True)
        self._faces = {
            "suggested": Face(sloping, self.HEIGHT),
            "confirmed": Face(style.interface_font(12), self.HEIGHT),
        }
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status("curated")

    def show_status(self, status: str) -> None:
        """Show a status; of what an editor listed nothing is shown."""
        self._status = status
        words = STATUS_WORDS.get(status, "")
        self.setAccessibleName(words)
        self.setToolTip(STATUS_TIPS.get(status, ""))
        self.setVisible(bool(words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = STATUS_WORDS.get(self._status, "")
        return QSize(self._faces[self._status].width(words) + 22, self.HEIGHT) if words else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._status not in STATUS_WORDS:
            return
        colours, face = style.tokens(), self._faces[self._status]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(0, 0, 0, -1)
        if self._status == "suggested":
            painter.setPen(QPen(QColor(colours.muted), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
            words = box.adjusted(10, 0, -6, 0)
        else:
            style.icon("check", size=14).paint(painter, QRect(0, 5, 14, 14))
            words = box.adjusted(18, 0, 0, 0)
        painter.setFont(face.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, STATUS_WORDS[self._status])
        painter.end()
