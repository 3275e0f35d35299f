"""What is saved comes back as it was, under an id of its own, in every edition."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.registry import Mention
from briefreader.errors import BriefreaderError, NotFound
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore, Edition
from briefreader.storage.database import Database
from tests.storage.samples import Clock, brief_of, note_on


@pytest.fixture
def briefs(database: Database, clock: Clock) -> BriefStore:
    return BriefStore(database, clock.utc)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
SPANS = st.builds(Span, st.integers(0, 9), st.integers(0, 99), st.sampled_from(SpanKind), TEXT)
BLOCKS = st.builds(
    Block,
    id=st.just(""),
    kind=st.sampled_from(BlockKind),
    text=TEXT,
    spans=st.lists(SPANS, max_size=3).map(tuple),
    level=st.integers(0, 6),
    number=st.none() | st.integers(1, 999),
    section=st.none() | TEXT,
    point=st.none() | TEXT,
)
METADATA = st.builds(
    Metadata, TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT, TEXT, TEXT, TEXT, adapted=st.booleans()
)


@st.composite
def any_brief(draw: st.DrawFn) -> Brief:
    blocks = draw(st.lists(BLOCKS, max_size=5))
    return Brief(draw(TEXT), draw(METADATA), tuple(replace(block, id=f"b{at}") for at, block in enumerate(blocks)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(brief=any_brief(), shipped=st.booleans())
def test_a_brief_is_loaded_as_it_was_saved(database: Database, briefs: BriefStore, brief: Brief, shipped: bool) -> None:
    with database.transaction() as connection:
        connection.execute("DELETE FROM briefs")
    stored, new = briefs.save(brief, shipped=shipped)
    assert (stored, new) == (replace(brief, id=brief.id or "brief"), True)
    assert briefs.load(stored.id) == stored
    assert briefs.load(stored.id, brief.edition) == stored
    if shipped or brief.metadata.title.split():
        assert briefs.save(brief, shipped=shipped) == (stored, False)


def test_the_first_save_is_new_and_the_second_is_not(briefs: BriefStore) -> None:
    brief = brief_of("One.")
    assert briefs.save(brief) == (brief, True)
    assert briefs.save(replace(brief, id="another-id")) == (brief, False)


def test_another_text_under_the_same_title_and_authors_is_a_new_edition(briefs: BriefStore) -> None:
    first, _ = briefs.save(brief_of("One."))
    second, new = briefs.save(brief_of("Two.", id="other", title="SEA  lanes"))
    assert (second.id, new) == ("sea-lanes", True)
    assert briefs.load("sea-lanes") == second
    assert briefs.load("sea-lanes", first.edition) == first
    assert [summary.edition for summary in briefs.summaries()] == [second.edition]


def test_an_earlier_edition_that_comes_again_is_shown_again(briefs: BriefStore) -> None:
    first, _ = briefs.save(brief_of("One."))
    briefs.save(brief_of("Two."))
    assert briefs.save(brief_of("One.")) == (first, False)
    assert briefs.load("sea-lanes") == first


def test_another_title_under_the_same_id_gets_an_id_of_its_own(briefs: BriefStore) -> None:
    briefs.save(brief_of("One."))
    ids = [briefs.save(brief_of("One.", title=title))[0].id for title in ("Air Lanes", "Land Lanes")]
    assert ids == ["sea-lanes-2", "sea-lanes-3"]


def test_briefs_without_a_title_are_never_taken_for_one(briefs: BriefStore) -> None:
    ids = [briefs.save(brief_of(text, title=" ", id=""))[0].id for text in ("One.", "Two.")]
    assert ids == ["brief", "brief-2"]


def test_the_original_is_no_edition_of_its_retelling(briefs: BriefStore) -> None:
    retold, _ = briefs.save(brief_of("In other words.", adapted=True), shipped=True)
    original, new = briefs.save(brief_of("In the words of its author."))
    assert (retold.id, original.id, new) == ("sea-lanes", "sea-lanes-2", True)


def test_a_shipped_brief_replaces_the_one_shipped_before(briefs: BriefStore) -> None:
    first, _ = briefs.save(brief_of("One."), shipped=True)
    second, new = briefs.save(brief_of("Two.", title="Sea Lanes, Revised"), shipped=True)
    assert (second.id, new) == (first.id, True)
    assert briefs.load(first.id) == second
    assert briefs.load(first.id, first.edition) == first
    assert briefs.save(brief_of("Two.", title="Sea Lanes, Revised"), shipped=True) == (second, False)


def test_a_shipped_brief_with_better_markup_keeps_its_edition_and_is_indexed_anew(briefs: BriefStore) -> None:
    first, _ = briefs.save(brief_of("One."), shipped=True)
    briefs.save_mentions(first.id, first.edition, [Mention("nato", "b1", 0, 3)], "r1")
    before = briefs.fingerprints()
    better = replace(first, blocks=tuple(replace(block, spans=()) for block in first.blocks))
    assert briefs.save(better, shipped=True) == (better, False)
    assert briefs.load(first.id) == better
    assert briefs.mentions(first.id, first.edition) == ()
    briefs.save_mentions(first.id, first.edition, [], "r1")
    assert briefs.fingerprints() != before


def test_a_shipped_brief_finds_its_own_again_beside_a_users_with_its_id(briefs: BriefStore) -> None:
    briefs.save(brief_of("The user's.", title="Other"))
    for _ in range(2):
        assert briefs.save(brief_of("Shipped."), shipped=True)[0].id == "sea-lanes-2"
    assert len(briefs.summaries()) == 2


def test_a_shipped_brief_that_is_imported_is_known_again_but_takes_no_other_text(briefs: BriefStore) -> None:
    shipped, _ = briefs.save(brief_of("Shipped."), shipped=True)
    assert briefs.save(brief_of("Shipped.")) == (shipped, False)
    changed, new = briefs.save(brief_of("Changed by hand."))
    assert (changed.id, new) == ("sea-lanes-2", True)


def test_a_save_that_fails_leaves_nothing_behind(briefs: BriefStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("briefreader.storage.briefs._add_blocks", broken)
    with pytest.raises(RuntimeError):
        briefs.save(brief_of("One."))
    assert briefs.summaries() == ()


def test_a_summary_says_what_a_list_shows(database: Database, briefs: BriefStore) -> None:
    brief, _ = briefs.save(brief_of("The sea.", "No way."))
    AnnotationStore(database).add(note_on(brief.id, "n1"))
    briefs.remember_place(brief.id, "b0", 12)
    [summary] = briefs.summaries()
    assert (summary.id, summary.metadata, summary.edition) == (brief.id, brief.metadata, brief.edition)
    assert (summary.words, summary.paragraphs, summary.annotations, summary.shipped) == (brief.words, 2, 1, False)
    assert (summary.opened, summary.place_block) == ("2026-01-12T09:41:07.000000Z", "b0")
    assert summary.place_number == 1


def test_a_brief_never_opened_has_no_place(briefs: BriefStore) -> None:
    briefs.save(brief_of("One."), shipped=True)
    [summary] = briefs.summaries()
    assert (summary.opened, summary.place_block, summary.place_number, summary.shipped) == ("", None, None, True)
    assert briefs.place("sea-lanes") is None
    assert briefs.last_opened() is None


def test_the_last_place_is_remembered_and_the_last_brief_with_it(briefs: BriefStore, clock: Clock) -> None:
    for title in ("One", "Two"):
        briefs.save(brief_of("Text.", id=title.lower(), title=title))
    briefs.remember_place("two", "b1", 3)
    clock.move(seconds=1)
    briefs.remember_place("one", "b1", 4)
    briefs.remember_place("one", "b0", 5)
    assert briefs.place("one") == ("b0", 5)
    assert briefs.last_opened() == "one"
    with pytest.raises(NotFound):
        briefs.remember_place("three", "b1", 0)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("sea-lanes", "sea-lanes"),
        ("sea", "sea-lanes"),
        ("SEA-L", "sea-lanes"),
        ("air lanes ", "air"),
        ("Air Lanes Again", "air-lanes-again"),
        ("again", "air-lanes-again"),
        ("air", "air"),
    ],
)
def test_a_brief_is_found_by_id_by_its_beginning_and_by_title(briefs: BriefStore, words: str, id: str) -> None:
    briefs.save(brief_of("One."))
    briefs.save(brief_of("One.", id="air", title="Air Lanes"))
    briefs.save(brief_of("One.", id="air-lanes-again", title="Air Lanes Again"))
    assert briefs.resolve_id(words) == id


def test_words_that_fit_several_briefs_name_them(briefs: BriefStore) -> None:
    briefs.save(brief_of("One."))
    briefs.save(brief_of("One.", id="air-lanes", title="Air Lanes"))
    with pytest.raises(NotFound, match="sea-lanes, air-lanes"):
        briefs.resolve_id("lanes")


@pytest.mark.parametrize("words", ["", "  ", "rail"])
def test_words_that_fit_no_brief_are_refused(briefs: BriefStore, words: str) -> None:
    briefs.save(brief_of("One."))
    with pytest.raises(NotFound, match="No brief"):
        briefs.resolve_id(words)


def test_what_is_not_there_cannot_be_loaded(briefs: BriefStore) -> None:
    with pytest.raises(NotFound, match="not in the library"):
        briefs.load("rail")
    briefs.save(brief_of("One."))
    with pytest.raises(NotFound, match="no edition 123"):
        briefs.load("sea-lanes", "123")


def test_a_deleted_brief_is_gone_with_its_editions(database: Database, briefs: BriefStore) -> None:
    briefs.save(brief_of("One."))
    brief, _ = briefs.save(brief_of("Two."))
    briefs.save_mentions(brief.id, brief.edition, [Mention("nato", "b1", 0, 3)], "r1")
    briefs.remember_place(brief.id, "b1", 0)
    briefs.delete(brief.id)
    for table in ("briefs", "editions", "blocks", "mentions", "places"):
        assert database.rows(f"SELECT * FROM {table}") == []
    with pytest.raises(NotFound):
        briefs.delete(brief.id)


def test_a_brief_with_notes_is_deleted_only_by_force(database: Database, briefs: BriefStore) -> None:
    briefs.save(brief_of("One."))
    notes = AnnotationStore(database)
    notes.add(note_on("sea-lanes", "n1"))
    with pytest.raises(BriefreaderError, match="1 of your highlights"):
        briefs.delete("sea-lanes")
    assert [note.id for note in notes.all()] == ["n1"]
    briefs.delete("sea-lanes", force=True)
    assert notes.all() == ()
    assert briefs.summaries() == ()
    assert database.check() == []


def test_a_shipped_brief_stays(briefs: BriefStore) -> None:
    briefs.save(brief_of("One."), shipped=True)
    with pytest.raises(BriefreaderError, match="stays"):
        briefs.delete("sea-lanes", force=True)
    assert briefs.load("sea-lanes")


def test_a_fingerprint_changes_with_what_it_stands_for(database: Database, briefs: BriefStore) -> None:
    brief, _ = briefs.save(brief_of("One."))
    notes = AnnotationStore(database)
    notes.add(note_on(brief.id, "n1"))
    assert briefs.fingerprints() == {"brief:sea-lanes": f"{brief.edition}:", "note:n1": "2026-01-12T09:41:07.123Z"}
    briefs.save_mentions(brief.id, brief.edition, [], "r1", "a1")
    notes.change(replace(notes.get("n1"), modified="later"))
    assert briefs.fingerprints() == {"brief:sea-lanes": f"{brief.edition}:a1", "note:n1": "later"}
    second, _ = briefs.save(brief_of("Two."))
    assert briefs.fingerprints()["brief:sea-lanes"] == f"{second.edition}:"


def test_several_steps_of_an_import_are_one_transaction(database: Database, briefs: BriefStore) -> None:
    def import_half() -> None:
        with database.transaction():
            briefs.save(brief_of("One."))
            briefs.save_mentions("sea-lanes", "no such edition", [], "r1")

    with pytest.raises(NotFound):
        import_half()
    assert briefs.summaries() == ()


def test_the_clock_is_the_systems_where_no_other_is_given(database: Database) -> None:
    briefs = BriefStore(database)
    briefs.save(brief_of("One."))
    briefs.remember_place("sea-lanes", "b1", 0)
    assert briefs.summaries()[0].opened > "2026"


def test_editions_are_told_in_the_order_in_which_they_came(briefs: BriefStore, clock: Clock) -> None:
    first, _ = briefs.save(brief_of("One.", "Two words."))
    clock.move(days=1)
    second, _ = briefs.save(brief_of("One."))
    came = ("2026-01-12T09:41:07.000000Z", "2026-01-13T09:41:07.000000Z")
    told = (
        Edition(first.edition, "Sea Lanes", "2026-01", came[0], first.words, 2, shown=False),
        Edition(second.edition, "Sea Lanes", "2026-01", came[1], second.words, 1, shown=True),
    )
    assert briefs.editions("sea-lanes") == told
    clock.move(days=1)
    briefs.save(first)
    assert briefs.editions("sea-lanes") == (replace(told[0], shown=True), replace(told[1], shown=False))
    with pytest.raises(NotFound, match="not in the library"):
        briefs.editions("rail")


def test_an_edition_that_is_shown_is_the_one_that_is_read_and_matched(briefs: BriefStore) -> None:
    first, _ = briefs.save(brief_of("One."))
    second, _ = briefs.save(brief_of("Two."))
    assert briefs.show_edition("sea-lanes", first.edition) == first == briefs.load("sea-lanes")
    assert [edition.shown for edition in briefs.editions("sea-lanes")] == [True, False]
    assert briefs.load("sea-lanes", second.edition) == second
    with pytest.raises(NotFound, match="no edition 0123"):
        briefs.show_edition("sea-lanes", "0123")
    with pytest.raises(NotFound, match="not in the library"):
        briefs.show_edition("rail", first.edition)
    assert briefs.load("sea-lanes") == first


def test_a_new_edition_is_known_as_one_before_it_is_saved(briefs: BriefStore) -> None:
    assert briefs.home_of(brief_of("One.")) is None
    first, _ = briefs.save(brief_of("One."))
    changed = brief_of("Two.", id="a-file", title="SEA  lanes")
    assert briefs.home_of(changed) == "sea-lanes"
    assert briefs.home_of(first) is None  # it is there already
    assert briefs.home_of(brief_of("Two.", title="Air Lanes")) is None
    assert briefs.home_of(brief_of("Two.", adapted=True)) is None
    assert briefs.save(changed)[0].id == "sea-lanes"
    briefs.show_edition("sea-lanes", first.edition)
    assert briefs.home_of(changed) is None
    assert briefs.home_of(brief_of("Three.")) == "sea-lanes"


def test_a_shipped_brief_is_home_to_nothing_that_is_imported(briefs: BriefStore) -> None:
    briefs.save(brief_of("Shipped."), shipped=True)
    assert briefs.home_of(brief_of("Changed by hand.")) is None
    assert briefs.home_of(brief_of("Shipped.")) is None


def test_a_changed_text_can_come_as_a_brief_of_its_own(briefs: BriefStore) -> None:
    first, _ = briefs.save(brief_of("One."))
    own, new = briefs.save(brief_of("Two."), as_new=True)
    assert (own.id, new) == ("sea-lanes-2", True)
    assert [len(briefs.editions(id)) for id in ("sea-lanes", "sea-lanes-2")] == [1, 1]
    assert briefs.load("sea-lanes") == first
    assert briefs.save(brief_of("Two."), as_new=True) == (own, False)  # the same text comes only once
    assert [summary.id for summary in briefs.summaries()] == ["sea-lanes", "sea-lanes-2"]


def test_an_edition_among_others_can_come_as_a_brief_of_its_own(briefs: BriefStore) -> None:
    briefs.save(brief_of("One."))
    second, _ = briefs.save(brief_of("Two."))
    own, new = briefs.save(brief_of("Two."), as_new=True)
    assert (own, new) == (replace(second, id="sea-lanes-2"), True)
    assert briefs.load("sea-lanes") == second


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(["One.", "Two.", "Three."]), min_size=1, max_size=6))
def test_every_edition_stays_readable_and_exactly_one_is_shown(
    database: Database, briefs: BriefStore, texts: list[str]
) -> None:
    with database.transaction() as connection:
        connection.execute("DELETE FROM briefs")
    saved = [briefs.save(brief_of(text))[0] for text in texts]
    editions = briefs.editions("sea-lanes")
    assert [edition.name for edition in editions] == list(dict.fromkeys(brief.edition for brief in saved))
    assert [edition.name for edition in editions if edition.shown] == [saved[-1].edition]
    assert all(briefs.load("sea-lanes", brief.edition) == brief for brief in saved)
