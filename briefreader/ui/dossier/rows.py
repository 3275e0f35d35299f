"""The rows of a dossier as values: captions, briefs over time, notes, and every mention in order."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from briefreader.annotations.model import Annotation
from briefreader.brief.corrections import THEME
from briefreader.brief.dossier import Dossier, Place, Volume
from briefreader.library.values import NoteRow
from briefreader.ui.dossier.excerpt import Excerpt, clusters, excerpt, whole
from briefreader.ui.dossier.words import (
    counted,
    identity_words,
    place_words,
    silence_words,
    spoken_place,
    unit_of,
    volume_words,
)
from briefreader.ui.lettering import Marks, tip
from briefreader.ui.panels.cards import note_tip, spoken_note

FEW = {"volumes": 8, "notes": 4}
"""How many rows of a part are shown before one asks for the others."""


@dataclass(frozen=True, slots=True)
class Top:
    """The room that the widgets of the head take; `words` are what they say."""

    words: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a part; `count` where that is worth telling."""

    words: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """How often one brief speaks of the subject, against the `most` of any; `place` is the first time."""

    volume: Volume
    most: int
    unit: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class NoteOn:
    """A note on a paragraph that speaks of the subject; `title` is its brief's where there are several."""

    annotation: Annotation
    title: str = ""


@dataclass(frozen=True, slots=True)
class BriefTitle:
    """A brief above its mentions."""

    words: str
    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, or the sentences around some of its `marks`; `title` is the brief's where there are several."""

    place: Place
    marks: Marks
    title: str = ""
    whole: bool = False

    def shown(self) -> Excerpt:
        """The words of the row, and which of them are marked."""
        if self.whole:
            return whole(self.place.text, self.place.marks)
        return excerpt(self.place.text, self.marks, self.place.marks)


@dataclass(frozen=True, slots=True)
class More:
    """Opens the rows of a `part` that are not shown, or folds them again."""

    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Says that there is nothing."""

    words: str


Row = Top | Caption | Bar | NoteOn | BriefTitle | Spot | More | Silence


def is_live(row: Row) -> bool:
    """Whether a row can be chosen."""
    return isinstance(row, (Bar, NoteOn, Spot, More))


def top_row(dossier: Dossier) -> Top:
    """The row of the head."""
    return Top(f"{dossier.name}. {identity_words(dossier)}")


def background_rows(dossier: Dossier, unfolded: Container[str] = ()) -> list[Row]:
    """The subject over time, where there are several briefs, and the notes on it."""
    rows: list[Row] = []
    if len(dossier.volumes) > 1:
        rows.append(Caption("Over time"))
        rows += _folded("volumes", list(_bars(dossier)), unfolded)
    if dossier.notes:
        several = len(dossier.volumes) > 1
        rows.append(Caption("Notes on it", len(dossier.notes)))
        notes = [NoteOn(note, dossier.titles.get(note.brief, "") if several else "") for note in dossier.notes]
        rows += _folded("notes", notes, unfolded)
    return rows


def _bars(dossier: Dossier) -> Iterator[Bar]:
    first: dict[str, Place] = {}
    for place in dossier.places:
        first.setdefault(place.brief, place)
    most = max(volume.count for volume in dossier.volumes)
    for volume in dossier.volumes:
        yield Bar(volume, most, unit_of(dossier), first.get(volume.brief))


def _folded(part: str, rows: Sequence[Row], unfolded: Container[str]) -> list[Row]:
    few = FEW[part]
    # One more row costs no more room than the line that would stand for it.
    if len(rows) <= few + 1:
        return list(rows)
    if part in unfolded:
        return [*rows, More(part, "Fewer…")]
    # Of many briefs the latest are told first, and the order stays that of time.
    if part == "volumes":
        return [More(part, f"{len(rows) - few:,} earlier…"), *rows[-few:]]
    return [*rows[:few], More(part, f"{len(rows) - few:,} more…")]


def mention_rows(dossier: Dossier, scope: str, *, whole_paragraphs: bool = False) -> list[Row]:
    """Every mention in order, under the titles of the briefs where the dossier is over all of them."""
    what = "Every paragraph, in order" if dossier.kind == THEME else "Every mention, in order"
    if not dossier.places:
        return [Silence(silence_words(dossier, scope))]
    rows: list[Row] = [Caption(what)]
    grouped = scope != "brief"
    counts = {volume.brief: volume.count for volume in dossier.volumes}
    here = None
    for place in dossier.places:
        title = dossier.titles.get(place.brief, "") if grouped else ""
        if grouped and place.brief != here:
            here = place.brief
            rows.append(BriefTitle(title, counts.get(here, 0), unit_of(dossier)))
        rows += place_rows(place, title, whole_paragraphs=whole_paragraphs)
    return rows


def place_rows(place: Place, title: str = "", *, whole_paragraphs: bool = False) -> list[Spot]:
    """A paragraph whole, or one row for each group of mentions in it."""
    if whole_paragraphs:
        return [Spot(place, place.marks, title, True)]
    return [Spot(place, marks, title) for marks in clusters(place.marks)]


def spoken(row: Row) -> str:
    """A row in words, for screen readers."""
    match row:
        case Bar():
            return volume_words(row.volume, row.unit)
        case NoteOn():
            return spoken_note(NoteRow(row.annotation, row.title), "library" if row.title else "brief")
        case BriefTitle():
            return f"{row.words}, {counted(row.count, row.unit)}"
        case Caption():
            return f"{row.words}, {row.count:,}" if row.count is not None else row.words
        case Spot():
            return spoken_place(row.place, row.shown().text, row.title)
        case _:
            return row.words


def tip_of(row: Row) -> str:
    """The tooltip of a row: what may be cut off on it."""
    match row:
        case Bar():
            return tip(volume_words(row.volume, row.unit))
        case NoteOn():
            return note_tip(NoteRow(row.annotation, row.title))
        case BriefTitle():
            return tip(row.words)
        case Spot():
            return tip(row.title, place_words(row.place, full=True))
        case _:
            return ""
