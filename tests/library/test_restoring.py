"""A backup comes back beside what is here: nothing of now is changed, and doing it twice changes nothing more."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, Target, version_of
from briefreader.brief.corrections import Correction
from briefreader.brief.model import Brief
from briefreader.errors import StoreBroken, StoreError, StoreTooNew
from briefreader.library import Library, restoring
from briefreader.library.restoring import Held, Restored
from briefreader.paths import Folders
from briefreader.storage import migrations
from briefreader.storage.backups import Backups
from briefreader.storage.database import Database
from briefreader.storage.searches import SavedSearch
from tests.library.conftest import Opening
from tests.storage.test_recovery import damaged


def held(library: Library) -> tuple[Held, ...]:
    here = restoring.present(library.briefs, library.annotations)
    return restoring.backups(library.folders.backups, here)


def everything(library: Library) -> dict[str, Annotation]:
    return {one.id: one for one in (*library.annotations.all(), *library.annotations.bin())}


def change(library: Library, one: Annotation, **what: object) -> Annotation:
    """Change a stored note as it stands."""
    changed = replace(library.annotations.get(one.id), **what)  # type: ignore[arg-type]  # the fields of the test
    library.annotations.change(changed)
    return changed


def restore(library: Library, path: Path) -> Restored:
    return restoring.restore(library.database, path)


@pytest.fixture
def notes(library: Library, lanes: Brief) -> tuple[Annotation, Annotation, Annotation]:
    first = library.highlight_quote(lanes, "NATO", Colour.RED, note="Is it?", tags=["a"])
    second = library.highlight_quote(lanes, "China", Colour.BLUE)
    third = library.highlight_quote(lanes, "the price of a guard", Colour.GREEN)
    stored = library.annotations
    return stored.get(first.id), stored.get(second.id), stored.get(third.id)


def test_what_each_backup_holds_is_told_against_what_is_here(
    library: Library, lanes: Brief, notes: tuple[Annotation, Annotation, Annotation], text: Path
) -> None:
    first, second, _ = notes
    oldest = library.database.backup()
    imported = library.import_file(text).brief
    newest = library.database.backup()
    library.highlight_quote(lanes, "the EU", Colour.RED)
    change(library, first, note="It is.")
    library.delete_note(second.id)
    library.briefs.delete(imported.id)
    told = [(one.path, one.sound, one.briefs, one.annotations) for one in held(library)]
    assert told == [(newest, True, 3, 3), (oldest, True, 2, 3)]
    brings = [(one.missing, one.different, one.missing_briefs) for one in held(library)]
    assert brings == [(1, 1, 1), (1, 1, 0)]


def test_a_backup_is_looked_through_away_from_the_thread_of_the_store(
    library: Library, notes: tuple[Annotation, ...]
) -> None:
    library.database.backup()
    here = restoring.present(library.briefs, library.annotations)
    found: list[tuple[Held, ...]] = []
    thread = threading.Thread(target=lambda: found.append(restoring.backups(library.folders.backups, here)))
    thread.start()
    thread.join()
    assert [(one.annotations, one.missing, one.different) for one in found[0]] == [(3, 0, 0)]


def test_what_is_missing_comes_back_and_what_differs_stands_beside(
    library: Library, lanes: Brief, notes: tuple[Annotation, Annotation, Annotation]
) -> None:
    first, second, third = notes
    path = library.database.backup()
    added = library.highlight_quote(lanes, "the EU", Colour.RED)
    changed = change(library, first, note="It is.", modified="2030-01-01T00:00:00.000000Z")
    library.delete_note(second.id)
    library.annotations.remove(third.id)
    before = everything(library)
    outcome = restore(library, path)
    after = everything(library)
    beside = replace(first, id=f"{first.id}~{version_of(first)}", variant=first.id)
    assert after[beside.id] == beside
    assert version_of(beside) == version_of(first)
    assert (after[first.id], after[added.id], after[third.id]) == (changed, before[added.id], third)
    assert after[second.id] == second
    # What came is told as undo wants it.
    pairs = {one.after.id: one for one in outcome.changes if one.after}
    assert {id: one.before for id, one in pairs.items()} == {
        second.id: before[second.id],
        third.id: None,
        beside.id: None,
    }
    assert {id: one.after for id, one in pairs.items()} == {id: after[id] for id in pairs}
    assert (outcome.briefs, outcome.editions) == ((), 0)
    assert library.database.check() == []


def test_restoring_twice_changes_nothing_more(
    library: Library, notes: tuple[Annotation, Annotation, Annotation]
) -> None:
    path = library.database.backup()
    change(library, notes[0], colour=Colour.VIOLET)
    library.annotations.remove(notes[1].id)
    restore(library, path)
    after = everything(library)
    again = restore(library, path)
    assert again.changes == ()
    assert everything(library) == after
    assert [(one.missing, one.different) for one in held(library) if one.path == path] == [(0, 0)]


def test_what_stands_beside_comes_back_from_the_bin_too(
    library: Library, notes: tuple[Annotation, Annotation, Annotation]
) -> None:
    path = library.database.backup()
    change(library, notes[0], note="It is.")
    [beside] = [one.after for one in restore(library, path).changes]
    assert beside
    library.delete_note(beside.id)
    assert [one.different for one in held(library) if one.path == path] == [1]
    [again] = restore(library, path).changes
    assert again.before is not None
    assert again.before.deleted
    assert again.after == library.annotations.get(beside.id)


def test_a_version_that_stood_beside_in_the_backup_is_put_beside_its_origin(
    library: Library, notes: tuple[Annotation, Annotation, Annotation]
) -> None:
    first = library.database.backup()
    change(library, notes[0], note="It is.")
    [beside] = [one.after for one in restore(library, first).changes]
    assert beside
    second = library.database.backup()
    changed = change(library, beside, note="Both are.")
    came = [one.after for one in restore(library, second).changes]
    assert [one.variant for one in came if one] == [notes[0].id]
    assert library.annotations.get(beside.id) == changed


def test_a_note_that_was_deleted_for_good_comes_back_with_its_past(
    library: Library, notes: tuple[Annotation, Annotation, Annotation]
) -> None:
    one = change(library, notes[0], note="Then.")
    path = library.database.backup()
    past = library.annotations.earlier(one.id)
    known = library.annotations.ancestors(one.brief)
    library.delete_note(one.id)
    assert library.annotations.purge("9999", "9999") == 1
    restore(library, path)
    assert library.annotations.get(one.id) == one
    assert library.annotations.earlier(one.id) == past != ()
    assert library.annotations.ancestors(one.brief) == known != {}
    assert library.annotations.purged() == frozenset()


def test_what_lay_in_the_bin_then_stays_away(
    library: Library, notes: tuple[Annotation, Annotation, Annotation]
) -> None:
    library.delete_note(notes[0].id)
    path = library.database.backup()
    library.annotations.remove(notes[0].id)
    assert restore(library, path).changes == ()


def test_a_brief_that_was_deleted_comes_back_with_its_notes_place_and_edition(library: Library, text: Path) -> None:
    brief = library.import_file(text).brief
    note = library.highlight_quote(brief, "Cranes", Colour.RED)
    library.remember_place(brief.id, brief.blocks[2].id, 3)
    path = library.database.backup()
    summaries = library.summaries()
    stored = library.annotations.get(note.id)
    library.briefs.delete(brief.id, force=True)
    outcome = restore(library, path)
    assert (outcome.briefs, outcome.editions) == ((brief.id,), 1)
    assert library.brief(brief.id) == brief
    assert library.annotations.get(note.id) == stored
    assert library.place(brief.id) == (brief.blocks[2].id, 3)
    assert library.summaries() == summaries
    assert library.briefs.mentions_registry(brief.id, brief.edition) == ""
    assert library.database.check() == []


def test_an_edition_that_is_not_here_comes_back_and_the_one_that_is_shown_stays(library: Library, text: Path) -> None:
    text.write_text(text.read_text(encoding="utf-8").replace("quiet nights", "loud nights"), encoding="utf-8")
    loud = library.import_file(text).brief
    path = library.database.backup()
    library.briefs.delete(loud.id)
    text.write_text(text.read_text(encoding="utf-8").replace("loud nights", "quiet nights"), encoding="utf-8")
    quiet = library.import_file(text).brief
    assert quiet.id == loud.id
    outcome = restore(library, path)
    assert (outcome.briefs, outcome.editions) == ((), 1)
    assert library.brief(quiet.id) == quiet
    assert library.briefs.load(loud.id, loud.edition) == loud


def test_actors_and_themes_that_are_not_here_come_back(library: Library) -> None:
    path = library.database.backup()
    actors, themes = library.briefs.actors(), library.briefs.themes()
    assert actors
    assert themes
    with library.database.transaction() as connection:
        connection.execute("DELETE FROM actors WHERE id = 'nato'")
        connection.execute("DELETE FROM themes WHERE id = 'guard'")
        connection.execute("UPDATE actors SET name = 'The Middle Kingdom' WHERE id = 'china'")
    restore(library, path)
    back = {actor.id: actor for actor in library.briefs.actors()}
    assert back["nato"] in actors
    assert back["china"].name == "The Middle Kingdom"
    assert set(library.briefs.themes()) == set(themes)


def test_a_backup_of_now_is_made_first(library: Library, notes: tuple[Annotation, Annotation, Annotation]) -> None:
    path = library.database.backup()
    library.annotations.remove(notes[0].id)
    outcome = restore(library, path)
    assert outcome.backup != path
    assert {one.path: one.annotations for one in held(library)} == {path: 3, outcome.backup: 2}


def test_a_backup_that_the_one_of_now_pushes_off_the_shelf_is_restored_all_the_same(
    library: Library, notes: tuple[Annotation, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.database.backup()
    library.annotations.remove(notes[0].id)
    monkeypatch.setattr(Backups, "thin", lambda self: path.unlink())
    assert len(restore(library, path).changes) == 1
    assert not path.exists()


def test_without_a_backup_of_now_nothing_is_restored(
    library: Library, notes: tuple[Annotation, Annotation, Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.database.backup()
    library.annotations.remove(notes[0].id)
    before = everything(library)

    def full(self: Database) -> Path:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Database, "backup", full)
    with pytest.raises(StoreError, match="full"):
        restore(library, path)
    assert everything(library) == before


def test_a_restore_that_fails_half_way_leaves_everything_as_it_was(
    library: Library, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = library.import_file(text).brief
    library.highlight_quote(brief, "Cranes", Colour.RED)
    path = library.database.backup()
    library.briefs.delete(brief.id, force=True)
    before = library.summaries()

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(library.annotations), "add", cut_off)
    with pytest.raises(KeyboardInterrupt):
        restore(library, path)
    assert library.summaries() == before


def test_a_backup_of_an_older_version_is_brought_up_to_date_in_memory(
    library: Library, folders: Folders, notes: tuple[Annotation, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.database.backup()
    library.annotations.remove(notes[0].id)
    before = path.read_bytes()
    step = migrations.Migration("shades", ("ALTER TABLE annotations ADD COLUMN shade TEXT NOT NULL DEFAULT 'x'",))
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    assert [(one.sound, one.missing) for one in held(library)] == [(True, 1)]
    assert path.read_bytes() == before


Spoiling = Callable[[Path], None]


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def flip(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'annotations'").fetchone()
    with path.open("r+b") as store:
        store.seek((page - 1) * 4096)
        store.write(b"\xa5" * 512)


def write_text(path: Path) -> None:
    path.write_text("Dear reader, this is no backup. " * 200, encoding="utf-8")


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def make_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 7")


@pytest.mark.parametrize(
    ("spoil", "kind", "words"),
    [
        (cut_short, StoreBroken, "is damaged"),
        (flip, StoreBroken, "is damaged"),
        (write_text, StoreBroken, "no backup of Briefreader"),
        (lambda path: path.write_bytes(b""), StoreBroken, "no backup of Briefreader"),
        (make_newer, StoreTooNew, "newer version"),
        (make_foreign, StoreError, "another program"),
        (Path.unlink, StoreError, "There is no backup"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(
    library: Library, notes: tuple[Annotation, ...], spoil: Spoiling, kind: type[StoreError], words: str
) -> None:
    path = library.database.backup()
    library.annotations.remove(notes[0].id)
    spoil(path)
    before = everything(library)
    with pytest.raises(kind, match=words):
        restore(library, path)
    told = restoring.look(path, restoring.present(library.briefs, library.annotations))
    assert (told.sound, told.annotations, told.missing) == (False, 0, 0)
    assert words in told.words
    assert everything(library) == before
    # Neither the store nor the file is put under suspicion, and no needless backup was made.
    assert not list(library.folders.data.rglob("*-suspect"))
    assert [one.path for one in held(library)] == [path] * path.exists()


def test_a_file_from_elsewhere_is_looked_at_like_a_backup(
    library: Library, notes: tuple[Annotation, ...], tmp_path: Path
) -> None:
    path = library.database.backup().rename(tmp_path / "from the old laptop.sqlite")
    library.annotations.remove(notes[0].id)
    told = restoring.look(path, restoring.present(library.briefs, library.annotations))
    assert (told.sound, told.missing) == (True, 1)
    assert len(restore(library, path).changes) == 1


def test_a_store_that_was_copied_with_its_log_is_read_with_it(
    library: Library, notes: tuple[Annotation, ...], tmp_path: Path
) -> None:
    for ending in ("", "-wal"):
        (tmp_path / f"copied.sqlite{ending}").write_bytes(Path(f"{library.folders.store}{ending}").read_bytes())
    library.annotations.remove(notes[0].id)
    assert len(restore(library, tmp_path / "copied.sqlite").changes) == 1


TARGET = Target("b1", 1, 0, 4, "NATO")
STATES = st.dictionaries(
    st.sampled_from(["n1", "n2", "n3", "n4"]),
    st.tuples(st.sampled_from(["", "Yes.", "No."]), st.sampled_from(Colour), st.sampled_from(["", "2026-02"])),
)


@pytest.fixture
def spare(reopen: Opening, folders: Folders) -> tuple[Library, Path]:
    """A library and a place for backups of it."""
    library = reopen()
    return library, folders.data / "then.sqlite"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(then=STATES, now=STATES)
def test_nothing_of_now_is_ever_changed_and_all_of_then_can_be_read_after(
    spare: tuple[Library, Path], then: dict[str, tuple[str, Colour, str]], now: dict[str, tuple[str, Colour, str]]
) -> None:
    library, path = spare

    def put(states: dict[str, tuple[str, Colour, str]]) -> None:
        for id in everything(library):
            library.annotations.remove(id)
        for id, (note, colour, deleted) in states.items():
            passage = Passage("e1", (TARGET,))
            library.annotations.add(Annotation(id, "sea-lanes", passage, colour, note, deleted=deleted))

    put(then)
    library.database.backup().replace(path)
    put(now)
    before = everything(library)
    restore(library, path)
    for backup in library.folders.backups.iterdir():
        backup.unlink()
    after = everything(library)
    for id, one in before.items():
        kept = after[id]
        assert replace(kept, deleted=one.deleted, modified=one.modified) == one
        assert not (kept.deleted and not one.deleted)
    said = {(one.variant or one.id, one.note, one.colour) for one in after.values() if not one.deleted}
    assert said >= {(id, note, colour) for id, (note, colour, deleted) in then.items() if not deleted}
    assert restore(library, path).changes == ()


def test_what_was_said_of_actors_and_the_searches_come_back_unless_something_else_is_said_now(
    library: Library,
) -> None:
    library.rename_subject("nato", "The Pact")
    library.hide_subject("china")
    library.save_search(SavedSearch("ships", "ship*"))
    library.save_search(SavedSearch("price", "price of a guard"))
    backup = library.database.backup()
    library.put_corrections(library.hide_subject("china", hidden=False))
    library.rename_subject("nato", "Atlantic Alliance")
    library.briefs.put_corrections([Correction("china")])
    library.drop_search("ships")
    library.save_search(SavedSearch("price", "price"))
    restore(library, backup)
    names = {one.id: (one.name, one.hidden) for one in library.registry().actors}
    assert names["nato"] == ("Atlantic Alliance", False)
    assert names["china"] == ("China", True)
    assert {one.name: one.query for one in library.saved_searches()} == {"price": "price", "ships": "ship*"}
    restore(library, backup)
    assert {one.name: one.query for one in library.saved_searches()} == {"price": "price", "ships": "ship*"}


def test_what_was_said_after_the_backup_is_saved_from_a_damaged_store(library: Library) -> None:
    library.rename_subject("nato", "The Pact")
    library.save_search(SavedSearch("price", "price of a guard"))
    library.database.backup()
    library.rename_subject("nato", "Atlantic Alliance")
    library.save_search(SavedSearch("price", "price"))
    path, folders = library.database.path, library.folders
    library.close()
    damaged(path, "mentions")
    later = Library(folders)
    assert later.notices
    assert {one.id: one.name for one in later.registry().actors}["nato"] == "Atlantic Alliance"
    assert {one.name: one.query for one in later.saved_searches()} == {"price": "price"}
    later.close()
