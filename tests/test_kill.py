"""Acknowledged means durable: the program is killed at a thousand random moments of its work, and no note is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefreader import paths
from briefreader.library import Library
from briefreader.paths import Folders
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.backups import Backups
from briefreader.storage.briefs import BriefStore
from briefreader.storage.opening import open_database
from tests.storage.old_stores import write_old_store
from tests.storage.samples import brief_of, note_on

ROOT = Path(__file__).parents[1]
# Measuring the coverage of what is killed anyway would take longer than killing it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a session to be killed")


def kill(what: str, folder: Path, seed: int, kills: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.killing", what, str(folder), str(seed), str(kills)]
    environment = {**ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcome: dict[str, Any] = json.loads(done.stdout)
    assert outcome["faults"] == []
    assert outcome["kills"] == kills
    return outcome


@pytest.mark.parametrize("seed", range(10))
def test_no_acknowledged_note_is_lost_by_a_thousand_kills(tmp_path: Path, seed: int) -> None:
    outcome = kill("sessions", tmp_path / "desk", seed, 100)
    assert set(outcome["acknowledged"]) >= {"keep_note", "change", "delete_notes"}
    assert outcome["notes"] > 10


@pytest.mark.parametrize("in_log", [False, True])
def test_a_kill_while_a_store_is_brought_up_to_date_leaves_it_old_or_new(tmp_path: Path, in_log: bool) -> None:
    write_old_store(paths.folders(tmp_path / "prepared").store, 1, in_log=in_log)
    assert kill("migrate", tmp_path, 7, 40)["notes"] == 2


def filled(folder: Path, *ids: str) -> Folders:
    """A data folder with notes, the store in one file."""
    folders = paths.folders(folder)
    database, _ = open_database(folders.store, folders.backups)
    with closing(database):
        BriefStore(database).save(brief_of("The sea is wide.", "No way."))
        for id in ids:
            AnnotationStore(database).add(note_on("sea-lanes", id))
    return folders


def test_a_kill_while_a_broken_store_is_replaced_does_not_cost_the_backup(tmp_path: Path) -> None:
    folders = filled(tmp_path / "prepared", *(f"n{turn}" for turn in range(30)))
    Backups(folders.backups).make(folders.store)
    folders.store.write_bytes(folders.store.read_bytes()[:9000])
    assert kill("recover", tmp_path, 8, 40)["notes"] == 30


def test_a_kill_while_a_backup_is_restored_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    folders = filled(tmp_path / "prepared", *(f"n{turn}" for turn in range(30)))
    Backups(folders.backups).make(folders.store).rename(folders.data / "from.sqlite")
    database, _ = open_database(folders.store, folders.backups)
    with closing(database):
        notes = AnnotationStore(database)
        for turn in range(10):
            notes.remove(f"n{turn}")
            notes.change(replace(note_on("sea-lanes", f"n{turn + 10}"), note="Other words."))
    assert kill("restore", tmp_path, 9, 40)["notes"] == 40


def test_what_the_command_line_acknowledged_outlives_its_killing(tmp_path: Path) -> None:
    folders = filled(tmp_path / "desk")
    chance = random.Random(10)
    acknowledged, under_way = set(), 0
    for turn in range(24):
        words = ["notes", "add", "sea-lanes", "--quote", "The sea", "--note", f"Note {turn}", "--json"]
        command = [sys.executable, "-m", "briefreader", "--data-dir", str(folders.data), *words]
        with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as adding:
            assert adding.stdout is not None
            try:
                adding.wait(chance.uniform(0.05, 0.4))
            except subprocess.TimeoutExpired:
                adding.send_signal(signal.SIGKILL)
            said = adding.stdout.read()
        if said:
            acknowledged.add(json.loads(said)["id"])
        else:
            under_way += 1
        library = Library(folders)
        with closing(library):
            assert library.notices == ()
            assert library.database.check() == []
            there = {note.id for note in library.annotations.all()}
        assert there >= acknowledged
        assert len(there) <= len(acknowledged) + under_way
