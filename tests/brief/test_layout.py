"""Where those who appear together stand, and where their names go."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.grid import Circle, Line, Pair
from briefreader.brief.layout import (
    Node,
    arranged,
    corners_of,
    named,
    nearest,
    reach_of,
    strength_of,
    thickness_of,
)


def circle(counts: dict[str, int], pairs: dict[tuple[str, str], int]) -> Circle:
    actors = tuple((Line(id, id.title(), "person"), count) for id, count in counts.items())
    return Circle(actors, tuple(Pair(one, other, (("b", "p"),) * count) for (one, other), count in pairs.items()))


@st.composite
def circles(draw: st.DrawFn, most: int = 30) -> Circle:
    ids = [f"a{at}" for at in range(draw(st.integers(0, most)))]
    together = list(combinations(ids, 2))
    some = draw(st.lists(st.sampled_from(together), unique=True, max_size=80)) if together else []
    counts = {id: draw(st.integers(1, 50)) for id in ids}
    return circle(counts, {pair: draw(st.integers(1, 20)) for pair in some})


@given(circles())
def test_everybody_is_inside_and_nobody_on_the_place_of_another(shown: Circle) -> None:
    places = arranged(shown)
    assert list(places) == [line.id for line, _ in shown.actors]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert len(set(places.values())) == len(places)
    assert arranged(shown) == places


@given(st.integers(2, 120))
def test_those_who_appear_with_nobody_have_room_as_well(count: int) -> None:
    places = list(arranged(circle({f"a{at}": 1 for at in range(count)}, {})).values())
    closest = min(hypot(one[0] - other[0], one[1] - other[1]) for one, other in combinations(places, 2))
    assert closest > 0.3 / count


def test_few_have_plain_places() -> None:
    assert arranged(Circle((), ())) == {}
    assert arranged(circle({"a": 3}, {})) == {"a": (0.5, 0.5)}
    assert len(set(arranged(circle({"a": 3, "b": 1}, {("a", "b"): 1})).values())) == 2


def test_who_is_often_together_stands_near() -> None:
    ids = [f"a{at}" for at in range(12)]
    pairs = {pair: 10 for group in (ids[:6], ids[6:]) for pair in combinations(group, 2)} | {(ids[0], ids[6]): 1}
    places = arranged(circle(dict.fromkeys(ids, 5), pairs))

    def apart(one: str, other: str) -> float:
        return hypot(places[one][0] - places[other][0], places[one][1] - places[other][1])

    near = [apart(*pair) for group in (ids[:6], ids[6:]) for pair in combinations(group, 2)]
    far = [apart(one, other) for one in ids[:6] for other in ids[6:]]
    assert sum(near) / len(near) < 0.7 * sum(far) / len(far)


def test_pairs_of_those_who_are_not_there_pull_nobody() -> None:
    alone = circle({"a": 2, "b": 1}, {})
    assert arranged(circle({"a": 2, "b": 1}, {("a", "x"): 9, ("y", "z"): 1, ("a", "a"): 3})) == arranged(alone)


def test_many_on_one_spot_are_parted() -> None:
    from briefreader.brief import layout

    places = [0j] * 40 + [1 + 1j] * 3
    layout._part(places)
    assert len(set(places)) == len(places)
    assert all(0 <= place.real <= 1 and 0 <= place.imag <= 1 for place in places)


@st.composite
def crowds(draw: st.DrawFn) -> list[Node]:
    return [
        Node(
            f"a{at}",
            draw(st.floats(0, 600)),
            draw(st.floats(0, 400)),
            draw(st.floats(4, 22)),
            draw(st.floats(10, 160)),
        )
        for at in range(draw(st.integers(0, 25)))
    ]


@given(crowds())
def test_no_name_lies_on_another_or_on_a_sign_or_outside(nodes: list[Node]) -> None:
    names = named(nodes, 16, (0, 0, 600, 400))
    for left, top, right, bottom in names.values():
        assert left >= 0
        assert top >= 0
        assert right <= 600
        assert bottom <= 400
    for one, other in combinations(names.values(), 2):
        assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])
    for id, (left, top, right, bottom) in names.items():
        for node in nodes:
            if node.id != id:
                across = left < node.x + node.reach and node.x - node.reach < right
                assert not (across and top < node.y + node.reach and node.y - node.reach < bottom)


def test_the_first_of_a_crowd_has_its_name() -> None:
    crowd = [Node(f"a{at}", 300 + at, 200, 6, 120) for at in range(12)]
    names = named(crowd, 16, (0, 0, 600, 400))
    assert "a0" in names
    assert len(names) < len(crowd)
    assert set(named(crowd, 16, (0, 0, 600, 400), {"a5"})) == {"a5"}


def test_a_large_sign_in_a_crowd_bears_its_name() -> None:
    ring = [(x, y) for x in (-42, 0, 42) for y in (-36, 0, 36) if (x, y) != (0, 0)]
    around = [Node(f"a{at}", 100 + x, 100 + y, 12, 500) for at, (x, y) in enumerate(ring)]
    boxes = named([Node("m", 100, 100, 20, 50), *around], 16, (0, 0, 400, 400))
    assert boxes["m"] == (75, 92, 125, 108)
    assert "m" not in named([Node("m", 100, 100, 8, 50), *around], 16, (0, 0, 400, 400))


def test_signs_tell_kinds_by_their_shape() -> None:
    node = Node("a", 10, 20, 10, 0)
    corners = {kind: len(corners_of(kind, node)) for kind in ("person", "organisation", "state", "group", "?")}
    assert corners == {"person": 0, "organisation": 4, "state": 4, "group": 6, "?": 0}
    assert corners_of("state", node)[0] == (10, 7.5)
    assert corners_of("organisation", node)[0] == (1, 11)


def test_more_paragraphs_are_larger_and_more_together_thicker() -> None:
    assert reach_of(1, 100) < reach_of(50, 100) < reach_of(100, 100) == 20
    assert thickness_of(1, 9) < thickness_of(9, 9) == 4
    assert strength_of(1, 9) == 0
    assert strength_of(9, 9) == 1
    assert strength_of(1, 1) == 0


@pytest.mark.parametrize(
    ("way", "found"), [((1, 0), "right"), ((-1, 0), "left"), ((0, -1), "above"), ((0, 1), "below")]
)
def test_the_next_in_a_direction(way: tuple[float, float], found: str) -> None:
    places = {"here": (0, 0), "right": (10, 2), "left": (-9, 0), "above": (3, -30), "below": (0, 8), "far": (90, 1)}
    nodes = [Node(id, x, y, 1, 1) for id, (x, y) in places.items()]
    assert nearest(nodes, "here", way) == found


def test_where_nobody_stands_in_a_direction_it_stays() -> None:
    nodes = [Node("here", 0, 0, 1, 1), Node("there", 1, 50, 1, 1)]
    assert nearest(nodes, "here", (1, 0)) == "here"
    assert nearest(nodes, "there", (0, 1)) == "there"
