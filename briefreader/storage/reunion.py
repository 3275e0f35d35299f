"""Bring what another store holds into this one, beside what is here: nothing that is here is changed or removed.

The other store is a backup that the user chose, or what could still be read of a damaged one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefreader.annotations.model import Annotation, version_of
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.database import Database
from briefreader.storage.subjects import SubjectStore

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Missed:
    """What another store has and this one lacks: `gone` are not here or in the bin, `other` say something else here."""

    gone: tuple[Annotation, ...]
    other: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came: ids of briefs, how many editions, and annotations as pairs (before, after), as undo wants them.

    `before` is None for one that was not here at all. Those that were put beside another one are the `variant` of it.
    """

    briefs: tuple[str, ...]
    editions: int
    annotations: tuple[tuple[Annotation | None, Annotation], ...]


def missed(there: Iterable[Annotation], here: Iterable[Annotation]) -> Missed:
    """Compare what two stores hold: `there` without its bin, which stays there, `here` with it."""
    known = {one.id: one for one in here}
    gone, other = [], []
    for one in there:
        now = known.get(one.id)
        if now is None or now.deleted:
            gone.append(one)
        if now is not None and _said(now) != _said(one):
            beside = known.get(_beside(one).id)
            if beside is None or beside.deleted:
                other.append(one)
    return Missed(tuple(gone), tuple(other))


def bring(here: Database, there: Database) -> Brought:
    """Bring in what is missing, in one transaction.

    Briefs, editions, actors, themes and searches that are not here come as they were, and what the user said of actors
    and themes of whom nothing is said here. So do annotations; one that lies in the
    bin leaves it with the words that it has now. One that says something else than here is put beside it under an id
    made of both its id and its words, so that bringing it twice changes nothing.
    """
    store, other = AnnotationStore(here), AnnotationStore(there)
    with here.transaction() as connection:
        briefs, editions = _bring_briefs(connection, there)
        _bring_subjects(SubjectStore(here), SubjectStore(there))
        _bring_what_was_said(connection, there, "INSERT OR IGNORE")
        known = {one.id: one for one in (*store.all(), *store.bin())}
        found = missed(other.all(), known.values())
        came: list[tuple[Annotation | None, Annotation]] = []
        for one, past in [(one, one.id) for one in found.gone] + [(_beside(one), one.id) for one in found.other]:
            now = known.get(one.id)
            if now is not None:
                live = replace(now, deleted="")
                store.change(live)
                came.append((now, live))
            elif _add(connection, store, other, there, one, past):
                came.append((None, one))
    return Brought(briefs, editions, tuple(came))


def catch_up(here: Database, there: Database) -> int:
    """Bring a store that was restored up to what a later state of it holds; returns how many annotations came.

    Unlike `bring`, the later words take the place of the earlier ones, which are kept as the past of the annotation.
    """
    store, other = AnnotationStore(here), AnnotationStore(there)
    count = 0
    with here.transaction() as connection:
        _bring_briefs(connection, there)
        _bring_subjects(SubjectStore(here), SubjectStore(there))
        _bring_what_was_said(connection, there, "REPLACE")
        known = {one.id: one for one in (*store.all(), *store.bin())}
        for one in (*other.all(), *other.bin()):
            now = known.get(one.id)
            if now is None:
                count += _add(connection, store, other, there, one, one.id)
            elif one != now and one.modified >= now.modified:
                store.change(one)
                count += 1
        for key, words in other.names().items():
            store.rename(key, words)
    return count


def _add(
    connection: Connection, store: AnnotationStore, other: AnnotationStore, there: Database, one: Annotation, past: str
) -> bool:
    """Add an annotation with the past of `past` there; false where its brief is not here."""
    if connection.execute("SELECT 1 FROM briefs WHERE id = ?", (one.brief,)).fetchone() is None:
        return False
    store.add(one, _ancestors(there, past), other.earlier(past))
    return True


def _said(it: Annotation) -> tuple[object, ...]:
    """What a reader would see the difference of."""
    return it.colour, it.note, it.tags, it.done, it.private, it.answers, it.brief, it.passage


def _beside(one: Annotation) -> Annotation:
    return replace(one, id=f"{one.id}~{version_of(one)}", variant=one.variant or one.id)


def _ancestors(there: Database, annotation_id: str) -> list[str]:
    rows = there.rows("SELECT version FROM ancestors WHERE annotation = ?", (annotation_id,))
    return [version for (version,) in rows]


def _bring_briefs(connection: Connection, there: Database) -> tuple[tuple[str, ...], int]:
    known = {id for (id,) in connection.execute("SELECT id FROM briefs")}
    came = []
    for brief in _records(there, "briefs ORDER BY position"):
        if brief["id"] not in known:
            came.append(str(brief["id"]))
            del brief["position"]
            _insert(connection, "briefs", [brief])
    editions = set(connection.execute("SELECT brief, name FROM editions"))
    count = 0
    for edition in _records(there, "editions ORDER BY id"):
        if (edition["brief"], edition["name"]) in editions or edition["brief"] not in {*known, *came}:
            continue
        count += 1
        # Its mentions are found anew, because the actors and themes here may be others.
        key, edition["id"], edition["registry"] = edition["id"], None, ""
        [new] = _insert(connection, "editions", [edition])
        blocks = _records(there, "blocks WHERE edition = ? ORDER BY position", key)
        _insert(connection, "blocks", [{**block, "edition": new} for block in blocks])
    _insert(connection, "places", [place for place in _records(there, "places") if place["brief"] in came])
    return tuple(came), count


def _bring_subjects(here: SubjectStore, there: SubjectStore) -> None:
    actors, themes = {one.id for one in here.actors()}, {one.id for one in here.themes()}
    here.save_subjects(
        (one for one in there.actors() if one.id not in actors), (one for one in there.themes() if one.id not in themes)
    )


def _bring_what_was_said(connection: Connection, there: Database, verb: str) -> None:
    """Bring what the user said of actors and themes, the searches, and what imports learned.

    Of one thing both stores may say something: `verb` is the SQL by which this one keeps its own, or takes the other's.
    """
    rows = there.rows("SELECT subject, said FROM corrections")
    connection.executemany(f"{verb} INTO corrections VALUES (?, ?)", rows)
    rows = there.rows("SELECT name, asked FROM searches ORDER BY position")
    connection.executemany(f"{verb} INTO searches (name, asked) VALUES (?, ?)", rows)
    connection.executemany("INSERT OR IGNORE INTO asked VALUES (?, ?)", there.rows("SELECT * FROM asked"))
    connection.executemany("INSERT OR IGNORE INTO learned VALUES (?, ?, ?)", there.rows("SELECT * FROM learned"))
    known = {id for (id,) in connection.execute("SELECT id FROM briefs")}
    evidence = [row for row in there.rows("SELECT * FROM evidence") if row[0] in known]
    connection.executemany("INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?, ?, ?)", evidence)


def _records(there: Database, source: str, *parameters: object) -> list[dict[str, Any]]:
    """Rows as dictionaries: both stores have been through the same steps, perhaps in another order of columns."""
    names = [name for (name,) in there.rows("SELECT name FROM pragma_table_info(?)", (source.split()[0],))]
    return [dict(zip(names, row, strict=True)) for row in there.rows(f"SELECT * FROM {source}", parameters)]


def _insert(connection: Connection, table: str, records: Iterable[dict[str, Any]]) -> list[int]:
    """Insert rows; returns their keys."""
    keys = []
    for one in records:
        names, marks = ", ".join(one), ", ".join("?" * len(one))
        added = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(one.values()))
        keys.append(added.lastrowid or 0)
    return keys
