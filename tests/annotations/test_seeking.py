"""Passages in edited editions: never called the same where they are not, never taken for a neighbour."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.annotations import anchoring
from briefreader.annotations.anchoring import Editions
from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from tests.annotations.edits import EDITS, Corpus, corpus, stands_at


def brief_of(*texts: str) -> Brief:
    blocks = (Block(f"b{at}", BlockKind.PARAGRAPH, text, number=at) for at, text in enumerate(texts, 1))
    return Brief("brief", Metadata("A brief"), tuple(blocks))


def quoted(brief: Brief, words: str) -> Annotation:
    return Annotation("n1", "brief", anchoring.find_quote(brief, words), Colour.RED)


def notes_of(made: Corpus) -> list[Annotation]:
    return [
        Annotation(f"n{at}", "brief", anchoring.describe(made.old, case.ranges), Colour.BLUE)
        for at, case in enumerate(made.cases)
    ]


def having(*briefs: Brief) -> Editions:
    return {brief.edition: brief for brief in briefs}.get


def found(old: Brief, words: str, new: Brief) -> Annotation:
    """The passage in the new edition, with the old one at hand; without it, it is never more."""
    note = quoted(old, words)
    with_it = anchoring.resolve(note, new, having(old))
    without = anchoring.resolve(note, new)
    assert without.state in (with_it.state, State.CHANGED, State.LOST)
    return with_it


# --- the corpus ---


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_no_edit_makes_a_passage_pass_for_what_it_is_not(seed: int) -> None:
    made = corpus(seed, paragraphs=40, cases=80)
    notes = notes_of(made)
    resolved = anchoring.resolve_all(notes, made.new, having(made.old))
    assert [one.id for one in resolved] == [note.id for note in notes]
    assert resolved == anchoring.resolve_all(notes, made.new, having(made.old))
    assert anchoring.resolve_all(notes, made.old) == tuple(notes)
    for case, note, one in zip(made.cases, notes, resolved, strict=True):
        assert one.state is not State.EXACT
        assert one.was == note.passage
        assert bool(one.reason) == (one.state is State.CHANGED)
        if one.state is State.LOST:
            assert one.passage == note.passage
            continue
        assert one.passage.edition == made.new.edition
        texts = {block.id: block.text for block in made.new.blocks}
        assert all(texts[it.block][it.start : it.end] == it.quote.strip() != "" for it in one.passage.targets)
        if one.state is State.MOVED:
            assert case.state is State.MOVED, (case, note.passage.quote, one.passage.quote)
            assert stands_at(made.new, case, one), (case, note.passage.quote, one.passage.quote)


def test_nearly_every_passage_that_moved_is_found_and_what_was_deleted_is_lost() -> None:
    tally: Counter[tuple[State, State]] = Counter()
    edits: set[str] = set()
    for seed in range(6):
        made = corpus(seed, cases=150)
        resolved = anchoring.resolve_all(notes_of(made), made.new, having(made.old))
        tally.update((case.state, one.state) for case, one in zip(made.cases, resolved, strict=True) if not case.faint)
        edits.update(*(case.edits for case in made.cases))
    assert edits == {edit.__name__ for edit in EDITS} - {"insert_paragraph"}
    for state, least in ((State.MOVED, 0.98), (State.CHANGED, 0.95), (State.LOST, 0.95)):
        known = sum(count for (truth, _), count in tally.items() if truth is state)
        assert tally[state, state] >= least * known > 0, tally


# --- never less than changed ---

BEFORE = "The ministers met in the autumn and went through the whole of the file."
BEHIND = "Nothing else was on the agenda of that long day by the sea."


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "The budget shall be approved by the council.",
            "The budget shall not be approved by the council.",
            "a negation",
        ),
        ("The fund has 12 million euros for ports.", "The fund has 92 million euros for ports.", "a number"),
        ("The talks begin on 3 March in the capital.", "The talks begin on 5 March in the capital.", "a date"),
        ("The ports of Poland are to be rebuilt soon.", "The ports of Latvia are to be rebuilt soon.", "a name"),
        ("The allies shall pay for their own ports.", "The allies may pay for their own ports.", "an obligation"),
        ("It is likely that the allies agree on this.", "It is unlikely that the allies agree on this.", "a negation"),
        (
            "The costly plan was seen by all the allies.",
            "The expensive plan was seen by all the allies.",
            "the wording",
        ),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_changed_words_are_changed_however_alike(old: str, new: str, reason: str, elsewhere: bool) -> None:
    old, new = (f"{words[:-1]}, as was put to the press in so many words that very night." for words in (old, new))
    texts = ["A new start of the text.", BEHIND, new] if elsewhere else [BEFORE, new, BEHIND]
    one = found(brief_of(BEFORE, old, BEHIND), old, brief_of(*texts))
    assert (one.state, one.reason, one.passage.quote) == (State.CHANGED, reason, new)


def test_the_same_words_in_a_sentence_that_was_turned_are_changed() -> None:
    old = brief_of(BEFORE, "The budget shall be approved by the council in May.", BEHIND)
    new = brief_of(BEFORE, "The budget shall not be approved by the council in May.", BEHIND)
    one = found(old, "be approved by the council", new)
    assert (one.state, one.reason, one.passage.quote) == (State.CHANGED, "a negation", "be approved by the council")


def test_the_same_words_in_a_sentence_that_was_reworded_are_moved() -> None:
    old = brief_of(BEFORE, "In the end the budget shall be approved by the council in May.", BEHIND)
    new = brief_of(BEFORE, "At long last the budget shall be approved by the council in May.", BEHIND)
    assert found(old, "budget shall be approved by the council", new).state is State.MOVED


def test_a_sentence_that_was_deleted_is_not_its_neighbour() -> None:
    family = [f"{name} will pay {at} million euros for its ports by the end of 2030." for at, name in enumerate(
        ("Poland", "Latvia", "Estonia", "Malta"), start=7
    )]  # fmt: skip
    old = brief_of(BEFORE, " ".join(family), BEHIND)
    for at, gone in enumerate(family):
        new = brief_of(BEFORE, " ".join(family[:at] + family[at + 1 :]), BEHIND)
        assert found(old, gone, new).state is State.LOST


def test_of_two_twins_the_one_that_is_left_is_not_the_one_that_went() -> None:
    twin = "The details are set out in the annex to this brief, in full."
    old = brief_of(BEFORE, twin, BEHIND, "Quite another part of the text begins here.", twin, "And it ends here.")
    without_first = brief_of(*(block.text for block in (*old.blocks[:1], *old.blocks[2:])))
    first = quoted(old, twin)
    assert anchoring.resolve(first, without_first, having(old)).state is State.LOST
    second = Annotation("n2", "brief", anchoring.describe(old, [("b5", 0, 99)]), Colour.RED)
    kept = anchoring.resolve(second, without_first, having(old))
    assert (kept.state, kept.passage.targets[0].block) == (State.MOVED, "b4")


def test_a_twin_among_strangers_is_nobodys() -> None:
    twin = "The details are set out in the annex to this brief."
    old = brief_of(BEFORE, twin, BEHIND, "Quite another part begins.", twin, "And there it ends at last.")
    assert found(old, twin, brief_of("A new start of it.", twin, "A new end of it.")).state is State.LOST


def test_a_sentence_that_was_copied_and_edited_where_it_was_is_changed() -> None:
    words = "The common budget of the union shall be raised in every year from now on."
    old = brief_of(BEFORE, words, BEHIND)
    new = brief_of(BEFORE, words.replace("shall", "may"), BEHIND, "Quite another part begins.", words, "An end.")
    one = found(old, words, new)
    assert (one.state, one.reason, one.passage.targets[0].block) == (State.CHANGED, "an obligation", "b2")
    beside = brief_of("New.", words.replace("shall be raised", "may be cut"), BEHIND, "Another part.", words, "An end.")
    assert found(old, words, beside).state in (State.CHANGED, State.LOST)


@pytest.mark.parametrize(("words", "others"), [("two millions", "ten millions"), ("12 million", "92 million")])
def test_a_short_quote_that_changed_needs_both_its_neighbours(words: str, others: str) -> None:
    text = "The ministers met in the autumn and spoke of {} for the ports of all the allies in the north."
    old, near = brief_of(text.format(words)), brief_of(text.format(others))
    assert found(old, words, near).state is State.CHANGED
    far = brief_of(text.format(others).replace(" for the", " or so for the"))
    assert found(old, words, far).state is State.LOST


def test_twins_side_by_side_are_not_told_apart() -> None:
    twin = "The details are set out in the annex to this brief."
    one = found(brief_of(BEFORE, twin, BEHIND), twin, brief_of(BEFORE, f"{twin} {twin}", "Another end of the text."))
    assert one.state is State.LOST


def test_words_without_their_neighbours_and_without_their_edition_are_only_likely() -> None:
    words = "This sentence of more than eight words went to quite another place."
    note = quoted(brief_of(BEFORE, words, BEHIND), words)
    one = anchoring.resolve(note, brief_of("A new start.", words, "A new end."))
    assert (one.state, one.reason, one.passage.quote) == (State.CHANGED, "the text around it", words)


@pytest.mark.parametrize("words", ["NATO", "the budget"])
def test_a_word_or_two_are_not_guessed(words: str) -> None:
    old = brief_of(f"For years {words} had no answer to that question at all.")
    new = brief_of(f"Critics of {words} do not agree with what was said.", "More text.", f"They left {words} alone.")
    assert found(old, words, new).state is State.LOST


def test_a_single_word_that_is_the_whole_brief_is_not_guessed() -> None:
    assert (
        anchoring.resolve(quoted(brief_of("NATO"), "NATO"), brief_of("Critics of NATO disagree.")).state is State.LOST
    )


def test_a_word_that_stands_very_often_is_found_by_its_neighbours() -> None:
    text = " ".join(f"the {at}th ally and the {at}th rival;" for at in range(60))
    old = brief_of(text, "Of all of them only the last one paid what was due.", BEHIND)
    new = brief_of("New.", *(block.text for block in old.blocks))
    note = Annotation("n1", "brief", anchoring.describe(old, [("b2", 20, 23)]), Colour.RED)
    assert note.passage.quote == "the"
    one = anchoring.resolve(note, new, having(old))
    assert (one.state, one.passage.targets[0].block, one.passage.targets[0].start) == (State.MOVED, "b3", 20)


# --- blocks ---


def test_a_paragraph_that_is_broken_within_a_sentence_is_the_same() -> None:
    old = brief_of(BEFORE, "The allies agreed to pay for their own ports in the long run.", BEHIND)
    new = brief_of(BEFORE, "The allies agreed to pay for", "their own ports in the long run.", BEHIND)
    one = found(old, "agreed to pay for their own ports", new)
    assert (one.state, one.passage.quote) == (State.MOVED, "agreed to pay for\ntheir own ports")
    back = found(new, "agreed to pay for their own ports", old)
    assert (back.state, back.passage.quote) == (State.MOVED, "agreed to pay for their own ports")


def test_a_passage_over_blocks_that_changed_places_is_changed_and_has_both() -> None:
    one, two = "The allies agreed to pay for their own ports.", "The rivals declined to say what they would do."
    old = brief_of(BEFORE, one, two, BEHIND)
    note = Annotation("n1", "brief", anchoring.describe(old, [("b2", 0, 99), ("b3", 0, 99)]), Colour.RED)
    found_ = anchoring.resolve(note, brief_of(BEFORE, two, one, BEHIND), having(old))
    assert (found_.state, found_.passage.quote) == (State.CHANGED, f"{two}\n{one}")


def test_a_passage_with_a_gap_is_found_with_its_gap() -> None:
    one, two = "The allies agreed to pay for their own ports.", "The rivals declined to say what they would do."
    old = brief_of(BEFORE, one, "A table stands here.", two, BEHIND)
    note = Annotation("n1", "brief", anchoring.describe(old, [("b2", 0, 99), ("b4", 0, 99)]), Colour.RED)
    moved = anchoring.resolve(note, brief_of("New.", *(block.text for block in old.blocks)), having(old))
    assert (moved.state, [it.block for it in moved.passage.targets]) == (State.MOVED, ["b3", "b5"])
    half = anchoring.resolve(note, brief_of(BEFORE, "A table stands here.", two, BEHIND), having(old))
    assert (half.state, half.passage.quote) == (State.CHANGED, two)
    less = anchoring.resolve(note, brief_of(BEFORE, one, "A table stands here.", BEHIND), having(old))
    assert less.state is State.LOST
    gone = anchoring.resolve(note, brief_of(BEFORE, "A table stands here.", BEHIND), having(old))
    assert gone.state is State.LOST


def test_words_set_in_other_type_are_moved_and_quoted_as_they_stand() -> None:
    old = brief_of(BEFORE, 'The "allies" agreed to pay for the office -- at last.', BEHIND)
    new = brief_of(BEFORE, "The “al\u00adlies”  agreed to pay for the ofﬁce — at last.", BEHIND)
    one = found(old, '"allies" agreed to pay for the office', new)
    assert (one.state, one.passage.quote) == (State.MOVED, "“al\u00adlies”  agreed to pay for the ofﬁce")


def test_a_mark_inside_a_ligature_is_found_by_its_neighbours() -> None:
    old = brief_of(BEFORE, "The allies agreed to pay for the ofﬁce in the end.", BEHIND)
    new = brief_of(BEFORE, "The allies agreed to pay for the office in the end.", BEHIND)
    note = Annotation("n1", "brief", anchoring.describe(old, [("b2", 0, 36)]), Colour.RED)
    assert note.passage.quote.endswith("ofﬁ")
    assert anchoring.resolve(note, new, having(old)).passage.quote.endswith("offi")
