"""The wheel carries everything that the program needs: it is built, installed into a fresh venv, and takes the tour."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ["content", "resources"]


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """What a command prints; fails the test with all that it said when it fails."""
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=150)
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh venv with the wheel in it, which borrows what it depends on from this one."""
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    paths = {"base": str(venv), "platbase": str(venv)}
    commands = Path(sysconfig.get_path("scripts", "venv", paths))
    python = commands / Path(sys.executable).name
    offline = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    run(sys.executable, "-m", "pip", "--python", python, "install", *offline, wheel)
    # A path file is read in the venv's own folder alone, so the editable checkout here stays out of sight there.
    own = Path(sysconfig.get_path("purelib", "venv", paths))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


def test_the_wheel_carries_every_shipped_file_and_nothing_of_the_checkout_beside(wheel: Path) -> None:
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = [path for name in SHIPPED for path in (ROOT / name).rglob("*") if path.is_file()]
    assert files
    assert {f"briefreader/{path.relative_to(ROOT).as_posix()}" for path in files} <= carried
    assert {name.split("/")[0] for name in carried} == {"briefreader"}
    assert not [name for name in carried if name.endswith(".pyc")]


def test_the_wheel_carries_its_licences(wheel: Path) -> None:
    carried = {name.rpartition("/")[2] for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE"} <= carried


def test_the_installed_wheel_takes_the_tour_in_an_empty_home(scripts: Path, tmp_path: Path) -> None:
    home, empty, output = tmp_path / "home", tmp_path / "empty", tmp_path / "tour"
    home.mkdir()
    empty.mkdir()
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
    where = run(scripts / "python", "-c", "import briefreader; print(briefreader.__file__)", cwd=empty, env=env)
    assert ROOT not in Path(where.strip()).parents

    run(scripts / "briefreader", "tour", "--output", output, cwd=empty, env=env)

    pictures = sorted(output.rglob("*.png"))
    assert len(pictures) >= 5
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert [path for path in output.rglob("*.pdf") if path.read_bytes().startswith(b"%PDF")]
    assert [path for path in output.rglob("*.md") if path.read_text(encoding="utf-8").startswith("#")]
    assert not list(empty.iterdir())
