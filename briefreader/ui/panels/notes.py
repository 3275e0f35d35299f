"""The notes of a brief, of all briefs or of the bin: filtered, sorted, each a way back to its passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from briefreader.annotations.model import Annotation, Colour
from briefreader.library.values import NoteRow
from briefreader.ui.panels.bulk_bar import BulkBar, untag_choices
from briefreader.ui.panels.card_painting import CardDelegate
from briefreader.ui.panels.cards import note_tip
from briefreader.ui.panels.note_commands import suited
from briefreader.ui.panels.note_editor import NoteEditor
from briefreader.ui.panels.note_filter import NoteFilter
from briefreader.ui.panels.note_lot import NoteLot
from briefreader.ui.panels.notes_view import NotesView
from briefreader.ui.rows import ROW, RowsModel

_EMPTY = {
    "brief": "No marks yet.\n\nSelect words in the page, then press 1 to 5 to mark them, or N to write a note.",
    "library": "No notes yet.\n\nThe marks and notes of all briefs will stand here; open a brief to make the first.",
    "bin": "The bin is empty.\n\nA note that you delete stays here for 30 days and can be brought back.",
}
_NONE_MATCH = "No note matches the filter."
_FOLDED_AT_ONCE = 300


class NotesPanel(QWidget):
    """The filter, the cards, what can be done to several, and at the foot the note that is being written.

    It changes nothing itself: each signal asks for what it says, and `replace` and `remove` show what came of it.
    """

    annotation_chosen = Signal(str)
    note_edited = Signal(str, str, tuple)
    recolour_requested = Signal(tuple, str)
    tags_requested = Signal(tuple, tuple)
    untag_requested = Signal(tuple, tuple)
    done_requested = Signal(tuple, bool)
    private_requested = Signal(tuple, bool)
    delete_requested = Signal(tuple)
    export_requested = Signal(tuple)
    restore_requested = Signal(tuple)
    settle_requested = Signal(str, str)
    answer_requested = Signal(str)
    history_requested = Signal(str)
    copy_link_requested = Signal(str)
    scope_changed = Signal(str)
    layer_toggled = Signal(str, bool)
    link_chosen = Signal(str)
    link_requested = Signal()
    count_changed = Signal(int)
    editing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes-panel")
        self.setAccessibleName("Notes")
        self._lot = NoteLot()
        self._tagging: tuple[str, ...] = ()
        self._showing = False
        self.head = NoteFilter()
        self.head.found = self._lot.choices
        self.view = NotesView()
        self._rows = RowsModel(self._lot.spoken, note_tip, parent=self)
        self.view.setModel(self._rows)
        self._cards = CardDelegate(self.view, self._lot.author_of)
        self.view.setItemDelegate(self._cards)
        self.bulk = BulkBar()
        self.editor = NoteEditor()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_bulk)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._fold_some)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        self._empty = QLabel()
        self._empty.setObjectName("notes-empty")
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(14, 4, 14, 0)
        self._show_all = QPushButton("Show all notes")
        self._show_all.setObjectName("notes-show-all")
        self._show_all.setProperty("role", "link")
        self._show_all.setToolTip("Clear the filter")
        self._show_all.clicked.connect(self.head.clear)
        beside = QVBoxLayout()
        beside.setContentsMargins(13, 0, 13, 0)
        beside.addWidget(self._show_all, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self._empty)
        layout.addLayout(beside)
        layout.addWidget(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(13, 0, 13, 12)
        foot.setSpacing(8)
        foot.addWidget(self.bulk)
        foot.addWidget(self.editor)
        layout.addLayout(foot)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.head.changed.connect(self._show)
        self.head.order_changed.connect(self._sort)
        self.head.scope_chosen.connect(self._change_scope)
        self.head.layer_toggled.connect(self.layer_toggled)
        self.head.left_downwards.connect(self._enter_list)
        self.view.row_chosen.connect(self._choose)
        self.view.command_requested.connect(self._do)
        self.view.link_chosen.connect(self.link_chosen)
        self.view.chosen_changed.connect(self._show_bulk)
        self.bulk.command_requested.connect(self._do)
        self.bulk.tags_given.connect(self._give_tags)
        self.bulk.closed.connect(self.view.setFocus)
        editor = self.editor
        editor.note_edited.connect(self.note_edited)
        editor.recolour_requested.connect(self._recolour_one)
        editor.delete_requested.connect(self._delete_one)
        editor.done_requested.connect(self._finish_one)
        editor.private_requested.connect(self._close_one)
        editor.history_requested.connect(self.history_requested)
        editor.link_chosen.connect(self.link_chosen)
        editor.link_requested.connect(self.link_requested)
        editor.answer_requested.connect(self.answer_requested)
        editor.editing_finished.connect(self.editing_finished)

    # What is shown

    @property
    def scope(self) -> str:
        """Over what the list is: "brief", "library" or "bin"."""
        return self._lot.scope

    def show_rows(self, rows: Sequence[NoteRow], *, scope: str = "brief") -> None:
        """List these notes; what is selected stays so, as far as it is among them."""
        self._lot.fill(rows, scope)
        self.view.scope = self._cards.scope = scope
        self.head.show_scope(scope)
        edited = self.editor.annotation
        if edited is not None:
            again = self._lot.rows.get(edited.id)
            if again is None:
                self.editor.finish()
            else:
                self.editor.take(again.annotation)
        self._show()
        if len(rows) > _FOLDED_AT_ONCE:
            self._idle.start(0)
        self._tell_count()

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        """The colleagues whose notes there are, and whether they are shown."""
        before = self.head.layers.hidden_layers
        self.head.layers.show_layers(layers)
        if self.head.layers.hidden_layers != before:
            self._show()
            self._tell_count()

    def know_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags where tags are typed."""
        self.editor.know_tags(tags)
        self.bulk.know_tags(tags)

    def recolour(self) -> None:
        """The colour scheme has changed, or the names of the colours."""
        self.head.recolour()
        self.bulk.recolour()
        self.editor.recolour()
        self.view.remeasure(0, len(self._rows.rows) - 1)

    def replace(self, row: NoteRow) -> None:
        """Show a note as it is now; one that is new goes where it belongs."""
        old = self._lot.put(row)
        self.editor.take(row.annotation)
        self._replace_row(old, row)
        if old is None:
            self._tell_count()
        self._later.start()

    def _replace_row(self, old: NoteRow | None, row: NoteRow) -> None:
        listed = self._rows.rows
        at = self._lot.position(listed, old)
        place = self._lot.place(listed, row) if self._lot.is_wanted(row, self.head.wanted()) else None
        if at is not None and place is not None and at < place:
            place -= 1
        if at is not None and at == place:
            self._rows.replace(at, row)
            return
        current = at is not None and at == self.view.currentIndex().row()
        if at is not None:
            self._rows.remove(at)
        if place is not None:
            self._rows.insert(place, row)
            if current:
                self.view.setCurrentIndex(self._rows.index(place))
        self._show_emptiness()

    def remove(self, annotation_id: str) -> None:
        """Take a note out of the list, and close it if it is open."""
        row = self._lot.drop(annotation_id)
        if row is None:
            return
        at = self._lot.position(self._rows.rows, row)
        if at is not None:
            self._rows.remove(at)
        if self.editor.annotation is not None and self.editor.annotation.id == annotation_id:
            self.editor.forget()
        self._show_emptiness()
        self._tell_count()

    def select(self, annotation_id: str) -> None:
        """Bring a note into view and make it the current one; a filter that hides it is cleared."""
        row = self._lot.rows.get(annotation_id)
        if row is not None and self._lot.position(self._rows.rows, row) is None:
            self.head.clear()
        at = self._lot.position(self._rows.rows, row)
        if at is not None:
            self.view.setCurrentIndex(self._rows.index(at))
            self.view.scrollTo(self._rows.index(at))

    def edit(self, annotation: Annotation, focus: bool = True) -> None:
        """Open a note for writing."""
        self.editor.edit(annotation, focus=focus)
        self.select(annotation.id)

    def _sort(self) -> None:
        self._lot.sort(self.head.order)
        self._show()

    def _show(self) -> None:
        current = self.view.currentIndex().data(ROW)
        chosen = {note.id for note in self.view.chosen()}
        self._showing = True
        self._rows.show(self._lot.wanted(self.head.wanted()))
        if chosen:
            places = {row.annotation.id: at for at, row in enumerate(self._rows.rows) if row.annotation.id in chosen}
            if current is not None and current.annotation.id in places:
                self.view.setCurrentIndex(self._rows.index(places[current.annotation.id]))
            self.view.choose(list(places.values()))
        self._showing = False
        self._show_bulk()
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        shown, total = len(self._rows.rows), self._lot.total(self.head.layers.hidden_layers)
        self.head.show_parts(fields=total > 0, count=shown != total or self._lot.scope != "brief")
        self.head.show_count(shown, total)
        self._empty.setText(_NONE_MATCH if total else _EMPTY[self._lot.scope])
        self._empty.setVisible(not shown)
        self._show_all.setVisible(not shown and total > 0)
        self.view.setVisible(bool(shown))

    def _tell_count(self) -> None:
        if self._lot.scope != "bin":
            self.count_changed.emit(self._lot.total(self.head.layers.hidden_layers))

    def _fold_some(self) -> None:
        # While nothing else is to do: 10,000 texts take a tenth of a second, which the first letter typed should not.
        if not self._lot.fold_some(_FOLDED_AT_ONCE):
            self._idle.stop()

    # What is asked for

    def _choose(self, index: QModelIndex) -> None:
        self.annotation_chosen.emit(index.data(ROW).annotation.id)

    def _enter_list(self) -> None:
        if self._rows.rows:
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self._rows.index(0))
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _change_scope(self, scope: str) -> None:
        if scope != self._lot.scope:
            self._lot.scope = scope
            self.scope_changed.emit(scope)

    def _show_bulk(self) -> None:
        if not self._showing:
            self.bulk.show_chosen(self.view.chosen(), self._lot.scope)

    def _do(self, name: str) -> None:
        notes = suited(name, self.view.chosen(), self._lot.scope)
        ids = tuple(note.id for note in notes)
        if not notes:
            return
        if name in list(Colour):
            others = tuple(note.id for note in notes if note.colour is not Colour(name))
            if others:
                self.recolour_requested.emit(others, name)
        elif name == "edit":
            self.edit(notes[0])
        elif name in ("keep", "detach", "attach"):
            self.settle_requested.emit(ids[0], name)
        elif name == "done":
            self.done_requested.emit(ids, not all(note.done for note in notes))
        elif name == "private":
            self.private_requested.emit(ids, not all(note.private for note in notes))
        elif name == "tag":
            self._tagging = ids
            self.bulk.ask_tags(len(ids))
        elif name == "untag":
            self._ask_untag(notes)
        elif name in ("answer", "history", "copy_link"):
            {
                "answer": self.answer_requested,
                "history": self.history_requested,
                "copy_link": self.copy_link_requested,
            }[name].emit(ids[0])
        else:
            {
                "delete": self.delete_requested,
                "export": self.export_requested,
                "restore": self.restore_requested,
            }[name].emit(ids)

    def _give_tags(self, tags: tuple[str, ...]) -> None:
        ids = tuple(one for one in self._tagging if one in self._lot.rows)
        if ids:
            self.tags_requested.emit(ids, tags)

    def _ask_untag(self, notes: Sequence[Annotation]) -> None:
        menu = QMenu(self)
        menu.setObjectName("untag-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tag, count in untag_choices(notes).items():
            action = menu.addAction(f"{tag.replace('&', '&&')}\t{count if len(notes) > 1 else ''}".rstrip("\t"))
            action.setData((tag, tuple(note.id for note in notes if tag in note.tags)))
        menu.triggered.connect(self._untag)
        menu.popup(self.view.viewport().mapToGlobal(self.view.visualRect(self.view.currentIndex()).center()))

    def _untag(self, action: QAction) -> None:
        tag, ids = action.data()
        self.untag_requested.emit(tuple(ids), (tag,))

    # The open note, as one of a kind

    def _recolour_one(self, annotation_id: str, colour: str) -> None:
        self.recolour_requested.emit((annotation_id,), colour)

    def _delete_one(self, annotation_id: str) -> None:
        self.delete_requested.emit((annotation_id,))

    def _finish_one(self, annotation_id: str, done: bool) -> None:
        self.done_requested.emit((annotation_id,), done)

    def _close_one(self, annotation_id: str, private: bool) -> None:
        self.private_requested.emit((annotation_id,), private)
