"""The command line as a user types it: what it prints, how it ends, and that no fault ever shows a traceback."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import briefreader.app
from briefreader import __version__, cli, paths
from briefreader.errors import StoreError
from briefreader.library import Library
from briefreader.storage.database import Database
from tests.cli.told import Run
from tests.library.samples import TEXT, left_open, spoil_index

ROOT = Path(__file__).resolve().parents[2]
ORIGINAL = ROOT.parent / "shared" / "briefs" / "no-longer-ironclad.txt"
SHIPPED = "no-longer-ironclad"
SUMMARY = ["id", "title", "authors", "publisher", "date", "language", "words", "annotations"]
BLOCK = ["id", "kind", "level", "number", "section", "point", "text"]
MORE = ["description", "sections", "evidence"]
ACTOR = ["id", "name", "kind", "aliases", "status", "mentions", "blocks", "seats", *MORE]
THEME = ["id", "name", "terms", "status", "blocks", "mentions", *MORE]
HIT = [
    "brief", "title", "block", "number", "section", "kind", "score", "snippet", "section_title", "publisher", "date",
    "note", "colour", "tags", "actors", "words", "marks",
]  # fmt: skip
RESULTS = ["query", "total", "took_ms", "suggestion", "hits", "facets", "known", "problem", "some"]
NOTE = [
    "id", "brief", "edition", "blocks", "quote", "colour", "note", "tags", "author", "created", "modified", "state",
    "was", "reason", "done", "private", "mine", "answers", "variant",
]  # fmt: skip
KINDS = {
    "title", "date", "abstract", "heading", "paragraph", "list-item", "quotation", "table", "figure", "caption",
    "code", "back-matter",
}  # fmt: skip
QUOTE = "Where might makes right"


@pytest.fixture
def no_handlers_left() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in root.handlers[:]:
        if handler not in before:
            root.removeHandler(handler)
            handler.close()


def child(*words: str | Path, **environment: str | None) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, in which None takes a variable away."""
    changed = {name: value for name, value in environment.items() if value is not None}
    kept = {name: value for name, value in os.environ.items() if name not in environment}
    command = [sys.executable, "-m", "briefreader", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env={**kept, **changed}, capture_output=True, timeout=60, check=False)


# --- list and show ---


def test_briefs_are_listed(run: Run) -> None:
    told = run("list", "--json")
    assert (told.status, told.err) == (0, "")
    assert [list(one) for one in told.record] == [SUMMARY, SUMMARY]
    first = told.record[0]
    assert (first["id"], first["authors"], first["publisher"]) == (SHIPPED, ["Max Bergmann"], "Clingendael")
    assert (first["date"], first["language"], first["annotations"]) == ("2026-01", "en", 0)
    assert 2_500 <= first["words"] <= 3_700
    assert run("list").out.splitlines()[:2] == [SHIPPED, f"    {first['title']} (2026-01)"]


def assert_sound(record: dict[str, Any]) -> None:
    """What `show` prints agrees with itself."""
    assert list(record) == [*SUMMARY, "edition", "blocks", "actors", "themes"]
    assert re.fullmatch("[0-9a-f]{64}", record["edition"])
    blocks = record["blocks"]
    assert all(list(block) == BLOCK for block in blocks)
    assert {block["kind"] for block in blocks} <= KINDS
    order = {block["id"]: at for at, block in enumerate(blocks)}
    assert len(order) == len(blocks)
    assert all(block["text"].strip() for block in blocks)
    numbers = [block["number"] for block in blocks if block["number"] is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    for at, block in enumerate(blocks):
        assert (block["number"] is not None) == (block["kind"] in ("abstract", "paragraph", "list-item", "quotation"))
        assert (1 <= block["level"] <= 6) == (block["kind"] in ("heading", "list-item"))
        if block["section"] is not None:
            assert order[block["section"]] < at
            assert blocks[order[block["section"]]]["kind"] == "heading"
        if block["point"] is not None:
            assert block["text"].lower().startswith(block["point"].lower())
    assert record["words"] >= sum(len(block["text"].split()) for block in blocks) * 0.9
    for actor in record["actors"]:
        assert list(actor) == ACTOR
        assert actor["kind"] in ("person", "organisation", "state", "group")
        assert actor["mentions"] >= len(actor["blocks"]) >= 1
        assert actor["mentions"] == sum(section["mentions"] for section in actor["sections"])
        assert not set(actor["seats"]) & set(actor["aliases"])
        assert [order[block] for block in actor["blocks"]] == sorted({order[block] for block in actor["blocks"]})
    for theme in record["themes"]:
        assert list(theme) == THEME
        assert theme["blocks"]
        assert theme["mentions"] == len(theme["blocks"]) == sum(section["mentions"] for section in theme["sections"])
        assert all(blocks[order[block]]["number"] is not None for block in theme["blocks"])
    for one in record["actors"] + record["themes"]:
        assert all(blocks[order[section["section"]]] for section in one["sections"])
    assert {one["status"] for one in record["actors"] + record["themes"]} <= {"curated", "suggested", "confirmed"}


def test_a_brief_is_shown_whole(run: Run) -> None:
    told = run("show", SHIPPED, "--json")
    assert (told.status, told.err) == (0, "")
    record = told.record
    assert_sound(record)
    assert {key: record[key] for key in SUMMARY} == run("list", "--json").record[0]
    assert {"NATO", "Donald Trump", "European Union"} <= {actor["name"] for actor in record["actors"]}
    assert 10 <= len(record["themes"]) <= 14
    assert len([block for block in record["blocks"] if block["point"]]) >= 10


def test_the_outline_of_a_brief_is_printed(run: Run) -> None:
    lines = run("show", SHIPPED).out.splitlines()
    assert lines[0].startswith("No Longer Ironclad")
    assert "  Summary  ¶ 1" in lines
    assert any(re.fullmatch(r"    First — .+  ¶ \d+", line) for line in lines)


@pytest.mark.parametrize("words", [SHIPPED, "no-longer", "No Longer Ironclad: America and the Transatlantic Alliance"])
def test_a_brief_goes_by_its_id_its_beginning_or_its_title(run: Run, words: str) -> None:
    assert run("show", words, "--json").record["id"] == SHIPPED


@pytest.mark.parametrize(
    "command", [["show"], ["notes", "list"], ["search", "x", "--brief"], ["export", "--output", "x.md"]]
)
def test_an_unknown_brief_is_said(refused: Callable[..., str], command: list[str]) -> None:
    assert refused(*command, "nothing-of-the-kind") == (
        "briefreader: No brief is called “nothing-of-the-kind”; `briefreader list` shows what is there."
    )


# --- import ---


def test_a_text_is_imported_once(run: Run, text: Path) -> None:
    first = run("import", text, "--json")
    assert (first.status, first.err) == (0, "")
    (record,) = first.record
    assert list(record) == ["id", "title", "edition", "blocks", "new", "former", "notes"]
    assert (record["id"], record["title"], record["new"]) == ("harbours-of-tomorrow", "Harbours of Tomorrow", True)
    shown = run("show", "harbours-of-tomorrow", "--json").record
    assert_sound(shown)
    assert (len(shown["blocks"]), shown["edition"]) == (record["blocks"], record["edition"])
    assert run("import", text, "--json").record == [{**record, "new": False}]
    assert run("import", text).out == "harbours-of-tomorrow\n"


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="the original text is not here")
def test_the_original_shows_the_actors_of_the_library_at_once(run: Run) -> None:
    ((record),) = run("import", ORIGINAL, "--json").record
    assert record["new"]
    assert record["id"] != SHIPPED
    shown = run("show", record["id"], "--json").record
    assert_sound(shown)
    names = {actor["name"]: actor["mentions"] for actor in shown["actors"]}
    assert {"NATO", "Donald Trump", "European Union", "JD Vance", "Russia", "China", "Ukraine"} <= set(names)
    plain = sum(len(re.findall(r"\bNATO\b", block["text"])) for block in shown["blocks"])
    assert names["NATO"] >= plain > 10
    points = [block["point"] for block in shown["blocks"] if block["point"]]
    assert points.count("First") >= 2
    written = "".join("".join(block["text"].split()) for block in shown["blocks"])
    for word in set(re.findall(r"\w{4,}", re.sub(r"\(https?:[^)]*\)|<[^>]*>", "", ORIGINAL.read_text("utf-8")))):
        assert word in written
    assert run("import", ORIGINAL, "--json").record == [{**record, "new": False}]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b" \n\t\n", "is empty"), (bytes(range(256)) * 50, "binary"), (b"%PDF-1.7 and more", "PDF")],
    ids=["empty", "blank", "binary", "pdf"],
)
def test_a_file_that_is_no_text_is_refused(
    refused: Callable[..., str], run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    line = refused("import", path, "--json")
    assert "odd.txt" in line
    assert words in line
    assert len(run("list", "--json").record) == 2


def test_a_missing_a_huge_and_a_wrong_folder_are_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "There is no file" in refused("import", tmp_path / "nowhere.txt")
    assert "nowhere.brief" in refused("import", tmp_path / "nowhere.brief")
    assert "folder without a brief.md" in refused("import", tmp_path)
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "100 MB" in refused("import", huge)


def test_one_bad_file_does_not_hold_up_the_others(run: Run, text: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("Harbours of Tomorrow", "Harbours of Yesterday"), encoding="utf-8")
    told = run("import", text, tmp_path / "nowhere.txt", other, tmp_path, "--json")
    assert told.status == 1
    assert [one["id"] for one in told.record] == ["harbours-of-tomorrow", "harbours-of-yesterday"]
    assert len(told.err.splitlines()) == 2


# --- search ---


def test_a_search_finds_blocks(run: Run) -> None:
    told = run("search", '"Article 5"', "--brief", SHIPPED, "--json")
    assert (told.status, told.err) == (0, "")
    record = told.record
    assert list(record) == RESULTS
    assert (record["query"], record["suggestion"]) == ('"Article 5"', None)
    assert record["total"] == len(record["hits"]) > 1
    assert all(list(hit) == HIT for hit in record["hits"])
    assert [hit["score"] for hit in record["hits"]] == sorted((hit["score"] for hit in record["hits"]), reverse=True)
    blocks = {block["id"]: block for block in run("show", SHIPPED, "--json").record["blocks"]}
    for hit in record["hits"]:
        assert "Article 5" in hit["snippet"]
        assert {key: blocks[hit["block"]][key] for key in ("number", "section", "kind")} == {
            key: hit[key] for key in ("number", "section", "kind")
        }


def test_a_search_can_be_limited(run: Run) -> None:
    one = run("search", "NATO", "--limit", "1", "--json").record
    assert (len(one["hits"]), one["total"] > 10) == (1, True)
    other = run("search", "mark", "--brief", "using", "--json").record
    assert {hit["brief"] for hit in other["hits"]} == {"using-briefreader"}


def test_a_search_takes_words_as_they_are(run: Run) -> None:
    assert run("search", "ironcl", "--json").record["total"] == 0
    assert run("search", "ironclad", "--json").record["total"] > 0


def test_hits_are_printed_for_people(run: Run) -> None:
    lines = run("search", "deterrence", "--limit", "2").out.splitlines()
    assert re.fullmatch(rf"{SHIPPED}  (¶ \d+|[a-z-]+)", lines[0])
    assert "deterrence" in lines[1].lower()
    nothing = run("search", "deterence zzz").out
    assert nothing.startswith("Nothing found for “deterence zzz”.")
    assert run("search", "Clingendeal").out == "Nothing found for “Clingendeal”. Did you mean “clingendael”?\n"


def test_a_note_is_found_as_soon_as_it_is_written(run: Run) -> None:
    note = run("notes", "add", SHIPPED, "--quote", QUOTE, "--note", "Ask the admiral.", "--json").record
    (hit,) = run("search", "admiral", "--json").record["hits"]
    assert (hit["kind"], hit["block"]) == ("note", note["blocks"][0])
    assert re.match(rf"{SHIPPED}  ¶ \d+, note\n    Ask the admiral\. Where", run("search", "admiral").out)
    run("notes", "delete", note["id"])
    assert run("search", "admiral", "--json").record["total"] == 0


@left_open
@pytest.mark.parametrize("how", ["spoilt", "missing", "cut", "garbled"])
def test_a_broken_index_is_rebuilt_without_a_word(run: Run, desk: Path, how: str) -> None:
    folder = desk / "cache" / "index"
    before = run("search", "NATO", "--json").record
    if how == "spoilt":
        spoil_index(folder)
    elif how == "missing":
        shutil.rmtree(folder)
    elif how == "cut":
        next(folder.glob("*.trm")).write_bytes(b"")
    else:
        (folder / "manifest.json").write_text("{", encoding="utf-8")
    told = run("search", "NATO", "--json")
    assert (told.status, told.err) == (0, "")
    assert told.record["hits"] == before["hits"]


def test_an_index_that_cannot_be_written_is_said_and_the_store_not_blamed(
    refused: Callable[..., str], run: Run, desk: Path
) -> None:
    shutil.rmtree(desk / "cache")
    (desk / "cache").write_text("A file where the folder should be.", encoding="utf-8")
    assert "search index" in refused("search", "NATO")
    assert run("list").status == 0


# --- notes ---


def test_a_note_is_added_listed_and_deleted(run: Run) -> None:
    added = run(
        "notes", "add", SHIPPED, "--quote", QUOTE, "--colour", "risk", "--note", "Is it?", "--tag", "a", "--tag", "#b",
        "--json",
    )  # fmt: skip
    assert (added.status, added.err) == (0, "")
    note = added.record
    assert list(note) == NOTE
    assert (note["brief"], note["quote"], note["colour"], note["note"]) == (SHIPPED, QUOTE, "red", "Is it?")
    assert (note["tags"], note["state"], len(note["blocks"])) == (["a", "b"], "exact", 1)
    assert datetime.fromisoformat(note["created"]) == datetime.fromisoformat(note["modified"])
    assert note["edition"] == run("show", SHIPPED, "--json").record["edition"]
    assert run("notes", "list", SHIPPED, "--json").record == [note]
    assert run("notes", "list", SHIPPED).out == f"{note['id']}  red  “{QUOTE}”\n    Is it?\n"
    assert run("list", "--json").record[0]["annotations"] == 1
    gone = run("notes", "delete", note["id"])
    assert gone.out == f"{note['id']}\n"
    assert run("notes", "list", SHIPPED, "--json").record == []
    assert run("notes", "list", SHIPPED).out == ""


def test_a_mark_is_yellow_without_another_word(run: Run) -> None:
    id = run("notes", "add", SHIPPED, "--quote", QUOTE).out.strip()
    assert [
        (one["id"], one["colour"], one["note"], one["tags"]) for one in run("notes", "list", SHIPPED, "--json").record
    ] == [(id, "yellow", "", [])]
    assert run("notes", "delete", id, "--json").record["id"] == id


def test_a_note_whose_words_are_gone_is_still_listed(run: Run, text: Path) -> None:
    run("import", text)
    run("notes", "add", "harbours", "--quote", "Cranes lift the boxes", "--note", "Heavy.")
    text.write_text(TEXT.replace("Cranes lift the boxes, and l", "L"), encoding="utf-8")
    run("import", text)
    assert "“Cranes lift the boxes”  (lost)\n    Heavy." in run("notes", "list", "harbours").out


def test_what_cannot_be_noted_is_said(refused: Callable[..., str]) -> None:
    add = ["notes", "add", SHIPPED, "--quote"]
    assert "“mauve”: choose one of yellow (Key point), blue (To check)" in refused(*add, QUOTE, "--colour", "mauve")
    assert "does not say “Nobody wrote this”" in refused(*add, "Nobody wrote this")
    assert "does not say" in refused(*add, " ")
    assert "no note “0815”" in refused("notes", "delete", "0815")


def test_the_store_is_backed_up_before_the_first_change_of_a_day(run: Run, desk: Path) -> None:
    assert run("list").status == 0
    assert not (desk / "backups").exists()
    for _ in range(2):
        run("notes", "add", SHIPPED, "--quote", QUOTE)
    assert len(list((desk / "backups").glob("*.sqlite"))) == 1


def test_a_change_is_made_even_where_no_backup_can_be(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Database) -> Path:
        raise StoreError("No backup could be made.")

    monkeypatch.setattr(Database, "backup_if_due", full)
    told = run("notes", "add", SHIPPED, "--quote", QUOTE, "--json")
    assert (told.status, told.err) == (0, "briefreader: No backup could be made.\n")
    assert told.record["quote"] == QUOTE


# --- export ---


@pytest.mark.parametrize("what", ["brief", "notes"])
def test_a_brief_is_exported(run: Run, tmp_path: Path, what: str) -> None:
    run("notes", "add", SHIPPED, "--quote", QUOTE, "--note", "Is it?")
    for suffix in (".md", ".pdf"):
        path = tmp_path / f"out{suffix}"
        told = run("export", SHIPPED, "--output", path, "--what", what)
        assert told == (0, f"{path}\n", "")
        content = path.read_bytes()
        assert content.startswith(b"%PDF-") if suffix == ".pdf" else "Is it?" in content.decode()


def test_what_cannot_be_exported_is_said(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "missing" in refused("export", SHIPPED, "--output", tmp_path / "missing" / "out.md")
    assert "docx" in refused("export", SHIPPED, "--output", tmp_path / "out.docx")
    (tmp_path / "folder.md").mkdir()
    assert "folder.md" in refused("export", SHIPPED, "--output", tmp_path / "folder.md")


# --- doctor ---


def test_the_doctor_finds_a_sound_library_sound(run: Run) -> None:
    told = run("doctor", "--json")
    assert (told.status, told.err) == (0, "")
    assert [list(one) for one in told.record] == [["subject", "sound", "words"]] * len(told.record)
    assert {"store", "index", "fonts", "data folder"} <= {one["subject"] for one in told.record}
    assert all(line.startswith("ok  ") for line in run("doctor").out.splitlines())


def test_the_doctor_is_content_with_a_first_start(run: Run, desk: Path) -> None:
    shutil.rmtree(desk)
    assert run("doctor").status == 0


@left_open
def test_the_doctor_repairs_the_index(run: Run, desk: Path) -> None:
    spoil_index(desk / "cache" / "index")
    told = run("doctor")
    assert told.status == 1
    assert [line[:10] for line in told.out.splitlines() if line.startswith("BAD")] == ["BAD index:"]
    assert run("doctor", "--repair").status == 0
    assert run("doctor").status == 0


# --- the store ---


def test_a_broken_store_is_set_aside_and_its_newest_backup_restored(run: Run, desk: Path) -> None:
    note = run("notes", "add", SHIPPED, "--quote", QUOTE, "--json").record
    library = Library(paths.folders(desk))
    library.database.backup()
    library.close()
    store = desk / "briefreader.sqlite"
    store.write_bytes(b"no database" * 9999)
    told = run("notes", "list", SHIPPED, "--json")
    assert told.status == 0
    assert told.record == [note]
    (line,) = told.err.splitlines()
    assert "set aside" in line
    assert "was restored" in line
    assert len(list(desk.glob("briefreader-broken-*.sqlite"))) == 1
    assert run("notes", "list", SHIPPED).err == ""


def test_a_newer_store_is_left_alone(refused: Callable[..., str], desk: Path) -> None:
    store = desk / "briefreader.sqlite"
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = store.read_bytes()
    assert "newer version" in refused("list")
    assert store.read_bytes() == before


def test_newer_shipped_briefs_are_taken_in(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tmp_path / "content"
    shutil.copytree(paths.content(), content)
    with (content / "using-briefreader" / "brief.md").open("a", encoding="utf-8") as file:
        file.write("\nOne more word on zeppelins.\n")
    monkeypatch.setattr(paths, "content", lambda: content)
    assert run("search", "zeppelins", "--json").record["total"] == 1
    (content / "using-briefreader" / "brief.md").write_text("No pack.", encoding="utf-8")
    told = run("list")
    assert told.status == 0
    assert "brief.md" in told.err


# --- usage ---


@pytest.mark.parametrize(
    "words",
    [
        ["--bogus"],
        ["list", "--bogus"],
        ["list", "--js"],
        ["show"],
        ["import"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["notes"],
        ["notes", "add", SHIPPED],
        ["export", SHIPPED],
        ["export", SHIPPED, "--output", "x.md", "--what", "everything"],
        ["list", "--data-dir", "elsewhere"],
        ["one", "two"],
    ],
)
def test_wrong_usage_is_said(run: Run, words: list[str]) -> None:
    told = run(*words)
    assert (told.status, told.out) == (2, "")
    lines = told.err.splitlines()
    assert lines[0].startswith("usage: briefreader")
    assert lines[-1].startswith("briefreader: ")


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"briefreader {__version__}\n", "")


def test_help_names_every_command_but_the_inner_ones(run: Run) -> None:
    words = run("--help").out
    assert all(re.search(rf"^    {name} ", words, re.MULTILINE) for name in cli.COMMANDS)
    assert "_index" not in words
    assert "_read" not in words


def test_a_data_folder_can_be_given_in_either_form(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([f"--data-dir={desk}", "list"]) == 0
    assert cli.main(["--data-dir", str(desk), "list"]) == 0
    assert SHIPPED in capsys.readouterr().out


def test_without_a_data_folder_the_platform_says_where(
    home_of_their_own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["list"]) == 0
    assert SHIPPED in capsys.readouterr().out
    assert paths.folders().store.is_file()


@pytest.mark.parametrize(
    ("words", "what"),
    [([], ""), (["brief.txt"], "brief.txt"), (["open"], ""), (["open", "list"], "list"), ([SHIPPED], SHIPPED)],
)
def test_without_a_command_the_window_opens(
    desk: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], what: str
) -> None:
    opened: list[tuple[Path, str]] = []

    def window(folders: paths.Folders, wanted: str) -> int:
        opened.append((folders.data, wanted))
        return 0

    monkeypatch.setattr(briefreader.app, "run", window)
    assert cli.main(["--data-dir", str(desk), *words]) == 0
    assert opened == [(desk, what)]


def test_the_tour_goes_where_it_is_told(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[Path, Path | None]] = []

    def tour(output: Path, data_dir: Path | None) -> int:
        taken.append((output, data_dir))
        return 0

    monkeypatch.setattr(briefreader.app, "tour", tour)
    assert cli.main(["tour", "--output", str(tmp_path)]) == 0
    assert cli.main(["--data-dir", str(desk), "tour", "--output", str(tmp_path)]) == 0
    assert taken == [(tmp_path, None), (tmp_path, desk)]


def test_the_inner_commands_do_their_work(run: Run, desk: Path, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", text)
    told = run("_index")
    assert told == (0, "Indexing 1 of 1\n", "")
    assert run("_index") == (0, "", "")
    monkeypatch.setattr("briefreader.importing.worker.main", lambda words: len(words))
    assert cli.main(["_read", str(text)]) == 1


# --- faults ---


@pytest.mark.usefixtures("no_handlers_left")
def test_a_fault_of_the_program_goes_to_the_log(
    refused: Callable[..., str], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_: Library) -> None:
        raise RuntimeError("the wheels came off")

    monkeypatch.setattr(Library, "summaries", fault)
    log = desk / "logs" / "briefreader.log"
    assert refused("list") == (
        f"briefreader: Something unexpected went wrong (RuntimeError); the details are in {log}."
    )
    written = log.read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "the wheels came off" in written


@pytest.mark.usefixtures("no_handlers_left")
def test_a_fault_that_cannot_be_logged_is_said_all_the_same(
    refused: Callable[..., str], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_: Library) -> None:
        raise RuntimeError("the wheels came off")

    monkeypatch.setattr(Library, "summaries", fault)
    shutil.rmtree(desk / "logs", ignore_errors=True)
    (desk / "logs").write_text("A file where the folder should be.", encoding="utf-8")
    assert refused("list").endswith("(RuntimeError); no log of it could be written.")


@pytest.mark.usefixtures("no_handlers_left")
def test_a_fault_before_anything_was_understood_is_logged_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault() -> None:
        raise RuntimeError("the wheels came off")

    monkeypatch.setattr(cli, "_parser", fault)
    assert cli.main(["list"]) == 1
    assert str(paths.folders().log) in capsys.readouterr().err


def test_an_interrupted_command_stops_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Library) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "summaries", interrupt)
    assert run("list") == (130, "", "")


def test_a_program_without_a_terminal_still_runs(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows gives a windowed program neither output nor errors to write to."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["--data-dir", str(desk), "list"]) == 0
    assert cli.main(["--data-dir", str(desk), "show", "nothing"]) == 1


# --- in processes of their own ---


def test_a_reader_that_leaves_early_is_no_fault(desk: Path) -> None:
    """As in `briefreader show BRIEF --json | head -1`: more than a pipe holds, and less."""
    for words in (["show", SHIPPED, "--json"], ["list"]):
        command = [sys.executable, "-m", "briefreader", "--data-dir", str(desk), *words]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stderr is not None
            writer.stdout.close()
            assert writer.stderr.read() == b""
        assert writer.returncode == 1


def test_a_plain_terminal_gets_utf_8(desk: Path) -> None:
    told = child(
        "--data-dir", desk, "show", SHIPPED, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING=None
    )
    assert (told.returncode, told.stderr) == (0, b"")
    assert "¶ 1" in told.stdout.decode("utf-8")


def test_a_missing_screen_is_said_in_one_line(desk: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("elsewhere there is always a screen")
    told = child("--data-dir", desk, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert (told.returncode, told.stdout) == (1, b"")
    (line,) = told.stderr.decode().splitlines()
    assert line.startswith("briefreader: There is no screen")


def test_a_folder_that_cannot_be_made_is_said_before_a_window_opens(desk: Path) -> None:
    told = child("--data-dir", desk / "briefreader.sqlite", QT_QPA_PLATFORM="offscreen")
    assert (told.returncode, told.stdout) == (1, b"")
    (line,) = told.stderr.decode().splitlines()
    assert line.startswith("briefreader: The folder ")


def test_wrong_usage_and_errors_have_their_own_status(desk: Path) -> None:
    assert child("--data-dir", desk, "show", "nothing").returncode == 1
    assert child("--data-dir", desk, "show").returncode == 2
