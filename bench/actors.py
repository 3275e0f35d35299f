"""Who is suggested for a brief, beside who is in it: precision and recall on texts with known truth.

    python bench/actors.py [FOLDER]

A folder holds texts (`NAME.txt`) with their truth (`NAME.toml`): its language, and for each actor the name, the kind,
the forms under which the text mentions it, and how often. `bench/corpus/known` are those that the rules were made with;
those in `bench/corpus/unseen` were looked at by nobody while they were made, and are what counts.

An actor that is suggested is right if one of the names under which it was found is one of a true actor's; each true
one counts once. A mention is right if it stands where a true form does, and is of the right actor.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measure import table

from briefreader.brief.folding import fold
from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import Brief
from briefreader.brief.registry import Actor
from briefreader.importing.actors.suggesting import suggest_actors
from briefreader.importing.structure import read_structure

TEXTS = Path(__file__).parent / "corpus"


@dataclass
class Truth:
    """One actor that is in a text: `counted` mentions of it were found in the right way."""

    name: str
    kind: str
    forms: tuple[str, ...]
    count: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(fold(one).rstrip(".") for one in (self.name, *self.forms))


@dataclass
class Tally:
    """What was right in one text."""

    name: str
    words: int = 0
    right: int = 0
    suggested: int = 0
    true: int = 0
    kinds: int = 0
    mentions_right: int = 0
    mentions_found: int = 0
    mentions_true: int = 0
    milliseconds: float = 0.0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def truth_of(path: Path) -> tuple[str, list[Truth]]:
    """The language of a text, and who is in it."""
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found["language"], [
        Truth(one["name"], one["kind"], tuple(one["forms"]), int(one["count"])) for one in found["actor"]
    ]


def names_of(actor: Actor) -> frozenset[str]:
    """All names of an actor that is suggested, as they are compared."""
    return frozenset(fold(one).rstrip(".") for one in (actor.name, *actor.aliases, *actor.seats))


def measure(path: Path) -> Tally:
    """What is right of what is suggested for one text."""
    _, true = truth_of(path.with_suffix(".toml"))
    brief = read_structure(path.read_text(encoding="utf-8"), name=path.stem)
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        suggested = suggest_actors(brief)
        taken.append((time.perf_counter() - began) * 1000)
    tally = Tally(path.stem, brief.words, suggested=len(suggested.actors), true=len(true))
    tally.milliseconds = statistics.median(taken)
    paired = pair(suggested.actors, true)
    tally.right = len(paired)
    tally.kinds = sum(actor.kind == it.kind for actor, it in paired)
    tally.missed = sorted({one.name for one in true} - {it.name for _, it in paired})
    tally.wrong = sorted(
        f"{one.name} ({one.kind}: {', '.join((*one.aliases, *one.seats)[:3])})"
        for one in suggested.actors
        if one.id not in {actor.id for actor, _ in paired}
    )
    _count_mentions(tally, brief, suggested.actors, paired, true)
    return tally


def pair(actors: tuple[Actor, ...], true: list[Truth]) -> list[tuple[Actor, Truth]]:
    """Each true actor with the one that is suggested for it: the one that shares most names."""
    paired: list[tuple[Actor, Truth]] = []
    left = list(actors)
    for it in sorted(true, key=lambda one: -len(one.forms)):
        best = max(left, key=lambda one: _shared(one, it), default=None)
        if best is not None and _shared(best, it):
            paired.append((best, it))
            left.remove(best)
    return paired


def _shared(actor: Actor, it: Truth) -> int:
    """How many names of an actor are forms of a true one, with or without the title before them."""
    return sum(_fits(name, it.names) for name in names_of(actor))


def _count_mentions(
    tally: Tally, brief: Brief, actors: tuple[Actor, ...], paired: list[tuple[Actor, Truth]], true: list[Truth]
) -> None:
    texts = {block.id: block.text for block in brief.blocks}
    found = find_mentions(brief.blocks, actors, ())
    forms: dict[str, dict[str, int]] = {}
    for one in found:
        words = fold(texts[one.block][one.start : one.end])
        forms.setdefault(one.subject, {}).setdefault(words, 0)
        forms[one.subject][words] += 1
    tally.mentions_found = len(found)
    tally.mentions_true = sum(one.count for one in true)
    for actor, it in paired:
        fitting = sum(count for words, count in forms.get(actor.id, {}).items() if _fits(words, it.names))
        tally.mentions_right += min(fitting, it.count)


def _fits(words: str, names: frozenset[str]) -> bool:
    """Whether words are one of the forms, or the name in one of them without the title before it."""
    return words in names or any(re.search(rf"(?:^|\W){re.escape(words)}$", name) for name in names)


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def main() -> None:
    """Print one table for each folder."""
    parser = argparse.ArgumentParser(description="Precision and recall of the actors that are suggested.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--errors", action="store_true", help="name what was missed and what was wrong")
    arguments = parser.parse_args()
    for folder in arguments.folders or (TEXTS / "known", TEXTS / "unseen"):
        tallies = [measure(path) for path in sorted(folder.glob("*.txt")) if path.with_suffix(".toml").exists()]
        rows = [_row(one) for one in [*tallies, _all(tallies)]]
        print(f"\n{folder.name}")
        table(
            ["text", "words", "actors", "precision", "recall", "kind right", "mentions: precision", "recall", "ms"],
            rows,
        )
        for one in tallies if arguments.errors else ():
            print(f"\n{one.name}\n  missed: {'; '.join(one.missed)}\n  wrong: {'; '.join(one.wrong)}")


def _all(tallies: list[Tally]) -> Tally:
    whole = Tally("all")
    for one in tallies:
        for key in (
            "words",
            "right",
            "suggested",
            "true",
            "kinds",
            "mentions_right",
            "mentions_found",
            "mentions_true",
        ):
            setattr(whole, key, getattr(whole, key) + getattr(one, key))
    whole.milliseconds = statistics.mean([one.milliseconds for one in tallies] or [0.0])
    return whole


def _row(one: Tally) -> list[str]:
    return [
        one.name,
        f"{one.words:,}",
        str(one.true),
        share(one.right, one.suggested),
        share(one.right, one.true),
        share(one.kinds, one.right),
        share(one.mentions_right, one.mentions_found),
        share(one.mentions_right, one.mentions_true),
        f"{one.milliseconds:.0f}",
    ]


if __name__ == "__main__":
    main()
