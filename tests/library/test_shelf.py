"""The shelf: what ships is there, what is imported comes in whole, and a brief knows who and what it speaks of."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briefreader.library as door
from briefreader.annotations.model import Colour, Passage, State, Target
from briefreader.brief.corrections import Placed, Registry
from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks, outline
from briefreader.brief.registry import Actor, Pack, Theme
from briefreader.errors import ImportCancelled, ImportFailed, StoreError
from briefreader.library import Library
from briefreader.library import mentions as mentions_room
from briefreader.library.values import Presence
from briefreader.paths import Folders
from briefreader.storage.subjects import SubjectStore
from tests.library.conftest import Opening
from tests.library.samples import ACTORS, HANDBOOK, SEA_LANES, TEXT, THEMES, write_pack

Close = Callable[[], None]


def ids(library: Library) -> list[str]:
    return [summary.id for summary in library.summaries()]


def by_id(presences: tuple[Presence, ...]) -> dict[str, Presence]:
    return {one.id: one for one in presences}


def words_under(library: Library, brief: str, theme: str) -> list[str]:
    """The first words of the paragraphs that a brief has under a theme."""
    shown = library.brief(brief)
    found = by_id(library.surroundings(shown).themes)[theme].blocks
    return [block.text.split()[0] for block in shown.blocks if block.id in found]


# --- what ships ---


def test_a_first_start_finds_the_shipped_briefs_on_the_shelf(library: Library) -> None:
    assert ids(library) == ["handbook", "sea-lanes"]
    assert all(summary.shipped for summary in library.summaries())
    assert library.brief("sea-lanes").metadata.publisher == "A Harbour"
    assert not library.restock_due()


def test_a_second_start_reads_no_pack(reopen: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    reopen().close()
    monkeypatch.setattr("briefreader.importing.pack.read_pack", lambda path: pytest.fail(f"{path} was read"))
    assert ids(reopen()) == ["handbook", "sea-lanes"]


def test_a_program_without_its_content_starts_all_the_same(content: Path, reopen: Opening) -> None:
    shutil.rmtree(content)
    library = reopen()
    assert library.first_brief() is None
    assert library.summaries() == ()


def test_nothing_is_restocked_while_what_ships_is_the_same(library: Library) -> None:
    assert library.restock() == ()


def test_a_newer_shipped_text_becomes_the_edition_that_is_shown(library: Library, content: Path) -> None:
    note = library.highlight_quote(library.brief("sea-lanes"), "ships are few", Colour.RED)
    write_pack(content / "sea-lanes", SEA_LANES.replace("It buys", "Much of that comes") + "\nAnd by others.\n")
    assert library.restock_due()
    assert [brief.id for brief in library.restock()] == ["sea-lanes"]
    assert not library.restock_due()
    assert ids(library) == ["handbook", "sea-lanes"]
    brief = library.brief("sea-lanes")
    assert brief.blocks[-1].text == "And by others."
    assert [(one.id, one.state) for one in library.notes(brief)] == [(note.id, State.MOVED)]


def test_newer_subjects_of_a_shipped_brief_are_taken_over(library: Library, content: Path) -> None:
    (content / "sea-lanes" / "actors.toml").write_text(ACTORS.replace('"China"', '"Coast Guard"'), encoding="utf-8")
    assert library.restock_due()
    assert library.restock() == ()
    assert "china" not in by_id(library.surroundings(library.brief("sea-lanes")).actors)


def test_a_new_shipped_brief_joins_the_others(library: Library, content: Path) -> None:
    write_pack(content / "tides", HANDBOOK.replace("A Handbook", "Tides").replace("handbook", "tides"))
    assert [brief.id for brief in library.restock()] == ["tides"]


def test_a_cache_that_takes_nothing_does_not_hinder_the_restocking(folders: Folders, reopen: Opening) -> None:
    folders.data.mkdir()
    folders.cache.write_text("A file where the folder should be.", encoding="utf-8")
    library = reopen()
    assert ids(library) == ["handbook", "sea-lanes"]
    assert library.restock_due()


# --- where to begin ---


def test_a_reader_begins_with_the_brief_that_ships_for_it(reopen: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    library = reopen()
    assert library.first_brief() == "handbook"
    monkeypatch.setattr(door, "FIRST_BRIEF", "sea-lanes")
    assert library.first_brief() == "sea-lanes"


def test_a_reader_comes_back_to_where_they_were(reopen: Opening) -> None:
    library = reopen()
    assert library.place("sea-lanes") is None
    library.remember_place("sea-lanes", "b4", 12)
    library.close()
    again = reopen()
    assert again.first_brief() == "sea-lanes"
    assert again.place("sea-lanes") == ("b4", 12)


# --- texts that are imported ---


def test_a_text_is_imported_once(library: Library, text: Path) -> None:
    first, second = library.import_file(text), library.import_file(text)
    assert first.brief.id == "harbours-of-tomorrow"
    assert (first.new, second.new) == (True, False)
    assert first.brief == second.brief == library.brief(first.brief.id)
    assert ids(library) == ["handbook", "sea-lanes", "harbours-of-tomorrow"]


def test_an_imported_text_shows_the_actors_of_the_library_at_once(library: Library, text: Path) -> None:
    around = library.surroundings(library.import_file(text).brief)
    assert {actor.id: actor.count for actor in around.actors} == {"nato": 1, "eu": 1, "china": 1}
    assert [theme.id for theme in around.themes] == ["trade"]


def test_the_imported_file_is_kept_beside_the_store(library: Library, text: Path) -> None:
    library.import_file(text)
    (kept,) = library.folders.originals.iterdir()
    assert kept.read_text(encoding="utf-8") == TEXT
    assert kept.name == hashlib.sha256(text.read_bytes()).hexdigest() + ".txt"
    library.import_file(text)
    assert list(library.folders.originals.iterdir()) == [kept]


def test_a_file_that_cannot_be_copied_is_imported_all_the_same(library: Library, text: Path) -> None:
    library.folders.originals.write_text("A file where the folder should be.", encoding="utf-8")
    assert library.import_file(text).new


def test_a_changed_text_is_a_new_edition_and_its_notes_come_along(library: Library, text: Path) -> None:
    old = library.import_file(text).brief
    kept = library.highlight_quote(old, "the towns want quiet nights and clean air", Colour.GREEN, note="Do they?")
    gone = library.highlight_quote(old, "Cranes lift the boxes", Colour.RED)
    text.write_text(TEXT.replace("Cranes lift the boxes, and l", "An opening word.\n\nL"), encoding="utf-8")
    outcome = library.import_file(text)
    assert outcome.new
    assert outcome.brief.id == old.id
    assert outcome.brief.edition != old.edition
    found = {one.id: one for one in library.notes(outcome.brief)}
    assert found[kept.id].state is State.MOVED
    assert found[kept.id].passage.quote == kept.passage.quote
    assert found[kept.id].note == "Do they?"
    assert found[gone.id].state is State.LOST
    assert found[gone.id].passage == gone.passage


def test_the_first_text_again_is_the_first_edition_again(library: Library, text: Path) -> None:
    first = library.import_file(text).brief
    text.write_text(TEXT.replace("quiet", "silent"), encoding="utf-8")
    library.import_file(text)
    text.write_text(TEXT, encoding="utf-8")
    outcome = library.import_file(text)
    assert not outcome.new
    assert library.brief(first.id) == first


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 100], ids=["empty", "binary"])
def test_a_file_that_is_no_brief_leaves_nothing_behind(library: Library, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=r"odd\.txt"):
        library.import_file(path)
    assert len(library.summaries()) == 2
    assert not library.folders.originals.exists()


def test_an_import_can_be_stopped(library: Library, text: Path) -> None:
    said: list[str] = []
    with pytest.raises(ImportCancelled):
        library.read(text, progress=said.append, cancelled=lambda: True)
    assert said == ["Reading harbours.txt"]
    assert len(library.summaries()) == 2


# --- packs that are imported ---

OTHER = SEA_LANES.replace('title = "Sea Lanes"', 'title = "Other Lanes"')


def test_a_pack_brings_its_subjects_along(library: Library, tmp_path: Path) -> None:
    text = '+++\ntitle = "Whales"\n+++\n\nThey sing below the sea lanes.\n'
    whales = '[[actor]]\nid = "whales"\nname = "They"\nkind = "group"\n'
    pack = write_pack(tmp_path / "whales", text, whales, '[[theme]]\nid = "song"\nname = "Song"\nterms = ["sing"]\n')
    brief = library.import_file(pack).brief
    around = library.surroundings(brief)
    assert [(one.name, one.kind, one.count) for one in around.actors] == [("They", "group", 1)]
    assert [(one.name, one.names) for one in around.themes] == [("Song", ("sing",))]


def test_a_zipped_pack_is_the_same_brief_and_its_file_is_kept(library: Library, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "other", OTHER, ACTORS, THEMES)
    path = tmp_path / "other.brief"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    assert library.import_file(path).new
    assert not library.import_file(folder).new
    assert [kept.suffix for kept in library.folders.originals.iterdir()] == [".brief"]


def test_the_paragraphs_of_themes_follow_a_pack_to_the_id_that_it_gets(library: Library, tmp_path: Path) -> None:
    themes = THEMES.replace("[4, 2, 99]", "[3]").replace("}", ', "elsewhere" = [7] }')
    outcome = library.import_file(write_pack(tmp_path / "other", OTHER, ACTORS, themes))
    assert outcome.brief.id == "sea-lanes-2"
    assert words_under(library, "sea-lanes-2", "guard") == ["Second,"]
    assert words_under(library, "sea-lanes", "guard") == ["First,", "The"]
    guard = next(theme for theme in library.briefs.themes() if theme.id == "guard")
    assert dict(guard.paragraphs) == {"sea-lanes": (4, 2, 99), "sea-lanes-2": (3,), "elsewhere": (7,)}


def test_a_pack_comes_in_whole_or_not_at_all(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(SubjectStore, "save_subjects", full)
    with pytest.raises(StoreError):
        library.import_file(write_pack(tmp_path / "other", OTHER, ACTORS, THEMES))
    assert ids(library) == ["handbook", "sea-lanes"]


# --- who and what a brief speaks of ---


def test_a_brief_shows_who_it_speaks_of_those_named_most_first(library: Library, lanes: Brief) -> None:
    around = library.surroundings(lanes)
    assert [entry.title for entry in around.outline if entry.level == 0] == [
        "Summary",
        "Why it matters",
        "What to do",
        "About this brief",
    ]
    assert [(one.name, one.count, one.sections) for one in around.actors] == [
        ("NATO", 4, (0, 2, 1, 1)),
        ("China", 2, (0, 1, 1, 0)),
        ("European Union", 2, (1, 1, 0, 0)),
    ]
    assert around.actors[0].names == ("the Alliance",)
    assert around.actors[0].description == "Guards the lanes"


def test_a_theme_has_the_paragraphs_that_its_editor_named_or_else_those_with_its_terms(
    library: Library, lanes: Brief
) -> None:
    around = library.surroundings(lanes)
    numbers = {block.id: block.number for block in lanes.blocks}
    found = {one.id: ([numbers[block] for block in one.blocks], one.count, one.sections) for one in around.themes}
    assert found == {"guard": ([2, 4], 2, (0, 1, 1, 0)), "trade": ([1, 3, 4], 3, (1, 1, 1, 0))}


def test_mentions_are_sought_once_and_anew_when_the_registry_has_changed(
    library: Library, lanes: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.surroundings(lanes)
    with monkeypatch.context() as patch:
        patch.setattr(mentions_room, "mentions_in", lambda *_: pytest.fail("sought again"))
        assert library.surroundings(lanes) == before
    library.briefs.save_subjects([Actor("editors", "paper", "group")], [])
    assert "editors" in by_id(library.surroundings(lanes).actors)


NAMES = {"nato": ["NATO", "the Alliance"], "eu": ["European Union", "EU"], "china": ["China"]}
REGISTRY = tuple(Actor(id, names[0], "organisation", tuple(names[1:])) for id, names in NAMES.items())
SENTENCES = st.lists(
    st.sampled_from([name for names in NAMES.values() for name in names] + ["ships", "prices", "buy", "natopolis"]),
    min_size=1,
    max_size=12,
).map("; ".join)
BLOCKS = st.lists(
    st.tuples(st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION]), SENTENCES), max_size=12
)


@settings(max_examples=60)
@given(BLOCKS)
def test_counts_are_those_of_a_plain_count(parts: list[tuple[BlockKind, str]]) -> None:
    blocks = number_blocks(Block("", kind, text, level=int(kind is BlockKind.HEADING)) for kind, text in parts)
    brief = Brief("any", Metadata("Any"), blocks)
    entries = outline(brief)
    mentions = find_mentions(blocks, REGISTRY, [Theme("trade", "Trade", ("buy",))])
    tops = [entry for entry in entries if entry.level == 0]

    def plain(names: list[str], some: tuple[Block, ...]) -> int:
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        return sum(len(pattern.findall(block.text)) for block in some)

    actors = by_id(mentions_room.actor_presences(brief, entries, REGISTRY, mentions))
    for id, names in NAMES.items():
        assert (actors[id].count if id in actors else 0) == plain(names, blocks)
        if id in actors:
            assert actors[id].blocks == tuple(block.id for block in blocks if plain(names, (block,)))
            assert sum(actors[id].sections) == (actors[id].count if tops else 0)
    themes = mentions_room.theme_presences(brief, entries, [Theme("trade", "Trade", ("buy",))], mentions)
    shown = tuple(block.id for block in blocks if block.number is not None and plain(["buy"], (block,)))
    assert (themes[0].blocks if themes else ()) == shown


def test_every_state_of_the_registry_has_a_fingerprint_of_its_own() -> None:
    one = Theme("a", "A", ("b", "c"))
    passage = Passage("e", (Target("b1", 1, 0, 4, "NATO"),))
    registries = [
        Registry((), (one,)),
        Registry((), (replace(one, terms=("c", "b")),)),
        Registry((), (replace(one, hidden=True),)),
        Registry((Actor("a", "A", "state"),), (one,)),
        Registry((Actor("a", "A", "state", seats=("B",)),), (one,)),
        Registry((), (one,), placed=(("a", Placed("brief", passage, True)),)),
        Registry((), (one,), placed=(("a", Placed("brief", passage, False)),)),
        Registry((), ()),
    ]
    assert len({mentions_room.fingerprint_of(one) for one in registries}) == len(registries)
    # What is only shown decides nothing.
    assert mentions_room.fingerprint_of(Registry((), (replace(one, description="x", status="confirmed"),))) == (
        mentions_room.fingerprint_of(Registry((), (one,)))
    )


# --- a store that may only be read ---


def test_a_store_that_may_only_be_read_still_opens_briefs(reopen: Opening, unwritable: Close, text: Path) -> None:
    library = reopen()
    brief = library.brief("sea-lanes")
    note = library.highlight_quote(brief, "NATO guards", Colour.BLUE)
    library.close()
    unwritable()
    library = reopen()
    assert not library.database.writable
    assert [notice for notice in library.notices if "can be read but not written" in notice]
    around = library.surroundings(library.brief("sea-lanes"))
    assert by_id(around.actors)["nato"].count == 4
    assert [one.id for one in around.annotations] == [note.id]
    assert library.refresh_index() > 0
    assert library.search("guards").total
    for write in (
        lambda: library.highlight_quote(brief, "China", Colour.RED),
        lambda: library.revise(note, note="More."),
        lambda: library.delete_note(note.id),
        lambda: library.remember_place("sea-lanes", "b1", 0),
        lambda: library.keep(Pack(brief)),
        lambda: library.import_file(text),
    ):
        with pytest.raises(StoreError, match="may only be read"):
            write()
    assert library.back_up_if_due() is None
    assert library.notes(brief) == (note,)


def test_a_theme_that_has_the_id_of_an_actor_is_told_apart_from_it(library: Library, tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path / "pack",
        '+++\nid = "harbours"\ntitle = "Harbours"\n+++\n\n<!-- body -->\n\nFerries run to Ferria, and Ferria pays.\n',
        '[[actor]]\nid = "ferria"\nname = "Ferria"\nkind = "state"\n',
        '[[theme]]\nid = "ferria"\nname = "Ferries"\nterms = ["ferries"]\n',
    )
    around = library.surroundings(library.keep(library.read(folder)).brief)
    assert [(actor.id, actor.count) for actor in around.actors if actor.name == "Ferria"] == [("ferria", 2)]
    assert [(theme.id, theme.count) for theme in around.themes if theme.name == "Ferries"] == [("theme-ferria", 1)]
