"""Correcting actors and themes: what a menu asks for is asked of the user where it must be, settled, and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit, QWidget

from briefreader.brief.corrections import THEME
from briefreader.errors import BriefreaderError
from briefreader.library import Library
from briefreader.ui.dossier.menu import RETYPE
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reading import Reading
from briefreader.ui.status_line import StatusLine
from briefreader.ui.undoing import Step

if TYPE_CHECKING:
    from briefreader.brief.registry import Actor, Mention, Theme
    from briefreader.library.correcting import Corrected
    from briefreader.ui.dialogs.choose_subject import SubjectChoice
    from briefreader.ui.dialogs.new_subject import NewSubject

_MOST_WORDS = 8
"""Selected words that may be a name; more are a passage."""


class Correcting(QObject):
    """Every correction of an actor, a theme or one mention; `changed` comes when one is stored.

    Each is one step on the window's own way back, beside those of the notes.
    """

    trouble = Signal(str)
    changed = Signal()

    def __init__(
        self,
        library: Library,
        reading: Reading,
        view: ReaderView,
        undo_stack: QUndoStack,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library, self._reading, self._view = library, reading, view
        self._stack, self._status, self._window = undo_stack, status, window
        view.named_at = reading.named_at
        view.context_action.connect(self._act)
        view.mention_requested.connect(self._correct_here)

    # A subject

    def correct(self, subject: str, what: str) -> None:
        """Correct a subject: "confirm", "hide", "rename", "names", "merge", "split", "retype:person" and so on."""
        one = self._library.registry().find(subject)
        if one is None:
            self._status.say("This actor or theme is not there any more.")
        elif what == "confirm":
            self._settle(f"confirm {one.name}", lambda: [self._library.confirm_subject(one.id)])
        elif what == "hide":
            self._settle(f"hide {one.name}", lambda: [self._library.hide_subject(one.id)])
            self._status.say(f"{one.name} is hidden; Undo, or Hidden actors and themes in the menu, brings it back.")
        elif what.startswith(RETYPE):
            kind = what.removeprefix(RETYPE)
            self._settle(f"make {one.name} of the kind {kind}", lambda: [self._library.retype_actor(one.id, kind)])
        else:
            {"rename": self._rename, "names": self._name, "merge": self._merge, "split": self._split}[what](one)

    def _rename(self, one: Actor | Theme) -> None:
        dialog = QInputDialog(self._window)
        dialog.setObjectName("rename-subject")
        dialog.setWindowTitle(f"Rename {one.name}")
        dialog.setLabelText("Name")
        dialog.setTextValue(one.name)
        dialog.textValueSelected.connect(partial(self._renamed, one))
        self._open(dialog)
        field = dialog.findChild(QLineEdit)
        if field is not None:
            field.selectAll()

    def _renamed(self, one: Actor | Theme, words: str) -> None:
        name = " ".join(words.split())
        if name and name != one.name:
            self._settle(f"rename {one.name}", lambda: [self._library.rename_subject(one.id, name)])

    def _name(self, one: Actor | Theme) -> None:
        from briefreader.ui.dialogs.subject_names import SubjectNamesDialog

        kind, names, seats = _parts(one)
        dialog = SubjectNamesDialog(one.name, kind, names, seats, self._window)
        dialog.accepted.connect(partial(self._named, one, dialog))
        self._open(dialog)

    def _named(self, one: Actor | Theme, dialog: QDialog) -> None:
        from briefreader.ui.dialogs.subject_names import SubjectNamesDialog

        choice = dialog.choice() if isinstance(dialog, SubjectNamesDialog) else None
        if choice is not None and (choice.added or choice.dropped):
            self._settle(
                f"names of {one.name}",
                lambda: [
                    *(self._library.drop_name(one.id, name) for name in choice.dropped),
                    *(self._library.add_name(one.id, name) for name in choice.added),
                ],
            )

    def _merge(self, one: Actor | Theme) -> None:
        theme = _parts(one)[0] == THEME
        self._choose(
            [it for it in self._choices(themes=theme, actors=not theme) if it.id != one.id],
            title=f"Merge {one.name}",
            about=f"All mentions and names of “{one.name}” go to the one that you choose.",
            go="Merge",
            then=lambda choice, _: self._settle(
                f"merge {one.name} with {choice.name}", lambda: [self._library.merge_subjects(one.id, choice.id)]
            ),
        )

    def _split(self, one: Actor | Theme) -> None:
        from briefreader.ui.dialogs.split_subject import SplitDialog

        kind, names, seats = _parts(one)
        if not (*names, *seats):
            self._status.say(f"{one.name} has no other names that could be split off.")
            return
        dialog = SplitDialog(one.name, kind, (*names, *seats), self._window)
        dialog.accepted.connect(partial(self._splitted, one, dialog))
        self._open(dialog)

    def _splitted(self, one: Actor | Theme, dialog: QDialog) -> None:
        from briefreader.ui.dialogs.split_subject import SplitDialog

        choice = dialog.choice() if isinstance(dialog, SplitDialog) else None
        if choice is not None:
            kind = "" if choice.kind == THEME else choice.kind
            self._settle(f"split {one.name}", lambda: [self._library.split_subject(one.id, choice.names, kind)])

    def show_hidden(self) -> None:
        """Let the user choose a hidden actor or theme to be shown again."""
        from briefreader.ui.dialogs.choose_subject import SubjectChoice

        subjects = self._library.registry().subjects
        hidden = [SubjectChoice(one.id, one.name, _parts(one)[0]) for one in subjects if one.hidden]
        if not hidden:
            self._status.say("No actor and no theme is hidden.")
            return
        self._choose(
            hidden,
            title="Hidden actors and themes",
            about="Choose one to show it again.",
            go="Show again",
            then=lambda choice, _: self._settle(
                f"show {choice.name} again", lambda: [self._library.hide_subject(choice.id, hidden=False)]
            ),
        )

    # Words of the page

    def tell_selection(self) -> None:
        """Ask whom the selected words mean, or what the paragraph is about: somebody known, or somebody new."""
        page = self._view.page
        if page is None:
            return
        selected = self._view.selection() or _word_at(page.text, self._view.caret_offset())
        if not page.text[slice(*selected)].strip():
            self._status.say("Select the words that name somebody, or that show a theme.")
            return
        words = " ".join(page.text[slice(*selected)].split())
        short = len(words.split()) <= _MOST_WORDS
        self._choose(
            self._choices(),
            title="Actor or theme",
            about=f"“{words}” is, or is about:" if short else "The selected passage is about:",
            new_kind="actor or theme",
            new_name=words if short else "",
            everywhere=f"Wherever “{words}” stands" if short else "",
            then=partial(self._told, words if short else "", page.ranges(*selected)),
        )

    def _told(
        self, words: str, ranges: Sequence[tuple[str, int, int]], choice: SubjectChoice, everywhere: bool
    ) -> None:
        brief = self._reading.brief
        if choice.is_new:
            self._make(choice.name, lambda new: self._made(new, words))
        elif everywhere:
            self._settle(f"call {choice.name} “{words}”", lambda: [self._library.add_name(choice.id, words)])
        elif brief is not None:
            self._settle(
                f"mention of {choice.name}", lambda: [self._library.place_subject(choice.id, brief, ranges, put=True)]
            )

    def _made(self, new: NewSubject, words: str) -> None:
        names = new.names if not words or words == new.name or new.kind == THEME else (*new.names, words)
        self._settle(f"make {new.name}", lambda: [self._library.make_subject(new.kind, new.name, names)])

    def correct_mention(self, subject: str, what: str, brief_id: str, block: str, start: int, end: int) -> None:
        """Say that a mention is "not" one of a subject, or one of an "other"."""
        one = self._library.registry().find(subject)
        if one is None:
            self._status.say("This actor or theme is not there any more.")
            return
        place = (brief_id, block, start, end)
        if what == "not":
            self._settle(f"not {one.name} here", lambda: [self._placed(one.id, place, put=False)])
            return
        theme = _parts(one)[0] == THEME
        self._choose(
            [it for it in self._choices(themes=theme, actors=not theme) if it.id != one.id],
            title="Another theme" if theme else "Somebody else",
            about="This paragraph is about:" if theme else "These words mean:",
            new_kind="theme" if theme else "actor",
            new_name="" if theme else self._words_at(brief_id, block, start, end),
            then=partial(self._move, one, place),
        )

    def _act(self, action: str) -> None:
        if action == "tell_selection":
            self.tell_selection()

    def _correct_here(self, what: str, mention: Mention) -> None:
        if self._reading.brief is not None:
            start, end = mention.start, mention.end
            self.correct_mention(mention.subject, what, self._reading.brief.id, mention.block, start, end)

    def _move(self, one: Actor | Theme, place: tuple[str, str, int, int], choice: SubjectChoice, _: bool) -> None:
        if choice.is_new:
            self._make(
                choice.name,
                lambda new: self._settle(f"mention of {new.name}", lambda: self._made_at(one, new, place)),
                kind=THEME if _parts(one)[0] == THEME else "",
            )
        else:
            self._settle(f"mention of {choice.name}", lambda: self._moved(one, choice.id, place))

    def _made_at(self, one: Actor | Theme, new: NewSubject, place: tuple[str, str, int, int]) -> list[Corrected]:
        made = self._library.make_subject(new.kind, new.name, new.names)
        return [made, *self._moved(one, made.subject, place)]

    def _moved(self, one: Actor | Theme, other: str, place: tuple[str, str, int, int]) -> list[Corrected]:
        return [self._placed(one.id, place, put=False), self._placed(other, place, put=True)]

    def _placed(self, subject: str, place: tuple[str, str, int, int], *, put: bool) -> Corrected:
        brief_id, block, start, end = place
        return self._library.place_subject(subject, self._library.brief(brief_id), [(block, start, end)], put=put)

    def _words_at(self, brief_id: str, block: str, start: int, end: int) -> str:
        text = next((one.text for one in self._library.brief(brief_id).blocks if one.id == block), "")
        return " ".join(text[start:end].split())

    # Asking

    def _choices(self, *, actors: bool = True, themes: bool = True) -> list[SubjectChoice]:
        from briefreader.ui.dialogs.choose_subject import SubjectChoice

        known = self._library.names_known().known.values()
        found = [SubjectChoice(one.id, one.name, one.kind, one.mentions) for one in known]
        found = [one for one in found if (themes if one.kind == THEME else actors)]
        return sorted(found, key=lambda one: (-one.count, one.name))

    def _choose(
        self,
        subjects: Sequence[SubjectChoice],
        *,
        title: str,
        about: str,
        then: Callable[[SubjectChoice, bool], None],
        go: str = "Choose",
        new_kind: str = "",
        new_name: str = "",
        everywhere: str = "",
    ) -> None:
        from briefreader.ui.dialogs.choose_subject import ChooseSubjectDialog

        dialog = ChooseSubjectDialog(
            subjects,
            title=title,
            about=about,
            go=go,
            new_kind=new_kind,
            new_name=new_name,
            everywhere=everywhere,
            parent=self._window,
        )

        def chosen() -> None:
            choice = dialog.choice()
            if choice is not None:
                then(choice, dialog.everywhere())

        dialog.accepted.connect(chosen)
        self._open(dialog)

    def _make(self, name: str, then: Callable[[NewSubject], None], kind: str = "") -> None:
        from briefreader.ui.dialogs.new_subject import NewSubjectDialog

        dialog = NewSubjectDialog(name, kind or "person", with_theme=not kind or kind == THEME, parent=self._window)

        def given() -> None:
            choice = dialog.choice()
            if choice is not None:
                then(choice)

        dialog.accepted.connect(given)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Settling

    def _settle(self, words: str, work: Callable[[], Sequence[Corrected]]) -> None:
        try:
            with self._library.database.transaction():
                done = tuple(work())
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return
        self._stack.push(
            Step(
                words,
                partial(self._put, done),
                partial(self._put, tuple(one.undone for one in reversed(done))),
            )
        )
        self.changed.emit()

    def _put(self, corrections: Sequence[Corrected]) -> bool:
        try:
            with self._library.database.transaction():
                for one in corrections:
                    self._library.put_corrections(one)
        except BriefreaderError as error:
            self.trouble.emit(str(error))
            return False
        self.changed.emit()
        return True


def _word_at(text: str, offset: int) -> tuple[int, int]:
    """The word at an offset; empty between two words."""
    start = end = offset
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _parts(one: Actor | Theme) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The kind of an actor or theme, its other names or terms, and its seats."""
    from briefreader.brief.registry import Theme

    if isinstance(one, Theme):
        return THEME, one.terms, ()
    return one.kind, one.aliases, one.seats
