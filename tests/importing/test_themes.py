"""What a brief is about is suggested from the list of themes, whatever state that list is in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.importing.themes import read_themes, suggest_themes

HEAD = "id\tname\tdescription\ten\tnl\tfr\tde"


def brief_of(*paragraphs: str, heading: str = "", language: str = "en") -> Brief:
    blocks = [Block("", BlockKind.TITLE, "A title")]
    if heading:
        blocks.append(Block("", BlockKind.HEADING, heading, level=1))
    blocks += [Block("", BlockKind.PARAGRAPH, text) for text in paragraphs]
    return Brief("one", Metadata("A title", language=language), number_blocks(blocks))


def test_the_list_of_the_program_is_sound() -> None:
    themes, faults = read_themes()
    assert faults == ()
    assert 50 <= len(themes) <= 90
    assert len({one.id for one in themes}) == len(themes)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for one in themes:
        assert one.name
        assert one.description
        assert len(one.terms) >= 20
        for term in one.terms:
            owners[term.lower()].add(one.id)
    # A term may be a word of two languages, but not show two themes.
    assert {term: ids for term, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The defence budget grows. A higher defence budget buys arms; defence spending is popular."),
        ("nl", "De defensie-uitgaven stijgen. Meer defensie-uitgaven, een hogere defensiebegroting."),
        ("fr", "Les dépenses militaires montent. Le budget de la défense suit les dépenses de défense."),
        ("de", "Die Verteidigungsausgaben steigen. Das Militärbudget und der Verteidigungshaushalt auch."),
    ],
)
def test_a_theme_is_suggested_in_each_language(language: str, text: str) -> None:
    theme = "defence-spending"
    found = suggest_themes(brief_of(text, text, language=language))
    assert theme in {one.id for one in found.themes}
    assert {one.status for one in found.themes} == {"suggested"}
    why = next(one for one in found.evidence if one.subject == theme)
    assert why.reason == "its terms stand in 2 paragraphs"
    assert why.block == "b2"
    assert all(word in text.lower() for word in why.words.split(", "))


def test_a_word_in_passing_is_no_theme_but_one_in_a_heading_is() -> None:
    passing = "Somebody spoke of deterrence once."
    others = ["The weather was fine."] * 5
    assert suggest_themes(brief_of(passing, *others)).themes == ()
    assert [one.id for one in suggest_themes(brief_of(passing, *others, heading="On deterrence")).themes] == [
        "deterrence"
    ]


def test_all_that_is_suggested_is_found_again_in_the_text() -> None:
    text = "Sanctions bite. An embargo and export controls follow; sanctions on banks are next."
    brief = brief_of(text, text, text)
    found = suggest_themes(brief)
    assert found.themes
    mentioned = {one.subject for one in find_mentions(brief.blocks, (), found.themes)}
    assert mentioned == {one.id for one in found.themes}


def test_a_broken_list_is_named_and_what_is_sound_in_it_is_used(tmp_path: Path) -> None:
    lines = [HEAD, "kites\tKites\tFlying\tkite*\tvlieger*\tcerf-volant\tdrachen", "only two\tcolumns", "\t\t\t\t\t\t"]
    (tmp_path / "themes.tsv").write_text("\n".join(lines), encoding="utf-8")
    text = "Kites fly. A kite is a toy, and kites are light."
    found = suggest_themes(brief_of(text, text), tmp_path)
    assert [one.id for one in found.themes] == ["kites"]
    assert [fault.split(" is not")[0] for fault in found.faults] == [
        "Line 3 of the list of themes",
        "Line 4 of the list of themes",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read (No such file or directory)"),
        (b"\xff\xfe\x00bad", "cannot be read (it is no text in UTF-8)"),
        (b"", "has other columns"),
        (b"id\tname", "has other columns"),
    ],
)
def test_a_list_that_is_missing_or_no_list_is_named_and_skipped(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "themes.tsv").write_bytes(content)
    found = suggest_themes(brief_of("Deterrence and deterrence and deterrence."), tmp_path)
    assert found.themes == ()
    assert len(found.faults) == 1
    assert words in found.faults[0]
    assert found.faults[0].endswith("no themes are suggested.")
