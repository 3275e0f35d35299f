"""The menus in which actors and themes, and single mentions of them, are corrected: the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from briefreader.brief.corrections import THEME
from briefreader.brief.registry import KINDS

RETYPE = "retype:"
"""What the corrections begin with that make an actor one of another kind."""


def add_corrections(menu: QMenu, kind: str, status: str) -> None:
    """Offer what can be corrected of a subject; the data of each action is the name of the correction."""
    if status == "suggested":
        _add(menu, "confirm", "&Confirm")
    _add(menu, "rename", "&Rename…")
    if kind != THEME:
        _add_kinds(menu, kind)
    _add(menu, "names", "&Terms…" if kind == THEME else "Other &names…")
    menu.addSeparator()
    _add(menu, "merge", "&Merge with another…")
    _add(menu, "split", "&Split…")
    menu.addSeparator()
    _add(menu, "hide", "&Hide everywhere")


def _add(menu: QMenu, name: str, words: str) -> QAction:
    action = menu.addAction(words)
    action.setObjectName(f"subject-{name}")
    action.setData(name)
    return action


def _add_kinds(menu: QMenu, kind: str) -> None:
    kinds = menu.addMenu("&Kind")
    kinds.setObjectName("subject-kinds")
    group = QActionGroup(kinds)
    for one in KINDS:
        action = _add(kinds, f"{RETYPE}{one}", one.capitalize())
        action.setCheckable(True)
        action.setChecked(one == kind)
        group.addAction(action)


def correction_of(action: QAction) -> str:
    """The correction that an action stands for, or nothing: also where a kind is chosen that it is already."""
    return str(action.data() or "")


def add_mention_corrections(menu: QMenu, name: str, kind: str, mentions: Sequence[tuple[str, int, int]]) -> None:
    """Offer to say that words are not, or are somebody else's, mention of the subject called `name`.

    Of an actor, `mentions` are words with some around them, and where they start and end; of a theme the whole
    paragraph is meant, once. The data of each action are "not" or "other", the start and the end.
    """
    name = name.replace("&", "&&")
    for words, start, end in mentions:
        if kind == THEME:
            told = ("not", f"This paragraph is &not about {name}"), ("other", "It is about another &theme…")
        else:
            quoted = words.replace("&", "&&")
            told = ("not", f"“{quoted}” is &not {name} here"), ("other", f"“{quoted}” is &somebody else here…")
        menu.addSeparator()
        for what, line in told:
            action = menu.addAction(line)
            action.setObjectName(f"mention-{what}")
            action.setData((what, start, end))
