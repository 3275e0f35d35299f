"""Who and what a library speaks of: how long it takes to suggest, correct, tell and draw it, over few briefs and many.

    python bench/cast.py [--sizes 20 200]

The briefs are the texts of `bench/corpus/known`, their paragraphs in another order each time and a tenth of the actors
called by other names, so that a library has thousands of them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import table

from briefreader import paths
from briefreader.brief.model import Brief
from briefreader.brief.outline import number_blocks
from briefreader.importing.structure import read_structure
from briefreader.importing.suggesting import suggest
from briefreader.library import Library

TEXTS = Path(__file__).parent / "corpus" / "known"


def briefs(count: int) -> list[Brief]:
    """So many briefs, no two alike."""
    files = sorted(TEXTS.glob("*.txt"))
    made = []
    for number in range(count):
        file, chance = files[number % len(files)], random.Random(number)
        text = file.read_text(encoding="utf-8")
        words = tomllib.loads(file.with_suffix(".toml").read_text(encoding="utf-8"))
        for one in words["actor"][number % 10 :: 10] if number >= len(files) else ():
            for form in one.get("forms", ()):
                if form.istitle():
                    text = text.replace(form, "".join(chance.sample(form, len(form))).title())
        brief = read_structure(text, name=f"{file.stem}-{number}")
        head, *rest = brief.blocks
        chance.shuffle(rest)
        metadata = replace(brief.metadata, title=f"{brief.metadata.title} {number}", date=str(2010 + number % 16))
        blocks = number_blocks([replace(one, id="", number=None) for one in (head, *rest)])
        made.append(replace(brief, id=f"{file.stem}-{number}", metadata=metadata, blocks=blocks))
    return made


def timed(work: Callable[[], object], times: int = 5) -> str:
    """The median of some runs, in milliseconds, and the slowest."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(taken):,.0f} ms, at most {max(taken):,.0f}"


def measure(size: int) -> list[str]:
    """The times of one library."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(paths.folders(Path(folder)))
        taken = []
        for brief in briefs(size):
            began = time.perf_counter()
            pack = suggest(brief)
            taken.append((time.perf_counter() - began) * 1000)
            library.keep(pack)
        began = time.perf_counter()
        library.bring_up_to_date()
        all_found = time.perf_counter() - began
        tally = library.tally()
        often = max(tally, key=lambda one: tally[one])
        open_brief = library.brief(library.summaries()[0].id)
        names = iter(range(10_000))

        def correct() -> None:
            library.add_name(often, f"Name {next(names)}")
            library.surroundings(open_brief)

        found = [
            str(size),
            f"{len(library.registry().actors):,}",
            f"{statistics.median(taken):.0f} ms, at most {max(taken):.0f}",
            f"{all_found:.1f} s",
            timed(correct),
            timed(lambda: library.dossier(often, open_brief.id)),
            timed(lambda: library.dossier(often)),
            timed(lambda: library.grid("actors", "sections", open_brief.id)),
            timed(lambda: library.grid("actors", "briefs")),
            timed(library.circle),
            timed(library.names_known),
        ]
        library.close()
    return found


def main() -> None:
    """Print one line for each size of library."""
    parser = argparse.ArgumentParser(description="How long actors and themes take.")
    parser.add_argument("--sizes", nargs="*", type=int, default=[20, 200])
    heads = (
        "briefs",
        "actors",
        "suggest",
        "find all anew",
        "correct",
        "dossier of one brief",
        "dossier of all",
        "map of one brief",
        "map of all",
        "who with whom",
        "names for search",
    )
    rows = [measure(size) for size in parser.parse_args().sizes]
    table(["", *(f"{row[0]} briefs" for row in rows)], [[heads[at], *(row[at] for row in rows)] for at in range(1, 11)])


if __name__ == "__main__":
    main()
