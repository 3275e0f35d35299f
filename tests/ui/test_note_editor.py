"""The editor of one note by itself: formatted and typed, marked, linked, and a colleague's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour, name_colours
from briefreader.ui import style
from briefreader.ui.panels.note_editor import NoteEditor
from briefreader.ui.panels.note_preview import NotePreview
from briefreader.ui.panels.note_text import NoteText
from briefreader.ui.panels.tag_field import TagField

Make = Callable[..., Annotation]
MARKUP = "Ask **legal** of [the treaty](brief:treaty#¶12)"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[NoteEditor]:
    panel = QWidget()
    qtbot.addWidget(panel)
    panel.resize(260, 720)
    layout = QVBoxLayout(panel)
    other = QPushButton("other")
    other.setObjectName("other")
    layout.addWidget(other)
    layout.addStretch(1)
    widget = NoteEditor()
    layout.addWidget(widget)
    panel.show()
    panel.activateWindow()
    qtbot.waitExposed(panel)
    qtbot.waitUntil(panel.isActiveWindow)
    yield widget
    panel.close()


@pytest.fixture
def colleagues(note: Make) -> Annotation:
    return replace(note(note=MARKUP, tags=("hague",)), mine=False, author="<i>Ana</i>")


def text(editor: NoteEditor) -> NoteText:
    found = editor.findChild(NoteText)
    assert found is not None
    return found


def preview(editor: NoteEditor) -> NotePreview:
    found = editor.findChild(NotePreview)
    assert found is not None
    return found


def tags(editor: NoteEditor) -> TagField:
    found = editor.findChild(TagField)
    assert found is not None
    return found


def button(editor: NoteEditor, name: str) -> QAbstractButton:
    found = editor.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def click(editor: NoteEditor, name: str) -> None:
    QTest.mouseClick(button(editor, name), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def leave(editor: NoteEditor) -> None:
    panel = editor.parentWidget()
    other = panel.findChild(QPushButton, "other") if panel is not None else None
    assert other is not None
    other.setFocus()


def lay_out() -> None:
    for _ in range(3):  # what stands in a line asks for its height once it knows its width
        QApplication.processEvents()


def choose(editor: NoteEditor, words: str) -> None:
    menu = editor.findChild(QMenu, "note-more-menu")
    assert menu is not None
    actions: list[QAction] = menu.actions()
    next(action for action in actions if action.text().startswith(words)).trigger()


# Formatted while nobody types


def test_a_note_with_markup_is_shown_formatted_until_one_writes(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    assert preview(editor).isVisible()
    assert not text(editor).isVisible()
    assert preview(editor).toPlainText() == "Ask legal of the treaty"
    editor.edit(note(note=MARKUP))
    assert text(editor).hasFocus()
    assert not preview(editor).isVisible()
    leave(editor)
    assert preview(editor).isVisible()


def test_a_plain_note_stays_in_its_field(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="Ask legal."), focus=False)
    assert text(editor).isVisible()
    editor.write()
    leave(editor)
    assert text(editor).isVisible()
    assert not preview(editor).isVisible()


def test_nothing_moves_when_a_note_is_shown_formatted(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="one\n\ntwo\n\n**three**"))
    lay_out()
    assert text(editor).height() > 100
    before = text(editor).height(), button(editor, "note-done").mapTo(editor, QPoint())
    leave(editor)
    lay_out()
    assert (preview(editor).height(), button(editor, "note-done").mapTo(editor, QPoint())) == before


def test_a_formatted_note_that_is_not_long_is_seen_whole(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=f"- one\n- two\n\n{MARKUP} and ask again, so that it goes on"), focus=False)
    lay_out()
    assert preview(editor).verticalScrollBar().maximum() == 0
    assert preview(editor).height() < 180


def test_a_click_beside_the_links_lets_one_write(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    QTest.mouseClick(preview(editor).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert text(editor).hasFocus()


def test_the_other_button_of_the_mouse_does_not(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    QTest.mouseRelease(preview(editor).viewport(), Qt.MouseButton.RightButton, pos=QPoint(20, 10))
    assert preview(editor).isVisible()


def test_a_link_is_followed_by_mouse_and_by_keys(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    shown = preview(editor)
    cursor = QTextCursor(shown.document())
    cursor.setPosition(shown.toPlainText().index("treaty") + 2)
    with qtbot.waitSignal(editor.link_chosen) as told:
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.cursorRect(cursor).center())
    assert told.args == ["brief:treaty#%C2%B612"]
    assert preview(editor).isVisible()
    editor.edit(note(note=MARKUP), focus=False)
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    with qtbot.waitSignal(editor.link_chosen):
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert preview(editor).isVisible()


@pytest.mark.parametrize(
    ("key", "became"), [(Qt.Key.Key_F2, MARKUP), (Qt.Key.Key_Return, MARKUP), (Qt.Key.Key_X, MARKUP + "x")]
)
def test_from_the_formatted_note_keys_lead_to_the_typed_one(
    editor: NoteEditor, note: Make, key: Qt.Key, became: str
) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    preview(editor).setFocus()
    QTest.keyClick(preview(editor), key)
    assert text(editor).hasFocus()
    assert text(editor).toPlainText() == became


def test_escape_in_the_formatted_note_closes_it(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    with qtbot.waitSignal(editor.editing_finished):
        QTest.keyClick(preview(editor), Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_leaving_for_a_menu_or_another_window_is_not_leaving(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP))
    for reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
        QApplication.sendEvent(text(editor), QFocusEvent(QEvent.Type.FocusOut, reason))
        assert text(editor).isVisible()


def test_a_change_from_elsewhere_shows_in_the_formatted_note(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=MARKUP), focus=False)
    editor.take(note(note="*new*"))
    assert preview(editor).toPlainText() == "new"
    editor.take(note(note="plain"))
    assert text(editor).isVisible()
    assert text(editor).toPlainText() == "plain"


def test_the_formatted_note_follows_the_scheme(qapp: QApplication, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="**word**"), focus=False)
    style.apply(qapp, "dark")
    look = preview(editor).document().begin().begin().fragment().charFormat()
    assert look.foreground().color().name() == style.DARK.ink


def test_the_field_grows_with_the_note_to_a_third_of_the_panel(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note=""))
    least = text(editor).height()
    QTest.keyClicks(text(editor), "\n".join("abcdefg").replace("\n", "\r"))
    assert least < text(editor).height() < 240
    text(editor).setPlainText("line\n" * 100)
    assert text(editor).height() == 240
    text(editor).clear()
    assert text(editor).height() == least


def test_a_panel_made_lower_leaves_less_to_the_note(editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="line\n" * 100))
    assert text(editor).height() == 240
    panel = editor.parentWidget()
    assert panel is not None
    panel.resize(260, 600)
    assert text(editor).height() == 200


def test_a_note_that_is_opened_again_keeps_what_was_just_typed(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="first"))
    QTest.keyClicks(text(editor), " second")
    with qtbot.waitSignal(editor.note_edited, timeout=100) as told:
        editor.edit(note(note="first"))
    assert told.args[1] == text(editor).toPlainText() == "first second"


def test_everything_fits_a_narrow_panel(editor: NoteEditor, note: Make, colleagues: Annotation) -> None:
    for one in (note(note=MARKUP, tags=("a" * 80,), colour=Colour.VIOLET), colleagues):
        editor.edit(one)
        lay_out()
        assert editor.minimumSizeHint().width() <= 234
        for child in editor.findChildren(QAbstractButton):
            if child.isVisible():
                right = child.mapTo(editor, QPoint(child.width(), 0)).x()
                assert right <= editor.width()
                assert child.width() >= child.minimumSizeHint().width()


# Links and marks


def test_a_link_is_asked_for_and_put_where_the_caret_was(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="See  there"))
    cursor = text(editor).textCursor()
    cursor.setPosition(4)
    text(editor).setTextCursor(cursor)
    with qtbot.waitSignal(editor.link_requested):
        QTest.keyClick(text(editor), Qt.Key.Key_K, CONTROL | SHIFT)
    leave(editor)
    with qtbot.waitSignal(editor.note_edited) as told:
        editor.insert_link("¶ 12", "brief:treaty#¶12")
    assert told.args[1] == "See [¶ 12](brief:treaty#¶12) there"
    assert text(editor).hasFocus()


def test_the_menu_marks_and_links_and_shows_the_past(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="*a* legal"), focus=False)
    text(editor).moveCursor(QTextCursor.MoveOperation.End)
    choose(editor, "Strong")
    assert text(editor).toPlainText() == "*a* **legal**"
    assert text(editor).hasFocus()
    choose(editor, "Strong")
    choose(editor, "Emphasis")
    assert text(editor).toPlainText() == "*a* *legal*"
    with qtbot.waitSignal(editor.link_requested):
        choose(editor, "Link")
    with qtbot.waitSignals([editor.note_edited, editor.history_requested], order="strict"):
        choose(editor, "Earlier")


def test_enter_after_a_tag_saves_it(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.know_tags(["NATO", "hague"])
    editor.edit(note(note="x"))
    tags(editor).setFocus()
    QTest.keyClicks(tags(editor), "nato")
    with qtbot.waitSignal(editor.note_edited, timeout=100) as told:
        QTest.keyClick(tags(editor), Qt.Key.Key_Return)
    assert told.args == ["n1", "x", ("NATO",)]
    assert editor.isVisible()


def test_leaving_the_tags_saves_the_spelling_in_use(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.know_tags(["NATO"])
    editor.edit(note(note="x"))
    tags(editor).setFocus()
    QTest.keyClicks(tags(editor), "x, nato")
    QTest.keyClick(tags(editor)._popup, Qt.Key.Key_Escape)
    with qtbot.waitSignal(editor.note_edited, timeout=100) as told:
        leave(editor)
    assert told.args == ["n1", "x", ("x", "NATO")]


def test_only_an_action_can_be_done(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(note(note="x"))
    assert not button(editor, "note-carried-out").isVisible()
    editor.take(note(note="x", colour=Colour.VIOLET))
    assert button(editor, "note-carried-out").isVisible()
    with qtbot.waitSignal(editor.done_requested) as told:
        click(editor, "note-carried-out")
    assert told.args == ["n1", True]
    editor.take(replace(note(note="x", colour=Colour.VIOLET), done=False))
    assert not button(editor, "note-carried-out").isChecked()


def test_a_note_is_made_private_and_says_what_that_means(qtbot: QtBot, editor: NoteEditor, note: Make) -> None:
    editor.edit(replace(note(note="x"), private=True))
    box = button(editor, "note-private")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    assert "Never leaves this laptop" in box.toolTip()
    with qtbot.waitSignal(editor.private_requested) as told:
        QTest.keyClick(box, Qt.Key.Key_Space)
    assert told.args == ["n1", False]


@pytest.mark.parametrize("name", ["note-red", "note-private", "note-delete"])
def test_what_was_typed_is_saved_before_anything_else_is_asked_for(
    qtbot: QtBot, editor: NoteEditor, note: Make, name: str
) -> None:
    editor.edit(note(note=""))
    QTest.keyClicks(text(editor), "kept")
    asked = {
        "note-red": editor.recolour_requested,
        "note-private": editor.private_requested,
        "note-delete": editor.delete_requested,
    }[name]
    with qtbot.waitSignals([editor.note_edited, asked], order="strict"):
        button(editor, name).click()


def test_colours_are_called_as_the_user_calls_them(editor: NoteEditor, note: Make) -> None:
    try:
        name_colours({Colour.RED: "Danger"})
        editor.recolour()
        assert button(editor, "note-red").text() == "Danger"
        assert button(editor, "note-red").accessibleName() == "Mark as “Danger”"
    finally:
        name_colours({})
    editor.recolour()
    assert button(editor, "note-red").text() == "Risk"


# A colleague's note


def test_a_colleagues_note_names_its_author_and_can_only_be_read(
    qtbot: QtBot, editor: NoteEditor, colleagues: Annotation
) -> None:
    editor.edit(colleagues)
    author = editor.findChild(QLabel, "note-author")
    assert author is not None
    assert author.text() == "Note by <i>Ana</i>"
    assert author.textFormat() is Qt.TextFormat.PlainText
    assert preview(editor).hasFocus()
    for name in ("note-red", "note-private", "note-carried-out"):
        assert not button(editor, name).isVisible()
    with qtbot.assertNotEmitted(editor.note_edited):
        QTest.keyClicks(preview(editor), "x")
        QTest.mouseClick(preview(editor).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        QTest.keyClicks(tags(editor), "x")
        editor.insert_link("x", "note:x")
        editor.finish()
    assert text(editor).toPlainText() == MARKUP


def test_a_colleagues_plain_note_cannot_be_typed_in_either(editor: NoteEditor, colleagues: Annotation) -> None:
    editor.edit(replace(colleagues, note="plain", tags=()))
    assert preview(editor).toPlainText() == "plain"
    assert not text(editor).isVisible()
    assert not tags(editor).isVisible()


def test_a_colleagues_note_is_answered(qtbot: QtBot, editor: NoteEditor, colleagues: Annotation) -> None:
    editor.edit(colleagues)
    with qtbot.waitSignal(editor.answer_requested) as told:
        click(editor, "note-answer")
    assert told.args == ["n1"]


def test_after_a_colleagues_note_ones_own_can_be_written_again(
    qtbot: QtBot, editor: NoteEditor, note: Make, colleagues: Annotation
) -> None:
    editor.edit(colleagues)
    editor.edit(note("n2", note="mine"))
    assert not button(editor, "note-answer").isVisible()
    assert not tags(editor).isReadOnly()
    with qtbot.waitSignal(editor.note_edited) as told:
        QTest.keyClicks(text(editor), "!")
    assert told.args == ["n2", "mine!", ()]


def test_the_menu_of_a_colleagues_note_has_no_writing_in_it(editor: NoteEditor, colleagues: Annotation) -> None:
    editor.edit(colleagues)
    menu = editor.findChild(QMenu, "note-more-menu")
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.isVisible()] == ["Earlier texts…"]


@pytest.mark.parametrize("kind", ["own", "colleague's"])
def test_every_control_is_reached_by_tab_and_has_a_name(
    editor: NoteEditor, note: Make, colleagues: Annotation, kind: str
) -> None:
    editor.edit(note(note="x", colour=Colour.VIOLET) if kind == "own" else colleagues)
    for child in editor.findChildren(QWidget):
        if (
            child.isVisible()
            and child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.objectName().startswith("note")
        ):
            words = child.accessibleName() or (child.text() if isinstance(child, QAbstractButton) else "")
            assert words, child.objectName()
