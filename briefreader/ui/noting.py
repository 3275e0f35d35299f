"""Noting: what is asked of notes in their panel, of one or of many, in the open brief, the whole library or the bin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from briefreader.annotations.model import MEANINGS, Annotation, Colour, State
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.library.values import Changed, NoteRow, Revision
from briefreader.ui.jobs import Lane
from briefreader.ui.marking import Marking
from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.saving import ask_where
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine
from briefreader.ui.undoing import WRITING

if TYPE_CHECKING:
    from briefreader.library.listing import Listing


class Noting(QObject):
    """The notes panel and what stands behind it."""

    trouble = Signal(str)
    note_opened = Signal()
    citation_wanted = Signal()

    def __init__(
        self,
        library: Library,
        reading: Reading,
        marking: Marking,
        view: ReaderView,
        panel: NotesPanel,
        lane: Lane,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(view)
        self._library, self._reading, self._marking = library, reading, marking
        self._view, self._panel, self._lane = view, panel, lane
        self._settings, self._status, self._window = settings, status, window
        self._listing: Listing | None = None
        self._attaching = ""
        self._refused = False
        self._learning = QTimer(self)
        self._learning.setSingleShot(True)
        self._learning.timeout.connect(self._know_tags)
        marking.hidden = set(_list(settings.text("hidden_layers")))
        marking.shown.connect(self._take_over)
        marking.changed.connect(self._follow)
        marking.chosen.connect(panel.select)
        marking.note_wanted.connect(self.edit)
        view.context_action.connect(self._act)
        self._connect(panel)

    def _connect(self, panel: NotesPanel) -> None:
        panel.scope_changed.connect(self.show_scope)
        panel.annotation_chosen.connect(self.go_to)
        panel.note_edited.connect(self.write)
        panel.recolour_requested.connect(self.recolour)
        panel.tags_requested.connect(self._add_tags)
        panel.untag_requested.connect(self._drop_tags)
        panel.done_requested.connect(self._set_done)
        panel.private_requested.connect(self._set_private)
        panel.delete_requested.connect(self.delete)
        panel.restore_requested.connect(self._bring_back)
        panel.export_requested.connect(self.export)
        panel.settle_requested.connect(self.settle)
        panel.answer_requested.connect(self.answer)
        panel.history_requested.connect(self.show_history)
        panel.layer_toggled.connect(self.show_layer)
        panel.editing_finished.connect(self._end_editing)

    # Showing

    def _take_over(self) -> None:
        brief, around = self._reading.brief, self._reading.around
        self._listing = self._library.listing(brief, around) if brief is not None and around is not None else None
        if self._panel.scope == "brief":
            self.show_scope("brief")
        self._show_layers()

    def show_scope(self, scope: str) -> None:
        """List the notes of the open brief ("brief"), of the whole library ("library"), or the "bin"."""
        self._panel.show_rows(self._rows(scope), scope=scope)
        # No list waits for the tags that it may be given.
        self._learning.start()

    def _rows(self, scope: str) -> Sequence[NoteRow]:
        if scope == "library":
            return self._library.all_rows()
        if scope == "bin":
            return self._library.bin_rows()
        listing = self._listing
        return [listing.row(one) for one in self._marking.by_id.values()] if listing is not None else ()

    def _follow(self, changes: tuple[Changed, ...]) -> None:
        """Show in the list what was changed."""
        if self._panel.scope == "bin" or len(changes) > 50:
            self.show_scope(self._panel.scope)
        else:
            for one in changes:
                self._follow_one(one)
        # A tag may have come or gone; typing does not wait for the list of them.
        if any(_tags(one.before) != _tags(one.after) for one in changes):
            self._learning.start()
        if any(one.after is None or not one.after.mine for one in changes):
            self._show_layers()

    def _know_tags(self) -> None:
        self._panel.know_tags(self._library.tags())

    def _follow_one(self, changed: Changed) -> None:
        here = self._marking.by_id.get(changed.id)
        after = changed.after
        if after is None or after.deleted:
            self._panel.remove(changed.id)
        elif here is not None and self._listing is not None:
            self._panel.replace(self._listing.row(here))
        elif self._panel.scope == "library":
            self.show_scope("library")

    def _show_layers(self) -> None:
        authors = sorted({one.author for one in self._marking.by_id.values() if not one.mine})
        self._panel.show_layers({author: author not in self._marking.hidden for author in authors})

    def show_layer(self, author: str, shown: bool) -> None:
        """Show or hide a colleague's notes, in the page and in the list."""
        (self._marking.hidden.discard if shown else self._marking.hidden.add)(author)
        self._settings.set("hidden_layers", json.dumps(sorted(self._marking.hidden)))
        self._marking.show_marks()
        self._show_layers()

    def is_writing(self) -> bool:
        """Whether a note is open for writing and has the keys."""
        focus = QApplication.focusWidget()
        return focus is not None and self._panel.editor.isAncestorOf(focus)

    def _end_editing(self) -> None:
        self._view.choose_mark("")
        if self._panel.scope == "brief":
            self._view.setFocus()

    def close(self) -> None:
        """Ask the library no more."""
        self._learning.stop()

    # One note

    def note(self, annotation_id: str) -> Annotation | None:
        """A note as it stands here, or as stored; None where there is none, which is told."""
        here = self._marking.by_id.get(annotation_id)
        return here or self._marking.attempt(lambda: self._library.note(annotation_id))

    def edit(self, annotation_id: str) -> None:
        """Open a note for writing."""
        note = self.note(annotation_id)
        if note is not None:
            self.note_opened.emit()
            self._panel.edit(note)

    def write(self, annotation_id: str, note: str, tags: tuple[str, ...]) -> None:
        """Keep what was typed. What the store refuses stays in its field, and is tried again; that is told once."""
        revision = Revision(note=note, tags=tags)
        done = self._marking.apply(
            WRITING, lambda: self._library.change([annotation_id], revision), quiet=self._refused
        )
        self._refused = done is None
        if self._refused:
            self._panel.editor.refuse()

    def go_to(self, annotation_id: str) -> None:
        """Go to the passage of a note, in whatever brief it is."""
        note = self.note(annotation_id)
        if note is None:
            return
        if note.deleted:
            self._status.say("This note is in the bin; bring it back to see it in its place.")
            return
        if annotation_id not in self._marking.by_id:
            try:
                self._reading.visit(note.brief)
            except BriefreaderError as error:
                self.trouble.emit(str(error))
                return
        self._marking.go_to(annotation_id)

    def show_found(self, annotation_id: str) -> None:
        """Show a note that a search found: its mark in the page, or, where its words are lost, its card."""
        note = self._marking.by_id.get(annotation_id)
        if note is None or note.state is not State.LOST:
            self._marking.choose(annotation_id)
            return
        self.note_opened.emit()
        self._panel.select(annotation_id)
        self._status.say("The words of this note are not in this edition; the note is kept.")

    def settle(self, annotation_id: str, how: str) -> None:
        """Say where a note stands: "keep" it where it was found, "detach" it, "attach" it to what is selected."""
        page = self._view.page
        if page is None or annotation_id not in self._marking.by_id:
            return
        ranges: Sequence[tuple[str, int, int]] = ()
        if how == "attach":
            selected = self._view.selection()
            if selected is None:
                self._begin_attaching(annotation_id)
                return
            ranges = page.ranges(*selected)
        brief, words = page.brief, {"keep": "keep a note here", "detach": "detach a note"}.get(how, "attach a note")
        if self._marking.apply(words, lambda: [self._library.settle(brief, annotation_id, how, ranges)]):
            self._stop_attaching()
            self._view.clear_selection()
            self._view.announce({"keep": "Kept here", "detach": "Detached"}.get(how, "Attached"))

    def _begin_attaching(self, annotation_id: str) -> None:
        self._attaching, self._view.attaching = annotation_id, True
        self._status.say("Select the passage for this note, then press A (Esc to leave it as it is).", stay=True)
        self._view.announce("Select the passage for this note, then press A")
        self._view.setFocus()

    def _stop_attaching(self) -> None:
        if self._attaching:
            self._attaching, self._view.attaching = "", False
            self._status.say("")

    def _attach_here(self) -> None:
        if self._attaching and self._view.selection() is not None:
            self.settle(self._attaching, "attach")

    def _act(self, action: str) -> None:
        """What the page's own menu and keys ask for beyond marking."""
        here = self._marking.here()
        if action == "attach":
            self._attach_here()
        elif action == "leave":
            self._stop_attaching()
        elif action == "copy_citation":
            self.citation_wanted.emit()
        elif here is not None and action == "done":
            self._set_done((here.id,), not here.done)
        elif here is not None and action == "answer":
            self.answer(here.id)

    def answer(self, annotation_id: str) -> None:
        """Answer a note with one of one's own."""
        note, brief = self.note(annotation_id), self._reading.brief
        if note is None or brief is None or note.brief != brief.id:
            return
        stored = self._library.note(annotation_id)
        made = self._marking.apply("answer", lambda: [Changed(None, self._library.answer(brief, stored))])
        for one in made or ():
            self.edit(one.id)

    def show_history(self, annotation_id: str) -> None:
        """Show what a note said before; an earlier text can be taken back."""
        from briefreader.ui.dialogs.history import HistoryDialog

        note = self.note(annotation_id)
        if note is not None:
            self._panel.editor.save()
            dialog = HistoryDialog(
                self._library.note(annotation_id), self._library.earlier_texts(annotation_id), self._window
            )
            dialog.text_chosen.connect(partial(self._take_text_back, annotation_id))
            dialog.open()

    def _take_text_back(self, annotation_id: str, note: str, tags: tuple[str, ...]) -> None:
        self._revise([annotation_id], "take a text back", Revision(note=note, tags=tuple(tags)))

    # Many notes

    def _revise(self, ids: Sequence[str], words: str, revision: Revision) -> Sequence[Changed] | None:
        return self._marking.apply(words, lambda: self._library.change(ids, revision))

    def recolour(self, ids: tuple[str, ...], colour: str) -> None:
        """Give marks another colour."""
        if self._revise(ids, "recolour", Revision(colour=Colour(colour))):
            self._view.announce(f"Now {MEANINGS[Colour(colour)]}")

    def _add_tags(self, ids: tuple[str, ...], tags: tuple[str, ...]) -> None:
        self._revise(ids, "tag", Revision(add_tags=tuple(tags)))

    def _drop_tags(self, ids: tuple[str, ...], tags: tuple[str, ...]) -> None:
        self._revise(ids, "remove a tag", Revision(drop_tags=tuple(tags)))

    def _set_done(self, ids: tuple[str, ...], done: bool) -> None:
        self._revise(ids, "mark as done" if done else "mark as not done", Revision(done=done))

    def _set_private(self, ids: tuple[str, ...], private: bool) -> None:
        self._revise(ids, "make private" if private else "make not private", Revision(private=private))

    def delete(self, ids: tuple[str, ...]) -> None:
        """Put notes into the bin; where they are several, a backup is made first."""
        if len(ids) == 1:
            self._marking.remove(ids[0])
            return
        self._status.say("Making a backup first…", stay=True)
        self._lane.run(self._library.back_up, lambda _made: self._delete_many(ids), self._not_backed_up)

    def _delete_many(self, ids: tuple[str, ...]) -> None:
        if self._marking.apply(f"delete {len(ids)} notes", lambda: self._library.delete_notes(ids)):
            self._status.say(f"{len(ids)} notes deleted: Ctrl+Z brings them back, and so does the bin.")

    def _not_backed_up(self, error: BriefreaderError) -> None:
        self._status.say("")
        self.trouble.emit(f"{error} Nothing was deleted.")

    def _bring_back(self, ids: tuple[str, ...]) -> None:
        self._marking.apply("bring back", lambda: self._library.bring_back(ids))

    def export(self, ids: tuple[str, ...]) -> None:
        """Write some notes to a file that the user names."""
        forms = {".md": "Markdown", ".pdf": "PDF"}
        path = ask_where(self._window, self._settings, "Export notes", "notes.md", forms)
        if path is not None:
            self.write_notes(ids, path)

    def write_notes(self, ids: Sequence[str], path: Path) -> None:
        """Write some notes, of whatever briefs, to Markdown or PDF; private ones stay here."""
        gathered = self._marking.attempt(lambda: self._library.gather_notes(ids))
        if gathered is None:
            return
        kept = sum(note.private for _, notes in gathered for note in notes)
        words = f"; {kept} private ones stayed here" if kept else ""
        self._lane.run(
            partial(self._library.write_notes, gathered, path),
            lambda written: self._status.say(f"Exported to {written}{words}"),
            lambda error: self.trouble.emit(str(error)),
        )


def _tags(annotation: Annotation | None) -> tuple[str, ...]:
    return () if annotation is None or annotation.deleted else annotation.tags


def _list(written: str) -> list[str]:
    try:
        found = json.loads(written or "[]")
    except ValueError:
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
