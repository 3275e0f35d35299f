"""Texts to measure with: made up from a fixed seed, so that every run reads the same."""

from __future__ import annotations

import random
import re

from briefreader import paths
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks

_NAMES = ("NATO", "Ukraine", "Russia", "the European Union", "Washington", "Article 5", "Donald Trump", "Europe")


def _lexicon() -> list[str]:
    """The words of a shipped brief, each as often as it stands there: as frequent and as alike as words really are."""
    text = (paths.content() / "no-longer-ironclad" / "brief.md").read_text(encoding="utf-8")
    return [word.casefold() for word in re.findall(r"[^\W\d]+", text.split("+++")[2])]


def brief(words: int, *, name: str = "measured", seed: int = 7) -> Brief:
    """A brief of about `words` words: a section every 1,500 words, paragraphs of about 80."""
    chance = random.Random(seed)
    lexicon = _lexicon()
    blocks = [Block("", BlockKind.TITLE, f"A brief of {words} words ({name})")]
    written, section = 0, 0
    while written < words:
        if written >= section * 1500:
            section += 1
            blocks.append(
                Block("", BlockKind.HEADING, f"Section {section}: {' '.join(chance.sample(lexicon, 4))}", level=1)
            )
        paragraph = " ".join(_sentence(chance, lexicon) for _ in range(5))
        written += len(paragraph.split())
        blocks.append(Block("", BlockKind.PARAGRAPH, paragraph))
    return Brief(name, Metadata(title=f"A brief of {words} words ({name})", publisher="Bench"), number_blocks(blocks))


def _sentence(chance: random.Random, lexicon: list[str]) -> str:
    words = [chance.choice(lexicon) for _ in range(chance.randint(11, 20))]
    if chance.random() < 0.4:
        words.insert(chance.randrange(len(words)), chance.choice(_NAMES))
    return " ".join(words).capitalize() + "."
