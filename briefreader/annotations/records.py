"""One record of a colleague's file becomes an annotation, or a word on why it cannot: nothing in it is trusted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from briefreader.annotations import names
from briefreader.annotations.model import USUAL_MEANINGS, Annotation, Colour, Passage, Target, version_of

VERSION, ANCESTORS, VARIANT, COLOUR, DONE, PRIVATE, NORMALISER = (
    f"briefreader:{term}" for term in ("version", "ancestors", "variant", "colour", "done", "private", "normaliser")
)
BLOCK, PARAGRAPH, START, END = (f"briefreader:{term}" for term in ("block", "paragraph", "start", "end"))

LONGEST_NOTE = 1_000_000
"""The most characters of a note, and of the words that one marks."""

_LINE = 500
_CONTEXT = 1_000
_MOST_PARTS = 1_000
_DEEPEST = 8
_NEIGHBOURS = 64
_FARTHEST = 1_000_000_000

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_VERSION = re.compile("[0-9a-f]{16}")
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)


class Malformed(ValueError):
    """A record is no annotation that can be kept. `str` of it goes on after the record's name: “has no quote”."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An annotation that comes in, not yet of any brief and not the user's own.

    `ancestors` are the versions that are known to be older. A `dated` one came without them: only its author and its
    time tell what is older.
    """

    annotation: Annotation
    ancestors: frozenset[str] = frozenset()
    dated: bool = False


def annotation_of(record: Mapping[str, Any], known: Collection[str], words_of: Callable[[str], str | None]) -> Incoming:
    """The annotation that a record of the W3C model tells of. Raises Malformed.

    `known` are the ids of all records of the file: a target that is one of them is what this one answers. An answer
    that marks no words has no targets either.
    """
    told = record.get(VERSION)
    ours = isinstance(told, str) and _VERSION.fullmatch(told) is not None
    parts = listed(record.get("target"))
    if len(parts) > _MOST_PARTS:
        raise Malformed("has too many targets")
    answers = _answered(record, parts, known)
    note, tags, meant = _said(record)
    created, modified = _time(record, "created"), _time(record, "modified")
    variant = record.get(VARIANT)
    private, done = record.get(PRIVATE, False), record.get(DONE, False)
    if not isinstance(private, bool) or not isinstance(done, bool):
        raise Malformed("says neither yes nor no where it should")
    annotation = Annotation(
        id=_named(record),
        brief="",
        passage=_passage(record, parts, ours=ours, answers=answers, words_of=words_of),
        colour=_colour(record, tags, meant),
        note=note,
        tags=tags,
        author=_author(record),
        created=created or modified,
        modified=modified or created,
        done=done,
        private=private,
        mine=False,
        answers=answers,
        variant=_id(variant) if isinstance(variant, str) else "",
    )
    ancestors = _ancestors(record)
    if isinstance(told, str) and ours and told != version_of(annotation):
        ancestors |= {told}  # another program changed it, and knows nothing of versions
    return Incoming(annotation, ancestors - {version_of(annotation)}, dated=not ours)


# What a record is called


def listed(value: Any) -> list[Any]:
    """A value of JSON-LD as a list: one thing is a list of one, nothing an empty list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def kind_of(record: Mapping[str, Any]) -> Any:
    """The type of a thing of JSON-LD."""
    return record.get("type", record.get("@type"))


def one_line(value: Any) -> str:
    """A value as a short line that can be shown, whatever it is; empty where it is no text."""
    return (
        " ".join("".join(sign for sign in value[:_LINE] if sign.isprintable()).split())
        if isinstance(value, str)
        else ""
    )


def label_of(record: Any, at: int) -> str:
    """What a record is called in a sentence for the user: its place in the file, and its name."""
    name = one_line(_name(record)) if isinstance(record, dict) else ""
    return f"Record {at}" + (f" ({name[:60]}{'…' if len(name) > 60 else ''})" if name else "")


def id_of(record: Any) -> str:
    """The id that a record gets; empty where it has no name that can be one."""
    try:
        return _id(_name(record)) if isinstance(record, dict) else ""
    except Malformed:
        return ""


def _name(record: Mapping[str, Any]) -> Any:
    return record.get("id", record.get("@id"))


def _named(record: Mapping[str, Any]) -> str:
    if _name(record) is None:
        raise Malformed("has no name (“id”), by which it could be known again")
    return _id(_name(record))


def _id(name: Any) -> str:
    try:
        return names.note_id(name if isinstance(name, str) else "")
    except ValueError:
        raise Malformed("has a name (“id”) that cannot be one") from None


# What it says


def _said(record: Mapping[str, Any]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Its note, its tags, and what it classifies its words as."""
    comments, tags, meant = [], [], []
    motivations = listed(record.get("motivation"))
    default = "tagging" if motivations == ["tagging"] else "commenting"
    if record.get("bodyValue") is not None:
        comments.append(_text(record["bodyValue"], "note", LONGEST_NOTE))
    for value, purpose in _bodies(record.get("body"), default, 0):
        if purpose == "tagging":
            tags.append(_text(value, "tag", _LINE))
        elif purpose == "classifying":
            meant.append(_text(value, "class", _LINE))
        else:
            comments.append(_text(value, "note", LONGEST_NOTE))
    if len(tags) > _MOST_PARTS:
        raise Malformed("has too many tags")
    note = "\n\n".join(filter(None, comments))
    if len(note) > LONGEST_NOTE:
        raise Malformed("has a note that is too long")
    return note, tuple(dict.fromkeys(filter(None, tags))), tuple(meant)


def _bodies(body: Any, default: str, depth: int) -> Iterator[tuple[Any, Any]]:
    """The words of each body, and what they are for; an address stands for itself."""
    if depth > _DEEPEST:
        raise Malformed("is nested too deeply")
    for one in listed(body):
        if isinstance(one, dict):
            purpose = one.get("purpose", default)
            if "value" in one:
                yield one["value"], purpose
            elif "items" in one:
                yield from _bodies(one["items"], default, depth + 1)
            elif "source" in one:
                yield from _bodies(one["source"], purpose if isinstance(purpose, str) else default, depth + 1)
            elif _name(one) is not None:
                yield _name(one), purpose
            else:
                raise Malformed("has a body without words")
        else:
            yield one, default


def _text(value: Any, what: str, most: int) -> str:
    if not isinstance(value, str):
        raise Malformed(f"has a {what} that is no text")
    if len(value) > most:
        raise Malformed(f"has a {what} that is too long")
    if _UNPRINTABLE.search(value):
        raise Malformed(f"has a {what} with characters in it that are none")
    return value


def _author(record: Mapping[str, Any]) -> str:
    for one in listed(record.get("creator"))[:_MOST_PARTS]:
        name = one.get("name", one.get("nickname", _name(one))) if isinstance(one, dict) else one
        for words in listed(name)[:1]:
            return _text(words, "creator", _LINE)
    return ""


def _time(record: Mapping[str, Any], which: str) -> str:
    told = listed(record.get(which))
    if not told:
        return ""
    words = _text(told[0], "time", _LINE)
    try:
        then = datetime.fromisoformat(words)
        utc = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Malformed(f"was {which} at a time that is none") from None
    return words if _UTC.fullmatch(words) else utc.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _colour(record: Mapping[str, Any], tags: Collection[str], meant: Collection[str]) -> Colour:
    told = record.get(COLOUR)
    # What users call their colours is not asked: the same file says the same everywhere.
    words = {one.value: one for one in Colour} | {usual.casefold(): one for one, usual in USUAL_MEANINGS.items()}
    for word in (told, *meant, *tags):
        if isinstance(word, str) and (found := words.get(word.casefold())):
            return found
    return Colour.YELLOW


def _ancestors(record: Mapping[str, Any]) -> frozenset[str]:
    told = listed(record.get(ANCESTORS))
    if len(told) > 100 * _MOST_PARTS or not all(isinstance(one, str) and _VERSION.fullmatch(one) for one in told):
        raise Malformed("has earlier versions that are none")
    return frozenset(told)


# What it marks


def _answered(record: Mapping[str, Any], parts: list[Any], known: Collection[str]) -> str:
    replying = "replying" in listed(record.get("motivation"))
    for one in parts:
        name = _name(one) if isinstance(one, dict) and "source" not in one else one
        if isinstance(name, str):
            try:
                id = names.note_id(name)
            except ValueError:
                continue
            if id in known or replying or names.is_note_name(name):
                return id
    return ""


def _passage(
    record: Mapping[str, Any],
    parts: list[Any],
    *,
    ours: bool,
    answers: str,
    words_of: Callable[[str], str | None],
) -> Passage:
    targets, edition = [], ""
    for one in parts:
        if isinstance(one, dict) and one.get("selector") is not None:
            edition = _edition(one)
            targets.append(_target(one, ours=ours, text=partial(words_of, edition)))
    if not targets and not answers:
        raise Malformed("marks no words: it has no quote")
    return Passage(edition, tuple(targets), _count(record.get(NORMALISER, 1)))


def _edition(part: Mapping[str, Any]) -> str:
    for source in listed(part.get("source"))[:1]:
        name = _name(source) if isinstance(source, dict) else source
        return names.edition_of(_text(name, "source", 10 * _CONTEXT))
    return ""


def _target(part: Mapping[str, Any], *, ours: bool, text: Callable[[], str | None]) -> Target:
    quote = _selector(part["selector"], "TextQuoteSelector", 0)
    position = _selector(part["selector"], "TextPositionSelector", 0)
    start, end = (0, 0) if position is None else _range(position.get("start"), position.get("end"))
    if quote is not None and quote.get("exact"):
        exact = _text(quote["exact"], "quote", LONGEST_NOTE)
        prefix = _text(quote.get("prefix") or "", "prefix", _CONTEXT)
        suffix = _text(quote.get("suffix") or "", "suffix", _CONTEXT)
    else:
        words = (text() or "") if end else ""
        exact, prefix, suffix = words[start:end], words[max(0, start - _NEIGHBOURS) : start], words[end:][:_NEIGHBOURS]
    if not exact.strip():
        raise Malformed("marks no words: it has no quote")
    if not ours:
        return Target("", None, start, end or len(exact), exact, prefix, suffix)
    number = part.get(PARAGRAPH)
    start, end = _range(part.get(START), part.get(END))
    block = _text(part.get(BLOCK), "block", _LINE)
    return Target(block, None if number is None else _count(number), start, end, exact, prefix, suffix)


def _range(start: Any, end: Any) -> tuple[int, int]:
    first, last = _count(start), _count(end)
    if first > last:
        raise Malformed("has a position that is none")
    return first, last


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _FARTHEST:
        raise Malformed("has a position that is none")
    return value


def _selector(selector: Any, kind: str, depth: int) -> Mapping[str, Any] | None:
    """The selector of a kind: of several the first, of one that is refined the most exact."""
    if depth > _DEEPEST:
        raise Malformed("is nested too deeply")
    for one in listed(selector)[:_MOST_PARTS]:
        if not isinstance(one, dict):
            continue
        # A position that refines something is counted from there, and not from the beginning of the text.
        finer = _selector(one.get("refinedBy"), kind, depth + 1) if kind == "TextQuoteSelector" else None
        if finer is not None:
            return finer
        if kind in listed(kind_of(one)):
            return one
    return None
