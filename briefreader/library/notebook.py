"""The half of the library's door that is about notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefreader.annotations.model import Annotation, Colour
    from briefreader.brief.model import Brief
    from briefreader.library.listing import Listing
    from briefreader.library.values import Changed, NoteRow, Revision, Surroundings
    from briefreader.storage.annotations import AnnotationStore, Earlier
    from briefreader.storage.briefs import BriefStore
    from briefreader.storage.database import Database


class Notebook:
    """Every use case of a note. What changes something is durable when it returns, and tells what it changed."""

    database: Database
    briefs: BriefStore
    _annotations: AnnotationStore | None = None

    @property
    def annotations(self) -> AnnotationStore:
        """The annotations of the store."""
        if self._annotations is None:
            from briefreader.storage.annotations import AnnotationStore

            self._annotations = AnnotationStore(self.database)
        return self._annotations

    # Reading

    def notes(self, brief: Brief) -> tuple[Annotation, ...]:
        """The annotations of a brief, found again in this edition, in reading order; the lost ones last."""
        from briefreader.library import notes

        return notes.in_order(self.briefs, self.annotations.of_brief(brief.id), brief)

    def resolved(self, brief: Brief, annotation: Annotation) -> Annotation:
        """One stored annotation as it stands to an edition."""
        from functools import partial

        from briefreader.annotations import anchoring

        return anchoring.resolve(annotation, brief, partial(self.briefs.text_of, brief.id))

    def note(self, annotation_id: str) -> Annotation:
        """One annotation as stored, be it in the bin. Raises NotFound."""
        return self.annotations.get(annotation_id)

    def listing(self, brief: Brief, around: Surroundings) -> Listing:
        """What makes rows of the annotations of an open brief."""
        from briefreader.library.listing import Listing

        return Listing(brief, around, self.briefs.ids().index(brief.id))

    def all_rows(self) -> tuple[NoteRow, ...]:
        """Every annotation of the library, with its brief and who and what its paragraphs speak of."""
        from briefreader.library import listing

        return listing.of_library(self.briefs, listing.resolved(self.briefs, self.annotations.all()))

    def bin_rows(self) -> tuple[NoteRow, ...]:
        """What was deleted and can still be brought back, the latest first."""
        from briefreader.library import listing

        return listing.of_library(self.briefs, self.annotations.bin())

    def earlier_texts(self, annotation_id: str) -> tuple[Earlier, ...]:
        """What a note said before, the oldest first."""
        return self.annotations.earlier(annotation_id)

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, the most frequent first."""
        return tuple(self.annotations.tags())

    # Writing

    def compose(
        self,
        brief: Brief,
        ranges: Sequence[tuple[str, int, int]],
        colour: Colour,
        *,
        note: str = "",
        tags: Sequence[str] = (),
        answers: str = "",
    ) -> Annotation:
        """A mark on ranges (block id, start, end) of a brief, not stored yet. Raises NotFound for empty ones."""
        from briefreader.annotations import anchoring
        from briefreader.library import notes

        return notes.compose(self.annotations, brief, anchoring.describe(brief, ranges), colour, note, tags, answers)

    def keep_note(self, annotation: Annotation) -> Annotation:
        """Store what `compose` made; returns it."""
        self.annotations.add(annotation)
        return annotation

    def highlight(
        self,
        brief: Brief,
        ranges: Sequence[tuple[str, int, int]],
        colour: Colour,
        *,
        note: str = "",
        tags: Sequence[str] = (),
    ) -> Annotation:
        """Mark ranges (block id, start, end) of a brief. Raises NotFound for empty ones."""
        return self.keep_note(self.compose(brief, ranges, colour, note=note, tags=tags))

    def highlight_quote(
        self, brief: Brief, quote: str, colour: Colour, *, note: str = "", tags: Sequence[str] = ()
    ) -> Annotation:
        """Mark the first place where a brief says `quote`. Raises NotFound."""
        from briefreader.annotations import anchoring

        targets = anchoring.find_quote(brief, quote).targets
        return self.highlight(brief, [(it.block, it.start, it.end) for it in targets], colour, note=note, tags=tags)

    def answer(self, brief: Brief, annotation: Annotation, note: str = "") -> Annotation:
        """Answer a note: another one on the same words. Raises NotFound where these are lost."""
        from briefreader.annotations.model import State
        from briefreader.errors import NotFound

        found = self.resolved(brief, annotation)
        if found.state is State.LOST:
            raise NotFound("The words of this note are not in the text; attach the note again before you answer it.")
        ranges = [(it.block, it.start, it.end) for it in found.passage.targets]
        answered = annotation.variant or annotation.id
        return self.keep_note(self.compose(brief, ranges, annotation.colour, note=note, answers=answered))

    def change(self, ids: Sequence[str], revision: Revision) -> tuple[Changed, ...]:
        """Change one's own annotations, all or none; those that stay as they are are not told."""
        from functools import partial

        from briefreader.library import notes

        return notes.change(self.database, self.annotations, ids, partial(notes.revised, by=revision))

    def revise(
        self,
        annotation: Annotation,
        *,
        colour: Colour | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> Annotation:
        """Change what is given of an annotation; returns it as it is now, in the edition in which it was resolved."""
        from briefreader.library.values import Revision

        by = Revision(colour=colour, note=note, tags=None if tags is None else tuple(tags))
        for changed in self.change([annotation.id], by):
            if changed.after is not None:
                return replace(
                    changed.after,
                    passage=annotation.passage,
                    state=annotation.state,
                    was=annotation.was,
                    reason=annotation.reason,
                )
        return annotation

    def put_back(self, wanted: Sequence[Changed]) -> None:
        """Make annotations what they are `after` some changes, as stored: what undo and redo do, with `undone` changes.

        Raises NotFound where a brief is gone meanwhile; then nothing has changed.
        """
        from briefreader.library import notes

        notes.put(self.database, self.annotations, wanted)

    # Places

    def settle(
        self, brief: Brief, annotation_id: str, how: str, ranges: Sequence[tuple[str, int, int]] = ()
    ) -> Changed:
        """Say where a note stands in an edition: "keep" it where it was found, "detach" it, "attach" it to ranges.

        Raises NotFound: nothing to keep, nothing to attach to, or the note is gone.
        """
        from functools import partial

        from briefreader.annotations import anchoring
        from briefreader.library import notes

        to = {
            "keep": partial(anchoring.accept, brief=brief, editions=partial(self.briefs.text_of, brief.id)),
            "detach": partial(anchoring.detach, brief=brief),
            "attach": partial(anchoring.reattach, brief=brief, ranges=ranges),
        }[how]
        return notes.settle(
            self.database, self.annotations, annotation_id, lambda one: self.resolved(brief, one).state, to
        )

    # The bin

    def delete_note(self, annotation_id: str) -> Annotation:
        """Put an annotation into the bin; returns it as it was. Raises NotFound."""
        [changed] = self.delete_notes([annotation_id])
        assert changed.before is not None
        return changed.before

    def delete_notes(self, ids: Sequence[str]) -> tuple[Changed, ...]:
        """Put annotations into the bin, all or none. Raises NotFound."""
        from briefreader.library import notes

        return notes.delete(self.database, self.annotations, ids)

    def bring_back(self, ids: Sequence[str]) -> tuple[Changed, ...]:
        """Take annotations out of the bin, all or none. Raises NotFound."""
        from briefreader.library import notes

        return notes.bring_back(self.database, self.annotations, ids)

    def empty_bin(self) -> int:
        """Delete for good what has been in the bin for 30 days; returns how many went."""
        from briefreader.library import notes

        return notes.empty_bin(self.annotations)

    # Names

    def call_by_name(self) -> None:
        """Let the colours be called as this library's user calls them."""
        from briefreader.annotations.model import Colour, name_colours

        names = self.annotations.names()
        name_colours({colour: names.get(f"colour.{colour.value}", "") for colour in Colour})

    def rename(self, key: str, words: str) -> None:
        """Call a colour ("colour.red") or the author of new notes ("author") otherwise; empty words undo that."""
        self.annotations.rename(key, words.strip())
        self.call_by_name()

    @property
    def author(self) -> str:
        """The name that stands on new notes."""
        from briefreader.library import notes

        return notes.author(self.annotations)

    def names(self) -> Mapping[str, str]:
        """What the user calls things, by key."""
        return self.annotations.names()
