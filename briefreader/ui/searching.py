"""Searching everywhere: keystroke, short pause, a job with a number; answers that come too late are dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.found import Found
from briefreader.ui.indexing import Indexing
from briefreader.ui.jobs import Lane
from briefreader.ui.panels.results import FORMATS, NOTHING_ASKED, ORDERS
from briefreader.ui.panels.side_panel import SidePanel
from briefreader.ui.reading import Reading
from briefreader.ui.saving import ask_where
from briefreader.ui.search_field import SearchField
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.search.completion import Values
    from briefreader.search.entries import Hit, Results
    from briefreader.search.index import Wanted
    from briefreader.search.names import Names

PAUSE = 25
LEAST = 2
# So many hits at first, which is more than a screen has room for; more come with scrolling.
_FEW, _MORE = 20, 200


class Searching(QObject):
    """The search field and its results: what is asked for, in which order, and how it is narrowed down.

    `meant` carries a query that the user meant: they pressed Enter, or chose one of its hits.
    """

    trouble = Signal(str)
    results_wanted = Signal()
    left = Signal()
    answered = Signal()
    meant = Signal(str)
    exported = Signal(object)
    pause = PAUSE

    def __init__(
        self,
        library: Library,
        reading: Reading,
        found: Found,
        field: SearchField,
        panel: SidePanel,
        lane: Lane,
        indexing: Indexing,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._found = library, reading, found
        self._field, self._panel, self._lane, self._indexing = field, panel, lane, indexing
        self._settings, self._status, self._window = settings, status, window
        self._number = 0
        self._limit = _FEW
        self._mended = self._awaiting = False
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._order = "relevance"
        self._results: Results | None = None
        self._names: Names | None = None
        self._values: Values | None = None
        self._pausing = QTimer(self)
        self._pausing.setSingleShot(True)
        self._pausing.setInterval(PAUSE)
        self._pausing.timeout.connect(self._ask)
        self._connect()

    def _connect(self) -> None:
        field, results = self._field, self._panel.results
        field.field.textChanged.connect(self._typed)
        field.step_requested.connect(results.step)
        field.entered.connect(self._enter)
        field.left.connect(self.leave)
        results.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        results.hit_previewed.connect(self._preview)
        results.hit_chosen.connect(self.go_to)
        results.suggestion_chosen.connect(field.field.setText)
        results.subject_chosen.connect(self.show_subject)
        results.facet_toggled.connect(self._toggle)
        results.facets_cleared.connect(self._clear)
        results.order_chosen.connect(self._sort)
        results.export_requested.connect(self._choose_file)
        self._indexing.indexed.connect(self._indexed)

    # What is asked for

    @property
    def query(self) -> str:
        """The query in the field, without spaces at its ends."""
        return self._field.field.text().strip()

    @property
    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The values of facets that the hits are narrowed down to."""
        return dict(self._chosen)

    @property
    def order(self) -> str:
        """How the hits are sorted."""
        return self._order

    @property
    def results(self) -> Results | None:
        """The answer that is shown."""
        return self._results

    def ask(self, query: str, chosen: Mapping[str, Sequence[str]] | None = None, order: str = "relevance") -> None:
        """Ask a query as if it had been typed, with these values of facets, in this order."""
        self._chosen = {field: tuple(values) for field, values in (chosen or {}).items() if values}
        self._order = order if order in ORDERS else "relevance"
        self._panel.results.show_order(self._order)
        self._field.field.setText(query)
        self._ask_anew()

    def show_subject(self, subject: str) -> None:
        """Mark an actor or theme in the page that is open, or search for it where that does not mention it."""
        if self._reading.presence(subject) is not None:
            self._reading.show_subject(subject)
            self._reading.step_mention(1)
            return
        known = self._known().known.get(subject)
        if known is not None:
            name = known.name.replace('"', "")
            self.ask(f'{known.field}:"{name}" ')

    def _typed(self) -> None:
        self._limit = _FEW
        self._pausing.start()

    def _ask_anew(self) -> None:
        self._limit = _FEW
        self._ask()

    def _ask(self) -> None:
        self._pausing.stop()
        query = self.query
        self._number += 1
        if len(query) < LEAST:
            self._results = None
            self._field.show_count("")
            self._panel.count_results(0)
            self._panel.results.message(NOTHING_ASKED)
            self._found.show(None)
            return
        self._lane.run(
            self._job(limit=self._limit, facets=True),
            partial(self._answer, self._number),
            partial(self._refused, self._number),
        )

    def _job(self, *, limit: int | None, facets: bool) -> Callable[[], Results]:
        wanted: Wanted = {"chosen": self.chosen, "order": self._order, "limit": limit, "some": True, "facets": facets}
        # A space at the end says that the last word is whole.
        query = self._field.field.text().lstrip()
        return partial(self._library.search, query, names=self._known(), **wanted)

    def _known(self) -> Names:
        if self._names is None:
            self._names = self._library.names_known()
        return self._names

    def values(self) -> Values:
        """What the fields of a query can have."""
        if self._values is None:
            self._values = self._library.values_known(self._known())
        return self._values

    def forget_names(self) -> None:
        """Read the names of actors and themes anew when they are needed next: the registry or the index has changed."""
        self._names = self._values = None

    def _toggle(self, field: str, value: str) -> None:
        now = list(self._chosen.get(field, ()))
        if value in now:
            now.remove(value)
        else:
            now.append(value)
        self._chosen = {name: some for name, some in {**self._chosen, field: tuple(now)}.items() if some}
        self._ask_anew()

    def _clear(self) -> None:
        self._chosen = {}
        self._ask_anew()

    def _sort(self, order: str) -> None:
        self._order = order
        self._ask_anew()

    # Answers

    def _answer(self, number: int, results: Results) -> None:
        if number != self._number:
            return
        self._mended = False
        # While the list changes, nobody is at its end.
        self._results = None
        self._panel.results.show_results(results, self._known())
        self._results = results
        self._panel.count_results(results.total)
        self._field.show_count(f"{results.total:,}" if results.total else "none")
        self._found.show(results)
        self.results_wanted.emit()
        self.answered.emit()

    def _refused(self, number: int, error: BriefreaderError) -> None:
        if number != self._number:
            return
        if self._mended:
            # It was made anew already, and still fails: the user has to know why.
            self._panel.results.message(str(error))
            self.results_wanted.emit()
            self.answered.emit()
            return
        self._mended = self._awaiting = True
        self._panel.results.message("The index is being made anew…")
        self.results_wanted.emit()
        self._lane.run(self._library.index.rebuild, self._rebuilt, partial(self._refused, number))

    def _rebuilt(self, _done: object) -> None:
        self._indexing.keep_index()

    def _indexed(self) -> None:
        self.forget_names()
        if self._awaiting:
            self._awaiting = False
            self._ask()

    def _scrolled(self, value: int) -> None:
        results = self._results
        at_end = value >= self._panel.results.view.verticalScrollBar().maximum() > 0
        if at_end and results is not None and self._limit == _FEW < min(results.total, _MORE):
            self._limit = _MORE
            self._ask()

    # Going

    def _preview(self, hit: Hit) -> None:
        self._found.preview(hit)
        self._count(hit)

    def go_to(self, hit: Hit) -> None:
        """Go to what was found, to read on there."""
        self.meant.emit(self.query)
        self._found.go_to(hit)
        self._count(hit)

    def _count(self, hit: Hit) -> None:
        shown = self._panel.results.hits
        if self._results is not None and hit in shown:
            self._field.show_count(f"{shown.index(hit) + 1} of {self._results.total:,}")

    def _enter(self) -> None:
        self.meant.emit(self.query)
        if self._pausing.isActive():
            self._ask()
        elif not self._panel.results.choose_current():
            self._panel.results.step(1)

    def leave(self) -> None:
        """Leave the field: first the words go, and what they were narrowed down to, then the focus."""
        if self._field.field.text():
            self._chosen = {}
            self._panel.results.facets.forget()
            self._field.field.clear()
            self._ask_anew()
        self.left.emit()

    # Out

    def _choose_file(self, suffix: str) -> None:
        name = "".join(letter if letter.isalnum() else "-" for letter in self.query.lower()).strip("-")[:60]
        named = f"{name or 'results'}{suffix}"
        path = ask_where(self._window, self._settings, "Export results", named, {suffix: FORMATS[suffix]})
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write all hits of the query to a file; its suffix says in what form."""
        self._status.say("Exporting…", stay=True)
        self._lane.run(self._job(limit=None, facets=False), partial(self._write, path), self._not_exported)

    def _write(self, path: Path, results: Results) -> None:
        # On this thread: what the briefs say of themselves comes out of the store.
        try:
            written = self._library.write_results(results, path)
        except BriefreaderError as error:
            self._not_exported(error)
            return
        self._status.say(f"Exported to {written}")
        self.exported.emit(written)

    def _not_exported(self, error: BriefreaderError) -> None:
        self._status.say("")
        self.trouble.emit(str(error))

    def close(self) -> None:
        """Ask nothing any more."""
        self._number += 1
        self._pausing.stop()
