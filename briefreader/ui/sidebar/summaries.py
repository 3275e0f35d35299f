"""What the page of all briefs says of one brief, column by column, and how it is sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefreader.brief.citation import date_words

if TYPE_CHECKING:
    from briefreader.storage.briefs import BriefSummary

COLUMNS = ("Title", "Publisher", "Date", "Length", "Progress", "Notes")
WORDS_A_MINUTE = 220
"""How fast an official reads: close to the mean of silent reading of non-fiction in English (Brysbaert, 2019: 238)."""

_LANGUAGES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch"}


def minutes(summary: BriefSummary) -> int:
    """The time that a brief takes to read, in whole minutes, at least one."""
    return max(1, round(summary.words / WORDS_A_MINUTE))


def progress_share(summary: BriefSummary) -> float:
    """How far the reader is, 0 to 1, by paragraphs."""
    if not summary.opened or not summary.paragraphs:
        return 0.0
    return min(1.0, (summary.place_number or 0) / summary.paragraphs)


def authors_words(summary: BriefSummary) -> str:
    """The line below a title: who wrote it, in which language if not in English, and whether it is a retelling."""
    metadata = summary.metadata
    language = _LANGUAGES.get(metadata.language[:2].lower(), "")
    return " · ".join(filter(None, (", ".join(metadata.authors), language, "retold" if metadata.adapted else "")))


def cell_words(summary: BriefSummary, column: int) -> str:
    """The words of one cell."""
    metadata = summary.metadata
    if column == 0:
        return metadata.title
    if column == 1:
        return metadata.publisher or "–"
    if column == 2:
        return date_words(metadata.date) or "–"
    if column == 3:
        return f"{minutes(summary)} min"
    if column == 4:
        return _progress_words(summary)
    return str(summary.annotations) if summary.annotations else "–"


def spoken_cell(summary: BriefSummary, column: int) -> str:
    """The words of one cell for a screen reader, with what stands beside them."""
    words = cell_words(summary, column)
    if column == 0:
        return ", ".join(filter(None, (words, authors_words(summary))))
    return f"{COLUMNS[column]}: {'none' if words == '–' else words.replace('¶', 'paragraph')}"


def sort_key(summary: BriefSummary, column: int) -> tuple[Any, str]:
    """What a column is sorted by; briefs that are alike in it stand by title."""
    title = summary.metadata.title.casefold()
    keys: tuple[Any, ...] = (
        title,
        summary.metadata.publisher.casefold(),
        summary.metadata.date,
        summary.words,
        progress_share(summary),
        summary.annotations,
    )
    return keys[column], title


def _progress_words(summary: BriefSummary) -> str:
    if not summary.opened:
        return "unread"
    if progress_share(summary) >= 1:
        return "read"
    return f"¶ {summary.place_number or 1} of {summary.paragraphs}"
