"""Briefs in the store: every edition, block by block, and where the reader was in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefreader.brief.model import NUMBERED, Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.errors import BriefreaderError, NotFound
from briefreader.storage import mending
from briefreader.storage.database import Database
from briefreader.storage.mending import TEXT, TEXT_OR_NONE, WHOLE, WHOLE_OR_NONE, Kinds
from briefreader.storage.subjects import SubjectStore

if TYPE_CHECKING:
    from sqlite3 import Connection

_KINDS = {kind.value: kind for kind in BlockKind}
_METADATA = "title, authors, publisher, date, language, source, adapted"
_METADATA_KINDS: Kinds = (*6 * (TEXT,), WHOLE)
_BLOCK: Kinds = (*4 * (TEXT,), WHOLE, WHOLE_OR_NONE, TEXT_OR_NONE, TEXT_OR_NONE)
_SUMMARIES = """
    SELECT b.id, e.title, e.authors, e.publisher, e.date, e.language, e.source, e.adapted, b.edition, e.words,
        (SELECT count(*) FROM annotations a WHERE a.brief = b.id AND a.deleted = ''), e.paragraphs, b.shipped,
        b.opened, p.block,
        (SELECT n.number FROM blocks here JOIN blocks n ON n.edition = here.edition AND n.position >= here.position
            WHERE here.edition = e.id AND here.id = p.block AND n.number IS NOT NULL ORDER BY n.position LIMIT 1)
    FROM briefs b JOIN editions e ON e.brief = b.id AND e.name = b.edition LEFT JOIN places p ON p.brief = b.id
    ORDER BY b.position
"""


@dataclass(frozen=True, slots=True)
class BriefSummary:
    """A brief as a list shows it.

    `edition` is the one that is shown, `opened` the time (ISO 8601 in UTC) when the reader was last in it, or empty;
    `place_block` is where they were, and `place_number` the number of the paragraph there or next after it.
    """

    id: str
    metadata: Metadata
    edition: str
    words: int
    annotations: int
    paragraphs: int
    shipped: bool
    opened: str
    place_block: str | None
    place_number: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a brief, without its text.

    `name` is its SHA-256, `date` what it says of itself, `added` when it came into the library (ISO 8601 in UTC);
    `shown` is true for the one that is read now.
    """

    name: str
    title: str
    date: str
    added: str
    words: int
    paragraphs: int
    shown: bool


class BriefStore(SubjectStore):
    """The briefs of one store, and what is known of each. `clock` gives the time in UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(database)
        self._clock = clock

    def save(
        self, brief: Brief, *, shipped: bool = False, original: str = "", as_new: bool = False
    ) -> tuple[Brief, bool]:
        """Store an edition and show it from now on; return it as stored, and whether the edition is new.

        A shipped brief replaces the one that was shipped under its id. Any other one is a new edition of the brief
        with its title and authors (a retelling only of a retelling), or a brief of its own, whose id then becomes
        unique by a number behind it; with `as_new` always a brief of its own. An edition that is there already is
        returned as it is. Earlier editions stay.
        `original` names the file that the brief was read from.
        """
        now = self._now()
        edition = brief.edition
        with self._database.transaction() as connection:
            home = self._twin(edition) if as_new else self._home(brief, edition, shipped)
            if home is None:
                home = self._free_id(brief.id or "brief")
                connection.execute(
                    "INSERT INTO briefs (id, slug, match, shipped, edition, added) VALUES (?, ?, ?, ?, ?, ?)",
                    (home, brief.id, _match(brief.metadata), shipped, edition, now),
                )
            stored = replace(brief, id=home)
            known = connection.execute(
                "SELECT id FROM editions WHERE brief = ? AND name = ?", (home, edition)
            ).fetchone()
            if known is None:
                _add_edition(connection, stored, edition, original, now)
            elif shipped:
                if self.load(home, edition) != stored:
                    _mend_edition(connection, known[0], stored)
            else:
                stored = self.load(home, edition)
            connection.execute(
                "UPDATE briefs SET edition = ?, match = ? WHERE id = ?", (edition, _match(stored.metadata), home)
            )
        return stored, known is None

    def home_of(self, brief: Brief) -> str | None:
        """The id of the brief of which `save` would make this a new edition; None where it would not."""
        home = self._home(brief, brief.edition, shipped=False)
        known = home is not None and any(one.name == brief.edition for one in self.editions(home))
        return None if known else home

    def editions(self, brief_id: str) -> tuple[Edition, ...]:
        """The editions of a brief, in the order in which they came. Raises NotFound."""
        rows = self._database.rows(
            "SELECT e.name, e.title, e.date, e.added, e.words, e.paragraphs, e.name = b.edition "
            "FROM editions e JOIN briefs b ON b.id = e.brief WHERE b.id = ? ORDER BY e.id",
            (brief_id,),
        )
        if not rows:
            raise NotFound(f"The brief “{brief_id}” is not in the library.")
        return tuple(
            Edition(name, title, date, added, words, paragraphs, bool(shown))
            for name, title, date, added, words, paragraphs, shown in rows
        )

    def newest_edition(self, brief_id: str) -> str:
        """The name of the edition that came last; empty where there is no such brief."""
        rows = self._database.rows("SELECT name FROM editions WHERE brief = ? ORDER BY id DESC LIMIT 1", (brief_id,))
        return str(rows[0][0]) if rows else ""

    def show_edition(self, brief_id: str, edition: str) -> Brief:
        """Show an edition from now on; returns it. Raises NotFound."""
        with self._database.transaction() as connection:
            brief = self.load(brief_id, edition)
            connection.execute(
                "UPDATE briefs SET edition = ?, match = ? WHERE id = ?", (edition, _match(brief.metadata), brief_id)
            )
        return brief

    def ids(self) -> tuple[str, ...]:
        """The ids of all briefs, in the order in which they came."""
        return tuple(id for (id,) in self._database.rows("SELECT id FROM briefs ORDER BY position"))

    def summaries(self) -> tuple[BriefSummary, ...]:
        """All briefs, in the order in which they came, each in the edition that is shown."""
        rows = self._database.rows(_SUMMARIES)
        return tuple(
            BriefSummary(
                id, _metadata(metadata), edition, words, notes, paragraphs, bool(shipped), opened, block, number
            )
            for id, *metadata, edition, words, notes, paragraphs, shipped, opened, block, number in rows
        )

    def load(self, brief_id: str, edition: str | None = None) -> Brief:
        """The brief in the edition that is shown, or in the one named. Raises NotFound."""
        with self._database.snapshot():
            key = self._edition_key(brief_id, edition)
            [(name, words, *metadata)] = self._database.rows(
                f"SELECT name, words, {_METADATA} FROM editions WHERE id = ?", (key,)
            )
            rows = self._database.rows(
                "SELECT id, kind, text, spans, level, number, section, point FROM blocks "
                "WHERE edition = ? ORDER BY position",
                (key,),
            )
        blocks = tuple(
            Block(
                id,
                _KINDS.get(kind, BlockKind.PARAGRAPH),
                text,
                _spans(spans) if spans else (),
                level,
                number,
                section,
                point,
            )
            for id, kind, text, spans, level, number, section, point in mending.all_fitted(rows, _BLOCK)
        )
        brief = Brief(brief_id, _metadata(metadata), blocks)
        # Known already: to work them out again takes 90 ms for 200,000 words.
        vars(brief).update(edition=name, words=words)
        return brief

    def text_of(self, brief_id: str, edition: str) -> Brief | None:
        """The brief in the edition named; None where that is not in the library."""
        try:
            return self.load(brief_id, edition)
        except NotFound:
            return None

    def resolve_id(self, words: str) -> str:
        """The id of the brief that `words` mean: its id, the beginning of its id, or words of its title.

        Raises NotFound where they fit none, or several: the message then names those.
        """
        wanted = " ".join(words.casefold().split())
        titles = {summary.id: summary.metadata.title.casefold() for summary in self.summaries()}
        if words in titles:
            return words
        for fits in (
            [id for id, title in titles.items() if title == wanted],
            [id for id in titles if wanted and id.casefold().startswith(wanted)],
            [id for id, title in titles.items() if wanted and wanted in title],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                raise NotFound(f"“{words}” fits several briefs: {', '.join(fits)}; name one of them in full.")
        raise NotFound(f"No brief is called “{words}”; `briefreader list` shows what is there.")

    def delete(self, brief_id: str, *, force: bool = False) -> None:
        """Remove a brief with all its editions; its annotations too, but only with `force`.

        Raises NotFound, and BriefreaderError where the brief is a shipped one, or has annotations and there is no
        `force`.
        """
        with self._database.transaction() as connection:
            found = connection.execute("SELECT shipped FROM briefs WHERE id = ?", (brief_id,)).fetchone()
            if found is None:
                raise NotFound(f"The brief “{brief_id}” is not in the library.")
            if found[0]:
                raise BriefreaderError(f"The brief “{brief_id}” came with Briefreader and stays in the library.")
            (notes,) = connection.execute(
                "SELECT count(*) FROM annotations WHERE brief = ? AND deleted = ''", (brief_id,)
            ).fetchone()
            if notes and not force:
                raise BriefreaderError(
                    f"The brief “{brief_id}” carries {notes} of your highlights and notes; export or delete them first."
                )
            connection.execute("DELETE FROM annotations WHERE brief = ?", (brief_id,))
            connection.execute("DELETE FROM briefs WHERE id = ?", (brief_id,))

    def place(self, brief_id: str) -> tuple[str, int] | None:
        """The block where the reader was, and how far down in it; None for a brief that was not opened yet."""
        rows = self._database.rows("SELECT block, distance FROM places WHERE brief = ?", (brief_id,))
        return (str(rows[0][0]), int(rows[0][1])) if rows else None

    def remember_place(self, brief_id: str, block: str, offset: int) -> None:
        """Keep where the reader is, and that this brief was the last one open. Raises NotFound."""
        with self._registry_stays(), self._database.transaction() as connection:
            opened = connection.execute("UPDATE briefs SET opened = ? WHERE id = ?", (self._now(), brief_id))
            if not opened.rowcount:
                raise NotFound(f"The brief “{brief_id}” is not in the library.")
            connection.execute("REPLACE INTO places VALUES (?, ?, ?)", (brief_id, block, offset))

    def last_opened(self) -> str | None:
        """The id of the brief that was open last."""
        rows = self._database.rows("SELECT id FROM briefs WHERE opened <> '' ORDER BY opened DESC, position LIMIT 1")
        return str(rows[0][0]) if rows else None

    def headings(self) -> tuple[str, ...]:
        """The headings of the editions that are shown, each once, the most frequent first."""
        rows = self._database.rows(
            "SELECT k.text FROM blocks k JOIN editions e ON e.id = k.edition "
            "JOIN briefs b ON b.id = e.brief AND b.edition = e.name WHERE k.kind = 'heading' "
            "GROUP BY k.text ORDER BY count(*) DESC, min(b.position), min(k.position)"
        )
        return tuple(text for (text,) in rows)

    def positions_of_notes(self) -> dict[str, int]:
        """The place of the block where each annotation begins, in the edition in which it was marked, by its id."""
        return dict(
            self._database.rows(
                "SELECT t.annotation, b.position FROM targets t JOIN annotations a ON a.id = t.annotation "
                "JOIN editions e ON e.brief = a.brief AND e.name = a.edition "
                "JOIN blocks b ON b.edition = e.id AND b.id = t.block WHERE t.position = 0"
            )
        )

    def fingerprints(self) -> dict[str, str]:
        """What the index should hold: `brief:ID` and `note:ID`, each with a fingerprint that changes when it does."""
        briefs = self._database.rows(
            "SELECT b.id, e.name, e.about, e.revision FROM briefs b "
            "JOIN editions e ON e.brief = b.id AND e.name = b.edition ORDER BY b.position"
        )
        found = {
            f"brief:{id}": f"{name}:{about}" + (f":{revision}" if revision else "")
            for id, name, about, revision in briefs
        }
        notes = self._database.rows("SELECT id, modified FROM annotations WHERE deleted = '' ORDER BY id")
        return found | {f"note:{id}": modified for id, modified in notes}

    def _now(self) -> str:
        return self._clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _home(self, brief: Brief, edition: str, shipped: bool) -> str | None:
        """The id of the brief that this is an edition of, if it is there."""
        if shipped:
            rows = self._database.rows("SELECT id FROM briefs WHERE shipped AND slug = ?", (brief.id,))
        else:
            # What was shipped takes no edition from elsewhere, but is known again.
            rows = self._database.rows(
                "SELECT id FROM briefs b WHERE match = ? AND match <> '' AND (NOT shipped OR EXISTS "
                "(SELECT 1 FROM editions e WHERE e.brief = b.id AND e.name = ?)) ORDER BY shipped, position LIMIT 1",
                (_match(brief.metadata), edition),
            )
        return str(rows[0][0]) if rows else None

    def _twin(self, edition: str) -> str | None:
        """The id of a brief that is this very text and nothing else, so that it need not come in twice."""
        rows = self._database.rows(
            "SELECT brief FROM editions GROUP BY brief HAVING count(*) = 1 AND min(name) = ? LIMIT 1", (edition,)
        )
        return str(rows[0][0]) if rows else None

    def _free_id(self, wanted: str) -> str:
        free, turn = wanted, 1
        while self._has(free):
            turn += 1
            free = f"{wanted}-{turn}"
        return free


def _match(metadata: Metadata) -> str:
    title = " ".join(metadata.title.casefold().split())
    if not title:
        return ""
    authors = sorted(" ".join(author.casefold().split()) for author in metadata.authors)
    return json.dumps([title, authors, metadata.adapted])


def _metadata(row: Sequence[Any]) -> Metadata:
    title, authors, publisher, date, language, source, adapted = mending.fitted(row, _METADATA_KINDS)
    return Metadata(title, mending.listed(authors), publisher, date, language, source, bool(adapted))


def _described(brief: Brief) -> tuple[object, ...]:
    it = brief.metadata
    paragraphs = sum(block.kind in NUMBERED and block.number is not None for block in brief.blocks)
    return (
        it.title,
        json.dumps(it.authors, ensure_ascii=False),
        it.publisher,
        it.date,
        it.language,
        it.source,
        it.adapted,
        brief.words,
        paragraphs,
    )


def _add_edition(connection: Connection, brief: Brief, edition: str, original: str, now: str) -> None:
    added = connection.execute(
        f"INSERT INTO editions ({_METADATA}, words, paragraphs, brief, name, original, added) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_described(brief), brief.id, edition, original, now),
    )
    _add_blocks(connection, added.lastrowid or 0, brief)


def _mend_edition(connection: Connection, key: int, brief: Brief) -> None:
    """Give an edition other markup or metadata: its text is the same, so it stays the edition that it is."""
    columns = ", ".join(f"{column} = ?" for column in f"{_METADATA}, words, paragraphs".split(", "))
    connection.execute(
        f"UPDATE editions SET {columns}, registry = '', revision = revision + 1 WHERE id = ?", (*_described(brief), key)
    )
    connection.execute("DELETE FROM mentions WHERE edition = ?", (key,))
    connection.execute("DELETE FROM blocks WHERE edition = ?", (key,))
    _add_blocks(connection, key, brief)


def _add_blocks(connection: Connection, key: int, brief: Brief) -> None:
    connection.executemany(
        "INSERT INTO blocks (edition, position, id, kind, text, spans, level, number, section, point) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (key, at, it.id, it.kind, it.text, _written(it.spans), it.level, it.number, it.section, it.point)
            for at, it in enumerate(brief.blocks)
        ),
    )


def _written(spans: tuple[Span, ...]) -> str:
    if not spans:
        return ""
    return json.dumps([[it.start, it.end, it.kind, it.target] for it in spans], ensure_ascii=False)


def _spans(written: str) -> tuple[Span, ...]:
    try:
        return tuple(Span(start, end, SpanKind(kind), target) for start, end, kind, target in json.loads(written))
    except (ValueError, TypeError, RecursionError):
        # The words are worth more than what is strong or a link in them.
        return ()
