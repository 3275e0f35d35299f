"""Who and what briefs speak of: actors and themes, which belong to the library, and where a brief mentions them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefreader.brief.model import Brief

KINDS = ("person", "organisation", "state", "group")
"""The kinds of actors."""

STATUSES = ("curated", "suggested", "confirmed")
"""Who says what an actor or theme is: the editor of a pack, the program, or the user."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state or group; `aliases` are the other names under which texts mention it.

    `kind` is one of `KINDS`, `status` one of `STATUSES`. `seats` are names of places that stand for it where they do
    something ("Moscow"), and for nothing where something happens there. A `hidden` one is found, so that its words
    are taken for nobody else's, but never shown.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    status: str = "curated"
    seats: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject, with the terms that reveal it; a term that ends in `*` stands for every word that begins so.

    `paragraphs` gives the paragraph numbers that an editor put under the theme, by the id of the brief.
    """

    id: str
    name: str
    terms: tuple[str, ...] = ()
    description: str = ""
    status: str = "curated"
    paragraphs: tuple[tuple[str, tuple[int, ...]], ...] = ()
    hidden: bool = False


class Mention(NamedTuple):
    """Where a block names an actor or shows a theme's term: `subject` is the id of the actor or theme."""

    subject: str
    block: str
    start: int
    end: int


class Ruling(NamedTuple):
    """What the user said of one place in an edition: that it is, or is not (`put`), a mention of an actor.

    For a theme the place is a whole paragraph, which belongs to it or does not.
    """

    subject: str
    block: str
    start: int
    end: int
    put: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an actor or theme was suggested for a brief: a reason, and words of a block that show it."""

    subject: str
    reason: str
    words: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A brief as it is passed on, with the actors and themes that its editor listed, or that the program suggests.

    `evidence` says why, for those that are suggested; `notices` are sentences that the user has to see.
    """

    brief: Brief
    actors: tuple[Actor, ...] = ()
    themes: tuple[Theme, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notices: tuple[str, ...] = ()


def without(actors: Iterable[Actor], names: Collection[tuple[str, str]]) -> tuple[Actor, ...]:
    """The actors without those of their names that are listed, each behind the actor's id."""
    of = {subject for subject, _ in names}
    return tuple(
        replace(one, aliases=tuple(name for name in one.aliases if (one.id, name) not in names))
        if one.id in of
        else one
        for one in actors
    )
