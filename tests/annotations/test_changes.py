"""A change of what is said is called by its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.changes import SURROUNDINGS, WORDING, kinds_of_change, most_telling


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("The plan shall be approved.", "The plan shall not be approved.", "a negation"),
        ("They cannot pay.", "They can pay.", "a negation"),
        ("They didn't pay.", "They did pay.", "a negation"),
        ("It was done with consent.", "It was done without consent.", "a negation"),
        ("This is likely to last.", "This is unlikely to last.", "a negation"),
        ("a legal basis", "an illegal basis", "a negation"),
        ("Het plan is goedgekeurd.", "Het plan is niet goedgekeurd.", "a negation"),
        ("Er is een akkoord.", "Er is geen akkoord.", "a negation"),
        ("Il est d'accord.", "Il n'est pas d'accord.", "a negation"),
        ("Es gibt einen Plan.", "Es gibt keinen Plan.", "a negation"),
        ("12 million euros", "92 million euros", "a number"),
        ("12 million euros", "12 billion euros", "a number"),
        ("two of the allies", "three of the allies", "a number"),
        ("growth of 1.5%", "growth of 2.5%", "a number"),
        ("growth of 5", "growth of -5", "a number"),
        ("by 12 March in all", "by 14 March in all", "a date"),
        ("on 3 March at noon", "on 3 April at noon", "a date"),
        ("by 2030 at the latest", "by 2035 at the latest", "a date"),
        ("on Monday at noon", "on Friday at noon", "a date"),
        ("until 3 May at noon", "until 3 June at noon", "a date"),
        ("talks with Poland went on", "talks with Latvia went on", "a name"),
        ("Poland will pay.", "Latvia will pay.", "a name"),
        ("a plan of the EU for ports", "a plan of the UN for ports", "a name"),
        ("They shall pay.", "They may pay.", "an obligation"),
        ("They must pay.", "They should pay.", "an obligation"),
        ("Ze moeten betalen.", "Ze mogen betalen.", "an obligation"),
        ("Sie müssen zahlen.", "Sie können zahlen.", "an obligation"),
        ("a costly plan", "an expensive plan", "the wording"),
        ("The plan is good.", "A plan is good.", "the wording"),
        ("It pays.", "It pays. However, they object.", "the wording"),
        ("the Union pays, too", "the Union pays too", "the wording"),
        ("They may pay 12.", "They must not pay 13.", "a negation"),
        ("the same", "the same", ""),
    ],
)
def test_the_most_telling_kind_is_named(old: str, new: str, reason: str) -> None:
    assert most_telling(kinds_of_change(old, new)) == reason
    assert most_telling(kinds_of_change(new, old)) == reason


def test_what_differs_at_an_open_end_was_only_cut_elsewhere() -> None:
    assert kinds_of_change("not in the long run", "in the long run", open_start=True) == {WORDING}
    assert kinds_of_change("the long run of 12", "the long run", open_end=True) == {WORDING}
    assert "a number" in kinds_of_change("the long run of 12", "the long run of 13 or so", open_start=True)


def test_the_surroundings_say_the_least() -> None:
    assert most_telling(frozenset({SURROUNDINGS, "a name"})) == "a name"
    assert most_telling(frozenset({SURROUNDINGS})) == SURROUNDINGS


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_that_differ_have_changed(old: str, new: str) -> None:
    assert bool(kinds_of_change(old, new)) == (old != new)
