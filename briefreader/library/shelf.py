"""The shelf: briefs come in, are opened, and bring along who and what they speak of."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from briefreader import paths
from briefreader.brief.model import Brief
from briefreader.brief.outline import outline
from briefreader.brief.registry import Pack, Theme
from briefreader.library import editions, notes
from briefreader.library.mentions import actor_presences, known_mentions, mentions_of, theme_presences
from briefreader.library.reconciling import reconcile
from briefreader.library.values import Imported, Surroundings
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

    if not packs.is_pack(path):
        return files.read_file(path, progress=progress, cancelled=cancelled)
    pack = packs.read_pack(path)
    if pack.actors or pack.themes:
        return pack
    from briefreader.importing.suggesting import suggest

    return suggest(pack.brief)


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
    return Imported(brief, new, former, tuple(carried.items()), pack.notices)


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
        registry = store.registry()
        brief, new = store.save(pack.brief, shipped=shipped, original=original, as_new=as_new)
        listed = [one for one in pack.actors if one.status != "suggested"]
        actors = store.actor_ids() | {actor.id for actor in listed}
        themes = [one for one in pack.themes if one.status != "suggested"]
        store.save_subjects(
            listed, [_under_id(_told_apart(theme, actors), pack.brief.id, brief.id) for theme in themes]
        )
        if len(listed) < len(pack.actors) or len(themes) < len(pack.themes):
            found = reconcile(pack, store.registry() if listed or themes else registry)
            store.save_subjects(found.actors, found.themes)
            store.learn(found.learned)
            store.save_evidence(brief.id, found.evidence)
    return brief, new


def _told_apart(theme: Theme, actors: AbstractSet[str]) -> Theme:
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


def surroundings(store: BriefStore, annotations: AnnotationStore, brief: Brief, *, wait: bool) -> Surroundings:
    """Everything around a brief, read in one go; with `wait` also what has to be found out first."""
    entries = outline(brief)
    registry = store.registry()
    known = mentions_of(store, brief, registry) if wait else known_mentions(store, brief, registry)
    mentions = known or ()
    return Surroundings(
        outline=entries,
        actors=actor_presences(brief, entries, registry.actors, mentions),
        themes=theme_presences(brief, entries, registry.themes, mentions),
        mentions=mentions,
        annotations=notes.in_order(store, annotations.of_brief(brief.id), brief),
        sighted=known is not None,
    )
