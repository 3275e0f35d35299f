"""A brief with what is suggested for it as JSON, for the way from the worker process to the program."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.brief.registry import Actor, Evidence, Pack, Theme
from briefreader.errors import ImportFailed


def pack_to_json(pack: Pack) -> str:
    """The answer that carries `pack`, in ASCII: {"brief": {...}, "actors": [...], "themes": [...], ...}."""
    return json.dumps(
        {
            "brief": _as_json(pack.brief),
            "actors": [asdict(one) for one in pack.actors],
            "themes": [asdict(one) for one in pack.themes],
            "evidence": [asdict(one) for one in pack.evidence],
            "notices": pack.notices,
        }
    )


def failure_to_json(sentence: str) -> str:
    """The answer that says why there is no brief: {"error": sentence}."""
    return json.dumps({"error": sentence})


def answer_from_json(answer: str | bytes) -> Pack:
    """The pack that an answer carries. Raises ImportFailed with the sentence that it carries instead.

    Raises ValueError where `answer` is no such answer, whatever it is.
    """
    try:
        read: dict[str, Any] = json.loads(answer)
        if "error" in read:
            raise ImportFailed(str(read["error"]))
        return Pack(
            _brief_of(read["brief"]),
            tuple(Actor(**{**one, **_tuples(one, "aliases", "seats")}) for one in read["actors"]),
            tuple(
                Theme(
                    **{
                        **one,
                        **_tuples(one, "terms"),
                        "paragraphs": tuple((brief, tuple(numbers)) for brief, numbers in one["paragraphs"]),
                    }
                )
                for one in read["themes"]
            ),
            tuple(Evidence(**one) for one in read["evidence"]),
            tuple(read["notices"]),
        )
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"the answer is no brief: {error}") from error


def _tuples(read: dict[str, Any], *names: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(read[name]) for name in names}


def _as_json(brief: Brief) -> dict[str, Any]:
    data = brief.metadata
    return {
        "id": brief.id,
        "metadata": {
            "title": data.title,
            "authors": data.authors,
            "publisher": data.publisher,
            "date": data.date,
            "language": data.language,
            "source": data.source,
            "adapted": data.adapted,
        },
        "blocks": [
            {
                "id": block.id,
                "kind": block.kind,
                "text": block.text,
                "spans": [(span.start, span.end, span.kind, span.target) for span in block.spans],
                "level": block.level,
                "number": block.number,
                "section": block.section,
                "point": block.point,
            }
            for block in brief.blocks
        ],
    }


def _brief_of(read: dict[str, Any]) -> Brief:
    known = {**read["metadata"], "authors": tuple(read["metadata"]["authors"])}
    blocks = tuple(
        Block(
            **{
                **block,
                "kind": BlockKind(block["kind"]),
                "spans": tuple(Span(start, end, SpanKind(kind), target) for start, end, kind, target in block["spans"]),
            }
        )
        for block in read["blocks"]
    )
    return Brief(read["id"], Metadata(**known), blocks)
