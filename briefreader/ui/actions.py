"""Every command of the window in one table: menus, shortcuts, the list of keys are made from it.

A command's `name` is the key under which the window says what carries it out. `where` is "window" for keys that work
everywhere, "page" for those which the page itself listens to (single keys that elsewhere mean letters).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from briefreader.annotations.model import MEANINGS


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what menus call it, its keys, and the menu that it stands in."""

    name: str
    text: str
    keys: tuple[str, ...]
    group: str
    where: str = "window"
    parted: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("open_file", "&Open…", ("Ctrl+O",), "File"),
    Command("show_library", "&Library", ("Ctrl+L",), "File"),
    Command("export", "&Export…", ("Ctrl+E",), "File", parted=True),
    Command("compare_editions", "&Compare editions", ("Ctrl+Shift+E",), "File"),
    Command("export_notes", "&Notes for colleagues…", (), "File", parted=True),
    Command("merge_notes", "&Merge a colleague's notes…", ("Ctrl+M",), "File"),
    Command("restore", "&Restore from a backup…", (), "File"),
    Command("preferences", "&Preferences…", ("Ctrl+,",), "File", parted=True),
    Command("quit", "&Quit", ("Ctrl+Q",), "File", parted=True),
    Command("undo", "&Undo", ("Ctrl+Z",), "Edit"),
    Command("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit"),
    Command("select_by_keys", "&Select with the arrow keys", ("V", "F8"), "Edit", "page", parted=True),
    Command("copy_citation", "&Copy with its source", ("Ctrl+Shift+C",), "Edit"),
    Command("tell_selection", "&Actor or theme…", ("A",), "Edit", "page", parted=True),
    Command("show_hidden", "&Hidden actors and themes…", (), "Edit"),
    Command("larger", "&Larger text", ("Ctrl++", "Ctrl+="), "View"),
    Command("smaller", "&Smaller text", ("Ctrl+-",), "View"),
    Command("usual_size", "&Usual text size", ("Ctrl+0",), "View"),
    Command("switch_scheme", "Light or dark &colours", ("Ctrl+Shift+L",), "View", parted=True),
    Command("toggle_sidebar", "Side&bar", ("Ctrl+B",), "View", parted=True),
    Command("toggle_panel", "Side &panel", ("F9",), "View"),
    Command("full_screen", "&Full screen", ("F11",), "View"),
    Command("back", "&Back", ("Alt+Left",), "Go"),
    Command("forward", "&Forward", ("Alt+Right",), "Go"),
    Command("next_section", "Next s&ection", ("Ctrl+Down",), "Go", parted=True),
    Command("previous_section", "Previous sec&tion", ("Ctrl+Up",), "Go"),
    Command("next_mention", "&Next mention", ("G",), "Go"),
    Command("previous_mention", "&Previous mention", ("Shift+G",), "Go"),
    Command("dossier", "&Dossier", ("Ctrl+D",), "Go", parted=True),
    Command("map", "&Map of actors and themes", ("Ctrl+Shift+M",), "Go"),
    Command("themes", "&Themes side by side", ("Ctrl+Shift+T",), "Go"),
    Command("find_in_brief", "F&ind in this brief", ("Ctrl+F",), "Go", parted=True),
    Command("find_next", "Next &hit", ("F3",), "Go"),
    Command("find_previous", "Previous h&it", ("Shift+F3",), "Go"),
    Command("search", "&Search everywhere", ("Ctrl+K",), "Go"),
    Command("next_pane", "Next p&ane", ("F6",), "Go", parted=True),
    Command("previous_pane", "Pre&vious pane", ("Shift+F6",), "Go"),
    *(
        Command(f"mark_{colour.value}", f"Mark as {meaning}", (str(key),), "Notes", "page")
        for key, (colour, meaning) in enumerate(MEANINGS.items(), start=1)
    ),
    Command("write_note", "Write a &note", ("N", "F2"), "Notes", "page", parted=True),
    Command("delete_mark", "&Delete the mark", ("Delete",), "Notes", "page"),
    Command("next_mark", "Ne&xt mark", ("M",), "Notes", "page"),
    Command("previous_mark", "&Previous mark", ("Shift+M",), "Notes", "page"),
    Command("end_later", "End a word &later", ("Alt+Shift+Right",), "Notes", "page", parted=True),
    Command("end_earlier", "End a word &earlier", ("Alt+Shift+Left",), "Notes", "page"),
    Command("start_earlier", "&Begin a word earlier", ("Alt+Shift+Up",), "Notes", "page"),
    Command("start_later", "Begin a &word later", ("Alt+Shift+Down",), "Notes", "page"),
    Command("copy_link", "Copy a lin&k to this passage", ("Alt+L",), "Notes", parted=True),
    Command("show_notes", "Notes on &this brief", ("Ctrl+Shift+N",), "Notes", parted=True),
    Command("all_notes", "&All notes", ("Ctrl+Shift+A",), "Notes"),
    Command("show_bin", "&Bin", (), "Notes"),
    Command("names", "Names of the &colours…", (), "Notes", parted=True),
    Command("manual", "&Manual", ("F1",), "Help"),
    Command("list_keys", "&Keys", ("?",), "Help"),
    Command("about", "&About Briefreader", (), "Help", parted=True),
    Command("main_menu", "Menu", ("F10",), ""),
)

GROUPS = ("File", "Edit", "View", "Go", "Notes", "Help")


def make_actions(window: QWidget) -> dict[str, QAction]:
    """One action for each command; `connect` says what carries them out."""
    made = {}
    for command in COMMANDS:
        action = QAction(QIcon(), command.text, window)
        action.setObjectName(f"action-{command.name}")
        if command.where == "window":
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        elif command.keys:
            # Shown in the menu, but left to the page: as a shortcut it would take letters away from other widgets.
            action.setText(f"{command.text}\t{command.keys[0]}")
        window.addAction(action)
        made[command.name] = action
    name_marks(made)
    return made


def name_marks(made: Mapping[str, QAction]) -> None:
    """Call the marks as the user calls their colours."""
    for key, (colour, meaning) in enumerate(MEANINGS.items(), start=1):
        made[f"mark_{colour.value}"].setText(f"Mark as {meaning.replace('&', '&&')}\t{key}")


def connect(made: Mapping[str, QAction], doers: Mapping[str, Callable[[], object]]) -> None:
    """Let each command be carried out by what stands under its name; every one of them has to be there."""
    for name, action in made.items():
        action.triggered.connect(partial(_do, doers[name]))


def _do(work: Callable[[], object], _checked: bool = False) -> None:
    work()


def make_menu(parent: QWidget, actions: dict[str, QAction]) -> QMenu:
    """The main menu, a submenu for each group."""
    menu = QMenu(parent)
    menu.setObjectName("main-menu")
    for group in GROUPS:
        part = menu.addMenu(f"&{group}")
        part.setObjectName(f"menu-{group.lower()}")
        for command in COMMANDS:
            if command.group == group:
                if command.parted:
                    part.addSeparator()
                part.addAction(actions[command.name])
    return menu


def key_rows() -> list[tuple[str, str, str]]:
    """The commands that have keys: group, words, keys."""
    return [
        (command.group or "File", command.text.replace("&", "").rstrip("…"), " or ".join(command.keys))
        for command in COMMANDS
        if command.keys
    ]
