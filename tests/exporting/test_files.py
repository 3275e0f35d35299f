"""Exported files are there whole or not at all, and every failure says what to do."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from briefreader.errors import ExportFailed
from briefreader.exporting.files import export, write_whole

from .samples import marks_of_every_sort, river


@pytest.mark.parametrize("what", ["brief", "notes"])
@pytest.mark.parametrize(("name", "begins"), [("a.md", b"# "), ("A.MD", b"# "), ("a.pdf", b"%PDF-1.7")])
def test_the_ending_of_the_name_chooses_the_format(tmp_path: Path, name: str, begins: bytes, what: str) -> None:
    brief = river()
    export(brief, marks_of_every_sort(brief), tmp_path / name, "brief" if what == "brief" else "notes")
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ["a.docx", "a", "a.", ".md"])
def test_an_unknown_ending_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportFailed, match=r"end the file's name in \.md for Markdown or \.pdf for PDF"):
        export(river(), (), tmp_path / name, "brief")
    assert os.listdir(tmp_path) == []


def test_a_folder_at_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(ExportFailed, match="a folder of that name is there"):
        export(river(), (), tmp_path / "a.md", "brief")


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_missing_folder_is_said(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportFailed, match="the folder does not exist"):
        export(river(), (), tmp_path / folder / "a.md", "brief")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not be written to"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"before")

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fails)
    with pytest.raises(ExportFailed, match=said) as caught:
        write_whole(path, b"after")
    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        pytest.skip("nothing is read-only for the superuser")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportFailed, match="may not be written to"):
            write_whole(tmp_path / "a.md", b"after")
    finally:
        tmp_path.chmod(0o700)


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="the name is too long"):
        write_whole(tmp_path / ("a" * 300 + ".md"), b"")


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.md", b"after")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions and links are those of POSIX")
def test_permissions_and_links_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"before")
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    write_whole(link, b"after")
    assert link.is_symlink()
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_new_file_can_be_read_by_others_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    write_whole(tmp_path / "a.md", b"")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "any").stat().st_mode
