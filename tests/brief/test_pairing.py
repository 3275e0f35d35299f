"""A paragraph is known again by its words; what only looks a little like it is another one."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.pairing import paired

TEXTS = st.lists(
    st.lists(
        st.sampled_from(["the", "sea", "lanes", "of", "trade", "open", "ships", "12", "ports", "in", "states"]),
        max_size=14,
    )
    .map(" ".join)
    .map(str.strip),
    max_size=8,
)

HARBOUR = "The harbour has been open to every ship since the treaty of 1922 was signed."
GRAIN = "Grain leaves by rail in winter, when the river is frozen from bank to bank."
TOLLS = "Tolls are paid by weight and not by length, whatever the captains may say."


@given(TEXTS, TEXTS)
def test_pairs_are_one_to_one_and_what_stays_rises(old: list[str], new: list[str]) -> None:
    stays, moves = paired(old, new)
    both = {**stays, **moves}
    assert len(both) == len(stays) + len(moves) == len(set(both.values()))
    assert sorted(stays.values()) == [stays[a] for a in sorted(stays)]
    assert all(a in range(len(old)) and b in range(len(new)) for a, b in both.items())


@given(TEXTS, TEXTS)
def test_the_other_way_round_the_same_pairs_come_out(old: list[str], new: list[str]) -> None:
    there, back = paired(old, new), paired(new, old)
    assert tuple({b: a for a, b in pairs.items()} for pairs in there) == back


def test_a_paragraph_elsewhere_has_moved_even_if_a_little_changed() -> None:
    assert paired([HARBOUR, GRAIN, TOLLS], [TOLLS, HARBOUR, GRAIN]) == ({0: 1, 1: 2}, {2: 0})
    changed = TOLLS.replace("weight", "volume")
    assert paired([HARBOUR, GRAIN, TOLLS], [changed, HARBOUR, GRAIN]) == ({0: 1, 1: 2}, {2: 0})


def test_short_lines_move_only_where_they_stand_once_in_each_edition() -> None:
    assert paired(["Table", HARBOUR, "Table", GRAIN], [HARBOUR, "Table", GRAIN, "Table"]) == ({1: 0, 2: 1, 3: 2}, {})
    assert paired(["Costs", HARBOUR, GRAIN], [HARBOUR, GRAIN, "Costs"]) == ({1: 0, 2: 1}, {0: 2})
    assert paired(["", HARBOUR, GRAIN], [HARBOUR, GRAIN, ""]) == ({1: 0, 2: 1}, {})
    assert paired(["— —", HARBOUR, GRAIN], [HARBOUR, GRAIN, "— —"]) == ({1: 0, 2: 1}, {})
    assert paired(["A short line", HARBOUR, GRAIN], [HARBOUR, GRAIN, "A shorter line"]) == ({1: 0, 2: 1}, {})


def test_a_paragraph_changed_beyond_recognition_is_another_one() -> None:
    assert paired([HARBOUR, GRAIN, TOLLS], [HARBOUR, "Nothing is known of the roads.", TOLLS]) == ({0: 0, 2: 2}, {})
    assert paired(["Costs of the ships"], ["Age of the fleet"]) == ({}, {})


def test_a_paragraph_split_in_three_or_joined_from_three_keeps_a_partner() -> None:
    whole = f"{HARBOUR} {GRAIN} {TOLLS}"
    stays, moves = paired(["Start", whole, "End"], ["Start", HARBOUR, GRAIN, TOLLS, "End"])
    assert (set(stays) - {0, 2}, moves) == ({1}, {})
    assert len(paired([HARBOUR, GRAIN, TOLLS], [whole])[0]) == 1


def test_the_same_words_elsewhere_are_preferred_to_like_ones_at_the_place() -> None:
    like, long = HARBOUR.replace("1922 was signed", "1932 lapsed, it seems"), f"{GRAIN} {TOLLS}"
    assert paired([HARBOUR, long], [like, long, HARBOUR]) == ({1: 1}, {0: 2})
    near = HARBOUR.replace("1922", "1923")
    unlike = "The port has been closed by ice since the treaty of 1922 was kept."
    assert paired([HARBOUR, long], [unlike, long, near]) == ({1: 1}, {0: 2})
    assert paired([HARBOUR, long], [unlike, long]) == ({0: 0, 1: 1}, {})


def test_in_a_long_rewritten_stretch_each_paragraph_finds_its_own() -> None:
    chance = random.Random(5)
    old = [" ".join(f"word{chance.randrange(900)}" for _ in range(40)) for _ in range(60)]
    new = [" ".join(f"new{at}" if at % 5 == 0 else word for at, word in enumerate(text.split())) for text in old]
    assert paired(old, new) == ({at: at for at in range(60)}, {})
    assert paired(old, [*new[30:], *new[:30]])[1]
