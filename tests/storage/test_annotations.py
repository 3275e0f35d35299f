"""Every annotation comes back as it was given, and outlives the edition on which it was made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target, version_of
from briefreader.errors import NotFound
from briefreader.storage.annotations import AnnotationStore, Earlier
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


def passages(least: int) -> st.SearchStrategy[Passage]:
    return st.builds(
        Passage, TEXT, st.lists(TARGETS, min_size=least, max_size=3).map(tuple), normaliser=st.integers(1, 9)
    )


ANNOTATIONS = st.builds(
    Annotation,
    id=TEXT,
    brief=st.sampled_from(["sea-lanes", "air"]),
    passage=passages(1),
    colour=st.sampled_from(Colour),
    note=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
    author=TEXT,
    created=TEXT,
    modified=TEXT,
    state=st.sampled_from(State),
    done=st.booleans(),
    private=st.booleans(),
    mine=st.booleans(),
    answers=TEXT,
    variant=TEXT,
    settled=st.lists(passages(0), max_size=2).map(tuple),
    deleted=st.sampled_from(["", "2026-01-12T09:41:07.123456Z"]),
)


def everything(notes: AnnotationStore) -> dict[str, Annotation]:
    return {note.id: note for note in (*notes.all(), *notes.bin())}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=st.lists(ANNOTATIONS, max_size=4, unique_by=lambda it: it.id), other=ANNOTATIONS)
def test_annotations_come_back_as_they_were_given(
    notes: AnnotationStore, given_: list[Annotation], other: Annotation
) -> None:
    for note in given_:
        notes.add(note)
    assert everything(notes) == {note.id: note for note in given_}
    for note in given_:
        changed = replace(other, id=note.id)
        notes.change(changed)
        assert notes.get(note.id) == changed
        said = (note.colour, note.note, note.tags, note.done)
        if said != (changed.colour, changed.note, changed.tags, changed.done):
            assert notes.earlier(note.id) == (Earlier(*said, note.modified),)
        else:
            assert notes.earlier(note.id) == ()
        assert notes.remove(note.id) == changed
    assert everything(notes) == {}


def test_each_earlier_text_is_kept_in_order_and_only_when_what_is_said_changes(notes: AnnotationStore) -> None:
    first = replace(note_on("sea-lanes", "n1"), modified="1")
    notes.add(first)
    second = replace(first, note="It is so.", modified="2")
    notes.change(second)
    notes.change(replace(second, state=State.LOST, settled=(Passage("e2", ()),), modified="3"))
    notes.change(replace(second, tags=("c",), colour=Colour.RED, modified="4"))
    assert notes.earlier("n1") == (
        Earlier(Colour.BLUE, "Is it so?", ("b", "a"), False, "1"),
        Earlier(Colour.BLUE, "It is so.", ("b", "a"), False, "3"),
    )
    assert notes.earlier("n2") == ()


def test_the_versions_before_the_one_that_stands_are_known(notes: AnnotationStore) -> None:
    first = note_on("sea-lanes", "n1")
    notes.add(first, ["from a colleague"])
    second = replace(first, note="It is so.")
    notes.change(second, ["from another", version_of(second)])
    notes.add(note_on("air", "n2"), ["elsewhere"])
    assert notes.ancestors("sea-lanes") == {"n1": {"from a colleague", "from another", version_of(first)}}


def test_a_note_in_the_bin_is_listed_there_alone(notes: AnnotationStore) -> None:
    first, second = note_on("sea-lanes", "n1"), note_on("sea-lanes", "n2")
    for note in (first, second):
        notes.add(note)
    binned = [replace(first, deleted="2026-01-02"), replace(second, deleted="2026-01-03")]
    for note in binned:
        notes.change(note)
    assert (notes.all(), notes.of_brief("sea-lanes"), notes.counts(), notes.tags()) == ((), (), {}, {})
    assert notes.bin() == (binned[1], binned[0])
    assert notes.get("n1") == binned[0]
    notes.change(first)
    assert (notes.all(), notes.tags()) == ((first,), {"a": 1, "b": 1})


def test_only_what_was_in_the_bin_for_long_goes_for_good_and_its_id_stays_known(notes: AnnotationStore) -> None:
    stamps = {"old": "2026-01-01T00:00:00.000000Z", "edge": "2026-01-31T00:00:00.000000Z", "live": ""}
    for id, deleted in stamps.items():
        notes.add(replace(note_on("sea-lanes", id), deleted=deleted), ["older"])
        notes.change(replace(note_on("sea-lanes", id), deleted=deleted, note="Said again."))
    assert notes.purge("2026-01-31T00:00:00.000000Z", "2026-03-02") == 1
    assert list(everything(notes)) == ["live", "edge"]
    assert notes.purged() == {"old"}
    assert notes.earlier("old") == ()
    assert notes.purge("2026-01-31T00:00:00.000000Z", "2026-03-03") == 0
    # What is brought back from a backup is gone no more.
    notes.add(note_on("sea-lanes", "old"))
    assert notes.purged() == frozenset()


def test_a_purge_that_is_cut_off_removes_nothing(database: Database, notes: AnnotationStore) -> None:
    notes.add(replace(note_on("sea-lanes", "old"), deleted="2026-01-01"))

    def cut_off() -> None:
        with database.transaction():
            assert notes.purge("2026-02", "2026-03") == 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_off()
    assert [note.id for note in notes.bin()] == ["old"]
    assert notes.purged() == frozenset()


def test_an_earlier_past_comes_along_with_a_note_that_is_added(notes: AnnotationStore) -> None:
    past = (Earlier(Colour.RED, "At first.", ("x", "“y”"), True, "1"), Earlier(Colour.RED, "Then.", (), False, "2"))
    notes.add(note_on("sea-lanes", "n1"), ["v1"], past)
    assert notes.earlier("n1") == past


def test_states_are_kept_without_a_trace_in_the_past(notes: AnnotationStore) -> None:
    notes.add(note_on("sea-lanes", "n1"))
    notes.keep_states([("n1", State.MOVED), ("n2", State.LOST)])
    assert notes.get("n1") == replace(note_on("sea-lanes", "n1"), state=State.MOVED)
    assert notes.earlier("n1") == ()


def test_what_the_user_calls_things_is_kept_until_it_is_emptied(notes: AnnotationStore) -> None:
    notes.rename("colour.red", "Nonsense")
    notes.rename("colour.red", "Doubtful")
    notes.rename("author", "M. Reader")
    assert notes.names() == {"author": "M. Reader", "colour.red": "Doubtful"}
    notes.rename("colour.red", "")
    assert notes.names() == {"author": "M. Reader"}


def test_half_a_character_in_a_paste_costs_that_character_alone(notes: AnnotationStore) -> None:
    half = "cut \ud83d off"
    target = Target("b1", 1, 0, 3, half, half, half)
    note = replace(
        note_on("sea-lanes", "n1"),
        note=half,
        author=half,
        tags=(half,),
        passage=Passage("e1", (target,)),
        settled=(Passage("e2", (target,)),),
    )
    notes.add(note)
    notes.change(replace(note, note=half + "!"))
    kept = notes.get("n1")
    assert (kept.note, kept.author, kept.tags) == ("cut ? off!", "cut ? off", ("cut ? off",))
    assert kept.passage.quote == kept.settled[0].quote == "cut ? off"
    notes.rename("author", half)
    assert notes.names() == {"author": "cut ? off"}


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
