"""What the user says of actors and themes: it stands above what editors and the program say, whatever comes later.

A correction names a subject and holds everything that the user has settled of it, so that undoing one is putting the
former one in its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .registry import Actor, Theme

if TYPE_CHECKING:
    from briefreader.annotations.model import Passage

THEME = "theme"
"""The `kind` of a theme that the user has made."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage of a brief of which the user said that it is, or is not (`put`), about a subject."""

    brief: str
    passage: Passage
    put: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user has settled of one actor or theme; what is empty or None is left as others say it.

    `kind` makes of a subject that nobody else knows an actor of that kind, or a theme. `added` and `dropped` are
    aliases of an actor or terms of a theme. `became` is the id of the subject into which this one was merged.
    """

    subject: str
    kind: str = ""
    name: str = ""
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    hidden: bool = False
    became: str = ""
    confirmed: bool = False
    placed: tuple[Placed, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is settled, so that it need not be kept."""
        return self == Correction(self.subject)


@dataclass(frozen=True)
class Registry:
    """All actors and themes as the user has settled them. `same` leads from merged ids to what they became."""

    actors: tuple[Actor, ...] = ()
    themes: tuple[Theme, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    placed: tuple[tuple[str, Placed], ...] = ()

    @cached_property
    def digest(self) -> str:
        """Names all of it that decides what is a mention of whom."""
        said = [
            [[one.id, one.name, one.kind, one.aliases, one.seats, one.hidden] for one in self.actors],
            [[one.id, one.terms, one.paragraphs, one.hidden] for one in self.themes],
            [
                [
                    subject,
                    it.brief,
                    it.put,
                    it.passage.edition,
                    [[at.block, at.start, at.end] for at in it.passage.targets],
                ]
                for subject, it in self.placed
            ],
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def subjects(self) -> tuple[Actor | Theme, ...]:
        """All of them, actors first."""
        return (*self.actors, *self.themes)

    def current(self, subject: str) -> str:
        """The id that a subject has now."""
        return self.same.get(subject, subject)

    def find(self, subject: str) -> Actor | Theme | None:
        """An actor or theme by its id, also by one that was merged into it."""
        wanted = self.current(subject)
        return next((one for one in self.subjects if one.id == wanted), None)


def corrected(actors: Iterable[Actor], themes: Iterable[Theme], corrections: Sequence[Correction]) -> Registry:
    """The registry that comes of what editors and the program say, and of what the user has said."""
    said = {one.subject: one for one in corrections}
    same = {one.subject: end for one in corrections if one.became and (end := _end(said, one.subject)) != one.subject}
    whose = {one.id: one for one in actors}
    what = {one.id: one for one in themes}
    for one in corrections:
        if one.subject not in whose and one.subject not in what and one.kind and one.name:
            if one.kind == THEME:
                what[one.subject] = Theme(one.subject, one.name, status="confirmed")
            else:
                whose[one.subject] = Actor(one.subject, one.name, one.kind, status="confirmed")
    # A merge into what is not here, or is of another kind, waits until that is here.
    same = {
        old: new
        for old, new in same.items()
        if (new in whose and old not in what) or (new in what and old not in whose)
    }
    # Those that were merged first, so that what the user says of the other one holds for their names too.
    for old, new in same.items():
        if old in whose and new in whose:
            whose[new] = _joined(whose[new], _corrected_actor(whose[old], said.get(old)))
        elif old in what and new in what:
            what[new] = _joined_themes(what[new], _corrected_theme(what[old], said.get(old)))
    return Registry(
        tuple(_corrected_actor(one, said.get(one.id)) for one in whose.values() if one.id not in same),
        tuple(_corrected_theme(one, said.get(one.id)) for one in what.values() if one.id not in same),
        same,
        tuple((same.get(one.subject, one.subject), placed) for one in corrections for placed in one.placed),
    )


def _end(said: Mapping[str, Correction], subject: str) -> str:
    """What a subject has become in the end; in a circle, which nobody can make by hand, it is itself."""
    seen = [subject]
    while (it := said.get(seen[-1])) is not None and it.became:
        if it.became in seen:
            return subject
        seen.append(it.became)
    return seen[-1]


def _corrected_actor(actor: Actor, said: Correction | None) -> Actor:
    if said is None:
        return actor
    name = said.name or actor.name
    aliases = _names(name, (actor.name, *actor.aliases, *said.added), said)
    seats = tuple(one for one in actor.seats if one not in said.dropped and one not in aliases)
    kind = said.kind if said.kind and said.kind != THEME else actor.kind
    return replace(
        actor, name=name, kind=kind, aliases=aliases, seats=seats, status=_status(actor, said), hidden=said.hidden
    )


def _corrected_theme(theme: Theme, said: Correction | None) -> Theme:
    if said is None:
        return theme
    terms = tuple(dict.fromkeys(one for one in (*theme.terms, *said.added) if one not in said.dropped))
    return replace(theme, name=said.name or theme.name, terms=terms, status=_status(theme, said), hidden=said.hidden)


def _status(one: Actor | Theme, said: Correction) -> str:
    settled = said.confirmed or said.name or said.kind or said.added or said.dropped
    return "confirmed" if settled and one.status == "suggested" else one.status


def _names(name: str, others: Iterable[str], said: Correction) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(others) if one != name and one not in said.dropped)


def _joined(one: Actor, other: Actor) -> Actor:
    aliases = tuple(it for it in dict.fromkeys((*one.aliases, other.name, *other.aliases)) if it != one.name)
    seats = tuple(it for it in dict.fromkeys((*one.seats, *other.seats)) if it not in aliases)
    return replace(one, aliases=aliases, seats=seats)


def _joined_themes(one: Theme, other: Theme) -> Theme:
    paragraphs = dict(one.paragraphs)
    for brief, numbers in other.paragraphs:
        paragraphs[brief] = tuple(sorted({*paragraphs.get(brief, ()), *numbers}))
    terms = tuple(dict.fromkeys((*one.terms, *other.terms)))
    return replace(one, terms=terms, paragraphs=tuple(paragraphs.items()))
