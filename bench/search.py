"""Search beside SQLite's FTS5 and tantivy: what each takes to build, to open and to answer, at three sizes.

    python bench/search.py [--sizes 200 20000 200000]

Libraries are made up from a fixed seed, with words as frequent as those of real texts (Zipf). Each engine is built and
asked in a process of its own, so that the memory of one is not that of another; the questions are the same for all.
What an engine does not have is left empty. Limits stand beside the rows for which there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from engines import ACTORS, ENGINES, Engine, Paragraph
from measure import ROOT, quantile, table

from briefreader import paths
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks

SIZES = (200, 20_000, 200_000)
PARAGRAPHS = 100
_SYLLABLES = [consonant + vowel for consonant in "bcdflmnprstvz" for vowel in "aeiou"]
_PUBLISHERS = tuple(f"Institute {number}" for number in range(25))


class Texts:
    """Briefs of a hundred paragraphs: the words of a shipped brief are the frequent ones, made-up ones the rare."""

    def __init__(self) -> None:
        chance = random.Random(11)
        text = (paths.content() / "no-longer-ironclad" / "brief.md").read_text(encoding="utf-8")
        real = [word.lower() for word in re.findall(r"[^\W\d]+", text.split("+++")[2])]
        frequent = sorted(set(real), key=lambda word: (-real.count(word), word))
        made = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(60_000)}
        self.words = [*frequent, *sorted(made, key=lambda word: (hash_of(word), word))]
        self._shares = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def brief(self, number: int) -> Brief:
        """One brief; the same number is the same brief."""
        chance = random.Random(number)
        blocks = [Block("", BlockKind.TITLE, self._said(chance, 8).capitalize())]
        for at in range(PARAGRAPHS - 7):
            if at % 16 == 0:
                blocks.append(Block("", BlockKind.HEADING, self._said(chance, 4).capitalize(), level=1))
            sentences = (f"{self._said(chance, chance.randint(9, 22)).capitalize()}." for _ in range(5))
            blocks.append(Block("", BlockKind.PARAGRAPH, " ".join(sentences)))
        metadata = Metadata(
            blocks[0].text, publisher=_PUBLISHERS[number % 25], date=str(2010 + number % 16), language="en"
        )
        return Brief(f"brief-{number}", metadata, number_blocks(blocks))

    def _said(self, chance: random.Random, count: int) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self._shares, k=count))

    def questions(self, count: int) -> dict[str, list[Any]]:
        """What is asked: words as people pick them, neither the most frequent nor such as nobody writes."""
        chance = random.Random(5)
        telling = [word for word in self.words[40:1500] if len(word) > 3]
        words = [chance.choice(telling) for _ in range(count)]
        pairs = [chance.sample(telling[:600], 2) for _ in range(count)]
        beginnings = [word[:2] for word in words] + [word[:3] for word in words]
        phrases = []
        for _ in range(count):
            text = next(b.text for b in self.brief(chance.randrange(2)).blocks[::-1] if b.kind is BlockKind.PARAGRAPH)
            said = text.lower().replace(".", "").split()
            at = chance.randrange(len(said) - 3)
            phrases.append(said[at : at + 2])
        typed = [
            [*words_of[:-1], words_of[-1][:letters]]
            for words_of in [*pairs[: count // 4], *([word] for word in words[: count // 4])]
            for letters in range(2, len(words_of[-1]) + 1)
        ]
        return {
            "term": words,
            "AND": pairs,
            "phrase": phrases,
            "prefix": beginnings,
            "fuzzy": [word[:-2] + word[-1] + word[-2] for word in words[: count // 2] if len(word) > 5],
            "field": words,
            "snippets": pairs,
            "facets": words,
            "typed": typed,
            "absurd": absurd_texts(" ".join(chance.choices(self.words[:4_000], k=2_000))),
        }


def absurd_texts(page: str) -> list[str]:
    """What nobody would ask for, but could type or paste."""
    return [
        "",
        " " * 100,
        "the of and in to a",
        "the of and",
        "?!.,;:-—…()[]{}<>|&/\\",
        "x" * 10_000,
        page[:10_000],
        f'"{page[:1_000]}',
        '"an open quotation AND (',
        "(" * 10_000,
        '"' * 10_000,
        "a-" * 5_000,
        "a*" * 3_000,
        "NOT " * 2_500,
        "(a+)+$ (.*)*\\1 [a-z]{1,99999}",
        "actor: theme: year:..",
        "\x00\ud800 a",
    ]


_PATIENCE = 15_000
"""Milliseconds for all questions of one kind."""


def hash_of(word: str) -> int:
    """A number for a word that is the same in every process."""
    total = 0
    for letter in word:
        total = (total * 31 + ord(letter)) % 100_003
    return total


def paragraphs_of(brief: Brief) -> list[Paragraph]:
    """The numbered paragraphs of a brief, each with one or two actors."""
    chance = random.Random(brief.id)
    headings = {block.id: block.text for block in brief.blocks if block.kind is BlockKind.HEADING}
    return [
        Paragraph(
            brief.id,
            brief.metadata.title,
            headings.get(block.section or "", ""),
            block.number,
            block.text,
            brief.metadata.publisher,
            brief.metadata.date,
            tuple(chance.choices(ACTORS, k=chance.randint(0, 2))),
        )
        for block in brief.blocks
        if block.number is not None
    ]


# In a process of its own


def build(name: str, folder: Path, size: int) -> dict[str, float]:
    """Build the library of one engine, and add a brief to it."""
    texts, engine = Texts(), engine_of(name, folder)
    briefs = [texts.brief(number) for number in range(size // PARAGRAPHS)]
    began = time.perf_counter()
    engine.build(briefs, paragraphs_of)
    taken = time.perf_counter() - began
    added = []
    for number in range(5):
        brief = texts.brief(1_000_000 + number)
        began = time.perf_counter()
        engine.add(brief, paragraphs_of(brief))
        added.append((time.perf_counter() - began) * 1000)
    engine.close()
    return {"build": taken, "add": statistics.median(added), "add-most": max(added)}


def cold(name: str, folder: Path) -> dict[str, float]:
    """Open the library in a fresh process, and answer one question."""
    began = time.perf_counter()
    engine = engine_of(name, folder)
    engine.every(["government"])
    return {"cold": (time.perf_counter() - began) * 1000}


def ask(name: str, folder: Path) -> dict[str, Any]:
    """Ask everything, each question as often as it is in the list: one warms up the next, as it does for a user.

    Of a kind of questions that takes too long, only the first are asked.
    """
    engine = engine_of(name, folder)
    engine.every(["government"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    asked = Texts().questions(40)
    calls: dict[str, Callable[[Any], int | None]] = {
        "term": lambda word: engine.every([word]),
        "AND": engine.every,
        "phrase": engine.phrase,
        "prefix": engine.prefix,
        "fuzzy": engine.nearly,
        "field": lambda word: engine.within(word, "Institute 3"),
        "snippets": engine.snippets,
        "facets": lambda word: engine.facets([word]),
        "typed": engine.typed,
        "absurd": engine.absurd,
    }
    found: dict[str, Any] = {}
    for kind, call in calls.items():
        taken = []
        for question in asked[kind]:
            began = time.perf_counter()
            answer = call(question)
            taken.append((time.perf_counter() - began) * 1000)
            if answer is None:
                taken = []
            if answer is None or sum(taken) > _PATIENCE:
                break
        found[kind] = taken
    # In kilobytes on Linux, in bytes on macOS.
    scale = 1024 if sys.platform == "darwin" else 1
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale / 1024
    found["memory-before"] = before / scale / 1024
    return found


def engine_of(name: str, folder: Path) -> Engine:
    engine: Engine = next(one for one in ENGINES if one.name == name)(folder)
    return engine


# Here


def in_process(step: str, name: str, folder: Path, *more: str) -> dict[str, Any] | None:
    """What a step prints in a process of its own; None where the engine is not there."""
    done = subprocess.run(
        [sys.executable, __file__, "--step", step, name, str(folder), *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if done.returncode == 3:
        return None
    if done.returncode:
        raise SystemExit(f"A measured process failed:\n{done.stderr}")
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


LIMITS = {
    (20_000, "typed"): "p95 at most 30 ms",
    (20_000, "prefix"): "p95 at most 60 ms",
    (20_000, "add"): "at most 300 ms",
    (20_000, "cold"): "at most 150 ms",
    (20_000, "absurd"): "p95 at most 30 ms",
    (200_000, "typed"): "p95 at most 150 ms",
    (200_000, "absurd"): "p95 at most 150 ms",
}
WORDS = {
    "build": "build the whole library",
    "add": "add one brief",
    "cold": "first result in a fresh process",
    "term": "one word",
    "AND": "two words",
    "phrase": "a phrase",
    "prefix": "beginnings of two and three letters",
    "fuzzy": "a misspelt word",
    "field": "one word, one publisher",
    "snippets": "two words, with snippets",
    "facets": "one word, with snippets and facets",
    "typed": "each letter typed: results, snippets, facets",
    "absurd": "absurd queries, with all of that",
    "memory": "memory of the process",
}


def measured(size: int, folder: Path) -> Iterator[list[str]]:
    """The rows of one size."""
    found: dict[str, dict[str, Any] | None] = {}
    for name in (one.name for one in ENGINES):
        place = folder / f"{size}-{name}"
        place.mkdir()
        built = in_process("build", name, place, str(size))
        if built is None:
            found[name] = None
            continue
        opened = [in_process("cold", name, place) for _ in range(5)]
        times = statistics.median(one["cold"] for one in opened if one)
        found[name] = {**built, "cold": times, **(in_process("ask", name, place) or {})}
    for key, words in WORDS.items():
        yield [words, *(_cell(key, one) for one in found.values()), LIMITS.get((size, key), "")]


def _cell(key: str, one: dict[str, Any] | None) -> str:
    if one is None:
        return "not installed"
    value = one[key]
    if key == "build":
        return f"{value:.1f} s"
    if key == "memory":
        return f"{value:.0f} MB"
    if isinstance(value, list):
        return f"{statistics.median(value):.1f} / {quantile(value, 0.95):.1f}" if value else "-"
    return f"{value:.0f} ms" + (f" (most {one['add-most']:.0f})" if key == "add" else "")


def main() -> None:
    """Print one table for each size; times of answers are medians and 95th percentiles in milliseconds."""
    parser = argparse.ArgumentParser(description="Measure search beside FTS5 and tantivy.")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="PARAGRAPHS")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        _run(arguments.step)
        return
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows = list(measured(size, Path(folder)))
        print(f"\n{size:,} paragraphs: median / p95 in ms")
        table(["", *(one.name for one in ENGINES), "limit"], rows)


def _run(words: Sequence[str]) -> None:
    step, name, folder, *more = words
    try:
        if step == "build":
            print(json.dumps(build(name, Path(folder), int(more[0]))))
        else:
            print(json.dumps({"cold": cold, "ask": ask}[step](name, Path(folder))))
    except ImportError:
        sys.exit(3)


if __name__ == "__main__":
    main()
