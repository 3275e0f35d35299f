"""What typesetting does to words is undone, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.typography import origins, plain

TEXTS = st.text(st.sampled_from("ab1 -–—\u00ad\u200b\n\t\u00a0ﬁ½²e\u0301\u0327’”…１"), max_size=30) | st.text(
    max_size=30
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Europe’s allies", "Europe's allies"),
        ("“so-called” 'allies'", '"so‑called" ‘allies’'),
        ("the  long\nrun", "the long\u00a0run"),
        ("2019–2024 -- or later", "2019-2024 — or later"),
        ("re\u00adform", "reform"),
        ("ofﬁce traﬃc", "office traffic"),
        ("cafe\u0301", "café"),
        ("and so on…", "and so on..."),
        ("１２", "12"),
    ],
)
def test_what_is_only_set_in_another_way_is_the_same(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10²", "102"), ("½", "1/2"), ("①", "1"), ("Union", "union"), ("café", "cafe"), ("12 000", "12000"), ("5", "-5")],
)
def test_what_says_something_else_is_not_the_same(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@given(TEXTS)
def test_every_plain_character_comes_from_somewhere(text: str) -> None:
    words, back = plain(text), origins(text)
    assert len(back) == len(words) + 1
    assert back[-1] == len(text)
    assert back == sorted(back)
