"""A marked brief, or a dossier, as the values that the PDF template lays out: strings, numbers and lists for JSON."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefreader.annotations.model import Annotation
from briefreader.brief.model import Block, BlockKind, SpanKind
from briefreader.exporting.blocks import Code, Items, NoteBlock, Paragraph, Quotation, note_blocks
from briefreader.exporting.marked import (
    Changed,
    MarkedBrief,
    Part,
    Run,
    count_words,
    lost_words,
    meaning,
    printable,
    said_by,
    standing,
)
from briefreader.exporting.sheet import Chapter, Sheet

Values = dict[str, Any]

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?\b", re.IGNORECASE)
# A longer word may not fit on a line of the page; each of its stretches does.
_LONG_WORD = re.compile(r"[^\s\u200b]{40,}")
_STRETCH = 20
_SHORT_TITLE = 60
_DEEPEST_ITEM = 6
_WIDTHS = [4, 7, 4, 3]
"""How wide the columns of a dossier's table are, against each other: date, brief, publisher, count."""
_EMPTY: Values = {
    "authors": [], "byline": "", "warning": "", "about": [], "contents": False, "body": [], "groups": [], "lost": [],
    "closing": [],
}  # fmt: skip
"""What the template asks for and most pages do without."""


def brief_pages(marked: MarkedBrief) -> Values:
    """The whole brief: its contents, its body with marks and notes in place, and what has no place any more."""
    title = marked.title_block()
    words = marked.runs(title) if title else (Run(_title(marked)),)
    body = _body(marked)
    headings = sum(element["kind"] == "heading" for element in body)
    return _pages(marked, _title(marked), words) | {"contents": headings > 1, "body": body}


def notes_pages(marked: MarkedBrief) -> Values:
    """The notes alone, in reading order under the headings of the brief, each with its passage and its source."""
    title = f"Notes on “{_title(marked)}”"
    groups: list[Values] = []
    for mark in marked.marks:
        section = _text(marked.section(mark))
        if not groups or groups[-1]["title"] != section:
            groups.append({"title": section, "notes": []})
        where = [marked.place(mark), *said_by(mark.annotation)]
        groups[-1]["notes"].append(_note(mark.annotation, where, marked.citation(mark), mark.changed))
    body = [] if marked.marks or marked.lost else [_line_of("There are no notes on this brief yet.")]
    return _pages(marked, title, (Run(title),)) | {"groups": groups, "body": body}


def dossier_pages(sheet: Sheet) -> Values:
    """A dossier: who it is, in whose company, when and where, every mention in context, and the notes on them."""
    body = [_line_of(words) for words in sheet.about() if words]
    if evidence := list(sheet.evidence()):
        body += [_heading(1, (Run("Why it was suggested"),)), _list(evidence)]
    for title, some in sheet.company():
        body += [_heading(1, (Run(title),)), _list(some)]
    if sheet.dossier.volumes:
        header, *rows = [[_line((Run(cell),)) for cell in row] for row in sheet.over_time()]
        body.append(_heading(1, (Run("Over time"),)))
        body.append({"kind": "table", "header": header, "rows": rows, "repeats": True, "widths": _WIDTHS})
    body.append(_heading(1, (Run("Mentions"),)))
    body += [element for chapter in sheet.chapters for element in _chapter(chapter)]
    if not sheet.chapters:
        body.append(_line_of("It is mentioned nowhere."))
    groups = [
        {
            "title": _text(f"Notes on “{title}”"),
            "notes": [
                _note(one.mark.annotation, one.told, one.citation, one.mark.changed) | _tongue(one.language)
                for one in notes
            ],
        }
        for title, notes in sheet.notes
    ]
    return {
        **_EMPTY,
        "title": sheet.title,
        "title-line": _line((Run(sheet.title),)),
        "short": _shortened(sheet.title),
        "description": _text(f"{sheet.title}: {sheet.summary}"),
        **_tongue("en"),
        "byline": _text(sheet.summary),
        "body": body,
        "groups": groups,
    }


def _chapter(chapter: Chapter) -> Iterator[Values]:
    """A brief with its excerpts; what is quoted is in the language of the brief, so that it is read aloud rightly."""
    tongue = _tongue(chapter.about.language)
    yield _heading(2, (Run(chapter.title),)) | tongue
    yield _line_of(chapter.citation, "back-matter")
    if chapter.retelling:
        yield _line_of(chapter.retelling, "back-matter")
    section = ""
    for excerpt in chapter.excerpts:
        if excerpt.section and excerpt.section != section:
            yield _heading(3, (Run(excerpt.section),)) | tongue
        section = excerpt.section
        yield {"kind": "paragraph", "number": excerpt.number, "line": _line(excerpt.runs)} | tongue


def _line_of(words: str, kind: str = "paragraph") -> Values:
    return {"kind": kind, "number": None, "line": _line((Run(words),))}


def _list(items: Iterable[str]) -> Values:
    return {"kind": "list", "items": [_line_of(words) | {"items": []} for words in items]}


def _tongue(language: str) -> Values:
    """A language as the template sets it."""
    found = _LANGUAGE.match(language.strip())
    return {
        "lang": found[1].lower() if found else "en",
        "region": found[2].upper() if found and found[2] else None,
    }


def _pages(marked: MarkedBrief, title: str, words: Sequence[Run]) -> Values:
    about = marked.brief.metadata
    counted = count_words(len(marked.marks) + len(marked.lost), "note")
    return {
        **_EMPTY,
        "title": title,
        "title-line": _line(words),
        "short": title.replace(_title(marked), _shortened(_title(marked))),
        "authors": [name for name in map(printable, about.authors) if name.strip()],
        "description": printable(marked.citation()),
        **_tongue(about.language),
        "byline": _text(marked.byline()),
        "warning": _text(marked.retelling()),
        "about": [words for words in (_text(about.source), f"Edition {marked.edition} · {counted}") if words],
        "lost": [_note(annotation, lost_words(annotation), "") for annotation in marked.lost],
    }


def _title(marked: MarkedBrief) -> str:
    return printable(marked.brief.metadata.title).strip() or "A brief without a title"


def _shortened(title: str) -> str:
    short = title.partition(": ")[0]
    if len(short) <= _SHORT_TITLE:
        return short
    return short[:_SHORT_TITLE].rsplit(" ", 1)[0] + " …"


def _body(marked: MarkedBrief) -> list[Values]:
    elements: list[Values] = []
    depth = 0
    for above, block in marked.body():
        if above:
            depth = 1
            elements.append(_heading(1, (Run(above),)))
        if block.kind is BlockKind.HEADING:
            # A tagged document may not leave out a level.
            depth = min(max(block.level, 1), depth + 1)
            elements.append(_heading(depth, marked.runs(block)))
        elif block.kind is BlockKind.LIST_ITEM:
            if not elements or elements[-1]["kind"] != "list":
                elements.append({"kind": "list", "items": []})
            _put_item(elements[-1]["items"], _numbered(marked, block), block.level)
        else:
            elements.append(_element(marked, block))
    return elements


def _put_item(items: list[Values], item: Values, level: int) -> None:
    for _ in range(min(level, _DEEPEST_ITEM) - 1):
        if not items:
            break
        items = items[-1]["items"]
    items.append(item | {"items": []})


def _heading(level: int, runs: Sequence[Run]) -> Values:
    return {"kind": "heading", "level": level, "line": _line(runs)}


def _numbered(marked: MarkedBrief, block: Block) -> Values:
    return {"kind": block.kind.value, "number": block.number, "line": _line(marked.runs(block))}


def _element(marked: MarkedBrief, block: Block) -> Values:
    if block.kind is BlockKind.TABLE:
        header, *rows = [[_line(cell) for cell in row] for row in marked.rows(block)]
        # A note in a header that is repeated would be numbered anew on each page.
        noted = any(run["ends"] for cell in header for run in cell)
        return {"kind": "table", "header": header, "rows": rows, "repeats": not noted}
    if block.kind is BlockKind.CODE:
        return {"kind": "code", "lines": [_line(runs, code=True) for runs in marked.lines(block)]}
    return _numbered(marked, block)


def _line(runs: Iterable[Run], *, code: bool = False) -> list[Values]:
    return [
        {
            "text": _text(run.text),
            "strong": SpanKind.STRONG in run.kinds,
            "emphasis": SpanKind.EMPHASIS in run.kinds,
            "code": code or SpanKind.CODE in run.kinds,
            "link": run.target or None,
            "marks": list(dict.fromkeys(part.mark.annotation.colour.value for part in run.parts)),
            "ends": [_end(part) for part in run.closes],
        }
        for run in runs
    ]


def _end(part: Part) -> Values:
    annotation, changed = part.mark.annotation, part.mark.changed
    told = annotation.note.strip() or annotation.tags or standing(annotation) or changed or not annotation.mine
    return {
        "word": meaning(annotation),
        "colour": annotation.colour.value,
        "more": not part.last,
        "noted": part.last and bool(told),
        "changed": _words(changed),
        "note": _blocks(note_blocks(annotation.note)),
        "said": _text(" · ".join(said_by(annotation))),
    }


def _note(annotation: Annotation, said: Iterable[str], citation: str, changed: Changed | None = None) -> Values:
    return {
        "word": meaning(annotation),
        "colour": annotation.colour.value,
        "quote": [_text(line) for line in annotation.passage.quote.split("\n") if printable(line).strip()],
        "changed": _words(changed),
        "note": _blocks(note_blocks(annotation.note)),
        "said": _text(" · ".join(filter(None, said))),
        "citation": _text(citation),
    }


def _words(changed: Changed | None) -> list[str]:
    return [_text(words) for words in changed.words] if changed else []


def _blocks(blocks: Iterable[NoteBlock]) -> list[Values]:
    """What a note says, block by block, quotations and lists with blocks of their own."""
    return [_block(block) for block in blocks]


def _block(block: NoteBlock) -> Values:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "lines": [_line(runs) for runs in block.lines]}
    if isinstance(block, Items):
        return {
            "kind": "list",
            "items": [{"number": item.number, "blocks": _blocks(item.blocks)} for item in block.items],
        }
    if isinstance(block, Quotation):
        return {"kind": "quotation", "blocks": _blocks(block.blocks)}
    return {"kind": "code", "lines": list(map(_text, block.lines))} if isinstance(block, Code) else {"kind": "rule"}


def _text(text: str) -> str:
    return _LONG_WORD.sub(_with_breaks, printable(text))


def _with_breaks(found: re.Match[str]) -> str:
    words = ""
    since = 0
    for one in found[0]:
        if since >= _STRETCH and not unicodedata.combining(one):
            words += "\u200b"
            since = 0
        words += one
        since += 1
    return words
