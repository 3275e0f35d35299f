"""The shape of the store, as the steps that led to it.

Steps are only ever appended: `user_version` in the file counts those that it has been through. Each runs in one
transaction of its own (`database.py`), with foreign keys off, so that a step may rebuild a table.
"""

from __future__ import annotations

from typing import NamedTuple

APPLICATION_ID = 0x42726652
"""Stands in the header of every store ("BrfR"): another program's database is never taken for one."""


class Migration(NamedTuple):
    """One step: what it brings, and its statements."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "briefs, subjects and annotations",
        (
            # `slug` is the id that the editor or importer gave, `match` the title and authors without case,
            # `edition` the one that is shown.
            """
            CREATE TABLE briefs (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                slug TEXT NOT NULL,
                match TEXT NOT NULL,
                shipped INTEGER NOT NULL,
                edition TEXT NOT NULL,
                added TEXT NOT NULL,
                opened TEXT NOT NULL DEFAULT ''
            )
            """,
            "CREATE INDEX briefs_by_match ON briefs (match)",
            # `revision` counts the times that the same text came with other markup; `registry` is the fingerprint of
            # the actors and themes under which the mentions were found.
            """
            CREATE TABLE editions (
                id INTEGER PRIMARY KEY,
                brief TEXT NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                revision INTEGER NOT NULL DEFAULT 0,
                title TEXT NOT NULL,
                authors TEXT NOT NULL,
                publisher TEXT NOT NULL,
                date TEXT NOT NULL,
                language TEXT NOT NULL,
                source TEXT NOT NULL,
                adapted INTEGER NOT NULL,
                words INTEGER NOT NULL,
                paragraphs INTEGER NOT NULL,
                original TEXT NOT NULL,
                registry TEXT NOT NULL DEFAULT '',
                added TEXT NOT NULL,
                UNIQUE (brief, name)
            )
            """,
            """
            CREATE TABLE blocks (
                edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                id TEXT NOT NULL,
                kind TEXT NOT NULL,
                text TEXT NOT NULL,
                spans TEXT NOT NULL,
                level INTEGER NOT NULL,
                number INTEGER,
                section TEXT,
                point TEXT,
                UNIQUE (edition, position),
                UNIQUE (edition, id)
            )
            """,
            """
            CREATE TABLE mentions (
                edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                subject TEXT NOT NULL,
                block TEXT NOT NULL,
                first INTEGER NOT NULL,
                last INTEGER NOT NULL,
                PRIMARY KEY (edition, position)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE places (
                brief TEXT PRIMARY KEY REFERENCES briefs (id) ON DELETE CASCADE,
                block TEXT NOT NULL,
                distance INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE actors (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                description TEXT NOT NULL,
                status TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE aliases (
                actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                alias TEXT NOT NULL,
                PRIMARY KEY (actor, position)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE themes (
                position INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                status TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE terms (
                theme TEXT NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                term TEXT NOT NULL,
                PRIMARY KEY (theme, position)
            ) WITHOUT ROWID
            """,
            # No reference to briefs: an editor may list a theme before its brief is imported.
            """
            CREATE TABLE theme_paragraphs (
                theme TEXT NOT NULL REFERENCES themes (id) ON DELETE CASCADE,
                brief TEXT NOT NULL,
                position INTEGER NOT NULL,
                number INTEGER NOT NULL,
                PRIMARY KEY (theme, brief, position)
            ) WITHOUT ROWID
            """,
            # No ON DELETE: a brief cannot go while a note on it is there. `edition` is no reference either, so that
            # a note outlives the edition on which it was made.
            """
            CREATE TABLE annotations (
                id TEXT PRIMARY KEY,
                brief TEXT NOT NULL REFERENCES briefs (id),
                edition TEXT NOT NULL,
                colour TEXT NOT NULL,
                note TEXT NOT NULL,
                author TEXT NOT NULL,
                created TEXT NOT NULL,
                modified TEXT NOT NULL,
                state TEXT NOT NULL
            )
            """,
            "CREATE INDEX annotations_by_brief ON annotations (brief, created, id)",
            """
            CREATE TABLE targets (
                annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                block TEXT NOT NULL,
                number INTEGER,
                first INTEGER NOT NULL,
                last INTEGER NOT NULL,
                quote TEXT NOT NULL,
                prefix TEXT NOT NULL,
                suffix TEXT NOT NULL,
                PRIMARY KEY (annotation, position)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE tags (
                annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                tag TEXT NOT NULL,
                PRIMARY KEY (annotation, position)
            ) WITHOUT ROWID
            """,
        ),
    ),
    Migration(
        "editions settled, bin, earlier texts, colleagues",
        (
            "ALTER TABLE annotations ADD COLUMN normaliser INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE annotations ADD COLUMN done INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE annotations ADD COLUMN private INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE annotations ADD COLUMN mine INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE annotations ADD COLUMN answers TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE annotations ADD COLUMN variant TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE annotations ADD COLUMN deleted TEXT NOT NULL DEFAULT ''",
            # `passage` is JSON: one is read and written whole, and nothing is ever sought in it.
            """
            CREATE TABLE settled (
                annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                passage TEXT NOT NULL,
                PRIMARY KEY (annotation, position)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE earlier (
                annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                colour TEXT NOT NULL,
                note TEXT NOT NULL,
                tags TEXT NOT NULL,
                done INTEGER NOT NULL,
                modified TEXT NOT NULL,
                PRIMARY KEY (annotation, position)
            ) WITHOUT ROWID
            """,
            # Versions that are known to be older than the one that stands: one's own, and those of a colleague's note.
            """
            CREATE TABLE ancestors (
                annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
                version TEXT NOT NULL,
                PRIMARY KEY (annotation, version)
            ) WITHOUT ROWID
            """,
            # What was deleted for good stays known by its id, so that no colleague's file brings it back.
            "CREATE TABLE purged (id TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID",
            # What the user calls things: "author", and "colour.red" for each colour with a name of its own.
            "CREATE TABLE names (key TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
    Migration(
        "lineage",
        (
            # One row: which store this is, and how many transactions it has seen. A log belongs to the store that it
            # lies beside if it says the same, and has seen no less (`recovery.py`).
            "CREATE TABLE lineage (store TEXT NOT NULL, written INTEGER NOT NULL)",
            "INSERT INTO lineage VALUES (lower(hex(randomblob(16))), 0)",
        ),
    ),
    Migration(
        "subjects corrected, searches kept",
        (
            # `about` names what the index has to know of the mentions: it changes when these do.
            "ALTER TABLE editions ADD COLUMN about TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE aliases ADD COLUMN seat INTEGER NOT NULL DEFAULT 0",
            # Names under which imports found an actor that was known: beside those that its editor listed.
            """
            CREATE TABLE learned (
                subject TEXT NOT NULL,
                words TEXT NOT NULL,
                seat INTEGER NOT NULL,
                PRIMARY KEY (subject, words)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE evidence (
                brief TEXT NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                subject TEXT NOT NULL,
                reason TEXT NOT NULL,
                words TEXT NOT NULL,
                block TEXT NOT NULL,
                PRIMARY KEY (brief, position)
            ) WITHOUT ROWID
            """,
            # What the user says of an actor or theme, as JSON: one is read and written whole. No reference: it stays
            # whatever becomes of the actor, and is there for the next import.
            "CREATE TABLE corrections (subject TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE searches (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, asked TEXT NOT NULL)",
            "CREATE TABLE asked (query TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
)
