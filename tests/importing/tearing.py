"""Tears a text as page and column breaks do: what the tests of mending and structure put together again."""

from __future__ import annotations

import random
import re
import textwrap
from itertools import pairwise
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
ORIGINAL = Path(__file__).parents[2].parent / "shared/briefs/no-longer-ironclad.txt"
_SENTENCE_END = re.compile(r"[.!?…:]\s?[\"'”’»)\]*]*$")


def text_of(language: str) -> str:
    """A made-up brief of this folder, one line for each paragraph or heading."""
    return (TEXTS / f"{language}.txt").read_text(encoding="utf-8")


def tear(text: str, rng: random.Random, *, most: int, break_: str = "\n\n", width: int = 0) -> str:
    """`text` with up to `most` breaks in each long line, at spaces that end no sentence; wrapped at `width` if any."""
    return "\n".join(_tear_line(line, rng, most, break_, width) for line in text.split("\n"))


def _tear_line(line: str, rng: random.Random, most: int, break_: str, width: int) -> str:
    spaces = [found.start() for found in re.finditer(" ", line) if not _SENTENCE_END.search(line[: found.start()])]
    count = rng.randint(0, min(most, len(spaces))) if len(line) > 120 else 0
    cuts = [0, *sorted(rng.sample(spaces, count)), len(line)]
    parts = [line[one:two].strip() if count else line for one, two in pairwise(cuts)]
    return break_.join(textwrap.fill(part, width) if width else part for part in parts)
