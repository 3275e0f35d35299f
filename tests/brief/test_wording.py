"""Two wordings compared word by word: nothing is lost, and what changed can be read."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefreader.brief.wording import Piece, word_diff, words

WORDS = st.lists(
    st.sampled_from(["the", "sea", "12", "1,000.5", "lane", ",", ".", "ne'er", "é", "北京", "\t", "\n", "  "])
)
TEXTS = st.text(max_size=60) | WORDS.map(" ".join) | WORDS.map("".join)


def shown(old: str, new: str) -> str:
    signs = {"same": "{}", "deleted": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in word_diff(old, new))


def joined(pieces: tuple[Piece, ...], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
@example("a  b", "a b")
@example(" \t", "\t ")
@example("x\u0301", "x")
def test_the_pieces_are_both_texts_to_the_character(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert joined(pieces, "same", "deleted") == old
    assert joined(pieces, "same", "added") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@given(TEXTS, TEXTS)
def test_the_other_way_round_the_same_stretches_stay(old: str, new: str) -> None:
    turned = {"same": "same", "deleted": "added", "added": "deleted"}
    there, back = word_diff(old, new), word_diff(new, old)
    assert sorted((turned[kind], text) for kind, text in there) == sorted(back)
    assert [piece for piece in there if piece.kind == "same"] == [piece for piece in back if piece.kind == "same"]


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert word_diff(text, text) == ((Piece("same", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It costs 12 million euros.", "It costs 92 million euros.", "It costs [-12-][+92+] million euros."),
        ("It costs 12,000 euros.", "It costs 12,500 euros.", "It costs [-12,000-][+12,500+] euros."),
        ("It grew by 2% a year.", "It grew by 2.5% a year.", "It grew by [-2%-][+2.5%+] a year."),
        ("It may be approved.", "It may not be approved.", "It may [+not +]be approved."),
        ("It shall be so.", "It may be so.", "It [-shall-][+may+] be so."),
        ("They don't know.", "They didn't know.", "They [-don't-][+didn't+] know."),
        ("A long-term plan", "A short-term plan", "A [-long-term-][+short-term+] plan"),
        ("", "All of it.", "[+All of it.+]"),
        ("All of it.", "", "[-All of it.-]"),
        ("The lanes are open", "The lanes are open.", "The lanes are open[+.+]"),
        ("The lanes are open.", "The lanes are open. They stay so.", "The lanes are open.[+ They stay so.+]"),
        ("Lanes, open ones.", "Sea lanes, open ones.", "[-Lanes-][+Sea lanes+], open ones."),
    ],
)
def test_words_and_numbers_change_whole(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_sentence_that_came_is_shown_from_its_beginning() -> None:
    assert shown("The first. The last.", "The first. The second. The last.") == "The first. [+The second. +]The last."
    assert shown("The first. The second. The last.", "The first. The last.") == "The first. [-The second. -]The last."
    assert shown("A b, a c.", "A b, a d, a c.") == "A b, a [+d, a +]c."
    assert shown("The last.", "The first. The last.") == "[+The first. +]The last."


def test_a_word_or_two_that_stay_by_chance_are_read_with_the_change_around_them() -> None:
    old = "Ships of steel were built by the old yards in the north."
    new = "Ships that carry grain were hired for a very short time in the north."
    assert shown(old, new) == (
        "Ships [-of steel were built by the old yards-][+that carry grain were hired for a very short time+] "
        "in the north."
    )
    assert shown("a red ship sails", "a blue ship sinks") == "a [-red-][+blue+] ship [-sails-][+sinks+]"
    assert shown("from 2020-2025 on", "from 2021-2026 on") == "from [-2020-2025-][+2021-2026+] on"


def test_scripts_without_spaces_change_by_characters_and_marks_stay_with_their_letter() -> None:
    assert shown("会议在北京举行", "会议在上海举行") == "会议在[-北京-][+上海+]举行"
    assert shown("Cafe\u0301 x", "Cafe x") == "[-Cafe\u0301-][+Cafe+] x"
    assert shown("नदी का जल", "नदि का जल") == "[-नदी-][+नदि+] का जल"


def test_a_table_changes_by_its_cells() -> None:
    assert shown("Town\tShips\nUpper\t3", "Town\tShips\nUpper\t4") == "Town\tShips\nUpper\t[-3-][+4+]"


def test_other_white_space_between_the_same_words_is_all_that_changed() -> None:
    assert shown("one two three", "one  two three") == "one [+ +]two three"


def test_words_are_told_without_signs_and_case() -> None:
    assert words("The EU’s 1.5 million (or so) — 3%!") == ["the", "eu’s", "1.5", "million", "or", "so", "3%"]


@pytest.mark.parametrize("vocabulary", ["ab", "abcdefgh", "天地玄黄", ".,", [f"word{at}" for at in range(3000)]])
def test_a_hundred_thousand_characters_are_compared_without_a_stop(vocabulary: str | list[str]) -> None:
    chance = random.Random(3)
    space = "" if "天" in vocabulary else " "
    size = 100_000 // (len(vocabulary[0]) + len(space) + 3 * isinstance(vocabulary, list))
    old, new = (space.join(chance.choices(vocabulary, k=size)) for _ in range(2))
    pieces = word_diff(f"First {old} last", f"First {new} last")
    assert joined(pieces, "same", "added") == f"First {new} last"
    assert pieces[0].text.startswith("First")
