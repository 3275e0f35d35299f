"""What a search found leaves the library as a file: hits as rows, with what their briefs say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefreader.brief.model import Metadata
from briefreader.errors import NotFound
from briefreader.exporting import files, tables
from briefreader.library import records
from briefreader.search.entries import Hit, Results
from briefreader.search.names import Names
from briefreader.storage.annotations import AnnotationStore

KINDS = {".md": "Markdown", ".csv": "a table (CSV)", ".json": "JSON"}


def without_private(found: Results, annotations: AnnotationStore) -> Results:
    """The results without private notes, and without those that are there no more."""
    kept = tuple(hit for hit in found.hits if hit.note is None or _may_leave(hit.note, annotations))
    gone = len(found.hits) - len(kept)
    # What was counted would tell of the notes that stay.
    return replace(found, hits=kept, total=found.total - gone, facets=found.facets if not gone else ())


def _may_leave(note: str, annotations: AnnotationStore) -> bool:
    try:
        one = annotations.get(note)
    except NotFound:
        return False
    return not one.private and not one.deleted


def write(found: Results, names: Names, about: Mapping[str, Metadata], path: Path, made: date) -> Path:
    """Write results as the suffix of `path` says; returns it made absolute. Raises ExportFailed."""
    path = path.expanduser().absolute()
    suffix = files.suffix_among(path, KINDS)
    if suffix == ".json":
        text = tables.results_json(records.results(found, names))
    else:
        rows = [row(hit, names, about) for hit in found.hits]
        text = (
            tables.results_csv(found.query, rows)
            if suffix == ".csv"
            else tables.results_markdown(found.query, rows, total=found.total, made=made, some=found.some)
        )
    files.write_whole(path, text.encode())
    return path


def row(hit: Hit, names: Names, about: Mapping[str, Metadata]) -> tables.Row:
    """A hit as it leaves."""
    return tables.Row(
        brief=hit.brief,
        about=about.get(hit.brief) or Metadata(hit.title, publisher=hit.publisher, date=hit.date),
        section=hit.section_title,
        number=hit.number,
        kind="note" if hit.note else hit.kind,
        snippet=hit.snippet,
        marks=hit.marks,
        words=hit.words,
        note=hit.note or "",
        colour=records.colour_words(hit.colour),
        tags=hit.tags,
        actors=tuple(one["name"] for one in records.actors_of(hit, names)),
    )
