"""Editions on the command line: a changed file, what changed in it, and a brief of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.told import Refused, Run


@pytest.fixture
def changed(run: Run, text: Path, tmp_path: Path) -> Path:
    """The text in the library, and a changed one to be imported."""
    assert run("import", text).status == 0
    other = tmp_path / "other.txt"
    other.write_text(text.read_text(encoding="utf-8").replace("Cranes lift", "Cranes never lift"), encoding="utf-8")
    return other


def test_a_changed_file_becomes_a_new_edition_and_the_notes_come_along(run: Run, changed: Path) -> None:
    note = run(
        "notes", "add", "harbours-of-tomorrow", "--quote", "Cranes lift the boxes", "--note", "Heavy."
    ).out.strip()
    told = run("import", changed, "--json")
    (record,) = told.record
    assert (record["id"], record["new"]) == ("harbours-of-tomorrow", True)
    first, second = run("editions", "harbours-of-tomorrow", "--json").record
    assert (first["shown"], second["shown"]) == (False, True)
    (carried,) = run("notes", "list", "harbours-of-tomorrow", "--json").record
    assert (carried["id"], carried["state"], carried["reason"]) == (note, "changed", "a negation")
    assert (carried["was"], carried["quote"]) == ("Cranes lift the boxes", "Cranes never lift the boxes")


def test_a_changed_file_becomes_a_brief_of_its_own_where_that_is_asked_for(run: Run, changed: Path) -> None:
    (record,) = run("import", changed, "--as-new", "--json").record
    assert record["id"] != "harbours-of-tomorrow"
    assert len(run("editions", "harbours-of-tomorrow", "--json").record) == 1
    again = run("import", changed, "--as-new", "--json").record
    assert [one["id"] for one in again] == [record["id"]]


def test_two_editions_are_compared_in_json_and_in_markdown(run: Run, changed: Path, tmp_path: Path) -> None:
    run("import", changed)
    record = run("compare", "harbours-of-tomorrow", "1", "2", "--json").record
    assert record["counts"]["changed"] == 1
    (change,) = record["changes"]
    assert ["added", "never "] in [[kind, words] for kind, words in change["pieces"]] or any(
        kind == "added" and words.strip() == "never" for kind, words in change["pieces"]
    )
    told = run("compare", "harbours-of-tomorrow", "first", "last")
    assert "never" in MarkdownIt("commonmark").render(told.out)
    file = tmp_path / "memo.md"
    assert run("compare", "harbours-of-tomorrow", "1", "2", "--output", file).out.strip() == str(file)
    assert file.read_text(encoding="utf-8") == told.out


def test_a_number_is_not_taken_for_the_beginning_of_a_date(run: Run, refused: Refused, tmp_path: Path) -> None:
    assert run("editions", "no-longer-ironclad").out.startswith("1  ")
    assert "no edition “2”" in refused("compare", "no-longer-ironclad", "1", "2")


def test_a_changed_note_says_why_among_the_notes_on_all_briefs(run: Run, changed: Path) -> None:
    run("notes", "add", "harbours-of-tomorrow", "--quote", "Cranes lift the boxes")
    run("import", changed)
    (one,) = run("notes", "list", "--json").record
    assert (one["state"], one["reason"], one["was"]) == ("changed", "a negation", "Cranes lift the boxes")


def test_an_edition_that_is_not_there_is_named(run: Run, refused: Refused, changed: Path) -> None:
    assert "“7”" in refused("compare", "harbours-of-tomorrow", "1", "7")
    assert "nothing" in refused("compare", "nothing", "1", "2")
    assert ".md" in refused("compare", "harbours-of-tomorrow", "1", "1", "--output", "memo.docx")
    assert "1  " in run("editions", "harbours-of-tomorrow").out


def test_what_became_of_the_notes_is_told_with_a_new_edition(run: Run, changed: Path) -> None:
    run("notes", "add", "harbours-of-tomorrow", "--quote", "Cranes lift the boxes")
    assert run("import", changed).out == ("harbours-of-tomorrow\n    a new edition; the notes on it: 1 changed\n")
