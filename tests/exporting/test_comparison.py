"""The memo on two editions says what changed, and reads back as it was meant in any Markdown parser."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefreader.brief.comparison import Change, compare
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.brief.wording import Piece
from briefreader.exporting.commonmark import delimited
from briefreader.exporting.comparison import comparison_markdown
from briefreader.exporting.marked import printable

PARSER = MarkdownIt("commonmark").enable(["strikethrough", "table"])

HARBOUR = "The harbour has been open to every ship since the treaty of 1922 was signed."
GRAIN = "Grain leaves by rail in winter, when the river is frozen from bank to bank."
TOLLS = "Tolls are paid by weight and not by length, whatever the captains may say."


def edition(*texts: str, title: str = "The Port", adapted: bool = False) -> Brief:
    about = Metadata(title, ("Ada Marsh",), "Delta House", "2025-03", adapted=adapted)
    return Brief("port", about, number_blocks([_block(text) for text in texts]))


def _block(text: str) -> Block:
    if text.startswith("# "):
        return Block("", BlockKind.HEADING, text[2:], level=1)
    return Block("", BlockKind.TABLE if "\t" in text else BlockKind.PARAGRAPH, text)


def test_a_memo_names_the_editions_and_tells_each_change_with_its_place() -> None:
    old = edition("# Costs", "It costs 12 million.", HARBOUR, GRAIN, f"{TOLLS} Ever so.", "Gone.", "Port\tShips\nUp\t3")
    new = edition(
        "# Costs", "It costs 92 million.", f"{TOLLS} Never so.", HARBOUR, "# Rail", GRAIN, "Come.", "Port\tShips\nUp\t4"
    )
    memo = comparison_markdown(compare(old, new), added=("2026-01-12T09:41:07Z", "2026-02-01T09:41:07Z"))
    head, body = memo.split("## ", 1)
    assert head.split("\n\n")[:4] == [
        "# Two editions of “The Port”",
        "Ada Marsh · Delta House · March 2025",
        f"- Old edition: `{old.edition[:12]}`, March 2025, {old.words} words, in the library since 12 January 2026\n"
        f"- New edition: `{new.edition[:12]}`, March 2025, {new.words} words, in the library since 1 February 2026",
        "Of the paragraphs, headings and tables, 2 changed, 2 were added, 1 was deleted, 1 moved and 3 are the same.",
    ]
    assert "~~struck through~~ (between two tildes)" in head
    assert f"## {body}" == (
        "## 1. Changed: ¶ 1\n\nIn “Costs”.\n\n> It costs ~~12~~**92** million.\n\n"
        f"## 2. Moved and changed: ¶ 4, now ¶ 2\n\nIn “Costs”.\n\n> {TOLLS} ~~Ever~~**Never** so.\n\n"
        "## 3. Added: heading\n\n> **Rail**\n\n"
        "## 4. Deleted: ¶ 5\n\nIn “Costs”.\n\n> ~~Gone.~~\n\n"
        "## 5. Added: ¶ 5\n\nIn “Rail”.\n\n> **Come.**\n\n"
        "## 6. Changed: table\n\nFrom “Costs” to “Rail”.\n\n> Port \\| Ships\\\n> Up \\| ~~3~~**4**\n"
    )


def test_editions_with_the_same_words_are_said_to_be_the_same() -> None:
    memo = comparison_markdown(compare(edition(HARBOUR), edition(HARBOUR, title="The *Harbour*")))
    assert memo.startswith("# Two editions of “The \\*Harbour\\*”\n")
    assert memo.endswith("\n\nThe two editions have the same words.\n")
    assert "in the library" not in memo
    assert "tildes" not in memo


def test_a_paragraph_that_only_moved_is_told_once_and_unmarked() -> None:
    memo = comparison_markdown(compare(edition(HARBOUR, GRAIN, TOLLS), edition(TOLLS, HARBOUR, GRAIN)))
    assert memo.endswith(f"## 1. Moved: ¶ 3, now ¶ 1\n\n> {TOLLS}\n")


def test_what_has_no_words_or_differs_in_white_space_alone_says_so() -> None:
    memo = comparison_markdown(compare(edition(HARBOUR), edition(HARBOUR.replace("open to", "open  to"), "")))
    assert "## 1. Changed: ¶ 1\n\nOnly white space differs.\n\n> The harbour has been open  to" in memo
    assert memo.endswith("It has no words.\n")


def test_a_retelling_is_said_to_be_one() -> None:
    memo = comparison_markdown(compare(edition(HARBOUR, adapted=True), edition(GRAIN, adapted=True)))
    assert "do not quote them as such" in memo


Shown = list[tuple[str, str]]


def read_back(tokens: Sequence[Token]) -> Shown:
    """The signs of the text that is shown, each with whether it is struck out or bold."""
    kinds = {"s_open": "deleted", "strong_open": "added", "s_close": "same", "strong_close": "same"}
    shown, kind = [], "same"
    for token in tokens:
        assert token.type in {*kinds, "text", "softbreak", "hardbreak", "text_special"}
        kind = kinds.get(token.type, kind)
        shown += [(one, kind) for one in token.content if not one.isspace()]
    return shown


def meant(pieces: Sequence[Piece]) -> Shown:
    return [
        (one, kind)
        for kind, text in pieces
        for one in "".join(map(printable, text.replace("\t", "|").split("\n")))
        if not one.isspace()
    ]


SIGNS = st.text(
    st.sampled_from("ab1 .\n\t*~_`#>-+=!&;[](){}<\\|:/\"'é中\u200b\u00a0\u2028") | st.characters(), max_size=12
)


@given(st.lists(st.tuples(st.sampled_from(["same", "deleted", "added"]), SIGNS.filter(bool)), min_size=1, max_size=6))
def test_struck_and_bold_stretches_read_back_as_they_are(drawn: list[tuple[str, str]]) -> None:
    stretches = [(kind, printable(text)) for kind, text in drawn if printable(text).strip()]
    if any(one[0] == other[0] for one, other in pairwise(stretches)):
        return
    signs = {"same": "", "deleted": "~~", "added": "**"}
    written = delimited((signs[kind], text) for kind, text in stretches)
    children = PARSER.parseInline(f"x {written} x")[0].children or []
    expected = [(one, kind) for kind, text in stretches for one in text if not one.isspace()]
    assert read_back(children) == [("x", "same"), *expected, ("x", "same")]


@given(st.lists(st.tuples(SIGNS, SIGNS), min_size=1, max_size=3))
def test_every_change_reads_back_with_its_pieces(texts: list[tuple[str, str]]) -> None:
    found = compare(edition(*(old for old, _ in texts)), edition(*(new for _, new in texts)))
    tokens = PARSER.parse(comparison_markdown(found))
    rows = [found.rows[at] for at in found.changes]
    rows = [row for row in rows if row.new or row.change is Change.DELETED]
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1 + len(rows)
    assert [one.split(":")[0].split()[1].casefold() for one in headings[1:]] == [row.change.value for row in rows]
    quoted = [token for token in tokens if token.type == "inline" and token.level == 2 and token.content]
    assert not any(token.type in ("fence", "code_block", "html_block", "hr", "table_open") for token in tokens)
    shown = [read_back(token.children or []) for token in quoted]
    wanted = [signs for row in rows if (signs := meant(row.pieces))]
    assert [signs for signs in shown if signs][-len(wanted) or len(shown) :] == wanted


@pytest.mark.parametrize(
    "text", ["- a", "1. a", "# a", "> a", "---", "```", "    a", "| a |\n| --- |", "[a]: b", "<b>"]
)
def test_a_paragraph_that_looks_like_markup_stays_a_paragraph(text: str) -> None:
    found = compare(edition(HARBOUR), edition(HARBOUR, text))
    tokens = PARSER.parse(comparison_markdown(found))
    kinds = {token.type for token in tokens}
    assert not kinds & {"ordered_list_open", "fence", "code_block", "hr", "html_block", "table_open"}
    assert sum(token.type == "bullet_list_open" for token in tokens) == 1
