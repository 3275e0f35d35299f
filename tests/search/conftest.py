"""An index to search. The tests of this folder need nothing but pytest, hypothesis and Whoosh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefreader.search.index import SearchIndex


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """An index whose folder does not exist yet."""
    made = SearchIndex(tmp_path / "cache" / "index")
    yield made
    made.close()
