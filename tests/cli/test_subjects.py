"""Actors, themes, dossiers and maps on the command line."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from briefreader import paths
from briefreader.brief.registry import Evidence
from briefreader.library import Library
from tests.cli.told import Refused, Run
from tests.library.samples import TEXT

SHIPPED = "no-longer-ironclad"
SUBJECT = ["id", "name", "kind", "status", "mentions", "briefs", "hidden", "description"]
ACTOR = [*SUBJECT, "aliases", "seats"]
THEME = [*SUBJECT, "terms"]
DOSSIER = [
    "id", "name", "kind", "names", "seats", "description", "status", "mentions", "briefs", "places", "actors",
    "themes", "evidence", "notes",
]  # fmt: skip


def by_id(told: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in told}


# --- lists ---


def test_actors_and_themes_are_listed_the_most_mentioned_first(run: Run) -> None:
    told = run("actors", "--json")
    assert (told.status, told.err) == (0, "")
    assert all(list(one) == ACTOR for one in told.record)
    counts = [one["mentions"] for one in told.record]
    assert counts == sorted(counts, reverse=True)
    nato = by_id(told.record)["nato"]
    assert (nato["name"], nato["kind"], nato["status"], nato["hidden"]) == ("NATO", "organisation", "curated", False)
    line = f"nato  NATO  (organisation, curated)  {nato['mentions']} mentions in {nato['briefs']} briefs"
    assert line in run("actors").out.splitlines()
    themes = run("themes", "--json").record
    assert all(list(one) == THEME and one["kind"] == "theme" for one in themes)
    trade = by_id(themes)["trade"]
    assert f"trade  {trade['name']}  (curated)  {trade['mentions']} paragraphs in" in run("themes").out


def test_counts_are_those_of_one_brief_where_that_is_asked_for(run: Run) -> None:
    shown = run("show", SHIPPED, "--json").record
    for among in ("actors", "themes"):
        told = by_id(run(among, "--brief", SHIPPED, "--json").record)
        assert {one["id"]: one["mentions"] for one in shown[among]} == {
            id: one["mentions"] for id, one in told.items() if one["mentions"]
        }
        assert {one["briefs"] for one in told.values()} == {1}


def test_an_imported_brief_counts_at_once(run: Run, text: Path) -> None:
    before = by_id(run("actors", "--json").record)["china"]
    run("import", text)
    after = by_id(run("actors", "--json").record)["china"]
    assert (after["mentions"], after["briefs"]) == (before["mentions"] + 1, before["briefs"] + 1)


# --- corrections ---


def test_a_renamed_actor_keeps_its_name_as_another_one(run: Run) -> None:
    told = run("actors", "rename", "NATO", "Atlantic Alliance")
    assert told.out == "nato  Atlantic Alliance\n    name: NATO → Atlantic Alliance\n    + NATO\n"
    nato = by_id(run("actors", "--json").record)["nato"]
    assert (nato["name"], "NATO" in nato["aliases"]) == ("Atlantic Alliance", True)
    assert run("dossier", "atlantic", "--json").record["id"] == "nato"


def test_an_actor_becomes_another_kind(run: Run) -> None:
    told = run("actors", "retype", "nato", "group", "--json")
    (changed,) = told.record["changed"]
    assert (told.record["subject"], changed["id"]) == ("nato", "nato")
    assert (changed["before"]["kind"], changed["after"]["kind"]) == ("organisation", "group")
    assert "mentions" not in changed["after"]
    assert run("actors", "--json", "retype", "nato", "state").record["changed"]


def test_a_name_more_or_less_changes_the_mentions(run: Run, text: Path) -> None:
    run("import", text)
    assert run("actors", "add-name", "china", "Cranes").out == "china  China\n    + Cranes\n"
    assert run("dossier", "china", "--brief", "harbours", "--json").record["mentions"] == 2
    assert run("actors", "drop-name", "china", "Cranes").out == "china  China\n    − Cranes\n"
    assert run("dossier", "china", "--brief", "harbours", "--json").record["mentions"] == 1
    assert run("actors", "drop-name", "china", "Cranes").out == "china  nothing to change\n"


def test_two_actors_become_one_and_two_again(run: Run) -> None:
    counts = by_id(run("actors", "--json").record)
    told = run("actors", "merge", "JD Vance", "Mike Waltz")
    assert told.out.splitlines()[0] == "jd-vance  is now part of mike-waltz"
    assert "    + JD Vance" in told.out.splitlines()
    merged = by_id(run("actors", "--json").record)
    assert "jd-vance" not in merged
    assert merged["mike-waltz"]["mentions"] == counts["jd-vance"]["mentions"] + counts["mike-waltz"]["mentions"]
    told = run("actors", "split", "mike-waltz", "JD Vance", "Vance", "--kind", "group")
    lines = told.out.splitlines()
    new = next(line.split()[0] for line in lines if line.endswith("(new group)"))
    assert {"    − JD Vance", "    − Vance", "    + Vance"} <= set(lines)
    assert by_id(run("actors", "--json").record)[new]["mentions"] >= 1


def test_a_hidden_actor_is_shown_nowhere_until_it_is_shown_again(run: Run) -> None:
    assert run("actors", "hide", "nato").out == "nato  NATO\n    shown: everywhere → nowhere\n"
    assert "nato" not in by_id(run("actors", "--json").record)
    assert "nato" not in by_id(run("show", SHIPPED, "--json").record["actors"])
    hidden = by_id(run("actors", "--all", "--json").record)["nato"]
    assert (hidden["hidden"], hidden["mentions"]) == (True, 0)
    assert "nato  NATO  (organisation, curated, hidden)  0 mentions in 0 briefs" in run("actors", "--all").out
    assert run("actors", "unhide", "NATO").out == "nato  NATO\n    shown: nowhere → everywhere\n"
    assert by_id(run("actors", "--json").record)["nato"]["mentions"] > 10


def test_a_theme_is_corrected_in_the_same_words(run: Run) -> None:
    assert run("themes", "rename", "trade", "Commerce").out.splitlines()[1] == "    name: Trade and tariffs → Commerce"
    assert run("themes", "add-name", "commerce", "customs dut*").out == "trade  Commerce\n    + customs dut*\n"
    told = run("themes", "split", "trade", "customs dut*")
    assert "    − customs dut*" in told.out
    new = next(line.split()[0] for line in told.out.splitlines() if line.endswith("(new theme)"))
    assert run("themes", "merge", new, "trade").out.startswith(f"{new}  is now part of trade\n")
    assert run("themes", "hide", "trade").status == 0
    assert "trade" not in by_id(run("themes", "--json").record)


def test_a_suggestion_is_confirmed(run: Run, desk: Path) -> None:
    from briefreader.brief.registry import Actor

    library = Library(paths.folders(desk))
    library.briefs.save_subjects([Actor("hague", "The Hague", "organisation", status="suggested")], [])
    library.briefs.save_evidence(SHIPPED, [Evidence("hague", "named twice", "in The Hague", "b9")])
    library.close()
    assert run("actors", "confirm", "hague").out == "hague  The Hague\n    status: suggested → confirmed\n"
    assert run("actors", "confirm", "hague").out == "hague  nothing to change\n"
    shown = by_id(run("show", SHIPPED, "--json").record["actors"])["hague"]
    assert shown["evidence"] == [{"reason": "named twice", "words": "in The Hague", "block": "b9"}]
    assert shown["status"] == "confirmed"
    assert "## Why it was suggested\n\n- named twice: “in The Hague” (No Longer" in run("dossier", "hague").out


def test_corrections_are_backed_up_for_as_notes_are(run: Run, desk: Path) -> None:
    run("actors")
    assert not (desk / "backups").exists()
    run("actors", "hide", "nato")
    assert len(list((desk / "backups").glob("*.sqlite"))) == 1


def test_what_cannot_be_corrected_is_said(refused: Refused, run: Run) -> None:
    assert refused("actors", "hide", "nobody") == (
        "briefreader: No actor is called “nobody”; `briefreader actors` lists those that there are."
    )
    assert "No theme is called “nato”" in refused("themes", "hide", "nato")
    assert "No actor is called “trade”" in refused("actors", "hide", "trade")
    assert "fits several" in refused("actors", "hide", "american")
    assert "with itself" in refused("actors", "merge", "nato", "NATO")
    assert "a letter or a figure" in refused("actors", "rename", "nato", " ! ")
    assert "give it another name before" in refused("actors", "drop-name", "nato", "NATO")
    assert "other names" in refused("actors", "split", "nato", "Nothing of the kind")
    assert "No brief" in refused("actors", "--brief", "nothing")


# --- dossiers ---


def test_a_dossier_is_printed_as_markdown(run: Run, tmp_path: Path) -> None:
    run("notes", "add", SHIPPED, "--quote", "Article 5 has lost its former meaning", "--colour", "red", "--note", "So?")
    told = run("dossier", "NATO")
    assert (told.status, told.err) == (0, "")
    html = MarkdownIt("commonmark").enable("table").render(told.out)
    assert html.startswith("<h1>NATO</h1>\n<p>organisation · ")
    assert "retold by Briefreader" in html
    assert "the pledge to <strong>NATO</strong> is no longer ironclad" in html
    assert "¶ 26 · Risk" in html
    file = tmp_path / "nato.md"
    assert run("dossier", "NATO", "--output", file) == (0, f"{file}\n", "")
    assert file.read_text(encoding="utf-8") == told.out


def test_a_dossier_is_written_as_pdf(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "trade.pdf"
    assert run("dossier", "trade", "--brief", SHIPPED, "--output", file).out == f"{file}\n"
    assert file.read_bytes().startswith(b"%PDF")


def test_a_dossier_is_told_in_json(run: Run) -> None:
    note = run("notes", "add", SHIPPED, "--quote", "Article 5 has lost its former meaning", "--json").record
    record = run("dossier", "nato", "--json").record
    assert list(record) == DOSSIER
    assert record["mentions"] == sum(one["mentions"] for one in record["briefs"]) > 10
    assert record["mentions"] == by_id(run("actors", "--json").record)["nato"]["mentions"]
    for place in record["places"]:
        assert list(place) == ["brief", "block", "number", "section", "text", "marks", "notes"]
        assert all(place["text"][start:end] for start, end in place["marks"])
    assert record["notes"] == [note]
    assert {one["kind"] for one in record["themes"]} == {"theme"}
    assert list(record["actors"][0]) == ["id", "name", "kind", "paragraphs"]
    one = run("dossier", "nato", "--brief", SHIPPED, "--json").record
    assert [it["id"] for it in one["briefs"]] == [SHIPPED]
    theme = run("dossier", "trade", "--json").record
    assert theme["mentions"] == by_id(run("themes", "--json").record)["trade"]["mentions"]


def test_private_notes_stay_out_of_a_dossier(run: Run) -> None:
    note = run("notes", "add", SHIPPED, "--quote", "Article 5 has lost its former meaning", "--note", "Secret.").out
    run("notes", "edit", note.strip(), "--private")
    assert "Secret." not in run("dossier", "nato").out


def test_what_has_no_dossier_is_said(refused: Refused, tmp_path: Path) -> None:
    assert "No actor or theme is called “nobody”" in refused("dossier", "nobody")
    assert "end the file's name in .md for Markdown or .pdf for PDF" in refused(
        "dossier", "nato", "--output", tmp_path / "nato.docx"
    )
    assert "does not exist" in refused("dossier", "nato", "--output", tmp_path / "missing" / "nato.pdf")


# --- maps ---


def test_a_map_says_who_appears_where(run: Run) -> None:
    told = run("map", "--brief", SHIPPED, "--json")
    assert (told.status, told.err) == (0, "")
    record = told.record
    assert list(record) == ["rows", "columns", "cells"]
    assert {one["kind"] for one in record["columns"]} == {"section"}
    totals = {one["id"]: one["total"] for one in record["rows"]}
    listed = by_id(run("actors", "--brief", SHIPPED, "--json").record)
    assert totals == {id: one["mentions"] for id, one in listed.items()}
    for cell in record["cells"]:
        assert cell["count"] >= len(cell["blocks"]) >= 1
        assert {one["brief"] for one in cell["blocks"]} == {SHIPPED}
    lines = run("map", "--brief", SHIPPED).out.splitlines()
    at = lines.index(f"NATO  {totals['nato']}")
    assert lines[at + 1].startswith("    Summary: ")


def test_the_columns_of_a_map_are_briefs_where_no_brief_is_named(run: Run) -> None:
    assert {one["kind"] for one in run("map", "--json").record["columns"]} == {"brief"}
    crossed = run("map", "--rows", "actors", "--columns", "themes", "--json").record
    assert {one["kind"] for one in crossed["columns"]} == {"theme"}
    assert {one["kind"] for one in run("map", "--rows", "themes", "--json").record["rows"]} == {"theme"}


def test_a_map_says_who_appears_with_whom(run: Run) -> None:
    record = run("map", "--rows", "company", "--json").record
    assert list(record) == ["actors", "pairs"]
    counts = [pair["count"] for pair in record["pairs"]]
    assert counts == sorted(counts, reverse=True)
    first = record["pairs"][0]
    names = {one["id"]: one["name"] for one in record["actors"]}
    line = f"{names[first['one']]} and {names[first['other']]}: {first['count']} paragraphs"
    assert run("map", "--rows", "company").out.splitlines()[0] == line


def test_an_empty_map_says_so(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("Quiet\n\nNobody is here, and nothing is said of anything at all.\n", encoding="utf-8")
    run("import", empty)
    assert run("map", "--rows", "company", "--brief", "quiet").out == "There is nothing to show yet.\n"


@pytest.mark.parametrize("rows", ["actors", "company"])
def test_a_map_is_drawn_and_written_as_a_table(run: Run, tmp_path: Path, rows: str) -> None:
    picture, table = tmp_path / "map.svg", tmp_path / "map.csv"
    for file in (picture, table):
        assert run("map", "--rows", rows, "--brief", SHIPPED, "--output", file) == (0, f"{file}\n", "")
    assert "<svg" in picture.read_text(encoding="utf-8")
    assert "No Longer Ironclad" in picture.read_text(encoding="utf-8")
    assert len(list(csv.reader(StringIO(table.read_text(encoding="utf-8"))))) > 5


def test_a_map_that_makes_no_sense_is_refused(refused: Refused) -> None:
    assert "no map of themes by themes" in refused("map", "--rows", "themes", "--columns", "themes")
    assert "name it, or choose briefs" in refused("map", "--columns", "sections")
    assert "leave --columns out" in refused("map", "--rows", "company", "--columns", "briefs")


def test_a_map_goes_into_a_picture_or_a_table_alone(refused: Refused, tmp_path: Path) -> None:
    assert ".svg for a picture (SVG) or .csv for a table (CSV)" in refused("map", "--output", tmp_path / "map.png")


@pytest.mark.parametrize(
    "words",
    [
        ["actors", "rename", "nato"],
        ["actors", "retype", "nato", "king"],
        ["actors", "sink", "nato"],
        ["themes", "retype", "trade", "state"],
        ["dossier"],
        ["map", "--rows", "cows"],
        ["map", "--columns", "company"],
    ],
)
def test_wrong_usage_is_said(run: Run, words: list[str]) -> None:
    told = run(*words)
    assert (told.status, told.out) == (2, "")
    assert told.err.splitlines()[-1].startswith("briefreader: ")


# --- what comes with the program is broken ---


def test_a_broken_list_of_names_is_named_and_the_brief_imported_without_it(
    program_with_a_broken_list: Path, desk: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ports.txt"
    file.write_text(TEXT, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "briefreader", "--data-dir", str(desk), "import", str(file)],
        capture_output=True,
        text=True,
        cwd=program_with_a_broken_list,
        env=dict(os.environ, PYTHONPATH=str(program_with_a_broken_list)),
        timeout=60,
        check=False,
    )
    assert told.returncode == 0
    first, second = told.stderr.splitlines()
    assert "The list of names states.tsv cannot be read (it is no text in UTF-8); its actors are not" in first
    assert "The list of themes cannot be read (No such file or directory); no themes are" in second
    library = Library(paths.folders(desk))
    try:
        assert library.brief(told.stdout.split()[0]).metadata.title
    finally:
        library.close()
