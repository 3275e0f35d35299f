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
from briefreader.library import shelf
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore

if TYPE_CHECKING:
    from briefreader.library import Library
    from briefreader.search.entries import Entry
    from briefreader.search.index import SearchIndex

ROUNDS = 4
"""How often the index is asked what it still lacks. One that turns out broken is emptied, and then lacks it all."""


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
    """Read the entries of some keys from the store; keys that the store does not have come out empty.

    A brief brings its notes along, because where they stand depends on its edition.
    """
    from briefreader.search.entries import brief_entries, note_entry

    actors, themes = briefs.actors(), briefs.themes()
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
            mentions = shelf.mentions_of(briefs, brief, actors, themes)
            entries[f"brief:{name}"] = brief_entries(brief, mentions, actors, themes)
        for note in anchoring.resolve_all(on_it, brief, partial(briefs.text_of, name)):
            entries[f"note:{note.id}"] = (note_entry(note, brief),)
    return Work(entries, {key: fingerprints[key] for key in entries if key in fingerprints})


def add(index: SearchIndex, work: Work) -> None:
    """Write gathered work to the index."""
    if work.entries:
        index.update(work.entries, work.fingerprints)


def refresh(library: Library, progress: Callable[[str], None] | None) -> int:
    """Bring the whole index up to date: brief by brief, then what else differs; returns how many texts went in."""
    briefs, annotations = library.briefs, library.annotations
    done = 0
    for _ in range(ROUNDS):
        fingerprints = fingerprints_of(briefs)
        keys = library.index.differing(fingerprints)
        if not keys:
            break
        steps: Sequence[tuple[str, ...]] = [(key,) for key in keys if key.startswith("brief:")] or [keys]
        for at, step in enumerate(steps, start=1):
            if progress:
                progress(f"Indexing {at} of {len(steps)}")
            work = gather(briefs, annotations, step, fingerprints)
            add(library.index, work)
            done += len(work)
    return done
