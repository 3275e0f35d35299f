"""Who or what a subject is: its dossier in the panel beside the page, or as a page of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefreader.errors import BriefreaderError, NotFound
from briefreader.library import Library
from briefreader.ui.correcting import Correcting
from briefreader.ui.jobs import Lane
from briefreader.ui.panels.side_panel import SidePanel
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.saving import ask_where
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.brief.dossier import Dossier
    from briefreader.ui.dossier.board import DossierBoard
    from briefreader.ui.dossier.page import DossierPage

_GONE = "This actor or theme is not there any more."


class Dossiers(QObject):
    """The panel follows the subject that is marked in the page, once it can be seen; the page shows one of its own.

    `place_chosen` carries a subject, a brief, a block and where to begin in it.
    """

    trouble = Signal(str)
    panel_wanted = Signal()
    shown = Signal(object)
    closed = Signal()
    place_chosen = Signal(str, str, str, int)
    note_chosen = Signal(str)
    exported = Signal(object)

    def __init__(
        self,
        library: Library,
        reading: Reading,
        correcting: Correcting,
        view: ReaderView,
        panel: SidePanel,
        lane: Lane,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._correcting = library, reading, correcting
        self._view, self._panel = view, panel
        self._lane, self._settings, self._status, self._window = lane, settings, status, window
        self.page: DossierPage | None = None
        self._listened: set[QWidget] = set()
        self._subject = ""
        self._scope = "brief"
        self._behind = False
        panel.tab_changed.connect(self._catch_up)
        reading.subject_changed.connect(self._follow)
        reading.surrounded.connect(self._catch_up)
        reading.sighted.connect(self._catch_up)

    # In the panel

    def show(self, subject: str) -> None:
        """Show the dossier of an actor or theme in the panel, and mark its mentions in the page."""
        self._subject = subject
        if self._reading.presence(subject) is not None and subject != self._reading.subject:
            self._reading.show_subject(subject)
        self.panel_wanted.emit()
        self._fill()

    def show_at_hand(self) -> None:
        """Show the dossier of whom the caret stands on, else of the subject that is marked."""
        named = [presence.id for presence, _ in self._reading.named_at(self._view.caret_offset())]
        self.show(next(iter([*named, self._reading.subject, self._subject])))
        self._panel.dossier.setFocus()

    def _follow(self, subject: str) -> None:
        if subject and subject != self._subject:
            self._subject = subject
            self._behind = True
            self._catch_up()

    def _catch_up(self) -> None:
        """Show what the panel should show already, once it can be seen."""
        if self._panel.tab == "dossier" and self._panel.isVisible() and self._behind:
            self._fill()

    def _fill(self) -> None:
        self._behind = False
        board = self._panel.dossier
        self._listen(board)
        if not self._subject:
            return
        self._subject = self._library.registry().current(self._subject)
        scope = self._scope if self._reading.presence(self._subject) is not None else "library"
        self._show(board, self._subject, scope)

    # As a page

    def open(self, subject: str) -> None:
        """Show the dossier of an actor or theme as a page, over all briefs."""
        if self.page is None:
            from briefreader.ui.dossier.page import DossierPage

            self.page = DossierPage()
            self.page.closed.connect(self.closed)
            self._listen(self.page)
        self._show(self.page, subject, "library")
        self.shown.emit(self.page)
        self.page.setFocus()

    # Both

    def refresh(self) -> None:
        """Show anew what is shown: something of it has changed."""
        self._behind = True
        self._catch_up()
        page = self.page
        if page is not None and page.isVisible() and page.dossier is not None:
            self._show(page, self._library.registry().current(page.dossier.id), page.scope)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        if self.page is not None:
            self.page.recolour()

    def _show(self, board: DossierBoard, subject: str, scope: str) -> None:
        brief = self._reading.brief
        try:
            dossier = self._library.dossier(subject, brief.id if scope == "brief" and brief is not None else None)
        except NotFound:
            board.show_nothing(_GONE)
        except BriefreaderError as error:
            self.trouble.emit(str(error))
        else:
            board.show_dossier(dossier, scope)

    def _listen(self, board: DossierBoard) -> None:
        if board in self._listened:
            return
        self._listened.add(board)
        board.place_chosen.connect(partial(self._go_to, board))
        board.subject_chosen.connect(self.show if board is not self.page else self.open)
        board.scope_chosen.connect(partial(self._turn, board))
        board.note_chosen.connect(self.note_chosen)
        board.page_requested.connect(self.open)
        board.correction_requested.connect(self._correcting.correct)
        board.mention_correction_requested.connect(partial(self._correct, board))
        board.export_requested.connect(partial(self._choose_file, board))

    def _go_to(self, board: DossierBoard, brief: str, block: str, start: int) -> None:
        if board.dossier is not None:
            self.place_chosen.emit(board.dossier.id, brief, block, start)

    def _turn(self, board: DossierBoard, scope: str) -> None:
        if board.dossier is None:
            return
        if scope == "brief" and self._reading.presence(board.dossier.id) is None:
            brief = self._reading.brief
            self._status.say(f"{board.dossier.name} does not appear in {brief.metadata.title if brief else 'a brief'}.")
        if board is not self.page:
            self._scope = scope
        self._show(board, board.dossier.id, scope)

    def _correct(self, board: DossierBoard, what: str, brief: str, block: str, start: int, end: int) -> None:
        if board.dossier is not None:
            self._correcting.correct_mention(board.dossier.id, what, brief, block, start, end)

    # Out

    def _choose_file(self, board: DossierBoard, _subject: str) -> None:
        if board.dossier is not None:
            self.export(board.dossier)

    def export(self, dossier: Dossier) -> None:
        """Ask where to write a dossier to, as Markdown or PDF, and write it."""
        forms = {".pdf": "PDF", ".md": "Markdown"}
        path = ask_where(self._window, self._settings, "Export the dossier", f"{dossier.id}.pdf", forms)
        if path is not None:
            self.write(dossier, path)

    def write(self, dossier: Dossier, path: Path) -> None:
        """Write a dossier to a file, away from the window; the suffix says in what form."""
        self._status.say("Exporting…", stay=True)
        about = self._library.about_briefs()
        self._lane.run(partial(self._library.write_dossier, dossier, path, about), self._written, self._not_written)

    def _written(self, path: Path) -> None:
        self._status.say(f"Exported to {path}")
        self.exported.emit(path)

    def _not_written(self, error: BriefreaderError) -> None:
        self._status.say("")
        self.trouble.emit(str(error))
