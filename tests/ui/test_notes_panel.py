"""The panel of notes: its cards, its filter and its editor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.library.values import NoteRow
from briefreader.ui import style
from briefreader.ui.panels.cards import meta_words, place_words, spoken_note, when_words
from briefreader.ui.panels.note_editor import parse_tags
from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.panels.notes_view import NotesView

Make = Callable[..., Annotation]
Middle = Callable[[NotesView, int], QPoint]


@pytest.fixture
def three(note: Make) -> list[Annotation]:
    return [
        note("n1", "The guarantee is not what it was.", note="Ask legal.", tags=("article5",), number=3),
        note("n2", "Allies spend more.", colour=Colour.BLUE, number=8),
        note("n3", "Why go to war at all?", colour=Colour.RED, note="For the memo", number=12),
    ]


def listed(notes: Iterable[Annotation], **places: int) -> list[NoteRow]:
    """The notes as rows of one brief, where `places` puts them; else as they come."""
    return [NoteRow(one, "Title", (0, places.get(one.id, at), 0)) for at, one in enumerate(notes)]


@pytest.fixture
def panel(qtbot: QtBot, three: list[Annotation]) -> NotesPanel:
    widget = NotesPanel()
    qtbot.addWidget(widget)
    widget.resize(340, 800)
    widget.show_rows(listed(three, n1=30, n2=80, n3=120))
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    return widget


def ids(panel: NotesPanel) -> list[str]:
    rows = [panel.view.model().index(at, 0) for at in range(panel.view.model().rowCount())]
    return [index.data(Qt.ItemDataRole.UserRole).annotation.id for index in rows]


def child(panel: NotesPanel, name: str) -> QAbstractButton:
    button = panel.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    return button


def text(panel: NotesPanel) -> QPlainTextEdit:
    field = panel.findChild(QPlainTextEdit, "note-text")
    assert isinstance(field, QPlainTextEdit)
    return field


def line(panel: NotesPanel, name: str) -> QLineEdit:
    field = panel.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    return field


# The list


def test_notes_stand_in_reading_order_and_the_lost_ones_come_last(panel: NotesPanel, note: Make) -> None:
    lost = note("lost", state=State.LOST)
    panel.show_rows(listed([note("b"), lost, note("a")], a=1, b=2, lost=0))
    assert ids(panel) == ["a", "b", "lost"]


def test_a_click_and_enter_open_the_place(qtbot: QtBot, panel: NotesPanel, middle: Middle) -> None:
    with qtbot.waitSignal(panel.annotation_chosen) as told:
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(panel.view, 1))
    assert told.args == ["n2"]
    with qtbot.waitSignal(panel.annotation_chosen) as told:
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == ["n3"]


@pytest.mark.parametrize(
    ("key", "colour"),
    [(Qt.Key.Key_1 + at, colour) for at, colour in enumerate(Colour) if colour is not Colour.BLUE],
)
def test_the_keys_1_to_5_recolour_the_current_note(qtbot: QtBot, panel: NotesPanel, key: int, colour: Colour) -> None:
    panel.select("n2")
    with qtbot.waitSignal(panel.recolour_requested) as told:
        QTest.keyClick(panel.view, key)
    assert told.args == [("n2",), colour.value]


def test_the_colour_that_a_note_has_is_not_asked_for_again(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("n2")
    with qtbot.assertNotEmitted(panel.recolour_requested):
        QTest.keyClick(panel.view, Qt.Key.Key_2)


def test_delete_asks_to_delete_the_current_note(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("n3")
    with qtbot.waitSignal(panel.delete_requested) as told:
        QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert told.args == [("n3",)]


def test_keys_do_nothing_without_a_current_note(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.show_rows([])
    with qtbot.assertNotEmitted(panel.recolour_requested), qtbot.assertNotEmitted(panel.delete_requested):
        QTest.keyClick(panel.view, Qt.Key.Key_1)
        QTest.keyClick(panel.view, Qt.Key.Key_Delete)


def test_keys_of_the_list_stay_with_it_where_the_window_has_shortcuts_on_them(panel: NotesPanel) -> None:
    def override(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(panel.view, event)
        return event.isAccepted()

    assert override(Qt.Key.Key_3)
    assert override(Qt.Key.Key_Delete)
    assert not override(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert not override(Qt.Key.Key_N)


def test_f2_and_a_double_click_open_the_editor(qtbot: QtBot, panel: NotesPanel, middle: Middle) -> None:
    where = middle(panel.view, 2)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert text(panel).toPlainText() == "For the memo"
    panel.select("n1")
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    assert text(panel).toPlainText() == "Ask legal."


def test_the_menu_does_what_the_keys_do(qtbot: QtBot, panel: NotesPanel) -> None:
    menu = panel.view.menu_of(panel.view.model().index(1, 0))
    actions = {action.text().partition("\t")[0]: action for action in menu.actions()}
    with qtbot.waitSignal(panel.annotation_chosen) as told:
        actions["Go to passage"].trigger()
    assert told.args == ["n2"]
    with qtbot.waitSignal(panel.recolour_requested) as told:
        actions["Risk"].trigger()
    assert told.args == [("n2",), "red"]
    assert not actions["To check"].isEnabled()
    with qtbot.waitSignal(panel.delete_requested) as told:
        actions["Delete"].trigger()
    assert told.args == [("n2",)]
    actions["Edit note"].trigger()
    assert panel.editor.isVisible()


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_a_menu_opens_for_mouse_and_keyboard(
    qtbot: QtBot, panel: NotesPanel, middle: Middle, reason: QContextMenuEvent.Reason
) -> None:
    panel.select("n2")
    where = middle(panel.view, 1)
    event = QContextMenuEvent(reason, where, panel.view.mapToGlobal(where))
    QApplication.sendEvent(panel.view.viewport(), event)
    menu = panel.view.findChild(QMenu, "note-menu")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()


def test_the_filter_takes_words_of_quote_note_and_tag(qtbot: QtBot, panel: NotesPanel) -> None:
    for words, expected in {
        "GUARANTEE": ["n1"],
        "memo": ["n3"],
        "#article5": ["n1"],
        "war go": ["n3"],
        "x": [],
    }.items():
        line(panel, "notes-filter").clear()
        QTest.keyClicks(line(panel, "notes-filter"), words)
        assert ids(panel) == expected, words
    assert panel.findChild(QLabel, "notes-empty").isVisible()  # type: ignore[union-attr]  # fails the test where absent


def test_colours_filter_alone_and_together(panel: NotesPanel) -> None:
    QTest.mouseClick(child(panel, "filter-blue"), Qt.MouseButton.LeftButton)
    assert ids(panel) == ["n2"]
    QTest.keyClick(child(panel, "filter-red"), Qt.Key.Key_Space)
    assert ids(panel) == ["n2", "n3"]
    QTest.mouseClick(child(panel, "filter-blue"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(child(panel, "filter-red"), Qt.MouseButton.LeftButton)
    assert ids(panel) == ["n1", "n2", "n3"]


def test_selecting_a_note_that_the_filter_hides_clears_the_filter(panel: NotesPanel) -> None:
    QTest.mouseClick(child(panel, "filter-red"), Qt.MouseButton.LeftButton)
    panel.select("n1")
    assert ids(panel) == ["n1", "n2", "n3"]
    assert panel.view.currentIndex().row() == 0


def test_the_current_note_stays_current_while_the_filter_changes(panel: NotesPanel) -> None:
    panel.select("n3")
    line(panel, "notes-filter").setText("war")
    assert panel.view.currentIndex().row() == 0
    line(panel, "notes-filter").clear()
    assert panel.view.currentIndex().row() == 2


def test_a_replaced_note_shows_what_it_is_now(panel: NotesPanel, three: list[Annotation]) -> None:
    panel.replace(NoteRow(replace(three[1], note="Compare with last year.", colour=Colour.GREEN), "Title", (0, 80, 0)))
    words = panel.view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Agree. paragraph 8. “Allies spend more.”. Compare with last year."


def test_a_new_note_goes_where_it_stands_in_the_text(qtbot: QtBot, panel: NotesPanel, note: Make) -> None:
    with qtbot.waitSignal(panel.count_changed) as told:
        panel.replace(NoteRow(note("n4", "Between."), "Title", (0, 100, 0)))
    assert told.args == [4]
    assert ids(panel) == ["n1", "n2", "n4", "n3"]


def test_a_note_that_moved_takes_its_new_place(panel: NotesPanel, three: list[Annotation]) -> None:
    panel.replace(NoteRow(three[0], "Title", (0, 100, 0)))
    assert ids(panel) == ["n2", "n1", "n3"]


def test_a_note_recoloured_out_of_the_filter_leaves_the_list(panel: NotesPanel, three: list[Annotation]) -> None:
    QTest.mouseClick(child(panel, "filter-blue"), Qt.MouseButton.LeftButton)
    panel.replace(NoteRow(replace(three[1], colour=Colour.RED), "Title", (0, 80, 0)))
    assert ids(panel) == []
    panel.replace(NoteRow(three[1], "Title", (0, 80, 0)))
    assert ids(panel) == ["n2"]


def test_a_removed_note_goes_and_its_editor_closes_unsaved(
    qtbot: QtBot, panel: NotesPanel, three: list[Annotation]
) -> None:
    panel.edit(three[0])
    QTest.keyClicks(text(panel), "more")
    with qtbot.assertNotEmitted(panel.note_edited), qtbot.waitSignal(panel.count_changed) as told:
        panel.remove("n1")
    assert told.args == [2]
    assert ids(panel) == ["n2", "n3"]
    assert not panel.editor.isVisible()
    panel.remove("n1")


def test_without_notes_the_panel_says_how_to_make_one(panel: NotesPanel) -> None:
    for name in ("n1", "n2", "n3"):
        panel.remove(name)
    empty = panel.findChild(QLabel, "notes-empty")
    assert isinstance(empty, QLabel)
    assert empty.isVisible()
    assert "1 to 5" in empty.text()
    assert not line(panel, "notes-filter").isVisible()


def test_a_lost_note_says_so_in_a_word(panel: NotesPanel, note: Make) -> None:
    for state, word in {State.LOST: "Lost", State.CHANGED: "Changed", State.MOVED: "Moved"}.items():
        panel.show_rows(listed([note("n", state=state)]))
        index = panel.view.model().index(0, 0)
        assert word in index.data(Qt.ItemDataRole.AccessibleTextRole)
        higher = panel.view.sizeHintForIndex(index).height()
        assert not panel.view.grab().isNull()
        panel.show_rows(listed([note("n")]))
        assert panel.view.sizeHintForIndex(panel.view.model().index(0, 0)).height() < higher


def test_a_card_has_a_bar_in_its_colour_and_the_colour_in_words(panel: NotesPanel) -> None:
    box = panel.view.visualRect(panel.view.model().index(1, 0))
    pixel = panel.view.viewport().grab().toImage().pixelColor(box.x() + 13 + 12 + 1, box.y() + 18)
    assert pixel.name() == style.tokens().ticks[Colour.BLUE]
    assert "To check" in panel.view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)


# The editor


def test_typing_is_saved_after_a_rest(qtbot: QtBot, panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[1])
    qtbot.waitUntil(text(panel).hasFocus)
    with qtbot.waitSignal(panel.note_edited) as told:
        QTest.keyClicks(text(panel), "Who pays?")
    assert told.args == ["n2", "Who pays?", ()]
    assert panel.editor.isVisible()


def test_tags_are_saved_with_the_note(qtbot: QtBot, panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[0])
    line(panel, "note-tags").setFocus()
    with qtbot.waitSignal(panel.note_edited) as told:
        QTest.keyClicks(line(panel, "note-tags"), ", hague #memo")
    assert told.args == ["n1", "Ask legal.", ("article5", "hague", "memo")]


def test_leaving_the_field_saves_at_once(qtbot: QtBot, panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[1])
    qtbot.waitUntil(text(panel).hasFocus)
    QTest.keyClicks(text(panel), "x")
    with qtbot.waitSignal(panel.note_edited, timeout=100):
        panel.view.setFocus()
    assert panel.editor.isVisible()


@pytest.mark.parametrize("way", ["done", "escape", "ctrl+enter"])
def test_closing_saves_what_was_typed(qtbot: QtBot, panel: NotesPanel, three: list[Annotation], way: str) -> None:
    panel.edit(three[1])
    QTest.keyClicks(text(panel), "kept")
    with qtbot.waitSignal(panel.note_edited, timeout=100) as told, qtbot.waitSignal(panel.editing_finished):
        if way == "done":
            QTest.mouseClick(child(panel, "note-done"), Qt.MouseButton.LeftButton)
        elif way == "escape":
            QTest.keyClick(text(panel), Qt.Key.Key_Escape)
        else:
            QTest.keyClick(text(panel), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["n2", "kept", ()]
    assert not panel.editor.isVisible()


def test_escape_in_the_editor_stays_there_where_the_window_has_a_shortcut_on_it(
    panel: NotesPanel, three: list[Annotation]
) -> None:
    panel.edit(three[1])
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(text(panel), event)
    assert event.isAccepted()
    assert panel.editor.isVisible()


def test_opening_and_closing_changes_nothing(qtbot: QtBot, panel: NotesPanel, note: Make) -> None:
    odd = note("odd", note="one\r\ntwo", tags=("two words",))
    with qtbot.assertNotEmitted(panel.note_edited):
        panel.edit(odd)
        panel.editor.finish()


def test_opening_another_note_saves_the_first(qtbot: QtBot, panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[1])
    QTest.keyClicks(text(panel), "first")
    with qtbot.waitSignal(panel.note_edited, timeout=100) as told:
        panel.edit(three[2])
    assert told.args == ["n2", "first", ()]
    assert text(panel).toPlainText() == "For the memo"


def test_the_echo_of_a_save_leaves_what_was_typed_since(panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[1])
    QTest.keyClicks(text(panel), "first")
    panel.editor.save()
    QTest.keyClicks(text(panel), " second")
    panel.replace(NoteRow(replace(three[1], note="first"), "Title", (0, 80, 0)))
    assert text(panel).toPlainText() == "first second"


def test_an_undo_elsewhere_shows_in_the_open_note(panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[0])
    panel.replace(NoteRow(replace(three[0], note="as it was before", colour=Colour.VIOLET), "Title", (0, 80, 0)))
    assert text(panel).toPlainText() == "as it was before"
    assert child(panel, "note-violet").isChecked()


def test_the_open_note_follows_a_new_list_and_closes_where_it_is_gone(
    qtbot: QtBot, panel: NotesPanel, three: list[Annotation]
) -> None:
    panel.edit(three[0])
    panel.show_rows(listed([replace(three[0], note="elsewhere"), three[1]]))
    assert text(panel).toPlainText() == "elsewhere"
    QTest.keyClicks(text(panel), "!")
    with qtbot.waitSignal(panel.note_edited, timeout=100):
        panel.show_rows(listed([three[1]]))
    assert not panel.editor.isVisible()


def test_colour_and_delete_of_the_editor_are_asked_for(
    qtbot: QtBot, panel: NotesPanel, three: list[Annotation]
) -> None:
    panel.edit(three[0], focus=False)
    assert child(panel, "note-yellow").isChecked()
    with qtbot.waitSignal(panel.recolour_requested) as told:
        QTest.mouseClick(child(panel, "note-green"), Qt.MouseButton.LeftButton)
    assert told.args == [("n1",), "green"]
    assert not child(panel, "note-yellow").isChecked()
    with qtbot.waitSignal(panel.delete_requested) as told:
        QTest.mouseClick(child(panel, "note-delete"), Qt.MouseButton.LeftButton)
    assert told.args == [("n1",)]


def test_every_control_of_the_panel_has_a_name_for_screen_readers(panel: NotesPanel, three: list[Annotation]) -> None:
    panel.edit(three[0])
    for button in panel.findChildren(QAbstractButton):
        if button.objectName().startswith(("note-", "filter-")):
            assert button.accessibleName() or button.text(), button.objectName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert panel.view.accessibleName() == "Notes"
    assert panel.view.objectName() == "notes"


def test_the_dark_scheme_paints_buttons_under_the_mouse_and_in_focus(
    qtbot: QtBot, qapp: QApplication, panel: NotesPanel
) -> None:
    button = child(panel, "filter-red")
    light = button.grab().toImage()
    style.apply(qapp, "dark")
    button.setFocus()
    button.setChecked(True)
    dark = button.grab().toImage()
    assert dark.pixelColor(8, 11).name() == style.DARK.ticks[Colour.RED]
    assert light.pixelColor(8, 11).name() == style.LIGHT.ticks[Colour.RED]


# Words


def test_places_are_said_as_in_citations(note: Make) -> None:
    assert place_words(note("n", "one")) == "¶ 38"
    assert place_words(note("n", "one", "two", "three")) == "¶¶ 38–40"
    assert place_words(note("n", "a heading", number=None)) == ""
    assert meta_words(note("n", number=None, tags=("a",))) == "Key point\N{NO-BREAK SPACE} #a"


def test_a_passage_of_two_paragraphs_is_spoken_as_such(note: Make) -> None:
    assert (
        spoken_note(NoteRow(note("n", "one", "two", tags=("a",)))) == "Key point. paragraphs 38–39. “one ¶ two”. tag a"
    )


def test_times_are_said_as_a_reader_would() -> None:
    now = datetime(2026, 3, 12, 12, 0, tzinfo=UTC).astimezone()
    assert when_words(now.replace(hour=9, minute=41).isoformat(), now) == "today 09:41"
    assert when_words((now - timedelta(days=1)).replace(hour=9, minute=5).isoformat(), now) == "yesterday 09:05"
    assert when_words("2026-01-12T12:00:00.123Z", now) == "12 Jan"
    assert when_words("2025-01-12T12:00:00", now) == "12 Jan 2025"
    assert when_words("some day", now) == ""


@given(
    st.lists(
        st.text(st.characters(exclude_characters=",#", codec="utf-8"), min_size=1).map(lambda t: " ".join(t.split()))
    )
)
def test_tags_come_back_as_they_were_shown(tags: list[str]) -> None:
    wanted = tuple(dict.fromkeys(filter(None, tags)))
    assert parse_tags(", ".join(wanted)) == wanted
    assert parse_tags(" ".join(f"#{tag}" for tag in wanted)) == wanted
