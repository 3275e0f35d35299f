"""A click on an actor shows every place that names it and no other: spelling, case and word ends decide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import Block, BlockKind
from briefreader.brief.registry import Actor, Mention, Theme

ACTORS = [
    Actor("us", "United States", "state", ("US", "the US")),
    Actor("eu", "European Union", "organisation", ("EU", "Brussels")),
    Actor("trump", "Donald Trump", "person", ("Trump", "President Trump")),
    Actor("administration", "Trump administration", "group"),
    Actor("vance", "JD Vance", "person", ("Vance",)),
    Actor("rowe", "A. B. Rowe", "person"),
    Actor("nato", "NATO", "organisation"),
    Actor("turkey", "Türkiye", "state"),
    Actor("oneill", "Tip O'Neill", "person", ("O’Neill",)),
    Actor("att", "AT&T", "organisation"),
    Actor("kennedy", "John F. Kennedy", "person"),
    Actor("g7", "G-7", "group"),
    Actor("who", "Who", "group"),
    Actor("kremlin", "the Kremlin", "organisation"),
    Actor("petersburg", "St. Petersburg", "state"),
    Actor("congress", "US Congress", "organisation"),
    Actor("allies", "allies", "group", ("",)),
]
THEMES = [
    Theme("trade", "Trade", ("tariff*", "trade war", "free-rid* on", "tariff barrier*", "barriers", "trade")),
    Theme("war", "War", ("war", "Article 5", "…")),
]


def found(text: str) -> list[tuple[str, str]]:
    block = Block("b1", BlockKind.PARAGRAPH, text)
    return [(m.subject, text[m.start : m.end]) for m in find_mentions([block], ACTORS, THEMES)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Trump met NATO.", [("trump", "Trump"), ("nato", "NATO")]),
        ("Trump's plan, Trump’s plan, the EU’s", [("trump", "Trump"), ("trump", "Trump"), ("eu", "EU")]),
        ("a US-EU deal, a US–EU deal", [("us", "US"), ("eu", "EU"), ("us", "US"), ("eu", "EU")]),
        ("the U.S. and the U.S.-led order", [("us", "the U.S."), ("us", "the U.S.")]),
        ("let us be", []),
        ("United\u00a0States", [("us", "United\u00a0States")]),
        ("United\tStates", []),
        ("United  States, united States", [("us", "United  States")]),
        ("Donald Trump and President Trump", [("trump", "Donald Trump"), ("trump", "President Trump")]),
        ("the Trump administration", [("administration", "Trump administration")]),
        ("the Trump\u2011administration", [("administration", "Trump\u2011administration")]),
        (
            "J.D. Vance, J. D. Vance, JD Vance",
            [("vance", "J.D. Vance"), ("vance", "J. D. Vance"), ("vance", "JD Vance")],
        ),
        ("AB Rowe, A.B. Rowe, A B Rowe", [("rowe", "AB Rowe"), ("rowe", "A.B. Rowe"), ("rowe", "A B Rowe")]),
        ("John F Kennedy", [("kennedy", "John F Kennedy")]),
        ("O'Neill of AT&T", [("oneill", "O'Neill"), ("att", "AT&T")]),
        ("AT & T", []),
        ("the G\u20117", [("g7", "G\u20117")]),
        ("Nato and nato", []),
        ("NATO SUMMIT: DONALD TRUMP, TÜRKIYE", [("nato", "NATO"), ("trump", "DONALD TRUMP"), ("turkey", "TÜRKIYE")]),
        ("WHO CARES", []),
        ("The Kremlin and the Kremlin", [("kremlin", "The Kremlin"), ("kremlin", "the Kremlin")]),
        ("Allies or allies", [("allies", "Allies"), ("allies", "allies")]),
        ("in St Petersburg, in St. Petersburg", [("petersburg", "St Petersburg"), ("petersburg", "St. Petersburg")]),
        ("by the US. Congress met", [("us", "the US")]),
        ("Trumpism and antiTrump", []),
        ("", []),
    ],
)
def test_actors_are_found_as_they_are_spelt_and_as_whole_words(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("TARIFFS and a Tariff", [("trade", "TARIFFS"), ("trade", "Tariff")]),
        ("tariff barriers", [("trade", "tariff barriers")]),
        ("free riding on us", [("trade", "free riding on")]),
        ("a trade war", [("trade", "trade war"), ("war", "war")]),
        ("Article\u00a05 and article 51", [("war", "Article\u00a05")]),
        ("wartime", []),
    ],
)
def test_themes_are_found_in_any_case_each_for_itself(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


def test_a_theme_and_an_actor_may_share_words() -> None:
    theme = Theme("alliance", "Alliance", ("nato",))
    block = Block("b1", BlockKind.HEADING, "NATO")
    assert find_mentions([block], ACTORS, [theme]) == (Mention("nato", "b1", 0, 4), Mention("alliance", "b1", 0, 4))


def test_of_two_actors_with_one_name_the_first_is_meant() -> None:
    actors = [Actor("a", "Ann", "person"), Actor("b", "Ann", "person")]
    assert find_mentions([Block("b1", BlockKind.TITLE, "Ann")], actors, []) == (Mention("a", "b1", 0, 3),)


def test_mentions_come_in_reading_order_over_all_blocks() -> None:
    blocks = [Block(f"b{n}", BlockKind.PARAGRAPH, "NATO and a tariff on Trump") for n in (1, 2)]
    mentions = find_mentions(blocks, ACTORS, THEMES)
    assert [(m.block, m.subject) for m in mentions] == [
        (block, subject) for block in ("b1", "b2") for subject in ("nato", "trade", "trump")
    ]


NAMES = st.text(st.sampled_from("AaBb. -'’&*é"), min_size=1, max_size=8)
TEXTS = st.lists(NAMES | st.sampled_from([" ", ", ", "’s "]), max_size=8).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, max_size=3), TEXTS)
def test_mentions_are_whole_words_and_those_of_actors_do_not_overlap(
    names: list[str], terms: list[str], text: str
) -> None:
    actors = [Actor(f"a{n}", name, "person") for n, name in enumerate(names)]
    themes = [Theme("t", "T", tuple(terms))]
    mentions = find_mentions([Block("b1", BlockKind.PARAGRAPH, text)], actors, themes)
    assert list(mentions) == sorted(mentions, key=lambda m: m.start)
    for subjects in ({actor.id for actor in actors}, {"t"}):
        end = 0
        for mention in (m for m in mentions if m.subject in subjects):
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end
    for mention in mentions:
        before, after = text[: mention.start][-1:], text[mention.end :][:1]
        assert not before.isalnum()
        assert not after.isalnum()


@given(st.lists(st.sampled_from(["Ann Ode", "Bo", "EU", "North Sea"]), min_size=1, max_size=6))
def test_every_name_in_a_list_of_names_is_found(names: list[str]) -> None:
    actors = [Actor(name, name, "group") for name in ("Ann Ode", "Bo", "EU", "North Sea")]
    text = ", ".join(names)
    mentions = find_mentions([Block("b1", BlockKind.PARAGRAPH, text)], actors, [])
    assert [text[m.start : m.end] for m in mentions] == names
    assert [m.subject for m in mentions] == names
