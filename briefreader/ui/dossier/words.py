"""What a dossier says in words: on the screen, in tooltips, and to a screen reader."""

from __future__ import annotations

import re

from briefreader.brief.citation import date_words
from briefreader.brief.corrections import THEME
from briefreader.brief.dossier import Company, Dossier, Place, Volume
from briefreader.brief.registry import Evidence

FEW_NAMES = 3
"""How many other names are told before one asks for all."""

STATUS_WORDS = {"suggested": "Suggested", "confirmed": "Confirmed by you"}
"""What is said of a subject's status; of what an editor listed, nothing."""

STATUS_TIPS = {
    "suggested": "Suggested by the program. Confirm it, or hide it from every list",
    "confirmed": "You have confirmed or corrected this",
}

_HEAD = re.compile(r"(.{2,30}?)(?:\s[–—]\s|:\s)")


def counted(number: int, noun: str) -> str:
    """ "1 paragraph", "1,200 paragraphs"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def kind_words(kind: str) -> str:
    """The kind of a subject as a word of its own: "Organisation", "Theme"."""
    return kind.capitalize()


def name_words(name: str) -> str:
    """A name or term in quotation marks; one that stands for any ending has an ellipsis there."""
    return f"“{name.removesuffix('*')}…”" if name.endswith("*") else f"“{name}”"


def other_names(dossier: Dossier) -> tuple[str, ...]:
    """Every other name in quotation marks, capitals with what they stand for."""
    return (*map(name_words, dossier.names), *(f"{name_words(seat)} where it acts" for seat in dossier.seats))


def identity_words(dossier: Dossier, *, every_name: bool = False) -> str:
    """Kind, other names and how often: "Organisation · also “the alliance” · 17 mentions in 11 paragraphs"."""
    names = other_names(dossier)
    shown = names if every_name else names[:FEW_NAMES]
    also = ("shown by " if dossier.kind == THEME else "also ") + ", ".join(shown) if shown else ""
    return " · ".join(filter(None, (kind_words(dossier.kind), also, extent_words(dossier))))


def more_names_words(dossier: Dossier) -> str:
    """What opens the names that are not told, "and 5 more"; nothing where all are."""
    left = len(other_names(dossier)) - FEW_NAMES
    return f"and {left:,} more" if left > 0 else ""


def extent_words(dossier: Dossier) -> str:
    """How often and where: "18 mentions in 15 paragraphs of 2 briefs"."""
    if not dossier.places:
        return "not mentioned"
    words = counted(len(dossier.places), "paragraph")
    if dossier.mentions:
        words = f"{counted(dossier.mentions, 'mention')} in {words}"
    return f"{words} of {counted(len(dossier.volumes), 'brief')}" if len(dossier.volumes) > 1 else words


def silence_words(dossier: Dossier, scope: str) -> str:
    """What stands in the place of mentions where there are none."""
    where = "in this brief" if scope == "brief" else "in any brief"
    return f"No paragraph speaks of {dossier.name} {where}."


def evidence_words(brief: str, one: Evidence, dossier: Dossier) -> str:
    """One reason for a suggestion, with the words that show it, and the brief where there are several."""
    words = f"{one.reason}: “{one.words}”" if one.words else one.reason
    title = dossier.titles.get(brief, "") if len({id for id, _ in dossier.evidence}) > 1 else ""
    return " · ".join(filter(None, (words, title)))


def company_words(one: Company) -> str:
    """Somebody or something in the same paragraphs: "Donald Trump, person, in 9 of these paragraphs"."""
    return f"{one.name}, {one.kind}, in {one.count:,} of these paragraphs"


def unit_of(dossier: Dossier) -> str:
    """What is counted of a subject: mentions of an actor, paragraphs of a theme."""
    return "paragraph" if dossier.kind == THEME else "mention"


def volume_words(volume: Volume, unit: str) -> str:
    """How often a brief speaks of a subject, in words."""
    return ", ".join(filter(None, (volume.title, date_words(volume.date), counted(volume.count, unit))))


def short_title(title: str) -> str:
    """What a section or point is called on a crowded line: "First" of "First — rejects the order"."""
    head = _HEAD.match(title)
    return head[1] if head else title


def notes_words(place: Place) -> str:
    """How many notes there are on a paragraph, or nothing."""
    return counted(place.notes, "note") if place.notes else ""


def number_words(place: Place) -> str:
    """The address of a paragraph, or nothing where it has none."""
    return f"¶ {place.number}" if place.number is not None else ""


def place_words(place: Place, *, full: bool = False) -> str:
    """Where a paragraph stands: "¶ 38 · Implications › First · 2 notes"; `full` spells the titles out."""
    section = " › ".join(place.section if full else map(short_title, place.section))
    return " · ".join(filter(None, (number_words(place), section, notes_words(place))))


def spoken_place(place: Place, words: str, title: str = "") -> str:
    """A paragraph for screen readers: its words, where they stand, and in which brief."""
    number = f"paragraph {place.number}" if place.number is not None else ""
    where = ", ".join(filter(None, (number, *place.section, notes_words(place), title and f"in {title}")))
    return f"{words}. {where}" if where else words


def around(text: str, start: int, end: int, room: int = 18) -> str:
    """Some words of a text on both sides of a range, on one line, to tell one mention from another."""
    before, behind = text[max(0, start - room) : start], text[end : end + room]
    if start > room:
        before = "…" + before.partition(" ")[2]
    if end + room < len(text):
        behind = behind.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{text[start:end]}{behind}".split())


def briefs_words(first: int, shown: int, total: int) -> str:
    """Which of the briefs are in view: "briefs 1–3 of 7"."""
    if shown >= total:
        return counted(total, "brief")
    last = first + shown
    return f"brief {last:,} of {total:,}" if shown == 1 else f"briefs {first + 1:,}–{last:,} of {total:,}"


def source_words(publisher: str, date: str, paragraphs: int) -> str:
    """What stands under a brief's title: publisher, date, how many paragraphs."""
    return " · ".join(filter(None, (publisher, date_words(date), counted(paragraphs, "paragraph"))))
