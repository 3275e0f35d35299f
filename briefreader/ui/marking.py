"""Marking: a selection becomes a mark, a mark gets a note, and every step can be undone.

A new mark is painted first and committed then, so that no disk stands between a key and the screen; "saved" is said
only of what the store has acknowledged, and a mark that it refuses is taken off the page again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from briefreader.annotations.model import MEANINGS, Annotation, Colour, State
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.library.values import Changed, Revision
from briefreader.ui.reader.layers import Mark, Range
from briefreader.ui.reader.page import Page
from briefreader.ui.reader.selection_bar import SelectionBar
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine
from briefreader.ui.undoing import NoteStep

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")


_Result = TypeVar("_Result")


class Marking(QObject):
    """The marks of the open brief, and the way back of everything that is done to notes."""

    trouble = Signal(str)
    shown = Signal()
    changed = Signal(tuple)
    note_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(
        self, library: Library, reading: Reading, view: ReaderView, bar: SelectionBar, status: StatusLine
    ) -> None:
        super().__init__(view)
        self._library, self._reading = library, reading
        self._view, self._bar, self._status = view, bar, status
        self.by_id: dict[str, Annotation] = {}
        self.hidden: set[str] = set()
        self.undo_stack = QUndoStack(self)
        reading.opened.connect(self._let_go)
        reading.surrounded.connect(self._take_over)
        view.mark_requested.connect(self.mark)
        view.note_requested.connect(self.write_note)
        view.unmark_requested.connect(self.delete)
        view.adjust_requested.connect(self.adjust)
        view.mark_clicked.connect(self.choose)
        view.passage_selected.connect(self._show_bar)
        view.verticalScrollBar().valueChanged.connect(self._show_bar)
        bar.mark_requested.connect(self.mark)
        bar.note_requested.connect(self.write_note)

    # Showing

    def _let_go(self) -> None:
        """Forget the marks of the brief that was read before."""
        self.by_id = {}
        self.show_marks()

    def _take_over(self) -> None:
        around = self._reading.around
        self.by_id = {one.id: one for one in (around.annotations if around else ())}
        self.show_marks()
        self._status.show_saved()
        self.shown.emit()

    def show_marks(self) -> None:
        """Show the marks of all layers that are not hidden."""
        self._view.show_marks(mark for one in self.by_id.values() if (mark := self._mark_of(one)) is not None)

    def _mark_of(self, annotation: Annotation) -> Mark | None:
        page = self._view.page
        if page is None or annotation.state is State.LOST or annotation.answers:
            return None
        if not annotation.mine and annotation.author in self.hidden:
            return None
        ranges = []
        for target in annotation.passage.targets:
            start, end = page.offset_of(target.block, target.start), page.offset_of(target.block, target.end)
            if start is not None and end is not None and start < end:
                ranges.append(Range(start, end, annotation.id))
        return Mark(
            annotation.id,
            annotation.colour,
            tuple(ranges),
            " · ".join(filter(None, (MEANINGS[annotation.colour], annotation.note))),
            noted=bool(annotation.note),
            own=annotation.mine,
            unconfirmed=annotation.state is State.CHANGED,
            done=annotation.done,
            author=annotation.author,
        )

    def _show(self, annotation: Annotation) -> None:
        self.by_id[annotation.id] = annotation
        mark = self._mark_of(annotation)
        if mark is not None:
            self._view.put_mark(mark)
        else:
            self._view.drop_mark(annotation.id)

    def _hide(self, annotation_id: str) -> None:
        if self.by_id.pop(annotation_id, None) is not None:
            self._view.drop_mark(annotation_id)

    def take(self, changes: Sequence[Changed]) -> None:
        """Show what the store has acknowledged."""
        brief = self._reading.brief
        for one in changes:
            after = one.after
            if after is not None and not after.deleted and brief is not None and after.brief == brief.id:
                self._show(self._library.resolved(brief, after))
            else:
                self._hide(one.id)
        self._status.show_saved()
        self.changed.emit(tuple(changes))

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

    def attempt(self, work: Callable[[], _Result], *, quiet: bool = False) -> _Result | None:
        """Do what may fail; a failure is told, where it is `quiet` in the status line alone, and answered with None."""
        try:
            return work()
        except BriefreaderError as error:
            self._status.show_saved("Not saved")
            if not quiet:
                self.trouble.emit(str(error))
            return None

    def apply(
        self, words: str, work: Callable[[], Sequence[Changed]], *, quiet: bool = False
    ) -> Sequence[Changed] | None:
        """Change notes, show what became of them, and keep the way back; returns what was changed, None if refused."""
        changes = self.attempt(work, quiet=quiet)
        if changes:
            self.done(words, changes)
        return changes

    def done(self, words: str, changes: Sequence[Changed]) -> None:
        """Show what was changed, and keep the way back."""
        self.undo_stack.push(NoteStep(words, changes, self._put))
        self.take(changes)

    def _put(self, wanted: Sequence[Changed]) -> bool:
        def put() -> tuple[Changed, ...]:
            self._library.put_back(wanted)
            return tuple(
                replace(one, after=self._library.note(one.id)) if one.after is not None else one for one in wanted
            )

        changes = self.attempt(put)
        if changes is None:
            return False
        self._status.say("")  # what it said of the way back has been taken
        self.take(changes)
        return True

    def mark(self, colour: str) -> None:
        """Mark the selection, or give the mark under the caret another colour."""
        page, selected, brief = self._view.page, self._view.selection(), self._reading.brief
        if page is None or brief is None:
            return
        if selected is None:
            here = self.here()
            if here is not None:
                self.recolour(here.id, colour)
            else:
                self._status.say("Select the words to mark, with the mouse or with Shift and the arrow keys.")
            return
        self._mark_range(page, selected, Colour(colour))

    def _mark_range(self, page: Page, selected: tuple[int, int], colour: Colour) -> Annotation | None:
        ranges = page.ranges(*selected)
        made = self.attempt(lambda: self._library.compose(page.brief, ranges, colour))
        if made is None:
            return None
        self._show(made)
        self._view.clear_selection()
        self._view.viewport().repaint()
        if self.attempt(lambda: self._library.keep_note(made)) is None:
            self._hide(made.id)
            self._view.select(*selected)
            return None
        # Undone, it goes into the bin: what was noted on it meanwhile is not lost.
        self.done("mark", [Changed(replace(made, deleted=made.created), made)])
        self._view.announce(f"Marked as {MEANINGS[colour]}: {made.passage.quote}")
        return made

    def write_note(self) -> None:
        """Open the note of the mark at hand; without a mark one is made, of the selection or of the sentence."""
        page, selected = self._view.page, self._view.selection()
        if page is None:
            return
        annotation = self.here() if selected is None else None
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
        if annotation_id in self.by_id:
            self._view.choose_mark(annotation_id)
            self.note_wanted.emit(annotation_id)

    def recolour(self, annotation_id: str, colour: str) -> None:
        """Give a mark another colour."""
        wanted = Colour(colour)
        if self.apply("recolour", lambda: self._library.change([annotation_id], Revision(colour=wanted))):
            self._view.announce(f"Now {MEANINGS[wanted]}")

    def adjust(self, annotation_id: str, start: int, end: int) -> None:
        """Let a mark reach from one offset of the page to another."""
        page = self._view.page
        if page is None or annotation_id not in self.by_id:
            return
        brief, ranges = page.brief, page.ranges(start, end)
        self.apply("adjust a mark", lambda: [self._library.settle(brief, annotation_id, "attach", ranges)])

    def delete(self) -> None:
        """Delete the mark under the caret."""
        here = self.here()
        if here is None:
            self._status.say("Put the caret in a mark to delete it.")
        else:
            self.remove(here.id)

    def remove(self, annotation_id: str) -> None:
        """Delete a mark with its note; undo brings it back, and so does the bin."""
        if self.apply("delete", lambda: self._library.delete_notes([annotation_id])):
            self._status.say("Mark deleted: Ctrl+Z brings it back.")
            self._view.announce("Mark deleted")

    # Choosing

    def here(self) -> Annotation | None:
        """The annotation under the caret: the chosen one, or the shortest."""
        offset = self._view.caret_offset()
        over = self._view.marks.at(offset) or (self._view.marks.at(offset - 1) if offset else [])
        chosen = [mark for mark in over if mark.id == self._view.chosen_mark]
        found = chosen or over
        return self.by_id.get(found[0].id) if found else None

    def choose(self, annotation_id: str) -> None:
        """Show which mark was clicked, in the page and in the panel."""
        if annotation_id in self.by_id:
            self._view.choose_mark(annotation_id)
            self.chosen.emit(annotation_id)

    def go_to(self, annotation_id: str) -> None:
        """Go to the place of a mark."""
        annotation, page = self.by_id.get(annotation_id), self._view.page
        if annotation is None or page is None:
            return
        if annotation.state is State.LOST:
            self._status.say("These words are not in this edition; the note is kept. Select a passage to attach it to.")
            return
        target = annotation.passage.targets[0]
        offset = page.offset_of(target.block, target.start)
        if offset is not None:
            self._view.choose_mark(annotation_id)
            self._view.go_to(offset, remember=True)
            self._view.setFocus()
