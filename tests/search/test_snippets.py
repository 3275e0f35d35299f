"""Snippets show the best part of a text, cut where one would cut it, with every form that was found."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefreader.search.query import positive_terms, read_query
from briefreader.search.snippets import ELLIPSIS, LONGEST, Snippet, forms, occurrences, snippet

WORDS = ["tariff", "tariffs", "NATO", "U.S.", "G-7", "café", "long-term", "Europe’s", "the", "of", "a"]
ENDS = ["", "", "", ".", ",", "!", "?”"]


def shown(text: str, query: str, language: str = "en") -> Snippet:
    return snippet(text, occurrences(text, language, list(positive_terms(read_query(query).root))))


def marked(text: str, query: str, language: str = "en") -> list[str]:
    part = shown(text, query, language)
    return [part.text[start:end] for start, end in part.marks]


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("A tariff, Tariffs!", "tariffs", ["tariff", "Tariffs"]),
        ("A café, a cafe", "café ", ["café", "cafe"]),
        ("The US and the U.S.", "u.s. ", ["US", "U.S."]),
        ("The G-7, then G7, then G 7", "G7 ", ["G-7", "G7", "G 7"]),
        ("A long-term plan for the long term", "long-term ", ["long-term", "long term"]),
        ("A long-term plan", "long ", ["long"]),
        ("Trump’s plan", "trump ", ["Trump"]),
        ("the old order and the order", '"the order"', ["the order"]),
        ("security, secure", "secur", ["security", "secure"]),
        ("trade and traders", "trade", ["trade"]),
        ("trade and traders", "trade*", ["trade", "traders"]),
        ("a rules-based order", "rules-ba", ["rules-based"]),
        ("no such thing", "NOT tariff", []),
        ("The ﬁrst co\u00adoperation", "cooperation first ", ["ﬁrst", "co\u00adoperation"]),
        ("President Trump said", "actor:trump", ["Trump"]),
        ("one\ntwo", '"one two"', []),
    ],
)
def test_every_form_that_was_found_is_marked(text: str, query: str, words: list[str]) -> None:
    assert marked(text, query) == words


@pytest.mark.parametrize(
    ("text", "query", "language", "words"),
    [
        ("De bondgenoten", "bondgenoot ", "nl", ["bondgenoten"]),
        ("Les alliances", "alliance ", "fr-BE", ["alliances"]),
        ("Die Häuser", "haus ", "de", ["Häuser"]),
        ("tariffs", "tariff ", "sv", []),
    ],
)
def test_forms_are_those_of_the_language(text: str, query: str, language: str, words: list[str]) -> None:
    assert marked(text, query, language) == words


def test_forms_are_given_once_as_they_stand() -> None:
    text = "Tariffs here, a tariff there, Tariffs again"
    terms = list(positive_terms(read_query("tariff").root))
    assert forms(text, occurrences(text, "en", terms)) == ("Tariffs", "tariff")


def test_a_longer_find_takes_the_place_of_a_shorter_one() -> None:
    assert marked("the trade policy", '"trade policy" trade ') == ["trade policy"]


def test_a_short_text_is_shown_whole() -> None:
    assert shown("  A short text. ", "text ") == Snippet("A short text.", ((8, 12),))


def test_a_snippet_keeps_whole_sentences() -> None:
    text = "Nothing is here at all. " * 12 + "Here tariffs matter to the U.S. and to others. " + "More of that. " * 20
    part = shown(text, "tariffs ").text
    assert part.startswith(f"{ELLIPSIS} Here tariffs matter to the U.S. and to others. More")
    assert part.endswith(f"that. {ELLIPSIS}")


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "word " * 100 + "tariffs " + "word " * 100
    part = shown(text, "tariffs ").text
    assert part.startswith(f"{ELLIPSIS} word")
    assert part.endswith(f"word {ELLIPSIS}")
    assert "tariffs" in part


def test_a_snippet_stands_where_most_of_the_query_is() -> None:
    text = "Tariffs are dull. " + "Nothing else happens here. " * 15 + "China likes tariffs. " + "Nothing. " * 30
    assert "China likes tariffs." in shown(text, "tariffs china ").text


def test_a_text_without_a_hit_is_shown_from_its_beginning() -> None:
    text = "First of all. " + "word " * 100
    part = shown(text, "NOT tariffs")
    assert part.text.startswith("First of all. word")
    assert part.marks == ()


def test_cells_and_rows_stand_on_one_line() -> None:
    assert shown("State\tShare\nFrance\t2", "france ") == Snippet("State Share France 2", ((12, 18),))


def test_an_endless_word_is_cut() -> None:
    part = shown("x" * 1_000 + " tariffs", "x*").text
    assert len(part) <= LONGEST + 4


texts = st.lists(st.tuples(st.sampled_from([*WORDS, "x" * 70]), st.sampled_from(ENDS)), min_size=1, max_size=90).map(
    lambda words: " ".join(word + end for word, end in words)
)
asked = st.lists(st.sampled_from([*WORDS, '"the tariff"', "ta*", "eur", "-of"]), min_size=1, max_size=4).map(" ".join)


def assert_sound(text: str, part: Snippet) -> None:
    inner = part.text.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")
    assert inner in text.translate(str.maketrans("\n\t\r\v\f\u2028\u2029", "       "))
    assert len(inner) <= LONGEST
    before = 0
    for start, end in part.marks:
        assert before <= start < end <= len(part.text)
        assert start == 0 or not part.text[start - 1].isalnum()
        before = end


@given(texts, asked)
@example(f"{'tariff ' * 6}long-term {'x' * 70} {'x' * 70} Europe’s", "Europe’s")
@settings(max_examples=150)
def test_a_snippet_is_text_of_the_block_with_marks_on_words(text: str, query: str) -> None:
    part = shown(text, query)
    assert_sound(text, part)
    inner = part.text.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")
    # The full stop behind the last word that was found may not have had room.
    bare = {word.rstrip(".,;:?!”") for word in text.split()}
    assert all(word.rstrip(".,;:?!”") in bare for word in inner.split())
    if occurrences(text, "en", list(positive_terms(read_query(query).root))):
        assert part.marks


@given(st.text(max_size=600), st.text(max_size=20))
@settings(max_examples=100)
def test_any_text_has_a_snippet(text: str, query: str) -> None:
    part = shown(text, query)
    inner = part.text.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")
    assert len(inner) <= LONGEST
    assert all(0 <= start < end <= len(part.text) for start, end in part.marks)


@pytest.mark.parametrize("word", ["ab ", "abc ", "abcd "])
def test_a_text_without_sentences_is_cut_between_words(word: str) -> None:
    inner = shown(word * 200, "NOT x").text.removesuffix(f" {ELLIPSIS}")
    assert set(inner.split()) == {word.strip()}
    assert LONGEST - len(word) <= len(inner) <= LONGEST


def test_a_snippet_at_the_end_shows_as_much_as_one_elsewhere() -> None:
    part = shown("word " * 100 + "tariffs", "tariffs ")
    assert part.text.startswith(f"{ELLIPSIS} word")
    assert part.text.endswith("word tariffs")
    assert len(part.text) > LONGEST - 10
