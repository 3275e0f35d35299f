"""Notes that leave for colleagues and come in from them, from store to store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefreader import paths
from briefreader.annotations import anchoring, exchange
from briefreader.annotations.merging import Outcome
from briefreader.annotations.model import Annotation, Colour, State, version_of
from briefreader.brief.model import Block, Brief
from briefreader.brief.registry import Pack
from briefreader.errors import ExportFailed, ImportFailed, NotFound, StoreError
from briefreader.library import Library, colleagues
from briefreader.library.colleagues import Merged, Preview
from tests.library.conftest import Opening
from tests.library.samples import TEXT

LANES = "sea-lanes"


@pytest.fixture
def theirs(tmp_path: Path, content: Path) -> Iterator[Library]:
    """A colleague's library, with the same shelf."""
    library = Library(paths.folders(tmp_path / "their desk"))
    yield library
    library.close()


def mark(library: Library, quote: str, name: str = "", **more: Any) -> Annotation:
    """Note something on the brief as it stands."""
    brief = library.brief(LANES)
    values: dict[str, Any] = {
        "id": name or f"{len(held(library)):032x}",
        "brief": LANES,
        "passage": anchoring.describe(brief, [_range(brief, quote)]),
        "colour": Colour.RED,
        "author": library.folders.store.parent.name,
        "created": "2026-01-12T09:00:00.000000Z",
        "modified": "2026-01-12T09:00:00.000000Z",
    }
    made = Annotation(**(values | more))
    library.annotations.add(made)
    return made


def _range(brief: Brief, quote: str) -> tuple[str, int, int]:
    block = next(block for block in brief.blocks if quote in block.text)
    start = block.text.index(quote)
    return block.id, start, start + len(quote)


def export(library: Library, path: Path, **how: Any) -> Path:
    return colleagues.export_notes(library.briefs, library.annotations, LANES, path / "notes.jsonld", **how)


def preview(library: Library, path: Path, brief: str | None = None) -> Preview:
    return colleagues.preview(library.briefs, library.annotations, path, brief)


def merge(library: Library, path: Path, brief: str | None = None) -> Merged:
    seen = preview(library, path, brief)
    return colleagues.merge(library.database, library.briefs, library.annotations, seen)


def held(library: Library) -> dict[str, Annotation]:
    return {one.id: one for one in (*library.annotations.all(), *library.annotations.bin())}


def new_edition(library: Library, **words: str) -> Brief:
    """The brief with some words changed, as the edition that is shown from now on."""
    brief = library.brief(LANES)

    def changed(block: Block) -> Block:
        text = block.text
        for old, new in words.items():
            text = text.replace(old, new)
        return replace(block, text=text)

    stored, _ = library.briefs.save(replace(brief, blocks=tuple(map(changed, brief.blocks))), shipped=True)
    return stored


# Export


def test_the_user_s_own_notes_leave_and_private_ones_never(library: Library, tmp_path: Path) -> None:
    mark(library, "NATO guards the lanes", note="Shared.")
    hidden = mark(library, "China should talk", note="SECRET", private=True)
    mark(library, "ships are few", note="SECRET", deleted="2026-01-13T00:00:00Z")
    mark(library, "It buys from", note="Borrowed.", mine=False)
    own = export(library, tmp_path)
    assert own == tmp_path / "notes.jsonld"
    assert [one.annotation.note for one in exchange.read(own.read_bytes()).records] == ["Shared."]
    everything = export(library, tmp_path, everyone=True).read_text(encoding="utf-8")
    assert [one.annotation.note for one in exchange.read(everything).records] == ["Shared.", "Borrowed."]
    assert "SECRET" not in everything
    assert hidden.id[-12:] not in everything


def test_where_there_is_nothing_to_pass_on_no_file_is_made(library: Library, tmp_path: Path) -> None:
    mark(library, "ships are few", private=True)
    with pytest.raises(ExportFailed, match="no notes of your own but private ones"):
        export(library, tmp_path)
    with pytest.raises(NotFound):
        colleagues.export_notes(library.briefs, library.annotations, "nothing", tmp_path / "notes.jsonld")
    assert not (tmp_path / "notes.jsonld").exists()


def test_a_file_that_cannot_be_written_is_said(library: Library, tmp_path: Path) -> None:
    mark(library, "ships are few")
    with pytest.raises(ExportFailed):
        export(library, tmp_path / "no" / "where")


# Preview and merge


def test_a_preview_says_what_will_be_and_changes_nothing(library: Library, theirs: Library, tmp_path: Path) -> None:
    mark(theirs, "NATO guards the lanes", note="See here.", tags=("guard",))
    mark(theirs, "ships are few")
    seen = preview(library, export(theirs, tmp_path))
    assert (seen.brief, seen.title, seen.read.faults) == (LANES, "Sea Lanes", ())
    assert seen.plan.count(Outcome.ADDED) == 2
    assert seen.plan.authors == {"their desk": 2}
    assert held(library) == {}


def test_a_merge_brings_the_notes_in_as_a_colleague_s(library: Library, theirs: Library, tmp_path: Path) -> None:
    sent = mark(theirs, "NATO guards the lanes", note="See here.", tags=("guard",), done=True)
    done = merge(library, export(theirs, tmp_path))
    [got] = library.annotations.of_brief(LANES)
    assert got == replace(sent, mine=False)
    assert [(one.before, one.after) for one in done.changed] == [(None, got)]
    assert merge(library, tmp_path / "notes.jsonld").changed == ()


def test_a_colleague_s_newer_note_replaces_the_older(library: Library, theirs: Library, tmp_path: Path) -> None:
    first = mark(theirs, "NATO guards the lanes", note="First.")
    merge(library, export(theirs, tmp_path))
    theirs.annotations.change(replace(first, note="Second.", modified="2026-01-13T09:00:00.000000Z"))
    done = merge(library, export(theirs, tmp_path))
    [change] = done.changed
    assert change.before
    assert change.after
    assert (change.before.note, change.after.note) == ("First.", "Second.")
    assert [one.note for one in library.annotations.of_brief(LANES)] == ["Second."]
    assert [one.note for one in library.annotations.earlier(first.id)] == ["First."]
    # What is put back can be merged again.
    library.annotations.change(change.before)
    assert merge(library, tmp_path / "notes.jsonld").plan.count(Outcome.NEWER) == 1
    assert [one.note for one in library.annotations.of_brief(LANES)] == ["Second."]


def test_a_note_edited_on_both_sides_is_kept_as_both(library: Library, theirs: Library, tmp_path: Path) -> None:
    mine = mark(library, "NATO guards the lanes", "a" * 32, note="First.")
    theirs.annotations.add(mine)
    theirs.annotations.change(replace(mine, note="Theirs.", modified="2026-01-13T09:00:00.000000Z"))
    library.annotations.change(replace(mine, note="Mine.", modified="2026-01-14T09:00:00.000000Z"))
    kept = library.annotations.get(mine.id)
    done = merge(library, export(theirs, tmp_path))
    assert done.plan.count(Outcome.BOTH) == 1
    [other] = (one for one in library.annotations.of_brief(LANES) if not one.mine)
    assert (other.note, other.variant, other.brief) == ("Theirs.", mine.id, LANES)
    assert library.annotations.get(mine.id) == kept
    # It goes on to a third as what it is: two versions of one note.
    theirs.annotations.remove(mine.id)
    merge(theirs, export(library, tmp_path, everyone=True))
    assert sorted(one.note for one in theirs.annotations.of_brief(LANES)) == ["Mine.", "Theirs."]


def test_what_stands_beside_the_user_s_own_gives_way_to_a_newer_one(
    library: Library, theirs: Library, tmp_path: Path
) -> None:
    mine = mark(library, "NATO guards the lanes", "a" * 32, note="Mine.")
    theirs.annotations.add(mine)
    for day, words in ((13, "Once."), (14, "Twice.")):
        theirs.annotations.change(replace(mine, note=words, modified=f"2026-01-{day}T09:00:00.000000Z"))
        done = merge(library, export(theirs, tmp_path))
    assert [one.note for one in library.annotations.of_brief(LANES)] == ["Mine.", "Twice."]
    pairs = {(one.before and one.before.note, one.after and one.after.note) for one in done.changed}
    assert pairs == {("Once.", None), (None, "Twice.")}


def test_a_deleted_note_stays_deleted(library: Library, theirs: Library, tmp_path: Path) -> None:
    sent = mark(theirs, "ships are few")
    path = export(theirs, tmp_path)
    merge(library, path)
    library.annotations.change(replace(library.annotations.get(sent.id), deleted="2026-02-01T00:00:00Z"))
    assert merge(library, path).plan.count(Outcome.DELETED) == 1
    library.annotations.purge("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z")
    assert merge(library, path).plan.count(Outcome.DELETED) == 1
    assert held(library) == {}


def test_a_merge_is_made_after_a_backup_or_not_at_all(
    library: Library, theirs: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(theirs, "ships are few")
    seen = preview(library, export(theirs, tmp_path))

    def full() -> Path:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(library.database, "backup", full)
        with pytest.raises(
            StoreError, match="Nothing was merged, because no backup could be made first: The disk is full"
        ):
            colleagues.merge(library.database, library.briefs, library.annotations, seen)
    assert held(library) == {}
    before = set(library.folders.backups.glob("*"))
    colleagues.merge(library.database, library.briefs, library.annotations, seen)
    assert set(library.folders.backups.glob("*")) > before


def test_a_merge_that_breaks_off_leaves_everything_as_it_was(
    library: Library, theirs: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(theirs, "ships are few")
    mark(theirs, "It buys from")
    seen = preview(library, export(theirs, tmp_path))
    add = library.annotations.add

    def fail(*_: Any) -> None:
        raise StoreError("The disk is full.")

    def once(annotation: Annotation, *more: Any) -> None:
        add(annotation, *more)
        monkeypatch.setattr(library.annotations, "add", fail)

    monkeypatch.setattr(library.annotations, "add", once)
    with pytest.raises(StoreError, match=r"^The disk is full"):
        colleagues.merge(library.database, library.briefs, library.annotations, seen)
    assert held(library) == {}


def test_what_changed_since_the_preview_counts(library: Library, theirs: Library, tmp_path: Path) -> None:
    sent = mark(theirs, "ships are few")
    seen = preview(library, export(theirs, tmp_path))
    mine = mark(library, "ships are few", sent.id, note="Mine.")
    colleagues.merge(library.database, library.briefs, library.annotations, seen)
    assert library.annotations.get(sent.id) == mine
    assert len(held(library)) == 2


def test_a_note_that_is_here_on_another_brief_is_known_again(library: Library, theirs: Library, tmp_path: Path) -> None:
    sent = mark(theirs, "ships are few")
    library.annotations.add(replace(sent, brief="handbook", mine=False))
    theirs.annotations.change(replace(sent, note="New.", modified="2026-01-13T09:00:00.000000Z"))
    assert merge(library, export(theirs, tmp_path)).plan.count(Outcome.NEWER) == 1
    assert [(one.brief, one.note) for one in held(library).values()] == [("handbook", "New.")]


# Which brief, and where in it


def test_the_brief_is_found_by_an_edition_that_is_not_shown(library: Library, theirs: Library, tmp_path: Path) -> None:
    sent = mark(theirs, "NATO guards the lanes. NATO’s ships are few.")
    moved = mark(theirs, "It buys from")
    path = export(theirs, tmp_path)
    new_edition(library, few="very few", pays="always pays")
    merge(library, path, "handbook")
    found = {one.id: one for one in library.notes(library.brief(LANES))}
    assert found[sent.id].state is State.CHANGED
    assert found[moved.id].state is State.MOVED
    assert {one.passage.edition for one in library.annotations.of_brief(LANES)} == {sent.passage.edition}
    assert library.annotations.get(sent.id).state is State.CHANGED


def test_the_brief_is_found_by_title_and_authors(library: Library, theirs: Library, tmp_path: Path) -> None:
    new_edition(theirs, few="many")
    mark(theirs, "ships are many")
    path = export(theirs, tmp_path)
    assert preview(library, path).brief == LANES
    told = json.loads(path.read_text(encoding="utf-8"))
    told["briefreader:brief"]["dc:creator"] = ["Somebody Else"]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(NotFound, match=r"are on “Sea Lanes”; import that brief first"):
        preview(library, path)


def test_notes_on_a_brief_that_is_not_here_are_refused(
    library: Library, theirs: Library, text: Path, tmp_path: Path
) -> None:
    stored = theirs.import_file(text).brief
    theirs.highlight_quote(stored, "deep water", Colour.RED)
    path = colleagues.export_notes(theirs.briefs, theirs.annotations, stored.id, tmp_path / "n.jsonld")
    for given in (None, LANES):
        with pytest.raises(NotFound, match=r"“Harbours of Tomorrow”; import that brief first"):
            preview(library, path, given)
    library.import_file(text)
    assert preview(library, path).title == TEXT.partition("\n")[0]


def test_of_two_briefs_with_the_same_text_the_one_that_is_open_is_meant(
    library: Library, theirs: Library, tmp_path: Path
) -> None:
    brief = library.brief(LANES)
    twin, _ = library.briefs.save(replace(brief, id="twin", metadata=replace(brief.metadata, title="A Twin")))
    mark(theirs, "ships are few")
    path = export(theirs, tmp_path)
    assert twin.id != LANES
    assert preview(library, path).brief == LANES
    assert preview(library, path, twin.id).brief == twin.id


def row(quote: str, name: str = "row-1", **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""}
    return {
        "id": name,
        "user": "acct:reader@hypothes.is",
        "text": "So?",
        "tags": [],
        "updated": "2026-02-01T00:00:00+00:00",
        "target": [{"source": "https://briefs.example/", "selector": [selector]}],
    } | more


def rows(path: Path, *some: dict[str, Any]) -> Path:
    path = path / "rows.json"
    path.write_text(json.dumps({"rows": some}), encoding="utf-8")
    return path


def test_the_notes_of_hypothesis_find_their_brief_and_their_words(library: Library, tmp_path: Path) -> None:
    path = rows(tmp_path, row("NATO's ships  are few"), row("no such words at all", "row-2"), row("", "row-3"))
    seen = preview(library, path)
    assert seen.brief == LANES
    assert seen.read.faults == ("Record 3 (row-3) marks no words: it has no quote.",)
    colleagues.merge(library.database, library.briefs, library.annotations, seen)
    found, lost = library.notes(library.brief(LANES))
    assert (found.state, found.passage.quote, found.author) == (State.EXACT, "NATO’s ships are few", "reader")
    assert (lost.state, lost.passage.quote, lost.note) == (State.LOST, "no such words at all", "So?")


def test_the_notes_of_hypothesis_stay_the_same_whatever_edition_is_open(library: Library, tmp_path: Path) -> None:
    path = rows(tmp_path, row("ships are few"))
    merge(library, path)
    [before] = library.annotations.of_brief(LANES)
    new_edition(library, pays="always pays")
    assert merge(library, path).changed == ()
    merge(library, rows(tmp_path, row("ships are few", text="New.", updated="2026-02-02T00:00:00Z")))
    [after] = library.annotations.of_brief(LANES)
    assert (after.id, after.note) == (before.id, "New.")
    assert version_of(after) != version_of(before)


def test_a_page_s_title_or_the_open_brief_tell_where_foreign_notes_belong(library: Library, tmp_path: Path) -> None:
    unknown = row("nowhere to be found")
    with pytest.raises(NotFound, match="No brief in the library has the words"):
        preview(library, rows(tmp_path, unknown))
    assert preview(library, rows(tmp_path, unknown), LANES).brief == LANES
    titled = row("nowhere to be found", document={"title": ["sea  LANES"]})
    assert preview(library, rows(tmp_path, titled)).brief == LANES


def test_a_position_alone_is_enough_where_the_edition_is_here(library: Library, tmp_path: Path) -> None:
    brief = library.brief(LANES)
    position = {"type": "TextPositionSelector", "start": 0, "end": len(brief.blocks[0].text)}
    path = tmp_path / "one.jsonld"
    for edition, ok in ((brief.edition, True), ("0" * 64, False)):
        where = {"source": f"urn:x-briefreader:edition:{edition}", "selector": position}
        path.write_text(json.dumps({"id": "urn:a", "type": "Annotation", "target": [where, where]}), encoding="utf-8")
        if ok:
            assert preview(library, path).plan.items[0].annotation.passage.targets[0].quote == brief.blocks[0].text
        else:
            with pytest.raises(ImportFailed, match=r"None of the notes in one\.jsonld can be read\. Record 1"):
                preview(library, path)


def test_a_file_that_cannot_be_read_is_said(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportFailed, match="cannot be read"):
        preview(library, tmp_path / "none.jsonld")
    path = rows(tmp_path, row("ships are few"))
    monkeypatch.setattr(exchange, "LARGEST", 3)
    with pytest.raises(ImportFailed, match="is larger than"):
        preview(library, path)


def test_what_came_in_is_there_when_the_library_is_opened_again(
    reopen: Opening, library: Library, theirs: Library, tmp_path: Path
) -> None:
    mark(theirs, "ships are few", note="See here.")
    merge(library, export(theirs, tmp_path))
    library.close()
    again = reopen()
    assert [(one.note, one.mine) for one in again.annotations.of_brief(LANES)] == [("See here.", False)]


def test_notes_on_a_text_are_not_taken_for_notes_on_its_retelling(library: Library, tmp_path: Path) -> None:
    lanes = library.brief("sea-lanes")
    told = replace(lanes.metadata, title="Told Again", adapted=True)
    blocks = tuple(replace(one, text=one.text.replace("guards the", "guards all")) for one in lanes.blocks)
    kept = library.keep(Pack(replace(lanes, id="told", metadata=told, blocks=blocks))).brief
    library.highlight_quote(kept, "NATO guards", Colour.RED)
    file = library.export_notes(kept.id, tmp_path / "notes.jsonld")
    assert library.preview_merge(file).brief == kept.id
    other = file.read_text(encoding="utf-8").replace(kept.edition, "0" * 64)
    file.write_text(other, encoding="utf-8")
    assert library.preview_merge(file).brief == kept.id
    file.write_text(other.replace('"briefreader:adapted": true', '"briefreader:adapted": false'), encoding="utf-8")
    with pytest.raises(NotFound, match="Told Again"):
        library.preview_merge(file)
