"""What Hypothesis says of an annotation, in the words of the W3C model, from which it differs in a few places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefreader.annotations import records
from briefreader.annotations.records import Malformed


def is_row(record: Mapping[str, Any]) -> bool:
    """Whether a record is one of Hypothesis."""
    return "body" not in record and not records.kind_of(record) and ("user" in record or "text" in record)


def as_annotation(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as an annotation of the W3C model. Raises Malformed for one that moderators have hidden.

    One that its author alone may read comes in as private.
    """
    if row.get("hidden") is True:
        raise Malformed("was hidden by a moderator")
    above = records.listed(row.get("references"))[-1:]
    record: dict[str, Any] = {
        "id": row.get("id"),
        "type": "Annotation",
        "creator": {"type": "Person", "name": _author(row)},
        "created": row.get("created"),
        "modified": row.get("updated"),
        "motivation": "replying" if above else "commenting",
        "body": [
            {"type": "TextualBody", "value": row.get("text") or "", "purpose": "commenting"},
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in records.listed(row.get("tags"))),
        ],
        "target": [*records.listed(row.get("target")), *above],
        records.PRIVATE: _only_me(row),
    }
    return {key: value for key, value in record.items() if value is not None}


def title_of(row: Mapping[str, Any]) -> str:
    """The title of the page that a row is on; empty where it does not say."""
    page = row.get("document")
    titles = records.listed(page.get("title")) if isinstance(page, dict) else []
    return records.one_line(titles[0]) if titles else ""


def _author(row: Mapping[str, Any]) -> Any:
    told = row.get("user_info")
    shown = told.get("display_name") if isinstance(told, dict) else None
    if shown:
        return shown
    user = row.get("user") or ""
    return user.removeprefix("acct:").partition("@")[0] if isinstance(user, str) else user


def _only_me(row: Mapping[str, Any]) -> bool:
    permissions = row.get("permissions")
    readers = records.listed(permissions.get("read")) if isinstance(permissions, dict) else []
    return bool(readers) and not any(isinstance(one, str) and one.startswith("group:") for one in readers)
