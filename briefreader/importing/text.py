"""Bytes become text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import re
from pathlib import Path

from briefreader.errors import ImportFailed

LARGEST = 20 * 1024 * 1024
"""The most bytes that a file may have."""

_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zipped document (such as DOCX, ODT or EPUB)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
_MARKS = (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"))
_WEB_PAGE = re.compile(r"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
# Controls that are no white space. The Windows-1252 bytes that stand for nothing decode to such, too.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_MOST_CONTROLS = 0.01


def read_text(path: Path) -> str:
    """The text of the file at `path`: UTF-8, UTF-16 or Windows-1252, with or without a byte-order mark.

    Raises ImportFailed for a file that is missing, empty, larger than LARGEST (before it is read) or no text.
    """
    check_size(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read ({error.strerror}); check its permissions.") from error
    return decode(content, path.name)


def check_size(path: Path) -> None:
    """Raise ImportFailed unless `path` is a file with at least one byte and at most LARGEST."""
    try:
        if path.is_dir():
            raise ImportFailed(f"{path.name} is a folder without a brief.md in it; choose a text file.")
        size = path.stat().st_size if path.is_file() else -1
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read ({error.strerror}).") from error
    if size < 0:
        raise ImportFailed(f"There is no file {path}; check its name and folder.")
    if size == 0:
        raise ImportFailed(f"{path.name} is empty; there is nothing to import.")
    if size > LARGEST:
        raise ImportFailed(
            f"{path.name} has {size / 1024 / 1024:.0f} MB; a text may have {LARGEST // 1024 // 1024} MB at most, "
            "so split it or save its words alone."
        )


def decode(content: bytes, name: str) -> str:
    """The text that `content` holds, without byte-order mark and stray controls; `name` is the file's, for errors.

    Raises ImportFailed where `content` is not text, or no more than white space.
    """
    for magic, what in _FOREIGN:
        if content.startswith(magic):
            raise ImportFailed(f"{name} is {what}, not plain text; save it as text (.txt) and import that.")
    text = _decoded(content)
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if controls > len(text) * _MOST_CONTROLS or "\x00" in text:
        raise ImportFailed(f"{name} is not text but a binary file; save it as text (.txt) and import that.")
    if _WEB_PAGE.match(text):
        raise ImportFailed(f"{name} is a web page, not plain text; save it as text (.txt) and import that.")
    text = _CONTROL.sub("", text)
    if not text.replace("\ufeff", "").strip():
        raise ImportFailed(f"{name} is empty; there is nothing to import.")
    return text


def _decoded(content: bytes) -> str:
    for encoding, mark in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    silent = _silent_utf_16(content)
    if silent:
        return content.decode(silent, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(map(_WINDOWS.__getitem__, content))


_WINDOWS = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _silent_utf_16(content: bytes) -> str:
    """Which UTF-16 `content` is in though no mark says so: every other byte of a western text is then a null."""
    sample = content[: 4096 - 4096 % 2]
    if len(content) % 2 or not sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > half * 0.5 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.5 and odd < half * 0.05:
        return "utf-16-be"
    return ""
