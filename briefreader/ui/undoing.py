"""Undo and redo of what is done to notes, in one brief or in many: each step knows what was and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from briefreader.library.values import Changed

WRITING = "write a note"


class Step(QUndoCommand):
    """One step: `put` makes annotations what they are after some changes, and answers whether the store took it."""

    def __init__(self, words: str, changes: Sequence[Changed], put: Callable[[Sequence[Changed]], bool]) -> None:
        super().__init__(words)
        self._put = put
        self._changes = tuple(changes)
        self._done = True  # the change was made and acknowledged before it came on the stack

    def redo(self) -> None:
        if self._done:
            self._done = False
        elif not self._put(self._changes):
            self.setObsolete(True)

    def undo(self) -> None:
        if not self._put([one.undone for one in reversed(self._changes)]):
            self.setObsolete(True)

    def id(self) -> int:
        return 1 if self.text() == WRITING and len(self._changes) == 1 else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing in one note is one step, however often it was saved on the way."""
        if not isinstance(other, Step) or self._changes[0].id != other._changes[0].id:
            return False
        self._changes = (Changed(self._changes[0].before, other._changes[0].after),)
        return True
