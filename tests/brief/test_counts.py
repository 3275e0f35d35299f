"""What the numbers of a map are in words."""

from __future__ import annotations

from briefreader.brief.counts import (
    cell_words,
    circle_words,
    counted,
    grid_words,
    pair_words,
    row_words,
    total_words,
)
from briefreader.brief.grid import Cell, Circle, Grid, Line, Pair

NATO, EUROPE = Line("nato", "NATO", "organisation"), Line("europe", "Europe", "group")
SHIFT = Line("shift", "Burden shifting", "theme")
SECTION, BRIEF = Line("b1", "Implications", "section"), Line("ironclad", "Ironclad", "brief")


def test_numbers_agree_with_their_nouns() -> None:
    assert counted(1, "mention") == "1 mention"
    assert counted(0, "mention") == "0 mentions"
    assert counted(1234, "paragraph") == "1,234 paragraphs"


def test_a_cell_says_who_where_and_how_often() -> None:
    assert cell_words(NATO, SECTION, 8) == "NATO in Implications: 8 mentions"
    assert cell_words(NATO, BRIEF, 1) == "NATO in Ironclad: 1 mention"
    assert cell_words(SHIFT, SECTION, 2) == "Burden shifting in Implications: 2 paragraphs"
    assert cell_words(NATO, SHIFT, 3) == "NATO with Burden shifting: 3 paragraphs"
    assert cell_words(NATO, SECTION, 0) == "NATO in Implications: no mentions"
    assert cell_words(NATO, SHIFT, 0) == "NATO with Burden shifting: no paragraphs"


def test_rows_and_totals() -> None:
    assert row_words(NATO) == "NATO, organisation"
    assert row_words(Line("x", "X", "")) == "X"
    assert total_words(NATO, 17, (SECTION,)) == "NATO in all: 17 mentions"
    assert total_words(SHIFT, 1, (SECTION,)) == "Burden shifting in all: 1 paragraph"
    # A paragraph on two themes counts for both: there are not so many paragraphs.
    assert total_words(NATO, 1017, (SHIFT,)) == "NATO in all: 1,017"
    assert total_words(NATO, 0, ()) == "NATO in all: 0 mentions"


def test_pairs() -> None:
    pair = Pair("europe", "nato", (("b", "p1"), ("b", "p2")))
    assert pair_words(pair, {"europe": "Europe", "nato": "NATO"}) == "Europe and NATO: together in 2 paragraphs"
    assert pair_words(pair, {}) == "europe and nato: together in 2 paragraphs"


def test_a_grid_in_a_sentence() -> None:
    cells = {("nato", "b1"): Cell(8, ()), ("europe", "b1"): Cell(2, ()), ("gone", "b1"): Cell(99, ())}
    grid = Grid((NATO, EUROPE), (SECTION,), cells)
    assert grid_words(grid) == "2 rows by 1 column. The highest count is NATO in Implications: 8 mentions."
    assert grid_words(Grid((), (SECTION,), {})) == "0 rows by 1 column."


def test_a_circle_in_a_sentence() -> None:
    actors = ((NATO, 3), (EUROPE, 2))
    assert circle_words(Circle(actors, ())) == "2 actors, 0 pairs."
    assert (
        circle_words(Circle(actors, (Pair("europe", "nato", (("b", "p"),)),)))
        == "2 actors, 1 pair. The closest are Europe and NATO: together in 1 paragraph."
    )
