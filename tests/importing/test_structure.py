"""What each part of a plain text is, in general and on the original brief."""

from __future__ import annotations

import re
import textwrap
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.brief.model import NUMBERED, BlockKind, Brief, SpanKind
from briefreader.brief.outline import outline
from briefreader.importing.structure import read_structure, slug, words_of

from .tearing import ORIGINAL, text_of

DONE = "The harbour was closed for a week, and nobody in the capital noticed."
MORE = "The ministers met on Tuesday and agreed on a plan that few of them had read before they signed it."


def read(text: str, *, markdown: bool = False) -> Brief:
    return read_structure(text, name="harbour_closed", markdown=markdown)


def kinds(brief: Brief) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text[:24]) for block in brief.blocks]


def texts(brief: Brief, kind: BlockKind) -> list[str]:
    return [block.text for block in brief.blocks if block.kind is kind]


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_metadata_are_found_in_four_languages(language: str) -> None:
    found = read(text_of(language)).metadata
    assert found.language == language
    assert (found.title.split()[0], found.authors, found.date, found.publisher) == {
        "en": ("A", ("Jane Doe",), "2026-01-12", "North Sea Institute"),
        "nl": ("Een", ("Jan Modaal", "Anna de Vries"), "2025-03-12", ""),
        "fr": ("L’Europe", ("Jean Dupont",), "2025-04-03", ""),
        "de": ("Zwischen", ("Erika Mustermann",), "2025-01", ""),
    }[language]


@pytest.mark.parametrize(("language", "abstract", "points", "headings", "back"), [
    ("en", 2, ["First", "Second", "Third", "Lastly"], 4, 10),
    ("nl", 2, ["Ten eerste", "Ten tweede", "Ten slotte"], 3, 5),
    ("fr", 1, ["Premièrement", "Deuxièmement", "Enfin"], 5, 2),
    ("de", 1, ["Erstens", "Zweitens", "Schließlich"], 5, 4),
])  # fmt: skip
def test_the_parts_are_found_in_four_languages(
    language: str, abstract: int, points: list[str], headings: int, back: int
) -> None:
    brief = read(text_of(language))
    assert len(texts(brief, BlockKind.ABSTRACT)) == abstract
    assert [block.point for block in brief.blocks if block.point] == points
    assert len(texts(brief, BlockKind.HEADING)) == headings
    assert len(texts(brief, BlockKind.BACK_MATTER)) == back
    assert [b.text for b in brief.blocks] == [line for line in text_of(language).split("\n") if line]


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original brief is not here")
class TestOriginal:
    """The real text, as it came out of its PDF."""

    def test_it_is_cut_as_an_editor_would_cut_it(self) -> None:
        brief = read(ORIGINAL.read_text(encoding="utf-8"))
        assert brief.id.startswith("no-longer-ironclad")
        assert brief.metadata.authors == ("Max Bergmann",)
        assert brief.metadata.publisher == "Clingendael Institute"
        assert (brief.metadata.date, brief.metadata.language) == ("2026-01", "en")
        assert [block.kind.value for block in brief.blocks[:5]] == [
            "date",
            "title",
            "abstract",
            "abstract",
            "paragraph",
        ]
        headings = [text.split()[0] for text in texts(brief, BlockKind.HEADING)]
        assert headings == ["How", "Struggles", "Implications:", "Conclusion"]
        assert len(texts(brief, BlockKind.PARAGRAPH)) == 38
        assert [e.title.split(" —")[0] for e in outline(brief) if e.kind == "point"] == [
            *("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Lastly"),
            *("First", "Second", "Third", "Lastly"),
            *("First", "Second", "Third", "Lastly"),
        ]

    def test_every_paragraph_is_whole(self) -> None:
        brief = read(ORIGINAL.read_text(encoding="utf-8"))
        for block in brief.blocks:
            if block.kind in NUMBERED:
                assert re.match(r"[A-Z]", block.text)
                assert re.search(r"[.?!][”\"]?$", block.text)

    def test_nothing_is_lost_and_marks_become_spans(self) -> None:
        source = ORIGINAL.read_text(encoding="utf-8")
        brief = read(source)
        plain = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", source).replace("*", "")
        assert without_space(" ".join(block.text for block in brief.blocks)) == without_space(plain)
        spans = [(span.kind, block.text[span.start : span.end]) for block in brief.blocks for span in block.spans]
        assert spans == [(SpanKind.EMPHASIS, words) for words in ("realist", "burden shift", "de facto")]

    def test_the_back_matter_is_apart_line_by_line(self) -> None:
        back = texts(read(ORIGINAL.read_text(encoding="utf-8")), BlockKind.BACK_MATTER)
        assert len(back) == 14
        assert back[0].startswith("About the")
        assert back[2:6] == ["www.clingendael.org", "info@clingendael.org", "+31 70 324 53 84", "@clingendaelorg"]
        assert back[-1].startswith("Disclaimer:")

    @pytest.mark.parametrize("change", ["\r\n", "\r", "\u2028"])
    def test_line_ends_of_every_system_are_the_same(self, change: str) -> None:
        source = ORIGINAL.read_text(encoding="utf-8")
        assert read(source.replace("\n", change)) == read(source)


def test_a_title_may_run_over_two_lines_and_have_names_below() -> None:
    brief = read(f"No Harbour Is Safe:\nPorts and Their Enemies\nJane Doe and Jan Modaal\n\n{DONE}\n\n{MORE}")
    assert brief.metadata.title == "No Harbour Is Safe: Ports and Their Enemies"
    assert brief.metadata.authors == ("Jane Doe", "Jan Modaal")
    assert [kind for kind, _ in kinds(brief)] == ["title", "caption", "paragraph", "paragraph"]


def test_a_label_above_the_title_is_not_the_title() -> None:
    brief = read(f"POLICY BRIEF No. 4\nThe Hague, 12 January 2026\n\nNo harbour is safe\n\n{DONE}\n\n{MORE}")
    assert brief.metadata.title == "No harbour is safe"
    assert brief.metadata.date == "2026-01-12"
    assert kinds(brief)[:2] == [("caption", "POLICY BRIEF No. 4"), ("date", "The Hague, 12 January 20")]


@pytest.mark.parametrize("text", [DONE, f"{DONE}\n\n{MORE}", "A line", f"{DONE} " * 400])
def test_without_a_title_none_is_invented(text: str) -> None:
    brief = read(text)
    assert brief.metadata.title == "Harbour closed"
    assert {block.kind for block in brief.blocks} == {BlockKind.PARAGRAPH}


def test_without_a_title_the_first_heading_names_the_brief() -> None:
    brief = read(f"{DONE}\n\nThe way ahead\n\n{MORE}")
    assert brief.metadata.title == "The way ahead"
    assert [kind for kind, _ in kinds(brief)] == ["paragraph", "heading", "paragraph"]


def test_a_title_that_is_too_long_for_a_heading_is_one_where_a_heading_follows() -> None:
    title = "On the harbours of the north and the people who own them, pay for them and guard them " * 2
    brief = read(f"June 2026\n\n{title.strip()}\n\nSummary\n\n{DONE}\n\nPorts\n\n{MORE}")
    assert brief.metadata.title == title.strip()
    assert [kind for kind, _ in kinds(brief)][:3] == ["date", "title", "heading"]
    for other in (f"{title.strip()}.", title * 3):
        assert read(f"{other}\n\nSummary\n\n{DONE}\n\n{MORE}").metadata.title == "Summary"


def test_a_brief_that_begins_with_a_known_heading_has_no_title() -> None:
    assert kinds(read(f"1. Introduction\n\n{DONE}\n\n2. Ports\n\n{MORE}"))[0][0] == "heading"


def test_five_hundred_headings_are_five_hundred_sections() -> None:
    text = "\n\n".join(f"{number}. Harbour of the coast\n\n{DONE}" for number in range(1, 501))
    assert len(outline(read(text))) == 500


def test_numbers_and_capitals_give_headings_their_levels() -> None:
    text = f"A Title\n\n1. Ports\n\n{DONE}\n\n1.1 Ships in them\n\n{MORE}\n\n2. Ships\n\n{DONE}"
    assert [b.level for b in read(text).blocks if b.kind is BlockKind.HEADING] == [1, 2, 1]
    text = f"A Title\n\nPORTS AND SHIPS\n\n{DONE}\n\nThe way ahead\n\n{MORE}\n\nTHE OTHER COAST\n\n{DONE}"
    assert [b.level for b in read(text).blocks if b.kind is BlockKind.HEADING] == [1, 2, 1]


@pytest.mark.parametrize("word", ["Summary", "ABSTRACT", "Executive summary", "Samenvatting", "Résumé", "Kurzfassung"])
def test_a_summary_by_its_heading_is_the_abstract(word: str) -> None:
    brief = read(f"No harbour is safe\n\n{word}\n\n{DONE}\n\n{MORE}\n\nPorts\n\n{DONE}\n\n{MORE}")
    assert [block.kind for block in brief.blocks[2:4]] == [BlockKind.ABSTRACT] * 2
    assert [block.kind for block in brief.blocks[5:]] == [BlockKind.PARAGRAPH] * 2


def test_a_paragraph_alone_is_no_abstract() -> None:
    assert texts(read("This paper argues that no harbour on the coast is safe."), BlockKind.ABSTRACT) == []


def test_back_matter_at_the_front_ends_at_the_next_heading() -> None:
    brief = read(f"No harbour is safe\n\nAbout the author\n\nJane Doe is a name.\n\nPorts\n\n{DONE}\n\nShips\n\n{MORE}")
    assert [kind for kind, _ in kinds(brief)] == ["title", "back-matter", "back-matter", *("heading", "paragraph") * 2]
    assert brief.metadata.authors == ("Jane Doe",)


def test_the_body_goes_on_after_back_matter_where_a_known_heading_says_so() -> None:
    body = f"{DONE}\n\n{MORE}\n\n" * 3
    brief = read(f"No harbour is safe\n\n{body}References\n\n{DONE}\n\nThe way ahead\n\nAnnex\n\n{MORE}")
    assert [kind for kind, _ in kinds(brief)][7:] == ["back-matter"] * 3 + ["heading", "paragraph"]


def test_markdown_is_read_by_its_own_rules() -> None:
    text = (
        "# No harbour is safe\n\nOne line\nThe next.\n\n## Ports\n\n- **one**\n  - [two](https://example.org)\n\n"
        "> Quoted\n> Words\n\n```\nx  =\n  1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "Ships\n-----\n\n`code` here.\n\n***\n"
    )
    brief = read(text, markdown=True)
    assert [(b.kind.value, b.text, b.level) for b in brief.blocks] == [
        ("title", "No harbour is safe", 0),
        ("paragraph", "One line The next.", 0),
        ("heading", "Ports", 2),
        ("list-item", "one", 1),
        ("list-item", "two", 2),
        ("quotation", "Quoted Words", 0),
        ("code", "x =\n  1", 0),
        ("table", "a\tb\n1\t2", 0),
        ("heading", "Ships", 2),
        ("paragraph", "code here.", 0),
    ]


def test_hard_wrapped_paragraphs_without_blank_lines_are_told_apart() -> None:
    paragraphs = [f"{DONE} {MORE}", f"{MORE} {DONE}", f"{DONE} {DONE} {MORE}"]
    for width in (50, 60, 72, 80):
        text = "\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
        assert [block.text for block in read(text).blocks] == paragraphs


def test_page_numbers_and_running_heads_stand_out_of_the_flow() -> None:
    half, part = len("The ministers met on Tuesday"), len("The harbour was closed")
    for one, two in (("12\n\fHarbour Review | 3", "13\n\fHarbour Review | 4"), ("12", "13")):
        brief = read(f"Ports\n\n{MORE[:half]}\n\n{one}\n\n{MORE[half:]}\n\n{DONE[:part]}\n\n{two}\n\n{DONE[part:]}")
        assert texts(brief, BlockKind.PARAGRAPH) == [MORE, DONE]
        assert texts(brief, BlockKind.CAPTION) == [line for lines in (one, two) for line in lines.split("\n\f")]


def test_a_fence_that_is_never_closed_is_text() -> None:
    assert [block.text for block in read(f"```\n{DONE}").blocks] == ["```", DONE]


def test_contact_lines_are_set_apart_wherever_they_stand() -> None:
    brief = read(f"Ports\n\n{DONE}\n\ninfo@example.org\n\n{MORE}\n\n{DONE}\n\n{MORE}\n\n+31 70 324 53 84")
    assert [kind for kind, _ in kinds(brief)] == ["title", "paragraph", "caption", *["paragraph"] * 3, "back-matter"]


def test_a_later_summary_ends_where_back_matter_begins() -> None:
    brief = read(f"Ports\n\nSummary\n\n{DONE}\n\nDisclaimer: {MORE}\n\nShips\n\n{MORE}\n\n{DONE}")
    assert [kind for kind, _ in kinds(brief)][:4] == ["title", "heading", "abstract", "back-matter"]


def test_an_unknown_organisation_in_capitals_is_the_publisher() -> None:
    brief = read(f"Ports\n\n{DONE}\n\n{MORE}\n\n{DONE}\n\n{MORE}\n\nAbout NSI\n\n{DONE}")
    assert brief.metadata.publisher == "NSI"


def test_authors_described_one_by_one_are_all_named() -> None:
    brief = read(f"Ports\n\n{DONE}\n\nAbout the authors\n\nJane Doe is a name.\n\nJan Modaal is too.\n\n{MORE}")
    assert brief.metadata.authors == ("Jane Doe", "Jan Modaal")


def test_white_space_of_every_sort_is_one_space_and_hard_spaces_stay() -> None:
    brief = read(f"\ufeff\u3000\t{DONE}\u00a0»\n\n{MORE.replace(' ', chr(9))}\n\n30\u00a0000 ships\twere\u2003lost.")
    assert [block.text for block in brief.blocks] == [f"{DONE}\u00a0»", MORE, "30\u00a0000 ships were lost."]


LETTERS = st.text(st.sampled_from("abcdeABCé .,;:!?()\"'“”\n\n\t\u00a0"), max_size=300)


@settings(max_examples=150)
@given(LETTERS)
def test_no_character_is_lost_or_invented(text: str) -> None:
    brief = read(text)
    assert without_space("".join(block.text for block in brief.blocks)) == without_space(text)


@settings(max_examples=150)
@given(st.text(max_size=200) | st.text(st.sampled_from("ab1 -*_#>[]()`|\n\f\\:."), max_size=200))
def test_any_text_is_read_without_fail_and_loses_no_letter(text: str) -> None:
    brief = read(text)
    letters = Counter(c for c in text if c.isalnum())
    found = Counter(c for block in brief.blocks for c in block.text if c.isalnum())
    assert not found - letters
    if not set("[`:|") & set(text):
        assert found == letters
    for block in brief.blocks:
        assert all(0 <= span.start <= span.end <= len(block.text) for span in block.spans)
        assert block.kind is BlockKind.TABLE or block.kind is BlockKind.CODE or "\n" not in block.text


@pytest.mark.parametrize(("title", "name"), [
    ("No Longer Safe: Europe’s Harbours", "no-longer-safe-europes-harbours"),
    ("Größe und Œuvre, été", "grosse-und-oeuvre-ete"),
    ("日本", "brief"),
    ("a" * 80, "a" * 60),
    ("word " * 20, "-".join(["word"] * 12)),
])  # fmt: skip
def test_ids_are_short_plain_words(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_file_name_reads_as_a_title() -> None:
    assert words_of("no-longer_safe  harbours") == "No longer safe harbours"
    assert words_of("--") == "Untitled"
