"""Addresses by which a note points into the library: at a brief, at a place in one, at another note.

They stand in notes as the addresses of Markdown links: `brief:ID`, `brief:ID#¶12` (a paragraph), `brief:ID#b7` (a
block) and `note:ID`, with whatever is not a letter or a digit of ASCII percent-encoded in the id.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_ADDRESS = re.compile(r"(?P<kind>brief|note):(?P<id>[^#\s]+)(?:#(?P<place>[^#\s]+))?", re.IGNORECASE)
_PLACE = re.compile(r"¶[1-9][0-9]{0,8}|[A-Za-z][A-Za-z0-9_.-]{0,63}", re.ASCII)


def brief_link(brief_id: str, number: int | None = None, block: str = "") -> str:
    """The address of a brief, of its paragraph `number`, or, where there is none, of its block `block`."""
    place = f"#¶{number}" if number is not None else f"#{block}" if block else ""
    return f"brief:{quote(brief_id, safe='')}{place}"


def note_link(annotation_id: str) -> str:
    """The address of a note."""
    return f"note:{quote(annotation_id, safe='')}"


def parse_link(address: str) -> tuple[str, str, str] | None:
    """What an address names: "brief" or "note", the id, and the place ("¶12", "b7" or ""); None where it is neither.

    Whether there is such a brief or note, the address does not say.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    kind = found["kind"].lower()
    try:
        id, place = (unquote(part or "", errors="strict") for part in (found["id"], found["place"]))
    except UnicodeDecodeError:
        return None
    if not id.isprintable() or (place and (kind == "note" or not _PLACE.fullmatch(place))):
        return None
    return kind, id, place
