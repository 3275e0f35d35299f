"""Organisations and groups in a text: an abbreviation stands behind their name, or a word in it says what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from briefreader.importing.actors.people import is_office
from briefreader.importing.actors.runs import Line, Usage, capital_runs
from briefreader.importing.actors.vocabulary import (
    BODIES,
    BODY_ENDINGS,
    LONG_BODIES,
    SAYING,
    THINGS,
)

_SHORT = re.compile(r"\((?:the |de |la |le |les |der |die |das )?[\"“]?([^\W\d_][\w&./\-]{1,11})[\"”]?(?:[;,][^)]*)?\)")
_JOINTS = re.compile(
    r"(?:\s(?:of|for|on|to|and|against|the|a|an|van|voor|de|der|den|des|du|en|et|und|für|zur|zum|pour|la|le|les|sur|à|au|aux|"
    r"het|op|d['’]|l['’]|de l['’]|of the|for the|van de|van het|de la)\s?)+|,\s|\s&\s"
)
_PLACED = re.compile(
    r"\b(?:in|at|near|from|to|into|via|outside|across|around|through|between|te|bij|naar|uit|vanuit|à|dans|vers|depuis|sur|en|"
    r"nach|aus|bei|um|von|over|off|along)\s(?:the\s|de\s|het\s|le\s|la\s|der\s|dem\s|den\s)?$",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"[-\u2010\u2011\u2013]")
_FAR = 120
_VERB_ENDINGS = {
    "nl": ("de", "te", "den", "ten", "lt", "gt", "rt", "wt", "kt", "ft"),
    "fr": ("ait", "aient", "èrent", "urent", "ut"),
}
_AND = frozenset({"and", "en", "et", "und", "or", "ou", "of", "oder"})


@dataclass
class Body:
    """An organisation or group as a text names it: its name, and its abbreviation."""

    name: str
    short: str = ""
    reason: str = ""
    block: str = ""
    score: int = 0
    forms: Counter[str] = field(default_factory=Counter)


class Bodies:
    """Looks for organisations and groups in lines of text.

    `known` are names of bodies from the lists, `names` all those from the lists that the text uses, `taken` these with
    their words.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        usage: Usage,
        others: Collection[str],
        taken: Collection[str],
        known: Collection[str],
        names: Collection[str],
        language: str,
    ) -> None:
        self._lines, self._usage, self._others, self._taken, self._names = lines, usage, others, taken, names
        self._known = known
        self._german = language[:2].lower() == "de"
        self._ends = _VERB_ENDINGS.get(language[:2].lower(), ("ed",))
        self.found: dict[str, Body] = {}
        self._claimed: Collection[tuple[str, int]] = ()

    def look(self, people: Collection[str], claimed: Collection[tuple[str, int]]) -> list[Body]:
        """The bodies of the text; `people` are names that are somebody's, `claimed` the words that name people."""
        self._claimed = claimed
        shorts = set[str]()
        for line in self._lines:
            for body in self._abbreviated(line):
                shorts |= {body.short, body.name}
                self._keep(body)
        for line in self._lines:
            for body in self._named(line):
                if body.name not in shorts and body.name not in people:
                    self._keep(body)
        for body in self._used(people, shorts):
            self._keep(body)
        return [one for one in self.found.values() if one.score >= 2]

    def _keep(self, body: Body) -> None:
        known = self.found.setdefault(body.name, body)
        if known is not body:
            known.score = max(known.score, body.score)
            known.short = known.short or body.short

    def _runs(self, line: Line) -> Iterator[tuple[int, int]]:
        """The runs of words with capitals that may name a body: none of the words names somebody."""
        for first, last in capital_runs(line):
            while first <= last and line.words[first].opens and not self._usage.is_name(line.words[first]):
                first += 1
            while first <= last and is_office(line.words[first].name):
                first += 1
            if first > last or any((line.block.id, at) in self._claimed for at in range(first, last + 1)):
                continue
            words = [line.words[at].name for at in range(first, last + 1)]
            if not self._is_known(words) and not (line.words[first].opens and self._is_known(words[1:])):
                yield first, last

    def _is_known(self, words: Sequence[str]) -> bool:
        """Whether words are names from the lists and offices, one behind the other: "Obama White House"."""
        # "Security Adviser Sullivan": an office, whatever it is of, and somebody known.
        if any(is_office(words[at - 1]) and " ".join(words[at:]) in self._names for at in range(1, len(words))):
            return True
        return not words or any(
            (" ".join(words[:end]) in self._names or (end == 1 and is_office(words[0]))) and self._is_known(words[end:])
            for end in range(1, len(words) + 1)
        )

    # Full Name (ACRONYM)

    def _abbreviated(self, line: Line) -> Iterator[Body]:
        for found in _SHORT.finditer(line.text):
            short = found[1].rstrip(".")
            if sum(map(str.isupper, short)) < 2 and not (short[0].isupper() and len(short) <= 8):
                continue
            before = line.text[max(0, found.start() - _FAR) : found.start()].rstrip()
            name = long_form(before, short)
            if name is None or short in self._others or is_thing(name):
                continue
            yield Body(name, short, "abbreviation", line.block.id, 4)

    # A word says what it is

    def _named(self, line: Line) -> Iterator[Body]:
        for first, last in self._runs(line):
            head = next((at for at in range(last, first - 1, -1) if is_body(line.words[at].name)), None)
            if head is None:
                continue
            end = self._extended(line, head, last) if line.words[head].name.lower() in LONG_BODIES else last
            name = line.said(first, max(end, head))
            if end <= head and len(name.split()) == 1 and not _is_compound(name):
                continue
            if is_thing(name) or name in self._others or name in self._taken:
                continue
            yield Body(name, "", "word", line.block.id, 3)

    def _extended(self, line: Line, head: int, last: int) -> int:
        """Where a name ends that goes on in "of ...": "Ministry of Economy, Trade and Industry"."""
        end = last
        while end + 1 < len(line.words) and not line.words[end].possessive:
            following = end + 1
            skipped = 0
            while following < len(line.words) and not line.words[following].capital and skipped < 3:
                following += 1
                skipped += 1
            if following >= len(line.words) or line.words[following].opens:
                break
            gap = line.text[line.words[end].end : line.words[following].start]
            if gap.split()[:1] in (["and"], ["en"], ["et"], ["und"]) and (end == last or len(gap.split()) > 1):
                break
            if gap.strip() in _AND and _is_another(line, following):
                break
            if not _JOINTS.fullmatch(gap) or (gap.startswith(",") and end == last):
                break
            if gap.strip() in ("and", "en", "et", "und", ",") and not _goes_on(line, following, gap):
                break
            end = following
            while end + 1 < len(line.words) and line.words[end + 1].capital and line.gap(end + 1) == " ":
                end += 1
        return end

    # How it is used

    def _used(self, people: Collection[str], shorts: Collection[str]) -> Iterator[Body]:
        counts: Counter[str] = Counter()
        acts: Counter[str] = Counter()
        places: Counter[str] = Counter()
        beside: Counter[str] = Counter()
        blocks: dict[str, str] = {}
        for line in self._lines:
            for first, last in self._runs(line):
                name = line.said(first, last)
                counts[name] += 1
                blocks.setdefault(name, line.block.id)
                acts[name] += self._acts(line, last)
                beside[name] += self._is_beside(line, first, last)
                places[name] += bool(_PLACED.search(line.text[: line.words[first].start][-24:]))
        known = {one.name for one in self.found.values()} | set(shorts)
        for name, count in counts.items():
            if name in known or name in people or name in self._others or name in self._taken or is_thing(name):
                continue
            shape = _is_compound(name)
            if " " not in name and any(part in self._names for part in _HYPHEN.split(name)[:-1]):
                # "US-led", "EU-US": known names before a hyphen.
                continue
            if (places[name] > count / 2 and not name.isupper()) or len(name) < 2 or name.split()[-1] in self._others:
                continue
            alone = not shape and " " not in name
            if alone and (self._german or name not in self._usage.inside):
                continue
            score = min(2, 2 * acts[name] if alone else acts[name]) + 2 * shape + (not alone) - (places[name] > 0)
            score += (beside[name] > 0) + (count > 1 and not places[name])
            if score >= 2:
                yield Body(name, "", "use", blocks[name], score)

    def _acts(self, line: Line, last: int) -> bool:
        """Whether a name has something, or does something."""
        word = line.words[last]
        if word.possessive:
            return True
        if last + 1 >= len(line.words) or line.text[word.end : line.words[last + 1].start] != " ":
            return False
        behind = line.words[last + 1].name
        return behind in SAYING or (
            len(behind) > 4 and behind not in self._usage.openers and behind.endswith(self._ends)
        )

    def _is_beside(self, line: Line, first: int, last: int) -> bool:
        """Whether a name stands in a list with one that is known to be a body."""
        if first and line.gap(first) in (" ", ", "):
            joint = line.words[first - 1]
            at = first - 2 if joint.name in _AND else first - 1 if line.gap(first) == ", " else -1
            if at >= 0 and line.words[at].name in self._known:
                return True
        rest = line.text[line.words[last].end :]
        found = re.match(r"(?:, | (?:and|en|et|und) )(?=\w)", rest)
        return (
            bool(found)
            and last + 1 < len(line.words)
            and any(line.words[at].name in self._known for at in (last + 1, last + 2) if at < len(line.words))
        )


def long_form(before: str, short: str) -> str | None:
    """The name that an abbreviation in brackets stands for: the words before it whose initials it is."""
    words = list(re.finditer(r"[^\s,;:()]+", before))
    letters = [letter.lower() for letter in short if letter.isalpha()]
    for start in range(len(words) - 1, max(-1, len(words) - 14), -1):
        first = words[start][0].strip("\"“”„‘’'")
        plain = re.sub(r"^(?:[dl]|qu)['’]", "", first, flags=re.IGNORECASE)
        if not plain or plain[0].lower() != letters[0] or not (plain[0].isupper() or start == len(words) - 1):
            continue
        name = before[words[start].start() + len(words[start][0]) - len(words[start][0].lstrip("\"“”„‘’'")) :]
        name = re.sub(r"^(?:[dl]|qu)['’]", "", name, flags=re.IGNORECASE)
        if (len(name.split()) > 1 or plain.isalpha()) and len(name) > len(short) and _spells(name, letters):
            return name
    return None


def _spells(name: str, letters: Sequence[str]) -> bool:
    """Whether the letters of an abbreviation stand in a name in this order, most of them at beginnings of words."""
    parts = [part for part in re.split(r"[\s\-\u2010\u2011/'’]+", name) if part]
    initials = [part[0].lower() for part in parts]
    at = 0
    for letter in initials:
        if at < len(letters) and letter == letters[at]:
            at += 1
    if at == len(letters):
        return True
    # "Cédéao", "EZB", "Benelux": letters from inside the words.
    flat, at = "".join(parts).lower(), 0
    for letter in letters:
        at = flat.find(letter, at) + 1
        if not at:
            return False
    return sum(letter in initials for letter in letters) * 2 >= len(letters)


def is_body(word: str) -> bool:
    """Whether a word says that a name is that of a body."""
    plain = word.lower()
    return plain in BODIES or (len(plain) > 6 and plain.endswith(BODY_ENDINGS))


def is_thing(name: str) -> bool:
    """Whether the main word of a name is that of something that cannot act."""
    words = [word.strip(".,").lower() for word in re.split(r"\s+", name) if word]
    if not words:
        return True
    small = {
        "of",
        "for",
        "on",
        "to",
        "in",
        "against",
        "van",
        "voor",
        "de",
        "des",
        "du",
        "für",
        "zur",
        "zum",
        "der",
        "pour",
        "sur",
    }
    head = next((words[at - 1] for at in range(1, len(words)) if words[at] in small), words[-1])
    if words[0] in BODIES or head in BODIES:
        return False
    return head in THINGS or words[0] in THINGS


def _is_compound(name: str) -> bool:
    """Whether the shape of a word tells that it is a name: "ASML", "TenneT", "Bundesnetzagentur"."""
    if " " in name:
        return False
    inner = name[1:]
    return any(map(str.isupper, inner)) and not name.endswith(".")


def _is_another(line: Line, first: int) -> bool:
    """Whether a name of its own begins here: "the Department of War and State Department"."""
    at = first
    while at + 1 < len(line.words) and line.words[at + 1].capital and line.gap(at + 1) == " ":
        at += 1
    return at > first and is_body(line.words[at].name)


def _goes_on(line: Line, following: int, gap: str) -> bool:
    """Whether a list inside a name goes on: after a comma an "and" must come."""
    if gap.strip() != ",":
        return not line.words[following].possessive or True
    rest = line.text[line.words[following].end :][:40]
    return re.match(r"\s(?:and|en|et|und)\s", rest) is not None
