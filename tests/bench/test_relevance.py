"""The benchmark as it is run, on a collection that everybody answers rightly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import rankers
import relevance
from collection import Document

TEXTS = ["On tariffs and trade", "An alliance of states", "Bread and butter", "Ships that sail", "Nothing at all"]


@pytest.fixture
def collection(tmp_path: Path) -> list[str]:
    """The arguments for documents of which each answers one query, and for one that two answer."""
    rows = [f"d{at}\t{text}\tA text of some length that goes on. {text}." for at, text in enumerate(TEXTS)]
    held = {"docs.tsv": rows, "queries.tsv": [], "qrels": []}
    for at, query in enumerate(["tariff", "what is an alliance?", "NOT (bread", "in: ships"]):
        held["queries.tsv"].append(f"q{at}\t{query}")
        held["qrels"].append(f"q{at} 0 d{at} 1")
    paths = []
    for name, lines in held.items():
        paths.append(tmp_path / name)
        paths[-1].write_text("\n".join(lines), encoding="utf-8")
    return [str(path) for path in paths]


def test_every_engine_has_its_row_and_its_run(
    collection: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert relevance.main([*collection, "--runs", str(tmp_path / "runs")]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("5 documents, 4 queries, 4 judged pairs, up to 1,000 results\n")
    rows = {line.split("  ")[0]: line.split() for line in reversed(printed.splitlines())}
    assert rows["Briefreader"][1:4] == ["1.0000", "1.0000", "1.0000"]
    assert rows["SQLite FTS5"][2:5] == ["1.0000", "1.0000", "1.0000"]
    run = (tmp_path / "runs" / "Briefreader.run").read_text().splitlines()
    assert run[0].split()[:4] == ["q0", "Q0", "d0", "1"]
    assert {line.split()[-1] for line in run} == {"Briefreader"}


def test_an_engine_that_is_not_there_is_told_in_its_row(
    collection: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    assert relevance.main(collection) == 0
    assert "tantivy is not installed: pip install --group bench" in capsys.readouterr().out


def test_without_a_collection_nothing_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert relevance.main([]) == 0
    assert "no collection" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        relevance.main(["documents", "queries"])


def test_a_book_is_several_entries_and_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankers, "_LONGEST", 5)
    book = Document("book", "A title", "one two three four five six seven eight tariff")
    parts = list(rankers.entries(0, book, "en"))
    assert [part.text.split() for part in parts] == [
        ["A", "title", "one", "two", "three"],
        ["four", "five", "six", "seven", "eight"],
        ["tariff"],
    ]
    ask = rankers.briefreader(tmp_path / "index", [Document("other", "", "no tariff"), book], "en")
    assert sorted(ask("tariff OR one", 10)) == ["book", "other"]
    assert len(ask("one two seven tariff", 1)) == 1


def test_signs_that_are_commands_are_none() -> None:
    assert rankers.as_typed('-not "U.S. policy" AND tariff* actor:nato (x ~ 3.5%)') == [
        *("not", "U.S.", "policy", "and", "tariff", "actor", "nato", "x", "3.5"),
    ]
