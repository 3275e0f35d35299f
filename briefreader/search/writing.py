"""How entries become a segment of the index. Imports Whoosh, so it is itself imported at first use only.

Whoosh keeps the files; what goes into them is worked out here, a whole batch at once. Its own way, one token and one
posting at a time through a pool that it sorts, takes four times as long, and so do its merges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh.writing import SegmentWriter

from briefreader.search.entries import Entry
from briefreader.search.postings import Block, PostingsCodec, as_bytes
from briefreader.search.schema import LETTERS, RAW, stemmed_field, weight_of
from briefreader.search.segments import Segment, Stored
from briefreader.search.words import language_of, stemmer, tokens


class _Fresh:
    """The postings of one word among the documents that are being added."""

    __slots__ = ("ids", "values", "weights")

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.weights: list[float] = []
        self.values: list[bytes] = []

    def add(self, number: int, weight: float, value: bytes = b"") -> None:
        self.ids.append(number)
        self.weights.append(weight)
        if value:
            self.values.append(value)


class EntryWriter(SegmentWriter):
    """Writes one new segment: of entries, and of older segments that it takes up."""

    def __init__(self, index: Any) -> None:
        codec: Any = PostingsCodec
        SegmentWriter.__init__(self, index, _lk=False, compound=False, codec=codec())
        self._postings: defaultdict[str, defaultdict[str, _Fresh]] = defaultdict(lambda: defaultdict(_Fresh))
        self._taken: list[tuple[Segment, Sequence[int | None] | int]] = []
        self._open: dict[str, Segment] = {}

    def remove(self, key: str) -> None:
        """Take out what an older segment holds under a key."""
        for segment in self.segments:
            for number in self._opened(segment).numbers_of(key):
                segment.delete_document(number)

    def put(self, key: str, mark: str, entries: Sequence[Entry]) -> None:
        """Add the entries that belong to a key; `mark` names the state in which they are."""
        for at, entry in enumerate(entries):
            sections = _sections(entries) if at == 0 and entry.note is None else ()
            self._add(Stored.of(entry, key, mark if at == 0 else "", sections), entry)

    def take_up(self, segment: Any) -> None:
        """Put what an older segment holds into this one, but for what was taken out of it."""
        opened = self._opened(segment)
        gone = set(segment.deleted_docs())
        first = self.docnum
        places: list[int | None] = []
        for number in range(opened.size):
            if number in gone:
                places.append(None)
                continue
            places.append(self.docnum)
            self.perdocwriter.start_doc(self.docnum)
            self.perdocwriter.add_field("stored", self.schema["stored"], opened.stored(number), 0)
            for field, length in opened.lengths_of(number):
                self.perdocwriter.add_field(field, self.schema[field], None, length)
            self.perdocwriter.finish_doc()
            self.docnum += 1
        self._added = self._added or self.docnum > first
        self._taken.append((opened, places if gone else first))

    def _opened(self, segment: Any) -> Segment:
        name = segment.segment_id()
        if name not in self._open:
            self._open[name] = Segment(self.storage, segment)
        return self._open[name]

    def _add(self, stored: Stored, entry: Entry) -> None:
        number = self.docnum
        self.perdocwriter.start_doc(number)
        self.perdocwriter.add_field("stored", self.schema["stored"], tuple(stored), 0)
        self._add_text(number, entry)
        for field, text in (
            ("section", entry.section_title),
            ("title", f"{entry.title}\n{entry.brief}"),
            ("publisher", entry.publisher),
            ("tags", "\n".join(entry.tags)),
        ):
            if text:
                self._add_words(number, field, _places(text), 1.0)
        for field, values in (
            ("key", (stored.key,)),
            ("kind", ("note" if entry.note is not None else entry.kind,)),
            ("colour", (entry.colour,)),
            ("year", (entry.date[:4],)),
            ("about", (*entry.actors, *entry.themes)),
        ):
            for value in values:
                if value:
                    self._postings[field][value].add(number, 1.0)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def _add_text(self, number: int, entry: Entry) -> None:
        """Add the words of an entry as they stand, and as their stems."""
        weight, language = weight_of(entry), language_of(entry.language)
        words = _places(entry.text)
        self._add_words(number, RAW, words, weight)
        stem = stemmer(language)
        stems: dict[str, int] = {}
        for word, places in words.items():
            found = stem(word)
            stems[found] = stems.get(found, 0) | places
        self._add_words(number, stemmed_field(language), stems, weight)
        counts: dict[str, int] = {}
        for word, places in words.items():
            if len(word) >= LETTERS:
                counts[word[:LETTERS]] = counts.get(word[:LETTERS], 0) + places.bit_count()
        for letters, count in counts.items():
            self._postings["letters"][letters].add(number, count * weight)

    def _add_words(self, number: int, field: str, words: dict[str, int], weight: float) -> None:
        here, length = self._postings[field], 0
        for word, places in words.items():
            count = places.bit_count()
            length += count
            here[word].add(number, count * weight, as_bytes(places))
        self.perdocwriter.add_field(field, self.schema[field], None, length)

    # What Whoosh calls

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        write = self.fieldwriter
        names = set(self._postings).union(*(segment.fields for segment, _ in self._taken))
        for field in sorted(names):
            fresh: Mapping[str, _Fresh] = self._postings.pop(field, {})
            words = set(fresh).union(*(segment.words(field) for segment, _ in self._taken))
            write.start_field(field, self.schema[field])
            # Words in the order of their bytes, which is not that of their letters.
            for word in sorted(word.encode() for word in words):
                blocks = [block for block in self._blocks(field, word.decode(), fresh) if block.ids]
                if blocks:
                    write.start_term(word)
                    for block in blocks:
                        write._postwriter.add(block)
                    write.finish_term()
            write.finish_field()
        write.close()

    def _blocks(self, field: str, word: str, fresh: Mapping[str, _Fresh]) -> Iterator[Block]:
        """The postings of a word: those of new documents, then those of each segment that is taken up."""
        if word in fresh:
            yield Block(fresh[word].ids, fresh[word].weights, fresh[word].values)
        for segment, places in self._taken:
            for block in segment.blocks(field, word):
                yield _moved(block.whole(), places)

    def _finish(self) -> None:
        for segment in self._open.values():
            segment.close()
        SegmentWriter._finish(self)


def _places(text: str) -> dict[str, int]:
    """Where each word of a text stands in it, as the bits of a number."""
    found: dict[str, int] = {}
    for folded, _, _, position in tokens(text):
        found[folded] = found.get(folded, 0) | 1 << position
    return found


def _moved(block: Block, places: Sequence[int | None] | int) -> Block:
    """Postings of a segment that is taken up, under the numbers that its documents have now."""
    ids, weights, values = block
    if isinstance(places, int):
        return Block([number + places for number in ids], weights, values)
    kept = [at for at, number in enumerate(ids) if places[number] is not None]
    return Block(
        [place for number in ids if (place := places[number]) is not None],
        [weights[at] for at in kept],
        [values[at] for at in kept] if values else (),
    )


def _sections(entries: Sequence[Entry]) -> tuple[tuple[int, str], ...]:
    """Where the sections of a brief begin: numbers of entries, with the titles; "" above the first heading."""
    starts: list[tuple[int, str]] = []
    for at, entry in enumerate(entries):
        if not starts or starts[-1][1] != entry.section_title:
            starts.append((at, entry.section_title))
    return tuple(starts)


MOST_MERGED = 64
"""Documents that a commit takes up at most, besides those that are new: more than that is `merge_most`'s."""

_ALWAYS_MERGED = 4
_SETTLED = 3


def merge_few(writer: EntryWriter, segments: Sequence[Any]) -> list[Any]:
    """Which segments stay as they are at a commit; the others are taken up into the new one.

    Small ones are, while they at most double what is written, up to `MOST_MERGED` documents: adding a note or a
    brief never costs the rewriting of half a library, as it does with Whoosh's own rule.
    """
    kept = []
    for segment in sorted(segments, key=_living):
        written = writer.doc_count()
        if _living(segment) > min(2 * written + _ALWAYS_MERGED, MOST_MERGED - written):
            kept.append(segment)
        elif _living(segment):
            writer.take_up(segment)
    return kept


def merge_most(writer: EntryWriter, segments: Sequence[Any]) -> list[Any]:
    """As `merge_few`, but no more than a few segments are left: the largest stay, the others are taken up."""
    by_size = sorted(segments, key=_living, reverse=True)
    kept = [segment for segment in by_size[:_SETTLED] if 2 * _living(segment) > segment.doc_count_all()]
    for segment in by_size:
        if segment not in kept and _living(segment):
            writer.take_up(segment)
    return kept


def _living(segment: Any) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())
