"""Merging: the same result twice, in any order, from any side, and never at the cost of the user's own notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from briefreader.annotations import exchange
from briefreader.annotations.merging import Outcome, Plan, in_words, plan
from briefreader.annotations.model import Annotation, version_of
from briefreader.annotations.records import Incoming
from tests.annotations.passing import EDITION, note

BASE = "c" * 32


class Shelf:
    """A library, as far as a merge has to do with it."""

    def __init__(self, *rows: Annotation) -> None:
        self.rows = {row.id: row for row in rows}
        self.ancestors: dict[str, set[str]] = {}
        self.purged: set[str] = set()

    def edit(self, id: str, **more: Any) -> None:
        self.ancestors.setdefault(id, set()).add(version_of(self.rows[id]))
        self.rows[id] = replace(self.rows[id], **more)

    def plan(self, incoming: Sequence[Incoming]) -> Plan:
        return plan(self.rows.values(), self.ancestors, self.purged, incoming, EDITION.id)

    def receive(self, incoming: Iterable[Incoming]) -> Plan:
        made = self.plan(list(incoming))
        for change in made.changes:
            if change.before:
                assert not change.before.mine
                assert self.rows.pop(change.before.id) == change.before
        for change in made.changes:
            if change.after:
                assert change.after.id not in self.rows
                assert not change.after.mine
                self.rows[change.after.id] = change.after
                self.ancestors[change.after.id] = set(change.ancestors)
        return made

    def merge(self, other: Shelf) -> Plan | None:
        incoming = other.sent()
        return self.receive(incoming) if incoming else None

    def sent(self) -> tuple[Incoming, ...]:
        """What another shelf reads in a file with everything that is here."""
        content = exchange.write(EDITION, list(self.rows.values()), self.ancestors, {})
        return exchange.read(content).records if '"total": 0' not in content else ()

    def said(self) -> dict[str, str]:
        return {id: version_of(row) for id, row in self.rows.items()}


def coming(it: Annotation, *ancestors: Annotation, dated: bool = False) -> Incoming:
    it = replace(it, mine=False, brief="")
    return Incoming(it, frozenset(map(version_of, ancestors)), dated)


def outcome(made: Plan) -> Outcome:
    [item] = made.items
    return item.outcome


FIRST = note(BASE, note="First.")
SECOND = replace(FIRST, note="Second.", modified="2026-01-14T10:00:00.000000Z")
THIRD = replace(FIRST, note="Third.", modified="2026-01-15T10:00:00.000000Z")


# One note


def test_a_new_note_is_added_as_a_colleague_s() -> None:
    shelf = Shelf()
    made = shelf.receive([coming(FIRST)])
    assert outcome(made) is Outcome.ADDED
    assert shelf.rows == {BASE: replace(FIRST, mine=False)}
    assert (made.count(Outcome.ADDED), made.authors) == (1, {"C. Reader": 1})
    assert made.items[0].annotation.brief == EDITION.id


def test_the_user_s_own_note_that_comes_back_is_already_here() -> None:
    for held in (FIRST, SECOND):
        shelf = Shelf(FIRST)
        if held is SECOND:
            shelf.edit(BASE, note=SECOND.note, modified=SECOND.modified)
        made = shelf.receive([coming(FIRST)])
        assert outcome(made) is Outcome.SAME
        assert made.changes == ()


def test_a_newer_version_takes_the_place_of_a_colleague_s_older_one() -> None:
    shelf = Shelf()
    shelf.receive([coming(FIRST)])
    assert outcome(shelf.receive([coming(SECOND, FIRST)])) is Outcome.NEWER
    assert shelf.rows[BASE].note == "Second."
    assert outcome(shelf.receive([coming(FIRST)])) is Outcome.SAME
    assert shelf.rows[BASE].note == "Second."
    assert len(shelf.rows) == 1


def test_of_two_versions_in_one_file_the_newer_comes_in() -> None:
    shelf = Shelf()
    made = shelf.receive([coming(FIRST), coming(SECOND, FIRST), coming(SECOND, FIRST)])
    assert [item.outcome for item in made.items] == [Outcome.SAME, Outcome.ADDED, Outcome.SAME]
    assert shelf.rows[BASE].note == "Second."


def test_a_note_edited_on_both_sides_is_kept_as_both() -> None:
    shelf = Shelf(SECOND)
    shelf.ancestors[BASE] = {version_of(FIRST)}
    made = shelf.receive([coming(THIRD, FIRST)])
    assert outcome(made) is Outcome.BOTH
    other = f"{BASE}~{version_of(THIRD)}"
    assert shelf.rows == {BASE: SECOND, other: replace(THIRD, id=other, variant=BASE, mine=False)}


def test_even_a_newer_version_of_the_user_s_own_note_stands_beside_it() -> None:
    shelf = Shelf(FIRST)
    assert outcome(shelf.receive([coming(SECOND, FIRST)])) is Outcome.BOTH
    assert shelf.rows[BASE] == FIRST
    # And what stands beside it gives way to what is newer still.
    assert outcome(shelf.receive([coming(THIRD, FIRST, SECOND)])) is Outcome.BOTH
    assert [row.note for row in shelf.rows.values()] == ["First.", "Third."]


def test_two_versions_of_colleagues_stand_side_by_side_whichever_came_first() -> None:
    results = []
    for some in permutations([coming(SECOND, FIRST), coming(THIRD, FIRST)]):
        shelf = Shelf()
        kinds = [outcome(shelf.receive([one])) for one in some]
        assert kinds == [Outcome.ADDED, Outcome.BOTH]
        assert len(shelf.rows) == 2
        results.append(shelf.rows)
    assert results[0] == results[1]
    both = Shelf().receive([coming(SECOND, FIRST), coming(THIRD, FIRST)])
    assert sorted(item.outcome for item in both.items) == [Outcome.BOTH, Outcome.ADDED]


def test_what_the_user_knows_better_stays_with_a_version_that_changes_its_id() -> None:
    one, other = sorted((SECOND, THIRD), key=version_of)
    shelf = Shelf()
    shelf.receive([coming(other, FIRST)])
    shelf.rows[BASE] = replace(shelf.rows[BASE], private=True)
    shelf.receive([coming(one, FIRST)])
    assert [(row.note, row.private) for row in shelf.rows.values()] == [(one.note, False), (other.note, True)]


def test_a_note_in_the_bin_stays_there() -> None:
    for mine in (True, False):
        shelf = Shelf(replace(FIRST, deleted="2026-01-20T00:00:00Z", mine=mine))
        made = shelf.receive([coming(FIRST), coming(SECOND, FIRST)])
        assert {item.outcome for item in made.items} == {Outcome.DELETED}
        assert made.changes == ()


def test_a_version_beside_the_user_s_own_that_was_deleted_stays_away_and_a_newer_one_comes() -> None:
    for purged in (True, False):
        shelf = Shelf(FIRST)
        shelf.receive([coming(SECOND, FIRST)])
        other = f"{BASE}~{version_of(SECOND)}"
        if purged:
            del shelf.rows[other]
            shelf.purged.add(other)
        else:
            shelf.rows[other] = replace(shelf.rows[other], deleted="2026-01-20T00:00:00Z")
        assert outcome(shelf.receive([coming(SECOND, FIRST)])) is Outcome.DELETED
        assert outcome(shelf.receive([coming(THIRD, FIRST, SECOND)])) is Outcome.BOTH


def test_what_was_deleted_for_good_stays_away() -> None:
    shelf = Shelf()
    shelf.purged.add(BASE)
    made = shelf.receive([coming(FIRST)])
    assert outcome(made) is Outcome.DELETED
    assert shelf.rows == {}


def test_a_note_that_is_here_on_another_brief_stays_on_it() -> None:
    shelf = Shelf(replace(FIRST, brief="another", mine=False))
    made = shelf.receive([coming(SECOND, FIRST)])
    assert outcome(made) is Outcome.NEWER
    assert shelf.rows[BASE].brief == "another"


def test_a_colleague_s_note_that_was_put_back_can_be_brought_up_to_date_again() -> None:
    shelf = Shelf(replace(FIRST, mine=False))
    shelf.ancestors[BASE] = {version_of(FIRST)}
    assert outcome(shelf.receive([coming(SECOND, FIRST)])) is Outcome.NEWER


def test_versions_that_are_each_older_than_the_other_are_not_lost() -> None:
    shelf = Shelf()
    shelf.receive([coming(SECOND, THIRD), coming(THIRD, SECOND)])
    assert [row.note for row in shelf.rows.values()] == ["Third."]
    assert shelf.merge(shelf) is not None
    assert [row.note for row in shelf.rows.values()] == ["Third."]


def test_what_a_merge_will_do_is_said_in_sentences() -> None:
    shelf = Shelf(FIRST, note("d" * 32, deleted="2026-01-20T00:00:00Z"))
    some = [note("d" * 32), FIRST, SECOND, note("1" * 32), note("2" * 32)]
    assert in_words(shelf.plan(list(map(coming, some))), refused=1) == (
        "2 notes are new.",
        "1 note was changed on both sides: both versions are kept, side by side.",
        "1 note is here already.",
        "1 note was deleted by you, and stays deleted.",
        "1 record cannot be read and is left out.",
    )
    assert in_words(shelf.plan([])) == ()


# Without ancestors


def test_a_record_without_versions_is_newer_by_its_time() -> None:
    shelf = Shelf()
    assert outcome(shelf.receive([coming(SECOND, dated=True)])) is Outcome.ADDED
    assert outcome(shelf.receive([coming(FIRST, dated=True)])) is Outcome.SAME
    assert outcome(shelf.receive([coming(SECOND, dated=True)])) is Outcome.SAME
    assert outcome(shelf.receive([coming(THIRD, dated=True)])) is Outcome.NEWER
    assert [row.note for row in shelf.rows.values()] == ["Third."]


def test_time_says_nothing_between_two_people() -> None:
    shelf = Shelf()
    shelf.receive([coming(FIRST, dated=True)])
    assert outcome(shelf.receive([coming(replace(SECOND, author="X."), dated=True)])) is Outcome.BOTH


def test_the_user_s_own_note_out_of_another_program_is_known_again() -> None:
    # It lost its blocks and its version on the way, but not its time and its words.
    bare = replace(FIRST.passage.targets[0], block="", number=None)
    abroad = replace(FIRST, passage=replace(FIRST.passage, targets=(bare,)))
    for mine in (True, False):
        shelf = Shelf(replace(FIRST, mine=mine))
        assert outcome(shelf.receive([coming(abroad, dated=True)])) is Outcome.SAME
        assert len(shelf.rows) == 1
        assert outcome(shelf.receive([coming(replace(abroad, note="Else."), dated=True)])) is Outcome.BOTH


def test_a_time_that_is_none_is_before_every_other() -> None:
    shelf = Shelf(replace(FIRST, modified="?", mine=False))
    naive = replace(SECOND, modified="2026-01-01T00:00:00")
    assert outcome(shelf.receive([coming(naive, dated=True)])) is Outcome.NEWER


# All orders, all sides


@st.composite
def histories(draw: st.DrawFn) -> list[Incoming]:
    """Versions of two notes, each made from versions before it; what is older than those is older than it too."""
    made: list[Incoming] = []
    for at in range(draw(st.integers(1, 7))):
        id = draw(st.sampled_from(["a" * 32, "b" * 32]))
        before = [one for one in made if one.annotation.id == id]
        parents = draw(st.lists(st.sampled_from(before), max_size=2)) if before else []
        older = {version_of(one.annotation) for one in parents}.union(*(one.ancestors for one in parents))
        it = replace(note(id, note=f"Version {at}"), mine=False, brief="", author=draw(st.sampled_from("XY")))
        made.append(Incoming(it, frozenset(older)))
    return made


@st.composite
def dated_records(draw: st.DrawFn) -> list[Incoming]:
    """Records of another program, several of one note, some at the same time."""

    def record(author: str, words: str, day: int) -> Incoming:
        it = note("a" * 32, note=f"{author}: {words}", modified=f"2026-01-0{day}", author=author)
        return Incoming(replace(it, mine=False, brief=""), dated=True)

    records = st.builds(record, st.sampled_from("XY"), st.sampled_from(["so", "no"]), st.integers(1, 4))
    return draw(st.lists(records, min_size=1, max_size=5))


@given(st.data(), histories() | dated_records(), st.booleans())
def test_files_merged_in_any_order_and_twice_give_the_same(
    data: st.DataObject, made: list[Incoming], own: bool
) -> None:
    files = data.draw(st.lists(st.lists(st.sampled_from(made), min_size=1), min_size=1, max_size=3))
    held = [replace(one.annotation, mine=True, brief=EDITION.id) for one in made[:1]] if own else []
    results = []
    for order in permutations(files):
        shelf = Shelf(*held)
        for file in order:
            shelf.receive(file)
        results.append(shelf.said())
        for file in files:
            assert shelf.receive(file).changes == ()
    assert all(result == results[0] for result in results)


@given(st.data(), histories())
def test_what_is_merged_first_elsewhere_gives_the_same(data: st.DataObject, made: list[Incoming]) -> None:
    def shelf(*files: Collection[Incoming]) -> Shelf:
        fresh = Shelf()
        for file in files:
            fresh.receive(file)
        return fresh

    one, two, three = (data.draw(st.lists(st.sampled_from(made), min_size=1)) for _ in range(3))
    left = shelf(one, two)
    left.merge(shelf(three))
    right = shelf(one)
    right.merge(shelf(two, three))
    turned = shelf(three)
    turned.merge(shelf(two, one))
    assert left.said() == right.said() == turned.said()


class Colleagues(RuleBasedStateMachine):
    """Four people who write, edit, hide, delete and pass on; the first two have the same notes of their own."""

    people = st.sampled_from(range(4))

    def __init__(self) -> None:
        super().__init__()
        self.shelves = [Shelf(note(BASE, private=False)), Shelf(note(BASE, private=False)), Shelf(), Shelf()]
        self.turn = 0

    def own(self, who: int) -> list[Annotation]:
        return [row for row in self.shelves[who].rows.values() if row.mine and not row.deleted]

    def now(self) -> dict[str, Any]:
        self.turn += 1
        return {"note": f"Turn {self.turn}", "modified": f"2026-02-01T00:00:00.{self.turn:06}Z"}

    @rule(who=people)
    def write(self, who: int) -> None:
        id = f"{self.turn:032}"
        self.shelves[who].rows.setdefault(id, note(id, author=f"P{who}", **self.now()))

    @rule(who=people, pick=st.integers(0, 9))
    def edit(self, who: int, pick: int) -> None:
        for one in self.own(who)[pick : pick + 1]:
            self.shelves[who].edit(one.id, **self.now())

    @rule(who=people, pick=st.integers(0, 3))
    def hide(self, who: int, pick: int) -> None:
        for one in self.own(who)[pick : pick + 1]:
            self.shelves[who].edit(one.id, private=True, note="SECRET", modified=self.now()["modified"])

    @rule(who=people, pick=st.integers(0, 9))
    def delete(self, who: int, pick: int) -> None:
        for one in list(self.shelves[who].rows.values())[pick : pick + 1]:
            self.shelves[who].rows[one.id] = replace(one, deleted="2026-03-01T00:00:00Z")

    @rule(giver=people, taker=people)
    def pass_on(self, giver: int, taker: int) -> None:
        kept = {row.id: row for row in self.shelves[taker].rows.values() if row.mine or row.deleted}
        self.shelves[taker].merge(self.shelves[giver])
        assert {id: self.shelves[taker].rows[id] for id in kept} == kept
        before = self.shelves[taker].said()
        self.shelves[taker].merge(self.shelves[giver])
        assert self.shelves[taker].said() == before

    @invariant()
    def nothing_private_gets_about(self) -> None:
        for shelf in self.shelves:
            assert all(row.mine for row in shelf.rows.values() if "SECRET" in row.note)
            assert all(row.variant or row.mine or "~" not in id for id, row in shelf.rows.items())

    def teardown(self) -> None:
        """When all have heard of everything, nobody hears anything new, and what nobody deleted is the same for all."""
        for _ in range(4):
            for taker in self.shelves:
                for giver in self.shelves:
                    taker.merge(giver)
        deleted = {row.variant or id for shelf in self.shelves for id, row in shelf.rows.items() if row.deleted}
        hidden = {row.variant or id for shelf in self.shelves for id, row in shelf.rows.items() if row.private}
        held = []
        for shelf in self.shelves:
            assert all(not plan_.changes for other in self.shelves if (plan_ := shelf.merge(other)))
            notes = {row.variant or id: set[str]() for id, row in shelf.rows.items()}
            for id, row in shelf.rows.items():
                notes[row.variant or id].add(version_of(row))
            held.append({id: said for id, said in notes.items() if id not in deleted | hidden | {BASE}})
        assert all(one == held[0] for one in held)


TestColleagues = Colleagues.TestCase
TestColleagues.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
