"""Editions are found by what a user calls them, and notes go with the one that is shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.comparison import Change
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.errors import BriefreaderError, NotFound
from briefreader.library import Library, editions, records

OPEN = "The harbour has been open to every ship since the treaty of 1922 was signed by all."
GRAIN = "Grain leaves by rail in winter, when the river is frozen from one bank to the other."
TOLLS = "Tolls are paid by weight and not by length, whatever the captains may say of it."
GUARD = "The guard is relieved at dawn by men from the upper town, who bring their own bread."


def port(*texts: str, date: str = "2026-01") -> Brief:
    blocks = (Block(f"b{at}", BlockKind.PARAGRAPH, text, number=at) for at, text in enumerate(texts, start=1))
    return Brief("port", Metadata("The Port", ("Ada Marsh",), date=date), tuple(blocks))


@pytest.fixture
def old(library: Library) -> Brief:
    return library.briefs.save(port(OPEN, GRAIN, TOLLS, GUARD))[0]


@pytest.fixture
def new(library: Library, old: Brief) -> Brief:
    return library.briefs.save(port(GUARD, OPEN.replace("1922", "1932"), GRAIN, date="2026-02-03"))[0]


@pytest.fixture
def notes(library: Library, old: Brief) -> list[Annotation]:
    return [library.highlight(old, [(block.id, 0, len(block.text))], Colour.RED) for block in old.blocks]


def test_an_edition_is_found_by_number_name_date_or_word(library: Library, old: Brief, new: Brief) -> None:
    meant = {
        old: ["1", " First ", old.edition, old.edition[:8], old.edition[:8].upper(), "2026-01"],
        new: ["2", "last", "SHOWN", new.edition, new.edition[:8], "2026-02", "2026-02-03"],
    }
    for brief, calls in meant.items():
        for words in calls:
            assert editions.edition_named(library.briefs, "port", words).name == brief.edition


def test_the_exact_date_is_preferred_to_the_beginning_of_another(library: Library, old: Brief) -> None:
    later, _ = library.briefs.save(port(OPEN, date="2026-01-15"))
    assert editions.edition_named(library.briefs, "port", "2026-01").name == old.edition
    assert editions.edition_named(library.briefs, "port", "2026-01-1").name == later.edition


def test_words_that_fit_several_editions_name_those(library: Library, old: Brief, new: Brief) -> None:
    library.briefs.save(port(TOLLS, date="1999"))
    with pytest.raises(BriefreaderError) as raised:
        editions.edition_named(library.briefs, "port", "2026")
    assert not isinstance(raised.value, NotFound)
    assert f"1 ({old.edition[:12]}, 2026-01), 2 ({new.edition[:12]}, 2026-02-03); give" in str(raised.value)


@pytest.mark.parametrize("words", ["3", "0", "", "  ", "2027", "ffff", "the other one"])
def test_words_that_fit_no_edition_are_answered_with_what_there_is(
    library: Library, old: Brief, new: Brief, words: str
) -> None:
    with pytest.raises(NotFound) as raised:
        editions.edition_named(library.briefs, "port", words)
    there = f"1 ({old.edition[:12]}, 2026-01), 2 ({new.edition[:12]}, 2026-02-03, shown)"
    assert str(raised.value) == f"“port” has no edition “{words}”; there is {there}."
    with pytest.raises(NotFound, match="not in the library"):
        editions.edition_named(library.briefs, "rail", words)


def test_the_notes_are_found_again_in_the_new_edition(
    library: Library, notes: list[Annotation], old: Brief, new: Brief
) -> None:
    assert editions.carry_over(library.briefs, library.annotations, new) == {
        State.EXACT: 0,
        State.MOVED: 2,
        State.CHANGED: 1,
        State.LOST: 1,
    }
    kept = [library.annotations.get(note.id) for note in notes]
    assert [note.state for note in kept] == [State.CHANGED, State.MOVED, State.LOST, State.MOVED]
    assert [replace(note, state=State.EXACT) for note in kept] == notes


def test_going_back_shows_the_notes_as_they_were(
    library: Library, notes: list[Annotation], old: Brief, new: Brief
) -> None:
    editions.carry_over(library.briefs, library.annotations, new)
    back = editions.show(library.database, library.briefs, library.annotations, "port", old.edition)
    assert back == old == library.brief("port")
    assert library.annotations.of_brief("port") == tuple(notes)
    assert library.notes(back) == tuple(notes)
    assert editions.show(library.database, library.briefs, library.annotations, "port", new.edition) == new
    assert [note.state for note in library.annotations.of_brief("port")].count(State.MOVED) == 2


def test_an_edition_that_cannot_be_shown_changes_nothing(
    library: Library, notes: list[Annotation], old: Brief, new: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound):
        editions.show(library.database, library.briefs, library.annotations, "port", "0123")

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(library.annotations), "keep_states", broken)
    with pytest.raises(RuntimeError):
        editions.show(library.database, library.briefs, library.annotations, "port", old.edition)
    assert library.brief("port") == new


def test_what_has_to_be_looked_at_is_what_changed_and_then_what_is_lost(
    library: Library, notes: list[Annotation], new: Brief
) -> None:
    changed, _, lost, _ = notes
    assert [note.id for note in editions.review(new, library.notes(new))] == [changed.id, lost.id]
    assert editions.review(new, ()) == ()


def test_two_editions_compare_by_their_names(library: Library, old: Brief, new: Brief) -> None:
    found = editions.compare(library.briefs, "port", old.edition, new.edition)
    assert (found.old, found.new) == (old, new)
    assert (found.counts[Change.CHANGED], found.counts[Change.MOVED], found.counts[Change.DELETED]) == (1, 1, 1)
    with pytest.raises(NotFound):
        editions.compare(library.briefs, "port", old.edition, "0123")


def test_a_comparison_as_a_record_tells_each_change_once(library: Library, old: Brief, new: Brief) -> None:
    first, second = library.briefs.editions("port")
    record = records.comparison(editions.compare(library.briefs, "port", old.edition, new.edition), first, second)
    assert json.loads(json.dumps(record)) == record
    assert {key: record[key] for key in ("brief", "title", "counts")} == {
        "brief": "port",
        "title": "The Port",
        "counts": {"same": 1, "changed": 1, "added": 0, "deleted": 1, "moved": 1},
    }
    assert record["old"] == {
        "edition": old.edition,
        "title": "The Port",
        "date": "2026-01",
        "added": first.added,
        "words": old.words,
        "paragraphs": 4,
        "shown": False,
    }
    assert record["new"] == records.edition(second)
    told = [
        (change["change"], *(side and side["number"] for side in (change["old"], change["new"])))
        for change in record["changes"]
    ]
    assert sorted(told) == [("changed", 1, 2), ("deleted", 3, None), ("moved", 4, 1)]
    [changed] = [change for change in record["changes"] if change["change"] == "changed"]
    assert changed["old"] == {"block": "b1", "number": 1, "text": OPEN}
    assert changed["pieces"] == [
        ["same", "The harbour has been open to every ship since the treaty of "],
        ["deleted", "1922"],
        ["added", "1932"],
        ["same", " was signed by all."],
    ]
