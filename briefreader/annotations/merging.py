"""What a merge of a colleague's notes will do, worked out before anything is done.

A note is known by its id, and what it says at one moment by its version. Of each note there is a set of versions
that no other one is known to replace. A merge unites two such sets and leaves out what is older than anything in
either, so that merging twice, in any order, from any side gives the same. Versions that were made apart stay side by
side. (A state-based replicated data type in the sense of Shapiro and others, 2011: sets of versions, ordered by what
replaces what, have a least upper bound.)

The user's own annotations are outside of this: they are never changed or removed, and whatever a file says of one of
them that is not older than it is kept beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from briefreader.annotations.model import Annotation, version_of
from briefreader.annotations.records import Incoming


class Outcome(StrEnum):
    """What becomes of an annotation that comes in."""

    ADDED = "new"
    NEWER = "newer"
    BOTH = "both"
    SAME = "same"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """What a merge does in the library: `before` makes place for `after`; None where there is nothing.

    `ancestors` are the versions that are from now on known to be older than `after`.
    """

    before: Annotation | None
    after: Annotation | None
    ancestors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One annotation of the file, and what becomes of it."""

    outcome: Outcome
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge will do: to each annotation of the file, in its order, and in the library."""

    items: tuple[Item, ...]
    changes: tuple[Change, ...]

    def count(self, outcome: Outcome) -> int:
        """How many annotations of the file come to that."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def authors(self) -> dict[str, int]:
        """Whose annotations the file holds, with their numbers, the most frequent first."""
        return dict(Counter(item.annotation.author for item in self.items).most_common())


def in_words(plan: Plan, refused: int = 0) -> tuple[str, ...]:
    """What a merge will do, a sentence for each kind of thing; `refused` records of the file could not be read."""
    told = [(plan.count(outcome), *words) for outcome, words in _WORDS.items()]
    told.append((refused, "record cannot be read and is left out.", "records cannot be read and are left out."))
    return tuple(f"{count:,} {one if count == 1 else many}" for count, one, many in told if count)


_WORDS = {
    Outcome.ADDED: ("note is new.", "notes are new."),
    Outcome.NEWER: ("note takes the place of an older version.", "notes take the place of older versions."),
    Outcome.BOTH: (
        "note was changed on both sides: both versions are kept, side by side.",
        "notes were changed on both sides: both versions of each are kept, side by side.",
    ),
    Outcome.SAME: ("note is here already.", "notes are here already."),
    Outcome.DELETED: ("note was deleted by you, and stays deleted.", "notes were deleted by you, and stay deleted."),
}


def plan(
    here: Iterable[Annotation],
    ancestors: Mapping[str, Collection[str]],
    purged: Collection[str],
    incoming: Sequence[Incoming],
    brief: str,
) -> Plan:
    """What becomes of `incoming` in a library.

    `here` are its annotations as stored, those in the bin too; `ancestors` the versions known to be older than each,
    by its id; `purged` the ids of what was deleted for good; `brief` is the brief that the new ones are put on.
    """
    rows: dict[str, list[Annotation]] = defaultdict(list)
    for one in here:
        rows[_base(one)].append(one)
    arriving: dict[str, list[tuple[int, Incoming]]] = defaultdict(list)
    for at, news in enumerate(incoming):
        arriving[_base(news.annotation)].append((at, news))
    outcomes: dict[int, Outcome] = {}
    changes: list[Change] = []
    for base, some in arriving.items():
        note = _Note(base, rows.get(base, []), ancestors, purged, [news for _, news in some])
        outcomes |= zip((at for at, _ in some), note.outcomes(), strict=True)
        changes += note.changes(brief)
    items = (Item(outcomes[at], replace(news.annotation, brief=brief)) for at, news in enumerate(incoming))
    return Plan(tuple(items), tuple(changes))


class _Note:
    """One note: what is here of it, what comes in, and what then stands."""

    def __init__(
        self,
        base: str,
        rows: Sequence[Annotation],
        ancestors: Mapping[str, Collection[str]],
        purged: Collection[str],
        incoming: Sequence[Incoming],
    ) -> None:
        self._base = base
        self._incoming = incoming
        self._rows = {version_of(row): row for row in rows if not row.deleted and not row.mine}
        self._own = {version_of(row): row for row in rows if not row.deleted and row.mine}
        self._home = next((row.brief for row in rows), "")
        self._gone = base in purged or any(row.deleted and row.id == base for row in rows)
        # A version that was put back to what it was does not count as older than itself.
        self._older = {
            *(older for row in rows for older in {*ancestors.get(row.id, ())} - {version_of(row)}),
            *(older for news in incoming for older in news.ancestors),
        }
        deleted = {version_of(row) for row in rows if row.deleted}
        self._deleted = deleted | {
            version for news in incoming if f"{base}~{(version := version_of(news.annotation))}" in purged
        }
        self._dated = {version_of(news.annotation) for news in incoming if news.dated} - {*self._rows, *self._own}
        self._said = {version_of(news.annotation): news.annotation for news in incoming} | self._rows
        self._heads = frozenset(self._rows) if self._gone else self._standing()

    def _standing(self) -> frozenset[str]:
        """The colleagues' versions that stand after the merge, beside the user's own."""
        there = {v: it for v, it in self._said.items() if v not in self._own and v not in self._deleted}
        outdated = self._outdated({**there, **self._own}) & there.keys()
        heads = {v for v in there if v not in self._older and v not in outdated}
        if not heads and not self._own and there:
            # Only a file that was tampered with makes versions each older than the other: then the last one stands.
            heads = {max(there, key=lambda v: (_moment(there[v].modified), v))}
        self._older |= outdated
        return frozenset(heads)

    def _outdated(self, there: Mapping[str, Annotation]) -> set[str]:
        """The versions that time alone says are replaced, because they or what replaces them came without ancestors."""
        if not self._dated:
            return set()
        last: dict[str, datetime] = {}
        last_dated: dict[str, datetime] = {}
        alike: dict[object, str] = {}
        for version, it in there.items():
            then = _moment(it.modified)
            last[it.author] = max(then, last.get(it.author, then))
            if version in self._dated:
                last_dated[it.author] = max(then, last_dated.get(it.author, then))
            alike[_words(it)] = min(version, alike.get(_words(it), version), key=lambda v: (v in self._dated, v))
        outdated = set()
        for version, it in there.items():
            dated = version in self._dated
            later = (last if dated else last_dated).get(it.author)
            # The same moment and words are the same note, out of a program that cuts or files it in another way.
            if (later and later > _moment(it.modified)) or (dated and alike[_words(it)] != version):
                outdated.add(version)
        return outdated

    def outcomes(self) -> list[Outcome]:
        """What becomes of each of the incoming ones."""
        bearer, met = min(self._heads, default=""), {*self._rows, *self._own}
        replaced = self._rows.keys() - self._heads
        found = []
        for news in self._incoming:
            version = version_of(news.annotation)
            if self._gone or version in self._deleted:
                found.append(Outcome.DELETED)
            elif version in met or version not in self._heads:
                found.append(Outcome.SAME)
            elif not self._rows and not self._own:
                found.append(Outcome.ADDED if version == bearer else Outcome.BOTH)
            elif not self._own and any(v in news.ancestors or news.dated for v in replaced):
                found.append(Outcome.NEWER)
            else:
                found.append(Outcome.BOTH)
            met.add(version)
        return found

    def changes(self, brief: str) -> list[Change]:
        """What has to be done so that what stands is in the library, what makes place first."""
        before = {row.id: row for row in self._rows.values()}
        after = {row.id: row for row in self._placed(self._home or brief)}
        known = frozenset(self._older - self._heads)
        changes = [Change(row, None) for id, row in before.items() if id not in after]
        for id, row in after.items():
            if id not in before or version_of(before[id]) != version_of(row):
                changes.append(Change(before.get(id), row, known))
        return changes

    def _placed(self, brief: str) -> list[Annotation]:
        """The standing versions as they are stored: the note's id is the user's own, or else that of the first."""
        taken = any(row.id == self._base for row in self._own.values())
        placed = []
        for version in sorted(self._heads):
            id = f"{self._base}~{version}" if taken else self._base
            taken = True
            variant = "" if id == self._base else self._base
            placed.append(replace(self._said[version], id=id, variant=variant, brief=brief))
        return placed


def _base(annotation: Annotation) -> str:
    return annotation.variant or annotation.id


def _words(it: Annotation) -> object:
    return it.author, _moment(it.modified), it.note, frozenset(it.tags)


def _moment(iso: str) -> datetime:
    try:
        then = datetime.fromisoformat(iso)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return then if then.tzinfo else then.replace(tzinfo=UTC)
