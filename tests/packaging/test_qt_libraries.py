"""What a machine lacks is found out from `ldd`, named by Debian package, and installed by root alone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

LISTING = """\
\tlinux-vdso.so.1 (0x00007ffd5d5f2000)
\tlibEGL.so.1 => not found
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f0a5e000000)
\tlibxkbcommon.so.0 => not found
\tlibEGL.so.1 => not found
"""


@pytest.fixture
def qt_libraries() -> ModuleType:
    # The folder's name is that of an installed package, so the file is loaded by its place.
    path = Path(__file__).resolve().parents[2] / "packaging" / "qt_libraries.py"
    spec = importlib.util.spec_from_file_location("qt_libraries", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_missing_libraries_are_read_from_the_listing(qt_libraries: ModuleType) -> None:
    assert qt_libraries.missing_in(LISTING) == {"libEGL.so.1", "libxkbcommon.so.0"}


def test_a_listing_without_gaps_names_nothing(qt_libraries: ModuleType) -> None:
    assert qt_libraries.missing_in("\tlibm.so.6 => /lib/libm.so.6 (0x00007f)\n\tstatically linked\n") == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings its libraries along on other systems")
def test_the_check_passes_where_qt_works(qt_libraries: ModuleType) -> None:
    assert qt_libraries.main([]) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings its libraries along on other systems")
def test_what_only_root_may_install_is_named_for_everybody_else(
    qt_libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(qt_libraries, "missing", lambda files: {"libEGL.so.1", "libunheard.so.9"})
    monkeypatch.setattr(qt_libraries.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(qt_libraries.subprocess, "run", lambda *words, **more: pytest.fail("started something"))
    assert qt_libraries.main(["--screen"]) == 1
    printed = capsys.readouterr()
    assert "libegl1" in printed.out
    assert "apt-get install libegl1" in printed.err
    assert "libunheard.so.9" in printed.err
