"""What the page of two editions says in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.model import State
from briefreader.brief.comparison import Change, Row
from briefreader.brief.model import Block, BlockKind
from briefreader.brief.wording import word_diff
from briefreader.storage.briefs import Edition
from briefreader.ui.editions.pieces import joined, side
from briefreader.ui.editions.words import (
    carried_words,
    changed_words,
    counts_words,
    edition_names,
    excerpt,
    first_change,
    moved_words,
    spoken_row,
)


def edition(name: str, date: str = "", added: str = "2026-01-12T09:41:07Z", *, shown: bool = False) -> Edition:
    return Edition(name, "Harbour Works", date, added, 100, 9, shown)


def paragraph(text: str, number: int | None = 39) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, number=number)


def changed(old: str, new: str) -> Row:
    return Row(Change.CHANGED, paragraph(old), paragraph(new), word_diff(old, new))


@pytest.mark.parametrize(
    ("editions", "names"),
    [
        ([("a", "2026-01-12", "")], ["12 January 2026"]),
        ([("a", "2026-01", ""), ("b", "2026-02-03", "")], ["January 2026", "3 February 2026"]),
        ([("a", "", "")], ["edition a"]),
        (
            [("a", "2026", "2026-01-12T12:00:00+00:00"), ("b", "2026", "2026-02-03T12:00:00Z")],
            ["added 12 January 2026", "added 3 February 2026"],
        ),
        ([("a", "2026", ""), ("b", "2026", "never")], ["edition a", "edition b"]),
    ],
)
def test_editions_are_named_by_their_date_or_else_by_when_they_came(
    editions: list[tuple[str, str, str]], names: list[str]
) -> None:
    found = edition_names([edition(name, date, added) for name, date, added in editions])
    assert list(found.values()) == names


def test_two_editions_of_one_day_are_told_apart_by_the_time() -> None:
    times = ["2026-01-12T12:00:00", "2026-01-12T12:30:00", "2026-01-12T12:30:07"]
    found = list(edition_names([edition(str(at), "2026", time) for at, time in enumerate(times)]).values())
    assert found[0].startswith("12 Jan ")
    assert found[2].endswith(":07")
    assert len(set(found)) == 3


@given(st.lists(st.tuples(st.sampled_from(["", "2026", "2026-01-12"]), st.sampled_from(["", "2026-01-12T09:41:07Z"]))))
def test_no_two_editions_have_the_same_name(editions: list[tuple[str, str]]) -> None:
    found = edition_names([edition(f"{at:08}", date, added) for at, (date, added) in enumerate(editions)])
    assert len(set(found.values())) == len(editions)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "These two editions have the same words."),
        ({Change.CHANGED: 5, Change.ADDED: 1, Change.DELETED: 1, Change.MOVED: 2},
         "5 paragraphs changed · 1 added · 1 deleted · 2 moved"),
        ({Change.ADDED: 1, Change.SAME: 1200}, "1 paragraph added"),
        ({Change.MOVED: 1200}, "1,200 paragraphs moved"),
    ],
)  # fmt: skip
def test_counts_are_said_in_words(counts: dict[Change, int], words: str) -> None:
    assert counts_words(counts) == words


def test_notes_that_came_over_are_counted() -> None:
    assert carried_words({State.LOST: 3}) == ""
    assert carried_words({State.EXACT: 14, State.MOVED: 2, State.LOST: 1}) == (
        "16 notes carried over unchanged: 14 exact, 2 moved."
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Aid of 12 million came", "Aid of 92 million came", "12 became 92"),
        ("It shall not come", "It shall come", "“not” deleted"),
        ("It shall come", "It shall not come", "“not” added"),
        ("It  came", "It came", "spaces"),
        ("It came", "It came", ""),
    ],
)
def test_a_difference_is_said_in_words(old: str, new: str, words: str) -> None:
    assert changed_words(word_diff(old, new)) == words


def test_a_moved_paragraph_says_where_it_went_and_what_changed_in_it() -> None:
    old, new = paragraph("It cost 12 million.", 12), paragraph("It cost 92 million.", 40)
    pieces = word_diff(old.text, new.text)
    gone, come = Row(Change.MOVED, old, None, pieces, new), Row(Change.MOVED, None, new, pieces, old)
    assert (moved_words(gone), moved_words(come)) == ("moved to ¶ 40", "moved from ¶ 12")
    assert spoken_row(come) == "Paragraph 40, moved from paragraph 12 and changed: 12 became 92"
    table = Block("b9", BlockKind.BACK_MATTER, "Thanks", number=None)
    assert moved_words(Row(Change.MOVED, table, None, (), table)) == "moved to another place"
    assert spoken_row(Row(Change.ADDED, None, table, ())) == "Back matter, added: Thanks"
    assert moved_words(changed("a", "b")) == ""


def test_the_first_change_is_where_reading_goes_on() -> None:
    assert first_change(changed("Aid of 12 came", "Aid of 92 came")) == len("Aid of ")
    assert first_change(changed("the same", "the same")) == 0


WORDS = st.text(st.sampled_from("ab 1\t\n🙂é"), max_size=60)


@given(WORDS, WORDS)
def test_an_excerpt_leaves_out_no_difference(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    cut = excerpt(pieces, near=4)
    for kind in ("deleted", "added"):
        kept = [piece.text.replace("\n", " ¶ ") for piece in pieces if piece.kind == kind]
        assert [piece.text for piece in cut if piece.kind == kind] == kept


def test_an_excerpt_cuts_what_stayed_far_from_the_difference() -> None:
    lead, tail = "one two three four five six seven eight nine ten ", " a b c d e f g h i j k l m n o p q r s t u v w "
    words = joined(excerpt(word_diff(f"{lead}12{tail}14 end", f"{lead}92{tail}94 end"), near=8))
    assert words == "… ten 12 92 a b c … u v w 14 94 end"


@given(WORDS, WORDS)
def test_each_side_has_its_own_words(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert joined(side(pieces, "deleted")) == old.replace("\t", "  |  ")
    assert joined(side(pieces, "added")) == new.replace("\t", "  |  ")
