"""A brief, the notes on it, or a dossier as PDF: PDF/A-3a and PDF/UA-1, set by typst.

The text goes to the template as data and never becomes a part of its source. The pages are set in the face that ships
with the program. Characters that it lacks are taken from the fonts of the system, and those that no font has are
replaced, and named on the last page: one odd character must not cost the whole file.
"""

from __future__ import annotations

import importlib.resources
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from briefreader import paths
from briefreader.annotations.model import Annotation
from briefreader.brief.dossier import Dossier
from briefreader.brief.model import Brief, Metadata
from briefreader.errors import ExportFailed
from briefreader.exporting.marked import MarkedBrief
from briefreader.exporting.pages import Values, brief_pages, dossier_pages, notes_pages
from briefreader.exporting.sheet import Sheet

_MISSING = re.compile(r'(?:the text|the codepoint) `"((?:[^"\\]|\\.)+)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# typst names all that is missing at once; a replacement can at most bring to light what a longer cluster hid.
_ROUNDS = 4
_NAMED = 40


def brief_pdf(brief: Brief, annotations: Sequence[Annotation], *, made: datetime | None = None) -> bytes:
    """The whole brief as PDF, with marks and notes in place.

    `made` is the moment that the file gives as that of its making; without it, that of the newest annotation. The
    same input makes the same bytes. Raises ExportFailed.
    """
    return _set(brief_pages(MarkedBrief(brief, annotations)), made or _newest(annotations))


def notes_pdf(brief: Brief, annotations: Sequence[Annotation], *, made: datetime | None = None) -> bytes:
    """The notes alone as PDF, in reading order, each with its passage and its source; else as `brief_pdf`."""
    return _set(notes_pages(MarkedBrief(brief, annotations)), made or _newest(annotations))


def dossier_pdf(dossier: Dossier, about: Mapping[str, Metadata], *, made: datetime | None = None) -> bytes:
    """A dossier as PDF, as `dossier_markdown` tells it; else as `brief_pdf`."""
    return _set(dossier_pages(Sheet(dossier, about)), made or _newest(dossier.notes))


def _newest(annotations: Iterable[Annotation]) -> datetime:
    moments = [datetime(2000, 1, 1, tzinfo=UTC)]
    for annotation in annotations:
        if annotation.private:
            continue
        try:
            moment = datetime.fromisoformat(annotation.modified or annotation.created)
        except ValueError:
            continue
        moments.append(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return max(moments)


def _set(pages: Values, made: datetime) -> bytes:
    import typst

    replaced: dict[str, None] = {}
    system_fonts = False
    for _ in range(_ROUNDS):
        try:
            return _compile(_without(pages, replaced), made, system_fonts=system_fonts)
        except typst.TypstError as error:
            missing = _missing_in(error.diagnostic or error.message)
            if not missing:
                raise ExportFailed(f"The PDF could not be made ({error.message}). Markdown may still work.") from error
            if system_fonts:
                replaced |= dict.fromkeys(missing)
            system_fonts = True
    names = ", ".join(_names(replaced))
    raise ExportFailed(f"The PDF could not be made: no font has {names}. Markdown may still work.")


def _compile(pages: Values, made: datetime, *, system_fonts: bool) -> bytes:
    import typst

    template = paths.resources() / "templates" / "brief.typ"
    faces = importlib.resources.files("font_source_serif_pro") / "files"
    with tempfile.TemporaryDirectory(prefix="briefreader-") as empty, importlib.resources.as_file(faces) as folder:
        compiler = typst.Compiler(
            template.read_bytes(),
            root=empty,
            font_paths=typst.Fonts(include_system_fonts=system_fonts, font_paths=[folder]),
            sys_inputs={"brief": json.dumps(pages)},
        )
        made_pages = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=int(made.timestamp()))
    assert isinstance(made_pages, bytes)
    return made_pages


def _missing_in(diagnostic: str) -> list[str]:
    """The characters, or clusters of them, that typst says it cannot show, the longest first."""
    found = {_ESCAPE.sub(_unescaped, quoted) for quoted in _MISSING.findall(diagnostic)}
    return sorted((one for one in found if not one.isascii()), key=lambda one: (-len(one), one))


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


def _without(pages: Values, replaced: Iterable[str]) -> Values:
    """The pages with U+FFFD for all that is `replaced`, and a last line that names it."""
    lost = list(replaced)
    if not lost:
        return pages
    line = f"Characters that no font here has are shown as {_REPLACEMENT}: {', '.join(_names(lost))}."
    return {key: _replaced(value, lost) for key, value in pages.items()} | {"closing": [line]}


def _replaced(value: Any, lost: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(one, lost) for key, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, lost) for one in value]
    if isinstance(value, str):
        for one in lost:
            value = value.replace(one, _REPLACEMENT)
    return value


def _names(clusters: Iterable[str]) -> list[str]:
    odd = sorted(set("".join(clusters)))
    names = [f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in odd[:_NAMED]]
    return names + ([f"and {len(odd) - _NAMED} more"] if len(odd) > _NAMED else [])
