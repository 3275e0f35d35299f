"""Which of many answers come first where any of several words will do."""

from __future__ import annotations

from briefreader.search import feedback
from briefreader.search.index import SearchIndex
from tests.search.corpus import entry, fill, found

PADDING = "some words that stand there for nothing at all and say no more than this"


def test_what_holds_all_the_words_stands_above_what_holds_one_of_them_often(index: SearchIndex) -> None:
    others = [f"tariff {PADDING}", f"quota {PADDING}"] * 3
    rest = [f"nothing {number} of the kind, {PADDING}" for number in range(20)]
    fill(index, "tariff " * 8, f"quota {PADDING}, {PADDING} tariff", *others, *rest)
    assert found(index, "tariff OR quota")[0] == "b2"


def test_words_that_half_of_all_texts_have_do_not_decide_over_one_that_few_have(index: SearchIndex) -> None:
    fill(index, *["this is one of them"] * 10, "a tariff on no goods", *["nothing to be said here"] * 9)
    assert found(index, "is OR this OR one OR of OR tariff")[0] == "b11"


def test_a_common_word_between_two_others_does_not_keep_them_apart(index: SearchIndex) -> None:
    rest = [f"the end of it {number}" for number in range(9)]
    scattered = "ministry of trade and of some other things of which one cannot say more; defence"
    close = "trade and of some other things of which one cannot say more; ministry of the defence"
    fill(index, scattered, close, *rest)
    assert found(index, "ministry of defence ") == ["b2", "b1"]


def test_a_heading_counts_in_any_form_of_its_words(index: SearchIndex) -> None:
    entries = [
        entry(f"On tariffs, and so on: {PADDING}", position=position, section=f"s{position}", section_title=title)
        for position, title in enumerate(["Alliances", "The tariff", "Quotas"])
    ]
    index.update({"brief:one": entries}, {})
    assert found(index, "tariffs OR levies")[0] == "b2"
    assert found(index, "tariffs ")[0] == "b2"


def subjects(index: SearchIndex) -> SearchIndex:
    """Ten texts on ships that hold two words of a query, then others that hold one of them, on bread and on ships."""
    ships = [f"harbour tariff for vessels and cargo, {PADDING} {number}" for number in range(feedback.READ)]
    bread = [f"tariff on flour and yeast, {PADDING} {number}" for number in range(6)]
    last = [f"tariff paid by vessels with cargo, {PADDING} {number}" for number in range(6)]
    other = [f"vessels with cargo, nothing else {number}" for number in range(6)]
    rest = [f"nothing {number} of the kind, {PADDING}" for number in range(200)]
    return fill(index, *ships, *bread, *last, *other, *rest)


def test_further_down_what_is_like_the_first_answers_comes_first(index: SearchIndex) -> None:
    order = [int(block[1:]) for block in found(subjects(index), "harbour OR tariff")]
    assert sorted(order[:10]) == list(range(1, 11))
    assert sorted(order[10:16]) == list(range(17, 23))
    assert sorted(order[16:]) == list(range(11, 17))


def test_nothing_is_found_by_a_word_that_nobody_asked_for(index: SearchIndex) -> None:
    results = subjects(index).search("harbour OR tariff")
    assert results.total == 22
    assert not {word.lower() for hit in results.hits for word in hit.words} - {"harbour", "tariff"}


def test_the_first_answers_stay_where_they_are(index: SearchIndex) -> None:
    counts = [7, 6, 5, 4, 3, 1, 1]
    texts = [f"{'tariff ' * count}{'vessels cargo ' * (count < 3)}{PADDING} {count}" for count in counts]
    fill(index, *texts, *[f"nothing {number} of the kind" for number in range(200)])
    assert found(index, "tariff OR harbour")[: feedback.SETTLED] == ["b1", "b2", "b3", "b4", "b5"]


def test_one_word_is_sorted_so_where_some_of_several_words_would_be(index: SearchIndex) -> None:
    first = [f"tariff for vessels and cargo, {PADDING}, tariff {number}" for number in range(feedback.READ)]
    bread = [f"tariff on flour and yeast, {PADDING} {number}" for number in range(6)]
    ships = [f"tariff on vessels and cargo, {PADDING} {number}" for number in range(6)]
    fill(index, *first, *bread, *ships, *[f"nothing {number} of the kind, {PADDING}" for number in range(200)])
    for query, some, sorted_so in (
        ("tariff ", True, True),
        ("tariff ", False, False),
        ("tariff", True, False),
        ('"tariff"', True, False),
    ):
        order = [int(block[1:]) for block in found(index, query, some=some)]
        assert order[:10] == list(range(1, 11))
        assert order[10:] == ([*range(17, 23), *range(11, 17)] if sorted_so else [*range(11, 23)]), (query, some)


def test_where_no_text_has_all_words_those_that_hyphens_join_are_found_apart_and_marked(index: SearchIndex) -> None:
    fill(index, "a long road to peace", "a short road", "nothing")
    results = index.search("long-term zeppelin ", some=True)
    assert results.some
    assert [(hit.block, hit.words) for hit in results.hits] == [("b1", ("long",))]
    assert index.search("long-term road ", some=True).hits[0].words == ("long", "road")
