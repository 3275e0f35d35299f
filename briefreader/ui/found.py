"""What a search found, in the page: its words framed, a look at a hit that takes no keys, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefreader.errors import BriefreaderError
from briefreader.ui.reader.find_bar import Finder
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine
from briefreader.ui.trail import Spot

if TYPE_CHECKING:
    from briefreader.search.entries import Hit, Results


class Found(QObject):
    """The hits of one search. `page_wanted` comes before the page is turned to one of them.

    `note_found` carries the note of a hit that was gone to, `note_previewed` that of one that is only looked at.
    """

    page_wanted = Signal()
    note_found = Signal(str)
    note_previewed = Signal(str)

    def __init__(self, reading: Reading, view: ReaderView, status: StatusLine) -> None:
        super().__init__(view)
        self._reading, self._view, self._status = reading, view, status
        self._words: dict[tuple[str, str], tuple[str, ...]] = {}
        self._stood: Spot | None = None
        reading.opened.connect(self._frame)

    def show(self, results: Results | None) -> None:
        """Frame the words of these hits in the briefs that are opened from now on, and in the one that is."""
        hits = results.hits if results is not None else ()
        self._words = {(hit.brief, hit.block): hit.words for hit in hits if hit.note is None}
        self._frame()

    def _frame(self) -> None:
        page = self._view.page
        if page is None:
            return
        ranges = []
        for (brief, block), words in self._words.items():
            at = page.index.get(block)
            if brief == page.brief.id and at is not None:
                finder = Finder(page.brief.blocks[at].text)
                for word in words:
                    found = zip(*finder.find(word), strict=True)
                    ranges += [(page.starts[at] + start, page.starts[at] + end) for start, end in found]
        joined = _joined(page.text, ranges)
        self._view.show_hits([start for start, _ in joined], [end for _, end in joined])

    def preview(self, hit: Hit) -> None:
        """Bring a hit into view; the keys stay where they are."""
        if self._turn_to(hit) and hit.note is not None:
            self.note_previewed.emit(hit.note)

    def go_to(self, hit: Hit) -> None:
        """Go to a hit, to read on from its first word."""
        if self._turn_to(hit):
            self._view.setFocus()
            if hit.note is not None:
                self.note_found.emit(hit.note)

    def _turn_to(self, hit: Hit) -> bool:
        self.page_wanted.emit()
        try:
            # Whoever walks from hit to hit wants to go back to where the walk began, not to every hit.
            self._reading.go_to_spot(hit.brief, hit.block, remember=self._here() != self._stood)
        except BriefreaderError as error:
            self._status.say(str(error))
            return False
        self._stand_on_first_word(hit)
        self._stood = self._here()
        return True

    def _here(self) -> Spot | None:
        """Where the reader looks: at the caret, as long as nobody has scrolled it away."""
        brief = self._reading.brief
        return Spot(brief.id, self._view.eye_offset()) if brief is not None else None

    def _stand_on_first_word(self, hit: Hit) -> None:
        page = self._view.page
        start = page.offset_of(hit.block) if page is not None else None
        if page is None or start is None:
            return
        at = self._view.hits.beside(start - 1, 1)
        end = start + len(page.brief.blocks[page.index[hit.block]].text)
        if at is not None and self._view.hits[at].start < end:
            self._view.current_hit = at
            self._view.go_to(self._view.hits[at].start)
            self._view.viewport().update()


def _joined(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those with nothing but white space between them made one: a phrase has one frame."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
