"""Searches that the user keeps, and those that were asked last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefreader.storage import mending
from briefreader.storage.database import Database

MOST_ASKED = 50
"""How many of the queries that were asked are kept."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name: the query, the values of facets that were chosen, and the order of the hits."""

    name: str
    query: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = "relevance"


class SearchStore:
    """The searches of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def saved(self) -> tuple[SavedSearch, ...]:
        """The searches that were kept, in the order in which they were; what cannot be read is left out."""
        rows = self._database.rows("SELECT name, asked FROM searches ORDER BY position")
        return tuple(one for name, asked in rows if (one := _read(name, asked)) is not None)

    def save(self, one: SavedSearch) -> None:
        """Keep a search under its name, in the place of the one that had it."""
        asked = {
            "query": one.query,
            "chosen": {key: list(some) for key, some in one.chosen.items()},
            "order": one.order,
        }
        written = mending.storable(json.dumps(asked, ensure_ascii=False))
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO searches (name, asked) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET asked = excluded.asked",
                (mending.storable(one.name), written),
            )

    def drop(self, name: str) -> None:
        """Keep the search of this name no longer."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM searches WHERE name = ?", (mending.storable(name),))

    def asked(self) -> tuple[str, ...]:
        """The queries that were asked, the latest first."""
        return tuple(query for (query,) in self._database.rows("SELECT query FROM asked ORDER BY moment DESC"))

    def remember(self, query: str, moment: str) -> None:
        """Keep a query as the one that was asked last (`moment` in ISO 8601), and forget the oldest of many."""
        with self._database.transaction() as connection:
            connection.execute("REPLACE INTO asked VALUES (?, ?)", (mending.storable(query), moment))
            connection.execute(
                "DELETE FROM asked WHERE query NOT IN (SELECT query FROM asked ORDER BY moment DESC LIMIT ?)",
                (MOST_ASKED,),
            )

    def forget(self) -> None:
        """Forget what was asked."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM asked")


def _read(name: object, asked: object) -> SavedSearch | None:
    try:
        found = json.loads(mending.words(asked))
        query, chosen, order = found["query"], found["chosen"], found["order"]
        values = {str(key): tuple(map(str, some)) for key, some in dict(chosen).items()}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(query, str) or not isinstance(order, str):
        return None
    return SavedSearch(mending.words(name), query, values, order)
