"""Annotations in the store. What `add`, `change` and `delete` have returned from is on the disk."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.errors import NotFound
from briefreader.storage.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

_COLOURS = {colour.value: colour for colour in Colour}
_STATES = {state.value: state for state in State}


class AnnotationStore:
    """The annotations of one store. Ids and times are the caller's; passages stay as they were given.

    Each change lasts when the method returns, except inside `Database.transaction`, where it lasts with the whole.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_brief(self, brief_id: str) -> tuple[Annotation, ...]:
        """The annotations of a brief, whatever their edition, the oldest first."""
        return self._read("WHERE a.brief = ?", brief_id)

    def all(self) -> tuple[Annotation, ...]:
        """Every annotation, by brief, the oldest first."""
        return self._read("")

    def get(self, annotation_id: str) -> Annotation:
        """Raises NotFound."""
        found = self._read("WHERE a.id = ?", annotation_id)
        if not found:
            raise NotFound(f"There is no note “{annotation_id}”; `briefreader notes list` shows those of a brief.")
        return found[0]

    def counts(self) -> dict[str, int]:
        """How many annotations each brief has; briefs without one are not in it."""
        return dict(self._database.rows("SELECT brief, count(*) FROM annotations GROUP BY brief"))

    def add(self, annotation: Annotation) -> None:
        """Store a new annotation. Raises NotFound where its brief is not in the store."""
        with self._database.transaction() as connection:
            if not connection.execute("SELECT 1 FROM briefs WHERE id = ?", (annotation.brief,)).fetchone():
                raise NotFound(f"The brief “{annotation.brief}” is not in the library, so nothing can be noted on it.")
            connection.execute(
                "INSERT INTO annotations (brief, edition, colour, note, author, created, modified, state, id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _row(annotation),
            )
            _add_parts(connection, annotation)

    def change(self, annotation: Annotation) -> None:
        """Put `annotation` in the place of the one with its id. Raises NotFound."""
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE annotations SET brief = ?, edition = ?, colour = ?, note = ?, author = ?, created = ?, "
                "modified = ?, state = ? WHERE id = ?",
                _row(annotation),
            )
            if not changed.rowcount:
                raise NotFound(f"The note “{annotation.id}” is not there any more, so it cannot be changed.")
            connection.execute("DELETE FROM targets WHERE annotation = ?", (annotation.id,))
            connection.execute("DELETE FROM tags WHERE annotation = ?", (annotation.id,))
            _add_parts(connection, annotation)

    def delete(self, annotation_id: str) -> Annotation:
        """Remove an annotation and return it, so that it can be added again. Raises NotFound."""
        with self._database.transaction() as connection:
            gone = self.get(annotation_id)
            connection.execute("DELETE FROM annotations WHERE id = ?", (annotation_id,))
        return gone

    def _read(self, which: str, *parameters: str) -> tuple[Annotation, ...]:
        parts = f"t JOIN annotations a ON a.id = t.annotation {which} ORDER BY t.annotation, t.position"
        with self._database.snapshot():
            rows = self._database.rows(
                "SELECT a.id, a.brief, a.edition, a.colour, a.note, a.author, a.created, a.modified, a.state "
                f"FROM annotations a {which} ORDER BY a.brief, a.created, a.id",
                parameters,
            )
            target_rows = self._database.rows(
                "SELECT t.annotation, t.block, t.number, t.first, t.last, t.quote, t.prefix, t.suffix "
                f"FROM targets {parts}",
                parameters,
            )
            tag_rows = self._database.rows(f"SELECT t.annotation, t.tag FROM tags {parts}", parameters)
        targets: dict[str, list[Target]] = defaultdict(list)
        for id, *target in target_rows:
            targets[id].append(Target(*target))
        tags: dict[str, list[str]] = defaultdict(list)
        for id, tag in tag_rows:
            tags[id].append(tag)
        return tuple(
            Annotation(
                id=id,
                brief=brief,
                passage=Passage(edition, tuple(targets.get(id, ()))),
                colour=_COLOURS[colour],
                note=note,
                tags=tuple(tags.get(id, ())),
                author=author,
                created=created,
                modified=modified,
                state=_STATES[state],
            )
            for id, brief, edition, colour, note, author, created, modified, state in rows
        )


def _row(it: Annotation) -> tuple[str, ...]:
    return (it.brief, it.passage.edition, it.colour, it.note, it.author, it.created, it.modified, it.state, it.id)


def _add_parts(connection: Connection, annotation: Annotation) -> None:
    connection.executemany(
        "INSERT INTO targets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (annotation.id, at, it.block, it.number, it.start, it.end, it.quote, it.prefix, it.suffix)
            for at, it in enumerate(annotation.passage.targets)
        ),
    )
    connection.executemany(
        "INSERT INTO tags VALUES (?, ?, ?)", ((annotation.id, at, tag) for at, tag in enumerate(annotation.tags))
    )
