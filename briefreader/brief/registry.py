"""Who and what briefs speak of: actors and themes, which belong to the library, and where a brief mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from briefreader.brief.model import Brief


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state or group; `aliases` are the other names under which texts mention it.

    `kind` is "person", "organisation", "state" or "group"; `status` is "curated", "suggested" or "confirmed".
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    status: str = "curated"


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


class Mention(NamedTuple):
    """Where a block names an actor or shows a theme's term: `subject` is the id of the actor or theme."""

    subject: str
    block: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A brief as it is passed on, with the actors and themes that its editor listed."""

    brief: Brief
    actors: tuple[Actor, ...] = ()
    themes: tuple[Theme, ...] = ()
