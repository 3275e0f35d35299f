from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.model import Span, SpanKind
from briefreader.importing.inline import resolve_markup


@pytest.mark.parametrize(
    ("marked", "plain", "spans"),
    [
        ("a *b c* d", "a b c d", [(2, 5, SpanKind.EMPHASIS, "")]),
        ("_a_ and snake_case_name", "a and snake_case_name", [(0, 1, SpanKind.EMPHASIS, "")]),
        ("**a** __b__", "a b", [(0, 1, SpanKind.STRONG, ""), (2, 3, SpanKind.STRONG, "")]),
        ("**a *b***", "a b", [(0, 3, SpanKind.STRONG, ""), (2, 3, SpanKind.EMPHASIS, "")]),
        ("`a *b*`", "a *b*", [(0, 5, SpanKind.CODE, "")]),
        ("[a](#) [b]() [c](javascript:x)", "a b c", []),
        (
            "[a *b*](https://x.org/(1))",
            "a b",
            [(0, 3, SpanKind.LINK, "https://x.org/(1)"), (2, 3, SpanKind.EMPHASIS, "")],
        ),
        ("[m](mailto:a@x.org)", "m", [(0, 1, SpanKind.LINK, "mailto:a@x.org")]),
        ('![a](http://x.org "title")', "a", [(0, 1, SpanKind.LINK, "http://x.org")]),
        ("<https://x.org>", "https://x.org", [(0, 13, SpanKind.LINK, "https://x.org")]),
        ("(see https://x.org/a).", "(see https://x.org/a).", [(5, 20, SpanKind.LINK, "https://x.org/a")]),
        ("[https://x.org](https://x.org)", "https://x.org", [(0, 13, SpanKind.LINK, "https://x.org")]),
        ("2 * 3 * 4, [1] and a*b", "2 * 3 * 4, [1] and a*b", []),
    ],
)
def test_marks_become_spans(marked: str, plain: str, spans: list[tuple[int, int, SpanKind, str]]) -> None:
    assert resolve_markup(marked) == (plain, tuple(Span(*span) for span in spans))


def test_a_backslash_frees_a_mark_in_markdown_alone() -> None:
    assert resolve_markup(r"\*a\* *b*", escapes=True) == ("*a* b", (Span(4, 5, SpanKind.EMPHASIS),))
    assert resolve_markup(r"C:\_a")[0] == r"C:\_a"


@given(st.text(st.sampled_from("ab *_`[]()<>!#\\:/hps."), max_size=120))
def test_spans_lie_inside_the_text_and_no_letter_is_invented(text: str) -> None:
    plain, spans = resolve_markup(text)
    assert all(0 <= span.start <= span.end <= len(plain) for span in spans)
    kept = iter(text)
    assert all(character in kept for character in plain)


def test_markers_nested_without_end_are_read_in_bounded_depth() -> None:
    plain, _ = resolve_markup("**__" * 200 + "a" + "__**" * 200)
    assert "a" in plain
