"""What carries out each command of the table (`actions.py`): every name there has its work here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefreader.annotations.model import Colour

if TYPE_CHECKING:
    from briefreader.ui.main_window import MainWindow


def doers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """The work behind each command of a furnished window."""
    reading, marking, panes, looks = window.reading, window.marking, window.panes, window.looks
    hands = window.view.hands
    return {
        "open_file": window.traffic.choose_files,
        "show_library": window.pages.show_library,
        "export": window.traffic.export,
        "compare_editions": window.comparing.open,
        "export_notes": window.sharing.export_notes,
        "merge_notes": window.sharing.choose_notes,
        "restore": window.sharing.choose_backup,
        "preferences": window.asking.preferences,
        "quit": window.close,
        "undo": marking.undo_stack.undo,
        "redo": marking.undo_stack.redo,
        "copy_citation": window.linking.copy_citation,
        "tell_selection": window.subjects.correcting.tell_selection,
        "show_hidden": window.subjects.correcting.show_hidden,
        "dossier": window.subjects.dossiers.show_at_hand,
        "map": window.subjects.maps.open,
        "themes": window.subjects.maps.open_themes,
        "larger": partial(looks.resize_text, 1),
        "smaller": partial(looks.resize_text, -1),
        "usual_size": looks.usual_size,
        "switch_scheme": looks.switch_scheme,
        "toggle_sidebar": panes.toggle_sidebar,
        "toggle_panel": panes.toggle_panel,
        "full_screen": window.full_screen,
        "back": reading.back,
        "forward": reading.forward,
        "next_section": partial(reading.step_section, 1),
        "previous_section": partial(reading.step_section, -1),
        "next_mention": partial(reading.step_mention, 1),
        "previous_mention": partial(reading.step_mention, -1),
        "find_in_brief": window.finding.open,
        "find_next": partial(window.finding.step, 1),
        "find_previous": partial(window.finding.step, -1),
        "search": window.search,
        "next_pane": partial(window.step_pane, 1),
        "previous_pane": partial(window.step_pane, -1),
        **{f"mark_{colour.value}": partial(marking.mark, colour.value) for colour in Colour},
        "write_note": marking.write_note,
        "delete_mark": marking.delete,
        "next_mark": partial(hands.step_mark, 1),
        "previous_mark": partial(hands.step_mark, -1),
        "end_later": partial(hands.step_end, True, 1),
        "end_earlier": partial(hands.step_end, True, -1),
        "start_earlier": partial(hands.step_end, False, -1),
        "start_later": partial(hands.step_end, False, 1),
        "select_by_keys": hands.select_by_keys,
        "show_notes": partial(window.show_notes, "brief"),
        "all_notes": partial(window.show_notes, "library"),
        "show_bin": partial(window.show_notes, "bin"),
        "copy_link": window.linking.copy_link,
        "names": window.asking.names,
        "manual": window.manual,
        "list_keys": window.asking.list_keys,
        "about": window.asking.about,
        "main_menu": window.top_bar.menu_button.showMenu,
    }
