"""Small briefs and annotations for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, Target
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.outline import number_blocks

RIVER = Metadata(
    title="The River and Its Neighbours",
    authors=("Ada Marsh", "Jo Ferry"),
    publisher="Delta House",
    date="2025-03",
    language="en",
    source="Written for the tests.",
)


def block(kind: BlockKind, text: str, *spans: Span, level: int = 0) -> Block:
    return Block(id="", kind=kind, text=text, spans=spans, level=level)


def paragraph(text: str, *spans: Span) -> Block:
    return block(BlockKind.PARAGRAPH, text, *spans)


def brief_of(*blocks: Block, metadata: Metadata = RIVER) -> Brief:
    return Brief(id="river", metadata=metadata, blocks=number_blocks(blocks))


def river() -> Brief:
    """A brief that has one of everything."""
    return brief_of(
        block(BlockKind.TITLE, "The River and Its Neighbours"),
        block(BlockKind.DATE, "MARCH 2025"),
        block(BlockKind.ABSTRACT, "Three towns share one river. This brief asks who may build the next dam."),
        paragraph("Water has been shared here for as long as anyone can remember, and quarrelled over for as long."),
        block(BlockKind.HEADING, "What the towns want", level=1),
        paragraph(
            "First, the upper town wants power. A dam would light it, see the plan.",
            Span(0, 6, SpanKind.STRONG),
            Span(22, 27, SpanKind.EMPHASIS),
            Span(57, 69, SpanKind.LINK, "https://example.org/plan?a=1&b=(2)"),
        ),
        paragraph("Second, the lower town wants fields. It cannot water them without the spring flood."),
        block(BlockKind.HEADING, "What they could agree on", level=2),
        block(BlockKind.LIST_ITEM, "a common gauge", level=1),
        block(BlockKind.LIST_ITEM, "read every morning", level=2),
        block(BlockKind.LIST_ITEM, "a common purse", level=1),
        block(BlockKind.QUOTATION, "Nobody owns the rain."),
        block(BlockKind.TABLE, "Town\tWants\nUpper\tpower | light\nLower\tfields"),
        block(BlockKind.CAPTION, "Table 1. Two towns, two wants."),
        block(BlockKind.FIGURE, "A map of the river."),
        block(BlockKind.CODE, "flow = rain - use\n  if flow < 0: close()"),
        block(BlockKind.HEADING, "About the authors", level=1),
        block(BlockKind.BACK_MATTER, "Ada Marsh and Jo Ferry live by the river."),
    )


_ids = count(1)


def mark(brief: Brief, *quotes: str, colour: Colour = Colour.YELLOW, note: str = "", **others: object) -> Annotation:
    """A mark on the first place of each of `quotes`: one for each block that it runs over."""
    targets = []
    for quote in quotes:
        place = next(one for one in brief.blocks if quote in one.text)
        start = place.text.index(quote)
        targets.append(Target(place.id, place.number, start, start + len(quote), quote))
    number = next(_ids)
    plain = Annotation(
        id=f"a{number}",
        brief=brief.id,
        passage=Passage(brief.edition, tuple(targets)),
        colour=colour,
        note=note,
        created=f"2026-01-12T09:41:{number % 60:02}.000Z",
        modified=f"2026-01-12T09:41:{number % 60:02}.000Z",
    )
    return replace(plain, **others)  # type: ignore[arg-type]  # the fields that a test names


def marks_of_every_sort(brief: Brief) -> tuple[Annotation, ...]:
    """Marks on the brief of `river`: overlapping, over several blocks, in a heading, a table, in code; one is lost."""
    lost = mark(brief, "Nobody owns the rain.", note="Who said that?")
    gone = Target("b99", 7, 0, 9, "gone dams", "", "")
    return (
        mark(
            brief,
            "wants power. A dam",
            note="Ask for the plan.\nAnd the map.\n\nSoon.",
            tags=("dams",),
            author="R. Eader",
        ),
        mark(brief, "A dam would light it", colour=Colour.RED),
        mark(
            brief,
            "without the spring flood.",
            "What they could agree on",
            "a common",
            colour=Colour.BLUE,
            note="A *run*.",
        ),
        mark(brief, "Upper\tpower | light\nLower", colour=Colour.GREEN, note="A table."),
        mark(brief, "flow < 0", colour=Colour.VIOLET),
        replace(lost, passage=replace(lost.passage, targets=(gone,)), colour=Colour.RED),
    )


_SIGNS = (
    *("*", "**", "_", "__", "`", "``", "[", "](https://e.org/a_(b))", "](brief:a)", "](javascript:x)", "![", "|"),
    *("<b>", "<!--", "-->", "<script>", "&amp;", "&#10;", "&#xfffe;", "[^1]: ", "[a]: /b", "| --- | --- |", "=", "~~"),
    *("```\n", "~~~\n", "> ", "\n", "\n\n", "- ", "  - ", "1. ", "3) ", "  ", "    ", "\t", "# ", "---\n", "\\", ":--"),
    *("treaty", "Haag", "no", "12", " ", ". ", "\u202e", "\u2029", "\r\n", "é"),
)
NOTES = st.lists(st.sampled_from(_SIGNS), max_size=30).map("".join)
"""Notes of what may be markup, and of two words to look for: "treaty" and "Haag"."""
