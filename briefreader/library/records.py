"""Briefs, notes and results as plain records: the JSON of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefreader.annotations.merging import Outcome
from briefreader.annotations.model import Annotation
from briefreader.brief.model import Brief, Metadata
from briefreader.library.values import Imported, Presence, Surroundings
from briefreader.storage.briefs import BriefSummary, Edition

if TYPE_CHECKING:
    from briefreader.brief.comparison import Comparison
    from briefreader.brief.model import Block
    from briefreader.library.colleagues import Preview
    from briefreader.library.restoring import Held, Restored
    from briefreader.search.index import Results
    from briefreader.storage.annotations import Earlier

Record = dict[str, Any]


def imported(outcome: Imported) -> Record:
    brief = outcome.brief
    return {
        "id": brief.id,
        "title": brief.metadata.title,
        "edition": brief.edition,
        "blocks": len(brief.blocks),
        "new": outcome.new,
        "former": outcome.former or None,
        "notes": {state.value: count for state, count in outcome.carried},
    }


def summary(one: BriefSummary) -> Record:
    return _brief(one.id, one.metadata, one.words, one.annotations)


def _brief(brief_id: str, metadata: Metadata, words: int, annotations: int) -> Record:
    return {
        "id": brief_id,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "publisher": metadata.publisher,
        "date": metadata.date,
        "language": metadata.language,
        "words": words,
        "annotations": annotations,
    }


def brief(one: Brief, around: Surroundings) -> Record:
    """A whole brief: its blocks in reading order, and the actors and themes that it speaks of."""
    return {
        **_brief(one.id, one.metadata, one.words, len(around.annotations)),
        "edition": one.edition,
        "blocks": [
            {
                "id": block.id,
                "kind": block.kind.value,
                "level": block.level,
                "number": block.number,
                "section": block.section,
                "point": block.point,
                "text": block.text,
            }
            for block in one.blocks
        ],
        "actors": [actor(found) for found in around.actors],
        "themes": [theme(found) for found in around.themes],
    }


def actor(one: Presence) -> Record:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "aliases": list(one.names),
        "status": one.status,
        "mentions": one.count,
        "blocks": list(one.blocks),
    }


def theme(one: Presence) -> Record:
    return {
        "id": one.id,
        "name": one.name,
        "terms": list(one.names),
        "status": one.status,
        "blocks": list(one.blocks),
    }


def results(found: Results) -> Record:
    """What a query found; a hit in a note is of the kind "note"."""
    return {
        "query": found.query,
        "total": found.total,
        "took_ms": round(found.took_ms, 2),
        "suggestion": found.suggestion,
        "hits": [
            {
                "brief": hit.brief,
                "title": hit.title,
                "block": hit.block,
                "number": hit.number,
                "section": hit.section,
                "kind": "note" if hit.note else hit.kind,
                "score": hit.score,
                "snippet": hit.snippet,
            }
            for hit in found.hits
        ],
    }


def note(one: Annotation) -> Record:
    return {
        "id": one.id,
        "brief": one.brief,
        "edition": one.passage.edition,
        "blocks": [target.block for target in one.passage.targets],
        "quote": one.passage.quote,
        "colour": one.colour.value,
        "note": one.note,
        "tags": list(one.tags),
        "author": one.author,
        "created": one.created,
        "modified": one.modified,
        "state": one.state.value,
        "was": one.was.quote if one.was is not None else None,
        "reason": one.reason,
        "done": one.done,
        "private": one.private,
        "mine": one.mine,
        "answers": one.answers or None,
        "variant": one.variant or None,
    }


def earlier(one: Earlier) -> Record:
    """What a note said before."""
    return {
        "modified": one.modified,
        "colour": one.colour.value,
        "note": one.note,
        "tags": list(one.tags),
        "done": one.done,
    }


def edition(one: Edition) -> Record:
    return {
        "edition": one.name,
        "title": one.title,
        "date": one.date,
        "added": one.added,
        "words": one.words,
        "paragraphs": one.paragraphs,
        "shown": one.shown,
    }


def comparison(found: Comparison, old: Edition, new: Edition) -> Record:
    """What changed from one edition to the other, in the order of the rows; what moved is told where it is now."""
    changes = []
    for at in found.changes:
        row = found.rows[at]
        if row.partner is None or row.new is not None:
            before, now = _side(row.old or row.partner), _side(row.new)
            pieces = [[kind, text] for kind, text in row.pieces]
            changes.append({"change": row.change.value, "old": before, "new": now, "pieces": pieces})
    return {
        "brief": found.new.id,
        "title": found.new.metadata.title,
        "old": edition(old),
        "new": edition(new),
        "counts": {change.value: count for change, count in found.counts.items()},
        "changes": changes,
    }


def _side(block: Block | None) -> Record | None:
    return {"block": block.id, "number": block.number, "text": block.text} if block else None


def backup(one: Held) -> Record:
    """What one backup holds, and how that differs from what is here now."""
    return {
        "path": str(one.path),
        "made": one.made.isoformat(timespec="seconds"),
        "sound": one.sound,
        "briefs": one.briefs,
        "annotations": one.annotations,
        "missing": one.missing,
        "different": one.different,
        "missing_briefs": one.missing_briefs,
        "words": one.words,
    }


def restored(one: Restored) -> Record:
    """What a backup brought back."""
    return {
        "backup": str(one.backup),
        "briefs": list(one.briefs),
        "editions": one.editions,
        "annotations": [changed.after.id for changed in one.changes if changed.after is not None],
    }


def merge(preview: Preview, *, done: bool) -> Record:
    """What a colleague's file brings, or has brought where it is `done`."""
    return {
        "brief": preview.brief,
        "title": preview.title,
        "done": done,
        "counts": {outcome.value: preview.plan.count(outcome) for outcome in Outcome},
        "notes": [{**note(item.annotation), "outcome": item.outcome.value} for item in preview.plan.items],
        "refused": list(preview.read.faults),
    }
