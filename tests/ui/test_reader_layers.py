"""Marks as ranges: their lanes, their order, and where words begin and end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.model import Colour
from briefreader.ui.reader import words
from briefreader.ui.reader.layers import Mark, Marks, Range

_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.booleans()), max_size=25)


def mark(name: str, start: int, end: int) -> Mark:
    middle = start + (end - start) // 2
    parts = ((start, middle), (middle + 1, end)) if middle > start and middle + 1 < end else ((start, end),)
    return Mark(name, Colour.RED, tuple(Range(low, high, name) for low, high in parts), name, noted=False)


def overlap(one: Mark, other: Mark) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.ranges for b in other.ranges)


def check(marks: Marks) -> None:
    shown = list(marks.by_id.values())
    for at, one in enumerate(shown):
        for other in shown[:at]:
            if overlap(one, other):
                assert marks.lanes[one.id] != marks.lanes[other.id]
        assert {over.id for over in marks.over(one)} == {other.id for other in shown if overlap(one, other)}
    assert marks.order == sorted((one.start, -one.end, one.id) for one in shown)
    assert sorted(marks) == sorted(part for one in shown for part in one.ranges)
    assert set(marks.lanes) == set(marks.by_id)


@given(_SPANS)
def test_marks_that_share_a_letter_never_share_a_lane(spans: list[tuple[int, int, bool]]) -> None:
    marks = Marks()
    made = [mark(str(at), start, start + length) for at, (start, length, _) in enumerate(spans)]
    marks.show_marks(made)
    check(marks)
    one_by_one = Marks()
    for (_, _, stays), one in zip(spans, made, strict=True):
        one_by_one.put_mark(one)
        if not stays:
            one_by_one.drop_mark(one.id)
            one_by_one.drop_mark(one.id)
    check(one_by_one)
    for one in made:
        marks.put_mark(Mark(one.id, Colour.BLUE, one.ranges[:1], "", noted=False))
    check(marks)
    assert [found.id for found in marks.beginning(10, 40)] == [key for start, _, key in marks.order if 10 <= start < 40]


_TEXT = st.text(st.sampled_from("ab’-., \n“”—1"), max_size=60)


@given(_TEXT, st.integers(0, 60), st.booleans())
def test_steps_by_words_go_one_way_and_there_and_back(text: str, at: int, ends: bool) -> None:
    at = min(at, len(text))
    on = words.step(text, at, 1, ends=ends)
    back = words.step(text, at, -1, ends=ends)
    assert back <= at <= on
    if on > at:
        # The place that was stepped to is one that is stepped to from beyond as well.
        assert words.step(text, on + 1, -1, ends=ends) == on
        assert (text[on - 1] if ends else text[on]).strip()
    assert words.nearest(text, on, ends=ends) == on or on == at


@given(_TEXT, st.integers(0, 60), st.booleans())
def test_an_end_snaps_within_its_paragraph_to_the_nearest_word(text: str, at: int, ends: bool) -> None:
    at = min(at, len(text))
    found = words.nearest(text, at, ends=ends)
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if any(letter.isalnum() for letter in text[first : last if last >= 0 else None]):
        assert "\n" not in text[min(at, found) : max(at, found)]


def test_signs_around_words_can_be_taken_in_or_left_out() -> None:
    text = "He said: “such action as Europe’s well-known 1,5 per cent.” — and left."
    ends, at = [], 0
    while (step := words.step(text, at, 1, ends=True)) > at:
        ends.append(text[at:step].strip())
        at = step
    assert ends == [
        "He", "said", ":", "“such", "action", "as", "Europe’s", "well-known", "1,5", "per", "cent", ".”", "— and",
        "left", ".",
    ]  # fmt: skip
    starts, at = [], len(text)
    while (step := words.step(text, at, -1, ends=False)) < at:
        starts.append(text[step:at].strip())
        at = step
    assert starts[-4:] == ["such", "“", "said:", "He"]


def test_places_are_found_in_the_middle_of_a_long_text() -> None:
    text = "word " * 2000
    assert words.step(text, 5001, 1, ends=True) == 5004
    assert words.step(text, 5001, -1, ends=False) == 5000
    assert words.nearest(text, 5003, ends=False) == 5005
    assert words.step("a" * 2000, 1000, 1, ends=True) == 1000


def test_many_words_are_told_by_their_first_and_last() -> None:
    assert words.told("one  two\nthree") == "one two three"
    assert words.told(" ".join(map(str, range(20)))) == "0 1 2 3 … 16 17 18 19"
