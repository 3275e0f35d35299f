"""What kind of change two wordings show: one that turns what is said must never pass for a slip of the pen.

The words are looked up for every language at once: English, Dutch, French and German. A word that means something
else in another language makes a change look more telling than it is, never less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

NEGATION, OBLIGATION, NUMBER, DATE, NAME = "a negation", "an obligation", "a number", "a date", "a name"
WORDING = "the wording"
SURROUNDINGS = "the text around it"

TELLING = (NEGATION, NUMBER, DATE, OBLIGATION, NAME)
"""The kinds that turn what is said, the one that turns it most first."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATIONS = _words(
    """
    not no never cannot nor neither none nothing nobody nowhere without unless except niet geen nooit niets niemand
    zonder noch tenzij ne pas aucun aucune jamais sans ni rien personne sauf nicht kein keine keinen keinem keiner
    keines nie niemals nichts niemand ohne weder
    """
)
_SHORT_NEGATION = re.compile(r"n't$|^n'")
_TURNING_PREFIX = re.compile(r"^(?:un|in|im|il|ir|dis|non|mis|on)-?(?=\w{3})")

_OBLIGATIONS = _words(
    """
    shall must may should will can could would might ought need needs required requires obliged permitted allowed
    moet moeten mag mogen kan kunnen zal zullen zou zouden dient dienen verplicht doit doivent devra devront devrait
    devraient peut peuvent pourra pourront pourrait pourraient muss müssen darf dürfen soll sollen sollte sollten
    kann können könnte könnten wird werden
    """
)

_NUMBER_WORDS = _words(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
    million millions billion billions trillion trillions dozen dozens half third quarter double twice first second
    percent once both all een twee drie vier vijf zes zeven acht negen tien honderd duizend miljoen miljard helft
    deux trois quatre cinq sept huit neuf dix cent mille milliard milliards moitié zwei drei vier fünf sechs sieben
    acht neun zehn hundert tausend millionen milliarde milliarden hälfte
    """
)

_MONTHS = _words(
    """
    january february march april june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday januari februari maart mei juni
    juli augustus oktober maandag dinsdag woensdag donderdag vrijdag zaterdag zondag janvier février mars avril mai
    juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche januar
    februar märz dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
    """
)
_YEAR = re.compile(r"^(?:1[5-9]|20|21)\d\d(?:[-/]\d{1,4})*$|^\d{1,4}([-./])\d{1,2}\1\d{1,4}$")

# Words that open a sentence and are no names for having a capital.
_OPENERS = _words(
    """
    the a an this that these those it its he she they we you i in on at by for from to of with as if when while
    where after before since until although because however but and or so there here under over each every any some
    many most all both such what which who how why then thus also still yet now next only even first second third
    lastly finally de het een dit dat deze die le la les un une ce cette ces il elle ils der die das ein eine dieser
    diese
    """
)

_TOKEN = re.compile(r"[^\W\d_]*\d[\w]*(?:[.,:/\-]\d+)*|\w+(?:['\-]\w+)*|[^\w\s]")
_STOPS = frozenset(".!?:")


def kinds_of_change(old: str, new: str, *, open_start: bool = False, open_end: bool = False) -> frozenset[str]:
    """Every kind of change between two texts in plain form; none where they are the same.

    At an open end the texts were cut at different words, so that what differs there is no change.
    """
    if old == new:
        return frozenset()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    kinds = {WORDING}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        outside = (open_start and i1 == j1 == 0) or (open_end and i2 == len(before) and j2 == len(after))
        if tag != "equal" and not outside:
            kinds.update(_kinds(before, i1, i2, tag == "replace"))
            kinds.update(_kinds(after, j1, j2, tag == "replace"))
            if _turned(before[i1:i2], after[j1:j2]):
                kinds.add(NEGATION)
    return frozenset(kinds)


def most_telling(kinds: frozenset[str]) -> str:
    """The kind that turns what is said most; empty where there is none."""
    return next((kind for kind in (*TELLING, WORDING, SURROUNDINGS) if kind in kinds), "")


def _kinds(tokens: Sequence[str], first: int, last: int, replaced: bool) -> Iterator[str]:
    for at in range(first, last):
        token = tokens[at]
        small = token.casefold()
        if small in _NEGATIONS or _SHORT_NEGATION.search(small):
            yield NEGATION
        if _is_date(tokens, at):
            yield DATE
        elif small in _OBLIGATIONS:
            yield OBLIGATION
        elif _is_number(small) or (small == "-" and tokens[at + 1 : at + 2] and tokens[at + 1][0].isdigit()):
            yield NUMBER
        elif _is_name(tokens, at, replaced and at == first):
            yield NAME


def _is_number(small: str) -> bool:
    return any(sign.isnumeric() for sign in small) or small in "%€$£+" or _NUMBER_WORDS.issuperset(small.split("-"))


def _is_date(tokens: Sequence[str], at: int) -> bool:
    """Whether a token is a month, a day of the week, a year, or the number beside a month."""
    if _is_month(tokens, at) or _YEAR.match(tokens[at]):
        return True
    beside = range(max(at - 1, 0), min(at + 2, len(tokens)))
    return tokens[at][0].isdigit() and any(_is_month(tokens, near) for near in beside)


def _is_month(tokens: Sequence[str], at: int) -> bool:
    token = tokens[at]
    if token == "May":  # a month where a number stands beside it, else the verb
        return any(tokens[near][0].isdigit() for near in (at - 1, at + 1) if 0 <= near < len(tokens))
    return token[0].isupper() and token.casefold() in _MONTHS


def _is_name(tokens: Sequence[str], at: int, replaced: bool) -> bool:
    """Whether a token has a capital that a sentence does not give it; at its beginning, one `replaced` by another."""
    token = tokens[at]
    if not any(sign.isupper() for sign in token):
        return False
    opens = at == 0 or tokens[at - 1] in _STOPS
    return not opens or (replaced and len(token) > 1 and token.casefold() not in _OPENERS)


def _turned(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a word of one is a word of the other with "un" or the like before it."""
    one, other = ({token.casefold() for token in tokens} for tokens in (before, after))
    return any(
        _TURNING_PREFIX.sub("", word) in rest for words, rest in ((one, other), (other, one)) for word in words - rest
    )
