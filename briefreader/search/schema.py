"""The fields of the index: one document for each entry. Imports Whoosh, so it is itself imported at first use only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.tokenizers import Tokenizer
from whoosh.fields import ID, STORED, TEXT, FieldType, Schema
from whoosh.reading import SegmentReader

from briefreader.brief.model import BlockKind
from briefreader.search.entries import Entry
from briefreader.search.words import LANGUAGES, language_of, stemmer, tokens

RAW = "raw"
"""The field of unstemmed words with their positions: for phrases, prefixes and suggestions."""

_STEMMED = "text_"
_WEIGHTS = {BlockKind.TITLE.value: 3.0, BlockKind.HEADING.value: 2.0}
_POINT_WEIGHT = 1.5

MOST_MERGED = 256
"""Documents that a commit rewrites at most, besides those that are new: about a third of a second."""

_ALWAYS_MERGED = 4


class WordTokenizer(Tokenizer):
    """Whoosh's door to `words.tokens`; with a language, each word becomes its stem."""

    def __init__(self, language: str = "") -> None:
        self.language = language

    def __call__(self, value: str, start_pos: int = 0, **options: Any) -> Iterator[Token]:
        options.pop("start_char", None)
        options.pop("tokenize", None)
        token = Token(**options)
        stem = stemmer(self.language)
        for folded, _, _, position in tokens(value):
            token.text = stem(folded)
            token.pos = start_pos + position
            yield token


def stemmed_field(language: str) -> str:
    """The field that holds the stems of a text in `language`; "" stands for every language without a stemmer."""
    return f"{_STEMMED}{language or 'other'}"


STEMMED_FIELDS = {language: stemmed_field(language) for language in (*LANGUAGES, "")}
"""The field of stems for each language."""


def schema() -> Schema:
    """The fields of format 1; whoever changes them raises `folder.FORMAT`."""
    fields: dict[str, FieldType] = {"stored": STORED()}
    for language, name in STEMMED_FIELDS.items():
        fields[name] = TEXT(analyzer=WordTokenizer(language), phrase=False)
    for name in (RAW, "section", "brief_words", "actors", "themes", "tags"):
        fields[name] = TEXT(analyzer=WordTokenizer())
    for name in ("key", "brief", "kind", "note", "colour"):
        fields[name] = ID()
    return Schema(**fields)


def document(key: str, entry: Entry) -> dict[str, Any]:
    """The Whoosh document of an entry that belongs to `key`."""
    weight = _WEIGHTS.get(entry.kind, _POINT_WEIGHT if entry.point else 1.0) if entry.note is None else 1.0
    field = stemmed_field(language_of(entry.language))
    return {
        "key": key,
        "brief": entry.brief,
        "kind": entry.kind,
        "colour": entry.colour or None,
        "note": entry.note,
        field: entry.text,
        f"_{field}_boost": weight,
        RAW: entry.text,
        f"_{RAW}_boost": weight,
        "section": entry.section_title or None,
        "brief_words": f"{entry.title}\n{entry.brief}",
        "actors": "\n".join(entry.actors) or None,
        "themes": "\n".join(entry.themes) or None,
        "tags": "\n".join(entry.tags) or None,
        "stored": (
            entry.brief,
            entry.title,
            entry.block,
            entry.number,
            entry.section,
            entry.section_title,
            entry.kind,
            entry.note,
            entry.position,
            entry.language,
            entry.text,
        ),
    }


def merge_few(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Which segments stay as they are at a commit; the others are merged into the new one.

    Small ones are merged while they at most double what is written, up to `MOST_MERGED` documents: adding a note or a
    brief never costs the rewriting of half a library, as it does with Whoosh's own rule.
    """
    written = writer.doc_count()
    kept = []
    for segment in sorted(segments, key=lambda segment: int(segment.doc_count())):
        documents = segment.doc_count()
        if documents > min(2 * written + _ALWAYS_MERGED, MOST_MERGED - written):
            kept.append(segment)
            continue
        written += documents
        if documents:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept
