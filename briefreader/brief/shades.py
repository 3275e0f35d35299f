"""How dark a count is drawn, and in which ink its number can be read on it: for the window and for pictures alike.

Colours are words like "#17517e"; which ones there are is the affair of those who draw.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

READABLE = 4.5
"""The least contrast of words with what is behind them, as WCAG 2 has it for text of any size."""

_LEAST = 0.06
_STEPS = 200


def share_of(count: int, most: int) -> float:
    """How much of the full colour a count gets, 0 for none: by the square root, or a few high counts would hide all."""
    if count <= 0 or most <= 0:
        return 0.0
    return _LEAST + (1 - _LEAST) * sqrt(min(count, most) / most)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with so much of `other` in it, from 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=2000)
def shade(share: float, paper: str, full: str, inks: tuple[str, ...]) -> tuple[str, str]:
    """The ground for a share of the full colour, and the first of the inks that can be read on it.

    Between light and dark there are grounds on which no ink reads well. The shares leap over these, so that more is
    always darker and always readable.
    """
    low, high = _unreadable(paper, full, inks)
    reached = min(max(share, 0.0), 1.0) * (1 - (high - low))
    ground = mixed(paper, full, reached if reached <= low else reached + high - low)
    ink = next((one for one in inks if contrast(one, ground) >= READABLE), "")
    return ground, ink or max(inks, key=lambda one: contrast(one, ground))


@lru_cache(maxsize=20)
def _unreadable(paper: str, full: str, inks: tuple[str, ...]) -> tuple[float, float]:
    """Between which shares of the full colour no ink can be read; twice the same where there are none such."""
    faint = [
        step
        for step in range(_STEPS + 1)
        if all(contrast(ink, mixed(paper, full, step / _STEPS)) < READABLE for ink in inks)
    ]
    # Where even one of the ends cannot be read, leaping would help nobody.
    if not faint or faint[0] == 0 or faint[-1] == _STEPS:
        return 1.0, 1.0
    return (faint[0] - 1) / _STEPS, (faint[-1] + 1) / _STEPS


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=2000)
def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
