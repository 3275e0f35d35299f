"""Queries that the user need not type: what one can go on with, those asked before, and those that are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from briefreader.brief.folding import fold
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.panels.facets import choice_words
from briefreader.ui.panels.results import ORDERS, ResultsPanel
from briefreader.ui.search_field import SearchField
from briefreader.ui.searching import Searching
from briefreader.ui.sidebar.sidebar import Sidebar

if TYPE_CHECKING:
    from briefreader.search.completion import Completion
    from briefreader.storage.searches import SavedSearch

_LEAST = 3
"""Letters of a query that is worth remembering."""


class Queries(QObject):
    """Offers ways to go on below the search field, and looks after the searches in the sidebar."""

    trouble = Signal(str)

    def __init__(
        self,
        library: Library,
        searching: Searching,
        field: SearchField,
        results: ResultsPanel,
        sidebar: Sidebar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._searching = library, searching
        self._field, self._results, self._sidebar, self._window = field, results, sidebar, window
        self._saved: tuple[SavedSearch, ...] = ()
        field.changed.connect(self._offer)
        field.history_wanted.connect(self._show_history)
        searching.meant.connect(self._remember)
        searching.answered.connect(self._show_star)
        results.save_toggled.connect(self._save)
        sidebar.searches.search_chosen.connect(self._run)
        sidebar.searches.search_dropped.connect(self.drop)
        sidebar.searches.rename_requested.connect(self._ask_name)
        self.show_searches()

    # Ways to go on

    def _offer(self) -> None:
        from briefreader.search.completion import completions

        text, caret = self._field.field.text(), self._field.caret()
        ways = completions(text, caret, self._searching.values()) if text else ()
        listed = text.strip() == "?"
        # Names of fields are offered beside a word that may be meant as one: the keys are still those of the results.
        walked = listed or not all(way.insert.endswith(":") for way in ways)
        words = "What can be asked" if listed else "Values" if walked else "Fields"
        if walked and not listed:
            ways = tuple(sorted(ways, key=lambda way: not _is_said(way, text)))
        if len(ways) == 1 and _is_said(ways[0], text):
            ways = ()
        self._field.offer(ways, words, walked=walked)

    def _show_history(self) -> None:
        from briefreader.search.completion import Completion

        asked = [Completion(0, 0, query, query) for query in self._library.asked()]
        self._field.offer(asked, "Asked before", walked=True)

    def _remember(self, query: str) -> None:
        if len(query) >= _LEAST:
            # Where the store takes nothing, the user was told so already; a query is not worth telling it again.
            with suppress(BriefreaderError):
                self._library.remember_asked(query)

    # Searches that are kept

    def show_searches(self) -> None:
        """Show the searches that are kept as the store has them now."""
        self._saved = self._library.saved_searches()
        self._sidebar.show_searches([one.name for one in self._saved])
        self._show_star()

    def _show_star(self) -> None:
        self._results.show_saved(self._kept() is not None)

    def _kept(self) -> SavedSearch | None:
        """The kept search that is the one in the field."""
        now = self._searching
        asked = now.query, now.order, _sets(now.chosen)
        return next((one for one in self._saved if (one.query, one.order, _sets(one.chosen)) == asked), None)

    def _save(self, wanted: bool) -> None:
        from briefreader.storage.searches import SavedSearch

        kept, now = self._kept(), self._searching
        if wanted:
            self._attempt(
                lambda: self._library.save_search(SavedSearch(self._name(), now.query, now.chosen, now.order))
            )
        elif kept is not None:
            self.drop(kept.name)

    def _name(self) -> str:
        """A name for the search in the field: its words, what it is narrowed down to, and an unusual order."""
        now = self._searching
        parts = [now.query]
        for facet in now.results.facets if now.results is not None else ():
            parts += [choice_words(facet.field, one, short=True) for one in facet.choices if one.chosen]
        if now.order != "relevance":
            parts.append(ORDERS[now.order].lower())
        return " · ".join(parts)

    def _run(self, name: str) -> None:
        one = next((one for one in self._saved if one.name == name), None)
        if one is not None:
            self._searching.ask(one.query, one.chosen, one.order)
            self._field.field.setFocus()

    def drop(self, name: str) -> None:
        """Keep a search no longer."""
        self._attempt(lambda: self._library.drop_search(name))

    def _ask_name(self, name: str) -> None:
        words, given = QInputDialog.getText(self._window, "Rename this search", "Name", text=name)
        if given and " ".join(words.split()) not in ("", name):
            self.rename(name, " ".join(words.split()))

    def rename(self, name: str, words: str) -> None:
        """Keep a search under another name, in the place of the one that has it."""
        from dataclasses import replace

        one = next((one for one in self._saved if one.name == name), None)
        if one is not None and self._attempt(lambda: self._library.save_search(replace(one, name=words))):
            self.drop(name)

    def _attempt(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            self._show_star()
            return False
        self.show_searches()
        return True


def _is_said(way: Completion, text: str) -> bool:
    """Whether a query says already what it could go on with."""
    return fold(text[way.start : way.end]).strip() == fold(way.insert).strip()


def _sets(chosen: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {field: frozenset(values) for field, values in chosen.items()}
