"""Inline Markdown in plain text: emphasis, code and links become spans, and the text is freed of their markers."""

from __future__ import annotations

import re

from briefreader.brief.inline import is_safe_address
from briefreader.brief.model import Span, SpanKind

# Every repeat is bounded, so that a text full of lone markers costs no more than its length.
_MARKUP = re.compile(
    r"(?P<code>`(?P<code_text>[^`]{1,500})`)"
    r"|(?P<link>!?\[(?P<label>(?:[^\[\]]|\[[^\[\]]{0,200}\]){1,500})\]"
    r"\([ ]?(?P<target>(?:[^\s()]|\([^\s()]{0,200}\)){0,2000})(?:[ ]\"[^\"]{0,200}\")?[ ]?\))"
    r"|(?P<strong>(?<![\w*])(?P<mark>\*\*|__)(?=\S)(?P<strong_text>.{1,1000}?)(?<=\S)(?P=mark)(?![\w*]))"
    r"|(?P<em>(?<![\w*])\*(?=[^\s*])(?P<em_text>[^*]{1,1000}?)(?<=\S)\*(?![\w*]))"
    r"|(?P<under>(?<!\w)_(?=[^\s_])(?P<under_text>[^_]{1,1000}?)(?<=\S)_(?!\w))"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>"
    r"|(?P<bare>https?://[^\s<>\"“”«»]{1,2000})",
    re.IGNORECASE,
)
_MARK = re.compile(r"[`*_\[<]|https?://", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_SET_ASIDE = 0x10F000
_DEEPEST = 4


def resolve_markup(text: str, *, escapes: bool = False, depth: int = 0) -> tuple[str, tuple[Span, ...]]:
    """`text` without its Markdown markers, and the spans (in code points of the result) that they stood for.

    Only http, https and mailto targets become links; a link without such a target reads as plain text. With
    `escapes` a backslash frees the marker behind it, as Markdown has it; plain text keeps its backslashes.
    """
    if escapes:
        hidden = _ESCAPED.sub(lambda found: chr(_SET_ASIDE + ord(found[1])), text)
        plain, spans = resolve_markup(hidden)
        return "".join(chr(ord(c) - _SET_ASIDE) if _SET_ASIDE < ord(c) < _SET_ASIDE + 128 else c for c in plain), spans
    if not _MARK.search(text):
        return text, ()
    pieces: list[str] = []
    found_spans: list[Span] = []
    at = length = 0
    for match in _MARKUP.finditer(text):
        inner, kind, target, rest = _reading(match)
        words, nested = (inner, ()) if kind is SpanKind.CODE or depth >= _DEEPEST else _nested(inner, kind, depth)
        length += match.start() - at
        if kind is not None:
            found_spans.append(Span(length, length + len(words), kind, target))
        found_spans.extend(Span(s.start + length, s.end + length, s.kind, s.target) for s in nested)
        pieces += [text[at : match.start()], words, rest]
        length += len(words) + len(rest)
        at = match.end()
    pieces.append(text[at:])
    return "".join(pieces), tuple(found_spans)


def _nested(inner: str, kind: SpanKind | None, depth: int) -> tuple[str, tuple[Span, ...]]:
    words, spans = resolve_markup(inner, depth=depth + 1)
    return words, tuple(s for s in spans if kind is not SpanKind.LINK or s.kind is not SpanKind.LINK)


def _reading(match: re.Match[str]) -> tuple[str, SpanKind | None, str, str]:
    """What one marked stretch says: its inner text, its kind, a link's target, and text that stands behind it."""
    if match["code"]:
        return match["code_text"], SpanKind.CODE, "", ""
    if match["strong"]:
        return match["strong_text"], SpanKind.STRONG, "", ""
    if match["em"] or match["under"]:
        return match["em_text"] or match["under_text"], SpanKind.EMPHASIS, "", ""
    if match["link"]:
        safe = is_safe_address(match["target"])
        return match["label"], SpanKind.LINK if safe else None, match["target"] if safe else "", ""
    if match["auto"]:
        return match["auto"], SpanKind.LINK, match["auto"], ""
    address = match["bare"].rstrip(".,;:!?)'’*_]")
    return address, SpanKind.LINK, address, match["bare"][len(address) :]
