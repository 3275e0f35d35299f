"""Notes in lists: with their brief, in reading order, and with who and what their paragraphs speak of."""

from __future__ import annotations

from dataclasses import replace

from briefreader.annotations.model import Colour, State
from briefreader.brief.model import Brief
from briefreader.brief.registry import Pack
from briefreader.library import Library


def test_a_note_is_listed_with_who_and_what_its_paragraph_speaks_of(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "guards the lanes", Colour.RED)
    listing = library.listing(lanes, library.surroundings(lanes))
    row = listing.row(made)
    assert (row.annotation, row.title) == (made, "Sea Lanes")
    assert "NATO" in row.actors
    assert library.all_rows() == (replace(row, actors=tuple(sorted(row.actors)), themes=tuple(sorted(row.themes))),)


def test_the_notes_on_all_briefs_stand_in_the_order_of_briefs_and_words(library: Library, lanes: Brief) -> None:
    late = library.highlight_quote(lanes, "the price of a guard", Colour.RED)
    early = library.highlight_quote(lanes, "Ships carry", Colour.RED)
    handbook = library.brief("handbook")
    words = next(block for block in handbook.blocks if block.number == 1).text[:12]
    other = library.highlight_quote(handbook, words, Colour.BLUE)
    rows = sorted(library.all_rows(), key=lambda row: row.place)
    order = [brief.id for brief in library.summaries()]
    expected = {"sea-lanes": [early.id, late.id], "handbook": [other.id]}
    assert [row.annotation.id for row in rows] == [id for brief in order for id in expected.get(brief, [])]
    listing = library.listing(lanes, library.surroundings(lanes))
    assert {row.place for row in rows if row.annotation.brief == lanes.id} == {
        listing.row(one).place for one in library.notes(lanes)
    }


def test_a_note_whose_words_changed_is_listed_with_both_wordings(library: Library, lanes: Brief) -> None:
    own = library.keep(Pack(replace(lanes, id="own", metadata=replace(lanes.metadata, title="Own Lanes")))).brief
    made = library.highlight_quote(own, "NATO guards the lanes", Colour.RED)
    blocks = tuple(replace(one, text=one.text.replace("guards the", "never guards the")) for one in own.blocks)
    outcome = library.keep(Pack(replace(own, blocks=blocks)))
    assert outcome.former == own.edition
    (row,) = library.all_rows()
    assert row.annotation.id == made.id
    assert (row.annotation.state, row.annotation.reason) == (State.CHANGED, "a negation")
    assert row.annotation.was is not None
    assert row.annotation.was.quote == "NATO guards the lanes"
    assert row.annotation.passage.quote == "NATO never guards the lanes"


def test_what_lies_in_the_bin_is_listed_there_and_nowhere_else(library: Library, lanes: Brief) -> None:
    made = library.highlight_quote(lanes, "guards the lanes", Colour.RED, note="Who?")
    library.delete_note(made.id)
    assert library.all_rows() == ()
    (row,) = library.bin_rows()
    assert (row.annotation.id, row.annotation.note, row.title) == (made.id, "Who?", "Sea Lanes")
    assert row.annotation.deleted
