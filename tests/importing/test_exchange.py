from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.registry import Actor, Evidence, Pack, Theme
from briefreader.errors import ImportFailed
from briefreader.importing.exchange import answer_from_json, failure_to_json, pack_to_json

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


NAMES = st.text(max_size=6)
LISTS = st.lists(NAMES, max_size=2).map(tuple)
ACTORS = st.builds(Actor, NAMES, NAMES, NAMES, LISTS, NAMES, NAMES, LISTS)
PARAGRAPHS = st.lists(st.tuples(NAMES, st.lists(st.integers(1, 9), max_size=2).map(tuple)), max_size=2).map(tuple)
THEMES = st.builds(Theme, NAMES, NAMES, LISTS, NAMES, NAMES, PARAGRAPHS)


@given(
    st.builds(
        Pack,
        st.builds(Brief, st.text(max_size=9), METADATA, st.lists(BLOCKS, max_size=3).map(tuple)),
        st.lists(ACTORS, max_size=2).map(tuple),
        st.lists(THEMES, max_size=2).map(tuple),
        st.lists(st.builds(Evidence, NAMES, NAMES, NAMES, NAMES), max_size=2).map(tuple),
        LISTS,
    )
)
def test_a_pack_comes_back_as_it_went(pack: Pack) -> None:
    assert answer_from_json(pack_to_json(pack)) == pack


def test_a_failure_comes_back_as_an_error() -> None:
    with pytest.raises(ImportFailed, match="too wide"):
        answer_from_json(failure_to_json("The sea is too wide."))


UNKNOWN_KIND = pack_to_json(Pack(Brief("a", Metadata("A"), (Block("b1", BlockKind.CODE, "x"),)))).replace(
    "code", "poem"
)
NONSENSE = ["", "{", "[]", "null", "{}", '{"brief": {}}', '{"brief": 3}', b"\xff\xfe\xff", "[" * 100_000, UNKNOWN_KIND]


@pytest.mark.parametrize("answer", NONSENSE, ids=range(len(NONSENSE)))
def test_what_is_no_answer_is_a_value_error(answer: str | bytes) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the decoder's words are not ours to test
        answer_from_json(answer)
    assert not isinstance(caught.value, ImportFailed)
