"""Who appears where, in numbers: values that the library works out, and that the window and exports draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ROWS = ("actors", "themes")
COLUMNS = ("sections", "briefs", "themes")
ORDERS = ("first", "count", "name")
"""How rows are sorted: by where they come first, by how often they come, or by name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a grid: `kind` is that of an actor, "theme", "section" or "brief"."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a row appears in a column, and in which blocks: pairs of a brief and a block, in reading order.

    `count` is of mentions for an actor, of paragraphs for a theme, and of paragraphs where both have to be there.
    """

    count: int
    blocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """`cells` has one for each row and column where there is something. `most` is the highest count."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: dict[tuple[str, str], Cell]

    @property
    def most(self) -> int:
        return max((cell.count for cell in self.cells.values()), default=0)

    def count(self, row: str, column: str) -> int:
        """How often a row appears in a column."""
        cell = self.cells.get((row, column))
        return cell.count if cell else 0

    def total(self, row: str) -> int:
        """How often a row appears in all."""
        return sum(self.count(row, column.id) for column in self.columns)

    def sorted_by(self, order: str) -> Grid:
        """The same grid with its rows in another order (`ORDERS`)."""
        if order == "first":
            return self
        rows = sorted(self.rows, key=lambda one: one.name.casefold())
        if order == "count":
            rows.sort(key=lambda one: -self.total(one.id))
        return Grid(tuple(rows), self.columns, self.cells)

    def only(self, ids: Iterable[str]) -> Grid:
        """The same grid with some of its rows."""
        wanted = set(ids)
        return Grid(tuple(one for one in self.rows if one.id in wanted), self.columns, self.cells)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that appear in the same paragraphs: `blocks` are pairs of a brief and a block."""

    one: str
    other: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        return len(self.blocks)


@dataclass(frozen=True, slots=True)
class Circle:
    """Who appears with whom: the actors, with how many paragraphs each is in, and the pairs, the closest first."""

    actors: tuple[tuple[Line, int], ...]
    pairs: tuple[Pair, ...]
