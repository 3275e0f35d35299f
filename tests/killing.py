"""Kills working sessions at random moments, and looks after each what is left: run by test_kill.py, in a process apart.

The process has everything imported and no thread, so that it can fork a session in a few milliseconds: a thousand
kills take less than a minute. It prints one JSON object: how many kills there were, what was acknowledged, and one
sentence for each fault.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

from briefreader import paths
from briefreader.annotations import anchoring
from briefreader.annotations.model import Colour, Passage
from briefreader.brief.model import Brief
from briefreader.library import Library, notes, restoring
from briefreader.library.values import Changed, Revision
from briefreader.paths import Folders
from briefreader.storage import backups, recovery, reunion
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database
from briefreader.storage.opening import open_database
from tests.storage.samples import brief_of

assert anchoring, notes
assert backups, recovery
assert reunion, restoring

# A note as it has to be found again: note, colour, tags, done, in the bin, how often settled, earlier texts.
Said = tuple[str, str, tuple[str, ...], bool, bool, int, tuple[str, ...]]
Store = dict[str, Said]
Intent = dict[str, Said | None]
Say = Callable[[object], None]

WORDS, SPAN = 30, 0.003
"""A session is killed at a random moment within SPAN seconds of one of its first WORDS words, so that a slow disk or a
busy machine makes a run longer, and not what it tests less."""


def kill_sessions(folder: Path, seed: int, kills: int) -> dict[str, object]:
    """Work in one store, from kill to kill."""
    chance = random.Random(seed)
    folders = paths.folders(folder)
    _begin(folders)
    there: Store = {}
    acknowledged: Counter[str] = Counter()
    faults: list[str] = []
    for turn in range(kills):
        # One in five is killed while it opens what the one before it left behind.
        words = 0 if chance.random() < 0.2 else chance.randrange(1, WORDS)
        delay = chance.uniform(0, SPAN if words else 6 * SPAN)
        heard = _killed(_session(folders, there, f"{seed}-{turn}"), words, delay)
        known, under_way = dict(there), None
        for kind, record in heard:
            if kind == "intent":
                under_way = _read(record)
            elif kind == "done":
                acknowledged[json.loads(record)] += 1
                known, under_way = _after(known, under_way or {}), None
            else:
                faults.append(f"turn {turn}: {record}")
        # Looked at in a copy for the most part, so that sessions go on with the logs that kills leave.
        found, wrong = _look(folders, in_place=chance.random() < 0.3)
        faults += [f"turn {turn}: {words}" for words in wrong]
        if found not in (known, _after(known, under_way or {})):
            faults.append(f"turn {turn}: {_difference(found, known, under_way or {})}")
        if faults:
            break
        there = found
    return {"kills": turn + 1, "acknowledged": acknowledged, "faults": faults, "notes": len(there)}


def kill_work(what: str, folder: Path, seed: int, kills: int) -> dict[str, object]:
    """Kill a piece of work on a copy of the data in `folder`/prepared, each time from the same beginning.

    What is found then has to be what was there before, or what is there when nobody disturbs the work; and the latter
    where the work had told that it was done.
    """
    chance = random.Random(seed)
    place = folder / "place"
    folders = paths.folders(place)

    def begin() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / "prepared", place)

    begin()
    before, faults = _look(folders, in_place=False)
    began = time.perf_counter()
    assert _killed(_WORKS[what](folders), 1, 0) == [("done", json.dumps(what))], "it fails even undisturbed"
    took = time.perf_counter() - began
    after, wrong = _look(folders, in_place=False)
    faults += wrong
    met: Counter[str] = Counter()
    for turn in range(kills):
        begin()
        heard = _killed(_WORKS[what](folders), 0, chance.uniform(0, took))
        found, wrong = _look(folders, in_place=True)
        faults += [f"turn {turn}: {words}" for words in wrong]
        if found != after and (heard or found != before):
            faults.append(f"turn {turn}: {_difference(found, after, {})}")
        met["done" if heard else "cut off"] += 1
    return {"kills": kills, "acknowledged": met, "faults": faults, "notes": len(after)}


def _open(folders: Folders) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        what = "recover" if Library(folders).notices else "migrate"
        say(("done", what))

    return work


def _restore(folders: Folders) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        restoring.restore(Library(folders).database, folders.data / "from.sqlite")
        say(("done", "restore"))

    return work


_WORKS = {"migrate": _open, "recover": _open, "restore": _restore}


def _begin(folders: Folders) -> None:
    folders.data.mkdir(parents=True)
    database, _ = open_database(folders.store, folders.backups)
    with closing(database):
        BriefStore(database).save(brief_of("The sea is wide and the lanes are long.", "No way."))


# --- a session ---


def _session(folders: Folders, there: Store, name: str) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        chance = random.Random(name)
        library = Library(folders)
        if library.notices:
            say(("fault", f"told: {library.notices}"))
        brief = library.brief("sea-lanes")
        known = dict(there)
        for turn in count():
            what, intent, act = _next(library, brief, known, chance, f"{name}-{turn}")
            say(("intent", intent))
            act()
            # Told only now: the method has returned.
            say(("done", what))
            known = _after(known, intent)

    return work


def _next(
    library: Library, brief: Brief, known: Store, chance: random.Random, words: str
) -> tuple[str, Intent, Callable[[], object]]:
    """What is done next: its name, what it changes, and how to do it."""
    live = [id for id, said in known.items() if not said[4]]
    gone = [id for id, said in known.items() if said[4]]
    dice = chance.random()
    some = chance.sample(live, min(len(live), chance.randrange(1, 4)))
    if not some or dice < 0.45 - len(live) / 400:
        made = library.compose(brief, [("b1", 0, chance.randrange(1, 30))], chance.choice([*Colour]), note=words)
        said: Said = (words, made.colour, (), False, False, 0, ())
        return "keep_note", {made.id: said}, lambda: library.keep_note(made)
    if dice < 0.6:
        tag = f"t{chance.randrange(9)}"
        revision = Revision(note=words, colour=chance.choice([*Colour]), tags=(tag,), done=chance.random() < 0.5)
        change: Intent = {}
        for id in some:
            was = known[id]
            change[id] = (words, str(revision.colour), (tag,), bool(revision.done), False, was[5], (*was[6], was[0]))
        return "change", change, lambda: library.change(some, revision)
    if dice < 0.75:
        deleted: Intent = {id: (*known[id][:4], True, *known[id][5:]) for id in some}
        return "delete_notes", deleted, lambda: library.delete_notes(some)
    if dice < 0.8 and gone:
        back = chance.sample(gone, min(len(gone), 3))
        live_again: Intent = {id: (*known[id][:4], False, *known[id][5:]) for id in back}
        return "bring_back", live_again, lambda: library.bring_back(back)
    if dice < 0.86:
        one = library.note(some[0])
        settled = replace(one, settled=(*one.settled, Passage(words, one.passage.targets)))
        placed: Intent = {one.id: (*known[one.id][:5], known[one.id][5] + 1, known[one.id][6])}
        return "put_back", placed, lambda: library.put_back([Changed(one, settled)])
    if dice < 0.9:
        return "purge", dict.fromkeys(gone), lambda: library.annotations.purge("9999", words)
    if dice < 0.93:
        return "backup", {}, library.database.backup
    if dice < 0.96:
        return "rename", {}, lambda: library.rename("colour.red", words)
    return "remember_place", {}, lambda: library.remember_place(brief.id, "b1", chance.randrange(9))


# --- killing and looking ---


def _killed(work: Callable[[Say], None], words: int, delay: float) -> list[tuple[str, str]]:
    """What a child said at its work before it was killed: `delay` seconds after it had said so many words."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)

        def say(record: object) -> None:
            os.write(outlet, json.dumps(record).encode() + b"\n")

        try:
            work(say)
        except BaseException as error:  # whatever it is, it is told
            say(("fault", repr(error)))
        while True:
            signal.pause()
    os.close(outlet)
    with open(inlet, "rb") as said:
        lines = [said.readline() for _ in range(words)]
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += said.readlines()
    # A line that the kill cut in two says nothing.
    return [(kind, json.dumps(record)) for kind, record in map(json.loads, filter(_is_whole, lines))]


def _is_whole(line: bytes) -> bool:
    return line.endswith(b"\n")


def _read(record: str) -> Intent:
    return {id: None if said is None else _said(*said) for id, said in json.loads(record).items()}


def _said(note: str, colour: str, tags: list[str], done: bool, deleted: bool, settled: int, earlier: list[str]) -> Said:
    return note, colour, tuple(tags), done, deleted, settled, tuple(earlier)


def _after(known: Store, intent: Intent) -> Store:
    return {id: said for id, said in {**known, **intent}.items() if said is not None}


def _look(folders: Folders, *, in_place: bool) -> tuple[Store, list[str]]:
    """What a store holds, and what is wrong with it; if not in place, its next opening still finds its log."""
    wrong = [f"{file} is no sound backup" for file in folders.backups.glob("*.sqlite") if not _sound(file)]
    store = folders.store
    if not in_place:
        store = folders.data.parent / "copy" / folders.store.name
        shutil.rmtree(store.parent, ignore_errors=True)
        store.parent.mkdir()
        for ending in ("", "-wal"):
            if Path(f"{folders.store}{ending}").exists():
                shutil.copyfile(f"{folders.store}{ending}", f"{store}{ending}")
    database, _ = open_database(store, folders.backups)
    with closing(database):
        wrong += database.check()
        return _everything(database), wrong


def _sound(file: Path) -> bool:
    # Each is looked at once: there are many by the end.
    if file not in _seen:
        _seen[file] = backups.is_sound(file)
    return _seen[file]


_seen: dict[Path, bool] = {}


def _everything(database: Database) -> Store:
    store = AnnotationStore(database)
    earlier: dict[str, list[str]] = {}
    for id, words in database.rows("SELECT annotation, note FROM earlier ORDER BY annotation, position"):
        earlier.setdefault(id, []).append(words)
    return {
        one.id: _said(
            one.note,
            one.colour.value,
            list(one.tags),
            one.done,
            bool(one.deleted),
            len(one.settled),
            earlier.get(one.id, []),
        )
        for one in (*store.all(), *store.bin())
    }


def _difference(found: Store, known: Store, under_way: Intent) -> str:
    def lines() -> Iterator[str]:
        for id in sorted({*found, *known}):
            if found.get(id) != known.get(id):
                yield f"{id}: {found.get(id)} instead of {known.get(id)}"

    return f"{list(lines())[:5]}; under way: {under_way}"


if __name__ == "__main__":
    kind, data, seed, kills = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    print(json.dumps(kill_sessions(data, seed, kills) if kind == "sessions" else kill_work(kind, data, seed, kills)))
