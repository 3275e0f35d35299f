"""The menu of the page: what can be done with the mark, the selection or the link at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.ui.reader.selection_bar import swatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefreader.brief.registry import Mention
    from briefreader.library.values import Presence
    from briefreader.ui.reader.layers import Mark
    from briefreader.ui.reader.view import ReaderView


class PageMenu(QMenu):
    """Made anew each time for what it is asked about; it asks of the view's listeners, and does nothing itself."""

    def __init__(
        self, view: ReaderView, mark: Mark | None, link: str, named: Sequence[tuple[Presence, Mention]] = ()
    ) -> None:
        super().__init__(view)
        self.setObjectName("page-menu")
        self.setAccessibleName("What to do here")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view = view
        selected = view.selection() is not None
        if link:
            self._offer("open-link", "&Open the link").triggered.connect(partial(view.link_requested.emit, link))
            self.addSeparator()
        if selected and view.attaching:
            self._offer("attach", "&Attach the note here").triggered.connect(
                partial(view.context_action.emit, "attach")
            )
            self.addSeparator()
        if selected or (mark and mark.own):
            self._offer_colours(None if selected else mark)
        if mark and not mark.own and not selected:
            self._offer("answer", "&Answer").triggered.connect(partial(view.context_action.emit, "answer"))
        else:
            words = "Write &note" if mark or selected else "Write a &note on this sentence"
            self._offer("note", f"{words}\tN").triggered.connect(view.note_requested)
        if mark and mark.own and not selected:
            done = self._offer("done", "&Done")
            done.setCheckable(True)
            done.setChecked(mark.done)
            done.triggered.connect(partial(view.context_action.emit, "done"))
        self._offer_subjects(() if selected else named)
        self.addSeparator()
        if selected:
            self._offer("copy", "&Copy\tCtrl+C").triggered.connect(view.copy)
            copy = self._offer("copy-citation", "Copy with its &source\tCtrl+Shift+C")
            copy.triggered.connect(partial(view.context_action.emit, "copy_citation"))
        self._offer("copy-link", "Copy &link to this passage").triggered.connect(view.copy_link_requested)
        if mark and mark.own and not selected:
            self.addSeparator()
            self._offer("delete", "D&elete\tDelete").triggered.connect(view.unmark_requested)

    def _offer(self, name: str, words: str) -> QAction:
        action = self.addAction(words)
        action.setObjectName(f"page-{name}")
        return action

    def _offer_subjects(self, named: Sequence[tuple[Presence, Mention]]) -> None:
        """Who is named here: the dossier, and what can be said of this mention; else to say who or what it is."""
        self.addSeparator()
        page = self._view.page
        for presence, mention in named:
            name = presence.name.replace("&", "&&")
            about = self._offer(f"dossier-{presence.id}", f"&Dossier of {name}\tCtrl+D")
            about.triggered.connect(partial(self._view.dossier_requested.emit, presence.id))
            words = page.brief.blocks[page.index[mention.block]].text[mention.start : mention.end] if page else ""
            told = f"“{words.replace('&', '&&')}” is" if presence.kind != "theme" else "This paragraph is"
            about_name = f"not {name} here" if presence.kind != "theme" else f"not about {name}"
            other = "somebody else here…" if presence.kind != "theme" else "about another theme…"
            for what, line in (("not", f"{told} {about_name}"), ("other", f"{told} {other}")):
                action = self._offer(f"mention-{what}-{presence.id}", line)
                action.triggered.connect(partial(self._view.mention_requested.emit, what, mention))
        if not named:
            self._offer("tell", "&Actor or theme…\tA").triggered.connect(
                partial(self._view.context_action.emit, "tell_selection")
            )

    def _offer_colours(self, mark: Mark | None) -> None:
        """The five colours, the mark's own one ticked."""
        for key, colour in enumerate(Colour, start=1):
            meaning = MEANINGS[colour].replace("&", "&&")
            words = meaning if mark else f"Mark as {meaning}"
            action = self._offer(f"mark-{colour.value}", f"{words}\t{key}")
            if mark and colour is mark.colour:
                # Its tick stands where the swatches of the others are.
                action.setCheckable(True)
                action.setChecked(True)
            else:
                action.setIcon(swatch(colour))
            action.triggered.connect(partial(self._view.mark_requested.emit, colour.value))
        self.addSeparator()
