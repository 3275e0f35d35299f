"""What the index finds, in which order, and how it is kept up to date."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from briefreader.search.index import Known, Names, SearchIndex
from tests.search.corpus import entry, fill, found


def test_a_word_is_found_in_every_form(index: SearchIndex) -> None:
    fill(index, "A tariff is a tax.", "Many tariffs.", "Nothing.")
    assert sorted(found(index, "tariffs ")) == ["b1", "b2"]


def test_short_and_common_words_are_words_like_others(index: SearchIndex) -> None:
    fill(index, "The US may do it.", "Others did.")
    for query in ("US ", "may ", "it ", "the "):
        assert found(index, query) == ["b1"], query


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("US ", "the U.S. is"),
        ("u.s. ", "the US is"),
        ("JD Vance ", "J.D. Vance"),
        ("G7 ", "the G-7"),
        ("G-7 ", "the G7"),
        ("G7 ", "the G 7"),
        ('"the G7 summit"', "at the G-7 summit"),
        ('"the G-7 summit"', "at the G7 summit"),
        ("longterm ", "a long-term plan"),
        ("long-term ", "in the long term"),
        ("term ", "a long-term plan"),
        ("cafe ", "un café"),
        ("café ", "un cafe\u0301"),
        ("first ", "the ﬁrst"),
        ("cooperation ", "co\u00adoperation"),
        ("trump's ", "Trump’s policy"),
        ("Trump ", "Trump’s policy"),
        ("“trump’s policy”", "Trump's policy"),
        ('"Article 5"', "under Article 5."),
        ("Article 5", "under Article 5."),
        ("1000 ", "1,000 men"),
        ("€500 ", "it costs €500"),
        ('"rules-based order"', "a rules‑based order"),
        ('"trade/aid"', "trade and aid, trade/aid"),
    ],
)
def test_words_are_found_as_people_write_them(index: SearchIndex, query: str, text: str) -> None:
    fill(index, text, "something else")
    assert found(index, query) == ["b1"]


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("nl", "bondgenoot ", "de bondgenoten"),
        ("fr", "européenne ", "les politiques européennes"),
        ("de", "Haus ", "die Häuser"),
        ("en-GB", "alliances ", "an alliance"),
        ("sv", "tull ", "en tull"),
    ],
)
def test_each_language_has_its_forms(index: SearchIndex, language: str, query: str, text: str) -> None:
    index.update(
        {"brief:one": [entry(text, language=language)], "brief:two": [entry("other", brief="two")]},
        {"brief:one": "1", "brief:two": "1"},
    )
    results = index.search(query)
    assert [hit.brief for hit in results.hits] == ["one"]
    assert results.hits[0].marks


def test_a_phrase_is_exact(index: SearchIndex) -> None:
    fill(index, "the new order", "the order is new", "new orders", "order new")
    assert found(index, '"new order"') == ["b1"]


def test_operators_and_brackets(index: SearchIndex) -> None:
    fill(index, "nato eu", "nato", "eu", "china")
    assert sorted(found(index, "nato OR eu ")) == ["b1", "b2", "b3"]
    assert found(index, "nato -eu ") == ["b2"]
    assert found(index, "NOT (nato OR eu) ") == ["b4"]
    assert sorted(found(index, "china OR NOT eu ")) == ["b2", "b4"]
    assert found(index, "nato AND eu ") == ["b1"]
    assert found(index, "NOT nato NOT eu NOT china ") == []


KNOWN = Names(
    [
        Known("donald-trump", "person", "Donald Trump", ("the President", "DJT")),
        Known("trump-tower", "organisation", "Trump Tower", ("Policy Donald",)),
        Known("trade", "theme", "Trade policy", ("tariff*",)),
    ],
    {"old-trump": "donald-trump"},
)


def test_fields(index: SearchIndex) -> None:
    index.update(
        {
            "brief:one": [
                entry("about him", actors=("donald-trump",), themes=("trade",), publisher="Clingendael"),
                entry("about us", position=1, actors=("trump-tower",), section_title="The alliance"),
                entry("about them", position=2, actors=("old-trump",)),
            ],
            "brief:second-brief": [
                entry("other", brief="second-brief", title="On the Old Continent", publisher="Egmont", date="2024-05")
            ],
            "note:n": [entry("ask legal", note="n", colour="red", tags=("hague follow-up",))],
        },
        {},
    )
    ask = partial(found, index, names=KNOWN)
    assert ask('actor:"donald trump"') == ["b1", "b3"]
    assert ask("actor:president ") == ["b1", "b3"]
    assert ask('actor:"trump the"') == []
    assert ask("actor:tru") == ["b1", "b2", "b3"]
    assert ask("actor:djt -him") == ["b3"]
    assert ask("theme:trade him ") == ["b1"]
    assert ask("theme:tariff ") == ["b1"]
    assert ask("actor:trade ") == []
    assert ask("section:alliance ") == ["b2"]
    assert ask("publisher:clingen") == ["b1"]
    assert ask("tag:hague ") == ask('tag:"hague follow-up"') == ["b1"]
    assert [hit.brief for hit in index.search("brief:second-brief ").hits] == ["second-brief"]
    assert [hit.brief for hit in index.search("brief:continent ").hits] == ["second-brief"]
    assert [hit.brief for hit in index.search("-brief:one ").hits] == ["second-brief"]


@pytest.mark.parametrize(
    ("query", "blocks"),
    [
        ("year:2024", ["b2"]),
        ("year:2024..2025", ["b2", "b3"]),
        ("year:2025..", ["b3", "b4"]),
        ("year:..2024", ["b2"]),
        ("year:2024-2026 four", ["b4"]),
        ("in:notes", ["b5"]),
        ("in:headings", ["b1"]),
        ("in:text NOT four", ["b2", "b3"]),
        ("colour:red", ["b5"]),
        ("colour:risk", ["b5"]),
        ('colour:"To check"', []),
    ],
)
def test_whole_values(index: SearchIndex, query: str, blocks: list[str]) -> None:
    index.update(
        {
            "brief:a": [entry("one", kind="heading")],
            "brief:b": [entry("two", brief="b", block="b2", date="2024")],
            "brief:c": [entry("three", brief="c", block="b3", date="2025-03")],
            "brief:d": [entry("four", brief="d", block="b4", date="2026-01-12")],
            "note:n": [entry("five", note="n", colour="red", block="b5")],
        },
        {},
    )
    assert sorted(found(index, query, as_you_type=False)) == blocks
    assert not index.search(query).problem


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("colour:purple nato", "There is no colour “purple”"),
        ("year:20", "Behind “year:” stands a year"),
        ("year:..", "Behind “year:” stands a year"),
        ("in:cellar", "Behind “in:” stands notes, text or headings"),
        ('nato "open', "A quotation mark is open."),
        ("(nato", "The brackets do not close."),
        ("nato AND", "Something is missing"),
        ("actor:", "There is nothing behind a field."),
        ('colour:""', "There is nothing behind a field."),
    ],
)
def test_why_a_query_is_read_as_plain_words_is_said(index: SearchIndex, query: str, problem: str) -> None:
    fill(index, "nato")
    assert index.search(query).problem.startswith(problem)


def test_one_brief_alone(index: SearchIndex) -> None:
    index.update({f"brief:{name}": [entry("nato", brief=name)] for name in ("one", "two", "three")}, {})
    assert index.search("nato").total == 3
    assert [hit.brief for hit in index.search("nato", brief="two").hits] == ["two"]
    assert index.search("nato", brief="none").total == 0
    assert index.search("NOT eu", brief="two").total == 1


def test_the_word_that_is_typed_finds_longer_words_below_itself(index: SearchIndex) -> None:
    fill(index, "security " * 20, "secure", "a secu", "other")
    assert found(index, "secu")[0] == "b3"
    assert sorted(found(index, "secu")) == ["b1", "b2", "b3"]
    assert found(index, "secu ") == ["b3"]
    assert found(index, "secu", as_you_type=False) == ["b3"]
    assert sorted(found(index, "secu* ")) == ["b1", "b2", "b3"]


def test_a_phrase_stands_above_scattered_words(index: SearchIndex) -> None:
    fill(index, "trade trade policy", "policy on trade or " * 9, "many words and then trade policy " + "word " * 60)
    assert set(found(index, "trade policy ")[:2]) == {"b1", "b3"}
    assert set(found(index, "trade poli")[:2]) == {"b1", "b3"}


def test_titles_headings_and_points_weigh_more(index: SearchIndex) -> None:
    entries = [
        entry("on the trade of arms", position=position, kind=kind, point=position == 1)
        for position, kind in enumerate(["paragraph", "paragraph", "heading", "title"])
    ]
    index.update({"brief:one": entries}, {})
    assert found(index, "trade ") == ["b4", "b3", "b2", "b1"]


def test_a_section_on_the_subject_comes_first(index: SearchIndex) -> None:
    index.update(
        {"brief:one": [entry("on trade"), entry("on trade", position=1, section="s", section_title="Trade")]}, {}
    )
    assert found(index, "trade ") == ["b2", "b1"]


def test_equal_hits_are_in_reading_order(index: SearchIndex) -> None:
    fill(index, *["on trade"] * 30)
    assert found(index, "trade ") == [f"b{number}" for number in range(1, 31)]
    assert found(index, "NOT war ")[:3] == ["b1", "b2", "b3"]


def test_the_total_counts_beyond_the_limit(index: SearchIndex) -> None:
    fill(index, *["on trade"] * 30)
    results = index.search("trade", limit=7)
    assert (results.total, len(results.hits)) == (30, 7)
    assert index.search("trade", limit=0).hits == ()
    assert index.search("trade", limit=-1).total == 30


def test_a_hit_says_where_it_is_and_what_matched(index: SearchIndex) -> None:
    index.update(
        {"brief:one": [entry("A Tariff, tariffs", section="b0", section_title="Trade", number=3, kind="list-item")]}, {}
    )
    (hit,) = index.search("tariff").hits
    assert (hit.brief, hit.title, hit.block, hit.number) == ("one", "Brief one", "b1", 3)
    assert (hit.section, hit.section_title, hit.kind, hit.note) == ("b0", "Trade", "list-item", None)
    assert hit.snippet == "A Tariff, tariffs"
    assert hit.marks == ((2, 8), (10, 17))
    assert hit.words == ("Tariff", "tariffs")
    assert hit.score > 0


def test_a_bare_hit_says_where_it_is_and_nothing_more(index: SearchIndex) -> None:
    fill(index, "A Tariff, tariffs")
    (bare,), (whole,) = (index.search("tariff", bare=bare).hits for bare in (True, False))
    assert (bare.snippet, bare.marks, bare.words) == ("", (), ())
    assert (bare.brief, bare.block, bare.number, bare.score) == (whole.brief, whole.block, whole.number, whole.score)


def test_notes_are_found_with_their_id(index: SearchIndex) -> None:
    index.update({"note:n1": [entry("my doubt", note="n1", colour="red", tags=("ask",))]}, {"note:n1": "1"})
    (hit,) = index.search("doubt").hits
    assert hit.note == "n1"


def test_words_of_the_place_are_not_marked(index: SearchIndex) -> None:
    index.update({"brief:one": [entry("the trade section", section_title="Trade")]}, {})
    assert index.search("section:trade ").hits[0].marks == ()
    assert index.search("brief:one section").hits[0].words == ("section",)


@pytest.mark.parametrize("query", ["", "   ", "—!?", "()", '""', '"', "*", "-"])
def test_a_query_without_words_finds_nothing(index: SearchIndex, query: str) -> None:
    fill(index, "text")
    results = index.search(query)
    assert (results.total, results.hits, results.suggestion) == (0, (), None)
    assert not results.as_plain_words


def test_a_query_that_does_not_parse_says_so(index: SearchIndex) -> None:
    fill(index, "open trade")
    results = index.search('open "trade')
    assert results.as_plain_words
    assert results.total == 1


def test_an_absurd_query_is_answered(index: SearchIndex) -> None:
    fill(index, "a b c")
    for query in ("(" * 10_000, "a-" * 5_000, " OR ".join("abc" * 700), "a*" * 3_000, "\x00\ud800 a"):
        index.search(query)


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("tarrifs", "tariffs"),
        ("nato tarifs ", "nato tariffs "),
        ('"tarifs" ', '"tariffs" '),
        ("tarifs OR zzzzzz", None),
        ("qqqqqqqq", None),
        ("tariffs alliance", None),
        ("actor:tarifs", None),
        ("xyz", None),
        ("rules-bassed ", None),
    ],
)
def test_another_spelling_is_offered_when_its_words_occur(
    index: SearchIndex, query: str, suggestion: str | None
) -> None:
    fill(index, "nato tariffs", "tariffs", "tarots", "alliance")
    results = index.search(query)
    assert results.total == 0
    assert results.suggestion == suggestion


def test_a_spelling_that_finds_nothing_is_not_offered(index: SearchIndex) -> None:
    fill(index, "nato tariffs", "alliance")
    assert index.search("tarifs alliance ").suggestion is None


def test_entries_are_replaced_and_removed_by_key(index: SearchIndex) -> None:
    fingerprints = {"brief:one": "1", "brief:two": "1", "note:a": "1"}
    assert index.differing(fingerprints) == ("brief:one", "brief:two", "note:a")
    index.update(
        {
            "brief:one": [entry("alpha"), entry("beta", position=1)],
            "brief:two": [entry("alpha", brief="two")],
            "note:a": [entry("alpha", note="a")],
        },
        fingerprints,
    )
    assert index.differing(fingerprints) == ()
    assert index.search("alpha").total == 3
    changed = {"brief:one": "2", "note:a": "1"}
    assert index.differing(changed) == ("brief:one", "brief:two")
    index.update({"brief:one": [entry("gamma")], "brief:two": []}, changed)
    assert index.differing(changed) == ()
    assert index.search("alpha").total == 1
    assert index.search("beta").total == 0
    assert index.search("gamma").total == 1
    assert index.check() == []


def test_only_the_fingerprints_of_the_keys_given_are_taken(index: SearchIndex) -> None:
    index.update({"brief:one": [entry("a")]}, {"brief:one": "1", "brief:two": "1"})
    assert index.differing({"brief:one": "1", "brief:two": "1"}) == ("brief:two",)


def test_a_key_without_text_is_known_to_be_empty(index: SearchIndex) -> None:
    index.update({"brief:one": []}, {"brief:one": "1"})
    assert index.differing({"brief:one": "1"}) == ()


def test_many_small_additions_stay_few_files(index: SearchIndex, tmp_path: Path) -> None:
    for number in range(40):
        index.update({f"note:{number}": [entry(f"note {number}", note=str(number))]}, {f"note:{number}": "1"})
    assert index.search("note", limit=100).total == 40
    assert len(list((tmp_path / "cache" / "index").glob("*.trm"))) < 10
    assert index.check() == []


def test_another_program_sees_an_addition(index: SearchIndex, tmp_path: Path) -> None:
    fill(index, "alpha")
    other = SearchIndex(tmp_path / "cache" / "index")
    assert other.search("alpha").total == 1
    index.update({"brief:two": [entry("alpha", brief="two")]}, {})
    assert other.search("alpha").total == 2
    other.close()


def test_an_empty_index_finds_nothing(index: SearchIndex) -> None:
    index.update({}, {})
    assert index.search("alpha").total == 0
    assert index.search("NOT alpha").total == 0
    assert index.check() == []


def test_whoosh_is_loaded_at_first_use_only(tmp_path: Path) -> None:
    program = (
        "import sys; from briefreader.search.index import Known, Names, SearchIndex; from pathlib import Path;"
        "index = SearchIndex(Path(sys.argv[1])); index.differing({'a': '1'}); index.close();"
        "assert not [name for name in sys.modules if name.startswith('whoosh')]"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "index")], check=True, cwd=Path(__file__).parents[2])
