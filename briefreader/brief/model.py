"""A brief as values: blocks in reading order.

All positions are code points of a block's plain text. Every value is frozen: a changed brief is a new edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

_WORD = r"\w+(?:['’\-]\w+)*"


class BlockKind(StrEnum):
    TITLE = "title"
    DATE = "date"
    ABSTRACT = "abstract"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    TABLE = "table"
    FIGURE = "figure"
    CAPTION = "caption"
    CODE = "code"
    BACK_MATTER = "back-matter"


NUMBERED = frozenset({BlockKind.ABSTRACT, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION})
"""The kinds that carry a paragraph number."""


class SpanKind(StrEnum):
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """Inline markup: code points `start` to `end` of the block's text; `target` is a link's address."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a brief.

    `id` is unique in its edition (`b1`, `b2`, ... in reading order). `text` is plain text on one line; in a table
    cells are parted by tabs and rows by line feeds, the first row being the header; code keeps its line feeds.
    `level` is 1 to 6 for a heading, the depth (from 1) for a list item, else 0. `number` is the paragraph number,
    `section` the id of the heading that it stands under, `point` the ordinal word that opens it ("First").
    """

    id: str
    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    number: int | None = None
    section: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a brief says of itself. `date` is ISO, as exact as known ("2026", "2026-01", "2026-01-12") or empty.

    `source` is one line on what the text is and where it comes from. `adapted` is true for a retelling: its words
    are not the original author's, and every citation has to say so.
    """

    title: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    language: str = "en"
    source: str = ""
    adapted: bool = False


@dataclass(frozen=True)  # without slots, so that edition and words are worked out once
class Brief:
    """One edition of a brief. `id` names the brief over all its editions ("no-longer-ironclad")."""

    id: str
    metadata: Metadata
    blocks: tuple[Block, ...]

    @cached_property
    def edition(self) -> str:
        """The name of this exact edition (see `edition_of`)."""
        return edition_of(self.blocks)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each block in reading order, by its id."""
        return {block.id: at for at, block in enumerate(self.blocks)}

    @cached_property
    def words(self) -> int:
        return sum(len(re.findall(_WORD, block.text)) for block in self.blocks)


def edition_of(blocks: Iterable[Block]) -> str:
    """What an edition of these blocks is called: the SHA-256 of its canonical text, in hexadecimal."""
    import hashlib  # 7 ms that the first page can do without

    return hashlib.sha256(canonical_text(blocks).encode()).hexdigest()


def canonical_text(blocks: Iterable[Block]) -> str:
    """The text that an edition is: the blocks' texts in reading order, a line feed between two."""
    return "\n".join(block.text for block in blocks)
