"""What an import suggests for a brief that nobody has curated: actors and themes, each with the evidence."""

from __future__ import annotations

from briefreader.brief.model import Brief
from briefreader.brief.registry import Pack
from briefreader.importing.actors.suggesting import suggest_actors
from briefreader.importing.themes import suggest_themes


def suggest(brief: Brief) -> Pack:
    """The brief with the actors and themes that its text speaks of, as far as that can be told. Never raises."""
    who, what = suggest_actors(brief), suggest_themes(brief)
    return Pack(brief, who.actors, what.themes, (*who.evidence, *what.evidence), (*who.faults, *what.faults))
