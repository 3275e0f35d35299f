"""Notes as blocks within blocks: what belongs to what, and that none of the words is lost."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.model import SpanKind
from briefreader.exporting.blocks import Code, Items, NoteBlock, Paragraph, Quotation, Rule, note_blocks

from .samples import NOTES

Shape = list[object]


def shape(blocks: Iterable[NoteBlock]) -> Shape:
    """The blocks in short: lines as strings, a list as ("list", marks, items), a quotation as ("quotation", ...)."""
    return [_short(block) for block in blocks]


def _short(block: NoteBlock) -> object:
    if isinstance(block, Paragraph):
        lines = ["".join(run.text for run in runs) for runs in block.lines]
        return lines[0] if len(lines) == 1 else tuple(lines)
    if isinstance(block, Items):
        return ("list", [(item.mark, *shape(item.blocks)) for item in block.items])
    if isinstance(block, Quotation):
        return ("quotation", *shape(block.blocks))
    return ("code", *block.lines) if isinstance(block, Code) else "rule"


def words_in(blocks: Iterable[NoteBlock]) -> str:
    """All that can be read in the blocks."""
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += ["".join(run.text for run in runs) for runs in block.lines]
        elif isinstance(block, Items):
            found += [f"{item.mark} {words_in(item.blocks)}" for item in block.items]
        elif isinstance(block, Quotation):
            found.append(words_in(block.blocks))
        elif isinstance(block, Code):
            found += block.lines
    return "\n".join(found)


def test_lines_end_as_typed_and_paragraphs_at_empty_lines() -> None:
    assert shape(note_blocks("one\n two \r\nthree\n\n\nfour\u2028five")) == [("one", "two", "three"), ("four", "five")]


def test_what_is_indented_below_an_item_stands_inside_it() -> None:
    note = "- a\n  - b\n\n    more\n- c\n\n\t```\n\tx  y\n\t```\n\nout"
    assert shape(note_blocks(note)) == [
        ("list", [("•", "a", ("list", [("•", "b", "more")])), ("•", "c", ("code", "    x  y"))]),
        "out",
    ]


def test_items_with_and_without_numbers_are_two_lists() -> None:
    assert shape(note_blocks("- a\n3) b\n7. c\n* d")) == [
        ("list", [("•", "a")]),
        ("list", [("3)", "b"), ("7.", "c")]),
        ("list", [("•", "d")]),
    ]


def test_quotations_stand_inside_quotations_and_lists_inside_them() -> None:
    assert shape(note_blocks("> a\n> > b\n> - c\n>   - d\nout")) == [
        ("quotation", "a", ("quotation", "b"), ("list", [("•", "c", ("list", [("•", "d")]))])),
        "out",
    ]


def test_a_deeper_item_without_one_above_it_is_no_deeper() -> None:
    assert shape(note_blocks("- a\n  - b\n> q\n\n  - c\n  - d\n- e")) == [
        ("list", [("•", "a", ("list", [("•", "b")]))]),
        ("quotation", "q"),
        ("list", [("•", "c"), ("•", "d"), ("•", "e")]),
    ]


def test_nothing_is_deeper_than_can_be_shown() -> None:
    deep = note_blocks("\n".join("  " * depth + f"- {depth}" for depth in range(30)))
    depth, inside = 0, deep
    while isinstance(block := inside[-1], Items):
        depth, inside = depth + 1, tuple(block.items[-1].blocks)
    assert depth == 5
    assert words_in(deep).split()[1::2] == [str(number) for number in range(30)]
    assert repr(note_blocks("> " * 30 + "deep")).count("Quotation(") == 5


def test_headings_are_strong_lines_and_rules_are_rules() -> None:
    heading, rule = note_blocks("# Why *not*\n---")
    assert isinstance(heading, Paragraph)
    assert all(SpanKind.STRONG in run.kinds for run in heading.lines[0])
    assert [SpanKind.EMPHASIS in run.kinds for run in heading.lines[0]] == [False, True]
    assert rule == Rule()


def test_emphasis_over_the_end_of_a_line_is_on_both_lines() -> None:
    paragraph = note_blocks("a *b\nc* d")[0]
    assert isinstance(paragraph, Paragraph)
    looks = [[(run.text, SpanKind.EMPHASIS in run.kinds) for run in runs] for runs in paragraph.lines]
    assert looks == [[("a ", False), ("b", True)], [("c", True), (" d", False)]]


def test_only_links_to_the_web_and_to_mail_leave_the_library() -> None:
    note = "[web](https://e.org/a) <mailto:a@e.org> [brief](brief:a#¶1) [note](note:n) [script](javascript:x)"
    paragraph = note_blocks(note)[0]
    assert isinstance(paragraph, Paragraph)
    assert {run.text: run.target for run in paragraph.lines[0] if run.target} == {
        "web": "https://e.org/a",
        "mailto:a@e.org": "mailto:a@e.org",
    }
    assert words_in([paragraph]) == "web mailto:a@e.org brief note script (javascript:x)"


def test_what_cannot_be_seen_makes_no_block() -> None:
    assert note_blocks("") == note_blocks("[](https://e.org)\n\n- &#xfffe;\n\n```\n \n```\n> &nbsp;") == ()


def test_a_note_too_long_to_read_keeps_its_lines_and_paragraphs() -> None:
    blocks = note_blocks("*a*\nb\n\n" * 10_000)
    assert len(blocks) == 10_000
    assert set(map(str, shape(blocks))) == {"('*a*', 'b')"}


@given(NOTES | st.text(max_size=60))
def test_no_block_is_empty_and_no_word_is_lost(note: str) -> None:
    blocks = note_blocks(note)
    for word in ("treaty", "Haag"):
        assert words_in(blocks).count(word) >= note.count(word)
    waiting = list(blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            assert all(any(run.text.strip() for run in runs) for runs in block.lines)
        elif isinstance(block, Items):
            assert len({item.number is None for item in block.items}) == 1
            assert all(isinstance(item.blocks[0], Paragraph) for item in block.items)
            waiting += [inner for item in block.items for inner in item.blocks]
        elif isinstance(block, Quotation):
            assert block.blocks
            waiting += block.blocks
