"""The fields of the index: one document for each entry. Imports Whoosh, so it is itself imported at first use only."""

from __future__ import annotations

from whoosh.fields import ID, STORED, TEXT, FieldType, Schema

from briefreader.brief.model import BlockKind
from briefreader.search.entries import Entry
from briefreader.search.words import LANGUAGES

RAW = "raw"
"""The field of unstemmed words: for phrases, prefixes and spellings."""

WORDS = ("section", "title", "publisher", "tags")
"""The fields of words that only a query for that field, or a rank, looks into."""

EXACT = ("key", "colour", "about", "year", "kind", "letters")
"""The fields whose values are whole: `about` holds the ids of the actors and themes that a block speaks of, `letters`
the first two of each of its words: half of all paragraphs have a word that begins with any two, and to join the
postings of thousands of words at every keystroke would take too long."""

LETTERS = 2
"""How many letters the values of `letters` have."""

_WEIGHTS = {BlockKind.TITLE.value: 3.0, BlockKind.HEADING.value: 2.0}
_POINT_WEIGHT = 1.5


def stemmed_field(language: str) -> str:
    """The field that holds the stems of a text in `language`; "" stands for every language without a stemmer."""
    return f"text_{language or 'other'}"


STEMMED_FIELDS = {language: stemmed_field(language) for language in (*LANGUAGES, "")}
"""The field of stems for each language."""


def schema() -> Schema:
    """The fields of format 3; whoever changes them raises `folder.FORMAT`.

    What stands in a field is worked out in `writing`, and read in `segments`: of Whoosh's field types only the name
    and the format of the postings count.
    """
    fields: dict[str, FieldType] = {"stored": STORED()}
    fields |= {name: TEXT(phrase=True) for name in (*STEMMED_FIELDS.values(), RAW, *WORDS)}
    fields |= {name: ID() for name in EXACT}
    return Schema(**fields)


def weight_of(entry: Entry) -> float:
    """How much a word of an entry counts: those of a title, a heading and a point more than those of the body."""
    if entry.note is not None:
        return 1.0
    return _WEIGHTS.get(entry.kind, _POINT_WEIGHT if entry.point else 1.0)
