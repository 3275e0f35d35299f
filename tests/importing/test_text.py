from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.errors import ImportFailed
from briefreader.importing.text import LARGEST, check_size, decode, read_text

WESTERN = "Café “déjà vu” – naïve €5 coöperatie Größe œuvre\r\nsecond line"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(WESTERN.encode(encoding), "a.txt") == WESTERN


def test_a_mark_of_big_endian_utf_16_is_known() -> None:
    assert decode(b"\xfe\xff" + WESTERN.encode("utf-16-be"), "a.txt") == WESTERN


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc", "Cs"]), min_size=8))
def test_utf_8_comes_back_whatever_it_says(text: str) -> None:
    if not text.strip() or text.startswith("{\\rtf"):
        return
    assert decode(text.encode("utf-8"), "a.txt") == text


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_clear_failure(content: bytes) -> None:
    said = ""
    try:
        text = decode(content, "a.bin")
    except ImportFailed as failure:
        said, text = str(failure), "nothing"
    assert said.startswith("a.bin is ") or not said
    assert text.strip()
    assert "\x00" not in text


def test_bytes_that_windows_1252_does_not_know_are_dropped_when_they_are_few() -> None:
    assert decode(b"caf\xe9 " * 50 + b"\x81", "a.txt") == "café " * 50


def test_broken_utf_16_reads_as_far_as_it_can_be_read() -> None:
    assert decode(b"\xff\xfe" + "broken".encode("utf-16-le") + b"x", "a.txt").startswith("broken")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04rest", "zipped"),
        (b"\x89PNG\r\n", "picture"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"<!DOCTYPE html><p>hello", "web page"),
        (b"a\x00b\x01c\x00\x00", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x02\x03 text \x04\x05", "binary"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content: bytes, what: str) -> None:
    with pytest.raises(ImportFailed, match=what):
        decode(content, "thing")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(ImportFailed, match=r"empty\.txt is empty"):
        read_text(tmp_path / "empty.txt")


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(ImportFailed, match="100 MB"):
        read_text(large)


def test_the_largest_file_allowed_passes(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    with file.open("wb") as opened:
        opened.truncate(LARGEST)
    check_size(file)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="no file"):
        read_text(tmp_path / "nowhere.txt")
    with pytest.raises(ImportFailed, match="folder"):
        read_text(tmp_path)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "locked.txt"
    file.write_text("words")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ImportFailed, match=r"locked\.txt cannot be read \(Permission denied\)"):
        read_text(file)


def test_a_path_that_the_system_refuses_is_a_clear_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise OSError(36, "File name too long")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(ImportFailed, match="File name too long"):
        check_size(tmp_path / "a.txt")
