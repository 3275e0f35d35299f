"""Comparing: two editions of a brief side by side, and the notes whose place in the newer one has to be confirmed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.jobs import Lane
from briefreader.ui.marking import Marking
from briefreader.ui.noting import Noting
from briefreader.ui.reading import Reading
from briefreader.ui.saving import ask_where
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.brief.comparison import Comparison
    from briefreader.ui.editions.page import EditionsPage


class Comparing(QObject):
    """The page of editions, made when it is first asked for."""

    trouble = Signal(str)
    shown = Signal(object)
    closed = Signal()

    def __init__(
        self,
        library: Library,
        reading: Reading,
        marking: Marking,
        noting: Noting,
        lane: Lane,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._marking, self._noting = library, reading, marking, noting
        self._lane, self._settings, self._status, self._window = lane, settings, status, window
        self.page: EditionsPage | None = None
        self._comparison: Comparison | None = None
        self._brief = ""

    def open(self) -> None:
        """Compare the edition that is read with the one before it."""
        brief = self._reading.brief
        if brief is None:
            self._status.say("Open a brief to compare its editions.")
            return
        names = [one.name for one in self._library.editions(brief.id)]
        if len(names) < 2:
            self._status.say("There is only one edition of this brief: open a changed file of it, and compare them.")
            return
        at = names.index(brief.edition) if brief.edition in names else len(names) - 1
        self._brief = brief.id
        at = max(at, 1)  # the first one has none before it: what came after it is shown beside it
        self.compare(names[at - 1], names[at])

    def compare(self, old: str, new: str) -> None:
        """Compare two editions, away from the window, and show them."""
        from briefreader.brief.comparison import compare

        self._status.say("Comparing…", stay=True)
        try:
            editions = [self._library.brief(self._brief, name) for name in (old, new)]
        except BriefreaderError as error:
            self._failed(error)
            return
        self._lane.run(partial(compare, *editions), self._show, self._failed)

    def _failed(self, error: BriefreaderError) -> None:
        self._status.say("")
        self.trouble.emit(str(error))

    def _show(self, found: Comparison) -> None:
        self._status.say("")
        self._comparison = found
        if self.page is None:
            self.page = self._made()
        editions = self._library.editions(self._brief)
        self.page.show_comparison(found.new.metadata.title, found, editions, found.old.edition, found.new.edition)
        self._show_review()
        self.shown.emit(self.page)
        self.page.setFocus()

    def _made(self) -> EditionsPage:
        from briefreader.ui.editions.page import EditionsPage

        page = EditionsPage()
        page.edition_pair_chosen.connect(self.compare)
        page.settle_requested.connect(self._settle)
        page.passage_requested.connect(self._read)
        page.edition_wanted.connect(self._read_edition)
        page.export_requested.connect(self.export)
        page.closed.connect(self.closed)
        self._marking.changed.connect(self._show_review)
        return page

    def _show_review(self) -> None:
        if self.page is None or self._comparison is None:
            return
        notes = self._library.notes(self._comparison.new)
        carried = {state: sum(one.state is state for one in notes) for state in {one.state for one in notes}}
        self.page.show_review(self._library.review(self._comparison.new, notes), carried)

    def _settle(self, annotation_id: str, how: str) -> None:
        found = self._comparison
        if found is None:
            return
        if how in ("keep", "detach"):
            words = "keep a note here" if how == "keep" else "detach a note"
            self._marking.apply(words, lambda: [self._library.settle(found.new, annotation_id, how)])
            return
        self._read_edition(found.new.edition)
        if how == "attach":
            self._noting.settle(annotation_id, "attach")
        else:
            self._marking.go_to(annotation_id)
            self._noting.edit(annotation_id)

    def _read(self, block: str, start: int) -> None:
        if self._comparison is not None:
            self._read_edition(self._comparison.new.edition)
            self._reading.go_to_block(block, start)

    def _read_edition(self, edition: str) -> None:
        """Show an edition in the page from now on."""
        try:
            brief = self._reading.brief
            if brief is None or (brief.id, brief.edition) != (self._brief, edition):
                self._library.show_edition(self._brief, edition)
                self._reading.open(self._brief)
        except BriefreaderError as error:
            self._failed(error)
            return
        self.closed.emit()

    def export(self) -> None:
        """Write the comparison to a file that the user names."""
        name = f"{self._brief}-editions.md"
        path = ask_where(self._window, self._settings, "Export the comparison", name, {".md": "Markdown"})
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the comparison that is shown as Markdown."""
        found = self._comparison
        if found is not None:
            by_name = {one.name: one for one in self._library.editions(self._brief)}
            old, new = by_name[found.old.edition], by_name[found.new.edition]
            self._lane.run(
                partial(self._library.write_comparison, found, old, new, path),
                lambda written: self._status.say(f"Exported to {written}"),
                self._failed,
            )
