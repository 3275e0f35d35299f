"""The command line: a thin skin over the library, and the way into the window.

Errors are one line on standard error that starts with `briefreader: `, with exit status 1; wrong usage gives 2.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from briefreader import __version__, paths
from briefreader.cli.common import add_json, complain, opened, print_found
from briefreader.errors import BriefreaderError

if TYPE_CHECKING:
    from briefreader.library.values import Imported

COMMANDS = (
    "open",
    "import",
    "list",
    "show",
    "search",
    "actors",
    "themes",
    "dossier",
    "map",
    "notes",
    "editions",
    "compare",
    "export",
    "backup",
    "restore",
    "doctor",
    "tour",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    if words[:1] == ["_read"]:
        from briefreader.importing import worker

        return worker.main(words[1:])
    arguments = None
    try:
        arguments = _opening(words) or _parser().parse_args(_with_command(words))
        status: int = arguments.run(arguments)
        print(end="", flush=True)
    except BriefreaderError as error:
        complain(error)
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
        complain(f"Something unexpected went wrong ({type(error).__name__}); {details}.")
        return 1
    return status


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _opening(words: list[str]) -> argparse.Namespace | None:
    """What `briefreader [--data-dir DIR] [open] [WHAT]` means, without the parser, which costs a start 4 ms."""
    folder, rest = None, words
    if rest[:1] == ["--data-dir"] and len(rest) > 1:
        folder, rest = Path(rest[1]), rest[2:]
    if rest[:1] == ["open"]:
        rest = rest[1:]
    if len(rest) > 1 or any(word.startswith("-") or word in (*COMMANDS, "_index") for word in rest):
        return None
    return argparse.Namespace(data_dir=folder, run=_open, what="".join(rest))


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
        complain(message)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    from briefreader.cli import care, editions, notes, searching, subjects

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
    importing.add_argument(
        "--as-new", action="store_true", help="as a brief of its own, even where one with its title is there"
    )
    add_json(importing)
    add_json(command("list", _list, "list the briefs"))
    showing = command("show", _show, "print the outline of a brief")
    showing.add_argument("brief", metavar="BRIEF")
    add_json(showing)
    searching.add_commands(command)
    subjects.add_commands(command)
    notes.add_commands(command("notes", _list, "list, write, share and merge notes"))
    editions.add_commands(command)
    exporting = command("export", _export, "write a brief or its notes as Markdown or PDF")
    exporting.add_argument("brief", metavar="BRIEF")
    exporting.add_argument("--output", type=Path, required=True, metavar="FILE.md|FILE.pdf")
    exporting.add_argument("--what", choices=("brief", "notes"), default="brief")
    touring = command("tour", _tour, "drive the real window without a screen, and keep pictures of it")
    touring.add_argument("--output", type=Path, required=True, metavar="DIR")
    care.add_commands(command)
    command("_index", _index, None)
    return parser


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
    with opened(arguments, writing=True) as library:
        for file in arguments.files:
            try:
                done.append(library.import_file(file, as_new=arguments.as_new))
            except BriefreaderError as error:
                failed.append(error)
    if done:
        print_found(
            arguments, [records.imported(one) for one in done], [line for one in done for line in _brought(one)]
        )
    for words in dict.fromkeys((*(notice for one in done for notice in one.notices), *map(str, failed))):
        complain(words)
    return 1 if failed else 0


def _brought(one: Imported) -> list[str]:
    """The id; and of a new edition what became of the notes."""
    if not one.former:
        return [one.brief.id]
    carried = ", ".join(f"{count} {state.value}" for state, count in one.carried if count) or "none"
    return [one.brief.id, f"    a new edition; the notes on it: {carried}"]


def _list(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        found = library.summaries()
    lines = [
        f"{one.id}\n    {one.metadata.title}" + (f" ({one.metadata.date})" if one.metadata.date else "")
        for one in found
    ]
    return print_found(arguments, [records.summary(one) for one in found], lines)


def _show(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        brief = library.brief(library.find_brief(arguments.brief))
        around = library.surroundings(brief)
        evidence = library.evidence(brief.id)
    lines = [brief.metadata.title]
    for entry in around.outline:
        numbers = [block.number for block in brief.blocks[entry.first : entry.last + 1] if block.number is not None]
        lines.append(f"{'  ' * (entry.level + 1)}{entry.title}" + (f"  ¶ {numbers[0]}" if numbers else ""))
    return print_found(arguments, records.brief(brief, around, evidence), lines)


def _export(arguments: argparse.Namespace) -> int:
    with opened(arguments) as library:
        brief = library.brief(library.find_brief(arguments.brief))
        written = library.export(brief, arguments.output, arguments.what)
    print(written)
    return 0


def _tour(arguments: argparse.Namespace) -> int:
    from briefreader import app

    return app.tour(arguments.output, arguments.data_dir)


def _index(arguments: argparse.Namespace) -> int:
    """In a process of its own: bring the index up to date, a line of progress at a time."""
    with opened(arguments) as library:
        library.refresh_index(lambda words: print(words, flush=True))
    return 0
