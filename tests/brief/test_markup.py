"""A pack is how a brief is written by hand and passed on: what goes in has to come out, and faults have to be found."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.brief.citation import date_words
from briefreader.brief.inline import nest
from briefreader.brief.markup import block_html, parse_pack, write_pack
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.outline import in_back_matter, number_blocks
from briefreader.brief.registry import Actor, Pack, Theme
from briefreader.errors import ImportFailed

FRONT = '+++\ntitle = "T"\n+++\n\n'


def kinds_and_texts(body: str) -> list[tuple[str, str]]:
    brief = parse_pack(FRONT + body, brief_id="t").brief
    return [(block.kind.value, block.text) for block in brief.blocks[1:]]


def only_block(body: str) -> Block:
    blocks = parse_pack(FRONT + body, brief_id="t").brief.blocks
    assert len(blocks) == 2
    return blocks[1]


# --- what a writer writes


def test_the_front_matter_gives_the_metadata_and_the_first_blocks() -> None:
    front = (
        '+++\nid = "ports"\ntitle = "Ports"\nauthors = ["Ann Ode", "Bo Dee"]\npublisher = "House"\n'
        'date = 2024-05-01\nlanguage = "nl"\nsource = "A retelling."\nadapted = true\nlater = 1\n+++\n'
    )
    brief = parse_pack(front + "Text.", brief_id="other").brief
    assert brief.id == "ports"
    assert brief.metadata == Metadata(
        "Ports", ("Ann Ode", "Bo Dee"), "House", "2024-05-01", "nl", "A retelling.", adapted=True
    )
    assert [(block.kind.value, block.text) for block in brief.blocks] == [
        ("title", "Ports"),
        ("date", "1 mei 2024"),
        ("caption", "A retelling."),
        ("paragraph", "Text."),
    ]


def test_what_the_front_matter_leaves_out_is_empty() -> None:
    brief = parse_pack(FRONT + "Text.", brief_id="from-folder").brief
    assert brief.id == "from-folder"
    assert brief.metadata == Metadata("T")


def test_the_parts_of_a_body_are_abstract_body_and_back_matter() -> None:
    body = (
        "Short.\n\n<!-- body -->\n\nLong.\n\n## A\n\nMore.\n\n### B\n\nLast.\n\n"
        "<!-- Back-Matter -->\n\nRights.\n\n## About\n\n- x\n"
    )
    assert kinds_and_texts(body) == [
        ("abstract", "Short."),
        ("paragraph", "Long."),
        ("heading", "A"),
        ("paragraph", "More."),
        ("heading", "B"),
        ("paragraph", "Last."),
        ("back-matter", "Rights."),
        ("heading", "About"),
        ("back-matter", "x"),
    ]


def test_without_the_mark_there_is_no_abstract() -> None:
    assert kinds_and_texts("One.\n\nTwo.") == [("paragraph", "One."), ("paragraph", "Two.")]


def test_two_number_signs_are_the_first_level() -> None:
    blocks = parse_pack(FRONT + "# One\n\n## One\n\n### Two\n\n###### Five\n\nWords\n---\n", brief_id="t").brief.blocks
    assert [block.level for block in blocks[1:]] == [1, 1, 2, 5, 1]


def test_lists_keep_their_depth_and_their_numbers() -> None:
    body = "- a\n    - b\n\n        more\n\n- *c*\n\nStop.\n\n3. *d*\n4. e\n"
    blocks = parse_pack(FRONT + body, brief_id="t").brief.blocks
    assert [(block.text, block.level) for block in blocks[1:]] == [
        ("a", 1),
        ("b", 2),
        ("more", 2),
        ("c", 1),
        ("Stop.", 0),
        ("3. d", 1),
        ("4. e", 1),
    ]
    assert blocks[6].spans == (Span(3, 4, SpanKind.EMPHASIS),)


def test_a_loose_ordered_list_keeps_its_numbers() -> None:
    assert kinds_and_texts("1. a\n\n    b\n\n2. c\n") == [
        ("list-item", "1. a"),
        ("list-item", "b"),
        ("list-item", "2. c"),
    ]


def test_quotations_hold_every_paragraph_and_list_inside_them() -> None:
    assert kinds_and_texts("> a\n> b\n>\n> - c\n>\n> ## d\n") == [
        ("quotation", "a b"),
        ("quotation", "c"),
        ("quotation", "d"),
    ]


def test_a_table_is_one_block_of_cells() -> None:
    block = only_block("| A | *B* |\n|---|:-:|\n| 1 \\| 2 | `x` |\n| | |\n| 3 |\n")
    assert block.kind is BlockKind.TABLE
    assert block.text == "A\tB\n1 | 2\tx\n3\t"
    assert block.spans == (Span(2, 3, SpanKind.EMPHASIS), Span(10, 11, SpanKind.CODE))


def test_code_keeps_its_lines_tabs_and_marks() -> None:
    body = "~~~ toml\na\t*b*\n\n<!-- body -->\n```\n  c\n~~~~\nafter\n\n    x &lt; <y>\n"
    assert kinds_and_texts(body) == [
        ("code", "a\t*b*\n\n<!-- body -->\n```\n  c"),
        ("paragraph", "after"),
        ("code", "x &lt; <y>"),
    ]


def test_a_place_holder_for_code_cannot_be_written_by_hand() -> None:
    assert kinds_and_texts("code0\n\n```\nx\n```\n\ncodee0") == [
        ("paragraph", "code0"),
        ("code", "x"),
        ("paragraph", "codee0"),
    ]


def test_an_image_alone_is_a_figure() -> None:
    assert kinds_and_texts("![A map of *ports*](media/map.png)\n\nSee ![it](x).") == [
        ("figure", "A map of ports"),
        ("paragraph", "See it."),
    ]


def test_raw_html_comments_rules_and_link_definitions_pass_no_markup_on() -> None:
    body = "<script>alert(1)</script>\n\n<!-- two\n\nparagraphs -->\n\n---\n\n[a]: http://b.eu\n\n```\n```\n"
    assert kinds_and_texts(body) == [
        ("paragraph", "<script>alert(1)</script>"),
        ("paragraph", "[a]: http://b.eu"),
    ]


def test_a_table_or_code_in_the_back_matter_is_a_line_of_it() -> None:
    body = "x\n\n<!-- back matter -->\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```\nc\n\td\n```\n"
    assert kinds_and_texts(body)[1:] == [("back-matter", "A B 1 2"), ("back-matter", "c  d")]


def test_line_ends_controls_and_a_byte_order_mark_do_no_harm() -> None:
    assert kinds_and_texts("a\x0bb\u2028c\x02\r\nd\r\n\r\ne") == [("paragraph", "a b c d"), ("paragraph", "e")]
    assert parse_pack("\ufeff" + FRONT.replace("\n", "\r\n") + "x", brief_id="t").brief.metadata.title == "T"


def test_actors_and_themes_are_read() -> None:
    actors = '[[actor]]\nid = "a"\nname = "Ann"\nkind = "person"\naliases = ["A."]\ndescription = "Who."\n'
    themes = (
        '[[theme]]\nid = "t"\nname = "Trade"\nterms = ["tariff*"]\ndescription = "What."\n'
        'paragraphs = { "b" = [1, 2] }\nstatus = "suggested"\n'
    )
    pack = parse_pack(FRONT + "x", actors, themes, brief_id="t")
    assert pack.actors == (Actor("a", "Ann", "person", ("A.",), "Who."),)
    assert pack.themes == (Theme("t", "Trade", ("tariff*",), "What.", "suggested", (("b", (1, 2)),)),)


# --- faults


@pytest.mark.parametrize(
    ("brief_md", "complaint"),
    [
        ("", "brief.md, line 1: it has to begin with a front matter"),
        ("# Title\n", "brief.md, line 1: it has to begin with a front matter"),
        ('+++\ntitle = "T"\n', "brief.md, line 1: it has to begin with a front matter"),
        ("+++\n+++\nx", "brief.md, line 2: “title” is missing"),
        ('+++\nid = "a"\ntitle = 3\n+++\nx', "brief.md, line 3: “title” has to be text"),
        ('+++\nid = "a"\ntitle = \n+++\nx', "brief.md, line 3: this is not valid TOML"),
        ('+++\ntitle = "T"\nid = "\n\n+++\nx', "brief.md, line 3: this is not valid TOML"),
        ('+++\ntitle = "T"\nauthors = ["a"\n+++\nx', "brief.md, line 3: this is not valid TOML"),
        ('+++\ntitle = "T"\nid = "Not An Id"\n+++\nx', "brief.md, line 3: “id” may hold"),
        ('+++\ntitle = "T"\ndate = "May 2024"\n+++\nx', "brief.md, line 3: “date” has to be a real date"),
        ('+++\ntitle = "T"\ndate = "2024-13"\n+++\nx', "brief.md, line 3: “date” has to be a real date"),
        ('+++\ntitle = "T"\nlanguage = "Double Dutch"\n+++\nx', "brief.md, line 3: “language” has to be"),
        ('+++\ntitle = "T"\nauthors = "Ann"\n+++\nx', "brief.md, line 3: “authors” has to be a list"),
        ('+++\ntitle = "T"\nauthors = [""]\n+++\nx', "brief.md, line 3: “authors” has to be a list"),
        ('+++\ntitle = "T"\nadapted = "yes"\n+++\nx', "brief.md, line 3: “adapted” has to be true or false"),
        (FRONT, "brief.md: there is no text"),
        (FRONT + "<!-- a -->", "brief.md: there is no text"),
        (FRONT + "x\n\n```\ny", "brief.md, line 7: the code that opens with “```” here is never closed"),
        (FRONT + "<!-- body -->\n```\na\n```\n<!-- body -->", "brief.md, line 9: “<!-- body -->” comes too late"),
        (FRONT + "<!-- back matter -->\n<!-- body -->", "brief.md, line 6: “<!-- body -->” comes too late"),
        (FRONT + "[" * 500 + "x" + "](http://a)" * 500, "brief.md: its lists, quotations or links are nested"),
    ],
)
def test_a_fault_in_the_brief_is_named_with_its_line(brief_md: str, complaint: str) -> None:
    with pytest.raises(ImportFailed) as raised:
        parse_pack(brief_md, brief_id="t")
    assert str(raised.value).startswith(complaint)


ACTOR = '[[actor]]\nid = "a"\nname = "A"\nkind = "state"\n'
THEME = '[[theme]]\nid = "t"\nname = "T"\n'


@pytest.mark.parametrize(
    ("actors", "themes", "complaint"),
    [
        ("[[actor]\n", "", "actors.toml, line 1: this is not valid TOML"),
        ('actor = "a"', "", "actors.toml, line 1: each entry has to begin with [[actor]]"),
        ("actor = [1]", "", "actors.toml, line 1: each entry has to begin with [[actor]]"),
        (ACTOR + '[[actor]]\nid = "b"\nkind = "state"\n', "", "actors.toml, line 5: “name” is missing"),
        (ACTOR + "\n" + ACTOR, "", "actors.toml, line 7: “a” is the id of another entry already"),
        (ACTOR.replace("state", "ship"), "", "actors.toml, line 4: “kind” has to be one of person, organisation"),
        (ACTOR + "aliases = [1]", "", "actors.toml, line 5: “aliases” has to be a list"),
        (ACTOR + 'status = "new"', "", "actors.toml, line 5: “status” has to be one of"),
        ('actor = [{ id = "a", name = "A" }]', "", "actors.toml, line 1: “kind” is missing"),
        ("", THEME + 'paragraphs = { "b" = [0] }', "themes.toml, line 4: “paragraphs” has to look like"),
        ("", THEME + 'paragraphs = { "b" = 1 }', "themes.toml, line 4: “paragraphs” has to look like"),
        ("", THEME + "paragraphs = [1]", "themes.toml, line 4: “paragraphs” has to look like"),
        ("", THEME + THEME, "themes.toml, line 5: “t” is the id of another entry already"),
        ("", "a = " + "[" * 3000, "themes.toml, line 1: this is not valid TOML"),
    ],
)
def test_a_fault_in_actors_or_themes_is_named_with_its_line(actors: str, themes: str, complaint: str) -> None:
    with pytest.raises(ImportFailed) as raised:
        parse_pack(FRONT + "x", actors, themes, brief_id="t")
    assert str(raised.value).startswith(complaint)


# --- there and back


WORDS = st.one_of(
    st.text(st.sampled_from(" *_`[]()<>!&#;-+.1\\|~=ab:/@\u00a0"), min_size=1, max_size=16),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), min_size=1, max_size=16),
    st.sampled_from(
        ["# a #", "- a", "1. a", "> a", "+ a", "| a |", "a  ", "a\\", "<!-- body -->", "+++", "---", "a|b", "&amp;"]
    ),
).filter(lambda text: text.strip())
SPACED = WORDS.map(lambda text: " ".join(text.split()))


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    places = st.integers(0, len(text))
    kinds = draw(st.lists(st.sampled_from(SpanKind), max_size=3))
    target = "https://a.eu/?b=(c)&amp;d"
    spans = [Span(draw(places), draw(places), kind, target if kind is SpanKind.LINK else "") for kind in kinds]
    plain = [s for s in spans if s.kind is not SpanKind.CODE or text[s.start : s.end].isprintable()]
    return nest(plain, len(text))


@st.composite
def block_of(draw: st.DrawFn, kinds: st.SearchStrategy[BlockKind]) -> Block:
    kind = draw(kinds)
    if kind is BlockKind.TABLE:
        width = draw(st.integers(1, 3))
        rows = draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=3))
        return Block("", kind, "\n".join("\t".join(row) for row in rows))
    if kind is BlockKind.CODE:
        code = st.text(st.sampled_from("a`~ \t\n#<&+"), min_size=1, max_size=20).filter(lambda text: text.strip())
        return Block("", kind, draw(code))
    if kind is BlockKind.FIGURE:
        return Block("", kind, draw(WORDS.map(str.strip)))
    text = draw(WORDS)
    level = {BlockKind.HEADING: draw(st.integers(1, 5)), BlockKind.LIST_ITEM: draw(st.integers(1, 4))}.get(kind, 0)
    return Block("", kind, text, draw(spans_of(text)), level)


def with_lists_that_step_down_one_by_one(blocks: list[Block]) -> list[Block]:
    out: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            above = out[-1].level if out and out[-1].kind is BlockKind.LIST_ITEM else 0
            block = replace(block, level=min(block.level, above + 1))
        out.append(block)
    return out


ANYWHERE = [
    BlockKind.HEADING,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTATION,
    BlockKind.TABLE,
    BlockKind.FIGURE,
    BlockKind.CODE,
]


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Every pack that has a form: abstract, body and back matter in this order, lists without leaps."""
    dates = st.sampled_from(["", "2024", "2024-05", "2024-05-31"])
    metadata = Metadata(
        draw(SPACED),
        tuple(draw(st.lists(SPACED, max_size=2))),
        draw(SPACED | st.just("")),
        draw(dates),
        draw(st.sampled_from(["en", "nl", "en-GB"])),
        draw(SPACED | st.just("")),
        draw(st.booleans()),
    )
    blocks = [Block("", BlockKind.TITLE, metadata.title)]
    if metadata.date:
        blocks.append(Block("", BlockKind.DATE, date_words(metadata.date, metadata.language)))
    if metadata.source:
        blocks.append(Block("", BlockKind.CAPTION, metadata.source))
    abstract = block_of(st.sampled_from([BlockKind.ABSTRACT, *ANYWHERE]))
    body = block_of(st.sampled_from([BlockKind.PARAGRAPH, *ANYWHERE]))
    back = block_of(st.sampled_from([BlockKind.HEADING, BlockKind.BACK_MATTER]))
    written = [
        *draw(st.lists(abstract, max_size=2)),
        *draw(st.lists(body, min_size=1, max_size=4)),
        *draw(st.lists(back, max_size=3)),
    ]
    blocks += with_lists_that_step_down_one_by_one(written)
    names = st.lists(SPACED, max_size=2).map(tuple)
    status = st.sampled_from(["curated", "confirmed"])
    actor = st.builds(Actor, SPACED, SPACED, st.sampled_from(["person", "state"]), names, SPACED | st.just(""), status)
    places = st.dictionaries(SPACED, st.lists(st.integers(1, 99), max_size=3).map(tuple), max_size=2)
    theme = st.builds(
        Theme, SPACED, SPACED, names, SPACED | st.just(""), status, places.map(lambda found: tuple(found.items()))
    )
    return Pack(
        Brief("some-brief-2", metadata, number_blocks(blocks)),
        tuple(draw(st.lists(actor, max_size=2, unique_by=lambda one: one.id))),
        tuple(draw(st.lists(theme, max_size=2, unique_by=lambda one: one.id))),
    )


@settings(max_examples=100, deadline=None)
@given(packs())
def test_a_pack_that_is_written_reads_back_the_same(pack: Pack) -> None:
    files = write_pack(pack)
    read = parse_pack(files["brief.md"], files["actors.toml"], files["themes.toml"], brief_id="other")
    assert [(b.kind, b.text, b.spans, b.level) for b in read.brief.blocks] == [
        (b.kind, b.text, b.spans, b.level) for b in pack.brief.blocks
    ]
    assert read == pack
    assert read.brief.edition == pack.brief.edition


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("#*_`[]()<>!&-+.1\\|~= \n\tab"), max_size=80))
def test_any_markdown_is_read_and_its_pack_reads_back_the_same(body: str) -> None:
    try:
        pack = parse_pack(FRONT + "x\n\n" + body, brief_id="t")
    except ImportFailed:
        return
    read = parse_pack(write_pack(pack)["brief.md"], brief_id="t")
    assert [b.text for b in read.brief.blocks] == [b.text for b in pack.brief.blocks]
    for block in pack.brief.blocks:
        ElementTree.fromstring(block_html(block))


def test_what_has_no_form_becomes_a_paragraph_or_steps_up() -> None:
    blocks = [
        Block("", BlockKind.TITLE, "T"),
        Block("", BlockKind.BACK_MATTER, "Early rights."),
        Block("", BlockKind.PARAGRAPH, "Text."),
        Block("", BlockKind.CAPTION, "Below a map."),
        Block("", BlockKind.LIST_ITEM, "deep", level=4),
        Block("", BlockKind.HEADING, "small", level=6),
        Block("", BlockKind.TABLE, "a\tb\nc"),
        Block("", BlockKind.PARAGRAPH, "End.", (Span(0, 3, SpanKind.LINK, "file:///x"),)),
    ]
    pack = Pack(Brief("t", Metadata("T"), number_blocks(blocks)))
    read = parse_pack(write_pack(pack)["brief.md"], brief_id="t").brief
    assert [(b.kind.value, b.text, b.level) for b in read.blocks[1:]] == [
        ("paragraph", "Early rights.", 0),
        ("paragraph", "Text.", 0),
        ("paragraph", "Below a map.", 0),
        ("list-item", "deep", 1),
        ("heading", "small", 5),
        ("table", "a\tb\nc\t", 0),
        ("paragraph", "End.", 0),
    ]
    assert read.blocks[-1].spans == ()


def test_headings_above_the_back_matter_are_written_with_it() -> None:
    blocks = [Block("", BlockKind.PARAGRAPH, "x"), Block("", BlockKind.HEADING, "H", level=1)]
    pack = Pack(Brief("t", Metadata("T"), number_blocks([*blocks, Block("", BlockKind.BACK_MATTER, "y")])))
    assert write_pack(pack)["brief.md"].endswith("\nx\n\n<!-- back matter -->\n\n## H\n\ny\n")
    assert in_back_matter(pack.brief.blocks) == (False, True, True)


def test_long_lists_are_written_one_to_a_line() -> None:
    actor = Actor("a", "A", "person", ("A name of quite some length, to be sure",) * 4)
    written = write_pack(Pack(Brief("t", Metadata("T"), ()), (actor,)))["actors.toml"]
    assert max(map(len, written.split("\n"))) < 60
    assert parse_pack(FRONT + "x", written, brief_id="t").actors == (actor,)


# --- HTML


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Block("", BlockKind.TITLE, "a<b"), "<h1>a&lt;b</h1>"),
        (Block("", BlockKind.HEADING, "a", level=1), "<h2>a</h2>"),
        (Block("", BlockKind.HEADING, "a", level=6), "<h6>a</h6>"),
        (Block("", BlockKind.PARAGRAPH, "a & b", (Span(0, 1, SpanKind.STRONG),)), "<p><strong>a</strong> &amp; b</p>"),
        (Block("", BlockKind.ABSTRACT, "a"), '<p class="abstract">a</p>'),
        (Block("", BlockKind.BACK_MATTER, "a"), '<p class="back-matter">a</p>'),
        (Block("", BlockKind.LIST_ITEM, "a", level=2), "<li>a</li>"),
        (Block("", BlockKind.QUOTATION, "a"), "<blockquote>a</blockquote>"),
        (Block("", BlockKind.CODE, "a\n<b>"), "<pre>a\n&lt;b&gt;</pre>"),
        (
            Block("", BlockKind.TABLE, "a\tb\n<\td", (Span(2, 3, SpanKind.EMPHASIS),)),
            "<table><tr><th>a</th><th><em>b</em></th></tr><tr><td>&lt;</td><td>d</td></tr></table>",
        ),
        (
            Block("", BlockKind.PARAGRAPH, "go", (Span(0, 2, SpanKind.LINK, "javascript:x"),)),
            "<p>go</p>",
        ),
    ],
)
def test_a_block_is_one_safe_html_element(block: Block, html: str) -> None:
    assert block_html(block) == html
