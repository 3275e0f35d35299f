"""Maps as SVG and CSV: whatever the names are, all of them and every number are in the file."""

from __future__ import annotations

import csv
import re
from io import StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.grid import Cell, Circle, Grid, Line, Pair
from briefreader.brief.shades import READABLE, contrast
from briefreader.exporting import charts
from briefreader.exporting.charts import circle_csv, circle_svg, grid_csv, grid_svg
from briefreader.exporting.drawing import elided, width, wrapped
from briefreader.exporting.marked import printable

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("person", "organisation", "state", "group", "theme", "")

nasty = st.text(max_size=40) | st.sampled_from(
    [
        "<b>&amp;</b>",
        "]]>",
        '"quoted"',
        "a\x00b",
        "tab\tand\nline",
        "\ud800",
        "=SUM(A1)",
        "-1+2",
        "@cmd",
        "+49",
        "ﷺ",
        "A" * 300,
    ]
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows = tuple(Line(f"r{at}", draw(nasty), draw(st.sampled_from(KINDS))) for at in range(draw(st.integers(0, 5))))
    columns = tuple(Line(f"c{at}", draw(nasty), "section") for at in range(draw(st.integers(0, 4))))
    cells = {
        (row.id, column.id): Cell(draw(st.integers(1, 2000)), ())
        for row in rows
        for column in columns
        if draw(st.booleans())
    }
    return Grid(rows, columns, cells)


@st.composite
def circles(draw: st.DrawFn) -> Circle:
    actors = tuple(
        (Line(f"a{at}", draw(nasty), draw(st.sampled_from(KINDS))), draw(st.integers(1, 40)))
        for at in range(draw(st.integers(0, 6)))
    )
    ids = [line.id for line, _ in actors]
    pairs = [(one, other) for at, one in enumerate(ids) for other in ids[at + 1 :] if draw(st.booleans())]
    return Circle(actors, tuple(Pair(one, other, (("b", "p"),) * draw(st.integers(1, 9))) for one, other in pairs))


def words_of(root: ElementTree.Element, tag: str) -> list[str]:
    return [found.text or "" for found in root.iter(SVG + tag)]


@given(grids(), nasty, nasty, st.booleans())
def test_every_name_and_count_is_in_the_picture_of_a_grid(grid: Grid, title: str, subtitle: str, dark: bool) -> None:
    root = ElementTree.fromstring(grid_svg(grid, title, subtitle, dark=dark))
    assert root.attrib["role"] == "img"
    titles, texts = words_of(root, "title"), words_of(root, "text")
    assert titles[0] == printable(title)
    assert printable(subtitle) in words_of(root, "desc")[0]
    for line in (*grid.rows, *grid.columns):
        assert any(printable(line.name) in told for told in titles)
    # Each number stands in its cell, and once more in what is told of the cell.
    for cell in grid.cells.values():
        assert f"{cell.count:,}" in texts
    told = [told for told in titles if re.search(r": [\d,]+ (mention|paragraph)s?$", told)]
    assert len(told) >= len(grid.cells)
    for row in grid.rows:
        assert f"{grid.total(row.id):,}" in texts


@given(circles(), nasty, nasty, st.booleans())
def test_everybody_and_every_pair_is_in_the_picture_of_a_circle(
    circle: Circle, title: str, subtitle: str, dark: bool
) -> None:
    root = ElementTree.fromstring(circle_svg(circle, title, subtitle, dark=dark))
    titles = words_of(root, "title")
    names = {line.id: printable(line.name) for line, _ in circle.actors}
    for line, count in circle.actors:
        assert any(told.startswith(names[line.id]) and f" in {count} paragraph" in told for told in titles)
    for pair in circle.pairs:
        assert any(told.startswith(f"{names[pair.one]} and {names[pair.other]}: together in ") for told in titles)
    assert len(list(root.iter(SVG + "line"))) == len(circle.pairs)


@given(grids())
def test_a_grid_as_csv_is_read_as_it_was_written(grid: Grid) -> None:
    head, *rows = list(csv.reader(StringIO(grid_csv(grid), newline="")))
    assert (head[0], head[1], head[-1]) == ("Name", "Kind", "Total")
    for told, lines in zip([head[2:-1], [row[0] for row in rows]], (grid.columns, grid.rows), strict=True):
        assert [one.removeprefix("'") for one in told] == [printable(it.name).removeprefix("'") for it in lines]
    for row, line in zip(rows, grid.rows, strict=True):
        assert row[1] == line.kind
        counts = [grid.count(line.id, column.id) for column in grid.columns]
        assert [int(one) for one in row[2:]] == [*counts, sum(counts)]


@given(circles())
def test_a_circle_as_csv_has_a_row_for_each_pair(circle: Circle) -> None:
    head, *rows = list(csv.reader(StringIO(circle_csv(circle), newline="")))
    assert head == ["Name", "Appears with", "Paragraphs"]
    assert [int(row[2]) for row in rows] == [pair.count for pair in circle.pairs]


@given(nasty)
def test_no_spreadsheet_takes_a_name_for_a_formula(name: str) -> None:
    grid = Grid((Line("r", name, "person"),), (Line("c", name, "section"),), {})
    for row in csv.reader(StringIO(grid_csv(grid), newline="")):
        assert all(cell.lstrip()[:1] not in ("=", "+", "-", "@") for cell in row if cell.strip())


@pytest.mark.parametrize("name", ["=1+1", "+49 30", "-2", "@here", " =1", "＝1", "\t=1"])
def test_what_begins_as_a_formula_gets_an_apostrophe(name: str) -> None:
    table = grid_csv(Grid((Line("r", name, "person"),), (), {}))
    assert table == f"Name,Kind,Total\r\n'{printable(name)},person,0\r\n"


def test_a_name_with_an_apostrophe_stays_as_it_is() -> None:
    assert "\r\n's-Hertogenbosch,state,0\r\n" in grid_csv(Grid((Line("r", "'s-Hertogenbosch", "state"),), (), {}))


def test_pictures_have_the_colours_of_the_window() -> None:
    from briefreader.ui import style

    for ours, theirs in ((charts.LIGHT, style.LIGHT), (charts.DARK, style.DARK)):
        for name in ("paper", "panel", "line", "ink", "muted", "accent", "on_accent"):
            assert getattr(ours, name) == getattr(theirs, name), name


@pytest.mark.parametrize("colours", [charts.LIGHT, charts.DARK])
@pytest.mark.parametrize("most", [1, 2, 31, 500])
def test_every_number_can_be_read_on_its_ground(colours: charts.Colours, most: int) -> None:
    for count in range(1, most + 1):
        assert contrast(*charts.ground_and_ink(count, most, colours)) >= READABLE


def test_a_dark_picture_is_dark() -> None:
    grid = Grid((Line("r", "NATO", "organisation"),), (Line("c", "Summary", "section"),), {("r", "c"): Cell(3, ())})
    assert charts.DARK.paper in grid_svg(grid, "T", "S", dark=True)
    assert charts.DARK.paper not in grid_svg(grid, "T", "S")


def test_a_circle_stands_where_it_stood() -> None:
    actors = tuple((Line(id, id, "person"), 3) for id in ("a", "b"))
    circle = Circle(actors, (Pair("a", "b", (("x", "y"),)),))
    root = ElementTree.fromstring(circle_svg(circle, "T", "S", places={"a": (0.0, 0.0), "b": (1.0, 1.0)}))
    line = next(root.iter(SVG + "line")).attrib
    assert float(line["x1"]) < float(line["x2"])
    assert float(line["y1"]) < float(line["y2"])
    assert circle_svg(circle, "T", "S") == circle_svg(circle, "T", "S")


def test_who_cannot_have_a_name_in_a_small_picture_gets_a_larger_one() -> None:
    actors = tuple((Line(f"a{at}", f"Interdepartmental working group number {at}", "group"), 2) for at in range(40))
    root = ElementTree.fromstring(circle_svg(Circle(actors, ()), "T", "S"))
    assert float(root.attrib["width"]) > 1000
    shown = words_of(root, "text")
    assert sum(line.name in shown for line, _ in actors) == 40


def test_the_legend_has_the_kinds_that_are_there() -> None:
    actors = ((Line("a", "NATO", "organisation"), 1), (Line("b", "Spain", "state"), 1))
    shown = words_of(ElementTree.fromstring(circle_svg(Circle(actors, ()), "T", "S")), "text")
    assert {"Organisation", "State"} <= set(shown)
    assert not {"Person", "Group"} & set(shown)


def test_titles_of_columns_are_wrapped_and_end_in_an_ellipsis() -> None:
    assert wrapped("Where the plans falter", 90, 3) == ["Where the", "plans falter"]
    lines = wrapped("How the administration meets the world in all of its parts and times", 94, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert wrapped("", 90, 3) == []


@given(st.text(max_size=60), st.integers(20, 300), st.integers(1, 3))
def test_no_line_is_wider_than_its_room(text: str, room: int, limit: int) -> None:
    lines = wrapped(text, room, limit)
    assert len(lines) <= limit
    assert all(width(line) <= room for line in [*lines, elided(text, room)])


def test_words_are_thought_rather_too_wide_than_too_narrow() -> None:
    assert width("WWW") > width("eee") > width("iii")
    assert width("欧洲") > width("Eu")
