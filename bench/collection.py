"""A retrieval test collection, read from its files: documents, queries, and who judged what relevant to what.

What is left out, and what is taken in another way than it stands there, is said on standard error.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import trec_forms as forms
from trec_forms import Fields

_SNIFFED = 65_536
_CORPUS = ("corpus.jsonl", "corpus.jsonl.gz")
_FEWEST_OWN = {"queries": 0.9, "documents": 0.5}
"""The share of judged ids that must be known before they are taken for ordinal numbers instead."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be found; `title` may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RetrievalCollection:
    """Documents, the words of each query, and for each of these how well the judged documents answer it."""

    documents: list[Document]
    queries: dict[str, str]
    judgements: dict[str, dict[str, int]]

    @property
    def pairs(self) -> int:
        """How many judgements there are."""
        return sum(map(len, self.judgements.values()))


def say(words: str) -> None:
    """Tell whoever runs the benchmark what was done with the collection."""
    print(words, file=sys.stderr)


def load(
    documents: Path, queries: Path, judgements: Path, *, field: str = "", inverted: bool = False
) -> RetrievalCollection:
    """Read a collection. `field` is the part of a topic that is asked: "title", "description", "both", or the best.

    With `inverted` grades the best one is 1, as in Cranfield's own list. Queries that nothing answers are left out.
    Raises `SystemExit` with a sentence where there is nothing to measure.
    """
    texts = read_documents(documents, apart=(queries, judgements))
    asked = read_queries(queries, field)
    judged = read_judgements(judgements, inverted=inverted)
    for name, path, found in (
        ("documents", documents, texts),
        ("queries", queries, asked),
        ("judgements", judgements, judged),
    ):
        if not found:
            raise SystemExit(f"There are no {name} in {path} that can be read.")
    query_of = matched(list(asked), {one.query for one in judged}, "queries")
    document_of = matched([one.id for one in texts], {one.document for one in judged}, "documents")
    grades: dict[str, dict[str, int]] = {}
    for query, document, grade in judged:
        if query in query_of:
            of_query = grades.setdefault(query_of[query], {})
            # A relevant document that is not here counts, as one that was not found.
            id = document_of.get(document, document)
            of_query[id] = max(grade, of_query.get(id, grade))
    answered = {query: of for query, of in grades.items() if any(grade > 0 for grade in of.values())}
    if not answered:
        raise SystemExit("No query has a relevant document: the judgements belong to other queries.")
    held = {one.id for one in texts}
    missing = sum(grade > 0 and id not in held for of in answered.values() for id, grade in of.items())
    if missing:
        say(f"{missing} relevant documents are not in the collection; they count as not found.")
    return RetrievalCollection(texts, {id: text for id, text in asked.items() if id in answered}, answered)


def read_documents(path: Path, apart: Collection[Path] = ()) -> list[Document]:
    """The documents of a file, or of all files of a folder but for those `apart`; each id once."""
    found: dict[str, Document] = {}
    plain: list[Path] = []
    for file in _files(path, apart):
        form = forms.form_of(_beginning(file))
        if form == "plain":
            plain.append(file)
            continue
        for at, fields in enumerate(_fields(file, form, "documents"), start=1):
            _add(found, fields, str(at) if form == "json" else "")
    if not found:
        # Where nothing is written as a collection is, every file is a document.
        for file in plain:
            if "\0" not in (text := _whole(file)):
                _add(found, {"id": file.stem, "text": forms.readable(text)}, "")
    return list(found.values())


def _add(found: dict[str, Document], fields: Fields, otherwise: str) -> None:
    id = "".join(fields.get("id", "").split()) or otherwise
    # Lines end where the width of a file made them end: that is none of the text.
    title, text = (" ".join(fields.get(part, "").split()) for part in ("title", "text"))
    if id and id not in found and (title or text):
        found[id] = Document(id, title, text)


def read_queries(path: Path, field: str = "") -> dict[str, str]:
    """The words of each query by its id."""
    found: dict[str, str] = {}
    for file in _files(path):
        form = forms.form_of(_beginning(file))
        for fields in _fields(file, form, "topics"):
            title, text = fields.get("title", ""), fields.get("text", "")
            chosen = {"title": title, "description": text, "both": f"{title} {text}"}.get(field, title) or title or text
            if words := " ".join(chosen.split()):
                found.setdefault("".join(fields.get("id", "").split()) or str(len(found) + 1), words)
    return found


def read_judgements(path: Path, *, inverted: bool = False) -> list[forms.Judged]:
    """The judgements of a file, or of all files of a folder; inverted grades are turned round, so that 1 is best."""
    found = list(chain.from_iterable(forms.judgements_of(_whole(file)) for file in _files(path)))
    if not inverted:
        return found
    above = max((one.grade for one in found), default=0) + 1
    return [one._replace(grade=above - one.grade) if one.grade > 0 else one for one in found]


def matched(own: Collection[str], judged: Collection[str], what: str) -> Mapping[str, str]:
    """For each judged id the own id that is meant: the same, the same but for noughts before it, or the one that is
    counted so. In Cranfield the judgements count queries from 1 to 225, whose own numbers are others."""
    held = set(own)
    exactly = {id: id for id in judged if id in held}
    bare = {_bare(id): id for id in reversed(list(own))}
    alike = {id: bare[_bare(id)] for id in judged if _bare(id) in bare}
    best = alike | exactly
    ordinals = {str(at): id for at, id in enumerate(own, start=1)}
    counted = {id: ordinals[_bare(id)] for id in judged if _bare(id) in ordinals}
    if len(best) < _FEWEST_OWN[what] * len(judged) and len(counted) == len(judged):
        say(f"The judgements count the {what} from 1 to {len(own)} and do not name them: taken so.")
        return counted
    if len(best) < len(judged):
        say(f"{len(judged) - len(best)} of {len(judged)} judged {what} are not in the collection.")
    return best


def _bare(id: str) -> str:
    return id.lstrip("0") or id


# Files


def _files(path: Path, apart: Collection[Path] = ()) -> list[Path]:
    """The files of a folder in order, or the one file; of a folder as BEIR lays it out the documents alone."""
    if not path.is_dir():
        return [path]
    for name in _CORPUS:
        if apart and (path / name).is_file():
            return [path / name]
    others = {one.resolve() for one in apart}
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file()
        and not file.name.startswith(".")
        and not others.intersection((file.resolve(), *file.resolve().parents))
    )


def _fields(file: Path, form: str, kind: str) -> Iterator[Fields]:
    if form == "marked":
        return forms.marked(_whole(file), kind)
    if form == "dotted":
        return forms.dotted(_whole(file))
    if form == "json":
        return _objects(file)
    return map(forms.row if form == "rows" else forms.numbered_line, _lines(file))


def _objects(file: Path) -> Iterator[Fields]:
    """JSON lines; where the first of them is none, the whole file is one piece of JSON."""
    lines = (line for line in _lines(file) if line.strip())
    first = next(lines, "")
    found = list(forms.json_line(first))
    if not found:
        return forms.json_line(_whole(file))
    return chain(found, chain.from_iterable(map(forms.json_line, lines)))


def _beginning(file: Path) -> str:
    return _decoded(next(_pieces(file), b"")[:_SNIFFED])


def _whole(file: Path) -> str:
    return _decoded(b"".join(_pieces(file)))


def _lines(file: Path) -> Iterator[str]:
    """The lines of a file, each in the encoding that it has: a collection may be larger than memory is."""
    rest = b""
    for piece in _pieces(file):
        *lines, rest = (rest + piece).split(b"\n")
        yield from map(_decoded, lines)
    yield _decoded(rest)


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as begun:
            packed = begun.read(2) == b"\x1f\x8b"
        with gzip.open(file) if packed else file.open("rb") as opened:
            while piece := opened.read(1 << 20):
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        say(f"{file} could not be read to its end: {error}.")


def _decoded(held: bytes) -> str:
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return held.decode("latin-1")
