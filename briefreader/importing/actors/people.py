"""People in a text: a title stands before them, a given name begins their name, and later the surname is enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefreader.brief.outline import opening_ordinal
from briefreader.brief.persons import SUFFIXES, key_of
from briefreader.importing.actors.runs import Line, Usage, capital_runs
from briefreader.importing.actors.vocabulary import (
    BODIES,
    GENITIVES,
    OFFICE_ENDINGS,
    OFFICES,
    PARTICLES,
    SAYING,
    SURNAMES_FIRST,
    THINGS,
)

_ENOUGH = 3
_OF = frozenset({"of", "for", "van", "voor", "de", "des", "du", "der", "für"})
_MOST_WORDS = 5
_APPOSED = re.compile(
    r",\s(?:an?|the|then|former|le|la|l['’]|un|une|de|een|der|die|ein|eine|who|qui|wie|chef|ancien|ancienne|of)\s?"
)
_INVERTED = re.compile(r"([^\W\d_][\w'’\-]{1,20}(?: [^\W\d_][\w'’\-]{1,20})?), ((?:[^\W\d_][\w'’\-]*\.? ?){1,3})")


@dataclass
class Person:
    """Somebody as a text names them: `words` of the full name, or of the surname where there is no more."""

    words: tuple[str, ...]
    score: int = 0
    titled: str = ""
    block: str = ""
    shown: str = ""
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def surnames(self) -> tuple[str, ...]:
        """What may stand for the whole name: the last word, with its particles; the first for names that begin so."""
        words = [word for word in self.words if word not in SUFFIXES]
        if len(words) < 2:
            return tuple(words)
        at = len(words) - 1
        while at > 1 and words[at - 1].lower() in PARTICLES:
            at -= 1
        tail = words[at:]
        found = [" ".join(tail)]
        if tail[0].lower() in PARTICLES and len(tail) > 1:
            found += [" ".join([tail[0].capitalize(), *tail[1:]]), tail[-1]]
        for other in range(1, at):
            if not words[other].endswith(".") and words[other].lower() not in PARTICLES:
                found.append(" ".join(words[other:]))
        if words[0].lower() not in PARTICLES:
            found.append(words[0])
        return tuple(dict.fromkeys(found))


class People:
    """Looks for people in lines of text; `taken` are names, and their words, that are known to be something else."""

    def __init__(
        self,
        lines: Sequence[Line],
        usage: Usage,
        given: Collection[str],
        others: Collection[str],
        taken: Collection[str],
        language: str,
    ) -> None:
        self._lines, self._usage = lines, usage
        # Where every noun has a capital, two of them side by side are no name yet.
        self._german = language[:2].lower() == "de"
        self._given, self._others, self._taken = given, others, taken
        self._alone: Counter[str] = Counter()
        self.found: dict[tuple[str, ...], Person] = {}
        self.claimed: set[tuple[str, int]] = set()

    def look(self) -> list[Person]:
        """The people of the text, one for each, however they are named."""
        candidates = [one for line in self._lines for one in (*self._in_line(line), *self._in_reference(line))]
        for line in self._lines:
            for first, last in capital_runs(line):
                if first == last:
                    self._alone[line.words[first].name] += 1
        for words, score, title, line, first, last in candidates:
            person = self.found.setdefault(words, Person(words, block=line.block.id))
            person.score = max(person.score, score)
            person.titled = person.titled or title
            person.shown = person.shown or line.said(first, last)
        for person in self.found.values():
            if (
                len(person.words) > 1
                and person.score
                and (self._alone[person.words[0]] or self._alone[person.surnames[0]])
            ):
                person.score += 1
        kept = [one for one in self.found.values() if one.score >= _ENOUGH]
        sure = {one.words for one in kept}
        self.claimed = {
            (line.block.id, at)
            for words, _, _, line, first, last in candidates
            if words in sure
            for at in range(first, last + 1)
        }
        return _as_one(kept)

    def _in_line(self, line: Line) -> Iterator[tuple[tuple[str, ...], int, str, Line, int, int]]:
        reference = self._is_reference(line)
        for first, last in capital_runs(line, PARTICLES):
            if reference and first < _MOST_WORDS:
                continue
            start = first
            while start <= last and line.words[start].opens and not self._may_begin(line, start, last):
                start += 1
            if start > last:
                continue
            name, title = self._without_title(line, start, last)
            if name > last:
                continue
            end = min(last, name + _MOST_WORDS + 1)
            name = self._given_first(line, name, end)
            words = _ended(tuple(line.words[at].name for at in range(name, end + 1)))
            if not words or self._is_other(words):
                continue
            if title and len(words) == 2 and words[0] in GENITIVES:
                continue
            score = self._score(line, name, name + len(words) - 1, words, title)
            if score:
                yield words, score, title, line, (start if title and start < name else name), name + len(words) - 1

    def _given_first(self, line: Line, first: int, last: int) -> int:
        """Where the given name stands in a run that begins with something else: "Liberale Frank Schäffler"."""
        if is_given(line.words[first].name, self._given) or line.words[first].initial:
            return first
        for at in range(first, last):
            if line.words[at].name in PARTICLES or line.words[at].initial:
                return first
            if at > first and is_given(line.words[at].name, self._given):
                return at
            if at == first and line.words[at].name in self._others and at + 1 < last:
                return at + 1
        return first

    def _in_reference(self, line: Line) -> Iterator[tuple[tuple[str, ...], int, str, Line, int, int]]:
        """The name that a reference begins with, the surname first: "Asmus, Ronald D. Opening NATO's Door"."""
        if not self._is_reference(line):
            return
        found = _INVERTED.match(line.text)
        assert found is not None
        given, surname = found[2].split(), found[1].split()
        while len(given) > 1 and not (given[-1].endswith(".") or is_given(given[-1], self._given)):
            given.pop()
        yield (*(word if len(word) < 3 else word.rstrip(".") for word in given), *surname), 4, "", line, 0, len(surname)

    def _is_reference(self, line: Line) -> bool:
        found = _INVERTED.match(line.text)
        if not found or len(line.words) < 4 or opening_ordinal(line.text):
            return False
        given, surname = found[2].split(), found[1].split()
        return (
            surname[0][0].isupper()
            and surname[0].lower() not in self._usage.openers
            and given[0][0].isupper()
            and (is_given(given[0].rstrip("."), self._given) or (given[0].endswith(".") and len(given[0]) == 2))
        )

    def _may_begin(self, line: Line, at: int, last: int) -> bool:
        """Whether the word that opens a sentence may be part of a name: "Per" is a given name, too."""
        return self._usage.is_name(line.words[at]) or (at < last and is_given(line.words[at].name, self._given))

    def _without_title(self, line: Line, first: int, last: int) -> tuple[int, str]:
        """Where a name begins behind the offices that stand before it, and the last of these."""
        at, title = first, ""
        while at <= last and is_office(line.words[at].name):
            title = line.words[at].name
            at += 1
        for inside in range(at, last):
            if is_office(line.words[inside].name):
                at, title = inside + 1, line.words[inside].name
        if not title and first and line.gap(first) in (" ", "\u00a0"):
            if is_office(line.words[first - 1].name):
                title = line.words[first - 1].name
            elif first > 1 and line.words[first - 1].name in _OF and is_office(line.words[first - 2].name):
                # "Secretary of Defense Les Aspin": what the office is of goes on to where a given name begins.
                title, at = line.words[first - 2].name, last + 1
                for inside in range(first, last):
                    if is_given(line.words[inside].name, self._given) or line.words[inside].initial:
                        return inside, title
                if last - first > 1:
                    return last - 1, title
        return at, title

    def _is_other(self, words: tuple[str, ...]) -> bool:
        name = " ".join(words)
        if name in self._others or name in self._taken:
            return True
        if any(word.lower() in BODIES or word.lower() in THINGS for word in words[-1:]):
            return True
        if len(words) == 1:
            return words[0] in self._others or words[0] in self._taken or words[0].isupper()
        if any(word.isupper() and len(word) > 3 for word in words):
            return True
        capital = [word for word in words if word not in PARTICLES]
        return sum(word in self._taken or word in self._others for word in capital) > (len(capital) - 1) / 2

    def _low(self, word: str) -> bool:
        """Whether a word is one that the text also writes in lower case."""
        return word.lower() in self._usage.low

    def _score(self, line: Line, first: int, last: int, words: tuple[str, ...], title: str) -> int:
        score = 3 if title else 0
        capital = [word for word in words if word not in PARTICLES]
        if len(capital) > 1:
            if is_given(capital[0], self._given):
                score += 3
            elif any(is_given(word, self._given) for word in capital[1:]):
                score += 2
            elif capital[0].lower() in SURNAMES_FIRST and len(capital) < 4 and not self._low(capital[1]):
                score += 3
            if any(line.words[at].initial for at in range(first, last)) and words[-1] not in self._others:
                score += 3
            if any(word in PARTICLES for word in words[1:]) and not self._german:
                score += 2
            if any(word in self._taken for word in capital):
                score -= 2
            unknown = not any(word in self._taken or word in self._others for word in capital)
            if len(capital) < 4 and unknown and not self._german:
                score += 1
        behind = line.text[line.words[last].end :]
        before = line.text[: line.words[first].start]
        if score or len(capital) > 1:
            if _APPOSED.match(behind) and len(capital) > 1:
                score += 1
            if re.match(r"\s(?:" + "|".join(_SOME_SAYING) + r")\b", behind):
                score += 1
            if re.search(
                r"\w+(?:ministre?|minister|president|chancellor|secretary|director|leader|founder|author|head),\s$",
                before,
            ):
                score += 2
        return score if score > 0 else 0


_SOME_SAYING = sorted(SAYING)


def is_office(word: str) -> bool:
    """Whether a word stands before names of people: "President", "EZB-Präsident", "Finanzminister"."""
    plain = re.split(r"[-\u2010\u2011]", word.lower())[-1]
    return plain in OFFICES or plain.endswith(OFFICE_ENDINGS)


def is_given(word: str, given: Collection[str]) -> bool:
    """Whether a word is a given name; of one with hyphens its first part."""
    return word in given or word.partition("-")[0] in given


def _ended(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without particles at its ends."""
    first, last = 0, len(words)
    while last > first and words[last - 1] in PARTICLES:
        last -= 1
    return words[first:last]


def _as_one(people: Iterable[Person]) -> list[Person]:
    """Names that mean the same person together: with and without initials, short forms, titles with a surname alone."""
    full = sorted((one for one in people if len(one.words) > 1), key=lambda one: -len(one.words))
    by_key: dict[tuple[str, str], list[Person]] = {}
    for one in full:
        alike = by_key.setdefault(key_of(one.words), [])
        known = next((it for it in alike if _may_be(it.words, one.words)), None)
        if known is None:
            alike.append(one)
        else:
            known.forms[one.name] += 1
            known.score += one.score
            known.titled = known.titled or one.titled
    kept = [one for alike in by_key.values() for one in alike]
    surnames: dict[str, Person] = {}
    for one in kept:
        for surname in one.surnames[:2]:
            surnames.setdefault(surname, one)
    for one in people:
        if len(one.words) == 1:
            whole = surnames.get(one.words[0])
            if whole is not None:
                whole.titled = whole.titled or one.titled
            else:
                kept.append(one)
    return kept


def _may_be(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names with the same given name and surname are one's: not "George H. W." and "George W." Bush."""
    initials = [[word for word in words if word.endswith(".") and word not in SUFFIXES] for words in (one, other)]
    return not all(initials) or initials[0] == initials[1]
