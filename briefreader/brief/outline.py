"""The shape of a brief: paragraph numbers, sections, and the enumerated points (First ... Lastly) inside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .model import NUMBERED, Block, BlockKind, Brief

_ENUMERABLE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})

# One line for each rank; the words of all languages together, for a brief need not say which language it is in.
_RANKS = (
    "first|firstly|ten eerste|premièrement|erstens",
    "second|secondly|ten tweede|deuxièmement|zweitens",
    "third|thirdly|ten derde|troisièmement|drittens",
    "fourth|fourthly|ten vierde|quatrièmement|viertens",
    "fifth|fifthly|ten vijfde|cinquièmement|fünftens",
    "sixth|sixthly|ten zesde|sixièmement|sechstens",
    "seventh|seventhly|ten zevende|septièmement|siebtens",
    "eighth|eighthly|ten achtste|huitièmement|achtens",
    "ninth|ninthly|ten negende|neuvièmement|neuntens",
    "tenth|tenthly|ten tiende|dixièmement|zehntens",
    "last|lastly|finally|ten slotte|tot slot|enfin|schließlich",
)
_RANK = {word: rank for rank, words in enumerate(_RANKS, start=1) for word in words.split("|")}
# "First" may open "First Minister" just as well: it counts only before a pause. "Firstly" cannot mislead.
_NEEDS_PAUSE = frozenset(words.partition("|")[0] for words in _RANKS)
_ORDINAL = re.compile(
    rf"^({'|'.join(sorted(_RANK, key=len, reverse=True))})\b"
    r"((?:\s+(?:of\s+all|and\s+foremost|but\s+not\s+least)\b)?(?:\s*[,:;.](?=\s)|\s*[–—]|\s-(?=\s))?)\s*",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"^(?:there\s+(?:is|are|was|were|remains?|(?:will|may|can|has|have)\s+(?:be|been))|er\s+(?:is|zijn)|il\s+y\s+a|es\s+gibt)\s+",
    re.IGNORECASE,
)
# A full stop after a single capital belongs to an abbreviation or an initial.
_SENTENCE = re.compile(r".+?(?<!\b[A-Z])[.?!](?=[\"'”’»)\]]*(?:\s|$))|.+")
_CLAUSE = re.compile(r"[,;:]?\s+[–—]\s|[,;:]\s|\s(?:but|because|which|while|whereas|although|unless)\s")
_TITLE_LENGTH = 60
# Shorter than this a clause says too little to stand as a title.
_CLAUSE_LENGTH = 20
# No title ends on one of these.
_WEAK = re.compile(
    r"[\s,;:–—]+(?:(?:an?|and|are|as|at|be|because|but|by|can|for|from|has|have|his|her|if|in|into|is|its|may|more|no|not|"
    r"of|on|or|our|so|than|that|the|were|their|this|to|was|which|while|who|will|with|de|het|een|en|van|op|te|le|la|les|et|des|du|der|die|das|und|von|zu)"
    r"(?:\s+|$))*$",
    re.IGNORECASE,
)

_LABELS = {
    "en": ("Summary", "Introduction", "About this brief"),
    "nl": ("Samenvatting", "Inleiding", "Over deze publicatie"),
    "fr": ("Résumé", "Introduction", "À propos de cette note"),
    "de": ("Zusammenfassung", "Einleitung", "Über dieses Papier"),
}


# Where an entry begins (index of a block), its title, level and kind: it ends where the next of its level begins.
_Start = tuple[int, str, int, Literal["section", "point"]]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of the contents: a section, or an enumerated point inside one.

    `block` is the id of the block to go to; `first` and `last` are indexes into the brief's blocks, both inclusive.
    `level` is 0 for a top section and one more for each subsection or point; `paragraphs` counts the numbered blocks.
    """

    title: str
    block: str
    first: int
    last: int
    level: int
    kind: Literal["section", "point"]
    paragraphs: int


def opening_ordinal(text: str) -> str | None:
    """The ordinal word with which a paragraph opens an enumerated point ("First", "Lastly"), as written, or None."""
    match = _ORDINAL.match(text)
    if match is None or not match[1][0].isupper() or (not match[2] and match[1].lower() in _NEEDS_PAUSE):
        return None
    return match[1]


def in_back_matter(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """For each block, whether it belongs to the back matter: such blocks, with their headings."""
    apart: list[bool] = []
    texts = (block.kind for block in reversed(blocks) if block.kind is not BlockKind.HEADING)
    following = next(texts, None) is BlockKind.BACK_MATTER
    for block in reversed(blocks):
        following = block.kind is BlockKind.BACK_MATTER or (block.kind is BlockKind.HEADING and following)
        apart.append(following)
    return tuple(reversed(apart))


def number_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with their ids, paragraph numbers, sections and points, whatever these were before.

    A heading's own section is the heading that encloses it. Back matter stands under its own headings alone.
    """
    given = tuple(blocks)
    apart = in_back_matter(given)
    numbered: list[Block] = []
    above: list[Block] = []
    number = 0
    for index, block in enumerate(given):
        if index and apart[index] != apart[index - 1]:
            above.clear()
        if block.kind is BlockKind.HEADING:
            while above and above[-1].level >= block.level:
                above.pop()
        number += block.kind in NUMBERED
        placed = replace(
            block,
            id=f"b{index + 1}",
            number=number if block.kind in NUMBERED else None,
            section=above[-1].id if above else None,
            point=None,
        )
        if block.kind is BlockKind.HEADING:
            above.append(placed)
        numbered.append(placed)
    for index in _points(numbered):
        numbered[index] = replace(numbered[index], point=opening_ordinal(numbered[index].text))
    return tuple(numbered)


def _points(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the blocks that open a point: rising ordinals, at least two in one section, from the first or second.

    An enumeration may start at "Second", because its first point often stands inside the sentence that announces it.
    """
    points: list[int] = []
    run: list[int] = []
    section, rank = None, 0
    for index, block in enumerate(blocks):
        word = opening_ordinal(block.text) if block.kind in _ENUMERABLE else None
        if word is None:
            continue
        next_rank = _RANK[word.lower()]
        if block.section != section or next_rank <= rank:
            points += run if len(run) > 1 else []
            run, rank = [], 0
        if run or next_rank <= 2:
            run.append(index)
            section, rank = block.section, next_rank
    return points + (run if len(run) > 1 else [])


def outline(brief: Brief) -> tuple[OutlineEntry, ...]:
    """The contents of a brief in reading order: its sections, and the enumerated points as entries below them."""
    blocks = brief.blocks
    starts = _starts(brief)
    entries = []
    for place, (first, title, level, kind) in enumerate(starts):
        ends = (start for start, _, other, _ in starts[place + 1 :] if other <= level)
        last = next(ends, len(blocks)) - 1
        paragraphs = sum(block.number is not None for block in blocks[first : last + 1])
        entries.append(OutlineEntry(title, blocks[first].id, first, last, level, kind, paragraphs))
    return tuple(entries)


def _starts(brief: Brief) -> list[_Start]:
    summary, introduction, about = _LABELS.get(brief.metadata.language[:2].lower(), _LABELS["en"])
    apart = in_back_matter(brief.blocks)
    starts: list[_Start] = []
    depths: list[int] = []
    label = ""
    for index, block in enumerate(brief.blocks):
        if index and apart[index] != apart[index - 1]:
            depths, label = [], ""
        if block.kind is BlockKind.HEADING:
            while depths and depths[-1] >= block.level:
                depths.pop()
            starts.append((index, block.text, len(depths), "section"))
            depths.append(block.level)
        elif not depths and (apart[index] or block.kind in NUMBERED):
            before = label
            label = about if apart[index] else summary if block.kind is BlockKind.ABSTRACT else introduction
            if label != before:
                starts.append((index, label, 0, "section"))
        if block.point is not None:
            starts.append((index, _point_title(block), len(depths) or 1, "point"))
    return starts


def _point_title(block: Block) -> str:
    """The ordinal, a dash, and the gist of the point's first sentence, cut at a clause or a word."""
    rest = _EXPLETIVE.sub("", _ORDINAL.sub("", block.text, count=1))
    sentence = _SENTENCE.match(" ".join(rest.split()))
    title = f"{block.point} — {sentence[0].rstrip('.')}" if sentence else f"{block.point}"
    if len(title) <= _TITLE_LENGTH:
        return title
    start = title.index("—") + _CLAUSE_LENGTH
    clauses = [found.start() for found in _CLAUSE.finditer(title, start, _TITLE_LENGTH + 2)]
    cut = clauses[-1] if clauses else title.rfind(" ", start, _TITLE_LENGTH + 1)
    return _WEAK.sub("", title[: cut if cut > 0 else _TITLE_LENGTH] + " ")
