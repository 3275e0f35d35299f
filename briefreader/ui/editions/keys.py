"""The keys of the page of two editions that mean the same wherever the keyboard is on it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Walk = Literal["next", "previous", "fewer", "close", ""]

_NONE = Qt.KeyboardModifier.NoModifier
_WALKS: dict[tuple[int, Qt.KeyboardModifier], Walk] = {
    (Qt.Key.Key_N, _NONE): "next",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "next",
    (Qt.Key.Key_F7, _NONE): "next",
    (Qt.Key.Key_P, _NONE): "previous",
    (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "previous",
    (Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier): "previous",
    (Qt.Key.Key_C, _NONE): "fewer",
    (Qt.Key.Key_Escape, _NONE): "close",
}


def walk_of(event: QKeyEvent) -> Walk:
    """What a key asks for: the next or previous change, only the changes or all, to close; or nothing of these."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _WALKS.get((event.key(), modifiers), "")
