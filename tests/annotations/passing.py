"""Notes that pass from one library to another: what the tests of exchange and merging have in common."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from briefreader.annotations.model import Annotation, Colour, Passage, Target
from briefreader.brief.model import Block, BlockKind, Brief, Metadata

TEXTS = (
    "The guarantee holds as long as it is paid for.",
    "Ships need harbours, and harbours need peace. The sea is wide, and 12 million tonnes cross it.",
    "Harbours need peace; so do those who dig them.",
)
EDITION = Brief(
    "sea-lanes",
    Metadata("Sea Lanes", ("A. Author", "B. Author"), "An Institute", "2026-01"),
    tuple(Block(f"b{at}", BlockKind.PARAGRAPH, text, number=at) for at, text in enumerate(TEXTS, 1)),
)


def target(block: int, quote: str, brief: Brief = EDITION) -> Target:
    text = brief.blocks[block - 1].text
    start = text.index(quote)
    end = start + len(quote)
    return Target(f"b{block}", block, start, end, quote, text[max(0, start - 20) : start], text[end : end + 20])


def note(name: str = "0" * 31 + "1", *, quote: str = "harbours need peace", block: int = 2, **more: Any) -> Annotation:
    values: dict[str, Any] = {
        "brief": EDITION.id,
        "passage": Passage(EDITION.edition, (target(block, quote),)),
        "colour": Colour.RED,
        "note": "Do they?\n\n*Always*?",
        "tags": ("peace", "trade"),
        "author": "C. Reader",
        "created": "2026-01-12T09:41:07.123456Z",
        "modified": "2026-01-13T10:00:00.000001Z",
    }
    return Annotation(id=name, **(values | more))


def web_annotation(**more: Any) -> dict[str, Any]:
    """An annotation as another program that keeps to the standard writes it."""
    record: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example/1",
        "type": "Annotation",
        "creator": {"type": "Person", "name": "D. Reader"},
        "modified": "2026-02-01T00:00:00Z",
        "body": {"type": "TextualBody", "value": "Is that so?"},
        "target": {
            "source": "https://briefs.example/sea-lanes",
            "selector": {"type": "TextQuoteSelector", "exact": "harbours need peace", "prefix": "harbours, and "},
        },
    }
    return {key: value for key, value in (record | more).items() if value is not None}


def hypothesis_row(**more: Any) -> dict[str, Any]:
    """An annotation as Hypothesis gives it out."""
    selectors = [
        {
            "type": "RangeSelector",
            "startContainer": "/p[2]",
            "endContainer": "/p[2]",
            "startOffset": 21,
            "endOffset": 40,
        },
        {"type": "TextPositionSelector", "start": 68, "end": 87},
        {
            "type": "TextQuoteSelector",
            "exact": "harbours need peace",
            "prefix": "Ships need harbours, and ",
            "suffix": ". The sea is wide",
        },
    ]
    row: dict[str, Any] = {
        "id": "Xy_12-abcDEF",
        "created": "2026-02-01T08:00:00.000000+00:00",
        "updated": "2026-02-02T09:30:00.000000+00:00",
        "user": "acct:e.reader@hypothes.is",
        "uri": "https://briefs.example/sea-lanes",
        "text": "Says **who**?",
        "tags": ["to check", "peace"],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"], "update": ["acct:e.reader@hypothes.is"]},
        "target": [{"source": "https://briefs.example/sea-lanes", "selector": selectors}],
        "document": {"title": ["Sea Lanes"]},
        "user_info": {"display_name": None},
        "hidden": False,
        "flagged": False,
    }
    return row | more


def as_file(*records: Any) -> str:
    return json.dumps(list(records))


# Text that a file can hold: no control characters but the white ones, and no halves of characters.
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40)
filled = words.filter(str.strip)
line = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)
ids = st.one_of(
    st.uuids().map(lambda uuid: uuid.hex),
    st.text("abcXYZ019-_~ é/", min_size=1, max_size=12).filter(str.isprintable),
)
moments = st.datetimes().map(lambda then: then.isoformat(timespec="microseconds") + "Z")
targets = st.builds(
    Target,
    block=line,
    number=st.none() | st.integers(0, 5000),
    start=st.integers(0, 500),
    end=st.integers(500, 2000),
    quote=filled,
    prefix=words,
    suffix=words,
)
any_annotation = st.builds(
    Annotation,
    id=ids,
    brief=st.just(""),
    passage=st.builds(
        Passage, st.text("0123456789abcdef", max_size=64), st.lists(targets, min_size=1, max_size=3).map(tuple)
    ),
    colour=st.sampled_from(Colour),
    note=words,
    tags=st.lists(line, max_size=3, unique=True).map(tuple),
    author=line | st.just(""),
    created=moments,
    modified=moments,
    done=st.booleans(),
    mine=st.just(False),
    answers=ids | st.just(""),
    variant=ids | st.just(""),
)
