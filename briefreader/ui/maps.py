"""Maps of the library: who appears where and with whom, and what each brief says on a theme."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.correcting import Correcting
from briefreader.ui.dossiers import Dossiers
from briefreader.ui.reading import Reading
from briefreader.ui.saving import ask_where
from briefreader.ui.settings import Settings
from briefreader.ui.status_line import StatusLine

if TYPE_CHECKING:
    from briefreader.brief.dossier import Dossier
    from briefreader.brief.grid import Circle, Grid
    from briefreader.ui.dossier.side_by_side import Column, SideBySidePage
    from briefreader.ui.map.page import MapPage

CIRCLE = "circle"
_FORMS = {"svg": "A picture that stays sharp", "png": "A picture", "csv": "A table"}


class Maps(QObject):
    """The map, and themes side by side: two pages of the centre, made when they are first asked for.

    `place_chosen` carries a subject, a brief, a block and where to begin in it.
    """

    trouble = Signal(str)
    shown = Signal(object)
    closed = Signal()
    subject_chosen = Signal(str)
    place_chosen = Signal(str, str, str, int)
    exported = Signal(object)

    def __init__(
        self,
        library: Library,
        reading: Reading,
        correcting: Correcting,
        dossiers: Dossiers,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._correcting, self._dossiers = library, reading, correcting, dossiers
        self._settings, self._status, self._window = settings, status, window
        self.page: MapPage | None = None
        self.themes_page: SideBySidePage | None = None
        self._what, self._scope = "actors-sections", "brief"
        self._drawn: Grid | Circle | None = None
        self._theme: Dossier | None = None

    # The map

    def open(self) -> None:
        """Show the map of the brief that is read, or of all where none is."""
        if self.page is None:
            from briefreader.ui.map.page import MapPage

            self.page = MapPage()
            self.page.shown_wanted.connect(self.show)
            self.page.subject_chosen.connect(self.subject_chosen)
            self.page.cell_chosen.connect(self._show_paragraphs)
            self.page.place_chosen.connect(self._go_to)
            self.page.export_requested.connect(self._choose_file)
            self.page.closed.connect(self.closed)
        self.show(self._what, self._scope)
        self.shown.emit(self.page)
        self.page.setFocus()

    def show(self, what: str, scope: str) -> None:
        """Draw a map: `what` as the map page names it, over the "brief" that is read or over "all"."""
        if self.page is None:
            return
        if what.endswith("-briefs") and what != self._what:
            scope = "all"  # whoever asks for briefs as columns means more than one
        brief = self._reading.brief if scope == "brief" else None
        if brief is None:
            scope, what = "all", what.replace("-sections", "-briefs")
        else:
            what = what.replace("-briefs", "-sections")
        self._what, self._scope = what, scope
        title = brief.metadata.title if brief is not None else "All briefs"
        try:
            if what == CIRCLE:
                self._drawn = circle = self._library.circle(brief.id if brief is not None else None)
                self.page.show_circle(circle, scope, title)
            else:
                rows, columns = what.split("-")
                self._drawn = grid = self._library.grid(rows, columns, brief.id if brief is not None else None)
                self.page.show_grid(grid, what, scope, title)
        except BriefreaderError as error:
            self.page.show_message(str(error))

    def _show_paragraphs(self, one: str, other: str) -> None:
        from briefreader.ui.map.paragraphs import Paragraph

        page, drawn = self.page, self._drawn
        if page is None or drawn is None:
            return
        names, blocks = _behind(drawn, one, other)
        crossed = self._what in (CIRCLE, "actors-themes")
        try:
            places = self._library.places([one, other] if crossed else [one], blocks)
            titles = {id: about.title for id, about in self._library.about_briefs().items()}
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return
        page.show_places(
            f"{names[0]} {'and' if crossed else '·'} {names[1]}",
            [
                Paragraph(
                    place.brief,
                    titles.get(place.brief, ""),
                    place.block,
                    place.number,
                    " › ".join(place.section),
                    place.text,
                    place.marks,
                )
                for place in places
            ],
        )

    def _go_to(self, brief: str, block: str, subject: str) -> None:
        self.place_chosen.emit(subject, brief, block, 0)

    def _choose_file(self, form: str) -> None:
        brief = self._reading.brief
        name = brief.id if self._scope == "brief" and brief is not None else "all-briefs"
        named, forms = f"{name}-{self._what}.{form}", {f".{form}": _FORMS[form]}
        path = ask_where(self._window, self._settings, "Export the map", named, forms)
        if path is not None:
            self.export(path, form)

    def export(self, path: Path, form: str) -> None:
        """Write what the map shows to a file: "svg", "png" or "csv"."""
        from briefreader.exporting import files

        if self.page is None:
            return
        try:
            content = self.page.exported(form)
            files.write_whole(path, content)
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return
        self._status.say(f"Exported to {path}")
        self.exported.emit(path)

    # Themes side by side

    def open_themes(self, theme: str = "") -> None:
        """Show what each brief says on a theme: the one named, or marked in the page, or the most frequent."""
        known = [one for one in self._library.names_known().known.values() if one.kind == "theme" and one.mentions]
        if not known:
            self._status.say("No theme is known in any brief yet.")
            return
        known.sort(key=lambda one: (-one.mentions, one.name))
        wanted = (theme, self._reading.subject, self._theme.id if self._theme else "", known[0].id)
        chosen = next(one for one in wanted if any(it.id == one for it in known))
        if self.themes_page is None:
            from briefreader.ui.dossier.side_by_side import SideBySidePage

            self.themes_page = page = SideBySidePage()
            page.theme_chosen.connect(self._show_theme)
            page.place_chosen.connect(self._go_to_theme)
            page.mention_correction_requested.connect(self._correct)
            page.export_requested.connect(self._export_theme)
            page.closed.connect(self.closed)
        self.themes_page.know_themes([(one.id, one.name) for one in known])
        self._show_theme(chosen)
        self.shown.emit(self.themes_page)
        self.themes_page.setFocus()

    def _show_theme(self, theme: str) -> None:
        if self.themes_page is None:
            return
        try:
            self._theme = dossier = self._library.dossier(theme)
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return
        self.themes_page.show_columns(dossier.name, columns_of(dossier))

    def _go_to_theme(self, brief: str, block: str, start: int) -> None:
        self.place_chosen.emit(self._theme.id if self._theme else "", brief, block, start)

    def _correct(self, what: str, brief: str, block: str, start: int, end: int) -> None:
        if self._theme is not None:
            self._correcting.correct_mention(self._theme.id, what, brief, block, start, end)

    def _export_theme(self) -> None:
        if self._theme is not None:
            self._dossiers.export(self._theme)

    # Both

    def refresh(self) -> None:
        """Draw anew what can be seen: something of it has changed."""
        if self.page is not None and self.page.isVisible():
            self.show(self._what, self._scope)
        if self.themes_page is not None and self.themes_page.isVisible() and self._theme is not None:
            current = self._library.registry().current(self._theme.id)
            if self._library.registry().find(current) is None:
                self.closed.emit()
            else:
                self._show_theme(current)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        for page in (self.page, self.themes_page):
            if page is not None:
                page.recolour()


def columns_of(dossier: Dossier) -> list[Column]:
    """A column for each brief, in the order of their dates."""
    from briefreader.ui.dossier.side_by_side import Column

    by_brief = {brief: tuple(places) for brief, places in groupby(dossier.places, key=lambda place: place.brief)}
    return [
        Column(one.brief, one.title, one.publisher, one.date, by_brief.get(one.brief, ())) for one in dossier.volumes
    ]


def _behind(drawn: Grid | Circle, one: str, other: str) -> tuple[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The names of a row and a column, or of a pair, and the blocks behind the number."""
    from briefreader.brief.grid import Grid

    if isinstance(drawn, Grid):
        names = {line.id: line.name for line in drawn.columns}
        rows = {line.id: line.name for line in drawn.rows}
        cell = drawn.cells.get((one, other))
        return (rows.get(one, one), names.get(other, other)), cell.blocks if cell else ()
    names = {line.id: line.name for line, _ in drawn.actors}
    pair = next((pair for pair in drawn.pairs if {pair.one, pair.other} == {one, other}), None)
    return (names.get(one, one), names.get(other, other)), pair.blocks if pair else ()
