"""An edition laid out as one text, so that a stretch of it can be cut out of its blocks and put back into them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from briefreader.annotations.model import Passage, Target
from briefreader.brief.model import Brief, canonical_text

if TYPE_CHECKING:
    from briefreader.annotations.ground import Ground

CONTEXT = 64
"""How many code points of the text around a quote are kept on each side, at most."""

NORMALISER = 1
"""The version of the rules by which a passage is described: what is trimmed, and how its neighbours are cut."""


class Place(NamedTuple):
    """A stretch of one block: `block` is its index in the edition."""

    block: int
    start: int
    end: int


class Page:
    """One edition laid out. What only a search needs is worked out when the first search comes."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.edition = brief.edition
        self.blocks = brief.blocks

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each block stands in the edition, by its id."""
        return {block.id: at for at, block in enumerate(self.blocks)}

    @cached_property
    def text(self) -> str:
        """The canonical text."""
        return canonical_text(self.blocks)

    @cached_property
    def starts(self) -> list[int]:
        """Where each block begins in the canonical text."""
        starts = []
        start = 0
        for block in self.blocks:
            starts.append(start)
            start += len(block.text) + 1
        return starts

    @cached_property
    def ground(self) -> Ground:
        """The edition's words as they are compared."""
        from briefreader.annotations.ground import Ground  # only once something has to be searched for

        return Ground([block.text for block in self.blocks])

    def places(self, start: int, end: int) -> Iterator[Place]:
        """The stretches of the blocks that `start` to `end` of the canonical text touches."""
        for at in range(bisect_right(self.starts, start) - 1, len(self.blocks)):
            first = self.starts[at]
            if first >= end:
                break
            yield Place(at, max(start - first, 0), min(end - first, len(self.blocks[at].text)))

    def trimmed(self, place: Place) -> Place | None:
        """The stretch clamped to its block and without white space at its ends; None where nothing is left."""
        at, start, end = place
        text = self.blocks[at].text
        start, end = max(start, 0), min(end, len(text))
        words = text[start:end].strip() if start < end else ""
        if not words:
            return None
        start = text.index(words, start)
        return Place(at, start, start + len(words))

    def joined(self, places: Iterable[Place]) -> list[Place]:
        """The places trimmed and in reading order, those in one block as one from the first to the last."""
        reach: dict[int, Place] = {}
        for place in places:
            trimmed = self.trimmed(place)
            if trimmed:
                at, start, end = trimmed
                known = reach.get(at, trimmed)
                reach[at] = Place(at, min(known.start, start), max(known.end, end))
        return [reach[at] for at in sorted(reach)]

    def passage(self, places: Iterable[Place]) -> Passage:
        """The passage that some places make up, each one target."""
        return Passage(self.edition, tuple(self._target(place) for place in places), NORMALISER)

    def _target(self, place: Place) -> Target:
        block = self.blocks[place.block]
        start, end = self.starts[place.block] + place.start, self.starts[place.block] + place.end
        return Target(
            block=block.id,
            number=block.number,
            start=place.start,
            end=place.end,
            quote=block.text[place.start : place.end],
            prefix=_before(self.text, start),
            suffix=_behind(self.text, end),
        )

    def holds(self, target: Target) -> bool:
        """Whether the target's words are where it says."""
        at = self.index.get(target.block)
        return at is not None and self.blocks[at].text[target.start : target.end] == target.quote


def _before(text: str, end: int) -> str:
    cut = max(0, end - CONTEXT)
    context = text[cut:end]
    if cut and not text[cut - 1].isspace():
        context = context[_first_space(context) :]
    return context.lstrip() if cut else context


def _behind(text: str, start: int) -> str:
    cut = start + CONTEXT
    context = text[start:cut]
    if cut < len(text) and not text[cut].isspace():
        context = context[: len(context) - _first_space(context[::-1])]
    return context.rstrip() if cut < len(text) else context


def _first_space(context: str) -> int:
    """Where the first white space is; 0 where there is none, so that one long word is kept as it is."""
    space = re.search(r"\s", context)
    return space.start() if space else 0
