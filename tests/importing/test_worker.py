from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from briefreader.errors import ImportFailed
from briefreader.importing import exchange, worker


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of a worker would hold for the tests' own process, too."""
    monkeypatch.setattr(worker, "limit_resources", lambda: None)


def test_a_file_becomes_a_brief_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "note.txt"
    file.write_text("The sea\n\nIt is wide – and “deep”, as everybody knows.", encoding="utf-8")
    assert worker.main([str(file)]) == 0
    brief = exchange.answer_from_json(capsys.readouterr().out).brief
    assert [block.text for block in brief.blocks] == ["The sea", "It is wide – and “deep”, as everybody knows."]


def test_a_failure_is_an_answer_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert worker.main([str(tmp_path / "nowhere.txt")]) == 1
    assert "no file" in json.loads(capsys.readouterr().out)["error"]


def test_want_of_memory_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(_: Path) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "parse_file", explode)
    assert worker.main([str(tmp_path / "bomb.txt")]) == 1
    with pytest.raises(ImportFailed, match=r"bomb\.txt needs more memory"):
        exchange.answer_from_json(capsys.readouterr().out)


def test_misuse_is_told_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert worker.main([]) == 2
    assert "_read takes one file" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_memory_and_time_are_limited_but_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.undo()
    given: dict[int, tuple[int, int]] = {}
    hard = {resource.RLIMIT_AS: resource.RLIM_INFINITY, resource.RLIMIT_CPU: 10}

    def record(limit: int, pair: tuple[int, int]) -> None:
        given[limit] = pair
        if limit == resource.RLIMIT_AS:
            raise ValueError("not on this system")

    monkeypatch.setattr(resource, "getrlimit", lambda limit: (resource.RLIM_INFINITY, hard[limit]))
    monkeypatch.setattr(resource, "setrlimit", record)
    worker.limit_resources()
    assert given == {
        resource.RLIMIT_AS: (worker.MEMORY, resource.RLIM_INFINITY),
        resource.RLIMIT_CPU: (10, 10),
    }


def test_windows_has_no_limits_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "resource", None)
    worker.limit_resources()
