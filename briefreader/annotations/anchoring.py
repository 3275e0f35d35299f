"""Describe a passage so that it can be found again, and find it in the edition that is open.

The idea of keeping quote, neighbours and position together is that of the W3C Web Annotation Data Model
(TextQuoteSelector, TextPositionSelector). How a passage is found in another edition is told in `seeking`, which is
loaded only when there is one to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from briefreader.annotations.model import Annotation, Passage, State
from briefreader.annotations.page import CONTEXT, NORMALISER, Page, Place
from briefreader.brief.model import Brief
from briefreader.errors import NotFound

__all__ = [
    "CONTEXT",
    "NORMALISER",
    "Editions",
    "accept",
    "describe",
    "detach",
    "find_quote",
    "reattach",
    "resolve",
    "resolve_all",
]

Editions = Callable[[str], Brief | None]
"""Gives the text of an edition by its name, or None where it is not at hand."""

# Each matches all the ways in which one sign is written.
_ALIKE = (
    r"\s+",
    "['\u2018\u2019\u201a\u201b\u02bc\u2032]",
    '["\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]',
    "[-\u2010-\u2015\u2212]+",
)
_SIGN = re.compile("|".join(f"({signs})" for signs in _ALIKE))

# The last editions that were laid out: the one that is open, and the one that its notes were made on.
_LAID_OUT = 2
_pages: tuple[Page, ...] = ()


def _laid_out(brief: Brief) -> Page:
    """The brief's page; it is kept, because a reader marks and looks up one passage after another."""
    global _pages
    page = next((page for page in _pages if page.brief is brief), None) or Page(brief)
    _pages = (page, *(other for other in _pages if other is not page))[:_LAID_OUT]
    return page


def describe(brief: Brief, ranges: Sequence[tuple[str, int, int]]) -> Passage:
    """The passage that `ranges` (block id, start, end; code points) make up, in reading order.

    Ranges are clamped to their blocks and lose the white space at their ends; several in one block become one that
    reaches from the first to the last. Raises NotFound where the brief has no such block, or no words are left.
    """
    page = _laid_out(brief)
    for block, _, _ in ranges:
        if block not in page.index:
            raise NotFound(f"The brief has no block “{block}”, so nothing in it can be marked.")
    return _describe(page, (Place(page.index[block], start, end) for block, start, end in ranges))


def _describe(page: Page, places: Iterable[Place]) -> Passage:
    found = page.joined(places)
    if not found:
        raise NotFound("There are no words in that passage; select some text to mark it.")
    return page.passage(found)


def find_quote(brief: Brief, quote: str) -> Passage:
    """The first passage with the words of `quote`, which may run over several blocks.

    Any white space is as good as any other, and so is any form of a quotation mark, an apostrophe or a dash. Raises
    NotFound.
    """
    page = _laid_out(brief)
    wanted = quote.strip()
    found = re.search(_pattern(wanted), page.text) if wanted else None
    if found is None:
        shown = wanted if len(wanted) <= CONTEXT else wanted[:CONTEXT] + "…"
        raise NotFound(f"The brief does not say “{shown}”; copy the words as they stand in it.")
    return _describe(page, page.places(*found.span()))


def resolve(annotation: Annotation, brief: Brief, editions: Editions | None = None) -> Annotation:
    """The annotation as it stands to this edition: state, passage, what was sought and the reason are this edition's.

    Where the user has settled it in this edition, or marked it there, it is exact; detached there, it is lost. Else
    the last passage that was settled or marked is sought. The same words in another place are moved. "The same" does
    not mind what typesetting does (white space and where a paragraph ends, the form of quotation marks and dashes,
    soft hyphens, ligatures), but does mind case and every sign that is read aloud. They are not moved but changed
    where a number, a date, a name, a negation or an obligation changed in the sentence around them. Similar words are
    changed, for the most telling `reason`. Else, and where two places are as likely, it is lost, with its passage as
    it was.

    `editions` gives the text in which the passage was marked. With it words that stood there twice are told apart
    when one of them is gone; without it the neighbours that are kept with the passage have to do. For many
    annotations use `resolve_all`.
    """
    return _resolve(annotation, _laid_out(brief), editions)


def resolve_all(
    annotations: Iterable[Annotation], brief: Brief, editions: Editions | None = None
) -> tuple[Annotation, ...]:
    """Every annotation as `resolve` gives it, in the same order; none is dropped."""
    page = _laid_out(brief)
    once = cache(editions) if editions else None
    return tuple(_resolve(annotation, page, once) for annotation in annotations)


def _resolve(annotation: Annotation, page: Page, editions: Editions | None) -> Annotation:
    settled = next((it for it in reversed(annotation.settled) if it.edition == page.edition), None)
    if settled is not None and not settled.targets:
        return replace(annotation, state=State.LOST, was=None, reason="")
    here = settled or (annotation.passage if annotation.passage.edition == page.edition else None)
    # The blocks of one edition can be cut anew by a later version of an importer.
    if here and all(page.holds(target) for target in here.targets):
        if here is annotation.passage and annotation.state is State.EXACT and annotation.was is None:
            return annotation
        return replace(annotation, passage=here, state=State.EXACT, was=None, reason="")
    from briefreader.annotations.seeking import seek  # only once there is something to seek

    sought = here or next((it for it in reversed(annotation.settled) if it.targets), annotation.passage)
    found = seek(page, sought, _own(sought.edition, page, editions))
    if found.state is State.LOST:
        return replace(annotation, state=State.LOST, was=sought, reason="")
    return replace(annotation, passage=page.passage(found.places), state=found.state, was=sought, reason=found.reason)


def _own(edition: str, page: Page, editions: Editions | None) -> Page | None:
    """The page of the edition that a passage was marked in, where it is another one and at hand."""
    if edition == page.edition or not editions:
        return None
    known = next((page for page in _pages if page.edition == edition), None)
    if known:
        return known
    brief = editions(edition)
    return _laid_out(brief) if brief else None


def reattach(annotation: Annotation, brief: Brief, ranges: Sequence[tuple[str, int, int]]) -> Annotation:
    """An annotation, as stored, with its passage settled in this edition where `ranges` are (see `describe`).

    In the edition that was marked, these become the passage itself. Raises NotFound as `describe` does.
    """
    passage = describe(brief, ranges)
    if annotation.passage.edition == brief.edition:
        others = tuple(it for it in annotation.settled if it.edition != brief.edition)
        return replace(annotation, passage=passage, settled=others)
    return _settled(annotation, passage)


def accept(stored: Annotation, brief: Brief, editions: Editions | None = None) -> Annotation:
    """An annotation, as stored, settled where `resolve` finds it in this edition. Raises NotFound where it is lost."""
    found = resolve(stored, brief, editions)
    if found.state is State.LOST:
        raise NotFound("These words are not in the text that is open; select the passage that the note belongs to.")
    if found.state is State.EXACT:
        return stored
    if stored.passage.edition == brief.edition:
        return replace(stored, passage=found.passage)
    return _settled(stored, found.passage)


def detach(stored: Annotation, brief: Brief) -> Annotation:
    """An annotation, as stored, of which the user has said that it stands nowhere in this edition."""
    return _settled(stored, Passage(brief.edition, (), NORMALISER))


def _settled(annotation: Annotation, passage: Passage) -> Annotation:
    others = tuple(it for it in annotation.settled if it.edition != passage.edition)
    return replace(annotation, settled=(*others, passage))


def _pattern(words: str) -> str:
    """A regular expression for `words` however their spaces, quotation marks and dashes are written."""
    pieces = []
    end = 0
    for sign in _SIGN.finditer(words):
        pieces += [re.escape(words[end : sign.start()]), _ALIKE[(sign.lastindex or 1) - 1]]
        end = sign.end()
    return "".join([*pieces, re.escape(words[end:])])
