"""What an import suggests is one with what the library knows, where the names say so for certain, and else new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.corrections import Registry
from briefreader.brief.model import Brief, Metadata
from briefreader.brief.registry import Actor, Evidence, Pack
from briefreader.library.reconciling import reconcile

KNOWN = (
    Actor("nato", "NATO", "organisation", ("the Alliance",)),
    Actor("nsc", "National Security Council", "organisation", ("Council",)),
    Actor("jd-vance", "J.D. Vance", "person", ("Vance",)),
    Actor("ann-ferry", "Ann Ferry", "person", ("Ferry",)),
    Actor("bob-ferry", "Bob Ferry", "person", ("Ferry",)),
    Actor("port-board", "Port Board", "organisation", ("White Quay", "PBX")),
)
BRIEF = Brief("one", Metadata("One"), ())


def suggestion(id: str, name: str, kind: str = "organisation", *aliases: str) -> Actor:
    return Actor(id, name, kind, aliases, status="suggested")


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (suggestion("nato", "North Atlantic Treaty Organization"), "nato"),
        (suggestion("white-quay", "White Quay"), "port-board"),
        (suggestion("board", "Board of Ports", "organisation", "PBX"), "port-board"),
        (suggestion("vance", "JD Vance", "person", "Vance"), "jd-vance"),
        (suggestion("vance", "J. D. Vance", "person"), "jd-vance"),
        (suggestion("us-nsc", "US National Security Council", "organisation", "National Security Council"), "nsc"),
        # One word is not enough, nor is one name of several, nor a surname that two people have.
        (suggestion("city", "City Council", "organisation", "Council"), None),
        (suggestion("both", "Both", "organisation", "National Security Council", "Port Board"), None),
        (suggestion("half", "Half", "organisation", "National Security Council", "Harbour Office"), None),
        (suggestion("ferry", "Ferry", "person"), None),
        # The user may have made it one of another kind.
        (suggestion("nato", "Nato", "person"), "nato"),
        (suggestion("nato", "Nat Otto", "person"), None),
    ],
)
def test_one_actor_across_the_library(one: Actor, same: str | None) -> None:
    found = reconcile(Pack(BRIEF, (one,), evidence=(Evidence(one.id, "why"),)), Registry(KNOWN))
    [evidence] = found.evidence
    if same is None:
        [new] = found.actors
        assert new.id not in {known.id for known in KNOWN}
        assert evidence.subject == new.id
        assert (new.name, new.aliases) == (one.name, one.aliases)
    else:
        assert found.actors == ()
        assert evidence.subject == same
        [known] = [it for it in KNOWN if it.id == same]
        learned = {name for _, name, _ in found.learned}
        assert learned == {one.name, *one.aliases} - {known.name, *known.aliases}


WORDS = st.sampled_from(["NATO", "Council", "National Security Council", "Vance", "Ferry", "Ann Ferry", "Quay", "EU"])
ACTORS = st.builds(
    suggestion,
    st.sampled_from(["nato", "nsc", "eu", "x"]),
    WORDS,
    st.sampled_from(["person", "organisation", "state"]),
    WORDS,
)


@given(st.lists(ACTORS, max_size=6, unique_by=lambda one: one.id))
def test_every_suggestion_has_one_place_in_the_library(some: list[Actor]) -> None:
    found = reconcile(Pack(BRIEF, tuple(some), evidence=tuple(Evidence(one.id, "") for one in some)), Registry(KNOWN))
    ids = [one.id for one in (*KNOWN, *found.actors)]
    assert len(set(ids)) == len(ids)
    assert len(found.evidence) == len(some)
    assert {one.subject for one in found.evidence} <= set(ids)
    assert {id for id, _, _ in found.learned} <= set(ids)
    whose = {one.id: one for one in (*KNOWN, *found.actors)}
    for one, evidence in zip(some, found.evidence, strict=True):
        taken = whose[evidence.subject]
        assert (taken.kind == "person") == (one.kind == "person") or one.id == taken.id
