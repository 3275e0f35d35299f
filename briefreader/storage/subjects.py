"""Actors and themes, which belong to the library and not to one brief, and where each edition mentions them.

What editors and imports say of them lies in tables that they may write over at any time. What the user says is kept
apart from that (`corrections`), and put on top of it whenever they are read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from briefreader.errors import NotFound
from briefreader.storage.database import Database

# At run time the registry is imported where it is used: the first page of a start does without it.
if TYPE_CHECKING:
    from sqlite3 import Connection

    from briefreader.brief.corrections import Correction, Registry
    from briefreader.brief.registry import Actor, Evidence, Mention, Theme

# A suggestion never writes over what an editor or the user has settled.
_UNLESS_SETTLED = "WHERE excluded.status <> 'suggested' OR {table}.status = 'suggested'"


class Spot(NamedTuple):
    """One mention with the block that it stands in: `first` to `last` are code points of `text`."""

    brief: str
    block: str
    position: int
    number: int | None
    text: str
    first: int
    last: int


class Appearance(NamedTuple):
    """How often a block mentions a subject; `numbered` says whether it is a paragraph that counts."""

    brief: str
    block: str
    position: int
    numbered: bool
    subject: str
    times: int


class SubjectStore:
    """The actors, themes and mentions of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settled: tuple[tuple[int, int], Registry] | None = None

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

    def registry(self) -> Registry:
        """All actors and themes as the user has settled them, in the order in which they came."""
        from briefreader.brief.corrections import corrected

        # A thousand actors take longer to read than most of what is asked about them.
        state = self._database.state()
        if self._settled is not None and self._settled[0] == state:
            return self._settled[1]
        with self._database.snapshot():
            found = corrected(self.actors(), self.themes(), self.corrections())
        if not self._database.is_changing:
            self._settled = state, found
        return found

    @contextmanager
    def _registry_stays(self) -> Iterator[None]:
        """What is written inside is nothing of the registry, so that it need not be read again."""
        before, kept = self._database.state(), self._settled
        yield
        after = self._database.state()
        others_wrote = after[0] != before[0]
        if kept is not None and kept[0] == before and not others_wrote and not self._database.is_changing:
            self._settled = after, kept[1]

    def actor_ids(self) -> frozenset[str]:
        """The ids of all actors, those that were merged into others included."""
        return frozenset(id for (id,) in self._database.rows("SELECT id FROM actors"))

    def actors(self) -> tuple[Actor, ...]:
        """All actors as editors and imports have them, in the order in which they came."""
        from briefreader.brief.registry import Actor

        aliases = self._lists("SELECT actor, alias FROM aliases WHERE NOT seat ORDER BY actor, position")
        seats = self._lists("SELECT actor, alias FROM aliases WHERE seat ORDER BY actor, position")
        more = self._lists("SELECT subject, words FROM learned WHERE NOT seat ORDER BY subject, words")
        more_seats = self._lists("SELECT subject, words FROM learned WHERE seat ORDER BY subject, words")
        rows = self._database.rows("SELECT id, name, kind, description, status FROM actors ORDER BY position")
        found = []
        for id, name, kind, description, status in rows:
            own = aliases.get(id, ())
            known = (*own, *(one for one in more.get(id, ()) if one != name and one not in own))
            at = tuple(
                dict.fromkeys((*seats.get(id, ()), *(one for one in more_seats.get(id, ()) if one not in known)))
            )
            found.append(Actor(id, name, kind, known, description, status, at))
        return tuple(found)

    def themes(self) -> tuple[Theme, ...]:
        """All themes as editors and imports have them, in the order in which they came; paragraphs by brief."""
        from briefreader.brief.registry import Theme

        terms = self._lists("SELECT theme, term FROM terms ORDER BY theme, position")
        more = self._lists("SELECT subject, words FROM learned ORDER BY subject, words")
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
                terms=terms.get(id, ()) + tuple(one for one in more.get(id, ()) if one not in terms.get(id, ())),
                description=description,
                status=status,
                paragraphs=tuple((brief, tuple(numbers)) for brief, numbers in paragraphs.get(id, {}).items()),
            )
            for id, name, description, status in rows
        )

    def learn(self, names: Iterable[tuple[str, str, bool]]) -> None:
        """Keep names under which imports found actors that were known: id, name, whether it is that of a seat."""
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO learned VALUES (?, ?, ?)", names)

    def save_evidence(self, brief_id: str, evidence: Iterable[Evidence]) -> None:
        """Keep why actors and themes were suggested for a brief, in the place of what was kept for it before."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM evidence WHERE brief = ?", (brief_id,))
            connection.executemany(
                "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (brief_id, at, one.subject, one.reason, one.words, one.block)
                    for at, one in enumerate(dict.fromkeys(evidence))
                ),
            )

    def evidence(self, brief_id: str) -> tuple[Evidence, ...]:
        """Why actors and themes were suggested for a brief."""
        from briefreader.brief.registry import Evidence

        rows = self._database.rows(
            "SELECT subject, reason, words, block FROM evidence WHERE brief = ? ORDER BY position", (brief_id,)
        )
        return tuple(Evidence(*row) for row in rows)

    def corrections(self) -> tuple[Correction, ...]:
        """What the user has settled; what cannot be read is left out, and stays where it is."""
        from briefreader.storage.settling import correction_of

        rows = self._database.rows("SELECT subject, said FROM corrections ORDER BY subject")
        return tuple(one for subject, said in rows if (one := correction_of(subject, said)) is not None)

    def put_corrections(self, corrections: Iterable[Correction]) -> None:
        """Put what the user says of some subjects in the place of what was said of them; an empty one is removed."""
        from briefreader.storage.settling import written_correction

        with self._database.transaction() as connection:
            for one in corrections:
                connection.execute("DELETE FROM corrections WHERE subject = ?", (one.subject,))
                if not one.is_empty:
                    connection.execute("INSERT INTO corrections VALUES (?, ?)", (one.subject, written_correction(one)))

    def save_mentions(
        self, brief_id: str, edition: str, mentions: Sequence[Mention], registry: str, about: str = ""
    ) -> None:
        """Replace the mentions of an edition; `registry` is the fingerprint of the actors and themes looked for.

        `about` names what the index has to know of them. Raises NotFound where the edition is not in the store.
        """
        with self._registry_stays(), self._database.transaction() as connection:
            key = self._edition_key(brief_id, edition)
            connection.execute("UPDATE editions SET registry = ?, about = ? WHERE id = ?", (registry, about, key))
            connection.execute("DELETE FROM mentions WHERE edition = ?", (key,))
            connection.executemany(
                "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
                ((key, at, found.subject, found.block, found.start, found.end) for at, found in enumerate(mentions)),
            )

    def counts_of_mentions(self) -> dict[str, tuple[int, int]]:
        """How often each subject is mentioned in the editions that are shown, and in how many briefs."""
        rows = self._database.rows(
            "SELECT m.subject, count(*), count(DISTINCT e.brief) FROM mentions m JOIN editions e ON e.id = m.edition "
            "JOIN briefs b ON b.id = e.brief AND b.edition = e.name GROUP BY m.subject"
        )
        return {subject: (count, briefs) for subject, count, briefs in rows}

    def spots(self, subjects: Iterable[str], brief_id: str | None = None) -> list[Spot]:
        """Where some subjects are mentioned in the editions that are shown, brief by brief in reading order."""
        ids = json.dumps(list(subjects))
        rows = self._database.rows(
            "SELECT b.id, m.block, k.position, k.number, k.text, m.first, m.last FROM json_each(?) one "
            "JOIN mentions m ON m.subject = one.value JOIN editions e ON e.id = m.edition "
            "JOIN briefs b ON b.id = e.brief AND b.edition = e.name "
            "JOIN blocks k ON k.edition = e.id AND k.id = m.block "
            "WHERE b.id = coalesce(?, b.id) ORDER BY b.position, k.position, m.first",
            (ids, brief_id),
        )
        return list(map(Spot._make, rows))

    def appearances(self, brief_id: str | None = None) -> list[Appearance]:
        """Who and what each block of the editions that are shown speaks of, and how often, in reading order."""
        rows = self._database.rows(
            "SELECT b.id, m.block, k.position, k.number IS NOT NULL, m.subject, count(*) FROM mentions m "
            "JOIN editions e ON e.id = m.edition JOIN briefs b ON b.id = e.brief AND b.edition = e.name "
            "JOIN blocks k ON k.edition = e.id AND k.id = m.block WHERE b.id = coalesce(?, b.id) "
            "GROUP BY m.edition, m.block, m.subject ORDER BY b.position, k.position, min(m.position)",
            (brief_id,),
        )
        return list(map(Appearance._make, rows))

    def company(self, subjects: Iterable[str], brief_id: str | None = None) -> list[tuple[int, str, str]]:
        """Edition, block and subject: who and what stands in the blocks that mention some subjects, once for each."""
        return self._database.rows(
            "WITH shown AS (SELECT e.id FROM editions e JOIN briefs b ON b.id = e.brief AND b.edition = e.name "
            "WHERE b.id = coalesce(?, b.id)), "
            "there AS (SELECT DISTINCT m.edition, m.block FROM json_each(?) one JOIN mentions m "
            "ON m.subject = one.value WHERE m.edition IN shown) "
            "SELECT DISTINCT m.edition, m.block, m.subject FROM mentions m "
            "WHERE m.edition IN shown AND (m.edition, m.block) IN there",
            (brief_id, json.dumps(list(subjects))),
        )

    def registries(self) -> dict[str, tuple[str, str]]:
        """For each brief the edition that is shown, and the fingerprint under which its mentions were found."""
        rows = self._database.rows(
            "SELECT b.id, e.name, e.registry FROM briefs b JOIN editions e ON e.brief = b.id AND e.name = b.edition "
            "ORDER BY b.position"
        )
        return {id: (name, registry) for id, name, registry in rows}

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
            "INSERT INTO aliases (actor, position, alias, seat) VALUES (?, ?, ?, ?)",
            (
                (actor.id, at, alias, at >= len(actor.aliases))
                for at, alias in enumerate((*actor.aliases, *actor.seats))
            ),
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
