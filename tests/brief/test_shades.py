"""How dark a count is drawn, and that its number can be read on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.shades import READABLE, contrast, mixed, shade, share_of

SCHEMES = {
    "light": ("#fbfaf7", "#17517e", ("#17517e", "#1f2328", "#ffffff", "#fbfaf7")),
    "dark": ("#1b1d20", "#7db7e8", ("#7db7e8", "#e4e2dc", "#10202e", "#1b1d20")),
}


def test_colours_are_mixed_in_between() -> None:
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ff8000", 1) == "#ff8000"
    assert mixed("#000000", "#ff8000", 0.5) == "#804000"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_more_gets_a_larger_share(one: int, other: int) -> None:
    most = max(one, other)
    assert 0 < share_of(one, most) <= 1
    assert (one < other) == (share_of(one, most) < share_of(other, most))
    assert share_of(most, most) == 1


def test_nothing_gets_no_share() -> None:
    assert share_of(0, 9) == share_of(3, 0) == share_of(-1, 4) == 0


@pytest.mark.parametrize("name", SCHEMES)
def test_every_step_is_readable_and_darker_than_the_one_before(name: str) -> None:
    paper, full, inks = SCHEMES[name]
    before = 0.0
    for step in range(1001):
        ground, ink = shade(step / 1000, paper, full, inks)
        assert ink in inks
        assert contrast(ground, ink) >= READABLE
        away = contrast(ground, paper)
        # A thousandth may be less than colours can tell apart, but never the other way.
        assert away >= before - 0.02
        before = away
    assert shade(0, paper, full, inks)[0] == paper
    assert shade(1, paper, full, inks)[0] == full


@pytest.mark.parametrize("name", SCHEMES)
def test_counts_up_to_a_hundred_look_unlike_each_other(name: str) -> None:
    paper, full, inks = SCHEMES[name]
    grounds = [shade(share_of(count, 40), paper, full, inks)[0] for count in range(41)]
    assert len(set(grounds)) == len(grounds)


def test_colours_that_no_ink_reads_on_get_the_best_there_is() -> None:
    assert shade(0.5, "#777777", "#787878", ("#808080", "#000000")) == ("#787878", "#000000")
    assert shade(0.5, "#707070", "#808080", ("#787878", "#7a7a7a"))[1] == "#7a7a7a"
    assert shade(1.7, "#ffffff", "#000000", ("#000000", "#ffffff")) == ("#000000", "#ffffff")
