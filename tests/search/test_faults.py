"""Whatever happens to the index's folder, it is rebuilt or the reader is told in a sentence; nothing else is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from whoosh.filedb.filestore import FileStorage

from briefreader.errors import IndexFailed
from briefreader.search import folder as files
from briefreader.search import index as index_module
from briefreader.search.index import SearchIndex
from tests.search.corpus import entry

FINGERPRINTS = {"brief:one": "1", "brief:two": "1"}
ENTRIES = {
    "brief:one": [entry(f"alpha {number}", position=number) for number in range(20)],
    "brief:two": [entry("alpha beta", brief="two")],
}
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no owners and modes of this kind")

# Whoosh leaves a file that it could not read to the garbage collector.
left_open = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def whole(place: Path) -> SearchIndex:
    """A sound index that is not open."""
    made = SearchIndex(place)
    made.update(ENTRIES, FINGERPRINTS)
    made.search("alpha")
    made.close()
    return made


def toc(place: Path) -> Path:
    return next(place.glob("*.toc"))


def segment(place: Path) -> Path:
    return next(place.glob("MAIN_*.trm"))


def garbage(path: Path) -> None:
    path.write_bytes(b"\x93garbage" * (path.stat().st_size // 8) + b"x" * (path.stat().st_size % 8))


def file_instead(place: Path) -> None:
    shutil.rmtree(place)
    place.write_text("not a folder")


def other_manifest(place: Path, **changes: object) -> None:
    path = place / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


BREAKAGES: dict[str, Callable[[Path], object]] = {
    "a cut segment": lambda place: os.truncate(segment(place), segment(place).stat().st_size // 2),
    "an empty segment": lambda place: os.truncate(segment(place), 0),
    "a missing segment": lambda place: segment(place).unlink(),
    "a missing table of contents": lambda place: toc(place).unlink(),
    "a cut table of contents": lambda place: os.truncate(toc(place), 10),
    "a missing folder": shutil.rmtree,
    "a file instead of a folder": file_instead,
    "an empty folder": lambda place: list(map(os.unlink, place.iterdir())),
    "a missing manifest": lambda place: (place / "manifest.json").unlink(),
    "a manifest that is not JSON": lambda place: (place / "manifest.json").write_text("{"),
    "a manifest that is a list": lambda place: (place / "manifest.json").write_text("[]"),
    "a manifest in no encoding": lambda place: (place / "manifest.json").write_bytes(b"\xff\xfe\xfa"),
    "a manifest without keys": lambda place: other_manifest(place, keys=None),
    "another format": lambda place: other_manifest(place, format=files.FORMAT + 1),
}

HIDDEN_BREAKAGES: dict[str, Callable[[Path], object]] = {
    "a garbled table of contents": lambda place: garbage(toc(place)),
    "a garbled segment": lambda place: garbage(segment(place)),
    "another engine": lambda place: other_manifest(place, engine="whoosh 1.0"),
    "a folder at the place of temporary files": lambda place: (place / "MAIN.tmp" / "x").mkdir(parents=True),
}
"""What is not seen from outside, but only when the index is opened or written."""


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_index_lacks_everything_and_is_rebuilt_silently(
    whole: SearchIndex, place: Path, breakage: str
) -> None:
    BREAKAGES[breakage](place)
    assert whole.differing(FINGERPRINTS) == tuple(FINGERPRINTS)
    with pytest.raises(IndexFailed):
        whole.search("alpha")
    assert whole.check() != []
    whole.update({"brief:two": ENTRIES["brief:two"]}, FINGERPRINTS)
    assert whole.search("alpha").total == 1
    assert whole.differing(FINGERPRINTS) == ("brief:one",)
    whole.update({"brief:one": ENTRIES["brief:one"]}, FINGERPRINTS)
    assert whole.search("alpha").total == 21
    assert whole.check() == []


@left_open
@pytest.mark.parametrize("breakage", list(HIDDEN_BREAKAGES)[:3])
def test_what_only_opening_shows_is_told_and_rebuilt(whole: SearchIndex, place: Path, breakage: str) -> None:
    HIDDEN_BREAKAGES[breakage](place)
    with pytest.raises(IndexFailed, match="built"):
        whole.search("alpha")
    assert len(whole.check()) == 1
    whole.rebuild()
    assert whole.differing(FINGERPRINTS) == tuple(FINGERPRINTS)
    assert whole.search("alpha").total == 0
    whole.update(ENTRIES, FINGERPRINTS)
    assert whole.search("alpha").total == 21


@left_open
@pytest.mark.parametrize("breakage", HIDDEN_BREAKAGES)
def test_an_update_gets_over_what_only_opening_shows(whole: SearchIndex, place: Path, breakage: str) -> None:
    HIDDEN_BREAKAGES[breakage](place)
    whole.update(ENTRIES, FINGERPRINTS)
    assert whole.search("alpha").total == 21
    assert whole.differing(FINGERPRINTS) == ()
    assert whole.check() == []


def test_a_segment_that_breaks_while_it_is_read_is_told(whole: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefreader.search.finder import Finder

    def broken(*_: object, **__: object) -> NoReturn:
        raise ValueError("bad block")

    whole.search("alpha")
    monkeypatch.setattr(Finder, "answer", broken)
    with pytest.raises(IndexFailed, match="damaged"):
        whole.search("alpha")
    monkeypatch.undo()
    assert whole.search("alpha").total == 21


def test_a_folder_that_vanishes_under_an_open_index_is_noticed(whole: SearchIndex, place: Path) -> None:
    whole.search("alpha")
    shutil.rmtree(place)
    with pytest.raises(IndexFailed, match="has to be built"):
        whole.search("alpha")


def test_lost_documents_are_noticed(whole: SearchIndex, place: Path) -> None:
    other_manifest(place, documents=22)
    assert whole.check() == ["The search index holds 21 entries instead of 22."]


def test_a_fault_in_reading_the_whole_is_told(whole: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise ValueError("bad block")

    monkeypatch.setattr("briefreader.search.segments.Segment.blocks", broken)
    assert whole.check() == ["The search index is damaged (ValueError) and has to be built anew."]


def test_a_missing_index_is_told(place: Path) -> None:
    with pytest.raises(IndexFailed, match="no search index yet"):
        SearchIndex(place).search("alpha")
    assert SearchIndex(place).check() != []
    assert SearchIndex(place).differing({}) == ()


def test_what_is_not_the_indexs_own_stays(whole: SearchIndex, place: Path) -> None:
    (place / "letter.txt").write_text("mine")
    (place / "manifest.json").unlink()
    whole.update(ENTRIES, FINGERPRINTS)
    whole.rebuild()
    assert (place / "letter.txt").read_text() == "mine"


def test_a_file_at_the_folders_place_is_set_aside(place: Path) -> None:
    for content in ("first", "second"):
        if place.exists():
            shutil.rmtree(place)
        place.write_text(content)
        SearchIndex(place).update(ENTRIES, FINGERPRINTS)
    assert [path.read_text() for path in sorted(place.parent.glob("*.aside"))] == ["first", "second"]


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722])
def test_a_folder_that_others_can_write_is_never_opened(whole: SearchIndex, place: Path, mode: int) -> None:
    place.chmod(mode)
    with pytest.raises(IndexFailed):
        whole.search("alpha")
    assert whole.differing(FINGERPRINTS) == tuple(FINGERPRINTS)
    whole.update({}, {})
    assert place.stat().st_mode & 0o777 == 0o700
    assert whole.search("alpha").total == 0


@posix
def test_a_folder_of_somebody_else_is_set_aside(
    whole: SearchIndex, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = os.getuid()
    strange = place.stat().st_ino
    status = Path.stat

    def owned(path: Path, **options: Any) -> os.stat_result:
        found = status(path, **options)
        fields = list(found)
        fields[4] = mine + 1 if found.st_ino == strange else mine
        return os.stat_result(fields)

    monkeypatch.setattr(Path, "stat", owned)
    with pytest.raises(IndexFailed):
        whole.search("alpha")
    whole.update(ENTRIES, FINGERPRINTS)
    assert whole.search("alpha").total == 21
    assert len(list(place.parent.glob("*.aside"))) == 1


def test_where_nobody_owns_files_the_folder_is_trusted(whole: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "getuid", raising=False)
    assert whole.search("alpha").total == 21


def test_another_program_that_writes_is_waited_for_and_told(
    whole: SearchIndex, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_PATIENCE", 0.05)
    lock = FileStorage(str(place)).lock("MAIN_WRITELOCK")
    assert lock.acquire()
    with pytest.raises(IndexFailed, match="Another Briefreader"):
        whole.update({"brief:three": [entry("alpha")]}, {"brief:three": "1"})
    assert whole.search("alpha").total == 21
    lock.release()
    whole.update({"brief:three": [entry("alpha")]}, {"brief:three": "1"})
    assert whole.search("alpha").total == 22


def test_a_program_between_commit_and_manifest_does_not_break_a_search(
    whole: SearchIndex, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = iter([None])
    settled = files.read_manifest(place)
    monkeypatch.setattr(files, "read_manifest", lambda folder: next(reads, settled))
    assert whole.search("alpha").total == 21


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "must not be written"),
        (errno.EMFILE, "too many files"),
    ],
)
def test_a_full_or_locked_disk_is_told_and_loses_nothing(
    whole: SearchIndex, place: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(FileStorage, "create_file", refused)
    with pytest.raises(IndexFailed, match=words):
        whole.update({"brief:three": [entry("alpha")]}, {"brief:three": "1"})
    monkeypatch.undo()
    assert whole.search("alpha").total == 21
    assert whole.differing(FINGERPRINTS) == ()
    whole.update({"brief:three": [entry("alpha")]}, {"brief:three": "1"})
    assert whole.search("alpha").total == 22


def test_too_little_memory_is_told(whole: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(FileStorage, "create_file", refused)
    with pytest.raises(IndexFailed, match="memory"):
        whole.update({"brief:three": [entry("alpha")]}, {})
    monkeypatch.undo()
    whole.update(ENTRIES, FINGERPRINTS)
    assert whole.search("alpha").total == 21


def test_an_index_that_stays_broken_is_told(whole: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> NoReturn:
        raise ValueError("never")

    monkeypatch.setattr("briefreader.search.writing.EntryWriter.put", broken)
    with pytest.raises(IndexFailed, match="damaged"):
        whole.update(ENTRIES, FINGERPRINTS)


def test_a_place_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    index = SearchIndex(tmp_path / "cache" / "index")
    with pytest.raises(IndexFailed, match="could not be written"):
        index.update(ENTRIES, FINGERPRINTS)
    with pytest.raises(IndexFailed, match="could not be built anew"):
        index.rebuild()


@posix
def test_a_linked_folder_is_used_and_a_dangling_link_set_aside(place: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o700)
    place.symlink_to(real)
    SearchIndex(place).update(ENTRIES, FINGERPRINTS)
    assert (real / "manifest.json").exists()
    shutil.rmtree(real)
    index = SearchIndex(place)
    index.update(ENTRIES, FINGERPRINTS)
    assert index.search("alpha").total == 21


def test_closing_twice_is_fine(whole: SearchIndex) -> None:
    whole.search("alpha")
    whole.close()
    whole.close()
    assert whole.search("alpha").total == 21
