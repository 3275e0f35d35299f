"""A small shelf: two packs that ship, and texts to import."""

from __future__ import annotations

from pathlib import Path

import pytest

# Whoosh leaves a file that it could not read open.
left_open = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

SEA_LANES = """+++
id = "sea-lanes"
title = "Sea Lanes"
authors = ["The Editors"]
publisher = "A Harbour"
date = "2026-01"
+++

Ships carry what the European Union buys.

<!-- body -->

## Why it matters

First, NATO guards the lanes. NATO’s ships are few.

Second, the EU pays for them. It buys from China.

## What to do

The Alliance and China should talk about the price of a guard.

<!-- back matter -->

Printed on paper by NATO.
"""

ACTORS = """[[actor]]
id = "nato"
name = "NATO"
kind = "organisation"
aliases = ["the Alliance"]
description = "Guards the lanes"

[[actor]]
id = "eu"
name = "European Union"
kind = "organisation"
aliases = ["EU"]

[[actor]]
id = "china"
name = "China"
kind = "state"

[[actor]]
id = "atlantis"
name = "Atlantis"
kind = "state"
"""

THEMES = """[[theme]]
id = "trade"
name = "Trade"
terms = ["buy*", "price"]

[[theme]]
id = "guard"
name = "Guarding"
terms = ["guard*"]
paragraphs = { "sea-lanes" = [4, 2, 99] }

[[theme]]
id = "weather"
name = "Weather"
terms = ["storm*"]
"""

HANDBOOK = """+++
id = "handbook"
title = "A Handbook"
+++

Press a key to mark what you read.
"""

TEXT = """Harbours of Tomorrow

What a harbour does

A harbour takes in the goods that China sends and that the European Union buys.

Cranes lift the boxes, and lorries bring them to the towns behind the coast.

What a harbour needs

NATO wants deep water, and the towns want quiet nights and clean air.
"""


def write_pack(folder: Path, brief: str, actors: str = "", themes: str = "") -> Path:
    """Write a pack as an editor would, without the files that would be empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in (("brief.md", brief), ("actors.toml", actors), ("themes.toml", themes)):
        if words:
            (folder / name).write_text(words, encoding="utf-8")
    return folder


def spoil_index(folder: Path) -> None:
    """Spoil an index so that only reading it shows that it is broken: every file keeps its size."""
    spoilt = [file for file in folder.iterdir() if file.suffix in (".seg", ".trm", ".dcz", ".pst")]
    assert spoilt
    for file in spoilt:
        file.write_bytes(b"\xff" * file.stat().st_size)
