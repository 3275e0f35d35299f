"""Inline Markdown <-> plain text with spans, and spans -> HTML.

A pack has to come back from Markdown exactly as it went in, so reading and writing stand side by side here and know
the same few marks: `*emphasis*`, `**strong**`, `code`, `[words](address)`, `<address>`, entities and comments.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count

from .model import Span, SpanKind

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Controls and line ends: the text of a block, being one line of plain text, holds none."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TOKEN = re.compile(
    rf"""
      \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<turn>(?<![ ])[ ]*+\\?\n[ \n]*)
    | (?P<tics>`++)(?:(?P<code>.+?)(?<!`)(?P=tics)(?!`))?
    | (?P<comment><!--.*?-->)
    | <(?:(?P<address>{_ADDRESS.pattern})|(?P<mail>[^\s<>@"]+@[^\s<>@"]+))>
    | (?P<entity>{_ENTITY.pattern})
    | (?P<image>!?)(?P<bracket>\[)
    | (?P<run>\*+|_+)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_IN_LABEL = re.compile(r"\\.|(?P<tics>`++)(?:.+?(?<!`)(?P=tics)(?!`))?|(?P<bracket>[\[\]])", re.DOTALL)
_DESTINATION = re.compile(
    r"""\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:\\.|[^\s()\\<]|\((?:\\.|[^\s()\\])*\))*))"""
    r"""(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
_ESCAPED = re.compile(rf"\\([!-/:-@\[-`{{-~])|{_ENTITY.pattern}")
# What a line may not begin with, if it is to be a paragraph: the last character of the match is to be escaped.
_OPENING = re.compile(r"[#+\->~=|]|[0-9]{1,9}[.)]")

# From the outside to the inside, where several spans cover the same text.
_DEPTH = {SpanKind.LINK: 0, SpanKind.STRONG: 1, SpanKind.EMPHASIS: 2, SpanKind.CODE: 3}
_TAGS = {SpanKind.STRONG: "strong", SpanKind.EMPHASIS: "em", SpanKind.CODE: "code", SpanKind.LINK: "a"}
_STARS = {SpanKind.STRONG: "**", SpanKind.EMPHASIS: "*"}
_APART = "<!-- -->"


def is_safe_address(target: str) -> bool:
    """Whether a link may point there: http, https and mailto alone, without white space, quotes or controls."""
    return _ADDRESS.fullmatch(target) is not None


def nest(spans: Iterable[Span], length: int, may_follow: Callable[[str], bool] = is_safe_address) -> tuple[Span, ...]:
    """The spans as a tree of tags: in the order in which they open, each wholly inside or outside every other.

    A span that crosses another's end is cut there in two; empty spans, spans inside code, spans inside another of
    their kind and links that may not be followed are left out. `length` is that of the text; `may_follow` tells by its
    address whether a link may be followed.
    """
    nested: list[Span] = []
    around: list[Span] = []
    waiting: list[tuple[int, int, int, int, Span]] = []

    def wait(span: Span, start: int, end: int) -> None:
        heappush(waiting, (start, -end, _DEPTH[span.kind], next(order), replace(span, start=start, end=end)))

    order = count()
    for span in spans:
        if span.kind is not SpanKind.LINK or may_follow(span.target):
            wait(span, max(0, span.start), min(span.end, length))
    while waiting:
        span = heappop(waiting)[-1]
        if span.start >= span.end:
            continue
        around = [other for other in around if other.end > span.start]
        hiding = next((other.end for other in around if other.kind in (span.kind, SpanKind.CODE)), None)
        cut = hiding or min((other.end for other in around), default=length)
        if cut < span.end:
            wait(span, cut, span.end)
        if hiding is None and cut < span.end:
            wait(span, span.start, cut)
        elif hiding is None:
            nested.append(span)
            around.append(span)
    return tuple(nested)


def inline_html(text: str, spans: Iterable[Span]) -> str:
    """The text as escaped HTML with `em`, `strong`, `code` and `a`; no other tag can come out of it."""
    out: list[str] = []
    for event in _events(text, spans):
        if isinstance(event, str):
            out.append(html.escape(event))
            continue
        span, opens = event
        address = f' href="{html.escape(span.target)}"' if opens and span.kind is SpanKind.LINK else ""
        out.append(f"<{'' if opens else '/'}{_TAGS[span.kind]}{address}>")
    return "".join(out)


def _events(text: str, spans: Iterable[Span]) -> Iterator[str | tuple[Span, bool]]:
    """The text in pieces, with (span, True) where a span opens and (span, False) where it closes."""
    at = 0
    around: list[Span] = []
    for span in nest(spans, len(text)):
        while around and around[-1].end <= span.start:
            closing = around.pop()
            yield text[at : closing.end]
            at = closing.end
            yield closing, False
        yield text[at : span.start]
        at = span.start
        yield span, True
        around.append(span)
    while around:
        closing = around.pop()
        yield text[at : closing.end]
        at = closing.end
        yield closing, False
    yield text[at:]


def write_inline(text: str, spans: Iterable[Span] = (), *, cell: bool = False) -> str:
    """One line of Markdown that `read_inline` reads as this text with these spans; `cell` for a cell of a table."""
    kept = nest((span for span in spans if _expressible(text, span, cell)), len(text))
    # White space would keep a star from opening or closing, and is lost at the ends of a line.
    edges = {0, len(text) - 1}.union(*({span.start, span.end - 1} for span in kept if span.kind in _STARS))
    out: list[str] = []
    marks: set[SpanKind] = set()
    at, code = 0, False
    for event in _events(text, kept):
        if isinstance(event, str):
            if event:
                marks.clear()
                out.append(_code(event) if code else _escape(text, at, at + len(event), edges, cell))
            at += len(event)
            continue
        span, opens = event
        # Two marks of one kind side by side would read as another mark: an empty comment keeps them apart.
        if span.kind in marks or (opens and span.kind is SpanKind.LINK and text[:at].endswith("!")):
            marks.clear()
            out.append("<!-- -->")
        marks.add(span.kind)
        code = opens and span.kind is SpanKind.CODE
        if span.kind is SpanKind.LINK:
            out.append("[" if opens else f"]({_written_address(span.target)})")
        else:
            out.append(_STARS.get(span.kind, ""))
    return "".join(out)


def _expressible(text: str, span: Span, cell: bool) -> bool:
    """Nothing can be escaped inside code: a table's bar there, or an odd space, leaves it plain text."""
    inside = text[span.start : span.end]
    return span.kind is not SpanKind.CODE or (inside.isprintable() and not (cell and re.search(r"[|`]", inside)))


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall("`+", text)}
    tics = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    pad = " " if text.strip(" ") and ("`" in (text[0], text[-1]) or text[0] == text[-1] == " ") else ""
    return f"{tics}{pad}{text}{pad}{tics}"


def _escape(text: str, start: int, end: int, edges: set[int], cell: bool) -> str:
    opening = _OPENING.match(text)
    opener = opening.end() - 1 if opening else -1
    out: list[str] = []
    for at in range(start, end):
        char = text[at]
        if (char.isspace() and at in edges) or (cell and char == "`"):
            out.append(f"&#{ord(char)};")
        elif (
            char in r"\`*_[]<"
            or at == opener
            or (char == "|" and cell)
            or (char == "#" and at == len(text) - 1)
            or (char == "&" and _ENTITY.match(text, at))
        ):
            out.append("\\" + char)
        else:
            out.append(char)
    return "".join(out)


def _written_address(target: str) -> str:
    escaped = re.sub(rf"[\\|]|(?={_ENTITY.pattern})", lambda found: "\\" + found[0], target)
    return f"<{escaped}>" if "(" in target or ")" in target else escaped


@dataclass(frozen=True, slots=True)
class _Run:
    """Stars or underscores that may open or close a mark."""

    marks: str
    opens: bool
    closes: bool

    @property
    def kinds(self) -> tuple[SpanKind, ...]:
        sizes = {1: (SpanKind.EMPHASIS,), 2: (SpanKind.STRONG,), 3: (SpanKind.STRONG, SpanKind.EMPHASIS)}
        return sizes.get(len(self.marks), ())


# A piece of the text with the spans in it, or marks whose meaning depends on what follows.
_Piece = tuple[str, tuple[Span, ...]] | _Run


def read_inline(source: str, may_follow: Callable[[str], bool] = is_safe_address) -> tuple[str, tuple[Span, ...]]:
    """The plain text of a line of Markdown and its spans; line breaks become spaces.

    Raw HTML is left as the text that it is, and so are the words of a link whose address `may_follow` does not allow.
    """
    pieces = list(_pieces(source))
    partners = _pair(pieces)
    out: list[str] = []
    spans: list[Span] = []
    length = 0
    opened: dict[tuple[int, SpanKind], int] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece, _Run):
            matched = [kind for kind in piece.kinds if (index, kind) in partners]
            for kind in matched:
                partner = partners[index, kind]
                if partner < index:
                    spans.append(Span(opened[partner, kind], length, kind))
            taken = sum(len(_STARS[kind]) for kind in matched)
            out.append(piece.marks[taken:])
            opened.update(((index, kind), length + len(out[-1])) for kind in matched)
        else:
            out.append(piece[0])
            spans += (replace(span, start=span.start + length, end=span.end + length) for span in piece[1])
        length += len(out[-1])
    return "".join(out), nest(spans, length, may_follow)


def read_image(source: str) -> str | None:
    """The words of an image where the source is an image and nothing else, else None."""
    source = source.strip()
    close = _brackets(source).get(1) if source.startswith("![") else None
    if close is None:
        return None
    destination = _DESTINATION.match(source, close + 1)
    return read_inline(source[2:close])[0] if destination and destination.end() == len(source) else None


def _pieces(source: str) -> Iterator[_Piece]:
    brackets = _brackets(source)
    at = 0
    while found := _TOKEN.search(source, at):
        yield source[at : found.start()], ()
        at = found.end()
        if found["bracket"] and (link := _link(source, at - 1, brackets.get(at - 1), bool(found["image"]))):
            piece, at = link
            yield piece
        elif found["code"]:
            inside = re.sub(r"\s*\n\s*", " ", found["code"])
            padded = inside[0] == inside[-1] == " " and inside.strip(" ")
            yield _marked(inside[1:-1] if padded else inside, SpanKind.CODE)
        elif found["run"]:
            yield _run(source, found.start(), at)
        elif address := found["address"] or found["mail"]:
            yield _marked(address, SpanKind.LINK, address if found["address"] else f"mailto:{address}")
        else:
            yield _plain(found), ()
    yield source[at:], ()


def _plain(found: re.Match[str]) -> str:
    if found["comment"]:
        return ""
    if found["turn"]:
        return " "
    return found["escaped"] or (_character(found["entity"]) if found["entity"] else found[0])


def _character(entity: str) -> str:
    """What an entity stands for, a space in place of a control: the text of a block is one line."""
    if not entity.startswith("&#"):
        return CONTROL.sub(" ", html.unescape(entity))
    code = int(entity[3:-1], 16) if entity[2] in "xX" else int(entity[2:-1])
    char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\N{REPLACEMENT CHARACTER}"
    return CONTROL.sub(" ", char)


def _marked(text: str, kind: SpanKind, target: str = "") -> _Piece:
    return text, (Span(0, len(text), kind, target),)


def _run(source: str, start: int, end: int) -> _Run:
    before, after = source[max(0, start - 1) : start], source[end : end + 1]
    opens, closes = bool(after.strip()), bool(before.strip())
    if source[start] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return _Run(source[start:end], opens, closes)


def _brackets(source: str) -> dict[int, int]:
    """Where the closing bracket is for each opening one; escapes and code hide brackets."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for found in _IN_LABEL.finditer(source):
        if found["bracket"] == "[":
            waiting.append(found.start())
        elif found["bracket"] and waiting:
            pairs[waiting.pop()] = found.start()
    return pairs


def _link(source: str, opening: int, closing: int | None, image: bool) -> tuple[_Piece, int] | None:
    """A link or an image and where it ends, or None where the brackets are just brackets."""
    destination = _DESTINATION.match(source, closing + 1) if closing is not None else None
    if destination is None:
        return None
    text, spans = read_inline(source[opening + 1 : closing])
    raw = destination["angled"] or destination["bare"] or ""
    target = _ESCAPED.sub(lambda found: found[1] or _character(found[0]), raw)
    if image:
        return (text, ()), destination.end()
    return (text, (Span(0, len(text), SpanKind.LINK, target), *spans)), destination.end()


def _pair(pieces: Iterable[_Piece]) -> dict[tuple[int, SpanKind], int]:
    """For each part of a run that opens or closes a mark, the run at the other end: the nearest that fits."""
    partners: dict[tuple[int, SpanKind], int] = {}
    waiting: dict[tuple[str, SpanKind], list[int]] = {}
    for index, piece in enumerate(pieces):
        if not isinstance(piece, _Run):
            continue
        for kind in piece.kinds:
            openers = waiting.setdefault((piece.marks[0], kind), [])
            if piece.closes and openers:
                opener = openers.pop()
                partners[opener, kind], partners[index, kind] = index, opener
            elif piece.opens:
                openers.append(index)
    return partners
