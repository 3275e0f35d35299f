"""Postings come out of the file as they went in, whole or in part, and a file that is cut short is found out."""

from __future__ import annotations

import struct
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.search.postings import BLOCK, Block, as_bytes, packed, read_blocks

WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 1.5, 3.0, 127.5, 128.0, 1000.0, 0.25])
PLACES = st.integers(1, 2**90).map(as_bytes) | st.integers(2**2000, 2**2100).map(as_bytes)


@st.composite
def blocks(draw: st.DrawFn, *, placed: bool | None = None) -> Block:
    steps = draw(st.lists(st.sampled_from([1, 2, 200, 70_000]), min_size=1, max_size=40))
    ids = list(accumulate(steps))
    weights = draw(st.lists(WEIGHTS, min_size=len(ids), max_size=len(ids)))
    some = draw(st.booleans()) if placed is None else placed
    places = draw(st.lists(PLACES, min_size=len(ids), max_size=len(ids))) if some else ()
    return Block(ids, weights, places)


@given(st.lists(blocks(), min_size=1, max_size=4))
def test_what_is_packed_is_read_again(some: list[Block]) -> None:
    read = list(read_blocks(b"".join(map(packed, some))))
    assert len(read) == len(some)
    for one, written in zip(read, some, strict=True):
        whole = one.whole()
        assert list(whole.ids) == list(written.ids)
        assert list(whole.weights) == list(written.weights)
        assert list(whole.places) == list(written.places)


@given(blocks(placed=True), st.sets(st.integers(0, 400)))
def test_places_are_those_of_the_documents_asked_for(block: Block, within: set[int]) -> None:
    [read] = read_blocks(packed(block))
    found = {number: as_bytes(places) for number, places in read.places_within(within).items()}
    assert found == {number: places for number, places in zip(block.ids, block.places, strict=True) if number in within}


@given(blocks(), st.data())
def test_a_block_that_is_cut_short_is_found_out(block: Block, data: st.DataObject) -> None:
    content = packed(block)
    cut = data.draw(st.integers(1, len(content) - 1))
    with pytest.raises((ValueError, struct.error, UnicodeDecodeError)):
        list(read_blocks(content[:cut]))


def test_a_long_list_and_an_empty_file_are_read() -> None:
    ids = list(range(0, 3 * BLOCK, 3))
    content = packed(Block(ids, [1.0] * len(ids)))
    assert next(read_blocks(content)).ids == ids
    assert list(read_blocks(b"")) == []
