"""Marking: a selection becomes a mark, a mark gets a note, and every step can be undone.

The store commits first; only what it has acknowledged is shown, and only then does the status line say "saved".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication

from briefreader.annotations.model import MEANINGS, Annotation, Colour, State
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.reader.layers import Mark, Range
from briefreader.ui.reader.page import Page
from briefreader.ui.reader.selection_bar import SelectionBar
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")


class _Step(QUndoCommand):
    """One change of one annotation: what it was and what it became, either of them None where there is nothing."""

    def __init__(self, marking: Marking, words: str, before: Annotation | None, after: Annotation | None) -> None:
        super().__init__(words)
        self._marking = marking
        self.before, self.after = before, after
        self._done = True  # the change was made and acknowledged before it came on the stack

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._go(self.before, self.after)

    def undo(self) -> None:
        self._go(self.after, self.before)

    def _go(self, source: Annotation | None, target: Annotation | None) -> None:
        if not self._marking.restore(source, target):
            self.setObsolete(True)

    def id(self) -> int:
        return 1 if self.before is not None and self.after is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing in one note is one step, however often it was saved on the way."""
        if not isinstance(other, _Step) or other.text() != self.text() or self.text() != _WRITING:
            return False
        if self.after is None or other.before is None or self.after.id != other.before.id:
            return False
        self.after = other.after
        return True


_WRITING = "write a note"


class Marking(QObject):
    """The marks of the open brief."""

    trouble = Signal(str)
    changed = Signal()
    note_opened = Signal()
    passage_shown = Signal(str)

    def __init__(
        self,
        library: Library,
        reading: Reading,
        view: ReaderView,
        panel: NotesPanel,
        bar: SelectionBar,
        status: StatusLine,
    ) -> None:
        super().__init__(view)
        self._library, self._reading = library, reading
        self._view, self._panel, self._bar, self._status = view, panel, bar, status
        self.by_id: dict[str, Annotation] = {}
        self.undo_stack = QUndoStack(self)
        reading.surrounded.connect(self._show_all)
        reading.opened.connect(self.undo_stack.clear)
        view.mark_requested.connect(self.mark)
        view.note_requested.connect(self.write_note)
        view.unmark_requested.connect(self.delete)
        view.mark_clicked.connect(self.choose)
        view.passage_selected.connect(self._show_bar)
        view.verticalScrollBar().valueChanged.connect(self._show_bar)
        bar.mark_requested.connect(self.mark)
        bar.note_requested.connect(self.write_note)
        panel.annotation_chosen.connect(self.go_to)
        panel.note_edited.connect(self.write)
        panel.recolour_requested.connect(self.recolour)
        panel.delete_requested.connect(self.remove)
        panel.editing_finished.connect(self._end_editing)

    # Showing

    def _show_all(self) -> None:
        around = self._reading.around
        annotations = around.annotations if around else ()
        self.by_id = {one.id: one for one in annotations}
        self._view.show_marks(mark for one in annotations if (mark := self._mark_of(one)) is not None)
        self._panel.show_annotations(annotations, {one.id: self._position(one) for one in annotations})
        self._status.show_saved()

    def _mark_of(self, annotation: Annotation) -> Mark | None:
        page = self._view.page
        if page is None or annotation.state is State.LOST:
            return None
        ranges = []
        for target in annotation.passage.targets:
            start, end = page.offset_of(target.block, target.start), page.offset_of(target.block, target.end)
            if start is not None and end is not None and start < end:
                ranges.append(Range(start, end, annotation.id))
        words = " · ".join(part for part in (MEANINGS[annotation.colour], annotation.note) if part)
        return Mark(annotation.id, annotation.colour, tuple(ranges), words, noted=bool(annotation.note))

    def _position(self, annotation: Annotation) -> int:
        page, target = self._view.page, annotation.passage.targets[0]
        offset = page.offset_of(target.block, target.start) if page else None
        return len(page.text) if page and (offset is None or annotation.state is State.LOST) else offset or 0

    def _show(self, annotation: Annotation) -> None:
        self.by_id[annotation.id] = annotation
        mark = self._mark_of(annotation)
        if mark is not None:
            self._view.put_mark(mark)
        self._panel.replace(annotation, self._position(annotation))
        self._acknowledge()

    def _hide(self, annotation_id: str) -> None:
        self.by_id.pop(annotation_id, None)
        self._view.drop_mark(annotation_id)
        self._panel.remove(annotation_id)
        self._acknowledge()

    def _acknowledge(self) -> None:
        self._status.show_saved()
        self.changed.emit()

    def _show_bar(self) -> None:
        selected = self._view.selection()
        page = self._view.page
        if selected is None or page is None or not page.text[slice(*selected)].strip():
            self._bar.hide()
            return
        box = self._view.selection_box()
        if box is None:
            self._bar.hide()
        else:
            self._bar.show_at(box)

    # Changing

    def _try(self, work: Callable[[], Annotation]) -> Annotation | None:
        try:
            return work()
        except BriefreaderError as error:
            self._status.show_saved("Not saved")
            self.trouble.emit(str(error))
            return None

    def _push(self, words: str, before: Annotation | None, after: Annotation | None) -> None:
        self.undo_stack.push(_Step(self, words, before, after))

    def restore(self, source: Annotation | None, target: Annotation | None) -> bool:
        """Bring an annotation from one form to another: the work of undo and redo. False if the store refused."""
        if target is None and source is not None:
            gone = source.id
            if self._try(lambda: self._library.delete_note(gone)) is None:
                return False
            self._hide(gone)
        elif target is not None:
            wanted = target
            restored = self._try(lambda: self._put_back(wanted))
            if restored is None:
                return False
            self._show(restored)
        return True

    def _put_back(self, wanted: Annotation) -> Annotation:
        stored = replace(wanted, passage=wanted.was or wanted.passage, was=None)
        self._library.put_back([(wanted.id, stored)])
        return replace(wanted, modified=self._library.note(wanted.id).modified)

    def mark(self, colour: str) -> None:
        """Mark the selection, or give the mark under the caret another colour."""
        page, selected, brief = self._view.page, self._view.selection(), self._reading.brief
        if page is None or brief is None:
            return
        if selected is None:
            here = self._here()
            if here is not None:
                self.recolour(here.id, colour)
            else:
                self._status.say("Select the words to mark, with the mouse or with Shift and the arrow keys.")
            return
        self._mark_range(page, selected, Colour(colour))

    def _mark_range(self, page: Page, selected: tuple[int, int], colour: Colour) -> Annotation | None:
        ranges = page.ranges(*selected)
        made = self._try(lambda: self._library.highlight(page.brief, ranges, colour))
        if made is not None:
            self._push("mark", None, made)
            self._show(made)
            self._view.clear_selection()
            self._view.announce(f"Marked as {MEANINGS[colour]}: {made.passage.quote}")
        return made

    def write_note(self) -> None:
        """Open the note of the mark at hand; without a mark one is made, of the selection or of the sentence."""
        page, selected = self._view.page, self._view.selection()
        if page is None:
            return
        annotation = self._here() if selected is None else None
        if annotation is None:
            sentence = selected or self._sentence(page, self._view.caret_offset())
            annotation = self._mark_range(page, sentence, Colour.YELLOW) if sentence else None
        if annotation is not None:
            self.edit(annotation.id)

    @staticmethod
    def _sentence(page: Page, offset: int) -> tuple[int, int] | None:
        index, inside = page.locate(offset)
        if not page.brief.blocks:
            return None
        text, first = page.brief.blocks[index].text, page.starts[index]
        ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
        start = max(end for end in ends if end <= inside)
        end = min((end for end in ends if end > inside), default=len(text))
        return (first + start, first + start + len(text[start:end].rstrip())) if text[start:end].strip() else None

    def edit(self, annotation_id: str) -> None:
        """Open a note for writing."""
        annotation = self.by_id.get(annotation_id)
        if annotation is not None:
            self.note_opened.emit()
            self._view.choose_mark(annotation_id)
            self._panel.edit(annotation)

    def write(self, annotation_id: str, note: str, tags: tuple[str, ...]) -> None:
        """Keep what was typed."""
        annotation = self.by_id.get(annotation_id)
        if annotation is None or (annotation.note == note.strip() and annotation.tags == tuple(tags)):
            return
        self._revise(annotation, _WRITING, note=note, tags=tags)

    def recolour(self, annotation_id: str, colour: str) -> None:
        """Give a mark another colour."""
        annotation = self.by_id.get(annotation_id)
        if annotation is not None and annotation.colour is not Colour(colour):
            self._revise(annotation, "recolour", colour=Colour(colour))
            self._view.announce(f"Now {MEANINGS[Colour(colour)]}")

    def _revise(
        self,
        annotation: Annotation,
        words: str,
        *,
        colour: Colour | None = None,
        note: str | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> None:
        revised = self._try(lambda: self._library.revise(annotation, colour=colour, note=note, tags=tags))
        if revised is not None:
            self._push(words, annotation, revised)
            self._show(revised)

    def delete(self) -> None:
        """Delete the mark under the caret."""
        here = self._here()
        if here is None:
            self._status.say("Put the caret in a mark to delete it.")
        else:
            self.remove(here.id)

    def remove(self, annotation_id: str) -> None:
        """Delete a mark with its note; undo brings it back."""
        annotation = self.by_id.get(annotation_id)
        if annotation is None:
            return
        gone = self._try(lambda: self._library.delete_note(annotation_id))
        if gone is not None:
            self._push("delete", replace(gone, passage=annotation.passage, state=annotation.state), None)
            self._hide(annotation_id)
            self._status.say("Mark deleted: Ctrl+Z brings it back.")
            self._view.announce("Mark deleted")

    # Choosing

    def _here(self) -> Annotation | None:
        offset = self._view.caret_offset()
        over = self._view.marks.at(offset) or (self._view.marks.at(offset - 1) if offset else [])
        chosen = [mark for mark in over if mark.id == self._view.chosen_mark]
        found = chosen or over
        return self.by_id.get(found[0].id) if found else None

    def choose(self, annotation_id: str) -> None:
        """Show which mark was clicked, in the page and in the panel."""
        if annotation_id in self.by_id:
            self._view.choose_mark(annotation_id)
            self._panel.select(annotation_id)
            self.passage_shown.emit(annotation_id)

    def go_to(self, annotation_id: str) -> None:
        """Go to the place of a mark."""
        annotation, page = self.by_id.get(annotation_id), self._view.page
        if annotation is None or page is None:
            return
        if annotation.state is State.LOST:
            self._status.say("The words of this note are no longer in the text; the note is kept.")
            return
        target = annotation.passage.targets[0]
        offset = page.offset_of(target.block, target.start)
        if offset is not None:
            self._view.choose_mark(annotation_id)
            self._view.go_to(offset, remember=True)
            self._view.setFocus()

    def is_writing(self) -> bool:
        """Whether a note is open for writing and has the keys."""
        focus = QApplication.focusWidget()
        return focus is not None and self._panel.editor.isAncestorOf(focus)

    def _end_editing(self) -> None:
        self._view.choose_mark("")
        self._view.setFocus()
