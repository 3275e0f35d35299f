"""What the page of two editions says in words: names of editions, counts, and what changed in a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from briefreader.annotations.model import State
from briefreader.brief.citation import date_words
from briefreader.brief.comparison import Change, Row
from briefreader.brief.model import Block
from briefreader.brief.wording import Piece
from briefreader.storage.briefs import Edition

SAME_WORDS = "These two editions have the same words."
_COUNTED = (Change.CHANGED, Change.ADDED, Change.DELETED, Change.MOVED)


def edition_names(editions: Sequence[Edition]) -> dict[str, str]:
    """What each edition is called, by its name: its own date; where that does not tell it from others, when it came.

    "12 January 2026", "added 3 February 2026", "3 Feb 14:05".
    """
    choices: dict[str, list[str]] = {}
    for edition in editions:
        came = _local(edition.added)
        day = f"added {date_words(came.date().isoformat())}" if came else ""
        short = f"{came.day} {came:%b}" if came else ""
        times = (f"{short} {came:%H:%M}", f"{short} {came:%H:%M:%S}") if came else ()
        told = (date_words(edition.date), day, *times, f"edition {edition.name[:8]}")
        choices[edition.name] = [choice for choice in told if choice]
    while True:
        heads = Counter(words[0] for words in choices.values())
        doubtful = [words for words in choices.values() if len(words) > 1 and heads[words[0]] > 1]
        if not doubtful:
            return {name: words[0] for name, words in choices.items()}
        for words in doubtful:
            del words[0]


def _local(iso: str) -> datetime | None:
    try:
        then = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone()


def counts_words(counts: Mapping[Change, int]) -> str:
    """How much differs: "5 paragraphs changed · 1 added · 1 deleted · 2 moved"."""
    found = [(counts.get(change, 0), change.value) for change in _COUNTED if counts.get(change, 0)]
    if not found:
        return SAME_WORDS
    (first, how), *others = found
    noun = "paragraph" if first == 1 else "paragraphs"
    return " · ".join([f"{first:,} {noun} {how}", *(f"{count:,} {how}" for count, how in others)])


def carried_words(carried: Mapping[State, int]) -> str:
    """How many notes are not in doubt: "16 notes carried over unchanged: 14 exact, 2 moved."."""
    exact, moved = carried.get(State.EXACT, 0), carried.get(State.MOVED, 0)
    if not exact + moved:
        return ""
    noun = "note" if exact + moved == 1 else "notes"
    parts = ", ".join(f"{count:,} {how}" for count, how in ((exact, "exact"), (moved, "moved")) if count)
    return f"{exact + moved:,} {noun} carried over unchanged: {parts}."


def moved_words(row: Row) -> str:
    """Where a moved paragraph went, or came from: "moved to ¶ 40", "moved from ¶ 12"; else nothing."""
    if row.change is not Change.MOVED or row.partner is None:
        return ""
    way = "to" if row.new is None else "from"
    number = row.partner.number
    return f"moved {way} ¶ {number}" if number is not None else f"moved {way} another place"


def spoken_row(row: Row) -> str:
    """A row in words, for screen readers: "Paragraph 39, changed: 12 million became 92 million"."""
    old, new = row.old, row.new
    if old is not None and new is not None:
        before = f", {old.number} before" if new.number is not None and old.number not in (None, new.number) else ""
        name = _named(new) + before
        if row.change is Change.SAME:
            return f"{name}: {new.text}"
        return f"{name}, {row.change.value}: {changed_words(row.pieces)}"
    block = new if new is not None else old
    if block is None:
        return ""
    if row.change is Change.MOVED:
        edited = changed_words(row.pieces)
        where = moved_words(row).replace("¶", "paragraph")
        return f"{_named(block)}, {where}{f' and changed: {edited}' if edited else f': {block.text}'}"
    return f"{_named(block)}, {row.change.value}: {block.text}"


def changed_words(pieces: Sequence[Piece]) -> str:
    """The difference alone: "12 million became 92 million; “not” deleted"; nothing where there is none."""
    told: list[str] = []
    gone = ""
    for piece in (*pieces, Piece("same", "")):
        words = " ".join(piece.text.split())
        if piece.kind == "added" and gone and words:
            told.append(f"{gone} became {words}")
            gone = ""
            continue
        if gone:
            told.append(f"“{gone}” deleted")
        gone = words if piece.kind == "deleted" else ""
        if piece.kind == "added" and words:
            told.append(f"“{words}” added")
    if not told and any(piece.kind != "same" for piece in pieces):
        return "spaces"
    return "; ".join(told)


def first_change(row: Row) -> int:
    """The code point of the new text at which the first difference stands."""
    at = 0
    for piece in row.pieces:
        if piece.kind != "same":
            return at
        at += len(piece.text)
    return 0


def excerpt(pieces: Sequence[Piece], near: int = 60) -> tuple[Piece, ...]:
    """Both wordings in one line of words: what stayed is cut to about `near` characters beside each difference."""
    cut: list[Piece] = []
    for at, (kind, text) in enumerate(pieces):
        text = text.replace("\n", " ¶ ")
        if kind == "added" and cut and cut[-1].kind == "deleted" and not cut[-1].text.endswith(" "):
            cut.append(Piece("same", " "))
        if kind == "same" and at > 0 and len(text) > 3 * near and at < len(pieces) - 1:
            text = f"{text[:near].rpartition(' ')[0]} … {text[-near:].partition(' ')[2]}"
        elif kind == "same" and at == 0 and len(text) > 2 * near and len(pieces) > 1:
            text = f"… {text[-near:].partition(' ')[2]}"
        cut.append(Piece(kind, text))
    return tuple(cut)


def _named(block: Block) -> str:
    if block.number is not None:
        return f"Paragraph {block.number}"
    return block.kind.value.replace("-", " ").capitalize()
