"""What the commands share: the library of the user's folders, and how they answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefreader import paths
from briefreader.errors import BriefreaderError, NotFound

if TYPE_CHECKING:
    from briefreader.annotations.model import Colour
    from briefreader.library import Library


def complain(words: object) -> None:
    """Say what went wrong, or has to be known, on one line of standard error."""
    print(f"briefreader: {' '.join(str(words).split())}", file=sys.stderr)


@contextmanager
def opened(arguments: argparse.Namespace, *, writing: bool = False) -> Iterator[Library]:
    """The library of the user's folders; `writing` says that it is about to be changed."""
    from briefreader.library import Library

    library = Library(paths.folders(arguments.data_dir))
    try:
        for notice in library.notices:
            complain(notice)
        library.call_by_name()
        _tidy(library, writing=writing)
        yield library
    finally:
        library.close()


def _tidy(library: Library, *, writing: bool) -> None:
    """Take in newer shipped briefs, and back up before a change; what is in the way of that is said, and no more."""
    try:
        if library.database.writable and library.restock_due():
            library.restock()
        if writing:
            library.back_up_if_due()
    except BriefreaderError as error:
        complain(error)


def print_found(arguments: argparse.Namespace, record: Any, lines: Sequence[str]) -> int:
    """Print a record as JSON where that is asked for, else the lines."""
    if arguments.json:
        import json

        print(json.dumps(record, ensure_ascii=False, indent=2))
    elif lines:
        print("\n".join(lines))
    return 0


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command answer in JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def positive(word: str) -> int:
    """A whole number of 1 or more."""
    number = int(word) if word.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{word}” is not a whole number of 1 or more")
    return number


def counted(count: int, one: str) -> str:
    """ "1 mention", "14 mentions"."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def colour(word: str) -> Colour:
    """The colour that a user means. Raises NotFound."""
    from briefreader.annotations.model import MEANINGS, colour_named

    found = colour_named(word)
    if found is None:
        names = ", ".join(f"{one.value} ({meaning})" for one, meaning in MEANINGS.items())
        raise NotFound(f"There is no colour “{word}”: choose one of {names}.")
    return found
