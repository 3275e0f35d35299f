"""A pack's files <-> a brief, and a block as HTML.

`brief.md` holds a TOML front matter between `+++` lines and a Markdown body in up to three parts: the abstract before
`<!-- body -->`, the body, and the back matter behind `<!-- back matter -->`. `##` is a heading of level 1, for the
title is the only `#`. Python-Markdown finds the blocks; what is inside a line is read in `inline`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from ..errors import ImportFailed
from .citation import date_words, is_date
from .inline import inline_html, read_image, read_inline, write_inline
from .model import Block, BlockKind, Brief, Metadata, Span
from .outline import in_back_matter, number_blocks
from .registry import Pack
from .subjects import ACTORS, THEMES, read_actors, read_themes, write_actors, write_themes
from .toml import Table, read_table, write_table

if TYPE_CHECKING:
    from markdown import Markdown

BRIEF = "brief.md"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_PART = re.compile(r"\s*<!--\s*(body|back[ -]matter)\s*-->\s*", re.IGNORECASE)
_COMMENT = re.compile(r"^<!--.*?-->[ \t]*$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
_BODY_MARK, _BACK_MARK = "<!-- body -->", "<!-- back matter -->"
_DEEPEST_HEADING = 5

_CONTAINERS = {
    BlockKind.TITLE: "h1",
    BlockKind.LIST_ITEM: "li",
    BlockKind.QUOTATION: "blockquote",
    BlockKind.CODE: "pre",
    BlockKind.PARAGRAPH: "p",
}


def parse_pack(brief_md: str, actors_toml: str = "", themes_toml: str = "", *, brief_id: str) -> Pack:
    """The pack that these three files hold; `brief_id` names the brief where the front matter gives no id.

    Raises ImportFailed, which names the file and, where it can be known, the line.
    """
    front, body, line = _split_front(_clean(brief_md))
    given_id, metadata = _metadata(front)
    blocks = list(_front_blocks(metadata))
    try:
        blocks += _body_blocks(body, line)
    except RecursionError:
        raise ImportFailed(f"{BRIEF}: its lists, quotations or links are nested too deeply to be read.") from None
    if all(block.kind in (BlockKind.TITLE, BlockKind.DATE, BlockKind.CAPTION) for block in blocks):
        raise ImportFailed(f"{BRIEF}: there is no text below the front matter.")
    brief = Brief(given_id or brief_id, metadata, number_blocks(blocks))
    return Pack(brief, read_actors(_clean(actors_toml)), read_themes(_clean(themes_toml)))


def _clean(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def _split_front(text: str) -> tuple[Table, str, int]:
    """The front matter, the body, and the number of the line on which the body begins."""
    lines = text.split("\n")
    ends = (number for number, line in enumerate(lines) if number and line.rstrip() == "+++")
    if lines[0].rstrip() != "+++" or (end := next(ends, None)) is None:
        raise ImportFailed(f"{BRIEF}, line 1: it has to begin with a front matter between two lines of “+++”.")
    return read_table("\n".join(lines[1:end]), BRIEF, 2), "\n".join(lines[end + 1 :]), end + 2


def _metadata(front: Table) -> tuple[str, Metadata]:
    brief_id, day = front.words("id"), front.words("date")
    language = front.words("language") or "en"
    if brief_id and not _ID.fullmatch(brief_id):
        raise front.fault("id", "“id” may hold small letters a to z, digits and single hyphens alone")
    if day and not is_date(day):
        raise front.fault("date", "“date” has to be a real date such as 2026, 2026-01 or 2026-01-12")
    if not _LANGUAGE.fullmatch(language):
        raise front.fault("language", "“language” has to be a language code such as en or nl")
    metadata = Metadata(
        title=front.words("title", required=True),
        authors=front.several("authors"),
        publisher=front.words("publisher"),
        date=day,
        language=language,
        source=front.words("source"),
        adapted=front.flag("adapted"),
    )
    return brief_id, metadata


def _front_blocks(metadata: Metadata) -> Iterator[Block]:
    yield Block("", BlockKind.TITLE, metadata.title)
    if metadata.date:
        yield Block("", BlockKind.DATE, date_words(metadata.date, metadata.language))
    if metadata.source:
        yield Block("", BlockKind.CAPTION, metadata.source)


def _body_blocks(body: str, first_line: int) -> Iterator[Block]:
    # Python-Markdown keeps neither tabs nor blank lines of code: a word that stands nowhere else holds its place.
    word = "code"
    while word in body:
        word += "e"
    parts, codes = _split_body(body, first_line, word)
    markdown = _markdown()
    for name, lines in parts.items():
        main = BlockKind.ABSTRACT if name == "" and "body" in parts else BlockKind.PARAGRAPH
        source = _COMMENT.sub("", "\n".join(lines)).split("\n")
        for step in markdown.preprocessors:
            source = step.run(source)
        root = Element("div")
        markdown.parser.parseChunk(root, "\n".join(source))
        for element in root.iter("p"):
            if (element.text or "").startswith(word):
                element.tag, element.text = "code", codes[int((element.text or "").removeprefix(word))]
        for block in _tree_blocks(root, main, 0):
            if block.text.strip():
                yield _as_back_matter(block) if name == "back matter" else block


def _split_body(body: str, first_line: int, word: str) -> tuple[dict[str, list[str]], list[str]]:
    """The lines of each part by its name, and the fenced code, of which `word` and its number hold the place."""
    parts: dict[str, list[str]] = {"": []}
    lines = parts[""]
    codes: list[str] = []
    fence: str | None = None
    code: list[str] = []
    opened = 0
    for number, line in enumerate(body.split("\n"), start=first_line):
        if fence is not None:
            if line.startswith(fence) and not line.rstrip().strip(fence[0]):
                lines += ["", f"{word}{len(codes)}", ""]
                codes.append("\n".join(code))
                fence = None
            else:
                code.append(line)
        elif match := _FENCE.fullmatch(line):
            fence, code, opened = match[1] or match[2], [], number
        elif match := _PART.fullmatch(line):
            name = match[1].lower().replace("-", " ")
            if name in parts or "back matter" in parts:
                raise ImportFailed(f"{BRIEF}, line {number}: “{line.strip()}” comes too late or a second time.")
            lines = parts.setdefault(name, [])
        else:
            lines.append(line)
    if fence is not None:
        raise ImportFailed(f"{BRIEF}, line {opened}: the code that opens with “{fence}” here is never closed.")
    return parts, codes


def _markdown() -> Markdown:
    # Imported late: it takes 30 ms, and a brief that is opened comes from the store.
    from markdown import Markdown

    markdown = Markdown(extensions=["tables", "sane_lists"])
    # Raw HTML and link definitions stay the text that they are.
    markdown.preprocessors.deregister("html_block")
    markdown.parser.blockprocessors.deregister("reference")
    return markdown


def _tree_blocks(parent: Element, main: BlockKind, depth: int) -> Iterator[Block]:
    """The blocks below an element of Python-Markdown's tree; `main` is the kind of its paragraphs."""
    quoted = main is BlockKind.QUOTATION
    for element in parent:
        match element.tag:
            case "ul" | "ol":
                start = int(element.get("start", "1")) if element.tag == "ol" else None
                yield from _list_blocks(
                    element, BlockKind.QUOTATION if quoted else BlockKind.LIST_ITEM, depth + 1, start
                )
            case "blockquote":
                yield from _tree_blocks(element, BlockKind.QUOTATION, 0)
            case "table":
                yield _table(element)
            case "code":
                yield Block("", BlockKind.CODE, element.text or "")
            case "pre":
                # Python-Markdown has escaped indented code already, for HTML.
                yield Block("", BlockKind.CODE, html.unescape("".join(element.itertext())).strip("\n"))
            case "p":
                yield _line_block(element, main, depth)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                level = max(1, int(element.tag[1]) - 1)
                yield _line_block(element, main if quoted else BlockKind.HEADING, level)


def _list_blocks(items: Element, kind: BlockKind, depth: int, number: int | None) -> Iterator[Block]:
    """A list's items; the number of an ordered item is part of its text, so that none is lost."""
    for item in items:
        blocks = [_line_block(item, kind, depth), *_tree_blocks(item, kind, depth)]
        blocks = [block for block in blocks if block.text.strip()]
        if number is not None and blocks:
            label = f"{number}. "
            blocks[0] = replace(blocks[0], text=label + blocks[0].text, spans=_shifted(blocks[0].spans, len(label)))
            number += 1
        yield from blocks


def _line_block(element: Element, kind: BlockKind, level: int) -> Block:
    source = (element.text or "").strip()
    image = read_image(source)
    if image is not None:
        return Block("", BlockKind.FIGURE, image.strip())
    text, spans = read_inline(source)
    return Block("", kind, text, spans, level if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else 0)


def _table(element: Element) -> Block:
    text = ""
    spans: list[Span] = []
    for row in element.iter("tr"):
        cells = [read_inline(cell.text or "") for cell in row]
        if not any(words.strip() for words, _ in cells):
            continue
        for index, (words, marks) in enumerate(cells):
            text += "\t" if index else "\n" if text else ""
            spans += _shifted(marks, len(text))
            text += words
    return Block("", BlockKind.TABLE, text, tuple(spans))


def _as_back_matter(block: Block) -> Block:
    if block.kind is BlockKind.HEADING:
        return block
    return replace(block, kind=BlockKind.BACK_MATTER, level=0, text=re.sub(r"[\t\n]", " ", block.text))


def write_pack(pack: Pack) -> dict[str, str]:
    """The files of a pack, by name: `parse_pack` reads the same pack from them.

    Title, date and source are written from the metadata. What a pack has no form for becomes a paragraph: captions,
    and back matter that does not stand at the end.
    """
    metadata = pack.brief.metadata
    front = write_table(
        [
            ("id", pack.brief.id),
            ("title", metadata.title),
            ("authors", metadata.authors),
            ("publisher", metadata.publisher),
            ("date", metadata.date),
            ("language", metadata.language),
            ("source", metadata.source),
            ("adapted", metadata.adapted),
        ]
    )
    return {
        BRIEF: f"+++\n{front}+++\n\n{_written_body(pack.brief)}",
        ACTORS: write_actors(pack.actors),
        THEMES: write_themes(pack.themes),
    }


def _written_body(brief: Brief) -> str:
    blocks = list(brief.blocks)
    for front in _front_blocks(brief.metadata):
        if blocks and (blocks[0].kind, blocks[0].text) == (front.kind, front.text):
            del blocks[0]
    apart = in_back_matter(blocks)
    back = len(blocks)
    while back and apart[back - 1]:
        back -= 1
    abstracts = [index + 1 for index, block in enumerate(blocks[:back]) if block.kind is BlockKind.ABSTRACT]
    summary = abstracts[-1] if abstracts else 0
    parts = [_written_blocks(blocks[summary:back])]
    if summary:
        parts = [_written_blocks(blocks[:summary]), _BODY_MARK, *parts]
    if back < len(blocks):
        parts += [_BACK_MARK, _written_blocks(blocks[back:])]
    return "\n\n".join(part for part in parts if part) + "\n"


def _written_blocks(blocks: Sequence[Block]) -> str:
    out: list[str] = []
    depth = 0
    for block in blocks:
        listed = block.kind is BlockKind.LIST_ITEM
        # A list cannot begin deeper than its first level, nor go down two at once.
        above, depth = depth, min(max(1, block.level), depth + 1) if listed else 0
        out += ["\n" if listed and above else "\n\n" if out else "", _written_block(block, depth)]
    return "".join(out)


def _written_block(block: Block, depth: int) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (min(block.level, _DEEPEST_HEADING) + 1)} {write_inline(block.text, block.spans)}"
        case BlockKind.LIST_ITEM:
            return f"{'    ' * (depth - 1)}- {write_inline(block.text, block.spans)}"
        case BlockKind.QUOTATION:
            return f"> {write_inline(block.text, block.spans)}"
        case BlockKind.FIGURE:
            return f"![{write_inline(block.text)}]()"
        case BlockKind.CODE:
            longest = max((len(run) for run in re.findall(r"^`+", block.text, re.MULTILINE)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}\n{block.text}\n{fence}"
        case BlockKind.TABLE:
            return _written_table(block)
        case _:
            return write_inline(block.text, block.spans)


def _written_table(block: Block) -> str:
    rows: list[list[str]] = []
    at = 0
    for row in block.text.split("\n"):
        rows.append([])
        for cell in row.split("\t"):
            rows[-1].append(write_inline(cell, _shifted(block.spans, -at), cell=True))
            at += len(cell) + 1
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    rows.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _shifted(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple(replace(span, start=span.start + by, end=span.end + by) for span in spans)


def block_html(block: Block) -> str:
    """A block as one HTML element, escaped whole: h1 to h6, p, li, blockquote, pre or table, links as in `inline`."""
    if block.kind is BlockKind.TABLE:
        return _table_html(block)
    kind = ""
    if block.kind is BlockKind.HEADING:
        tag = f"h{min(block.level + 1, 6)}"
    elif block.kind in _CONTAINERS:
        tag = _CONTAINERS[block.kind]
    else:
        tag, kind = "p", f' class="{block.kind.value}"'
    return f"<{tag}{kind}>{inline_html(block.text, block.spans)}</{tag}>"


def _table_html(block: Block) -> str:
    out: list[str] = []
    at = 0
    for number, row in enumerate(block.text.split("\n")):
        tag = "td" if number else "th"
        out.append("<tr>")
        for cell in row.split("\t"):
            out.append(f"<{tag}>{inline_html(cell, _shifted(block.spans, -at))}</{tag}>")
            at += len(cell) + 1
        out.append("</tr>")
    return f"<table>{''.join(out)}</table>"
