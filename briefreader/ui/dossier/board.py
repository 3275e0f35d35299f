"""What the dossier beside the page and the dossier as a page have in common: the signals, the head, and the lists."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from briefreader.brief.dossier import Dossier
from briefreader.ui.dossier.head import DossierHead
from briefreader.ui.dossier.painting import SIDE
from briefreader.ui.dossier.rows import Row, background_rows, mention_rows, top_row
from briefreader.ui.dossier.view import DossierView


class DossierBoard(QWidget):
    """Shows a dossier in a list of its own, and asks for things by signals; it knows no library.

    `place_chosen` carries a brief, a block and the code point where to begin; `scope_chosen` "brief" or "library";
    `correction_requested` the id of the subject and "rename", "retype:person" and so on, "names", "merge", "split",
    "hide" or "confirm"; `mention_correction_requested` "not" or "other", brief, block, start and end. The others carry
    the id of a subject or a note.
    """

    place_chosen = Signal(str, str, int)
    subject_chosen = Signal(str)
    scope_chosen = Signal(str)
    note_chosen = Signal(str)
    page_requested = Signal(str)
    correction_requested = Signal(str, str)
    mention_correction_requested = Signal(str, str, str, int, int)
    export_requested = Signal(str)

    def __init__(self, name: str, *, on_paper: bool, page_offered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Dossier")
        self.dossier: Dossier | None = None
        self.scope = "brief"
        self._unfolded: set[str] = set()
        self.head = DossierHead(page_offered=page_offered)
        self.view = DossierView("dossier-rows", "Dossier", head=self.head, on_paper=on_paper)
        self.nothing = QLabel()
        self.nothing.setObjectName("dossier-nothing")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(SIDE, 14, SIDE, 0)
        self.setFocusProxy(self.view)
        head = self.head
        head.subject_chosen.connect(self.subject_chosen)
        head.scope_chosen.connect(self.scope_chosen)
        head.correction_chosen.connect(self._correct)
        head.page_requested.connect(self._ask_for_page)
        head.export_requested.connect(self._ask_for_export)
        self._listen(self.view)

    def _listen(self, view: DossierView) -> None:
        """Pass on what is chosen in a list."""
        view.place_chosen.connect(self.place_chosen)
        view.note_chosen.connect(self.note_chosen)
        view.unfold_requested.connect(self._unfold)
        view.mention_correction_requested.connect(self.mention_correction_requested)

    def show_dossier(self, dossier: Dossier, scope: str) -> None:
        """Show a dossier over "brief" or "library"; of the same one, what was unfolded and the place in it are kept."""
        before, keep = self.dossier, False
        if before is not None:
            keep = (before.id, self.scope) == (dossier.id, scope)
        if not keep:
            self._unfolded.clear()
        self.dossier, self.scope = dossier, scope
        self.setAccessibleName(f"Dossier of {dossier.name}")
        self.view.setAccessibleName(f"Dossier of {dossier.name}")
        self.head.show_dossier(dossier, scope)
        self._show_parts(True)
        self._fill(keep=keep)

    def show_nothing(self, words: str) -> None:
        """Say why there is no dossier: that none was chosen, or that there is no such subject any more."""
        self.dossier = None
        self.setAccessibleName("Dossier")
        self.nothing.setText(words)
        self.view.show_rows([], "", "")
        self._show_parts(False)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self.head.recolour()
        self.view.viewport().update()

    def _show_parts(self, some: bool) -> None:
        self.nothing.setVisible(not some)
        self.view.setVisible(some)

    def _fill(self, *, keep: bool) -> None:
        """Put the rows into the lists; `keep` says that they are those of the same subject."""
        if self.dossier is not None:
            self.view.show_rows(self.all_rows(), self.dossier.name, self.dossier.kind, keep=keep)

    def all_rows(self, *, whole: bool = False) -> list[Row]:
        """Everything in one list."""
        assert self.dossier is not None
        return [*self.own_rows(), *mention_rows(self.dossier, self.scope, whole_paragraphs=whole)]

    def own_rows(self) -> list[Row]:
        """The head and what stands below it, without the mentions."""
        assert self.dossier is not None
        return [top_row(self.dossier), *background_rows(self.dossier, self._unfolded)]

    def _unfold(self, part: str) -> None:
        self._unfolded ^= {part}
        self._fill(keep=True)

    def _correct(self, what: str) -> None:
        if self.dossier is not None:
            self.correction_requested.emit(self.dossier.id, what)

    def _ask_for_page(self) -> None:
        if self.dossier is not None:
            self.page_requested.emit(self.dossier.id)

    def _ask_for_export(self) -> None:
        if self.dossier is not None:
            self.export_requested.emit(self.dossier.id)
