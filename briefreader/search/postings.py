"""The postings of the index as they lie in its file: written in blocks, and read a whole block at a time.

Whoosh keeps the words and says where their postings begin; the blocks are ours. Its own are pickles of tuples, one
object for each number, and unpickling them took most of the time of a search. Here a block has its parts beside each
other, as arrays, so that one reads what it needs: the documents and weights nearly always, the places of few.

    head       how many documents, the first of them, what the parts are made of, and how long they are
    documents  the steps from one to the next
    weights    none where all are 1, one number where all are alike, bytes of halves, or floats
    lengths    how many bytes the places of each document take
    places     all of them, compressed
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise
from struct import Struct
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter

BLOCK = 2048
"""Documents in a block: as many as are read in the time of a few calls."""

_HEAD = Struct("<IIccIIII")
_WEIGHT = Struct("=f")
_COMPRESSED_FROM = 64
_FASTEST = 1
_ALIKE, _HALVES, _FLOATS = b"1", b"h", b"f"


class Block(NamedTuple):
    """Documents, how much a word counts in each, and where it stands there (nothing for fields of whole values)."""

    ids: Sequence[int]
    weights: Sequence[float]
    places: Sequence[bytes] = ()


class PostingsCodec(W3Codec):
    """Whoosh's codec with blocks of ours."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        make: Any = PostingsWriter
        made: PostingsWriter = make(dbfile, BLOCK)
        return made


class PostingsWriter(W3PostingsWriter):
    """Writes the postings of one word after the other."""

    def add(self, block: Block) -> None:
        """Add documents, in order, to the word that is being written."""
        for start in range(0, len(block.ids), BLOCK):
            if len(self._ids) + len(block.ids) - start > BLOCK and self._ids:
                self._write_block()
            some = slice(start, start + BLOCK)
            self._ids.extend(block.ids[some])
            self._weights.extend(block.weights[some])
            self._values.extend(block.places[some])
            self._minlength = self._maxlength = 1
            self._maxweight = max(self._maxweight, *block.weights[some])

    def _write_block(self, last: bool = False) -> None:
        info: Any = self._terminfo
        info.add_block(self)
        self._postfile.write(packed(Block(self._ids, self._weights, self._values)))
        self._blockcount += 1
        begin: Any = self._new_block
        begin()


def packed(block: Block) -> bytes:
    """A block as it lies in the file; the way back is `read_blocks`."""
    ids = block.ids
    if len(ids) == 1 and block.places and len(block.places[0]) < _COMPRESSED_FROM:
        # Most words stand in one document.
        places = block.places[0]
        weight = _WEIGHT.pack(block.weights[0])
        head = _HEAD.pack(1, ids[0], b"B", _ALIKE, 0, len(weight), 1, len(places))
        return b"".join((head, b"B", weight, bytes((len(places),)), places))
    steps = _smallest([later - one for one, later in pairwise(ids)])
    kind, weights = _packed_weights(block.weights)
    lengths = _smallest([len(one) for one in block.places])
    places = b"".join(block.places)
    if len(places) >= _COMPRESSED_FROM:
        places = zlib.compress(places, _FASTEST)
    parts = (steps.tobytes(), weights, lengths.tobytes(), places)
    codes = (steps.typecode.encode(), lengths.typecode.encode())
    head = _HEAD.pack(len(ids), ids[0], codes[0], kind, *map(len, parts[:3]), len(places))
    return head + codes[1] + b"".join(parts)


def _smallest(numbers: Sequence[int]) -> array[int]:
    most = max(numbers, default=0)
    return array("B" if most < 1 << 8 else "H" if most < 1 << 16 else "I", numbers)


def _packed_weights(weights: Sequence[float]) -> tuple[bytes, bytes]:
    first = weights[0]
    if all(one == first for one in weights):
        return _ALIKE, array("f", (first,)).tobytes()
    halves = [round(2 * one) for one in weights]
    if max(halves) < 1 << 8 and all(half == 2 * one for half, one in zip(halves, weights, strict=True)):
        return _HALVES, bytes(halves)
    return _FLOATS, array("f", weights).tobytes()


def as_bytes(places: int) -> bytes:
    """The places of a word as the index keeps them: a bit for each, the first of the text in the lowest one.

    So that words follow each other is a shift and an AND, whatever their number.
    """
    return places.to_bytes((places.bit_length() + 7) // 8, "little")


class ReadBlock(NamedTuple):
    """A block in the file, with its documents; the rest is read when it is asked for."""

    ids: list[int]
    kind: bytes
    packed_weights: bytes
    code: str
    lengths: bytes
    places: bytes

    def weights(self) -> Sequence[float]:
        """How much the word counts in each document."""
        if self.kind == _HALVES:
            return [half / 2 for half in self.packed_weights]
        found = array("f", self.packed_weights)
        return found * len(self.ids) if self.kind == _ALIKE else found

    def all_places(self) -> list[bytes]:
        """Where the word stands in each document; empty for fields of whole values."""
        ends = self._ends()
        places = self._unpacked(ends)
        return [places[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def places_within(self, within: AbstractSet[int]) -> dict[int, int]:
        """Where the word stands in those of some documents that hold it, as bits (see `as_bytes`)."""
        if within.isdisjoint(self.ids):
            return {}
        ends = self._ends()
        places = self._unpacked(ends)
        # Without a call for each document: a word that most of them have is read as a whole.
        read = int.from_bytes
        return {
            number: read(places[start:end], "little")
            for number, start, end in zip(self.ids, [0, *ends], ends, strict=False)
            if number in within
        }

    def _ends(self) -> list[int]:
        return list(accumulate(array(self.code, self.lengths)))

    def _unpacked(self, ends: Sequence[int]) -> bytes:
        return zlib.decompress(self.places) if ends and ends[-1] >= _COMPRESSED_FROM else self.places

    def whole(self) -> Block:
        """The block with all its parts."""
        return Block(self.ids, self.weights(), self.all_places())


def read_blocks(content: bytes) -> Iterator[ReadBlock]:
    """The blocks of one word, from what `packed` made of them; raises `ValueError` or `struct.error` for others."""
    at = 0
    while at < len(content):
        count, first, code, kind, *sizes = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        of_lengths = content[at : at + 1].decode("ascii")
        at += 1
        parts = []
        for size in sizes:
            parts.append(content[at : at + size])
            at += size
        ids = list(accumulate(array(code.decode("ascii"), parts[0]), initial=first))
        if len(ids) != count or at > len(content):
            raise ValueError("postings that do not fit together")
        yield ReadBlock(ids, kind, parts[1], of_lengths, parts[2], parts[3])
