"""The notes that a panel has, in their order, whether its filter shows them or not."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import islice

from briefreader.library.selection import ORDERS, Choices, Key, Texts, Wanted, choices, matching
from briefreader.library.values import NoteRow
from briefreader.ui.panels.cards import spoken_note


class NoteLot:
    """Rows by id and in order; one of 10,000 is put in or taken out in the time of a few comparisons.

    `scope` is over what they are, `order` the one of `ORDERS` in which they stand. The model, the cards and the filter
    ask this, not the panel: what a widget gives its children to ask would keep it alive for good.
    """

    def __init__(self) -> None:
        self.rows: dict[str, NoteRow] = {}
        self.scope = "brief"
        self.order = "text"
        self._ordered: list[NoteRow] = []
        self._texts = Texts()
        self._unfolded: Iterator[NoteRow] = iter(())

    @property
    def key(self) -> Key:
        """By what the rows are ordered."""
        return ORDERS[self.order][1]

    def fill(self, rows: Sequence[NoteRow], scope: str) -> None:
        """Have these rows and no others."""
        self.scope = scope
        self.rows = {row.annotation.id: row for row in rows}
        self._texts = Texts()
        self.sort(self.order)
        self._unfolded = iter(self._ordered)

    def sort(self, order: str) -> None:
        """Put the rows in another order."""
        self.order = order
        self._ordered = sorted(self.rows.values(), key=self.key)

    def put(self, row: NoteRow) -> NoteRow | None:
        """Have a row in place of the one of the same note, which is returned."""
        old = self.drop(row.annotation.id)
        self.rows[row.annotation.id] = row
        insort(self._ordered, row, key=self.key)
        return old

    def drop(self, annotation_id: str) -> NoteRow | None:
        """Have the row of a note no more; it is returned."""
        old = self.rows.pop(annotation_id, None)
        if old is not None:
            del self._ordered[self.place(self._ordered, old)]
        return old

    def place(self, listed: Sequence[NoteRow], row: NoteRow) -> int:
        """Where a row stands, or belongs, in some of the rows in their order."""
        return bisect_left(listed, self.key(row), key=self.key)

    def position(self, listed: Sequence[NoteRow], row: NoteRow | None) -> int | None:
        """Where a row stands in some of the rows in their order; None where it is not among them."""
        at = len(listed) if row is None else self.place(listed, row)
        return at if at < len(listed) and listed[at] is row else None

    def wanted(self, wanted: Wanted) -> list[NoteRow]:
        """The rows that are wanted, in their order."""
        return matching(self._ordered, wanted, self._texts)

    def is_wanted(self, row: NoteRow, wanted: Wanted) -> bool:
        """Whether one row is wanted."""
        return bool(matching([row], wanted, self._texts))

    def total(self, hidden: frozenset[str]) -> int:
        """How many rows there are without those of hidden colleagues."""
        return len(matching(self._ordered, Wanted(hidden=hidden))) if hidden else len(self.rows)

    def fold_some(self, count: int) -> bool:
        """Make the texts of some more rows ready for a search; whether there may be others left."""
        some = list(islice(self._unfolded, count))
        for row in some:
            if self.rows.get(row.annotation.id) is row:
                self._texts.of(row)
        return bool(some)

    def choices(self) -> Choices:
        """What there is to filter by."""
        return choices(self.rows.values())

    def spoken(self, row: NoteRow) -> str:
        """A row in words."""
        return spoken_note(row, self.scope, self.author_of)

    def author_of(self, annotation_id: str) -> str | None:
        """Whose note it is: empty for the user's own, None for one that is not here."""
        row = self.rows.get(annotation_id)
        return None if row is None else "" if row.annotation.mine else row.annotation.author or "a colleague"
