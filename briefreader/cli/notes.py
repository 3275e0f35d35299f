"""Notes on the command line: list, write, delete and bring back, and the files that colleagues exchange."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.cli.common import add_json, colour, opened, print_found
from briefreader.errors import NotFound

if TYPE_CHECKING:
    from briefreader.annotations.model import Annotation, State
    from briefreader.library.values import NoteRow


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The actions of `briefreader notes`."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", title="actions")

    def action(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    listing = action("list", _list, "list the notes on a brief, or all of them")
    listing.add_argument("brief", metavar="BRIEF", nargs="?", help="without one: the notes on every brief")
    for name, words in (
        ("colour", "of this colour or meaning"),
        ("tag", "with this tag"),
        ("author", "by this author"),
        ("actor", "on paragraphs that name this actor"),
        ("theme", "on paragraphs of this theme"),
        ("state", "exact, moved, changed or lost"),
        ("words", "with these words in quote or note"),
    ):
        listing.add_argument(f"--{name}", default="", metavar="TEXT", help=words)
    listing.add_argument(
        "--sort", default="text", metavar="ORDER", help="text, newest, oldest, changed, colour, author, brief, state"
    )
    add_json(listing)
    adding = action("add", _add, "mark a passage")
    adding.add_argument("brief", metavar="BRIEF")
    adding.add_argument("--quote", required=True, metavar="TEXT", help="the words to mark, as the brief has them")
    adding.add_argument("--colour", default="yellow", metavar="C", help="yellow, blue, red, green or violet")
    adding.add_argument("--note", default="", metavar="TEXT")
    adding.add_argument("--tag", action="append", default=[], metavar="T")
    add_json(adding)
    editing = action("edit", _edit, "change a note; what it said before is kept")
    editing.add_argument("id", metavar="ID")
    editing.add_argument("--colour", metavar="C")
    editing.add_argument("--note", metavar="TEXT")
    editing.add_argument("--tag", action="append", metavar="T", help="instead of the tags that are there")
    editing.add_argument("--done", action=argparse.BooleanOptionalAction, help="whether the action is carried out")
    editing.add_argument(
        "--private", action=argparse.BooleanOptionalAction, help="whether it is to stay out of every file"
    )
    add_json(editing)
    for name, run, words in (
        ("delete", _delete, "put a note into the bin"),
        ("restore", _restore, "bring a note back from the bin"),
        ("earlier", _earlier, "show what a note said before"),
    ):
        one = action(name, run, words)
        one.add_argument("id", metavar="ID")
        add_json(one)
    add_json(action("bin", _bin, "list what was deleted in the last 30 days"))
    exporting = action("export", _export, "write your notes on a brief as a file for colleagues (JSON-LD)")
    exporting.add_argument("brief", metavar="BRIEF")
    exporting.add_argument("--output", type=Path, required=True, metavar="FILE.jsonld")
    exporting.add_argument("--everyone", action="store_true", help="with the notes that colleagues passed on to you")
    merging = action("merge", _merge, "take in a colleague's notes, or those of Hypothesis (JSON)")
    merging.add_argument("file", type=Path, metavar="FILE")
    merging.add_argument("--brief", metavar="BRIEF", help="the brief that they are on, where the file does not say")
    merging.add_argument("--dry-run", action="store_true", help="only say what would be done")
    add_json(merging)


def _list(arguments: argparse.Namespace) -> int:
    from briefreader.library import records, selection

    with opened(arguments) as library:
        if arguments.brief:
            brief = library.brief(library.find_brief(arguments.brief))
            listing = library.listing(brief, library.surroundings(brief))
            rows = [listing.row(one) for one in library.notes(brief)]
        else:
            rows = list(library.all_rows())
    wanted = selection.Wanted(
        colours=frozenset({colour(arguments.colour)} if arguments.colour else ()),
        tags=_one(arguments.tag),
        authors=_one(arguments.author),
        actors=_one(arguments.actor),
        themes=_one(arguments.theme),
        states=frozenset({_state(arguments.state)} if arguments.state else ()),
        words=arguments.words,
    )
    if arguments.sort not in selection.ORDERS:
        raise NotFound(f"Notes cannot be sorted by “{arguments.sort}”: choose one of {', '.join(selection.ORDERS)}.")
    found = selection.select(rows, wanted, arguments.sort)
    lines = [_line(row, with_title=not arguments.brief) for row in found]
    return print_found(arguments, [records.note(row.annotation) for row in found], lines)


def _one(word: str) -> frozenset[str]:
    return frozenset({word} if word else ())


def _state(word: str) -> State:
    from briefreader.annotations.model import State

    try:
        return State(word.casefold())
    except ValueError:
        names = ", ".join(state.value for state in State)
        raise NotFound(f"There is no state “{word}”: choose one of {names}.") from None


def _line(row: NoteRow, *, with_title: bool = False) -> str:
    one = row.annotation
    about = [one.state.value] if one.state != "exact" else []
    about += [one.author] if not one.mine else []
    about += [word for word, is_so in (("done", one.done), ("private", one.private)) if is_so]
    aside = f"  ({', '.join(about)})" if about else ""
    note = "".join(f"\n    {line}" for line in one.note.splitlines())
    title = f"{row.title}: " if with_title else ""
    return f"{one.id}  {title}{one.colour.value}  “{one.passage.quote}”{aside}{note}"


def _add(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=True) as library:
        brief = library.brief(library.find_brief(arguments.brief))
        marked = colour(arguments.colour)
        made = library.highlight_quote(brief, arguments.quote, marked, note=arguments.note, tags=arguments.tag)
    return _print_note(arguments, made)


def _print_note(arguments: argparse.Namespace, note: Annotation) -> int:
    from briefreader.library import records

    return print_found(arguments, records.note(note), [note.id])


def _edit(arguments: argparse.Namespace) -> int:
    from briefreader.library.values import Revision

    with opened(arguments, writing=True) as library:
        revision = Revision(
            colour=colour(arguments.colour) if arguments.colour else None,
            note=arguments.note,
            tags=None if arguments.tag is None else tuple(arguments.tag),
            done=arguments.done,
            private=arguments.private,
        )
        library.change([arguments.id], revision)
        changed = library.note(arguments.id)
    return _print_note(arguments, changed)


def _delete(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=True) as library:
        gone = library.delete_note(arguments.id)
    return _print_note(arguments, gone)


def _restore(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=True) as library:
        library.bring_back([arguments.id])
        back = library.note(arguments.id)
    return _print_note(arguments, back)


def _earlier(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        library.note(arguments.id)
        found = library.earlier_texts(arguments.id)
    lines = [f"{one.modified}  {one.colour.value}  {' '.join(one.note.split())}" for one in found]
    return print_found(arguments, [records.earlier(one) for one in found], lines)


def _bin(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        found = library.bin_rows()
    lines = [_line(row, with_title=True) for row in found]
    record = [{**records.note(row.annotation), "deleted": row.annotation.deleted} for row in found]
    return print_found(arguments, record, lines)


def _export(arguments: argparse.Namespace) -> int:
    with opened(arguments) as library:
        brief_id = library.find_brief(arguments.brief)
        print(library.export_notes(brief_id, arguments.output, everyone=arguments.everyone))
    return 0


def _merge(arguments: argparse.Namespace) -> int:
    from briefreader.annotations.merging import in_words
    from briefreader.library import records

    with opened(arguments, writing=not arguments.dry_run) as library:
        brief = library.find_brief(arguments.brief) if arguments.brief else None
        preview = library.preview_merge(arguments.file, brief)
        if not arguments.dry_run:
            library.merge(preview)
    return print_found(
        arguments,
        records.merge(preview, done=not arguments.dry_run),
        [f"{preview.title}:", *in_words(preview.plan, len(preview.read.faults)), *preview.read.faults],
    )
