"""The index follows the store: what differs is indexed, what is broken is built anew.

Gathering reads the store and belongs to its thread; writing touches the index alone, so that it can be done in a
worker thread for a note and in a child process for a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation
from briefreader.library import mentions
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore

if TYPE_CHECKING:
    from briefreader.library.seeking import Seeking
    from briefreader.search.entries import Entry
    from briefreader.search.index import SearchIndex

ROUNDS = 4
"""How often the index is asked what it still lacks. One that turns out broken is emptied, and then lacks it all."""


_BATCH = 2_000
"""Blocks that go into the index together, at least: about a second's work."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the index has to take in, by key ("brief:<id>", "note:<id>"); a key without entries is removed."""

    entries: Mapping[str, Sequence[Entry]]
    fingerprints: Mapping[str, str]

    def __len__(self) -> int:
        return sum(len(some) for some in self.entries.values())


def fingerprints_of(briefs: BriefStore) -> dict[str, str]:
    """What the index should hold.

    A brief's fingerprint names its edition, who and what its blocks speak of, and its revision. Where the registry has
    changed since its mentions were found, who and what that is has to be found out first: nothing can stand under
    such a fingerprint.
    """
    found = briefs.fingerprints()
    registry = mentions.fingerprint_of(briefs.registry())
    for brief_id, (edition, under) in briefs.registries().items():
        if under != registry:
            found[f"brief:{brief_id}"] = f"{edition}?{registry}"
    return found


def gather(
    briefs: BriefStore, annotations: AnnotationStore, keys: Iterable[str], fingerprints: Mapping[str, str]
) -> Work:
    """Read the entries of some keys from the store; keys that the store does not have come out empty.

    A brief brings its notes along, because where they stand depends on its edition.
    """
    from briefreader.search.entries import brief_entries, note_entry

    registry = briefs.registry()
    entries: dict[str, Sequence[Entry]] = {}
    notes: dict[str, list[Annotation]] = {}
    texts = set()
    for key in keys:
        kind, _, name = key.partition(":")
        if key not in fingerprints:
            entries[key] = ()
        elif kind == "brief":
            texts.add(name)
            notes[name] = list(annotations.of_brief(name))
        else:
            note = annotations.get(name)
            notes.setdefault(note.brief, []).append(note)
    for name, on_it in notes.items():
        brief = briefs.load(name)
        if name in texts:
            found = mentions.mentions_of(briefs, brief, registry)
            entries[f"brief:{name}"] = brief_entries(brief, found, registry.actors, registry.themes)
        for note in anchoring.resolve_all(on_it, brief, partial(briefs.text_of, name)):
            entries[f"note:{note.id}"] = (note_entry(note, brief),)
    return Work(entries, {key: fingerprints[key] for key in entries if key in fingerprints})


def add(index: SearchIndex, work: Work) -> None:
    """Write gathered work to the index."""
    if work.entries:
        index.update(work.entries, work.fingerprints)


def refresh(library: Seeking, progress: Callable[[str], None] | None) -> int:
    """Bring the whole index up to date, some thousand blocks at a time; returns how many texts went in."""
    briefs, annotations = library.briefs, library.annotations
    done = 0
    for _ in range(ROUNDS):
        mentions.bring_up_to_date(briefs, briefs.registry())
        fingerprints = fingerprints_of(briefs)
        keys = library.index.differing(fingerprints)
        if not keys:
            break
        texts = [key for key in keys if key.startswith("brief:")]
        waiting = list(texts or keys)
        while waiting:
            work = Work({}, {})
            # The more there is already, the more goes in at once, so that the index comes in few pieces; who stops it
            # loses no more than the last of them.
            room = max(_BATCH, library.index.documents // 4)
            while waiting and len(work) < room:
                if progress and texts:
                    progress(f"Indexing {len(texts) - len(waiting) + 1} of {len(texts)}")
                more = gather(briefs, annotations, [waiting.pop(0)] if texts else waiting, fingerprints)
                waiting = waiting if texts else []
                work = Work({**work.entries, **more.entries}, {**work.fingerprints, **more.fingerprints})
            add(library.index, work)
            done += len(work)
    if library.index.scattered:
        library.index.settle()
    return done
