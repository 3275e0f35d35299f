"""What a dossier says in words, and the excerpts that it cuts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefreader.brief.dossier import Volume
from briefreader.brief.registry import Evidence
from briefreader.search.snippets import LONGEST
from briefreader.ui.dossier.excerpt import clusters, excerpt, whole
from briefreader.ui.dossier.rows import BriefTitle, Caption, More, Silence, Spot, background_rows, mention_rows, spoken
from briefreader.ui.dossier.words import (
    around,
    briefs_words,
    evidence_words,
    extent_words,
    identity_words,
    more_names_words,
    place_words,
    short_title,
    spoken_place,
)
from tests.ui.dossiers import dossier, place


def test_the_line_below_the_name_tells_kind_names_and_how_often() -> None:
    assert identity_words(dossier()) == "Organisation · also “the League” · 1 mention in 1 paragraph"
    many = dossier(names=("a", "b", "c", "d"), seats=("Port",))
    assert identity_words(many) == "Organisation · also “a”, “b”, “c” · 1 mention in 1 paragraph"
    assert more_names_words(many) == "and 2 more"
    assert "“d”, “Port” where it acts" in identity_words(many, every_name=True)
    theme = dossier(kind="theme", names=("harbour due*",), mentions=0)
    assert identity_words(theme) == "Theme · shown by “harbour due…” · 1 paragraph"
    assert more_names_words(dossier(names=("a", "b", "c"))) == ""


def test_the_extent_counts_briefs_where_there_are_several() -> None:
    both = dossier([place(), place(brief="mole"), place(brief="mole", block="b2")])
    assert extent_words(both) == "3 mentions in 3 paragraphs of 2 briefs"
    assert extent_words(dossier([])) == "not mentioned"


def test_a_place_is_told_short_on_its_line_and_in_full_in_the_tooltip() -> None:
    noted = place(notes=2)
    assert place_words(noted) == "¶ 38 · Implications › First · 2 notes"
    full = place_words(noted, full=True)
    assert full == "¶ 38 · Implications: what it means › First — the boats come late · 2 notes"
    assert place_words(place(number=None, section=())) == ""
    assert spoken_place(place(number=None, section=()), "Words") == "Words"
    assert spoken_place(noted, "Words", "A Brief").endswith(", 2 notes, in A Brief")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("First — rejects the order", "First"),
        ("Ten eerste – de boten komen laat", "Ten eerste"),
        ("What the harbour costs", "What the harbour costs"),
        ("A title whose first part is far too long for a line: and a second", None),
        ("A: b", "A: b"),
    ],
)
def test_titles_are_shortened_where_they_have_a_short_head(title: str, short: str | None) -> None:
    assert short_title(title) == (short or title)


def test_a_reason_names_its_brief_only_where_there_are_several() -> None:
    reasons = (
        ("pier", Evidence("league", "Named with an acronym", "LoH")),
        ("pier", Evidence("league", "Often named")),
    )
    one = dossier(evidence=reasons)
    assert [evidence_words(*reason, one) for reason in reasons] == ["Named with an acronym: “LoH”", "Often named"]
    two = dossier([place(), place(brief="mole")], evidence=(*reasons, ("mole", reasons[1][1])))
    assert evidence_words(*two.evidence[2], two) == "Often named · Title of mole"


def test_which_briefs_are_in_view() -> None:
    assert [briefs_words(*one) for one in ((0, 3, 3), (0, 1, 1), (2, 3, 7), (4, 1, 5))] == [
        "3 briefs",
        "1 brief",
        "briefs 3–5 of 7",
        "brief 5 of 5",
    ]


def test_words_around_a_mention_tell_it_from_another() -> None:
    text = "When the League came, everybody left; when the League left, nobody came back to see."
    second = text.rindex("League")
    assert around(text, second, second + 6) == "…left; when the League left, nobody…"
    assert around("League", 0, 6) == "League"


MARKED = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=40)


@given(MARKED)
def test_clusters_part_the_marks_and_lose_none(steps: list[tuple[int, int]]) -> None:
    marks, at = [], 0
    for gap, long in steps:
        marks.append((at + gap, at + gap + long))
        at += gap + long
    groups = list(clusters(marks))
    assert [mark for group in groups for mark in group] == marks
    assert all(groups) == bool(marks)
    assert all(group[-1][1] - group[0][0] <= LONGEST for group in groups if len(group) > 1)


@given(st.text(alphabet="ab é\n.…A😀 ", max_size=900), MARKED)
@example("AA …", [(0, 1), (0, 3)])
def test_an_excerpt_marks_the_words_that_stand_there(text: str, steps: list[tuple[int, int]]) -> None:
    marks, at = [], 0
    for gap, long in steps:
        start, end = at + gap, min(len(text), at + gap + long)
        if start < end and text[start:end].strip() == text[start:end]:
            marks.append((start, end))
        at += gap + long
    for group in clusters(marks):
        cut = excerpt(text, group, tuple(marks))
        assert set(group) <= set(cut.places)
        for (start, end), (first, last) in zip(cut.marks, cut.places, strict=True):
            assert cut.text[start:end].split() == text[first:last].split()


def test_a_whole_paragraph_keeps_its_length() -> None:
    shown = whole("a\tb\nc", ((2, 3),))
    assert (shown.text, shown.places) == ("a b\nc", ((2, 3),))


def test_mentions_far_apart_have_a_row_each_and_those_together_share_one() -> None:
    near = "The League met the League. " + "Then nothing came to pass for a long while. " * 9 + "The League left."
    rows = mention_rows(dossier([place(near, "League")]), "brief")
    spots = [row for row in rows if isinstance(row, Spot)]
    assert [len(spot.marks) for spot in spots] == [2, 1]
    assert rows[0] == Caption("Every mention, in order")
    assert spots[1].shown().text.endswith("The League left.")


def test_over_all_briefs_titles_stand_above_the_mentions() -> None:
    places = [place(), place(brief="mole"), place(brief="mole", block="b2")]
    rows = mention_rows(dossier(places), "library")
    assert [row.words for row in rows if isinstance(row, BriefTitle)] == ["Title of pier", "Title of mole"]
    assert not any(isinstance(row, BriefTitle) for row in mention_rows(dossier(places), "brief"))
    assert "in Title of mole" in spoken(rows[-1])
    assert spoken(rows[1]) == "Title of pier, 1 mention"


def test_without_a_place_a_sentence_says_so() -> None:
    assert mention_rows(dossier([]), "brief") == [Silence("No paragraph speaks of League of Harbours in this brief.")]
    assert mention_rows(dossier([]), "library") == [Silence("No paragraph speaks of League of Harbours in any brief.")]


def test_time_is_shown_where_there_are_several_briefs_the_latest_first_to_stay() -> None:
    assert background_rows(dossier()) == []
    volumes = tuple(Volume(f"b{at:02}", f"Brief {at}", "", f"2026-01-{at + 1:02}", at) for at in range(20))
    rows = background_rows(dossier(volumes=volumes))
    assert rows[:2] == [Caption("Over time"), More("volumes", "12 earlier…")]
    assert spoken(rows[-1]) == "Brief 19, 20 January 2026, 19 mentions"
    assert len(rows) == 10
    every = background_rows(dossier(volumes=volumes), {"volumes"})
    assert len(every) == 22
    assert every[-1] == More("volumes", "Fewer…")
