"""Notes as a file: written so that the standard accepts it, read whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.annotations import exchange, model
from briefreader.annotations.exchange import Read, read
from briefreader.annotations.model import Annotation, Colour, Passage, version_of
from briefreader.annotations.records import Incoming
from briefreader.brief.model import canonical_text
from briefreader.errors import ImportFailed
from tests.annotations.anno_schema import faults_of_annotation, faults_of_collection
from tests.annotations.passing import (
    EDITION,
    any_annotation,
    as_file,
    hypothesis_row,
    ids,
    note,
    target,
    web_annotation,
)


def write(*some: Annotation, ancestors: Mapping[str, frozenset[str]] | None = None) -> str:
    return exchange.write(EDITION, some, ancestors or {}, {})


def written(*some: Annotation) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(write(*some))["first"]["items"]
    return items


def only(content: str | Read) -> Incoming:
    found = read(content) if isinstance(content, str) else content
    assert found.faults == ()
    [one] = found.records
    return one


def coming_in(it: Annotation) -> Annotation:
    """What a colleague gets of an annotation."""
    return replace(it, brief="", mine=False, created=it.created or it.modified)


# Writing


def test_a_note_is_written_in_the_words_of_the_standard() -> None:
    [item] = written(note("0f" * 16, tags=("peace",), done=True))
    assert item["id"] == "urn:uuid:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"
    assert item["type"] == "Annotation"
    assert item["motivation"] == "commenting"
    assert item["creator"] == {"type": "Person", "name": "C. Reader"}
    assert (item["created"], item["modified"]) == ("2026-01-12T09:41:07.123456Z", "2026-01-13T10:00:00.000001Z")
    assert [(body["purpose"], body["value"], body["format"]) for body in item["body"]] == [
        ("commenting", "Do they?\n\n*Always*?", "text/markdown"),
        ("tagging", "peace", "text/plain"),
        ("classifying", "Risk", "text/plain"),
    ]
    [where] = item["target"]
    assert where["source"] == f"urn:x-briefreader:edition:{EDITION.edition}"
    quote, position = where["selector"]
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", "harbours need peace")
    assert position["type"] == "TextPositionSelector"
    assert canonical_text(EDITION.blocks)[position["start"] : position["end"]] == "harbours need peace"
    assert (where["briefreader:block"], where["briefreader:paragraph"]) == ("b2", 2)
    assert item["briefreader:done"] is True


def test_the_file_names_the_brief_with_its_date_and_edition() -> None:
    told = json.loads(write(note()))
    assert told["label"] == "Notes on “Sea Lanes”"
    assert told["briefreader:brief"]["dc:title"] == "Sea Lanes"
    assert told["briefreader:brief"]["dc:date"] == "2026-01"
    assert told["briefreader:brief"]["briefreader:edition"] == EDITION.edition
    about = read(write(note())).about
    assert (about.title, about.authors, about.date, about.edition) == (
        "Sea Lanes",
        ("A. Author", "B. Author"),
        "2026-01",
        EDITION.edition,
    )


@pytest.mark.parametrize(
    ("more", "motivation"),
    [
        ({"note": "", "tags": ()}, "highlighting"),
        ({"note": ""}, "tagging"),
        ({}, "commenting"),
        ({"answers": "abc"}, "replying"),
    ],
)
def test_the_motivation_says_what_was_done(more: dict[str, Any], motivation: str) -> None:
    assert written(note(**more))[0]["motivation"] == motivation


def test_the_user_s_own_name_of_a_colour_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(model.MEANINGS, Colour.RED, "Danger")
    item = written(note())[0]
    assert item["body"][-1]["value"] == "Danger"
    assert only(json.dumps(item)).annotation.colour is Colour.RED


def test_what_is_private_or_in_the_bin_is_never_written() -> None:
    content = write(note("a" * 32, private=True, note="Secret"), note("b" * 32, deleted="2026-01-01T00:00:00Z"))
    assert json.loads(content)["total"] == 0
    assert "Secret" not in content
    assert "harbours" not in content


def test_a_passage_over_several_blocks_has_a_target_for_each() -> None:
    passage = Passage(EDITION.edition, (target(1, "paid for."), target(2, "Ships need")))
    [item] = written(note(passage=passage))
    positions = [where["selector"][1] for where in item["target"]]
    text = canonical_text(EDITION.blocks)
    assert [text[it["start"] : it["end"]] for it in positions] == ["paid for.", "Ships need"]
    assert only(write(note(passage=passage))).annotation.passage == passage


def test_a_position_is_given_in_the_edition_that_was_marked_or_not_at_all() -> None:
    old = replace(EDITION, blocks=EDITION.blocks[1:])
    one = note(passage=Passage(old.edition, (target(2, "Ships need"),)))
    [where] = json.loads(exchange.write(EDITION, [one], {}, {old.edition: old}))["first"]["items"][0]["target"]
    assert (where["selector"][1]["start"], where["selector"][1]["end"]) == (0, 10)
    [where] = written(one)[0]["target"]
    assert [selector["type"] for selector in where["selector"]] == ["TextQuoteSelector"]


@given(st.lists(any_annotation, max_size=4, unique_by=lambda it: it.id))
def test_whatever_is_written_is_valid_and_comes_back_as_it_was(some: list[Annotation]) -> None:
    content = exchange.write(EDITION, some, {}, {})
    assert faults_of_collection(json.loads(content)) == []
    for item in json.loads(content)["first"]["items"]:
        assert faults_of_annotation(item) == []
    if some:
        found = read(content.encode())
        assert found.faults == ()
        assert [one.annotation for one in found.records] == [coming_in(it) for it in some]
        assert [version_of(one.annotation) for one in found.records] == list(map(version_of, some))


@given(ids)
def test_an_id_comes_back_exactly(id: str) -> None:
    assert only(write(note(id))).annotation.id == id


def test_ancestors_go_along_but_never_the_version_itself() -> None:
    one = note()
    content = write(one, ancestors={one.id: frozenset({"0" * 16, "1" * 16, version_of(one)})})
    assert only(content).ancestors == {"0" * 16, "1" * 16}
    assert not only(content).dated


def test_what_another_program_changed_without_a_word_counts_as_newer() -> None:
    one = note()
    item = written(one)[0]
    item["body"][0]["value"] = "Rewritten."
    assert only(as_file(item)).ancestors == {version_of(one)}


def test_the_same_notes_make_the_same_file() -> None:
    assert write(note()) == write(note())


# Reading the standard


def test_an_annotation_of_another_program_comes_in() -> None:
    one = only(as_file(web_annotation()))
    it = one.annotation
    assert (it.author, it.note, it.colour, it.mine) == ("D. Reader", "Is that so?", Colour.YELLOW, False)
    assert it.modified == it.created == "2026-02-01T00:00:00Z"
    [where] = it.passage.targets
    assert (where.block, where.quote, where.prefix) == ("", "harbours need peace", "harbours, and ")
    assert one.dated


@pytest.mark.parametrize(
    "wrap",
    [
        lambda it: it,
        lambda it: [it],
        lambda it: {"type": "AnnotationPage", "items": [it]},
        lambda it: {"type": ["AnnotationPage"], "items": it},
        lambda it: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [it]}},
        lambda it: {"@type": "AnnotationCollection", "first": {"@type": "AnnotationPage", "items": [it]}},
        lambda it: [{"type": "AnnotationPage", "items": []}, {"type": "AnnotationPage", "items": [it]}],
        lambda it: {"type": "AnnotationPage", "items": [], "next": {"type": "AnnotationPage", "items": [it]}},
        lambda it: {"@graph": [it]},
    ],
)
def test_annotations_are_found_wherever_the_standard_lets_them_be(wrap: Any) -> None:
    assert only(json.dumps(wrap(web_annotation()))).annotation.note == "Is that so?"


@pytest.mark.parametrize(
    ("body", "note", "tags"),
    [
        ({"type": "TextualBody", "value": "x"}, "x", ()),
        ([{"type": "TextualBody", "value": "x"}, {"value": "y", "purpose": "describing"}], "x\n\ny", ()),
        ([{"value": "a", "purpose": "tagging"}, {"value": "a", "purpose": "tagging"}], "", ("a",)),
        ("https://pages.example/", "https://pages.example/", ()),
        ({"id": "https://pages.example/"}, "https://pages.example/", ()),
        ({"type": "Choice", "items": [{"value": "x"}, {"value": "y"}]}, "x\n\ny", ()),
        ({"source": {"value": "a"}, "purpose": "tagging"}, "", ()),
        ({"source": "urn:a", "purpose": "tagging"}, "urn:a", ()),
        ([], "", ()),
    ],
)
def test_bodies_of_every_form_are_read(body: Any, note: str, tags: tuple[str, ...]) -> None:
    it = only(as_file(web_annotation(body=body))).annotation
    if isinstance(body, dict) and body.get("purpose") == "tagging":
        assert (it.note, it.tags) == ("", (body["source"]["value"] if isinstance(body["source"], dict) else "urn:a",))
    else:
        assert (it.note, it.tags) == (note, tags)


def test_a_plain_body_value_is_a_note_and_a_tagging_annotation_s_body_a_tag() -> None:
    assert only(as_file(web_annotation(body=None, bodyValue="x"))).annotation.note == "x"
    tagged = only(as_file(web_annotation(motivation="tagging"))).annotation
    assert (tagged.note, tagged.tags) == ("", ("Is that so?",))


@pytest.mark.parametrize(
    ("body", "colour"),
    [
        ({"value": "Risk", "purpose": "classifying"}, Colour.RED),
        ({"value": "to check", "purpose": "tagging"}, Colour.BLUE),
        ({"value": "Green", "purpose": "tagging"}, Colour.GREEN),
        ({"value": "3", "purpose": "tagging"}, Colour.YELLOW),
        ({"value": "Risk"}, Colour.YELLOW),
    ],
)
def test_a_colour_is_taken_from_what_the_words_are_classified_as(body: Any, colour: Colour) -> None:
    assert only(as_file(web_annotation(body=body))).annotation.colour is colour


@pytest.mark.parametrize(
    "selector",
    [
        [{"type": "FragmentSelector", "value": "p2"}, {"type": "TextQuoteSelector", "exact": "need peace"}],
        {"type": "FragmentSelector", "value": "p", "refinedBy": {"type": "TextQuoteSelector", "exact": "need peace"}},
        {
            "type": "TextQuoteSelector",
            "exact": "harbours need peace",
            "refinedBy": [
                {"type": "TextPositionSelector", "start": 1, "end": 2},
                {"type": ["TextQuoteSelector"], "exact": "need peace"},
            ],
        },
        ["urn:some-selector", {"@type": "TextQuoteSelector", "exact": "need peace", "prefix": None}],
    ],
)
def test_selectors_single_several_and_refined_are_read(selector: Any) -> None:
    where = {"source": {"id": "https://briefs.example/"}, "selector": selector}
    [found] = only(as_file(web_annotation(target=[where]))).annotation.passage.targets
    assert (found.quote, found.start) == ("need peace", 0)


def test_a_position_without_words_needs_the_edition() -> None:
    text = canonical_text(EDITION.blocks)
    start = text.index("harbours need")
    position = {"type": "TextPositionSelector", "start": start, "end": start + 13}
    where = {"source": f"urn:x-briefreader:edition:{EDITION.edition}", "selector": position}
    content = as_file(web_annotation(target=where))
    assert read(content).faults == ("Record 1 (https://notes.example/1) marks no words: it has no quote.",)
    one = only(read(content, {EDITION.edition: text}.get))
    [found] = one.annotation.passage.targets
    assert (found.quote, found.suffix[:6]) == ("harbours need", " peace")
    assert found.prefix.endswith("harbours, and ")


@pytest.mark.parametrize(
    ("told", "author"),
    [
        ("https://people.example/d", "https://people.example/d"),
        ({"nickname": "dee"}, "dee"),
        ([{"name": ["D."]}, {"name": "E."}], "D."),
        ({"id": "https://people.example/d"}, "https://people.example/d"),
        (None, ""),
        ({"name": []}, ""),
    ],
)
def test_creators_of_every_form_are_read(told: Any, author: str) -> None:
    assert only(as_file(web_annotation(creator=told))).annotation.author == author


def test_times_of_other_places_are_kept_in_utc() -> None:
    it = only(as_file(web_annotation(created="2026-02-01T01:00:00+02:00", modified="2026-02-01"))).annotation
    assert it.created == "2026-01-31T23:00:00.000000Z"
    assert it.modified == "2026-02-01T00:00:00.000000Z"


def test_an_answer_is_on_the_words_of_what_it_answers() -> None:
    parent = web_annotation()
    child = web_annotation(id="https://notes.example/2", target=parent["id"], motivation="replying")
    grandchild = web_annotation(id="https://notes.example/3", target=[{"id": child["id"]}])
    first, second, third = read(as_file(grandchild, child, parent)).records[::-1]
    assert second.annotation.answers == first.annotation.id
    assert third.annotation.answers == second.annotation.id
    assert third.annotation.passage == first.annotation.passage


def test_answers_to_what_is_not_there_and_in_a_circle_are_faults() -> None:
    lost = web_annotation(target="https://notes.example/gone", motivation="replying")
    one = web_annotation(id="https://notes.example/2", target="https://notes.example/3")
    other = web_annotation(id="https://notes.example/3", target="https://notes.example/2")
    found = read(as_file(lost, one, other))
    assert found.records == ()
    assert len(found.faults) == 3
    assert all("answers a note that is not in the file" in fault for fault in found.faults)


def test_answers_upon_answers_without_end_are_read() -> None:
    chain = [web_annotation(id=f"urn:a:{at}", target=f"urn:a:{at + 1}") for at in range(3000)]
    found = read(as_file(*chain, web_annotation(id="urn:a:3000")))
    assert (len(found.records), found.faults) == (3001, ())
    assert {one.annotation.passage.quote for one in found.records} == {"harbours need peace"}
    assert len(read(as_file(*chain)).faults) == 3000


def test_an_answer_of_ours_keeps_words_of_its_own() -> None:
    one = note(answers="0" * 31 + "2", note="No.")
    assert only(write(one)).annotation == coming_in(one)


# Hypothesis


def test_a_row_of_hypothesis_comes_in() -> None:
    it = only(json.dumps({"total": 1, "rows": [hypothesis_row()]})).annotation
    assert (it.id, it.author, it.note, it.tags) == ("Xy_12-abcDEF", "e.reader", "Says **who**?", ("to check", "peace"))
    assert it.colour is Colour.BLUE
    assert (it.created, it.modified) == ("2026-02-01T08:00:00.000000Z", "2026-02-02T09:30:00.000000Z")
    [where] = it.passage.targets
    assert (where.quote, where.suffix) == ("harbours need peace", ". The sea is wide")
    assert not it.private


@pytest.mark.parametrize("key", ["rows", "annotations", "results", ""])
def test_hypothesis_gives_its_rows_out_in_several_ways(key: str) -> None:
    rows = [hypothesis_row()]
    assert only(json.dumps({key: rows} if key else rows)).annotation.author == "e.reader"


def test_hypothesis_answers_are_found_by_their_references() -> None:
    reply = hypothesis_row(
        id="reply1", references=["gone00", "Xy_12-abcDEF"], target=[{"source": "https://briefs.example/"}]
    )
    found = read(as_file(hypothesis_row(), reply))
    assert found.faults == ()
    parent, child = (one.annotation for one in found.records)
    assert child.answers == parent.id
    assert child.passage == parent.passage


def test_what_only_its_author_may_read_at_hypothesis_stays_private() -> None:
    row = hypothesis_row(permissions={"read": ["acct:e.reader@hypothes.is"]})
    assert only(as_file(row)).annotation.private


def test_hypothesis_rows_that_cannot_be_kept_are_named() -> None:
    page_note = hypothesis_row(id="page", target=[{"source": "https://briefs.example/"}])
    found = read(as_file(page_note, hypothesis_row(hidden=True), hypothesis_row(id="ok01", text=None, tags=None)))
    assert [one.annotation.id for one in found.records] == ["ok01"]
    assert found.faults == (
        "Record 1 (page) marks no words: it has no quote.",
        "Record 2 (Xy_12-abcDEF) was hidden by a moderator.",
    )


def test_the_title_of_the_page_tells_what_the_rows_are_about() -> None:
    assert read(as_file(hypothesis_row())).about.title == "Sea Lanes"
    assert read(as_file(hypothesis_row(document="?"))).about.title == ""
    named = hypothesis_row(user_info={"display_name": "E. Reader"})
    assert only(as_file(named)).annotation.author == "E. Reader"


# Nothing in a file is trusted


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"id": None}, "has no name"),
        ({"id": 7}, "has a name (“id”) that cannot be one"),
        ({"id": "urn:uuid:nothing"}, "has a name (“id”) that cannot be one"),
        ({"id": "urn:x-briefreader:note:"}, "has a name (“id”) that cannot be one"),
        ({"id": "urn:x-briefreader:note:%ff"}, "has a name (“id”) that cannot be one"),
        ({"id": "x" * 3000}, "has a name (“id”) that cannot be one"),
        ({"target": None}, "has no quote"),
        ({"target": [{}] * 1001}, "too many targets"),
        ({"target": {"source": 3, "selector": {"type": "TextQuoteSelector", "exact": "x"}}}, "source that is no text"),
        ({"target": {"selector": {"type": "TextQuoteSelector", "exact": "  "}}}, "has no quote"),
        ({"target": {"selector": {"type": "TextQuoteSelector", "exact": ["x"]}}}, "quote that is no text"),
        ({"target": {"selector": {"type": "TextPositionSelector", "start": "1", "end": 2}}}, "position that is none"),
        ({"target": {"selector": {"type": "TextPositionSelector", "start": 3, "end": 2}}}, "position that is none"),
        ({"target": {"selector": {"type": "TextPositionSelector", "start": True, "end": 2}}}, "position that is none"),
        ({"body": {"value": 7}}, "note that is no text"),
        ({"body": {"value": "x" * 1_000_001}}, "note that is too long"),
        ({"body": [{"value": "x" * 600_000}] * 2}, "note that is too long"),
        ({"body": {"value": "a\x00b"}}, "characters in it that are none"),
        ({"body": {"value": "\ud800"}}, "characters in it that are none"),
        ({"body": {}}, "a body without words"),
        ({"body": [{"value": str(at), "purpose": "tagging"} for at in range(1001)]}, "too many tags"),
        ({"creator": {"name": 7}}, "creator that is no text"),
        ({"created": "yesterday"}, "was created at a time that is none"),
        ({"modified": "0001-01-01T00:00:00+14:00"}, "was modified at a time that is none"),
        ({"modified": {"a": 1}}, "time that is no text"),
        ({"briefreader:done": "yes"}, "neither yes nor no"),
        ({"briefreader:ancestors": ["x"]}, "earlier versions that are none"),
        ({"briefreader:variant": "\n"}, "has a name (“id”) that cannot be one"),
        ({"briefreader:normaliser": -1}, "position that is none"),
        ({"briefreader:version": "0" * 16}, "position that is none"),
    ],
)
def test_a_malformed_record_is_named_and_the_others_come_in(more: dict[str, Any], says: str) -> None:
    good = web_annotation(id="https://notes.example/2")
    found = read(as_file(web_annotation(**more), good))
    assert [one.annotation.note for one in found.records] == ["Is that so?"]
    [fault] = found.faults
    assert fault.startswith("Record 1")
    assert says in fault


@pytest.mark.parametrize("deep", ["body", "selector"])
def test_what_is_nested_without_end_is_a_fault(deep: str) -> None:
    value: Any = {"value": "x"}
    for _ in range(20):
        value = {"items": [value]} if deep == "body" else {"type": "X", "refinedBy": value}
    more = {"body": value} if deep == "body" else {"target": {"source": "urn:a", "selector": value}}
    assert read(as_file(web_annotation(**more))).faults[0].endswith("is nested too deeply.")


def test_a_name_that_comes_twice_is_a_fault() -> None:
    found = read(as_file(web_annotation(), web_annotation(bodyValue="x", body=None), "https://notes.example/3"))
    assert len(found.records) == 1
    assert found.faults == (
        "Record 2 (https://notes.example/1) has the name of another record in the file.",
        "Record 3 is no annotation.",
    )


def test_absurd_numbers_are_no_numbers() -> None:
    content = as_file(web_annotation()).replace('"modified"', '"x": NaN, "y": ' + "9" * 5000 + ', "modified"')
    assert only(content).annotation.note == "Is that so?"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "{",
        b"\xff\xfe\x00",
        "[" * 100_000,
        "[]",
        "{}",
        "3",
        "null",
        "[1, 2]",
        '{"rows": []}',
        '{"rows": 3}',
        '{"type": "AnnotationPage"}',
    ],
)
def test_a_file_without_annotations_is_refused(content: str | bytes) -> None:
    with pytest.raises(ImportFailed):
        read(content)


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "LARGEST", 10)
    with pytest.raises(ImportFailed, match="larger than"):
        read(as_file(web_annotation()))


def test_records_beyond_the_most_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MOST", 1)
    found = read(as_file(web_annotation(), web_annotation(id="https://notes.example/2")))
    assert len(found.records) == 1
    assert found.faults == ("The file has 2 records; only the first 1 are looked at.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    content = as_file(web_annotation(bodyValue="ÿ €", body=None)).encode(encoding)
    assert read(content).records[0].annotation.note == "ÿ €"


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
_keys = st.sampled_from(
    [
        "id",
        "type",
        "target",
        "body",
        "selector",
        "source",
        "items",
        "value",
        "purpose",
        "creator",
        "name",
        "exact",
        "start",
        "end",
        "refinedBy",
        "first",
        "next",
        "rows",
        "user",
        "text",
        "tags",
        "references",
        "hidden",
        "document",
        "briefreader:version",
        "briefreader:block",
        "briefreader:ancestors",
        "briefreader:brief",
        "briefreader:variant",
    ]
)
_values = st.sampled_from(
    ["Annotation", "AnnotationPage", "TextQuoteSelector", "TextPositionSelector", "replying", "a" * 16]
)
_junk = st.recursive(
    _scalars | _values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=5),
    max_leaves=15,
)
_sound = st.sampled_from([web_annotation(), hypothesis_row(), *written(note(), note("x~y", variant="x"))])


@st.composite
def _spoilt(draw: st.DrawFn) -> Any:
    """A sound record in which one thing is replaced by junk, wherever."""
    record = json.loads(json.dumps(draw(_sound)))
    here: Any = record
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = draw(st.sampled_from(keys))
        if isinstance(here[key], (dict, list)) and here[key] and draw(st.booleans()):
            here = here[key]
            continue
        here[key] = draw(_junk)
        return record


def _is_sound(found: Read) -> bool:
    for one in found.records:
        it = one.annotation
        if not (
            it.id and it.passage.targets and not it.mine and all(where.quote.strip() for where in it.passage.targets)
        ):
            return False
        json.dumps([it.id, it.note, it.author, it.tags, it.passage.quote], ensure_ascii=False).encode()
        version_of(it)
    return all(fault.endswith(".") and "\n" not in fault for fault in found.faults)


@settings(max_examples=200)
@given(st.lists(_spoilt() | _junk, max_size=3))
def test_whatever_is_spoilt_the_sound_records_come_in(some: list[Any]) -> None:
    found = read(json.dumps([*some, web_annotation(id="urn:sound")]))
    assert _is_sound(found)
    assert any(one.annotation.note == "Is that so?" for one in found.records)


@settings(max_examples=200)
@given(_junk | _spoilt() | st.binary(max_size=60) | st.text(max_size=60))
def test_a_file_is_read_or_refused_whatever_it_holds(document: Any) -> None:
    content = document if isinstance(document, (str, bytes)) else json.dumps(document)
    try:
        found = read(content)
    except ImportFailed:
        return
    assert _is_sound(found)
