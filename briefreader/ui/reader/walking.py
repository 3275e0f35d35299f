"""From mark to mark by keyboard: along the page, and through those that lie over each other."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from briefreader.ui.reader.words import told

if TYPE_CHECKING:
    from briefreader.ui.reader.layers import Mark
    from briefreader.ui.reader.view import ReaderView


class Walk:
    """Chooses marks one after another.

    The rule of Tab: where the caret stands in several marks (or in none, and the chosen one lies over others), each
    Tab chooses the next of them, from the shortest to the longest, and Shift+Tab the one before. The one that is
    chosen already when the round begins counts as seen. When all have been seen, Tab goes on as usual, to the next
    link or widget. A round begins anew when the caret moves, when it is walked the other
    way round, and when the page gets the focus again.
    """

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._round: tuple[int, int, frozenset[str]] = (-1, 0, frozenset())
        self._seen: set[str] = set()

    def begin(self) -> None:
        """Begin a new round with the next Tab."""
        self._round = (-1, 0, frozenset())

    def tab(self, step: int) -> bool:
        """Choose the next of the overlapping marks (`step` 1) or the one before (-1); False when there is none left."""
        group = self._group()
        if len(group) < 2 or self._view.selection() is not None:
            return False
        ids = [mark.id for mark in group]
        chosen = self._view.chosen_mark
        this = (self._view.caret_offset(), step, frozenset(ids))
        if this != self._round:
            self._round, self._seen = this, {chosen}
        if self._seen.issuperset(ids):
            return False
        at = ids.index(chosen) + step if chosen in ids else (0 if step > 0 else -1)
        mark = group[at % len(group)]
        self._seen.add(mark.id)
        self.take(mark)
        self._view.announce(f"{mark.said}, {at % len(group) + 1} of {len(group)} marks here")
        return True

    def _group(self) -> list[Mark]:
        marks, chosen = self._view.marks, self._view.marks.by_id.get(self._view.chosen_mark)
        return marks.touching(self._view.caret_offset()) or (marks.over(chosen) if chosen else [])

    def along(self, step: int) -> None:
        """Go to the next mark of the page (`step` 1) or the one before (-1), around the ends."""
        view, order = self._view, self._view.marks.order
        if not order:
            view.announce("There are no marks in this brief.")
            return
        caret, chosen = view.caret_offset(), view.marks.by_id.get(view.chosen_mark)
        if chosen and chosen.ranges and chosen.start == caret:
            at = next(at for at in range(bisect_left(order, (caret,)), len(order)) if order[at][2] == chosen.id) + step
        else:
            # Strictly behind the caret, so that M goes on from a mark that is no longer chosen.
            at = bisect_left(order, (caret + (step > 0 and caret > 0),)) - (step < 0)
        around = "" if 0 <= at < len(order) else "around the end: " if step > 0 else "around the beginning: "
        mark = view.marks.by_id[order[at % len(order)][2]]
        view.go_to(mark.start, remember=True)
        self.take(mark)
        quote = view.page.text[mark.start : mark.end] if view.page else ""
        view.announce(f"{around}{mark.said}: {told(quote)}")

    def take(self, mark: Mark) -> None:
        """Choose a mark, and say so."""
        self._view.choose_mark(mark.id)
        self._view.mark_clicked.emit(mark.id)
