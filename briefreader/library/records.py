"""Briefs, notes, actors and results as plain records: the JSON of the command line.

Scripts rely on every key: new ones may come, none goes or changes its meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from briefreader.annotations.merging import Outcome
from briefreader.annotations.model import MEANINGS, Annotation, Colour
from briefreader.brief.model import Brief, Metadata
from briefreader.brief.registry import Actor, Theme
from briefreader.library.values import Imported, Presence, Surroundings
from briefreader.storage.briefs import BriefSummary, Edition

if TYPE_CHECKING:
    from briefreader.brief.comparison import Comparison
    from briefreader.brief.dossier import Company, Dossier
    from briefreader.brief.grid import Circle, Grid, Line
    from briefreader.brief.model import Block
    from briefreader.brief.registry import Evidence
    from briefreader.library.colleagues import Preview
    from briefreader.library.restoring import Held, Restored
    from briefreader.search.entries import Choice, Facet, Hit, Results
    from briefreader.search.names import Names
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


def brief(one: Brief, around: Surroundings, evidence: Iterable[Evidence] = ()) -> Record:
    """A whole brief: its blocks in reading order, and the actors and themes that it speaks of, with why these are."""
    reasons: defaultdict[str, list[Record]] = defaultdict(list)
    for it in evidence:
        reasons[it.subject].append({"reason": it.reason, "words": it.words, "block": it.block or None})
    tops = [(entry.block, entry.title) for entry in around.outline if entry.level == 0]

    def more(found: Presence) -> Record:
        sections = [
            {"section": block, "title": title, "mentions": count}
            for (block, title), count in zip(tops, found.sections, strict=True)
            if count
        ]
        return {"description": found.description, "sections": sections, "evidence": reasons.get(found.id, [])}

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
        "actors": [actor(found) | more(found) for found in around.actors],
        "themes": [theme(found) | more(found) for found in around.themes],
    }


def actor(one: Presence) -> Record:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "aliases": [name for name in one.names if name not in one.seats],
        "status": one.status,
        "mentions": one.count,
        "blocks": list(one.blocks),
        "seats": list(one.seats),
    }


def theme(one: Presence) -> Record:
    """A theme in one brief; its mentions are its paragraphs."""
    return {
        "id": one.id,
        "name": one.name,
        "terms": list(one.names),
        "status": one.status,
        "blocks": list(one.blocks),
        "mentions": one.count,
    }


def subject(one: Actor | Theme, counts: tuple[int, int] | None = None) -> Record:
    """An actor or theme of the library; `counts` are its mentions (paragraphs of a theme) and the briefs with any."""
    names: Record = (
        {"terms": list(one.terms)}
        if isinstance(one, Theme)
        else {"aliases": list(one.aliases), "seats": list(one.seats)}
    )
    return {
        "id": one.id,
        "name": one.name,
        "kind": "theme" if isinstance(one, Theme) else one.kind,
        "status": one.status,
        **({"mentions": counts[0], "briefs": counts[1]} if counts is not None else {}),
        "hidden": one.hidden,
        "description": one.description,
        **names,
    }


def dossier(one: Dossier) -> Record:
    """All that is known of an actor or theme; the mentions of a theme are its paragraphs."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "names": list(one.names),
        "seats": list(one.seats),
        "description": one.description,
        "status": one.status,
        "mentions": sum(volume.count for volume in one.volumes),
        "briefs": [
            {"id": it.brief, "title": it.title, "publisher": it.publisher, "date": it.date, "mentions": it.count}
            for it in one.volumes
        ],
        "places": [
            {
                "brief": it.brief,
                "block": it.block,
                "number": it.number,
                "section": list(it.section),
                "text": it.text,
                "marks": [list(mark) for mark in it.marks],
                "notes": it.notes,
            }
            for it in one.places
        ],
        "actors": [_company(it) for it in one.actors],
        "themes": [_company(it) for it in one.themes],
        "evidence": [
            {"brief": brief, "reason": it.reason, "words": it.words, "block": it.block or None}
            for brief, it in one.evidence
        ],
        "notes": [note(it) for it in one.notes],
    }


def _company(one: Company) -> Record:
    return {"id": one.id, "name": one.name, "kind": one.kind, "paragraphs": one.count}


def grid(one: Grid) -> Record:
    """Who or what appears where; what is not among the cells is nought."""
    return {
        "rows": [_line(row) | {"total": one.total(row.id)} for row in one.rows],
        "columns": [_line(column) for column in one.columns],
        "cells": [
            {"row": row, "column": column, "count": cell.count, "blocks": _blocks(cell.blocks)}
            for (row, column), cell in one.cells.items()
        ],
    }


def circle(one: Circle) -> Record:
    """Who appears with whom."""
    return {
        "actors": [_line(actor) | {"paragraphs": count} for actor, count in one.actors],
        "pairs": [
            {"one": pair.one, "other": pair.other, "count": pair.count, "blocks": _blocks(pair.blocks)}
            for pair in one.pairs
        ],
    }


def _line(one: Line) -> Record:
    return {"id": one.id, "name": one.name, "kind": one.kind}


def _blocks(places: Iterable[tuple[str, str]]) -> list[Record]:
    return [{"brief": brief, "block": block} for brief, block in places]


def results(found: Results, names: Names | None = None) -> Record:
    """What a query found; a hit in a note is of the kind "note". `names` are those of actors and themes."""
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
                "section_title": hit.section_title,
                "publisher": hit.publisher,
                "date": hit.date,
                "note": hit.note,
                "colour": hit.colour or None,
                "tags": list(hit.tags),
                "actors": actors_of(hit, names),
                "words": list(hit.words),
                "marks": [list(mark) for mark in hit.marks],
            }
            for hit in found.hits
        ],
        "facets": [facet(one) for one in found.facets],
        "known": [
            {"id": one.id, "name": one.name, "kind": one.kind, "mentions": one.mentions, "briefs": one.briefs}
            for one in found.known
        ],
        "problem": found.problem,
        "some": found.some,
    }


def actors_of(hit: Hit, names: Names | None) -> list[Record]:
    """The actors of a hit, those that are shown; without `names` they are called by their ids."""
    if names is None:
        return [{"id": id, "name": id} for id in hit.actors]
    known = [names.known.get(id) for id in dict.fromkeys(map(names.current, hit.actors))]
    return [{"id": one.id, "name": one.name} for one in known if one is not None and one.field == "actor"]


def facet(one: Facet) -> Record:
    return {
        "field": one.field,
        "values": [
            {"value": it.value, "words": choice_words(one.field, it), "count": it.count, "chosen": it.chosen}
            for it in one.choices
        ],
        "more": one.more,
    }


_OF_NOTES = {"with": "paragraphs with notes", "note": "notes"}


def choice_words(field: str, it: Choice) -> str:
    """What one value of a facet is called."""
    if field == "colour":
        return colour_words(it.value)
    return _OF_NOTES.get(it.value, it.words) if field == "notes" else it.words


def colour_words(colour: str) -> str:
    """What a colour means; empty for none."""
    return MEANINGS[Colour(colour)] if colour else ""


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
