"""Where words begin and end: what the ends of a mark snap to, and the steps in which keys move them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

# A word ends behind its last letter, and again behind the signs that close it ("to.” has two ends, the second one
# behind the quotation mark); a dash between two spaces is no word.
_ENDS = re.compile(r"(?<=\w)(?!\w)(?![-'’.,]\w)|(?<=[^\s—–-])(?!\S)")
_STARTS = re.compile(r"(?<!\w)(?<!\w[-'’.,])(?=\w)|(?<!\S)(?=[^\s—–-])")
# Words are sought this far from a place; longer ones are unknown to briefs.
_REACH = 400


def _places(text: str, pattern: re.Pattern[str], at: int) -> list[int]:
    # Sought to beyond the reach, because a text seems to end where the search does.
    found = pattern.finditer(text, max(0, at - _REACH), min(len(text), at + 2 * _REACH))
    return [one.start() for one in found if one.start() <= at + _REACH or at + 2 * _REACH >= len(text)]


def step(text: str, at: int, by: int, *, ends: bool) -> int:
    """The next place at which a word ends (or begins) behind `at` (`by` 1) or before it (-1); `at` if there is none.

    Offsets are code points of `text`.
    """
    places = _places(text, _ENDS if ends else _STARTS, at)
    if by > 0:
        return next((place for place in places if place > at), at)
    return next((place for place in reversed(places) if place < at), at)


def nearest(text: str, at: int, *, ends: bool) -> int:
    """The place at which a word ends (or begins) that is nearest to `at`, within the paragraph where there is one."""
    places = _places(text, _ENDS if ends else _STARTS, at)
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    low, high = bisect_left(places, first), bisect_right(places, last if last >= 0 else len(text))
    return min(places[low:high] or places, key=lambda place: abs(place - at), default=at)


def told(text: str, *, most: int = 12) -> str:
    """Words as they are spoken: whole up to `most`, else the first four and the last four."""
    parts = text.split()
    return " ".join(parts if len(parts) <= most else [*parts[:4], "…", *parts[-4:]])
