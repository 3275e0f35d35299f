"""An annotation as values: a passage, a colour, and what the reader says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The five marks, in the order of the keys 1 to 5."""

    YELLOW = "yellow"
    BLUE = "blue"
    RED = "red"
    GREEN = "green"
    VIOLET = "violet"


MEANINGS: dict[Colour, str] = {
    Colour.YELLOW: "Key point",
    Colour.BLUE: "To check",
    Colour.RED: "Risk",
    Colour.GREEN: "Agree",
    Colour.VIOLET: "Action",
}
"""What each colour says in words: shown beside it wherever it is shown."""


class State(StrEnum):
    """How an annotation stands to the text that is open."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Target:
    """The part of a passage that lies in one block: code points `start` to `end`, and their words.

    `quote` is exactly that text; `prefix` and `suffix` are up to about 64 characters before and behind it, cut at
    words; `number` is the block's paragraph number in the edition in which the passage was marked.
    """

    block: str
    number: int | None
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of one edition: one target for each block that it touches, in reading order."""

    edition: str
    targets: tuple[Target, ...]

    @property
    def quote(self) -> str:
        """The words of the passage, a line feed between two blocks."""
        return "\n".join(target.quote for target in self.targets)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark with what was said of it. `created` and `modified` are ISO 8601 in UTC ("2026-01-12T09:41:07.123456Z")."""

    id: str
    brief: str
    passage: Passage
    colour: Colour
    note: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    created: str = ""
    modified: str = ""
    state: State = State.EXACT


def colour_named(words: str) -> Colour | None:
    """The colour that a user means by `words`: a colour ("red"), its meaning ("risk"), or its key ("3")."""
    plain = words.strip().casefold().replace("-", " ").replace("_", " ")
    for key, (colour, meaning) in enumerate(MEANINGS.items(), start=1):
        if plain in (colour.value, meaning.casefold(), str(key)):
            return colour
    return None
