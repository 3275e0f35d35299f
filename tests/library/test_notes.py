"""Marks and notes through the library's door: made, changed, taken away, put back, and found in their order."""

from __future__ import annotations

import getpass
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.model import Colour, State
from briefreader.brief.model import Brief
from briefreader.errors import NotFound
from briefreader.library import Library, notes
from briefreader.library.values import Changed
from briefreader.storage.annotations import AnnotationStore
from tests.library.conftest import Opening


def block(brief: Brief, beginning: str) -> str:
    return next(one.id for one in brief.blocks if one.text.startswith(beginning))


def test_a_mark_is_in_the_store_with_all_that_was_said(library: Library, lanes: Brief, reopen: Opening) -> None:
    before = datetime.now(UTC)
    made = library.highlight(
        lanes, [(block(lanes, "Ships carry"), 0, 11)], Colour.RED, note=" Do they? ", tags=["#ask ", "ask", "later"]
    )
    assert made.passage.quote == "Ships carry"
    assert made.passage.edition == lanes.edition
    assert (made.colour, made.note, made.tags, made.state) == (Colour.RED, "Do they?", ("ask", "later"), State.EXACT)
    assert made.author == getpass.getuser()
    assert made.created == made.modified
    assert abs((datetime.fromisoformat(made.created) - before).total_seconds()) < 60
    assert reopen().notes(lanes) == (made,)


def test_a_mark_may_run_over_several_blocks(library: Library, lanes: Brief) -> None:
    first, second = block(lanes, "First,"), block(lanes, "Second,")
    made = library.highlight(lanes, [(first, 30, 90), (second, 0, 7)], Colour.BLUE)
    assert made.passage.quote == "NATO’s ships are few.\nSecond,"


def test_a_quote_is_marked_where_the_brief_says_it_first(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "NATO's ships  are few", Colour.GREEN)
    assert made.passage.quote == "NATO’s ships are few"


@pytest.mark.parametrize("quote", ["", "  ", "Nobody wrote this"])
def test_words_that_are_not_in_the_brief_are_not_marked(library: Library, lanes: Brief, quote: str) -> None:
    with pytest.raises(NotFound):
        library.highlight_quote(lanes, quote, Colour.GREEN)
    with pytest.raises(NotFound):
        library.highlight(lanes, [(block(lanes, "Ships"), 3, 3)], Colour.GREEN)
    assert library.notes(lanes) == ()


def test_notes_come_in_reading_order_and_the_lost_ones_last(library: Library, lanes: Brief) -> None:
    late = library.highlight_quote(lanes, "the price of a guard", Colour.RED)
    early = library.highlight_quote(lanes, "Ships carry", Colour.RED)
    same = library.highlight_quote(lanes, "Ships", Colour.BLUE)
    middle = library.highlight_quote(lanes, "It buys from China", Colour.RED)
    assert [one.id for one in library.notes(lanes)] == [early.id, same.id, middle.id, late.id]
    shorter = replace(lanes, blocks=tuple(one for one in lanes.blocks if not one.text.startswith("Second,")))
    assert [(one.id, one.state) for one in library.notes(shorter)] == [
        (early.id, State.MOVED),
        (same.id, State.MOVED),
        (late.id, State.MOVED),
        (middle.id, State.LOST),
    ]


def test_only_what_is_given_is_revised(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "NATO guards", Colour.RED, note="Why?", tags=["ask"])
    recoloured = library.revise(made, colour=Colour.VIOLET)
    assert (recoloured.colour, recoloured.note, recoloured.tags) == (Colour.VIOLET, "Why?", ("ask",))
    noted = library.revise(made, note=" Because. ")
    assert (noted.colour, noted.note) == (Colour.VIOLET, "Because.")
    emptied = library.revise(made, note="", tags=[])
    assert (emptied.note, emptied.tags) == ("", ())
    assert emptied.modified >= made.modified
    assert emptied.created == made.created
    assert library.notes(lanes) == (emptied,)


def test_a_revision_that_changes_nothing_writes_nothing(
    library: Library, lanes: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = library.highlight_quote(lanes, "NATO guards", Colour.RED, note="Why?")
    monkeypatch.setattr(AnnotationStore, "change", lambda *_: pytest.fail("written"))
    assert library.revise(made, colour=Colour.RED, note="Why? ", tags=()) is made


def test_a_note_that_was_deleted_cannot_be_revised(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "NATO guards", Colour.RED)
    assert library.delete_note(made.id) == made
    with pytest.raises(NotFound):
        library.revise(made, note="Too late.")
    with pytest.raises(NotFound):
        library.delete_note(made.id)
    assert library.notes(lanes) == ()


def test_a_deleted_note_can_be_put_back(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "NATO guards", Colour.RED, note="Why?", tags=["ask"])
    gone = library.delete_note(made.id)
    library.put_back([Changed(None, gone)])
    (back,) = library.notes(lanes)
    assert back == replace(made, modified=back.modified)


def test_a_changed_note_can_be_put_back(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "NATO guards", Colour.RED, note="Why?")
    library.revise(made, colour=Colour.BLUE, note="Other.")
    library.put_back([Changed(None, made)])
    (back,) = library.notes(lanes)
    assert (back.colour, back.note) == (Colour.RED, "Why?")


def test_what_was_not_there_before_is_taken_away_again(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "NATO guards", Colour.RED)
    library.put_back([Changed(made, None), Changed(replace(made, id="never"), None)])
    assert library.notes(lanes) == ()
    assert library.bin_rows() == ()
    library.put_back([Changed(None, made)])
    assert [one.id for one in library.notes(lanes)] == [made.id]


def test_a_note_that_has_moved_keeps_the_passage_that_was_marked(library: Library, lanes: Brief) -> None:
    """So that going back to the edition in which it was marked finds it exactly."""
    made = library.highlight_quote(lanes, "NATO guards the lanes", Colour.RED)
    newer = replace(lanes, blocks=tuple(one for one in lanes.blocks if not one.text.startswith("Ships")))
    (moved,) = library.notes(newer)
    assert moved.state is State.MOVED
    revised = library.revise(moved, note="Still so.")
    assert (revised.passage, revised.state) == (moved.passage, State.MOVED)
    library.put_back([Changed(None, library.note(made.id))])
    (kept,) = library.notes(lanes)
    assert (kept.passage, kept.state, kept.note) == (made.passage, State.EXACT, "Still so.")


@pytest.mark.parametrize("trouble", [OSError, KeyError, ImportError])
def test_a_system_that_does_not_say_who_reads_is_no_hindrance(
    library: Library, lanes: Brief, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    def unknown() -> str:
        raise trouble("nobody")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert library.highlight_quote(lanes, "NATO", Colour.RED).author == ""


@given(st.lists(st.text("# ab\t", max_size=6), max_size=8))
def test_tags_are_plain_words_each_of_them_once(tags: list[str]) -> None:
    clean = notes.clean_tags(tags)
    assert len(set(clean)) == len(clean)
    assert all(tag and tag == tag.strip() and not tag.startswith("#") for tag in clean)
    assert notes.clean_tags(clean) == clean
    assert clean == tuple(dict.fromkeys(one for tag in tags for one in notes.clean_tags([tag])))
    assert all(tag in clean for tag in tags if tag == tag.strip().lstrip("#") != "")
