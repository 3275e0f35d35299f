"""Marks in the page, without a library: walked, moved and heard, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.outline import number_blocks
from briefreader.ui import style
from briefreader.ui.reader import handles, margin, sight
from briefreader.ui.reader.layers import Mark
from briefreader.ui.reader.page import Page
from briefreader.ui.reader.view import ReaderView

FIRST = "The harbour was closed in March. Nobody had told the pilots, who went out as they always did."
SECOND = "Three ships waited beyond the bar until the tide turned; a fourth one sailed on to Ostend."
LINKED = "The harbour master wrote of it in his journal."
LONG = "Fog lay upon the water, and the bells were rung by hand until it lifted towards noon. " * 12

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

Put = Callable[..., Mark]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A page between two fields."""
    link = Span(LINKED.index("journal"), LINKED.index("journal") + 7, SpanKind.LINK, "https://example.org/journal")
    blocks = [
        Block("", BlockKind.TITLE, "The shut port"),
        *(Block("", BlockKind.PARAGRAPH, text) for text in (FIRST, SECOND)),
        Block("", BlockKind.PARAGRAPH, LINKED, spans=(link,)),
        *(Block("", BlockKind.PARAGRAPH, LONG) for _ in range(6)),
    ]
    page = Page(Brief("harbour", Metadata(title="The shut port"), number_blocks(blocks)), 18)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    made = ReaderView()
    for part in (QLineEdit(), made, QLineEdit()):
        column.addWidget(part)
    window.resize(820, 640)
    made.show_page(page)
    window.show()
    made.furnish()
    made.settle()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return window


@pytest.fixture
def view(window: QWidget) -> ReaderView:
    found = window.findChild(ReaderView)
    assert found is not None
    return found


@pytest.fixture
def page(view: ReaderView) -> Page:
    assert view.page is not None
    return view.page


@pytest.fixture
def put(view: ReaderView, page: Page) -> Put:
    """Marks some words of the page."""

    def act(name: str, words: str, colour: Colour = Colour.YELLOW, note: str = "", **more: object) -> Mark:
        start = page.text.index(words)
        return put_range(name, start, start + len(words), colour, note, **more)

    def put_range(name: str, start: int, end: int, colour: Colour, note: str = "", **more: object) -> Mark:
        said = f"{MEANINGS[colour]} · {note}" if note else MEANINGS[colour]
        mark = Mark(name, colour, handles.spread(page, start, end, name), said, bool(note), **more)  # type: ignore[arg-type]  # whatever a test names
        view.put_mark(mark)
        return mark

    return act


@pytest.fixture
def heard(view: ReaderView) -> list[str]:
    words: list[str] = []
    view.announced.connect(words.append)
    return words


@pytest.fixture
def adjusted(view: ReaderView, page: Page) -> list[str]:
    """Puts a mark where it is asked to be, as the window does; collects its words."""
    asked: list[str] = []

    def act(mark_id: str, start: int, end: int) -> None:
        asked.append(page.text[start:end])
        old = view.marks.by_id[mark_id]
        view.put_mark(Mark(mark_id, old.colour, handles.spread(page, start, end, mark_id), old.words, old.noted))

    view.adjust_requested.connect(act)
    return asked


def box_of(view: ReaderView, page: Page, words: str) -> QPoint:
    """A point on the first letter of some words."""
    view.put_caret(page.text.index(words))
    box = view.cursorRect()
    return QPoint(box.center().x() + 3, box.center().y())


def words_of(view: ReaderView, page: Page, name: str) -> str:
    mark = view.marks.by_id[name]
    return page.text[mark.start : mark.end]


def knob(view: ReaderView, *, at_end: bool) -> QPoint:
    return next(grip.knob.toPoint() for grip in handles.grips(view) if grip.at_end is at_end)


# Ends moved by mouse


def drag(
    view: ReaderView, at_end: bool, to: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, held, knob(view, at_end=at_end))
    QTest.mouseMove(port, to)
    move(view, to, held)


def move(view: ReaderView, to: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where, port = QPointF(to), view.viewport()
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, where, port.mapToGlobal(where), Qt.MouseButton.NoButton, left, held)
    QApplication.sendEvent(port, event)


def let_go(view: ReaderView, at: QPoint) -> None:
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_dragging_the_end_moves_it_live_by_words_and_asks_when_let_go(
    view: ReaderView, page: Page, put: Put, adjusted: list[str]
) -> None:
    put("one", "was closed")
    to = box_of(view, page, "ch. Nobody")
    view.choose_mark("one")
    drag(view, True, to)
    assert words_of(view, page, "one") == "was closed in March"
    assert adjusted == []
    let_go(view, to)
    assert adjusted == ["was closed in March"]
    assert view.selection() is None


def test_dragging_the_start_over_a_paragraph_makes_one_mark_of_two(
    view: ReaderView, page: Page, put: Put, adjusted: list[str]
) -> None:
    put("one", "ships waited")
    to = box_of(view, page, "always did")
    view.choose_mark("one")
    drag(view, False, to)
    assert len(view.marks.by_id["one"].ranges) == 2
    let_go(view, to)
    assert adjusted == ["always did.\nThree ships waited"]


def test_with_ctrl_held_a_handle_goes_letter_by_letter(
    view: ReaderView, page: Page, put: Put, adjusted: list[str]
) -> None:
    put("one", "was closed")
    to = box_of(view, page, "arch. Nobody") - QPoint(3, 0)
    view.choose_mark("one")
    drag(view, True, to, CONTROL)
    let_go(view, to)
    assert adjusted == ["was closed in M"]


def test_a_mark_cannot_be_dragged_empty(view: ReaderView, page: Page, put: Put, adjusted: list[str]) -> None:
    put("one", "was closed in March")
    to = box_of(view, page, "The harbour was")
    view.choose_mark("one")
    drag(view, True, to)
    let_go(view, to)
    assert adjusted == ["was"]
    to = box_of(view, page, "Nobody")
    drag(view, False, to)
    assert words_of(view, page, "one") == "was"
    let_go(view, to)
    assert adjusted == ["was"]


def test_esc_while_dragging_leaves_the_mark_as_it_was(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], qtbot: QtBot
) -> None:
    before = put("one", "was closed")
    to = box_of(view, page, "Nobody")
    view.choose_mark("one")
    drag(view, True, to)
    assert view.marks.by_id["one"] != before
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.marks.by_id["one"] == before
    let_go(view, to)
    assert adjusted == []


def test_a_mark_that_is_deleted_while_it_is_held_stays_deleted(
    view: ReaderView, page: Page, put: Put, adjusted: list[str]
) -> None:
    put("one", "was closed")
    to = box_of(view, page, "Nobody")
    view.choose_mark("one")
    drag(view, True, to)
    view.drop_mark("one")
    move(view, to + QPoint(30, 0))
    let_go(view, to)
    assert not view.marks.by_id
    assert adjusted == []


def test_beyond_the_lower_edge_the_page_comes_along(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], qtbot: QtBot
) -> None:
    put("one", "was closed")
    view.choose_mark("one")
    below = QPoint(100, view.viewport().height() + 30)
    drag(view, True, below)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 100)
    let_go(view, below)
    assert len(adjusted) == 1
    assert len(adjusted[0]) > len(SECOND)


def test_a_click_on_a_handle_is_a_click_on_the_mark_under_it(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], qtbot: QtBot
) -> None:
    put("wide", "The harbour was closed")
    put("one", "was")
    view.choose_mark("one")
    where = knob(view, at_end=False) + QPoint(4, 4)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.chosen_mark == "wide"
    assert adjusted == []


def test_handles_are_there_for_ones_own_chosen_mark_alone(view: ReaderView, put: Put) -> None:
    put("one", "was closed")
    put("theirs", "Three ships", own=False, author="Ann Jansen")
    assert handles.grips(view) == []
    view.choose_mark("one")
    assert [grip.at_end for grip in handles.grips(view)] == [False, True]
    view.choose_mark("theirs")
    assert handles.grips(view) == []


def test_the_mouse_shows_where_there_is_something_to_hold(view: ReaderView, page: Page, put: Put) -> None:
    put("one", "was closed")
    view.choose_mark("one")
    where = knob(view, at_end=True)
    move(view, where + QPoint(5, 5))
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    move(view, where + QPoint(60, 60))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


# Ends moved by keys


def test_alt_shift_and_arrows_move_the_ends_by_words(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], heard: list[str], qtbot: QtBot
) -> None:
    put("one", "was closed")
    view.put_caret(page.text.index("closed"))
    for key, words, told in (
        (Qt.Key.Key_Right, "was closed in", "Now ends: was closed in"),
        (Qt.Key.Key_Right, "was closed in March", "Now ends: was closed in March"),
        (Qt.Key.Key_Right, "was closed in March.", "Now ends: was closed in March."),
        (Qt.Key.Key_Left, "was closed in March", "Now ends: was closed in March"),
        (Qt.Key.Key_Up, "harbour was closed in March", "Now begins: harbour was closed in"),
        (Qt.Key.Key_Down, "was closed in March", "Now begins: was closed in March"),
        (Qt.Key.Key_Down, "closed in March", "Now begins: closed in March"),
    ):
        qtbot.keyClick(view, key, ALT | SHIFT)
        assert adjusted[-1] == words
        assert heard[-1] == told
    assert view.chosen_mark == "one"


def test_keys_cannot_make_a_mark_empty_nor_leave_the_text(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], heard: list[str], qtbot: QtBot
) -> None:
    put("one", "The shut")
    view.put_caret(0)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT | SHIFT)
    assert heard[-1] == "No further"
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Left, ALT | SHIFT)
    assert adjusted == ["The"]
    assert words_of(view, page, "one") == "The"


def test_only_ones_own_marks_are_moved(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], heard: list[str], qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT | SHIFT)
    assert heard[-1] == "Put the caret in a mark to move its ends."
    put("one", "was closed", own=False)
    view.put_caret(page.text.index("closed"))
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT | SHIFT)
    assert "colleague" in heard[-1]
    assert adjusted == []


def test_the_mark_under_the_caret_is_moved_rather_than_a_chosen_one_elsewhere(
    view: ReaderView, page: Page, put: Put, adjusted: list[str], qtbot: QtBot
) -> None:
    put("one", "was closed")
    put("two", "Three ships")
    view.choose_mark("two")
    view.put_caret(page.text.index("closed"))
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT | SHIFT)
    assert adjusted == ["was closed in"]


# Marks that lie over each other


@pytest.fixture
def three(put: Put) -> tuple[Mark, Mark, Mark]:
    return (
        put("wide", "The harbour was closed in March", Colour.BLUE),
        put("middle", "harbour was closed", Colour.RED, "who says so?"),
        put("small", "was", Colour.GREEN),
    )


def test_each_click_takes_the_next_of_three_marks(
    view: ReaderView, page: Page, three: tuple[Mark, ...], qtbot: QtBot
) -> None:
    where = box_of(view, page, "was closed")
    reached = []
    for _ in range(4):
        with qtbot.waitSignal(view.mark_clicked) as clicked:
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        reached.append(clicked.args[0])
    assert reached == ["small", "middle", "wide", "small"]


def test_tab_goes_through_the_marks_at_the_caret_and_then_on(
    view: ReaderView, page: Page, three: tuple[Mark, ...], heard: list[str], qtbot: QtBot
) -> None:
    view.put_caret(page.text.index("was closed") + 1)
    chosen = []
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        chosen.append(view.chosen_mark)
    assert chosen == ["small", "middle", "wide"]
    assert heard[1] == "Risk, note: who says so?, 2 of 3 marks here"
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.chosen_mark == "wide"
    assert view.textCursor().selectedText() == "journal"
    assert view.hasFocus()


def test_shift_tab_goes_backwards_and_a_chosen_mark_counts_as_seen(
    view: ReaderView, page: Page, three: tuple[Mark, ...], qtbot: QtBot
) -> None:
    view.put_caret(page.text.index("was closed") + 1)
    view.choose_mark("middle")
    chosen = []
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
        chosen.append(view.chosen_mark)
    assert chosen == ["small", "wide"]
    qtbot.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
    assert view.chosen_mark == "wide"


def test_one_mark_alone_does_not_hold_tab_up(view: ReaderView, page: Page, put: Put, qtbot: QtBot) -> None:
    put("one", "was closed")
    view.put_caret(page.text.index("closed"))
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.chosen_mark == ""
    assert view.textCursor().selectedText() == "journal"


def test_tab_reaches_what_lies_over_the_chosen_mark_from_outside(
    view: ReaderView, page: Page, three: tuple[Mark, ...], qtbot: QtBot
) -> None:
    view.put_caret(page.text.index("Ostend"))
    view.choose_mark("small")
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.chosen_mark in ("middle", "wide")


def test_m_walks_the_marks_of_the_page_around_its_ends(
    view: ReaderView, page: Page, put: Put, heard: list[str], qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert heard == ["There are no marks in this brief."]
    put("b", "was closed in March", Colour.BLUE)
    put("a", "was", Colour.RED, "when?")
    put("c", "Ostend", Colour.YELLOW, unconfirmed=True)
    walked = []
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_M)
        walked.append(view.chosen_mark)
        assert view.caret_offset() == view.marks.by_id[view.chosen_mark].start
    assert walked == ["b", "a", "c", "b"]
    assert heard[1:] == [
        "To check: was closed in March",
        "Risk, note: when?: was",
        "Key point, to be confirmed: Ostend",
        "around the end: To check: was closed in March",
    ]
    for expected in ("c", "a", "b"):
        qtbot.keyClick(view, Qt.Key.Key_M, SHIFT)
        assert view.chosen_mark == expected
    view.choose_mark("")
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.chosen_mark == "c"


# The keyboard alone, and what is heard


def test_words_are_selected_by_keys_over_paragraphs_and_told_when_the_keys_rest(
    view: ReaderView, page: Page, heard: list[str], qtbot: QtBot
) -> None:
    view.put_caret(page.text.index("always did"))
    with qtbot.waitSignal(view.announced):
        for _ in range(6):
            qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    selected = view.selection()
    assert selected is not None
    assert page.text[slice(*selected)].split() == ["always", "did.", "Three", "ships"]
    assert heard == ["4 words selected: always did. Three ships"]
    with qtbot.waitSignal(view.announced):
        for _ in range(3):
            qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
        qtbot.keyClick(view, Qt.Key.Key_End, SHIFT)
    count = len(view.textCursor().selectedText().split())
    assert heard[-1].startswith(f"{count} words selected: always did. Three ships … ")
    qtbot.keyClick(view, Qt.Key.Key_Home, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.selection() is None


def test_a_selection_by_mouse_is_not_told(view: ReaderView, page: Page, heard: list[str], qtbot: QtBot) -> None:
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box_of(view, page, "closed in"))
    assert view.selection() is not None
    qtbot.wait(450)
    assert heard == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_V])
def test_in_the_selecting_mode_plain_arrows_select_until_esc(
    view: ReaderView, page: Page, heard: list[str], qtbot: QtBot, key: Qt.Key
) -> None:
    view.put_caret(page.text.index("was closed"))
    qtbot.keyClick(view, key)
    thick = view.cursorWidth()
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert thick > view.cursorWidth()
    selected = view.selection()
    assert selected is not None
    assert page.text[slice(*selected)].strip() == "was"
    assert heard[0].startswith("Selecting")
    assert heard[-1] == "End of selecting"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selection() is None


def test_marking_ends_the_selecting_mode(view: ReaderView, page: Page, qtbot: QtBot) -> None:
    view.put_caret(page.text.index("was closed"))
    qtbot.keyClick(view, Qt.Key.Key_V)
    qtbot.keyClick(view, Qt.Key.Key_End)
    with qtbot.waitSignal(view.mark_requested) as asked:
        qtbot.keyClick(view, "3")
    assert asked.args == ["red"]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.selection() is None


def test_the_caret_says_which_marks_it_enters_and_leaves(
    view: ReaderView, page: Page, put: Put, heard: list[str], qtbot: QtBot
) -> None:
    put("one", "was closed", Colour.YELLOW, "ask legal")
    put("two", "closed in", Colour.VIOLET, done=True)
    view.put_caret(page.text.index("was closed") - 1)
    for _ in "  was closed in ":
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert heard == ["Key point, note: ask legal", "Action, done", "end of mark", "end of mark"]


def test_announcements_reach_the_screen_reader(view: ReaderView, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    told: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    view.announce("end of mark")
    (event,) = told
    assert isinstance(event, QAccessibleAnnouncementEvent)
    assert event.message() == "end of mark"


# The menu


def menu_at(view: ReaderView, point: QPoint | None) -> dict[str, QAction]:
    """Open the menu with the mouse, or by its key where there is no point; its entries by their names."""
    reason = QContextMenuEvent.Reason.Mouse if point else QContextMenuEvent.Reason.Keyboard
    where = point or QPoint()
    target = view.viewport() if point else view
    QApplication.sendEvent(target, QContextMenuEvent(reason, where, target.mapToGlobal(where)))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.objectName() == "page-menu"
    menu.close()
    return {action.objectName().removeprefix("page-"): action for action in menu.actions() if action.objectName()}


COLOURS = {f"mark-{colour.value}" for colour in Colour}


def test_the_menu_of_a_mark(view: ReaderView, page: Page, put: Put, qtbot: QtBot) -> None:
    put("one", "was closed", Colour.VIOLET, done=True)
    entries = menu_at(view, box_of(view, page, "closed in"))
    assert set(entries) == COLOURS | {"note", "done", "copy-link", "delete", "tell"}
    assert view.chosen_mark == "one"
    assert [name for name in COLOURS if entries[name].isChecked()] == ["mark-violet"]
    assert entries["done"].isChecked()
    for name, signal, arguments in (
        ("mark-red", view.mark_requested, ["red"]),
        ("note", view.note_requested, []),
        ("done", view.context_action, ["done"]),
        ("copy-link", view.copy_link_requested, []),
        ("delete", view.unmark_requested, []),
    ):
        with qtbot.waitSignal(signal) as asked:
            entries[name].trigger()
        assert asked.args == arguments


def test_a_colleagues_mark_can_be_answered_and_not_changed(view: ReaderView, page: Page, put: Put) -> None:
    put("one", "was closed", own=False)
    assert set(menu_at(view, box_of(view, page, "closed in"))) == {"answer", "copy-link", "tell"}


def test_the_menu_of_a_selection_keeps_it(view: ReaderView, page: Page, qtbot: QtBot) -> None:
    where = box_of(view, page, "closed in")
    start = page.text.index("was closed")
    view.select(start, start + 10)
    entries = menu_at(view, where)
    assert set(entries) == COLOURS | {"note", "copy", "copy-citation", "copy-link", "tell"}
    assert view.selection() == (start, start + 10)
    entries["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "was closed"
    with qtbot.waitSignal(view.context_action) as asked:
        entries["copy-citation"].trigger()
    assert asked.args == ["copy_citation"]
    view.attaching = True
    with qtbot.waitSignal(view.context_action) as asked:
        menu_at(view, None)["attach"].trigger()
    assert asked.args == ["attach"]


def test_a_click_beside_the_selection_is_about_what_is_there(view: ReaderView, page: Page, qtbot: QtBot) -> None:
    where = box_of(view, page, "journal")
    view.select(0, 10)
    entries = menu_at(view, where)
    assert set(entries) == {"open-link", "note", "copy-link", "tell"}
    assert view.selection() is None
    with qtbot.waitSignal(view.link_requested) as asked:
        entries["open-link"].trigger()
    assert asked.args == ["https://example.org/journal"]


def test_the_menu_key_is_about_the_caret(view: ReaderView, page: Page, put: Put) -> None:
    put("one", "was closed")
    view.put_caret(page.text.index("closed"))
    assert "delete" in menu_at(view, None)
    view.put_caret(page.text.index("Ostend"))
    assert set(menu_at(view, None)) == {"note", "copy-link", "tell"}


# How marks look


def grey(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("dark", [False, True])
def test_what_marks_are_can_be_told_without_colour(
    view: ReaderView, page: Page, put: Put, qapp: QApplication, dark: bool
) -> None:
    style.apply(qapp, "dark" if dark else "light")
    looks = []
    for more in ({}, {"own": False}, {"unconfirmed": True}, {"done": True}):
        put("one", "was closed in March", **more)
        looks.append(grey(view.viewport().grab().toImage()))
    view.drop_mark("one")
    looks.append(grey(view.viewport().grab().toImage()))
    put("one", "was closed in March")
    put("two", "closed")
    looks.append(grey(view.viewport().grab().toImage()))
    assert not any(one == other for at, one in enumerate(looks) for other in looks[:at])


def test_the_lines_of_three_marks_over_each_other_are_all_seen(
    view: ReaderView, page: Page, put: Put, qapp: QApplication
) -> None:
    for name, colour in (("one", Colour.RED), ("two", Colour.YELLOW), ("three", Colour.BLUE)):
        put(name, "was closed in March", colour)
    view.put_caret(page.text.index("was closed"))
    box = view.cursorRect()
    image = view.viewport().grab().toImage()
    tones = {colour: QColor(style.tokens().ticks[colour]) for colour in (Colour.RED, Colour.YELLOW, Colour.BLUE)}
    seen = {
        colour
        for colour, tone in tones.items()
        for y in range(box.top(), box.bottom() + 8)
        for x in range(box.left() + 20, box.left() + 60)
        if _close(QColor(image.pixel(x, y)), tone)
    }
    assert seen == {Colour.RED, Colour.YELLOW, Colour.BLUE}


def _close(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 60


def test_the_margin_shows_whose_marks_they_are(view: ReaderView, put: Put) -> None:
    without = view.grab().toImage()
    put("one", "was closed", own=False, author="Ann Jansen")
    right = view.width() - 60
    now = view.grab().toImage()
    assert now.copy(right, 0, 40, 300) != without.copy(right, 0, 40, 300)
    assert [margin.initials(name) for name in ("Ann Jansen", "Bo van Dam", "cy", "")] == ["AJ", "BD", "C", "?"]


def test_the_overview_follows_every_change(view: ReaderView, window: QWidget, put: Put) -> None:
    strip = window.findChild(QWidget, "overview")
    assert strip is not None

    def picture() -> QImage:
        return strip.grab().toImage()

    empty = picture()
    put("one", "was closed", Colour.RED)
    once = picture()
    put("two", "Nobody", Colour.RED)
    put("three", "Fog lay", Colour.BLUE, own=False)
    thrice = picture()
    put("three", "Fog lay", Colour.BLUE)
    assert picture() != thrice
    view.show_marks(list(view.marks.by_id.values()))
    anew = picture()
    view.drop_mark("two")
    view.drop_mark("three")
    assert picture() == once != anew
    view.drop_mark("one")
    assert picture() == empty != once


def test_notes_beside_a_paragraph_follow_every_change(view: ReaderView, put: Put) -> None:
    put("one", "was closed", note="when?")
    put("two", "harbour was", note="which one?")
    put("three", "in March")
    assert view.notes_of(1) == ["two", "one"]
    put("two", "harbour was")
    assert view.notes_of(1) == ["one"]
    view.drop_mark("one")
    assert view.notes_of(1) == []
    assert [mark.id for mark in view.marks_of(1)] == ["two", "three"]


def test_an_answer_that_has_no_place_of_its_own_is_not_drawn(view: ReaderView, put: Put) -> None:
    before = view.viewport().grab().toImage()
    view.put_mark(Mark("answer", Colour.RED, (), "Risk · no", noted=True))
    assert view.viewport().grab().toImage() == before
    assert view.notes_of(0) == []
    view.drop_mark("answer")
    assert not view.marks.by_id


def test_shift_tab_goes_back_to_the_mark_that_tab_came_from(
    view: ReaderView, page: Page, three: tuple[Mark, ...], qtbot: QtBot
) -> None:
    view.put_caret(page.text.index("was closed") + 1)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
    assert view.chosen_mark == "middle"
    qtbot.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
    assert view.chosen_mark == "small"


def test_a_press_between_two_lines_is_meant_for_the_upper_one(view: ReaderView, page: Page, qtbot: QtBot) -> None:
    lines = [line for line in sight.lines_in_view(view) if line.block > 0]
    upper, lower = next(pair for pair in pairwise(lines) if pair[0].block == pair[1].block)
    assert upper.top + upper.height + 2 < lower.top
    between = round(lower.top) - 2
    x = round(upper.left + 120)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, between))
    pressed = view.textCursor().position()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, round(upper.top + 4)))
    assert view.textCursor().position() == pressed
    assert upper.position < pressed < upper.end
