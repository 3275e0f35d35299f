"""Reading: a brief is opened and walked, and the sidebar follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefreader.brief.citation import cite, date_words
from briefreader.brief.model import Brief
from briefreader.brief.registry import Mention
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.library.values import Presence, Surroundings
from briefreader.ui.jobs import Lane
from briefreader.ui.reader.page import Page
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.settings import Settings
from briefreader.ui.sidebar.sidebar import Sidebar
from briefreader.ui.status_line import StatusLine
from briefreader.ui.top_bar import TopBar
from briefreader.ui.trail import Spot, Trail

if TYPE_CHECKING:
    from briefreader.library.mentions import Sighted

# Words a minute at which officials read prose for content.
PACE = 220


class Reading(QObject):
    """What the page shows and where it stands.

    `surrounded` comes when the notes on a brief are there, and whom it mentions as far as that is known; where it was
    not, `sighted` comes once it is.
    """

    opened = Signal()
    surrounded = Signal()
    sighted = Signal()
    trail_changed = Signal()
    subject_changed = Signal(str)

    def __init__(
        self,
        library: Library,
        settings: Settings,
        view: ReaderView,
        sidebar: Sidebar,
        top_bar: TopBar,
        lane: Lane,
        status: StatusLine,
    ) -> None:
        super().__init__(view)
        self._library, self._settings = library, settings
        self._view, self._sidebar = view, sidebar
        self._top_bar, self._lane, self._status = top_bar, lane, status
        self.around: Surroundings | None = None
        self.trail = Trail()
        self.subject = ""
        self.closed = False
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(1000)
        self._keeping.timeout.connect(self.keep_place)
        view.place_changed.connect(self._follow)
        view.jumped.connect(self._leave)
        sidebar.entry_chosen.connect(self.go_to_block)
        sidebar.theme_chosen.connect(self.show_subject)
        sidebar.actor_chosen.connect(self.show_subject)
        top_bar.search.chip_closed.connect(self.hide_subject)

    @property
    def brief(self) -> Brief | None:
        return self._view.page.brief if self._view.page else None

    # Opening

    def open(self, brief_id: str, *, offset: int | None = None, surround: bool = True) -> None:
        """Show a brief where the reader left it, or at an offset. Raises NotFound, StoreError."""
        if self.brief is not None:
            self.keep_place()
        brief = self._library.brief(brief_id)
        page = Page(brief, self._settings.number("text_size"))
        if offset is None:
            place = self._library.place(brief_id)
            offset = (page.offset_of(*place) or 0) if place else 0
        self._view.show_page(page, at=offset)
        self.take_over(surround=surround)

    def take_over(self, *, surround: bool = True) -> None:
        """Make the page that is in the view the one that is read."""
        self.around = None
        self.subject = ""
        self._top_bar.search.show_chip("")
        self.show_name()
        self.opened.emit()
        self.subject_changed.emit("")
        if surround:
            self.surround(wait=False)

    def close(self) -> None:
        """Keep the place a last time; nothing is read or stored later."""
        self.closed = True
        self._keeping.stop()
        self.keep_place()
        self._view.place_changed.disconnect(self._follow)

    def show_name(self) -> None:
        """Say in the bar above which brief this is."""
        if self.brief is not None:
            metadata = self.brief.metadata
            date = date_words(metadata.date, metadata.language) if metadata.date else ""
            # The title's first part names a brief well enough; the whole one stands at the head of the page.
            name = metadata.title.split(": ")[0]
            earlier = "" if self._library.is_newest(self.brief) else "an earlier edition"
            self._top_bar.show_brief(name, " · ".join(filter(None, (earlier, metadata.publisher, date))))

    def surround(self, *, wait: bool = True, anew: bool = True) -> None:
        """Fill in what stands around the open brief; without `wait`, mentions that are not known yet come later."""
        if self.brief is None or self.around is not None or self.closed:
            return
        self.around = self._library.surroundings(self.brief, wait=wait)
        if not self.around.sighted:
            # Once the rest is done: the two would hold each other up.
            QTimer.singleShot(1, self._look_for_mentions)
        self._sidebar.show_brief(self.around, anew=anew)
        self.surrounded.emit()
        self._follow(self._view.page.locate(self._view.reading_offset())[0] if self._view.page else 0)
        self.keep_place()

    def _look_for_mentions(self) -> None:
        if self.brief is not None and self.around is not None and not self.around.sighted and not self.closed:
            self._lane.run(self._library.look_for_mentions(self.brief), self._sighted, self._not_sighted)

    def _sighted(self, found: Sighted) -> None:
        if self.closed:
            return
        self._library.keep_mentions(found)
        if self.brief is not None and self.brief.edition == found.brief.edition:
            self.around = self._library.surroundings(self.brief)
            self._sidebar.show_brief(self.around, anew=False)
            self.sighted.emit()

    def _not_sighted(self, error: BriefreaderError) -> None:
        self._status.say(str(error))

    def refresh(self) -> None:
        """Read what stands around the open brief anew; the subject whose mentions are marked stays marked."""
        subject, at = self.subject, self._view.current_mention
        self.around = None
        self.surround(anew=False)
        if subject:
            self.show_subject(subject)
            self._view.current_mention = at if at < len(self._view.mentions) else -1

    def reset_page(self) -> None:
        """Set the page again, in another size or other colours, at the same place."""
        if self._view.page is None or self.brief is None:
            return
        top, caret = self._view.top_offset(), self._view.caret_offset()
        self._view.show_page(Page(self.brief, self._settings.number("text_size")), at=top)
        self._view.put_caret(caret)
        self.refresh()

    # Where one is

    def here(self) -> Spot | None:
        return Spot(self.brief.id, self._view.top_offset()) if self.brief else None

    def go_to_block(self, block: str, start: int = 0) -> None:
        """Go to a block of the open brief, and remember where one was."""
        offset = self._view.page.offset_of(block, start) if self._view.page else None
        if offset is not None:
            self._leave(self._view.top_offset())
            self._view.put_caret(offset)
            self._view.scroll_to(offset, above=24)
            self._view.setFocus()

    def visit(self, brief_id: str, place: str = "") -> None:
        """Go to a brief, and to a paragraph ("¶12") or block ("b7") of it. Raises NotFound, StoreError."""
        if self.brief is None or self.brief.id != brief_id:
            self._leave(self._view.top_offset())
            self.open(brief_id)
        page = self._view.page
        if page is not None and place:
            number = int(place[1:]) if place.startswith("¶") else None
            blocks = (one.id for one in page.brief.blocks if (one.number == number if number else one.id == place))
            self.go_to_block(next(blocks, ""))

    def go_to_spot(self, brief: str, block: str, start: int = 0, *, remember: bool = True) -> None:
        """Go to a block of any brief, and `remember` where one was. Raises NotFound, StoreError."""
        if self.brief is None or self.brief.id != brief:
            if remember:
                self._leave(self._view.top_offset())
            # Where the other brief was left is no place that anybody comes from.
            remember = False
            self.open(brief)
        page = self._view.page
        offset = page.offset_of(block, start) if page else None
        if offset is not None:
            self._view.go_to(offset, remember=remember)

    def go_to_mention(self, subject: str, brief: str, block: str, start: int = 0) -> None:
        """Go to a mention in any brief, and mark all those of its subject there. Raises NotFound, StoreError."""
        self.go_to_spot(brief, block, start)
        if self.around is not None and not self.around.sighted:
            self.refresh()
        if subject and subject != self.subject and self.presence(subject) is not None:
            self.show_subject(subject)
        self._view.setFocus()

    def step_section(self, step: int) -> None:
        """Go to the next or previous entry of the contents."""
        page = self._view.page
        if page is None or self.around is None:
            return
        here, _ = page.locate(self._view.eye_offset())
        firsts = [entry.first for entry in self.around.outline]
        beyond = [at for at in firsts if at > here] if step > 0 else [at for at in reversed(firsts) if at < here]
        if beyond:
            self.go_to_block(page.brief.blocks[beyond[0]].id)

    def back(self) -> None:
        self._retrace(self.trail.back)

    def forward(self) -> None:
        self._retrace(self.trail.forward)

    def _retrace(self, step: Callable[[Spot], Spot | None]) -> None:
        here = self.here()
        spot = step(here) if here is not None else None
        if spot is not None and here is not None:
            if spot.brief != here.brief:
                self.open(spot.brief, offset=spot.offset)
            else:
                self._view.put_caret(spot.offset)
                self._view.scroll_to(spot.offset)
        self.trail_changed.emit()

    def _leave(self, offset: int) -> None:
        if self.brief is not None:
            self.trail.leave(Spot(self.brief.id, offset))
            self.trail_changed.emit()

    def _follow(self, index: int) -> None:
        page = self._view.page
        if page is None or not page.brief.blocks:
            return
        top = page.starts[index]
        if self.around is not None and self.around.outline:
            # Title and date stand before the first entry; there the contents stand at their beginning.
            index = max(index, self.around.outline[0].first)
            self._sidebar.contents.follow(index)
        share = 1.0 if self._view.reading_offset() >= len(page.text) else top / max(1, len(page.text))
        self._sidebar.set_progress(round(100 * share))
        self._view.progressed.emit(share)
        self._status.place.setText(self._place_words(page, index))
        minutes = round((1 - share) * page.brief.words / PACE)
        self._status.left.setText(f"{minutes} min left" if minutes else "")
        self._keeping.start()

    def _place_words(self, page: Page, index: int) -> str:
        last = max((block.number for block in page.brief.blocks if block.number is not None), default=None)
        numbers = [block.number for block in page.brief.blocks[index:] if block.number is not None]
        entries = self.around.outline if self.around else ()
        section = next((one.title for one in reversed(entries) if one.level == 0 and one.first <= index), "")
        if len(section) > 48:
            section = section[:47].rsplit(" ", 1)[0] + "…"
        number = f"¶ {numbers[0]} of {last}" if numbers else ""
        return " · ".join(part for part in (section, number) if part)

    def keep_place(self) -> None:
        """Store where the reader is; a store that cannot take it is no reason to disturb them."""
        page = self._view.page
        if page is None or not page.brief.blocks:
            return
        index, start = page.locate(self._view.top_offset())
        try:
            self._library.remember_place(page.brief.id, page.brief.blocks[index].id, start)
        except BriefreaderError as error:
            self._status.say(str(error))

    # Themes and actors

    def presence(self, subject: str) -> Presence | None:
        around = self.around
        return next((one for one in (*around.actors, *around.themes) if one.id == subject), None) if around else None

    def named_at(self, offset: int) -> list[tuple[Presence, Mention]]:
        """Who is named at an offset of the page, and which themes the words there show."""
        page, around = self._view.page, self.around
        if page is None or around is None:
            return []
        index, at = page.locate(offset)
        block = page.brief.blocks[index].id
        there = [one for one in around.mentions if one.block == block and one.start <= at < max(one.end, one.start + 1)]
        return [(presence, one) for one in there if (presence := self.presence(one.subject)) is not None]

    def show_subject(self, subject: str) -> None:
        """Mark the mentions of an actor or theme in the page; an empty name marks none."""
        presence, page = self.presence(subject), self._view.page
        if presence is None or page is None or self.around is None:
            self.hide_subject()
            return
        ranges = [
            (page.starts[page.index[one.block]] + one.start, page.starts[page.index[one.block]] + one.end)
            for one in self.around.mentions
            if one.subject == subject and one.block in page.index
        ]
        governed: tuple[str, ...] = ()
        if presence.kind == "theme":
            governed = presence.blocks
            named = {block for block, _, _ in (found for pair in ranges for found in page.ranges(*pair))}
            # A paragraph that an editor put under the theme can be walked to, even where none of its terms stands.
            ranges += [(page.starts[page.index[one]],) * 2 for one in governed if one not in named]
        self.subject = subject
        self._view.show_mentions(ranges, governed)
        self._sidebar.set_active(
            theme=subject if presence.kind == "theme" else None, actor=None if presence.kind == "theme" else subject
        )
        self._show_chip()
        self.subject_changed.emit(subject)

    def hide_subject(self) -> None:
        """Mark no mentions."""
        self.subject = ""
        self._view.show_mentions(())
        self._sidebar.set_active(theme=None, actor=None)
        self._top_bar.search.show_chip("")
        self.subject_changed.emit("")

    def step_mention(self, step: int) -> None:
        """Walk to the next or previous mention of the chosen actor or theme."""
        mentions = self._view.mentions
        if not self.subject or not len(mentions):
            self._status.say("Choose a theme or an actor in the sidebar, then walk its mentions with G.")
            return
        if self._view.current_mention >= 0:
            at: int | None = (self._view.current_mention + step) % len(mentions)
        else:
            at = mentions.beside(self._view.top_offset() - (step > 0), step)
        if at is not None:
            self._view.current_mention = at
            self._view.go_to(mentions[at].start, remember=True)
            self._view.viewport().update()
            self._show_chip()

    def _show_chip(self) -> None:
        presence = self.presence(self.subject)
        if presence is not None:
            kind = "theme" if presence.kind == "theme" else "actor"
            at, total = self._view.current_mention, len(self._view.mentions)
            walked = f"{at + 1} of {total}" if at >= 0 else str(total)
            self._top_bar.search.show_chip(f"{kind}: {presence.name} · {walked}")
            self._view.announce(f"{presence.name}: {walked}")

    # Quoting

    def citation(self) -> str:
        """The selected words with their source, for the clipboard; empty where nothing is selected."""
        selected, page = self._view.selection(), self._view.page
        if selected is None or page is None:
            return ""
        blocks = [block for block, _, _ in page.ranges(*selected)]
        quote = page.text[slice(*selected)].strip()
        return f"“{quote}” ({cite(page.brief, blocks)})"
