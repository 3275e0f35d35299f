"""A plain text becomes a brief, cut as a careful editor would cut it.

`lines` reads the text into pieces, `mending` makes torn paragraphs whole and finds the headings; what is left is to say
what each piece is: title, date, by-line, abstract, body or back matter. Nothing is lost and nothing is invented: the
blocks' texts are the file's, white space and Markdown markers aside. A page number or running head that stands at a
page break is kept as a caption behind the paragraph that it interrupted.

Known limits. A tear exactly at the end of a sentence cannot be seen. A word that was hyphenated at a line's end keeps
its hyphen, since nothing tells it from a compound. An abstract without a heading is found only where it speaks of the
document itself ("This paper argues ..."). Two columns set side by side on one line stay mixed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.importing.front import by_line, date_of, described_person, is_label, names_in
from briefreader.importing.headings import is_known_heading, is_shouted
from briefreader.importing.inline import resolve_markup
from briefreader.importing.lexicon import Lexicon
from briefreader.importing.lines import Piece, Shape, read_pieces
from briefreader.importing.marks import bare_head, is_address, is_finished
from briefreader.importing.mending import is_name_list, mend
from briefreader.importing.words import (
    AUTHOR_HEADING,
    BACK_HEADING,
    SECTION_HEADING,
    SELF_CONTINUED,
    SELF_REFERENCE,
    SUMMARY_HEADING,
    detect_language,
    organisation_of,
)

_KINDS = {
    Shape.HEADING: BlockKind.HEADING,
    Shape.ITEM: BlockKind.LIST_ITEM,
    Shape.QUOTATION: BlockKind.QUOTATION,
    Shape.CODE: BlockKind.CODE,
    Shape.TABLE: BlockKind.TABLE,
    Shape.ASIDE: BlockKind.CAPTION,
}
_LEVEL = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_LABELLED = re.compile(rf"(?:{BACK_HEADING.pattern})\s*[:.–—]\s*\S", re.IGNORECASE)
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})
_FRONT = 30
_LONGEST_TITLE = 300


@dataclass(slots=True)
class _Draft:
    """A brief in the making: its pieces, and the kind found for each."""

    pieces: list[Piece]
    language: str
    kinds: list[BlockKind] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""

    def headings(self) -> list[int]:
        return [at for at, kind in enumerate(self.kinds) if kind is BlockKind.HEADING]


def read_structure(text: str, *, name: str, markdown: bool = False, source: str = "") -> Brief:
    """The brief that `text` holds. `name` (a file's, without suffix) gives the title where the text has none.

    `markdown` reads the text by Markdown's rule that a single line break means nothing. Never fails.
    """
    language = detect_language(text)
    pieces = read_pieces(text, markdown=markdown)
    lexicon = Lexicon((piece.text for piece in pieces), language)
    draft = _Draft(mend(pieces, language), language)
    draft.kinds = [_KINDS.get(piece.shape, BlockKind.PARAGRAPH) for piece in draft.pieces]
    _set_levels(draft)
    _find_front(draft, lexicon)
    _find_back_matter(draft)
    _find_abstract(draft)
    _find_publisher(draft)
    blocks = [
        _block(piece, kind, level, escapes=markdown)
        for piece, kind, level in zip(draft.pieces, draft.kinds, draft.levels, strict=True)
    ]
    title = draft.title or next((b.text for b in blocks if b.kind is BlockKind.HEADING), "") or words_of(name)
    metadata = Metadata(
        title=title,
        authors=draft.authors,
        publisher=draft.publisher,
        date=draft.date,
        language=language,
        source=source,
    )
    return Brief(slug(title), metadata, number_blocks(block for block in blocks if block.text))


def slug(title: str) -> str:
    """An id made of a title: ASCII, lower case, hyphens, at most 60 characters, cut at a word."""
    plain = re.sub(r"['’]", "", title.casefold()).translate(_SPELT_OUT)
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode())
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word[:60]
        if len(longer) > 60:
            break
        result = longer
    return result or "brief"


def words_of(name: str) -> str:
    """A file's name as a title: "no-longer_ironclad" -> "No longer ironclad"."""
    words = " ".join(re.split(r"[\s_\-]+", name)).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _block(piece: Piece, kind: BlockKind, level: int, *, escapes: bool) -> Block:
    if kind is BlockKind.CODE:
        return Block("", kind, piece.text)
    text, spans = resolve_markup(piece.text, escapes=escapes)
    return Block("", kind, text, spans, level if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else 0)


def _set_levels(draft: _Draft) -> None:
    """Levels for headings that bear none: by their number, and below the capitals where others are in capitals."""
    found = [piece for piece in draft.pieces if piece.shape is Shape.HEADING and not piece.level]
    shouted = sum(is_shouted(piece.text) for piece in found) >= 2
    for piece in draft.pieces:
        level = piece.level
        if piece.shape is Shape.HEADING and not level:
            number = _LEVEL.match(piece.text)
            level = min(6, number[1].count(".") + 1) if number else 1
            if shouted and not number and not is_shouted(piece.text) and not is_known_heading(piece.text):
                level = 2
        draft.levels.append(min(level, 6))


def _find_front(draft: _Draft, lexicon: Lexicon) -> None:
    """Title, date and authors among the lines before the first paragraph."""
    front = _front_of(draft)
    for at in front:
        text = draft.pieces[at].text
        if not draft.date and draft.pieces[at].shape is not Shape.ASIDE and (date := date_of(text)):
            draft.date, draft.kinds[at] = date, BlockKind.DATE
    title = _title_among(draft, [at for at in front if draft.kinds[at] is BlockKind.HEADING], lexicon)
    if title is None:
        title = _long_title(draft, front)
    if title is not None:
        draft.kinds[title] = BlockKind.TITLE
        draft.title = resolve_markup(draft.pieces[title].text)[0]
    for at in front:
        text = draft.pieces[at].text
        if draft.kinds[at] in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            names = by_line(text)
            if not names and title is not None and at > title and is_name_list(text, lexicon):
                names = names_in(text)
            if names or is_label(text) or is_address(text):
                draft.authors = draft.authors or names
                draft.kinds[at] = BlockKind.CAPTION


def _front_of(draft: _Draft) -> list[int]:
    """Indexes of the lines at the top, as far as the first paragraph."""
    front: list[int] = []
    for at, piece in enumerate(draft.pieces[:_FRONT]):
        marked = piece.shape not in (Shape.TEXT, Shape.LINE, Shape.HEADING, Shape.ASIDE)
        if marked or (piece.shape is Shape.TEXT and (is_finished(piece.text) or piece.text.count(" ") > 12)):
            break
        front.append(at)
    return front


def _title_among(draft: _Draft, headings: Sequence[int], lexicon: Lexicon) -> int | None:
    """The heading that is the title: Markdown's single first-level one, else the first that can be one."""
    marked = [at for at in draft.headings() if draft.pieces[at].level == 1]
    if len(marked) == 1 and marked[0] in headings:
        return marked[0]
    for at in headings:
        piece = draft.pieces[at]
        if is_known_heading(piece.text) or piece.level > 1 or (piece.level and len(marked) > 1):
            return None
        if _LEVEL.match(piece.text) and re.match(r"\d+(?:\.\d+)*\.?\s", piece.text) and not date_of(piece.text):
            return None
        if not (is_label(piece.text) or by_line(piece.text) or is_name_list(piece.text, lexicon)):
            return at
    return None


def _long_title(draft: _Draft, front: Sequence[int]) -> int | None:
    """The first text, where it is too long for a heading but no sentence, and a heading follows it at once."""
    at = len(front)
    if at + 1 >= len(draft.pieces) or any(draft.kinds[one] is BlockKind.HEADING for one in front):
        return None
    piece = draft.pieces[at]
    alone = piece.shape is Shape.TEXT and len(piece.text) <= _LONGEST_TITLE and not is_finished(piece.text)
    return at if alone and draft.kinds[at + 1] is BlockKind.HEADING else None


def _is_back_heading(draft: _Draft, at: int) -> bool:
    text = bare_head(draft.pieces[at].text)
    words = re.sub(r"^(?:\d[\d.]*)\s+|[\s:.]+$", "", text)
    if BACK_HEADING.fullmatch(words):
        return True
    return at * 10 >= len(draft.pieces) * 6 and bool(organisation_of(words))


def _find_back_matter(draft: _Draft) -> None:
    """Everything behind "About the author", "Disclaimer" and their like, and the contact lines at the end.

    In the later half of the text back matter ends only at a heading that somebody marked or that every reader knows
    ("Conclusion"); before that, at any heading.
    """
    back = late = False
    for at, piece in enumerate(draft.pieces):
        if draft.kinds[at] in (BlockKind.TITLE, BlockKind.DATE):
            back = False
            continue
        heading = draft.kinds[at] is BlockKind.HEADING
        short = heading or piece.shape in (Shape.TEXT, Shape.LINE)
        if short and len(piece.text) < 100 and _is_back_heading(draft, at):
            back, late = True, at * 2 >= len(draft.pieces)
            _find_authors(draft, at)
        elif back and heading and (not late or piece.level or SECTION_HEADING.fullmatch(piece.text.strip(" :."))):
            back = False
        elif not back and piece.shape is Shape.TEXT and _LABELLED.match(bare_head(piece.text)):
            draft.kinds[at] = BlockKind.BACK_MATTER
            continue
        if back:
            draft.kinds[at] = BlockKind.BACK_MATTER
        elif piece.shape is Shape.LINE and draft.kinds[at] is BlockKind.PARAGRAPH:
            draft.kinds[at] = BlockKind.BACK_MATTER if at * 10 >= len(draft.pieces) * 8 else BlockKind.CAPTION


def _find_authors(draft: _Draft, at: int) -> None:
    if draft.authors or not AUTHOR_HEADING.fullmatch(bare_head(draft.pieces[at].text).strip(" :.")):
        return
    names: list[str] = []
    for piece in draft.pieces[at + 1 :]:
        name = described_person(piece.text) if piece.shape in (Shape.TEXT, Shape.ITEM) else ""
        if not name:
            break
        names.append(name)
    draft.authors = tuple(names)


def _find_publisher(draft: _Draft) -> None:
    for at, piece in enumerate(draft.pieces):
        if draft.kinds[at] is BlockKind.BACK_MATTER and len(piece.text) < 100 and not draft.publisher:
            draft.publisher = organisation_of(bare_head(piece.text).strip(" :."))


def _find_abstract(draft: _Draft) -> None:
    """Paragraphs under a heading that says so; else the first ones, where they speak of the document itself."""
    headings = draft.headings()
    for at in headings:
        words = bare_head(draft.pieces[at].text).strip(" :.")
        if SUMMARY_HEADING.fullmatch(words) and at * 2 <= len(draft.pieces):
            for under in range(at + 1, len(draft.pieces)):
                kind = draft.kinds[under]
                if kind is BlockKind.BACK_MATTER or (
                    kind is BlockKind.HEADING and draft.levels[under] <= draft.levels[at]
                ):
                    return
                if kind is BlockKind.PARAGRAPH:
                    draft.kinds[under] = BlockKind.ABSTRACT
            return
    found: list[int] = []
    end = headings[0] if headings else len(draft.pieces)
    leading = [at for at in range(end) if draft.kinds[at] is BlockKind.PARAGRAPH]
    for at in leading:
        opening = re.split(r"(?<=[.!?])\s", bare_head(draft.pieces[at].text))[0]
        speaks = SELF_REFERENCE.match(opening) or (found and SELF_CONTINUED.match(opening))
        if not speaks:
            break
        found.append(at)
    if sum(kind is BlockKind.PARAGRAPH for kind in draft.kinds) > len(found):
        for at in found:
            draft.kinds[at] = BlockKind.ABSTRACT
