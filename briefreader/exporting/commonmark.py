"""Plain text, inline markup and marks as CommonMark that every parser reads back as it was meant.

The rules are those of the CommonMark specification 0.31 (2024), chapter 6. The hard one is that a delimiter opens or
closes only beside white space or punctuation: where a letter stands beside it, that letter is written as a numeric
reference, which ends and begins with punctuation and reads the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefreader.brief.model import SpanKind
from briefreader.exporting.marked import Part, Run, printable

_SPECIAL = re.compile(r"[\\`*_\[\]<~]")
_REFERENCE = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")
_LINE_START = re.compile(r"[#>+=|\-]|:(?=-)|\d{1,9}(?=[.)])")
_SHAPING = frozenset("\u200c\u200d\u00ad")
_TICKS = re.compile("`+")
_IN_ADDRESS = {ord(one): f"%{ord(one):02X}" for one in "\\`<>|*_[]~"} | {ord("("): "\\(", ord(")"): "\\)"}


@dataclass(frozen=True, slots=True)
class _Delimiter:
    sign: str
    opens: bool


_Tokens = list[str | _Delimiter]


def plain(text: str, *, cell: bool = False) -> str:
    """`text` so that it reads as itself in the middle of a line; in a table's `cell`, bars are escaped as well.

    Private characters, and those that only steer the layout (its direction, for one), become numeric references: so
    they are seen in the source, and cannot turn around what follows them there.
    """
    words = _REFERENCE.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", printable(text)))
    if cell:
        words = words.replace("|", "\\|")
    if words.endswith("!"):
        words = words[:-1] + "\\!"
    return "".join(_reference(one) if _steers(one) else one for one in words)


def line(words: str) -> str:
    """`words`, inline CommonMark already, as a line that begins no heading, list, table, quotation or rule."""
    stripped = words.strip()
    found = _LINE_START.match(stripped)
    if found is None:
        return stripped
    cut = found.end() if stripped[0].isdigit() else 0
    return f"{stripped[:cut]}\\{stripped[cut:]}"


def heading(level: int, words: str) -> str:
    """A heading of `level` 1 to 6; a number sign at its end would be taken for a closing one."""
    words = words.strip()
    if words.endswith("#"):
        words = words[:-1] + "\\#"
    return f"{'#' * min(max(level, 1), 6)} {words}"


def fenced(code: str) -> str:
    """A block of code, line by line as it is, in a fence longer than any inside it."""
    lines = [printable(one) for one in code.split("\n")]
    longest = max((len(found) for found in _TICKS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])


def inline(runs: Sequence[Run], *, cell: bool = False) -> str:
    """Runs with their emphasis, code, links and marks.

    A mark reads `**[Key point n1:** the passage **n1]**`; where it runs on from one line to another, both ends say so
    with an ellipsis.
    """
    stretches: list[_Tokens] = []
    borders: list[tuple[str, str]] = []
    stretch: list[Run] = []
    for index, run in enumerate(runs):
        stretch.append(run)
        opening = runs[index + 1].opens if index + 1 < len(runs) else ()
        if run.closes or opening:
            stretches.append(_styled(stretch, cell))
            borders.append((_ends(run.closes), _begins(opening)))
            stretch = []
    stretches.append(_styled(stretch, cell))
    tokens: _Tokens = []
    if runs and runs[0].opens:
        tokens += [*_bold(_begins(runs[0].opens), "**"), " "]
    for index, (closing, opening_words) in enumerate(borders):
        tokens += stretches[index]
        following = stretches[index + 1]
        beside = [following[0] if following and not opening_words else "", tokens[-1] if tokens and not closing else ""]
        touches = any(isinstance(one, _Delimiter) and one.sign == "**" for one in beside)
        tokens += [" "] if closing else []
        tokens += _bold(" ".join(filter(None, (closing, opening_words))), "__" if touches else "**")
        tokens += [" "] if opening_words else []
    return _written([*tokens, *stretches[-1]])


def delimited(stretches: Iterable[tuple[str, str]], *, cell: bool = False) -> str:
    """Plain stretches of one line, each with the delimiter around it ("**", "~~", or "" for none)."""
    tokens: _Tokens = []
    for sign, text in stretches:
        words = plain(text, cell=cell)
        if words:
            tokens += _delimited([words], sign) if sign else [words]
    return _written(tokens)


def _begins(parts: Iterable[Part]) -> str:
    return " ".join(f"[{'' if part.first else '… '}{part.mark.word} n{part.mark.number}:" for part in parts)


def _ends(parts: Sequence[Part]) -> str:
    return " ".join(f"n{part.mark.number}{'' if part.last else ' …'}]" for part in reversed(parts))


def _bold(words: str, sign: str) -> _Tokens:
    return [_Delimiter(sign, True), words, _Delimiter(sign, False)]


def _styled(runs: Sequence[Run], cell: bool) -> _Tokens:
    """Links outermost, then strong, then emphasis, then code: a fixed order, so that no two delimiters meet."""
    tokens: _Tokens = []
    # A run of which nothing is printed would leave the delimiters on its two sides to meet.
    seen = [run for run in runs if printable(run.text)]
    for target, linked in groupby(seen, key=lambda run: run.target):
        inside = _wrapped(list(linked), SpanKind.STRONG, "**", lambda some: _emphasised(some, cell))
        tokens += ["[", *inside, f"]({_address(target)})"] if target else inside
    return tokens


def _emphasised(runs: Sequence[Run], cell: bool) -> _Tokens:
    return _wrapped(runs, SpanKind.EMPHASIS, "_", lambda some: _coded(some, cell))


def _wrapped(runs: Sequence[Run], kind: SpanKind, sign: str, inner: Callable[[Sequence[Run]], _Tokens]) -> _Tokens:
    tokens: _Tokens = []
    for wanted, group in groupby(runs, key=lambda run: kind in run.kinds):
        some = inner(list(group))
        tokens += _delimited(some, sign) if wanted else some
    return tokens


def _delimited(tokens: _Tokens, sign: str) -> _Tokens:
    """`tokens` between two delimiters, with white space at their edges left outside."""
    before, after = "", ""
    some = list(tokens)
    while some and isinstance(some[0], str) and some[0] != (kept := some[0].lstrip()):
        before += some[0][: len(some[0]) - len(kept)]
        some = [kept, *some[1:]] if kept else some[1:]
    while some and isinstance(some[-1], str) and some[-1] != (kept := some[-1].rstrip()):
        after = some[-1][len(kept) :] + after
        some = [*some[:-1], kept] if kept else some[:-1]
    inside: _Tokens = [_Delimiter(sign, True), *some, _Delimiter(sign, False)] if some else []
    return [*([before] if before else []), *inside, *([after] if after else [])]


def _coded(runs: Sequence[Run], cell: bool) -> _Tokens:
    tokens: _Tokens = []
    for is_code, group in groupby(runs, key=lambda run: SpanKind.CODE in run.kinds):
        text = "".join(run.text for run in group)
        words = _code(printable(text), cell) if is_code else plain(text, cell=cell)
        tokens += [words] if words else []
    return tokens


def _code(text: str, cell: bool) -> str:
    if not text.strip(" "):
        return text
    ticks = "`" * next(size for size in range(1, len(text) + 2) if size not in set(map(len, _TICKS.findall(text))))
    edge = " " if text[0] in "` " or text[-1] in "` " else ""
    words = f"{ticks}{edge}{text}{edge}{ticks}"
    return words.replace("|", "\\|") if cell else words


def _address(target: str) -> str:
    return _REFERENCE.sub("&amp;", target.translate(_IN_ADDRESS))


def _written(tokens: _Tokens) -> str:
    words = ""
    closed = False
    for token in tokens:
        if isinstance(token, _Delimiter):
            if token.opens and words and not _apart(words[-1]):
                words = words[:-1] + _reference(words[-1])
            words += token.sign
            closed = not token.opens
        else:
            if closed and not _apart(token[0]):
                token = _reference(token[0]) + token[1:]
            words += token
            closed = False
    return words


def _apart(one: str) -> bool:
    # Symbols count as punctuation only since 0.31: outside ASCII they are taken as letters, which is right for both.
    return one.isspace() or unicodedata.category(one)[0] == "P" or (one.isascii() and not one.isalnum())


def _reference(one: str) -> str:
    return f"&#{ord(one)};"


def _steers(one: str) -> bool:
    return unicodedata.category(one) in ("Cf", "Co") and one not in _SHAPING
