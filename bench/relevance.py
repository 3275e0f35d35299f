"""How good our ranking is beside that of SQLite FTS5 and tantivy, on any retrieval test collection in TREC form.

Documents, queries and judgements may be in any form in which such collections are passed on: SGML or XML as TREC
writes it, the `.I .T .W` of Cranfield and CACM, JSON lines as in BEIR, or rows with tabs; gzip is read as it is.

nDCG@10 takes the grade of a judgement as its gain and log2(rank + 1) as discount, MAP counts up to --limit results and
all relevant documents, recall@100 the share of these among the first hundred; all three as trec_eval computes them,
over the queries that have a relevant document. A grade above 0 is relevant, any other is not, and what is not judged
is not. Cranfield's own list of judgements calls the best 1 and the least 4: read it with --grades inverted, or nDCG
prefers the least.

Without a collection there is nothing to measure, and nothing is measured.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import measures
from collection import RetrievalCollection, load, say
from measure import table
from rankers import FIRST, RANKERS, Missing


@dataclass(frozen=True, slots=True)
class Answers:
    """What an engine found for each query, and how long that took.

    `built` is in seconds, the others in milliseconds for each query: for the first hits, which is what a window asks
    for, ours with their snippets; and then for all of them, without.
    """

    ranked: dict[str, list[str]]
    built: float
    first: list[float]
    all: list[float]


def answers(name: str, collection: RetrievalCollection, limit: int, language: str) -> Answers:
    """Build an engine over the documents, and ask it every query. Raises `Missing`."""
    with tempfile.TemporaryDirectory(prefix="relevance-", ignore_cleanup_errors=True) as folder:
        began = time.perf_counter()
        ask = RANKERS[name](Path(folder), collection.documents, language)
        built = time.perf_counter() - began
        found = Answers({}, built, [], [])
        for query, text in collection.queries.items():
            began = time.perf_counter()
            ask(text, min(FIRST, limit))
            halfway = time.perf_counter()
            found.ranked[query] = measures.once(ask(text, limit))
            found.first.append((halfway - began) * 1000)
            found.all.append((time.perf_counter() - halfway) * 1000)
    return found


def precisions(collection: RetrievalCollection, found: Answers) -> list[float]:
    """The average precision of each query."""
    return [
        measures.average_precision(found.ranked[query], collection.judgements[query]) for query in collection.queries
    ]


def measured(name: str, collection: RetrievalCollection, found: Answers) -> list[str]:
    """The row of an engine."""
    each = [(found.ranked[query], collection.judgements[query]) for query in collection.queries]
    means = [
        statistics.fmean(measures.ndcg(*one) for one in each),
        statistics.fmean(precisions(collection, found)),
        statistics.fmean(measures.recall(*one) for one in each),
    ]
    return [
        name,
        *(f"{mean:.4f}" for mean in means),
        f"{found.built:.1f} s",
        f"{statistics.median(found.first):.1f} ms",
        f"{statistics.median(found.all):.1f} ms",
    ]


def beside(collection: RetrievalCollection, name: str, ours: Answers, theirs: Answers) -> list[str]:
    """The row that compares ours with another engine, query by query."""
    pair = measures.compared(precisions(collection, ours), precisions(collection, theirs))
    return [
        name,
        str(pair.wins),
        str(pair.ties),
        str(pair.losses),
        f"{pair.difference:+.4f}",
        f"{pair.low:+.4f} to {pair.high:+.4f}",
    ]


def write_run(path: Path, name: str, found: Answers) -> None:
    """Write a ranking as trec_eval reads it; scores fall by rank, so that its order is the one that was found."""
    tag = "".join(name.split())
    lines = [
        f"{query} Q0 {id} {rank} {len(ranked) - rank + 1} {tag}\n"
        for query, ranked in found.ranked.items()
        for rank, id in enumerate(ranked, start=1)
    ]
    path.mkdir(parents=True, exist_ok=True)
    (path / f"{tag}.run").write_text("".join(lines), encoding="utf-8")


def report(collection: RetrievalCollection, limit: int, language: str, runs: Path | None) -> None:
    """Measure every engine, and print what was measured."""
    print(
        f"{len(collection.documents):,} documents, {len(collection.queries):,} queries, "
        f"{collection.pairs:,} judged pairs, up to {limit:,} results"
    )
    found: dict[str, Answers] = {}
    rows = []
    for name in RANKERS:
        say(f"{name} ...")
        try:
            found[name] = answers(name, collection, limit, language)
        except Missing as reason:
            rows.append([name, *["-"] * 5, str(reason)])
            continue
        rows.append(measured(name, collection, found[name]))
        if runs:
            write_run(runs, name, found[name])
    table(["", "nDCG@10", "MAP", "recall@100", "built in", f"first {FIRST}", f"all {limit:,}"], rows)
    ours, *others = found
    if others:
        print(f"\n{ours} beside the others, by the average precision of each query")
        table(
            ["", "wins", "ties", "losses", "difference", "of 95 in 100 samples"],
            [beside(collection, name, found[ours], found[name]) for name in others],
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a collection, measure, print."""
    words = argparse.RawDescriptionHelpFormatter
    reader = argparse.ArgumentParser(prog="relevance.py", description=__doc__, formatter_class=words)
    reader.add_argument("documents", type=Path, nargs="?", help="a file, or a folder of them")
    reader.add_argument("queries", type=Path, nargs="?", help="topics")
    reader.add_argument("judgements", type=Path, nargs="?", help="qrels")
    reader.add_argument("--limit", type=int, default=1000, help="results asked of each engine (1000)")
    reader.add_argument("--runs", type=Path, metavar="DIR", help="write each ranking there, as trec_eval reads it")
    reader.add_argument("--language", default="en", help="of the documents: en, nl, fr, de, or another")
    reader.add_argument("--field", choices=["title", "description", "both"], default="", help="part of a topic")
    reader.add_argument("--grades", choices=["plain", "inverted"], default="plain", help="whether 1 is the best grade")
    chosen = reader.parse_args(arguments)
    if chosen.documents is None:
        print("Relevance: not measured, since no collection was given (--help says how)")
        return 0
    if chosen.judgements is None:
        reader.error("a collection is documents, queries and judgements")
    collection = load(
        chosen.documents,
        chosen.queries,
        chosen.judgements,
        field=chosen.field,
        inverted=chosen.grades == "inverted",
    )
    report(collection, max(1, chosen.limit), chosen.language, chosen.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
