"""What can be done to several notes at once, under the list; and the line in which tags are added to any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from briefreader.annotations.model import Annotation, Colour
from briefreader.ui.panels.colours import PillButton, SwatchButton
from briefreader.ui.panels.flow import FlowLayout
from briefreader.ui.panels.note_commands import command_words, suited
from briefreader.ui.panels.tag_field import TagField

_COMMANDS = ("restore", "done", "private", "tag", "untag", "export", "delete")


class BulkBar(QFrame):
    """There from two selected notes on, and while tags are typed."""

    command_requested = Signal(str)
    tags_given = Signal(tuple)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes-bulk")
        self.setAccessibleName("Selected notes")
        self.setProperty("role", "card")
        self._words = QLabel()
        self._words.setObjectName("bulk-count")
        self._buttons: dict[str, PillButton] = {}
        self._row = QWidget()
        flow = FlowLayout(self._row, spacing=2)
        for colour in Colour:
            self._add(flow, colour.value, SwatchButton(colour, f"bulk-{colour.value}", ""))
        for name in _COMMANDS:
            self._add(flow, name, PillButton(command_words(name)[0], f"bulk-{name}", ""))
        self._known: tuple[str, ...] = ()
        self._tags: TagField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.recolour()
        self.hide()

    def _add(self, flow: FlowLayout, name: str, button: PillButton) -> None:
        button.setProperty("command", name)
        button.clicked.connect(self._ask)
        self._buttons[name] = button
        flow.addWidget(button)

    def recolour(self) -> None:
        """Take the names of the colours that are in force."""
        for name, button in self._buttons.items():
            words, key = command_words(name)
            words = f"Mark as “{words}”" if name in list(Colour) else words.rstrip("…")
            button.setToolTip(f"{words} ({'Enter' if name == 'restore' else key})")
            button.setAccessibleName(words)

    def know_tags(self, tags: Sequence[str]) -> None:
        """Offer these while tags are typed."""
        self._known = tuple(tags)

    @property
    def is_asking(self) -> bool:
        """Whether tags are being typed."""
        return self._tags is not None and self._tags.isVisibleTo(self)

    def _field(self) -> TagField:
        # Made when first asked for: few tag many notes at once, and everyone waits for the panel.
        if self._tags is None:
            self._tags = TagField()
            self._tags.setObjectName("bulk-tags")
            self._tags.setPlaceholderText("Tags to add, then Enter")
            self._tags.setAccessibleName("Tags to add")
            self._tags.tags_finished.connect(self._give)
            self._tags.installEventFilter(self)
            column = self.layout()
            assert column is not None
            column.addWidget(self._tags)
        self._tags.know(self._known)
        return self._tags

    def show_chosen(self, notes: Sequence[Annotation], scope: str) -> None:
        """Show what can be done to the selected notes; with fewer than two, nothing."""
        if len(notes) < 2:
            self._row.hide()
            self.setVisible(self.is_asking)
            return
        self._words.setText(f"{len(notes):,} notes selected")
        for name, button in self._buttons.items():
            able = suited(name, notes, scope)
            button.setVisible(bool(able))
            if name in ("done", "private") and able:
                undo = all(getattr(note, name) for note in able)
                button.setText(f"Not {name}" if undo else command_words(name)[0])
                button.setAccessibleName(button.text())
                button.updateGeometry()
        self._words.show()
        self._row.show()
        self.show()

    def ask_tags(self, count: int) -> None:
        """Open the line for tags to add to `count` notes."""
        if not self._row.isVisibleTo(self):
            self._words.setText("Add tags to this note" if count == 1 else f"Add tags to {count:,} notes")
        field = self._field()
        field.show_tags(())
        field.show()
        self.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self.command_requested.emit(self.sender().property("command"))

    def _give(self) -> None:
        tags = self._field().tags()
        self._end()
        if tags:
            self.tags_given.emit(tags)

    def _end(self) -> None:
        self._field().hide()
        self.setVisible(self._row.isVisibleTo(self))
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._end()
                return True
        return super().eventFilter(watched, event)


def untag_choices(notes: Sequence[Annotation]) -> dict[str, int]:
    """The tags of notes that can be taken off, with how many of them have each."""
    counts: dict[str, int] = {}
    for note in notes:
        for tag in note.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold())))
