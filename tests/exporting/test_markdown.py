"""Briefs and notes as Markdown: complete, in order, and readable as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.exporting.markdown import brief_markdown, notes_markdown

from .samples import RIVER, block, brief_of, mark, marks_of_every_sort, paragraph, river

PARSER = MarkdownIt("commonmark").enable("table")


def test_a_brief_is_written_whole_and_in_order() -> None:
    assert brief_markdown(river(), ()) == (
        "# The River and Its Neighbours\n\n"
        "Ada Marsh, Jo Ferry · Delta House · March 2025\n\n"
        "Written for the tests.\n\n"
        f"Edition {river().edition[:12]} · no notes\n\n"
        "## Summary\n\n"
        "**¶ 1** Three towns share one river. This brief asks who may build the next dam.\n\n"
        "## Introduction\n\n"
        "**¶ 2** Water has been shared here for as long as anyone can remember, and quarrelled over for as long.\n\n"
        "## What the towns want\n\n"
        "**¶ 3** **First,** the upper town _wants_ power. A dam would light it, "
        "[see the plan](https://example.org/plan?a=1&b=\\(2\\)).\n\n"
        "**¶ 4** Second, the lower town wants fields. It cannot water them without the spring flood.\n\n"
        "### What they could agree on\n\n"
        "- **¶ 5** a common gauge\n"
        "  - **¶ 6** read every morning\n"
        "- **¶ 7** a common purse\n\n"
        "> **¶ 8** Nobody owns the rain.\n\n"
        "| Town | Wants |\n| --- | --- |\n| Upper | power \\| light |\n| Lower | fields |\n\n"
        "Table 1. Two towns, two wants.\n\n"
        "Figure: A map of the river.\n\n"
        "```\nflow = rain - use\n  if flow < 0: close()\n```\n\n"
        "## About the authors\n\n"
        "Ada Marsh and Jo Ferry live by the river.\n"
    )


def test_marks_stand_in_place_and_notes_at_the_end() -> None:
    brief = river()
    source = brief_markdown(brief, marks_of_every_sort(brief))
    assert "town **[Key point n1:** _wants_ power. **[Risk n2:** A dam **n1]** would light it **n2]**, [see" in source
    assert "**[To check n3:** without the spring flood. **n3 …]**\n" in source
    assert "### **[… To check n3:** What they could agree on **n3 …]**\n" in source
    assert "- **¶ 5** **[… To check n3:** a common **n3]** gauge\n" in source
    assert "| **[Agree n4:** Upper **n4 …]** | **[… Agree n4:** power \\| light **n4 …]** |" in source
    assert "| **[… Agree n4:** Lower **n4]** | fields |" in source
    assert "```\n\n**[Action n5:** flow \\< 0 **n5]**\n" in source
    notes = source[source.index("## Notes\n") :]
    assert notes.startswith(
        "## Notes\n\n**n1** · ¶ 3 · Key point · #dams · R. Eader · 12 January 2026\n\n"
        "Ask for the plan.\\\nAnd the map.\n\nSoon.\n\n**n2** · ¶ 3 · Risk · 12 January 2026\n\n"
        "**n3** · ¶¶ 4–5 · To check · 12 January 2026\n\nA _run_.\n\n"
        "**n4** · in “What they could agree on” · Agree"
    )


def test_what_is_lost_is_listed_apart() -> None:
    brief = river()
    for source in (
        brief_markdown(brief, marks_of_every_sort(brief)),
        notes_markdown(brief, marks_of_every_sort(brief)),
    ):
        assert source.endswith(
            "## Notes whose passage is no longer in the text\n\n> gone dams\n\nWho said that?\n\n"
            f"¶ 7 of edition {brief.edition[:12]} · Risk · 12 January 2026\n"
        )
        assert "6 notes" in source


def test_a_passage_that_no_longer_says_the_same_is_lost_unless_the_reader_confirmed_it() -> None:
    brief = river()
    note = mark(brief, "Nobody owns", note="Hm.")
    elsewhere = replace(note.passage.targets[0], quote="Somebody owns")
    other = replace(note, passage=replace(note.passage, targets=(elsewhere,)))
    assert "no longer in the text" in brief_markdown(brief, [other])
    assert "**[Key point n1:** Nobody owns **n1]**" in brief_markdown(brief, [replace(other, state=State.CHANGED)])
    assert "no longer in the text" in brief_markdown(brief, [replace(note, state=State.LOST)])


def test_notes_alone_stand_under_their_headings_with_their_source() -> None:
    brief = river()
    source = notes_markdown(brief, marks_of_every_sort(brief))
    assert source.startswith(
        "# Notes on “The River and Its Neighbours”\n\nAda Marsh, Jo Ferry · Delta House · March 2025\n"
    )
    headings = [line for line in source.splitlines() if line.startswith("## ")]
    assert headings == [
        "## What the towns want",
        "## What they could agree on",
        "## Notes whose passage is no longer in the text",
    ]
    assert "> without the spring flood.\n>\n> What they could agree on\n>\n> a common\n\nA _run_.\n\n¶¶ 4–5 ·" in source
    assert "Delta House, March 2025, ¶ 3" in source
    assert source.count(f"Edition {brief.edition[:12]}") == 6


def test_a_retelling_says_so() -> None:
    metadata = replace(RIVER, adapted=True)
    source = brief_markdown(brief_of(paragraph("Once."), metadata=metadata), ())
    assert "retelling by Briefreader of the original by Ada Marsh, Jo Ferry" in source
    assert "do not quote them as such" in source
    assert "of the original. Its" in brief_markdown(brief_of(metadata=replace(metadata, authors=())), ())


def test_an_empty_brief_and_one_without_notes_are_written_as_well() -> None:
    empty = Brief("empty", Metadata(title="Nothing"), ())
    assert brief_markdown(empty, ()) == f"# Nothing\n\nEdition {empty.edition[:12]} · no notes\n"
    assert notes_markdown(empty, ()).endswith("There are no notes on this brief yet.\n")


def test_a_date_line_stays_where_the_metadata_knows_no_date_or_someone_marked_it() -> None:
    blocks = (block(BlockKind.DATE, "Some spring"), paragraph("Once."))
    undated = brief_of(*blocks, metadata=replace(RIVER, date=""))
    assert "Some spring" in brief_markdown(undated, ())
    dated = brief_of(*blocks)
    assert "Some spring" not in brief_markdown(dated, ())
    assert "**[Key point n1:** spring **n1]**" in brief_markdown(dated, [mark(dated, "spring")])


def test_the_line_of_the_source_is_written_once() -> None:
    brief = brief_of(block(BlockKind.CAPTION, RIVER.source), paragraph("Once."))
    assert brief_markdown(brief, ()).count(RIVER.source) == 1
    assert brief_markdown(brief_of(paragraph(RIVER.source)), ()).count(RIVER.source) == 2


def test_an_item_too_deep_for_its_list_is_no_code() -> None:
    brief = brief_of(*(block(BlockKind.LIST_ITEM, text, level=level) for text, level in (("a", 5), ("b", 3), ("c", 9))))
    assert "<code>" not in PARSER.render(brief_markdown(brief, ()))
    assert "- **¶ 1** a\n  - **¶ 2** b\n    - **¶ 3** c" in brief_markdown(brief, ())


def test_lists_that_a_heading_parts_are_two_lists() -> None:
    items = [block(BlockKind.LIST_ITEM, text, level=1) for text in "ab"]
    brief = brief_of(items[0], block(BlockKind.HEADING, "Between", level=1), items[1])
    assert PARSER.render(brief_markdown(brief, ())).count("<ul>") == 2


def test_text_that_looks_like_markdown_stays_text() -> None:
    tricky = ("# no heading", "- no item", "1. no item", "> no quotation", "    no code", "***", "[a]: /b", "<b>no</b>")
    brief = brief_of(*(block(BlockKind.BACK_MATTER, text) for text in tricky))
    html = PARSER.render(brief_markdown(brief, ()))
    assert all(tag not in html for tag in ("<li>", "<blockquote>", "<code>", "<hr", "<b>"))
    assert html.count("<h") == 2
    assert "[a]: /b" in html


texts = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=25)


@st.composite
def any_brief(draw: st.DrawFn) -> tuple[Brief, list[Annotation]]:
    kinds = draw(st.lists(st.sampled_from(list(BlockKind)), max_size=6))
    blocks: list[Block] = []
    for kind in kinds:
        text = draw(texts)
        spans = (Span(0, len(text), draw(st.sampled_from(list(SpanKind))), "https://example.org"),)
        blocks.append(block(kind, text, *spans[: draw(st.integers(0, 1))], level=draw(st.integers(0, 7))))
    brief = brief_of(*(replace(one, text=one.text.encode(errors="replace").decode()) for one in blocks))
    notes = [
        mark(brief, one.text, note=draw(texts), colour=draw(st.sampled_from(list(Colour)))) for one in brief.blocks
    ]
    return brief, notes


@given(any_brief())
def test_no_brief_and_no_note_breaks_the_export(drawn: tuple[Brief, list[Annotation]]) -> None:
    brief, notes = drawn
    for source in (brief_markdown(brief, notes), notes_markdown(brief, notes)):
        assert source.encode()
        assert PARSER.render(source).startswith("<h1>")


def test_a_lone_surrogate_costs_one_character() -> None:
    brief = brief_of(paragraph("before \ud800 after"))
    assert "before \ufffd after" in brief_markdown(brief, ())
