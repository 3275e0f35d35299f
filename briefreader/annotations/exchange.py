"""Annotations as a file for colleagues: the W3C Web Annotation Data Model in JSON-LD, written and read.

A file is an AnnotationCollection with one AnnotationPage in it. Each annotation is complete by itself, with the words
that it marks (TextQuoteSelector) and their place in the edition's canonical text (TextPositionSelector); what the
standard has no word for (block, paragraph, version, done) stands under terms of our own, which other programs pass
over. Read are these files, those of other programs that keep to the standard, and what Hypothesis gives out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefreader.annotations import hypothesis, names, records
from briefreader.annotations.model import MEANINGS, Annotation, Passage, Target, version_of
from briefreader.annotations.records import Incoming, Malformed
from briefreader.brief.model import Brief
from briefreader.errors import ImportFailed

LARGEST = 50_000_000
"""The most bytes that a file may have."""

MOST = 100_000
"""The most annotations that are taken from one file."""

_CONTEXT = [names.ANNO, {"briefreader": names.OURS}]
_LISTS = ("rows", "annotations", "results", "@graph")
_PAGES = ("AnnotationCollection", "AnnotationPage")


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of the brief that its annotations are on; empty where it does not say.

    `adapted` is whether that is a retelling; None where the file does not say.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    edition: str = ""
    adapted: bool | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: annotations, one sentence for each record that is none, and the brief that it is about."""

    records: tuple[Incoming, ...]
    faults: tuple[str, ...] = ()
    about: About = About()


def write(
    brief: Brief,
    annotations: Sequence[Annotation],
    ancestors: Mapping[str, Collection[str]],
    editions: Mapping[str, Brief],
) -> str:
    """The file that tells others of `annotations` (as stored) on `brief`; none that is private or in the bin is in it.

    `ancestors` are the earlier versions of each annotation, by its id; `editions` the brief's editions by their names,
    as far as they are known: in the others only the words say where a passage is.
    """
    texts = {name: _starts(one) for name, one in {**editions, brief.edition: brief}.items()}
    shared = [one for one in annotations if not one.private and not one.deleted]
    items = [_json(_annotation(one, ancestors.get(one.id, ()), texts)) for one in shared]
    name = names.collection_name("\n".join(items))
    about = brief.metadata
    collection = {
        "@context": _CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": f"Notes on “{about.title}”",
        "generator": {"type": "Software", "name": "Briefreader"},
        "total": len(items),
        "briefreader:brief": {
            "id": names.edition_name(brief.edition),
            "type": "Text",
            "language": about.language,
            "dc:title": about.title,
            "dc:creator": list(about.authors),
            "dc:publisher": about.publisher,
            "dc:date": about.date,
            "briefreader:edition": brief.edition,
            "briefreader:adapted": about.adapted,
        },
    }
    page = {"id": f"{name}:1", "type": "AnnotationPage", "startIndex": 0}
    # One annotation a line: with every value on a line, the file takes four times as long and a third more room.
    inside = ",\n".join(items)
    return f'{_json(collection)[:-1]}, "first": {_json(page)[:-1]}, "items": [\n{inside}\n]}}}}\n'


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _starts(brief: Brief) -> dict[str, int]:
    """Where each block begins in the canonical text."""
    starts, start = {}, 0
    for block in brief.blocks:
        starts[block.id] = start
        start += len(block.text) + 1
    return starts


def _annotation(it: Annotation, ancestors: Collection[str], texts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    starts = texts.get(it.passage.edition, {})
    targets: list[Any] = [_target(one, it.passage.edition, starts) for one in it.passage.targets]
    if it.answers:
        targets.append(names.note_name(it.answers))
    written: dict[str, Any] = {"@context": _CONTEXT, "id": names.note_name(it.id), "type": "Annotation"}
    if it.author:
        written["creator"] = {"type": "Person", "name": it.author}
    written |= {key: time for key, time in (("created", it.created), ("modified", it.modified)) if time}
    written["motivation"] = (
        "replying" if it.answers else "commenting" if it.note else "tagging" if it.tags else "highlighting"
    )
    written["body"] = list(_bodies(it))
    written["target"] = targets
    written[records.COLOUR] = it.colour.value
    written[records.VERSION] = version_of(it)
    written[records.ANCESTORS] = sorted({*ancestors} - {version_of(it)})
    written[records.NORMALISER] = it.passage.normaliser
    if it.done:
        written[records.DONE] = True
    if it.variant:
        written[records.VARIANT] = names.note_name(it.variant)
    return written


def _bodies(it: Annotation) -> Iterator[dict[str, str]]:
    if it.note:
        yield {"type": "TextualBody", "value": it.note, "format": "text/markdown", "purpose": "commenting"}
    for tag in it.tags:
        yield {"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"}
    yield {"type": "TextualBody", "value": MEANINGS[it.colour], "format": "text/plain", "purpose": "classifying"}


def _target(it: Target, edition: str, starts: Mapping[str, int]) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "exact": it.quote, "prefix": it.prefix, "suffix": it.suffix}
    ]
    if it.block in starts:
        start = starts[it.block]
        selectors.append({"type": "TextPositionSelector", "start": start + it.start, "end": start + it.end})
    return {
        "source": names.edition_name(edition),
        "selector": selectors,
        records.BLOCK: it.block,
        records.START: it.start,
        records.END: it.end,
    } | ({} if it.number is None else {records.PARAGRAPH: it.number})


def read(content: str | bytes, words_of: Callable[[str], str | None] = lambda _: None) -> Read:
    """What a file holds, whatever program wrote it. Raises ImportFailed where there is no annotation in it at all.

    `words_of` gives the canonical text of an edition that is known here, for annotations that have nothing but a
    position in it. A record that is malformed becomes a fault; the others come in.
    """
    document = _document(content)
    found = list(_records(document))
    if not any(isinstance(one, dict) for one in found):
        raise ImportFailed(
            "There are no notes in this file: Briefreader reads notes that it exported itself, W3C Web Annotations in "
            "JSON-LD, and the JSON of Hypothesis."
        )
    kept, faults = _parsed(found[:MOST], words_of)
    if len(found) > MOST:
        faults.append(f"The file has {len(found)} records; only the first {MOST} are looked at.")
    return Read(tuple(kept), tuple(faults), _about(document, found))


def _document(content: str | bytes) -> Any:
    if len(content) > LARGEST:
        raise ImportFailed(f"The file is larger than {LARGEST // 1_000_000} MB, which no notes are.")
    try:
        text = content.decode(json.detect_encoding(content)) if isinstance(content, bytes) else content
        # What is no number becomes nothing, and is then a fault of the record in which it stands.
        return json.loads(text.removeprefix("\ufeff"), parse_constant=lambda _: None, parse_int=_whole_number)
    except (ValueError, RecursionError):
        raise ImportFailed("This file is no JSON, so no notes can be read from it.") from None


def _whole_number(digits: str) -> int | None:
    return int(digits) if len(digits) < 18 else None


def _records(document: Any) -> Iterator[Any]:
    """The records of a document, which may lie in a list, in a page, in a collection, or under a key of Hypothesis."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            yield from (record for record in one if not _is_page(record))
            waiting += [page for page in reversed(one) if _is_page(page)]
        elif _is_page(one):
            waiting += [one[key] for key in ("next", "first") if _is_page(one.get(key))]
            waiting.append(records.listed(one.get("items")))
        elif isinstance(one, dict):
            inside = [one[key] for key in _LISTS if isinstance(one.get(key), list)]
            if not inside and "target" in one:
                yield one
            waiting += inside


def _is_page(one: Any) -> bool:
    return isinstance(one, dict) and any(kind in _PAGES for kind in records.listed(records.kind_of(one)))


def _parsed(found: Sequence[Any], words_of: Callable[[str], str | None]) -> tuple[list[Incoming], list[str]]:
    known = {id for id in map(records.id_of, found) if id}
    parsed: dict[str, tuple[str, Incoming]] = {}
    faults = []
    for at, record in enumerate(found, start=1):
        label = records.label_of(record, at)
        try:
            if not isinstance(record, dict):
                raise Malformed("is no annotation")
            row = hypothesis.as_annotation(record) if hypothesis.is_row(record) else record
            one = records.annotation_of(row, known, words_of)
        except Malformed as fault:
            faults.append(f"{label} {fault}.")
            continue
        if one.annotation.id in parsed:
            faults.append(f"{label} has the name of another record in the file.")
        else:
            parsed[one.annotation.id] = label, one
    passages: dict[str, Passage | None] = {}
    kept = []
    for label, one in parsed.values():
        passage = _passage_of(one.annotation, parsed, passages)
        if passage is None:
            faults.append(f"{label} answers a note that is not in the file, and marks no words itself.")
        else:
            kept.append(replace(one, annotation=replace(one.annotation, passage=passage)))
    return kept, faults


def _passage_of(
    it: Annotation, parsed: Mapping[str, tuple[str, Incoming]], passages: dict[str, Passage | None]
) -> Passage | None:
    """What an annotation marks: an answer without words of its own, those of what it answers, be that an answer too."""
    chain = []
    while it.id not in passages and not it.passage.targets:
        passages[it.id] = None  # until it is known, and for good where answers go in a circle
        chain.append(it.id)
        if it.answers not in parsed:
            return None
        it = parsed[it.answers][1].annotation
    passage = passages.get(it.id) if not it.passage.targets else it.passage
    passages |= dict.fromkeys(chain, passage)
    return passage


def _about(document: Any, found: Iterable[Any]) -> About:
    told = document.get("briefreader:brief") if isinstance(document, dict) else None
    if isinstance(told, dict):
        return About(
            records.one_line(told.get("dc:title")),
            tuple(filter(None, map(records.one_line, records.listed(told.get("dc:creator"))))),
            records.one_line(told.get("dc:date")),
            records.one_line(told.get("briefreader:edition")),
            adapted if isinstance(adapted := told.get("briefreader:adapted"), bool) else None,
        )
    titles = (hypothesis.title_of(one) for one in found if isinstance(one, dict))
    return About(next(filter(None, titles), ""))
