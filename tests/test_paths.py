"""Where things lie: in the folder that the user named, else where the platform keeps such things."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import appdirs
import pytest

from briefreader import paths
from briefreader.log import keep_log


def test_everything_lies_inside_a_folder_that_was_named(tmp_path: Path) -> None:
    here = paths.folders(tmp_path)
    assert here.chosen
    assert here.arguments == ["--data-dir", str(tmp_path)]
    places = (here.data, here.cache, here.logs, here.store, here.backups, here.originals, here.settings, here.index)
    assert all(place.is_relative_to(tmp_path) for place in (*places, here.log))
    assert len(set(places)) == len(places)
    assert list(tmp_path.iterdir()) == []


def test_a_named_folder_may_be_relative_or_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.folders(Path("desk")).data == tmp_path / "desk"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert paths.folders(Path("~/desk")).data == tmp_path / "desk"


@pytest.mark.parametrize(
    ("system", "data", "cache"),
    [
        ("linux2", ".local/share/briefreader", ".cache/briefreader"),
        ("darwin", "Library/Application Support/briefreader", "Library/Caches/briefreader"),
    ],
)
def test_the_platform_says_where_nothing_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, data: str, cache: str
) -> None:
    if sys.platform == "win32":
        pytest.skip("its folders come from the registry")
    monkeypatch.setattr(appdirs, "system", system)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    usual = paths.folders()
    assert not usual.chosen
    assert usual.arguments == []
    assert (usual.data, usual.cache) == (tmp_path / data, tmp_path / cache)
    assert usual.logs.is_relative_to(tmp_path)
    # The index is never kept with the data: systems may empty their caches.
    assert not usual.index.is_relative_to(usual.data)


def test_what_ships_is_found_in_a_checkout_and_in_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (paths.content() / "no-longer-ironclad" / "brief.md").is_file()
    assert (paths.resources() / "icons" / "menu.svg").is_file()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "briefreader")
    (tmp_path / "briefreader" / "content").mkdir(parents=True)
    assert paths.content() == tmp_path / "briefreader" / "content"
    assert paths.resources() == tmp_path / "resources"


def test_the_program_can_start_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.own_command() == [sys.executable, "-m", "briefreader"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.own_command() == [sys.executable]


# --- the log ---


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The logger of everything, on which no handler is left behind."""
    logger = logging.getLogger()
    before = list(logger.handlers)
    yield logger
    for handler in logger.handlers[:]:
        if handler not in before:
            logger.removeHandler(handler)
            handler.close()


def test_warnings_and_faults_are_written_to_the_log(tmp_path: Path, root: logging.Logger) -> None:
    here = paths.folders(tmp_path)
    assert keep_log(here) == here.log
    root.warning("Mind the gap")
    root.info("Nothing to see")
    (line,) = here.log.read_text(encoding="utf-8").splitlines()
    assert line.endswith("WARNING Mind the gap")


def test_the_log_stays_small(tmp_path: Path, root: logging.Logger) -> None:
    here = paths.folders(tmp_path)
    keep_log(here)
    for _ in range(30):
        root.warning("x" * 100_000)
    files = list(here.logs.iterdir())
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) <= 1_000_000


def test_where_no_log_can_be_kept_nothing_goes_to_the_terminal(
    tmp_path: Path, root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    here = paths.folders(tmp_path)
    here.logs.write_text("A file where the folder should be.", encoding="utf-8")
    assert keep_log(here) is None
    root.error("Nobody hears this")
    assert capsys.readouterr() == ("", "")
