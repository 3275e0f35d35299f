"""Who and what the briefs are about: dossiers, maps and corrections, tied to each other and to the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefreader.library import Library
from briefreader.ui.correcting import Correcting
from briefreader.ui.dossiers import Dossiers
from briefreader.ui.jobs import Lane
from briefreader.ui.maps import Maps
from briefreader.ui.marking import Marking
from briefreader.ui.panels.side_panel import SidePanel
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.settings import Settings
from briefreader.ui.sidebar.sidebar import Sidebar
from briefreader.ui.status_line import StatusLine


class Subjects(QObject):
    """Everything that is done with actors and themes.

    `corrected` comes when a correction is seen on the page and in dossiers and maps, `shown` carries a page for the
    centre, `place_chosen` a subject, a brief, a block and where to begin in it.
    """

    trouble = Signal(str)
    corrected = Signal()
    shown = Signal(object)
    closed = Signal()
    panel_wanted = Signal()
    note_chosen = Signal(str)
    place_chosen = Signal(str, str, str, int)

    def __init__(
        self,
        library: Library,
        reading: Reading,
        marking: Marking,
        view: ReaderView,
        panel: SidePanel,
        sidebar: Sidebar,
        lane: Lane,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._reading = reading
        shared = (settings, status, window)
        self.correcting = Correcting(library, reading, view, marking.undo_stack, status, window)
        self.dossiers = Dossiers(library, reading, self.correcting, view, panel, lane, *shared)
        self.maps = Maps(library, reading, self.correcting, self.dossiers, *shared)
        for part in (self.correcting, self.dossiers, self.maps):
            part.trouble.connect(self.trouble)
        for room in (self.dossiers, self.maps):
            room.shown.connect(self.shown)
            room.closed.connect(self.closed)
            room.place_chosen.connect(self.place_chosen)
        for subjects in (sidebar.themes, sidebar.actors):
            subjects.correction_requested.connect(self._do)
        view.dossier_requested.connect(self.dossiers.show)
        marking.changed.connect(self.dossiers.refresh)
        self.maps.subject_chosen.connect(self.dossiers.show)
        self.dossiers.panel_wanted.connect(self.panel_wanted)
        self.dossiers.note_chosen.connect(self.note_chosen)
        self.correcting.changed.connect(self._see)

    def refresh(self) -> None:
        """Show anew what is shown of dossiers and maps: something of it may have changed."""
        self.dossiers.refresh()
        self.maps.refresh()

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self.dossiers.recolour()
        self.maps.recolour()

    def _do(self, subject: str, what: str) -> None:
        if what == "dossier":
            self.dossiers.show(subject)
        else:
            self.correcting.correct(subject, what)

    def _see(self) -> None:
        self._reading.refresh()
        self.refresh()
        self.corrected.emit()
