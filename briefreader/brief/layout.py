"""Where those who appear with each other stand in a picture, and where their names go: without anything to draw on.

Who often appears with whom is near; nobody stands on another, and no name on another name. The same circle is always
arranged alike, so that a picture in a memo is the one that was seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, pi, sin, sqrt

from .grid import Circle

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_GOLDEN = pi * (3 - sqrt(5))
_WORK = 45_000
"""How often two are pushed apart in all: this many take about 50 ms, however many there are."""
_STEPS = (12, 60)
_ROOM = 0.8
_GAP = 4.0
_LARGE = 11
_NEAREST = 1e-3


def arranged(circle: Circle) -> dict[str, Point]:
    """A place in the unit square, its edges included, for each actor by its id; no two have the same.

    Pairs pull, all push each other away, for a number of steps that become smaller. It begins with a spiral, the most
    frequent in its middle, so that nothing is left to chance.
    """
    ids = [line.id for line, _ in circle.actors]
    if len(ids) < 2:
        return dict.fromkeys(ids, (0.5, 0.5))
    places = [_on_spiral(at, len(ids)) for at in range(len(ids))]
    pulls = _pulls(circle, ids)
    least, most = _STEPS
    steps = max(least, min(most, 2 * _WORK // len(ids) ** 2))
    for step in range(steps):
        _move(places, pulls, 0.12 * (1 - step / steps) + 0.004)
    _stretch(places)
    for _ in range(10):
        if not _spread(places, _ROOM / sqrt(len(ids))):
            break
    _part(places)
    return {id: (place.real, place.imag) for id, place in zip(ids, places, strict=True)}


def _on_spiral(at: int, count: int) -> complex:
    far, turn = 0.5 * sqrt((at + 0.5) / count), at * _GOLDEN
    return complex(0.5 + far * cos(turn), 0.5 + far * sin(turn))


def _pulls(circle: Circle, ids: Sequence[str]) -> list[tuple[int, int, float]]:
    """Who pulls whom how strongly: by how often they are together, as against the closest pair."""
    at = {id: n for n, id in enumerate(ids)}
    most = max((pair.count for pair in circle.pairs), default=1)
    return [
        (at[pair.one], at[pair.other], sqrt(pair.count / most))
        for pair in circle.pairs
        if pair.one in at and pair.other in at and pair.one != pair.other
    ]


def _move(places: list[complex], pulls: Iterable[tuple[int, int, float]], longest: float) -> None:
    """One step of everybody, none longer than `longest`."""
    ideal = 0.75 / sqrt(len(places))
    squared = ideal * ideal
    # A weak pull to the middle keeps those within sight who appear with nobody.
    moves = [(0.5 + 0.5j - place) * 0.3 for place in places]
    for one, place in enumerate(places):
        push = 0j
        for other in range(one):
            apart = place - places[other]
            force = apart * (squared / (apart.real * apart.real + apart.imag * apart.imag + 1e-9))
            push += force
            moves[other] -= force
        moves[one] += push
    for one, other, weight in pulls:
        apart = places[one] - places[other]
        force = apart * (abs(apart) / ideal * weight * 0.5)
        moves[one] -= force
        moves[other] += force
    for at, move in enumerate(moves):
        far = abs(move)
        places[at] += move * (longest / far) if far > longest else move


def _stretch(places: list[complex]) -> None:
    """Fill the unit square, in either direction."""
    left, right = min(place.real for place in places), max(place.real for place in places)
    top, bottom = min(place.imag for place in places), max(place.imag for place in places)
    wide, high = right - left, bottom - top
    for at, place in enumerate(places):
        x = (place.real - left) / wide if wide > 1e-9 else 0.5
        y = (place.imag - top) / high if high > 1e-9 else 0.5
        places[at] = _inside(complex(x, y))


def _inside(place: complex) -> complex:
    return complex(min(max(place.real, 0.0), 1.0), min(max(place.imag, 0.0), 1.0))


def _spread(places: list[complex], room: float) -> bool:
    """Push those apart who are nearer than `room`; false where nobody was."""
    near = False
    for one, other in combinations(range(len(places)), 2):
        apart = places[one] - places[other]
        far = abs(apart)
        if far < room:
            near = True
            way = apart / far if far > 1e-9 else complex(cos(one * _GOLDEN), sin(one * _GOLDEN))
            push = way * ((room - far) / 2)
            places[one] = _inside(places[one] + push)
            places[other] = _inside(places[other] - push)
    return near


def _part(places: list[complex]) -> None:
    """Where the edge has pressed two on one spot, the later one goes to the next free place of a spiral around it."""
    taken: set[tuple[int, int]] = set()
    for at, place in enumerate(places):
        turn = 0
        while (spot := _spot(place)) in taken:
            turn += 1
            far = _NEAREST * 2 * sqrt(turn)
            place = _inside(places[at] + complex(far * cos(turn * _GOLDEN), far * sin(turn * _GOLDEN)))
        taken.add(spot)
        places[at] = place


def _spot(place: complex) -> tuple[int, int]:
    return round(place.real / _NEAREST), round(place.imag / _NEAREST)


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in a picture, in its pixels: the middle, how far the sign reaches from it, and how wide the name is."""

    id: str
    x: float
    y: float
    reach: float
    name: float


def reach_of(count: int, most: int) -> float:
    """How far somebody's sign reaches from its middle, in pixels: its area tells the number of paragraphs."""
    return 5 + 15 * sqrt(count / most)


def thickness_of(count: int, most: int) -> float:
    """How thick the line of a pair is, in pixels."""
    return 0.6 + 3.4 * sqrt(count / most)


def strength_of(count: int, most: int) -> float:
    """How strong the colour of a pair's line is: 0 for a pair that is together once, 1 for the closest pair."""
    return sqrt((count - 1) / (most - 1)) if most > 1 else 0.0


def corners_of(kind: str, node: Node) -> list[Point]:
    """The corners of the sign for a kind of actor; none for a person, whose sign is round."""
    return [(node.x + x * node.reach, node.y + y * node.reach) for x, y in _CORNERS.get(kind, ())]


_CORNERS: dict[str, tuple[Point, ...]] = {
    "organisation": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "state": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "group": tuple((1.1 * cos(at * pi / 3), 1.1 * sin(at * pi / 3)) for at in range(6)),
}


def named(nodes: Sequence[Node], high: float, room: Box, wanted: Collection[str] | None = None) -> dict[str, Box]:
    """Where names of so many pixels' height go, all or those `wanted`, the first nodes being the most important.

    No name lies on another or on anybody's sign, or outside `room`; who finds no place for the name is left out.
    """
    signs = [(node.x - node.reach, node.y - node.reach, node.x + node.reach, node.y + node.reach) for node in nodes]
    given: dict[str, Box] = {}
    for at, node in enumerate(nodes):
        if wanted is not None and node.id not in wanted:
            continue
        others = [*signs[:at], *signs[at + 1 :], *given.values()]
        for box in _beside(node, high):
            if _within(box, room) and not any(_meet(box, other) for other in others):
                given[node.id] = box
                break
    return given


def _beside(node: Node, high: float) -> Iterable[Box]:
    """The places of a name about its node, the best first: below, above, at the right and left, then aslant.

    In a crowd a large sign may bear its name itself.
    """
    half, far, aslant = node.name / 2, node.reach + _GAP, node.reach * 0.7 + _GAP / 2
    for left, top in (
        (node.x - half, node.y + far - 1),
        (node.x - half, node.y - far + 1 - high),
        (node.x + far, node.y - high / 2),
        (node.x - far - node.name, node.y - high / 2),
        (node.x + aslant, node.y + aslant),
        (node.x - aslant - node.name, node.y + aslant),
        (node.x + aslant, node.y - aslant - high),
        (node.x - aslant - node.name, node.y - aslant - high),
        (node.x - half, node.y - high / 2),
    )[: None if node.reach >= _LARGE else -1]:
        yield left, top, left + node.name, top + high


def _within(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def nearest(nodes: Sequence[Node], start: str, way: Point) -> str:
    """Who stands next in a direction, such as (1, 0) for the right; `start` itself where nobody does.

    What lies aside of the direction counts three times, so that the keys lead where they point.
    """
    here = next(node for node in nodes if node.id == start)
    best, chosen = float("inf"), start
    for node in nodes:
        x, y = node.x - here.x, node.y - here.y
        ahead, aside = x * way[0] + y * way[1], abs(x * way[1] - y * way[0])
        if node.id != start and ahead > 0 and aside <= 2 * ahead and hypot(ahead, 3 * aside) < best:
            best, chosen = hypot(ahead, 3 * aside), node.id
    return chosen
