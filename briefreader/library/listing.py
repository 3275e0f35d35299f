"""Annotations as lists over one brief or all of them show them: with their brief, and who their paragraphs speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation, State
from briefreader.brief.model import Brief
from briefreader.library.values import NoteRow, Presence, Surroundings
from briefreader.storage.briefs import BriefStore

_LAST = 1 << 60


class Listing:
    """The rows of one open brief, `at` its place among all; who each block speaks of is looked up once."""

    def __init__(self, brief: Brief, around: Surroundings, at: int) -> None:
        self._brief, self._at = brief, at
        self._actors = _by_block(around.actors)
        self._themes = _by_block(around.themes)

    def row(self, annotation: Annotation) -> NoteRow:
        """One annotation, resolved against the brief."""
        blocks = [target.block for target in annotation.passage.targets]
        return NoteRow(
            annotation,
            self._brief.metadata.title,
            _place(self._brief, self._at, annotation),
            tuple(dict.fromkeys(name for block in blocks for name in self._actors.get(block, ()))),
            tuple(dict.fromkeys(name for block in blocks for name in self._themes.get(block, ()))),
        )


def _by_block(presences: Iterable[Presence]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in presences:
        for block in one.blocks:
            found[block].append(one.name)
    return found


def _place(brief: Brief, at: int, annotation: Annotation) -> tuple[int, int, int]:
    if annotation.state is State.LOST or not annotation.passage.targets:
        return at, _LAST, 0
    target = annotation.passage.targets[0]
    return at, brief.order.get(target.block, _LAST), target.start


def resolved(briefs: BriefStore, annotations: Sequence[Annotation]) -> list[Annotation]:
    """Annotations as they stand to the editions that are shown: those of which the store knows that they are exact
    there are taken at its word, so that no text has to be read for them.
    """
    found = {one.id: one for one in annotations}
    moved = [one for one in annotations if one.state is not State.EXACT or one.settled]
    for brief_id in dict.fromkeys(one.brief for one in moved):
        brief = briefs.load(brief_id)
        some = [one for one in moved if one.brief == brief_id]
        found |= {one.id: one for one in anchoring.resolve_all(some, brief, partial(briefs.text_of, brief_id))}
    return list(found.values())


def of_library(briefs: BriefStore, annotations: Sequence[Annotation]) -> tuple[NoteRow, ...]:
    """Annotations of any briefs: who they speak of is who the paragraphs speak of that were marked."""
    summaries = {one.id: (at, one.metadata.title) for at, one in enumerate(briefs.summaries())}
    registry = briefs.registry()
    actors = {actor.id: actor.name for actor in registry.actors}
    themes = {theme.id: theme.name for theme in registry.themes}
    spoken_of: dict[str, list[str]] = defaultdict(list)
    for id, subject in briefs.subjects_of_notes():
        spoken_of[id].append(subject)
    positions = briefs.positions_of_notes()
    found = []
    for one in annotations:
        at, title = summaries.get(one.brief, (len(summaries), one.brief))
        target = next(iter(one.passage.targets), None)
        block = _LAST if target is None else positions.get(one.id, _LAST)
        start = 0 if target is None else target.start
        subjects = spoken_of.get(one.id, ())
        found.append(
            NoteRow(
                one,
                title,
                (at, block, start),
                tuple(sorted(actors[subject] for subject in subjects if subject in actors)),
                tuple(sorted(themes[subject] for subject in subjects if subject in themes)),
            )
        )
    return tuple(found)
