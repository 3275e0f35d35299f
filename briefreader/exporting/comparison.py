"""Two editions compared, as Markdown for a memo: what changed, paragraph by paragraph, with words struck or bold.

CommonMark, but for the two tildes around what was struck out, which GitHub, pandoc and most editors read. Every change
also says in words what it is, so that neither markup nor colour has to carry it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefreader.brief.citation import date_words
from briefreader.brief.comparison import Change, Comparison, Row
from briefreader.brief.model import Block, Brief
from briefreader.brief.wording import Piece
from briefreader.exporting.commonmark import delimited, heading, line, plain
from briefreader.exporting.marked import MarkedBrief, count_words, printable

_SIGNS = {"same": "", "deleted": "~~", "added": "**"}
_LEGEND = (
    "What is ~~struck through~~ (between two tildes) stands only in the old edition; what is **bold** (between two "
    "asterisks) stands only in the new one. A paragraph number is that of the edition in which the paragraph stands; "
    "where it has another one now, both are given."
)


def comparison_markdown(found: Comparison, *, added: tuple[str, str] = ("", "")) -> str:
    """A memo on what changed from one edition to the other; what moved is told where it stands now.

    `added` are the moments when the old and the new edition came into the library (ISO 8601), where they are known.
    """
    old, new = MarkedBrief(found.old, ()), MarkedBrief(found.new, ())
    parts = [
        heading(1, f"Two editions of “{plain(found.new.metadata.title)}”"),
        line(plain(new.byline())),
        line(plain(new.retelling())),
        "\n".join(
            f"- {name}: {_edition(one, since)}"
            for name, one, since in (("Old edition", old, added[0]), ("New edition", new, added[1]))
        ),
        _counts(found.counts),
        _LEGEND if found.changes else "",
        *_changes(found),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _edition(one: MarkedBrief, since: str) -> str:
    about = [f"`{one.edition}`", plain(one.date()), count_words(one.brief.words, "word")]
    return ", ".join(filter(None, [*about, f"in the library since {plain(date_words(since[:10]))}" if since else ""]))


def _counts(counts: Mapping[Change, int]) -> str:
    if not any(count for change, count in counts.items() if change is not Change.SAME):
        return "The two editions have the same words."

    def told(change: Change, one: str = "", many: str = "") -> str:
        count = counts[change]
        return f"{count:,} {one if count == 1 else many}".rstrip()

    return (
        f"Of the paragraphs, headings and tables, {told(Change.CHANGED)} changed, "
        f"{told(Change.ADDED, 'was', 'were')} added, {told(Change.DELETED, 'was', 'were')} deleted, "
        f"{told(Change.MOVED)} moved and {told(Change.SAME, 'is', 'are')} the same."
    )


def _changes(found: Comparison) -> Iterator[str]:
    sections = _headings(found.old), _headings(found.new)
    rows = [row for row in map(found.rows.__getitem__, found.changes) if row.new or row.change is Change.DELETED]
    for number, row in enumerate(rows, start=1):
        old, new = row.old or row.partner, row.new
        yield heading(2, f"{number}. {_what(row)}: {_address(old, new)}")
        yield _section(sections[0].get(_under(old), ""), sections[1].get(_under(new), ""), old, new)
        yield _quoted(row.pieces)


def _headings(brief: Brief) -> dict[str, str]:
    wanted = {block.section for block in brief.blocks}
    return {block.id: printable(block.text).strip() for block in brief.blocks if block.id in wanted}


def _under(block: Block | None) -> str:
    return (block.section if block else None) or ""


def _what(row: Row) -> str:
    changed = row.change is Change.MOVED and any(piece.kind != "same" for piece in row.pieces)
    return row.change.value.capitalize() + (" and changed" if changed else "")


def _address(old: Block | None, new: Block | None) -> str:
    """ "¶ 12", or "¶ 12, now ¶ 14", or the kind of block where it has no number."""
    before, now = (_name(block) if block else "" for block in (old, new))
    return f"{before}, now {now}" if before and now and before != now else before or now


def _name(block: Block) -> str:
    return block.kind.value.replace("-", " ") if block.number is None else f"¶ {block.number}"


def _section(before: str, now: str, old: Block | None, new: Block | None) -> str:
    if old and new and before != now and before and now:
        return f"From “{plain(before)}” to “{plain(now)}”."
    where = now or before
    return f"In “{plain(where)}”." if where else ""


def _quoted(pieces: Sequence[Piece]) -> str:
    """The pieces line by line (a table has one for each row), as a quotation."""
    lines: list[list[tuple[str, str]]] = [[]]
    for kind, text in pieces:
        first, *others = text.replace("\t", " | ").split("\n")
        lines[-1].append((_SIGNS[kind], first))
        lines += [[(_SIGNS[kind], other)] for other in others]
    written = [line(delimited(one, cell=len(lines) > 1)) for one in lines]
    quoted = "\\\n".join(one for one in written if one)
    if not quoted:
        return "It has no words."
    changed = [piece for piece in pieces if piece.kind != "same"]
    white = "" if not changed or any(piece.text.strip() for piece in changed) else "Only white space differs.\n\n"
    return white + "\n".join(f"> {one}" for one in quoted.split("\n"))
