"""The field of tags: what it reads, what it offers, and which spelling stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefreader.ui.panels.tag_field import CHOICES, TagField, matching, parse_tags, spelt

KNOWN = ("NATO", "article5", "hague", "north sea", "burden-sharing", "budget")


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[TagField]:
    window = QWidget()
    qtbot.addWidget(window)
    line, other = TagField(), QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.setObjectName("other")
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addWidget(other)
    line.know(KNOWN)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    yield line
    window.close()


def popup(field: TagField) -> QListView:
    return field._popup


def offered(field: TagField) -> list[str]:
    model = popup(field).model()
    if not popup(field).isVisible():
        return []
    return [model.index(at, 0).data() for at in range(model.rowCount(QModelIndex()))]


def test_what_begins_so_is_offered_before_what_has_such_a_word(field: TagField) -> None:
    QTest.keyClicks(field, "s")
    assert offered(field) == ["north sea", "burden-sharing"]
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "n")
    assert offered(field) == ["NATO", "north sea"]


def test_nothing_is_offered_for_what_nobody_uses_nor_for_nothing(field: TagField) -> None:
    QTest.keyClicks(field, "x")
    assert offered(field) == []
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert offered(field) == []


def test_arrow_down_offers_the_tags_in_use(field: TagField) -> None:
    field.show_tags(("hague",))
    QTest.keyClicks(field, ", ")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert offered(field) == ["NATO", "article5", "north sea", "burden-sharing", "budget"]


def test_a_tag_is_chosen_with_the_arrows_and_enter(qtbot: QtBot, field: TagField) -> None:
    QTest.keyClicks(field, "b")
    assert not popup(field).currentIndex().isValid()
    QTest.keyClick(popup(field), Qt.Key.Key_Down)
    QTest.keyClick(popup(field), Qt.Key.Key_Down)
    with qtbot.waitSignal(field.tags_typed):
        QTest.keyClick(popup(field), Qt.Key.Key_Return)
    assert field.text() == "budget, "
    assert offered(field) == []
    QTest.keyClicks(field, "new")
    assert field.tags() == ("budget", "new")


def test_a_tag_is_chosen_with_the_mouse(qtbot: QtBot, field: TagField) -> None:
    QTest.keyClicks(field, "hague, na")
    view = popup(field)
    with qtbot.waitSignal(field.tags_typed):
        place = view.visualRect(view.model().index(0, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert field.tags() == ("hague", "NATO")


def test_tab_takes_the_first_that_is_offered(field: TagField) -> None:
    QTest.keyClicks(field, "art")
    QTest.keyClick(popup(field), Qt.Key.Key_Tab)
    assert field.text() == "article5, "
    assert field.hasFocus()
    QTest.keyClicks(field, "b")
    QTest.keyClick(popup(field), Qt.Key.Key_Up)
    QTest.keyClick(popup(field), Qt.Key.Key_Tab)
    assert field.text() == "article5, budget, "


def test_enter_keeps_what_was_typed_where_nothing_was_chosen(qtbot: QtBot, field: TagField) -> None:
    QTest.keyClicks(field, "art")
    assert offered(field) == ["article5"]
    with qtbot.waitSignal(field.tags_finished):
        QTest.keyClick(popup(field), Qt.Key.Key_Return)
    assert field.tags() == ("art",)
    assert field.text() == "art, "
    assert offered(field) == []


def test_leaving_the_field_is_told_apart_from_enter(qtbot: QtBot, field: TagField) -> None:
    with qtbot.assertNotEmitted(field.tags_finished), qtbot.waitSignal(field.tags_left):
        field.clearFocus()


def test_enter_without_a_tag_leaves_the_field_empty(qtbot: QtBot, field: TagField) -> None:
    with qtbot.waitSignal(field.tags_finished):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ""


def test_escape_closes_the_list_and_keeps_what_was_typed(field: TagField) -> None:
    QTest.keyClicks(field, "art")
    QTest.keyClick(popup(field), Qt.Key.Key_Escape)
    assert offered(field) == []
    assert field.text() == "art"


@pytest.mark.parametrize("ended", [",", "Enter", "Tab"])
def test_a_tag_gets_the_spelling_that_is_in_use(qtbot: QtBot, field: TagField, ended: str) -> None:
    with qtbot.waitSignal(field.tags_typed):
        QTest.keyClicks(field, "nato")
    QTest.keyClick(popup(field), Qt.Key.Key_Escape)
    if ended == ",":
        QTest.keyClicks(field, ",")
    elif ended == "Enter":
        QTest.keyClick(field, Qt.Key.Key_Return)
    else:
        QTest.keyClick(field, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: not field.hasFocus())
    assert field.tags() == ("NATO",)


def test_tags_that_a_note_has_keep_their_spelling(field: TagField) -> None:
    field.show_tags(("Hague",))
    QTest.keyClicks(field, ", nato,")
    field.clearFocus()
    assert field.tags() == ("Hague", "NATO")


def test_a_tag_completed_in_the_middle_leaves_the_others(field: TagField) -> None:
    field.show_tags(("one", "two"))
    field.setCursorPosition(3)
    QTest.keyClicks(field, ", budg")
    QTest.keyClick(popup(field), Qt.Key.Key_Tab)
    assert field.tags() == ("one", "budget", "two")
    assert field.text()[: field.cursorPosition()] == "one, budget, "


def test_a_tag_that_is_there_is_not_offered_again(field: TagField) -> None:
    QTest.keyClicks(field, "nato, N")
    assert offered(field) == ["north sea"]


def test_only_so_many_are_offered() -> None:
    assert matching("t", [f"tag {at}" for at in range(50)]) == [f"tag {at}" for at in range(CHOICES)]


def test_of_several_spellings_the_one_used_most_is_taken_unless_one_was_typed() -> None:
    assert spelt("nato", ["NATO", "Nato"]) == "NATO"
    assert spelt("Nato", ["NATO", "Nato"]) == "Nato"
    assert spelt("treaty", ["NATO"]) == "treaty"


@given(
    st.lists(
        st.text(st.characters(exclude_characters=",#", codec="utf-8"), min_size=1).map(lambda t: " ".join(t.split()))
    )
)
def test_tags_come_back_as_they_were_shown(tags: list[str]) -> None:
    wanted = tuple(dict.fromkeys(filter(None, tags)))
    assert parse_tags(", ".join(wanted)) == wanted
    assert parse_tags(" ".join(f"#{tag}" for tag in wanted)) == wanted


@given(st.text(), st.lists(st.text(min_size=1), max_size=8), st.lists(st.text(min_size=1), max_size=3))
def test_what_is_offered_is_known_fits_and_is_not_there_yet(typed: str, known: list[str], taken: list[str]) -> None:
    found = matching(typed, known, taken)
    assert set(found) <= set(known)
    assert not {tag.casefold() for tag in found} & {tag.casefold() for tag in taken}
    assert all(" ".join(typed.split()).casefold() in tag.casefold() for tag in found)
