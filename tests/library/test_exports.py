"""A brief or its notes leave the library as Markdown or PDF; a wrong wish leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefreader.annotations.model import Colour
from briefreader.brief.model import Brief
from briefreader.errors import ExportFailed
from briefreader.library import Library


@pytest.fixture(autouse=True)
def noted(library: Library, lanes: Brief) -> None:
    library.highlight_quote(lanes, "NATO guards the lanes", Colour.RED, note="With which ships?")


@pytest.mark.parametrize("suffix", [".md", ".pdf"])
@pytest.mark.parametrize("what", ["brief", "notes"])
def test_a_brief_and_its_notes_go_out_as_markdown_and_pdf(
    library: Library, lanes: Brief, tmp_path: Path, what: str, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    assert library.export(lanes, path, what) == path
    content = path.read_bytes()
    if suffix == ".pdf":
        assert content.startswith(b"%PDF-")
    else:
        words = content.decode()
        assert "NATO guards the lanes" in words
        assert "With which ships?" in words
        assert ("Ships carry what" in words) == (what == "brief")


def test_a_path_may_be_relative_or_at_home(
    library: Library, lanes: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert library.export(lanes, Path("here.md")) == tmp_path / "here.md"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert library.export(lanes, Path("~/home.md")) == tmp_path / "home.md"


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        ("out.md", "everything", "no export called “everything”"),
        ("out.docx", "brief", "docx"),
        ("missing/out.md", "notes", "missing"),
    ],
)
def test_what_cannot_be_written_is_said(
    library: Library, lanes: Brief, tmp_path: Path, name: str, what: str, words: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportFailed, match=words):
        library.export(lanes, tmp_path / name, what)
    assert sorted(tmp_path.rglob("*")) == before
