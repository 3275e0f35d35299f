"""Stores as earlier versions of the program left them, written out: what they hold must come through every step.

The statements are those that ran then. They are never brought up to date: what the program makes of them is.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

APPLICATION_ID = 0x42726652

STEP_1 = """
CREATE TABLE briefs (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, slug TEXT NOT NULL, match TEXT NOT NULL,
    shipped INTEGER NOT NULL, edition TEXT NOT NULL, added TEXT NOT NULL, opened TEXT NOT NULL DEFAULT ''
);
CREATE INDEX briefs_by_match ON briefs (match);
CREATE TABLE editions (
    id INTEGER PRIMARY KEY, brief TEXT NOT NULL REFERENCES briefs (id) ON DELETE CASCADE, name TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL, authors TEXT NOT NULL, publisher TEXT NOT NULL,
    date TEXT NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL, adapted INTEGER NOT NULL,
    words INTEGER NOT NULL, paragraphs INTEGER NOT NULL, original TEXT NOT NULL, registry TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL, UNIQUE (brief, name)
);
CREATE TABLE blocks (
    edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE, position INTEGER NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL, level INTEGER NOT NULL, number INTEGER, section TEXT,
    point TEXT, UNIQUE (edition, position), UNIQUE (edition, id)
);
CREATE TABLE mentions (
    edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    subject TEXT NOT NULL, block TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (edition, position)
) WITHOUT ROWID;
CREATE TABLE places (
    brief TEXT PRIMARY KEY REFERENCES briefs (id) ON DELETE CASCADE, block TEXT NOT NULL, distance INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE actors (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
    description TEXT NOT NULL, status TEXT NOT NULL
);
CREATE TABLE aliases (
    actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE, position INTEGER NOT NULL, alias TEXT NOT NULL,
    PRIMARY KEY (actor, position)
) WITHOUT ROWID;
CREATE TABLE themes (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL,
    status TEXT NOT NULL
);
CREATE TABLE terms (
    theme TEXT NOT NULL REFERENCES themes (id) ON DELETE CASCADE, position INTEGER NOT NULL, term TEXT NOT NULL,
    PRIMARY KEY (theme, position)
) WITHOUT ROWID;
CREATE TABLE theme_paragraphs (
    theme TEXT NOT NULL REFERENCES themes (id) ON DELETE CASCADE, brief TEXT NOT NULL, position INTEGER NOT NULL,
    number INTEGER NOT NULL, PRIMARY KEY (theme, brief, position)
) WITHOUT ROWID;
CREATE TABLE annotations (
    id TEXT PRIMARY KEY, brief TEXT NOT NULL REFERENCES briefs (id), edition TEXT NOT NULL, colour TEXT NOT NULL,
    note TEXT NOT NULL, author TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, state TEXT NOT NULL
);
CREATE INDEX annotations_by_brief ON annotations (brief, created, id);
CREATE TABLE targets (
    annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    block TEXT NOT NULL, number INTEGER, first INTEGER NOT NULL, last INTEGER NOT NULL, quote TEXT NOT NULL,
    prefix TEXT NOT NULL, suffix TEXT NOT NULL, PRIMARY KEY (annotation, position)
) WITHOUT ROWID;
CREATE TABLE tags (
    annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    tag TEXT NOT NULL, PRIMARY KEY (annotation, position)
) WITHOUT ROWID;
PRAGMA application_id = 1114793554;
PRAGMA user_version = 1;
"""

ROWS_1 = """
INSERT INTO briefs VALUES (1, 'harbours', 'harbours', '["harbours", ["a. clerk"], false]', 1, 'ed-a',
    '2026-01-02T03:04:05.000001Z', '2026-01-03T03:04:05.000001Z');
INSERT INTO briefs VALUES (2, 'cranes-2', 'cranes', '', 0, 'ed-c', '2026-01-02T03:04:06.000001Z', '');
INSERT INTO editions VALUES (1, 'harbours', 'ed-a', 3, 'Harbours', '["A. Clerk"]', 'A Ministry', '2025-12', 'en',
    'https://example.org/harbours', 0, 8, 2, '', 'fingerprint', '2026-01-02T03:04:05.000002Z');
INSERT INTO editions VALUES (2, 'cranes-2', 'ed-b', 0, '', '[]', '', '', '', '', 1, 2, 1, 'cranes.pdf', '',
    '2026-01-02T03:04:06.000002Z');
INSERT INTO editions VALUES (3, 'cranes-2', 'ed-c', 0, 'Cranes', '[]', '', '', '', '', 1, 3, 1, 'cranes.pdf', '',
    '2026-01-02T03:04:07.000002Z');
INSERT INTO blocks VALUES (1, 0, 'b0', 'heading', 'Water', '', 1, NULL, NULL, NULL);
INSERT INTO blocks VALUES (1, 1, 'b1', 'paragraph', 'Harbours need deep water.', '[[0, 8, "strong", ""]]', 0, 1, 'b0',
    'p1');
INSERT INTO blocks VALUES (1, 2, 'b2', 'paragraph', 'And “quiet” nights.', '', 0, 2, 'b0', NULL);
INSERT INTO blocks VALUES (2, 0, 'c0', 'paragraph', 'Cranes lift.', '', 0, 1, NULL, NULL);
INSERT INTO blocks VALUES (3, 0, 'c0', 'paragraph', 'Cranes lift boxes.', '', 0, 1, NULL, NULL);
INSERT INTO mentions VALUES (1, 0, 'port', 'b1', 0, 8);
INSERT INTO places VALUES ('harbours', 'b2', 4);
INSERT INTO actors VALUES (1, 'port', 'The Port', 'organisation', 'Where ships lie', 'curated');
INSERT INTO aliases VALUES ('port', 0, 'Harbours');
INSERT INTO themes VALUES (1, 'noise', 'Noise', 'At night', 'suggested');
INSERT INTO terms VALUES ('noise', 0, 'quiet*');
INSERT INTO theme_paragraphs VALUES ('noise', 'harbours', 0, 2);
INSERT INTO annotations VALUES ('n1', 'harbours', 'ed-a', 'red', 'Is it **so**?
Ask.', 'reader', '2026-01-04T09:41:07.123456Z', '2026-01-05T09:41:07.123456Z', 'exact');
INSERT INTO annotations VALUES ('n2', 'cranes-2', 'ed-b', 'yellow', '', '', '2026-01-04T09:41:08.123456Z',
    '2026-01-04T09:41:08.123456Z', 'lost');
INSERT INTO targets VALUES ('n1', 0, 'b1', 1, 14, 25, 'deep water.', 'Harbours need ', 'And “quiet” nights.');
INSERT INTO targets VALUES ('n1', 1, 'b2', 2, 0, 3, 'And', 'Harbours need deep water.', ' “quiet” nights.');
INSERT INTO targets VALUES ('n2', 0, 'c0', NULL, 0, 6, 'Cranes', '', ' lift.');
INSERT INTO tags VALUES ('n1', 0, 'b');
INSERT INTO tags VALUES ('n1', 1, 'a');
"""

STEP_2 = (
    STEP_1
    + """
ALTER TABLE annotations ADD COLUMN normaliser INTEGER NOT NULL DEFAULT 1;
ALTER TABLE annotations ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotations ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotations ADD COLUMN mine INTEGER NOT NULL DEFAULT 1;
ALTER TABLE annotations ADD COLUMN answers TEXT NOT NULL DEFAULT '';
ALTER TABLE annotations ADD COLUMN variant TEXT NOT NULL DEFAULT '';
ALTER TABLE annotations ADD COLUMN deleted TEXT NOT NULL DEFAULT '';
CREATE TABLE settled (
    annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    passage TEXT NOT NULL, PRIMARY KEY (annotation, position)
) WITHOUT ROWID;
CREATE TABLE earlier (
    annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    colour TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL, done INTEGER NOT NULL, modified TEXT NOT NULL,
    PRIMARY KEY (annotation, position)
) WITHOUT ROWID;
CREATE TABLE ancestors (
    annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE, version TEXT NOT NULL,
    PRIMARY KEY (annotation, version)
) WITHOUT ROWID;
CREATE TABLE purged (id TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (key TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 2;
"""
)

# The notes of version 1 as they were, so that the same is expected of both; what is new is on a note of its own.
ROWS_2 = (
    ROWS_1.replace("'exact');", "'exact', 1, 0, 0, 1, '', '', '');").replace(
        "'lost');", "'lost', 1, 0, 0, 1, '', '', '');"
    )
    + """
INSERT INTO annotations VALUES ('n3', 'harbours', 'ed-a', 'violet', 'Ring them.', 'Anna', '2026-01-06T09:41:07.123456Z',
    '2026-01-07T09:41:07.123456Z', 'changed', 2, 1, 1, 0, 'n1', 'n2', '2026-01-08T09:41:07.123456Z');
INSERT INTO targets VALUES ('n3', 0, 'b2', 2, 0, 3, 'And', '', '');
INSERT INTO settled VALUES ('n3', 0, '["ed-b", 2, [["c0", 1, 0, 6, "Cranes", "", " lift."]]]');
INSERT INTO settled VALUES ('n3', 1, '["ed-c", 2, []]');
INSERT INTO earlier VALUES ('n3', 0, 'red', 'Write “them”.', '["x", "y"]', 0, '2026-01-06T09:41:07.123456Z');
INSERT INTO ancestors VALUES ('n3', '0123456789abcdef');
INSERT INTO purged VALUES ('n0', '2026-01-09T09:41:07.123456Z');
INSERT INTO names VALUES ('colour.red', 'Doubt');
"""
)

STEP_3 = (
    STEP_2
    + """
CREATE TABLE lineage (store TEXT NOT NULL, written INTEGER NOT NULL);
INSERT INTO lineage VALUES ('0123456789abcdef0123456789abcdef', 7);
PRAGMA user_version = 3;
"""
)

STORES = {1: (STEP_1, ROWS_1), 2: (STEP_2, ROWS_2), 3: (STEP_3, ROWS_2)}
"""For each version of the schema that is not the newest: its statements, and a row or more in each of its tables."""


def write_old_store(path: Path, version: int, *, in_log: bool = False) -> None:
    """Leave a store at `path` as the program of that version left it, its rows still in the log if it was killed."""
    schema, rows = STORES[version]
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name("being-made") if in_log else path
    with closing(sqlite3.connect(made)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        old.executescript(schema)
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        old.executescript(f"BEGIN; {rows} COMMIT;")
        if in_log:
            # Copied while it is open: closing would empty the log.
            for ending in ("", "-wal"):
                Path(f"{path}{ending}").write_bytes(Path(f"{made}{ending}").read_bytes())
    if in_log:
        os.remove(made)
