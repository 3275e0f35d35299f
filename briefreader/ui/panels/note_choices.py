"""What notes can be filtered by: which of their values occur, what they are called, and the days between two dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLabel, QPushButton, QWidget

from briefreader.annotations.model import State
from briefreader.library.selection import Choices
from briefreader.ui.panels.filter_popup import FilterPopup, Offer

STATE_WORDS = {
    State.LOST: "Lost",
    State.CHANGED: "Changed, not confirmed",
    State.MOVED: "Moved",
    State.EXACT: "As marked",
}
DAYS = {"today": "Today", "week": "Last 7 days", "month": "Last 30 days"}
_GROUPS = {
    "states": "State",
    "done": "Actions",
    "private": "Privacy",
    "days": "Date",
    "tags": "Tags",
    "actors": "Actors",
    "themes": "Themes",
    "authors": "Authors",
}

Picked = dict[str, list[object]]
"""The chosen values of each field: of states, tags, actors, themes and authors any number, of the others one."""


def value_words(field: str, value: object) -> str:
    """What a value is called, in the list and on a chip."""
    if isinstance(value, State):
        return STATE_WORDS[value]
    if isinstance(value, tuple):
        since, until = value
        return f"{since:%d %b %Y} – {until:%d %b %Y}"
    if field == "done":
        return "Done" if value else "Not done"
    if field == "private":
        return "Private" if value else "Not private"
    return DAYS.get(str(value), str(value)) if field == "days" else str(value)


def span_of(value: object, today: date | None = None) -> tuple[date | None, date | None]:
    """The days that a value of "days" stands for, both included."""
    if isinstance(value, tuple):
        return value
    today = today or date.today()
    since = {"today": today, "week": today - timedelta(days=6), "month": today - timedelta(days=29)}
    return since.get(str(value)), None


def offers(found: Choices, picked: Picked) -> list[Offer]:
    """The lines of the list: what occurs, and what is picked, even where it occurs no more."""
    counted: dict[str, dict[Any, int]] = {
        "states": dict(found.states),
        "done": {value: found.done[value] for value in (False, True) if value in found.done},
        "private": {True: found.private} if found.private else {},
        "days": dict.fromkeys(DAYS, 0),
        "tags": dict(found.tags),
        "actors": dict(found.actors),
        "themes": dict(found.themes),
        "authors": dict(found.authors),
    }
    lines: list[Offer] = []
    for field, caption in _GROUPS.items():
        chosen = picked.get(field, ())
        values = counted[field] | {one: counted[field].get(one, 0) for one in chosen}
        if values:
            lines.append(Offer(field, None, caption))
        for value, count in values.items():
            lines.append(Offer(field, value, value_words(field, value), count, value in chosen))
    return lines


class NotesFilterPopup(FilterPopup):
    """The popup of the notes panel, with two dates below the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("notes-filter", "Filter notes by", "tag, actor, theme, author", "note", parent)
        self.column.addLayout(self._build_days())

    def _build_days(self) -> QGridLayout:
        self._since, self._until = QDateEdit(), QDateEdit()
        today = QDate.currentDate()
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, (field, name, words, day) in enumerate(
            (
                (self._since, "filter-since", "From", today.addDays(-30)),
                (self._until, "filter-until", "Until", today),
            )
        ):
            field.setObjectName(name)
            field.setAccessibleName(f"Changed {words.lower()}")
            field.setDisplayFormat("d MMM yyyy")
            field.setCalendarPopup(True)
            field.setDate(day)
            label = QLabel(words)
            label.setProperty("role", "muted")
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        between = QPushButton("Show")
        between.setObjectName("filter-between")
        between.setToolTip("Show the notes that were changed from the one day until the other")
        between.setAccessibleName("Show the notes of these days")
        between.clicked.connect(self._pick_days)
        grid.addWidget(between, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        return grid

    def _pick_days(self) -> None:
        ends = sorted(_day(field.date()) for field in (self._since, self._until))
        self.picked.emit("days", (ends[0], ends[1]))
        self.refresh()


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def toggled(picked: Picked, field: str, value: object) -> Picked:
    """What is picked after one more choice: a value that was is dropped, and of some fields there is only one."""
    now = list(picked.get(field, ()))
    if value in now:
        now.remove(value)
    elif field in ("done", "private", "days"):
        now = [value]
    else:
        now.append(value)
    return {name: values for name, values in {**picked, field: now}.items() if values}


def sole(values: Sequence[object]) -> bool | None:
    """The value of a field that has one at most, as a filter takes it."""
    return bool(values[0]) if values else None
