"""What every test has in common: no screen, and a home of its own in which it can break nothing of the user's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from briefreader import paths

# Read when Qt starts, so it has to be there before any test imports it.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two busy cores would make a deadline a matter of luck; a build machine repeats the same examples.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session", autouse=True)
def home_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sends everything that asks the platform for the user's folders into a temporary one, child processes included."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in {"DATA": ".local/share", "CONFIG": ".config", "CACHE": ".cache", "STATE": ".state"}.items():
            patch.setenv(f"XDG_{name}_HOME", str(home / folder))
        patch.setenv("APPDATA", str(home / "roaming"))
        patch.setenv("LOCALAPPDATA", str(home / "local"))
        yield home


@pytest.fixture
def program_with_a_broken_list(tmp_path: Path) -> Path:
    """The folder of a copy of the program in which one list of names is no text, and one is not there."""
    copy = tmp_path / "program"
    shutil.copytree(paths.resources(), copy / "resources")
    shutil.copytree(Path(paths.__file__).parent, copy / "briefreader", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "resources" / "gazetteer" / "states.tsv").write_bytes(b"\xff\xfe\xff")
    (copy / "resources" / "gazetteer" / "themes.tsv").unlink()
    return copy
