"""Briefs and notes become entries: every block with its place, and who and what it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.registry import Actor, Mention, Theme
from briefreader.search.entries import brief_entries, note_entry

BRIEF = Brief(
    "one",
    Metadata("On trade", publisher="House", date="2026-01", language="nl"),
    (
        Block("b1", BlockKind.TITLE, "On trade"),
        Block("b2", BlockKind.HEADING, "The alliance", level=1),
        Block("b3", BlockKind.PARAGRAPH, "First, NATO.", number=1, section="b2", point="First"),
        Block("b4", BlockKind.PARAGRAPH, "Then tariffs.", number=2, section="b2"),
    ),
)
NATO = Actor("nato", "NATO", "organisation", aliases=("the alliance",))
TRADE = Theme("trade", "Trade", terms=("tariff*", "customs"), paragraphs=(("one", (1, 9)), ("other", (2,))))


def test_every_block_is_an_entry_in_reading_order() -> None:
    entries = brief_entries(BRIEF)
    assert [(one.block, one.position, one.kind, one.number) for one in entries] == [
        ("b1", 0, "title", None),
        ("b2", 1, "heading", None),
        ("b3", 2, "paragraph", 1),
        ("b4", 3, "paragraph", 2),
    ]
    assert [one.point for one in entries] == [False, False, True, False]
    third = entries[2]
    assert (third.section, third.section_title) == ("b2", "The alliance")
    assert (third.brief, third.title, third.publisher, third.date, third.language) == (
        "one",
        "On trade",
        "House",
        "2026-01",
        "nl",
    )


def test_entries_hold_the_ids_of_who_and_what_they_mention() -> None:
    mentions = [Mention("nato", "b3", 7, 11), Mention("trade", "b4", 5, 12), Mention("unknown", "b4", 0, 4)]
    entries = brief_entries(BRIEF, mentions, [NATO], [TRADE])
    assert entries[2].actors == ("nato",)
    assert entries[3].themes == ("trade",)
    assert entries[3].actors == ()


def note(block: str) -> Annotation:
    passage = Passage("edition", (Target(block, 7, 0, 5, "First"), Target("b4", 8, 0, 4, "Then")))
    return Annotation("n1", "one", passage, Colour.RED, note="Is it so?", tags=("ask",))


def test_a_note_is_an_entry_at_the_place_of_its_passage() -> None:
    one = note_entry(note("b3"), BRIEF)
    assert one.text == "Is it so?\nFirst\nThen"
    assert (one.note, one.colour, one.tags) == ("n1", "red", ("ask",))
    assert (one.block, one.number, one.section, one.section_title, one.position) == ("b3", 1, "b2", "The alliance", 2)
    assert not one.point


@pytest.mark.parametrize("gone", [note("b99"), replace(note("b3"), state=State.LOST)])
def test_a_note_whose_words_are_gone_stands_at_the_end_in_no_block(gone: Annotation) -> None:
    one = note_entry(gone, BRIEF)
    assert (one.block, one.number, one.section, one.position) == ("", None, None, 4)
