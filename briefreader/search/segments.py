"""Reading one segment of the index: whole lists of postings at a time, kept once they are read.

A segment never changes but for what is taken out of it, so that what was read of it stays good for as long as it is
a part of the index. Imports Whoosh, so it is itself imported at first use only.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.util.numeric import byte_to_length

from briefreader.search.entries import Entry
from briefreader.search.postings import ReadBlock, read_blocks
from briefreader.search.schema import LETTERS, RAW

LENGTHS = tuple(float(byte_to_length(byte) or 1) for byte in range(256))
"""The number of words for which a byte of `Segment.lengths` stands."""

_KEPT = 30
"""Postings that are kept once they are read, for each document: eight bytes each, and some for each word. Those of the
commonest words of a long question fit in."""

_LEAST_KEPT = 500_000
_OVERHEAD = 30
_MOST_LETTERS = 2


class Stored(NamedTuple):
    """What comes with a document. `mark` and `sections` stand in the first document of a key alone."""

    key: str
    mark: str
    brief: str
    title: str
    block: str
    number: int | None
    section: str | None
    section_title: str
    kind: str
    text: str
    language: str
    position: int
    about: tuple[str, ...]
    publisher: str
    date: str
    note: str | None
    colour: str
    tags: tuple[str, ...]
    point: bool
    sections: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, entry: Entry, key: str, mark: str, sections: tuple[tuple[int, str], ...]) -> Stored:
        return cls(
            key,
            mark,
            entry.brief,
            entry.title,
            entry.block,
            entry.number,
            entry.section,
            entry.section_title,
            entry.kind,
            entry.text,
            entry.language,
            entry.position,
            (*entry.actors, *entry.themes),
            entry.publisher,
            entry.date,
            entry.note,
            entry.colour,
            entry.tags,
            entry.point,
            sections,
        )


class Postings(NamedTuple):
    """The documents that hold a word, by their numbers, and how much the word counts in each."""

    ids: array[int]
    weights: array[float]


_NONE = Postings(array("I"), array("f"))


class _MappedFile(StructFile):
    """A file of the index in memory as the system maps it: what is not asked for is not read."""

    def get(self, position: int, length: int) -> bytes:
        mapped: Any = self.file
        found: bytes = mapped[position : position + length]
        return found


class MappedStorage(FileStorage):
    """The folder of an index, its files mapped when they are opened.

    Whoosh maps only what it has put together into one file, and then copies each part of that into memory.
    """

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file for reading."""
        with open(os.path.join(self.folder, name), "rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return BufferFile(b"", name=name)
            mapped: Any = mmap(file.fileno(), 0, access=ACCESS_READ)
            return _MappedFile(mapped, name=name, **options)


def opened_folder(folder: Path) -> Any:
    """The folder of an index as Whoosh takes it."""
    make: Any = MappedStorage
    return make(str(folder))


class Segment:
    """One segment, open for reading."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self.gone: frozenset[int] = frozenset(segment.deleted_docs())
        codec = segment.codec()
        self._terms = codec.terms_reader(storage, segment)
        self._documents = codec.per_document_reader(storage, segment)
        self.fields = frozenset(self._terms.indexed_field_names())
        self._kept: dict[tuple[str, str], Postings] = {}
        self._most_kept = self._room = _LEAST_KEPT + _KEPT * self.size
        self._lengths: dict[str, bytes] = {}
        self._by_letter: dict[tuple[str, str], list[str]] = {}

    def take_out(self, numbers: Iterable[int]) -> None:
        """Know what was taken out of the segment since it was opened."""
        self.gone = frozenset(numbers)

    def read_all(self) -> None:
        """Read everything there is; raises whatever is in the way."""
        for number in range(self.size):
            Stored(*self.stored(number))
        for field in self.fields:
            self.lengths(field)
            for word in self.words(field):
                for block in self.blocks(field, word):
                    ids, weights, places = block.whole()
                    if len(ids) != len(weights) or (places and len(places) != len(ids)):
                        raise ValueError("postings that do not fit together")

    def close(self) -> None:
        self._terms.close()
        self._documents.close()

    # Documents

    def stored(self, number: int) -> Any:
        """What comes with a document, as a plain tuple."""
        return self._documents.stored_fields(number)["stored"]

    def lengths(self, field: str) -> bytes:
        """A byte for each document, which stands for the length of a field there; empty where none has the field."""
        if field not in self._lengths:
            name = f"_{field}_len"
            found = b""
            if self._documents.has_column(name):
                column = self._documents.column_reader(name, LENGTHS_COLUMN)
                # A byte each, up to the last document that has the field: read at once, and not by number.
                found = column._dbfile.get(column._basepos, column._count).ljust(self.size, b"\0")
            self._lengths[field] = found
        return self._lengths[field]

    def length_of_all(self, field: str) -> int:
        """The number of words of a field in all documents together."""
        return int(self._documents.field_length(field))

    def lengths_of(self, number: int) -> Iterator[tuple[str, int]]:
        """The fields of words that a document has, with their lengths."""
        for field in self.fields:
            lengths = self.lengths(field)
            if lengths and lengths[number]:
                yield field, int(byte_to_length(lengths[number]))

    # Words

    def words(self, field: str, prefix: str = "") -> list[str]:
        """The words of a field that begin so, in order."""
        if len(prefix) != 1:
            return self._read_words(field, prefix)
        # What is misspelt is sought among all words with its first letter, again with every letter typed.
        if (field, prefix) not in self._by_letter:
            if len(self._by_letter) >= _MOST_LETTERS:
                self._by_letter.clear()
            self._by_letter[field, prefix] = self._read_words(field, prefix)
        return self._by_letter[field, prefix]

    def _read_words(self, field: str, prefix: str) -> list[str]:
        found: list[str] = []
        if field in self.fields:
            start = prefix.encode()
            for name, word in self._terms.terms_from(field, start):
                if name != field or not word.startswith(start):
                    break
                found.append(word.decode())
        return found

    def frequency(self, field: str, word: str) -> int:
        """How many documents hold a word, those that were taken out included."""
        term = (field, word.encode())
        return int(self._terms.doc_frequency(*term)) if field in self.fields and term in self._terms else 0

    def numbers_of(self, key: str) -> range:
        """The documents of a key, which follow each other."""
        term = ("key", key.encode())
        if "key" not in self.fields or term not in self._terms:
            return range(0)
        info = self._terms.term_info(*term)
        return range(info.min_id(), info.max_id() + 1)

    def postings(self, field: str, word: str) -> Postings:
        """Which documents hold a word, and how much it counts in each."""
        kept = self._kept.get((field, word))
        if kept is not None:
            return kept
        ids, weights = array("I"), array("f")
        for block in self.blocks(field, word):
            ids.extend(block.ids)
            weights.extend(block.weights())
        return self._keep((field, word), Postings(ids, weights) if ids else _NONE)

    def holders(self, field: str, word: str) -> array[int]:
        """Which documents hold a word: as `postings`, in half the time where these are not read yet."""
        kept = self._kept.get((field, word)) or self._kept.get((field, f"{word}="))
        if kept is not None:
            return kept.ids
        ids = array("I")
        for block in self.blocks(field, word):
            ids.extend(block.ids)
        # No word has such a sign, as none has the star of beginnings.
        return self._keep((field, f"{word}="), Postings(ids, array("f"))).ids

    def beginning(self, field: str, prefix: str) -> Postings:
        """Which documents hold a word that begins so, and how much these words count in each together.

        Most words that begin with some letters stand in one document or two: which, is told with the word itself.
        """
        if field == RAW and len(prefix) == LETTERS:
            return self.postings("letters", prefix)
        kept = self._kept.get((field, f"{prefix}*"))
        if kept is not None:
            return kept
        counts: dict[int, float] = {}
        if field == RAW and len(prefix) == 1:
            for few, some in [
                (RAW, prefix),
                *(("letters", letters) for letters in self._read_words("letters", prefix)),
            ]:
                _add(counts, self.postings(few, some))
            return self._keep((field, f"{prefix}*"), Postings(array("I", counts), array("f", counts.values())))
        start = prefix.encode()
        for (name, word), info in self._terms.items_from(field, start) if field in self.fields else ():
            if name != field or not word.startswith(start):
                break
            first, last, weight = info.min_id(), info.max_id(), info.weight()
            if first == last:
                counts[first] = counts.get(first, 0.0) + weight
            elif info.doc_frequency() == 2:
                counts[first] = counts.get(first, 0.0) + weight / 2
                counts[last] = counts.get(last, 0.0) + weight / 2
            else:
                _add(counts, self.postings(field, word.decode()))
        together = Postings(array("I", counts), array("f", counts.values()))
        return self._keep((field, f"{prefix}*"), together)

    def _keep(self, key: tuple[str, str], found: Postings) -> Postings:
        self._room -= len(found.ids) + _OVERHEAD
        if self._room < 0:
            self._kept.clear()
            self._room = self._most_kept
        self._kept[key] = found
        return found

    def places(self, field: str, word: str, within: AbstractSet[int]) -> dict[int, int]:
        """Where a word stands in those of some documents that hold it, as bits (see `postings.as_bytes`)."""
        found: dict[int, int] = {}
        for block in self.blocks(field, word):
            found.update(block.places_within(within))
        return found

    def blocks(self, field: str, word: str) -> Iterator[ReadBlock]:
        """The postings of a word as they stand in the file, some thousands at a time."""
        term = (field, word.encode())
        if field not in self.fields or term not in self._terms:
            return iter(())
        offset, length = self._terms.term_info(*term).extent()
        # Whoosh unpacks the length and forgets to take it out of its tuple.
        size = length[0] if isinstance(length, tuple) else length
        return read_blocks(self._terms._postfile.get(offset, size))


def _add(counts: dict[int, float], found: Postings) -> None:
    if not counts:
        counts.update(zip(found.ids, found.weights, strict=True))
        return
    for number, more in zip(found.ids, found.weights, strict=True):
        counts[number] = counts.get(number, 0.0) + more
