"""Which notes of a long list are wanted, and in what order: pure values in, values out, quick with ten thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.folding import fold
from briefreader.library.values import NoteRow

_COLOURS = {colour: at for at, colour in enumerate(Colour)}
_STATES = {State.LOST: 0, State.CHANGED: 1, State.MOVED: 2, State.EXACT: 3}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a note must be to be listed. Whatever is empty or None asks nothing.

    Of the values of one field any will do; all fields must be met. `since` and `until` are local days, both
    included, of the last change (in the bin: of the deletion). `words` must all occur in the quote, the note, the tags,
    the author or the brief's title. `hidden` are the colleagues whose notes are not shown at all.
    """

    words: str = ""
    colours: frozenset[Colour] = frozenset()
    tags: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    states: frozenset[State] = frozenset()
    since: date | None = None
    until: date | None = None
    done: bool | None = None
    private: bool | None = None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that occur in a list of notes, each with the number of its notes, the most frequent first."""

    colours: Mapping[Colour, int]
    tags: Mapping[str, int]
    actors: Mapping[str, int]
    themes: Mapping[str, int]
    authors: Mapping[str, int]
    states: Mapping[State, int]
    done: Mapping[bool, int]
    private: int


@dataclass(slots=True)
class Texts:
    """The folded words of notes, each worked out once: folding costs ten times as much as a search in the folded."""

    _known: dict[str, tuple[NoteRow, str]] = field(default_factory=dict)

    def of(self, row: NoteRow) -> str:
        """All of a note in which words are sought."""
        known = self._known.get(row.annotation.id)
        if known is None or known[0] is not row:
            known = self._known[row.annotation.id] = (row, _folded(row))
        return known[1]


def _folded(row: NoteRow) -> str:
    note = row.annotation
    quotes = [target.quote for passage in (note.passage, note.was) if passage for target in passage.targets]
    tags = [f"#{tag}" for tag in note.tags]
    return fold(" ".join([*quotes, note.note, *tags, note.author, row.title]))


def moment(iso: str) -> float:
    """A time of the store (ISO 8601, UTC where it names no zone) in seconds since 1970; 0 where it is none."""
    try:
        then = datetime.fromisoformat(iso)
    except ValueError:
        return 0.0
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp()


def _touched(note: Annotation) -> float:
    return moment(note.deleted or note.modified)


Key = Callable[[NoteRow], tuple[object, ...]]


def _in_text(row: NoteRow) -> tuple[object, ...]:
    brief, block, start = row.place
    note = row.annotation
    lost = note.state is State.LOST
    return (brief, 1, 0, 0, note.created, note.id) if lost else (brief, 0, block, start, note.created, note.id)


ORDERS: Mapping[str, tuple[str, Key]] = {
    "text": ("Reading order", _in_text),
    "newest": ("Newest first", lambda row: (-moment(row.annotation.created), *_in_text(row))),
    "oldest": ("Oldest first", lambda row: (moment(row.annotation.created), *_in_text(row))),
    "changed": ("Changed lately", lambda row: (-_touched(row.annotation), *_in_text(row))),
    "colour": ("Colour", lambda row: (_COLOURS[row.annotation.colour], *_in_text(row))),
    "author": ("Author", lambda row: (not row.annotation.mine, fold(row.annotation.author), *_in_text(row))),
    "brief": ("Brief", lambda row: (fold(row.title), row.annotation.brief, *_in_text(row))),
    "state": ("State: lost and changed first", lambda row: (_STATES[row.annotation.state], *_in_text(row))),
}
"""The orders of a list by name: what a menu calls each, and the key by which it sorts; no two notes have the same key.

In reading order the lost notes of a brief come behind all others, oldest first; the user's own come before colleagues'.
"""


def select(rows: Sequence[NoteRow], wanted: Wanted, order: str = "text", texts: Texts | None = None) -> list[NoteRow]:
    """The notes that are wanted, in one of `ORDERS`. `texts` spares a list that is searched often the folding."""
    return sorted(matching(rows, wanted, texts), key=ORDERS[order][1])


def matching(rows: Iterable[NoteRow], wanted: Wanted, texts: Texts | None = None) -> list[NoteRow]:
    """The notes that are wanted, in the order in which they are given."""
    found = list(rows)
    for test in _tests(wanted):
        found = [row for row in found if test(row.annotation)]
    if wanted.actors:
        found = [row for row in found if not wanted.actors.isdisjoint(row.actors)]
    if wanted.themes:
        found = [row for row in found if not wanted.themes.isdisjoint(row.themes)]
    text_of = (texts or Texts()).of
    for word in fold(wanted.words).split():
        found = [row for row in found if word in text_of(row)]
    return found


def _tests(wanted: Wanted) -> list[Callable[[Annotation], bool]]:
    """One test for each field that asks something of the annotation alone."""
    tests: list[Callable[[Annotation], bool]] = []
    if wanted.hidden:
        tests.append(lambda note: note.mine or note.author not in wanted.hidden)
    if wanted.colours:
        tests.append(lambda note: note.colour in wanted.colours)
    if wanted.tags:
        tests.append(lambda note: not wanted.tags.isdisjoint(note.tags))
    if wanted.authors:
        tests.append(lambda note: note.author in wanted.authors)
    if wanted.states:
        tests.append(lambda note: note.state in wanted.states)
    if wanted.done is not None:
        tests.append(lambda note: note.colour is Colour.VIOLET and note.done is wanted.done)
    if wanted.private is not None:
        tests.append(lambda note: note.private is wanted.private)
    if wanted.since is not None:
        first = _midnight(wanted.since)
        tests.append(lambda note: _touched(note) >= first)
    if wanted.until is not None:
        behind = _midnight(wanted.until + timedelta(days=1))
        tests.append(lambda note: _touched(note) < behind)
    return tests


def _midnight(day: date) -> float:
    """The first moment of a local day."""
    return datetime.combine(day, time()).timestamp()


def choices(rows: Iterable[NoteRow]) -> Choices:
    """What occurs in a list of notes, for menus that offer nothing else."""
    colours, states, authors = Counter[Colour](), Counter[State](), Counter[str]()
    tags, actors, themes, done = Counter[str](), Counter[str](), Counter[str](), Counter[bool]()
    private = 0
    for row in rows:
        note = row.annotation
        colours[note.colour] += 1
        states[note.state] += 1
        tags.update(note.tags)
        actors.update(row.actors)
        themes.update(row.themes)
        private += note.private
        if note.author:
            authors[note.author] += 1
        if note.colour is Colour.VIOLET:
            done[note.done] += 1
    return Choices(
        colours={colour: colours[colour] for colour in Colour if colours[colour]},
        tags=_frequent(tags),
        actors=_frequent(actors),
        themes=_frequent(themes),
        authors=_frequent(authors),
        states={state: states[state] for state in _STATES if states[state]},
        done=dict(done),
        private=private,
    )


def _frequent(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], fold(one[0]), one[0])))
