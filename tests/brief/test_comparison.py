"""Two editions side by side: both columns are whole, and each change is called what it is."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.comparison import Change, Comparison, Row, compare
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.wording import Piece

KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE, BlockKind.LIST_ITEM])
WORDS = ["the", "sea", "lanes", "of", "trade", "open", "ships", "12", "ports", "in", "states", "Table", "\t"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
BLOCKS = st.lists(st.builds(Block, st.just(""), KINDS, TEXTS), max_size=9)

HARBOUR = "The harbour has been open to every ship since the treaty of 1922 was signed."
GRAIN = "Grain leaves by rail in winter, when the river is frozen from bank to bank."
TOLLS = "Tolls are paid by weight and not by length, whatever the captains may say."


def edition(*texts: str) -> Brief:
    return of([Block("", BlockKind.PARAGRAPH, text) for text in texts])


def of(blocks: list[Block]) -> Brief:
    numbered = (replace(block, id=f"b{at}", number=at) for at, block in enumerate(blocks, start=1))
    return Brief("port", Metadata("The Port"), tuple(numbered))


EDITIONS = BLOCKS.map(of)


def joined(row: Row, *kinds: str) -> str:
    return "".join(piece.text for piece in row.pieces if piece.kind in kinds)


def told(found: Comparison) -> list[tuple[str | int | None, ...]]:
    return [
        (row.change.value, *(block.number if block else None for block in (row.old, row.new))) for row in found.rows
    ]


@given(EDITIONS, EDITIONS)
def test_each_column_is_its_edition_from_first_to_last(old: Brief, new: Brief) -> None:
    found = compare(old, new)
    assert tuple(row.old for row in found.rows if row.old) == old.blocks
    assert tuple(row.new for row in found.rows if row.new) == new.blocks
    assert (found.old, found.new) == (old, new)


@given(EDITIONS, EDITIONS)
def test_the_pieces_of_each_row_are_both_its_texts(old: Brief, new: Brief) -> None:
    for row in compare(old, new).rows:
        left = row.old or (row.partner if row.change is Change.MOVED else None)
        right = row.new or (row.partner if row.change is Change.MOVED else None)
        assert joined(row, "same", "deleted") == (left.text if left else "")
        assert joined(row, "same", "added") == (right.text if right else "")
        unchanged = row.old is not None and row.new is not None and row.old.text == row.new.text
        assert (row.change is Change.SAME) == unchanged


@given(EDITIONS, EDITIONS)
def test_what_moved_has_two_rows_that_know_each_other(old: Brief, new: Brief) -> None:
    moved = [row for row in compare(old, new).rows if row.change is Change.MOVED]
    there = {(row.old.id, row.partner.id) for row in moved if row.old and row.partner and not row.new}
    here = {(row.partner.id, row.new.id) for row in moved if row.new and row.partner and not row.old}
    assert there == here
    assert len(there) + len(here) == len(moved)


@given(EDITIONS, EDITIONS)
def test_the_counts_and_the_walk_are_those_of_the_rows(old: Brief, new: Brief) -> None:
    found = compare(old, new)
    rows = Counter(row.change for row in found.rows)
    assert set(found.counts) == set(Change)
    assert all(found.counts[change] == rows[change] for change in Change if change is not Change.MOVED)
    assert found.counts[Change.MOVED] * 2 == rows[Change.MOVED]
    assert found.changes == tuple(at for at, row in enumerate(found.rows) if row.change is not Change.SAME)


@given(EDITIONS)
def test_an_edition_has_no_changes_against_itself(one: Brief) -> None:
    found = compare(one, one)
    assert found.changes == ()
    assert found.counts[Change.SAME] == len(found.rows) == len(one.blocks)


@given(EDITIONS, EDITIONS)
def test_the_other_way_round_what_came_is_what_went(old: Brief, new: Brief) -> None:
    there, back = compare(old, new).counts, compare(new, old).counts
    turned = {Change.ADDED: Change.DELETED, Change.DELETED: Change.ADDED}
    assert {turned.get(change, change): count for change, count in there.items()} == back


def test_every_kind_of_change_is_told() -> None:
    old = edition("Costs", "It costs 12 million euros.", HARBOUR, GRAIN, f"{TOLLS} It was ever so.", "Gone for good.")
    new = edition(
        "Costs", "It costs 92 million euros.", f"{TOLLS} It was ever so.", HARBOUR, GRAIN, "Quite another one"
    )
    found = compare(old, new)
    assert told(found) == [
        ("same", 1, 1),
        ("changed", 2, 2),
        ("moved", None, 3),
        ("same", 3, 4),
        ("same", 4, 5),
        ("moved", 5, None),
        ("deleted", 6, None),
        ("added", None, 6),
    ]
    assert found.rows[1].pieces == (
        Piece("same", "It costs "),
        Piece("deleted", "12"),
        Piece("added", "92"),
        Piece("same", " million euros."),
    )
    assert found.counts == {
        Change.SAME: 3,
        Change.CHANGED: 1,
        Change.MOVED: 1,
        Change.DELETED: 1,
        Change.ADDED: 1,
    }
    assert found.changes == (1, 2, 5, 6, 7)


def test_a_paragraph_that_moved_and_changed_is_told_word_by_word_at_both_places() -> None:
    new = edition(TOLLS.replace("weight", "volume"), HARBOUR, GRAIN)
    rows = [row for row in compare(edition(HARBOUR, GRAIN, TOLLS), new).rows if row.change is Change.MOVED]
    assert [piece.text for piece in rows[0].pieces if piece.kind != "same"] == ["weight", "volume"]
    assert rows[0].pieces == rows[1].pieces


def test_a_paragraph_split_in_two_is_changed_and_added_and_one_joined_changed_and_deleted() -> None:
    apart, whole = edition("Start", HARBOUR, GRAIN, "End"), edition("Start", f"{HARBOUR} {GRAIN}", "End")
    assert sorted(row.change for row in compare(whole, apart).rows) == ["added", "changed", "same", "same"]
    assert sorted(row.change for row in compare(apart, whole).rows) == ["changed", "deleted", "same", "same"]


def test_markup_alone_is_no_change() -> None:
    plain = edition(HARBOUR)
    other = replace(
        plain.blocks[0], kind=BlockKind.LIST_ITEM, spans=(Span(0, 3, SpanKind.STRONG),), level=1, number=7, id="x"
    )
    assert compare(plain, replace(plain, blocks=(other,))).changes == ()


def test_edits_whose_truth_is_known_are_told_as_what_they_are() -> None:
    """Of 400 paragraphs in which one in three is edited, nearly all edits are called what they are."""
    chance = random.Random(11)
    lexicon = [f"{first}{last}" for first in ("har", "gra", "tol", "ri", "sta") for last in ("bour", "in", "ver", "te")]
    lexicon += [f"word{at}" for at in range(400)] + ["the", "of", "and"] * 60

    def paragraph() -> str:
        return " ".join(chance.choices(lexicon, k=chance.randint(15, 60))) + "."

    old = [paragraph() for _ in range(400)]
    new: list[str] = []
    truth: Counter[str] = Counter()
    for text in old:
        edit = chance.choice(["same"] * 8 + ["changed", "changed", "deleted", "added"])
        truth[edit] += 1
        if edit == "added":
            truth["same"] += 1
            new.append(paragraph())
        if edit == "changed":
            text = " ".join(chance.choice(lexicon) if at % 8 == 3 else word for at, word in enumerate(text.split()))
        if edit != "deleted":
            new.append(text)
    carried = [new.pop(at) for at in (300, 200, 100)]
    for text in carried:
        new.insert(chance.randrange(40), text)
    counts = compare(edition(*old), edition(*new)).counts
    assert counts[Change.MOVED] == 3
    assert all(abs(counts[Change(edit)] - count) <= 3 for edit, count in truth.items())
