"""What is shown of a document that was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefreader.search.entries import Hit
from briefreader.search.query import Term
from briefreader.search.snippets import Snippet, forms, occurrences, snippet

if TYPE_CHECKING:
    from briefreader.search.segments import Stored


def hit_of(stored: Stored, score: float, terms: Sequence[Term] | None) -> Hit:
    """A hit with what answers `terms` in it; None for a bare one."""
    found = [] if terms is None else occurrences(stored.text, stored.language, terms)
    shown, marks = Snippet("", ()) if terms is None else snippet(stored.text, found)
    return Hit(
        brief=stored.brief,
        title=stored.title,
        block=stored.block,
        number=stored.number,
        section=stored.section,
        section_title=stored.section_title,
        kind=stored.kind,
        score=round(score, 4),
        snippet=shown,
        marks=marks,
        words=forms(stored.text, found),
        note=stored.note,
        position=stored.position,
        publisher=stored.publisher,
        date=stored.date,
        actors=stored.about,
        colour=stored.colour,
        tags=stored.tags,
    )
