"""What the benchmarks share: quantiles, and one table on standard output."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def quantile(numbers: Sequence[float], share: float) -> float:
    """The value below which `share` of the numbers lie."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(name: str, numbers: Sequence[float], unit: str = "ms") -> list[str]:
    """Median, 95th percentile and maximum of some measurements."""
    return [
        name,
        f"{statistics.median(numbers):.1f} {unit}",
        f"{quantile(numbers, 0.95):.1f} {unit}",
        f"{max(numbers):.1f} {unit}",
        str(len(numbers)),
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table whose columns are as wide as they need to be."""
    widths = [max(len(line[at]) for line in (head, *rows)) for at in range(len(head))]
    for line in (head, ["-" * width for width in widths], *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def child(script: str, *arguments: str) -> list[float]:
    """Run a Python script in a process of its own; the numbers that it prints, the first being a moment of time.

    That moment comes back as milliseconds since the process was started.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"A measured process failed:\n{done.stderr}")
    first, *others = (float(number) for number in done.stdout.split())
    return [(first - began) * 1000, *others]
