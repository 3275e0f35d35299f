"""Search results as Markdown, CSV and JSON: complete, cited, and harmless to whatever reads them."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefreader.brief.model import Metadata
from briefreader.exporting.marked import printable
from briefreader.exporting.tables import COLUMNS, Row, cell, results_csv, results_json, results_markdown

from .samples import RIVER

PARSER = MarkdownIt("commonmark")
TODAY = date(2026, 1, 12)

DAM = Row(
    "river", RIVER, "What the towns want", 3, "paragraph", "A dam would light it; a dam is dear.",
    marks=((2, 5), (24, 27)), words=("dam",), actors=("Upper Town", "Lower Town"),
)  # fmt: skip
GAUGE = Row("river", RIVER, "What they could agree on", 5, "list-item", "a common gauge by the dam", ((22, 25),))
NOTE = Row(
    "river", RIVER, "What the towns want", 3, "note", "Ask for the plan of the dam.", ((24, 27),), ("dam",),
    note="n1", colour="Risk", tags=("dams", "plans"),
)  # fmt: skip
TABLE = Row("port", replace(RIVER, title="The Port", adapted=True), "", None, "table", "Port | Ships")

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=25) | st.text(
    st.sampled_from("a1 =+-@\t\r\n\"',;*_`[]<>|\\#&\u202e\u2028\ud800"), max_size=12
)


def markdown(*rows: Row, query: str = "dam", total: int | None = None) -> str:
    return results_markdown(query, rows, total=len(rows) if total is None else total, made=TODAY)


def parsed(source: str) -> list[tuple[str, str]]:
    """What a parser sees: the tag of each run of words, and the words."""
    seen, open_tags = [], ["p"]
    for token in PARSER.parse(source):
        if token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            open_tags.pop()
        elif token.type == "inline":
            tag = "quote" if "blockquote" in open_tags else open_tags[-1]
            seen.append((tag, "".join(child.content for child in token.children or ())))
    return seen


def test_hits_are_told_by_brief_and_section_with_their_citations() -> None:
    assert markdown(DAM, GAUGE, NOTE, TABLE, total=1_204) == (
        "# Search for “dam”: 1204 hits\n\n"
        "12 January 2026 · here: the first 4\n\n"
        "## The River and Its Neighbours\n\n"
        "Ada Marsh, Jo Ferry · Delta House · March 2025\n\n"
        "### What the towns want\n\n"
        "> A **dam** would light it; a **dam** is dear.\n\n"
        "¶ 3 · What the towns want · "
        'Ada Marsh and Jo Ferry, "The River and Its Neighbours", Delta House, March 2025, ¶ 3\n\n'
        "> Ask for the plan of the **dam**.\n\n"
        "note on ¶ 3 · What the towns want · Risk · #dams #plans · "
        'Ada Marsh and Jo Ferry, "The River and Its Neighbours", Delta House, March 2025, ¶ 3\n\n'
        "### What they could agree on\n\n"
        "> a common gauge by the **dam**\n\n"
        "¶ 5 · What they could agree on · "
        'Ada Marsh and Jo Ferry, "The River and Its Neighbours", Delta House, March 2025, ¶ 5\n\n'
        "## The Port\n\n"
        "Ada Marsh, Jo Ferry · Delta House · March 2025\n\n"
        "This is a retelling by Briefreader of the original by Ada Marsh, Jo Ferry. "
        "Its words are not the author’s: do not quote them as such.\n\n"
        "> Port | Ships\n\n"
        'table · Ada Marsh and Jo Ferry, "The Port", Delta House, March 2025, retold by Briefreader\n'
    )


def test_what_stands_in_no_section_comes_before_the_first() -> None:
    above = replace(DAM, section="", number=1)
    headings = [(tag, words) for tag, words in parsed(markdown(GAUGE, above)) if tag == "h3"]
    assert headings == [("h3", "What they could agree on")]
    source = markdown(GAUGE, above)
    assert source.index("¶ 1 ·") < source.index("### ") < source.index("¶ 5 ·")


def test_a_hit_without_a_number_is_cited_by_its_section() -> None:
    heading = replace(TABLE, section='The "free" port', kind="back-matter")
    assert heading.place == "back matter"
    assert heading.citation.endswith("retold by Briefreader, \"The 'free' port\"")
    assert replace(NOTE, number=None).place == "note"


def test_nothing_and_some_of_the_words_are_told() -> None:
    assert markdown() == "# Search for “dam”: no hits\n\n12 January 2026\n"
    some = results_markdown("dam tax", [DAM], total=1, made=TODAY, some=True)
    assert "1 hit\n\n12 January 2026\n\nNo paragraph or note has all of these words" in some


@given(anything, anything, anything, anything)
def test_no_text_breaks_the_markdown(query: str, title: str, section: str, text: str) -> None:
    row = replace(DAM, about=replace(RIVER, title=title), section=section, snippet=text, marks=((0, len(text)),))
    source = markdown(row, query=query)
    assert source.encode()
    seen = parsed(source)
    assert seen[0] == ("h1", f"Search for “{printable(query.strip())}”: 1 hit")
    shown = _squeezed(printable(title)) or "river"
    assert ("h2", shown) in [(tag, _squeezed(words)) for tag, words in seen]
    quoted = [words for tag, words in seen if tag == "quote"]
    wanted = _squeezed(printable(text.replace("\t", " | ").replace("\n", " | ")))
    assert list(map(_squeezed, quoted)) == ([wanted] if wanted else [])


def _squeezed(text: str) -> str:
    return re.sub(r"^\s+|\s+$", "", text)


@given(anything, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_marks_that_overlap_or_overrun_lose_no_words(text: str, marks: list[tuple[int, int]]) -> None:
    row = replace(DAM, snippet=text, marks=tuple((min(mark), max(mark)) for mark in marks))
    wanted = _squeezed(printable(text.replace("\t", " | ").replace("\n", " | ")))
    shown = [_squeezed(words) for tag, words in parsed(markdown(row)) if tag == "quote"]
    assert shown == ([wanted] if wanted else [])


def read(source: str) -> list[dict[str, str]]:
    assert source.startswith("\ufeff")
    return list(csv.DictReader(StringIO(source[1:], newline="")))


def test_a_table_has_a_line_for_each_hit() -> None:
    source = results_csv("dam", [DAM, NOTE, TABLE])
    assert source.splitlines()[0] == "\ufeff" + ",".join(COLUMNS)
    dam, note, table = read(source)
    assert dam == {
        "query": "dam",
        "brief": "river",
        "title": "The River and Its Neighbours",
        "authors": "Ada Marsh; Jo Ferry",
        "publisher": "Delta House",
        "date": "2025-03",
        "section": "What the towns want",
        "paragraph": "3",
        "kind": "paragraph",
        "note": "",
        "colour": "",
        "tags": "",
        "actors": "Upper Town; Lower Town",
        "found": "dam",
        "text": "A dam would light it; a dam is dear.",
        "citation": DAM.citation,
    }
    assert (note["kind"], note["note"], note["colour"], note["tags"]) == ("note", "n1", "Risk", "dams plans")
    assert (table["paragraph"], "retold by Briefreader" in table["citation"]) == ("", True)
    assert read(results_csv("dam", [])) == []


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tplain", " =1", "\r=1", "\n=1", "＝1", "\x00=1"]
)
def test_a_cell_is_no_formula(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["plain", "a=1", "3", "¶ 3", "", "\x00", "'quoted"])
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    assert cell(text) == printable(text)


@given(anything, anything, anything)
def test_any_text_reads_back_from_the_table(query: str, title: str, text: str) -> None:
    row = replace(DAM, about=Metadata(title), snippet=text, words=(text,), tags=(text,))
    source = results_csv(query, [row])
    assert source.encode("utf-8")
    (found,) = read(source)
    for key, value in (("query", query), ("title", title), ("text", text)):
        assert found[key].removeprefix("'") == printable(value).removeprefix("'")
        assert found[key].lstrip()[:1] not in ("=", "+", "-", "@")


@given(anything)
def test_any_record_reads_back_from_json(text: str) -> None:
    source = results_json({"query": text, "hits": []})
    assert json.loads(source.encode("utf-8"))["query"] == re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_json_is_readable_as_it_is() -> None:
    assert results_json({"query": "Erdoğan"}) == '{\n  "query": "Erdoğan"\n}\n'
