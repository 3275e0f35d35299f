"""The notes of the open brief: in reading order, filtered by colour and words, each a way back to its passage."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from briefreader.annotations.model import MEANINGS, Annotation, Colour
from briefreader.ui.panels.cards import CardDelegate, meta_words, note_tip, quote_words, spoken_note
from briefreader.ui.panels.colours import ColourButton
from briefreader.ui.panels.flow import FlowLayout
from briefreader.ui.panels.note_editor import NoteEditor
from briefreader.ui.panels.notes_view import NotesView
from briefreader.ui.rows import ROW, RowsModel

_EMPTY = "No marks yet.\n\nSelect words in the page, then press 1 to 5 to mark them, or N to write a note."
_NONE_MATCH = "No note matches the filter."


class NotesPanel(QWidget):
    """The filter, the cards, and at the foot the note that is being written."""

    annotation_chosen = Signal(str)
    note_edited = Signal(str, str, tuple)
    recolour_requested = Signal(str, str)
    delete_requested = Signal(str)
    count_changed = Signal(int)
    editing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes-panel")
        self.setAccessibleName("Notes")
        self._notes: list[Annotation] = []
        self._positions: dict[str, int] = {}
        self.view = NotesView()
        self._rows = RowsModel(spoken_note, note_tip, parent=self)
        self.view.setModel(self._rows)
        self.view.setItemDelegate(CardDelegate(self.view))
        self.editor = NoteEditor()
        self._empty = QLabel(_EMPTY)
        self._empty.setObjectName("notes-empty")
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build_filter()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._filter)
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(13, 0, 13, 12)
        foot.addWidget(self.editor)
        layout.addLayout(foot)
        self._empty.setContentsMargins(14, 4, 14, 0)
        self.view.row_chosen.connect(self._choose)
        self.view.edit_requested.connect(self._edit)
        self.view.recolour_requested.connect(self.recolour_requested)
        self.view.delete_requested.connect(self.delete_requested)
        self.editor.note_edited.connect(self.note_edited)
        self.editor.recolour_requested.connect(self.recolour_requested)
        self.editor.delete_requested.connect(self.delete_requested)
        self.editor.editing_finished.connect(self.editing_finished)
        self._show()

    def _build_filter(self) -> None:
        self._filter = QWidget()
        self._words = QLineEdit()
        self._words.setObjectName("notes-filter")
        self._words.setAccessibleName("Filter notes")
        self._words.setPlaceholderText("Filter notes")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._show)
        colours = QWidget()
        flow = FlowLayout(colours, spacing=1)
        self._toggles: dict[Colour, ColourButton] = {}
        for colour, meaning in MEANINGS.items():
            toggle = ColourButton(colour, f"filter-{colour.value}", f"Show only “{meaning}”")
            toggle.toggled.connect(self._show)
            self._toggles[colour] = toggle
            flow.addWidget(toggle)
        layout = QVBoxLayout(self._filter)
        layout.setContentsMargins(13, 0, 13, 0)
        layout.setSpacing(6)
        layout.addWidget(self._words)
        layout.addWidget(colours)

    def show_annotations(self, annotations: Sequence[Annotation], positions: Mapping[str, int]) -> None:
        """Show the annotations of a brief; `positions` gives the reading order by id (those without come last)."""
        self._positions = dict(positions)
        self._notes = sorted(annotations, key=self._order)
        edited = self.editor.annotation
        if edited is not None:
            again = next((one for one in self._notes if one.id == edited.id), None)
            if again is None:
                self.editor.finish()
            else:
                self.editor.take(again)
        self._show()
        self.count_changed.emit(len(self._notes))

    def replace(self, annotation: Annotation, position: int | None = None) -> None:
        """Show an annotation as it is now; a new one goes where `position` puts it in reading order."""
        if position is not None:
            self._positions[annotation.id] = position
        at = self._at(annotation.id)
        if at is not None:
            del self._notes[at]
        insort(self._notes, annotation, key=self._order)
        self.editor.take(annotation)
        self._replace_row(annotation)
        self._show_emptiness()
        if at is None:
            self.count_changed.emit(len(self._notes))

    def _replace_row(self, annotation: Annotation) -> None:
        row = self._row(annotation.id)
        others = [one for one in self._rows.rows if one.id != annotation.id]
        place = bisect(others, self._order(annotation), key=self._order) if self._matches(annotation) else None
        if row is not None and row == place:
            self._rows.replace(row, annotation)
            return
        if row is not None:
            self._rows.remove(row)
        if place is not None:
            self._rows.insert(place, annotation)

    def remove(self, annotation_id: str) -> None:
        """Take an annotation out of the list, and close it if it is open."""
        at = self._at(annotation_id)
        if at is None:
            return
        del self._notes[at]
        row = self._row(annotation_id)
        if row is not None:
            self._rows.remove(row)
        if self.editor.annotation is not None and self.editor.annotation.id == annotation_id:
            self.editor.forget()
        self._show_emptiness()
        self.count_changed.emit(len(self._notes))

    def select(self, annotation_id: str) -> None:
        """Bring an annotation into view and make it the current one; a filter that hides it is cleared."""
        if self._row(annotation_id) is None and self._at(annotation_id) is not None:
            self._words.clear()
            for toggle in self._toggles.values():
                toggle.setChecked(False)
        row = self._row(annotation_id)
        if row is not None:
            self.view.setCurrentIndex(self._rows.index(row))
            self.view.scrollTo(self._rows.index(row))

    def edit(self, annotation: Annotation, focus: bool = True) -> None:
        """Open an annotation for writing."""
        self.editor.edit(annotation, focus=focus)
        self.select(annotation.id)

    def _order(self, note: Annotation) -> tuple[int, str]:
        return self._positions.get(note.id, 1 << 60), note.created

    def _at(self, annotation_id: str) -> int | None:
        return next((at for at, one in enumerate(self._notes) if one.id == annotation_id), None)

    def _row(self, annotation_id: str) -> int | None:
        return next((at for at, one in enumerate(self._rows.rows) if one.id == annotation_id), None)

    def _matches(self, note: Annotation) -> bool:
        wanted = [colour for colour, toggle in self._toggles.items() if toggle.isChecked()]
        if wanted and note.colour not in wanted:
            return False
        words = f"{quote_words(note)} {note.note} {meta_words(note)}".casefold()
        return all(word in words for word in self._words.text().casefold().split())

    def _show(self) -> None:
        current = self.view.currentIndex().data(ROW)
        self._rows.show([note for note in self._notes if self._matches(note)])
        row = self._row(current.id) if current is not None else None
        if row is not None:
            self.view.setCurrentIndex(self._rows.index(row))
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        self._filter.setVisible(bool(self._notes))
        self._empty.setText(_NONE_MATCH if self._notes else _EMPTY)
        self._empty.setVisible(not self._rows.rows)
        self.view.setVisible(bool(self._rows.rows))

    def _choose(self, index: QModelIndex) -> None:
        self.annotation_chosen.emit(index.data(ROW).id)

    def _edit(self, annotation_id: str) -> None:
        at = self._at(annotation_id)
        if at is not None:
            self.edit(self._notes[at])
