"""Who appears where, in numbers: actors and themes by sections, briefs or themes, and who appears with whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from briefreader.brief.corrections import Registry
from briefreader.brief.grid import COLUMNS, ROWS, Cell, Circle, Grid, Line, Pair
from briefreader.brief.outline import outline
from briefreader.errors import BriefreaderError
from briefreader.storage.briefs import BriefStore
from briefreader.storage.subjects import Appearance


def grid(briefs: BriefStore, rows: str, columns: str, brief_id: str | None = None) -> Grid:
    """A grid of one brief, or of all (then not by sections). Raises BriefreaderError for one that makes no sense."""
    if rows not in ROWS or columns not in COLUMNS or rows == columns:
        raise BriefreaderError(
            f"There is no map of {rows} by {columns}; choose actors or themes by sections or briefs, "
            "or actors by themes."
        )
    if columns == "sections" and brief_id is None:
        raise BriefreaderError("Sections are those of one brief; name it, or choose briefs as columns.")
    registry = briefs.registry()
    found = [one for one in briefs.appearances(brief_id) if rows == "actors" or one.numbered]
    kinds = {one.id: Line(one.id, one.name, one.kind) for one in registry.actors if not one.hidden}
    themes = {one.id: Line(one.id, one.name, "theme") for one in registry.themes if not one.hidden}
    lines = kinds if rows == "actors" else themes
    if columns == "themes":
        return _crossed(found, registry, lines, themes)
    heads, of = _heads(briefs, columns, brief_id)
    counts: Counter[tuple[str, str]] = Counter()
    blocks: defaultdict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    first: dict[str, None] = {}
    for one in found:
        subject = registry.current(one.subject)
        column = of(one)
        if subject in lines and column:
            first[subject] = None
            counts[subject, column] += one.times if rows == "actors" else 1
            blocks[subject, column][one.brief, one.block] = None
    cells = {key: Cell(counts[key], tuple(blocks[key])) for key in counts}
    return Grid(tuple(lines[id] for id in first), heads, cells)


class _Heads:
    """The columns, and to which of them a block belongs."""

    def __init__(self, briefs: BriefStore, columns: str, brief_id: str | None) -> None:
        self._by_brief = columns == "briefs"
        self._tops: list[tuple[int, int, str]] = []
        if self._by_brief:
            shown = [one for one in briefs.summaries() if brief_id in (None, one.id)]
            shown.sort(key=lambda one: (one.metadata.date, one.metadata.title))
            self.lines = tuple(Line(one.id, one.metadata.title, "brief") for one in shown)
            return
        entries = outline(briefs.load(brief_id or ""))
        tops = [entry for entry in entries if entry.level == 0]
        self.lines = tuple(Line(entry.block, entry.title, "section") for entry in tops)
        self._tops = [(entry.first, entry.last, entry.block) for entry in tops]

    def __call__(self, one: Appearance) -> str:
        if self._by_brief:
            return one.brief
        # What stands above the first section, such as the title, is counted with it.
        at = max(one.position, self._tops[0][0] if self._tops else 0)
        return next((block for first, last, block in self._tops if first <= at <= last), "")


def _heads(briefs: BriefStore, columns: str, brief_id: str | None) -> tuple[tuple[Line, ...], _Heads]:
    heads = _Heads(briefs, columns, brief_id)
    return heads.lines, heads


def _crossed(found: Sequence[Appearance], registry: Registry, actors: dict[str, Line], themes: dict[str, Line]) -> Grid:
    """Actors by themes: the paragraphs that speak of both."""
    by_block: dict[tuple[str, str], list[str]] = {}
    first: dict[str, None] = {}
    columns: Counter[str] = Counter()
    for one in found:
        subject = registry.current(one.subject)
        by_block.setdefault((one.brief, one.block), []).append(subject)
        if subject in actors:
            first[subject] = None
        elif subject in themes:
            columns[subject] += 1
    blocks: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for place, subjects in by_block.items():
        once = dict.fromkeys(subjects)
        for actor in (one for one in once if one in actors):
            for theme in (one for one in once if one in themes):
                blocks[actor, theme].append(place)
    cells = {key: Cell(len(places), tuple(places)) for key, places in blocks.items()}
    heads = tuple(themes[id] for id, _ in columns.most_common())
    return Grid(tuple(actors[id] for id in first), heads, cells)


def circle(briefs: BriefStore, brief_id: str | None = None, most: int = 40) -> Circle:
    """Who appears with whom in one brief or in all: at most so many actors, those in the most paragraphs."""
    registry = briefs.registry()
    lines = {one.id: Line(one.id, one.name, one.kind) for one in registry.actors if not one.hidden}
    by_block: dict[tuple[str, str], dict[str, None]] = {}
    for one in briefs.appearances(brief_id):
        subject = registry.current(one.subject)
        if one.numbered and subject in lines:
            by_block.setdefault((one.brief, one.block), {})[subject] = None
    counts = Counter(subject for subjects in by_block.values() for subject in subjects)
    chosen = dict(sorted(counts.items(), key=lambda it: (-it[1], lines[it[0]].name))[:most])
    together: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for place, subjects in by_block.items():
        for pair in combinations(sorted(subject for subject in subjects if subject in chosen), 2):
            together[pair].append(place)
    pairs = [Pair(one, other, tuple(places)) for (one, other), places in together.items()]
    pairs.sort(key=lambda pair: (-pair.count, lines[pair.one].name, lines[pair.other].name))
    return Circle(tuple((lines[id], count) for id, count in chosen.items()), tuple(pairs))
