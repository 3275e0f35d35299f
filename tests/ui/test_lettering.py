"""Words that views paint themselves."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip, utf16_units, wrapped

WORDS = st.lists(
    st.sampled_from(["the", "guarantee", "NATO’s", "iron-clad", "of", "2026,", "“as", "is”", "Überraschung", "a", "𝛼"]),
    min_size=1,
    max_size=60,
).map(" ".join)


@pytest.fixture(scope="module")
def face(qapp: QApplication) -> Face:
    style.load_reading_face()
    return Face(style.reading_font(15), 20)


def test_words_that_fit_stand_on_one_line_as_they_are(face: Face) -> None:
    assert wrapped("Article 5", face, 300, 3).text() == "Article 5"
    assert line_count("Article 5", face, 300, 3) == 1


def test_words_that_do_not_fit_end_in_an_ellipsis(face: Face) -> None:
    layout = wrapped("why go to war to defend them " * 20, face, 290, 3)
    assert layout.lineCount() == 3
    assert layout.text().endswith("…")


def test_a_letter_outside_the_basic_plane_is_never_cut_in_half(face: Face) -> None:
    text = wrapped("𝛼𝛽𝛾 " * 200, face, 120, 2).text()
    assert text.encode("utf-8")
    assert set(text) <= {"𝛼", "𝛽", "𝛾", " ", "…"}


def test_a_line_feed_opens_a_new_line_of_a_note(face: Face) -> None:
    assert line_count("one\ntwo", face, 300, 5) == 2


@given(words=WORDS, width=st.integers(60, 400), limit=st.integers(1, 6))
@example(words="guarantee guarantee NATO’s a a 𝛼 is”", width=248, limit=2)
@example(words="the the is” is”", width=90, limit=2)
@settings(max_examples=150)
def test_adding_up_widths_counts_the_lines_that_a_layout_makes(face: Face, words: str, width: int, limit: int) -> None:
    line_count.cache_clear()
    assert line_count(words, face, width, limit) == wrapped(words, face, width, limit).lineCount()


@given(st.text())
def test_units_are_those_of_qt(words: str) -> None:
    assert utf16_units(words) == sum(2 if ord(letter) > 0xFFFF else 1 for letter in words)


def test_markup_in_a_brief_is_shown_and_not_obeyed_in_a_tooltip() -> None:
    assert tip('<img src="file:///x">', "") == "<p>&lt;img src=&quot;file:///x&quot;&gt;</p>"


def test_marks_are_painted_behind_their_words_even_after_a_wide_letter(face: Face) -> None:
    image = QImage(300, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_words(painter, "𝛼 treaty", face, QRect(0, 0, 300, 20), "#000000", marks=((2, 8),))
    painter.end()
    soft = QColor(style.tokens().soft)
    marked = [x for x in range(300) if image.pixelColor(x, 2) == soft]
    assert marked
    assert marked[0] >= face.width("𝛼")
    assert marked[-1] <= face.width("𝛼 treaty") + 12


@pytest.mark.parametrize("width", range(120, 400, 7))
def test_words_that_go_on_end_in_an_ellipsis_at_any_width(face: Face, width: int) -> None:
    words = "A government may ask why it should fight when Moscow can wipe out Washington in half an hour. " * 4
    for first in range(0, 90, 9):
        layout = wrapped(words[first:], face, width, 3)
        last = layout.lineAt(layout.lineCount() - 1)
        assert layout.text()[last.textStart() : last.textStart() + last.textLength()].rstrip().endswith("…")
