"""What the first and last characters of a piece of text say: whether a sentence ended, goes on, or hangs in the air."""

from __future__ import annotations

import re
from functools import lru_cache

from briefreader.importing.inline import resolve_markup
from briefreader.importing.words import ABBREVIATION, INITIALS, LANGUAGES, SUSPENDED

# How much of a long text's end or beginning is looked at: a torn text may be joined from thousands of pieces.
_ENOUGH = 300
_OPENERS = "\"“”„‟‘'‚«‹»([{*_`¿¡"
_CLOSERS = "\"”“’'»«›)]}*_`"
_FINISHED = re.compile(rf"[.!?…‽。][{re.escape(_CLOSERS)}\s]*$")
_NOTED = re.compile(
    rf"[^\W\d_{re.escape(_CLOSERS)}]?[{re.escape(_CLOSERS)}]*[.!?…][{re.escape(_CLOSERS)}]*"
    r"(?:(?<=\D[.!?…”’\"»)])\d{1,3}|\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})$"
)
_OPENED = re.compile(r"(?:^|\s)[«“„‘‹(\[{]$")
_COLON = re.compile(rf":[{re.escape(_CLOSERS)}\s]*$")
_ADDRESS = re.compile(
    r"(?:[^\W\d_]{1,12}[.:]? ?)?(?:(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|@\w+"
    r"|(?:[\w-]{1,63}\.){1,5}(?:com|org|net|eu|nl|fr|de|be|int)(?:/\S*)?|\+?\(?\d[\d\s()./–-]{6,}\d)",
    re.IGNORECASE,
)
_CONTINUING = re.compile(r"[,;:.!?)\]}%…’”»/&]|[–—-]+$")
_WORD = re.compile(r"[^\W\d_][\w'’\-.]*")


def bare_tail(text: str) -> str:
    """The last 300 or so characters of `text`, freed of Markdown markers."""
    return resolve_markup(text[-_ENOUGH:])[0].rstrip()


def bare_head(text: str) -> str:
    """The first 300 or so characters of `text`, freed of Markdown markers."""
    return resolve_markup(text[:_ENOUGH])[0].lstrip()


def first_word(text: str) -> str:
    """The word with which `text` opens, without quotes or brackets before it; empty where it opens with a number."""
    found = _WORD.match(bare_head(text).lstrip(_OPENERS + " "))
    return found[0].rstrip(".-'’") if found else ""


def last_word(text: str) -> str:
    """The word with which `text` ends, without what closes it."""
    token = bare_tail(text).rpartition(" ")[2]
    return token.strip(_OPENERS + _CLOSERS + ".,;:!?…")


def is_address(text: str) -> bool:
    """Whether `text` is a web or mail address, an account's name or a telephone number, and nothing else."""
    return len(text) < 120 and text.count(" ") < 9 and _ADDRESS.fullmatch(text) is not None


def begins_low(text: str) -> bool:
    """Whether `text` goes on with a sentence: it begins in lower case, or with a mark that cannot open one.

    Names that are spelt small (addresses, account names) do not count.
    """
    return _begins_low(text[:_ENOUGH])


@lru_cache(maxsize=512)
def _begins_low(start: str) -> bool:
    head = bare_head(start)
    if not head:
        return False
    if _CONTINUING.match(head) and not head.startswith(("...", "…", "’", "”", ".")):
        return True
    token = head.lstrip(_OPENERS + " ").split(" ", 1)[0]
    if not token or not token[0].islower():
        return False
    return not re.search(r"^[a-z]{1,3}\)|[@_/\\]|\w\.\w|www\.|[a-z][A-Z]", token)


def is_finished(text: str) -> bool:
    """Whether `text` ends where a sentence may end: . ! ? … or a colon, with closing quotes or a note's number after.

    An abbreviation's full stop ("Mr.", "Art.") finishes nothing. Initials ("U.S.") may: ask `ends_in_initials`.
    """
    return _is_finished(text[-_ENOUGH:])


@lru_cache(maxsize=512)
def _is_finished(end: str) -> bool:
    tail = bare_tail(end)
    if _OPENED.search(tail):
        return False
    if _COLON.search(tail):
        return True
    if _FINISHED.search(tail):
        return not ABBREVIATION.search(tail)
    return _NOTED.search(tail) is not None


def ends_in_colon(text: str) -> bool:
    """Whether `text` ends in a colon: what follows may be its continuation or a list or a quotation of its own."""
    return _COLON.search(bare_tail(text)) is not None


def ends_in_initials(text: str) -> bool:
    """Whether the last full stop of `text` stands behind initials, which may stand in the midst of a sentence."""
    return INITIALS.search(bare_tail(text)) is not None


def is_function_word(word: str, language: str, *, particles: bool) -> bool:
    """Whether `word` cannot end a phrase in `language`; with `particles` also the words that seldom do."""
    if len(word) > 1 and word.isupper():
        return False
    table = LANGUAGES[language]
    low = word.lower()
    return low in table.binding or (particles and low in table.particles)


def is_dangling(text: str, language: str) -> bool:
    """Whether `text` cannot end where it does: after a comma, a hyphen, an open bracket or quote, or a binding word."""
    tail = bare_tail(text)
    if re.search(r"(?:[,;‐‑\-–—&/([{„«‘+=]|[\s(]\"|“|\w['’]s)$", tail) or ABBREVIATION.search(tail):
        return True
    word = last_word(text)
    if is_function_word(word, language, particles=True):
        # A small word with a capital in mid-phrase belongs to a heading ("Who Does What"); at a sentence's start, not.
        opens = not word[0].isupper() or re.search(r"(?:^|[.!?…][\"”’)]*\s)\W*\w+$", tail)
        return bool(opens) and not re.search(r"[?!.…:]$", tail)
    return len(text) < 300 and not is_balanced(text)


def is_balanced(text: str) -> bool:
    """Whether the brackets and double quotes that `text` opens are closed in it."""
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
    return text.count('"') % 2 == 0 and all(text.count(a) <= text.count(b) for a, b in pairs)


def join(text: str, continuation: str) -> str:
    """The two halves of a torn text as one: a word parted at its hyphen is joined without a space, hyphen kept."""
    if re.search(r"\w[\-‐‑\u00ad]$|\w—$", text[-2:]) and re.match(r"\w", continuation):
        word = re.match(r"[\w-]*", continuation)
        if not (word and word[0].lower() in SUSPENDED):
            return text + continuation
    return f"{text} {continuation}"
