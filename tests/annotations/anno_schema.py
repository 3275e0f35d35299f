"""What the W3C Web Annotation Data Model (Recommendation, 23 February 2017) asks of a file, as a check of its own.

It knows nothing of the program: it reads the model's MUSTs off plain JSON and says, one sentence each, what is wrong.
Numbers in the sentences are sections of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

ANNO = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = frozenset(
    {
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    }
)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:.+", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", re.ASCII)


def faults_of_collection(it: Any) -> list[str]:
    """What is wrong with an AnnotationCollection that has its only page, with all annotations, in it."""
    return list(_collection(it))


def faults_of_annotation(it: Any) -> list[str]:
    """What is wrong with an annotation that stands by itself."""
    return list(_annotation(it))


def _collection(it: Any) -> Iterator[str]:
    if not isinstance(it, dict):
        yield "5.1: a collection is an object"
        return
    yield from _context(it)
    yield from _identified(it, "AnnotationCollection")
    if not isinstance(it.get("label", ""), str):
        yield "5.1: a label is text"
    if not _is_count(it.get("total", 0)):
        yield "5.1: a total is a whole number, 0 or more"
    page = it.get("first")
    if not isinstance(page, dict):
        yield "5.1: a collection that is not empty has a first page"
        return
    yield from _identified(page, "AnnotationPage")
    if not _is_count(page.get("startIndex", 0)):
        yield "5.2: a start index is a whole number, 0 or more"
    for key in ("partOf", "next", "prev"):
        if key in page and not _is_iri(page[key]):
            yield f"5.2: {key} is an IRI"
    items = page.get("items")
    if not isinstance(items, list):
        yield "5.2: a page has its items in an array"
        return
    if it.get("total") != len(items):
        yield "5.1: the total is the number of annotations"
    if len({item.get("id") for item in items}) != len(items):
        yield "3.1: each annotation has an IRI of its own"
    for item in items:
        yield from _annotation(item)


def _annotation(it: Any) -> Iterator[str]:
    if not isinstance(it, dict):
        yield "3.1: an annotation is an object"
        return
    yield from _context(it)
    yield from _identified(it, "Annotation")
    if "body" in it and "bodyValue" in it:
        yield "3.2.5: never both body and bodyValue"
    targets = it.get("target")
    if not targets:
        yield "3.1: an annotation has one target or more"
    for target in targets if isinstance(targets, list) else [targets]:
        yield from _target(target)
    bodies = it.get("body", [])
    for body in bodies if isinstance(bodies, list) else [bodies]:
        yield from _body(body)
    for key in ("created", "modified"):
        if key in it and not _is_time(it[key]):
            yield f"3.3.1: {key} is an xsd:dateTime in UTC"
    creator = it.get("creator", {"type": "Person"})
    if not isinstance(creator, dict) or creator.get("type") not in ("Person", "Organization", "Software"):
        yield "3.3.2: a creator is an agent of a known class"
    elif not isinstance(creator.get("name", ""), str):
        yield "3.3.2: an agent's name is text"
    if it.get("motivation", "highlighting") not in MOTIVATIONS:
        yield "3.3.5: the motivation is one of the vocabulary's"
    terms = it["@context"][1:] if isinstance(it.get("@context"), list) else []
    prefixes = {prefix for term in terms if isinstance(term, dict) for prefix in term}
    for key in _foreign_keys(it):
        if key.partition(":")[0] not in prefixes:
            yield f"{key} is a term that no context tells of"


def _context(it: dict[str, Any]) -> Iterator[str]:
    context = it.get("@context")
    if ANNO not in (context if isinstance(context, list) else [context]):
        yield "3.1: the context of the standard is one of the contexts"
    for one in context if isinstance(context, list) else []:
        # A prefix is the beginning of an IRI.
        if isinstance(one, dict) and not all(_is_iri(f"{meaning}x") for meaning in one.values()):
            yield "JSON-LD: a term of a context is an IRI"


def _identified(it: dict[str, Any], kind: str) -> Iterator[str]:
    if not _is_iri(it.get("id")):
        yield f"3.1, 5.1: a thing has exactly one IRI; this one has {it.get('id')!r}"
    kinds = it.get("type")
    if kind not in (kinds if isinstance(kinds, list) else [kinds]):
        yield f"3.1, 5.1: the type is {kind}"


def _target(it: Any) -> Iterator[str]:
    if isinstance(it, str):
        if not _is_iri(it):
            yield "3.2: a target that is text is an IRI"
        return
    if not isinstance(it, dict) or not _is_iri(it.get("source")):
        yield "4: a specific resource has exactly one source"
        return
    selectors = it.get("selector")
    if not isinstance(selectors, list) or not selectors:
        yield "4.2: a selector is there"
        return
    for selector in selectors:
        yield from _selector(selector)


def _selector(it: Any) -> Iterator[str]:
    kind = it.get("type") if isinstance(it, dict) else None
    if kind == "TextQuoteSelector":
        if not isinstance(it.get("exact"), str):
            yield "4.2.4: a quote has exactly one text"
        if not all(isinstance(it.get(side, ""), str) for side in ("prefix", "suffix")):
            yield "4.2.4: what stands around a quote is text"
    elif kind == "TextPositionSelector":
        if not _is_count(it.get("start")) or not _is_count(it.get("end")):
            yield "4.2.5: start and end are whole numbers, 0 or more"
        elif it["start"] > it["end"]:
            yield "4.2.5: the end is not before the start"
    else:
        yield f"4.2: {kind!r} is no selector for text"


def _body(it: Any) -> Iterator[str]:
    if not isinstance(it, dict) or it.get("type") != "TextualBody":
        yield "3.2.4: a body of words is a TextualBody"
        return
    if not isinstance(it.get("value"), str):
        yield "3.2.4: a textual body has exactly one text"
    if not re.match("(text|application)/", it.get("format", "text/plain")):
        yield "3.2.2: a format is a media type"
    if it.get("purpose", "commenting") not in MOTIVATIONS:
        yield "3.3.5: the purpose is one of the vocabulary's"
    if "source" in it or "target" in it:
        yield "3.2.4: a textual body is nothing else at once"


def _foreign_keys(it: Any) -> Iterator[str]:
    if isinstance(it, dict):
        for key, value in it.items():
            if ":" in key:
                yield key
            if key != "@context":
                yield from _foreign_keys(value)
    elif isinstance(it, list):
        for one in it:
            yield from _foreign_keys(one)


def _is_iri(value: Any) -> bool:
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        return False
    scheme = urlsplit(value).scheme
    return bool(_URN.fullmatch(value)) if scheme == "urn" else bool(scheme)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_time(value: Any) -> bool:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
