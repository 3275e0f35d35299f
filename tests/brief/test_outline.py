"""The contents list is how a reader finds their way: sections, points and numbers have to be those of the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.model import NUMBERED, Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import OutlineEntry, number_blocks, opening_ordinal, outline


def block(kind: BlockKind, text: str, level: int = 0) -> Block:
    return Block("", kind, text, level=level)


def para(text: str) -> Block:
    return block(BlockKind.PARAGRAPH, text)


def heading(text: str, level: int = 1) -> Block:
    return block(BlockKind.HEADING, text, level)


def back(text: str) -> Block:
    return block(BlockKind.BACK_MATTER, text)


def brief_of(*blocks: Block, language: str = "en") -> Brief:
    return Brief("b", Metadata("Title", language=language), number_blocks(blocks))


def lines(brief: Brief) -> list[str]:
    return [f"{'  ' * entry.level}{entry.title}" for entry in outline(brief)]


@pytest.fixture
def whole() -> Brief:
    return brief_of(
        block(BlockKind.TITLE, "Ports"),
        block(BlockKind.DATE, "May 2024"),
        block(BlockKind.ABSTRACT, "What this is about."),
        para("Ships come and go."),
        heading("Harbours"),
        para("Three things matter."),
        para("First, there is no deep water in the north."),
        block(BlockKind.TABLE, "Port\tDepth"),
        para("That costs time."),
        para("Second, cranes are old."),
        para("Lastly, the town wants quiet."),
        heading("Money", 2),
        para("It is short."),
        heading("Outlook"),
        para("Fair."),
        heading("About the author"),
        back("Writes on ports."),
    )


def test_numbers_run_over_numbered_kinds_alone(whole: Brief) -> None:
    assert [b.number for b in whole.blocks] == [
        None, None, 1, 2, None, 3, 4, None, 5, 6, 7, None, 8, None, 9, None, None,
    ]  # fmt: skip
    assert [b.id for b in whole.blocks] == [f"b{n}" for n in range(1, 18)]


def test_blocks_stand_under_the_nearest_heading_and_headings_under_their_parent(whole: Brief) -> None:
    sections = {b.text: b.section for b in whole.blocks}
    assert sections["Ships come and go."] is None
    assert sections["Harbours"] is None
    assert sections["That costs time."] == "b5"
    assert sections["Money"] == "b5"
    assert sections["It is short."] == "b12"
    assert sections["Outlook"] is None
    assert sections["Writes on ports."] == "b16"


def test_back_matter_without_a_heading_stands_under_no_section() -> None:
    brief = brief_of(heading("Body"), para("Text."), back("Contact."), heading("Notice"), back("Rights."))
    assert [b.section for b in brief.blocks] == [None, "b1", None, None, "b4"]


def test_points_carry_the_word_that_opens_them(whole: Brief) -> None:
    assert {b.text.split(" ")[0]: b.point for b in whole.blocks if b.point} == {
        "First,": "First",
        "Second,": "Second",
        "Lastly,": "Lastly",
    }


def test_the_outline_shows_sections_points_and_their_extent(whole: Brief) -> None:
    assert outline(whole) == (
        OutlineEntry("Summary", "b3", 2, 2, 0, "section", 1),
        OutlineEntry("Introduction", "b4", 3, 3, 0, "section", 1),
        OutlineEntry("Harbours", "b5", 4, 12, 0, "section", 6),
        OutlineEntry("First — no deep water in the north", "b7", 6, 8, 1, "point", 2),
        OutlineEntry("Second — cranes are old", "b10", 9, 9, 1, "point", 1),
        OutlineEntry("Lastly — the town wants quiet", "b11", 10, 10, 1, "point", 1),
        OutlineEntry("Money", "b12", 11, 12, 1, "section", 1),
        OutlineEntry("Outlook", "b14", 13, 14, 0, "section", 1),
        OutlineEntry("About the author", "b16", 15, 16, 0, "section", 0),
    )


def test_numbering_twice_changes_nothing(whole: Brief) -> None:
    assert number_blocks(whole.blocks) == whole.blocks


def test_numbering_forgets_what_blocks_said_before() -> None:
    stale = Block("x", BlockKind.HEADING, "Head", level=1, number=7, section="y", point="First")
    assert number_blocks([stale]) == (Block("b1", BlockKind.HEADING, "Head", level=1),)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("First, a thing", "First"),
        ("Firstly a thing", "Firstly"),
        ("First and foremost a thing", "First"),
        ("First of all, a thing", "First"),
        ("Third: a thing", "Third"),
        ("Fourth. A thing", "Fourth"),
        ("Second — a thing", "Second"),
        ("Second - a thing", "Second"),
        ("Last but not least, a thing", "Last"),
        ("Finally", "Finally"),
        ("Ten tweede is er iets", "Ten tweede"),
        ("Premièrement, une chose", "Premièrement"),
        ("Zweitens gibt es etwas", "Zweitens"),
        ("First.", None),
        ("First Minister of Wales", None),
        ("Second World War fleets", None),
        ("Second-hand ships", None),
        ("first, a thing", None),
        ("Firsts, and more", None),
        ("At first, a thing", None),
        ("", None),
    ],
)
def test_an_ordinal_opens_a_point_only_where_it_enumerates(text: str, word: str | None) -> None:
    assert opening_ordinal(text) == word


@pytest.mark.parametrize(
    ("openings", "points"),
    [
        (["Second, b"], []),
        (["First, a"], []),
        (["First, a", "Second, b"], ["First", "Second"]),
        (["First, a", "Prose", "Third, c", "Finally, z"], ["First", "Third", "Finally"]),
        (["Second, b", "Third, c"], ["Second", "Third"]),
        (["Third, c", "Fourth, d"], []),
        (["Finally, z", "First, a"], []),
        (["First, a", "First, a", "Second, b"], ["First", "Second"]),
        (["First, a", "Second, b", "Firstly, c", "Lastly, d"], ["First", "Second", "Firstly", "Lastly"]),
    ],
)
def test_points_are_runs_of_at_least_two_rising_ordinals(openings: list[str], points: list[str]) -> None:
    brief = brief_of(heading("Head"), *map(para, openings))
    assert [b.point for b in brief.blocks if b.point] == points


def test_a_run_does_not_cross_a_heading() -> None:
    brief = brief_of(heading("One"), para("First, a"), heading("Two"), para("Second, b"))
    assert not any(b.point for b in brief.blocks)


def test_headings_and_quotations_open_no_point() -> None:
    brief = brief_of(heading("First, a"), heading("Second, b"), block(BlockKind.QUOTATION, "Finally, c"))
    assert not any(b.point for b in brief.blocks)


def test_points_in_the_introduction_stand_below_it() -> None:
    assert lines(brief_of(para("First, rain."), para("Second, wind."))) == [
        "Introduction",
        "  First — rain",
        "  Second — wind",
    ]


def test_skipped_heading_levels_leave_no_gap() -> None:
    brief = brief_of(heading("A", 2), heading("B", 5), heading("C", 3), heading("D", 1))
    assert lines(brief) == ["A", "  B", "  C", "D"]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en-GB", ["Summary", "Introduction", "About this brief"]),
        ("nl", ["Samenvatting", "Inleiding", "Over deze publicatie"]),
        ("fr", ["Résumé", "Introduction", "À propos de cette note"]),
        ("DE", ["Zusammenfassung", "Einleitung", "Über dieses Papier"]),
        ("fi", ["Summary", "Introduction", "About this brief"]),
    ],
)
def test_parts_without_a_heading_are_named_in_the_language_of_the_brief(language: str, labels: list[str]) -> None:
    brief = brief_of(block(BlockKind.ABSTRACT, "In short."), para("Text."), back("Contact."), language=language)
    assert lines(brief) == labels


def test_back_matter_gives_its_own_headings_after_the_nameless_part() -> None:
    brief = brief_of(heading("Body"), para("Text."), back("A"), back("B"), heading("Notice"), back("C"))
    assert [(e.title, e.first, e.last, e.level, e.paragraphs) for e in outline(brief)] == [
        ("Body", 0, 1, 0, 1),
        ("About this brief", 2, 3, 0, 0),
        ("Notice", 4, 5, 0, 0),
    ]


def test_a_section_named_introduction_is_kept_though_it_is_empty() -> None:
    assert lines(brief_of(block(BlockKind.FIGURE, "A map"), heading("Introduction"))) == ["Introduction"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("First, there are two U.S. ports. They are old.", "First — two U.S. ports"),
        ("First, will it hold? Perhaps.", "First — will it hold?"),
        (
            "First, the harbour master keeps a long list, which nobody outside the office has ever been shown in full.",
            "First — the harbour master keeps a long list",
        ),
        (
            "First, the harbour master of the northern town keeps a list of the ships that nobody has seen.",
            "First — the harbour master of the northern town keeps a list",
        ),
        (
            "First, the harbour master of the northern towns keeps it for the ships that nobody has seen.",
            "First — the harbour master of the northern towns keeps it",
        ),
        ("First, " + "x" * 80, "First — " + "x" * 52),
    ],
)
def test_a_point_is_named_by_the_gist_of_its_first_sentence(text: str, title: str) -> None:
    entries = outline(brief_of(heading("Head"), para(text), para("Second, more.")))
    opened = [entry.title for entry in entries if entry.kind == "point"]
    assert opened[0] == title


def test_a_point_without_a_sentence_is_named_by_its_ordinal() -> None:
    brief = brief_of(heading("Head"), para("Firstly"), para("Secondly"))
    assert lines(brief) == ["Head", "  Firstly", "  Secondly"]


BLOCKS = st.lists(
    st.builds(
        block,
        st.sampled_from(list(BlockKind)),
        st.sampled_from(["First, a.", "Second, there is b.", "Finally c", "Prose. More prose.", "Word " * 30, ""]),
        st.integers(1, 6),
    ),
    max_size=25,
)


@given(BLOCKS)
def test_every_outline_is_a_tree_of_disjoint_ranges(blocks: list[Block]) -> None:
    brief = brief_of(*blocks)
    entries = outline(brief)
    assert [b.number for b in brief.blocks if b.kind in NUMBERED] == list(
        range(1, 1 + sum(b.kind in NUMBERED for b in blocks))
    )
    assert all(entry.last < after.first for entry, after in pairwise(entries) if entry.level >= after.level)
    assert all(after.level <= entry.level + 1 for entry, after in pairwise(entries))
    covered = {index for entry in entries for index in range(entry.first, entry.last + 1)}
    assert all(index in covered for index, b in enumerate(brief.blocks) if b.number is not None)
    assert all(brief.blocks[entry.first].id == entry.block for entry in entries)
    assert all(len(entry.title) <= 160 for entry in entries)
