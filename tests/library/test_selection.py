"""Which notes of a list are wanted, and in what order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.library.selection import ORDERS, Texts, Wanted, choices, matching, moment, select
from briefreader.library.values import NoteRow


def row(name: str = "n", quote: str = "The treaty binds nobody.", **more: Any) -> NoteRow:
    around = {key: more.pop(key) for key in ("title", "place", "actors", "themes") if key in more}
    values: dict[str, Any] = {"colour": Colour.YELLOW, "created": "2026-01-12T09:41:07Z"} | more
    values.setdefault("modified", values["created"])
    passage = Passage("e", (Target("b1", 3, 0, len(quote), quote),))
    return NoteRow(Annotation(name, "brief", passage, **values), **around)


def names(rows: list[NoteRow]) -> list[str]:
    return [one.annotation.id for one in rows]


def test_nothing_asked_for_lists_everything() -> None:
    rows = [row("b", place=(0, 2, 0)), row("a", place=(0, 1, 0))]
    assert names(select(rows, Wanted())) == ["a", "b"]
    assert names(matching(rows, Wanted())) == ["b", "a"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(words="TREATY binds"), ["quote"]),
        (Wanted(words="communique"), ["note"]),
        (Wanted(words="#memo"), ["tag"]),
        (Wanted(words="memo"), ["tag"]),
        (Wanted(words="zoe"), ["author"]),
        (Wanted(words="ironclad"), ["title"]),
        (Wanted(words="twelve"), ["was"]),
        (Wanted(words="treaty communique"), []),
        (Wanted(words="  "), ["quote", "note", "tag", "author", "title", "was"]),
    ],
)
def test_words_are_sought_without_case_and_accents_in_all_that_a_note_says(wanted: Wanted, found: list[str]) -> None:
    earlier = Passage("d", (Target("b1", 3, 0, 6, "twelve"),))
    rows = [
        row("quote"),
        row("note", "x", note="What did the communiqué say?"),
        row("tag", "x", tags=("memo",)),
        row("author", "x", author="Zoë"),
        row("title", "x", title="No Longer Ironclad"),
        row("was", "x", was=earlier),
    ]
    assert names(matching(rows, wanted)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(colours=frozenset({Colour.RED, Colour.VIOLET})), ["red", "done", "open"]),
        (Wanted(tags=frozenset({"memo", "cost"})), ["tagged"]),
        (Wanted(actors=frozenset({"NATO"})), ["acted"]),
        (Wanted(themes=frozenset({"Ukraine"})), ["themed"]),
        (Wanted(authors=frozenset({"Bo"})), ["bo"]),
        (Wanted(states=frozenset({State.LOST, State.CHANGED})), ["lost"]),
        (Wanted(done=True), ["done"]),
        (Wanted(done=False), ["open"]),
        (Wanted(private=True), ["secret"]),
        (Wanted(tags=frozenset({"memo"}), colours=frozenset({Colour.RED})), []),
    ],
)
def test_each_field_asks_for_any_of_its_values_and_all_fields_must_be_met(wanted: Wanted, found: list[str]) -> None:
    rows = [
        row("red", colour=Colour.RED),
        row("tagged", tags=("memo", "law")),
        row("acted", actors=("EU", "NATO")),
        row("themed", themes=("Ukraine",)),
        row("bo", author="Bo", mine=False),
        row("lost", state=State.LOST),
        row("done", colour=Colour.VIOLET, done=True),
        row("open", colour=Colour.VIOLET),
        row("secret", private=True),
        row("finished", done=True),
    ]
    assert names(matching(rows, wanted)) == found


def test_a_hidden_colleague_is_not_listed_but_the_user_of_that_name_is() -> None:
    rows = [row("own", author="Bo"), row("theirs", author="Bo", mine=False), row("other", author="Cy", mine=False)]
    assert names(matching(rows, Wanted(hidden=frozenset({"Bo"})))) == ["own", "other"]


def test_days_are_local_and_both_included() -> None:
    noon = datetime(2026, 3, 12, 12).astimezone()
    midnight = datetime(2026, 3, 12).astimezone()

    def at(then: datetime) -> str:
        return then.astimezone(UTC).isoformat().replace("+00:00", "Z")

    rows = [
        row("before", modified=at(midnight - timedelta(seconds=1))),
        row("first", modified=at(midnight)),
        row("noon", modified=at(noon)),
        row("after", modified=at(midnight + timedelta(days=1))),
        row("never", modified="some day"),
    ]
    day = date(2026, 3, 12)
    assert names(matching(rows, Wanted(since=day, until=day))) == ["first", "noon"]
    assert names(matching(rows, Wanted(since=day))) == ["first", "noon", "after"]
    assert names(matching(rows, Wanted(until=date(2026, 3, 11)))) == ["before", "never"]


def test_in_the_bin_the_day_is_that_of_the_deletion() -> None:
    gone = row("gone", modified="2026-01-01T12:00:00Z", deleted="2026-03-12T12:00:00Z")
    assert matching([gone], Wanted(since=date(2026, 3, 1))) == [gone]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("text", ["a", "b", "lost", "c"]),
        ("newest", ["c", "b", "lost", "a"]),
        ("oldest", ["a", "lost", "b", "c"]),
        ("changed", ["a", "c", "b", "lost"]),
        ("colour", ["a", "c", "lost", "b"]),
        ("author", ["lost", "c", "b", "a"]),
        ("brief", ["c", "a", "b", "lost"]),
        ("state", ["lost", "b", "a", "c"]),
    ],
)
def test_orders(order: str, found: list[str]) -> None:
    rows = [
        row("lost", place=(0, 0, 0), created="2026-01-02", title="Two", state=State.LOST),
        row("c", place=(1, 0, 0), created="2026-01-04", title="One"),
        row("b", place=(0, 7, 5), created="2026-01-03", title="Two", colour=Colour.RED, author="ann", mine=False),
        row("a", place=(0, 7, 2), created="2026-01-01", title="Two", modified="2026-02-01", author="Bo", mine=False),
    ]
    rows[2] = replace(rows[2], annotation=replace(rows[2].annotation, state=State.CHANGED))
    if order == "colour":
        rows[0] = replace(rows[0], annotation=replace(rows[0].annotation, colour=Colour.BLUE))
    assert names(select(rows, Wanted(), order)) == found


SOME = st.builds(
    row,
    st.text("abc", min_size=1, max_size=3),
    st.text(max_size=8),
    note=st.text("éeÀ ßx", max_size=6),
    colour=st.sampled_from(Colour),
    state=st.sampled_from(State),
    author=st.sampled_from(("", "ann", "Bo")),
    mine=st.booleans(),
    modified=st.sampled_from(("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+02:00", "2025-05-05", "")),
    place=st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)),
)


@given(st.lists(SOME, unique_by=lambda one: one.annotation.id), st.sampled_from(sorted(ORDERS)))
def test_no_order_loses_a_note_or_ties_two(rows: list[NoteRow], order: str) -> None:
    found = select(rows, Wanted(), order)
    assert sorted(names(found)) == sorted(names(rows))
    keys = [ORDERS[order][1](one) for one in found]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert select(found[::-1], Wanted(), order) == found


@given(st.lists(SOME, unique_by=lambda one: one.annotation.id), st.text("abcéEß x", max_size=4))
def test_remembered_texts_find_the_same(rows: list[NoteRow], words: str) -> None:
    texts = Texts()
    for _ in range(2):
        assert select(rows, Wanted(words=words), "text", texts) == select(rows, Wanted(words=words))


def test_a_rewritten_note_is_sought_in_what_it_says_now() -> None:
    texts = Texts()
    before, after = row(note="old"), row(note="new")
    assert matching([before], Wanted(words="old"), texts) == [before]
    assert matching([after], Wanted(words="old"), texts) == []
    assert matching([after], Wanted(words="new"), texts) == [after]


def test_choices_are_what_occurs_with_counts_the_most_frequent_first() -> None:
    found = choices(
        [
            row("a", tags=("law", "memo"), actors=("NATO",), themes=("Ukraine",), author="Bo", private=True),
            row("b", tags=("memo",), actors=("EU", "NATO"), colour=Colour.VIOLET, done=True, state=State.LOST),
            row("c", tags=("cost",), colour=Colour.VIOLET),
        ]
    )
    assert list(found.tags.items()) == [("memo", 2), ("cost", 1), ("law", 1)]
    assert list(found.actors.items()) == [("NATO", 2), ("EU", 1)]
    assert found.themes == {"Ukraine": 1}
    assert found.authors == {"Bo": 1}
    assert list(found.states.items()) == [(State.LOST, 1), (State.EXACT, 2)]
    assert list(found.colours.items()) == [(Colour.YELLOW, 1), (Colour.VIOLET, 2)]
    assert found.done == {True: 1, False: 1}
    assert found.private == 1


def test_times_of_any_zone_are_compared_as_moments() -> None:
    assert moment("2026-01-12T10:00:00+01:00") == moment("2026-01-12T09:00:00Z") == moment("2026-01-12T09:00:00")
    assert moment("soon") == moment("") == 0
