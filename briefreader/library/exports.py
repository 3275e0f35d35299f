"""A brief and its notes leave the library as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from briefreader.annotations.model import Annotation
from briefreader.brief.model import Brief
from briefreader.errors import ExportFailed


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
    files.export(brief, annotations, path, kind)
    return path
