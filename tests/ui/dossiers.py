"""Dossiers to show in tests of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefreader.brief.dossier import Company, Dossier, Place, Volume

NORTH = (
    "The League of Harbours pledged twelve boats. Nobody had asked for them, and the council said so in its minutes."
)


def place(
    text: str = NORTH,
    *words: str,
    brief: str = "pier",
    block: str = "b1",
    number: int | None = 38,
    section: tuple[str, ...] = ("Implications: what it means", "First — the boats come late"),
    notes: int = 0,
) -> Place:
    """A paragraph in which each of `words` is marked wherever it stands; without any, "League of Harbours" is."""
    marks = []
    for word in words or ("League of Harbours",):
        at = text.find(word)
        while at >= 0:
            marks.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return Place(brief, block, number, section, text, tuple(sorted(marks)), notes)


def dossier(places: Sequence[Place] = (place(),), **more: Any) -> Dossier:
    """A dossier over these paragraphs; everything else is as `more` says, or usual."""
    briefs = list(dict.fromkeys(one.brief for one in places))
    values: dict[str, Any] = {
        "id": "league",
        "kind": "organisation",
        "name": "League of Harbours",
        "names": ("the League",),
        "seats": (),
        "description": "What the ports of the coast formed.",
        "status": "curated",
        "mentions": sum(len(one.marks) for one in places),
        "places": tuple(places),
        "actors": (Company("keeper", "The Keeper", "person", 9), Company("coast", "Coast Guard", "organisation", 2)),
        "themes": (Company("dues", "Harbour dues", "theme", 4),),
        "volumes": tuple(
            Volume(
                brief, f"Title of {brief}", "Bureau", f"2026-0{at % 9 + 1}", sum(one.brief == brief for one in places)
            )
            for at, brief in enumerate(briefs)
        ),
        "notes": (),
        "titles": {brief: f"Title of {brief}" for brief in briefs},
    }
    return Dossier(**(values | more))
