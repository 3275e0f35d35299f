"""Facets, filters and choices count and keep what a plain walk over all entries counts and keeps."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.annotations.model import Colour
from briefreader.search.entries import FACETS
from briefreader.search.index import Entry, Known, Names, SearchIndex
from tests.search.corpus import entry

WORDS = ["tariff", "quay", "nato"]
SECTIONS = ["", "Ships", "Trade", "Ships and trade"]
ACTORS = ["nato", "eu", "old-eu", "board"]
THEMES = ["quays", "tolls"]
COLOURS = [colour.value for colour in Colour][:3]
DATES = ["", "2024-05", "2025", "2026-01-10"]
PUBLISHERS = ["", "Egmont", "Own papers"]
NAMES = Names(
    [
        *(Known(one, "organisation", one.title()) for one in ACTORS if one != "old-eu"),
        *(Known(one, "theme", one.title(), (one,)) for one in THEMES),
    ],
    {"old-eu": "eu"},
)

Value = Callable[[Entry, Sequence[Entry]], list[str]]


def of_subjects(one: Entry, among: Sequence[str]) -> list[str]:
    current = ["eu" if subject == "old-eu" else subject for subject in (*one.actors, *one.themes)]
    return list(dict.fromkeys(subject for subject in current if subject in among))


def of_notes(one: Entry, everything: Sequence[Entry]) -> list[str]:
    if one.note is not None:
        return ["note"]
    noted = any(other.note and other.brief == one.brief and other.position == one.position for other in everything)
    return ["with"] if noted else []


VALUES: Mapping[str, Value] = {
    "brief": lambda one, _: [one.brief],
    "publisher": lambda one, _: [one.publisher],
    "year": lambda one, _: [one.date[:4]],
    "section": lambda one, _: [one.section_title],
    "actor": lambda one, _: of_subjects(one, ACTORS),
    "theme": lambda one, _: of_subjects(one, THEMES),
    "colour": lambda one, _: [one.colour],
    "notes": of_notes,
}


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, list[Entry]]:
    """Entries by their keys: some briefs, and notes on some of their blocks."""
    held: dict[str, list[Entry]] = {}
    notes = 0
    for brief in draw(st.lists(st.sampled_from("abcd"), unique=True, min_size=1, max_size=4)):
        about = {"publisher": draw(st.sampled_from(PUBLISHERS)), "date": draw(st.sampled_from(DATES))}
        held[f"brief:{brief}"] = blocks = [
            entry(
                draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)),
                brief=brief,
                position=position,
                section_title=draw(st.sampled_from(SECTIONS)),
                actors=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=3, unique=True))),
                themes=tuple(draw(st.lists(st.sampled_from(THEMES), max_size=2, unique=True))),
                kind=draw(st.sampled_from(["paragraph", "heading"])),
                **about,
            )
            for position in range(draw(st.integers(1, 5)))
        ]
        for _ in range(draw(st.integers(0, 3))):
            under = draw(st.sampled_from(blocks))
            notes += 1
            held[f"note:n{notes}"] = [
                entry(
                    draw(st.sampled_from(WORDS)),
                    brief=brief,
                    position=under.position,
                    block=under.block,
                    section_title=under.section_title,
                    note=f"n{notes}",
                    colour=draw(st.sampled_from(COLOURS)),
                    tags=tuple(draw(st.lists(st.sampled_from(["memo", "ask"]), max_size=2, unique=True))),
                    **about,
                )
            ]
    return held


choices = st.dictionaries(
    st.sampled_from(FACETS),
    st.sampled_from(["a", "b", "Egmont", "2024", "Ships", "eu", "nato", "quays", COLOURS[0], "with", "note"]).map(
        lambda value: (value,)
    )
    | st.just(("note", "with", "eu", "board")),
    max_size=2,
)
FILTERS: dict[str, Callable[[Entry], bool]] = {
    "": lambda one: True,
    "year:2024": lambda one: one.date.startswith("2024"),
    "year:2024..2025": lambda one: "2024" <= one.date[:4] <= "2025",
    "year:2025..": lambda one: one.date[:4] >= "2025",
    "in:notes": lambda one: one.note is not None,
    "in:headings": lambda one: one.note is None and one.kind == "heading",
    "in:text": lambda one: one.note is None and one.kind == "paragraph",
    "publisher:own": lambda one: one.publisher == "Own papers",
    "tag:memo": lambda one: "memo" in one.tags,
    f"colour:{COLOURS[0]}": lambda one: one.colour == COLOURS[0],
    "section:trade": lambda one: "rade" in one.section_title,
    "actor:eu": lambda one: bool({"eu", "old-eu"} & set(one.actors)),
    "-theme:quays": lambda one: "quays" not in one.themes,
}


@given(
    libraries(),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(sorted(FILTERS)), choices), min_size=4, max_size=10),
)
@settings(max_examples=40, deadline=None)
def test_facets_filters_and_choices_are_those_of_a_plain_walk(
    held: dict[str, list[Entry]], asked: list[tuple[str, str, dict[str, tuple[str, ...]]]]
) -> None:
    everything = [one for entries in held.values() for one in entries]
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "index")
        for key, entries in held.items():
            index.update({key: entries}, {key: "1"})
        for word, narrowed, chosen in asked:
            query = f"{word} {narrowed}".strip() + " "
            found = [one for one in everything if word in one.text.split() and FILTERS[narrowed](one)]

            def chooses(one: Entry, besides: str = "", chosen: Mapping[str, tuple[str, ...]] = chosen) -> bool:
                return all(
                    set(VALUES[field](one, everything)) & set(values)
                    for field, values in chosen.items()
                    if field != besides
                )

            results = index.search(query, names=NAMES, chosen=chosen, facets=True, limit=None)
            assert not results.problem, query
            wanted = {(one.brief, one.block, one.note) for one in found if chooses(one)}
            assert {(hit.brief, hit.block, hit.note) for hit in results.hits} == wanted, (query, chosen)
            assert results.total == len(wanted)
            for facet in results.facets:
                counts = Counter(
                    value
                    for one in found
                    if chooses(one, besides=facet.field)
                    for value in VALUES[facet.field](one, everything)
                    if value
                )
                shown = {choice.value: choice.count for choice in facet.choices if choice.count}
                assert shown == dict(counts), (facet.field, query, chosen)
                assert facet.more == 0
        index.close()
