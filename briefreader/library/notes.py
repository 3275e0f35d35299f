"""Marking and noting: an annotation is made, changed, put into the bin, and found again in the edition that is open.

What changes something tells it as pairs of what was and what is, as stored: from those it can be undone.
"""

from __future__ import annotations

import getpass
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation, Colour, Passage, State
from briefreader.brief.model import Brief
from briefreader.errors import BriefreaderError, NotFound
from briefreader.library.values import Changed, Revision
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database

BIN_DAYS = 30
"""For how long what was deleted can be brought back."""

_BEFORE_TAG = re.compile(r"^[#\s]+")


def now() -> str:
    """The moment in UTC, to the microsecond, so that notes made at once keep their order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def author(store: AnnotationStore) -> str:
    """What the user wants to be called, or the name under which they log in; empty where the system does not tell."""
    named = store.names().get("author", "")
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def in_order(briefs: BriefStore, annotations: Sequence[Annotation], brief: Brief) -> tuple[Annotation, ...]:
    """Annotations as they stand in an edition, in reading order; the lost ones last, oldest first."""
    order = brief.order
    found = anchoring.resolve_all(annotations, brief, partial(briefs.text_of, brief.id))

    def place(one: Annotation) -> tuple[int, int, int, str]:
        if one.state is State.LOST:
            return 1, 0, 0, one.created
        target = one.passage.targets[0]
        return 0, order.get(target.block, 0), target.start, one.created

    return tuple(sorted(found, key=place))


def compose(
    store: AnnotationStore, brief: Brief, passage: Passage, colour: Colour, note: str, tags: Sequence[str], answers: str
) -> Annotation:
    """A new annotation, which is nowhere yet."""
    moment = now()
    return Annotation(
        id=uuid.uuid4().hex,
        brief=brief.id,
        passage=passage,
        colour=colour,
        note=note.strip(),
        tags=clean_tags(tags),
        author=author(store),
        created=moment,
        modified=moment,
        answers=answers,
    )


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without the sign before them, each once, in the order given."""
    return tuple(dict.fromkeys(tag for tag in (_BEFORE_TAG.sub("", one).rstrip() for one in tags) if tag))


def live(store: AnnotationStore, annotation_id: str) -> Annotation:
    """One annotation as stored. Raises NotFound where it is gone or in the bin."""
    found = store.get(annotation_id)
    if found.deleted:
        raise NotFound(f"The note “{annotation_id}” is in the bin; bring it back from there first.")
    return found


def own(store: AnnotationStore, annotation_id: str) -> Annotation:
    """One annotation of the user's own, as stored: a colleague's is answered, never rewritten."""
    found = live(store, annotation_id)
    if not found.mine:
        raise BriefreaderError(
            f"This note is by {found.author or 'a colleague'} and stays as they wrote it; answer it with a note of "
            "your own."
        )
    return found


def change(
    database: Database, store: AnnotationStore, ids: Sequence[str], rewrite: Callable[[Annotation], Annotation]
) -> tuple[Changed, ...]:
    """Rewrite annotations, all or none; those that the rewriting leaves as they are do not count as changed."""
    changed = []
    with database.transaction():
        for id in ids:
            before = own(store, id)
            after = rewrite(before)
            if after != before:
                after = replace(after, modified=now())
                store.change(after)
                changed.append(Changed(before, after))
    return tuple(changed)


def revised(annotation: Annotation, by: Revision) -> Annotation:
    """An annotation with what a revision gives."""
    tags = annotation.tags if by.tags is None else clean_tags(by.tags)
    tags = clean_tags((*(tag for tag in tags if tag not in by.drop_tags), *by.add_tags))
    return replace(
        annotation,
        colour=annotation.colour if by.colour is None else by.colour,
        note=annotation.note if by.note is None else by.note.strip(),
        tags=tags,
        done=annotation.done if by.done is None else by.done,
        private=annotation.private if by.private is None else by.private,
    )


def delete(database: Database, store: AnnotationStore, ids: Sequence[str]) -> tuple[Changed, ...]:
    """Put annotations into the bin, all or none."""
    moment, changed = now(), []
    with database.transaction():
        for id in ids:
            before = live(store, id)
            after = replace(before, deleted=moment)
            store.change(after)
            changed.append(Changed(before, after))
    return tuple(changed)


def bring_back(database: Database, store: AnnotationStore, ids: Sequence[str]) -> tuple[Changed, ...]:
    """Take annotations out of the bin, all or none."""
    changed = []
    with database.transaction():
        for id in ids:
            before = store.get(id)
            after = replace(before, deleted="")
            store.change(after)
            changed.append(Changed(before, after))
    return tuple(changed)


def put(database: Database, store: AnnotationStore, wanted: Sequence[Changed]) -> None:
    """Make each annotation what it is `after`, whatever it is now; all or none."""
    moment = now()
    with database.transaction():
        for one in wanted:
            id, annotation = one.id, one.after
            known = _known(store, id)
            if annotation is None:
                if known is not None:
                    store.remove(id)
                continue
            # A new moment, so that it counts as changed; but a colleague's note stays the version that it is.
            again = replace(annotation, modified=moment) if annotation.mine else annotation
            if known is None:
                store.add(again, one.ancestors)
            else:
                store.change(again, one.ancestors)


def _known(store: AnnotationStore, annotation_id: str) -> Annotation | None:
    try:
        return store.get(annotation_id)
    except NotFound:
        return None


def settle(
    database: Database,
    store: AnnotationStore,
    annotation_id: str,
    state_of: Callable[[Annotation], State],
    how: Callable[[Annotation], Annotation],
) -> Changed:
    """Keep where the user says that an annotation stands: `how` gives it its passage, `state_of` tells its state."""
    with database.transaction():
        before = live(store, annotation_id)
        after = how(before)
        after = replace(after, state=state_of(after))
        if before.mine:
            after = replace(after, modified=now())
        store.change(after)
    return Changed(before, after)


def empty_bin(store: AnnotationStore) -> int:
    """Delete for good what has been in the bin for 30 days; returns how many went."""
    limit = datetime.now(UTC) - timedelta(days=BIN_DAYS)
    return store.purge(limit.isoformat(timespec="microseconds").replace("+00:00", "Z"), now())
