"""Maps as files: who appears where and with whom, as SVG for a memo or a slide, and as CSV for a spreadsheet.

The pictures say in words what they show, and in every cell the number, so that colour carries nothing alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from briefreader.brief.counts import (
    KINDS,
    cell_words,
    circle_words,
    counted,
    grid_words,
    pair_words,
    row_words,
    total_words,
)
from briefreader.brief.grid import Circle, Grid, Line
from briefreader.brief.layout import Box, Node, Point, arranged, corners_of, named, reach_of, strength_of, thickness_of
from briefreader.brief.shades import mixed, shade, share_of
from briefreader.exporting.drawing import Attributes, element, picture, text, width, words, wrapped
from briefreader.exporting.marked import printable


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture: those of the window, which this room does not know."""

    paper: str
    panel: str
    line: str
    ink: str
    muted: str
    accent: str
    on_accent: str


LIGHT = Colours("#fbfaf7", "#f3f1ec", "#e1ddd3", "#1f2328", "#63676e", "#17517e", "#ffffff")
DARK = Colours("#1b1d20", "#232629", "#34383d", "#e4e2dc", "#9aa0a6", "#7db7e8", "#10202e")

_EDGE = 28
_TOP = 84
_LINE = 15
_ROW, _COLUMN, _TOTAL = 32, 104, 60
_GAP = 3
_NAMES = (90, 300)
_HEADS = 3
_SIZES = (1000, 1200, 1440, 1730, 2080)
_LEGEND = 44
_NAME = 16


def grid_svg(grid: Grid, title: str, subtitle: str, *, dark: bool = False) -> str:
    """A grid as a heat map with the number in each cell and the total of each row, as an SVG file's text."""
    colours = DARK if dark else LIGHT
    least, most = _NAMES
    names = min(max([least, *(width(line.name) + 16 for line in grid.rows)]), most)
    heads = [wrapped(line.name, _COLUMN - 10, _HEADS) or [""] for line in grid.columns]
    top = _TOP + _LINE * max(map(len, heads), default=1) + 8
    left = _EDGE + names
    wide = max(left + _COLUMN * len(grid.columns) + _TOTAL + _EDGE, _least_width(title, subtitle))
    high = top + _ROW * len(grid.rows) + _EDGE

    def parts() -> Iterator[str]:
        yield from _heading(title, subtitle, colours)
        for at, (column, lines) in enumerate(zip(grid.columns, heads, strict=True)):
            yield _head(column.name, lines, left + at * _COLUMN + 2, top - 8, colours)
        yield text("Total", left + len(grid.columns) * _COLUMN + _TOTAL - 8, top - 8, fill=colours.muted, **_END)
        for at, row in enumerate(grid.rows):
            yield from _row(grid, row, left, names, top + at * _ROW, colours)

    return picture(wide, high, title, f"{subtitle}. {grid_words(grid)}", colours.paper, parts())


_END = {"text_anchor": "end"}
_MIDDLE = {"text_anchor": "middle"}


def _least_width(title: str, subtitle: str) -> float:
    return min(max(width(title, 22), width(subtitle, 13)) + 2 * _EDGE, 1600)


def _heading(title: str, subtitle: str, colours: Colours) -> Iterator[str]:
    yield text(title, _EDGE, 42, font_size="22", font_weight="600", fill=colours.ink)
    yield text(subtitle, _EDGE, 64, font_size="13", fill=colours.muted)


def _titled(title: str, *parts: str) -> str:
    """Parts that are one thing, with the words that a pointer on them shows and a screen reader speaks."""
    return element("g", {}, element("title", {}, words(title)), *parts)


def _head(name: str, lines: Sequence[str], x: float, bottom: float, colours: Colours) -> str:
    first = bottom - _LINE * (len(lines) - 1)
    return _titled(name, *(text(line, x, first + at * _LINE, fill=colours.muted) for at, line in enumerate(lines)))


def _row(grid: Grid, row: Line, left: float, names: float, top: float, colours: Colours) -> Iterator[str]:
    stand = top + _ROW / 2 + 3
    shown = (wrapped(row.name, names - 10, 1) or [""])[0]
    yield _titled(row_words(row), text(shown, _EDGE, stand, fill=colours.ink))
    most, total = grid.most, 0
    for at, column in enumerate(grid.columns):
        count = grid.count(row.id, column.id)
        total += count
        box = (left + at * _COLUMN, top, _COLUMN - _GAP, _ROW - _GAP)
        if not count:
            yield _block(box, colours.panel)
            continue
        ground, ink = ground_and_ink(count, most, colours)
        number = text(f"{count:,}", box[0] + box[2] / 2, stand, fill=ink, **_MIDDLE)
        yield _titled(cell_words(row, column, count), _block(box, ground), number)
    told = total_words(row, total, grid.columns)
    right = left + len(grid.columns) * _COLUMN + _TOTAL - 8
    yield _titled(told, text(f"{total:,}", right, stand, fill=colours.muted, **_END))


def _block(box: tuple[float, float, float, float], fill: str) -> str:
    x, y, wide, high = box
    return element("rect", {"x": x, "y": y, "width": wide, "height": high, "rx": 4, "fill": fill})


def ground_and_ink(count: int, most: int, colours: Colours) -> tuple[str, str]:
    """The colours of a cell's ground and of the number on it."""
    inks = (colours.accent, colours.ink, colours.on_accent, colours.paper)
    return shade(share_of(count, most), colours.paper, colours.accent, inks)


def circle_svg(
    circle: Circle,
    title: str,
    subtitle: str,
    *,
    dark: bool = False,
    places: Mapping[str, Point] | None = None,
) -> str:
    """Who appears with whom as a drawing, as an SVG file's text. Everybody's name is in it where there is room at all.

    `places` are where the actors stand in the unit square, if they are to stand where they stood before.
    """
    colours = DARK if dark else LIGHT
    nodes, boxes, (wide, high) = _fitted(circle, arranged(circle) if places is None else places, title, subtitle)
    where = {node.id: node for node in nodes}
    lines = {line.id: (line, count) for line, count in circle.actors}

    def parts() -> Iterator[str]:
        yield from _heading(title, subtitle, colours)
        yield from _edges(circle, where, colours)
        for node in nodes:
            line, count = lines[node.id]
            told = f"{row_words(line)}, in {counted(count, 'paragraph')}"
            yield _titled(told, _sign(line.kind, node, colours), *_name(line.name, boxes.get(node.id), colours))
        yield from _legend({line.kind for line, _ in circle.actors}, high - _EDGE, colours)

    return picture(wide, high, title, f"{subtitle}. {circle_words(circle)}", colours.paper, parts())


def _fitted(
    circle: Circle, places: Mapping[str, Point], title: str, subtitle: str
) -> tuple[list[Node], dict[str, Box], tuple[float, float]]:
    """Everybody's place in a picture that is as large as it takes for all names, and where the names go."""
    actors = sorted(circle.actors, key=lambda actor: -actor[1])
    most = max((count for _, count in actors), default=1)
    for size in _SIZES:
        wide, high = max(size, _least_width(title, subtitle)), size * 0.72
        left, top, right, bottom = _EDGE + 60.0, _TOP + 30.0, wide - _EDGE - 60, high - _LEGEND - 50
        nodes = [
            Node(
                line.id,
                left + places[line.id][0] * (right - left),
                top + places[line.id][1] * (bottom - top),
                reach_of(count, most),
                width(line.name),
            )
            for line, count in actors
        ]
        boxes = named(nodes, _NAME, (6, _TOP, wide - 6, high - _LEGEND))
        if len(boxes) == len(nodes):
            break
    return nodes, boxes, (wide, high)


def _edges(circle: Circle, where: Mapping[str, Node], colours: Colours) -> Iterator[str]:
    """The lines between those who appear together, the closest on top."""
    most = max((pair.count for pair in circle.pairs), default=1)
    names = {line.id: line.name for line, _ in circle.actors}
    for pair in sorted(circle.pairs, key=lambda pair: pair.count):
        if pair.one in where and pair.other in where:
            one, other = where[pair.one], where[pair.other]
            tint = mixed(colours.line, colours.accent, 0.8 * strength_of(pair.count, most))
            line: Attributes = {
                "x1": one.x,
                "y1": one.y,
                "x2": other.x,
                "y2": other.y,
                "stroke": tint,
                "stroke-width": thickness_of(pair.count, most),
            }
            yield _titled(pair_words(pair, names), element("line", line))


def _name(name: str, box: Box | None, colours: Colours) -> list[str]:
    """Somebody's name, on a ground that the lines shine through but do not disturb it."""
    if box is None:
        return []
    left, top, right, bottom = box
    ground: Attributes = {"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": 3}
    return [
        element("rect", ground | {"fill": colours.paper, "fill-opacity": "0.8"}),
        text(name, (left + right) / 2, bottom - 4, fill=colours.ink, **_MIDDLE),
    ]


def _sign(kind: str, node: Node, colours: Colours) -> str:
    look: Attributes = {"fill": colours.accent, "stroke": colours.paper, "stroke-width": 1.5}
    if corners := corners_of(kind, node):
        return element("polygon", {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in corners), **look})
    return element("circle", {"cx": node.x, "cy": node.y, "r": node.reach, **look})


def _legend(kinds: Iterable[str], stand: float, colours: Colours) -> Iterator[str]:
    x = float(_EDGE)
    shown = set(kinds)
    for kind in (kind for kind in KINDS if kind in shown):
        told = kind.capitalize()
        yield _sign(kind, Node(kind, x + 6, stand - 4, 6, 0), colours)
        yield text(told, x + 18, stand, fill=colours.muted)
        x += 18 + width(told) + 22


def grid_csv(grid: Grid) -> str:
    """A grid as CSV (RFC 4180): name and kind of each row, its count in each column, and its total."""
    return _table(
        ["Name", "Kind", *(line.name for line in grid.columns), "Total"],
        (
            [row.name, row.kind, *(counts := [grid.count(row.id, column.id) for column in grid.columns]), sum(counts)]
            for row in grid.rows
        ),
    )


def circle_csv(circle: Circle) -> str:
    """Who appears with whom as CSV (RFC 4180): a row for each pair, with the paragraphs that name both."""
    names = {line.id: line.name for line, _ in circle.actors}
    return _table(
        ["Name", "Appears with", "Paragraphs"],
        ([names.get(pair.one, pair.one), names.get(pair.other, pair.other), pair.count] for pair in circle.pairs),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    file = StringIO()
    writer = csv.writer(file)
    for row in (head, *rows):
        writer.writerow([_plain(one) if isinstance(one, str) else one for one in row])
    return file.getvalue()


def _plain(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    shown = printable(name)
    return f"'{shown}" if shown.lstrip()[:1] in _FORMULAS and shown.strip() else shown


_FORMULAS = frozenset("=+-@＝＋－＠")
