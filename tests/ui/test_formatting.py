"""Notes in Markdown as documents: what is understood, what stays as typed, and that nothing is loaded or followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextBlock, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication

from briefreader.annotations.links import brief_link, note_link
from briefreader.annotations.markup import LONGEST, UNSHOWABLE, may_follow
from briefreader.ui import formatting, style
from briefreader.ui.formatting import formatted, is_plain

SIGNS = (
    *("*", "**", "_", "`", "[", "](", ")", "![", "<!--", "-->", "<", ">", "-", "\\", "&amp;", "&#0;", "http://a.b/c"),
    *("javascript:x", "brief:a#¶1", "note:n"),
    *("```\n", "~~~", "> ", "\n", "\n\n", "- ", "  - ", "1. ", "10) ", "# ", "###### ", "---\n", "\t", "\r\n", " "),
    *("file:///etc/hosts", "<b>", "</b>", "<img src=x>"),
    *("\ufffc", "\ufdd0", "\ufdd1", "\ufdd5", "\u2028", "\u2029", "\x00", "\ud800", "\U0001f600"),
)
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(SIGNS),
        st.text(st.characters(codec="utf-8"), max_size=6),
        st.sampled_from(["treaty", "Haag", "not", "12"]),
    ),
    max_size=30,
).map("".join)


@pytest.fixture(autouse=True)
def screen(qapp: QApplication) -> None:
    """Documents need faces."""


def shown(note: str) -> QTextDocument:
    document = formatted(note, ink="#111111", accent="#222222", muted="#333333", font=style.interface_font(13))
    document.setTextWidth(234)
    return document


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def pieces(note: str) -> list[tuple[str, QTextCharFormat]]:
    """The words of the document that look alike, with their look."""
    document = shown(note)
    found = []
    for block in blocks(document):
        at = block.begin()
        while not at.atEnd():
            found.append((at.fragment().text(), QTextCharFormat(at.fragment().charFormat())))
            at += 1
    return found


def look(note: str, words: str) -> QTextCharFormat:
    return next(look for text, look in pieces(note) if words in text)


def links(note: str) -> dict[str, str]:
    return {text: look.anchorHref() for text, look in pieces(note) if look.isAnchor()}


def text(note: str) -> str:
    return shown(note).toPlainText()


def painted(document: QTextDocument) -> QImage:
    image = QImage(260, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    document.drawContents(painter)
    painter.end()
    return image


# What is understood


def test_paragraphs_and_line_ends_stay_as_typed() -> None:
    assert text("one\ntwo\n\nthree") == "one\ntwo\nthree"
    assert [block.text() for block in blocks(shown("one\r\ntwo\n\n\nthree"))] == ["one\u2028two", "three"]


def test_emphasis_strong_words_and_code_are_seen() -> None:
    note = "an *old* and **firm** `x = 1`, __so__ _it_ was"
    assert text(note) == "an old and firm x = 1, so it was"
    assert look(note, "old").fontItalic()
    assert look(note, "it").fontItalic()
    assert look(note, "firm").fontWeight() == QFont.Weight.DemiBold
    assert look(note, "so").fontWeight() == QFont.Weight.DemiBold
    assert look(note, "x = 1").fontFamilies() != look(note, "an ").fontFamilies()


def test_emphasis_may_run_over_the_end_of_a_line() -> None:
    assert text("*from here\nto there*") == "from here\nto there"


def test_stars_and_underscores_inside_sums_and_names_are_just_that() -> None:
    assert text("2 * 3 * 4, a_long_name, \\*so\\*") == "2 * 3 * 4, a_long_name, *so*"


def test_lists_keep_their_marks_and_numbers_and_hang() -> None:
    document = shown("To do:\n- one\n  - inside\n- two\n3. three\n    more of it")
    assert [block.text() for block in blocks(document)] == [
        "To do:",
        "•\tone",
        "•\tinside",
        "•\ttwo",
        "3.\tthree\u2028more of it",
    ]
    margins = [block.blockFormat().leftMargin() for block in blocks(document)]
    assert margins[0] == 0 < margins[1] == margins[3] == margins[4] < margins[2]
    assert all(block.blockFormat().textIndent() < 0 for block in list(blocks(document))[1:])


def test_a_paragraph_indented_under_an_item_belongs_to_it() -> None:
    document = shown("- one\n\n  more\n\noutside")
    margins = [block.blockFormat().leftMargin() for block in blocks(document)]
    assert margins[0] == margins[1] > margins[2] == 0


def test_a_quotation_is_indented_and_quiet() -> None:
    document = shown("> such action\n> as it deems\n\nso they say")
    said, mine = blocks(document)
    assert said.text() == "such action\u2028as it deems"
    assert said.blockFormat().leftMargin() > mine.blockFormat().leftMargin()
    assert look("> such action", "such").foreground().color().name() == "#333333"


def test_headings_are_hardly_larger_than_the_text() -> None:
    for level in range(1, 7):
        heading = look("#" * level + " Why *now* ##", "Why")
        assert heading.fontWeight() == QFont.Weight.DemiBold
        assert heading.font().pixelSize() == 14
    assert text("# Why *now* ##\nbecause") == "Why now\nbecause"
    assert text("#article5 and # 5") == "#article5 and # 5"


def test_fenced_code_keeps_its_spaces_and_its_stars() -> None:
    assert text("```\na  *b*\n  c\n```\nafter") == "a  *b*\n  c\nafter"
    assert text("~~~ text\n*a*") == "text\n*a*"


def test_a_rule_parts_what_stands_above_and_below() -> None:
    assert [block.text() for block in blocks(shown("above\n---\nbelow"))] == ["above", "———", "below"]


# Links


def test_links_into_the_library_the_web_and_mail_can_be_followed() -> None:
    place, other = brief_link("the treaty (1949)", 5), note_link("n 1")
    note = f"[art. 5]({place}), [mine]({other}), [web](https://example.org/x), <mailto:a@example.org>, <b@example.org>"
    assert links(note) == {
        "art. 5": place,
        "mine": other,
        "web": "https://example.org/x",
        "mailto:a@example.org": "mailto:a@example.org",
        "b@example.org": "mailto:b@example.org",
    }
    assert look(note, "art. 5").fontUnderline()


def test_an_address_in_the_text_can_be_followed_without_the_point_behind_it() -> None:
    assert list(links("see https://example.org/a_b_c. Then (http://example.org/x)")) == [
        "https://example.org/a_b_c",
        "http://example.org/x",
    ]
    assert links("**https://example.org**") == {"https://example.org": "https://example.org"}
    assert links("`https://example.org`") == {}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "brief:",
        "note:a#b",
        "../x",
        "qrc:/x",
        "HTTPX://a",
    ],
)
def test_any_other_address_is_there_to_be_read_and_no_link(address: str) -> None:
    note = f"[words]({address}) go on"
    assert links(note) == {}
    assert text(note) == f"words ({address}) go on"


def test_a_link_cannot_hide_in_the_words_of_another() -> None:
    assert set(links("[https://good.example](https://other.example)").values()) == {"https://other.example"}


# What is not loaded, and not read


@pytest.mark.parametrize(
    "note",
    [
        "![a picture](file:///etc/hosts)",
        "![a picture](https://example.org/x.png)",
        "<img src='https://example.org/x.png'>",
        "<style>@import url(https://example.org/x.css)</style>",
        "\ufffc",
    ],
)
def test_nothing_is_loaded(note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(formatting._Document, "loadResource", lambda self, kind, name: asked.append(name))
    document = shown(note)
    painted(document)
    assert asked == []
    assert not any(look.isImageFormat() for _, look in pieces(note))


def test_what_is_asked_for_all_the_same_is_not_there() -> None:
    image = QTextDocument.ResourceType.ImageResource
    assert shown("x").resource(image.value, QUrl.fromLocalFile("/etc/hosts")) is None


def test_html_and_comments_are_words() -> None:
    note = "<b>bold</b> <script>x</script> <!-- not hidden --> &lt;"
    assert text(note) == "<b>bold</b> <script>x</script> <!-- not hidden --> <"


@pytest.mark.parametrize(
    "note",
    [
        "\n".join("  " * depth + "- deep" for depth in range(1000)),
        "> " * 1000 + "deep",
        "- " * 2000 + "deep",
        "[" * 3000 + "deep" + "](a)" * 3000,
        "*a " * 6000,
        "*a* " * 5000,
        "**a *b " * 2800,
        "`" * 9000 + " " + "`" * 8000,
        "".join("`" * size + " " for size in range(190)),
        "<" * 20_000,
        "<!--" * 5000,
        "[a](" * 5000,
        "![" * 9000,
        "https://a.b/" * 1600,
        "https://a.b/x " * 1400,
        "&" * 20_000,
        " " * 19_000 + "x",
        "\\\n" * 9000,
        "1) " * 6000,
        "# " + "#" * 19_000 + " x",
        "- " * 9000 + "x\n",
        "```\n" * 4000,
        "~" * 19_000,
    ],
)
def test_what_is_nested_without_end_neither_hangs_nor_fails(note: str) -> None:
    painted(shown(note))


def test_a_note_too_long_to_format_stands_there_as_typed() -> None:
    note = ("*word*\n" * LONGEST)[:100_000]
    assert text(note) == note
    assert is_plain(note)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(MARKUP)
def test_no_note_is_too_odd_and_none_of_its_words_is_lost(note: str) -> None:
    document = shown(note)
    painted(document)
    for word in ("treaty", "Haag"):
        # Where two marks meet inside a word, as in an address, it may be said once more.
        assert document.toPlainText().count(word) >= note.count(word)
    assert all(may_follow(address) for address in links(note).values())


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60)


@settings(max_examples=150)
@given(st.one_of(WORDS, MARKUP))
def test_a_plain_note_looks_as_it_was_typed(note: str) -> None:
    if is_plain(note):
        visible = UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", note.replace("\r\n", "\n").replace("\r", "\n"))
        assert text(note).split() == visible.split()
        assert not links(note)


@pytest.mark.parametrize(
    "note", ["", "Ask legal.", "Ask – “legal”\n\nand wait", "5 > 3 & 2 < 4, 50 %", "Art. 5 (2)", "a-b"]
)
def test_usual_notes_are_plain(note: str) -> None:
    assert is_plain(note)


@pytest.mark.parametrize(
    "note", ["- a", "x\n> y", "1. a", "*a*", "[a](b)", "# a", "a https://b", "<a@b.c>", "&amp;", "```"]
)
def test_markup_is_not_plain(note: str) -> None:
    assert not is_plain(note)


def test_colours_are_those_asked_for() -> None:
    assert look("a [b](note:c)", "a").foreground().color().name() == "#111111"
    assert look("a [b](note:c)", "b").foreground().color().name() == "#222222"
    assert re.fullmatch(r"•\ta", text("- a"))
