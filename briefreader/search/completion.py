"""What a query that is being typed can go on with: fields, and the values that they have in the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefreader.annotations.model import MEANINGS
from briefreader.brief.folding import fold
from briefreader.search.names import Names

EXPLAINED: Mapping[str, str] = {
    "actor:": "paragraphs that mention somebody, under any name",
    "theme:": "paragraphs that belong to a theme",
    "brief:": "in briefs with these words in the title",
    "publisher:": "in briefs of a publisher",
    "section:": "below headings with these words",
    "tag:": "notes with a tag",
    "colour:": "notes and marks of a colour, by its meaning",
    "in:": "in notes, in the text, or in headings",
    "year:": "in briefs of a year, or of several: 2024..2026",
    '"…"': "exactly these words",
    "OR": "one or the other; NOT, or a - before it, leaves out",
    "word*": "words that begin so; word~ those spelt nearly so",
}
"""The list under `?`: what can be typed, and what it asks for."""

MOST = 8
_FIELDS = tuple(name for name in EXPLAINED if name.endswith(":"))
_WHOLE = {"in": ("notes", "text", "headings")}
_TYPED = re.compile(r"""(?P<sign>-?)(?P<field>[A-Za-z]+):(?P<quote>"?)(?P<value>[^"]*)$""")
_WORD = re.compile(r"(?:^|[\s(])(?P<word>-?[A-Za-z]{2,})$")


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: `insert` takes the place of the code points `start` to `end`; `words` and `hint` are shown."""

    start: int
    end: int
    insert: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Values:
    """What the fields of a library can have: `others` has the values of each field that is no actor or theme."""

    names: Names = field(default_factory=Names)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def completions(text: str, caret: int, values: Values) -> tuple[Completion, ...]:
    """What can be put at the caret (a code point of `text`), the likeliest first; none where nothing is to be said.

    `?` alone lists all fields; a field with its colon lists its values; the beginning of a field's name the field.
    """
    before = text[:caret]
    if text.strip() == "?":
        return tuple(Completion(0, len(text), _typed(name), name, hint) for name, hint in EXPLAINED.items())
    typed = _TYPED.search(before)
    if typed and _may_begin(before, typed.start()):
        return tuple(_values(typed, caret, values))
    word = _WORD.search(before)
    if word and caret == len(text):
        start = word.start("word")
        sign = "-" if word["word"].startswith("-") else ""
        wanted = word["word"].removeprefix("-").lower()
        return tuple(
            Completion(start, caret, sign + name, name, EXPLAINED[name]) for name in _FIELDS if name.startswith(wanted)
        )
    return ()


def _typed(name: str) -> str:
    return name if name.endswith(":") else {"OR": " OR ", '"…"': '""'}.get(name, "")


def _may_begin(before: str, start: int) -> bool:
    return (start == 0 or before[start - 1] in " (\t") and before[:start].count('"') % 2 == 0


def _values(typed: re.Match[str], caret: int, values: Values) -> Iterable[Completion]:
    field_name = typed["field"].lower()
    start = typed.start()
    wanted = fold(typed["value"]).strip()
    if field_name in ("actor", "theme"):
        known = sorted(
            (one for one in values.names.known.values() if one.field == field_name and one.mentions),
            key=lambda one: (not fold(one.name).startswith(wanted), -one.mentions, one.name),
        )
        fitting = [one for one in known if not wanted or _fits(wanted, (one.name, *one.names))][:MOST]
        for one in fitting:
            alias = "" if _fits(wanted, (one.name,)) else next((it for it in one.names if _fits(wanted, (it,))), "")
            hint = " · ".join(filter(None, (alias, f"{one.mentions} mention" + ("" if one.mentions == 1 else "s"))))
            yield Completion(start, caret, _said(typed, one.name), one.name, hint)
        return
    others = _WHOLE.get(field_name) or values.others.get(field_name, ())
    if field_name in ("colour", "color"):
        others = tuple(MEANINGS.values())
    fitting_words = [one for one in others if not wanted or _fits(wanted, (one,))]
    fitting_words.sort(key=lambda one: not fold(one).startswith(wanted))
    for value in fitting_words[:MOST]:
        yield Completion(start, caret, _said(typed, value), value)


def _fits(wanted: str, names: Iterable[str]) -> bool:
    return any(name.startswith(wanted) or f" {wanted}" in name for name in map(fold, names))


def _said(typed: re.Match[str], value: str) -> str:
    plain = value.replace('"', "")
    return f"{typed['sign']}{typed['field']}:" + (f"{plain} " if plain.isalnum() else f'"{plain}" ')
