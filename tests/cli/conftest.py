"""Commands on a desk of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefreader import cli, paths
from briefreader.library import Library
from tests.cli.told import Run, Told
from tests.library.samples import TEXT


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first search leaves it: copied for each test, because making it takes time."""
    folder = tmp_path_factory.mktemp("stocked")
    library = Library(paths.folders(folder))
    library.refresh_index()
    library.close()
    return folder


@pytest.fixture
def desk(stocked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stocked, tmp_path / "desk"))


@pytest.fixture
def run(desk: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the desk. Whatever happens, errors are single lines that begin with the program's name."""

    def command(*words: str | Path) -> Told:
        try:
            status = cli.main(["--data-dir", str(desk), *map(str, words)])
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = capsys.readouterr()
        if status != 2:
            assert all(line.startswith("briefreader: ") for line in err.splitlines()), err
        assert "Traceback" not in out + err
        return Told(status, out, err)

    return command


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """Runs a command that has to fail; returns the one line that says why."""

    def command(*words: str | Path) -> str:
        told = run(*words)
        assert (told.status, told.out) == (1, "")
        (line,) = told.err.splitlines()
        return line

    return command


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "harbours.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
