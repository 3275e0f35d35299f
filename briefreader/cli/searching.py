"""Searching on the command line: what was found, what else could be meant, and how the hits are spread."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.cli.common import add_json, colour, counted, opened, positive, print_found
from briefreader.errors import IndexFailed, NotFound
from briefreader.search.entries import FACETS, ORDERS

if TYPE_CHECKING:
    from briefreader.library import Library
    from briefreader.search.entries import Hit, Results

_ON_SCREEN = 20


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands of this module."""
    searching = command("search", _search, "search every brief and note")
    searching.add_argument("query", metavar="QUERY")
    searching.add_argument("--brief", metavar="ID", help="in this brief only")
    searching.add_argument(
        "--limit", type=positive, metavar="N", help=f"at most N hits (default: {_ON_SCREEN}; with --output all)"
    )
    searching.add_argument("--order", choices=ORDERS, default=ORDERS[0], help="default: relevance")
    searching.add_argument(
        "--facet",
        type=_choice,
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=f"only what has this value; FIELD is one of {', '.join(FACETS)}; of one field any value will do",
    )
    searching.add_argument("--facets", action="store_true", help="count the hits by each field")
    searching.add_argument(
        "--some", action="store_true", help="where nothing has all words, find what has some of them"
    )
    searching.add_argument(
        "--output",
        type=Path,
        metavar="FILE.md|FILE.csv|FILE.json",
        help="write the hits to a file, without private notes",
    )
    add_json(searching)


def _choice(word: str) -> tuple[str, str]:
    field, sign, value = word.partition("=")
    field = field.strip().lower()
    if not sign or field not in FACETS or not value.strip():
        raise argparse.ArgumentTypeError(f"“{word}” is not FIELD=VALUE with a field of {', '.join(FACETS)}")
    return field, value.strip()


def _search(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    with opened(arguments) as library:
        brief = library.find_brief(arguments.brief) if arguments.brief else None
        chosen: dict[str, list[str]] = {}
        for field, words in arguments.facet:
            chosen.setdefault(field, []).append(_value(library, field, words))
        ask = partial(
            library.search,
            arguments.query,
            brief=brief,
            chosen=chosen,
            order=arguments.order,
            limit=arguments.limit or (None if arguments.output else _ON_SCREEN),
            as_you_type=False,
            some=arguments.some,
            facets=arguments.facets or arguments.json or arguments.output is not None,
        )
        library.refresh_index()
        try:
            found = ask()
        except IndexFailed:
            # The index is derived: what cannot be read is made again, without a word.
            library.index.rebuild()
            library.refresh_index()
            found = ask()
        if arguments.output is not None:
            print(library.write_results(found, arguments.output))
            return 0
        record = records.results(found, library.names_known())
    return print_found(arguments, record, list(_lines(found, with_facets=arguments.facets)))


def _value(library: Library, field: str, words: str) -> str:
    """The value of a facet that a user means by a name or the beginning of one. Raises NotFound."""
    if field == "brief":
        return library.find_brief(words)
    if field in ("actor", "theme"):
        return library.find_subject(words, f"{field}s").id
    if field == "colour":
        return colour(words).value
    if field == "publisher":
        known = {one.metadata.publisher for one in library.summaries()}
        return next((one for one in known if one.casefold() == words.casefold()), words)
    if field == "notes" and words not in ("with", "note"):
        raise NotFound("Of notes there are “with” (paragraphs with notes) and “note” (notes): choose one of them.")
    return words


def _lines(found: Results, *, with_facets: bool) -> Iterator[str]:
    if found.problem:
        yield f"{found.problem} It was searched as plain words."
    if not found.hits:
        hint = f" Did you mean “{found.suggestion}”?" if found.suggestion else ""
        yield f"Nothing found for “{found.query}”.{hint}"
    elif found.some:
        hint = f" Did you mean “{found.suggestion}”?" if found.suggestion else ""
        yield f"Nothing has all of these words; what follows has some of them.{hint}"
    for hit in found.hits:
        yield f"{hit.brief}  {_place(hit)}"
        yield f"    {' '.join(hit.snippet.split())}"
    if found.known:
        yield ""
        yield from (f"{one.name}: {counted(one.mentions, 'mention')}" for one in found.known)
    if with_facets:
        yield from _facets(found)


def _place(hit: Hit) -> str:
    place = f"¶ {hit.number}" if hit.number else hit.kind
    return f"{place}, note" if hit.note else place


def _facets(found: Results) -> Iterator[str]:
    from briefreader.library.records import choice_words

    for facet in found.facets:
        if facet.choices:
            yield ""
            yield facet.field
            yield from (f"    {choice_words(facet.field, one)}  {one.count}" for one in facet.choices)
            if facet.more:
                yield f"    and {facet.more} more"
