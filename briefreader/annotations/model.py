"""An annotation as values: a passage, a colour, and what the reader says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The five marks, in the order of the keys 1 to 5."""

    YELLOW = "yellow"
    BLUE = "blue"
    RED = "red"
    GREEN = "green"
    VIOLET = "violet"


USUAL_MEANINGS: Mapping[Colour, str] = {
    Colour.YELLOW: "Key point",
    Colour.BLUE: "To check",
    Colour.RED: "Risk",
    Colour.GREEN: "Agree",
    Colour.VIOLET: "Action",
}
"""What each colour says where the user has given it no name of their own."""

MEANINGS: dict[Colour, str] = dict(USUAL_MEANINGS)
"""What each colour says in words: shown beside it wherever it is shown. `name_colours` puts the user's names in."""


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
    """A range of one edition: one target for each block that it touches, in reading order.

    `normaliser` is the version of the rules by which quotes and their neighbours were cut when it was described.
    """

    edition: str
    targets: tuple[Target, ...]
    normaliser: int = 1

    @property
    def quote(self) -> str:
        """The words of the passage, a line feed between two blocks."""
        return "\n".join(target.quote for target in self.targets)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark with what was said of it. `created` and `modified` are ISO 8601 in UTC ("2026-01-12T09:41:07.123456Z").

    As stored, `passage` is the one that was marked, and `settled` has one for each later edition in which the user
    has said where it stands, the last word last; one without targets says that it stands nowhere in that edition.
    As resolved against an edition, `passage` is where it stands there, and `state` says how sure that is; `was` is
    then the passage whose words were sought, where they are not those of the edition, and `reason` names the most
    telling change of a changed one ("a number").

    `done` is for an action that has been carried out. A `private` one never leaves the laptop. One that is not `mine`
    came with a colleague's file. `answers` is the id of the annotation that it answers, `variant` of the one of which
    it is another version. `deleted` is when it was put into the bin, or empty.
    """

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
    done: bool = False
    private: bool = False
    mine: bool = True
    answers: str = ""
    variant: str = ""
    settled: tuple[Passage, ...] = ()
    was: Passage | None = None
    reason: str = ""
    deleted: str = ""


def wordings(annotation: Annotation) -> tuple[str, str]:
    """What was marked and what stands there now, of a resolved annotation that has changed.

    Where the same words stand there and only what is beside them has changed, both come with what is beside them, as
    many words of it.
    """
    was, now = annotation.was or annotation.passage, annotation.passage
    if was.quote != now.quote:
        return was.quote, now.quote
    before = [one.targets[0].prefix.split(" ") for one in (was, now)]
    behind = [one.targets[-1].suffix.split(" ") for one in (was, now)]
    # Kept were as many letters of both: a word that only one of them has room for is no difference.
    first, last = min(map(len, before)), min(map(len, behind))
    old, new = (
        " ".join(left[len(left) - first :]) + was.quote + " ".join(right[:last])
        for left, right in zip(before, behind, strict=True)
    )
    return (old, new) if old != new else (was.quote, now.quote)


def version_of(annotation: Annotation) -> str:
    """Names what an annotation, as stored, said at one moment: 16 hexadecimal digits.

    Two copies of an annotation with the same version are the same; whatever its writer changes makes another one.
    """
    import hashlib  # only for what leaves, comes in or is changed

    marked = annotation.passage
    said = [
        annotation.id if not annotation.variant else annotation.variant,
        annotation.modified,
        annotation.colour.value,
        annotation.note,
        sorted(annotation.tags),
        annotation.done,
        annotation.answers,
        marked.edition,
        [[it.block, it.start, it.end, it.quote] for it in marked.targets],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()[:16]


def name_colours(names: Mapping[Colour, str]) -> None:
    """Let colours be called as the user calls them; one without a name of its own has its usual one."""
    MEANINGS.update({colour: names.get(colour, "").strip() or usual for colour, usual in USUAL_MEANINGS.items()})


def colour_named(words: str) -> Colour | None:
    """The colour that a user means by `words`: a colour ("red"), its meaning ("risk"), or its key ("3")."""
    plain = words.strip().casefold().replace("-", " ").replace("_", " ")
    for key, (colour, meaning) in enumerate(MEANINGS.items(), start=1):
        if plain in (colour.value, meaning.casefold(), USUAL_MEANINGS[colour].casefold(), str(key)):
            return colour
    return None
