"""Tells a heading from a fragment of a sentence, by evidence that is weighed.

Each item of evidence has a reason, a weight and a test (`EVIDENCE`); a short line is a heading when the weights of what
holds for it sum to at least `THRESHOLD`. The text itself is the best witness: its lexicon knows which words it writes
with a capital in mid-sentence (names), and which words it sets side by side ("Vice President" often precedes "Vance").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefreader.importing.lexicon import TRIM, Lexicon
from briefreader.importing.marks import (
    bare_head,
    begins_low,
    first_word,
    is_address,
    is_dangling,
    is_function_word,
    last_word,
)
from briefreader.importing.words import (
    BACK_HEADING,
    FUNCTION_WORDS,
    LANGUAGES,
    ORDINAL,
    SECTION_HEADING,
    SELF_REFERENCE,
    SUMMARY_HEADING,
    organisation_of,
)

THRESHOLD = 1
_NEVER = -20
_LONGEST_HEADING = 18
_INTRODUCED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2},(?: |$)")
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{3}[.!?]['\"”’)]* \W?[^\W\d_]")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-H]\.)\s+\W?[^\W\d_]")
_PART = re.compile(
    r"(?:chapter|part|section|annex|appendix|hoofdstuk|deel|bijlage|chapitre|partie|annexe|kapitel|teil"
    r"|anhang|abschnitt|box|tabel|table|figure|figuur) (?:\d{1,2}|[IVX]{1,4}|[A-Z])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A short line that may be a heading, and what stands behind it.

    `early`: no prose has been seen before it; `intact`: the text shows no tear anywhere.
    """

    text: str
    following: str
    lexicon: Lexicon
    early: bool = False
    intact: bool = False

    @property
    def words(self) -> list[str]:
        return self.text.split()


def _is_capitalised(case: Candidate) -> bool:
    language = case.lexicon.language
    content = [w for w in (word.strip(TRIM) for word in case.words) if len(w) > 3 and w[0].isalpha()]
    content = [w for w in content if not is_function_word(w, language, particles=True)]
    return len(content) > 1 and all(word[0].isupper() for word in content)


def _capitalises_small_words(case: Candidate) -> bool:
    small = FUNCTION_WORDS[case.lexicon.language]
    pairs = zip(case.words, case.words[1:], strict=False)
    return any(
        word.istitle() and word.lower() in small and before[-1].isalnum() and not case.lexicon.is_name(word)
        for before, word in pairs
    )


def _has_verb(case: Candidate) -> bool:
    verbs = LANGUAGES[case.lexicon.language].verbs
    return not case.text.endswith("?") and any(word in verbs for word in case.words)


def _has_pause(case: Candidate) -> bool:
    return bool(re.search(r", | [–—-] ", case.text)) and not _INTRODUCED.match(case.text)


def _opens_clause(case: Candidate) -> bool:
    return not case.text.endswith("?") and case.words[0].lower() in LANGUAGES[case.lexicon.language].clauses


def _introduction_follows(case: Candidate) -> bool:
    return bool(ORDINAL.match(case.following))


def _pauses(case: Candidate) -> bool:
    head = bare_head(case.following)
    paused = re.match(r"\w[\w'’-]*(?:[,;)]| [–—-](?: |$))", head)
    return bool(paused) and not (case.lexicon.opens_sentence(first_word(head)) or _introduction_follows(case))


def _common_follows(case: Candidate) -> bool:
    return case.lexicon.is_common(first_word(case.following)) and not _pauses(case)


def _name_follows(case: Candidate) -> bool:
    return case.lexicon.is_name(first_word(case.following)) and not _introduction_follows(case)


def is_known_heading(text: str) -> bool:
    """Whether `text` is a heading by its words alone: "Conclusion", "2. Methods", "Samenvatting"."""
    words = re.sub(r"^(?:\d[\d.]*|[IVX]{1,5}\.)\s+|[\s:.]+$", "", bare_head(text))
    return any(known.fullmatch(words) for known in (SECTION_HEADING, SUMMARY_HEADING, BACK_HEADING))


def is_shouted(text: str) -> bool:
    """Whether all of at least five letters are capitals, in more than one word or in one long word."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 5 and all(not c.islower() for c in letters) and any(c.isupper() for c in letters)


def is_numbered_heading(text: str) -> bool:
    """Whether a number or the name of a part ("2.3 Scope", "IV. Outlook", "Annex A") opens `text`."""
    return bool(_NUMBERED.match(text) or _PART.match(text))


EVIDENCE: tuple[tuple[str, int, Callable[[Candidate], bool]], ...] = (
    ("nothing follows", _NEVER, lambda c: not c.following),
    ("too long", _NEVER, lambda c: len(c.words) > _LONGEST_HEADING or len(c.text) > 150),
    ("rather long", -3, lambda c: len(c.words) > 12),
    ("begins in lower case", _NEVER, lambda c: begins_low(c.text)),
    ("what follows goes on in lower case", _NEVER, lambda c: begins_low(c.following)),
    ("cannot end here", _NEVER, lambda c: is_dangling(c.text, c.lexicon.language)),
    ("an ordinal opens a point", _NEVER, lambda c: bool(ORDINAL.match(c.text))),
    ("a sentence ends inside", -6, lambda c: bool(_SENTENCE_BREAK.search(c.text))),
    ("the text has these words together", -4, lambda c: c.lexicon.has_pair(last_word(c.text), first_word(c.following))),
    ("speaks of the document itself", -4, lambda c: bool(SELF_REFERENCE.match(c.text))),
    ("an introducing phrase and a comma", -3, lambda c: bool(_INTRODUCED.match(c.text))),
    ("opens a clause", -4, _opens_clause),
    ("has a finite verb", -3, _has_verb),
    ("a comma or dash inside", -1, _has_pause),
    ("a single word", -2, lambda c: len(c.words) == 1),
    ("an initial follows", -4, lambda c: bool(re.match(r"[A-Z]\. ", c.following)) and c.text[-1].isalpha()),
    ("an address follows", -5, lambda c: is_address(c.following.split(" ", 1)[0])),
    ("what follows pauses after a word", -2, _pauses),
    ("a name follows", -2, _name_follows),
    ("a number follows", -2, lambda c: c.following[0].isdigit() and not is_numbered_heading(c.following)),
    ("a sentence begins behind it", 3, lambda c: c.lexicon.opens_sentence(first_word(c.following))),
    ("a common word follows with a capital", 2, _common_follows),
    ("an introducing phrase follows", 3, _introduction_follows),
    ("prose follows", 1, lambda c: c.following.count(" ", 0, 200) >= 8),
    ("short", 1, lambda c: len(c.words) <= 8),
    ("its words are capitalised", 1, _is_capitalised),
    ("a small word has a capital", 3, _capitalises_small_words),
    ("no prose yet", 2, lambda c: c.early),
    ("the text is torn nowhere", 2, lambda c: c.intact),
    ("all capitals", 3, lambda c: is_shouted(c.text)),
    ("numbered", 3, lambda c: is_numbered_heading(c.text)),
    ("a heading's usual words", 6, lambda c: is_known_heading(c.text)),
    ("is about an organisation", 4, lambda c: bool(organisation_of(bare_head(c.text)))),
    ("a heading's usual words follow", 2, lambda c: is_known_heading(c.following)),
)
"""What speaks for (+) and against (-) a short line being a heading: reason, weight, test."""


def weigh(case: Candidate) -> tuple[int, tuple[str, ...]]:
    """The sum of the evidence that `case` is a heading, and the reasons that bore on it."""
    total = 0
    reasons: list[str] = []
    for reason, weight, holds in EVIDENCE:
        if holds(case):
            total += weight
            reasons.append(reason)
            if weight == _NEVER:
                break
    return total, tuple(reasons)


def is_heading(case: Candidate) -> bool:
    """Whether the evidence suffices."""
    return weigh(case)[0] >= THRESHOLD
