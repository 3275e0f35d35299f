"""What notes and editions are called in a file that leaves: names (RFC 8141), which no network has to know."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote
from uuid import UUID

ANNO = "http://www.w3.org/ns/anno.jsonld"
"""The name of the JSON-LD context of the Web Annotation vocabulary. Nothing is ever fetched from it."""

OURS = "urn:x-briefreader:"
"""What the terms of our own are expanded to; in a file they begin with `briefreader:`."""

_NOTE, _EDITION = f"{OURS}note:", f"{OURS}edition:"
_UUID = "urn:uuid:"
_PLAIN = re.compile(r"[A-Za-z0-9_-]{4,64}", re.ASCII)
_LONGEST = 300


def note_name(annotation_id: str) -> str:
    """The name of an annotation: a UUID where its id is one."""
    try:
        uuid = UUID(hex=annotation_id)
    except ValueError:
        return _NOTE + quote(annotation_id, safe="~")
    return f"{_UUID}{uuid}" if uuid.hex == annotation_id else _NOTE + quote(annotation_id, safe="~")


def note_id(name: str) -> str:
    """The id of the annotation that `name` names; one that is named elsewhere gets an id that is always the same.

    Raises ValueError for a name that cannot be one.
    """
    if not name or len(name) > 2_000 or not name.isprintable():
        raise ValueError("no name")
    if name.startswith(_UUID):
        return UUID(name).hex
    if name.startswith(_NOTE):
        id = unquote(name.removeprefix(_NOTE), errors="strict")
        if not id or len(id) > _LONGEST or not id.isprintable():
            raise ValueError("no id")
        return id
    return name if _PLAIN.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()[:32]


def is_note_name(name: str) -> bool:
    """Whether a name can be no other thing's than a note's of ours."""
    return name.startswith((_UUID, _NOTE))


def edition_name(edition: str) -> str:
    """The name of an edition, out of its SHA-256."""
    return _EDITION + quote(edition, safe="")


def edition_of(name: str) -> str:
    """The edition that `name` names; empty where it names something else."""
    return unquote(name.removeprefix(_EDITION))[:_LONGEST] if name.startswith(_EDITION) else ""


def collection_name(content: str) -> str:
    """The name of a collection of annotations that is written as `content`: the same for the same."""
    return f"{OURS}collection:{hashlib.sha256(content.encode()).hexdigest()[:32]}"
