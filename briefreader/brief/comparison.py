"""Two editions of a brief side by side: which paragraphs stayed, changed, came, went, or stand elsewhere.

Only the text counts: other markup, numbers or ids are no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefreader.brief.model import Block, Brief
from briefreader.brief.pairing import paired
from briefreader.brief.wording import Piece, word_diff


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the two columns; None where nothing stands in one.

    `pieces` is the old text against the new, word by word. A paragraph that moved has two rows, one at its old place
    without `new` and one at its new place without `old`: each has the other block as its `partner`, and both the same
    pieces.
    """

    change: Change
    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...]
    partner: Block | None = None


@dataclass(frozen=True)
class Comparison:
    """Two editions, row by row: the left column is the old one from first to last block, the right column the new.

    `counts` has a number for each kind of change, what moved counted once; `changes` are the positions of the rows
    that differ, both rows of what moved among them.
    """

    old: Brief
    new: Brief
    rows: tuple[Row, ...]
    counts: Mapping[Change, int]
    changes: tuple[int, ...]


def compare(old: Brief, new: Brief) -> Comparison:
    """Compare two editions. Given the other way round, what came is what went, and nothing else is different."""
    stays, moves = paired([block.text for block in old.blocks], [block.text for block in new.blocks])
    rows = tuple(_rows(old.blocks, new.blocks, stays, moves))
    found = Counter(row.change for row in rows if row.change is not Change.MOVED or row.new is None)
    changes = tuple(at for at, row in enumerate(rows) if row.change is not Change.SAME)
    return Comparison(old, new, rows, {change: found[change] for change in Change}, changes)


def _rows(
    old: Sequence[Block], new: Sequence[Block], stays: Mapping[int, int], moves: Mapping[int, int]
) -> Iterator[Row]:
    """Between two paragraphs that stay, first what went from there and then what came there."""
    origins = {b: a for a, b in moves.items()}
    pieces = {a: word_diff(old[a].text, new[b].text) for a, b in moves.items()}
    at = there = 0
    for a, b in [*sorted(stays.items()), (len(old), len(new))]:
        for gone in range(at, a):
            if gone in moves:
                yield Row(Change.MOVED, old[gone], None, pieces[gone], new[moves[gone]])
            else:
                yield Row(Change.DELETED, old[gone], None, word_diff(old[gone].text, ""))
        for come in range(there, b):
            if come in origins:
                yield Row(Change.MOVED, None, new[come], pieces[origins[come]], old[origins[come]])
            else:
                yield Row(Change.ADDED, None, new[come], word_diff("", new[come].text))
        if a < len(old):
            change = Change.SAME if old[a].text == new[b].text else Change.CHANGED
            yield Row(change, old[a], new[b], word_diff(old[a].text, new[b].text))
        at, there = a + 1, b + 1
