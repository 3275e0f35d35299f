"""Searches are kept under their names, and queries by when they were asked."""

from __future__ import annotations

from briefreader.storage.database import Database
from briefreader.storage.searches import MOST_ASKED, SavedSearch, SearchStore


def test_a_search_is_kept_under_its_name(database: Database) -> None:
    store = SearchStore(database)
    first = SavedSearch("Doubts", 'in:notes colour:"To check"', {"year": ("2025", "2026")}, "date")
    second = SavedSearch("NATO", "actor:NATO")
    store.save(first)
    store.save(second)
    assert store.saved() == (first, second)
    again = SavedSearch("Doubts", "colour:blue")
    store.save(again)
    assert store.saved() == (again, second)
    store.drop("Doubts")
    store.drop("nobody kept this")
    assert store.saved() == (second,)


def test_a_search_that_cannot_be_read_is_left_out(database: Database) -> None:
    store = SearchStore(database)
    with database.transaction() as connection:
        for name, asked in (("a", "{"), ("b", "[]"), ("c", '{"query": 1, "chosen": {}, "order": "date"}')):
            connection.execute("INSERT INTO searches (name, asked) VALUES (?, ?)", (name, asked))
    store.save(SavedSearch("d", "nato \ud800"))
    assert [one.query for one in store.saved()] == ["nato ?"]


def test_the_queries_asked_last_are_kept_and_no_more(database: Database) -> None:
    store = SearchStore(database)
    for number in range(MOST_ASKED + 10):
        store.remember(f"query {number}", f"2026-01-01T00:00:{number:03}")
    store.remember("query 20", "2026-01-02")
    assert len(store.asked()) == MOST_ASKED
    assert store.asked()[:2] == ("query 20", f"query {MOST_ASKED + 9}")
    store.forget()
    assert store.asked() == ()
