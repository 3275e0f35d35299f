"""One bad record among thousands never costs the others, and no words of the user's go with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, State
from briefreader.storage import mending, repairs
from briefreader.storage.annotations import FIELDS, AnnotationStore, Earlier
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from tests.storage.samples import brief_of, note_on

SETTLED = Passage("e2", note_on("sea-lanes", "n").passage.targets, 2)
MANY = 40


def note(id: str) -> Annotation:
    return replace(note_on("sea-lanes", id, created=f"2026-01-{id[1:]:0>9}"), settled=(SETTLED,))


@pytest.fixture
def notes(database: Database) -> AnnotationStore:
    """A store with many notes, of which n7 has an earlier text."""
    BriefStore(database).save(brief_of("The sea.", "No way."))
    store = AnnotationStore(database)
    with database.transaction():
        for turn in range(MANY):
            store.add(note(f"n{turn}"))
        store.change(replace(note("n7"), note="Said again."))
    return store


Writing = Callable[[str], None]


@pytest.fixture
def write(path: Path) -> Writing:
    """Writes into the store behind the program's back."""

    def writing(sql: str) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA ignore_check_constraints = ON")
            other.execute(sql)

    return writing


def others(notes: AnnotationStore) -> list[Annotation]:
    return [one for one in notes.all() if one.id != "n7"]


EXPECTED = replace(note("n7"), note="Said again.")
BAD: dict[str, tuple[str, Annotation, tuple[str, ...]]] = {
    "colour": ("UPDATE annotations SET colour = 'mauve'", replace(EXPECTED, colour=Colour.YELLOW), ("colour",)),
    "state": ("UPDATE annotations SET state = 'drunk'", replace(EXPECTED, state=State.EXACT), ("state",)),
    "blob": ("UPDATE annotations SET note = x'536f2e'", replace(EXPECTED, note="So."), ("note",)),
    "torn": (
        "UPDATE annotations SET note = CAST(x'536fff2e' AS TEXT)",
        replace(EXPECTED, note="So\ufffd."),
        ("note",),
    ),
    "number": ("UPDATE annotations SET done = 'maybe'", EXPECTED, ("done",)),
    "normaliser": (
        "UPDATE annotations SET normaliser = '2b'",
        replace(EXPECTED, passage=replace(EXPECTED.passage, normaliser=0)),
        ("normaliser",),
    ),
    "settled": (
        "UPDATE settled SET passage = '[\"e2\", 2, [[1'",
        replace(EXPECTED, settled=()),
        ("place in an edition",),
    ),
    "settled differently": (
        "UPDATE settled SET passage = '{\"edition\": 4}'",
        replace(EXPECTED, settled=()),
        ("place in an edition",),
    ),
    "settled with odd values": (
        "UPDATE settled SET passage = '[4, 2, []]'",
        replace(EXPECTED, settled=()),
        ("place in an edition",),
    ),
    "settled as bytes": (
        "UPDATE settled SET passage = CAST(passage AS BLOB)",
        EXPECTED,
        ("place in an edition",),
    ),
    "tag": ("UPDATE tags SET tag = x'62' WHERE tag = 'b' AND annotation = 'n7'", EXPECTED, ("tags",)),
    "no targets": (
        "DELETE FROM targets",
        replace(EXPECTED, passage=replace(EXPECTED.passage, targets=(mending.NOWHERE,))),
        ("passage",),
    ),
    "target": ("UPDATE targets SET quote = CAST(quote AS BLOB), number = 'x'", EXPECTED, ("passage",)),
    "earlier": ("UPDATE earlier SET tags = '[\"b\", '", EXPECTED, ("earlier text",)),
    "earlier colour": ("UPDATE earlier SET colour = 'mauve'", EXPECTED, ("earlier text",)),
}


def spoil(write: Writing, sql: str) -> None:
    key = "id" if "UPDATE annotations" in sql else "annotation"
    write(sql if "WHERE" in sql else f"{sql} WHERE {key} = 'n7'")


@pytest.mark.parametrize("what", BAD)
def test_a_bad_record_is_read_as_well_as_it_can_be_and_the_others_as_they_are(
    notes: AnnotationStore, write: Writing, what: str
) -> None:
    sql, expected, _ = BAD[what]
    before = others(notes)
    spoil(write, sql)
    found = notes.get("n7")
    if what == "target":
        # A number that is none is given up; the words are not.
        targets = tuple(replace(one, number=None) for one in expected.passage.targets)
        expected = replace(expected, passage=replace(expected.passage, targets=targets))
    assert found == expected
    assert others(notes) == before
    assert len(notes.of_brief("sea-lanes")) == MANY
    assert notes.tags() == {"a": MANY, "b": MANY}
    assert notes.earlier("n7")[0].note == "Is it so?"


@pytest.mark.parametrize("what", BAD)
def test_a_bad_record_is_named_and_mended_without_its_words(
    notes: AnnotationStore, database: Database, write: Writing, what: str
) -> None:
    sql, _, names = BAD[what]
    assert repairs.bad_records(database) == {}
    spoil(write, sql)
    assert repairs.bad_records(database) == {"n7": names}
    read, past = notes.all(), notes.earlier("n7")
    assert repairs.mend(database) == 1
    assert repairs.bad_records(database) == {}
    assert (notes.all(), notes.earlier("n7")) == (read, past)
    assert database.check() == []
    assert repairs.mend(database) == 0


def test_a_bad_record_can_be_changed_like_any_other(notes: AnnotationStore, write: Writing) -> None:
    spoil(write, "UPDATE annotations SET colour = 'mauve', note = x'ff'")
    notes.change(replace(notes.get("n7"), note="Anew."))
    assert notes.get("n7").note == "Anew."
    assert [one.note for one in notes.earlier("n7")] == ["Is it so?", "\ufffd"]


def test_earlier_tags_that_cannot_be_read_are_shown_as_they_stand(notes: AnnotationStore, write: Writing) -> None:
    for written, tags in (("[1]", ("[1]",)), ("b, a", ("b, a",)), ("", ()), ('["a"]', ("a",))):
        write(f"UPDATE earlier SET tags = '{written}'")
        assert notes.earlier("n7") == (Earlier(Colour.BLUE, "Is it so?", tags, False, note("n7").modified),)


def test_an_id_that_is_no_text_is_read_and_mended_with_all_that_belongs_to_it(
    notes: AnnotationStore, database: Database, write: Writing
) -> None:
    for table, key in (
        ("annotations", "id"),
        *((name, "annotation") for name in ("targets", "tags", "settled", "earlier")),
    ):
        write(f"UPDATE {table} SET {key} = CAST({key} AS BLOB) WHERE {key} = 'n7'")
    assert {one.id: one for one in notes.all()}["n7"] == EXPECTED
    assert "id" in repairs.bad_records(database)["n7"]
    repairs.mend(database)
    assert notes.get("n7") == EXPECTED
    assert notes.earlier("n7")[0].note == "Is it so?"
    assert (repairs.bad_records(database), database.check()) == ({}, [])


def test_an_id_that_another_note_has_as_text_gets_one_of_its_own(
    notes: AnnotationStore, database: Database, write: Writing
) -> None:
    write("UPDATE annotations SET id = x'6e38' WHERE id = 'n7'")  # the bytes of "n8"
    repairs.mend(database)
    assert notes.get("n8") == note("n8")
    assert notes.get("n8~2").note == "Said again."
    assert len(notes.all()) == MANY


def test_parts_of_what_is_gone_are_dropped_and_a_note_without_its_brief_is_kept(
    notes: AnnotationStore, database: Database, write: Writing
) -> None:
    write("INSERT INTO tags VALUES ('nobody', 0, x'ff')")
    write("INSERT INTO places VALUES ('gone', 'b1', 0)")
    write("UPDATE annotations SET brief = 'gone' WHERE id = 'n7'")
    assert len(database.check()) == 3
    repairs.mend(database)
    [left] = database.check()
    assert "annotations" in left
    assert notes.get("n7") == replace(EXPECTED, brief="gone")


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.binary(max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["[", "[]", "{}", "null", '["e", 1, [["b", 1]]]', '["e", 1, 7]', '[["e"], 1, []]', "[" * 9999]),
    st.just(b"9" * 40),
)
NAMES = [name.strip() for name in FIELDS.split(",") if name.strip() not in ("id", "brief", "deleted")]
COLUMNS = st.sampled_from(
    [
        *(("annotations", name) for name in NAMES),
        *(("targets", name) for name in ("block", "number", "first", "last", "quote", "prefix", "suffix")),
        *(("earlier", name) for name in ("colour", "note", "tags", "done", "modified")),
        ("tags", "tag"),
        ("settled", "passage"),
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=COLUMNS, value=VALUES)
def test_whatever_a_value_has_become_all_notes_are_read_and_mended(
    notes: AnnotationStore, database: Database, where: tuple[str, str], value: object
) -> None:
    table, column = where
    key = "id" if table == "annotations" else "annotation"
    with database.transaction() as connection:
        connection.execute("SAVEPOINT whole")
        try:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = 'n7'", (value,))
        except sqlite3.IntegrityError:
            return
        read = notes.all()
        assert [one for one in read if one.id != "n7"] == [note(f"n{turn}") for turn in range(MANY) if turn != 7]
        assert len(read) == MANY
        past = notes.earlier("n7")
        repairs.mend(database)
        assert ({one.id: one for one in notes.all()}, notes.earlier("n7")) == ({one.id: one for one in read}, past)
        assert repairs.bad_records(database) == {}
        connection.execute("ROLLBACK TO whole")


def test_a_brief_with_bad_records_is_read_with_all_its_words(database: Database, write: Writing) -> None:
    briefs = BriefStore(database)
    sound = briefs.save(brief_of("The sea.", "No way."))[0]
    briefs.save(brief_of("The air.", id="air", title="Air Lanes"))
    write("UPDATE editions SET authors = 'M. Author', publisher = x'ff' WHERE brief = 'sea-lanes'")
    write("UPDATE blocks SET kind = 'poem', spans = '[[1, 2]]', section = x'6230' WHERE text = 'No way.'")
    write("UPDATE blocks SET spans = '[', text = CAST(text AS BLOB) WHERE text = 'The sea.'")
    found = briefs.load("sea-lanes")
    assert [block.text for block in found.blocks] == [block.text for block in sound.blocks]
    assert [block.spans for block in found.blocks] == [(), (), ()]
    assert [block.section for block in found.blocks] == [block.section for block in sound.blocks]
    assert found.metadata == replace(sound.metadata, publisher="\ufffd")
    assert [one.id for one in briefs.summaries()] == ["sea-lanes", "air"]
