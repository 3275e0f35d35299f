"""A brief, its notes or a comparison leave the library as a file. What is private stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefreader.annotations.model import Annotation
from briefreader.brief.model import Brief
from briefreader.errors import ExportFailed
from briefreader.library import notes
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore

if TYPE_CHECKING:
    from briefreader.brief.comparison import Comparison


def export(brief: Brief, annotations: Sequence[Annotation], path: Path, what: str) -> Path:
    """Write `path`; returns it made absolute. Raises ExportFailed; then nothing at its place has changed."""
    from briefreader.exporting import files

    kind: Literal["brief", "notes"]
    if what == "brief":
        kind = "brief"
    elif what == "notes":
        kind = "notes"
    else:
        raise ExportFailed(f"There is no export called “{what}”: choose “brief” or “notes”.")
    path = path.expanduser().absolute()
    files.export(brief, open_ones(annotations), path, kind)
    return path


def open_ones(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """The annotations that may leave the laptop."""
    return tuple(one for one in annotations if not one.private)


def gather(
    briefs: BriefStore, annotations: AnnotationStore, ids: Sequence[str]
) -> tuple[tuple[Brief, tuple[Annotation, ...]], ...]:
    """Some annotations by their briefs, each found in the edition that is shown."""
    by_brief: dict[str, list[Annotation]] = {}
    for id in ids:
        one = annotations.get(id)
        by_brief.setdefault(one.brief, []).append(one)
    found = []
    for brief_id, some in by_brief.items():
        brief = briefs.load(brief_id)
        found.append((brief, notes.in_order(some, brief)))
    return tuple(found)


def write_notes(gathered: Sequence[tuple[Brief, Sequence[Annotation]]], path: Path) -> Path:
    """Write notes on one brief to Markdown or PDF, on several to Markdown. Raises ExportFailed."""
    from briefreader.exporting import files
    from briefreader.exporting.markdown import notes_markdown

    if len(gathered) == 1:
        return export(*gathered[0], path, "notes")
    path = path.expanduser().absolute()
    if path.suffix.lower() != ".md":
        raise ExportFailed("Notes on several briefs go into one Markdown file: end its name in .md.")
    texts = [notes_markdown(brief, open_ones(some)) for brief, some in gathered]
    files.write_whole(path, "\n".join(texts).encode())
    return path


def write_comparison(found: Comparison, path: Path) -> Path:
    """Write a comparison of two editions as Markdown. Raises ExportFailed."""
    from briefreader.exporting import files
    from briefreader.exporting.comparison import comparison_markdown

    path = path.expanduser().absolute()
    if path.suffix.lower() != ".md":
        raise ExportFailed("A comparison is written as Markdown: end the file's name in .md.")
    files.write_whole(path, comparison_markdown(found).encode())
    return path
