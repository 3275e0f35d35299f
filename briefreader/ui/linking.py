"""Linking: a note points to a passage, a brief or another note, and leads there; a quotation names its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from briefreader.annotations import links
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.noting import Noting
from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.ui.dialogs.link_to import LinkTarget

# Of a paragraph or note that can be linked to, so much is shown.
_GIST = 90

_NO_BRACKETS = {ord("["): "(", ord("]"): ")", ord("\n"): " "}


class Linking(QObject):
    """Links in notes: copied, chosen, followed."""

    trouble = Signal(str)
    link_opened = Signal(str)

    def __init__(
        self,
        library: Library,
        reading: Reading,
        noting: Noting,
        view: ReaderView,
        panel: NotesPanel,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(view)
        self._library, self._reading, self._noting = library, reading, noting
        self._view, self._panel, self._status, self._window = view, panel, status, window
        view.copy_link_requested.connect(self.copy_link)
        panel.link_chosen.connect(self.open_link)
        panel.link_requested.connect(self.choose_link)
        panel.copy_link_requested.connect(self.copy_link_to)

    def copy_citation(self) -> None:
        """Copy the selected words with their source."""
        words = self._reading.citation()
        if words:
            QGuiApplication.clipboard().setText(words)
        self._status.say("Copied with its source." if words else "Select the words to copy first.")

    def copy_link(self) -> None:
        """Put the address of the passage at hand on the clipboard, to be pasted into a note."""
        page = self._view.page
        if page is None:
            return
        selected = self._view.selection()
        index, _ = page.locate(selected[0] if selected else self._view.caret_offset())
        block = page.brief.blocks[index]
        words = f"{page.brief.metadata.title}" + (f", ¶ {block.number}" if block.number is not None else "")
        self._copy(words, links.brief_link(page.brief.id, block.number, block.id))

    def copy_link_to(self, annotation_id: str) -> None:
        """Put the address of a note on the clipboard."""
        note = self._noting.note(annotation_id)
        if note is not None:
            self._copy(_gist(note.note or note.passage.quote), links.note_link(note.id))

    def _copy(self, words: str, address: str) -> None:
        QGuiApplication.clipboard().setText(f"[{words.translate(_NO_BRACKETS)}]({address})")
        self._status.say("Link copied: paste it into a note.")

    def choose_link(self) -> None:
        """Let the user choose what the note that is being written shall point to."""
        from briefreader.ui.dialogs.link_to import LinkDialog

        dialog = LinkDialog(tuple(self._targets()), self._window)
        dialog.accepted.connect(partial(self._insert_link, dialog.chosen))
        dialog.open()

    def _insert_link(self, chosen: Callable[[], LinkTarget | None]) -> None:
        target = chosen()
        if target is not None:
            self._panel.editor.insert_link(target.words, target.address)

    def _targets(self) -> Iterator[LinkTarget]:
        from briefreader.ui.dialogs.link_to import LinkTarget

        brief = self._reading.brief
        for block in brief.blocks if brief is not None else ():
            if brief is not None and block.number is not None:
                yield LinkTarget(f"¶ {block.number}", _gist(block.text), links.brief_link(brief.id, block.number))
        for summary in self._library.summaries():
            yield LinkTarget(summary.metadata.title, summary.metadata.publisher, links.brief_link(summary.id))
        for row in self._library.all_rows():
            note = row.annotation
            yield LinkTarget(_gist(note.note or note.passage.quote), row.title, links.note_link(note.id))

    def open_link(self, address: str) -> None:
        """Go where a link in a note points: into the library, or, once confirmed, to the browser."""
        found = links.parse_link(address)
        if found is None:
            self.link_opened.emit(address)
            return
        kind, id, place = found
        if kind == "note":
            self._noting.go_to(id)
            return
        try:
            self._reading.visit(id, place)
        except BriefreaderError as error:
            self.trouble.emit(str(error))


def _gist(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _GIST else flat[:_GIST].rsplit(" ", 1)[0] + "…"
