"""Marking and noting: an annotation is made, changed, and found again in the edition that is open."""

from __future__ import annotations

import getpass
import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation, Colour, Passage, State
from briefreader.brief.model import Brief
from briefreader.errors import NotFound
from briefreader.storage.annotations import AnnotationStore

_BEFORE_TAG = re.compile(r"^[#\s]+")


def now() -> str:
    """The moment in UTC, to the microsecond, so that notes made at once keep their order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def author() -> str:
    """The name under which this laptop's user logs in; empty where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def in_order(annotations: Sequence[Annotation], brief: Brief) -> tuple[Annotation, ...]:
    """Annotations as they stand in an edition, in reading order; the lost ones last, oldest first."""
    order = {block.id: at for at, block in enumerate(brief.blocks)}
    found = anchoring.resolve_all(annotations, brief)

    def place(one: Annotation) -> tuple[int, int, int, str]:
        target = one.passage.targets[0]
        lost = one.state is State.LOST
        return (int(lost), 0 if lost else order.get(target.block, 0), 0 if lost else target.start, one.created)

    return tuple(sorted(found, key=place))


def highlight(
    store: AnnotationStore,
    brief: Brief,
    ranges: Sequence[tuple[str, int, int]],
    colour: Colour,
    note: str,
    tags: Sequence[str],
) -> Annotation:
    """Mark ranges of a brief."""
    return _add(store, brief, anchoring.describe(brief, ranges), colour, note, tags)


def highlight_quote(
    store: AnnotationStore, brief: Brief, quote: str, colour: Colour, note: str, tags: Sequence[str]
) -> Annotation:
    """Mark the first place where a brief says `quote`."""
    return _add(store, brief, anchoring.find_quote(brief, quote), colour, note, tags)


def _add(
    store: AnnotationStore, brief: Brief, passage: Passage, colour: Colour, note: str, tags: Sequence[str]
) -> Annotation:
    moment = now()
    annotation = Annotation(
        id=uuid.uuid4().hex,
        brief=brief.id,
        passage=passage,
        colour=colour,
        note=note.strip(),
        tags=clean_tags(tags),
        author=author(),
        created=moment,
        modified=moment,
    )
    store.add(annotation)
    return annotation


def clean_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags without the sign before them, each once, in the order given."""
    return tuple(dict.fromkeys(tag for tag in (_BEFORE_TAG.sub("", one).rstrip() for one in tags) if tag))


def revise(
    store: AnnotationStore,
    annotation: Annotation,
    colour: Colour | None,
    note: str | None,
    tags: Sequence[str] | None,
) -> Annotation:
    """Change what is given, on top of what the store holds now."""
    kept = _live(store, annotation.id)
    changed = replace(
        kept,
        colour=kept.colour if colour is None else colour,
        note=kept.note if note is None else note.strip(),
        tags=kept.tags if tags is None else clean_tags(tags),
    )
    if changed == kept:
        return annotation
    changed = replace(changed, modified=now())
    store.change(changed)
    return replace(changed, passage=annotation.passage, state=annotation.state)


def _live(store: AnnotationStore, annotation_id: str) -> Annotation:
    found = store.get(annotation_id)
    if found.deleted:
        raise NotFound(f"The note “{annotation_id}” is in the bin; bring it back from there first.")
    return found


def delete(store: AnnotationStore, annotation_id: str) -> Annotation:
    """Put an annotation into the bin; returns it as it was."""
    gone = _live(store, annotation_id)
    moment = now()
    store.change(replace(gone, deleted=moment, modified=moment))
    return gone


def put_back(store: AnnotationStore, annotation: Annotation) -> Annotation:
    """Store an annotation exactly as it was, but for the moment of its change."""
    restored = replace(annotation, modified=now())
    try:
        kept = store.get(annotation.id)
    except NotFound:
        store.add(restored)
    else:
        store.change(replace(restored, passage=kept.passage, state=kept.state))
    return restored
