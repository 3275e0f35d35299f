"""What an earlier version of the program left comes through every step, value by value, or stays as it was."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.registry import Actor, Mention, Theme
from briefreader.errors import StoreBroken, StoreError
from briefreader.storage import migrations
from briefreader.storage.annotations import AnnotationStore, Earlier
from briefreader.storage.backups import Backups, is_sound
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from briefreader.storage.migrations import MIGRATIONS, Migration
from briefreader.storage.opening import open_database
from tests.storage.old_stores import STORES, write_old_store

Opening = Callable[[], tuple[Database, tuple[str, ...]]]
Rows = dict[str, list[tuple[Any, ...]]]

N1 = Annotation(
    "n1",
    "harbours",
    Passage(
        "ed-a",
        (
            Target("b1", 1, 14, 25, "deep water.", "Harbours need ", "And “quiet” nights."),
            Target("b2", 2, 0, 3, "And", "Harbours need deep water.", " “quiet” nights."),
        ),
    ),
    Colour.RED,
    "Is it **so**?\nAsk.",
    ("b", "a"),
    "reader",
    "2026-01-04T09:41:07.123456Z",
    "2026-01-05T09:41:07.123456Z",
)
N2 = Annotation(
    "n2",
    "cranes-2",
    Passage("ed-b", (Target("c0", None, 0, 6, "Cranes", "", " lift."),)),
    Colour.YELLOW,
    created="2026-01-04T09:41:08.123456Z",
    modified="2026-01-04T09:41:08.123456Z",
    state=State.LOST,
)
HARBOURS = Brief(
    "harbours",
    Metadata("Harbours", ("A. Clerk",), "A Ministry", "2025-12", "en", "https://example.org/harbours"),
    (
        Block("b0", BlockKind.HEADING, "Water", level=1),
        Block(
            "b1",
            BlockKind.PARAGRAPH,
            "Harbours need deep water.",
            (Span(0, 8, SpanKind.STRONG, ""),),
            number=1,
            section="b0",
            point="p1",
        ),
        Block("b2", BlockKind.PARAGRAPH, "And “quiet” nights.", number=2, section="b0"),
    ),
)


def raw(path: Path) -> Rows:
    """Every row of every table, by its columns' names, so that a column that came later does not count."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as store:
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: store.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def schema(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The shape of a store: its columns with all that holds of them, its keys and references."""
    with closing(sqlite3.connect(path)) as store:
        tables = store.execute("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY name").fetchall()
        found = {"schema": tables}
        for _, name, _ in (one for one in tables if one[0] == "table"):
            for pragma in ("table_info", "foreign_key_list", "index_list"):
                found[f"{pragma} {name}"] = store.execute(f"PRAGMA {pragma}({name})").fetchall()
    return found


def test_there_is_an_old_store_for_every_version_but_the_newest() -> None:
    assert list(STORES) == list(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("version", STORES)
def test_an_old_store_has_a_row_in_each_of_its_tables(path: Path, version: int) -> None:
    write_old_store(path, version)
    assert all(raw(path).values())
    steps = "".join(statement for step in MIGRATIONS[:version] for statement in step.statements)
    assert set(raw(path)) == set(re.findall(r"CREATE TABLE (\w+)", steps))


@pytest.mark.parametrize("in_log", [False, True])
@pytest.mark.parametrize("version", STORES)
def test_every_value_of_an_old_store_comes_through(
    reopen: Opening, path: Path, backups: Path, version: int, in_log: bool
) -> None:
    write_old_store(path, version, in_log=in_log)
    before = raw(path)
    database, notices = reopen()
    assert (notices, database.check()) == ((), [])
    after = raw(path)
    for table, rows in before.items():
        assert [row[: len(rows[0])] for row in after[table]] == rows, table
    [backup] = backups.iterdir()
    assert raw(backup) == before
    assert is_sound(backup)


@pytest.mark.parametrize("version", STORES)
def test_what_an_old_store_holds_is_what_the_program_reads(reopen: Opening, path: Path, version: int) -> None:
    write_old_store(path, version)
    database, _ = reopen()
    notes, briefs = AnnotationStore(database), BriefStore(database)
    assert notes.all() == (N2, N1)
    assert notes.earlier("n1") == ()
    if version == 1:
        assert (notes.bin(), notes.names(), notes.purged()) == ((), {}, frozenset())
        assert notes.ancestors("harbours") == {}
    assert briefs.load("harbours") == HARBOURS
    assert briefs.load("cranes-2", "ed-b").blocks[0].text == "Cranes lift."
    assert briefs.place("harbours") == ("b2", 4)
    assert briefs.last_opened() == "harbours"
    assert [(one.id, one.annotations, one.shipped) for one in briefs.summaries()] == [
        ("harbours", 1, True),
        ("cranes-2", 1, False),
    ]
    assert [one.name for one in briefs.editions("cranes-2")] == ["ed-b", "ed-c"]
    assert briefs.actors() == (Actor("port", "The Port", "organisation", ("Harbours",), "Where ships lie", "curated"),)
    [theme] = briefs.themes()
    assert isinstance(theme, Theme)
    assert (theme.id, theme.terms, theme.paragraphs) == ("noise", ("quiet*",), (("harbours", (2,)),))
    assert briefs.mentions("harbours", "ed-a") == (Mention("port", "b1", 0, 8),)
    assert briefs.mentions_registry("harbours", "ed-a") == "fingerprint"


@pytest.mark.parametrize("version", [version for version in STORES if version > 1])
def test_bin_past_places_and_names_come_through(reopen: Opening, path: Path, version: int) -> None:
    write_old_store(path, version)
    notes = AnnotationStore(reopen()[0])
    assert notes.bin() == (
        Annotation(
            "n3",
            "harbours",
            Passage("ed-a", (Target("b2", 2, 0, 3, "And"),), 2),
            Colour.VIOLET,
            "Ring them.",
            (),
            "Anna",
            "2026-01-06T09:41:07.123456Z",
            "2026-01-07T09:41:07.123456Z",
            State.CHANGED,
            done=True,
            private=True,
            mine=False,
            answers="n1",
            variant="n2",
            settled=(Passage("ed-b", (Target("c0", 1, 0, 6, "Cranes", "", " lift."),), 2), Passage("ed-c", (), 2)),
            deleted="2026-01-08T09:41:07.123456Z",
        ),
    )
    assert notes.earlier("n3") == (
        Earlier(Colour.RED, "Write “them”.", ("x", "y"), False, "2026-01-06T09:41:07.123456Z"),
    )
    assert notes.ancestors("harbours") == {"n3": {"0123456789abcdef"}}
    assert notes.purged() == {"n0"}
    assert notes.names() == {"colour.red": "Doubt"}


@pytest.mark.parametrize("version", STORES)
def test_an_old_store_becomes_what_a_new_one_is(reopen: Opening, path: Path, tmp_path: Path, version: int) -> None:
    write_old_store(path, version)
    reopen()[0].close()
    new = tmp_path / "new" / "briefreader.sqlite"
    open_database(new, tmp_path / "none")[0].close()
    assert schema(path) == schema(new)


@pytest.mark.parametrize("version", STORES)
def test_an_old_store_is_worked_with_at_once(reopen: Opening, path: Path, version: int) -> None:
    write_old_store(path, version)
    notes = AnnotationStore(reopen()[0])
    notes.remove("n2")
    notes.add(N2)
    assert notes.all() == (N2, N1)


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("version", STORES)
def test_a_step_that_is_cut_off_leaves_the_old_store(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch, version: int, at: int
) -> None:
    write_old_store(path, version)
    before = raw(path)
    step = MIGRATIONS[version]
    cut = (*step.statements[: (at * len(step.statements)) // 2], "SELECT cut_off()")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS[:version], Migration("cut off", cut)))
        with pytest.raises(sqlite3.OperationalError, match="cut_off"):
            reopen()
    assert raw(path) == before
    assert AnnotationStore(reopen()[0]).all() == (N2, N1)


def test_a_step_that_loses_what_others_refer_to_is_taken_back(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old_store(path, 1)
    before = raw(path)
    with monkeypatch.context() as patch:
        step = Migration("careless", ("DELETE FROM briefs WHERE id = 'cranes-2'",))
        patch.setattr(migrations, "MIGRATIONS", (MIGRATIONS[0], step))
        with pytest.raises(StoreError, match="left as it was") as told:
            reopen()
    assert not isinstance(told.value, StoreBroken)
    assert raw(path) == before


def test_what_refers_to_nothing_already_does_not_hold_a_step_up(reopen: Opening, path: Path) -> None:
    write_old_store(path, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("INSERT INTO places VALUES ('gone', 'b1', 0)")
    database, _ = reopen()
    assert AnnotationStore(database).all() == (N2, N1)
    assert len(database.check()) == 1


def test_a_step_may_rebuild_a_table_to_which_others_refer(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old_store(path, 1)
    rebuilding = Migration(
        "rebuild",
        (
            "CREATE TABLE new_briefs AS SELECT * FROM briefs",
            "DROP TABLE briefs",
            "CREATE TABLE briefs (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, slug TEXT, match TEXT, "
            "shipped INTEGER, edition TEXT, added TEXT, opened TEXT)",
            "INSERT INTO briefs SELECT * FROM new_briefs",
            "DROP TABLE new_briefs",
        ),
    )
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, rebuilding))
    database, _ = reopen()
    assert AnnotationStore(database).all() == (N2, N1)
    assert len(BriefStore(database).editions("cranes-2")) == 2
    assert database.check() == []


@pytest.mark.parametrize("why", ["full", "unwritable"])
def test_an_old_store_of_which_no_backup_can_be_made_is_read_and_left_alone(
    reopen: Opening, path: Path, backups: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    write_old_store(path, 1)
    before = raw(path)
    if why == "unwritable":
        backups.write_text("no folder", encoding="utf-8")
    else:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
    database, [notice] = reopen()
    assert "can be read but not written" in notice
    assert AnnotationStore(database).all() == (N2, N1)
    assert raw(path) == before


def test_an_old_store_that_turns_out_to_be_damaged_gives_way_to_its_backup(
    reopen: Opening, path: Path, backups: Path
) -> None:
    write_old_store(path, 1)
    Backups(backups).make(path)
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'blocks'").fetchone()
    with path.open("r+b") as store:
        store.seek((page - 1) * 4096 + 8)
        store.write(b"\xff" * 200)
    database, [notice] = reopen()
    assert "set aside" in notice
    assert AnnotationStore(database).all() == (N2, N1)
    assert database.rows("PRAGMA user_version") == [(len(MIGRATIONS),)]
