"""The paragraphs of a note, however it is written, and that none of its words is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.markup import BREAK, LONGEST, Part, may_follow, parts_of
from briefreader.brief.model import Span, SpanKind

SIGNS = (
    *("*", "**", "_", "`", "[", "](javascript:x)", "](note:n)", ")", "![", "<!--", "<b>", "> ", "- ", "3. ", "# "),
    *("```\n", "~~~", "---\n", "\n", "\n\n", "  ", "\t", "&#xfdd5;", "\ufffe", "\ud800", "treaty", "Haag"),
    "http://a.b",
)
MARKUP = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


def test_lines_lists_quotations_headings_code_and_rules_are_told_apart() -> None:
    note = "# Why\none\ntwo\n- a\n  2) b\n\n> said\n> so\n***\n```\n*x*\n\ny\n```"
    assert parts_of(note) == (
        Part("heading", "Why"),
        Part("paragraph", f"one{BREAK}two"),
        Part("item", "a", mark="•", depth=1),
        Part("item", "b", mark="2)", depth=2),
        Part("paragraph", f"said{BREAK}so", quoted=1),
        Part("rule", "———"),
        Part("code", f"*x*{BREAK}{BREAK}y"),
    )


def test_a_fence_ends_at_one_that_is_as_long() -> None:
    assert parts_of("````\n```\n````\nafter") == (Part("code", "```"), Part("paragraph", "after"))
    assert parts_of("~~~\n```\n~~~~~") == (Part("code", "```"),)


def test_an_address_that_cannot_be_followed_is_told_behind_its_words_and_what_follows_moves() -> None:
    part = parts_of("**a [b](javascript:x) c** *d* [e](note:n) [file:x](file:x)")[0]
    assert part.text == "a b (javascript:x) c d e file:x"
    assert part.spans == (
        Span(0, 20, SpanKind.STRONG),
        Span(21, 22, SpanKind.EMPHASIS),
        Span(23, 24, SpanKind.LINK, "note:n"),
    )


def test_what_ends_where_an_address_is_told_ends_before_it() -> None:
    part = parts_of("**[b](x:y)***c*")[0]
    assert part.text.startswith("b (x:y)")
    assert Span(0, 1, SpanKind.STRONG) in part.spans


def test_a_note_that_is_too_long_or_too_deep_is_one_paragraph_as_typed() -> None:
    for note in ("*a*\n" * LONGEST, "[" * 3000 + "deep" + "](a)" * 3000):
        assert parts_of(note) == (Part("paragraph", note.replace("\n", BREAK)),)


@pytest.mark.parametrize("note", ["", "\n\n", " \t"])
def test_a_note_without_words_has_no_parts(note: str) -> None:
    assert parts_of(note) == ()


@given(MARKUP)
def test_no_word_is_lost_and_spans_stay_inside_their_text(note: str) -> None:
    parts = parts_of(note)
    for word in ("treaty", "Haag"):
        assert sum(part.text.count(word) for part in parts) >= note.count(word)
    for part in parts:
        for span in part.spans:
            assert 0 <= span.start < span.end <= len(part.text)
            assert span.kind is not SpanKind.LINK or may_follow(span.target)
        assert list(part.spans) == sorted(part.spans, key=lambda span: (span.start, -span.end))
