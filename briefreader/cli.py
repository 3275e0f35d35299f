"""The command line: a thin skin over the library, and the way into the window.

Errors are one line on standard error that starts with `briefreader: `, with exit status 1; wrong usage gives 2.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from briefreader import __version__, paths
from briefreader.errors import BriefreaderError, IndexFailed, NotFound

if TYPE_CHECKING:
    from briefreader.annotations.model import Annotation
    from briefreader.library import Library
    from briefreader.search.entries import Hit

COMMANDS = ("open", "import", "list", "show", "search", "notes", "export", "tour", "doctor")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    if words[:1] == ["_read"]:
        from briefreader.importing import worker

        return worker.main(words[1:])
    arguments = None
    try:
        arguments = _parser().parse_args(_with_command(words))
        status: int = arguments.run(arguments)
        print(end="", flush=True)
    except BriefreaderError as error:
        _complain(error)
        return 1
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): what is left of it goes nowhere, and no word of that at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # whatever it is, no traceback reaches the user
        from briefreader.log import keep_log

        where = keep_log(paths.folders(arguments.data_dir if arguments else None))
        logging.getLogger("briefreader").exception("Unexpected")
        details = f"the details are in {where}" if where else "no log of it could be written"
        _complain(f"Something unexpected went wrong ({type(error).__name__}); {details}.")
        return 1
    return status


def _complain(words: object) -> None:
    print(f"briefreader: {' '.join(str(words).split())}", file=sys.stderr)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _with_command(words: list[str]) -> list[str]:
    """Put `open` before the words where no command stands: `briefreader` and `briefreader FILE` open the window."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        if words[at] in ("-h", "--help", "--version"):
            return words
        at += 2 if words[at] == "--data-dir" else 1
    if at < len(words) and words[at] in (*COMMANDS, "_index"):
        return words
    return [*words[:at], "open", *words[at:]]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words that it was given as every other error is said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        _complain(message)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="briefreader", description="Read, mark, search and export policy briefs, offline.")
    parser.add_argument("--version", action="version", version=f"briefreader {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep everything in DIR")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str | None) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words) if words else commands.add_parser(name)
        made.set_defaults(run=run)
        return made

    opening = command("open", _open, "open the window (also without a command)")
    opening.add_argument("what", nargs="?", default="", metavar="FILE or BRIEF")
    importing = command("import", _import, "add files to the library")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _json(importing)
    _json(command("list", _list, "list the briefs"))
    showing = command("show", _show, "print the outline of a brief")
    showing.add_argument("brief", metavar="BRIEF")
    _json(showing)
    searching = command("search", _search, "search every brief and note")
    searching.add_argument("query", metavar="QUERY")
    searching.add_argument("--brief", metavar="ID", help="in this brief only")
    searching.add_argument("--limit", type=_positive, default=20, metavar="N", help="at most N hits (default: 20)")
    _json(searching)
    _notes(command("notes", _list, "list, add and delete notes"))
    exporting = command("export", _export, "write a brief or its notes as Markdown or PDF")
    exporting.add_argument("brief", metavar="BRIEF")
    exporting.add_argument("--output", type=Path, required=True, metavar="FILE.md|FILE.pdf")
    exporting.add_argument("--what", choices=("brief", "notes"), default="brief")
    touring = command("tour", _tour, "drive the real window without a screen, and keep pictures of it")
    touring.add_argument("--output", type=Path, required=True, metavar="DIR")
    checking = command("doctor", _doctor, "check store, index, fonts and folders")
    checking.add_argument("--repair", action="store_true", help="rebuild what can be rebuilt")
    _json(checking)
    command("_index", _index, None)
    return parser


def _notes(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="list the notes on a brief")
    listing.add_argument("brief", metavar="BRIEF")
    listing.set_defaults(run=_notes_list)
    _json(listing)
    adding = actions.add_parser("add", help="mark a passage")
    adding.add_argument("brief", metavar="BRIEF")
    adding.add_argument("--quote", required=True, metavar="TEXT", help="the words to mark, as the brief has them")
    adding.add_argument("--colour", default="yellow", metavar="C", help="yellow, blue, red, green or violet")
    adding.add_argument("--note", default="", metavar="TEXT")
    adding.add_argument("--tag", action="append", default=[], metavar="T")
    adding.set_defaults(run=_notes_add)
    _json(adding)
    deleting = actions.add_parser("delete", help="delete a note")
    deleting.add_argument("id", metavar="ID")
    deleting.set_defaults(run=_notes_delete)
    _json(deleting)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _positive(word: str) -> int:
    number = int(word) if word.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{word}” is not a whole number of 1 or more")
    return number


@contextmanager
def _library(arguments: argparse.Namespace, *, writing: bool = False) -> Iterator[Library]:
    """The library of the user's folders; `writing` says that it is about to be changed."""
    from briefreader.library import Library

    library = Library(paths.folders(arguments.data_dir))
    try:
        for notice in library.notices:
            _complain(notice)
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
        _complain(error)


def _print(arguments: argparse.Namespace, record: Any, lines: Sequence[str]) -> int:
    if arguments.json:
        print(json.dumps(record, ensure_ascii=False, indent=2))
    elif lines:
        print("\n".join(lines))
    return 0


def _open(arguments: argparse.Namespace) -> int:
    return open_window(paths.folders(arguments.data_dir), arguments.what)


def open_window(folders: paths.Folders, what: str = "") -> int:
    """Open the window; returns the exit status of the program."""
    # Until the page is painted nothing is thrown away that would be worth the collector's walks: a tenth of the start.
    gc.disable()
    from briefreader import app

    return app.run(folders, what)


def _import(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    done, failed = [], []
    with _library(arguments, writing=True) as library:
        for file in arguments.files:
            try:
                done.append(library.import_file(file))
            except BriefreaderError as error:
                failed.append(error)
    if done:
        _print(arguments, [records.imported(one) for one in done], [one.brief.id for one in done])
    for failure in failed:
        _complain(failure)
    return 1 if failed else 0


def _list(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with _library(arguments) as library:
        found = library.summaries()
    lines = [
        f"{one.id}\n    {one.metadata.title}" + (f" ({one.metadata.date})" if one.metadata.date else "")
        for one in found
    ]
    return _print(arguments, [records.summary(one) for one in found], lines)


def _show(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with _library(arguments) as library:
        brief = library.brief(library.find_brief(arguments.brief))
        around = library.surroundings(brief)
    lines = [brief.metadata.title]
    for entry in around.outline:
        numbers = [block.number for block in brief.blocks[entry.first : entry.last + 1] if block.number is not None]
        lines.append(f"{'  ' * (entry.level + 1)}{entry.title}" + (f"  ¶ {numbers[0]}" if numbers else ""))
    return _print(arguments, records.brief(brief, around), lines)


def _search(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with _library(arguments) as library:
        brief = library.find_brief(arguments.brief) if arguments.brief else None
        ask = partial(library.search, arguments.query, brief=brief, limit=arguments.limit, as_you_type=False)
        library.refresh_index()
        try:
            found = ask()
        except IndexFailed:
            # The index is derived: what cannot be read is made again, without a word.
            library.index.rebuild()
            library.refresh_index()
            found = ask()
    lines = [f"{hit.brief}  {_place(hit)}\n    {' '.join(hit.snippet.split())}" for hit in found.hits]
    if not found.hits:
        hint = f" Did you mean “{found.suggestion}”?" if found.suggestion else ""
        lines = [f"Nothing found for “{arguments.query}”.{hint}"]
    return _print(arguments, records.results(found), lines)


def _place(hit: Hit) -> str:
    place = f"¶ {hit.number}" if hit.number else hit.kind
    return f"{place}, note" if hit.note else place


def _notes_list(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with _library(arguments) as library:
        found = library.notes(library.brief(library.find_brief(arguments.brief)))
    lines = [
        f"{one.id}  {one.colour.value}  “{one.passage.quote}”{_state(one)}" + (f"\n    {one.note}" if one.note else "")
        for one in found
    ]
    return _print(arguments, [records.note(one) for one in found], lines)


def _state(note: Annotation) -> str:
    return "" if note.state == "exact" else f"  ({note.state.value})"


def _notes_add(arguments: argparse.Namespace) -> int:
    from briefreader.annotations.model import MEANINGS, colour_named
    from briefreader.library import records

    colour = colour_named(arguments.colour)
    if colour is None:
        names = ", ".join(f"{one.value} ({meaning})" for one, meaning in MEANINGS.items())
        raise NotFound(f"There is no colour “{arguments.colour}”: choose one of {names}.")
    with _library(arguments, writing=True) as library:
        brief = library.brief(library.find_brief(arguments.brief))
        made = library.highlight_quote(brief, arguments.quote, colour, note=arguments.note, tags=arguments.tag)
    return _print(arguments, records.note(made), [made.id])


def _notes_delete(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with _library(arguments, writing=True) as library:
        gone = library.delete_note(arguments.id)
    return _print(arguments, records.note(gone), [gone.id])


def _export(arguments: argparse.Namespace) -> int:
    with _library(arguments) as library:
        brief = library.brief(library.find_brief(arguments.brief))
        written = library.export(brief, arguments.output, arguments.what)
    print(written)
    return 0


def _tour(arguments: argparse.Namespace) -> int:
    from briefreader import app

    return app.tour(arguments.output, arguments.data_dir)


def _doctor(arguments: argparse.Namespace) -> int:
    with _library(arguments) as library:
        findings = library.check(repair=arguments.repair)
    record = [{"subject": one.subject, "sound": one.sound, "words": one.words} for one in findings]
    lines = [f"{'ok ' if one.sound else 'BAD'} {one.subject}: {one.words}" for one in findings]
    _print(arguments, record, lines)
    return 0 if all(one.sound for one in findings) else 1


def _index(arguments: argparse.Namespace) -> int:
    """In a process of its own: bring the index up to date, a line of progress at a time."""
    with _library(arguments) as library:
        library.refresh_index(lambda words: print(words, flush=True))
    return 0
