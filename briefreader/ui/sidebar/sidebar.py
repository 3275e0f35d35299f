"""The sidebar: contents, themes, actors and kept searches, one below the other, sharing the height that there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from briefreader.library.values import Surroundings
from briefreader.ui.rows import RowsView
from briefreader.ui.sidebar.contents import ContentsView
from briefreader.ui.sidebar.searches import SearchesView
from briefreader.ui.sidebar.subjects import SubjectsView

_CAPTION = 34
_TOP = 8
_FEW_THEMES = 4
_FEW_ACTORS = 6
_SHARES = (0.38, 0.26, 0.36, 0.18)


class Sidebar(QWidget):
    """Where the reader is, what the brief is about, and who is in it."""

    entry_chosen = Signal(str)
    theme_chosen = Signal(str)
    actor_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName("Sidebar")
        self.setMinimumWidth(200)
        self.contents = ContentsView()
        self.themes = SubjectsView("themes", _FEW_THEMES)
        self.actors = SubjectsView("actors", _FEW_ACTORS)
        self.searches = SearchesView()
        self._progress, self._theme_count, self._actor_count, self._search_count = (
            _count(n) for n in ("progress", "theme-count", "actor-count", "searches-count")
        )
        self._parts: list[tuple[QWidget, RowsView]] = []
        for words, count, view in (
            ("Contents", self._progress, self.contents),
            ("Themes", self._theme_count, self.themes),
            ("Actors", self._actor_count, self.actors),
            ("Searches", self._search_count, self.searches),
        ):
            caption = _caption(words, count, view)
            caption.setParent(self)
            view.setParent(self)
            self._parts.append((caption, view))
        self.contents.entry_chosen.connect(self.entry_chosen)
        self.themes.subject_chosen.connect(self._choose_theme)
        self.actors.subject_chosen.connect(self._choose_actor)
        self.themes.folded.connect(self._share)
        self.actors.folded.connect(self._share)
        self.show_searches(())

    def sizeHint(self) -> QSize:
        return QSize(272, 640)

    def show_brief(self, around: Surroundings, *, anew: bool = True) -> None:
        """Show what stands around another brief; not `anew`, what has become of it around this one."""
        if anew:
            self.contents.show_outline(around.outline)
            self.set_progress(0)
        self.themes.show_subjects(around.themes, anew=anew)
        self.actors.show_subjects(around.actors, anew=anew)
        self._theme_count.setText(str(len(around.themes)))
        self._actor_count.setText(str(len(around.actors)))
        self._share()

    def show_searches(self, names: Sequence[str]) -> None:
        """Show the searches that are kept; without any, their part of the sidebar is not there."""
        self.searches.show_searches(names)
        self._search_count.setText(str(len(names)))
        for part in self._parts[-1]:
            part.setVisible(bool(names))
        self._share()

    def set_progress(self, percent: int) -> None:
        """Say how far into the brief the reader is, 0 to 100."""
        self._progress.setText(f"{percent}\N{NO-BREAK SPACE}%")

    def set_active(self, *, theme: str | None = None, actor: str | None = None) -> None:
        """Mark the one subject whose mentions the page shows, or none."""
        self.themes.set_active(theme)
        self.actors.set_active(actor)

    def _choose_theme(self, subject: str) -> None:
        self.actors.set_active(None)
        self.theme_chosen.emit(subject)

    def _choose_actor(self, subject: str) -> None:
        self.themes.set_active(None)
        self.actor_chosen.emit(subject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share()

    def _share(self) -> None:
        # A layout with fixed heights would keep the window from getting any lower.
        parts = [(caption, view) for caption, view in self._parts if not view.isHidden()]
        room = self.height() - _TOP - len(parts) * _CAPTION - 10
        heights = share_height(room, [view.height_of_rows(room) for _, view in parts], _SHARES[: len(parts)])
        top = _TOP
        for (caption, view), high in zip(parts, heights, strict=True):
            caption.setGeometry(0, top, self.width(), _CAPTION)
            view.setGeometry(0, top + _CAPTION, self.width(), high)
            top += _CAPTION + high


def share_height(room: int, wanted: Sequence[int], shares: Sequence[float]) -> list[int]:
    """Heights for lists that want `wanted` pixels each and have `room` together.

    Each gets what it wants as long as that is no more than its share; what it leaves goes to the others.
    """
    given = [0] * len(wanted)
    hungry = list(range(len(wanted)))
    left = max(0, room)
    while hungry:
        whole = sum(shares[at] for at in hungry)
        part = {at: int(left * shares[at] / whole) for at in hungry}
        content = [at for at in hungry if wanted[at] <= part[at]]
        if not content:
            for at in hungry:
                given[at] = part[at]
            break
        for at in content:
            given[at] = wanted[at]
            left -= wanted[at]
            hungry.remove(at)
    return given


def _count(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", "caption")
    return label


def _caption(words: str, count: QLabel, view: QWidget) -> QWidget:
    row = QWidget()
    row.setFixedHeight(_CAPTION)
    label = QLabel(words.upper())
    label.setAccessibleName(words)
    label.setProperty("role", "caption")
    label.setBuddy(view)
    count.setAccessibleName(f"{words}: count" if words != "Contents" else "Progress")
    layout = QHBoxLayout(row)
    layout.setContentsMargins(14, 8, 15, 0)
    layout.addWidget(label)
    layout.addStretch(1)
    layout.addWidget(count)
    return row
