"""Briefs and annotations to fill a store with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefreader.annotations.model import Annotation, Colour, Passage, Target
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind


def brief_of(*texts: str, id: str = "sea-lanes", title: str = "Sea Lanes", adapted: bool = False) -> Brief:
    metadata = Metadata(title, ("M. Author",), "An Institute", "2026-01", adapted=adapted)
    blocks = (
        Block("b0", BlockKind.HEADING, "Introduction", level=1),
        *(
            Block(f"b{at}", BlockKind.PARAGRAPH, text, (Span(0, 2, SpanKind.STRONG),), number=at, section="b0")
            for at, text in enumerate(texts, 1)
        ),
    )
    return Brief(id, metadata, blocks)


def note_on(brief: str, id: str, *, created: str = "2026-01-12T09:41:07.123Z", edition: str = "e1") -> Annotation:
    targets = (Target("b1", 1, 0, 3, "The", "", " sea"), Target("b2", None, 2, 5, "way", "no ", ""))
    return Annotation(
        id, brief, Passage(edition, targets), Colour.BLUE, "Is it so?", ("b", "a"), "M. Reader", created, created
    )


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 12, 9, 41, 7)

    def __call__(self) -> datetime:
        return self.now

    def utc(self) -> datetime:
        return self.now.replace(tzinfo=UTC)

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
