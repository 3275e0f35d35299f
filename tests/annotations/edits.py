"""Two editions of made-up policy prose, with the truth of what became of every passage of the first in the second.

The truth comes from the edit script alone: every word has an identity that it keeps wherever it goes, so that where a
passage stands, and whether its words are the same, is known without looking for it. The prose is as repetitive as
policy prose is: families of sentences that differ in one number, one name or one word, and sentences that stand
several times, letter by letter.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefreader.annotations.model import Annotation, State
from briefreader.brief.model import Block, BlockKind, Brief, Metadata


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


STATES = _list("Poland Latvia Estonia Portugal Denmark Norway Greece Ireland Croatia Malta Finland Cyprus")
BODIES = _list("Commission Council Agency Court Parliament Bank Tribunal Assembly")
MATTERS = _list(
    "ports railways hospitals archives grids schools bridges customs forests fisheries airfields laboratories "
    "libraries reservoirs satellites shipyards museums prisons"
)
SERVICES = _list("army navy coastguard police treasury judiciary")
MONTHS = _list("January March April June September November")
PLAIN = _list(
    "broad careful common costly early formal further gradual joint local modest national open partial public regional "
    "rural shared steady timely urgent useful brief calm dense exact firm grave large mild narrow odd quiet rapid"
)
NOUNS = _list(
    "account agreement approach audit balance border budget burden charter claim coast debate delay duty effort energy "
    "estimate export fund goal harbour harvest hearing income inquiry island labour ledger levy licence market measure "
    "mission notice office order partner payment plan policy price project reform region report reserve review river "
    "route rule salary sector station subsidy supply survey target tariff tender trade training treaty valley vessel "
    "wage water profile conflict office-holder stop-gap traffic workforce"
)
VERBS = _list(
    "adopt assess clarify close collect defend delay design divide examine finance follow govern improve inspect limit "
    "manage monitor prepare publish reduce renew replace report settle share simplify suspend verify weigh widen"
)
TIES = ("because", "although", "while", "whereas", "so that", "provided that", "even where")
OPENERS = ("In practice,", "In the long run,", "At present,", "As a rule,", "For this reason,", "On balance,")
DUTIES = _list("shall may must should will can")
TWINS = {"likely": "unlikely", "clear": "unclear", "certain": "uncertain", "lawful": "unlawful"}
TWINS |= {other: one for one, other in TWINS.items()}
BOILERPLATE = (
    "The details are set out in the annex to this brief.",
    "No further decision is needed at this stage.",
    "This section will be revised after the next summit of the member states.",
    "See the annex.",
)

NUMBER, DATE, NAME, DUTY, TWIN = "number", "date", "name", "duty", "twin"


@dataclass(eq=False)
class Word:
    """One word with the marks at it. It stays itself when its text changes or when it goes elsewhere.

    `text` is what it says, `form` how that is set in type where this is another way.
    """

    text: str
    kind: str = ""
    form: str = ""
    breaks: bool = False  # a paragraph begins with it, in the middle of its sentence

    def say(self, text: str) -> None:
        """Say something else, set as it is written."""
        self.text, self.form = text, ""

    @property
    def printed(self) -> str:
        return self.form or self.text


@dataclass(eq=False)
class Sentence:
    """Words in order.

    One that was `placed`, be it copied or moved, stays there: were it deleted, moved or copied after that, nobody could
    say from the two editions what happened.
    """

    words: list[Word]
    placed: bool = False

    @property
    def telling(self) -> list[str]:
        """What must never pass unseen when it comes in, goes or changes."""
        return [word.text for word in self.words if word.kind or word.text == "not"]

    @property
    def is_heading(self) -> bool:
        return not self.words[-1].text.endswith(".")


Document = list[list[Sentence]]
Ranges = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Case:
    """A passage (`ranges` of the old edition), what it is in the new one (`state`) and where its words stand there.

    `faint` is one of which so little is left that a careful reader would not say whether it is there. `edits` are the
    kinds of edit that its sentences went through.
    """

    ranges: Ranges
    state: State
    places: Ranges
    faint: bool
    edits: frozenset[str]


@dataclass(frozen=True)
class Corpus:
    """Two editions, and passages of the first with the truth.

    Left out is of what nobody could say what became of it: a passage that was torn apart while other words came to
    stand between its parts that make it whole again, and one that was copied or moved and of which little is left.
    """

    old: Brief
    new: Brief
    cases: tuple[Case, ...]


def corpus(seed: int, *, paragraphs: int = 60, cases: int = 200, share: float = 0.5) -> Corpus:
    """A corpus from a seed: `share` of the paragraphs is edited, in one way each."""
    chance = random.Random(seed)
    document = [_paragraph(chance) for _ in range(paragraphs)]
    old = _brief(document)
    home = {word: sentence for part in document for sentence in part for word in sentence.words}
    marks = [_mark(chance, document) for _ in range(cases)]
    before = _stands(document)
    ranges = [_ranges(before, mark) for mark in marks]
    was = {word: word.text for word in home}
    told = {sentence: sentence.telling for part in document for sentence in part}
    touched: dict[Sentence, set[str]] = {}
    for _ in range(round(share * paragraphs)):
        change = chance.choice(EDITS)
        for sentence in change(chance, document):
            touched.setdefault(sentence, set()).add(change.__name__.strip("_"))
    order = [word for part in document for sentence in part for word in sentence.words]
    position = {word: at for at, word in enumerate(order)}
    after = _stands(document)
    words = " ".join(word.text for word in order)
    truths = [
        _truth(after, mark, where, home, position, was, told, touched)
        for mark, where in zip(marks, ranges, strict=True)
    ]
    torn = [
        _torn(mark, position, words) or (case.faint and any(home[word].placed for word in mark))
        for mark, case in zip(marks, truths, strict=True)
    ]
    return Corpus(old, _brief(document), tuple(case for case, open_ in zip(truths, torn, strict=True) if not open_))


def _torn(mark: Sequence[Word], position: dict[Word, int], words: str) -> bool:
    """Whether a passage is in parts that all stand in the new edition, whose `words` have it in one piece too."""
    places = [position[word] for word in mark if word in position]
    solid = places == list(range(places[0], places[0] + len(places))) if places else True
    return not solid and len(places) == len(mark) and " ".join(word.text for word in mark) in words


def _truth(
    after: dict[Word, tuple[int, int, int]],
    mark: Sequence[Word],
    ranges: Ranges,
    home: dict[Word, Sentence],
    position: dict[Word, int],
    was: dict[Word, str],
    told: dict[Sentence, list[str]],
    touched: dict[Sentence, set[str]],
) -> Case:
    sentences = list(dict.fromkeys(home[word] for word in mark))
    edits = frozenset(name for sentence in sentences for name in touched.get(sentence, ()))
    kept = [word for word in mark if word in position]
    if not kept:
        return Case(ranges, State.LOST, (), False, edits)
    places = [position[word] for word in kept]
    solid = len(kept) == len(mark) and places == list(range(places[0], places[0] + len(places)))
    same = solid and all(word.text == was[word] for word in mark) and all(one.telling == told[one] for one in sentences)
    unchanged = sum(len(was[word]) for word in kept if word.text == was[word])
    faint = len(mark) < 3 or unchanged < 0.6 * sum(len(was[word]) for word in mark)
    state = State.MOVED if same else State.CHANGED
    return Case(ranges, state, _ranges(after, kept), faint and not same, edits)


# What is written


def _blocks(document: Document) -> list[list[Word]]:
    """The words of each block."""
    blocks: list[list[Word]] = []
    for part in document:
        blocks.append([])
        for sentence in part:
            for word in sentence.words:
                if word.breaks:
                    blocks.append([])
                blocks[-1].append(word)
    return [block for block in blocks if block]


def _brief(document: Document) -> Brief:
    texts = (" ".join(word.printed for word in block) for block in _blocks(document))
    return Brief(
        "brief",
        Metadata("A brief"),
        tuple(Block(f"b{at}", BlockKind.PARAGRAPH, text, number=at) for at, text in enumerate(texts, 1)),
    )


def _paragraph(chance: random.Random, *, stock: bool = True) -> list[Sentence]:
    if chance.random() < 0.1:
        words = [chance.choice(PLAIN).capitalize(), chance.choice(NOUNS), "and", chance.choice(MATTERS)]
        return [Sentence([Word(word) for word in words])]
    return [_sentence(chance, stock=stock) for _ in range(chance.randint(1, 7))]


def _sentence(chance: random.Random, *, stock: bool = True) -> Sentence:
    """A sentence; where `stock`, it may be one of those that stand in many places."""
    if stock and chance.random() < 0.06:
        return Sentence([Word(word) for word in chance.choice(BOILERPLATE).split()])
    families = (_spending, _services, _dates, _judgement, _free, _free, _free, _free, _free)
    words = chance.choice(families)(chance)
    words[0].text = words[0].text[:1].upper() + words[0].text[1:]
    words[-1].text += "."
    return Sentence(words)


def _plain(text: str) -> list[Word]:
    return [Word(word) for word in text.split()]


def _spending(chance: random.Random) -> list[Word]:
    return [
        Word(chance.choice(STATES), NAME),
        Word("will", DUTY),
        *_plain("pay"),
        Word(str(chance.randint(2, 99)), NUMBER),
        *_plain("million euros for its"),
        Word(chance.choice(MATTERS)),
        *_plain("by the end of"),
        Word(str(chance.randint(2024, 2039)), DATE),
    ]


def _services(chance: random.Random) -> list[Word]:
    return [
        *_plain(f"the {chance.choice(SERVICES)}"),
        Word(chance.choice(DUTIES), DUTY),
        *_plain("be given the means to"),
        *_plain(f"{chance.choice(VERBS)} its {chance.choice(NOUNS)} within the limits of the common budget"),
    ]


def _dates(chance: random.Random) -> list[Word]:
    return [
        *_plain("the"),
        Word(chance.choice(BODIES), NAME),
        *_plain(f'adopted its "{chance.choice(PLAIN)} {chance.choice(NOUNS)}" on'),
        Word(str(chance.randint(1, 28)), DATE),
        Word(chance.choice(MONTHS), DATE),
        Word(str(chance.randint(2015, 2026)), DATE),
        *_plain(f"after a {chance.choice(PLAIN)} debate"),
    ]


def _judgement(chance: random.Random) -> list[Word]:
    return [
        *_plain("it is"),
        Word(chance.choice(list(TWINS)), TWIN),
        *_plain(f"that the {chance.choice(PLAIN)} {chance.choice(NOUNS)} of the"),
        Word(chance.choice(BODIES), NAME),
        *_plain(f"is the best way to {chance.choice(VERBS)} Europe's {chance.choice(NOUNS)}"),
    ]


def _free(chance: random.Random) -> list[Word]:
    def thing() -> str:
        return f"the {chance.choice(PLAIN)} {chance.choice(NOUNS)}"

    words = _plain(chance.choice(OPENERS)) if chance.random() < 0.3 else []
    words += [*_plain(thing()), Word(chance.choice(DUTIES), DUTY), *_plain(f"{chance.choice(VERBS)} {thing()}")]
    if chance.random() < 0.6:
        words += [*_plain(f"of the {chance.choice(MATTERS)} in"), Word(chance.choice(STATES), NAME)]
    if chance.random() < 0.7:
        words += [*_plain(f"{chance.choice(TIES)} {thing()}"), Word(chance.choice(DUTIES), DUTY)]
        words += _plain(f"{chance.choice(VERBS)} {chance.choice(NOUNS)} and {thing()} - {chance.choice(PLAIN)} or not")
    return words


# What is marked


def _mark(chance: random.Random, document: Document) -> list[Word]:
    at = chance.randrange(len(document))
    words = [word for sentence in document[at] for word in sentence.words]
    roll = chance.random()
    if roll < 0.40:
        return list(chance.choice(document[at]).words)
    if roll < 0.65:
        inside = chance.choice(document[at]).words
        size = min(chance.randint(3, 12), len(inside))
        first = chance.randint(0, len(inside) - size)
        return inside[first : first + size]
    if roll < 0.72:
        first = chance.randrange(len(words))
        return words[first : first + chance.randint(1, 2)]
    if roll < 0.80 or at + 1 == len(document):
        return words
    if roll < 0.90:
        first, last = sorted(chance.sample(range(len(words) + 1), 2))
        return words[first:last]
    following = [word for sentence in document[at + 1] for word in sentence.words]
    return words[chance.randrange(len(words)) :] + following[: chance.randint(1, len(following))]


def _stands(document: Document) -> dict[Word, tuple[int, int, int]]:
    """Where each word stands: the block's number, start and end."""
    stands = {}
    for number, block in enumerate(_blocks(document), 1):
        start = 0
        for word in block:
            stands[word] = number, start, start + len(word.printed.rstrip())
            start += len(word.printed) + 1
    return stands


def _ranges(stands: dict[Word, tuple[int, int, int]], words: Iterable[Word]) -> Ranges:
    """For each block the stretch from the first to the last of some words."""
    reach: dict[int, tuple[int, int]] = {}
    for number, start, end in sorted(stands[word] for word in words):
        reach[number] = reach.get(number, (start, end))[0], end
    return tuple((f"b{number}", start, end) for number, (start, end) in reach.items())


# What is edited: each edit changes the document and returns the sentences that it touched


def _any(chance: random.Random, document: Document) -> tuple[list[Sentence], int]:
    part = chance.choice(document)
    return part, chance.randrange(len(part))


def _is_doubled(document: Document, sentence: Sentence) -> bool:
    """Whether the same sentence stands beside one: were it deleted, nobody could say which of the two is left."""
    order = [one for part in document for one in part]
    at = order.index(sentence)
    near = order[max(at - 1, 0) : at] + order[at + 1 : at + 2]
    return any([word.text for word in other.words] == [word.text for word in sentence.words] for other in near)


def _shuffled(chance: random.Random, document: Document) -> Iterator[Sentence]:
    """Sentences at random, until there has been one for each paragraph."""
    for _ in document:
        part, at = _any(chance, document)
        yield part[at]


def _tidy(document: Document) -> None:
    document[:] = [part for part in document if part]


def insert_sentence(chance: random.Random, document: Document) -> list[Sentence]:
    part, at = _any(chance, document)
    if part[at].is_heading:
        return []
    part.insert(at, _sentence(chance, stock=False))
    return part[at + 1 : at + 2]


def delete_sentence(chance: random.Random, document: Document) -> list[Sentence]:
    part, at = _any(chance, document)
    if part[at].placed or _is_doubled(document, part[at]):
        return []
    gone = part.pop(at)
    _tidy(document)
    return [gone]


def delete_twin(chance: random.Random, document: Document) -> list[Sentence]:
    """Delete a sentence that stands several times, letter by letter."""
    seen = set()
    first = chance.randrange(len(document))
    for part in document[first:] + document[:first]:
        for sentence in part:
            text = " ".join(word.text for word in sentence.words)
            if text in seen and not sentence.placed and not _is_doubled(document, sentence):
                part.remove(sentence)
                _tidy(document)
                return [sentence]
            seen.add(text)
    return []


def duplicate_sentence(chance: random.Random, document: Document) -> list[Sentence]:
    part, at = _any(chance, document)
    other, where = _any(chance, document)
    near = abs(document.index(part) - document.index(other)) < 3
    stock = " ".join(word.text for word in part[at].words) in BOILERPLATE
    if near or stock or part[at].placed or part[at].is_heading or other[where].is_heading:
        return []
    part[at].placed = True
    other.insert(where, Sentence([Word(word.text, word.kind) for word in part[at].words], placed=True))
    return [part[at]]


def insert_paragraph(chance: random.Random, document: Document) -> list[Sentence]:
    document.insert(chance.randrange(len(document)), _paragraph(chance, stock=False))
    return []


def delete_paragraph(chance: random.Random, document: Document) -> list[Sentence]:
    at = chance.randrange(len(document))
    if len(document) < 4 or any(sentence.placed for sentence in document[at]):
        return []
    return document.pop(at)


def move_paragraph(chance: random.Random, document: Document) -> list[Sentence]:
    at = chance.randrange(len(document))
    if any(sentence.placed for sentence in document[at]):
        return []
    part = document.pop(at)
    for sentence in part:
        sentence.placed = True
    document.insert(chance.randrange(len(document) + 1), part)
    return part


def move_sentence(chance: random.Random, document: Document) -> list[Sentence]:
    part, at = _any(chance, document)
    other, where = _any(chance, document)
    if part is other or part[at].placed or part[at].is_heading or other[where].is_heading:
        return []
    sentence = part.pop(at)
    sentence.placed = True
    _tidy(document)
    other.insert(where, sentence)
    return [sentence]


def split_paragraph(chance: random.Random, document: Document) -> list[Sentence]:
    part, cut = _any(chance, document)
    at = document.index(part)
    document[at : at + 1] = [part[:cut], part[cut:]]
    _tidy(document)
    return part


def break_sentence(chance: random.Random, document: Document) -> list[Sentence]:
    """Break a paragraph within a sentence, as a page does."""
    part, at = _any(chance, document)
    words = part[at].words
    cuts = [cut for cut in range(1, len(words)) if words[cut].text.islower()]
    if cuts:
        words[chance.choice(cuts)].breaks = True
    return part


def join_paragraphs(chance: random.Random, document: Document) -> list[Sentence]:
    at = chance.randrange(len(document) - 1)
    if not document[at][-1].is_heading:
        document[at : at + 2] = [document[at] + document[at + 1]]
    return document[at]


def reword(chance: random.Random, document: Document) -> list[Sentence]:
    """Replace, drop and add some plain words of a sentence."""
    part, at = _any(chance, document)
    sentence = part[at]
    for word in [word for word in sentence.words[1:-1] if not word.kind and word.text in PLAIN + NOUNS + VERBS]:
        roll = chance.random()
        if roll < 0.3:
            word.say(chance.choice([other for other in PLAIN + NOUNS if other != word.text]))
        elif roll < 0.36:
            sentence.words.remove(word)
        elif roll < 0.44:
            sentence.words.insert(sentence.words.index(word), Word(chance.choice(PLAIN)))
    return [sentence]


NOISE = (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("e", "c"), ("h", "b"), ("i", "l"), ("cl", "d"), ("t", "f"))


def scan_badly(chance: random.Random, document: Document) -> list[Sentence]:
    """Read some letters of a paragraph wrongly."""
    part = chance.choice(document)
    for sentence in part:
        for word in sentence.words:
            one, other = chance.choice(NOISE)
            if one in word.text and word.kind != TWIN and chance.random() < 0.15:
                word.say(word.text.replace(one, other, 1))
    return list(part)


def typeset(chance: random.Random, document: Document) -> list[Sentence]:
    """Set a paragraph anew: other quotation marks, dashes, spaces, soft hyphens, ligatures."""
    part = chance.choice(document)
    for sentence in part:
        for word in sentence.words:
            text = word.text.replace("'", "’").replace("-", "–" if len(word.text) == 1 else "\u2010")
            text = text.replace('"', "“", 1) if text.startswith('"') else text.replace('"', "”")
            if chance.random() < 0.2 and len(text) > 6 and text.isalpha():
                text = f"{text[:4]}\u00ad{text[4:]}"
            text = text.replace("fi", "ﬁ").replace("fl", "ﬂ")
            word.form = text + (" " if chance.random() < 0.1 else "")
    return list(part)


def _replace(
    kind: str, others: Callable[[random.Random, str], str]
) -> Callable[[random.Random, Document], list[Sentence]]:
    def change(chance: random.Random, document: Document) -> list[Sentence]:
        """Replace one word of a kind by another of it."""
        sentence = next((one for one in _shuffled(chance, document) if any(w.kind == kind for w in one.words)), None)
        if sentence is None:
            return []
        word = chance.choice([word for word in sentence.words if word.kind == kind])
        marks = word.text[len(word.text.rstrip(".")) :]
        bare = word.text.rstrip(".")
        new = others(chance, bare)
        if bare[0].isupper():
            new = new[0].upper() + new[1:]
        word.say(new + marks)
        return [sentence]

    change.__name__ = f"change_{kind}"
    return change


def _other_date(chance: random.Random, text: str) -> str:
    if text.isdigit():
        return str(int(text) + chance.randint(1, 3))
    return chance.choice(MONTHS)


def negate(chance: random.Random, document: Document) -> list[Sentence]:
    """Put "not" behind a duty, or take it away from there."""
    for sentence in _shuffled(chance, document):
        duties = [at for at, word in enumerate(sentence.words[:-1]) if word.kind == DUTY]
        if duties:
            break
    else:
        return []
    at = chance.choice(duties)
    if sentence.words[at + 1].text == "not":
        del sentence.words[at + 1]
    else:
        sentence.words.insert(at + 1, Word("not"))
    return [sentence]


EDITS: tuple[Callable[[random.Random, Document], list[Sentence]], ...] = (
    insert_sentence,
    delete_sentence,
    delete_twin,
    duplicate_sentence,
    insert_paragraph,
    delete_paragraph,
    move_paragraph,
    move_sentence,
    split_paragraph,
    break_sentence,
    join_paragraphs,
    reword,
    scan_badly,
    typeset,
    negate,
    _replace(NUMBER, lambda chance, _: str(chance.randint(2, 99))),
    _replace(NAME, lambda chance, text: chance.choice(STATES if text in STATES else BODIES)),
    _replace(DATE, _other_date),
    _replace(DUTY, lambda chance, _: chance.choice(DUTIES)),
    _replace(TWIN, lambda _, text: TWINS.get(text, text)),
)
"""Every kind of edit, each as likely as another."""


def stands_at(new: Brief, case: Case, found: Annotation) -> bool:
    """Whether a resolved annotation stands where a case's words do.

    Moved words have to be those very words, but for the marks at their ends; of changed ones some is enough.
    """
    there = [(target.block, target.start, target.end) for target in found.passage.targets]
    if found.state is State.MOVED:
        return _widened(new, there) == _widened(new, case.places)
    return any(
        block == other and start < to and begin < end for block, start, end in there for other, begin, to in case.places
    )


def _widened(brief: Brief, ranges: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Ranges with the whole of the words that they touch."""
    widened = []
    for block, start, end in ranges:
        text = brief.blocks[int(block[1:]) - 1].text
        start = text.rfind(" ", 0, start) + 1
        end = text.find(" ", end) if " " in text[end:] else len(text)
        widened.append((block, start, end))
    return widened
