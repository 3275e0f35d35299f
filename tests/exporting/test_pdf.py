"""PDF files that say what the brief says, can be read aloud, and survive hostile text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.model import BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.errors import ExportFailed
from briefreader.exporting import pdf
from briefreader.exporting.marked import MarkedBrief
from briefreader.exporting.pages import notes_pages
from briefreader.exporting.pdf import brief_pdf, notes_pdf

from .samples import NOTES, RIVER, block, brief_of, mark, marks_of_every_sort, paragraph, river

SHARED = Path(__file__).parents[2].parent / "shared"
PDFCHECK = SHARED / "tools/pdfcheck"
ORIGINAL = SHARED / "briefs/no-longer-ironclad.txt"

needs_poppler = pytest.mark.skipif(
    not all(map(shutil.which, ("pdftotext", "pdfinfo", "pdffonts"))), reason="poppler is not installed"
)


def seen_by(tool: str, content: bytes, *options: str) -> str:
    arguments = [tool, *options, "-", *(["-"] if tool == "pdftotext" else [])]
    # pdfinfo writes the title of a heading that has other letters than Latin ones as it stands in the file.
    return subprocess.run(arguments, input=content, capture_output=True, check=True).stdout.decode(errors="replace")


def words_in(content: bytes) -> str:
    """The text of the pages on one line, hyphens at line ends undone."""
    return " ".join(re.sub("\u00ad\n", "", seen_by("pdftotext", content)).split())


def structure_of(content: bytes) -> list[str]:
    """The tags in reading order, each with the words inside it."""
    lines = seen_by("pdfinfo", content, "-struct-text").splitlines()
    return [line.strip() for line in lines if line.strip()]


@needs_poppler
def test_the_file_says_whose_it_is_and_can_be_read_aloud() -> None:
    brief = river()
    shown = seen_by("pdfinfo", brief_pdf(brief, marks_of_every_sort(brief)))
    assert re.search(r"^Title: +The River and Its Neighbours$", shown, re.MULTILINE)
    assert re.search(r"^Author: +Ada Marsh, Jo Ferry$", shown, re.MULTILINE)
    assert re.search(r"^Subject: .*Delta House, March 2025", shown, re.MULTILINE)
    assert re.search(r"^CreationDate: .*2026", shown, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", shown, re.MULTILINE)
    assert "(A4)" in shown


@pytest.mark.parametrize(
    ("language", "written"),
    [("nl", b"/Lang(nl)"), ("en-GB", b"/Lang(en-GB)"), ("Klingon!", b"/Lang(en)"), ("", b"/Lang(en)")],
)
def test_the_file_names_its_language(language: str, written: bytes) -> None:
    content = brief_pdf(brief_of(paragraph("Een."), metadata=replace(RIVER, language=language)), ())
    assert written in content.replace(b"/Lang (", b"/Lang(")


@needs_poppler
def test_all_fonts_are_in_the_file() -> None:
    brief = river()
    rows = seen_by("pdffonts", brief_pdf(brief, marks_of_every_sort(brief))).splitlines()[2:]
    assert any("SourceSerifPro" in row for row in rows)
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@needs_poppler
def test_the_brief_is_there_whole_with_paragraph_numbers_and_page_numbers() -> None:
    brief = river()
    content = brief_pdf(brief, ())
    words = words_in(content)
    for one in brief.blocks:
        if one.kind not in (BlockKind.DATE, BlockKind.TABLE, BlockKind.CODE):
            assert one.text in words
    for number in range(1, 9):
        assert f"¶ {number}" in words.replace("¶", "¶ ").replace("¶  ", "¶ ")
    assert "Ada Marsh, Jo Ferry · Delta House · March 2025" in words
    assert "Written for the tests." in words
    assert "2 / 2" in words.replace("2/2", "2 / 2")
    assert f"Edition {brief.edition[:12]} · no notes" in words


@needs_poppler
def test_contents_and_bookmarks_hold_the_headings_without_their_marks() -> None:
    brief = river()
    content = brief_pdf(brief, marks_of_every_sort(brief))
    first_page = " ".join(seen_by("pdftotext", content, "-l", "1").split())
    assert "Contents" in first_page
    for title in ("Summary", "Introduction", "What the towns want", "What they could agree on", "About the authors"):
        assert title in first_page
    assert "To check" not in first_page
    assert b"/Outlines" in content


@needs_poppler
def test_the_number_is_read_right_before_its_paragraph() -> None:
    brief = river()
    words = " ".join(line.strip('"') for line in structure_of(brief_pdf(brief, ())))
    assert words.index("¶ 3") < words.index("First,") < words.index("¶ 4") < words.index("Second, the lower")


@needs_poppler
def test_the_structure_has_headings_lists_quotations_tables_links_and_notes() -> None:
    brief = river()
    tags = "\n".join(structure_of(brief_pdf(brief, marks_of_every_sort(brief))))
    for tag in ("H1", "H2", "L", "LI", "BlockQuote", "Table", "TH", "TD", "Link", "Note", "TOC"):
        assert re.search(rf"^{tag}\b", tags, re.MULTILINE), tag


@needs_poppler
def test_marks_have_a_word_beside_them_and_notes_are_footnotes() -> None:
    brief = river()
    words = words_in(brief_pdf(brief, marks_of_every_sort(brief)))
    assert "power. A dam Key point 1 would light it Risk" in words
    assert "To check …" in words
    assert "a common To check 2 gauge" in words
    assert "Ask for the plan. And the map. Soon. #dams · R. Eader · 12 January 2026" in words
    assert "2 A run. 12 January 2026" in words
    assert "Notes whose passage is no longer in the text gone dams Who said that?" in words
    assert f"¶ 7 of edition {brief.edition[:12]}" in words.replace("¶7", "¶ 7")


@needs_poppler
def test_notes_alone_have_headings_passages_and_their_source() -> None:
    brief = river()
    words = words_in(notes_pdf(brief, marks_of_every_sort(brief)))
    assert "Notes on “The River and Its Neighbours”" in words
    assert "What the towns want wants power. A dam Ask for the plan. And the map. Soon. Key point · ¶" in words
    assert words.count(f"Edition {brief.edition[:12]}") == 6
    assert "There are no notes on this brief yet." in words_in(notes_pdf(brief, ()))


@needs_poppler
def test_a_retelling_says_so() -> None:
    brief = brief_of(paragraph("Once."), metadata=replace(RIVER, adapted=True))
    assert "do not quote them as such" in words_in(brief_pdf(brief, ()))


FORMATTED = (
    "Ask *soon*, and **firmly**: `x  = 1`\n\n- one\n  - inside\n7) seven\n9) nine\n\n> such *action*\n\n"
    "# Why\n```\na  *b*\n\nc\n```\n---\nSee [the plan](https://e.org/plan), [¶ 4](brief:river#¶4), [x](javascript:x)."
)


def formatted(brief: Brief) -> list[Annotation]:
    """A note of every sort of markup, one that begins with a list, one of code alone, and marks with no note."""
    was = Passage("e1", (Target("b2", 2, 0, 9, "Four towns"),))
    return [
        mark(brief, "wants power.", note=FORMATTED),
        mark(brief, "Water has been", note="- a list\n- alone"),
        mark(brief, "as long as anyone", note="```\ncode alone\n```"),
        mark(brief, "Nobody owns", note="*Hm*.", mine=False, author="Anna", variant="a1"),
        mark(brief, "Three towns", note="> so", state=State.CHANGED, reason="a number", was=was),
        mark(brief, "share one river", state=State.CHANGED),
        mark(brief, "a common", colour=Colour.VIOLET, done=True),
        replace(mark(brief, "a common purse", note=FORMATTED), state=State.LOST),
    ]


@needs_poppler
@pytest.mark.parametrize("export", [brief_pdf, notes_pdf])
def test_notes_are_set_with_their_emphasis_lists_and_quotations(export: Callable[..., bytes]) -> None:
    brief = river()
    content = export(brief, formatted(brief))
    words = words_in(content)
    assert "Ask soon, and firmly: x = 1 • one • inside 7. seven 9. nine such action Why a *b* c See the plan" in words
    assert "¶ 4, x (javascript:x)." in words.replace("( ", "(")
    assert "**" not in words
    assert "```" not in words
    faces = " ".join(line.split()[0] for line in seen_by("pdffonts", content).splitlines()[2:])
    assert all(face in faces for face in ("SourceSerifPro-It", "SourceSerifPro-Bold", "DejaVuSansMono"))
    assert b"https://e.org/plan" in content
    assert b"(brief:" not in content
    assert b"(javascript:" not in content
    tags = structure_of(content)
    assert sum(tag.startswith("LI") for tag in tags) >= 8
    note = notes_pages(MarkedBrief(brief, formatted(brief)))["lost"][0]["note"]
    runs = note[0]["lines"][0]
    assert [run["text"] for run in runs if run["strong"]] == ["firmly"]
    assert [run["text"] for run in runs if run["emphasis"]] == ["soon"]
    assert [run["text"] for run in runs if run["code"]] == ["x  = 1"]


@needs_poppler
def test_what_is_to_be_known_beside_a_note_is_said_in_words() -> None:
    brief = river()
    footnotes, notes = words_in(brief_pdf(brief, formatted(brief))), words_in(notes_pdf(brief, formatted(brief)))
    for words in (footnotes, notes):
        assert "Changed since it was marked: a number. Marked: “Four towns” Now: “Three towns” so" in words
        assert "Changed since it was marked." in words
        assert "another version of a note, kept as both · note of Anna · 12 January 2026" in words
    assert re.search(r"\d done · 12 January 2026", footnotes)
    assert "Action · ¶ 5 · done · 12 January 2026" in notes.replace("¶5", "¶ 5")
    assert "Key point • a list • alone 12 January 2026" in footnotes


def test_a_note_deep_in_lists_and_quotations_is_set() -> None:
    brief = river()
    deep = "\n".join("> " * (depth % 7) + "  " * depth + f"{depth}. deep" for depth in range(60))
    notes = [mark(brief, "Three towns", note=deep), mark(brief, "Town", note=deep)]
    assert brief_pdf(brief, notes).startswith(b"%PDF")
    assert notes_pdf(brief, notes).startswith(b"%PDF")


@settings(max_examples=8, deadline=None)
@given(st.lists(NOTES, min_size=8, max_size=8))
def test_no_note_breaks_the_pages(notes: list[str]) -> None:
    brief = brief_of(*(paragraph(f"Paragraph {number}.") for number in range(len(notes))))
    marks = [mark(brief, f"Paragraph {number}.", note=note) for number, note in enumerate(notes)]
    for content in (brief_pdf(brief, marks), notes_pdf(brief, marks)):
        assert content.startswith(b"%PDF")


@given(NOTES)
def test_the_pages_are_given_all_words_of_a_note(note: str) -> None:
    brief = brief_of(paragraph("Once."))
    pages = json.dumps(notes_pages(MarkedBrief(brief, [mark(brief, "Once.", note=note)])), ensure_ascii=False)
    # Words of 40 letters are given places where a line may end.
    pages = pages.replace("\u200b", "")
    for word in ("treaty", "Haag"):
        assert pages.count(word) >= note.count(word)


@needs_poppler
@pytest.mark.parametrize("export", [brief_pdf, notes_pdf])
def test_nothing_private_is_in_the_file(export: Callable[..., bytes]) -> None:
    brief = river()
    open_one = mark(brief, "Three towns", note="Open.")
    secret: dict[str, Any] = {"private": True, "modified": "2031-01-01T00:00:00Z", "tags": ("hush",)}
    hidden = [mark(brief, "Water has been", note="Secret.", **secret), mark(brief, "gauge", note="Secret.", **secret)]
    hidden[1] = replace(hidden[1], state=State.LOST)
    content = export(brief, [hidden[0], open_one, hidden[1]])
    assert content == export(brief, [open_one])
    assert "Open." in words_in(content)
    assert "Secret" not in words_in(content)


def test_the_same_input_makes_the_same_file() -> None:
    brief = river()
    notes = marks_of_every_sort(brief)
    assert brief_pdf(brief, notes) == brief_pdf(brief, notes)
    moment = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    assert b"20260504030201" in brief_pdf(brief, notes, made=moment)
    undated = [replace(note, created="", modified="some time ago") for note in notes]
    assert b"20000101000000" in notes_pdf(brief, undated)


HOSTILE = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "$x^2$ @label <label> // gone? /* gone? */ \\ `raw` *strong* _em_",
    "= no heading",
    "#" + "[" * 30,
    '"}{\\u0041',
)


@needs_poppler
def test_markup_of_the_typesetter_is_only_text() -> None:
    brief = brief_of(*map(paragraph, HOSTILE), metadata=replace(RIVER, title=HOSTILE[0], authors=(HOSTILE[2],)))
    notes = [mark(brief, text, note=text, tags=(text,), author=text) for text in HOSTILE]
    words = words_in(brief_pdf(brief, notes))
    for text in HOSTILE:
        assert text in words
    assert "root:" not in words


@needs_poppler
def test_a_very_long_word_stays_on_the_page() -> None:
    content = brief_pdf(brief_of(paragraph("x" * 500 + "é" + "e\u0301" * 200)), ())
    boxes = re.findall(r'xMax="([\d.]+)"', seen_by("pdftotext", content, "-bbox"))
    assert max(map(float, boxes)) < 595
    assert words_in(content).replace(" ", "").replace("\u200b", "").count("x") == 500


@needs_poppler
def test_text_in_other_scripts_is_set_or_its_loss_is_said() -> None:
    text = "Latin, שלום, مرحبا, 中文, 😀 \u0378 \ue000"
    words = words_in(brief_pdf(brief_of(paragraph(text)), ()))
    assert "Latin" in words
    assert "Characters that no font here has are shown as \ufffd:" in words
    assert "U+0378" in words
    assert "U+E000" in words


@needs_poppler
def test_control_characters_and_lone_surrogates_are_left_out() -> None:
    brief = brief_of(paragraph("a\x00b\x1bc \ud800 d\u2028e"))
    note = mark(brief_of(paragraph("a\x00b")), "a\x00b", note="n\x00o\ud800")
    words = words_in(brief_pdf(brief, [note]))
    assert "no\ufffd" in words
    assert "ab" in words
    assert "c \ufffd d e" in words


def test_unsafe_links_are_no_links() -> None:
    spans = [Span(0, 4, SpanKind.LINK, target) for target in ("javascript:alert(1)", "file:///etc/passwd")]
    content = brief_pdf(brief_of(*(paragraph("link", span) for span in spans)), ())
    assert b"/URI" not in content
    assert b"/URI" in brief_pdf(brief_of(paragraph("link", Span(0, 4, SpanKind.LINK, "https://example.org"))), ())


@pytest.mark.parametrize("export", [brief_pdf, notes_pdf])
def test_the_least_of_briefs_is_exported(export: Callable[..., bytes]) -> None:
    for brief in (Brief("a", Metadata(""), ()), brief_of(metadata=Metadata("No date", date=""))):
        assert export(brief, ()).startswith(b"%PDF")


def test_headings_that_skip_levels_and_tables_of_one_cell_are_exported() -> None:
    brief = brief_of(
        block(BlockKind.HEADING, "Deep", level=4),
        block(BlockKind.HEADING, "Deeper", level=6),
        block(BlockKind.LIST_ITEM, "item", level=4),
        block(BlockKind.TABLE, "one"),
        block(BlockKind.TABLE, "a\tb\n\nc"),
        block(BlockKind.CODE, "\n\n"),
        block(BlockKind.CODE, "a\n\n b"),
        block(BlockKind.TITLE, "A title"),
        block(BlockKind.TITLE, "Another title"),
    )
    notes = [mark(brief, one.text, note="Hm.") for one in brief.blocks if one.text.strip()]
    assert brief_pdf(brief, notes).startswith(b"%PDF")


@needs_poppler
def test_a_long_title_is_cut_in_the_running_head() -> None:
    title = "How the upper town and the lower town came to share one river and one purse"
    content = brief_pdf(brief_of(*[paragraph("Water. " * 200)] * 3, metadata=replace(RIVER, title=title)), ())
    head = seen_by("pdftotext", content, "-f", "2", "-l", "2").splitlines()[0]
    assert head == "How the upper town and the lower town came to share one …"
    brief = brief_of(*[paragraph("Water. " * 50)] * 20, metadata=replace(RIVER, title="The river: a history"))
    notes = [mark(brief, "Water. " * 40)] * 9
    assert seen_by("pdftotext", notes_pdf(brief, notes), "-f", "2", "-l", "2").startswith("Notes on “The river”\n")


@needs_poppler
def test_five_hundred_notes_are_all_there() -> None:
    brief = brief_of(*(paragraph(f"Paragraph {number:03} of a long brief.") for number in range(500)))
    colours = list(Colour)
    notes = [
        mark(brief, f"Paragraph {number:03}", note=f"Remark {number:03}.", colour=colours[number % 5])
        for number in range(500)
    ]
    words = words_in(brief_pdf(brief, notes))
    assert len(set(re.findall(r"Remark \d{3}\.", words))) == 500
    assert len(set(re.findall(r"Paragraph \d{3}", words))) == 500


def failing(message: str) -> Callable[..., bytes]:
    def fails(*_: object, **__: object) -> bytes:
        error = typst.TypstError(message, message)
        error.message = error.diagnostic = message
        raise error

    return fails


def test_what_typst_cannot_do_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_compile", failing("out of paper"))
    with pytest.raises(ExportFailed, match="out of paper"):
        brief_pdf(river(), ())


def test_characters_that_are_never_accepted_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_compile", failing('the text `"\\u{1f600}"` could not be displayed'))
    with pytest.raises(ExportFailed, match=r"no font has U\+1F600 GRINNING FACE"):
        brief_pdf(river(), ())


def test_many_missing_characters_are_named_in_part() -> None:
    names = pdf._names(chr(code) for code in range(0x1000, 0x1100))
    assert len(names) == 41
    assert names[-1] == "and 216 more"


@pytest.mark.skipif(
    not PDFCHECK.is_file() or shutil.which("java") is None, reason="the PDF validator or Java is not there"
)
def test_the_files_are_valid_for_archives_and_for_everyone(tmp_path: Path) -> None:
    brief = river()
    odd = brief_of(*map(paragraph, (*HOSTILE, "😀 中文 שלום \ue000", "x" * 300)))
    pages = {
        "brief": brief_pdf(brief, marks_of_every_sort(brief)),
        "notes": notes_pdf(brief, marks_of_every_sort(brief)),
        "odd": brief_pdf(odd, [mark(odd, one.text, note=one.text) for one in odd.blocks]),
        "formatted": brief_pdf(brief, formatted(brief)),
        "formatted-notes": notes_pdf(brief, formatted(brief)),
        "empty": brief_pdf(Brief("a", Metadata(""), ()), ()),
    }
    for name, content in pages.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    files = [str(path) for path in sorted(tmp_path.glob("*.pdf"))]
    for standard in ("ua1", "3a"):
        checked = subprocess.run([PDFCHECK, standard, *files], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert checked.stdout.count("PASS") == len(files)


@needs_poppler
@pytest.mark.skipif(not ORIGINAL.is_file(), reason="the original text is not there")
def test_a_real_brief_is_there_to_the_last_word() -> None:
    texts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", ORIGINAL.read_text(encoding="utf-8"))]
    brief = brief_of(*(paragraph(text) for text in texts if text))
    found = re.findall(r"\w+", words_in(brief_pdf(brief, ())))
    wanted = re.findall(r"\w+", " ".join(texts))
    assert {word for word in wanted if len(word) < 12} <= set(found)
    assert len(found) >= len(wanted)
