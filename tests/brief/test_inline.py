"""Inline marks have to survive Markdown and come out as safe HTML, whatever the text holds."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.brief.inline import (
    CONTROL,
    inline_html,
    is_safe_address,
    nest,
    read_image,
    read_inline,
    write_inline,
)
from briefreader.brief.model import Span, SpanKind

EM, STRONG, CODE, LINK = SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.CODE, SpanKind.LINK

LINES = st.one_of(
    st.text(st.sampled_from(" *_`[]()<>!&#;-+.1\\|~ab:/@\u00a0"), max_size=14),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=14),
    st.lists(
        st.sampled_from(["&amp;", "<!-- x -->", "[a](b)", "**", "![", "https://a.eu", "<b>", "\\", "`", " ", "1."]),
        max_size=5,
    ).map("".join),
)


@st.composite
def marked_lines(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A line and spans that Markdown can express on it: nested, and code only over what can be printed."""
    text = draw(LINES)
    places = st.integers(0, len(text))
    targets = st.sampled_from(
        ["https://a.eu/x_(y)?a=1&amp;b=*c*|\\d", "https://a.eu/*b*_c_\\d&lt;|", "mailto:a@b.eu", "http://é.eu"]
    )
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(list(SpanKind)))
        spans.append(Span(draw(places), draw(places), kind, draw(targets) if kind is LINK else ""))
    plain = [s for s in spans if s.kind is not CODE or text[s.start : s.end].isprintable()]
    return text, nest(plain, len(text))


@settings(max_examples=300)
@given(marked_lines())
def test_reading_what_was_written_gives_the_same_text_and_spans(line: tuple[str, tuple[Span, ...]]) -> None:
    text, spans = line
    assert read_inline(write_inline(text, spans)) == (text, spans)


@given(marked_lines())
def test_a_cell_keeps_its_text_though_code_may_become_plain(line: tuple[str, tuple[Span, ...]]) -> None:
    text, spans = line
    read, marks = read_inline(write_inline(text, spans, cell=True))
    assert read == text
    assert set(marks) <= set(nest((s for s in spans if s.kind is not CODE), len(text))) | set(spans)


@given(
    LINES,
    st.lists(st.builds(Span, st.integers(-3, 20), st.integers(-3, 20), st.sampled_from(SpanKind), st.just("http://a"))),
)
def test_nested_spans_are_a_tree_and_html_keeps_the_text(text: str, spans: list[Span]) -> None:
    nested = nest(spans, len(text))
    assert nest(nested, len(text)) == nested
    for first in nested:
        for other in nested:
            assert (
                first.end <= other.start
                or other.end <= first.start
                or (
                    (first.start >= other.start and first.end <= other.end)
                    or (other.start >= first.start and other.end <= first.end)
                )
            )
    if text.isprintable():
        fragment = ElementTree.fromstring(f"<p>{inline_html(text, spans)}</p>")
        assert "".join(fragment.itertext()) == text


@given(st.text(st.sampled_from("*_`[]()<>!&#;\\ \nab12"), max_size=40))
def test_any_source_is_read_as_one_line(source: str) -> None:
    text, spans = read_inline(source)
    assert CONTROL.search(text) is None
    assert nest(spans, len(text)) == spans


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("plain", "plain", ()),
        ("a *b* c", "a b c", (Span(2, 3, EM),)),
        ("a\n \nb", "a b", ()),
        ("a _b_ c", "a b c", (Span(2, 3, EM),)),
        ("snake_case_name", "snake_case_name", ()),
        ("un*believ*able", "unbelievable", (Span(2, 8, EM),)),
        ("**a *b* c**", "a b c", (Span(0, 5, STRONG), Span(2, 3, EM))),
        ("***a***", "a", (Span(0, 1, STRONG), Span(0, 1, EM))),
        ("***a***b*", "ab*", (Span(0, 1, STRONG), Span(0, 1, EM))),
        ("*a **b***", "a b", (Span(0, 3, EM), Span(2, 3, STRONG))),
        ("2*3 and *this*", "2*3 and this", (Span(8, 12, EM),)),
        ("5 * 3 * 2", "5 * 3 * 2", ()),
        ("****a****", "****a****", ()),
        ("**a", "**a", ()),
        ("***a**", "*a", (Span(1, 2, STRONG),)),
        ("`a*b*`", "a*b*", (Span(0, 4, CODE),)),
        ("`` a`b ``", "a`b", (Span(0, 3, CODE),)),
        ("``open", "``open", ()),
        ("`a\nb`", "a b", (Span(0, 3, CODE),)),
        ("[x](https://a.eu)", "x", (Span(0, 1, LINK, "https://a.eu"),)),
        ("[*x*](<https://a.eu/(b)> 'title')", "x", (Span(0, 1, LINK, "https://a.eu/(b)"), Span(0, 1, EM))),
        ("[x](https://a.eu/b_(c))", "x", (Span(0, 1, LINK, "https://a.eu/b_(c)"),)),
        ("[x](https://a.eu?b&amp;c)", "x", (Span(0, 1, LINK, "https://a.eu?b&c"),)),
        ("[x](#)", "x", ()),
        ("[x]()", "x", ()),
        ("[x](javascript:alert)", "x", ()),
        ("[x](http://a b)", "[x](http://a b)", ()),
        ("[a [b](http://c)](http://d)", "a b", (Span(0, 3, LINK, "http://d"),)),
        ("[`]`](http://d)", "]", (Span(0, 1, LINK, "http://d"), Span(0, 1, CODE))),
        ("[a] (b)", "[a] (b)", ()),
        ("a] and [b", "a] and [b", ()),
        ("see ![a *map*](map.png) here", "see a map here", ()),
        ("<https://a.eu>", "https://a.eu", (Span(0, 12, LINK, "https://a.eu"),)),
        ("<me@a.eu>", "me@a.eu", (Span(0, 7, LINK, "mailto:me@a.eu"),)),
        ("<b>bold</b>", "<b>bold</b>", ()),
        ("a<!-- not\nseen -->b", "ab", ()),
        ("R&D &mdash; &#8364; &#x20ac; &nope;", "R&D — € € &nope;", ()),
        ("&#10;&#xD800;&#9999999;&NewLine;", " \ufffd\ufffd ", ()),
        ("one  \ntwo\\\n three", "one two three", ()),
        (r"\*a\* \\ \d", r"*a* \ \d", ()),
    ],
)
def test_markdown_is_read_as_a_writer_means_it(source: str, text: str, spans: tuple[Span, ...]) -> None:
    assert read_inline(source) == (text, spans)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("![A *map*](media/map.png)", "A map"),
        (" ![]() ", ""),
        ("![a](b) c", None),
        ("![a]", None),
        ("![a", None),
        ("a", None),
    ],
)
def test_only_an_image_alone_is_an_image(source: str, words: str | None) -> None:
    assert read_image(source) == words


def test_plain_prose_is_written_as_it_reads() -> None:
    text = 'The ministers met; nothing (yet) was signed - not even "that", said A.B. O\'Neill: 40% & more!'
    assert write_inline(text) == text
    assert write_inline("a b c", (Span(2, 3, STRONG),)) == "a **b** c"


@pytest.mark.parametrize("opening", ["# a", "- a", "+ a", "> a", "~~~", "1. a", "2026) a", "| a", "=="])
def test_no_line_begins_as_another_kind_of_block(opening: str) -> None:
    assert "\\" in write_inline(opening)


def test_crossing_spans_are_cut_where_they_cross() -> None:
    crossing = (Span(0, 3, EM), Span(2, 5, STRONG))
    assert inline_html("abcde", crossing) == "<em>ab<strong>c</strong></em><strong>de</strong>"


def test_html_escapes_the_text_and_the_address() -> None:
    html = inline_html('<x> & "y"', (Span(0, 3, LINK, "https://a.eu/?a&b='"), Span(4, 5, CODE)))
    assert html == '<a href="https://a.eu/?a&amp;b=&#x27;">&lt;x&gt;</a> <code>&amp;</code> &quot;y&quot;'


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://a.eu/b?c#d", True),
        ("HTTP://A.EU", True),
        ("mailto:a@b.eu", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("file:///etc/hosts", False),
        ("//a.eu", False),
        ("", False),
        ("https://a.eu/\n", False),
        ('https://a.eu/"onclick', False),
        (" https://a.eu", False),
    ],
)
def test_links_lead_to_the_web_or_to_a_mailbox_alone(target: str, safe: bool) -> None:
    assert is_safe_address(target) is safe
    assert ("<a" in inline_html("x", (Span(0, 1, LINK, target),))) is safe
