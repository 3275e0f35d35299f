from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefreader import paths
from briefreader.errors import ImportCancelled, ImportFailed
from briefreader.importing import files
from briefreader.importing.files import parse_file, read_file

WORKER = [sys.executable, "-m", "briefreader.importing.worker"]
WORDS = "The sea\n\nIt is wide and deep, as everybody knows who has crossed it.\n"


def saying(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note – één.txt"
    file.write_text(WORDS, encoding="utf-8")
    return file


def test_a_file_is_read_in_a_worker_as_it_would_be_here(note: Path) -> None:
    told: list[str] = []
    assert read_file(note, command=WORKER, progress=told.append, cancelled=lambda: False) == parse_file(note)
    assert told == [f"Reading {note.name}"]


def test_the_program_itself_is_the_worker(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; from briefreader.importing import worker; sys.exit(worker.main(sys.argv[2:]))"
    monkeypatch.setattr(paths, "own_command", lambda: saying(program))
    assert read_file(note) == parse_file(note)


def test_a_file_with_one_unbroken_megabyte_does_not_block_the_pipe(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("word " * 200_000)
    assert read_file(file, command=WORKER).brief.words == 200_000


def test_the_worker_has_the_last_word_on_what_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "thing.txt"
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(ImportFailed, match="PDF"):
        read_file(file, command=WORKER)


def test_a_file_that_is_missing_or_too_large_starts_no_worker(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="no file"):
        read_file(tmp_path / "nowhere.txt", command=["no such program"])


@pytest.mark.parametrize(
    "program", ["print('nonsense')", "import sys; sys.exit(3)", "raise SystemError", "print('[]')"]
)
def test_a_worker_that_fails_costs_one_sentence(note: Path, program: str) -> None:
    with pytest.raises(ImportFailed, match="could not be read"):
        read_file(note, command=saying(program))


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_worker_that_is_killed_by_its_limits_says_so(note: Path) -> None:
    with pytest.raises(ImportFailed, match="more memory or time"):
        read_file(note, command=saying("import os; os.kill(os.getpid(), 9)"))


def test_a_worker_that_hangs_is_ended(note: Path) -> None:
    with pytest.raises(ImportFailed, match="took longer"):
        read_file(note, command=saying("import time; time.sleep(600)"), seconds=0.1)


def test_an_import_can_be_cancelled(note: Path) -> None:
    with pytest.raises(ImportCancelled, match="nothing was stored"):
        read_file(note, command=saying("import time; time.sleep(600)"), cancelled=lambda: True)


def test_no_worker_at_all_is_a_clear_failure(note: Path) -> None:
    with pytest.raises(ImportFailed, match="no worker could be started"):
        read_file(note, command=[str(note.parent / "no such program")])


def test_a_frozen_program_is_given_no_path_to_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "PYTHONPATH" not in files._environment()


def test_the_suffix_tells_markdown_from_text(tmp_path: Path) -> None:
    words = "# The sea\n\nIt is wide.\nAnd it is\nDeep \\*.\n"
    for suffix, last in ((".md", "It is wide. And it is Deep *."), (".txt", "Deep \\*.")):
        file = tmp_path / f"sea{suffix}"
        file.write_text(words)
        brief = parse_file(file).brief
        assert brief.metadata.title == "The sea"
        assert brief.blocks[-1].text.endswith(last)
        assert brief.metadata.source == f"Imported from sea{suffix}"


def test_a_file_of_mere_markers_has_nothing_to_import(tmp_path: Path) -> None:
    file = tmp_path / "rules.txt"
    file.write_text("---\n\n***\n")
    with pytest.raises(ImportFailed, match="no words"):
        parse_file(file)
