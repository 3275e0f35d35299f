"""A pack comes from anyone: a good one is read whole, a hostile one costs one clear error and touches nothing."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.brief.registry import Pack
from briefreader.errors import ImportFailed
from briefreader.importing import pack as pack_module
from briefreader.importing.pack import is_pack, read_pack

BRIEF = '+++\ntitle = "Ports"\n+++\n\nShips come and go.\n'
ACTORS = '[[actor]]\nid = "ann"\nname = "Ann"\nkind = "person"\n'
THEMES = '[[theme]]\nid = "sea"\nname = "Sea"\n'


def zipped(path: Path, files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def folder(path: Path, files: dict[str, str | bytes]) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def complaint(path: Path) -> str:
    with pytest.raises(ImportFailed) as raised:
        read_pack(path)
    return str(raised.value)


def assert_whole(pack: Pack) -> None:
    assert pack.brief.metadata.title == "Ports"
    assert [actor.id for actor in pack.actors] == ["ann"]
    assert [theme.id for theme in pack.themes] == ["sea"]


FILES: dict[str, str | bytes] = {"brief.md": BRIEF, "actors.toml": ACTORS, "themes.toml": THEMES}


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    path = folder(tmp_path / "On Ports!", FILES)
    assert is_pack(path)
    pack = read_pack(path)
    assert_whole(pack)
    assert pack.brief.id == "on-ports"


@pytest.mark.parametrize("top", ["", "ports/", "a ports folder/"])
def test_a_zip_is_read_from_its_root_or_its_one_folder(tmp_path: Path, top: str) -> None:
    files = {top + name: content for name, content in FILES.items()}
    path = zipped(tmp_path / "Ports.Brief", {**files, top + "media/": "", top + "media/map.png": b"\x89PNG"})
    assert is_pack(path)
    pack = read_pack(path)
    assert_whole(pack)
    assert pack.brief.id == "ports"


def test_what_a_mac_adds_to_a_zip_is_no_second_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.brief", {"ports/brief.md": BRIEF, "__MACOSX/ports/._brief.md": b"\0"})
    assert read_pack(path).brief.metadata.title == "Ports"


def test_actors_and_themes_may_be_missing_and_a_name_without_letters_gets_one(tmp_path: Path) -> None:
    pack = read_pack(zipped(tmp_path / "+++.brief", {"brief.md": b"\xef\xbb\xbf" + BRIEF.encode()}))
    assert (pack.actors, pack.themes, pack.brief.id) == ((), (), "brief")


def test_a_folder_without_a_brief_and_other_files_are_no_packs(tmp_path: Path) -> None:
    assert not is_pack(folder(tmp_path / "empty", {}))
    assert not is_pack(tmp_path / "text.txt")
    assert not is_pack(tmp_path / "archive.zip")


@pytest.mark.parametrize(
    "files",
    [{}, {"actors.toml": ACTORS}, {"a/brief.md": BRIEF, "b/x": "y"}, {"a/b/brief.md": BRIEF}],
)
def test_a_pack_without_a_brief_says_so(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert "there is no brief.md in it" in complaint(zipped(tmp_path / "p.brief", files))


def test_a_folder_without_a_brief_says_so(tmp_path: Path) -> None:
    assert "there is no brief.md in it" in complaint(folder(tmp_path / "p", {"actors.toml": ACTORS}))


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone.brief").startswith("“gone.brief” cannot be read: ")


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    path = folder(tmp_path / "p", {"brief.md": BRIEF, "actors.toml": "# a\n# café".encode("latin-1")})
    assert complaint(path).startswith("actors.toml, line 2, in “p” is not UTF-8")


def test_faults_inside_the_files_are_passed_on(tmp_path: Path) -> None:
    assert complaint(zipped(tmp_path / "p.brief", {"brief.md": "no front"})).startswith("brief.md, line 1")


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x05\x06", b"%PDF-1.7\n" * 100])
def test_what_is_not_a_zip_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.brief"
    path.write_bytes(content)
    assert "not a sound zip file" in complaint(path)


@pytest.mark.parametrize("name", ["../brief.md", "a/../../brief.md", "/brief.md", "C:\\brief.md", "..\\brief.md"])
def test_a_name_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert "points outside the pack" in complaint(zipped(tmp_path / "p.brief", {"brief.md": BRIEF, name: "x"}))


def test_a_symbolic_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.brief"
    link = zipfile.ZipInfo("actors.toml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("brief.md", BRIEF)
        archive.writestr(link, "/etc/hosts")
    assert "symbolic link" in complaint(path)


def test_a_link_out_of_a_folder_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(ACTORS)
    path = folder(tmp_path / "p", {"brief.md": BRIEF, "list.toml": ACTORS})
    (path / "actors.toml").symlink_to("list.toml")
    assert len(read_pack(path).actors) == 1
    (path / "themes.toml").symlink_to("../secret")
    assert "may not point elsewhere" in complaint(path)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path / "p", {})
    (path / "brief.md").mkdir()
    assert "is no file of this folder" in complaint(path)


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"media/{n}": "" for n in range(1_000)}
    assert "more than 1,000 files" in complaint(zipped(tmp_path / "p.brief", {"brief.md": BRIEF, **files}))


def test_a_bomb_is_refused_by_its_density(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.brief", {"brief.md": BRIEF + " " * 8_000_000})
    assert "or a bomb" in complaint(path)


def test_a_size_that_the_zip_states_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.brief", {"brief.md": BRIEF, "media/film": b"\0" * (51 * 1024 * 1024)})
    assert "over 50 MB" in complaint(path)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "p.brief", {"brief.md": BRIEF + "x" * 200_000})
    monkeypatch.setattr(pack_module, "MOST_BYTES", 100_000)
    content = path.read_bytes()
    stated = struct.pack("<I", len(BRIEF) + 200_000)
    assert content.count(stated) == 2
    path.write_bytes(content.replace(stated, struct.pack("<I", 10)))
    assert "not a sound zip file" in complaint(path)


def test_a_file_or_folder_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_module, "MOST_BYTES", len(BRIEF) + 10)
    assert "more than a brief can be" in complaint(folder(tmp_path / "p", FILES))
    assert "more than a brief can be" in complaint(zipped(tmp_path / "p.brief", FILES))


def test_an_encrypted_zip_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.brief", {"brief.md": BRIEF})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "locked with a password" in complaint(path)


def test_an_unusual_compression_says_so(tmp_path: Path) -> None:
    assert "unusual way" in complaint(zipped(tmp_path / "p.brief", {"brief.md": BRIEF}, zipfile.ZIP_BZIP2))


def test_a_folder_that_cannot_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = folder(tmp_path / "p", FILES)
    monkeypatch.setattr(Path, "open", refuse)
    assert complaint(path) == "“p” cannot be read: Permission denied."


def sound() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/brief.md", BRIEF)
        archive.writestr("p/actors.toml", ACTORS)
    return out.getvalue()


SOUND = sound()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=4), st.integers(0, 60)
)
def test_a_damaged_zip_costs_one_clear_error(tmp_path: Path, damage: list[tuple[int, int]], lost: int) -> None:
    content = bytearray(SOUND)
    for place, value in damage:
        content[place] = value
    path = tmp_path / "p.brief"
    path.write_bytes(content[: len(content) - lost])
    with suppress(ImportFailed):
        assert read_pack(path).brief.blocks
