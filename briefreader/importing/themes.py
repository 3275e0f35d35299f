"""What a brief is about, as far as the terms of a list of themes tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefreader import lists
from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import NUMBERED, BlockKind, Brief
from briefreader.brief.registry import Evidence, Theme

_COLUMNS = ("id", "name", "description", "en", "nl", "fr", "de")
_LANGUAGES = ("en", "nl", "fr", "de")
_FEWEST = 2
_FEWEST_MENTIONS = 3
_SHARE = 0.06
_MOST = 10


@dataclass(frozen=True)
class SuggestedThemes:
    """The themes of a brief with the terms that it uses, why each was suggested, and what could not be read."""

    themes: tuple[Theme, ...]
    evidence: tuple[Evidence, ...]
    faults: tuple[str, ...] = ()


def suggest_themes(brief: Brief, folder: Path | None = None) -> SuggestedThemes:
    """The themes whose terms a brief uses often enough: in its title or a heading, or in several paragraphs."""
    listed, faults = read_themes(folder)
    texts = {block.id: block for block in brief.blocks}
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, str] = {}
    for one in find_mentions(brief.blocks, (), listed):
        block = texts[one.block]
        counts[one.subject] += 1
        words[one.subject][block.text[one.start : one.end].lower()] += 1
        if block.kind in NUMBERED:
            blocks[one.subject].add(one.block)
            first.setdefault(one.subject, one.block)
        elif block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            heads[one.subject] += 1
    numbered = sum(block.kind in NUMBERED for block in brief.blocks)
    least = max(_FEWEST, round(_SHARE * numbered))
    chosen = [
        theme
        for theme in listed
        if (len(blocks[theme.id]) >= least and counts[theme.id] >= _FEWEST_MENTIONS)
        or (heads[theme.id] and blocks[theme.id])
    ]
    chosen.sort(key=lambda theme: (-len(blocks[theme.id]) - 2 * heads[theme.id], theme.name))
    chosen = chosen[:_MOST]
    evidence = tuple(
        Evidence(
            theme.id,
            f"its terms stand in {len(blocks[theme.id])} paragraphs",
            ", ".join(word for word, _ in words[theme.id].most_common(4)),
            first[theme.id],
        )
        for theme in chosen
    )
    return SuggestedThemes(tuple(chosen), evidence, faults)


@cache
def read_themes(folder: Path | None = None) -> tuple[tuple[Theme, ...], tuple[str, ...]]:
    """The list of themes of a folder, that of the program where none is given, and what could not be read of it."""
    rows, broken = lists.table((folder or lists.folder()) / "themes.tsv", _COLUMNS)
    if broken:
        return (), (f"The list of themes {broken}; no themes are suggested.",)
    themes, faults = [], []
    for at, row in rows:
        if len(row) != len(_COLUMNS) or not row["id"].strip() or not row["name"].strip():
            faults.append(f"Line {at} of the list of themes is not as it should be; it is left out.")
            continue
        terms = (term for language in _LANGUAGES for term in lists.parts_of(row[language]))
        themes.append(Theme(row["id"], row["name"], tuple(dict.fromkeys(terms)), row["description"], "suggested"))
    return tuple(themes), tuple(faults)
