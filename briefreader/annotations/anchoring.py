"""Describe a passage so that it can be found again, and find it in the edition that is open.

A passage is found by its words alone, and never by a guess: words that stand in several places are those between the
same neighbours, or they are lost. The idea of keeping quote, neighbours and position together is that of the W3C Web
Annotation Data Model (TextQuoteSelector, TextPositionSelector).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from briefreader.annotations.model import Annotation, Passage, State, Target
from briefreader.brief.model import Brief, canonical_text
from briefreader.errors import NotFound

CONTEXT = 64
"""How many code points of the text around a quote are kept on each side, at most."""

# How much of the neighbouring text has to agree, in code points of both sides, before it says where a quote stands:
# long enough that "members of the " in front of a name is not enough.
_EVIDENCE = 20

# By how much one place has to agree better than the next one: a word and its space, more or less.
_MARGIN = 8

# A quote of so many words that stands in one place only needs no neighbours to be known again.
_TELLING = 4

# Each matches all the ways in which one sign is written.
_ALIKE = (
    r"\s+",
    "['\u2018\u2019\u201a\u201b\u02bc\u2032]",
    '["\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]',
    "[-\u2010-\u2015\u2212]+",
)
_SIGN = re.compile("|".join(f"({signs})" for signs in _ALIKE))

_Found = TypeVar("_Found")


class _Place(NamedTuple):
    """A stretch of one block: `block` is its index in the edition."""

    block: int
    start: int
    end: int


class _Page:
    """One edition laid out as its canonical text, in which a block's text can be looked up by position."""

    def __init__(self, brief: Brief) -> None:
        self.edition = brief.edition
        self.blocks = brief.blocks
        self.index = {block.id: at for at, block in enumerate(brief.blocks)}
        self.text = canonical_text(brief.blocks)
        self.starts: list[int] = []
        start = 0
        for block in brief.blocks:
            self.starts.append(start)
            start += len(block.text) + 1

    def places(self, start: int, end: int) -> Iterator[_Place]:
        """The stretches of the blocks that `start` to `end` of the canonical text touches."""
        for at in range(bisect_right(self.starts, start) - 1, len(self.blocks)):
            first = self.starts[at]
            if first >= end:
                break
            yield _Place(at, max(start - first, 0), min(end - first, len(self.blocks[at].text)))

    def trimmed(self, place: _Place) -> _Place | None:
        """The stretch clamped to its block and without white space at its ends; None where nothing is left."""
        at, start, end = place
        text = self.blocks[at].text
        start, end = max(start, 0), min(end, len(text))
        words = text[start:end].strip() if start < end else ""
        if not words:
            return None
        start = text.index(words, start)
        return _Place(at, start, start + len(words))

    def target(self, place: _Place) -> Target:
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

    def passage(self, places: Iterable[_Place]) -> Passage:
        return Passage(self.edition, tuple(self.target(place) for place in places))

    def holds(self, target: Target) -> bool:
        """Whether the target's words are where it says."""
        at = self.index.get(target.block)
        return at is not None and self.blocks[at].text[target.start : target.end] == target.quote

    def next_block(self, at: int) -> int | None:
        """The block that a reader comes to after block `at`: one without text is none."""
        return next((later for later in range(at + 1, len(self.blocks)) if self.blocks[later].text.strip()), None)

    def occurrences(self, target: Target, first: int, last: int) -> Iterator[tuple[_Place, int]]:
        """Where blocks `first` to `last` have the target's words, and how much of the text around agrees."""
        start, stop = self.starts[first], self.starts[last] + len(self.blocks[last].text)
        while (start := self.text.find(target.quote, start, stop)) != -1:
            places = tuple(self.places(start, start + len(target.quote)))
            if len(places) == 1 and self._parted_alike(target, start):
                yield places[0], self._agreement(target, start)
            start += 1

    def _parted_alike(self, target: Target, start: int) -> bool:
        """Whether the words begin and end inside a word only where they did ("2 million" is not in "12 million")."""
        before, behind = len(target.prefix), len(target.prefix) + len(target.quote)
        then = target.prefix + target.quote + target.suffix
        shift = start - before
        return all(_inside_word(self.text, at + shift) == _inside_word(then, at) for at in (before, behind))

    def _agreement(self, target: Target, start: int) -> int:
        end = start + len(target.quote)
        before = self.text[max(0, start - len(target.prefix)) : start]
        behind = self.text[end : end + len(target.suffix)]
        return _common(target.prefix[::-1], before[::-1]) + _common(target.suffix, behind)

    def fills_block(self, place: _Place) -> bool:
        return place.start == 0 and place.end == len(self.blocks[place.block].text)


def describe(brief: Brief, ranges: Sequence[tuple[str, int, int]]) -> Passage:
    """The passage that `ranges` (block id, start, end; code points) make up, in reading order.

    Ranges are clamped to their blocks and lose the white space at their ends; several in one block become one that
    reaches from the first to the last. Raises NotFound where the brief has no such block, or no words are left.
    """
    page = _Page(brief)
    for block, _, _ in ranges:
        if block not in page.index:
            raise NotFound(f"The brief has no block “{block}”, so nothing in it can be marked.")
    return _describe(page, (_Place(page.index[block], start, end) for block, start, end in ranges))


def _describe(page: _Page, places: Iterable[_Place]) -> Passage:
    reach: dict[int, _Place] = {}
    for place in places:
        trimmed = page.trimmed(place)
        if trimmed:
            at, start, end = trimmed
            known = reach.get(at, trimmed)
            reach[at] = _Place(at, min(known.start, start), max(known.end, end))
    if not reach:
        raise NotFound("There are no words in that passage; select some text to mark it.")
    return page.passage(reach[at] for at in sorted(reach))


def find_quote(brief: Brief, quote: str) -> Passage:
    """The first passage with the words of `quote`, which may run over several blocks.

    Any white space is as good as any other, and so is any form of a quotation mark, an apostrophe or a dash. Raises
    NotFound.
    """
    page = _Page(brief)
    wanted = quote.strip()
    found = re.search(_pattern(wanted), page.text) if wanted else None
    if found is None:
        shown = wanted if len(wanted) <= CONTEXT else wanted[:CONTEXT] + "…"
        raise NotFound(f"The brief does not say “{shown}”; copy the words as they stand in it.")
    return _describe(page, page.places(*found.span()))


def resolve(annotation: Annotation, brief: Brief) -> Annotation:
    """The annotation as it stands to this edition: state and targets are this edition's.

    Exact where the edition is the one that was marked; moved where the same words stand in one place of another one,
    or in several of which one has the same text around it; else lost, with its passage as it was. A passage over
    several blocks is found where those still follow each other. For many annotations use `resolve_all`.
    """
    return _resolve(annotation, _Page(brief))


def resolve_all(annotations: Iterable[Annotation], brief: Brief) -> tuple[Annotation, ...]:
    """Every annotation as `resolve` gives it, in the same order: the brief is laid out only once."""
    page = _Page(brief)
    return tuple(_resolve(annotation, page) for annotation in annotations)


def _resolve(annotation: Annotation, page: _Page) -> Annotation:
    passage = annotation.passage
    same_edition = passage.edition == page.edition
    # The blocks of one edition can be cut anew by a later version of an importer.
    if same_edition and all(page.holds(target) for target in passage.targets):
        return replace(annotation, state=State.EXACT)
    places = _find(page, passage.targets)
    if places is None:
        return replace(annotation, state=State.LOST)
    return replace(annotation, passage=page.passage(places), state=State.MOVED)


def _find(page: _Page, targets: Sequence[Target]) -> list[_Place] | None:
    if not page.blocks or not targets or not all(target.quote for target in targets):
        return None
    chains = []
    for first, agreement in page.occurrences(targets[0], 0, len(page.blocks) - 1):
        chain = _follow(page, first, agreement, targets[1:])
        if chain:
            chains.append(chain)
    context = sum(_context(target) for target in targets)
    found = _clear_best(chains, context)
    if found is None:
        return None
    places, agreement = found
    if agreement >= min(_EVIDENCE, context) or (len(chains) == 1 and _speaks_for_itself(page, places, targets)):
        return places
    return None


def _follow(page: _Page, first: _Place, agreement: int, rest: Sequence[Target]) -> tuple[list[_Place], int] | None:
    """The places of a whole passage that begins at `first`: one in each block that follows."""
    places = [first]
    for target in rest:
        at = page.next_block(places[-1].block)
        best = None if at is None else _clear_best(list(page.occurrences(target, at, at)), _context(target))
        if best is None:
            return None
        places.append(best[0])
        agreement += best[1]
    return places, agreement


def _clear_best(found: Sequence[tuple[_Found, int]], context: int) -> tuple[_Found, int] | None:
    """The one with which the most of the text around agrees; None where another comes near.

    All of the `context` that was kept is better than less; less has to lead by a margin.
    """
    ranked = sorted(found, key=lambda one: -one[1])
    if len(ranked) > 1:
        best, second = ranked[0][1], ranked[1][1]
        if best - second < (1 if best == context else _MARGIN):
            return None
    return ranked[0] if ranked else None


def _context(target: Target) -> int:
    return len(target.prefix) + len(target.suffix)


def _speaks_for_itself(page: _Page, places: Sequence[_Place], targets: Sequence[Target]) -> bool:
    """Whether words that stand nowhere else are enough by themselves: several of them, or whole blocks then and now."""
    if sum(len(target.quote.split()) for target in targets) >= _TELLING:
        return True
    return all(
        page.fills_block(place)
        and (not target.prefix or target.prefix.endswith("\n"))
        and (not target.suffix or target.suffix.startswith("\n"))
        for place, target in zip(places, targets, strict=True)
    )


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


def _common(one: str, other: str) -> int:
    """How many code points the two begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _inside_word(text: str, at: int) -> bool:
    """Whether `at` lies between two letters or digits, or inside a number such as 12,000 or 1.5."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if right in ".,":
        return left.isdigit() and text[at + 1 : at + 2].isdigit()
    if left in ".,":
        return right.isdigit() and text[at - 2 : at - 1].isdigit()
    return left.isalnum() and right.isalnum()


def _pattern(words: str) -> str:
    """A regular expression for `words` however their spaces, quotation marks and dashes are written."""
    pieces = []
    end = 0
    for sign in _SIGN.finditer(words):
        pieces += [re.escape(words[end : sign.start()]), _ALIKE[(sign.lastindex or 1) - 1]]
        end = sign.end()
    return "".join([*pieces, re.escape(words[end:])])
