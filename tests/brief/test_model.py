"""An edition is an exact text: its name must change with the text and with nothing else."""

from __future__ import annotations

from dataclasses import replace

from briefreader.brief.model import Block, BlockKind, Brief, Metadata, canonical_text

BLOCKS = (Block("b1", BlockKind.TITLE, "Ports"), Block("b2", BlockKind.PARAGRAPH, "It’s a well-kept U-turn.", number=1))
BRIEF = Brief("ports", Metadata("Ports"), BLOCKS)


def test_an_edition_is_named_by_its_text_alone() -> None:
    assert canonical_text(BLOCKS) == "Ports\nIt’s a well-kept U-turn."
    assert len(BRIEF.edition) == 64
    assert replace(BRIEF, id="other", metadata=Metadata("Other")).edition == BRIEF.edition
    assert replace(BRIEF, blocks=BLOCKS[:1]).edition != BRIEF.edition


def test_words_with_an_apostrophe_or_a_hyphen_count_once() -> None:
    assert BRIEF.words == 5
