"""The notes panel over a brief, the library and the bin: filters, many notes at once, cards and what they offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target, name_colours
from briefreader.library.selection import Choices, choices
from briefreader.library.values import NoteRow
from briefreader.ui import style
from briefreader.ui.panels.card_painting import CardDelegate, change_pieces
from briefreader.ui.panels.cards import gone_words, note_tip, spoken_note
from briefreader.ui.panels.filter_popup import FilterPopup, fitting
from briefreader.ui.panels.note_choices import offers, span_of, toggled, value_words
from briefreader.ui.panels.notes import NotesPanel
from briefreader.ui.rows import RowsModel, RowsView

Make = Callable[..., Annotation]
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def notes(note: Make) -> list[Annotation]:
    was = Passage("d", (Target("b0", 3, 0, 30, "Allies pledged 12 million."),))
    return [
        note("a", "The guarantee is not what it was.", note="See [law](brief:law).", tags=("law", "memo"), number=1),
        replace(
            note("b", "Allies pledged 92 million.", colour=Colour.BLUE, tags=("memo",), number=2),
            state=State.CHANGED,
            reason="a number",
            was=was,
        ),
        note("e", "Gone from the text.", colour=Colour.RED, number=3, state=State.LOST),
        replace(note("c", "Write to them.", colour=Colour.VIOLET, number=4), done=True, private=True),
        replace(note("d", "Not so.", number=5), mine=False, author="Zoë", answers="a"),
    ]


def listed(notes: list[Annotation], **more: Any) -> list[NoteRow]:
    themes = more.get("themes", ())
    return [NoteRow(one, "No Longer Ironclad", (0, at, 0), ("NATO",), themes) for at, one in enumerate(notes)]


@pytest.fixture
def panel(qtbot: QtBot, notes: list[Annotation]) -> NotesPanel:
    widget = NotesPanel()
    qtbot.addWidget(widget)
    widget.resize(340, 1100)
    widget.show_rows(listed(notes))
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    widget.view.setFocus()
    return widget


def ids(panel: NotesPanel) -> list[str]:
    model = panel.view.model()
    assert isinstance(model, RowsModel)
    return [row.annotation.id for row in model.rows]


def button(panel: QWidget, name: str) -> QAbstractButton:
    found = panel.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def press(panel: NotesPanel, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.view, key, held)


def spoken(panel: NotesPanel, annotation_id: str) -> str:
    index = panel.view.model().index(ids(panel).index(annotation_id), 0)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def row_named(panel: NotesPanel, annotation_id: str) -> NoteRow:
    row = panel.view.model().index(ids(panel).index(annotation_id), 0).data(Qt.ItemDataRole.UserRole)
    assert isinstance(row, NoteRow)
    return row


def zone(panel: NotesPanel, annotation_id: str, wanted: str) -> QPoint:
    """A point of a card at which `wanted` can be clicked."""
    box = panel.view.visualRect(panel.view.model().index(ids(panel).index(annotation_id), 0))
    for y in range(box.top(), box.bottom(), 3):
        for x in range(box.left(), box.right(), 4):
            found = panel.view.zone_at(QPoint(x, y))
            if found is not None and wanted in found:
                return QPoint(x, y)
    raise AssertionError(f"no {wanted} on the card")


# Many at once


def test_ctrl_a_selects_all_and_a_bar_says_how_many(panel: NotesPanel) -> None:
    panel.select("a")
    assert not panel.bulk.isVisible()
    press(panel, Qt.Key.Key_A, CONTROL)
    assert panel.bulk.isVisible()
    label = panel.bulk.findChild(QLabel, "bulk-count")
    assert isinstance(label, QLabel)
    assert label.text() == "5 notes selected"
    press(panel, Qt.Key.Key_Escape)
    assert not panel.bulk.isVisible()
    assert [note.id for note in panel.view.chosen()] == ["a"]


def test_a_click_with_ctrl_selects_and_does_not_go_there(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("a")
    where = panel.view.visualRect(panel.view.model().index(1, 0)).center()
    with qtbot.assertNotEmitted(panel.annotation_chosen):
        QTest.mouseClick(panel.view.viewport(), LEFT, CONTROL, where)
    assert [note.id for note in panel.view.chosen()] == ["a", "b"]
    with qtbot.waitSignal(panel.annotation_chosen) as told:
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=where)
    assert told.args == ["b"]


def test_what_is_done_to_many_spares_colleagues_notes(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("a")
    press(panel, Qt.Key.Key_A, CONTROL)
    with qtbot.waitSignal(panel.recolour_requested) as told:
        press(panel, Qt.Key.Key_4)
    assert told.args == [("a", "b", "c", "e"), "green"]
    with qtbot.waitSignal(panel.private_requested) as told:
        press(panel, Qt.Key.Key_P)
    assert told.args == [("a", "b", "c", "e"), True]
    with qtbot.waitSignal(panel.done_requested) as told:
        press(panel, Qt.Key.Key_X)
    assert told.args == [("c",), False]
    with qtbot.waitSignal(panel.delete_requested) as told:
        press(panel, Qt.Key.Key_Delete)
    assert told.args == [("a", "b", "c", "d", "e")]
    with qtbot.waitSignal(panel.export_requested) as told:
        press(panel, Qt.Key.Key_E)
    assert told.args == [("a", "b", "c", "d", "e")]


@pytest.mark.parametrize(
    ("name", "signal", "args"),
    [
        ("bulk-red", "recolour_requested", [("a", "b"), "red"]),
        ("bulk-private", "private_requested", [("a", "b"), True]),
        ("bulk-export", "export_requested", [("a", "b")]),
        ("bulk-delete", "delete_requested", [("a", "b")]),
    ],
)
def test_the_bar_does_what_the_keys_do(
    qtbot: QtBot, panel: NotesPanel, name: str, signal: str, args: list[object]
) -> None:
    panel.select("a")
    press(panel, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(getattr(panel, signal)) as told:
        QTest.mouseClick(button(panel, name), LEFT)
    assert told.args == args
    assert not button(panel, "bulk-done").isVisible()
    assert not button(panel, "bulk-restore").isVisible()


def test_tags_are_typed_for_one_and_for_many(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.know_tags(["memo", "hague"])
    panel.select("e")
    press(panel, Qt.Key.Key_T)
    field = panel.findChild(QLineEdit, "bulk-tags")
    assert isinstance(field, QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "Hague, cost")
    with qtbot.waitSignal(panel.tags_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [("e",), ("hague", "cost")]
    assert not panel.bulk.isVisible()
    press(panel, Qt.Key.Key_A, CONTROL)
    QTest.mouseClick(button(panel, "bulk-tag"), LEFT)
    QTest.keyClicks(field, "x")
    with qtbot.waitSignal(panel.tags_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [("a", "b", "c", "e"), ("x",)]
    assert panel.bulk.isVisible()


def test_escape_gives_up_typing_tags(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("e")
    press(panel, Qt.Key.Key_T)
    field = panel.findChild(QLineEdit, "bulk-tags")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "x")
    with qtbot.assertNotEmitted(panel.tags_requested):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not panel.bulk.isVisible()
    qtbot.waitUntil(panel.view.hasFocus)


def test_a_tag_is_taken_off_those_that_have_it(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("a")
    press(panel, Qt.Key.Key_A, CONTROL)
    press(panel, Qt.Key.Key_T, SHIFT)
    menu = panel.findChild(QMenu, "untag-menu")
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["memo\t2", "law\t1"]
    with qtbot.waitSignal(panel.untag_requested) as told:
        menu.actions()[0].trigger()
    assert told.args == [("a", "b"), ("memo",)]
    menu.close()


def test_the_menu_of_several_offers_what_suits_several(panel: NotesPanel) -> None:
    panel.select("a")
    press(panel, Qt.Key.Key_A, CONTROL)
    menu = panel.view.menu_of(panel.view.model().index(2, 0))
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert "Delete" in words
    assert "Add tags…" in words
    assert "Edit note" not in words
    assert len(panel.view.chosen()) == 5
    assert all("\t" in action.text() for action in menu.actions() if action.text())


def test_what_is_selected_stays_so_when_the_list_is_shown_anew(panel: NotesPanel, notes: list[Annotation]) -> None:
    panel.select("b")
    press(panel, Qt.Key.Key_Down, SHIFT)
    panel.show_rows(listed([replace(one, colour=Colour.GREEN) for one in notes]))
    assert [note.id for note in panel.view.chosen()] == ["b", "c"]
    assert panel.bulk.isVisible()


# One note


def test_keys_of_one_note(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("a")
    with qtbot.waitSignal(panel.history_requested) as told:
        press(panel, Qt.Key.Key_H)
    assert told.args == ["a"]
    with qtbot.waitSignal(panel.copy_link_requested) as told:
        press(panel, Qt.Key.Key_L)
    assert told.args == ["a"]
    with qtbot.assertNotEmitted(panel.settle_requested), qtbot.assertNotEmitted(panel.answer_requested):
        press(panel, Qt.Key.Key_K)
        press(panel, Qt.Key.Key_R)
    with qtbot.assertNotEmitted(panel.done_requested):
        press(panel, Qt.Key.Key_X)


def test_what_is_asked_of_the_open_note_is_asked_of_one(
    qtbot: QtBot, panel: NotesPanel, notes: list[Annotation]
) -> None:
    panel.edit(notes[3], focus=False)
    for ask, signal, args in (
        (panel.editor.done_requested, panel.done_requested, ("c", False)),
        (panel.editor.private_requested, panel.private_requested, ("c", False)),
        (panel.editor.recolour_requested, panel.recolour_requested, ("c", "red")),
    ):
        with qtbot.waitSignal(signal) as told:
            ask.emit(*args)
        assert told.args == [("c",), args[1]]


@pytest.mark.parametrize(("name", "key", "how"), [("b", "K", "keep"), ("b", "D", "detach"), ("e", "A", "attach")])
def test_a_passage_that_is_not_sure_is_settled_by_key_and_by_button(
    qtbot: QtBot, panel: NotesPanel, name: str, key: str, how: str
) -> None:
    panel.select(name)
    with qtbot.waitSignal(panel.settle_requested) as told:
        QTest.keyClicks(panel.view, key.lower())
    assert told.args == [name, how]
    with qtbot.waitSignal(panel.settle_requested) as told, qtbot.assertNotEmitted(panel.annotation_chosen):
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=zone(panel, name, how))
    assert told.args == [name, how]


def test_only_the_current_card_has_buttons(panel: NotesPanel) -> None:
    high = panel.view.visualRect(panel.view.model().index(1, 0)).height()
    panel.select("b")
    assert panel.view.visualRect(panel.view.model().index(1, 0)).height() > high
    panel.select("a")
    assert panel.view.visualRect(panel.view.model().index(1, 0)).height() == high


def test_a_link_in_a_note_is_followed_and_the_card_is_not(qtbot: QtBot, panel: NotesPanel) -> None:
    with qtbot.waitSignal(panel.link_chosen) as told, qtbot.assertNotEmitted(panel.annotation_chosen):
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=zone(panel, "a", "link"))
    assert told.args == ["brief:law"]
    QTest.mouseMove(panel.view.viewport(), zone(panel, "a", "link"))
    assert panel.view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_colleagues_note_is_answered_and_not_changed(qtbot: QtBot, panel: NotesPanel) -> None:
    panel.select("d")
    with qtbot.waitSignal(panel.answer_requested) as told:
        press(panel, Qt.Key.Key_R)
    assert told.args == ["d"]
    with qtbot.assertNotEmitted(panel.recolour_requested), qtbot.assertNotEmitted(panel.private_requested):
        press(panel, Qt.Key.Key_1)
        press(panel, Qt.Key.Key_P)
    press(panel, Qt.Key.Key_F2)
    assert not panel.editor.isVisible()
    menu = panel.view.menu_of(panel.view.model().index(ids(panel).index("d"), 0))
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["Go to passage", "Answer", "Copy link", "Export…", "Delete"]


# Words of a card


def test_a_screen_reader_hears_all_that_a_card_shows(panel: NotesPanel) -> None:
    assert spoken(panel, "b") == (
        "To check. paragraph 2. Changed: a number, not confirmed. "
        "was “Allies pledged 12 million.”, now “Allies pledged 92 million.”. tag memo"
    )
    assert "Action. paragraph 4. Done. Private." in spoken(panel, "c")
    assert spoken(panel, "d").startswith("Note of Zoë. Answers your note. Key point")
    assert "Lost" in spoken(panel, "e")


def test_answers_and_versions_say_so(note: Make) -> None:
    answer = NoteRow(replace(note("x"), answers="a"))
    assert "Answers Zoë." in spoken_note(answer, author_of=lambda annotation: "Zoë")
    assert "Answers a note." in spoken_note(answer)
    assert "Another version of a note, kept as both" in spoken_note(NoteRow(replace(note("x"), variant="a")))


def test_in_the_bin_a_card_says_when_it_goes_for_good(note: Make) -> None:
    assert gone_words("2026-01-12T09:00:00Z").startswith("Goes for good on 11 Feb")
    assert gone_words("some day") == ""
    gone = NoteRow(replace(note("x"), deleted="2026-01-12T09:00:00Z"), "Title")
    assert "Goes for good on 11 Feb" in spoken_note(gone, "bin")
    assert spoken_note(gone, "bin").startswith("Title. ")


def test_a_tooltip_never_takes_a_note_for_markup(note: Make) -> None:
    assert "&lt;b&gt;" in note_tip(NoteRow(note("x", note="<b>bold</b>"), "A <i>title</i>"))


def test_a_change_shows_the_words_around_it_and_not_the_whole_paragraph() -> None:
    old = "word " * 60 + "twelve" + " other" * 60
    pieces = change_pieces(old, old.replace("twelve", "ninety"))
    assert [(one.kind, one.text.strip()) for one in pieces if one.kind != "same"] == [
        ("deleted", "twelve"),
        ("added", "ninety"),
    ]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert len("".join(one.text for one in pieces)) < 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scope", ["brief", "library", "bin"])
def test_every_kind_of_card_is_painted_within_260_pixels(
    qapp: QApplication, panel: NotesPanel, notes: list[Annotation], scheme: str, scope: str
) -> None:
    style.apply(qapp, scheme)
    panel.recolour()
    panel.resize(260, 1400)
    long = replace(notes[0], id="long", note="- item of a list\n" * 30, variant="a", tags=("a tag of many words",) * 2)
    panel.show_rows(listed([*notes, long]), scope=scope)
    panel.select("b")
    press(panel, Qt.Key.Key_Down, SHIFT)
    assert not panel.grab().isNull()
    delegate = panel.view.itemDelegate()
    assert isinstance(delegate, CardDelegate)
    most = delegate.height(row_named(panel, "long"), 260)
    assert most < 500
    for part in panel.findChildren(QWidget):
        if part.isVisible() and part.parentWidget() is panel:
            assert part.width() <= 260


# The filter


def test_words_and_chips_narrow_the_list_and_the_count_says_so(panel: NotesPanel) -> None:
    count = panel.findChild(QLabel, "notes-count")
    assert isinstance(count, QLabel)
    assert not count.isVisible()
    line = panel.findChild(QLineEdit, "notes-filter")
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "zoe")
    assert ids(panel) == ["d"]
    assert count.isVisible()
    assert count.text() == "1 of 5 notes"
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert panel.view.hasFocus()
    assert panel.view.currentIndex().row() == 0
    QTest.keyClicks(line, "x")
    assert ids(panel) == []
    QTest.mouseClick(button(panel, "notes-show-all"), LEFT)
    assert len(ids(panel)) == 5
    assert line.text() == ""


def popup(panel: NotesPanel) -> FilterPopup:
    QTest.mouseClick(button(panel, "notes-more-filters"), LEFT)
    found = panel.findChild(FilterPopup)
    assert isinstance(found, FilterPopup)
    assert found.isVisible()
    return found


def test_the_popup_offers_what_occurs_and_picks_by_keys(qtbot: QtBot, panel: NotesPanel) -> None:
    opened = popup(panel)
    words = opened.findChild(QLineEdit, "filter-words")
    found = opened.findChild(RowsView, "filter-choices")
    assert isinstance(words, QLineEdit)
    assert isinstance(found, RowsView)
    QTest.keyClicks(words, "memo")
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert ids(panel) == ["a", "b"]
    assert words.text() == ""
    QTest.keyClick(words, Qt.Key.Key_Down)
    assert found.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Lost, 1 note"
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Space)
    assert ids(panel) == ["b"]
    assert found.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Changed, not confirmed, 1 note, chosen"
    opened.close()
    chip = button(panel, "chip-states")
    assert "Changed, not confirmed" in chip.accessibleName()
    QTest.mouseClick(chip, LEFT)
    assert ids(panel) == ["a", "b"]
    QTest.keyClick(button(panel, "chip-tags"), Qt.Key.Key_Space)
    assert len(ids(panel)) == 5


def test_days_are_picked_from_and_until(panel: NotesPanel) -> None:
    opened = popup(panel)
    QTest.mouseClick(button(opened, "filter-between"), LEFT)
    opened.close()
    assert button(panel, "chip-days").text().endswith("×")
    assert panel.head.wanted().since is not None
    assert panel.head.wanted().until is not None


def test_days_by_name_end_today() -> None:
    today = date(2026, 3, 12)
    assert span_of("today", today) == (today, None)
    assert span_of("week", today) == (date(2026, 3, 6), None)
    assert span_of("month", today) == (date(2026, 2, 11), None)
    assert span_of("", today) == (None, None)
    days = (date(2026, 1, 2), date(2026, 3, 4))
    assert span_of(days) == days
    assert value_words("days", days) == "02 Jan 2026 – 04 Mar 2026"


def test_picking_toggles_and_some_fields_hold_one_value() -> None:
    picked = toggled(toggled({}, "tags", "a"), "tags", "b")
    assert picked == {"tags": ["a", "b"]}
    assert toggled(picked, "tags", "a") == {"tags": ["b"]}
    assert toggled({"days": ["week"]}, "days", "today") == {"days": ["today"]}
    assert toggled({"done": [True]}, "done", True) == {}


def test_the_popup_lists_values_under_captions_and_finds_them_by_words(notes: list[Annotation]) -> None:
    found: Choices = choices(listed(notes, themes=("Ukraine",)))
    lines = offers(found, {})
    assert [one.words for one in lines if one.is_caption] == [
        "State",
        "Actions",
        "Privacy",
        "Date",
        "Tags",
        "Actors",
        "Themes",
        "Authors",
    ]
    assert [one.words for one in fitting(lines, "ukr")] == ["Themes", "Ukraine"]
    assert [one.words for one in fitting(lines, "authors")] == ["Authors", "Zoë"]
    gone = [one for one in offers(found, {"tags": ["gone"]}) if one.on]
    assert [(one.words, one.count) for one in gone] == [("gone", 0)]
    assert {value_words("done", True), value_words("done", False)} == {"Done", "Not done"}


def test_the_order_is_chosen_from_a_menu(panel: NotesPanel) -> None:
    sort = panel.findChild(QToolButton, "notes-sort")
    assert isinstance(sort, QToolButton)
    menu = sort.menu()
    menu.aboutToShow.emit()
    actions = {action.data(): action for action in menu.actions()}
    assert actions["text"].isChecked()
    actions["state"].trigger()
    assert ids(panel) == ["e", "b", "a", "c", "d"]
    assert sort.accessibleName() == "Sort notes: State: lost and changed first"


def test_in_another_order_a_changed_note_takes_its_place(panel: NotesPanel, notes: list[Annotation]) -> None:
    panel.head.order = "colour"
    panel.head.order_changed.emit()
    panel.select("a")
    row = row_named(panel, "a")
    panel.replace(replace(row, annotation=replace(row.annotation, colour=Colour.VIOLET)))
    assert ids(panel) == ["d", "b", "e", "a", "c"]
    assert panel.view.currentIndex().data(Qt.ItemDataRole.UserRole).annotation.id == "a"


def test_names_of_colours_are_looked_up_when_they_change(panel: NotesPanel) -> None:
    name_colours({Colour.RED: "Trouble & strife"})
    try:
        panel.recolour()
        assert button(panel, "filter-red").text() == "Trouble & strife"
        assert button(panel, "bulk-red").accessibleName() == "Mark as “Trouble & strife”"
        assert spoken(panel, "e").startswith("Trouble & strife")
        menu = panel.view.menu_of(panel.view.model().index(0, 0))
        assert any(action.text() == "Trouble && strife\t3" for action in menu.actions())
    finally:
        name_colours({})


# Scopes and layers


def test_the_scope_is_asked_for_and_shown(qtbot: QtBot, panel: NotesPanel, notes: list[Annotation]) -> None:
    with qtbot.waitSignal(panel.scope_changed) as told:
        QTest.mouseClick(button(panel, "scope-library"), LEFT)
    assert told.args == ["library"]
    assert panel.scope == "library"
    with qtbot.assertNotEmitted(panel.scope_changed):
        QTest.mouseClick(button(panel, "scope-library"), LEFT)
    panel.show_rows(listed(notes), scope="library")
    assert spoken(panel, "a").startswith("No Longer Ironclad. ")
    panel.show_rows(listed(notes))
    assert button(panel, "scope-brief").isChecked()
    assert panel.scope == "brief"


@pytest.mark.parametrize(("scope", "words"), [("brief", "1 to 5"), ("library", "all briefs"), ("bin", "30 days")])
def test_an_empty_list_says_what_would_stand_there(panel: NotesPanel, scope: str, words: str) -> None:
    panel.show_rows([], scope=scope)
    empty = panel.findChild(QLabel, "notes-empty")
    assert isinstance(empty, QLabel)
    assert empty.isVisible()
    assert words in empty.text()
    assert button(panel, "scope-bin").isVisible()


def test_what_lies_in_the_bin_is_only_brought_back(qtbot: QtBot, panel: NotesPanel, notes: list[Annotation]) -> None:
    gone = [replace(one, deleted="2026-01-12T09:00:00Z") for one in notes]
    with qtbot.assertNotEmitted(panel.count_changed):
        panel.show_rows(listed(gone), scope="bin")
    panel.select("a")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_R):
        with qtbot.waitSignal(panel.restore_requested) as told:
            press(panel, key)
        assert told.args == [("a",)]
    with qtbot.assertNotEmitted(panel.delete_requested), qtbot.assertNotEmitted(panel.recolour_requested):
        press(panel, Qt.Key.Key_Delete)
        press(panel, Qt.Key.Key_3)
    with qtbot.waitSignal(panel.restore_requested) as told:
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=zone(panel, "a", "restore"))
    assert told.args == [("a",)]
    press(panel, Qt.Key.Key_A, CONTROL)
    with qtbot.waitSignal(panel.restore_requested) as told:
        QTest.mouseClick(button(panel, "bulk-restore"), LEFT)
    assert told.args == [("a", "b", "c", "d", "e")]
    assert not button(panel, "bulk-delete").isVisible()
    menu = panel.view.menu_of(panel.view.model().index(0, 0))
    assert [action.text() for action in menu.actions() if action.text()] == ["Bring back\tEnter"]


def test_a_layer_is_hidden_and_shown(qtbot: QtBot, panel: NotesPanel) -> None:
    layers = panel.findChild(QToolButton, "notes-layers")
    assert isinstance(layers, QToolButton)
    assert not layers.isVisible()
    panel.show_layers({"Zoë": True})
    assert layers.isVisible()
    with qtbot.waitSignal(panel.layer_toggled) as told:
        layers.menu().actions()[0].trigger()
    assert told.args == ["Zoë", False]
    assert ids(panel) == ["a", "b", "c", "e"]
    assert layers.accessibleName() == "Colleagues’ notes: 0 of 1 shown"
    action = layers.menu().actions()[0]
    panel.show_layers({"Zoë": False})
    assert layers.menu().actions() == [action]
    panel.show_layers({"Zoë": True})
    assert len(ids(panel)) == 5


def test_ten_thousand_notes_are_listed_and_found(qtbot: QtBot, panel: NotesPanel, note: Make) -> None:
    many = [note(f"n{at}", f"Passage {at} of them all.") for at in range(10_000)]
    panel.show_rows(listed(many), scope="library")
    line = panel.findChild(QLineEdit, "notes-filter")
    assert isinstance(line, QLineEdit)
    line.setText("9876")
    assert ids(panel) == ["n9876"]
    panel.select("n5000")
    assert line.text() == ""
    index = panel.view.model().index(5000, 0)
    assert panel.view.viewport().rect().contains(panel.view.visualRect(index))


def test_every_control_has_a_name_and_can_be_reached_by_keys(panel: NotesPanel) -> None:
    panel.show_layers({"Zoë": True})
    panel.select("a")
    press(panel, Qt.Key.Key_A, CONTROL)
    for widget in (*panel.head.findChildren(QAbstractButton), *panel.bulk.findChildren(QAbstractButton)):
        if widget.isVisible() and widget.objectName() and not widget.objectName().startswith("qt_"):
            assert widget.accessibleName(), widget.objectName()
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()
