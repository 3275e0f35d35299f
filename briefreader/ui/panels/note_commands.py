"""What can be done to notes in the list: one table, from which the keys, the menu, the cards and the bar are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from briefreader.annotations.model import MEANINGS, Annotation, Colour, State

SCOPES = {"brief": "This brief", "library": "All briefs", "bin": "Bin"}
"""What the list can be over, and what each is called."""

_COMMANDS = {
    "go": ("Go to passage", "Enter"),
    "edit": ("Edit note", "F2"),
    "keep": ("Keep here", "K"),
    "detach": ("Detach", "D"),
    "attach": ("Attach", "A"),
    "answer": ("Answer", "R"),
    "restore": ("Bring back", "R"),
    **{colour.value: ("", str(key)) for key, colour in enumerate(Colour, start=1)},
    "done": ("Done", "X"),
    "private": ("Private", "P"),
    "tag": ("Add tags…", "T"),
    "untag": ("Remove a tag…", "Shift+T"),
    "history": ("Earlier texts…", "H"),
    "copy_link": ("Copy link", "L"),
    "export": ("Export…", "E"),
    "delete": ("Delete", "Del"),
}
COMMANDS = tuple(_COMMANDS)
_SINGLE = ("go", "edit", "keep", "detach", "attach", "answer", "history", "copy_link")


def command_words(name: str) -> tuple[str, str]:
    """What a command is called, and its key. Those of a colour have the meaning that the user has given it."""
    words, key = _COMMANDS[name]
    return words or MEANINGS[Colour(name)], key


def card_commands(note: Annotation, scope: str) -> tuple[str, ...]:
    """What a card itself offers: where the note has to be settled, answered or brought back."""
    if scope == "bin":
        return ("restore",)
    if not note.mine:
        return ("answer",)
    if scope == "library":
        return ()
    return {State.CHANGED: ("keep", "detach"), State.LOST: ("attach",)}.get(note.state, ())


def _is_mine(note: Annotation) -> bool:
    return note.mine


_SUITS: dict[str, Callable[[Annotation], bool]] = {
    "done": lambda note: note.mine and note.colour is Colour.VIOLET,
    "untag": lambda note: note.mine and bool(note.tags),
    "go": lambda note: True,
    "copy_link": lambda note: True,
    "export": lambda note: True,
    "delete": lambda note: True,
}


def suited(name: str, notes: Sequence[Annotation], scope: str) -> list[Annotation]:
    """Those of `notes` to which a command can be done; none where it is for one note and there are several.

    Nothing of a colleague's note can be changed, and what lies in the bin can only be looked up and brought back.
    """
    if name in _SINGLE and len(notes) != 1:
        return []
    if name in ("keep", "detach", "attach", "answer", "restore"):
        return [note for note in notes if name in card_commands(note, scope)]
    if scope == "bin" and name != "go":
        return []
    suits = _SUITS.get(name, _is_mine)
    return [note for note in notes if suits(note)]


def commands_of(event: QKeyEvent) -> tuple[str, ...]:
    """The commands that a key stands for; which of them is meant, the notes tell."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(event.key() | held.value).toString(QKeySequence.SequenceFormat.PortableText)
    return tuple(name for name, (_, key) in _COMMANDS.items() if key == pressed)
