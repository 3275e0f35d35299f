"""What the tests of the window share: the style in force, and values to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView, QApplication

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.model import Metadata
from briefreader.brief.outline import OutlineEntry
from briefreader.library.values import Presence
from briefreader.search.index import Hit, Results
from briefreader.storage.briefs import BriefSummary
from briefreader.ui import style


@pytest.fixture(scope="session", autouse=True)
def reading_face(qapp: QApplication) -> None:
    style.load_reading_face()


@pytest.fixture(autouse=True)
def scheme(qapp: QApplication) -> Iterator[str]:
    """The light scheme, put back after tests that choose another."""
    style.apply(qapp, "light")
    style.apply_sheet()
    yield "light"
    # What a test has closed would wait for its end in an event loop that no test runs, and be styled anew until then.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    style.apply(qapp, "light")


@pytest.fixture
def note() -> Callable[..., Annotation]:
    """Makes an annotation of one block for each quote."""

    def make(
        name: str = "n1",
        *quotes: str,
        colour: Colour = Colour.YELLOW,
        note: str = "",
        tags: tuple[str, ...] = (),
        number: int | None = 38,
        state: State = State.EXACT,
        modified: str = "2026-01-12T09:41:07.123Z",
    ) -> Annotation:
        targets = tuple(
            Target(f"b{at}", None if number is None else number + at, 0, len(quote), quote)
            for at, quote in enumerate(quotes or ("The guarantee is not what it was.",))
        )
        return Annotation(name, "brief", Passage("e", targets), colour, note, tags, "", modified, modified, state)

    return make


@pytest.fixture
def entry() -> Callable[..., OutlineEntry]:
    def make(title: str, first: int, last: int, level: int = 0) -> OutlineEntry:
        kind: Any = "point" if level else "section"
        return OutlineEntry(title, f"b{first}", first, last, level, kind, last - first)

    return make


@pytest.fixture
def presence() -> Callable[..., Presence]:
    def make(name: str, count: int = 3, sections: tuple[int, ...] = (1, 2), **more: Any) -> Presence:
        values: dict[str, Any] = {
            "id": name.lower(),
            "name": name,
            "kind": "organisation",
            "description": "",
            "status": "curated",
            "names": (),
            "count": count,
            "blocks": ("b1",),
            "sections": sections,
        }
        return Presence(**(values | more))

    return make


@pytest.fixture
def hit() -> Callable[..., Hit]:
    def make(brief: str, block: str, snippet: str = "what the treaty asks", **more: Any) -> Hit:
        values: dict[str, Any] = {
            "brief": brief,
            "title": f"Title of {brief}",
            "block": block,
            "number": 7,
            "section": "s1",
            "section_title": "Obligations",
            "kind": "paragraph",
            "score": 1.0,
            "snippet": snippet,
            "marks": ((9, 15),),
            "words": ("treaty",),
            "note": None,
        }
        return Hit(**(values | more))

    return make


@pytest.fixture
def results() -> Callable[..., Results]:
    def make(*hits: Hit, **more: Any) -> Results:
        values: dict[str, Any] = {
            "query": "treaty",
            "total": len(hits),
            "took_ms": 12.4,
            "suggestion": None,
            "hits": hits,
        }
        return Results(**(values | more))

    return make


@pytest.fixture
def summary() -> Callable[..., BriefSummary]:
    def make(name: str, title: str = "", **more: Any) -> BriefSummary:
        about = {key: more.pop(key) for key in ("authors", "publisher", "date", "language", "adapted") if key in more}
        values: dict[str, Any] = {
            "id": name,
            "metadata": Metadata(title or name.capitalize(), **about),
            "edition": "e",
            "words": 2200,
            "annotations": 0,
            "paragraphs": 20,
            "shipped": False,
            "opened": "",
            "place_block": None,
            "place_number": None,
        }
        return BriefSummary(**(values | more))

    return make


@pytest.fixture
def middle() -> Callable[[QAbstractItemView, int], QPoint]:
    """The middle of a row, to click on."""

    def find(view: QAbstractItemView, row: int) -> QPoint:
        index: QModelIndex = view.model().index(row, 0)
        return view.visualRect(index).center()

    return find
