"""The rows of a search's results, as words and as paint: subjects of such a name, then hits by brief and section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.brief.citation import date_words
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import Index, RowDelegate

if TYPE_CHECKING:
    from briefreader.search.entries import Hit
    from briefreader.search.names import Known, Names

SIDE = 14
SOME = "No paragraph has all these words. These have some of them:"

_LINES = 4
_MOST_ACTORS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A row above hits: a remark on all of them (`level` -1), the title of a brief (0) or of a section in it (1)."""

    words: str
    level: int
    hits: int = 0
    when: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A row for an actor or theme whose name the query begins."""

    id: str
    name: str
    about: str


Row: TypeAlias = "Hit | Heading | Subject"


def is_hit(row: Row) -> bool:
    return not isinstance(row, (Heading, Subject))


def is_live(row: Row) -> bool:
    """Whether a row leads anywhere."""
    return not isinstance(row, Heading)


def subject_row(one: Known) -> Subject:
    """The row of an actor or theme: what it is, and how often and how widely it is mentioned."""
    where = f"{counted(one.mentions, 'mention')} in {counted(one.briefs, 'brief')}"
    return Subject(one.id, one.name, f"{one.kind}, {where}")


def grouped(hits: Sequence[Hit], order: str = "relevance") -> list[Hit | Heading]:
    """The hits under a heading for each brief and each section, both in the order of their best hit.

    In the order of dates ("date") each brief has its date beside it, and its hits stand as they do in the text.
    """
    briefs: dict[str, dict[str | None, list[Hit]]] = {}
    for hit in hits:
        section = None if order == "date" else hit.section
        briefs.setdefault(hit.brief, {}).setdefault(section, []).append(hit)
    rows: list[Hit | Heading] = []
    for sections in briefs.values():
        found = [hit for group in sections.values() for hit in group]
        when = date_words(found[0].date) if order == "date" else ""
        rows.append(Heading(found[0].title, 0, len(found), when))
        for group in sections.values():
            if group[0].section_title and order != "date":
                rows.append(Heading(group[0].section_title, 1, len(group)))
            rows.extend(group)
    return rows


def counted(number: int, noun: str) -> str:
    """A number with what it counts."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def place_words(hit: Hit, *, section: bool = True) -> str:
    """Where a hit is, and, for a note, what its colour means and its tags."""
    number = f"¶ {hit.number}" if hit.number is not None else hit.kind.replace("-", " ").capitalize()
    tags = " ".join(f"#{tag}" for tag in hit.tags)
    return " · ".join(
        filter(None, ("Note" if hit.note else "", number, _meaning(hit), tags, hit.section_title if section else ""))
    )


def _meaning(hit: Hit) -> str:
    return MEANINGS[Colour(hit.colour)] if hit.colour in {one.value for one in Colour} else ""


def actors_of(hit: Hit, names: Names) -> list[str]:
    """The names of the actors that a hit mentions, the most mentioned first."""
    ids = dict.fromkeys(map(names.current, hit.actors))
    known = [names.known[id] for id in ids if id in names.known and names.known[id].field == "actor"]
    return [one.name for one in sorted(known, key=lambda one: (-one.mentions, one.name))]


class ResultDelegate(RowDelegate):
    """Paints and tells the rows. `names` are what actors are called; `order` is how the hits are sorted."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.names: Names | None = None
        self.order = "relevance"
        title = style.reading_font(15)
        title.setWeight(QFont.Weight.DemiBold)
        self._brief = Face(title, 20)
        self._section = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 16)
        self._remark = Face(style.interface_font(12, weight=QFont.Weight.DemiBold), 17)
        self._name = Face(style.interface_font(13, weight=QFont.Weight.DemiBold), 26)
        self._about = Face(style.interface_font(12), 26)
        self._snippet = Face(style.reading_font(15), 20)
        self._meta = Face(style.interface_font(12), 16)

    # In words

    def spoken(self, row: Row) -> str:
        """What a screen reader says of a row."""
        if isinstance(row, Heading):
            return ", ".join(filter(None, (row.words, row.when, counted(row.hits, "result") if row.hits else "")))
        if isinstance(row, Subject):
            return f"{row.name} — {row.about}"
        actors = self._actors(row, " and {} more")
        place = place_words(row).replace("¶", "paragraph")
        return f"{row.snippet}. {place}, in {row.title}" + (f", mentions {actors}" if actors else "")

    def tip(self, row: Row) -> str:
        """What stands in the tooltip of a row."""
        if isinstance(row, Heading):
            return tip(row.words, row.when)
        if isinstance(row, Subject):
            return tip(f"{row.name} — {row.about}")
        return tip(row.title, place_words(row), row.snippet, self._actors(row, " and {} more"))

    def _actors(self, hit: Hit, more: str) -> str:
        """Three actors of a hit, and in the words of `more` how many others."""
        found = actors_of(hit, self.names) if self.names is not None and hit.actors else []
        others = more.format(len(found) - _MOST_ACTORS) if len(found) > _MOST_ACTORS else ""
        return ", ".join(found[:_MOST_ACTORS]) + others

    # In paint

    def height(self, row: Row, width: int) -> int:
        if isinstance(row, Subject):
            return self._name.pitch
        if isinstance(row, Heading):
            return self._height_of_heading(row, width - 2 * SIDE)
        lines = line_count(row.snippet, self._snippet, self._room(width), _LINES, row.marks)
        return 12 + lines * self._snippet.pitch + 2 + len(self._below(row, self._room(width))) * self._meta.pitch

    def _height_of_heading(self, row: Heading, room: int) -> int:
        if row.level > 0:
            return self._section.pitch + 10
        if row.level < 0:
            return 12 + self._remark.pitch * line_count(row.words, self._remark, room, 3)
        when = self._meta.pitch if row.when else 0
        return 14 + self._brief.pitch * line_count(row.words, self._brief, room, 2) + when

    def _room(self, width: int) -> int:
        return width - 2 * SIDE - 12

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(5, 0, -6, -1)

    def draw(self, painter: QPainter, row: Row, box: QRect, index: Index, *, hover: bool) -> None:
        inside = box.adjusted(SIDE, 0, -SIDE, 0)
        if isinstance(row, Heading):
            self._draw_heading(painter, row, inside)
            return
        colours = style.tokens()
        chosen = self.view.selectionModel().isSelected(self.view.model().index(index.row(), 0))
        if chosen or hover:
            painter.setPen(QColor(colours.accent if chosen else colours.line))
            painter.setBrush(QColor(colours.paper))
            painter.drawRoundedRect(box.toRectF().adjusted(5.5, 0.5, -5.5, -0.5), 6, 6)
        if isinstance(row, Subject):
            draw_words(painter, row.name, self._name, inside, colours.accent)
            behind = inside.adjusted(min(self._name.width(row.name), inside.width()), 0, 0, 0)
            draw_words(painter, f" — {row.about}", self._about, behind, colours.muted)
        else:
            self._draw_hit(painter, row, inside)

    def _draw_heading(self, painter: QPainter, row: Heading, inside: QRect) -> None:
        colours = style.tokens()
        if row.level > 0:
            draw_words(painter, row.words, self._section, inside.adjusted(0, 6, 0, -4), colours.muted)
        elif row.level < 0:
            draw_words(painter, row.words, self._remark, inside.adjusted(0, 6, 0, -6), colours.ink, limit=3)
        else:
            room = inside.adjusted(0, 8, 0, -6)
            draw_words(painter, row.words, self._brief, room, colours.ink, limit=2)
            if row.when:
                below = room.adjusted(0, room.height() - self._meta.pitch, 0, 0)
                draw_words(painter, row.when, self._meta, below, colours.muted)

    def _draw_hit(self, painter: QPainter, hit: Hit, inside: QRect) -> None:
        colours = style.tokens()
        width = self._room(inside.width() + 2 * SIDE)
        high = line_count(hit.snippet, self._snippet, width, _LINES, hit.marks) * self._snippet.pitch
        top = inside.y() + 6
        # The colour of a note is said in words below.
        edge = colours.ticks.get(hit.colour, colours.muted) if hit.note else colours.accent
        painter.fillRect(QRect(inside.x(), top, 3, high), QColor(edge))
        room = QRect(inside.x() + 12, top, width, high)
        draw_words(painter, hit.snippet, self._snippet, room, colours.ink, limit=_LINES, marks=hit.marks)
        room = QRect(room.x(), room.y() + high + 2, width, self._meta.pitch)
        for words in self._below(hit, width):
            draw_words(painter, words, self._meta, room, colours.muted)
            room.translate(0, self._meta.pitch)

    def _below(self, hit: Hit, width: int) -> list[str]:
        """The lines below a snippet: where it is, and whom it mentions, on one line where both have room."""
        # Grouped by section, its title stands above already.
        parts = [place_words(hit, section=self.order == "date"), self._actors(hit, " +{}")]
        line = " · ".join(filter(None, parts))
        return [line] if self._meta.width(line) <= width else list(filter(None, parts))
