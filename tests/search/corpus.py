"""What the tests of search put in, and how they read what comes out."""

from __future__ import annotations

from typing import Any

from briefreader.search.index import Entry, SearchIndex


def entry(text: str, *, brief: str = "one", position: int = 0, **more: Any) -> Entry:
    """An entry with what a test does not care about filled in."""
    values: dict[str, Any] = {
        "brief": brief,
        "title": f"Brief {brief}",
        "block": f"b{position + 1}",
        "number": position + 1,
        "section": None,
        "section_title": "",
        "kind": "paragraph",
        "text": text,
        "language": "en",
        "position": position,
    }
    return Entry(**(values | more))


def fill(index: SearchIndex, *texts: str, **more: Any) -> SearchIndex:
    """Put texts into an index as the blocks b1, b2, ... of one brief."""
    entries = [entry(text, position=position, **more) for position, text in enumerate(texts)]
    index.update({"brief:one": entries}, {"brief:one": "1"})
    return index


def found(index: SearchIndex, query: str, **options: Any) -> list[str]:
    """The blocks that a query finds, best first; the total agrees with them."""
    results = index.search(query, **options)
    assert results.total == len(results.hits)
    return [hit.block for hit in results.hits]
