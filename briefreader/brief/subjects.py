"""A pack's `actors.toml` and `themes.toml` <-> actors and themes."""

from __future__ import annotations

from collections.abc import Iterable

from .registry import Actor, Theme
from .toml import Table, read_tables, write_table

ACTORS, THEMES = "actors.toml", "themes.toml"
_KINDS = ("person", "organisation", "state", "group")
_STATUSES = ("curated", "suggested", "confirmed")


def read_actors(text: str) -> tuple[Actor, ...]:
    """The actors of `actors.toml`. Raises ImportFailed with file and line."""
    tables = read_tables(text, ACTORS, "actor")
    _refuse_doubles(tables)
    return tuple(
        Actor(
            id=table.words("id", required=True),
            name=table.words("name", required=True),
            kind=_one_of(table, "kind", _KINDS),
            aliases=table.several("aliases"),
            description=table.words("description"),
            status=_one_of(table, "status", _STATUSES) if "status" in table.values else _STATUSES[0],
        )
        for table in tables
    )


def read_themes(text: str) -> tuple[Theme, ...]:
    """The themes of `themes.toml`. Raises ImportFailed with file and line."""
    tables = read_tables(text, THEMES, "theme")
    _refuse_doubles(tables)
    return tuple(
        Theme(
            id=table.words("id", required=True),
            name=table.words("name", required=True),
            terms=table.several("terms"),
            description=table.words("description"),
            status=_one_of(table, "status", _STATUSES) if "status" in table.values else _STATUSES[0],
            paragraphs=table.numbers("paragraphs"),
        )
        for table in tables
    )


def _one_of(table: Table, key: str, words: tuple[str, ...]) -> str:
    word = table.words(key, required=True)
    if word not in words:
        raise table.fault(key, f"“{key}” has to be one of {', '.join(words)}")
    return word


def _refuse_doubles(tables: Iterable[Table]) -> None:
    seen: set[str] = set()
    for table in tables:
        name = table.words("id", required=True)
        if name in seen:
            raise table.fault("id", f"“{name}” is the id of another entry already")
        seen.add(name)


def write_actors(actors: Iterable[Actor]) -> str:
    """`actors.toml` for these actors."""
    return "\n".join(
        "[[actor]]\n"
        + write_table(
            [
                ("id", actor.id),
                ("name", actor.name),
                ("kind", actor.kind),
                ("aliases", actor.aliases),
                ("description", actor.description),
                ("status", "" if actor.status == _STATUSES[0] else actor.status),
            ]
        )
        for actor in actors
    )


def write_themes(themes: Iterable[Theme]) -> str:
    """`themes.toml` for these themes."""
    return "\n".join(
        "[[theme]]\n"
        + write_table(
            [
                ("id", theme.id),
                ("name", theme.name),
                ("description", theme.description),
                ("terms", theme.terms),
                ("paragraphs", dict(theme.paragraphs)),
                ("status", "" if theme.status == _STATUSES[0] else theme.status),
            ]
        )
        for theme in themes
    )
