"""The forms in which retrieval test collections are written, each read as leniently as it is written.

A collection is decades old and has passed through many hands: tags are not closed, entities are invented, bytes are
those of another time. So nothing here raises, whatever a text holds; what cannot be made sense of is left out.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

Fields = dict[str, str]
"""What one document or topic says: "id", "title", "text" (of a topic its description), as far as it says them."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _names("title headline hl ttl ti head doctitle query")
TEXTS = _names("text body abstract leadpara lp contents content summary maintext desc description question")
OTHERS = _names(
    "docno docid id num number qid date date1 author authors bib biblio narr narrative url dochdr source fileid "
    "keywords subject section length dateline byline dom con fac def smry nat"
)
"""What is neither, and ends a title that nobody closed."""

IDS = ("docno", "num", "number", "docid", "qid", "id")

_WHOLE = {"documents": ("doc", "document"), "topics": ("top", "topic", "query", "doc")}
_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)([^<>]*)>")
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\b(docno|number|num|qid|id)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_LABEL = re.compile(r"\A\s*(?:Number|Topic|Description|Narrative|Query)\s*:", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][\w.-]*);")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DOTTED = re.compile(r"^\.([A-Z])(?:[ \t]+(.*))?$")
_DOTTED_TEXTS = {"T": "title", "W": "text", "K": "text"}

_JSON_IDS = ("_id", "id", "docid", "doc_id", "docno", "pid", "qid", "query_id", "number")
_JSON_TITLES = ("title", "headline")
_JSON_TEXTS = ("abstract", "text", "contents", "content", "body", "passage", "segment", "query", "question")
_HEADS = frozenset({*_JSON_IDS, "query-id", "corpus-id", "passage_id", "topic"})


def readable(text: str) -> str:
    """A text without entities, and without what no index takes: control characters and halves of characters."""
    if "&" in text:
        # HTML knows a &blank; as well, but TREC means nothing by it.
        text = html.unescape(text.replace("&hyph;", "-").replace("&blank;", " "))
        text = _ENTITY.sub(" ", text)
    return _UNREADABLE.sub(" ", text).strip()


def form_of(text: str) -> str:
    """Which form the beginning of a file has: "marked", "dotted", "json", "rows" (with tabs) or "plain"."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return "json"
    if re.search(r"^\.I[ \t]+\S", text, re.MULTILINE):
        return "dotted"
    if re.search(r"<(?:doc|document|top|topic|query)\b", text, re.IGNORECASE):
        return "marked"
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return "rows" if lines and sum("\t" in line for line in lines) * 2 > len(lines) else "plain"


def marked(text: str, kind: str) -> Iterator[Fields]:
    """The "documents" or "topics" of SGML or XML, whose tags may be in any case, and need not be closed."""
    text = _COMMENT.sub(" ", text)
    for name in _WHOLE[kind]:
        starts = list(re.finditer(rf"<{name}\b(?![\w-])([^<>]*)>", text, re.IGNORECASE))
        if starts:
            break
    else:
        return
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=True):
        inside = re.split(rf"</{name}\s*>", text[start.end() : end], maxsplit=1, flags=re.IGNORECASE)[0]
        named = {key.lower(): value for key, value in _ATTRIBUTE.findall(start[1])}
        if fields := _sections(inside, named, labelled=kind == "topics"):
            yield fields


class _Piece(NamedTuple):
    name: str
    text: str


def _sections(inside: str, named: Mapping[str, str], *, labelled: bool) -> Fields:
    """What stands in the titles and texts of one document; where there are neither, all that stands in it.

    A section of a topic may begin with a label (`<desc> Description:`), which is none of its words.
    """
    held: defaultdict[str, list[str]] = defaultdict(list)
    for name, piece in _pieces(inside):
        if name in IDS:
            # An id ends with its line, whether or not its tag is closed.
            piece, _, rest = piece.lstrip().partition("\n")
            held[""].append(rest)
        held[name].append(_LABEL.sub("", piece, count=1) if labelled or name in IDS else piece)
    found = {name: next((piece for piece in map(_id, held[name]) if piece), "") for name in IDS if name in held}
    fields: Fields = {"id": next((found[name] for name in IDS if found.get(name)), "")}
    fields["id"] = fields["id"] or next((named[name] for name in IDS if name in named), "")
    fields["title"] = _joined(piece for name in held if name in TITLES for piece in held[name])
    fields["text"] = _joined(piece for name in held if name in TEXTS for piece in held[name])
    if not fields["title"] and not fields["text"]:
        fields["text"] = _joined(held[""])
    return fields if any(fields.values()) else {}


def _pieces(inside: str) -> Iterator[_Piece]:
    """The text between tags, each with the innermost section that is open there ("" outside of all)."""
    open_: list[str] = []
    last = 0
    for tag in _TAG.finditer(inside):
        yield _Piece(open_[-1] if open_ else "", inside[last : tag.start()])
        last, name = tag.end(), tag[2].lower()
        if name not in TITLES and name not in TEXTS and name not in OTHERS:
            continue
        if tag[1]:
            if name in open_:
                del open_[open_.index(name) :]
        elif not tag[3].endswith("/"):
            # A title holds no other section, nor does what is neither: then nobody closed it.
            open_ = [one for one in open_ if one in TEXTS and one != name]
            open_.append(name)
    yield _Piece(open_[-1] if open_ else "", inside[last:])


def _joined(pieces: Iterable[str]) -> str:
    return " ".join(text for piece in pieces if (text := readable(piece)))


def _id(piece: str) -> str:
    words = readable(piece).split()
    return words[0] if words else ""


def dotted(text: str) -> Iterator[Fields]:
    """The documents or queries of the form of Cranfield, CACM, CISI and MED: `.I 1`, then `.T`, `.W` and others."""
    fields: defaultdict[str, list[str]] | None = None
    part = ""
    for line in text.splitlines():
        begun = re.match(r"\.I[ \t]+(\S+)", line)
        if begun:
            if fields is not None:
                yield {name: readable("\n".join(lines)) for name, lines in fields.items()}
            fields, part = defaultdict(list, {"id": [begun[1]]}), ""
        elif fields is not None:
            if field := _DOTTED.match(line):
                part, line = _DOTTED_TEXTS.get(field[1], ""), field[2] or ""
            if part and line:
                fields[part].append(line)
    if fields is not None:
        yield {name: readable("\n".join(lines)) for name, lines in fields.items()}


def json_line(line: str) -> Iterator[Fields]:
    """What one line of JSON says, or a whole text of it: an object, a list of them, or one of them by their ids."""
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        return
    if isinstance(held, dict) and held and all(isinstance(one, dict) for one in held.values()):
        held = [{"_id": id, **one} for id, one in held.items()]
    for one in held if isinstance(held, list) else [held]:
        if isinstance(one, dict):
            yield _of_object(one)


def _of_object(held: dict[str, object]) -> Fields:
    said = {str(key).lower(): _in_words(value) for key, value in held.items()}
    texts = dict.fromkeys(said[key] for key in _JSON_TEXTS if said.get(key))
    return {
        "id": next((said[key] for key in _JSON_IDS if said.get(key)), ""),
        "title": next((said[key] for key in _JSON_TITLES if said.get(key)), ""),
        "text": "\n".join(texts),
    }


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_in_words, value)))
    return "" if value is None or isinstance(value, dict | bool) else _UNREADABLE.sub(" ", str(value)).strip()


def row(line: str) -> Fields:
    """What a line with tabs says: an id, perhaps an address, perhaps a title, and a text; nothing for a heading."""
    cells = [readable(cell) for cell in line.rstrip("\r\n").split("\t")]
    id, rest = cells[0], cells[1:]
    if id.lower() in _HEADS or not any(rest):
        return {}
    if len(rest) > 1 and re.match(r"https?://", rest[0]):
        del rest[0]
    title = rest.pop(0) if len(rest) > 1 else ""
    return {"id": id, "title": title, "text": " ".join(filter(None, rest))}


def numbered_line(line: str) -> Fields:
    """A query on a line of its own, with or without an id before it (`301:crime`, `301 crime`)."""
    found = re.match(r"\s*(\w*\d\w*)(?:\s*:\s*|\s+)(\S.*)", line)
    return {"id": found[1], "text": readable(found[2])} if found else {"id": "", "text": readable(line)}


class Judged(NamedTuple):
    """That somebody judged how well a document answers a query: above 0 it does."""

    query: str
    document: str
    grade: int


def judgements_of(text: str) -> list[Judged]:
    """The judgements of a text: with four columns as TREC writes them, with three, or with the two of a pair alone.

    Where the last columns of four are nothing but zeros, as in CACM and CISI, every pair that is listed is relevant.
    """
    rows = [columns for line in text.splitlines() if len(columns := re.split(r"[\s,]+", line.strip())) >= 2]
    if rows and all(len(row) == 4 and _zero(row[2]) and _zero(row[3]) for row in rows):
        return [Judged(row[0], row[1], 1) for row in rows]
    found = []
    for row in rows:
        if len(row) == 2 and not {*map(str.lower, row)} & _HEADS:
            found.append(Judged(row[0], row[1], 1))
        elif len(row) > 2 and (grade := _number(row[min(len(row), 4) - 1])) is not None:
            found.append(Judged(row[0], row[1 if len(row) == 3 else 2], grade))
    return found


def _zero(cell: str) -> bool:
    return _number(cell) == 0


def _number(cell: str) -> int | None:
    return int(float(cell)) if re.fullmatch(r"[-+]?\d{1,9}(?:\.\d*)?", cell) else None
