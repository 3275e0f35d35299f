"""The shelf: briefs come in, are opened, and bring along who and what they speak of."""

from __future__ import annotations

import hashlib
import json
import shutil
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from briefreader import paths
from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import NUMBERED, Brief
from briefreader.brief.outline import OutlineEntry, outline
from briefreader.brief.registry import Actor, Mention, Pack, Theme
from briefreader.errors import StoreError
from briefreader.library import editions, notes
from briefreader.library.values import Imported, Presence, Surroundings
from briefreader.paths import Folders
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database


def restock(database: Database, store: BriefStore, folders: Folders) -> tuple[Brief, ...]:
    """Store the shipped packs whose text or subjects are not those that the store has."""
    from briefreader.importing import pack as packs  # brings Python-Markdown along, which a usual start does without

    brought = []
    for folder in sorted(paths.content().glob("*")):
        if packs.is_pack(folder):
            brief, new = _put(database, store, packs.read_pack(folder), shipped=True)
            if new:
                brought.append(brief)
    # Without the stamp the next start looks again: that costs time, and nothing else.
    with suppress(OSError):
        folders.cache.mkdir(parents=True, exist_ok=True)
        _stamp(folders).write_text(shipped_digest(), encoding="utf-8")
    return tuple(brought)


def restock_due(folders: Folders) -> bool:
    """Whether the program has come with other shipped briefs than were put on the shelf last."""
    try:
        return _stamp(folders).read_text(encoding="utf-8") != shipped_digest()
    except OSError:
        return True


def shipped_digest() -> str:
    """One fingerprint of all shipped packs."""
    digest = hashlib.sha256()
    for file in sorted(paths.content().rglob("*")):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _stamp(folders: Folders) -> Path:
    return folders.cache / "shipped"


def read(path: Path, *, progress: Callable[[str], None] | None, cancelled: Callable[[], bool] | None) -> Pack:
    """Read a pack, or any other file in a process of its own."""
    from briefreader.importing import files
    from briefreader.importing import pack as packs

    if packs.is_pack(path):
        return packs.read_pack(path)
    return Pack(files.read_file(path, progress=progress, cancelled=cancelled))


def keep(
    database: Database,
    store: BriefStore,
    annotations: AnnotationStore,
    folders: Folders,
    pack: Pack,
    path: Path | None,
    *,
    as_new: bool,
) -> Imported:
    """Store a brief with its subjects and a copy of its file under the name of its content; its notes come along."""
    original = ""
    if path is not None and path.is_file():
        original = _copy(path, folders.originals)
    with database.transaction():
        home = None if as_new else store.home_of(pack.brief)
        former = next((one.name for one in store.editions(home) if one.shown), "") if home else ""
        brief, new = _put(database, store, pack, original=original, as_new=as_new)
        carried = editions.carry_over(store, annotations, brief) if former else {}
    return Imported(brief, new, former, tuple(carried.items()))


def _put(
    database: Database,
    store: BriefStore,
    pack: Pack,
    *,
    shipped: bool = False,
    original: str = "",
    as_new: bool = False,
) -> tuple[Brief, bool]:
    """Store a pack, all of it or nothing. Its themes follow the brief to the id that it gets in the library."""
    with database.transaction():
        brief, new = store.save(pack.brief, shipped=shipped, original=original, as_new=as_new)
        actors = {actor.id for actor in (*store.actors(), *pack.actors)}
        themes = [_under_id(_told_apart(theme, actors), pack.brief.id, brief.id) for theme in pack.themes]
        store.save_subjects(pack.actors, themes)
    return brief, new


def _told_apart(theme: Theme, actors: set[str]) -> Theme:
    """A mention names its subject by id alone, so a theme may not have that of an actor."""
    return replace(theme, id=f"theme-{theme.id}") if theme.id in actors else theme


def _under_id(theme: Theme, named: str, stored: str) -> Theme:
    paragraphs = tuple((stored if brief == named else brief, numbers) for brief, numbers in theme.paragraphs)
    return replace(theme, paragraphs=paragraphs)


def _copy(path: Path, folder: Path) -> str:
    """Keep a file beside the store; a copy that fails is no reason to refuse the brief."""
    try:
        name = hashlib.sha256(path.read_bytes()).hexdigest() + path.suffix.lower()
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            shutil.copyfile(path, folder / name)
    except OSError:
        return ""
    return name


def registry_fingerprint(actors: Sequence[Actor], themes: Sequence[Theme]) -> str:
    """Names one state of the actors and themes, so that mentions are sought anew only when these changed."""
    words = json.dumps([[asdict(one) for one in actors], [asdict(one) for one in themes]], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def mentions_of(
    store: BriefStore, brief: Brief, actors: Sequence[Actor], themes: Sequence[Theme]
) -> tuple[Mention, ...]:
    """Who and what a brief mentions: from the store, or found now and stored where the registry has changed."""
    fingerprint, edition = registry_fingerprint(actors, themes), brief.edition
    if store.mentions_registry(brief.id, edition) == fingerprint:
        return store.mentions(brief.id, edition)
    found = find_mentions(brief.blocks, actors, themes)
    # They can be found again at any time: a store that takes nothing is no reason to go without them.
    with suppress(StoreError):
        store.save_mentions(brief.id, edition, found, fingerprint)
    return found


def surroundings(store: BriefStore, annotations: AnnotationStore, brief: Brief) -> Surroundings:
    """Everything around a brief, read in one go."""
    entries = outline(brief)
    actors, themes = store.actors(), store.themes()
    mentions = mentions_of(store, brief, actors, themes)
    return Surroundings(
        outline=entries,
        actors=actor_presences(brief, entries, actors, mentions),
        themes=theme_presences(brief, entries, themes, mentions),
        mentions=mentions,
        annotations=notes.in_order(store, annotations.of_brief(brief.id), brief),
    )


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
            names=actor.aliases,
            count=len(by_actor[actor.id]),
            blocks=tuple(dict.fromkeys(by_actor[actor.id])),
            sections=sections.count(by_actor[actor.id]),
        )
        for actor in actors
        if actor.id in by_actor
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def theme_presences(
    brief: Brief, entries: Sequence[OutlineEntry], themes: Iterable[Theme], mentions: Sequence[Mention]
) -> tuple[Presence, ...]:
    """The themes of a brief: the paragraphs that an editor named, or else those that show a theme's terms."""
    sections = _Sections(brief, entries)
    by_number = {block.number: block.id for block in brief.blocks if block.number is not None}
    numbered = {block.id for block in brief.blocks if block.kind in NUMBERED}
    by_theme: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.block in numbered:
            by_theme.setdefault(mention.subject, []).append(mention.block)
    found = []
    for theme in themes:
        named = dict(theme.paragraphs).get(brief.id)
        if named is not None:
            blocks = tuple(by_number[number] for number in sorted(named) if number in by_number)
        else:
            blocks = tuple(dict.fromkeys(by_theme.get(theme.id, ())))
        if blocks:
            found.append(
                Presence(
                    id=theme.id,
                    name=theme.name,
                    kind="theme",
                    description=theme.description,
                    status=theme.status,
                    names=theme.terms,
                    count=len(blocks),
                    blocks=blocks,
                    sections=sections.count(blocks),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


class _Sections:
    """The top sections of an outline, to count blocks by."""

    def __init__(self, brief: Brief, entries: Sequence[OutlineEntry]) -> None:
        self._firsts = [entry.first for entry in entries if entry.level == 0]
        self._order = brief.order

    def count(self, blocks: Iterable[str]) -> tuple[int, ...]:
        tally = Counter(max(0, bisect_right(self._firsts, self._order[block]) - 1) for block in blocks)
        return tuple(tally[at] for at in range(len(self._firsts)))
