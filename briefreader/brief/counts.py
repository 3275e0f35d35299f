"""What the numbers of a map mean, in words: for screen readers, tooltips and the descriptions of exported pictures."""

from __future__ import annotations

from .grid import Circle, Grid, Line, Pair

KINDS = {"person": "people", "organisation": "organisations", "state": "states", "group": "groups"}
"""The kinds of actors, each with the word for several of them."""


def counted(number: int, noun: str) -> str:
    """ "1 mention", "8 mentions"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def unit(row: Line, column: Line | None = None) -> str:
    """What is counted where a row meets a column: the mentions of an actor, or paragraphs where a theme is involved."""
    return "paragraph" if "theme" in (row.kind, column.kind if column else "") else "mention"


def cell_words(row: Line, column: Line, count: int) -> str:
    """ "NATO in Implications: 8 mentions", "NATO with Burden shifting: 3 paragraphs"."""
    noun = unit(row, column)
    number = counted(count, noun) if count else f"no {noun}s"
    return f"{row.name} {'with' if column.kind == 'theme' else 'in'} {column.name}: {number}"


def row_words(row: Line) -> str:
    """ "NATO, organisation"."""
    return f"{row.name}, {row.kind}" if row.kind else row.name


def total_words(row: Line, total: int, columns: tuple[Line, ...]) -> str:
    """ "NATO in all: 17 mentions": of actors by themes a paragraph counts once for each theme, so that no noun fits."""
    column = columns[0] if columns else None
    crossed = row.kind != "theme" and column is not None and column.kind == "theme"
    return f"{row.name} in all: {f'{total:,}' if crossed else counted(total, unit(row, column))}"


def pair_words(pair: Pair, names: dict[str, str]) -> str:
    """ "NATO and Europe: together in 11 paragraphs"."""
    one, other = names.get(pair.one, pair.one), names.get(pair.other, pair.other)
    return f"{one} and {other}: together in {counted(pair.count, 'paragraph')}"


def grid_words(grid: Grid) -> str:
    """What a grid holds, in a sentence: how many rows and columns, and the cell with the highest count."""
    size = f"{counted(len(grid.rows), 'row')} by {counted(len(grid.columns), 'column')}."
    rows, columns = ({line.id: line for line in lines} for lines in (grid.rows, grid.columns))
    shown = [(cell.count, key) for key, cell in grid.cells.items() if key[0] in rows and key[1] in columns]
    if not shown:
        return size
    count, (row, column) = max(shown, key=lambda one: one[0])
    return f"{size} The highest count is {cell_words(rows[row], columns[column], count)}."


def circle_words(circle: Circle) -> str:
    """Who is in a circle, in a sentence: how many actors and pairs, and the closest pair."""
    size = f"{counted(len(circle.actors), 'actor')}, {counted(len(circle.pairs), 'pair')}."
    if not circle.pairs:
        return size
    names = {line.id: line.name for line, _ in circle.actors}
    closest = max(circle.pairs, key=lambda pair: pair.count)
    return f"{size} The closest are {pair_words(closest, names)}."
