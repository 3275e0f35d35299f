"""Actors and themes through the library's door: who is meant, how often they appear, and what leaves as a file."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from briefreader.annotations.model import Colour
from briefreader.brief.model import Brief
from briefreader.brief.registry import Actor, Evidence, Theme
from briefreader.errors import ExportFailed, NotFound
from briefreader.library import Library, records
from briefreader.library.values import Revision
from briefreader.search.names import Names
from tests.library.samples import TEXT


@pytest.fixture
def cast(library: Library) -> Library:
    library.bring_up_to_date()
    return library


def test_a_subject_is_sought_among_all_or_among_one_kind(library: Library) -> None:
    library.briefs.save_subjects([Actor("guards", "Guarding Ltd", "organisation")], [])
    assert library.find_subject("guard").id == "guard"
    assert library.find_subject("Guarding", "actors").id == "guards"
    assert library.find_subject("the alliance", "actors").id == "nato"
    for words, among, said in (
        ("nato", "themes", "No theme is called “nato”; `briefreader themes`"),
        ("guard*", "actors", "No actor is called “guard*”; `briefreader actors`"),
        ("nobody", "", "No actor or theme is called “nobody”; `briefreader actors`"),
    ):
        with pytest.raises(NotFound) as raised:
            library.find_subject(words, among)
        assert said in str(raised.value)


def test_a_correction_counts_once_it_is_brought_up_to_date(library: Library) -> None:
    assert library.bring_up_to_date() == 2
    assert library.bring_up_to_date() == 0
    before = library.tally()["china"]
    library.add_name("china", "Ships")
    assert library.tally()["china"] == before
    assert library.bring_up_to_date() == 2
    assert library.tally()["china"] == (before[0] + 1, 1)


def test_mentions_of_actors_and_paragraphs_of_themes_are_counted(cast: Library, lanes: Brief) -> None:
    around = cast.surroundings(lanes)
    counted = {one.id: (one.count, 1) for one in (*around.actors, *around.themes)}
    assert cast.tally() == cast.tally("sea-lanes") == counted
    assert cast.tally("handbook") == {}
    assert counted["guard"] == (2, 1)  # the paragraphs that its editor listed, but for the one that is not there


def test_evidence_follows_an_actor_into_another_one(library: Library) -> None:
    library.briefs.save_evidence("sea-lanes", [Evidence("china", "named twice", "from China", "b6")])
    library.merge_subjects("china", "eu")
    assert library.evidence("sea-lanes") == (Evidence("eu", "named twice", "from China", "b6"),)
    assert library.evidence("handbook") == ()


def test_a_dossier_leaves_lost_notes_out(cast: Library, text: Path) -> None:
    brief = cast.import_file(text).brief
    lost = cast.highlight_quote(brief, "NATO wants deep water", Colour.RED, note="How deep?")
    kept = cast.highlight_quote(brief, "China sends", Colour.RED, note="By which ships?")
    cast.bring_up_to_date()
    assert [one.id for one in cast.dossier("nato", brief.id).notes] == [lost.id]
    # The block keeps its name, and is as much about NATO as before.
    text.write_text(TEXT.replace("NATO wants deep water, and", "Now NATO is gone from here and"), encoding="utf-8")
    assert cast.import_file(text).former == brief.edition
    cast.bring_up_to_date()
    found = cast.dossier("nato", brief.id)
    assert [place.block for place in found.places] == [lost.passage.targets[0].block]
    assert (found.notes, [place.notes for place in found.places]) == ((), [0])
    assert [one.id for one in cast.dossier("china", brief.id).notes] == [kept.id]


def test_a_dossier_is_written_as_its_suffix_says(cast: Library, tmp_path: Path) -> None:
    found = cast.dossier("nato")
    for suffix in (".md", ".MD", ".pdf"):
        path = tmp_path / f"nato{suffix}"
        assert cast.write_dossier(found, path) == path
    assert (tmp_path / "nato.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "nato.md").read_text(encoding="utf-8") == cast.dossier_markdown(found)
    with pytest.raises(ExportFailed, match=r"Cannot export to “\.docx”"):
        cast.write_dossier(found, tmp_path / "nato.docx")
    assert not (tmp_path / "nato.docx").exists()


def test_a_dossier_is_written_free_of_the_store(cast: Library, tmp_path: Path) -> None:
    found, about = cast.dossier("nato"), cast.about_briefs()
    cast.close()
    path = cast.write_dossier(found, tmp_path / "nato.md", about)
    assert 'The Editors, "Sea Lanes", A Harbour, January 2026\n' in path.read_text(encoding="utf-8")


def test_results_leave_without_notes_that_are_private_or_gone(library: Library, lanes: Brief, tmp_path: Path) -> None:
    private, gone, kept = (
        library.highlight_quote(lanes, "NATO guards the lanes", Colour.BLUE, note=f"{word} NATO.")
        for word in ("Hush", "Gone", "Open")
    )
    library.change([private.id], Revision(private=True))
    library.refresh_index()
    found = library.search("NATO", facets=True)
    library.delete_note(gone.id)
    assert {hit.note for hit in found.hits if hit.note} == {private.id, gone.id, kept.id}
    for suffix in (".md", ".csv", ".json"):
        words = library.write_results(found, tmp_path / f"nato{suffix}").read_text(encoding="utf-8-sig")
        assert "Hush" not in words
        assert "Gone" not in words
        assert "Open" in words
    written = json.loads((tmp_path / "nato.json").read_text(encoding="utf-8"))
    assert (written["total"], len(written["hits"])) == (found.total - 2, found.total - 2)
    assert written["facets"] == []
    rows = list(csv.DictReader(StringIO((tmp_path / "nato.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [row["colour"] for row in rows if row["note"]] == ["To check"]
    assert {"NATO"} <= {name for row in rows for name in row["actors"].split("; ")}
    forgotten = replace(found, hits=tuple(replace(hit, note="0815") for hit in found.hits if hit.note == kept.id))
    assert "Open" not in library.write_results(forgotten, tmp_path / "nato.md").read_text(encoding="utf-8")
    with pytest.raises(ExportFailed, match="for JSON"):
        library.write_results(found, tmp_path / "nato")


def test_results_without_names_call_actors_by_their_ids(library: Library) -> None:
    library.refresh_index()
    found = library.search('"NATO guards"')
    (hit,) = records.results(found)["hits"]
    assert hit["actors"][0]["id"] == hit["actors"][0]["name"]
    assert records.results(found, library.names_known())["hits"][0]["actors"] == [{"id": "nato", "name": "NATO"}]
    assert records.results(found, Names())["hits"][0]["actors"] == []


def test_a_subject_is_told_with_its_counts_or_without(cast: Library) -> None:
    nato = cast.find_subject("nato")
    assert records.subject(nato, (5, 1)) == {
        "id": "nato",
        "name": "NATO",
        "kind": "organisation",
        "status": "curated",
        "mentions": 5,
        "briefs": 1,
        "hidden": False,
        "description": "Guards the lanes",
        "aliases": ["the Alliance"],
        "seats": [],
    }
    assert records.subject(Theme("t", "T", ("a*",))) == {
        "id": "t",
        "name": "T",
        "kind": "theme",
        "status": "curated",
        "hidden": False,
        "description": "",
        "terms": ["a*"],
    }


def test_seats_are_told_apart_from_other_names(library: Library, lanes: Brief) -> None:
    library.briefs.save_subjects([Actor("china", "China", "state", ("PRC",), seats=("Beijing",))], [])
    (china,) = [one for one in library.surroundings(lanes).actors if one.id == "china"]
    assert (china.names, china.seats) == (("PRC", "Beijing"), ("Beijing",))
    assert (records.actor(china)["aliases"], records.actor(china)["seats"]) == (["PRC"], ["Beijing"])
