"""A note as words: what its card, its tooltip and a screen reader say of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from briefreader.annotations.model import MEANINGS, Annotation, Colour, State, wordings
from briefreader.library.notes import BIN_DAYS
from briefreader.library.values import NoteRow
from briefreader.ui.lettering import tip

_STATE_TIPS = {
    State.MOVED: "The same words, found at another place of this edition.",
    State.CHANGED: "The words at this place have changed since they were marked. Not confirmed until you keep it here, "
    "detach it or mark other words.",
    State.LOST: "These words are not in this edition. The note is kept.",
}
VARIANT = "Another version of a note, kept as both"


def quote_words(annotation: Annotation) -> str:
    """The words of the passage on one line, a pilcrow between two paragraphs."""
    return " ¶ ".join(target.quote for target in annotation.passage.targets)


def place_words(annotation: Annotation) -> str:
    """The paragraph numbers of the passage: "¶ 38", "¶¶ 38-40" with an en dash, or nothing where none is numbered."""
    numbers = [target.number for target in annotation.passage.targets if target.number is not None]
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return f"¶ {first}" if first == last else f"¶¶ {first}–{last}"


def state_words(annotation: Annotation) -> str:
    """What a card says of a passage that does not stand in this edition as it was marked: "Changed: a number"."""
    if annotation.state is State.EXACT:
        return ""
    word = annotation.state.value.capitalize()
    return f"{word}: {annotation.reason}" if annotation.state is State.CHANGED and annotation.reason else word


def when_words(iso: str, now: datetime | None = None) -> str:
    """A time of the store (ISO 8601, UTC) as a reader says it, in local time: "today 09:41", "12 January 2026"."""
    then = _local(iso)
    if then is None:
        return ""
    today = (now or datetime.now(UTC)).astimezone().date()
    if then.date() == today:
        return f"today {then:%H:%M}"
    if then.date() == today - timedelta(days=1):
        return f"yesterday {then:%H:%M}"
    return _day(then.date(), today)


def gone_words(iso: str, now: datetime | None = None) -> str:
    """When a note that was deleted at `iso` goes for good: "Goes for good on 11 Feb"."""
    then = _local(iso)
    if then is None:
        return ""
    return f"Goes for good on {_day(then.date() + timedelta(days=BIN_DAYS), (now or datetime.now(UTC)).date())}"


def _local(iso: str) -> datetime | None:
    try:
        then = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone()


def _day(then: date, today: date) -> str:
    return f"{then.day} {then:%b}" + ("" if then.year == today.year else f" {then.year}")


def meta_words(annotation: Annotation) -> str:
    """The line at a card's foot: place, meaning of the colour, tags."""
    tags = (f"#{tag}" for tag in annotation.tags)
    return "\N{NO-BREAK SPACE} ".join(filter(None, (place_words(annotation), MEANINGS[annotation.colour], *tags)))


def answer_words(annotation: Annotation, author_of: Callable[[str], str | None]) -> str:
    """ "Answers Anna": whose note this one answers, as far as it is known; nothing where it answers none."""
    if not annotation.answers:
        return ""
    author = author_of(annotation.answers)
    return "Answers a note" if author is None else f"Answers {author or 'your note'}"


def spoken_note(
    row: NoteRow, scope: str = "brief", author_of: Callable[[str], str | None] = lambda annotation: None
) -> str:
    """A card in words, for screen readers: all that it shows, signs and colours too."""
    note = row.annotation
    place = place_words(note).replace("¶¶", "paragraphs").replace("¶", "paragraph")
    state = state_words(note) + (", not confirmed" if note.state is State.CHANGED else "")
    quote = f"“{quote_words(note)}”"
    if note.state is State.CHANGED and note.was is not None:
        was, now = wordings(note)
        quote = f"was “{_one_line(was)}”, now “{_one_line(now)}”"
    parts = (
        row.title if scope != "brief" else "",
        "" if note.mine else f"Note of {note.author or 'a colleague'}",
        answer_words(note, author_of),
        MEANINGS[note.colour],
        place,
        state,
        "Done" if is_done(note) else "",
        "Private" if note.private else "",
        VARIANT if note.variant else "",
        quote,
        note.note,
        ", ".join(f"tag {tag}" for tag in note.tags),
        gone_words(note.deleted) if note.deleted else "",
    )
    return ". ".join(filter(None, parts))


def is_done(annotation: Annotation) -> bool:
    """Whether a note is an action that has been carried out."""
    return annotation.colour is Colour.VIOLET and annotation.done


def _one_line(quote: str) -> str:
    return quote.replace("\n", " ¶ ")


def note_tip(row: NoteRow) -> str:
    """The tooltip of a card: all that may be cut off on it."""
    note = row.annotation
    return tip(_STATE_TIPS.get(note.state, ""), row.title, quote_words(note), note.note, meta_words(note))
