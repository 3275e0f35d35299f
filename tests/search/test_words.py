"""Words are cut and folded as people write and look for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.search.words import LANGUAGES, LONGEST, ROW_GAP, compounds, fold, language_of, stemmer, tokens


def folded(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("J.D. Vance, a.k.a. JD", ["jd", "vance", "aka", "jd"]),
        ("café cafe\u0301 CAFÉ", ["cafe"] * 3),
        ("ﬁrm co\u00adoper\u200bate", ["firm", "cooperate"]),
        ("Straße Œuvre Łódź Øresund", ["strasse", "oeuvre", "lodz", "oresund"]),
        ("1,000 1.000 3.5 3,5 1.5bn", ["1000", "1000", "3.5", "3.5", "1.5", "bn"]),
        ("Trump’s allies' it's", ["trump", "allies", "it"]),
        ("2014–2020 and/or", ["2014", "2020", "and", "or"]),
        ("a claim.¹² A CO₂", ["a", "claim", "a", "co"]),
        ("€500 & 50% — !", ["500", "50"]),
        ("“rules” ‘based’ «order»", ["rules", "based", "order"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert folded(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("G-7", ["g7", "g", "7"]),
        ("rules‑based", ["rulesbased", "rules", "based"]),
        ("U.S.-led", ["usled", "us", "led"]),
        ("l’Europe", ["leurope", "l", "europe"]),
        ("AT&T", ["att", "at", "t"]),
        ("J.D. and J. D. and JD", ["jd", "and", "jd", "and", "jd"]),
        ("G. H. W. Bush, plan B. It", ["ghw", "bush", "plan", "b", "it"]),
    ],
)
def test_what_is_joined_is_found_whole_and_by_part(text: str, words: list[str]) -> None:
    assert folded(text) == words


def test_parts_follow_each_other_and_the_whole_stands_with_the_first() -> None:
    assert [(token.folded, token.position) for token in tokens("a long-term plan")] == [
        ("a", 0),
        ("longterm", 1),
        ("long", 1),
        ("term", 2),
        ("plan", 3),
    ]


def test_rows_are_far_apart() -> None:
    first, second, third = tokens("one\ntwo\n\nthree")
    assert second.position - first.position > ROW_GAP
    assert third.position - second.position > 2 * ROW_GAP


def test_a_word_with_letters_and_digits_may_be_parted() -> None:
    assert [compound.variants for compound in compounds("G7 F-35 5G")] == [
        (("g7",), ("g", "7")),
        (("f", "35"), ("f35",)),
        (("5g",),),
    ]


def test_endless_words_are_cut() -> None:
    assert folded("a" * 500) == ["a" * LONGEST]
    assert len(fold("é" * 500)) == LONGEST


@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    before = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.folded
        assert not any(character.isspace() for character in token.folded)
        assert token.position >= before
        before = token.position


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    for token in tokens(text):
        assert fold(token.folded) == token.folded


@given(st.lists(st.sampled_from(["Trump", "U.S.", "G-7", "café", "1,000", "it’s", "x"]), max_size=8))
def test_words_are_the_same_wherever_they_stand(words: list[str]) -> None:
    assert folded(" ".join(words)) == [one for word in words for one in folded(word)]


@pytest.mark.parametrize(("tag", "language"), [("en", "en"), ("en-GB", "en"), ("NL", "nl"), ("sv", ""), ("", "")])
def test_languages_are_known_by_their_first_part(tag: str, language: str) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "tariff", "tariffs"),
        ("nl", "bondgenoot", "bondgenoten"),
        ("fr", "alliance", "alliances"),
        ("de", "haus", "hauser"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert stemmer(language)(one) == stemmer(language)(other)


def test_no_stemmer_swallows_short_words() -> None:
    for language in (*LANGUAGES, ""):
        assert [stemmer(language)(word) for word in ("us", "it", "may")] == ["us", "it", "may"]


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=14), st.sampled_from(sorted(LANGUAGES)))
def test_no_stemmer_touches_the_first_letter(word: str, language: str) -> None:
    assert stemmer(language)(word)[:1] == word[:1]
