"""Corrections come back from the store as they went in, and a bad record costs no other."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Passage, Target
from briefreader.brief.corrections import Correction, Placed
from briefreader.brief.registry import Evidence
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from tests.storage.samples import brief_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LISTS = st.lists(WORDS, max_size=2).map(tuple)
TARGETS = st.builds(
    Target, WORDS, st.none() | st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), WORDS, WORDS, WORDS
)
PASSAGES = st.builds(Passage, WORDS, st.lists(TARGETS, min_size=1, max_size=2).map(tuple), st.integers(1, 3))
PLACED = st.lists(st.builds(Placed, WORDS, PASSAGES, st.booleans()), max_size=2).map(tuple)
SAID = st.builds(Correction, WORDS, WORDS, WORDS, LISTS, LISTS, st.booleans(), WORDS, st.booleans(), PLACED)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, max_size=4, unique_by=lambda one: one.subject))
def test_corrections_come_back_as_they_went(database: Database, said: list[Correction]) -> None:
    store = BriefStore(database)
    with database.transaction() as connection:
        connection.execute("DELETE FROM corrections")
    store.put_corrections(said)
    kept = [one for one in said if not one.is_empty]
    assert store.corrections() == tuple(sorted(kept, key=lambda one: one.subject.encode()))
    store.put_corrections([Correction(one.subject) for one in said])
    assert store.corrections() == ()


def test_a_record_that_cannot_be_read_costs_no_other(database: Database) -> None:
    store = BriefStore(database)
    store.put_corrections([Correction("nato", name="Alliance")])
    with database.transaction() as connection:
        for subject, said in (
            ("a", "{"),
            ("b", "[]"),
            (
                "c",
                '{"name": 3, "added": "x", "placed": [[1, 2, 3], ["brief", ["e", 1, []], true], 7], "hidden": "yes"}',
            ),
            ("d", b"\xff"),
        ):
            connection.execute("INSERT INTO corrections VALUES (?, ?)", (subject, said))
    assert store.corrections() == (Correction("c"), Correction("nato", name="Alliance"))


def test_learned_names_stand_behind_those_of_the_editor(database: Database) -> None:
    from briefreader.brief.registry import Actor, Theme

    store = BriefStore(database)
    store.save_subjects(
        [Actor("nato", "NATO", "organisation", ("the Alliance",), seats=("Mons",))], [Theme("t", "T", ("x",))]
    )
    store.learn([("nato", "OTAN", False), ("nato", "NATO", False), ("nato", "Mons", True), ("nato", "Brussels", True)])
    store.learn([("nato", "OTAN", True), ("t", "y", False), ("t", "x", False), ("nobody", "N", False)])
    [nato] = store.actors()
    assert (nato.aliases, nato.seats) == (("the Alliance", "OTAN"), ("Mons", "Brussels"))
    assert store.themes()[0].terms == ("x", "y")


def test_evidence_is_that_of_the_last_import(database: Database) -> None:
    store = BriefStore(database)
    brief, _ = store.save(brief_of("One."))
    first, second = Evidence("nato", "why", "words", "b1"), Evidence("eu", "because")
    store.save_evidence(brief.id, [first, second, first])
    assert store.evidence(brief.id) == (first, second)
    store.save_evidence(brief.id, [second])
    assert store.evidence(brief.id) == (second,)
    store.delete(brief.id)
    assert store.evidence(brief.id) == ()
