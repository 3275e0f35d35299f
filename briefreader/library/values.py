"""What the library answers with, where the rooms below have no word of their own."""

from __future__ import annotations

from dataclasses import dataclass

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.model import Brief
from briefreader.brief.outline import OutlineEntry
from briefreader.brief.registry import Mention


@dataclass(frozen=True, slots=True)
class Presence:
    """An actor or theme in one brief: how often, in which blocks, and how many times in each top section.

    `count` is of mentions for an actor, of paragraphs for a theme. `sections` has one number for each top section of
    the outline, in reading order. `names` are the aliases of an actor, its seats among them, or the terms of a theme.
    """

    id: str
    name: str
    kind: str
    description: str
    status: str
    names: tuple[str, ...]
    count: int
    blocks: tuple[str, ...]
    sections: tuple[int, ...]
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one brief in the window: its outline, who and what it speaks of, and the notes on it.

    Where `sighted` is false, whom and what it mentions is not found out yet, and nobody seems to be mentioned.
    """

    outline: tuple[OutlineEntry, ...]
    actors: tuple[Presence, ...]
    themes: tuple[Presence, ...]
    mentions: tuple[Mention, ...]
    annotations: tuple[Annotation, ...]
    sighted: bool = True


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import: the brief as stored, and whether this text was new to the library.

    Where it became a new edition, `former` is the name of the one that was shown before, and `carried` says how many
    annotations are in each state in the new one. `notices` are sentences that the user has to see: what the program
    could not read of its own lists, say.
    """

    brief: Brief
    new: bool
    former: str = ""
    carried: tuple[tuple[State, int], ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What an annotation was and what it is now, as stored; None where there was or is nothing.

    `ancestors` are the versions that came along as older than `after`.
    """

    before: Annotation | None
    after: Annotation | None
    ancestors: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the annotation."""
        one = self.after or self.before
        assert one is not None, "a change without an annotation"
        return one.id

    @property
    def undone(self) -> Changed:
        """The way back."""
        return Changed(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to change of an annotation; what is None stays. `add_tags` and `drop_tags` work on what is there."""

    colour: Colour | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None
    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()
    done: bool | None = None
    private: bool | None = None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An annotation as a list over several briefs shows it.

    `title` is its brief's, `place` where it stands in the order of briefs and words (brief, block, start), `actors` and
    `themes` are the names of those that its paragraphs speak of.
    """

    annotation: Annotation
    title: str = ""
    place: tuple[int, int, int] = (0, 0, 0)
    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check-up: what was looked at, whether it is sound, and what was found or done."""

    subject: str
    sound: bool
    words: str
