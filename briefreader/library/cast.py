"""The part of the library's door that is about who and what: actors, themes, their dossiers and maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefreader.library.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from briefreader.brief.corrections import Registry
    from briefreader.brief.dossier import Dossier, Place
    from briefreader.brief.grid import Circle, Grid
    from briefreader.brief.model import Brief, Metadata
    from briefreader.brief.registry import Actor, Evidence, Theme
    from briefreader.library.correcting import Corrected, Corrections
    from briefreader.search.entries import Results
    from briefreader.search.names import Names


class Cast(Notebook):
    """Every use case of an actor or theme. What changes something is durable when it returns, and tells what it did."""

    # Reading

    def registry(self) -> Registry:
        """All actors and themes, as the user has settled them."""
        return self.briefs.registry()

    def names_known(self) -> Names:
        """Under which names searches find actors and themes, and how often each is mentioned."""
        from briefreader.search.names import THEME, Known, Names

        registry, counts = self.briefs.registry(), self.briefs.counts_of_mentions()
        known = [
            Known(one.id, one.kind, one.name, (*one.aliases, *one.seats), *counts.get(one.id, (0, 0)))
            for one in registry.actors
            if not one.hidden
        ]
        known += [
            Known(one.id, THEME, one.name, one.terms, *counts.get(one.id, (0, 0)))
            for one in registry.themes
            if not one.hidden
        ]
        return Names(known, registry.same)

    def find_subject(self, words: str, among: str = "") -> Actor | Theme:
        """The actor or theme that a user means by an id, a name, or the beginning of one. Raises NotFound.

        `among` may be "actors" or "themes", to look for no others.
        """
        from briefreader.library.dossiers import find_subject

        return find_subject(self.briefs.registry(), words, among)

    def bring_up_to_date(self) -> int:
        """Find anew who and what the briefs mention, where a correction has changed it; returns in how many briefs.

        Dossiers, maps and counts tell what was found last.
        """
        from briefreader.library import mentions

        return mentions.bring_up_to_date(self.briefs, self.briefs.registry())

    def tally(self, brief_id: str | None = None) -> dict[str, tuple[int, int]]:
        """How often each actor (mentions) or theme (paragraphs) appears, and in how many briefs, by its id."""
        from briefreader.library import mentions

        return mentions.tally(self.briefs, self.briefs.registry(), brief_id)

    def evidence(self, brief_id: str) -> tuple[Evidence, ...]:
        """Why actors and themes were suggested for a brief."""
        from dataclasses import replace

        registry = self.briefs.registry()
        return tuple(replace(one, subject=registry.current(one.subject)) for one in self.briefs.evidence(brief_id))

    def about_briefs(self) -> dict[str, Metadata]:
        """What each brief says of itself, by its id."""
        return {one.id: one.metadata for one in self.briefs.summaries()}

    def dossier(self, subject: str, brief_id: str | None = None) -> Dossier:
        """All that is known of an actor or theme, in one brief or in all. Raises NotFound."""
        from briefreader.library import dossiers

        return dossiers.dossier(self.briefs, self.annotations, self.find_subject(subject), brief_id)

    def places(self, subjects: Sequence[str], blocks: Collection[tuple[str, str]]) -> tuple[Place, ...]:
        """Those of some blocks, pairs of a brief and a block, that mention one of some subjects, in reading order."""
        from briefreader.library import dossiers

        return dossiers.places(self.briefs, self.annotations, subjects, blocks)

    def grid(self, rows: str, columns: str, brief_id: str | None = None) -> Grid:
        """Who or what appears where: "actors" or "themes" by "sections", "briefs" or "themes"."""
        from briefreader.library import grids

        return grids.grid(self.briefs, rows, columns, brief_id)

    def circle(self, brief_id: str | None = None) -> Circle:
        """Who appears with whom."""
        from briefreader.library import grids

        return grids.circle(self.briefs, brief_id)

    # Files

    def dossier_markdown(self, dossier: Dossier) -> str:
        """A dossier as Markdown, private notes left out."""
        from briefreader.exporting.dossier import dossier_markdown

        return dossier_markdown(dossier, self.about_briefs())

    def write_dossier(self, dossier: Dossier, path: Path, about: Mapping[str, Metadata] | None = None) -> Path:
        """Write a dossier to Markdown or PDF, as the suffix says; private notes are left out. Raises ExportFailed.

        `about` is that of `about_briefs`. Free of the store where it is given.
        """
        from briefreader.library import exports

        return exports.write_dossier(dossier, self.about_briefs() if about is None else about, path)

    def write_results(self, results: Results, path: Path) -> Path:
        """Write what a search found to Markdown, CSV or JSON, as the suffix says. Raises ExportFailed.

        Private notes, and those that are gone since, are left out.
        """
        from datetime import date

        from briefreader.library import found

        open_ones = found.without_private(results, self.annotations)
        return found.write(open_ones, self.names_known(), self.about_briefs(), path, date.today())

    def write_map(self, shown: Grid | Circle, title: str, subtitle: str, path: Path) -> Path:
        """Write a grid or a circle as a picture (.svg) or a table (.csv). Free of the store. Raises ExportFailed."""
        from briefreader.library import exports

        return exports.write_map(shown, title, subtitle, path)

    # Correcting

    def _corrections(self) -> Corrections:
        from briefreader.library.correcting import Corrections

        return Corrections(self.database, self.briefs)

    def rename_subject(self, subject: str, name: str) -> Corrected:
        """Call an actor or theme otherwise. Raises NotFound."""
        return self._corrections().rename(subject, name)

    def retype_actor(self, subject: str, kind: str) -> Corrected:
        """Make an actor a person, organisation, state or group. Raises NotFound."""
        return self._corrections().retype(subject, kind)

    def add_name(self, subject: str, words: str) -> Corrected:
        """Give an actor another name, or a theme another term. Raises NotFound."""
        return self._corrections().add_name(subject, words)

    def drop_name(self, subject: str, words: str) -> Corrected:
        """Take a name from an actor, or a term from a theme. Raises NotFound."""
        return self._corrections().drop_name(subject, words)

    def hide_subject(self, subject: str, hidden: bool = True) -> Corrected:
        """Show an actor or theme nowhere, or show it again. Raises NotFound."""
        return self._corrections().hide(subject, hidden)

    def confirm_subject(self, subject: str) -> Corrected:
        """Say that a suggestion is right. Raises NotFound."""
        return self._corrections().confirm(subject)

    def merge_subjects(self, subject: str, into: str) -> Corrected:
        """Make one actor, or theme, of two. Raises NotFound."""
        return self._corrections().merge(subject, into)

    def split_subject(self, subject: str, names: Sequence[str], kind: str = "") -> Corrected:
        """Make an actor, or theme, of its own of some of its names. Raises NotFound."""
        return self._corrections().split(subject, names, kind)

    def make_subject(self, kind: str, name: str, names: Sequence[str] = ()) -> Corrected:
        """Make an actor of a kind, or a "theme", that is not known yet."""
        return self._corrections().make(kind, name, names)

    def place_subject(
        self, subject: str, brief: Brief, ranges: Sequence[tuple[str, int, int]], put: bool = True
    ) -> Corrected:
        """Say that words of a brief are, or are not, a mention of an actor, or paragraphs part of a theme."""
        return self._corrections().place(subject, brief, ranges, put)

    def put_corrections(self, corrected: Corrected) -> None:
        """Make what is settled what it is `after` a correction: what undo and redo do, with `undone` ones."""
        with self.database.transaction():
            self.briefs.put_corrections(corrected.after)
