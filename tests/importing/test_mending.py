"""Torn texts become whole again: measured over hundreds of seeded tearings, and shown rule by rule."""

from __future__ import annotations

import random

import pytest

from briefreader.brief.model import Brief
from briefreader.importing.headings import Candidate, is_heading, weigh
from briefreader.importing.lexicon import Lexicon
from briefreader.importing.lines import Shape, read_pieces
from briefreader.importing.mending import mend
from briefreader.importing.structure import read_structure

from .tearing import ORIGINAL, tear, text_of


def parts_of(brief: Brief) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in brief.blocks]


def mended(text: str) -> list[tuple[Shape, str]]:
    return [(piece.shape, piece.text) for piece in mend(read_pieces(text), "en")]


def share_restored(text: str, count: int, **how: object) -> float:
    """The share of blocks that come back whole and of their own kind, over `count` seeded tearings."""
    wanted = parts_of(read_structure(text, name="x"))
    whole = 0
    for seed in range(count):
        rng = random.Random(seed)
        width = rng.randint(60, 80) if how.get("wrapped") else 0
        torn = tear(text, rng, most=int(str(how["most"])), break_=str(how.get("break_", "\n\n")), width=width)
        found = parts_of(read_structure(torn, name="x"))
        whole += sum(part in found for part in wanted)
    return whole / (len(wanted) * count)


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
@pytest.mark.parametrize(
    "how",
    [
        {"most": 1},
        {"most": 4},
        {"most": 3, "wrapped": True},
        {"most": 0, "wrapped": True},
        {"most": 2, "break_": "\n"},
        {"most": 2, "break_": "\n\f"},
    ],
    ids=str,
)
def test_a_torn_text_is_whole_again_in_four_languages(language: str, how: dict[str, object]) -> None:
    # Some tears cannot be told: a phrase and a name that the text has only once.
    assert share_restored(text_of(language), 8, **how) >= 0.99


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original brief is not here")
@pytest.mark.parametrize(
    ("count", "how"),
    [
        (70, {"most": 1}),
        (70, {"most": 3}),
        (30, {"most": 8}),
        (20, {"most": 3, "wrapped": True}),
        (10, {"most": 3, "break_": "\n\f"}),
    ],
    ids=str,
)
def test_the_original_is_whole_again_however_it_is_torn(count: int, how: dict[str, object]) -> None:
    assert share_restored(ORIGINAL.read_text(encoding="utf-8"), count, **how) >= 0.9995


DONE = "The harbour was closed for a week, and nobody in the capital noticed."
MORE = "The ministers met on Tuesday, and the ministers of the coast agreed on a plan that few of them had read."


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The ministers agreed on a plan for the", "North Sea and for the ports on its coast."),
        ("The ministers agreed on a plan that was,", "Europeans said, too late."),
        ("The ministers agreed on burden-", "shifting and on nothing else."),
        ("The ministers agreed (after a vote in the Senate", "House) on nothing."),
        ("The ministers agreed with Mr.", "Brown on everything."),
        ("The ministers agreed on a treaty under Art.", "5 of the old one."),
        ("The ministers agreed with the U.S.", "Navy on everything."),
        ("The ministers agreed, as the report had put it in those days:", '"In part," and only in part.'),
        ("The ministers agreed on everything they had", "– as ministers do – forgotten."),
        ("The ministers agreed on everything in paragraph", "12. Nobody had read it."),
        ("First, the", "Danish ministers agreed on everything."),
        ("As the Danes put it", "“everything” was agreed on."),
        ("The", "Danish ministers agreed on everything, which surprised the others."),
        ("The ministers of the coast met in", "2024 and agreed on everything."),
        ("See", "https://example.org/plan for everything the ministers have agreed."),
    ],
)
def test_a_torn_sentence_is_joined(one: str, two: str) -> None:
    joined = f"{one}{'' if one.endswith('burden-') else ' '}{two}"
    assert mended(f"{DONE}\n\n{one}\n\n{two}\n\n{MORE}")[1:] == [(Shape.TEXT, joined), (Shape.TEXT, MORE)]


@pytest.mark.parametrize("heading", [
    "Conclusion", "The way ahead", "What Is at Stake", "Who pays for it?", "THE NORTH SEA", "2.3 Scope of the plan",
    "IV. Prospects", "Annex B", "About the North Sea Institute", "Ports, ships and cables", "**A bold beginning**",
])  # fmt: skip
def test_a_short_line_between_whole_paragraphs_is_a_heading(heading: str) -> None:
    assert mended(f"{DONE}\n\n{heading}\n\n{MORE}") == [
        (Shape.TEXT, DONE),
        (Shape.HEADING, heading),
        (Shape.TEXT, MORE),
    ]


def test_a_heading_right_above_its_paragraph_is_one() -> None:
    assert mended(f"{DONE}\n\nThe way ahead\n{MORE}")[1] == (Shape.HEADING, "The way ahead")


def test_a_paragraph_without_its_full_stop_does_not_swallow_the_heading_behind_it() -> None:
    assert mended(f"{DONE[:-1]}\n\nConclusion\n\n{MORE}") == [
        (Shape.TEXT, DONE[:-1]),
        (Shape.HEADING, "Conclusion"),
        (Shape.TEXT, MORE),
    ]


def test_the_last_line_of_a_text_is_no_heading() -> None:
    assert mended(f"{DONE}\n\nThe way ahead")[-1] == (Shape.TEXT, "The way ahead")


def test_a_phrase_that_the_text_uses_elsewhere_is_no_heading() -> None:
    elsewhere = "It was the North Sea Council that had agreed, and the North Sea Council that forgot about it."
    torn = "The North Sea\n\nCouncil met in the autumn and agreed on everything that was put before it."
    assert mended(f"{elsewhere}\n\n{torn}")[1] == (Shape.TEXT, torn.replace("\n\n", " "))


def test_a_page_number_inside_a_paragraph_stands_behind_it() -> None:
    pages = f"{DONE}\n\nThe ministers met\n\n12\n\fin the harbour, as ever.\n\n{MORE}\n\n13\n\f{DONE}"
    assert mended(pages)[1:4] == [
        (Shape.TEXT, "The ministers met in the harbour, as ever."),
        (Shape.ASIDE, "12"),
        (Shape.TEXT, MORE),
    ]


def test_an_item_of_a_list_is_mended_but_swallows_no_paragraph() -> None:
    text = f"{DONE}\n\n- the ports of the\n\nNorth Sea\n- ships\n\n{MORE}"
    assert mended(text)[1:] == [
        (Shape.ITEM, "the ports of the North Sea"),
        (Shape.ITEM, "ships"),
        (Shape.TEXT, MORE),
    ]


def test_numbered_items_stay_a_list_and_numbered_headings_do_not() -> None:
    items = mended(f"{DONE}\n\n1. Ports\n\n2. Ships\n\n{MORE}")
    assert [shape for shape, _ in items] == [Shape.TEXT, Shape.ITEM, Shape.ITEM, Shape.TEXT] or items[2][
        1
    ] == "2. Ships"
    headings = mended(f"1. Ports\n\n{DONE}\n\n2. Ships\n\n{MORE}")
    assert [shape for shape, _ in headings] == [Shape.HEADING, Shape.TEXT, Shape.HEADING, Shape.TEXT]


@pytest.mark.parametrize(("one", "two"), [("2.", "3."), ("(b)", "(c)"), ("•", "•"), ("–", "–")])
def test_items_that_follow_one_another_need_no_colon_before_them(one: str, two: str) -> None:
    text = f"{DONE}\n\nThe ministers agreed on ships\n{one} Ports\n{two} People\n\n{MORE}"
    assert [shape for shape, _ in mended(text)[2:4]] == [Shape.ITEM] * 2


def test_lettered_items_follow_one_another() -> None:
    assert [shape for shape, _ in mended(f"{DONE}\n\n(a) ports\n(b) ships\n(c) people\n\n{MORE}")[1:4]] == [
        Shape.ITEM
    ] * 3


def test_the_evidence_says_why() -> None:
    lexicon = Lexicon([DONE, MORE], "en")
    total, reasons = weigh(Candidate("The way ahead", MORE, lexicon))
    assert total == 7
    assert reasons == (
        "a sentence begins behind it",
        "a common word follows with a capital",
        "prose follows",
        "short",
    )
    assert weigh(Candidate("The way of the", MORE, lexicon))[1][-1] == "cannot end here"
    assert not is_heading(Candidate("First, the ministers", MORE, lexicon))


def test_the_lexicon_knows_names_pairs_and_openers() -> None:
    lexicon = Lexicon(
        ["The ministers asked the Senate, and then the Danish Senate agreed with what they asked for."], "en"
    )
    assert lexicon.is_name("Senate")
    assert not lexicon.is_name("ministers")
    assert lexicon.is_common("Ministers")
    assert lexicon.has_pair("Danish", "Senate's")
    assert not lexicon.has_pair("ministers", "Senate")
    assert lexicon.opens_sentence("Despite")
    assert not lexicon.opens_sentence("Senate")
