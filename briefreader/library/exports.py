"""A brief, its notes, a comparison, a dossier or a map leave the library as a file. What is private stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefreader.annotations.model import Annotation
from briefreader.brief.grid import Circle, Grid
from briefreader.brief.model import Brief, Metadata
from briefreader.errors import ExportFailed
from briefreader.library import notes
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore

if TYPE_CHECKING:
    from briefreader.brief.dossier import Dossier


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
        found.append((brief, notes.in_order(briefs, some, brief)))
    return tuple(found)


def write_notes(gathered: Sequence[tuple[Brief, Sequence[Annotation]]], path: Path) -> Path:
    """Write notes on one brief to Markdown or PDF, on several to Markdown. Raises ExportFailed."""
    from briefreader.exporting.markdown import notes_markdown

    if len(gathered) == 1:
        return export(*gathered[0], path, "notes")
    texts = [notes_markdown(brief, open_ones(some)) for brief, some in gathered]
    return write_markdown("\n".join(texts), path)


def write_markdown(text: str, path: Path) -> Path:
    """Write a text to a Markdown file; returns its path made absolute. Raises ExportFailed."""
    from briefreader.exporting import files

    path = path.expanduser().absolute()
    if path.suffix.lower() != ".md":
        raise ExportFailed("This goes into a Markdown file: end its name in .md.")
    files.write_whole(path, text.encode())
    return path


def write_dossier(dossier: Dossier, about: Mapping[str, Metadata], path: Path) -> Path:
    """Write a dossier to Markdown or PDF; returns its path made absolute. Raises ExportFailed."""
    from briefreader.exporting import files

    path = path.expanduser().absolute()
    if files.suffix_among(path, {".md": "Markdown", ".pdf": "PDF"}) == ".md":
        from briefreader.exporting.dossier import dossier_markdown

        content = dossier_markdown(dossier, about).encode()
    else:
        from briefreader.exporting.pdf import dossier_pdf

        content = dossier_pdf(dossier, about, made=datetime.now(UTC))
    files.write_whole(path, content)
    return path


def write_map(shown: Grid | Circle, title: str, subtitle: str, path: Path) -> Path:
    """Write a map as a picture (SVG) or a table (CSV); returns its path made absolute. Raises ExportFailed."""
    from briefreader.exporting import charts, files

    path = path.expanduser().absolute()
    is_picture = files.suffix_among(path, {".svg": "a picture (SVG)", ".csv": "a table (CSV)"}) == ".svg"
    if isinstance(shown, Grid):
        text = charts.grid_svg(shown, title, subtitle) if is_picture else charts.grid_csv(shown)
    else:
        text = charts.circle_svg(shown, title, subtitle) if is_picture else charts.circle_csv(shown)
    files.write_whole(path, text.encode())
    return path
