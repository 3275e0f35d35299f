"""What the user says of actors and themes holds, whatever editors and imports say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.model import Passage, Target
from briefreader.brief.corrections import Correction, Placed, corrected
from briefreader.brief.registry import Actor, Theme

TRUMP = Actor("donald-trump", "Donald Trump", "person", ("Trump", "DJT"))
RUSSIA = Actor("russia", "Russia", "state", ("Russian",), status="suggested", seats=("Moscow",))
USSR = Actor("ussr", "Soviet Union", "state", ("USSR",), status="suggested", seats=("Kremlin",))
TRADE = Theme("trade", "Trade", ("tariff*", "trade"), paragraphs=(("a", (1, 3)),))
CUSTOMS = Theme("customs", "Customs", ("customs",), status="suggested", paragraphs=(("a", (2,)), ("b", (1,))))
PASSAGE = Passage("edition", (Target("b1", 1, 0, 5, "Trump"),))


def actors(*said: Correction) -> dict[str, Actor]:
    return {one.id: one for one in corrected([TRUMP, RUSSIA, USSR], [TRADE, CUSTOMS], said).actors}


def themes(*said: Correction) -> dict[str, Theme]:
    return {one.id: one for one in corrected([TRUMP, RUSSIA, USSR], [TRADE, CUSTOMS], said).themes}


def test_without_corrections_all_is_as_others_say() -> None:
    found = corrected([TRUMP, RUSSIA], [TRADE], [])
    assert (found.actors, found.themes, found.same, found.placed) == ((TRUMP, RUSSIA), (TRADE,), {}, ())


def test_a_renamed_actor_is_still_found_under_its_old_name() -> None:
    one = actors(Correction("russia", name="Russian Federation"))["russia"]
    assert (one.name, one.aliases, one.seats, one.status) == (
        "Russian Federation",
        ("Russia", "Russian"),
        ("Moscow",),
        "confirmed",
    )


def test_names_are_added_and_dropped() -> None:
    one = actors(Correction("donald-trump", added=("the Donald",), dropped=("DJT", "nobody has this")))["donald-trump"]
    assert one.aliases == ("Trump", "the Donald")
    assert one.status == "curated"
    assert actors(Correction("russia", dropped=("Moscow",)))["russia"].seats == ()
    assert themes(Correction("trade", added=("duty",), dropped=("trade",)))["trade"].terms == ("tariff*", "duty")


def test_kind_hiding_and_confirming() -> None:
    assert actors(Correction("russia", kind="group"))["russia"].kind == "group"
    assert actors(Correction("russia", hidden=True))["russia"].hidden
    assert actors(Correction("russia", confirmed=True))["russia"].status == "confirmed"
    assert actors(Correction("russia", kind="theme"))["russia"].kind == "state"


def test_a_merged_actor_gives_its_names_to_the_other() -> None:
    found = corrected([TRUMP, RUSSIA, USSR], [], [Correction("ussr", added=("Soviets",), became="russia")])
    assert [one.id for one in found.actors] == ["donald-trump", "russia"]
    one = found.actors[1]
    assert one.aliases == ("Russian", "Soviet Union", "USSR", "Soviets")
    assert one.seats == ("Moscow", "Kremlin")
    assert found.current("ussr") == "russia"
    assert found.find("ussr") is one


def test_what_is_said_of_the_one_that_is_left_holds_for_the_names_that_came() -> None:
    one = actors(Correction("ussr", became="russia"), Correction("russia", dropped=("USSR",)))["russia"]
    assert "USSR" not in one.aliases


def test_a_merged_theme_gives_its_terms_and_paragraphs() -> None:
    one = themes(Correction("customs", became="trade"))["trade"]
    assert one.terms == ("tariff*", "trade", "customs")
    assert dict(one.paragraphs) == {"a": (1, 2, 3), "b": (1,)}


def test_merges_lead_on_to_the_last_and_a_circle_leads_nowhere() -> None:
    chain = [Correction("donald-trump", became="ussr"), Correction("ussr", became="russia")]
    assert corrected([TRUMP, RUSSIA, USSR], [], chain).same == {"donald-trump": "russia", "ussr": "russia"}
    circle = [Correction("ussr", became="russia"), Correction("russia", became="ussr")]
    assert len(corrected([TRUMP, RUSSIA, USSR], [], circle).actors) == 3


def test_what_the_user_makes_is_there_though_nobody_else_knows_it() -> None:
    found = corrected(
        [], [], [Correction("acme", "organisation", "ACME", ("Acme Corp",)), Correction("t", "theme", "T", ("x*",))]
    )
    assert [(one.id, one.kind, one.aliases, one.status) for one in found.actors] == [
        ("acme", "organisation", ("Acme Corp",), "confirmed")
    ]
    assert [(one.id, one.terms, one.status) for one in found.themes] == [("t", ("x*",), "confirmed")]


def test_places_follow_a_merge() -> None:
    found = corrected([RUSSIA, USSR], [], [Correction("ussr", became="russia", placed=(Placed("a", PASSAGE, True),))])
    assert found.placed == (("russia", Placed("a", PASSAGE, True)),)


def test_an_empty_correction_is_known_as_such() -> None:
    assert Correction("a").is_empty
    assert not Correction("a", hidden=True).is_empty


NAMES = st.text(st.sampled_from("abc "), max_size=4)
IDS = st.sampled_from(["a", "b", "c", "d"])
SAID = st.builds(
    Correction,
    IDS,
    st.sampled_from(["", "person", "theme"]),
    NAMES,
    st.lists(NAMES, max_size=2).map(tuple),
    st.lists(NAMES, max_size=2).map(tuple),
    st.booleans(),
    st.sampled_from(["", "a", "b", "c", "nobody"]),
    st.booleans(),
)


@given(
    st.lists(
        st.builds(Actor, IDS, NAMES, st.just("state"), st.lists(NAMES, max_size=3).map(tuple)),
        max_size=3,
        unique_by=lambda one: one.id,
    ),
    st.lists(SAID, max_size=4, unique_by=lambda one: one.subject),
)
def test_no_name_is_lost_that_was_not_dropped(known: list[Actor], said: list[Correction]) -> None:
    found = corrected(known, [], said)
    dropped = {name for one in said for name in one.dropped}
    names = {name for one in found.actors for name in (one.name, *one.aliases)}
    assert {name for one in known for name in (one.name, *one.aliases)} - dropped <= names
    assert len({one.id for one in found.actors}) == len(found.actors)
    assert all(found.find(one.id) is not None for one in known)
