"""Every annotation comes back as it was given, and outlives the edition on which it was made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.errors import NotFound
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from tests.storage.samples import brief_of, note_on


@pytest.fixture
def notes(database: Database) -> AnnotationStore:
    briefs = BriefStore(database)
    briefs.save(brief_of("The sea.", "No way."))
    briefs.save(brief_of("The air.", id="air", title="Air Lanes"))
    return AnnotationStore(database)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TARGETS = st.builds(
    Target, TEXT, st.none() | st.integers(1, 99), st.integers(0, 99), st.integers(0, 99), TEXT, TEXT, TEXT
)
ANNOTATIONS = st.builds(
    Annotation,
    id=TEXT,
    brief=st.sampled_from(["sea-lanes", "air"]),
    passage=st.builds(Passage, TEXT, st.lists(TARGETS, max_size=3).map(tuple)),
    colour=st.sampled_from(Colour),
    note=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
    author=TEXT,
    created=TEXT,
    modified=TEXT,
    state=st.sampled_from(State),
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=st.lists(ANNOTATIONS, max_size=4, unique_by=lambda it: it.id), other=ANNOTATIONS)
def test_annotations_come_back_as_they_were_given(
    notes: AnnotationStore, given_: list[Annotation], other: Annotation
) -> None:
    for note in given_:
        notes.add(note)
    assert {note.id: note for note in notes.all()} == {note.id: note for note in given_}
    for note in given_:
        changed = replace(other, id=note.id)
        notes.change(changed)
        assert notes.get(note.id) == changed
        assert notes.remove(note.id) == changed
    assert notes.all() == ()


def test_a_deleted_note_can_be_added_again(notes: AnnotationStore) -> None:
    note = note_on("sea-lanes", "n1")
    notes.add(note)
    notes.add(notes.remove("n1"))
    assert notes.all() == (note,)


def test_notes_are_listed_by_brief_and_by_age(notes: AnnotationStore) -> None:
    for id, brief, created in (("n1", "sea-lanes", "3"), ("n2", "air", "2"), ("n3", "sea-lanes", "1")):
        notes.add(note_on(brief, id, created=created))
    assert [note.id for note in notes.all()] == ["n2", "n3", "n1"]
    assert [note.id for note in notes.of_brief("sea-lanes")] == ["n3", "n1"]
    assert notes.of_brief("rail") == ()
    assert notes.counts() == {"air": 1, "sea-lanes": 2}


def test_notes_outlive_a_new_edition_of_their_brief(database: Database, notes: AnnotationStore) -> None:
    note = note_on("sea-lanes", "n1", edition=BriefStore(database).load("sea-lanes").edition)
    notes.add(note)
    BriefStore(database).save(brief_of("Other words."))
    assert notes.of_brief("sea-lanes") == (note,)


def test_a_note_on_a_brief_that_is_not_there_is_refused(notes: AnnotationStore) -> None:
    with pytest.raises(NotFound, match="rail"):
        notes.add(note_on("rail", "n1"))
    assert notes.all() == ()


def test_a_note_that_is_not_there_is_neither_read_changed_nor_deleted(notes: AnnotationStore) -> None:
    for refused in (notes.get, notes.remove):
        with pytest.raises(NotFound, match="n1"):
            refused("n1")
    with pytest.raises(NotFound, match="n1"):
        notes.change(note_on("sea-lanes", "n1"))
    assert notes.all() == ()
