"""Backups on the command line: made, looked into, and brought back beside what is there."""

from __future__ import annotations

from pathlib import Path

from tests.cli.told import Refused, Run

SHIPPED = "no-longer-ironclad"
QUOTE = "Where might makes right"


def test_what_a_backup_holds_comes_back_beside_what_is_there(run: Run) -> None:
    gone = run("notes", "add", SHIPPED, "--quote", QUOTE, "--note", "Is it?").out.strip()
    backup = Path(run("backup").out.strip())
    assert backup.is_file()
    run("notes", "delete", gone)
    kept = run("notes", "add", SHIPPED, "--quote", "Europe", "--note", "New.").out.strip()
    held = run("restore", "--json").record
    assert Path(held[0]["path"]).name == backup.name
    assert (held[0]["sound"], held[0]["annotations"], held[0]["missing"]) == (True, 1, 1)
    assert backup.name in run("restore").out or str(held[0]["made"])[:4] in run("restore").out
    told = run("restore", backup.name)
    assert told.status == 0
    assert {one["id"] for one in run("notes", "list", SHIPPED, "--json").record} == {gone, kept}
    assert run("restore", backup).status == 0
    assert {one["id"] for one in run("notes", "list", SHIPPED, "--json").record} == {gone, kept}


def test_a_backup_that_is_none_is_refused(run: Run, refused: Refused, tmp_path: Path) -> None:
    assert "nowhere.sqlite" in refused("restore", "nowhere.sqlite")
    file = tmp_path / "odd.sqlite"
    file.write_text("Not a store." * 100, encoding="utf-8")
    assert "odd.sqlite" in refused("restore", file)
