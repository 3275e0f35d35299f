from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.errors import ImportFailed
from briefreader.importing.exchange import answer_from_json, brief_to_json, failure_to_json

SPANS = st.builds(Span, st.integers(0, 9), st.integers(0, 9), st.sampled_from(SpanKind), st.text(max_size=5))
BLOCKS = st.builds(
    Block,
    st.text(max_size=4),
    st.sampled_from(BlockKind),
    st.text(max_size=20),
    st.lists(SPANS, max_size=2).map(tuple),
    st.integers(0, 6),
    st.none() | st.integers(1, 9),
    st.none() | st.text(max_size=4),
    st.none() | st.text(max_size=4),
)
METADATA = st.builds(Metadata, st.text(max_size=9), st.lists(st.text(max_size=9), max_size=2).map(tuple))


@given(st.builds(Brief, st.text(max_size=9), METADATA, st.lists(BLOCKS, max_size=3).map(tuple)))
def test_a_brief_comes_back_as_it_went(brief: Brief) -> None:
    assert answer_from_json(brief_to_json(brief)) == brief


def test_a_failure_comes_back_as_an_error() -> None:
    with pytest.raises(ImportFailed, match="too wide"):
        answer_from_json(failure_to_json("The sea is too wide."))


UNKNOWN_KIND = brief_to_json(Brief("a", Metadata("A"), (Block("b1", BlockKind.CODE, "x"),))).replace("code", "poem")
NONSENSE = ["", "{", "[]", "null", "{}", '{"brief": {}}', '{"brief": 3}', b"\xff\xfe\xff", "[" * 100_000, UNKNOWN_KIND]


@pytest.mark.parametrize("answer", NONSENSE, ids=range(len(NONSENSE)))
def test_what_is_no_answer_is_a_value_error(answer: str | bytes) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the decoder's words are not ours to test
        answer_from_json(answer)
    assert not isinstance(caught.value, ImportFailed)
