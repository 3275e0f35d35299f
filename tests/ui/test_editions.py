"""Two editions side by side, and the notes to review."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.comparison import Change, Comparison, Row, compare
from briefreader.brief.model import NUMBERED, Block, BlockKind, Brief, Metadata
from briefreader.brief.wording import Piece, word_diff
from briefreader.storage.briefs import Edition
from briefreader.ui import style
from briefreader.ui.editions.cards import badge_words, difference, kept_words, spoken_card
from briefreader.ui.editions.columns import ColumnsView
from briefreader.ui.editions.lines import Line, Skipped
from briefreader.ui.editions.page import EditionsPage
from briefreader.ui.rows import ROW

OLD = [
    "# What the harbour costs",
    "The council set aside 12 million for the new quay.",
    "There is no firm promise to dredge the eastern channel.",
    "Should a contractor withdraw, the board may ask the next in line.",
    "The ferries matter to the town, and so does the mole that shelters them.",
    "Fishing rights stay as they are until the spring.",
    "Lamps on the pier are to be lit at dusk, and put out when the last boat is in, whatever the weather may be.",
    "Nets are dried on the south wall, where the wind is, and mended on the north wall, where it is not.",
    "The keys to all the sheds hang in the office.",
]
NEW = [
    OLD[0],
    OLD[1].replace("12", "92"),
    OLD[2].replace("no firm", "a firm"),
    OLD[4],
    OLD[6],
    OLD[7],
    "Visitors pay for their berth in advance, in coin.",
    OLD[5],
    OLD[8],
]


def brief(texts: Sequence[str], date: str = "") -> Brief:
    blocks, number = [], 0
    for at, text in enumerate(texts, start=1):
        kind = BlockKind.HEADING if text.startswith("# ") else BlockKind.PARAGRAPH
        number += kind in NUMBERED
        words = text.removeprefix("# ")
        blocks.append(Block(f"b{at}", kind, words, number=number if kind in NUMBERED else None))
    return Brief("harbour", Metadata("Harbour Works", date=date), tuple(blocks))


def edition(name: str, date: str = "", added: str = "2026-01-12T09:41:07Z", *, shown: bool = False) -> Edition:
    return Edition(name, "Harbour Works", date, added, 100, 9, shown)


def paragraph(text: str, number: int | None = 39) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, number=number)


def changed(old: str, new: str) -> Row:
    return Row(Change.CHANGED, paragraph(old), paragraph(new), word_diff(old, new))


def note(
    name: str, was: str, now: str, reason: str = "", *, block: str = "b2", said: str = "", mine: bool = True
) -> Annotation:
    """A note whose words changed to `now`, or are lost where that is empty."""
    old = Passage(compared().old.edition, (Target(block, 1, 0, len(was), was),))
    new = Passage(compared().new.edition, (Target(block, 1, 0, len(now), now),)) if now else old
    state = State.CHANGED if now else State.LOST
    return Annotation(name, "harbour", new, Colour.BLUE, said, state=state, mine=mine, was=old, reason=reason)


def compared() -> Comparison:
    return compare(brief(OLD), brief(NEW))


NOTES = [
    ("n1", "set aside 12 million", "set aside 92 million", "a number", "b2"),
    ("n2", "no firm promise", "a firm promise", "a negation", "b3"),
    ("n3", "Should a contractor withdraw", "", "", "b4"),
]


@pytest.fixture
def page(qtbot: QtBot) -> EditionsPage:
    widget = EditionsPage()
    qtbot.addWidget(widget)
    widget.resize(1280, 720)
    comparison = compared()
    old, new = comparison.old.edition, comparison.new.edition
    editions = (edition(old, "2026-01-12"), edition(new, "2026-02-03", shown=True), edition("third", "2026-03-01"))
    widget.show_comparison("Harbour Works", comparison, editions, old, new)
    widget.show_review(
        [note(name, was, now, reason, block=block) for name, was, now, reason, block in NOTES],
        {State.EXACT: 14, State.MOVED: 2, State.CHANGED: 2, State.LOST: 1},
    )
    widget.show()
    qtbot.waitExposed(widget)
    widget.setFocus()
    return widget


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """Deletes the pages of a test after it: each further style sheet would dress them all again."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def label(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shown(page: EditionsPage) -> list[str]:
    model = page.columns.model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


@pytest.fixture
def said(page: EditionsPage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the page says to screen readers."""
    words: list[str] = []
    monkeypatch.setattr(page, "announce", words.append)
    return words


def test_each_row_says_what_changed(page: EditionsPage) -> None:
    assert shown(page) == [
        "Heading: What the harbour costs",
        "Paragraph 1, changed: 12 became 92",
        "Paragraph 2, changed: no became a",
        f"Paragraph 3, deleted: {OLD[3]}",
        f"Paragraph 3, 4 before: {OLD[4]}",
        f"Paragraph 5, moved to paragraph 7: {OLD[5]}",
        f"Paragraph 4, 6 before: {OLD[6]}",
        f"Paragraph 5, 7 before: {OLD[7]}",
        f"Paragraph 6, added: {NEW[6]}",
        f"Paragraph 7, moved from paragraph 5: {OLD[5]}",
        f"Paragraph 8: {OLD[8]}",
    ]


def test_the_heading_counts_what_differs_and_where_one_is(page: EditionsPage) -> None:
    assert label(page, "editions-title").startswith("Editions of")
    assert label(page, "editions-counts") == "2 paragraphs changed · 1 added · 1 deleted · 1 moved"
    assert label(page, "editions-place") == "change 1 of 5"
    assert label(page, "old-column") == "EDITION OF 12 JANUARY 2026"


@pytest.mark.parametrize(
    ("forth", "back"),
    [
        ((Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier)),
        ((Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)),
        ((Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)),
    ],
)
def test_keys_walk_each_change_once_and_say_it(
    page: EditionsPage,
    said: list[str],
    forth: tuple[Qt.Key, Qt.KeyboardModifier],
    back: tuple[Qt.Key, Qt.KeyboardModifier],
) -> None:
    for _ in range(4):
        QTest.keyClick(page.columns, *forth)
    assert [words.partition(":")[0] for words in said] == [
        "Paragraph 2, changed",
        "Paragraph 3, deleted",
        "Paragraph 6, added",
        "Paragraph 7, moved from paragraph 5",
    ]
    assert label(page, "editions-place") == "change 5 of 5"
    QTest.keyClick(page.columns, *forth)
    assert said[-1] == "No further change"
    QTest.keyClick(page.columns, *back)
    assert label(page, "editions-place") == "change 4 of 5"


def test_buttons_walk_too(page: EditionsPage) -> None:
    click(button(page, "next-change"))
    assert label(page, "editions-place") == "change 2 of 5"
    click(button(page, "previous-change"))
    assert label(page, "editions-place") == "change 1 of 5"


def test_between_two_changes_the_next_and_the_previous_are_those_around(page: EditionsPage) -> None:
    page.columns.go_to(4)
    assert label(page, "editions-place") == "5 changes"
    page.step(1)
    assert label(page, "editions-place") == "change 4 of 5"
    page.columns.go_to(4)
    page.step(-1)
    assert label(page, "editions-place") == "change 3 of 5"


def test_the_keys_are_the_pages_own_where_the_window_has_shortcuts_on_them(qtbot: QtBot, page: EditionsPage) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    taken: list[str] = []
    for key in ("N", "C", "K"):
        action = QAction(key, window)
        action.setShortcut(key)
        action.triggered.connect(lambda _checked=False, key=key: taken.append(key))
        window.addAction(action)
    window.setCentralWidget(page)
    window.show()
    window.activateWindow()
    page.setFocus()
    qtbot.waitActive(window)
    QTest.keyClick(page.columns, Qt.Key.Key_N)
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    page.review.view.setFocus()
    with qtbot.waitSignal(page.settle_requested):
        QTest.keyClick(page.review.view, Qt.Key.Key_K)
    assert label(page, "editions-place") == "change 2 of 5"
    assert taken == []
    page.setParent(None)


def test_only_changes_leaves_out_what_stayed_but_for_a_paragraph_around(qtbot: QtBot) -> None:
    texts = [f"Paragraph about matter {at} and nothing else." for at in range(12)]
    comparison = compare(brief(texts), brief([*texts[:6], "Quite another matter is at hand.", *texts[6:]]))
    page = EditionsPage()
    qtbot.addWidget(page)
    page.show_comparison("Matters", comparison, (), "", "")
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    assert shown(page) == [
        "5 unchanged paragraphs",
        f"Paragraph 6: {texts[5]}",
        "Paragraph 7, added: Quite another matter is at hand.",
        f"Paragraph 8, 7 before: {texts[6]}",
        "5 unchanged paragraphs",
    ]
    skipped = page.columns.model().index(0, 0)
    assert isinstance(skipped.data(ROW), Skipped)
    assert page.columns.model().flags(skipped) == Qt.ItemFlag.NoItemFlags
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    assert len(shown(page)) == 13


def test_a_single_unchanged_paragraph_is_shown_rather_than_counted(page: EditionsPage) -> None:
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    assert len(shown(page)) == 11
    assert button(page, "only-changes").isChecked()


def test_the_keyboard_steps_over_what_is_left_out(qtbot: QtBot) -> None:
    texts = [f"Paragraph about matter {at} and nothing else." for at in range(20)]
    changed_texts = [*texts[:5], texts[5] + " It ends.", *texts[6:14], texts[14] + " It goes on.", *texts[15:]]
    page = EditionsPage()
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show_comparison("Matters", compare(brief(texts), brief(changed_texts)), (), "", "")
    page.show()
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    reached = []
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 4, Qt.Key.Key_End, *[Qt.Key.Key_Up] * 3):
        QTest.keyClick(page.columns, key)
        reached.append(page.columns.current)
    assert reached == [4, 5, 6, 13, 14, 15, 14, 13, 6]


def test_the_current_row_stays_when_only_the_changes_are_shown(qtbot: QtBot) -> None:
    texts = [f"Paragraph about matter {at} and nothing else." for at in range(30)]
    changed_texts = [texts[0] + " It ends.", *texts[1:20], texts[20] + " It goes on.", *texts[21:]]
    page = EditionsPage()
    qtbot.addWidget(page)
    page.show_comparison("Matters", compare(brief(texts), brief(changed_texts)), (), "", "")
    page.columns.go_to(20)
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    assert page.columns.current == 20
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    page.columns.go_to(25)
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    assert page.columns.current == 20


def test_escape_and_the_button_close(qtbot: QtBot, page: EditionsPage) -> None:
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.columns, Qt.Key.Key_Escape)
    close = page.findChild(QToolButton, "close-comparison")
    assert isinstance(close, QToolButton)
    with qtbot.waitSignal(page.closed):
        click(close)


def test_enter_reads_the_new_paragraph_at_its_first_change(qtbot: QtBot, page: EditionsPage) -> None:
    with qtbot.waitSignal(page.passage_requested) as asked:
        QTest.keyClick(page.columns, Qt.Key.Key_Return)
    assert asked.args == ["b2", NEW[1].index("92")]
    page.columns.go_to(3)
    with qtbot.assertNotEmitted(page.passage_requested):
        QTest.keyClick(page.columns, Qt.Key.Key_Return)


def test_a_double_click_reads_the_right_column_only(qtbot: QtBot, page: EditionsPage) -> None:
    box = page.columns.visualRect(page.columns.model().index(2, 0))
    left, right = QPoint(100, box.center().y()), QPoint(box.width() - 100, box.center().y())
    with qtbot.assertNotEmitted(page.passage_requested):
        QTest.mouseDClick(page.columns.viewport(), Qt.MouseButton.LeftButton, pos=left)
    with qtbot.waitSignal(page.passage_requested) as asked:
        QTest.mouseDClick(page.columns.viewport(), Qt.MouseButton.LeftButton, pos=right)
    assert asked.args == ["b3", NEW[2].index("a firm")]


def test_the_chips_offer_all_editions_and_say_which_is_read(qtbot: QtBot, page: EditionsPage) -> None:
    menu = button(page, "old-edition").menu()
    assert isinstance(menu, QMenu)
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("12 January 2026", True),
        ("3 February 2026 · being read", False),
        ("1 March 2026", False),
    ]
    with qtbot.waitSignal(page.edition_pair_chosen) as pair:
        menu.actions()[2].trigger()
    assert pair.args == ["third", compared().new.edition]


def test_choosing_the_edition_of_the_other_side_swaps_the_two(qtbot: QtBot, page: EditionsPage) -> None:
    menu = button(page, "new-edition").menu()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(page.edition_pair_chosen) as pair:
        menu.actions()[0].trigger()
    assert pair.args == [compared().new.edition, compared().old.edition]


def test_each_column_offers_to_read_its_edition_whole(qtbot: QtBot, page: EditionsPage) -> None:
    with qtbot.waitSignal(page.edition_wanted) as wanted:
        click(button(page, "read-old"))
    assert wanted.args == [compared().old.edition]
    with qtbot.waitSignal(page.edition_wanted) as wanted:
        click(button(page, "read-new"))
    assert wanted.args == [compared().new.edition]


def test_the_comparison_can_be_written(qtbot: QtBot, page: EditionsPage) -> None:
    export = page.findChild(QToolButton, "export-comparison")
    assert isinstance(export, QToolButton)
    with qtbot.waitSignal(page.export_requested):
        click(export)


def test_one_edition_with_itself_has_the_same_words(qtbot: QtBot) -> None:
    page = EditionsPage()
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show_comparison("Harbour Works", compare(brief(OLD), brief(OLD)), (), "", "")
    page.show_review((), {})
    page.show()
    assert label(page, "editions-counts") == "These two editions have the same words."
    assert not button(page, "next-change").isEnabled()
    assert len(shown(page)) == len(OLD)
    assert label(page, "review-nothing") == "This brief has no notes yet, so there is nothing to review."


def test_words_differ_by_ground_and_by_line(page: EditionsPage) -> None:
    colours = colours_of(page.columns.grab().toImage())
    light = style.LIGHT
    assert {light.deleted, light.added, light.added_line, light.accent} <= colours
    row = page.columns.visualRect(page.columns.model().index(3, 0))
    image = page.columns.grab(row).toImage()
    assert QColor(light.deleted_line).name() in colours_of(image)
    assert light.added not in colours_of(image)


def test_the_page_takes_on_the_dark_colours(qtbot: QtBot, qapp: QApplication, page: EditionsPage) -> None:
    style.apply(qapp, "dark")
    page.recolour()
    colours = colours_of(page.columns.grab().toImage())
    assert {style.DARK.deleted, style.DARK.added, style.DARK.paper} <= colours
    assert not {style.LIGHT.deleted, style.LIGHT.paper} & colours


@pytest.mark.parametrize("scheme", [style.LIGHT, style.DARK])
def test_words_on_the_colours_of_differences_can_be_read(scheme: style.Tokens) -> None:
    for ground in (scheme.deleted, scheme.added):
        assert contrast(scheme.ink, ground) >= 4.5
    assert contrast(scheme.warning, scheme.deleted) >= 4.5
    assert contrast(scheme.deleted_line, scheme.deleted) >= 3
    assert contrast(scheme.added_line, scheme.added) >= 3


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        lights = [part / 12.92 if part <= 0.03928 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts]
        return 0.2126 * lights[0] + 0.7152 * lights[1] + 0.0722 * lights[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_both_sides_of_a_row_end_at_the_same_height(page: EditionsPage) -> None:
    delegate = page.columns.columns
    long = "Word upon word, and no end of it in sight. " * 8
    both, alone = changed(long, "Short."), Row(Change.DELETED, paragraph(long), None, (Piece("deleted", long),))
    assert delegate.height(Line(0, both), 900) == delegate.height(Line(0, alone), 900)
    assert delegate.height(Line(0, both), 900) > delegate.height(Line(0, changed("Short.", "So short.")), 900)
    assert delegate.height(Line(0, both), 500) > delegate.height(Line(0, both), 900)


def test_every_kind_of_block_is_painted(qtbot: QtBot) -> None:
    def one(number: str) -> Brief:
        blocks = [Block(f"b{at}", kind, f"{kind.value}\t{number}\nline") for at, kind in enumerate(BlockKind)]
        return Brief("x", Metadata("All"), (*blocks, Block("bx", BlockKind.HEADING, "Deep", level=4)))

    page = EditionsPage()
    qtbot.addWidget(page)
    page.resize(1280, 1400)
    page.show_comparison("All", compare(one("12"), one("13")), (), "", "")
    page.show()
    assert {style.LIGHT.deleted, style.LIGHT.added} <= colours_of(page.grab().toImage())
    assert page.columns.stops == len(BlockKind)


def test_a_paragraph_longer_than_the_view_is_scrolled_through(qtbot: QtBot) -> None:
    page = EditionsPage()
    qtbot.addWidget(page)
    page.resize(1280, 500)
    long = "Word upon word, and no end of it in sight. " * 120
    page.show_comparison("Long", compare(brief([long, "End."]), brief([f"New {long}", "End."])), (), "", "")
    page.show()
    bar = page.columns.verticalScrollBar()
    QTest.keyClick(page.columns, Qt.Key.Key_Down)
    assert bar.value() > 0
    assert page.columns.current == 0
    QTest.keyClick(page.columns, Qt.Key.Key_Up)
    assert bar.value() == 0
    QTest.keyClick(page.columns, Qt.Key.Key_End)
    assert page.columns.current == 1


def test_the_review_list_counts_its_notes(page: EditionsPage) -> None:
    assert label(page, "review-heading") == "NOTES TO REVIEW · 3 OF 19"
    assert label(page, "review-carried") == "16 notes carried over unchanged: 14 exact, 2 moved."
    model = page.review.view.model()
    assert [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())] == [
        "Changed: a number. 12 became 92. “set aside 92 million”. No note · paragraph 1 · To check",
        "Changed: a negation. no became a. “a firm promise”. No note · paragraph 1 · To check",
        "Lost. “Should a contractor withdraw”. Kept. Select a passage to attach it again. No note · To check",
    ]


@pytest.mark.parametrize(
    ("card", "key", "settling"),
    [
        (0, Qt.Key.Key_K, "keep"),
        (0, Qt.Key.Key_D, "detach"),
        (1, Qt.Key.Key_E, "edit"),
        (2, Qt.Key.Key_A, "attach"),
        (2, Qt.Key.Key_D, "detach"),
    ],
)
def test_a_card_is_settled_by_key_and_by_button(
    qtbot: QtBot, page: EditionsPage, card: int, key: Qt.Key, settling: str
) -> None:
    view = page.review.view
    for _ in range(card):
        QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.settle_requested) as asked:
        QTest.keyClick(view, key)
    assert asked.args == [f"n{card + 1}", settling]
    with qtbot.waitSignal(page.settle_requested) as asked:
        click(button(page, f"review-{settling}"))
    assert asked.args == [f"n{card + 1}", settling]


def test_a_card_offers_only_what_fits_it(qtbot: QtBot, page: EditionsPage) -> None:
    view = page.review.view
    assert not button(page, "review-attach").isVisible()
    with qtbot.assertNotEmitted(page.settle_requested):
        QTest.keyClick(view, Qt.Key.Key_A)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert button(page, "review-attach").isVisible()
    assert not button(page, "review-keep").isVisible()
    page.show_review([note("n4", "12 ships", "14 ships", "a number", mine=False)], {State.CHANGED: 1})
    assert button(page, "review-keep").isVisible()
    assert not button(page, "review-edit").isVisible()


def test_a_note_is_shown_formatted(page: EditionsPage) -> None:
    plain = note("n1", "12 ships", "14 ships", "a number", said="See the memo, at length, for what it costs.")
    page.show_review([plain], {State.CHANGED: 1})
    view = page.review.view
    line = view.visualRect(view.model().index(0, 0)).height()
    listed = note("n1", "12 ships", "14 ships", "a number", said="- one\n- **two**\n- three\n\n[memo](https://x.org)")
    page.show_review([listed], {State.CHANGED: 1})
    assert view.visualRect(view.model().index(0, 0)).height() > line
    assert style.LIGHT.accent in colours_of(view.grab().toImage())


def test_the_buttons_stand_on_the_current_card(page: EditionsPage) -> None:
    view = page.review.view
    for at in (0, 2, 1):
        view.setCurrentIndex(view.model().index(at, 0))
        QApplication.processEvents()
        bar = page.findChild(QWidget, "review-buttons")
        assert isinstance(bar, QWidget)
        assert view.visualRect(view.model().index(at, 0)).contains(bar.geometry())
        assert all(bar.rect().contains(it.geometry()) for it in bar.findChildren(QPushButton) if it.isVisible())


def test_enter_on_a_card_shows_its_paragraph(page: EditionsPage, said: list[str]) -> None:
    view = page.review.view
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.columns.current == 2
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.columns.current == 3
    assert [words.partition(":")[0] for words in said] == ["Paragraph 2, changed", "Paragraph 3, deleted"]


def test_a_card_whose_paragraph_is_left_out_shows_it_all_the_same(qtbot: QtBot) -> None:
    texts = [f"Paragraph about matter {at} and nothing else." for at in range(12)]
    comparison = compare(brief(texts), brief([*texts[:11], "Quite another matter is at hand.", texts[11]]))
    page = EditionsPage()
    qtbot.addWidget(page)
    page.show_comparison("Matters", comparison, (), "", "")
    page.show_review([note("n1", "matter 9", "matter 1", "a number")], {State.CHANGED: 1})
    QTest.keyClick(page.columns, Qt.Key.Key_C)
    QTest.keyClick(page.review.view, Qt.Key.Key_Return)
    assert page.columns.current == 1
    assert not button(page, "only-changes").isChecked()


def test_a_note_from_a_third_edition_has_no_paragraph_here(page: EditionsPage, said: list[str]) -> None:
    lost = note("n9", "Words that were never here", "")
    elsewhere = Passage("third", lost.passage.targets)
    page.show_review([Annotation("n9", "harbour", elsewhere, Colour.RED, state=State.LOST)], {State.LOST: 1})
    before = page.columns.current
    QTest.keyClick(page.review.view, Qt.Key.Key_Return)
    assert said == ["The words of this note are in neither of these editions"]
    assert page.columns.current == before


def test_tab_goes_from_the_columns_to_the_review_list_and_its_buttons(qtbot: QtBot, page: EditionsPage) -> None:
    page.activateWindow()
    page.setFocus()
    qtbot.waitActive(page)
    reached = []
    for _ in range(4):
        QTest.keyClick(page.window(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        reached.append(here.objectName() if here is not None else "")
    assert reached == ["notes-to-review", "review-keep", "review-detach", "review-edit"]


def test_settling_a_note_goes_on_to_the_next(page: EditionsPage) -> None:
    notes = [note(name, was, now, reason, block=block) for name, was, now, reason, block in NOTES]
    view = page.review.view
    QTest.keyClick(view, Qt.Key.Key_Down)
    page.show_review([notes[0], notes[2]], {State.CHANGED: 1, State.LOST: 1})
    assert view.currentIndex().row() == 1
    page.show_review([notes[2], notes[0]], {State.CHANGED: 1, State.LOST: 1})
    assert view.currentIndex().row() == 0
    page.show_review([], {State.EXACT: 1})
    assert not view.isVisible()
    assert "nothing to review" in label(page, "review-nothing")
    assert label(page, "review-carried") == "1 note carried over unchanged: 1 exact."


def test_the_review_list_narrows_and_then_goes_below(page: EditionsPage) -> None:
    page.resize(1440, 900)
    assert page.review.width() == 380
    page.resize(1280, 720)
    assert page.review.width() == 260
    page.resize(760, 720)
    QApplication.processEvents()
    assert page.review.width() == page.width()
    assert page.review.geometry().top() > page.columns.geometry().top()
    page.resize(1440, 900)
    QApplication.processEvents()
    assert page.review.geometry().left() > page.columns.geometry().right()
    assert page.height() == 900


def test_a_long_title_ends_in_an_ellipsis_and_leaves_the_counts_their_room(page: EditionsPage) -> None:
    comparison = compared()
    old, new = comparison.old.edition, comparison.new.edition
    editions = (edition(old, "2026-01-12"), edition(new, "2026-02-03"))
    page.show_comparison("Works " * 60, comparison, editions, old, new)
    QApplication.processEvents()
    assert page.width() == 1280
    title = page.findChild(QLabel, "editions-title")
    assert isinstance(title, QLabel)
    assert title.text().endswith("…")
    assert "Works Works" in title.toolTip()
    assert label(page, "editions-counts").endswith("1 moved")


def test_every_control_has_a_name(page: EditionsPage) -> None:
    for control in page.findChildren(QPushButton) + page.findChildren(QToolButton):
        assert control.objectName()
        assert control.accessibleName() or control.text()


WORDS = st.text(st.sampled_from("ab 1\t\n🙂é"), max_size=60)


@given(old=WORDS, new=WORDS)
def test_no_text_is_too_odd_to_be_painted(qapp: QApplication, old: str, new: str) -> None:
    view = ColumnsView()
    view.resize(300, 200)
    view.show_comparison(compare(brief([old]), brief([new])), only_changes=False)
    assert not view.grab().isNull()


def test_a_changed_note_shows_both_wordings_and_a_lost_one_its_own() -> None:
    one = note("n1", "12 million", "92 million", "a number")
    assert [piece.kind for piece in difference(one)] == ["deleted", "same", "added", "same"]
    assert badge_words(one) == "Changed: a number"
    lost = note("n2", "12 million", "", said="Quote it.")
    assert difference(lost) == (Piece("same", "12 million"),)
    assert kept_words(lost) == "Kept with your note. Select a passage to attach it again."
    assert "12 became 92" in spoken_card(one)
