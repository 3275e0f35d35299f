"""Notes in Markdown exports: an independent parser reads what the note says, and the document around it unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.model import Brief
from briefreader.exporting.blocks import Code, Items, NoteBlock, Paragraph, Quotation, note_blocks
from briefreader.exporting.markdown import brief_markdown, notes_markdown

from .samples import NOTES, brief_of, mark, paragraph

PARSERS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False}))
MARKER = "Between the two marks."
BRIEF = brief_of(*map(paragraph, ("First words.", "Second words.", "Third words.")))
Export = Callable[[Brief, Sequence[Annotation]], str]
both = pytest.mark.parametrize("export", [brief_markdown, notes_markdown])


def with_note(note: str, **others: Any) -> list[Annotation]:
    return [
        replace(one, created="2026-01-12T09:00:00Z")
        for one in (
            mark(BRIEF, "First words.", note="Before."),
            replace(mark(BRIEF, "Second words.", note=note), **others),
            mark(BRIEF, "Third words.", note="After."),
        )
    ]


def html_of(note: str) -> str:
    """The note alone, as the parser reads it from the list of notes."""
    html: str = PARSERS[0].render(notes_markdown(BRIEF, with_note(note)))
    return html.split("<p>Second words.</p>\n</blockquote>\n")[1].split("<p>¶ 2 · Key point")[0]


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("an *old* and **firm** `x|y`", "<p>an <em>old</em> and <strong>firm</strong> <code>x|y</code></p>\n"),
        ("one\ntwo\n\nthree", "<p>one<br />\ntwo</p>\n<p>three</p>\n"),
        ("*from\nto* b", "<p><em>from</em><br />\n<em>to</em> b</p>\n"),
        ("- a\n  - b\n- c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"),
        ("> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n"),
        ("> - a\n> - b", "<blockquote>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</blockquote>\n"),
        ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
        ("```\na  `b`\n\n# c\n```", "<pre><code>a  `b`\n\n# c\n</code></pre>\n"),
        ("````\n```\n````", "<pre><code>```\n</code></pre>\n"),
        ("# Why *not*", "<p><strong>Why <em>not</em></strong></p>\n"),
        ("a\n***\nb", "<p>a</p>\n<hr />\n<p>b</p>\n"),
        ("[a](https://e.org/x)", '<p><a href="https://e.org/x">a</a></p>\n'),
        ("[a](brief:b#¶1) [c](note:n)", "<p>a c</p>\n"),
        ("[a](javascript:x)", "<p>a (javascript:x)</p>\n"),
        ("<b>a</b> <!-- b -->", "<p>&lt;b&gt;a&lt;/b&gt; &lt;!-- b --&gt;</p>\n"),
        ("![a](https://e.org/x.png)", '<p>!<a href="https://e.org/x.png">a</a></p>\n'),
        ("[^1]: a\n\n[b]: /c", "<p>[^1]: a</p>\n<p>[b]: /c</p>\n"),
        ("2 * 3 * 4 \\*so\\*", "<p>2 * 3 * 4 *so*</p>\n"),
    ],
)
def test_a_note_reads_as_it_was_meant(note: str, html: str) -> None:
    assert html_of(note) == html


def test_numbers_of_a_list_stay_as_they_were_typed() -> None:
    html = html_of("1. a\n2. b\n2. c\n7) d\n7) e")
    assert re.findall(r'<ol(?: start="(\d+)")?>|<li>(\w)', html) == [
        *(("", ""), ("", "a"), ("", "b")),
        *(("2", ""), ("", "c")),
        *(("7", ""), ("", "d")),
        *(("7", ""), ("", "e")),
    ]
    assert '<ol start="3">\n<li>b</li>' in html_of("- a\n  3. b")


@pytest.mark.parametrize("rule", ["| --- | --- |", ":-- | --", "|-|-|"])
def test_lines_with_bars_are_no_table(rule: str) -> None:
    for parser in PARSERS:
        html = parser.render(brief_markdown(BRIEF, with_note(f"| a | b |\n{rule}\n| c | d |")))
        assert "<table" not in html
        assert "a | b" in html


# Whatever the note is


def shape(tokens: Sequence[Token]) -> list[tuple[str, str, str]]:
    return [(token.type, token.tag, token.content) for token in tokens]


@both
@given(note=NOTES | st.text(max_size=60))
def test_the_document_around_a_note_is_the_same_whatever_it_is(export: Export, note: str) -> None:
    for parser in PARSERS:
        usual = shape(parser.parse(export(BRIEF, with_note(MARKER))))
        found = shape(parser.parse(export(BRIEF, with_note(note))))
        at = next(index for index, token in enumerate(usual) if MARKER in token[2])
        before, after = usual[: at - 1], usual[at + 2 :]
        assert found[: len(before)] == before
        assert found[len(found) - len(after) :] == after
        inside = found[len(before) : len(found) - len(after)]
        assert not any(kind.startswith(("heading", "html", "table")) for kind, _, _ in inside)


def written(blocks: Sequence[NoteBlock]) -> list[str]:
    """What a note says, line by line, with the sort of block around it."""
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append("\n".join("".join(run.text for run in runs) for runs in block.lines))
        elif isinstance(block, Items):
            for item in block.items:
                found += [f"<li {item.number or ''}>", *written(item.blocks)]
        elif isinstance(block, Quotation):
            found += ["<q>", *written(block.blocks), "</q>"]
        else:
            found.append("\n".join(block.lines) if isinstance(block, Code) else "<hr>")
    return found


def read(tokens: Sequence[Token]) -> list[str]:
    """The same of what the parser read."""
    found: list[str] = []
    for token in tokens:
        if token.type == "inline":
            pieces = [
                "\n" if child.type == "hardbreak" else child.content
                for child in token.children or ()
                if child.type in ("text", "code_inline", "hardbreak")
            ]
            found.append("".join(pieces))
        elif token.type == "list_item_open":
            found.append(f"<li {int(token.info) or '' if token.info else ''}>")
        elif token.type.startswith("blockquote"):
            found.append("<q>" if token.nesting == 1 else "</q>")
        elif token.type in ("fence", "hr"):
            found.append(token.content.removesuffix("\n") or "<hr>")
    return found


@given(note=NOTES)
def test_the_parser_reads_the_words_the_lists_and_the_quotations_of_any_note(note: str) -> None:
    tokens = PARSERS[0].parse(brief_markdown(BRIEF, [mark(BRIEF, "Third words.", note=note)]))
    start = next(index for index, token in enumerate(tokens) if token.content.startswith("**n1**"))
    found, said = (
        [" ".join(one.split()) for one in some] for some in (read(tokens[start + 2 :]), written(note_blocks(note)))
    )
    assert found == said
    for word in ("treaty", "Haag"):
        assert "\n".join(found).count(word) >= note.count(word)


@given(note=NOTES)
def test_only_web_and_mail_addresses_become_links(note: str) -> None:
    for token in PARSERS[0].parse(notes_markdown(BRIEF, with_note(note))):
        for child in token.children or ():
            assert child.type not in ("image", "html_inline")
            if child.type == "link_open":
                assert str(child.attrs["href"]).startswith(("http://", "https://", "mailto:"))


# What stands beside the note


@both
def test_done_a_colleague_an_answer_and_another_version_are_said_in_words(export: Export) -> None:
    said: dict[str, dict[str, Any]] = {
        "Action · done · 12": {"colour": Colour.VIOLET, "done": True},
        "Key point · note of Anna · 12": {"author": "Anna", "mine": False},
        "Key point · note of a colleague · 12": {"mine": False},
        "Key point · answers a note · Jo · 12": {"answers": "a1", "author": "Jo"},
        "Key point · another version of a note, kept as both · 12": {"variant": "a1"},
        "Key point · 12": {"done": True},
    }
    for words, others in said.items():
        assert f"¶ 2 · {words} January 2026\n" in export(BRIEF, with_note("Hm.", **others))


@both
def test_a_changed_mark_is_told_with_both_wordings(export: Export) -> None:
    was = Passage("e1", (Target("b2", 2, 0, 14, "Seven *words*,"), Target("b3", 3, 0, 4, "all.")))
    source = export(BRIEF, with_note("Hm.", state=State.CHANGED, reason="a number", was=was))
    wordings = "Marked: “Seven \\*words\\*, all.”\\\nNow: “Second words.”"
    assert f"Changed since it was marked: a number.\\\n{wordings}\n\nHm.\n" in source
    untold = export(BRIEF, with_note("Hm.", state=State.CHANGED))
    assert "Changed since it was marked.\n\nHm.\n" in untold
    assert "Marked:" not in untold
    assert "Changed since" not in export(BRIEF, with_note("Hm.", state=State.MOVED, was=was))


@both
def test_a_note_on_lost_words_is_formatted_as_well(export: Export) -> None:
    source = export(BRIEF, with_note("*Hm*.\n- a", state=State.LOST))
    assert "no longer in the text\n\n> Second words.\n\n_Hm_.\n\n- a\n\n¶ 2 of edition" in source


@both
def test_nothing_private_is_written(export: Export) -> None:
    notes = with_note("Secret.", private=True, tags=("hush",), author="Nobody")
    lost = replace(mark(BRIEF, "Third words.", note="Secret.", state=State.LOST), private=True)
    source = export(BRIEF, [*notes, lost])
    assert source == export(BRIEF, [notes[0], notes[2]])
    assert not any(words in source for words in ("Secret", "hush", "Nobody"))
    assert "2 notes" in source
