"""Searching on the command line: order, facets, what else could be meant, and hits as a file."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.told import Refused, Run

SHIPPED = "no-longer-ironclad"


def test_a_hit_says_all_that_is_known_of_it(run: Run) -> None:
    (hit,) = run("search", '"ceased to look ironclad"', "--json").record["hits"]
    assert (hit["publisher"], hit["date"], hit["note"], hit["colour"], hit["tags"]) == (
        "Clingendael", "2026-01", None, None, [],
    )  # fmt: skip
    assert hit["words"] == ["ceased to look ironclad"]
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == hit["words"]
    block = next(one for one in run("show", SHIPPED, "--json").record["blocks"] if one["number"] == hit["number"])
    names = {one["id"]: one["name"] for one in run("actors", "--json").record}
    assert hit["actors"]
    assert all(one["name"] == names[one["id"]] for one in hit["actors"])
    assert hit["block"] == block["id"]


def test_hidden_and_merged_actors_are_told_as_they_are_now(run: Run) -> None:
    query = '"pledge to NATO is no longer"'
    run("actors", "rename", "nato", "Atlantic Alliance")
    (hit,) = run("search", query, "--json").record["hits"]
    assert {"id": "nato", "name": "Atlantic Alliance"} in hit["actors"]
    run("actors", "hide", "nato")
    (hit,) = run("search", query, "--json").record["hits"]
    assert "nato" not in [one["id"] for one in hit["actors"]]


def test_hits_come_in_the_order_that_is_asked_for(run: Run) -> None:
    placed = run("search", "NATO", "--order", "place", "--json").record["hits"]
    numbers = [hit["number"] for hit in placed if hit["brief"] == SHIPPED and hit["number"]]
    assert numbers == sorted(numbers)
    dates = [hit["date"] for hit in run("search", "NATO", "--order", "date", "--json").record["hits"]]
    assert dates == sorted(dates, reverse=True)


def test_facets_count_and_narrow(run: Run) -> None:
    record = run("search", "NATO", "--json").record
    facets = {one["field"]: one for one in record["facets"]}
    assert [list(one) for one in facets.values()] == [["field", "values", "more"]] * len(facets)
    counts = {one["value"]: one["count"] for one in facets["brief"]["values"]}
    assert sum(counts.values()) == record["total"]
    one = run("search", "NATO", "--facet", "brief=no-longer", "--json").record
    assert one["total"] == counts[SHIPPED]
    chosen = {it["value"] for facet in one["facets"] for it in facet["values"] if it["chosen"]}
    assert chosen == {SHIPPED}
    both = run("search", "NATO", "--facet", "brief=no-longer", "--facet", "brief=using", "--json").record
    assert both["total"] == record["total"]
    lines = run("search", "NATO", "--facets").out.splitlines()
    at = lines.index("brief")
    assert lines[at + 1] == f"    {record['hits'][0]['title']}  {counts[SHIPPED]}"
    assert "brief" not in run("search", "NATO").out.splitlines()


@pytest.mark.parametrize(
    ("facet", "found"),
    [
        ("actor=Donald Trump", True),
        ("theme=Security", True),
        ("publisher=CLINGENDAEL", True),
        ("publisher=Nobody", False),
        ("year=2026", True),
        ("year=1999", False),
        ("section=Conclusion", True),
        ("colour=risk", True),
        ("colour=green", False),
        ("notes=with", True),
        ("notes=note", True),
    ],
)
def test_a_facet_is_named_as_a_user_knows_it(run: Run, facet: str, found: bool) -> None:
    run("notes", "add", SHIPPED, "--quote", "the pledge to NATO", "--colour", "red", "--note", "Which NATO?")
    assert bool(run("search", "NATO", "--facet", facet, "--json").record["total"]) == found


def test_facets_of_notes_are_told_in_words(run: Run) -> None:
    run("notes", "add", SHIPPED, "--quote", "the pledge to NATO", "--colour", "red", "--note", "Which NATO?")
    lines = run("search", "NATO", "--facets").out.splitlines()
    assert {"    Risk  1", "    notes  1", "    paragraphs with notes  1"} <= set(lines)
    (hit,) = run("search", "which NATO", "--facet", "notes=note", "--json").record["hits"]
    assert (hit["kind"], hit["colour"], bool(hit["note"])) == ("note", "red", True)


def test_the_actors_that_a_query_names_are_offered(run: Run) -> None:
    counts = {one["id"]: one for one in run("actors", "--json").record}
    known = run("search", "NATO", "--json").record["known"]
    nato = {key: counts["nato"][key] for key in ("id", "name", "kind", "mentions", "briefs")}
    assert known[0] == nato
    assert f"NATO: {nato['mentions']} mentions" in run("search", "NATO").out.splitlines()


def test_a_query_that_breaks_the_rules_says_so(run: Run) -> None:
    told = run("search", '"the pledge to')
    assert told.out.startswith("A quotation mark is open. It was searched as plain words.\n")
    assert run("search", '"the pledge to', "--json").record["problem"] == "A quotation mark is open."


def test_some_of_the_words_are_found_where_that_is_asked_for(run: Run) -> None:
    assert run("search", "deterrence zeppelin").out == "Nothing found for “deterrence zeppelin”.\n"
    told = run("search", "deterrence zeppelin", "--some")
    assert told.out.startswith("Nothing has all of these words; what follows has some of them.\n" + SHIPPED)
    assert run("search", "deterrence zeppelin", "--some", "--json").record["some"]
    assert not run("search", "deterrence", "--some", "--json").record["some"]


# --- files ---


@pytest.fixture
def noted(run: Run) -> str:
    """A private note and an open one on NATO; the id of the open one."""
    quote = ["notes", "add", SHIPPED, "--quote", "the pledge to NATO", "--note"]
    secret = run(*quote, "Hush NATO.").out.strip()
    run("notes", "edit", secret, "--private")
    return str(run(*quote, "=Open NATO.", "--colour", "red", "--tag", "memo").out.strip())


def test_hits_are_written_as_markdown(run: Run, tmp_path: Path, noted: str) -> None:
    total = run("search", "NATO", "--json").record["total"]
    file = tmp_path / "nato.md"
    assert run("search", "NATO", "--output", file) == (0, f"{file}\n", "")
    source = file.read_text(encoding="utf-8")
    assert "Hush" not in source
    html = MarkdownIt("commonmark").render(source)
    assert html.startswith(f"<h1>Search for “NATO”: {total - 1} hits</h1>")
    assert html.count("<blockquote>") == total - 1
    assert "<strong>NATO</strong>" in html
    assert "retold by Briefreader, ¶ 26" in html
    assert "note on ¶ 26 · What this means for European security · Risk · #memo" in html
    run("search", "ironclad", "--limit", "2", "--output", file)
    assert "here: the first 2\n" in file.read_text(encoding="utf-8")


def test_hits_are_written_as_a_table(run: Run, tmp_path: Path, noted: str) -> None:
    file = tmp_path / "nato.csv"
    assert run("search", "NATO", "--output", file).status == 0
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == run("search", "NATO", "--json").record["total"] - 1
    (note,) = [row for row in rows if row["note"]]
    assert (note["note"], note["kind"], note["colour"], note["tags"]) == (noted, "note", "Risk", "memo")
    assert note["text"].startswith("'=Open NATO.")
    assert not any("Hush" in cell for row in rows for cell in row.values())
    pledge = next(row for row in rows if row["paragraph"] == "26" and not row["note"])
    assert "NATO" in pledge["actors"].split("; ")


def test_hits_are_written_as_the_json_that_is_printed(run: Run, tmp_path: Path, noted: str) -> None:
    file = tmp_path / "nato.json"
    assert run("search", "NATO", "--output", file).status == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    printed = run("search", "NATO", "--limit", "1000", "--json").record
    assert list(written) == list(printed)
    assert written["known"] == printed["known"]
    assert {hit["note"] for hit in written["hits"]} == {None, noted}
    assert [hit for hit in printed["hits"] if hit in written["hits"]] == written["hits"]


def test_what_cannot_be_asked_or_written_is_said(refused: Refused, run: Run, tmp_path: Path) -> None:
    assert ".md for Markdown, .csv for a table (CSV) or .json for JSON" in refused(
        "search", "NATO", "--output", tmp_path / "nato.txt"
    )
    assert "folder does not exist" in refused("search", "NATO", "--output", tmp_path / "missing" / "nato.md")
    assert "choose one of yellow" in refused("search", "NATO", "--facet", "colour=mauve")
    assert "choose one of them" in refused("search", "NATO", "--facet", "notes=mine")
    assert "No theme is called" in refused("search", "NATO", "--facet", "theme=nato")
    for wrong in ("colour", "colour=", "shoe=9"):
        told = run("search", "NATO", "--facet", wrong)
        assert (told.status, told.out) == (2, "")
        assert "FIELD=VALUE" in told.err.splitlines()[-1]
    assert run("search", "NATO", "--order", "size").status == 2
