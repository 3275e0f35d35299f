"""A note in Markdown as the paragraphs, lists and quotations that it means: for the window and for what is exported.

A note may have come with a colleague's file. So no HTML is read, only links into the library and those of the web and
of mail can be followed, every other address is there to be read; and what is not understood as markup stays as it was
typed. Lines end where the writer ended them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefreader.annotations.links import parse_link
from briefreader.brief.inline import is_safe_address, nest, read_inline
from briefreader.brief.model import Span, SpanKind

LONGEST = 20_000
"""The number of characters above which a note stands as it was typed."""

DEEPEST = 5
"""How deep lists and quotations are indented; what is nested deeper is indented no further."""

BREAK = "\N{LINE SEPARATOR}"
"""What parts the lines of one paragraph."""

UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ufdd0-\ufdef\ufff9-\ufffc\ud800-\udfff]")
"""Controls, halves of a character, and what a text document takes for frames and objects."""

RULE = "———"
"""What stands for a rule where none is drawn."""

# What begins a comment or an image elsewhere is text in a note: while the line is read, these stand in.
_LESS, _BANG = "\ufdd5", "\ufdd6"
_QUOTED = re.compile(r"(?:[ \t]{0,3}>)+ ?")
_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<words>[^`]*)")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•]|[0-9]{1,3}[.)])[ \t]+(?P<words>\S.*)")
_BARE = re.compile(r"(?<![\w/])https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'’”*_]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a note: its text with what is marked in it, what stands before it, and how deep it lies.

    `kind` is "paragraph", "heading", "item", "code" or "rule"; `mark` is "•" or the number of an item as it was typed
    ("3."); `depth` counts the lists around it, its own among them, and `quoted` the quotations.
    """

    kind: str
    text: str
    spans: tuple[Span, ...] = ()
    mark: str = ""
    depth: int = 0
    quoted: int = 0


def parts_of(note: str) -> tuple[Part, ...]:
    """The paragraphs of a note in order. One that is too long, or nested too deeply to be read, is one, as typed."""
    note = UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", note.replace("\r\n", "\n").replace("\r", "\n"))
    if len(note) <= LONGEST:
        try:
            return tuple(_read(part) for part in _parts(note))
        except RecursionError:
            pass
    return (Part("paragraph", note.replace("\n", BREAK)),)


def may_follow(address: str) -> bool:
    """Whether a link in a note can be followed: into the library, to the web, or to mail."""
    return is_safe_address(address) or parse_link(address) is not None


def _parts(note: str) -> Iterator[Part]:
    """The paragraphs of a note in order, each with its source; its lines are parted by line separators."""
    part: Part | None = None
    indents: list[int] = []
    fence, blank = "", True
    for line in note.split("\n"):
        quote = _QUOTED.match(line)
        quoted = quote[0].count(">") if quote else 0
        rest = line[quote.end() :] if quote else line
        if fence and part is not None:
            if re.fullmatch(rf"[ \t]*{re.escape(fence)}+[ \t]*", rest):
                yield part
                part, fence = None, ""
            else:
                part = replace(part, text=part.text + BREAK * bool(part.text) + rest)
            continue
        if not rest.strip():
            blank = True
            continue
        opened = _opened(rest, quoted, indents, blank)
        if opened is None and part is not None and not blank and part.quoted == quoted and part.kind != "heading":
            part = replace(part, text=part.text.removesuffix("\\") + BREAK + rest.strip())
            continue
        if part is not None:
            yield part
        part = opened or _continued(rest, quoted, indents)
        fence = found["fence"] if part.kind == "code" and (found := _FENCE.fullmatch(rest)) else ""
        blank = part.kind == "rule"
    if part is not None:
        yield part


def _opened(line: str, quoted: int, indents: list[int], blank: bool) -> Part | None:
    """The part that a line begins, or None where it goes on or is a paragraph; `indents` are of the lists around."""
    if fence := _FENCE.fullmatch(line):
        return Part("code", fence["words"].strip(), depth=len(indents), quoted=quoted)
    if heading := _HEADING.fullmatch(line):
        indents.clear()
        return Part("heading", heading["words"], quoted=quoted)
    if _RULE.fullmatch(line):
        indents.clear()
        return Part("rule", RULE, quoted=quoted)
    if item := _ITEM.fullmatch(line):
        indent = len(item["indent"].expandtabs(4))
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent >= indents[-1] + 2:
            indents.append(indent)
        mark = item["mark"] if item["mark"][0].isdigit() else "•"
        return Part("item", item["words"].rstrip(), (), mark, len(indents), quoted)
    return None


def _continued(line: str, quoted: int, indents: list[int]) -> Part:
    """A paragraph of its own: inside the list above it where it is indented as that is."""
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    while indents and indent <= indents[-1]:
        indents.pop()
    return Part("paragraph", line.strip(), depth=len(indents), quoted=quoted)


def _read(part: Part) -> Part:
    """A part with its words as they are shown, and what is marked in them, in place of its source."""
    if part.kind in ("code", "rule"):
        return part
    source = part.text.replace("<!--", f"{_LESS}!--").replace("![", f"{_BANG}[")
    text, spans = read_inline(source, lambda address: True)
    text = text.replace(_LESS, "<").replace(_BANG, "!")
    bare = (Span(found.start(), found.end(), SpanKind.LINK, found[0]) for found in _BARE.finditer(_open(text, spans)))
    text, spans = _told(text, nest((*spans, *bare), len(text), lambda address: True))
    return replace(part, text=UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text), spans=spans)


def _open(text: str, spans: tuple[Span, ...]) -> str:
    """The text with blanks in place of code and links: where an address may still become a link."""
    letters = list(text)
    for span in spans:
        if span.kind in (SpanKind.CODE, SpanKind.LINK):
            letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def _told(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text with the address of each link that is not one behind its words, to be read; such links are no more."""
    told: list[tuple[int, str]] = []
    for span in spans:
        if span.kind is SpanKind.LINK and not may_follow(span.target):
            address = "" if span.target == text[span.start : span.end] else span.target
            told.append((span.end, f" ({address})" if address else ""))
    if not told:
        return text, spans
    told.sort(key=lambda one: one[0])
    places = [place for place, _ in told]
    pieces, lengths, at = [], [0], 0
    for place, words in told:
        pieces += [text[at:place], words]
        lengths.append(lengths[-1] + len(words))
        at = place
    # What ends where an address is told ends before it, what begins there begins behind it.
    moved = (
        replace(
            span,
            start=span.start + lengths[bisect_right(places, span.start)],
            end=span.end + lengths[bisect_left(places, span.end)],
        )
        for span in spans
        if span.kind is not SpanKind.LINK or may_follow(span.target)
    )
    return "".join([*pieces, text[at:]]), tuple(moved)
