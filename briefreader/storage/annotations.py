"""Annotations in the store. What `add`, `change` and `remove` have returned from is on the disk."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target, version_of
from briefreader.errors import NotFound
from briefreader.storage import mending
from briefreader.storage.database import Database
from briefreader.storage.mending import TEXT, WHOLE, Kinds, all_fitted

if TYPE_CHECKING:
    from sqlite3 import Connection

_COLOURS = {colour.value: colour for colour in Colour}
_STATES = {state.value: state for state in State}

# The order in which `_row` gives them; the id last, as an UPDATE wants it.
FIELDS = (
    "brief, edition, colour, note, author, created, modified, state, normaliser, done, private, mine, answers, "
    "variant, deleted, id"
)
KINDS: Kinds = (*8 * (TEXT,), *4 * (WHOLE,), *4 * (TEXT,))
"""What each value of `FIELDS` is."""

_SELECTED = ", ".join(f"a.{field.strip()}" for field in FIELDS.split(","))
_TAG: Kinds = (TEXT, TEXT)
_EARLIER: Kinds = (TEXT, TEXT, TEXT, WHOLE, TEXT)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an annotation said before: until `modified` of the one that followed, from its own on."""

    colour: Colour
    note: str
    tags: tuple[str, ...]
    done: bool
    modified: str


class AnnotationStore:
    """The annotations of one store. Ids and times are the caller's; passages stay as they were given.

    Each change lasts when the method returns, except inside `Database.transaction`, where it lasts with the whole.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # What is there

    def of_brief(self, brief_id: str) -> tuple[Annotation, ...]:
        """The annotations of a brief, whatever their edition, the oldest first; not those in the bin."""
        return self._read("WHERE a.brief = ? AND a.deleted = ''", brief_id)

    def all(self) -> tuple[Annotation, ...]:
        """Every annotation, by brief, the oldest first; not those in the bin."""
        return self._read("WHERE a.deleted = ''")

    def bin(self) -> tuple[Annotation, ...]:
        """What was deleted and can still be brought back, the latest first."""
        return tuple(sorted(self._read("WHERE a.deleted <> ''"), key=lambda one: one.deleted, reverse=True))

    def get(self, annotation_id: str) -> Annotation:
        """One annotation, be it in the bin. Raises NotFound."""
        found = self._read("WHERE a.id = ?", annotation_id)
        if not found:
            raise NotFound(f"There is no note “{annotation_id}”; `briefreader notes list` shows those of a brief.")
        return found[0]

    def counts(self) -> dict[str, int]:
        """How many annotations each brief has; briefs without one are not in it."""
        return dict(self._database.rows("SELECT brief, count(*) FROM annotations WHERE deleted = '' GROUP BY brief"))

    def tags(self) -> dict[str, int]:
        """Every tag in use, with the number of annotations that bear it, the most frequent first."""
        return dict(
            self._database.rows(
                "SELECT CAST(t.tag AS TEXT), count(*) FROM tags t JOIN annotations a ON a.id = t.annotation "
                "WHERE a.deleted = '' GROUP BY 1 ORDER BY 2 DESC, 1"
            )
        )

    def earlier(self, annotation_id: str) -> tuple[Earlier, ...]:
        """What an annotation said before, the oldest first."""
        rows = self._database.rows(
            "SELECT colour, note, tags, done, modified FROM earlier WHERE annotation = ? ORDER BY position",
            (annotation_id,),
        )
        return tuple(
            Earlier(_COLOURS.get(colour, Colour.YELLOW), note, mending.listed(tags), bool(done), modified)
            for colour, note, tags, done, modified in all_fitted(rows, _EARLIER)
        )

    def ancestors(self, brief_id: str) -> dict[str, frozenset[str]]:
        """The versions that are known to be older than what stands, by the ids of a brief's annotations."""
        found: dict[str, set[str]] = defaultdict(set)
        for id, version in self._database.rows(
            "SELECT v.annotation, v.version FROM ancestors v JOIN annotations a ON a.id = v.annotation "
            "WHERE a.brief = ?",
            (brief_id,),
        ):
            found[id].add(version)
        return {id: frozenset(versions) for id, versions in found.items()}

    def purged(self) -> frozenset[str]:
        """The ids of what was deleted for good."""
        return frozenset(id for (id,) in self._database.rows("SELECT id FROM purged"))

    # Changes

    def add(self, annotation: Annotation, ancestors: Iterable[str] = (), earlier: Iterable[Earlier] = ()) -> None:
        """Store a new annotation, with what is known of its past. Raises NotFound where its brief is not there."""
        annotation = mending.whole(annotation)
        with self._database.transaction() as connection:
            if not connection.execute("SELECT 1 FROM briefs WHERE id = ?", (annotation.brief,)).fetchone():
                raise NotFound(f"The brief “{annotation.brief}” is not in the library, so nothing can be noted on it.")
            connection.execute(
                f"INSERT INTO annotations ({FIELDS}) VALUES (?{', ?' * FIELDS.count(',')})", _row(annotation)
            )
            _add_parts(connection, annotation)
            _add_ancestors(connection, annotation.id, ancestors)
            for one in earlier:
                keep_earlier(connection, annotation.id, one)
            # What was brought back is not gone any more.
            connection.execute("DELETE FROM purged WHERE id = ?", (annotation.id,))

    def change(self, annotation: Annotation, ancestors: Iterable[str] = ()) -> None:
        """Put `annotation` in the place of the one with its id; what that one said is kept. Raises NotFound."""
        annotation = mending.whole(annotation)
        with self._database.transaction() as connection:
            try:
                before = self.get(annotation.id)
            except NotFound:
                raise NotFound(f"The note “{annotation.id}” is not there any more, so it cannot be changed.") from None
            write_over(connection, annotation)
            if _said(before) != _said(annotation):
                said = Earlier(before.colour, before.note, before.tags, before.done, before.modified)
                keep_earlier(connection, before.id, said)
            # What its writer changes is newer; a colleague's can also be put back to what it was.
            known = {*ancestors, version_of(before)} if annotation.mine else {*ancestors}
            _add_ancestors(connection, annotation.id, known - {version_of(annotation)})

    def remove(self, annotation_id: str) -> Annotation:
        """Remove an annotation for good and return it, so that it can be added again. Raises NotFound."""
        with self._database.transaction() as connection:
            gone = self.get(annotation_id)
            connection.execute("DELETE FROM annotations WHERE id = ?", (annotation_id,))
        return gone

    def purge(self, before: str, moment: str) -> int:
        """Remove for good what was put into the bin before a time (ISO 8601); returns how many went."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO purged SELECT id, ? FROM annotations WHERE deleted <> '' AND deleted < ?",
                (moment, before),
            )
            gone = connection.execute("DELETE FROM annotations WHERE deleted <> '' AND deleted < ?", (before,))
        return gone.rowcount

    def keep_states(self, states: Iterable[tuple[str, State]]) -> None:
        """Keep how annotations stand to the edition that is shown."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE annotations SET state = ? WHERE id = ?", ((state.value, id) for id, state in states)
            )

    # What the user calls things

    def names(self) -> dict[str, str]:
        """The user's own words: "author", and "colour.red" and so on for colours that have a name of their own."""
        return dict(self._database.rows("SELECT key, words FROM names"))

    def rename(self, key: str, words: str) -> None:
        """Keep what the user calls something; empty words bring the usual ones back."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM names WHERE key = ?", (key,))
            if words:
                connection.execute("INSERT INTO names VALUES (?, ?)", (key, mending.storable(words)))

    def _read(self, which: str, *parameters: str) -> tuple[Annotation, ...]:
        parts = f"t JOIN annotations a ON a.id = t.annotation {which} ORDER BY t.annotation, t.position"
        with self._database.snapshot():
            rows = self._database.rows(
                f"SELECT {_SELECTED} FROM annotations a {which} ORDER BY a.brief, a.created, a.id", parameters
            )
            target_rows = self._database.rows(
                "SELECT t.annotation, t.block, t.number, t.first, t.last, t.quote, t.prefix, t.suffix "
                f"FROM targets {parts}",
                parameters,
            )
            tag_rows = self._database.rows(f"SELECT t.annotation, t.tag FROM tags {parts}", parameters)
            settled_rows = self._database.rows(f"SELECT t.annotation, t.passage FROM settled {parts}", parameters)
        # Nearly every passage has one target: two thirds of the time that lists take, with ten thousand of them.
        targets: dict[str, tuple[Target, ...]] = {}
        for id, block, number, first, last, quote, prefix, suffix in all_fitted(target_rows, (TEXT, *mending.TARGET)):
            one = (Target(block, number, first, last, quote, prefix, suffix),)
            targets[id] = targets[id] + one if id in targets else one
        tags: dict[str, list[str]] = defaultdict(list)
        for id, tag in all_fitted(tag_rows, _TAG):
            tags[id].append(tag)
        settled: dict[str, list[Passage]] = defaultdict(list)
        for id, written in all_fitted(settled_rows, _TAG):
            passage = mending.settled(written)
            if passage:
                settled[id].append(passage)
        nowhere = (mending.NOWHERE,)
        return tuple(
            Annotation(
                id=id,
                brief=brief,
                passage=Passage(edition, targets.get(id, nowhere), normaliser),
                colour=_COLOURS.get(colour, Colour.YELLOW),
                note=note,
                tags=tuple(tags.get(id, ())),
                author=author,
                created=created,
                modified=modified,
                state=_STATES.get(state, State.EXACT),
                done=bool(done),
                private=bool(private),
                mine=bool(mine),
                answers=answers,
                variant=variant,
                settled=tuple(settled.get(id, ())),
                deleted=deleted,
            )
            for (
                brief, edition, colour, note, author, created, modified, state,
                normaliser, done, private, mine, answers, variant, deleted, id,
            ) in all_fitted(rows, KINDS)
        )  # fmt: skip


def _said(it: Annotation) -> tuple[object, ...]:
    return it.colour, it.note, it.tags, it.done


def _row(it: Annotation) -> tuple[object, ...]:
    return (
        it.brief,
        it.passage.edition,
        it.colour,
        it.note,
        it.author,
        it.created,
        it.modified,
        it.state,
        it.passage.normaliser,
        it.done,
        it.private,
        it.mine,
        it.answers,
        it.variant,
        it.deleted,
        it.id,
    )


def write_over(connection: Connection, annotation: Annotation) -> None:
    """Put an annotation in the place of the one with its id, past and all else as they were."""
    columns = ", ".join(f"{field.strip()} = ?" for field in FIELDS.split(",")[:-1])
    connection.execute(f"UPDATE annotations SET {columns} WHERE id = ?", _row(annotation))
    for table in ("targets", "tags", "settled"):
        connection.execute(f"DELETE FROM {table} WHERE annotation = ?", (annotation.id,))
    _add_parts(connection, annotation)


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
    connection.executemany(
        "INSERT INTO settled VALUES (?, ?, ?)",
        ((annotation.id, at, mending.written_passage(one)) for at, one in enumerate(annotation.settled)),
    )


def _add_ancestors(connection: Connection, annotation_id: str, versions: Iterable[str]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO ancestors VALUES (?, ?)", ((annotation_id, version) for version in versions)
    )


def keep_earlier(connection: Connection, annotation_id: str, it: Earlier) -> None:
    """Put what an annotation said behind all that it said before."""
    connection.execute(
        "INSERT INTO earlier SELECT ?, coalesce(max(position), -1) + 1, ?, ?, ?, ?, ? FROM earlier "
        "WHERE annotation = ?",
        (annotation_id, it.colour, it.note, written_tags(it.tags), it.done, it.modified, annotation_id),
    )


def written_tags(tags: Iterable[str]) -> str:
    """Earlier tags as the store has them."""
    return json.dumps(list(tags), ensure_ascii=False)
