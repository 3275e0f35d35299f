"""The dossier of an actor or theme as values: the library gathers it, the window and exports show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .registry import Evidence

if TYPE_CHECKING:
    from briefreader.annotations.model import Annotation


@dataclass(frozen=True, slots=True)
class Company:
    """An actor or theme that stands in the same paragraphs: `count` of them."""

    id: str
    name: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """One block that speaks of the subject: `marks` are code points of `text`, none where only the paragraph belongs.

    `section` are the titles of the section and of the enumerated point that it stands in; `notes` counts those on it.
    """

    brief: str
    block: str
    number: int | None
    section: tuple[str, ...]
    text: str
    marks: tuple[tuple[int, int], ...]
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Volume:
    """A brief in which a subject appears, and how often: mentions of an actor, paragraphs of a theme."""

    brief: str
    title: str
    publisher: str
    date: str
    count: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the library knows of one actor or theme, in one brief or in all.

    `kind` is that of an actor, or "theme". `names` are the aliases of an actor or the terms of a theme, `seats` the
    capitals that stand for it. `actors` and `themes` are those in the same paragraphs, the most frequent first;
    `volumes` are in the order of their dates; `evidence` says why it was suggested, with the brief; `titles` has those
    of the briefs by their ids.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    seats: tuple[str, ...]
    description: str
    status: str
    mentions: int
    places: tuple[Place, ...]
    actors: tuple[Company, ...]
    themes: tuple[Company, ...]
    volumes: tuple[Volume, ...]
    notes: tuple[Annotation, ...]
    evidence: tuple[tuple[str, Evidence], ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
