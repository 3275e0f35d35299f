"""What the hits of a search can be narrowed down to: the most useful values at once, and a popup with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.ui.panels.colours import PillButton
from briefreader.ui.panels.filter_popup import FilterPopup, Offer

if TYPE_CHECKING:
    from briefreader.search.entries import Choice, Facet

CAPTIONS = {
    "brief": "Brief",
    "publisher": "Publisher",
    "year": "Year",
    "section": "Section",
    "actor": "Actor",
    "theme": "Theme",
    "colour": "Colour",
    "notes": "Notes",
}
MOST = 8
"""How many values are offered at once, besides those that are chosen."""

_TURNS = (
    "publisher", "year", "actor", "theme", "notes", "actor", "brief", "publisher", "year", "theme", "actor",
    "colour", "section", "colour",
)  # fmt: skip
"""Which fields give their most frequent value in turn: who wrote it and when parts hits better than where it stands."""

_LINES = 2
_GAP = 4
_PADDING = 9
_WIDEST, _WIDEST_CHOSEN = 150, 232
_POPUP_WIDTH = 300

Value = tuple[str, str]
"""A field and one of its values."""


def choice_words(field: str, choice: Choice, *, short: bool = False) -> str:
    """What a value is called in the list, or, in short, on a chip."""
    if field == "colour" and choice.value in {one.value for one in Colour}:
        return MEANINGS[Colour(choice.value)]
    if field == "notes":
        long = {"with": "Paragraphs with notes", "note": "Notes themselves"}
        return ({"with": "With notes", "note": "Notes"} if short else long).get(choice.value, choice.words)
    return choice.words


def useful(facets: Sequence[Facet], total: int) -> list[tuple[str, Choice]]:
    """The values that narrow `total` hits down best: never one that all of them have, nor one that only one has.

    Of notes, which are few among paragraphs, one is enough.
    """
    left = {
        facet.field: [
            one
            for one in facet.choices
            if not one.chosen and one.count < total and (one.count > 1 or (facet.field == "notes" and one.count))
        ]
        for facet in facets
    }
    found: list[tuple[str, Choice]] = []
    for field in _TURNS:
        if left.get(field) and len(found) < MOST:
            found.append((field, left[field].pop(0)))
    return found


def offers(facets: Sequence[Facet]) -> list[Offer]:
    """The lines of the popup: every value with its count, under a caption for each field."""
    lines: list[Offer] = []
    for facet in facets:
        if facet.choices:
            hint = f"{len(facet.choices)} of {len(facet.choices) + facet.more}" if facet.more else ""
            lines.append(Offer(facet.field, None, CAPTIONS.get(facet.field, facet.field), hint=hint))
        for one in facet.choices:
            words = choice_words(facet.field, one)
            lines.append(Offer(facet.field, one.value, words, one.count, one.chosen))
    return lines


class FacetLine(QWidget):
    """One line of chips, or two: what is chosen, to be taken away again, then what is offered, then more of it.

    `facet_toggled` carries a field and a value that was chosen, or is so no longer; `cleared` that nothing is.
    """

    facet_toggled = Signal(str, str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self.setAccessibleName("Filters")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._facets: tuple[Facet, ...] = ()
        self._total = 0
        self._places: dict[Value, int] = {}
        self._popup: FilterPopup | None = None
        self._chosen: list[FacetChip] = []
        self._offered: list[FacetChip] = []
        self._clear = FacetChip("facets-clear", self)
        self._clear.show_words("Clear", "", "Remove all filters")
        self._clear.clicked.connect(self._remove_all)
        self._more = FacetChip("facets-more", self)
        self._more.show_words("More…", "", "More filters: brief, publisher, year, section, actor, theme, colour, notes")
        self._more.clicked.connect(self._open_popup)

    def show_facets(self, facets: Sequence[Facet], total: int) -> None:
        """Show the facets of `total` hits; where there are none, what was chosen stays, to be taken away."""
        if not facets:
            facets = [
                replace(one, choices=tuple(replace(choice, count=0) for choice in one.choices if choice.chosen), more=0)
                for one in self._facets
            ]
        self._facets, self._total = tuple(facets), total
        self._fill()
        if self._popup is not None and self._popup.isVisible():
            self._popup.refresh()

    def forget(self) -> None:
        """Show nothing, not even what was chosen."""
        self._facets, self._total = (), 0
        self._fill()

    def recolour(self) -> None:
        """Take the names of the colours that are in force."""
        self._fill()

    # Chips

    def _fill(self) -> None:
        held = self._held()
        chosen = [(facet.field, one) for facet in self._facets for one in facet.choices if one.chosen]
        offered = useful(self._facets, self._total)
        self._show_chips(self._chosen, chosen)
        self._show_chips(self._offered, offered)
        self._clear.setVisible(len(chosen) > 1)
        self._more.setVisible(any(facet.choices for facet in self._facets))
        self.setVisible(bool(chosen or offered) or not self._more.isHidden())
        line: list[QWidget] = [*self._chosen, self._clear, *self._offered, self._more]
        for one, other in pairwise(line):
            QWidget.setTabOrder(one, other)
        self._place(self.width())
        self.updateGeometry()
        if held is not None:
            shown = (one for one in (*self._chosen, *self._offered) if not one.isHidden())
            next((one for one in shown if one.value == held), self._more).setFocus()

    def _held(self) -> Value | None:
        """The value whose chip has the keys; they stay with it wherever it goes."""
        return next((one.value for one in (*self._chosen, *self._offered) if one.hasFocus()), None)

    def _show_chips(self, chips: list[FacetChip], values: Sequence[tuple[str, Choice]]) -> None:
        while len(chips) < len(values):
            chip = FacetChip("", self)
            chip.clicked.connect(partial(self._press, chip))
            chips.append(chip)
        for at, chip in enumerate(chips):
            if at < len(values):
                chip.show_value(*values[at])
            else:
                chip.value = None
                chip.hide()

    def _press(self, chip: FacetChip) -> None:
        if chip.value is not None:
            self._toggle(*chip.value)

    def _toggle(self, field: str, value: object) -> None:
        """Choose a value or choose it no longer; its chip is there at once, the counts come with the next answer."""
        self._facets = tuple(_flipped(one, value) if one.field == field else one for one in self._facets)
        self._fill()
        self.facet_toggled.emit(field, str(value))

    def _remove_all(self) -> None:
        self._facets = tuple(
            replace(facet, choices=tuple(replace(one, chosen=False) for one in facet.choices)) for facet in self._facets
        )
        self._fill()
        self._more.setFocus()
        self.cleared.emit()

    # Places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(200, self._place(max(self.width(), 200), move=False))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width())

    def _place(self, width: int, *, move: bool = True) -> int:
        """Set the chips side by side, and give the height of their lines.

        All that is chosen is shown, and of what is offered as much as two lines hold beside the button for more.
        """
        x = line = 0
        pitch = self._more.sizeHint().height() + _GAP
        chosen: list[QWidget] = [*self._chosen, self._clear]
        end = self._more.sizeHint().width()
        last = _LINES - 1
        for chip in (*chosen, *self._offered, self._more):
            if chip.isHidden() and (chip not in self._offered or chip.value is None):
                continue
            wide = min(chip.sizeHint().width(), width)
            needed = wide if chip not in self._offered or line < last else wide + _GAP + end
            if x and x + needed > width:
                if chip in self._offered and line >= last:
                    if move:
                        chip.hide()
                    continue
                x, line = 0, line + 1
            if chip in chosen:
                last = max(last, line)
            if move:
                chip.setGeometry(QRect(x, line * pitch, wide, pitch - _GAP))
                chip.show()
            x += wide + _GAP
        return (line + 1) * pitch - _GAP

    # The popup

    def _open_popup(self) -> None:
        if self._popup is None:
            self._popup = FilterPopup("facets", "Filter results by", "a value to filter by", "result", self)
            self._popup.resize(_POPUP_WIDTH, self._popup.height())
            self._popup.picked.connect(self._toggle)
        self._places = {(one.field, choice.value): at for one in self._facets for at, choice in enumerate(one.choices)}
        below = self.mapToGlobal(QPoint(self.width(), self._more.geometry().bottom() + 3))
        self._popup.open_at(below, self._lines)

    def _lines(self) -> list[Offer]:
        """The lines of the popup in the order that they had when it was opened: none jumps away when it is chosen."""
        return offers(
            [replace(one, choices=tuple(sorted(one.choices, key=partial(self._rank, one)))) for one in self._facets]
        )

    def _rank(self, facet: Facet, choice: Choice) -> int:
        return self._places.get((facet.field, choice.value), len(self._places))


class FacetChip(PillButton):
    """A value with its count; a chosen one stays down and has a sign to take it away."""

    framed = True

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__("", name, "", parent)
        self.value: Value | None = None
        self._left = self._right = _PADDING
        self.setCheckable(False)

    def show_value(self, field: str, choice: Choice) -> None:
        """Show a value of a facet, chosen or not."""
        self.value = (field, choice.value)
        self.setObjectName(f"facet-{field}")
        caption = CAPTIONS.get(field, field)
        self.setCheckable(choice.chosen)
        self.setChecked(choice.chosen)
        if choice.chosen:
            words = f"{caption}: {choice_words(field, choice)}"
            self.widest = _WIDEST_CHOSEN
            self.show_words(words, "×", f"Filter {words}. Press to remove it")
        else:
            words = choice_words(field, choice)
            self.widest = _WIDEST
            counted = f"{choice.count:,} result{'' if choice.count == 1 else 's'}"
            self.show_words(
                choice_words(field, choice, short=True), f"{choice.count:,}", f"{caption}: {words}, {counted}"
            )
        self.show()

    def show_words(self, text: str, tail: str, words: str) -> None:
        """Have some words on it, and `words` that say what it does."""
        self.tail = tail
        self.setText(text)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: what is chosen is shown once it is so."""


def _flipped(facet: Facet, value: object) -> Facet:
    return replace(
        facet,
        choices=tuple(replace(one, chosen=not one.chosen) if one.value == value else one for one in facet.choices),
    )
