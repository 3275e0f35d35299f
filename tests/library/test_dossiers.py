"""Dossiers and maps say what a plain count of the text says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefreader.annotations.model import Colour
from briefreader.errors import BriefreaderError
from briefreader.library import Library


@pytest.fixture
def library(library: Library) -> Library:
    """A library that knows who its briefs speak of."""
    assert library.bring_up_to_date() == 2
    assert library.bring_up_to_date() == 0
    return library


def test_a_dossier_has_every_mention_in_reading_order(library: Library) -> None:
    brief = library.brief("sea-lanes")
    note = library.highlight_quote(brief, "NATO guards", Colour.RED, note="Is it so?")
    found = library.dossier("nato")
    assert (found.name, found.kind, found.names, found.status) == ("NATO", "organisation", ("the Alliance",), "curated")
    said = [one.text[start:end] for one in found.places for start, end in one.marks]
    assert said == ["NATO", "NATO", "The Alliance", "NATO"]
    assert found.mentions == 4
    assert [one.number for one in found.places] == [2, 4, None]
    assert [one.notes for one in found.places] == [1, 0, 0]
    assert found.places[0].section == ("Why it matters", found.places[0].section[1])
    assert found.places[0].section[1].startswith("First")
    assert [one.id for one in found.notes] == [note.id]
    assert [(one.id, one.count) for one in found.actors] == [("china", 1)]
    assert [(one.id, one.count) for one in found.themes] == [("guard", 2), ("trade", 1)]
    assert [(one.brief, one.count) for one in found.volumes] == [("sea-lanes", 4)]


def test_a_dossier_of_a_theme_counts_paragraphs(library: Library) -> None:
    found = library.dossier("guard")
    assert found.kind == "theme"
    assert [one.number for one in found.places] == [2, 4]
    assert found.volumes[0].count == 2


def test_a_dossier_is_over_one_brief_or_all_by_their_dates(library: Library, text: Path) -> None:
    brief = library.import_file(text).brief
    assert library.bring_up_to_date()
    everywhere = library.dossier("NATO")
    assert [one.brief for one in everywhere.volumes] == [brief.id, "sea-lanes"]
    assert {one.brief for one in everywhere.places} == {brief.id, "sea-lanes"}
    assert [reason.reason for where, reason in everywhere.evidence if where == brief.id]
    alone = library.dossier("nato", brief.id)
    assert {one.brief for one in alone.places} == {brief.id}


def test_actors_by_sections_are_counted_as_in_the_sidebar(library: Library) -> None:
    brief = library.brief("sea-lanes")
    around = library.surroundings(brief)
    grid = library.grid("actors", "sections", "sea-lanes")
    assert [one.name for one in grid.columns] == [one.title for one in around.outline if one.level == 0]
    for actor in around.actors:
        assert [grid.count(actor.id, column.id) for column in grid.columns] == [*actor.sections]
        blocks = [block for column in grid.columns for _, block in _blocks(grid.cells, actor.id, column.id)]
        assert blocks == [*actor.blocks]
    assert [one.id for one in grid.rows] == ["eu", "nato", "china"]
    assert [one.id for one in grid.sorted_by("count").rows] == ["nato", "china", "eu"]
    assert [one.id for one in grid.sorted_by("name").rows] == ["china", "eu", "nato"]
    assert [one.id for one in grid.only(["eu"]).rows] == ["eu"]
    assert grid.most == max(max(one.sections) for one in around.actors)


def _blocks(cells: object, row: str, column: str) -> tuple[tuple[str, str], ...]:
    assert isinstance(cells, dict)
    return cells[row, column].blocks if (row, column) in cells else ()


def test_themes_by_sections_count_paragraphs(library: Library) -> None:
    around = library.surroundings(library.brief("sea-lanes"))
    grid = library.grid("themes", "sections", "sea-lanes")
    assert {one.id: [grid.count(one.id, column.id) for column in grid.columns] for one in grid.rows} == {
        one.id: [*one.sections] for one in around.themes
    }


def test_briefs_as_columns_stand_by_their_dates(library: Library, text: Path) -> None:
    brief = library.import_file(text).brief
    library.bring_up_to_date()
    grid = library.grid("actors", "briefs")
    assert [one.id for one in grid.columns] == ["handbook", brief.id, "sea-lanes"]
    assert grid.count("nato", "sea-lanes") == 4
    assert grid.count("nato", brief.id) == 1
    assert grid.total("nato") == 5


def test_actors_by_themes_count_paragraphs_with_both(library: Library) -> None:
    brief = library.brief("sea-lanes")
    around = library.surroundings(brief)
    grid = library.grid("actors", "themes")
    for actor in around.actors:
        for theme in around.themes:
            both = set(actor.blocks) & set(theme.blocks)
            assert grid.count(actor.id, theme.id) == len(both)


def test_who_appears_with_whom_is_a_plain_count(library: Library) -> None:
    brief = library.brief("sea-lanes")
    around = library.surroundings(brief)
    numbered = {one.id for one in brief.blocks if one.number is not None}
    wanted: Counter[frozenset[str]] = Counter()
    for one in around.actors:
        for other in around.actors:
            if one.id < other.id:
                together = set(one.blocks) & set(other.blocks) & numbered
                wanted[frozenset((one.id, other.id))] += len(together)
    circle = library.circle()
    assert {frozenset((one.one, one.other)): one.count for one in circle.pairs} == {
        pair: count for pair, count in wanted.items() if count
    }
    assert [one.count for one in circle.pairs] == sorted((one.count for one in circle.pairs), reverse=True)


@pytest.mark.parametrize(
    ("rows", "columns", "brief", "words"),
    [
        ("themes", "themes", None, "no map of themes by themes"),
        ("planets", "sections", "sea-lanes", "no map of planets"),
        ("actors", "sections", None, "Sections are those of one brief"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(
    library: Library, rows: str, columns: str, brief: str | None, words: str
) -> None:
    with pytest.raises(BriefreaderError, match=words):
        library.grid(rows, columns, brief)


def test_hidden_and_merged_actors_are_not_in_maps(library: Library) -> None:
    library.hide_subject("nato")
    library.merge_subjects("china", "eu")
    grid = library.grid("actors", "briefs")
    assert [one.id for one in grid.rows] == ["eu"]
    assert {line.id for line, _ in library.circle().actors} == {"eu"}
