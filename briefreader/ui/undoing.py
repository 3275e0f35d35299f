"""Undo and redo of what is done to notes, actors and themes: each step knows what was and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from briefreader.library.values import Changed

WRITING = "write a note"


class Step(QUndoCommand):
    """One step, done before it came on the stack; `again` and `back` answer whether the store took it."""

    def __init__(self, words: str, again: Callable[[], bool], back: Callable[[], bool]) -> None:
        super().__init__(words)
        self._again, self._back = again, back
        self._done = True

    def redo(self) -> None:
        if self._done:
            self._done = False
        elif not self._again():
            self.setObsolete(True)

    def undo(self) -> None:
        if not self._back():
            self.setObsolete(True)


class NoteStep(Step):
    """A step of notes: `put` makes annotations what they are after some changes."""

    def __init__(self, words: str, changes: Sequence[Changed], put: Callable[[Sequence[Changed]], bool]) -> None:
        self._changes = tuple(changes)
        super().__init__(
            words,
            lambda: put(self._changes),
            lambda: put([one.undone for one in reversed(self._changes)]),
        )

    def id(self) -> int:
        return 1 if self.text() == WRITING and len(self._changes) == 1 else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Typing in one note is one step, however often it was saved on the way."""
        if not isinstance(other, NoteStep) or self._changes[0].id != other._changes[0].id:
            return False
        self._changes = (Changed(self._changes[0].before, other._changes[0].after),)
        return True
