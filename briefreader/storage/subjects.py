"""Actors and themes, which belong to the library and not to one brief, and where each edition mentions them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefreader.errors import NotFound
from briefreader.storage.database import Database

# At run time the registry is imported where it is used: the first page of a start does without it.
if TYPE_CHECKING:
    from sqlite3 import Connection

    from briefreader.brief.registry import Actor, Mention, Theme

# A suggestion never writes over what an editor or the user has settled.
_UNLESS_SETTLED = "WHERE excluded.status <> 'suggested' OR {table}.status = 'suggested'"


class SubjectStore:
    """The actors, themes and mentions of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_subjects(self, actors: Iterable[Actor], themes: Iterable[Theme]) -> None:
        """Add each actor and theme, or replace the one with its id; all of them or none.

        A suggested one leaves a curated or confirmed one as it is. A theme's paragraphs are replaced for the briefs
        that it names; those of other briefs stay.
        """
        with self._database.transaction() as connection:
            for actor in actors:
                _save_actor(connection, actor)
            for theme in themes:
                _save_theme(connection, theme)

    def actors(self) -> tuple[Actor, ...]:
        """All actors, in the order in which they came."""
        from briefreader.brief.registry import Actor

        aliases = self._lists("SELECT actor, alias FROM aliases ORDER BY actor, position")
        rows = self._database.rows("SELECT id, name, kind, description, status FROM actors ORDER BY position")
        return tuple(
            Actor(id=id, name=name, kind=kind, aliases=aliases.get(id, ()), description=description, status=status)
            for id, name, kind, description, status in rows
        )

    def themes(self) -> tuple[Theme, ...]:
        """All themes, in the order in which they came; the paragraphs of each by brief."""
        from briefreader.brief.registry import Theme

        terms = self._lists("SELECT theme, term FROM terms ORDER BY theme, position")
        paragraphs: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for theme, brief, number in self._database.rows(
            "SELECT theme, brief, number FROM theme_paragraphs ORDER BY theme, brief, position"
        ):
            paragraphs[theme][brief].append(number)
        rows = self._database.rows("SELECT id, name, description, status FROM themes ORDER BY position")
        return tuple(
            Theme(
                id=id,
                name=name,
                terms=terms.get(id, ()),
                description=description,
                status=status,
                paragraphs=tuple((brief, tuple(numbers)) for brief, numbers in paragraphs.get(id, {}).items()),
            )
            for id, name, description, status in rows
        )

    def save_mentions(self, brief_id: str, edition: str, mentions: Sequence[Mention], registry: str) -> None:
        """Replace the mentions of an edition; `registry` is the fingerprint of the actors and themes looked for.

        Raises NotFound where the edition is not in the store.
        """
        with self._database.transaction() as connection:
            key = self._edition_key(brief_id, edition)
            connection.execute("UPDATE editions SET registry = ? WHERE id = ?", (registry, key))
            connection.execute("DELETE FROM mentions WHERE edition = ?", (key,))
            connection.executemany(
                "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
                ((key, at, found.subject, found.block, found.start, found.end) for at, found in enumerate(mentions)),
            )

    def mentions(self, brief_id: str, edition: str) -> tuple[Mention, ...]:
        """The mentions of an edition, in the order in which they were saved. Raises NotFound."""
        from briefreader.brief.registry import Mention

        with self._database.snapshot():
            key = self._edition_key(brief_id, edition)
            rows = self._database.rows(
                "SELECT subject, block, first, last FROM mentions WHERE edition = ? ORDER BY position", (key,)
            )
        return tuple(map(Mention._make, rows))

    def subjects_of_notes(self) -> list[tuple[str, str]]:
        """Who and what the paragraphs speak of that were marked: ids of annotations and of subjects."""
        with self._database.snapshot():
            marked = self._database.rows(
                "SELECT DISTINCT t.annotation, e.id, t.block FROM targets t JOIN annotations a ON a.id = t.annotation "
                "JOIN editions e ON e.brief = a.brief AND e.name = a.edition"
            )
            mentions = self._database.rows("SELECT DISTINCT edition, block, subject FROM mentions")
        # Joined here: without an index of blocks SQLite would walk all mentions of an edition for each passage.
        spoken_of: dict[tuple[int, str], list[str]] = defaultdict(list)
        for edition, block, subject in mentions:
            spoken_of[edition, block].append(subject)
        found = ((id, subject) for id, edition, block in marked for subject in spoken_of.get((edition, block), ()))
        return list(dict.fromkeys(found))

    def mentions_registry(self, brief_id: str, edition: str) -> str:
        """The fingerprint under which the edition's mentions were found; empty if they never were. Raises NotFound."""
        key = self._edition_key(brief_id, edition)
        [(registry,)] = self._database.rows("SELECT registry FROM editions WHERE id = ?", (key,))
        return str(registry)

    def _edition_key(self, brief_id: str, edition: str | None) -> int:
        rows = self._database.rows(
            "SELECT e.id FROM briefs b JOIN editions e ON e.brief = b.id AND e.name = coalesce(?, b.edition) "
            "WHERE b.id = ?",
            (edition, brief_id),
        )
        if not rows:
            what = f"has no edition {edition[:12]}" if edition and self._has(brief_id) else "is not in the library"
            raise NotFound(f"The brief “{brief_id}” {what}; `briefreader list` shows what is there.")
        return int(rows[0][0])

    def _has(self, brief_id: str) -> bool:
        return bool(self._database.rows("SELECT 1 FROM briefs WHERE id = ?", (brief_id,)))

    def _lists(self, sql: str) -> dict[str, tuple[str, ...]]:
        lists: dict[str, list[str]] = defaultdict(list)
        for owner, item in self._database.rows(sql):
            lists[owner].append(item)
        return {owner: tuple(items) for owner, items in lists.items()}


def _save_actor(connection: Connection, actor: Actor) -> None:
    saved = connection.execute(
        "INSERT INTO actors (id, name, kind, description, status) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, "
        f"description = excluded.description, status = excluded.status {_UNLESS_SETTLED.format(table='actors')}",
        (actor.id, actor.name, actor.kind, actor.description, actor.status),
    )
    if saved.rowcount:
        connection.execute("DELETE FROM aliases WHERE actor = ?", (actor.id,))
        connection.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?)", ((actor.id, at, alias) for at, alias in enumerate(actor.aliases))
        )


def _save_theme(connection: Connection, theme: Theme) -> None:
    saved = connection.execute(
        "INSERT INTO themes (id, name, description, status) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, "
        f"status = excluded.status {_UNLESS_SETTLED.format(table='themes')}",
        (theme.id, theme.name, theme.description, theme.status),
    )
    if saved.rowcount:
        connection.execute("DELETE FROM terms WHERE theme = ?", (theme.id,))
        connection.executemany(
            "INSERT INTO terms VALUES (?, ?, ?)", ((theme.id, at, term) for at, term in enumerate(theme.terms))
        )
        for brief, numbers in theme.paragraphs:
            connection.execute("DELETE FROM theme_paragraphs WHERE theme = ? AND brief = ?", (theme.id, brief))
            connection.executemany(
                "INSERT INTO theme_paragraphs VALUES (?, ?, ?, ?)",
                ((theme.id, brief, at, number) for at, number in enumerate(numbers)),
            )
