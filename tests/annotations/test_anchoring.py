"""Passages are described in full, and found again only where they really stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefreader.annotations import anchoring
from briefreader.annotations.model import Annotation, Colour, Passage, State, Target
from briefreader.brief.model import Block, BlockKind, Brief, Metadata, canonical_text
from briefreader.errors import NotFound


def brief_of(*texts: str) -> Brief:
    return Brief(
        "brief",
        Metadata("A brief"),
        tuple(Block(f"b{at}", BlockKind.PARAGRAPH, text, number=at) for at, text in enumerate(texts, 1)),
    )


def note_on(passage: Passage) -> Annotation:
    return Annotation("n1", "brief", passage, Colour.RED, note="Why?", tags=("memo",))


def marked(brief: Brief, *ranges: tuple[str, int, int]) -> Annotation:
    return note_on(anchoring.describe(brief, ranges))


def quoted(brief: Brief, words: str) -> Annotation:
    return note_on(anchoring.find_quote(brief, words))


def where(annotation: Annotation) -> list[tuple[str, int, int]]:
    return [(target.block, target.start, target.end) for target in annotation.passage.targets]


WORDS = st.text(st.sampled_from("abcdeé \t,.0"), max_size=90)
BRIEFS = st.lists(WORDS, min_size=1, max_size=6).map(lambda texts: brief_of(*texts))


@st.composite
def briefs_and_ranges(draw: st.DrawFn) -> tuple[Brief, list[tuple[str, int, int]]]:
    brief = draw(BRIEFS)
    ids = st.sampled_from([block.id for block in brief.blocks])
    spot = st.integers(-3, 95)
    return brief, draw(st.lists(st.tuples(ids, spot, spot), min_size=1, max_size=4))


# --- describe ---


def test_a_passage_carries_its_words_and_their_neighbours() -> None:
    passage = anchoring.describe(brief_of("The allies agreed to pay more."), [("b1", 4, 17)])
    assert passage.targets == (Target("b1", 1, 4, 17, "allies agreed", "The ", " to pay more."),)


def test_ranges_are_clamped_and_lose_the_space_at_their_ends() -> None:
    passage = anchoring.describe(brief_of("  Deter, then talk. "), [("b1", -5, 99)])
    assert (passage.targets[0].start, passage.targets[0].end, passage.quote) == (2, 19, "Deter, then talk.")


def test_several_ranges_in_one_block_become_one_and_blocks_come_in_reading_order() -> None:
    brief = brief_of("One two three four.", "Five six.")
    passage = anchoring.describe(brief, [("b2", 0, 4), ("b1", 14, 18), ("b1", 4, 7)])
    assert where(note_on(passage)) == [("b1", 4, 18), ("b2", 0, 4)]
    assert passage.quote == "two three four\nFive"


def test_neighbours_come_from_the_blocks_around_where_the_block_has_none() -> None:
    target = anchoring.describe(brief_of("Before.", "Here.", "Behind."), [("b2", 0, 5)]).targets[0]
    assert (target.prefix, target.suffix) == ("Before.\n", "\nBehind.")


def test_neighbours_are_cut_at_words() -> None:
    text = "alpha " * 30 + "HERE" + " omega" * 30
    target = anchoring.describe(brief_of(text), [("b1", 180, 184)]).targets[0]
    assert target.prefix == "alpha " * 10
    assert target.suffix == " omega" * 10


def test_neighbours_that_end_at_the_cut_are_kept_whole() -> None:
    text = "x " + "y" * 63 + " HERE " + "z" * 63 + " x"
    target = anchoring.describe(brief_of(text), [("b1", 66, 70)]).targets[0]
    assert target.prefix == "y" * 63 + " "
    assert target.suffix == " " + "z" * 63


def test_one_endless_word_is_kept_as_far_as_it_goes() -> None:
    target = anchoring.describe(brief_of("x" * 200), [("b1", 90, 110)]).targets[0]
    assert (target.prefix, target.suffix) == ("x" * 64, "x" * 64)


@pytest.mark.parametrize("ranges", [[], [("b1", 3, 3)], [("b1", 5, 2)], [("b1", 3, 4)], [("b2", 0, 9)]])
def test_a_passage_without_words_is_refused(ranges: list[tuple[str, int, int]]) -> None:
    with pytest.raises(NotFound, match="no words"):
        anchoring.describe(brief_of("One two.", " \t"), ranges)


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(NotFound, match="b7"):
        anchoring.describe(brief_of("One two."), [("b7", 0, 3)])


@given(briefs_and_ranges())
def test_every_target_is_exactly_what_the_edition_says(given_: tuple[Brief, list[tuple[str, int, int]]]) -> None:
    brief, ranges = given_
    try:
        passage = anchoring.describe(brief, ranges)
    except NotFound:
        return
    texts = {block.id: block for block in brief.blocks}
    whole = canonical_text(brief.blocks)
    assert passage.edition == brief.edition
    for target in passage.targets:
        block = texts[target.block]
        assert block.text[target.start : target.end] == target.quote == target.quote.strip() != ""
        assert target.number == block.number
        assert target.prefix + target.quote + target.suffix in whole
        assert len(target.prefix) <= anchoring.CONTEXT >= len(target.suffix)
        start = sum(len(it.text) + 1 for it in brief.blocks[: int(target.block[1:]) - 1]) + target.start
        before, behind = start - len(target.prefix), start + len(target.quote) + len(target.suffix)
        for context, edge in ((target.prefix, before), (target.suffix, behind)):
            at_a_word = not 0 < edge < len(whole) or whole[edge - 1].isspace() or whole[edge].isspace()
            assert at_a_word or not any(sign.isspace() for sign in context)


# --- find_quote ---


def test_a_quote_is_found_whatever_its_spaces_quotation_marks_and_dashes() -> None:
    brief = brief_of("Nothing here.", "He said: “Europe’s allies – all\u00a0of them – pay.”")
    passage = anchoring.find_quote(brief, ' "Europe\'s  allies -- all of\nthem — pay." ')
    assert passage.quote == "“Europe’s allies – all\u00a0of them – pay.”"
    assert passage.targets[0].block == "b2"


def test_a_quote_may_run_over_blocks_and_over_empty_ones() -> None:
    brief = brief_of("One. Two.", "", "Three. Four.")
    passage = anchoring.find_quote(brief, "Two. Three.")
    assert where(note_on(passage)) == [("b1", 5, 9), ("b3", 0, 6)]


def test_the_first_of_several_is_found() -> None:
    assert where(quoted(brief_of("a pact, a pact"), "a pact")) == [("b1", 0, 6)]


@pytest.mark.parametrize("quote", ["", "  ", "not in it", "x" * 200])
def test_a_quote_that_is_not_there_is_refused_in_few_words(quote: str) -> None:
    with pytest.raises(NotFound) as refused:
        anchoring.find_quote(brief_of("One two."), quote)
    assert len(str(refused.value)) < 150


@given(briefs_and_ranges())
def test_words_of_a_brief_are_found_in_it(given_: tuple[Brief, list[tuple[str, int, int]]]) -> None:
    brief, ranges = given_
    whole = canonical_text(brief.blocks)
    quote = whole[abs(ranges[0][1]) : abs(ranges[0][1]) + 20].strip()
    assume(quote)
    found = anchoring.find_quote(brief, quote)
    assert "".join(found.quote.split()) == "".join(quote.split())


@given(st.text(max_size=40))
def test_no_quote_is_taken_for_a_pattern(quote: str) -> None:
    words = quote.strip()
    assume(words)
    brief = brief_of("Before", f"so {words} it is")
    assert "".join(anchoring.find_quote(brief, words).quote.split()) == "".join(words.split())


# --- resolve ---


@given(briefs_and_ranges())
def test_in_its_own_edition_a_passage_is_exact_and_unchanged(given_: tuple[Brief, list[tuple[str, int, int]]]) -> None:
    brief, ranges = given_
    try:
        note = marked(brief, *ranges)
    except NotFound:
        return
    assert anchoring.resolve(replace(note, state=State.LOST), brief) == note


DISTINCT = st.lists(st.integers(0, 10**6), min_size=3, max_size=9, unique=True)


def paragraph(seed: int) -> str:
    return f"Point {seed} says that ally{seed} will pay {seed} million, and that rival{seed} will not."


@given(DISTINCT, st.data())
def test_words_whose_surroundings_changed_are_moved_with_the_same_quote(seeds: list[int], data: st.DataObject) -> None:
    texts = [paragraph(seed) for seed in seeds]
    brief = brief_of(*texts)
    first = data.draw(st.integers(0, len(texts) - 1))
    last = data.draw(st.integers(first, min(first + 2, len(texts) - 1)))
    start = data.draw(st.integers(0, len(texts[first]) - 2))
    end = data.draw(st.integers(start + 1 if first == last else 1, len(texts[last])))
    ranges = [(f"b{at + 1}", start if at == first else 0, end if at == last else 999) for at in range(first, last + 1)]
    assume("".join(texts[first][start : end if first == last else None].split()))
    note = marked(brief, *ranges)
    before = data.draw(st.lists(st.sampled_from(["New words.", "", "Other new words stand here."]), max_size=3))
    kept = data.draw(st.integers(0, first))
    other = brief_of(*before, *texts[kept : last + 1], "An end.", *before)
    assume(other.edition != brief.edition)
    found = anchoring.resolve(note, other, lambda _: brief)
    assert found.state is State.MOVED
    assert found.passage.quote == note.passage.quote
    assert found.passage.edition == other.edition
    shift = len(before) - kept
    assert where(found) == [(f"b{int(block[1:]) + shift}", a, b) for block, a, b in where(note)]
    assert found.was == note.passage
    assert replace(found, passage=note.passage, state=note.state, was=None) == note


@given(DISTINCT, st.data())
def test_a_deleted_paragraph_leaves_its_note_lost_as_it_was(seeds: list[int], data: st.DataObject) -> None:
    texts = [paragraph(seed) for seed in seeds]
    gone = data.draw(st.integers(0, len(texts) - 1))
    note = marked(brief_of(*texts), (f"b{gone + 1}", 0, 999))
    found = anchoring.resolve(note, brief_of(*texts[:gone], *texts[gone + 1 :]))
    assert found == replace(note, state=State.LOST, was=note.passage)


def test_words_that_stand_twice_go_where_their_neighbours_are() -> None:
    brief = brief_of("In the east the allies will pay.", "In the long run, however, the allies will pay.")
    note = marked(brief, ("b2", 26, 46))
    assert note.passage.quote == "the allies will pay."
    other = brief_of("A new start.", *(block.text for block in brief.blocks), "And in the west the allies will pay.")
    assert where(anchoring.resolve(note, other)) == [("b3", 26, 46)]


def test_words_that_stand_twice_without_their_neighbours_are_lost() -> None:
    note = quoted(brief_of("Only here the allies will pay."), "the allies will pay.")
    other = brief_of("East: the allies will pay.", "West: the allies will pay.")
    assert anchoring.resolve(note, other).state is State.LOST


def test_words_that_stand_twice_with_a_little_of_their_neighbours_are_lost() -> None:
    note = quoted(brief_of("We expect that in the east the allies will pay."), "the allies will pay.")
    other = brief_of("To the east the allies will pay.", "West: the allies will pay.")
    assert anchoring.resolve(note, other).state is State.LOST


def test_words_that_stand_twice_between_the_same_neighbours_are_lost() -> None:
    boilerplate = ["This is said at every end of a section of this brief.", "See the annex."]
    note = marked(brief_of(*boilerplate, "End."), ("b2", 0, 14))
    assert anchoring.resolve(note, brief_of(*boilerplate, *boilerplate)).state is State.LOST


def test_one_word_is_not_enough_to_be_known_again() -> None:
    note = quoted(brief_of("For years NATO had no answer."), "NATO")
    assert anchoring.resolve(note, brief_of("Critics of NATO disagree.")).state is State.LOST


def test_a_short_block_is_known_again_as_a_block() -> None:
    note = quoted(brief_of("Before it.", "Outlook", "Behind it."), "Outlook")
    assert where(anchoring.resolve(note, brief_of("New.", "Newer.", "Outlook", "Newest."))) == [("b3", 0, 7)]
    assert anchoring.resolve(note, brief_of("New.", "Outlook for now", "Newest.")).state is State.LOST
    inside = quoted(brief_of("The Outlook is grim."), "Outlook")
    assert anchoring.resolve(inside, brief_of("New.", "Outlook", "Newest.")).state is State.LOST
    at_the_start = quoted(brief_of("Before it.", "Outlook is grim."), "Outlook")
    assert anchoring.resolve(at_the_start, brief_of("New.", "Outlook", "Newest.")).state is State.LOST


@pytest.mark.parametrize(
    ("quote", "other"),
    [
        ("2", "They will pay 2.5 million, in all."),
        ("2", "They will pay 2,000 million, in all."),
        ("pay", "They will repay 2 million, in all."),
    ],
)
def test_a_part_of_another_word_or_number_is_not_the_quote(quote: str, other: str) -> None:
    note = quoted(brief_of("They will pay 2 million, in all."), quote)
    assert anchoring.resolve(note, brief_of(other)).state is State.LOST


@pytest.mark.parametrize("other", ["They will pay 92 million, in all.", "They will pay 1.2 million, in all."])
def test_another_number_between_the_same_words_is_a_change(other: str) -> None:
    found = anchoring.resolve(quoted(brief_of("They will pay 2 million, in all."), "2 million"), brief_of(other))
    assert (found.state, found.reason) == (State.CHANGED, "a number")
    assert found.passage.quote == other.removeprefix("They will pay ").removesuffix(", in all.")


def test_a_stop_behind_a_number_is_no_part_of_it() -> None:
    note = quoted(brief_of("They pay 2. Then they pay more, in all."), "2")
    other = brief_of("New.", "They pay 2. Then they pay more, in all.", "New.")
    assert anchoring.resolve(note, other).state is State.MOVED


def test_a_mark_that_begins_inside_a_word_is_found_there_again() -> None:
    note = marked(brief_of("A rearmament of all the allies."), ("b1", 4, 12))
    assert note.passage.quote == "armament"
    assert anchoring.resolve(note, brief_of("New.", "A rearmament of all the allies.")).state is State.MOVED


def test_a_passage_over_blocks_is_found_where_they_still_follow_each_other() -> None:
    texts = ["One has one end.", "Two is whole.", "Three has one start."]
    note = marked(brief_of(*texts), ("b1", 8, 99), ("b2", 0, 99), ("b3", 0, 5))
    moved = anchoring.resolve(note, brief_of("New.", *texts[:2], "", texts[2]))
    assert where(moved) == [("b2", 8, 16), ("b3", 0, 13), ("b5", 0, 5)]
    assert moved.passage.quote == note.passage.quote
    inserted = anchoring.resolve(note, brief_of(*texts[:2], "New.", texts[2]))
    assert (inserted.state, inserted.reason) == (State.CHANGED, "the wording")
    assert inserted.passage.quote == "one end.\nTwo is whole.\nNew.\nThree"
    for parted in (texts[:2], [texts[1], texts[0], texts[2]]):
        assert anchoring.resolve(note, brief_of(*parted)).state is not State.MOVED


@pytest.mark.parametrize("parts", [("One. Two.",), ("One.", "Two."), ("One.", "", "Two.")])
@pytest.mark.parametrize("others", [("One. Two.",), ("One.", "Two."), ("One.", " ", "Two.")])
def test_paragraphs_may_be_split_and_joined(parts: tuple[str, ...], others: tuple[str, ...]) -> None:
    old, new = brief_of("Before it.", *parts), brief_of("New before it.", *others)
    note = marked(old, *((block.id, 0, 99) for block in old.blocks[1:]))
    found = anchoring.resolve(note, new, lambda _: old)
    assert found.state is State.MOVED
    assert found.passage.quote == "\n".join(other for other in others if other.strip())


def test_lines_may_become_paragraphs() -> None:
    note = marked(brief_of("a long\nrow of cells"), ("b1", 0, 99))
    found = anchoring.resolve(note, brief_of("New.", "a long", "row of cells"))
    assert (found.state, found.passage.quote) == (State.MOVED, "a long\nrow of cells")


def test_the_same_text_in_other_blocks_is_searched_anew() -> None:
    one = brief_of("Head", "An account of what the allies pay.")
    note = quoted(one, "what the allies pay")
    other = replace(one, blocks=(one.blocks[0], replace(one.blocks[1], id="b9")))
    assert other.edition == one.edition
    found = anchoring.resolve(note, other)
    assert (found.state, found.passage.targets[0].block) == (State.MOVED, "b9")


@pytest.mark.parametrize("targets", [(), (Target("b1", 1, 0, 0, ""),)])
def test_a_passage_without_words_is_lost_and_kept(targets: tuple[Target, ...]) -> None:
    note = note_on(Passage("elsewhere", targets))
    assert anchoring.resolve(note, brief_of("One.")) == replace(note, state=State.LOST, was=note.passage)


def test_nothing_is_found_in_an_empty_brief() -> None:
    note = quoted(brief_of("One two three four."), "One two three four.")
    assert anchoring.resolve(note, brief_of()).state is State.LOST
    with pytest.raises(NotFound):
        anchoring.find_quote(brief_of(), "One")


@settings(max_examples=30)
@given(st.lists(briefs_and_ranges(), min_size=1, max_size=4), BRIEFS)
def test_many_are_resolved_as_one_is_and_none_is_dropped(
    marks: list[tuple[Brief, list[tuple[str, int, int]]]], other: Brief
) -> None:
    notes = []
    for brief, ranges in marks:
        try:
            notes.append(marked(brief, *ranges))
        except NotFound:
            continue
    resolved = anchoring.resolve_all(notes, other)
    assert resolved == tuple(anchoring.resolve(note, other) for note in notes)
    for note, found in zip(notes, resolved, strict=True):
        assert found.passage.quote == note.passage.quote


# --- settled ---

OLD = brief_of("Before it.", "The allies agreed to pay for their own ports in full.", "Behind it all.")
NEW = brief_of("Before it.", "The allies agreed to pay 12 million for their own ports.", "Behind it all.")


def having(*briefs: Brief) -> anchoring.Editions:
    return {brief.edition: brief for brief in briefs}.get


def test_what_was_accepted_is_exact_from_then_on() -> None:
    note = quoted(OLD, "agreed to pay for their own ports")
    found = anchoring.resolve(note, NEW, having(OLD))
    assert (found.state, found.reason) == (State.CHANGED, "a number")
    kept = anchoring.accept(note, NEW, having(OLD))
    assert kept == replace(note, settled=(found.passage,))
    assert anchoring.resolve(kept, NEW) == replace(kept, passage=found.passage)
    assert anchoring.resolve(kept, OLD) == kept
    assert anchoring.accept(kept, NEW) == kept


def test_what_was_detached_is_lost_there_and_nowhere_else() -> None:
    note = quoted(OLD, "agreed to pay for their own ports")
    apart = anchoring.detach(note, NEW)
    assert anchoring.resolve(apart, NEW, having(OLD)) == replace(apart, state=State.LOST)
    assert anchoring.resolve(apart, OLD) == apart
    assert anchoring.resolve(anchoring.detach(note, OLD), OLD).state is State.LOST
    with pytest.raises(NotFound, match="select the passage"):
        anchoring.accept(apart, NEW)


def test_a_note_is_attached_to_what_the_user_selects() -> None:
    note = quoted(OLD, "agreed to pay for their own ports")
    there = anchoring.reattach(anchoring.detach(note, NEW), NEW, [("b3", 0, 9)])
    assert [it.quote for it in there.settled] == ["Behind it"]
    assert anchoring.resolve(there, NEW).state is State.EXACT
    here = anchoring.reattach(anchoring.detach(there, OLD), OLD, [("b1", 0, 6)])
    assert (here.passage.quote, [it.edition for it in here.settled]) == ("Before", [NEW.edition])
    with pytest.raises(NotFound):
        anchoring.reattach(note, NEW, [("b3", 4, 4)])


def test_the_last_passage_that_was_settled_is_sought_from_then_on() -> None:
    note = anchoring.accept(quoted(OLD, "agreed to pay for their own ports"), NEW, having(OLD))
    third = brief_of("A third start.", *(block.text for block in NEW.blocks))
    found = anchoring.resolve(anchoring.detach(note, third), brief_of("Later.", *(it.text for it in NEW.blocks)))
    assert (found.state, found.was) == (State.MOVED, note.settled[0])


def test_an_importer_that_cuts_blocks_anew_does_not_detach_a_note() -> None:
    note = quoted(OLD, "agreed to pay for their own ports")
    again = replace(OLD, blocks=tuple(replace(block, id=f"x{block.id}") for block in OLD.blocks))
    kept = anchoring.accept(note, again)
    assert (kept.passage.targets[0].block, kept.settled) == ("xb2", ())


def test_an_edition_that_is_not_at_hand_is_asked_for_once() -> None:
    asked = []

    def edition(name: str) -> None:
        asked.append(name)

    note = quoted(OLD, "agreed to pay for their own ports")
    for other in (brief_of("One."), brief_of("Two.")):
        anchoring.find_quote(other, other.blocks[0].text)  # no edition is kept laid out for long
    anchoring.resolve_all([note, note], NEW, edition)
    assert asked == [OLD.edition]
