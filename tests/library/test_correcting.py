"""Actors and themes are corrected at once and for good: for every brief, every later import, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefreader.brief.registry import Actor, Evidence, Pack, Theme
from briefreader.errors import BriefreaderError, NotFound
from briefreader.library import Library
from briefreader.library.correcting import Corrected


def mentions(library: Library, subject: str, brief: str = "sea-lanes") -> list[str]:
    """The words by which a brief mentions a subject."""
    shown = library.brief(brief)
    texts = {block.id: block.text for block in shown.blocks}
    found = library.surroundings(shown).mentions
    return [texts[one.block][one.start : one.end] for one in found if one.subject == subject]


def names(library: Library) -> dict[str, tuple[str, ...]]:
    return {one.id: (one.name, *one.aliases) for one in library.registry().actors}


def test_a_rename_is_seen_at_once_and_its_mentions_stay(library: Library) -> None:
    before = mentions(library, "nato")
    library.rename_subject("nato", "Atlantic Alliance")
    assert names(library)["nato"][0] == "Atlantic Alliance"
    assert mentions(library, "nato") == before
    assert "Atlantic Alliance" in {one.name for one in library.surroundings(library.brief("sea-lanes")).actors}


def test_a_name_that_is_added_is_found_and_one_that_is_dropped_is_not(library: Library) -> None:
    library.add_name("nato", "ships")
    assert "ships" in mentions(library, "nato")
    library.drop_name("nato", "ships")
    library.drop_name("nato", "the Alliance")
    assert set(mentions(library, "nato")) == {"NATO"}


def test_a_merge_moves_names_and_mentions_and_search_follows(library: Library) -> None:
    library.refresh_index()
    both = len(mentions(library, "eu")) + len(mentions(library, "china"))
    done = library.merge_subjects("china", "eu")
    assert done.subject == "eu"
    assert len(mentions(library, "eu")) == both
    assert "china" not in names(library)
    # The index still has the old id, and is asked for both.
    assert library.search("actor:china", as_you_type=False).total
    assert library.find_subject("China").id == "eu"


def test_every_correction_has_its_way_back(library: Library) -> None:
    def everything() -> object:
        shown = library.brief("sea-lanes")
        around = library.surroundings(shown)
        return library.registry().actors, library.registry().themes, around.mentions

    start = everything()
    done: list[Corrected] = [
        library.rename_subject("nato", "N"),
        library.retype_actor("nato", "group"),
        library.add_name("eu", "buys"),
        library.drop_name("nato", "the Alliance"),
        library.split_subject("eu", ["EU"], "group"),
        library.merge_subjects("china", "nato"),
        library.make_subject("person", "A. Guard"),
        library.make_subject("theme", "Paper", ["paper"]),
        library.hide_subject("nato"),
        library.place_subject("trade", library.brief("sea-lanes"), [("b4", 0, 5)], put=False),
    ]
    states = []
    for one in reversed(done):
        states.append(everything())
        library.put_corrections(one.undone)
    assert everything() == start
    assert library.briefs.corrections() == ()
    for one, state in zip(done, reversed(states), strict=True):
        library.put_corrections(one)
        assert everything() == state


def test_a_split_takes_its_mentions_along(library: Library) -> None:
    made = library.split_subject("eu", ["EU"], "group").subject
    assert made == "eu-2"
    assert mentions(library, made) == ["EU"]
    assert "EU" not in mentions(library, "eu")
    with pytest.raises(BriefreaderError, match="some of its other names"):
        library.split_subject("eu", ["European Union"])


def test_a_hidden_actor_is_shown_nowhere_and_its_words_are_nobody_elses(library: Library) -> None:
    library.make_subject("organisation", "European Parliament of Ships", ["European Union buys"])
    hidden = library.find_subject("European Parliament of Ships").id
    library.hide_subject(hidden)
    assert mentions(library, hidden) == []
    assert "European Union" not in mentions(library, "eu")
    assert hidden not in {one.id for one in library.names_known().known.values()}
    library.hide_subject(hidden, False)
    assert mentions(library, hidden)


def test_a_single_mention_is_moved_and_no_other(library: Library) -> None:
    brief = library.brief("sea-lanes")
    block = next(one for one in brief.blocks if "ships are few" in one.text)
    at = block.text.index("NATO’s")
    library.place_subject("china", brief, [(block.id, at, at + 4)])
    assert "NATO" in mentions(library, "china")
    assert mentions(library, "nato").count("NATO") == 2
    library.place_subject("nato", brief, [(block.id, 7, 11)], put=False)
    assert mentions(library, "nato").count("NATO") == 1
    # The last word on a place is what counts.
    library.place_subject("nato", brief, [(block.id, at, at + 4)])
    assert "NATO" not in mentions(library, "china")


def test_a_place_follows_its_words_into_a_new_edition(library: Library, text: Path) -> None:
    first = library.import_file(text).brief
    block = next(one for one in first.blocks if "lorries" in one.text)
    at = block.text.index("lorries")
    made = library.make_subject("group", "The lorries of the coast").subject
    library.place_subject(made, first, [(block.id, at, at + 7)])
    text.write_text("A new line comes first.\n\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    text.write_text(text.read_text(encoding="utf-8").replace("quiet nights", "silent nights"), encoding="utf-8")
    second = library.keep(Pack(library.read(text).brief), text)
    assert mentions(library, made, second.brief.id) == ["lorries"]


def test_paragraphs_are_put_under_a_theme_and_taken_out(library: Library) -> None:
    brief = library.brief("sea-lanes")
    blocks = {one.id: [*one.blocks] for one in library.surroundings(brief).themes}
    other = next(one.id for one in brief.blocks if one.number is not None and one.id not in blocks["trade"])
    library.place_subject("trade", brief, [(other, 0, 1)])
    library.place_subject("trade", brief, [(blocks["trade"][0], 3, 4)], put=False)
    after = {one.id: [*one.blocks] for one in library.surroundings(brief).themes}
    assert set(after["trade"]) == {*blocks["trade"][1:], other}


def test_corrections_hold_for_later_imports(library: Library, text: Path) -> None:
    library.rename_subject("nato", "Atlantic Alliance")
    library.drop_name("nato", "NATO") if "NATO" in names(library)["nato"][1:] else None
    library.merge_subjects("china", "eu")
    library.hide_subject("atlantis")
    brief = library.import_file(text).brief
    shown = {one.id for one in library.surroundings(brief).actors}
    assert "china" not in names(library)
    assert names(library)["nato"][0] == "Atlantic Alliance"
    assert {"eu"} <= shown
    assert not any(one.name == "China" for one in library.registry().actors)


def test_a_dropped_name_is_not_brought_back_by_an_import(library: Library, text: Path) -> None:
    library.drop_name("eu", "EU")
    library.keep(
        Pack(
            library.read(text).brief,
            (Actor("european-union", "European Union", "organisation", ("EU", "Union"), status="suggested"),),
        ),
        text,
    )
    assert "EU" not in names(library)["eu"]
    assert "Union" in names(library)["eu"]


def test_an_import_finds_the_actors_that_the_library_has(library: Library, text: Path) -> None:
    known = set(names(library))
    brief = library.import_file(text).brief
    shown = {one.name: one for one in library.surroundings(brief).actors}
    assert {"NATO", "European Union", "China"} <= set(shown)
    assert {shown[name].id for name in ("NATO", "European Union", "China")} <= known
    evidence = {one.subject: one.reason for one in library.briefs.evidence(brief.id)}
    assert evidence["nato"] == "it is in the list of states and organisations"


def test_new_suggestions_come_beside_those_with_the_same_id(library: Library, text: Path) -> None:
    brief = library.read(text).brief
    pack = Pack(
        brief,
        (Actor("trade", "Trade House of Ships", "organisation", (), status="suggested"),),
        (Theme("nato", "Northern things", ("deep water",), status="suggested"),),
        (Evidence("trade", "a word in it says what it is"), Evidence("nato", "its terms stand there")),
    )
    library.keep(pack, text)
    registry = library.registry()
    assert {one.name for one in registry.actors if one.id == "trade-2"} == {"Trade House of Ships"}
    assert {one.name for one in registry.themes if one.id == "nato-2"} == {"Northern things"}
    assert [one.subject for one in library.briefs.evidence(brief.id)] == ["trade-2", "nato-2"]


def test_a_subject_is_found_by_id_name_alias_or_beginning(library: Library) -> None:
    assert library.find_subject("nato").name == "NATO"
    assert library.find_subject("european union").id == "eu"
    assert library.find_subject("the alliance").id == "nato"
    assert library.find_subject("europ").id == "eu"
    assert library.find_subject("buy*").id == "trade"
    with pytest.raises(NotFound, match="briefreader actors"):
        library.find_subject("Nobody of that name")
    library.make_subject("group", "European Council")
    with pytest.raises(NotFound, match="fits several: eu, european-council"):
        library.find_subject("europ")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda library: library.rename_subject("nobody", "N"), "There is no actor"),
        (lambda library: library.rename_subject("nato", " … "), "needs a letter"),
        (lambda library: library.retype_actor("nato", "planet"), "not “planet”"),
        (lambda library: library.retype_actor("trade", "group"), "An actor is one of"),
        (lambda library: library.merge_subjects("nato", "nato"), "with itself"),
        (lambda library: library.merge_subjects("nato", "trade"), "two of a kind"),
        (lambda library: library.drop_name("nato", "NATO"), "what this actor is called"),
        (lambda library: library.make_subject("planet", "Mars"), "not “planet”"),
        (lambda library: library.place_subject("nato", library.brief("sea-lanes"), [("b99", 0, 1)]), "no block"),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(library: Library, call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(BriefreaderError, match=words):
        call(library)
    assert library.briefs.corrections() == ()


def test_corrections_are_there_after_a_restart(library: Library, reopen: object) -> None:
    library.rename_subject("nato", "Atlantic Alliance")
    library.place_subject("china", library.brief("sea-lanes"), [("b4", 0, 5)])
    before = library.briefs.corrections()
    library.close()
    assert callable(reopen)
    assert reopen().briefs.corrections() == before
