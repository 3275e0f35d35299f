"""Editions on the command line: list those of a brief, and compare two."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from briefreader.cli.common import add_json, opened, print_found


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands of this module."""
    listing = command("editions", _editions, "list the editions of a brief")
    listing.add_argument("brief", metavar="BRIEF")
    add_json(listing)
    comparing = command("compare", _compare, "compare two editions of a brief")
    comparing.add_argument("brief", metavar="BRIEF")
    for name in ("A", "B"):
        comparing.add_argument(
            name.lower(), metavar=name, help="an edition: its number, its date, or the beginning of its name"
        )
    comparing.add_argument("--output", type=Path, metavar="FILE.md", help="write Markdown to a file, not to the screen")
    add_json(comparing)


def _editions(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        found = library.editions(library.find_brief(arguments.brief))
    lines = [
        f"{at}  {one.name[:12]}  {one.date or one.added[:10]}  {one.paragraphs} paragraphs"
        + ("  (shown)" if one.shown else "")
        for at, one in enumerate(found, start=1)
    ]
    return print_found(arguments, [records.edition(one) for one in found], lines)


def _compare(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        brief_id = library.find_brief(arguments.brief)
        old, new = (library.edition_named(brief_id, words) for words in (arguments.a, arguments.b))
        found = library.compare(brief_id, old.name, new.name)
        if arguments.output is not None:
            print(library.write_comparison(found, old, new, arguments.output))
            return 0
        if arguments.json:
            return print_found(arguments, records.comparison(found, old, new), [])
        print(library.comparison_markdown(found, old, new), end="")
    return 0
