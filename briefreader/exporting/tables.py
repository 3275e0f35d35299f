"""What a search found as a file: Markdown to read and to cite from, CSV for a spreadsheet, JSON for a program.

Rows are plain values, so that this room knows nothing of the index. Every hit carries its citation: whoever pastes one
of them elsewhere takes its source along.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from briefreader.brief.citation import cite_places, date_words, retelling_words
from briefreader.brief.model import Metadata
from briefreader.exporting.commonmark import heading, inline, line, plain
from briefreader.exporting.markdown import document, joined
from briefreader.exporting.marked import count_words, encodable, printable
from briefreader.exporting.sheet import strong_runs

COLUMNS = (
    "query", "brief", "title", "authors", "publisher", "date", "section", "paragraph", "kind", "note", "colour",
    "tags", "actors", "found", "text", "citation",
)  # fmt: skip
"""The first line of a CSV file."""

# What a spreadsheet takes for the beginning of a formula; those behind the first five where its language is Japanese.
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """A hit: a block that was found, or a note, with what its brief says of itself.

    `marks` are code points of `snippet`, `words` the forms that were found. `kind` is that of the block, or "note";
    `note` is then its id, and `colour` what its colour means in words. `actors` are names.
    """

    brief: str
    about: Metadata
    section: str
    number: int | None
    kind: str
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""
    colour: str = ""
    tags: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is in its brief, in words: "¶ 38", "note on ¶ 38", "back matter"."""
        paragraph = "" if self.number is None else f"¶ {self.number}"
        if self.note:
            return f"note on {paragraph}" if paragraph else "note"
        return paragraph or self.kind.replace("-", " ")

    @property
    def citation(self) -> str:
        """Its brief and its paragraph, or else its section, as a citation in words."""
        section = self.section.replace('"', "'")
        place = f'"{section}"' if section and self.number is None else ""
        return cite_places(self.about, [place if self.number is None else f"¶ {self.number}"])


def results_markdown(query: str, rows: Sequence[Row], *, total: int, made: date, some: bool = False) -> str:
    """What was found for a query, brief by brief and section by section, the brief with the best hit first.

    `total` counts all hits, of which `rows` may be the first alone. `made` is the day of the search; `some` says that
    nothing holds all words of the query.
    """
    shown = f"here: the first {len(rows):,}" if len(rows) < total else ""
    parts = [
        heading(1, f"Search for “{plain(query.strip())}”: {count_words(total, 'hit')}"),
        line(joined([date_words(made.isoformat()), shown])),
        "No paragraph or note has all of these words; these have some of them." if some else "",
    ]
    for group in _grouped(rows, [row.brief for row in rows]):
        about = group[0].about
        parts += [heading(2, plain(printable(about.title).strip() or group[0].brief)), line(plain(_byline(about)))]
        parts.append(line(plain(retelling_words(about))))
        # What stands in no section would seem to belong to the one above it.
        for section in sorted(_grouped(group, [row.section for row in group]), key=lambda rows: bool(rows[0].section)):
            title = printable(section[0].section).strip()
            parts.append(heading(3, plain(title)) if title else "")
            for row in section:
                parts += [_quotation(row), line(joined(_told(row)))]
    return document(parts)


def _grouped(rows: Sequence[Row], keys: Iterable[str]) -> list[list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row, key in zip(rows, keys, strict=True):
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _byline(about: Metadata) -> str:
    return " · ".join(filter(None, (", ".join(about.authors), about.publisher, date_words(about.date))))


def _quotation(row: Row) -> str:
    words = line(inline(strong_runs(row.snippet, row.marks)))
    return f"> {words}" if words else ""


def _told(row: Row) -> Iterator[str]:
    yield row.place
    yield printable(row.section).strip()
    yield row.colour
    yield " ".join(f"#{tag}" for tag in row.tags)
    yield row.citation


def results_csv(query: str, rows: Iterable[Row]) -> str:
    """What was found for a query as a table: one line for each hit, `COLUMNS` above, a byte order mark first.

    Spreadsheets take text for UTF-8 only with that mark, and a cell that begins like a formula for one: such a cell
    begins with an apostrophe here.
    """
    written = StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for row in rows:
        about = row.about
        cells = (
            query, row.brief, about.title, "; ".join(about.authors), about.publisher, about.date, row.section,
            "" if row.number is None else str(row.number), row.kind, row.note, row.colour, " ".join(row.tags),
            "; ".join(row.actors), "; ".join(row.words), row.snippet, row.citation,
        )  # fmt: skip
        table.writerow(map(cell, cells))
    return _BOM + written.getvalue()


def cell(text: str) -> str:
    """`text` as a cell of a table that no spreadsheet takes for a formula: on one line, as it can be printed."""
    words = printable(text)
    risky = text[:1] in ("\t", "\r", "\n") or words.lstrip()[:1] in _FORMULA
    return f"'{words}" if risky and words else words


def results_json(record: Mapping[str, Any]) -> str:
    """What was found as JSON: the record that the command line prints."""
    return encodable(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"
