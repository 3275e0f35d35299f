"""Words without what typesetting does to them, so that they can be compared, and the way back to the words as set.

Two texts whose plain forms are the same say the same, letter by letter: they differ only in white space (a line or a
paragraph broken elsewhere), in the form of quotation marks and dashes, in soft hyphens, in ligatures, or in how an
accent is encoded. Case and accents stay, and so does every sign that can mean another number: "10²" is not "102".
"""

from __future__ import annotations

import re
import unicodedata

_FORMS = (
    dict.fromkeys("‘’‚‛ʼ′", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")  # they only say where a line may be broken
)

# What compatibility may replace: letters, digits, spaces and dots. Superscripts, fractions and numbers in circles are
# others, because "10²" would become "102".
_REPLACED = frozenset({"Lu", "Ll", "Lt", "Nd", "Zs", "Po"})

# Combining marks on a letter.
_MARKED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")
_RUNS = re.compile(" {2,}|-{2,}")


class _Signs(dict[int, str]):
    """Each character's plain form, worked out once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign.isspace():
            plain = " "
        elif sign in _FORMS:
            plain = _FORMS[sign]
        elif unicodedata.category(sign) in _REPLACED:
            plain = "".join(_FORMS.get(part, part) for part in unicodedata.normalize("NFKC", sign))
        else:
            plain = sign
        self[code] = plain
        return plain


_SIGNS = _Signs()


def plain(text: str) -> str:
    """The plain form of a text; white space at its ends becomes one space each."""
    if not text.isascii():
        text = _MARKED.sub(_composed, text)
    text = text.translate(_SIGNS)
    return _RUNS.sub(_one, text) if "  " in text or "--" in text else text


def origins(text: str) -> list[int]:
    """Where in `text` each character of its plain form comes from; at the end, the length of the text."""
    found: list[int] = []
    last = ""
    at = 0
    while at < len(text):
        marked = _MARKED.match(text, at)
        size = marked.end() - at if marked else 1
        for part in (_composed(marked) if marked else text[at]).translate(_SIGNS):
            if part != last or part not in " -":
                found.append(at)
            last = part
        at += size
    return [*found, len(text)]


def _composed(marked: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", marked[0])


def _one(run: re.Match[str]) -> str:
    return run[0][0]
