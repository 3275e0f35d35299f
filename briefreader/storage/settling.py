"""Corrections and searches as the store keeps them: JSON, read as well as it can be."""

from __future__ import annotations

import json
from typing import Any

from briefreader.brief.corrections import Correction, Placed
from briefreader.storage import mending


def written_correction(one: Correction) -> str:
    """A correction as JSON; what is empty is left out."""
    said: dict[str, Any] = {
        "kind": one.kind,
        "name": one.name,
        "added": one.added,
        "dropped": one.dropped,
        "hidden": one.hidden,
        "became": one.became,
        "confirmed": one.confirmed,
        "placed": [[it.brief, json.loads(mending.written_passage(it.passage)), it.put] for it in one.placed],
    }
    return mending.storable(json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False))


def correction_of(subject: object, written: object) -> Correction | None:
    """A correction out of the store; None where it cannot be read. Parts that make no sense are left out."""
    try:
        said = json.loads(mending.words(written))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    return Correction(
        mending.words(subject),
        _text(said.get("kind")),
        _text(said.get("name")),
        _texts(said.get("added")),
        _texts(said.get("dropped")),
        said.get("hidden") is True,
        _text(said.get("became")),
        said.get("confirmed") is True,
        _placed(said.get("placed")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _placed(value: object) -> tuple[Placed, ...]:
    found = []
    for one in value if isinstance(value, list) else ():
        if isinstance(one, list) and len(one) == 3 and isinstance(one[0], str) and isinstance(one[2], bool):
            passage = mending.settled(json.dumps(one[1]))
            if passage is not None and passage.targets:
                found.append(Placed(one[0], passage, one[2]))
    return tuple(found)
