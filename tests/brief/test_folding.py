"""Words are found however they are written, and what was found is marked where it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.folding import Folded, fold

# Plain words among what makes folding hard: accents apart from their letters, ligatures, letters that become two.
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("aAeéßﬁĳŒİ\u0301\u0308\u00ad’'“—- \u00a0ᾳ℡½")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE\u0301"),
        ("Europe’s “might”", 'europe\'s "MIGHT"'),
        ("’t ‚Hof’ «wat»", "'T 'hof' \"WAT\""),
        ("2025–26", "2025-26"),
        ("re\u00adarmament", "rearmament"),
        ("Straße", "STRASSE"),
        ("ﬁre", "fire"),
        ("ĲSSEL", "ijssel"),
        ("İstanbul", "istanbul"),
        ("half\u00a0past\tsix", "half past six"),
        ("℡ № Ⅳ", "TEL no iv"),
        ("ΟΔΟΣ", "οδος"),
        ("ᾳ", "α"),
        ("\ufe58", "-"),
    ],
)
def test_two_ways_of_writing_are_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("NATO", "NATE"), ("a b", "ab"), ("5", "6"), ("co-op", "coop")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_composed_and_decomposed_letters_are_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(unicodedata.normalize("NFKC", text)) == fold(unicodedata.normalize("NFKD", text)) == fold(text)


@given(TEXTS)
def test_folding_goes_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(fold(character) for character in text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_positions_of_plain_text_are_its_own(text: str) -> None:
    folded = Folded(text)
    assert folded.text == text.lower()
    places = range(len(text) + 1)
    assert [(folded.origin(at), folded.end(at)) for at in places] == [(at, at) for at in places]


@given(TEXTS, st.data())
def test_what_is_found_in_the_folded_text_is_marked_whole_in_the_text(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.origin(start), folded.end(end)
    if start == end:
        return
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in fold(text[first:last])
    # It begins with the letter that the first of the folded ones came from, and ends with that of the last one.
    assert len(fold(text[:first])) <= start < len(fold(text[: first + 1]))
    reach = len(fold(text[:last]))
    assert reach >= end
    assert len(fold(text[: max(at for at in range(last) if fold(text[at]))])) < end
    # What adds nothing to look for, such as an accent of its own, is marked with the letter before it.
    assert reach > end or last == len(text) or fold(text[last])


@given(TEXTS, st.text("e\u0301\u0308 x", max_size=5))
def test_accents_behind_a_word_are_marked_with_it(before: str, behind: str) -> None:
    text = f"{before}e\u0301{behind}"
    folded = Folded(text)
    at = len(fold(before))
    assert folded.origin(at) == len(before)
    assert text[: folded.end(at + 1)].startswith(f"{before}e\u0301")


@given(st.lists(st.sampled_from(["ß", "ﬁ", "é", "e\u0301", "a", "\u00ad", "’"])))
def test_a_word_of_whole_letters_is_marked_exactly(letters: list[str]) -> None:
    before, word, behind = "Œuvre ", "".join(letters), " fin"
    folded = Folded(before + word + behind)
    start = len(fold(before))
    end = start + len(fold(word))
    if start < end:
        marked = (before + word + behind)[folded.origin(start) : folded.end(end)]
        assert marked == word.lstrip("\u00ad")
