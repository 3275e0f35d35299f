"""A brief as JSON, for the way from the worker process to the program."""

from __future__ import annotations

import json
from typing import Any

from briefreader.brief.model import Block, BlockKind, Brief, Metadata, Span, SpanKind
from briefreader.errors import ImportFailed


def brief_to_json(brief: Brief) -> str:
    """The answer that carries `brief`, in ASCII: {"brief": {"id", "metadata", "blocks"}}."""
    return json.dumps({"brief": _as_json(brief)})


def failure_to_json(sentence: str) -> str:
    """The answer that says why there is no brief: {"error": sentence}."""
    return json.dumps({"error": sentence})


def answer_from_json(answer: str | bytes) -> Brief:
    """The brief that an answer carries. Raises ImportFailed with the sentence that it carries instead.

    Raises ValueError where `answer` is no such answer, whatever it is.
    """
    try:
        read: dict[str, Any] = json.loads(answer)
        if "error" in read:
            raise ImportFailed(str(read["error"]))
        return _brief_of(read["brief"])
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"the answer is no brief: {error}") from error


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
