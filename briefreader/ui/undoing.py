"""Undo and redo of what is done to notes, in one brief or in many: each step knows what was and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from briefreader.annotations.model import Annotation
from briefreader.library.values import Changed

WRITING = "write a note"

Put = Callable[[Sequence[tuple[str, Annotation | None]]], bool]


def id_of(changed: Changed) -> str:
    """The id of the annotation that was changed."""
    one = changed.after or changed.before
    assert one is not None, "a change without an annotation"
    return one.id


class Step(QUndoCommand):
    """One step: `put` makes annotations what they were, and answers whether the store took it."""

    def __init__(self, words: str, changes: Sequence[Changed], put: Put) -> None:
        super().__init__(words)
        self._put = put
        self._changes = tuple(changes)
        self._done = True  # the change was made and acknowledged before it came on the stack

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self._go([(id_of(one), one.after) for one in self._changes])

    def undo(self) -> None:
        self._go([(id_of(one), one.before) for one in reversed(self._changes)])

    def _go(self, wanted: Sequence[tuple[str, Annotation | None]]) -> None:
        if not self._put(wanted):
            self.setObsolete(True)

    def id(self) -> int:
        return 1 if self.text() == WRITING and len(self._changes) == 1 else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing in one note is one step, however often it was saved on the way."""
        if not isinstance(other, Step) or id_of(self._changes[0]) != id_of(other._changes[0]):
            return False
        self._changes = (Changed(self._changes[0].before, other._changes[0].after),)
        return True
