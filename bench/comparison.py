"""Two editions compared: how long it takes, and how often an edit is told as what it was.

The edits are made up from a fixed seed, so that the truth is known: for each paragraph of the old edition, where it is
in the new one and whether its words changed.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import texts
from measure import row, table

from briefreader.brief.comparison import Change, Comparison, compare
from briefreader.brief.model import Block, BlockKind, Brief
from briefreader.brief.wording import word_diff

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
CORPUS = 40

Truth = set[tuple[Change, str | None, str | None]]
"""What is to be told: a change, the id in the old edition, and the text's id in the new one."""


def reworded(text: str, chance: random.Random, share: float) -> str:
    """`text` with a share of its words replaced by others of it, one at the least."""
    words = text.split()
    for at in chance.sample(range(len(words)), max(1, int(share * len(words)))):
        words[at] = f"{chance.choice(words)}{chance.randrange(99)}"
    return " ".join(words)


def edited(brief: Brief, chance: random.Random) -> tuple[Brief, Truth]:
    """Another edition with every kind of edit, and what a comparison has to tell of each paragraph."""
    blocks: list[Block] = []
    truth: Truth = set()
    carried: list[Block] = []
    for block in brief.blocks:
        edit = chance.choices(
            ["same", "number", "reworded", "cut", "grown", "deleted", "added", "rewritten", "moved", "moved, changed"],
            [60, 4, 8, 3, 3, 4, 4, 2, 2, 2],
        )[0]
        if block.kind is not BlockKind.PARAGRAPH:
            edit = "same"
        sentences = block.text.split(". ")
        changes = {
            "number": reworded(block.text, chance, 0),
            "reworded": reworded(block.text, chance, chance.uniform(0.05, 0.3)),
            "cut": ". ".join(sentences[:-1]),
            "grown": f"{block.text} {reworded(chance.choice(sentences), chance, 0.9)}",
            "moved, changed": reworded(block.text, chance, 0.08),
        }
        other = replace(block, id=f"new-{block.id}", text=reworded(" ".join(reversed(block.text.split())), chance, 0.9))
        if edit == "added":
            blocks.append(other)
            truth.add((Change.ADDED, None, other.id))
        if edit in ("deleted", "rewritten"):
            truth.add((Change.DELETED, block.id, None))
        if edit == "rewritten":
            blocks.append(other)
            truth.add((Change.ADDED, None, other.id))
        elif edit != "deleted":
            kept = replace(block, text=changes.get(edit, block.text))
            change = Change.SAME if kept.text == block.text else Change.CHANGED
            truth.add((Change.MOVED if "moved" in edit else change, block.id, block.id))
            (carried if "moved" in edit else blocks).append(kept)
    for block in carried:
        blocks.insert(chance.randrange(len(blocks) + 1), block)
    return replace(brief, blocks=tuple(blocks)), truth


def told(found: Comparison) -> Truth:
    """What a comparison tells, each of what moved once."""
    some: Truth = set()
    for one in found.rows:
        if one.change is not Change.MOVED:
            some.add((one.change, one.old.id if one.old else None, one.new.id if one.new else None))
        elif one.old and one.partner:
            some.add((one.change, one.old.id, one.partner.id))
    return some


def quality() -> list[list[str]]:
    """For each kind of change, how much of what is told is true, and how much of what is true is told."""
    right, said, true = (dict.fromkeys(Change, 0) for _ in range(3))
    for seed in range(CORPUS):
        chance = random.Random(seed)
        old = texts.brief(20_000, seed=seed)
        new, truth = edited(old, chance)
        found = told(compare(old, new))
        for change in Change:
            for counts, some in ((right, found & truth), (said, found), (true, truth)):
                counts[change] += sum(one[0] is change for one in some)
    return [
        [
            change.value,
            f"{right[change] / said[change]:.4f}",
            f"{right[change] / true[change]:.4f}",
            f"{true[change]:,}",
        ]
        for change in Change
    ]


def timed(what: Callable[[], object]) -> list[float]:
    """The milliseconds that each of a few runs takes."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        what()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def variants(brief: Brief, chance: random.Random) -> list[tuple[str, Brief]]:
    """Other editions of a brief, from the same text to quite another one."""

    def with_texts(rewrite: Callable[[str], str]) -> Brief:
        return replace(brief, blocks=tuple(replace(block, text=rewrite(block.text)) for block in brief.blocks))

    return [
        ("the same", with_texts(str)),
        ("one paragraph in five changed", with_texts(partial(_some, chance=chance))),
        ("every paragraph changed", with_texts(partial(reworded, chance=chance, share=0.2))),
        ("every paragraph elsewhere", replace(brief, blocks=tuple(chance.sample(brief.blocks, len(brief.blocks))))),
        ("nothing in common", texts.brief(brief.words, seed=99)),
    ]


def _some(text: str, chance: random.Random) -> str:
    return reworded(text, chance, 0.1) if chance.random() < 0.2 else text


def times() -> list[list[str]]:
    """How long editions of two sizes take, and one very long paragraph."""
    rows = []
    for words in (5_000, 200_000):
        old = texts.brief(words)
        for name, new in variants(old, random.Random(1)):
            rows.append(row(f"{words:,} words, {name}", timed(partial(compare, old, new))))
    long = " ".join(block.text for block in texts.brief(17_000).blocks)
    changed = reworded(long, random.Random(1), 0.2)
    rows.append(row(f"one paragraph of {len(long):,} characters", timed(partial(word_diff, long, changed))))
    return rows


def main() -> None:
    """Print one table of times and one of what was told right."""
    print("Two editions compared (200,000 words in some 2 s, 5,000 in at most 200 ms)")
    table(["", "median", "p95", "most", "runs"], times())
    print(f"\nEdits of known truth in {CORPUS} briefs of 20,000 words")
    table(["", "precision", "recall", "paragraphs"], quality())


if __name__ == "__main__":
    main()
