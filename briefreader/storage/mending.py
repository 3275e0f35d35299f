"""Records that are not as the program writes them: one bad one among thousands must never cost the others.

What another program, a failing disk or a fault of an earlier version left in a row is read as well as it can be: the
user's words are kept as they are, and whatever can be worked out anew gets its usual value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import NoneType
from typing import Any

from briefreader.annotations.model import Annotation, Passage, Target

Kinds = Sequence[frozenset[type]]

TEXT: frozenset[type] = frozenset({str})
WHOLE: frozenset[type] = frozenset({int})
TEXT_OR_NONE: frozenset[type] = frozenset({str, NoneType})
WHOLE_OR_NONE: frozenset[type] = frozenset({int, NoneType})

_LARGEST = 2**63 - 1

TARGET: Kinds = (TEXT, WHOLE_OR_NONE, WHOLE, WHOLE, TEXT, TEXT, TEXT)
"""What each value of a target is: block, number, first, last, quote, prefix, suffix."""

NOWHERE = Target("", None, 0, 0, "[The passage of this note is missing.]")
"""Stands in for the passage of a note that has none: the note is then listed as lost, and can be attached again."""


def fit(rows: Sequence[tuple[Any, ...]], kinds: Kinds) -> bool:
    """Whether every value of the rows is of the kind of its column: by columns, because there may be thousands."""
    columns = zip(*rows, strict=True)
    return not rows or all(set(map(type, column)) <= kind for column, kind in zip(columns, kinds, strict=True))


def fitted(row: Iterable[Any], kinds: Kinds) -> tuple[Any, ...]:
    """A row with each value made to be of the kind of its column."""
    return tuple(
        value if type(value) in kind else words(value) if str in kind else _number(value, kind)
        for value, kind in zip(row, kinds, strict=False)
    )


def all_fitted(rows: Sequence[tuple[Any, ...]], kinds: Kinds) -> Sequence[tuple[Any, ...]]:
    """The rows, each value of the kind of its column; nearly always these are the rows that were given."""
    return rows if fit(rows, kinds) else [fitted(row, kinds) for row in rows]


def words(value: object) -> str:
    """Any value as text; bytes as the UTF-8 that they most likely are."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else storable(str(value))


def _number(value: object, kind: frozenset[type]) -> int | None:
    try:
        number = int(words(value))
    except ValueError:
        number = _LARGEST + 1
    return number if -_LARGEST <= number <= _LARGEST else None if NoneType in kind else 0


def storable(text: str) -> str:
    """Text without half surrogates, which no UTF-8 can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def whole(it: Annotation) -> Annotation:
    """An annotation as the store can keep it; a paste or a colleague's file may bring half surrogates in."""
    said = (it.note, it.author, *it.tags, *(text for one in (it.passage, *it.settled) for text in _texts(one)))
    try:
        "".join(said).encode()
    except UnicodeEncodeError:
        return replace(
            it,
            note=storable(it.note),
            author=storable(it.author),
            tags=tuple(map(storable, it.tags)),
            passage=_whole_passage(it.passage),
            settled=tuple(map(_whole_passage, it.settled)),
        )
    return it


def _texts(passage: Passage) -> Iterator[str]:
    for it in passage.targets:
        yield from (it.block, it.quote, it.prefix, it.suffix)


def _whole_passage(passage: Passage) -> Passage:
    targets = (
        Target(storable(it.block), it.number, it.start, it.end, *map(storable, (it.quote, it.prefix, it.suffix)))
        for it in passage.targets
    )
    return replace(passage, targets=tuple(targets))


def settled(written: object) -> Passage | None:
    """A settled passage as the store has it (JSON); None where it cannot be read."""
    try:
        edition, normaliser, targets = json.loads(words(written))
        found = tuple(Target(*fitted(one, TARGET)) for one in targets)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(edition, str) or type(normaliser) is not int:
        return None
    return Passage(edition, found, normaliser)


def written_passage(passage: Passage) -> str:
    """A passage as the store keeps it where it is written whole: the way back from `settled`."""
    targets = [(it.block, it.number, it.start, it.end, it.quote, it.prefix, it.suffix) for it in passage.targets]
    return json.dumps([passage.edition, passage.normaliser, targets], ensure_ascii=False)


def listed(written: object) -> tuple[str, ...]:
    """A list of words as the store has it (JSON); what is none counts as one entry, so that nothing is lost."""
    text = words(written)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return (text,) if text else ()
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return tuple(map(storable, found))
    return (text,)
