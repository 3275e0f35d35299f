"""Who and what a brief speaks of: found once for each state of the registry, kept in the store, counted for the window.

`REVISION` stands for the rules by which mentions are found: whoever changes them raises it.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from briefreader import lists
from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.corrections import Registry
from briefreader.brief.mentions import mentions_in
from briefreader.brief.model import NUMBERED, Brief
from briefreader.brief.outline import OutlineEntry
from briefreader.brief.registry import Actor, Mention, Ruling, Theme, without
from briefreader.errors import StoreError
from briefreader.library.values import Presence
from briefreader.storage.briefs import BriefStore

REVISION = 3


def fingerprint_of(registry: Registry) -> str:
    """Names all that decides what is a mention of whom, so that mentions are sought anew only where it has changed."""
    return f"{REVISION}.{registry.digest}"


@dataclass(frozen=True, slots=True)
class Sighted:
    """Who and what a brief mentions, under the registry with this fingerprint."""

    brief: Brief
    mentions: tuple[Mention, ...]
    registry: str


def mentions_of(store: BriefStore, brief: Brief, registry: Registry) -> tuple[Mention, ...]:
    """Who and what a brief mentions: from the store, or found now and stored where the registry has changed."""
    known = known_mentions(store, brief, registry)
    if known is not None:
        return known
    found = look_for(store, brief, registry)()
    keep(store, found)
    return found.mentions


def known_mentions(store: BriefStore, brief: Brief, registry: Registry) -> tuple[Mention, ...] | None:
    """Who and what a brief mentions, from the store; None where that has to be found out."""
    if store.mentions_registry(brief.id, brief.edition) != fingerprint_of(registry):
        return None
    return store.mentions(brief.id, brief.edition)


def look_for(store: BriefStore, brief: Brief, registry: Registry) -> Callable[[], Sighted]:
    """The work of finding out who and what a brief mentions, which is free of the store."""
    actors = without(registry.actors, lists.foreign_names(brief.metadata.language))
    said, fingerprint = tuple(rulings(store, brief, registry)), fingerprint_of(registry)

    def look() -> Sighted:
        return Sighted(brief, mentions_in(brief, actors, registry.themes, said, masks=lists.masks()), fingerprint)

    return look


def keep(store: BriefStore, found: Sighted) -> None:
    """Store what was found out, where the store takes it: it can be found out again at any time."""
    with suppress(StoreError):
        store.save_mentions(found.brief.id, found.brief.edition, found.mentions, found.registry, _about(found.mentions))


def _about(found: Iterable[Mention]) -> str:
    """Names who and what each block speaks of: all that the index has to know."""
    pairs = sorted({(one.block, one.subject) for one in found})
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:16]


def rulings(store: BriefStore, brief: Brief, registry: Registry) -> Iterator[Ruling]:
    """What the user said of single places of a brief, where they stand in this edition; what is lost counts no more."""
    placed = [(subject, it) for subject, it in registry.placed if it.brief == brief.id]
    marks = [Annotation(f"{at}", brief.id, it.passage, Colour.YELLOW) for at, (_, it) in enumerate(placed)]
    found = anchoring.resolve_all(marks, brief, partial(store.text_of, brief.id)) if marks else ()
    for (subject, it), mark in zip(placed, found, strict=True):
        if mark.state is not State.LOST:
            for target in mark.passage.targets:
                yield Ruling(subject, target.block, target.start, target.end, it.put)


def bring_up_to_date(store: BriefStore, registry: Registry) -> int:
    """Find the mentions anew in every brief for which they were found under another registry; returns in how many."""
    fingerprint, count = fingerprint_of(registry), 0
    for brief_id, (_, under) in store.registries().items():
        if under != fingerprint:
            mentions_of(store, store.load(brief_id), registry)
            count += 1
    return count


def tally(store: BriefStore, registry: Registry, brief_id: str | None = None) -> dict[str, tuple[int, int]]:
    """How often each actor or theme appears in one brief or in all, and in how many briefs, by its id.

    Counted are mentions of an actor, paragraphs of a theme.
    """
    themes = {one.id for one in registry.themes}
    counts: Counter[str] = Counter()
    briefs: defaultdict[str, set[str]] = defaultdict(set)
    for one in store.appearances(brief_id):
        subject = registry.current(one.subject)
        if subject not in themes or one.numbered:
            counts[subject] += 1 if subject in themes else one.times
            briefs[subject].add(one.brief)
    return {subject: (count, len(briefs[subject])) for subject, count in counts.items()}


def actor_presences(
    brief: Brief, entries: Sequence[OutlineEntry], actors: Iterable[Actor], mentions: Sequence[Mention]
) -> tuple[Presence, ...]:
    """The actors that a brief mentions, those named most often first."""
    sections = _Sections(brief, entries)
    by_actor: dict[str, list[str]] = {}
    for mention in mentions:
        by_actor.setdefault(mention.subject, []).append(mention.block)
    found = [
        Presence(
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            description=actor.description,
            status=actor.status,
            names=(*actor.aliases, *actor.seats),
            count=len(by_actor[actor.id]),
            blocks=tuple(dict.fromkeys(by_actor[actor.id])),
            sections=sections.count(by_actor[actor.id]),
            seats=actor.seats,
        )
        for actor in actors
        if actor.id in by_actor
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def theme_presences(
    brief: Brief, entries: Sequence[OutlineEntry], themes: Iterable[Theme], mentions: Sequence[Mention]
) -> tuple[Presence, ...]:
    """The themes of a brief, with the numbered paragraphs that belong to each; those with most of them first."""
    sections = _Sections(brief, entries)
    numbered = {block.id for block in brief.blocks if block.kind in NUMBERED}
    by_theme: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.block in numbered:
            by_theme.setdefault(mention.subject, {})[mention.block] = None
    found = [
        Presence(
            id=theme.id,
            name=theme.name,
            kind="theme",
            description=theme.description,
            status=theme.status,
            names=theme.terms,
            count=len(by_theme[theme.id]),
            blocks=tuple(by_theme[theme.id]),
            sections=sections.count(by_theme[theme.id]),
        )
        for theme in themes
        if theme.id in by_theme
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


class _Sections:
    """The top sections of an outline, to count blocks by."""

    def __init__(self, brief: Brief, entries: Sequence[OutlineEntry]) -> None:
        self._firsts = [entry.first for entry in entries if entry.level == 0]
        self._order = brief.order

    def count(self, blocks: Iterable[str]) -> tuple[int, ...]:
        tally = Counter(max(0, bisect_right(self._firsts, self._order[block]) - 1) for block in blocks)
        return tuple(tally[at] for at in range(len(self._firsts)))
