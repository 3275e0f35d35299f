"""The index follows the store: what differs is indexed, what is broken is built anew.

Gathering reads the store and belongs to its thread; writing touches the index alone, so that it can be done in a
worker thread for a note and in a child process for a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefreader.annotations.model import MEANINGS, Annotation
from briefreader.brief.model import Brief
from briefreader.brief.registry import Actor, Theme
from briefreader.library import shelf
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore

if TYPE_CHECKING:
    from briefreader.library import Library
    from briefreader.search.index import Entry, SearchIndex


@dataclass(frozen=True, slots=True)
class Work:
    """What the index has to take in, by key ("brief:<id>", "note:<id>"); a key without entries is removed."""

    entries: Mapping[str, Sequence[Entry]]
    fingerprints: Mapping[str, str]

    def __len__(self) -> int:
        return sum(len(some) for some in self.entries.values())


def fingerprints_of(briefs: BriefStore) -> dict[str, str]:
    """What the index should hold.

    A brief's fingerprint names its edition, the registry under which its mentions were found, and its revision. The
    registry is that of now, because the entries are made with it: the mentions are found anew on the way.
    """
    registry = shelf.registry_fingerprint(briefs.actors(), briefs.themes())
    return {
        key: _under(mark, registry) if key.startswith("brief:") else mark for key, mark in briefs.fingerprints().items()
    }


def _under(mark: str, registry: str) -> str:
    edition, _, *revision = mark.split(":")
    return ":".join((edition, registry, *revision))


def gather(
    briefs: BriefStore, annotations: AnnotationStore, keys: Iterable[str], fingerprints: Mapping[str, str]
) -> Work:
    """Read the entries of some keys from the store; keys that the store does not have come out empty."""
    actors, themes = briefs.actors(), briefs.themes()
    entries: dict[str, Sequence[Entry]] = {}
    loaded: dict[str, Brief] = {}
    for key in keys:
        kind, _, name = key.partition(":")
        if key not in fingerprints:
            entries[key] = ()
            continue
        if kind == "brief":
            brief = loaded.setdefault(name, briefs.load(name))
            entries[key] = brief_entries(briefs, brief, actors, themes)
        else:
            annotation = annotations.get(name)
            brief = loaded.setdefault(annotation.brief, briefs.load(annotation.brief))
            entries[key] = (note_entry(brief, annotation),)
    return Work(entries, {key: fingerprints[key] for key in entries if key in fingerprints})


def brief_entries(
    store: BriefStore, brief: Brief, actors: Sequence[Actor], themes: Sequence[Theme]
) -> tuple[Entry, ...]:
    """One entry for each block, with the names of the actors and themes in it."""
    from briefreader.search.index import Entry

    mentions = shelf.mentions_of(store, brief, actors, themes)
    subjects: dict[str, set[str]] = {}
    for mention in mentions:
        subjects.setdefault(mention.block, set()).add(mention.subject)
    for presence in shelf.theme_presences(brief, (), themes, mentions):
        for block in presence.blocks:
            subjects.setdefault(block, set()).add(presence.id)
    names = {actor.id: (actor.name, *actor.aliases) for actor in actors}
    theme_names = {theme.id: (theme.name,) for theme in themes}
    titles = {block.id: block.text for block in brief.blocks}
    metadata = brief.metadata
    return tuple(
        Entry(
            brief=brief.id,
            title=metadata.title,
            block=block.id,
            number=block.number,
            section=block.section,
            section_title=titles.get(block.section or "", ""),
            kind=block.kind.value,
            text=block.text,
            language=metadata.language,
            position=at,
            actors=_named(names, subjects.get(block.id, set())),
            themes=_named(theme_names, subjects.get(block.id, set())),
            publisher=metadata.publisher,
            date=metadata.date,
        )
        for at, block in enumerate(brief.blocks)
        if block.text.strip()
    )


def _named(names: Mapping[str, tuple[str, ...]], ids: set[str]) -> tuple[str, ...]:
    return tuple(name for one in sorted(ids) for name in names.get(one, ()))


def note_entry(brief: Brief, annotation: Annotation) -> Entry:
    """A note as the index has it: what was written, and the words that it was written on."""
    from briefreader.search.index import Entry

    target = annotation.passage.targets[0]
    order = {block.id: at for at, block in enumerate(brief.blocks)}
    at = order.get(target.block, len(order))
    block = brief.blocks[at] if at < len(brief.blocks) else None
    titles = {one.id: one.text for one in brief.blocks}
    section = block.section if block else None
    return Entry(
        brief=brief.id,
        title=brief.metadata.title,
        block=target.block,
        number=block.number if block else target.number,
        section=section,
        section_title=titles.get(section or "", ""),
        kind="note",
        text=" — ".join(part for part in (annotation.note, annotation.passage.quote.replace("\n", " ")) if part),
        language=brief.metadata.language,
        position=at,
        actors=(),
        themes=(),
        publisher=brief.metadata.publisher,
        date=brief.metadata.date,
        note=annotation.id,
        colour=MEANINGS[annotation.colour],
        tags=annotation.tags,
    )


def add(index: SearchIndex, work: Work) -> None:
    """Write gathered work to the index."""
    if work.entries:
        index.update(work.entries, work.fingerprints)


def refresh(library: Library, progress: Callable[[str], None] | None) -> int:
    """Bring the whole index up to date, a brief at a time."""
    briefs, annotations = library.briefs, library.annotations
    fingerprints = fingerprints_of(briefs)
    keys = library.index.differing(fingerprints)
    notes = [key for key in keys if key.startswith("note:")]
    steps = [[key] for key in keys if not key.startswith("note:")] + ([notes] if notes else [])
    done = 0
    for at, step in enumerate(steps, start=1):
        if progress:
            progress(f"Indexing {at} of {len(steps)}")
        work = gather(briefs, annotations, step, fingerprints)
        add(library.index, work)
        done += len(work)
    return done
