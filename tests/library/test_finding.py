"""The index follows the store: every brief and note is found, nothing that is gone is, and a broken index is mended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from briefreader import paths
from briefreader.annotations.model import Colour
from briefreader.brief.model import Brief
from briefreader.brief.registry import Actor, Pack
from briefreader.errors import IndexFailed
from briefreader.importing.structure import read_structure
from briefreader.library import Library
from briefreader.library import finding as finding_module
from briefreader.search.index import SearchIndex
from tests.library.conftest import Opening
from tests.library.samples import SEA_LANES, TEXT, left_open, spoil_index, write_pack

ROOT = Path(paths.__file__).parent.parent


@pytest.fixture
def indexed(library: Library) -> Library:
    library.refresh_index()
    return library


def places(library: Library, query: str) -> list[tuple[str, int | None]]:
    return [(hit.brief, hit.number) for hit in library.search(query).hits]


def notes_found(library: Library, query: str) -> list[str | None]:
    return [hit.note for hit in library.search(query).hits if hit.note]


def damage(library: Library) -> None:
    library.index.close()
    spoil_index(library.folders.index)


def test_every_brief_is_found_after_a_first_start(library: Library) -> None:
    assert set(library.stale_keys()) == {"brief:handbook", "brief:sea-lanes"}
    assert library.refresh_index() == sum(len(library.brief(one.id).blocks) for one in library.summaries())
    assert library.stale_keys() == ()
    assert places(library, "ships few") == [("sea-lanes", 2)]
    assert places(library, "key") == [("handbook", 1)]


def test_nothing_is_indexed_twice(indexed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SearchIndex, "update", lambda *_: pytest.fail("written"))
    assert indexed.refresh_index() == 0


def test_progress_is_told_brief_by_brief(library: Library) -> None:
    said: list[str] = []
    library.refresh_index(said.append)
    assert said == ["Indexing 1 of 2", "Indexing 2 of 2"]


def test_actors_and_themes_are_found_by_any_of_their_names(indexed: Library) -> None:
    assert ("sea-lanes", 3) in places(indexed, 'actor:"European Union"')
    assert ("sea-lanes", 4) in places(indexed, "actor:NATO")
    # What an editor put under a theme, and what shows its terms.
    assert places(indexed, "theme:Guarding") == places(indexed, "theme:guard")
    assert {number for _, number in places(indexed, "theme:Trade")} == {1, 3, 4}


def test_a_last_word_may_be_a_beginning_while_it_is_typed(indexed: Library) -> None:
    assert indexed.search("allia").total == 1
    assert indexed.search("allia", as_you_type=False).total == 0
    assert indexed.search("ships", brief="handbook").total == 0
    assert len(indexed.search("the", limit=1).hits) == 1


def test_a_note_is_found_by_its_words_and_its_quote_until_it_is_gone(indexed: Library, lanes: Brief) -> None:
    note = indexed.highlight_quote(lanes, "NATO guards", Colour.RED, note="Ask the admiral.")
    assert indexed.stale_keys() == (f"note:{note.id}",)
    assert indexed.refresh_index() == 1
    assert notes_found(indexed, "admiral") == [note.id]
    assert note.id in notes_found(indexed, "guards")
    indexed.revise(note, note="Ask the minister.")
    indexed.refresh_index()
    assert (notes_found(indexed, "admiral"), notes_found(indexed, "minister")) == ([], [note.id])
    indexed.delete_note(note.id)
    assert indexed.refresh_index() == 0
    assert notes_found(indexed, "minister") == []


def test_one_note_can_be_gathered_and_added_alone(indexed: Library, lanes: Brief) -> None:
    note = indexed.highlight_quote(lanes, "NATO guards", Colour.RED, note="Ask the admiral.")
    work = indexed.gather(indexed.stale_keys())
    assert len(work) == 1
    indexed.add_to_index(work)
    indexed.add_to_index(indexed.gather(()))
    assert notes_found(indexed, "admiral") == [note.id]
    assert indexed.stale_keys() == ()


def test_a_brief_that_is_gone_is_found_no_more(indexed: Library, text: Path) -> None:
    brief = indexed.import_file(text).brief
    indexed.highlight_quote(brief, "Cranes lift", Colour.RED, note="Heavy.")
    indexed.refresh_index()
    assert indexed.search("cranes").total == 2
    indexed.briefs.delete(brief.id, force=True)
    indexed.refresh_index()
    assert indexed.search("cranes").total == 0
    assert indexed.stale_keys() == ()


def test_the_notes_on_a_brief_are_found_where_its_newer_edition_has_their_words(indexed: Library, text: Path) -> None:
    note = indexed.highlight_quote(indexed.import_file(text).brief, "quiet nights and clean air", Colour.RED)
    indexed.refresh_index()
    text.write_text(TEXT.replace("Cranes", "A word at the opening.\n\nCranes"), encoding="utf-8")
    brief = indexed.import_file(text).brief
    indexed.refresh_index()
    (hit,) = (hit for hit in indexed.search("nights").hits if hit.note == note.id)
    block = next(block for block in brief.blocks if "nights" in block.text)
    assert (hit.block, hit.number, hit.section) == (block.id, block.number, block.section)
    assert indexed.stale_keys() == ()


def test_new_subjects_are_looked_for_in_every_brief(indexed: Library) -> None:
    indexed.briefs.save_subjects([Actor("readers", "you", "group")], [])
    assert set(indexed.stale_keys()) == {"brief:handbook", "brief:sea-lanes"}
    indexed.refresh_index()
    assert places(indexed, "actor:you") == [("handbook", 1)]


def test_a_newer_edition_takes_the_place_of_the_older_one(indexed: Library, content: Path) -> None:
    write_pack(content / "sea-lanes", SEA_LANES.replace("ships are few", "frigates are few"))
    indexed.restock()
    assert indexed.stale_keys() == ("brief:sea-lanes",)
    indexed.refresh_index()
    assert places(indexed, "frigates") == [("sea-lanes", 2)]
    assert places(indexed, "ships few") == []


Breaking = Callable[[Library], None]


def unlink_all(library: Library) -> None:
    library.index.close()
    for file in library.folders.index.iterdir():
        file.unlink()


def cut_one(library: Library) -> None:
    library.index.close()
    file = next(library.folders.index.glob("*.trm"))
    file.write_bytes(file.read_bytes()[:-10])


@left_open
@pytest.mark.parametrize("breaking", [damage, unlink_all, cut_one])
def test_a_broken_index_is_whole_again_after_the_next_note(indexed: Library, lanes: Brief, breaking: Breaking) -> None:
    """It is emptied while the note is written: then everything else is missing, and is put in as well."""
    note = indexed.highlight_quote(lanes, "NATO guards", Colour.RED, note="Ask the admiral.")
    breaking(indexed)
    indexed.refresh_index()
    assert indexed.stale_keys() == ()
    assert notes_found(indexed, "admiral") == [note.id]
    assert places(indexed, "key") == [("handbook", 1)]
    assert indexed.index.check() == []


@left_open
def test_an_index_that_turns_out_broken_half_way_is_whole_in_the_end(
    indexed: Library, lanes: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.highlight_quote(lanes, "NATO guards", Colour.RED, note="Ask the admiral.")
    indexed.briefs.save_subjects([Actor("readers", "you", "group")], [])
    update, turns = SearchIndex.update, []

    def breaking(index: SearchIndex, *what: object) -> None:
        turns.append(what)
        if len(turns) == 2:
            damage(indexed)
        update(index, *what)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(SearchIndex, "update", breaking)
    indexed.refresh_index()
    assert indexed.stale_keys() == ()
    assert (places(indexed, "key"), len(notes_found(indexed, "admiral"))) == ([("handbook", 1)], 1)


@left_open
def test_a_broken_index_says_so_when_it_is_searched(indexed: Library) -> None:
    damage(indexed)
    with pytest.raises(IndexFailed):
        indexed.search("ships")
    indexed.index.rebuild()
    assert indexed.refresh_index() > 0
    assert places(indexed, "ships few") == [("sea-lanes", 2)]


def test_an_index_that_never_holds_what_it_was_given_is_not_asked_for_ever(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[object] = []
    monkeypatch.setattr(SearchIndex, "update", lambda *what: turns.append(what))
    library.refresh_index()
    assert len(turns) == finding_module.ROUNDS


def test_a_library_lets_go_of_its_index(reopen: Opening) -> None:
    library = reopen()
    library.refresh_index()
    assert library.search("ships").total
    library.close()
    library.close()
    again = reopen()
    assert again.stale_keys() == ()
    assert again.search("ships").total


# Building that is stopped, and two that build at once


def test_a_build_that_is_stopped_goes_on_where_it_was(
    library: Library, reopen: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_module, "_BATCH", 1)

    def stop_at_the_second(words: str) -> None:
        if words.startswith("Indexing 2"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.refresh_index(stop_at_the_second)
    [left] = library.stale_keys()
    first = {"brief:sea-lanes", "brief:handbook"} - {left}
    # What is there is found meanwhile, and is not made again.
    query, place = ("ships few", ("sea-lanes", 2)) if first == {"brief:sea-lanes"} else ("key", ("handbook", 1))
    assert places(library, query) == [place]
    again = reopen()
    assert again.stale_keys() == (left,)
    assert again.refresh_index() == len(again.brief(left.removeprefix("brief:")).blocks)
    assert again.stale_keys() == ()
    assert (places(again, "ships few"), places(again, "key")) == ([("sea-lanes", 2)], [("handbook", 1)])


def indexing(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefreader", "--data-dir", str(folder), "_index"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def stocked(tmp_path: Path) -> Path:
    """The folder of a library of thirty briefs without an index."""
    library = Library(paths.folders(tmp_path / "desk"))
    for number in range(30):
        text = TEXT.replace("Sea Lanes", f"Sea Lanes {number}") + "\n\n".join(
            f"Ferry {number}-{at}." for at in range(60)
        )
        library.keep(Pack(replace(read_structure(text, name=f"lanes-{number}"), id=f"lanes-{number}")), as_new=True)
    library.close()
    return tmp_path / "desk"


@pytest.mark.parametrize("line", [1, 15, 32])
def test_a_build_that_is_killed_leaves_an_index_that_can_be_searched_and_made_whole(stocked: Path, line: int) -> None:
    child = indexing(stocked)
    assert child.stdout is not None
    for _ in range(line):
        child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()
    library = Library(paths.folders(stocked))
    try:
        with suppress(IndexFailed):
            library.search("ferry")
        library.refresh_index()
        assert library.stale_keys() == ()
        assert library.index.check() == []
        assert library.search("ferry", limit=5_000).total == 30 * 60
    finally:
        library.close()


def test_two_programs_that_build_at_once_do_the_index_no_harm(stocked: Path) -> None:
    children = [indexing(stocked), indexing(stocked)]
    said = [child.communicate(timeout=120)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0], said
    library = Library(paths.folders(stocked))
    try:
        assert library.stale_keys() == ()
        assert library.index.check() == []
        assert library.search("ferry", limit=5_000).total == 30 * 60
    finally:
        library.close()


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("the allian", "nato"),
        ("ships of the Alliance", "nato"),
        ("ships NATO", "nato"),
        ("nobody at all", None),
        ("-NATO", None),
    ],
)
def test_whom_the_last_words_of_a_query_name_is_offered(indexed: Library, query: str, offered: str | None) -> None:
    assert next((one.id for one in indexed.search(query).known), None) == offered
