"""Notes on the command line: all that the window can do with one, and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.told import Refused, Run

SHIPPED = "no-longer-ironclad"
QUOTE = "Where might makes right"


@pytest.fixture
def note(run: Run) -> str:
    return run("notes", "add", SHIPPED, "--quote", QUOTE, "--note", "Is it?", "--tag", "memo").out.strip()


def test_a_note_is_changed_and_what_it_said_before_is_kept(run: Run, note: str) -> None:
    told = run("notes", "edit", note, "--note", "It is.", "--colour", "action", "--tag", "done", "--done", "--json")
    assert told.status == 0
    assert [told.record[key] for key in ("note", "colour", "tags", "done", "private")] == [
        "It is.", "violet", ["done"], True, False,
    ]  # fmt: skip
    (earlier,) = run("notes", "earlier", note, "--json").record
    assert (earlier["note"], earlier["colour"], earlier["tags"], earlier["done"]) == (
        "Is it?",
        "yellow",
        ["memo"],
        False,
    )
    assert "yellow  Is it?" in run("notes", "earlier", note).out
    assert "(done)" in run("notes", "list", SHIPPED).out


def test_a_note_that_is_given_nothing_new_stays_as_it_is(run: Run, note: str) -> None:
    before = run("notes", "list", SHIPPED, "--json").record
    assert run("notes", "edit", note, "--note", "Is it?").status == 0
    assert run("notes", "list", SHIPPED, "--json").record == before
    assert run("notes", "earlier", note, "--json").record == []


def test_a_deleted_note_lies_in_the_bin_and_comes_back(run: Run, refused: Refused, note: str) -> None:
    before = run("notes", "list", SHIPPED, "--json").record
    run("notes", "delete", note)
    assert run("notes", "list", SHIPPED).out == ""
    (binned,) = run("notes", "bin", "--json").record
    assert (binned["id"], binned["note"]) == (note, "Is it?")
    assert binned["deleted"]
    assert note in run("notes", "bin").out
    assert "in the bin" in refused("notes", "edit", note, "--note", "No.")
    assert run("notes", "restore", note).out.strip() == note
    assert run("notes", "bin").out == ""
    assert [one["id"] for one in run("notes", "list", SHIPPED, "--json").record] == [one["id"] for one in before]


def test_notes_are_listed_by_what_they_are(run: Run, note: str) -> None:
    other = run("notes", "add", SHIPPED, "--quote", "Europe", "--colour", "risk", "--tag", "b").out.strip()
    for words, wanted in (
        (["--colour", "risk"], [other]),
        (["--colour", "3"], [other]),
        (["--tag", "memo"], [note]),
        (["--state", "exact", "--words", "is it"], [note]),
        (["--state", "lost"], []),
        (["--words", "europe"], [other]),
    ):
        assert [one["id"] for one in run("notes", "list", SHIPPED, *words, "--json").record] == wanted, words
    newest = [one["id"] for one in run("notes", "list", "--sort", "newest", "--json").record]
    assert newest == [other, note]
    assert all("No Longer Ironclad" in line for line in run("notes", "list").out.splitlines() if "“" in line)


def test_a_filter_that_does_not_exist_is_named(refused: Refused) -> None:
    assert "no colour “mauve”" in refused("notes", "list", SHIPPED, "--colour", "mauve")
    assert "no state “odd”" in refused("notes", "list", SHIPPED, "--state", "odd")
    assert "sorted by “size”" in refused("notes", "list", SHIPPED, "--sort", "size")


def test_notes_go_to_a_colleague_and_come_in_once(run: Run, note: str, tmp_path: Path) -> None:
    hidden = run("notes", "add", SHIPPED, "--quote", "Europe", "--note", "Hush.").out.strip()
    run("notes", "edit", hidden, "--private")
    file = tmp_path / "notes.jsonld"
    assert run("notes", "export", SHIPPED, "--output", file).out.strip() == str(file)
    written = file.read_text(encoding="utf-8")
    assert QUOTE in written
    assert "Hush." not in written
    told = run("notes", "merge", file, "--json")
    assert told.status == 0
    assert {one["id"] for one in run("notes", "list", SHIPPED, "--json").record if one["mine"]} == {note, hidden}
    assert len(run("notes", "list", SHIPPED, "--json").record) == 2


def test_a_colleagues_notes_are_a_layer_of_their_own(run: Run, note: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonld"
    run("notes", "export", SHIPPED, "--output", file)
    theirs = json.loads(
        file.read_text(encoding="utf-8")
        .replace(note, "0" * 31 + "1")
        .replace(
            f"{note[:8]}-{note[8:12]}-{note[12:16]}-{note[16:20]}-{note[20:]}", "00000000-0000-4000-8000-000000000001"
        )
        .replace("Is it?", "Surely.")
    )
    file.write_text(json.dumps(theirs), encoding="utf-8")
    before = run("notes", "list", SHIPPED, "--json").record
    dry = run("notes", "merge", file, "--dry-run", "--json").record
    assert dry["done"] is False
    assert run("notes", "list", SHIPPED, "--json").record == before
    assert run("notes", "merge", file).status == 0
    after = run("notes", "list", SHIPPED, "--json").record
    assert [one for one in after if one["mine"]] == before
    (came,) = [one for one in after if not one["mine"]]
    assert (came["note"], came["quote"], came["state"]) == ("Surely.", QUOTE, "exact")
    run("notes", "merge", file)
    assert run("notes", "list", SHIPPED, "--json").record == after


def test_a_file_that_is_no_file_of_notes_is_refused(refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonld"
    assert "notes.jsonld" in refused("notes", "merge", file)
    file.write_text("No notes.", encoding="utf-8")
    assert "notes.jsonld" in refused("notes", "merge", file)
