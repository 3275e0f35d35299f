"""What hits can be narrowed down to: chips, what is chosen among them, and the popup with everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefreader.annotations.model import Colour, name_colours
from briefreader.search.entries import FACETS, Choice, Facet
from briefreader.ui.panels.facets import CAPTIONS, MOST, FacetChip, FacetLine, choice_words, offers, useful
from briefreader.ui.panels.filter_popup import FilterPopup, Offer, fitting
from briefreader.ui.rows import RowsView

LEFT = Qt.MouseButton.LeftButton


def facet(field: str, *values: tuple[str, int], chosen: tuple[str, ...] = (), more: int = 0) -> Facet:
    choices = tuple(Choice(value, value.capitalize(), count, value in chosen) for value, count in values)
    return Facet(field, choices, more)


def some_facets(*chosen: tuple[str, str]) -> tuple[Facet, ...]:
    """Facets of twenty hits, some of their values chosen."""

    def made(field: str, *values: tuple[str, int], more: int = 0) -> Facet:
        return facet(field, *values, chosen=tuple(value for one, value in chosen if one == field), more=more)

    return (
        made("brief", ("b1", 12), ("b2", 8)),
        made("publisher", ("clingendael", 12), ("egmont", 8)),
        made("year", ("2026", 9), ("2025", 7), ("2024", 4)),
        made("section", ("conclusion", 2)),
        made("actor", ("nato", 20), ("russia", 7), ("ukraine", 5), ("vance", 1), more=12),
        made("theme", ("trade", 3)),
        made("colour", ("red", 2), ("blue", 1)),
        made("notes", ("with", 4), ("note", 3)),
    )


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[FacetLine]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(340, 300)
    column = QVBoxLayout(window)
    column.setContentsMargins(14, 0, 14, 0)
    widget = FacetLine()
    column.addWidget(widget)
    column.addStretch(1)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    widget.show_facets(some_facets(), 20)
    qtbot.waitUntil(lambda: widget.width() == 312)
    yield widget
    window.close()


def chips(line: FacetLine) -> list[FacetChip]:
    """The chips as a reader meets them: line by line, from the left."""
    shown = [one for one in line.findChildren(FacetChip) if one.isVisible()]
    return sorted(shown, key=lambda one: (one.y(), one.x()))


def texts(line: FacetLine) -> list[str]:
    return [f"{one.text()} {one.tail}".strip() for one in chips(line)]


def chip(line: FacetLine, text: str) -> FacetChip:
    return next(one for one in chips(line) if one.text() == text)


# Which values


def test_the_most_useful_values_come_first_and_never_one_that_all_hits_have() -> None:
    found = [(field, one.value) for field, one in useful(some_facets(), 20)]
    assert found == [
        ("publisher", "clingendael"),
        ("year", "2026"),
        ("actor", "russia"),
        ("theme", "trade"),
        ("notes", "with"),
        ("actor", "ukraine"),
        ("brief", "b1"),
        ("publisher", "egmont"),
    ]


facets_of_many = st.lists(
    st.builds(
        lambda field, counts: Facet(
            field, tuple(Choice(f"v{at}", f"V{at}", count, chosen) for at, (count, chosen) in enumerate(counts))
        ),
        st.sampled_from(FACETS),
        st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=6),
    ),
    max_size=8,
    unique_by=lambda one: one.field,
)


@given(facets_of_many, st.integers(0, 30))
def test_what_is_offered_at_once_narrows_the_hits_down(facets: list[Facet], total: int) -> None:
    found = useful(facets, total)
    assert len(found) <= MOST
    assert len({(field, one.value) for field, one in found}) == len(found)
    assert all(0 < one.count < total and not one.chosen for _, one in found)


@given(facets_of_many, st.text(max_size=5))
def test_the_popup_lists_each_value_once_below_its_caption(facets: list[Facet], words: str) -> None:
    lines = offers(facets)
    values = [(one.field, one.value) for one in lines if not one.is_caption]
    assert values == [(one.field, choice.value) for one in facets for choice in one.choices]
    found = fitting(lines, words)
    assert [one for one in lines if one in found] == found
    field = ""
    for at, one in enumerate(found):
        if one.is_caption:
            assert not found[at + 1].is_caption
            field = one.field
        assert one.field == field


def test_colours_are_called_by_their_meaning_and_notes_by_what_they_are() -> None:
    assert set(CAPTIONS) == set(FACETS)
    assert choice_words("colour", Choice("red", "red", 1)) == "Risk"
    assert choice_words("colour", Choice("plaid", "plaid", 1)) == "plaid"
    assert choice_words("notes", Choice("with", "with", 1)) == "Paragraphs with notes"
    assert choice_words("notes", Choice("note", "note", 1)) == "Notes themselves"
    assert choice_words("notes", Choice("note", "note", 1), short=True) == "Notes"


# Chips


def test_chips_carry_counts_and_stand_on_two_lines_at_most(line: FacetLine) -> None:
    assert texts(line)[:3] == ["Clingendael 12", "2026 9", "Russia 7"]
    assert texts(line)[-1] == "More…"
    assert len({one.y() for one in chips(line)}) == 2
    assert all(one.geometry().right() <= line.width() for one in chips(line))
    assert chip(line, "2026").accessibleName() == "Year: 2026, 9 results"
    line.resize(150, 60)
    assert len({one.y() for one in chips(line)}) <= 2
    assert texts(line)[-1] == "More…"


def test_a_click_chooses_a_value_and_another_takes_it_away(qtbot: QtBot, line: FacetLine) -> None:
    with qtbot.waitSignal(line.facet_toggled) as told:
        QTest.mouseClick(chip(line, "2026"), LEFT)
    assert told.args == ["year", "2026"]
    assert texts(line)[0] == "Year: 2026 ×"
    assert chips(line)[0].isChecked()
    line.show_facets(some_facets(("year", "2026")), 9)
    assert texts(line)[0] == "Year: 2026 ×"
    assert chips(line)[0].accessibleName() == "Filter Year: 2026. Press to remove it"
    with qtbot.waitSignal(line.facet_toggled) as told:
        QTest.mouseClick(chips(line)[0], LEFT)
    assert told.args == ["year", "2026"]
    assert "Year: 2026 ×" not in texts(line)


def test_keys_choose_a_value_and_stay_with_it(qtbot: QtBot, line: FacetLine) -> None:
    first = chips(line)[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    second = chip(line, "2026")
    assert second.hasFocus()
    with qtbot.waitSignal(line.facet_toggled):
        QTest.keyClick(second, Qt.Key.Key_Space)
    chosen = chip(line, "Year: 2026")
    assert chosen.hasFocus()
    line.show_facets(some_facets(("year", "2026"), ("brief", "b1")), 9)
    assert chip(line, "Year: 2026").hasFocus()
    QTest.keyClick(chip(line, "Year: 2026"), Qt.Key.Key_Space)
    # Until the answer has counted anew, all hits have it, and it is not offered.
    assert chip(line, "More…").hasFocus()


def test_several_are_cleared_at_once(qtbot: QtBot, line: FacetLine) -> None:
    assert "Clear" not in texts(line)
    line.show_facets(some_facets(("year", "2026"), ("actor", "nato")), 5)
    assert texts(line)[:3] == ["Year: 2026 ×", "Actor: Nato ×", "Clear"]
    with qtbot.waitSignal(line.cleared), qtbot.assertNotEmitted(line.facet_toggled):
        QTest.mouseClick(chip(line, "Clear"), LEFT)
    assert not any(one.isChecked() for one in chips(line))


def test_what_is_chosen_stays_where_an_answer_counts_nothing(line: FacetLine) -> None:
    line.show_facets(some_facets(("year", "2026")), 9)
    line.show_facets((), 0)
    assert texts(line) == ["Year: 2026 ×", "More…"]
    line.forget()
    assert not line.isVisible()
    line.show_facets((), 0)
    assert not line.isVisible()


def test_a_long_name_is_cut_before_its_sign(line: FacetLine) -> None:
    name = "Centre for the Study of Very Long Names of Institutes and of their Abbreviations"
    line.show_facets((Facet("publisher", (Choice("p", name, 3, True), Choice("q", name, 2))),), 5)
    chosen, offered, _ = chips(line)
    assert chosen.width() <= line.width()
    assert offered.width() <= 150
    assert name in chosen.toolTip()
    before = chosen.grab().toImage()
    chosen.tail = ""
    assert chosen.grab().toImage() != before


def test_renamed_colours_are_renamed_on_chips(line: FacetLine) -> None:
    line.show_facets(some_facets(("colour", "red")), 2)
    name_colours({Colour.RED: "Trouble"})
    try:
        line.recolour()
        assert texts(line)[0] == "Colour: Trouble ×"
    finally:
        name_colours({})


# The popup


def popup(line: FacetLine) -> FilterPopup:
    QTest.mouseClick(chip(line, "More…"), LEFT)
    found = line.findChild(FilterPopup)
    assert isinstance(found, FilterPopup)
    assert found.isVisible()
    return found


def rows(opened: FilterPopup) -> list[str]:
    model = opened.findChild(RowsView).model()  # type: ignore[union-attr]  # there is one
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def test_the_popup_lists_everything_with_counts(line: FacetLine) -> None:
    opened = popup(line)
    assert opened.accessibleName() == "Filter results by"
    assert rows(opened)[:4] == ["Brief", "B1, 12 results", "B2, 8 results", "Publisher"]
    assert "Actor, 4 of 16" in rows(opened)
    assert rows(opened)[-3:] == ["Notes", "Paragraphs with notes, 4 results", "Notes themselves, 3 results"]
    opened.close()


def test_several_values_are_picked_by_keys_and_the_popup_stays_open(qtbot: QtBot, line: FacetLine) -> None:
    opened = popup(line)
    words, found = opened.findChild(QLineEdit), opened.findChild(RowsView)
    assert words is not None
    assert found is not None
    told: list[tuple[str, str]] = []
    line.facet_toggled.connect(lambda field, value: told.append((field, value)))
    QTest.keyClicks(words, "year")
    assert rows(opened) == ["Year", "2026, 9 results", "2025, 7 results", "2024, 4 results"]
    QTest.keyClick(words, Qt.Key.Key_Down)
    assert found.hasFocus()
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Space)
    assert rows(opened)[2] == "2025, 7 results, chosen"
    # The answer puts what is chosen first, with other counts; in the open list it stays where it is.
    line.show_facets((facet("year", ("2025", 7), ("2026", 10), ("2023", 1), chosen=("2025",)),), 7)
    assert rows(opened) == ["Year", "2026, 10 results", "2025, 7 results, chosen", "2023, 1 result"]
    assert found.currentIndex().row() == 2
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert told == [("year", "2025"), ("year", "2023")]
    assert opened.isVisible()
    assert "Year: 2025 ×" in texts(line)
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert not opened.isVisible()


def test_a_value_is_found_by_its_words_and_enter_picks_it(qtbot: QtBot, line: FacetLine) -> None:
    opened = popup(line)
    words = opened.findChild(QLineEdit)
    assert words is not None
    QTest.keyClicks(words, "ukr")
    with qtbot.waitSignal(line.facet_toggled) as told:
        QTest.keyClick(words, Qt.Key.Key_Return)
    assert told.args == ["actor", "ukraine"]
    assert words.text() == ""
    opened.close()


def test_a_click_in_the_popup_toggles(qtbot: QtBot, line: FacetLine) -> None:
    opened = popup(line)
    found = opened.findChild(RowsView)
    assert found is not None
    where = found.visualRect(found.model().index(1, 0)).center()
    with qtbot.waitSignal(line.facet_toggled) as told:
        QTest.mouseClick(found.viewport(), LEFT, pos=where)
    assert told.args == ["brief", "b1"]
    caption = found.visualRect(found.model().index(0, 0)).center()
    with qtbot.assertNotEmitted(line.facet_toggled, wait=20):
        QTest.mouseClick(found.viewport(), LEFT, pos=caption)
    opened.close()


def test_lines_without_a_caption_are_found_as_well() -> None:
    lines = [Offer("x", "a", "Alpha"), Offer("x", "b", "Beta")]
    assert fitting(lines, "bet") == [lines[1]]
