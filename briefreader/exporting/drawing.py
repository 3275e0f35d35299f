"""SVG written by hand: elements, escaped words, and how wide words may be, without anything that could measure them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from briefreader.exporting.marked import printable

FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Helvetica, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

_NARROW, _WIDE = frozenset("fijlrtI.,:;'’|!()[]- "), frozenset("mwMW@%—…")
_LATER = "\u1100"
"""From here on, most letters are as wide as they are high."""

Attributes = dict[str, str | float]


def element(name: str, attributes: Attributes, *inside: str) -> str:
    """An element; what is inside it is markup already, such as `words`."""
    told = "".join(f" {key}={quoteattr(_number(value))}" for key, value in attributes.items())
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def words(text: str) -> str:
    """A text as it may stand in XML: on one line, escaped, without what XML cannot hold."""
    return escape(printable(text))


def text(line: str, x: float, y: float, **more: str | float) -> str:
    """A line of words, `y` being where the letters stand. Underlines in names of attributes become hyphens."""
    attributes: dict[str, str | float] = {"x": x, "y": y}
    attributes |= {name.replace("_", "-"): value for name, value in more.items()}
    return element("text", attributes, words(line))


def picture(wide: float, high: float, title: str, told: str, paper: str, parts: Iterable[str]) -> str:
    """A whole file: `title` and `told` (a description) are what is spoken of it."""
    wide, high = ceil(wide), ceil(high)
    root: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-labelledby": "title desc",
        "width": wide,
        "height": high,
        "viewBox": f"0 0 {_number(wide)} {_number(high)}",
        "font-family": FONT,
        "font-size": "12",
    }
    head = (
        element("title", {"id": "title"}, words(title)),
        element("desc", {"id": "desc"}, words(told)),
        element("rect", {"width": wide, "height": high, "fill": paper}),
    )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element("svg", root, "\n", "\n".join((*head, *parts)), "\n")


@lru_cache(maxsize=4000)
def width(text: str, size: float = 12) -> float:
    """How wide a text may be at a size of type: rather too much than too little, whatever the face."""
    return size * sum(
        0.36 if one in _NARROW else 0.98 if one in _WIDE or one >= _LATER else 0.74 if one.isupper() else 0.6
        for one in text
    )


def elided(text: str, room: float, size: float = 12) -> str:
    """A text that ends in an ellipsis where it is wider than `room`."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, limit: int, size: float = 12) -> list[str]:
    """A text in at most so many lines, each at most `room` wide; an ellipsis where it would go on."""
    lines: list[str] = []
    left = text.split()
    while left and len(lines) < limit - 1:
        line = left.pop(0)
        while left and width(f"{line} {left[0]}", size) <= room:
            line += f" {left.pop(0)}"
        lines.append(elided(line, room, size))
    return [*lines, elided(" ".join(left), room, size)] if left else lines
