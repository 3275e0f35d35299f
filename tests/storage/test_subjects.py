"""Actors and themes are the library's; mentions are an edition's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.brief.registry import Actor, Mention, Theme
from briefreader.errors import NotFound
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from tests.storage.conftest import Opening
from tests.storage.samples import brief_of

NATO = Actor("nato", "NATO", "organisation", ("the Alliance", "North Atlantic Treaty Organization"), "An alliance.")
COST = Theme("cost", "Cost", ("spend*", "budget"), "What it costs.", paragraphs=(("a", (3, 1, 2)), ("b", (7,))))


@pytest.fixture
def briefs(database: Database) -> BriefStore:
    return BriefStore(database)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LISTS = st.lists(NAMES, max_size=3).map(tuple)
ACTORS = st.builds(Actor, NAMES, NAMES, NAMES, LISTS, NAMES, NAMES)
PARAGRAPHS = st.dictionaries(NAMES, st.lists(st.integers(1, 99), min_size=1, max_size=3).map(tuple), max_size=2)
THEMES = st.builds(Theme, NAMES, NAMES, LISTS, NAMES, NAMES, PARAGRAPHS.map(lambda it: tuple(sorted(it.items()))))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    actors=st.lists(ACTORS, max_size=4, unique_by=lambda it: it.id),
    themes=st.lists(THEMES, max_size=4, unique_by=lambda it: it.id),
)
def test_subjects_come_back_as_they_were_saved(
    database: Database, briefs: BriefStore, actors: list[Actor], themes: list[Theme]
) -> None:
    with database.transaction() as connection:
        connection.execute("DELETE FROM actors")
        connection.execute("DELETE FROM themes")
    briefs.save_subjects(actors, themes)
    assert briefs.actors() == tuple(actors)
    assert {theme.id: theme for theme in briefs.themes()} == {theme.id: theme for theme in themes}
    assert [theme.id for theme in briefs.themes()] == [theme.id for theme in themes]


def test_a_subject_saved_again_is_replaced_in_its_place(briefs: BriefStore) -> None:
    briefs.save_subjects([NATO, replace(NATO, id="eu", name="EU")], [COST, replace(COST, id="risk")])
    changed = replace(NATO, aliases=("the Alliance",), description="Changed.")
    briefs.save_subjects([changed], [replace(COST, terms=("budget",))])
    assert briefs.actors()[0] == changed
    assert [actor.id for actor in briefs.actors()] == ["nato", "eu"]
    assert [theme.terms for theme in briefs.themes()] == [("budget",), COST.terms]


def test_the_paragraphs_of_other_briefs_stay(briefs: BriefStore) -> None:
    briefs.save_subjects([], [COST])
    briefs.save_subjects([], [replace(COST, paragraphs=(("b", (8, 9)), ("c", (1,))))])
    assert briefs.themes()[0].paragraphs == (("a", (3, 1, 2)), ("b", (8, 9)), ("c", (1,)))


def test_a_suggestion_leaves_what_was_settled(briefs: BriefStore) -> None:
    settled = [NATO, replace(NATO, id="eu", status="confirmed"), replace(NATO, id="un", status="suggested")]
    briefs.save_subjects(settled, [COST])
    suggested = [replace(actor, name="Other", aliases=(), status="suggested") for actor in settled]
    briefs.save_subjects(suggested, [replace(COST, terms=("x",), paragraphs=(("a", (9,)),), status="suggested")])
    assert briefs.actors() == (settled[0], settled[1], suggested[2])
    assert briefs.themes() == (COST,)


def test_mentions_come_back_in_their_order_with_the_registry(briefs: BriefStore) -> None:
    brief, _ = briefs.save(brief_of("One."))
    assert briefs.mentions(brief.id, brief.edition) == ()
    assert briefs.mentions_registry(brief.id, brief.edition) == ""
    found = [Mention("nato", "b1", 0, 3), Mention("cost", "b1", 1, 2), Mention("nato", "b1", 0, 3)]
    briefs.save_mentions(brief.id, brief.edition, found, "r1")
    briefs.save_mentions(brief.id, brief.edition, found[:2], "r2")
    assert briefs.mentions(brief.id, brief.edition) == tuple(found[:2])
    assert briefs.mentions_registry(brief.id, brief.edition) == "r2"


def test_mentions_of_an_edition_that_is_not_there_are_refused(briefs: BriefStore) -> None:
    with pytest.raises(NotFound):
        briefs.save_mentions("rail", "e1", [], "r1")
    with pytest.raises(NotFound):
        briefs.mentions("rail", "e1")
    with pytest.raises(NotFound):
        briefs.mentions_registry("rail", "e1")


def test_the_registry_is_read_again_only_once_something_of_it_may_have_changed(
    database: Database, briefs: BriefStore, reopen: Opening
) -> None:
    home, _ = briefs.save(brief_of("One"))
    briefs.save_subjects([NATO], [COST])
    first = briefs.registry()
    assert briefs.registry() is first
    briefs.remember_place(home.id, home.blocks[0].id, 0)
    briefs.save_mentions(home.id, home.edition, [], "any")
    assert briefs.registry() is first
    briefs.save_subjects([replace(NATO, name="Nato")], [])
    assert [one.name for one in briefs.registry().actors] == ["Nato"]
    # Another program writes, also while we keep a place.
    other = BriefStore(reopen()[0])
    other.save_subjects([replace(NATO, name="OTAN")], [])
    assert [one.name for one in briefs.registry().actors] == ["OTAN"]
    assert [one.name for one in other.registry().actors] == ["OTAN"]
    briefs.save_subjects([], [replace(COST, name="Price")])
    assert [one.name for one in other.registry().themes] == ["Price"]


def test_a_registry_that_was_given_up_is_not_kept(database: Database, briefs: BriefStore) -> None:
    briefs.save_subjects([NATO], [])

    def rename_in_vain() -> None:
        with database.transaction():
            briefs.save_subjects([replace(NATO, name="Nato")], [])
            assert [one.name for one in briefs.registry().actors] == ["Nato"]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rename_in_vain()
    assert [one.name for one in briefs.registry().actors] == ["NATO"]
