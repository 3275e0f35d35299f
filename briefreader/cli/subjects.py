"""Who and what on the command line: actors and themes listed and corrected, their dossiers, and who appears where."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.brief.grid import COLUMNS, ROWS
from briefreader.brief.registry import KINDS
from briefreader.cli.common import add_json, counted, opened, print_found
from briefreader.errors import BriefreaderError

if TYPE_CHECKING:
    from briefreader.brief.corrections import Registry
    from briefreader.brief.grid import Circle, Grid
    from briefreader.brief.registry import Actor, Theme
    from briefreader.library import Library
    from briefreader.library.correcting import Corrected

COMPANY = "company"
"""The rows of the map of who appears with whom."""


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands of this module."""
    for among, one in (("actors", "actor"), ("themes", "theme")):
        listing = command(among, _list, f"list the {among}, or correct one")
        listing.set_defaults(among=among)
        listing.add_argument("--brief", metavar="ID", help="those of this brief, and how often it has them")
        listing.add_argument("--all", action="store_true", help="with those that are hidden")
        add_json(listing)
        _add_corrections(listing, one)
    showing = command("dossier", _dossier, "tell all that is known of an actor or theme")
    showing.add_argument("subject", metavar="ACTOR|THEME", help="its id, or a name")
    showing.add_argument("--brief", metavar="ID", help="in this brief only")
    showing.add_argument(
        "--output", type=Path, metavar="FILE.md|FILE.pdf", help="write Markdown or PDF to a file, not to the screen"
    )
    add_json(showing)
    mapping = command("map", _map, "tell who or what appears where, or with whom")
    mapping.add_argument("--rows", choices=(*ROWS, COMPANY), default=ROWS[0], help="default: actors")
    mapping.add_argument(
        "--columns", choices=COLUMNS, help="default: sections with --brief, else briefs; none with --rows company"
    )
    mapping.add_argument("--brief", metavar="ID", help="in this brief only")
    mapping.add_argument("--output", type=Path, metavar="FILE.svg|FILE.csv", help="draw it, or write it as a table")
    add_json(mapping)


def _add_corrections(parser: argparse.ArgumentParser, one: str) -> None:
    actions = parser.add_subparsers(metavar="ACTION", title="corrections")
    name = "name" if one == "actor" else "term"

    def action(
        word: str, change: Callable[[Library, str, argparse.Namespace], Corrected], words: str
    ) -> argparse.ArgumentParser:
        made = actions.add_parser(word, help=words, description=words)
        made.add_argument("subject", metavar=one.upper(), help="its id, or a name")
        # Left as it is where it is not given, so that it may also stand before the action.
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        made.set_defaults(run=_correct, change=change)
        return made

    action("rename", _rename, f"call the {one} otherwise").add_argument("name", metavar="NAME")
    if one == "actor":
        action("retype", _retype, f"make it one of {', '.join(KINDS)}").add_argument("kind", choices=KINDS)
    action("add-name", _add_name, f"give it another {name}").add_argument("name", metavar=name.upper())
    action("drop-name", _drop_name, f"take a {name} from it").add_argument("name", metavar=name.upper())
    action("merge", _merge, f"make it one with another {one}").add_argument("into", metavar="INTO")
    splitting = action("split", _split, f"make another {one} of some of its {name}s")
    splitting.add_argument("names", metavar=name.upper(), nargs="+")
    if one == "actor":
        splitting.add_argument("--kind", choices=KINDS, default="", help="what the other one is")
    action("hide", _hide, "show it nowhere")
    action("unhide", _unhide, "show it again")
    action("confirm", _confirm, "say that a suggestion is right")


def _rename(library: Library, subject: str, arguments: argparse.Namespace) -> Corrected:
    return library.rename_subject(subject, arguments.name)


def _retype(library: Library, subject: str, arguments: argparse.Namespace) -> Corrected:
    return library.retype_actor(subject, arguments.kind)


def _add_name(library: Library, subject: str, arguments: argparse.Namespace) -> Corrected:
    return library.add_name(subject, arguments.name)


def _drop_name(library: Library, subject: str, arguments: argparse.Namespace) -> Corrected:
    return library.drop_name(subject, arguments.name)


def _merge(library: Library, subject: str, arguments: argparse.Namespace) -> Corrected:
    return library.merge_subjects(subject, library.find_subject(arguments.into, arguments.among).id)


def _split(library: Library, subject: str, arguments: argparse.Namespace) -> Corrected:
    return library.split_subject(subject, arguments.names, getattr(arguments, "kind", ""))


def _hide(library: Library, subject: str, _: argparse.Namespace) -> Corrected:
    return library.hide_subject(subject)


def _unhide(library: Library, subject: str, _: argparse.Namespace) -> Corrected:
    return library.hide_subject(subject, hidden=False)


def _confirm(library: Library, subject: str, _: argparse.Namespace) -> Corrected:
    return library.confirm_subject(subject)


# Lists


def _list(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        brief = library.find_brief(arguments.brief) if arguments.brief else None
        library.bring_up_to_date()
        counts, registry = library.tally(brief), library.registry()
    found: Sequence[Actor | Theme] = registry.actors if arguments.among == "actors" else registry.themes
    # What was suggested once and is mentioned nowhere now goes by another's name there.
    wanted = [
        one
        for one in found
        if (one.id in counts or (brief is None and (arguments.all or one.status != "suggested")))
        and (arguments.all or not one.hidden)
    ]
    wanted.sort(key=lambda one: (-counts.get(one.id, (0, 0))[0], one.name.casefold()))
    rows = [(one, counts.get(one.id, (0, 0))) for one in wanted]
    return print_found(arguments, [records.subject(*row) for row in rows], [_line(*row) for row in rows])


def _line(one: Actor | Theme, counts: tuple[int, int]) -> str:
    from briefreader.brief.registry import Theme

    what, unit = ([], "paragraph") if isinstance(one, Theme) else ([one.kind], "mention")
    about = ", ".join([*what, one.status, *(["hidden"] if one.hidden else [])])
    return f"{one.id}  {one.name}  ({about})  {counted(counts[0], unit)} in {counted(counts[1], 'brief')}"


# Corrections


def _correct(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments, writing=True) as library:
        before = library.registry()
        subject = library.find_subject(arguments.subject, arguments.among).id
        corrected = arguments.change(library, subject, arguments)
        after = library.registry()
    touched = [(one.subject, _of(before, one.subject), _of(after, one.subject)) for one in corrected.after]
    changed = [(id, was, now) for id, was, now in touched if was != now]
    record = {
        "subject": corrected.subject,
        "changed": [
            {
                "id": id,
                "before": records.subject(was) if was else None,
                "after": records.subject(now) if now else None,
            }
            for id, was, now in changed
        ],
    }
    lines = [line for id, was, now in changed for line in _told(id, was, now, after.current(id))]
    return print_found(arguments, record, lines or [f"{corrected.subject}  nothing to change"])


def _of(registry: Registry, subject: str) -> Actor | Theme | None:
    """The subject of exactly this id: None where it is not known, or was merged into another one."""
    found = registry.find(subject)
    return found if found is not None and found.id == subject else None


def _told(subject: str, was: Actor | Theme | None, now: Actor | Theme | None, became: str) -> Iterator[str]:
    """What changed of one actor or theme, a line for each thing."""
    if now is None:
        yield f"{subject}  is now part of {became}"
        return
    if was is None:
        yield f"{subject}  {now.name}  (new {_values(now)['kind']})"
    else:
        yield f"{subject}  {now.name}"
        before = _values(was)
        yield from (f"    {word}: {before[word]} → {it}" for word, it in _values(now).items() if it != before[word])
    names, others = _names(was) if was else (), _names(now)
    yield from (f"    + {name}" for name in others if name not in names)
    yield from (f"    − {name}" for name in names if name not in others)


def _values(one: Actor | Theme) -> dict[str, str]:
    return {
        "name": one.name,
        "kind": getattr(one, "kind", "theme"),
        "status": one.status,
        "shown": "nowhere" if one.hidden else "everywhere",
    }


def _names(one: Actor | Theme) -> tuple[str, ...]:
    """The names by which it is found, its own apart."""
    from briefreader.brief.registry import Theme

    return one.terms if isinstance(one, Theme) else (*one.aliases, *one.seats)


# Dossiers


def _dossier(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        brief = library.find_brief(arguments.brief) if arguments.brief else None
        library.bring_up_to_date()
        found = library.dossier(arguments.subject, brief)
        if arguments.output is not None:
            print(library.write_dossier(found, arguments.output))
            return 0
        if arguments.json:
            return print_found(arguments, records.dossier(found), [])
        print(library.dossier_markdown(found), end="")
    return 0


# Maps


def _map(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        brief = library.find_brief(arguments.brief) if arguments.brief else None
        library.bring_up_to_date()
        where = library.brief(brief).metadata.title if brief else counted(len(library.summaries()), "brief")
        if arguments.rows == COMPANY:
            if arguments.columns:
                raise BriefreaderError("Who appears with whom has no columns; leave --columns out.")
            circle = library.circle(brief)
            shown: Grid | Circle = circle
            title, record, lines = "Who appears with whom", records.circle(circle), list(_pairs(circle))
        else:
            columns = arguments.columns or ("sections" if brief else "briefs")
            grid = library.grid(arguments.rows, columns, brief)
            shown = grid
            title, record, lines = f"{arguments.rows.capitalize()} by {columns}", records.grid(grid), list(_rows(grid))
        if arguments.output is not None:
            print(library.write_map(shown, title, where, arguments.output))
            return 0
    return print_found(arguments, record, lines or ["There is nothing to show yet."])


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        yield f"{row.name}  {grid.total(row.id)}"
        cells = [(column.name, grid.count(row.id, column.id)) for column in grid.columns]
        yield from (f"    {name}: {count}" for name, count in cells if count)


def _pairs(circle: Circle) -> Iterator[str]:
    names = {line.id: line.name for line, _ in circle.actors}
    for pair in circle.pairs:
        yield f"{names[pair.one]} and {names[pair.other]}: {counted(pair.count, 'paragraph')}"
