"""A changed text is opened: a new edition or a brief of its own, compared, and every note accounted for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.ui.editions.page import EditionsPage
from briefreader.ui.main_window import MainWindow
from briefreader.ui.rows import ROW
from briefreader.ui.sidebar.library_page import LibraryPage

Stored = Callable[..., tuple[Annotation, ...]]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

OLD = """Harbours of the North

By the Editors

Introduction

The northern harbours carry twelve million boxes a year, and nobody knows who will own the cranes in ten years.

Cranes lift the boxes at night, when the tide is high and the railway to the south has room for another train.

Conclusion

The towns should be asked before the next quay is built, because it is they who live with the noise of it.

A last word is due to the pilots, who bring the ships in whatever the weather and are seldom thanked for it.
"""
NEW = (
    OLD.replace("twelve million", "ninety million")
    .replace("The towns should be asked", "The towns should not be asked")
    .partition("A last word")[0]
)
ID = "harbours-of-the-north"


def bring_in(window: MainWindow, qtbot: QtBot, file: Path, button: str = "") -> None:
    """Open a file; where the window asks what it is, press the button of that name."""

    def answer() -> None:
        box = QApplication.activeModalWidget()
        found = box.findChild(QPushButton, button) if isinstance(box, QMessageBox) else None
        if found is not None:
            asking.stop()
            found.click()

    asking = QTimer()
    asking.timeout.connect(answer)
    if button:
        asking.start(20)
    with qtbot.waitSignal(window.traffic.imported, timeout=60_000):
        window.traffic.bring_in([file])
    assert not asking.isActive()


@pytest.fixture
def old(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The old text is open, with three marks and a note on each."""
    file = tmp_path / "old.txt"
    file.write_text(OLD, encoding="utf-8")
    bring_in(window, qtbot, file)
    page = window.view.page
    assert page is not None
    for words in ("twelve million boxes", "when the tide is high", "should be asked", "thanked for it"):
        start = page.text.index(words)
        window.view.select(start, start + len(words))
        qtbot.keyClick(window.view, "2")
    return window


@pytest.fixture
def new(old: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The new text has come as an edition of the same brief, and is compared."""
    file = tmp_path / "new.txt"
    file.write_text(NEW, encoding="utf-8")
    bring_in(old, qtbot, file, "new-edition")
    qtbot.waitUntil(lambda: old.comparing.page is not None and old.comparing.page.isVisible(), timeout=30_000)
    # A platform without a screen does not give the keys back when a dialog closes.
    old.activateWindow()
    qtbot.waitUntil(old.isActiveWindow)
    return old


def editions_page(window: MainWindow) -> EditionsPage:
    page = window.comparing.page
    assert page is not None
    return page


def reviewed(window: MainWindow) -> list[tuple[str, State, str]]:
    model = editions_page(window).review.view.model()
    notes = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return [(note.passage.quote, note.state, note.reason) for note in notes]


def test_a_changed_text_is_a_new_edition_with_its_notes_to_review(new: MainWindow, stored: Stored) -> None:
    assert reviewed(new) == [
        ("ninety million boxes", State.CHANGED, "a number"),
        ("should not be asked", State.CHANGED, "a negation"),
        ("thanked for it", State.LOST, ""),
    ]
    assert [one.state for one in stored(ID)] == [State.CHANGED, State.MOVED, State.CHANGED, State.LOST]


def test_a_changed_text_can_be_a_brief_of_its_own(old: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "new.txt"
    file.write_text(NEW, encoding="utf-8")
    bring_in(old, qtbot, file, "own-brief")
    brief = old.reading.brief
    assert brief is not None
    assert brief.id != ID
    assert old.marking.by_id == {}
    assert len(old.library.editions(ID)) == 1


def test_a_changed_text_can_be_left_alone(old: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "new.txt"
    file.write_text(NEW, encoding="utf-8")
    before = len(old.library.summaries())
    said: list[str] = []

    def leave() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            leaving.stop()
            said.append(box.text())
            box.reject()

    leaving = QTimer()
    leaving.timeout.connect(leave)
    leaving.start(20)
    old.traffic.bring_in([file])
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    qtbot.waitUntil(lambda: not old.file_lane.waiting)
    assert len(old.library.summaries()) == before
    assert len(old.library.editions(ID)) == 1


def test_nothing_stands_before_the_question(old: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "new.txt"
    file.write_text(NEW, encoding="utf-8")
    seen: list[bool] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            progress = old.findChild(QProgressDialog)
            seen.append(progress is not None and progress.isVisible())
            # Longer than the progress dialog waits before it shows itself.
            if len(seen) > 30:
                looking.stop()
                box.reject()

    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(25)
    old.traffic.bring_in([file])
    qtbot.waitUntil(lambda: len(seen) > 30, timeout=60_000)
    assert not any(seen)


def test_a_changed_note_is_kept_by_a_key_and_that_is_undone_by_another(
    new: MainWindow, stored: Stored, qtbot: QtBot
) -> None:
    view = editions_page(new).review.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert [state for _, state, _ in reviewed(new)] == [State.CHANGED, State.LOST]
    assert stored(ID)[0].state is State.EXACT
    qtbot.keyClick(new, Qt.Key.Key_Z, CONTROL)
    assert len(reviewed(new)) == 3
    assert stored(ID)[0].state is State.CHANGED


def test_a_detached_note_is_lost_on_purpose_and_asked_about_no_more(
    new: MainWindow, stored: Stored, qtbot: QtBot
) -> None:
    view = editions_page(new).review.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert [words for words, _, _ in reviewed(new)] == ["ninety million boxes", "thanked for it"]
    assert stored(ID)[2].state is State.LOST
    assert stored(ID)[2].passage.quote == "should be asked"


def test_a_lost_note_is_attached_to_other_words(new: MainWindow, stored: Stored, qtbot: QtBot) -> None:
    view = editions_page(new).review.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 0))
    qtbot.keyClick(view, Qt.Key.Key_A)
    qtbot.waitUntil(new.view.isVisible)
    assert new.view.attaching
    page = new.view.page
    assert page is not None
    start = page.text.index("the noise of it")
    new.view.select(start, start + len("the noise of it"))
    new.view.setFocus()
    qtbot.keyClick(new.view, Qt.Key.Key_A)
    assert not new.view.attaching
    lost = stored(ID)[3]
    assert (lost.state, lost.passage.quote) == (State.EXACT, "thanked for it")
    assert new.marking.by_id[lost.id].passage.quote == "the noise of it"
    assert lost.id in new.view.marks.by_id


def test_the_old_edition_shows_its_notes_as_they_were(new: MainWindow, stored: Stored, qtbot: QtBot) -> None:
    page = editions_page(new)
    names = [one.name for one in new.library.editions(ID)]
    page.edition_wanted.emit(names[0])
    assert new.view.isVisible()
    assert new.reading.brief is not None
    assert new.reading.brief.edition == names[0]
    assert [one.state for one in new.marking.by_id.values()] == [State.EXACT] * 4
    assert [one.state for one in stored(ID)] == [State.EXACT] * 4
    assert (
        "earlier edition"
        in new.top_bar.byline.toolTip() + new.top_bar.byline.accessibleName() + new.top_bar.byline.text()
    )
    assert next(one.passage.quote for one in new.marking.by_id.values()) == "twelve million boxes"
    qtbot.keyClick(new, Qt.Key.Key_E, CONTROL | SHIFT)
    qtbot.waitUntil(page.isVisible)


def test_the_changes_are_walked_by_keyboard_and_esc_leads_back(new: MainWindow, qtbot: QtBot) -> None:
    page = editions_page(new)
    page.setFocus()
    seen = []
    for _ in range(2):
        qtbot.keyClick(page.columns, Qt.Key.Key_N)
        seen.append(page.columns.currentIndex().row())
    assert seen == sorted(set(seen))
    qtbot.keyClick(page.columns, Qt.Key.Key_P)
    assert page.columns.currentIndex().row() == seen[0]
    qtbot.keyClick(page.columns, Qt.Key.Key_Escape)
    assert new.view.isVisible()
    assert new.view.hasFocus()


def test_the_comparison_is_written_as_markdown(new: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "memo.md"
    new.comparing.write(file)
    qtbot.waitUntil(file.exists, timeout=30_000)
    html = MarkdownIt("commonmark").enable("strikethrough").render(file.read_text(encoding="utf-8"))
    assert "<s>twelve" in html
    assert "<strong>ninety" in html


def test_a_brief_with_one_edition_says_so(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL | SHIFT)
    assert window.comparing.page is None
    assert "only one edition" in window.status_line.message.accessibleName()


def test_marks_on_changed_words_wait_to_be_confirmed_in_the_page(new: MainWindow, qtbot: QtBot) -> None:
    editions_page(new).closed.emit()
    marks = list(new.view.marks.by_id.values())
    assert sorted(mark.unconfirmed for mark in marks) == [False, True, True]
    assert {mark.colour for mark in marks} == {Colour.BLUE}


def test_the_library_opens_from_the_comparison_and_leads_back_to_the_page(new: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(new, Qt.Key.Key_L, CONTROL)
    assert isinstance(new.centre.currentWidget(), LibraryPage)
    qtbot.keyClick(new, Qt.Key.Key_L, CONTROL)
    assert new.view.isVisible()


def test_a_search_that_finds_a_lost_note_shows_its_card(new: MainWindow, qtbot: QtBot) -> None:
    editions_page(new).closed.emit()
    lost = next(one for one in new.marking.by_id.values() if one.state is State.LOST)
    new.panes.show_tab("results")
    new.found.note_found.emit(lost.id)
    view = new.panel.notes.view
    assert new.panel.tab == "notes"
    assert view.currentIndex().data(ROW).annotation.id == lost.id
    assert "not in this edition" in new.status_line.message.accessibleName()
