"""The editions of a brief: named, compared, and gone to and from with the notes on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation, State
from briefreader.brief import comparison
from briefreader.brief.model import Brief
from briefreader.errors import BriefreaderError, NotFound
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore, Edition
from briefreader.storage.database import Database

_NAME = re.compile(r"[0-9a-f]{4,64}")
"""The beginning of a name: long enough that no number of an edition is taken for one."""


def edition_named(briefs: BriefStore, brief_id: str, words: str) -> Edition:
    """The edition that a user means by `words`.

    That is its number in the order in which they came ("2"), "first", "last" or "shown", its date or the beginning of
    its date ("2026-01"), or the beginning of its name (four digits or more). Raises NotFound, which says what there
    is, and BriefreaderError where the words fit several.
    """
    editions = briefs.editions(brief_id)
    plain = words.strip().casefold()
    known = {"first": editions[0], "last": editions[-1]}
    known |= {str(number): edition for number, edition in enumerate(editions, start=1)}
    known["shown"] = next(edition for edition in editions if edition.shown)
    if plain in known:
        return known[plain]
    fits = [edition for edition in editions if _fits(edition, plain)]
    exact = [edition for edition in fits if plain in (edition.date.casefold(), edition.name)]
    if len(exact or fits) == 1:
        return (exact or fits)[0]
    if fits:
        raise BriefreaderError(
            f"“{words}” fits several editions of “{brief_id}”: {_told(editions, fits.__contains__)}; "
            "give the number of one."
        )
    raise NotFound(f"“{brief_id}” has no edition “{words}”; there is {_told(editions)}.")


def _fits(edition: Edition, plain: str) -> bool:
    by_date = len(plain) >= len("2026") and edition.date.casefold().startswith(plain)
    return by_date or (_NAME.fullmatch(plain) is not None and edition.name.startswith(plain))


def _told(editions: Sequence[Edition], wanted: Callable[[Edition], bool] = lambda _: True) -> str:
    """ "1 (0123456789ab, 2026-01), 2 (ba9876543210, shown)"."""
    return ", ".join(
        f"{number} ({', '.join(filter(None, (edition.name[:12], edition.date, 'shown' if edition.shown else '')))})"
        for number, edition in enumerate(editions, start=1)
        if wanted(edition)
    )


def compare(briefs: BriefStore, brief_id: str, old: str, new: str) -> comparison.Comparison:
    """Compare two editions of a brief by their names. Raises NotFound."""
    return comparison.compare(briefs.load(brief_id, old), briefs.load(brief_id, new))


def show(database: Database, briefs: BriefStore, annotations: AnnotationStore, brief_id: str, edition: str) -> Brief:
    """Go to another edition of a brief, by its name; the states of the notes go with it. Raises NotFound."""
    with database.transaction():
        brief = briefs.show_edition(brief_id, edition)
        carry_over(briefs, annotations, brief)
    return brief


def carry_over(briefs: BriefStore, annotations: AnnotationStore, brief: Brief) -> dict[State, int]:
    """Find every annotation of a brief again in this edition, which is the one shown from now on.

    Keeps how each stands to it, and returns how many are in each state, none left out.
    """
    found = anchoring.resolve_all(annotations.of_brief(brief.id), brief, partial(briefs.text_of, brief.id))
    annotations.keep_states((one.id, one.state) for one in found)
    counts = Counter(one.state for one in found)
    return {state: counts[state] for state in State}


def review(brief: Brief, annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """Of annotations as they stand to an edition, in reading order, those that the user has to look at: changed, lost.

    The lost ones, which stand nowhere, come last; one that the user has detached needs no further look.
    """
    detached = {one.id for one in annotations for it in one.settled if it.edition == brief.edition and not it.targets}
    return tuple(
        one
        for state in (State.CHANGED, State.LOST)
        for one in annotations
        if one.state is state and one.id not in detached
    )
