"""A query that is typed is offered what it can go on with, and what is taken is a query that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.search.completion import EXPLAINED, Completion, Values, completions
from briefreader.search.names import Known, Names
from briefreader.search.query import FIELDS, read_query

VALUES = Values(
    Names(
        [
            Known("nato", "organisation", "NATO", ("the alliance", "OTAN"), 14, 2),
            Known("nauru", "state", "Nauru", (), 3, 1),
            Known("us", "state", "United States", ("Washington", "US"), 30, 2),
            Known("dod", "organisation", "US Department of Defense", ("Pentagon",), 2, 1),
            Known("never", "person", "Nadia Never", (), 0, 0),
            Known("trade", "theme", "Trade and tariffs", ("tariff*",), 6, 1),
        ]
    ),
    {"publisher": ("Clingendael", "Egmont"), "tag": ("hague follow-up", "article5"), "year": ("2025", "2026")},
)


def words(text: str, caret: int | None = None) -> list[str]:
    return [one.words for one in completions(text, len(text) if caret is None else caret, VALUES)]


def taken(text: str, one: Completion) -> str:
    return text[: one.start] + one.insert + text[one.end :]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("?", list(EXPLAINED)),
        (" ? ", list(EXPLAINED)),
        ("act", ["actor:"]),
        ("nato AND the", ["theme:"]),
        ("-pub", ["publisher:"]),
        ("a", []),
        ("nato ", []),
        ("actor:", ["United States", "NATO", "Nauru", "US Department of Defense"]),
        ("actor:na", ["NATO", "Nauru"]),
        ("actor:pent", ["US Department of Defense"]),
        ('actor:"united s', ["United States"]),
        ("theme:tar", ["Trade and tariffs"]),
        ("publisher:", ["Clingendael", "Egmont"]),
        ("publisher:egm", ["Egmont"]),
        ("tag:follow", ["hague follow-up"]),
        ("colour:", ["Key point", "To check", "Risk", "Agree", "Action"]),
        ("colour:r", ["Risk"]),
        ("in:", ["notes", "text", "headings"]),
        ("year:202", ["2025", "2026"]),
        ("year:2025..", []),
        ("nothing:x", []),
        ('"say actor:', []),
    ],
)
def test_what_is_offered(text: str, offered: list[str]) -> None:
    assert words(text) == offered


def test_an_alias_says_why_its_actor_is_offered() -> None:
    [one] = completions("actor:pent", 10, VALUES)
    assert one.hint == "Pentagon · 2 mentions"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("actor:na", "actor:NATO "),
        ("war -actor:united", 'war -actor:"United States" '),
        ("tag:hague", 'tag:"hague follow-up" '),
        ("publisher:c", "publisher:Clingendael "),
    ],
)
def test_what_is_taken_stands_in_the_query(text: str, result: str) -> None:
    assert taken(text, completions(text, len(text), VALUES)[0]) == result


def test_the_caret_may_stand_inside_the_query() -> None:
    one = completions("actor:na AND tariffs", 8, VALUES)[0]
    assert taken("actor:na AND tariffs", one) == "actor:NATO  AND tariffs"


def test_every_field_is_explained() -> None:
    assert {name.removesuffix(":") for name in EXPLAINED if name.endswith(":")} == set(FIELDS) - {"color"}


@given(st.text(st.sampled_from('acthemorp:"-? na()'), max_size=20), st.integers(0, 20))
def test_whatever_is_typed_what_is_taken_can_be_read(text: str, caret: int) -> None:
    caret = min(caret, len(text))
    for one in completions(text, caret, VALUES):
        assert 0 <= one.start <= one.end <= len(text)
        if one.insert.endswith(" ") and one.insert.strip() != "OR" and not one.start and one.end == len(text):
            assert not read_query(taken(text, one)).problem
