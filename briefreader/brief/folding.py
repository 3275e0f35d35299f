"""Text as people compare it: without case, accents, ligatures or the difference between straight and curly quotes."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate

_ALIKE = (
    dict.fromkeys("‘’‚‛ʼ′", "'")
    | dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"\u00ad": ""}  # a soft hyphen only says where a word may be cut
)


class _Folds(dict[int, str]):
    """Each character's folded form, worked out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        # Accents go before the case and after it: the iota under a Greek vowel becomes a letter on the way.
        parts = " " if character.isspace() else _without_accents(_without_accents(character).casefold())
        folded = self[code] = "".join(_ALIKE.get(part, part) for part in parts)
        return folded


def _without_accents(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The folded form of a text, for a comparison that needs no positions."""
    if text.isascii():
        # The same, ten times as fast.
        return text.lower().translate(_ASCII_SPACES)
    return text.translate(_FOLDS)


_ASCII_SPACES = {code: " " for code in range(128) if chr(code).isspace()}


class Folded:
    """A text's folded form, with the way back from its positions to those of the text."""

    def __init__(self, text: str) -> None:
        # Line by line, because most lines of most briefs are plain ASCII, which folds ten times as fast.
        self.text = " ".join(fold(line) for line in text.split("\n"))
        self._origins: list[int] | None = None
        # Most letters fold to one letter each; only where one does not is a table of positions worth its memory.
        if any(len(_FOLDS[ord(character)]) != 1 for character in set(text)):
            self._origins = list(accumulate((len(_FOLDS[ord(character)]) for character in text), initial=0))

    @property
    def is_plain(self) -> bool:
        """Whether positions in the folded text are those of the text."""
        return self._origins is None

    def origin(self, position: int) -> int:
        """The code point of the text from which the folded character at `position` came."""
        if self._origins is None:
            return position
        return bisect_right(self._origins, position) - 1

    def end(self, position: int) -> int:
        """The code point of the text behind the folded characters that end at `position`, combining marks included."""
        if self._origins is None:
            return position
        last = bisect_right(self._origins, position) - 1
        return last if self._origins[last] == position else last + 1
