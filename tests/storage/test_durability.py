"""What was acknowledged is there: a program that writes notes is killed time and again, wherever it happens to be."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import open_database
from tests.storage.samples import brief_of, note_on, working_session

ROUNDS = 15
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.database import open_database
from tests.storage.samples import note_on, working_session

database, notices = open_database(Path(sys.argv[1]), Path(sys.argv[2]))
assert notices == (), notices
notes = AnnotationStore(database)
for what, id in working_session(sys.argv[3]):
    note = note_on("sea-lanes", id)
    if what == "add":
        notes.add(note)
    elif what == "change":
        notes.change(replace(note, note="Changed."))
    else:
        notes.remove(id)
    print(what, id, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a program so")
def test_no_acknowledged_note_is_lost_when_the_program_is_killed(path: Path, backups: Path) -> None:
    database, _ = open_database(path, backups)
    BriefStore(database).save(brief_of("The sea.", "No way."))
    database.close()
    chance = random.Random(2026)
    there: dict[str, str] = {}
    for turn in range(ROUNDS):
        acknowledged = _killed_after(chance.randrange(1, 60), path, backups, str(turn))
        done = list(islice(working_session(str(turn)), len(acknowledged) + 1))
        assert acknowledged == [f"{what} {id}" for what, id in done[:-1]]
        # What was under way when the kill came may be there, whole, or not at all.
        possible = [_after(there, done[:-1]), _after(there, done)]
        database, notices = open_database(path, backups)
        with closing(database):
            assert notices == ()
            assert database.check() == []
            there = {note.id: note.note for note in AnnotationStore(database).all()}
        assert there in possible
    assert len(there) > ROUNDS


def _after(before: dict[str, str], done: list[tuple[str, str]]) -> dict[str, str]:
    notes = dict(before)
    for what, id in done:
        notes[id] = "Changed." if what == "change" else note_on("sea-lanes", id).note
        if what == "delete":
            del notes[id]
    return notes


def _killed_after(lines: int, path: Path, backups: Path, turn: str) -> list[str]:
    """The acknowledgements of a writer that is killed while it goes on writing, the last ones included."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(path), str(backups), turn]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        heard = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        heard += writer.stdout.readlines()
    # A line that the kill cut in two acknowledges nothing.
    return [line.strip() for line in heard if line.endswith("\n")]
