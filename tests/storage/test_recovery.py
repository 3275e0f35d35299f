"""Whatever befell the files of the store, the notes are there at the next start, and the user is told in words."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation
from briefreader.errors import NotFound, StoreBroken, StoreError
from briefreader.storage import faults, recovery
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from briefreader.storage.opening import open_database
from tests.storage.samples import brief_of, note_on

Opening = Callable[[], tuple[Database, tuple[str, ...]]]
PAGE = 4096


def fill(database: Database, *ids: str) -> None:
    with database.transaction():
        BriefStore(database).save(brief_of("One.", "Two."))
        for id in ids:
            AnnotationStore(database).add(note_on("sea-lanes", id))


def notes_in(database: Database) -> set[str]:
    return {note.id for note in AnnotationStore(database).all()}


def crashed(database: Database, folder: Path) -> Path:
    """A copy of a store as it would be after a crash, its log beside it."""
    folder.mkdir(exist_ok=True)
    copy = folder / database.path.name
    for ending in ("", "-wal", "-shm"):
        shutil.copyfile(f"{database.path}{ending}", f"{copy}{ending}")
    return copy


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """What a crash left of another store, with two notes that are still in its log."""
    database, _ = open_database(tmp_path / "other" / "briefreader.sqlite", tmp_path / "other")
    with closing(database):
        fill(database, "theirs-1", "theirs-2")
        return crashed(database, tmp_path / "crashed")


def put_log(there: Path, here: Path, *, memory: bool = True) -> bytes:
    log = Path(f"{there}-wal").read_bytes()
    Path(f"{here}-wal").write_bytes(log)
    if memory:
        shutil.copyfile(f"{there}-shm", f"{here}-shm")
    return log


def stale_logs(path: Path) -> list[Path]:
    return list(path.parent.glob("briefreader-stale-*"))


# --- logs ---


@pytest.mark.parametrize("memory", [False, True])
def test_the_log_of_another_store_does_not_hide_the_notes(
    reopen: Opening, path: Path, another: Path, memory: bool
) -> None:
    database, _ = reopen()
    fill(database, "n1", "n2")
    database.close()
    log = put_log(another, path, memory=memory)
    database, [notice] = reopen()
    assert notes_in(database) == {"n1", "n2"}
    assert "not its own" in notice
    [aside] = stale_logs(path)
    assert str(aside) in notice
    assert aside.read_bytes() == log
    AnnotationStore(database).add(note_on("sea-lanes", "n3"))
    database.close()
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), {"n1", "n2", "n3"})
    assert not faults.is_suspect(path)


def test_an_old_log_of_the_same_store_does_not_take_its_notes_back(reopen: Opening, path: Path, tmp_path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1")
    early = crashed(database, tmp_path / "early")
    for turn in range(2, 40):
        AnnotationStore(database).add(note_on("sea-lanes", f"n{turn}"))
    database.close()
    put_log(early, path)
    database, [notice] = reopen()
    assert len(notes_in(database)) == 39
    assert "not its own" in notice
    assert database.check() == []


def test_a_log_that_came_before_the_last_change_does_not_take_it_back(
    reopen: Opening, path: Path, tmp_path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    early = crashed(database, tmp_path / "early")
    AnnotationStore(database).remove("n1")
    database.close()
    put_log(early, path)
    assert notes_in(reopen()[0]) == set()


@pytest.mark.parametrize("cut", [1, 31, 32, 33, 1000, 4096, 9000, -1, -4096])
def test_a_log_cut_short_costs_no_more_than_what_was_cut_off(
    reopen: Opening, path: Path, tmp_path: Path, cut: int
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    database, _ = reopen()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    copy = crashed(database, tmp_path / "crashed")
    log = Path(f"{copy}-wal")
    log.write_bytes(log.read_bytes()[:cut])
    opened, notices = open_database(copy, tmp_path / "none")
    with closing(opened):
        assert notices == ()
        assert notes_in(opened) == {"n1"}
        assert opened.check() == []


@pytest.mark.parametrize("garbage", [b"x", b"left over from another day" * 400, os.urandom(50_000)])
@pytest.mark.parametrize("endings", [("-wal",), ("-shm",), ("-wal", "-shm"), ("-journal",)])
def test_garbage_beside_the_store_does_no_harm(
    reopen: Opening, path: Path, garbage: bytes, endings: tuple[str, ...]
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    for ending in endings:
        Path(f"{path}{ending}").write_bytes(garbage)
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), {"n1"})
    assert database.check() == []
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))


def test_garbage_for_shared_memory_does_not_cost_what_is_in_the_log(
    reopen: Opening, path: Path, tmp_path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    copy = crashed(database, tmp_path / "crashed")
    Path(f"{copy}-shm").write_bytes(os.urandom(32768))
    opened, notices = open_database(copy, tmp_path / "none")
    with closing(opened):
        assert (notices, notes_in(opened)) == ((), {"n1"})


def test_a_log_that_another_program_is_writing_is_left_to_it(reopen: Opening, path: Path) -> None:
    one, _ = reopen()
    fill(one, "n1")
    for turn in range(5):
        other, notices = reopen()
        assert notices == ()
        AnnotationStore(one).add(note_on("sea-lanes", f"one-{turn}"))
        AnnotationStore(other).add(note_on("sea-lanes", f"other-{turn}"))
        if turn % 2:
            one.rows("PRAGMA wal_checkpoint(PASSIVE)")
    assert len(notes_in(one)) == 11
    assert stale_logs(path) == []


def test_a_transaction_that_changes_nothing_leaves_no_trace(reopen: Opening) -> None:
    database, _ = reopen()
    fill(database, "n1")
    written = database.rows("SELECT written FROM lineage")
    with database.transaction():
        database.rows("SELECT 1")
    assert database.rows("SELECT written FROM lineage") == written
    AnnotationStore(database).remove("n1")
    assert database.rows("SELECT written FROM lineage") == [(written[0][0] + 1,)]


def test_a_stale_log_that_cannot_be_set_aside_stops_the_opening(
    reopen: Opening, path: Path, another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    put_log(another, path)

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", forbidden)
        with pytest.raises(StoreError, match="not its own") as told:
            reopen()
    assert not isinstance(told.value, StoreBroken)
    assert notes_in(reopen()[0]) == {"n1"}


def test_a_store_whose_log_cannot_be_judged_is_opened_as_ever(
    reopen: Opening, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    database, _ = reopen()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    copy = crashed(database, tmp_path / "crashed")
    connect = sqlite3.connect

    def busy(address: str | Path, **options: object) -> sqlite3.Connection:
        if str(address).endswith("?mode=ro"):
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return connect(address, **options)  # type: ignore[call-overload, no-any-return]  # passed through

    monkeypatch.setattr(sqlite3, "connect", busy)
    opened, notices = open_database(copy, tmp_path / "none")
    with closing(opened):
        assert (notices, notes_in(opened)) == ((), {"n1", "n2"})


def test_a_log_without_lineage_is_not_that_of_a_store_with_one(reopen: Opening, path: Path, tmp_path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.close()
    with closing(sqlite3.connect(tmp_path / "other.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE recipes (name TEXT)")
        shutil.copyfile(tmp_path / "other.sqlite-wal", f"{path}-wal")
    database, [notice] = reopen()
    assert "not its own" in notice
    assert notes_in(database) == {"n1"}


# --- pages ---


def test_whichever_page_is_flipped_the_notes_are_there_at_the_second_start_at_the_latest(
    reopen: Opening, path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.backup()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    database.close()
    sound = path.read_bytes()
    pages = len(sound) // PAGE
    assert pages > 20
    costly = []
    for page in range(pages):
        first = page * PAGE + (100 if page == 0 else 0)
        flipped = bytes(byte ^ 0xFF for byte in sound[first : first + 64])
        path.write_bytes(sound[:first] + flipped + sound[first + 64 :])
        told: list[str] = []
        for _ in range(2):
            database, notices = reopen()
            told += notices
            try:
                found = notes_in(database)
                briefs = [one.id for one in BriefStore(database).summaries()]
                told += database.check()
            except StoreBroken as error:
                told.append(str(error))
            database.close()
        assert found >= {"n1"}, page
        assert briefs == ["sea-lanes"], page
        assert told, f"page {page} was flipped without a word"
        if "n2" not in found:
            costly.append(page)
        for file in path.parent.glob("briefreader-broken-*"):
            file.unlink()
    # What was written since the backup is lost with the page that it is on, and with those that lead to it.
    assert len(costly) <= 5, costly


def damaged(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as store:
        store.seek((page - 1) * PAGE)
        store.write(b"\xa5" * 512)
    faults.suspect(path)


def test_what_was_done_since_the_backup_is_saved_from_a_damaged_store(reopen: Opening, path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1", "n2", "n3")
    database.backup()
    notes = AnnotationStore(database)
    changed = replace(notes.get("n1"), note="Said since.", tags=("new",), modified="2026-01-13T00:00:00.000000Z")
    binned = replace(notes.get("n2"), deleted="2026-01-13T00:00:00.000000Z")
    added = note_on("air", "n4")
    BriefStore(database).save(brief_of("The air.", id="air", title="Air Lanes"))
    for note in (changed, binned):
        notes.change(note)
    notes.add(added)
    notes.rename("colour.red", "Doubt")
    past = {note.id: notes.earlier(note.id) for note in (changed, binned)}
    database.close()
    damaged(path, "mentions")
    database, [notice] = reopen()
    assert "3 notes and marks were saved" in notice
    notes = AnnotationStore(database)
    assert notes.all() == (added, changed, note_on("sea-lanes", "n3"))
    assert notes.bin() == (binned,)
    assert {id: notes.earlier(id) for id in past} == past
    assert notes.names() == {"colour.red": "Doubt"}
    assert BriefStore(database).load("air").metadata.title == "Air Lanes"
    assert database.check() == []
    database.close()
    assert reopen()[1] == ()


def test_without_any_backup_all_that_can_be_read_is_saved(reopen: Opening, path: Path) -> None:
    database, _ = reopen()
    fill(database, "n1", "n2")
    database.close()
    damaged(path, "tags")
    database, [notice] = reopen()
    assert "no sound backup" in notice
    assert "2 notes and marks were saved" in notice
    assert {note.id: (note.note, note.tags) for note in AnnotationStore(database).all()} == {
        "n1": ("Is it so?", ()),
        "n2": ("Is it so?", ()),
    }
    assert BriefStore(database).load("sea-lanes") == brief_of("One.", "Two.")


def test_a_table_is_read_from_both_ends_up_to_the_damage(reopen: Opening, path: Path) -> None:
    database, _ = reopen()
    ids = [f"n{turn:04}" for turn in range(400)]
    fill(database, *ids)
    database.close()
    # One leaf in the middle of the notes.
    sound = path.read_bytes()
    first = sound.index(b"n0200M") if b"n0200M" in sound else sound.index(b"n0200sea-lanes")
    page = first // PAGE * PAGE
    path.write_bytes(sound[:page] + b"\xa5" * 64 + sound[page + 64 :])
    faults.suspect(path)
    database, [notice] = reopen()
    found = notes_in(database)
    assert "were saved" in notice
    assert found >= {"n0000", "n0399"}
    assert 300 < len(found) < 400


def test_an_edition_of_which_a_part_is_lost_is_not_brought_back_as_if_it_were_whole(
    reopen: Opening, path: Path
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.backup()
    BriefStore(database).save(brief_of(*(f"Paragraph {turn} of many." for turn in range(400)), id="air", title="Air"))
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    database.close()
    sound = path.read_bytes()
    page = sound.index(b"Paragraph 200 of many") // PAGE * PAGE
    path.write_bytes(sound[:page] + b"\xa5" * 64 + sound[page + 64 :])
    faults.suspect(path)
    database, _ = reopen()
    assert BriefStore(database).ids() == ("sea-lanes",)
    assert notes_in(database) == {"n1", "n2"}
    assert database.check() == []


def test_where_nothing_can_be_saved_the_backup_is_there_all_the_same(
    reopen: Opening, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = reopen()
    fill(database, "n1")
    database.backup()
    AnnotationStore(database).add(note_on("sea-lanes", "n2"))
    database.close()
    damaged(path, "mentions")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    # The backup itself is put in its place by then.
    put = recovery._put
    monkeypatch.setattr(recovery, "_put", lambda *files: (put(*files), monkeypatch.setattr(shutil, "copyfile", full)))
    database, [notice] = reopen()
    assert "saved" not in notice
    assert notes_in(database) == {"n1"}


# --- full disks and two programs ---


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte, where this system lets tests have one."""
    place = tmp_path / "disk"
    place.mkdir()
    if shutil.which("mount") is None or sys.platform != "linux":
        pytest.skip("this system cannot lend a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_disk_that_fills_up_every_acknowledged_note_stays(small_disk: Path, tmp_path: Path) -> None:
    path = small_disk / "briefreader.sqlite"
    database, _ = open_database(path, small_disk / "backups")
    fill(database)
    notes = AnnotationStore(database)
    acknowledged = set()

    def work() -> None:
        for turn in range(10_000):
            notes.add(replace(note_on("sea-lanes", f"n{turn}"), note="A long note. " * 300))
            acknowledged.add(f"n{turn}")

    with pytest.raises(StoreError, match="disk is full") as told:
        work()
    assert not isinstance(told.value, StoreBroken)
    assert len(acknowledged) > 20
    assert notes_in(database) == acknowledged
    with pytest.raises(StoreError, match="disk is full"):
        database.backup()
    database.close()
    # No room at all at the next start, and then again some.
    database, _ = open_database(path, small_disk / "backups")
    assert notes_in(database) == acknowledged
    assert database.check() == []
    database.close()
    assert not list(small_disk.glob("*broken*"))
    shutil.copytree(small_disk, tmp_path / "roomy", dirs_exist_ok=True)
    database, notices = open_database(tmp_path / "roomy" / path.name, tmp_path / "backups")
    with closing(database):
        assert notices == ()
        AnnotationStore(database).add(note_on("sea-lanes", "more"))
        assert notes_in(database) == {*acknowledged, "more"}


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system cannot limit the size of files")
def test_when_the_disk_refuses_a_write_nothing_is_taken_for_damage(reopen: Opening, path: Path) -> None:
    """A limit on the size of files makes the system refuse writes as a failing disk does."""
    import resource

    database, _ = reopen()
    fill(database, "n1")
    acknowledged = {"n1"}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{path}-wal").stat().st_size + 100_000, hard))

    def work() -> None:
        for turn in range(2, 1000):
            AnnotationStore(database).add(note_on("sea-lanes", f"n{turn}"))
            acknowledged.add(f"n{turn}")

    try:
        with pytest.raises(StoreError, match=r"disk (is full|reported an error)") as told:
            work()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not isinstance(told.value, StoreBroken)
    assert not faults.is_suspect(path)
    assert notes_in(database) == acknowledged
    AnnotationStore(database).add(note_on("sea-lanes", "after"))
    database.close()
    database, notices = reopen()
    assert (notices, notes_in(database)) == ((), {*acknowledged, "after"})
    assert database.check() == []


TURNS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["add", "change", "bin", "remove", "close"]), st.integers(0, 4)),
    max_size=25,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=TURNS)
def test_two_programs_that_take_turns_see_one_store(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("shared")
    path = folder / "briefreader.sqlite"

    def opened() -> Database:
        database, notices = open_database(path, folder / "backups")
        assert notices == ()
        return database

    programs = {"a": opened(), "b": opened()}
    fill(programs["a"])
    expected: dict[str, Annotation] = {}
    for turn, (who, what, which) in enumerate(turns):
        id, store = f"n{which}", AnnotationStore(programs[who])
        if what == "close":
            programs[who].close()
            programs[who] = opened()
        elif what == "add" and id not in expected:
            expected[id] = note_on("sea-lanes", id)
            store.add(expected[id])
        elif id not in expected:
            with pytest.raises(NotFound):
                store.remove(id)
        elif what == "remove":
            assert store.remove(id) == expected.pop(id)
        else:
            deleted = str(turn) if what == "bin" else ""
            expected[id] = replace(expected[id], note=f"Turn {turn} of {who}.", deleted=deleted)
            store.change(expected[id])
        for database in programs.values():
            seen = AnnotationStore(database)
            assert {one.id: one for one in (*seen.all(), *seen.bin())} == expected
    for database in programs.values():
        assert database.check() == []
        database.close()
