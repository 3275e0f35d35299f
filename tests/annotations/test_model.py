"""The five marks, by whatever a user calls them."""

from __future__ import annotations

import pytest

from briefreader.annotations.model import (
    MEANINGS,
    Annotation,
    Colour,
    Passage,
    State,
    Target,
    colour_named,
    wordings,
)


@pytest.mark.parametrize("words", ["red", " RED ", "risk", "Risk", "3"])
def test_a_colour_goes_by_its_name_its_meaning_and_its_key(words: str) -> None:
    assert colour_named(words) is Colour.RED


def test_a_meaning_of_two_words_may_be_hyphenated() -> None:
    assert colour_named("to-check") is Colour.BLUE
    assert colour_named("key_point") is Colour.YELLOW


@pytest.mark.parametrize("words", ["", "pink", "0", "6"])
def test_what_is_no_colour_gives_none(words: str) -> None:
    assert colour_named(words) is None


def test_every_colour_has_a_meaning_in_the_order_of_its_key() -> None:
    assert list(MEANINGS) == list(Colour)


def test_the_quote_of_a_passage_parts_its_blocks_by_a_line_feed() -> None:
    targets = (Target("b1", 1, 0, 3, "One"), Target("b2", None, 0, 3, "Two"))
    assert Passage("edition", targets).quote == "One\nTwo"


def passage(prefix: str, quote: str, suffix: str) -> Passage:
    return Passage("e", (Target("b1", 1, 0, len(quote), quote, prefix, suffix),))


def resolved(was: Passage, now: Passage) -> Annotation:
    return Annotation("n", "b", now, Colour.RED, state=State.CHANGED, was=was)


def test_both_wordings_of_a_changed_passage_are_its_quotes() -> None:
    note = resolved(passage("a ", "twelve men", " went"), passage("a ", "ninety men", " went"))
    assert wordings(note) == ("twelve men", "ninety men")


def test_where_only_the_neighbours_changed_they_come_along_as_many_words_of_both() -> None:
    was, now = passage("In July ", "the men left", " for good, each"), passage("In June ", "the men left", " for good,")
    assert wordings(resolved(was, now)) == ("In July the men left for good,", "In June the men left for good,")
    was, now = passage("", "the men left", " for good, each"), passage("", "the men left", " for good,")
    assert wordings(resolved(was, now)) == ("the men left", "the men left")
