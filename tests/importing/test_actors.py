"""Whom a text speaks of is suggested with the evidence, and nothing that a text can be breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader import paths
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.importing.actors.bodies import long_form
from briefreader.importing.actors.gazetteer import Gazetteer, read_gazetteer
from briefreader.importing.actors.suggesting import Suggested, suggest_actors


def brief_of(*paragraphs: str, language: str = "en") -> Brief:
    blocks = [Block("", BlockKind.TITLE, "A title"), *(Block("", BlockKind.PARAGRAPH, text) for text in paragraphs)]
    return Brief("one", Metadata("A title", language=language), number_blocks(blocks))


def suggested(*paragraphs: str, language: str = "en") -> Suggested:
    return suggest_actors(brief_of(*paragraphs, language=language))


def who(*paragraphs: str, language: str = "en") -> dict[str, str]:
    return {one.name: one.kind for one in suggested(*paragraphs, language=language).actors}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Yesterday President Emmanuel Macron spoke.", "Emmanuel Macron", "person"),
        ("Yesterday President Strobe Talbott spoke.", "Strobe Talbott", "person"),
        ("The NATO Secretary General Jens Stoltenberg left.", "Jens Stoltenberg", "person"),
        ("The case of Secretary of Defense Les Aspin is known.", "Les Aspin", "person"),
        ("It was George F. Kennan who wrote it.", "George F. Kennan", "person"),
        ("In Brussels Ursula von der Leyen objected.", "Ursula von der Leyen", "person"),
        (
            "A letter by the Polish Institute of Advanced Studies (PIAS) says so.",
            "Polish Institute of Advanced Studies",
            "organisation",
        ),
        (
            "Then the Ministry of Fisheries, Trade and Harbours in Tokyo agreed.",
            "Ministry of Fisheries, Trade and Harbours",
            "organisation",
        ),
        ("In 1995 ACME was sold.", "ACME", "organisation"),
        ("French troops left the country.", "France", "state"),
        ("Then Moscow hesitated.", "Russia", "state"),
        ("It was the Taliban who won.", "Taliban", "group"),
    ],
)
def test_actors_are_suggested_as_texts_name_them(text: str, name: str, kind: str) -> None:
    assert who(text).get(name) == kind


def test_names_that_are_words_elsewhere_count_in_their_language_alone() -> None:
    assert who("Die Regierung in Indien stimmte zu.", language="de") == {"India": "state"}
    assert who("Ten slotte. Indien nodig gaat het door.", language="nl") == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The talks in Vienna failed.", "Austria"),
        ("The Vienna talks failed.", "Austria"),
        ("The Paris Agreement holds.", "France"),
        ("It is a Latin American idea.", "United States"),
        ("In the Marshall Plan there was money, said General Marshall.", "Plan"),
        ("The Joint Comprehensive Plan of Action (JCPOA) was signed.", "Joint Comprehensive Plan of Action"),
        ("On Monday the Baltic Sea froze.", "Baltic Sea"),
        ("The GDP fell in March.", "GDP"),
        ("It believed in a US-led order. Every US-led order ended.", "US-led"),
        ("They wanted a US-EU deal that needed time.", "US-EU"),
        ("He heard of Vice President Vance’s speech.", "Vice President Vance"),
        ("It was Security Advisor Mike Waltz’s visit.", "Security Advisor Mike Waltz"),
        ("The Department of War and State Department showed it.", "Department of War and State Department"),
    ],
)
def test_what_cannot_act_is_not_suggested(text: str, name: str) -> None:
    assert name not in who(text)


def test_a_surname_later_is_the_same_person() -> None:
    found = suggested("Chancellor Angela Merkel spoke first.", "Merkel's answer was short. Merkel left.")
    [merkel] = [one for one in found.actors if one.kind == "person"]
    assert (merkel.id, merkel.name, merkel.aliases) == ("angela-merkel", "Angela Merkel", ("Merkel",))


def test_two_people_with_one_surname_stay_two() -> None:
    found = who("President George H. W. Bush was followed by Bill Clinton, and he by George W. Bush.")
    assert {"George H. W. Bush", "George W. Bush", "Bill Clinton"} <= {name.replace("H.W.", "H. W.") for name in found}


def test_a_nickname_and_an_initial_are_the_same_person() -> None:
    found = who("Senator Joseph R. Biden voted for it.", "Twenty years later President Joe Biden defended it.")
    assert sum("Biden" in name for name in found) == 1


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("nl", "De Nederlandse regering overlegt met minister Hanke Bruins Slot.", "Netherlands"),
        ("fr", "Le président François Hollande parla à Bamako.", "François Hollande"),
        ("fr", "Les troupes françaises partirent.", "France"),
        ("de", "Bundeskanzlerin Angela Merkel verwies auf das Bundesverfassungsgericht.", "Angela Merkel"),
        ("de", "Die französische Regierung zögerte.", "France"),
        ("nl", "De NAVO vergadert.", "NATO"),
        ("nl", "Op de Navo-top gaf niemand toe.", "NATO"),
    ],
)
def test_four_languages(language: str, text: str, name: str) -> None:
    assert name in who(text, language=language)


def test_every_suggestion_has_its_evidence() -> None:
    found = suggested(
        "President Strobe Talbott met the Fund for Harbours (FfH) in Berlin.", "Moscow hesitated, Talbott did not."
    )
    brief = brief_of("President Strobe Talbott met the Fund for Harbours (FfH) in Berlin.", "Moscow hesitated.")
    reasons = {one.subject: one for one in found.evidence}
    assert set(reasons) == {one.id for one in found.actors}
    assert reasons["strobe-talbott"].reason == "a title stands before the name"
    assert reasons["russia"].reason == "a capital stands for its government"
    assert all(one.block in brief.order for one in found.evidence)


def test_an_actor_has_only_the_names_that_the_text_uses() -> None:
    [nato] = [one for one in suggested("NATO agreed; the Atlantic Alliance did, too.").actors if one.id == "nato"]
    assert set(nato.aliases) <= {"NATO", "Atlantic Alliance"}


def test_every_member_of_the_united_nations_is_known() -> None:
    states = [one for one in read_gazetteer().actors if one.kind == "state"]
    assert len(states) >= 195
    assert read_gazetteer().faults == ()
    assert len({one.id for one in read_gazetteer().actors}) == len(read_gazetteer().actors)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "cannot be read"),
        (b"name\tother\n", "other columns"),
        (b"", "other columns"),
        (None, "No such file"),
    ],
)
def test_a_broken_list_is_named_and_left_out(tmp_path: Path, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / "states.tsv").write_bytes(content)
    header = "id\tkind\tname\ten\tnl\tfr\tde\tseats\n"
    row = "acme\torganisation\tACME\tACME | ACME Corp\t\t\t\t\n"
    for name in ("bodies.tsv", "peoples.tsv", "figures.tsv"):
        (tmp_path / name).write_text(header, encoding="utf-8")
    (tmp_path / "organisations.tsv").write_text(
        header + row + "bad\n" + "x\tplanet\tMars\t\t\t\t\t\n", encoding="utf-8"
    )
    found = read_gazetteer(tmp_path)
    assert [one.name for one in found.actors] == ["ACME"]
    assert "states.tsv" in found.faults[0]
    assert words in found.faults[0]
    assert [fault.split(" of the")[0] for fault in found.faults[1:]] == ["Line 3", "Line 4"]
    assert suggest_actors(brief_of("ACME was sold."), found).faults == found.faults


def test_no_name_is_that_of_two_actors() -> None:
    owners: dict[str, set[str]] = {}
    for actor in read_gazetteer().actors:
        for name in (*actor.aliases, *actor.seats):
            owners.setdefault(name, set()).add(actor.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_a_broken_list_of_words_is_named_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(paths.resources() / "gazetteer", tmp_path / "gazetteer")
    (tmp_path / "gazetteer" / "masks.txt").unlink()
    (tmp_path / "gazetteer" / "given-names.txt").write_bytes(b"\xff\xfe\xff")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    first, second = read_gazetteer(tmp_path / "gazetteer").faults
    assert "masks.txt cannot be read (No such file" in first
    assert "given-names.txt cannot be read (it is no text in UTF-8)" in second


@pytest.mark.parametrize(
    ("before", "short", "name"),
    [
        ("members of the North Atlantic Treaty Organization", "NATO", "North Atlantic Treaty Organization"),
        ("prepared by l’Union européenne", "UE", "Union européenne"),
        ("der Internationale Währungsfonds", "IWF", "Internationale Währungsfonds"),
        (
            "La Communauté économique des États de l’Afrique de l’Ouest",
            "Cédéao",
            "Communauté économique des États de l’Afrique de l’Ouest",
        ),
        ("nothing that fits", "XYZ", None),
    ],
)
def test_what_an_abbreviation_stands_for(before: str, short: str, name: str | None) -> None:
    assert long_form(before, short) == name


WORDS = "Mr President J. Anna van der Berg (EU) of the Ministry France Moscow U.S. ’s , . – “ İ ß Dr. GmbH and A é"
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0", "Asmus, Ronald D.", "Secretary of"])


@settings(max_examples=150)
@given(
    st.lists(st.lists(PIECES, max_size=20).map(" ".join), max_size=4), st.sampled_from(["en", "nl", "fr", "de", "xx"])
)
def test_no_text_breaks_it(paragraphs: list[str], language: str) -> None:
    found = suggested(*paragraphs, language=language)
    assert len({one.id for one in found.actors}) == len(found.actors)
    assert all(one.name.strip() and one.status == "suggested" for one in found.actors)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_characters_break_it(text: str) -> None:
    suggest_actors(brief_of(text), Gazetteer())
