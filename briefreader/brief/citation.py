"""A passage as a citation in words, ready to be pasted into a memo, dates as words, and whose words these are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..errors import NotFound
from .model import Block, BlockKind, Brief, Metadata

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_date(iso: str) -> bool:
    """Whether these are the words of a real date in ISO form: a year, a month or a day."""
    match = _ISO.fullmatch(iso)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def date_words(iso: str, language: str = "en") -> str:
    """An ISO date as a reader writes it, as exact as it is: "2026", "January 2026", "12 January 2026".

    Words are English, Dutch, French or German, else English. What is no ISO date comes back as it is.
    """
    if not is_date(iso):
        return iso
    short = language[:2].lower()
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = _MONTHS.get(short, _MONTHS["en"]).split()[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = str(int(rest[1]))
    if short == "de":
        day += "."
    elif short == "fr" and day == "1":
        day = "1er"
    return f"{day} {month} {year}"


def cite(brief: Brief, targets: Sequence[str | int]) -> str:
    """A citation of the blocks (by id) or paragraphs (by number) of a brief, in one line.

    Blocks without a number are cited by their section. Raises NotFound for a block or number that is not there.
    """
    return cite_places(brief.metadata, _places(brief, targets))


def cite_places(metadata: Metadata, places: Iterable[str] = ()) -> str:
    """A citation of a brief by what it says of itself, with places in it in words ("¶ 38"), in one line."""
    *others, last = metadata.authors or ("",)
    title = metadata.title.replace('"', "'")
    parts = [
        f"{', '.join(others)} and {last}" if others else last,
        f'"{title}"',
        metadata.publisher,
        date_words(metadata.date),
        "retold by Briefreader" if metadata.adapted else "",
        *places,
    ]
    return ", ".join(part for part in parts if part)


def retelling_words(about: Metadata) -> str:
    """The warning that an adapted brief carries; empty for an original text."""
    if not about.adapted:
        return ""
    whose = f" by {', '.join(about.authors)}" if about.authors else ""
    return (
        f"This is a retelling by Briefreader of the original{whose}. "
        "Its words are not the author’s: do not quote them as such."
    )


def _places(brief: Brief, targets: Iterable[str | int]) -> list[str]:
    by_id = {block.id: block for block in brief.blocks}
    by_number = {block.number: block for block in brief.blocks if block.number is not None}
    numbers: set[int] = set()
    sections: dict[str, None] = {}
    for target in targets:
        block = by_id.get(target) if isinstance(target, str) else by_number.get(target)
        if block is None:
            raise NotFound(f"There is no {_address(target)} in “{brief.metadata.title}”.")
        if block.number is not None:
            numbers.add(block.number)
        elif heading := _heading(block, by_id):
            sections[heading.text] = None
    quoted = (section.replace('"', "'") for section in sections)
    return [*(f'"{section}"' for section in quoted), *([_paragraphs(sorted(numbers))] if numbers else [])]


def _address(target: str | int) -> str:
    return f"paragraph {target}" if isinstance(target, int) else f"block {target}"


def _heading(block: Block, by_id: dict[str, Block]) -> Block | None:
    if block.kind is BlockKind.HEADING:
        return block
    return by_id.get(block.section or "")


def _paragraphs(numbers: Sequence[int]) -> str:
    """Sorted numbers as "¶ 3" or "¶¶ 3–5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    sign = "¶" if len(numbers) == 1 else "¶¶"
    return f"{sign} {', '.join('–'.join(map(str, run)) for run in runs)}"
