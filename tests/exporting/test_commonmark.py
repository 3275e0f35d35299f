"""Whatever is written as CommonMark, an independent parser reads back as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefreader.annotations.model import Annotation, Colour, Passage, Target
from briefreader.brief.model import BlockKind, Span, SpanKind
from briefreader.exporting.commonmark import fenced, heading, inline, line, plain
from briefreader.exporting.marked import MarkedBrief, Run, printable

from .samples import block, brief_of, paragraph

PARSER = MarkdownIt("commonmark").enable("table")

awkward = st.text(st.sampled_from("ab1 .)(!#&;*_`[]<>|~\\+-=:/’“é\u00a0\u202e\ue000€"), max_size=30)
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30) | awkward


def words_of(source: str) -> str:
    """The text that the parser sees, without its markup."""
    found = []
    for token in PARSER.parse(source):
        for child in token.children or ():
            found.append(
                child.content if child.type in ("text", "code_inline") else "\n" if "break" in child.type else ""
            )
        if token.type == "fence":
            found.append(token.content)
    return "".join(found)


def squeezed(text: str) -> str:
    """White space aside at the ends, where Markdown has none."""
    return re.sub(r"^\s+|\s+$", "", text)


@given(anything)
def test_any_text_reads_back_as_itself(text: str) -> None:
    assert words_of(line(plain(text))) == squeezed(printable(text))


@given(anything)
def test_any_heading_reads_back_as_itself(text: str) -> None:
    source = heading(3, plain(text))
    assert squeezed(words_of(source)) == squeezed(printable(text))
    assert [token.tag for token in PARSER.parse(source) if token.type == "heading_open"] == ["h3"]


@given(anything)
def test_any_code_reads_back_as_itself(text: str) -> None:
    assert words_of(fenced(text)) == "\n".join(map(printable, text.split("\n"))) + "\n"


@given(anything, anything)
def test_any_table_cell_reads_back_as_itself(left: str, right: str) -> None:
    cells = [inline([Run(text)], cell=True).strip() for text in (left, right)]
    tokens = PARSER.parse(f"| {cells[0]} | {cells[1]} |\n| --- | --- |")
    seen = ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]
    assert seen == [squeezed(printable(left)), squeezed(printable(right))]


@st.composite
def paragraphs_with_markup(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    text = draw(anything.filter(lambda some: len(some) > 0))
    places = st.integers(0, len(text))
    spans = []
    for kind in draw(st.lists(st.sampled_from(list(SpanKind)), max_size=4)):
        start, end = sorted((draw(places), draw(places)))
        if start < end:
            spans.append(Span(start, end, kind, "https://example.org/(a)_b*" if kind is SpanKind.LINK else ""))
    return text, tuple(spans)


@given(paragraphs_with_markup())
def test_any_mixture_of_markup_keeps_the_text(drawn: tuple[str, tuple[Span, ...]]) -> None:
    text, spans = drawn
    brief = brief_of(paragraph(text, *spans))
    source = inline(MarkedBrief(brief, ()).runs(brief.blocks[0]))
    assert squeezed(words_of(line(source))) == squeezed(printable(text))


@given(paragraphs_with_markup(), st.data())
def test_any_mixture_of_marks_keeps_the_text_and_its_order(
    drawn: tuple[str, tuple[Span, ...]], data: st.DataObject
) -> None:
    text, spans = drawn
    text = printable(text) or "a"
    spans = tuple(span for span in spans if span.end <= len(text))
    brief = brief_of(paragraph(text, *spans))
    places = st.integers(0, len(text))
    notes = []
    for number in range(data.draw(st.integers(1, 3))):
        start, end = sorted((data.draw(places), data.draw(places)))
        if start < end:
            target = Target("b1", 1, start, end, text[start:end])
            notes.append(Annotation(f"a{number}", "river", Passage(brief.edition, (target,)), Colour.RED))
    marked = MarkedBrief(brief, notes)
    expected = ""
    for place in range(len(text) + 1):
        closing = [mark for mark in marked.marks if mark.annotation.passage.targets[0].end == place]
        opening = [mark for mark in marked.marks if mark.annotation.passage.targets[0].start == place]
        signs = [f"n{mark.number}]" for mark in reversed(closing)] + [f"[Risk n{mark.number}:" for mark in opening]
        if signs:
            expected += (" " if closing else "") + " ".join(signs) + (" " if opening else "")
        expected += text[place : place + 1]
    assert squeezed(words_of(line(inline(marked.runs(brief.blocks[0]))))) == squeezed(expected)


def test_markup_becomes_markup() -> None:
    brief = brief_of(
        paragraph(
            "one two three four",
            Span(0, 3, SpanKind.STRONG),
            Span(4, 7, SpanKind.EMPHASIS),
            Span(8, 13, SpanKind.CODE),
            Span(14, 18, SpanKind.LINK, "mailto:a@example.org"),
        )
    )
    source = inline(MarkedBrief(brief, ()).runs(brief.blocks[0]))
    assert source == "**one** _two_ `three` [four](mailto:a@example.org)"


def test_emphasis_inside_a_word_is_still_emphasis() -> None:
    brief = brief_of(paragraph("unbelievable", Span(2, 8, SpanKind.EMPHASIS)))
    html = PARSER.render(inline(MarkedBrief(brief, ()).runs(brief.blocks[0])))
    assert html == "<p>un<em>believ</em>able</p>\n"


def test_markup_meets_a_mark_without_a_space_between() -> None:
    brief = brief_of(paragraph("boldly gone", Span(0, 4, SpanKind.STRONG), Span(6, 11, SpanKind.STRONG)))
    target = Target("b1", 1, 4, 6, "ly")
    note = Annotation("a", "river", Passage(brief.edition, (target,)), Colour.YELLOW)
    html = PARSER.render(inline(MarkedBrief(brief, (note,)).runs(brief.blocks[0])))
    assert html == (
        "<p><strong>bold</strong><strong>[Key point n1:</strong> ly <strong>n1]</strong> <strong>gone</strong></p>\n"
    )


@pytest.mark.parametrize(
    "target",
    ["", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,a", "http://", "https://[", "http://a b"],
)
def test_an_unsafe_link_reads_as_plain_text(target: str) -> None:
    brief = brief_of(paragraph("a link", Span(2, 6, SpanKind.LINK, target)))
    assert inline(MarkedBrief(brief, ()).runs(brief.blocks[0])) == "a link"


def test_an_address_keeps_its_meaning() -> None:
    address = "https://example.org/a_(b)?c=*d*&copy;=1|2"
    brief = brief_of(paragraph("link", Span(0, 4, SpanKind.LINK, address)))
    html = PARSER.render(inline(MarkedBrief(brief, ()).runs(brief.blocks[0])))
    assert 'href="https://example.org/a%5F(b)?c=%2Ad%2A&amp;copy;=1%7C2"' in html


def test_a_character_that_steers_the_layout_is_seen_in_the_source() -> None:
    assert plain("a\u202eb\ue000c") == "a&#8238;b&#57344;c"
    assert plain("Zero\u200dwidth\u00ad joins") == "Zero\u200dwidth\u00ad joins"


def test_a_deep_heading_stays_a_heading() -> None:
    assert heading(9, "x") == "###### x"
    assert block(BlockKind.HEADING, "x", level=6).level == 6


def test_a_number_sign_at_the_end_of_a_heading_stays() -> None:
    assert heading(2, "In C#") == "## In C\\#"


def test_code_that_holds_backticks_or_only_spaces_stays_code_or_spaces() -> None:
    brief = brief_of(paragraph("a `b` c d", Span(2, 5, SpanKind.CODE), Span(7, 8, SpanKind.CODE)))
    assert inline(MarkedBrief(brief, ()).runs(brief.blocks[0])) == "a `` `b` `` c d"


def test_text_that_looks_like_a_reference_or_an_image_stays_text() -> None:
    brief = brief_of(paragraph("&copy; wow!link", Span(11, 15, SpanKind.LINK, "https://example.org")))
    assert inline(MarkedBrief(brief, ()).runs(brief.blocks[0])) == "&amp;copy; wow\\![link](https://example.org)"
