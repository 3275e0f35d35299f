"""Correcting actors and themes: what the user says becomes corrections, each with the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from briefreader.annotations import anchoring
from briefreader.brief.corrections import THEME, Correction, Placed, Registry
from briefreader.brief.model import Brief
from briefreader.brief.registry import KINDS, Actor, Theme
from briefreader.errors import BriefreaderError, NotFound
from briefreader.storage.briefs import BriefStore
from briefreader.storage.database import Database


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was settled of some subjects before and after; `subject` is the one that it is about now."""

    subject: str
    before: tuple[Correction, ...]
    after: tuple[Correction, ...]

    @property
    def undone(self) -> Corrected:
        """The way back."""
        return Corrected(self.subject, self.after, self.before)


class Corrections:
    """What the user has settled so far, and how it changes; nothing is stored before `store`."""

    def __init__(self, database: Database, briefs: BriefStore) -> None:
        self._database, self._briefs = database, briefs
        self.registry: Registry = briefs.registry()
        self._before = {one.subject: one for one in briefs.corrections()}
        self._after = dict(self._before)

    def known(self, subject: str) -> Actor | Theme:
        """An actor or theme by its id. Raises NotFound."""
        found = self.registry.find(subject)
        if found is None:
            raise NotFound(f"There is no actor or theme “{subject}”; `briefreader actors` lists those that there are.")
        return found

    def of(self, subject: str) -> Correction:
        """What is settled of a subject now."""
        return self._after.get(subject) or Correction(subject)

    def say(self, one: Correction) -> None:
        """Settle something else of a subject."""
        self._after[one.subject] = one

    def store(self, subject: str) -> Corrected:
        """Store what has changed, in one transaction."""
        touched = [name for name in self._after if self._after[name] != self._before.get(name, Correction(name))]
        after = tuple(self._after[name] for name in touched)
        before = tuple(self._before.get(name, Correction(name)) for name in touched)
        with self._database.transaction():
            self._briefs.put_corrections(after)
        return Corrected(subject, before, after)

    # What can be said

    def rename(self, subject: str, name: str) -> Corrected:
        """Call an actor or theme otherwise; an actor is still found under the name that it had."""
        one, name = self.known(subject), _worded(name)
        return self._say(one.id, lambda said: replace(said, name=name, confirmed=True))

    def retype(self, subject: str, kind: str) -> Corrected:
        """Make an actor a person, an organisation, a state or a group."""
        one = self.known(subject)
        if isinstance(one, Theme) or kind not in KINDS:
            raise BriefreaderError(f"An actor is one of {', '.join(KINDS)}, not “{kind}”; choose one of them.")
        return self._say(one.id, lambda said: replace(said, kind=kind, confirmed=True))

    def add_name(self, subject: str, words: str) -> Corrected:
        """Give an actor another name, or a theme another term."""
        one, words = self.known(subject), _worded(words)
        return self._say(one.id, lambda said: _with_name(said, words))

    def drop_name(self, subject: str, words: str) -> Corrected:
        """Take a name from an actor, or a term from a theme, for good: no import brings it back."""
        one = self.known(subject)
        if isinstance(one, Actor) and words == one.name:
            raise BriefreaderError(f"“{words}” is what this actor is called; give it another name before, or hide it.")
        return self._say(one.id, lambda said: _without_name(said, words))

    def hide(self, subject: str, hidden: bool = True) -> Corrected:
        """Show an actor or theme nowhere, or show it again."""
        one = self.known(subject)
        return self._say(one.id, lambda said: replace(said, hidden=hidden))

    def confirm(self, subject: str) -> Corrected:
        """Say that a suggestion is right."""
        one = self.known(subject)
        return self._say(one.id, lambda said: replace(said, confirmed=True))

    def merge(self, subject: str, into: str) -> Corrected:
        """Make two actors one, or two themes: names, mentions and all that was said of the first go to the other."""
        one, other = self.known(subject), self.known(into)
        if one.id == other.id:
            raise BriefreaderError("An actor cannot be merged with itself; choose another one.")
        if isinstance(one, Actor) != isinstance(other, Actor):
            raise BriefreaderError("An actor and a theme cannot be merged; choose two of a kind.")
        self.say(replace(self.of(one.id), became=other.id))
        self.say(replace(self.of(other.id), confirmed=True))
        return self.store(other.id)

    def split(self, subject: str, names: Sequence[str], kind: str = "") -> Corrected:
        """Make of some names of an actor, or terms of a theme, one of its own, called by the first of them."""
        one = self.known(subject)
        all_names = (*one.aliases, *one.seats) if isinstance(one, Actor) else one.terms
        chosen = [name for name in names if name in all_names]
        if not chosen or len(chosen) != len(names):
            raise BriefreaderError("Choose some of its other names to make another actor of.")
        self.say(_dropping(self.of(one.id), chosen))
        new = self._new_id(chosen[0].rstrip("*"))
        kind = THEME if isinstance(one, Theme) else kind or one.kind
        terms = tuple(chosen) if kind == THEME else tuple(chosen[1:])
        self.say(Correction(new, kind, chosen[0].rstrip("*"), terms, confirmed=True))
        return self.store(new)

    def make(self, kind: str, name: str, names: Sequence[str] = ()) -> Corrected:
        """Make an actor (`kind` one of `KINDS`) or a theme ("theme") that nobody knows yet."""
        name = _worded(name)
        if kind not in (*KINDS, THEME):
            raise BriefreaderError(f"An actor is one of {', '.join(KINDS)}, not “{kind}”; choose one of them.")
        new = self._new_id(name)
        added = tuple(dict.fromkeys(_worded(one) for one in names))
        if kind == THEME and not added:
            added = (name,)
        self.say(Correction(new, kind, name, added, confirmed=True))
        return self.store(new)

    def place(self, subject: str, brief: Brief, ranges: Sequence[tuple[str, int, int]], put: bool) -> Corrected:
        """Say that words of a brief are, or are not, a mention of an actor; of a theme: that paragraphs belong to it.

        What was said of the same words before, of this or any other actor, is taken back.
        """
        one = self.known(subject)
        if isinstance(one, Theme):
            texts = {block.id: block.text for block in brief.blocks}
            ranges = [(block, 0, len(texts.get(block, ""))) for block in dict.fromkeys(block for block, _, _ in ranges)]
        for block, start, end in ranges:
            passage = anchoring.describe(brief, [(block, start, end)])
            self._take_back(one, brief.id, passage.targets[0].block, passage.edition, (start, end))
            said = self.of(one.id)
            self.say(replace(said, placed=(*said.placed, Placed(brief.id, passage, put))))
        return self.store(one.id)

    def _take_back(self, subject: Actor | Theme, brief: str, block: str, edition: str, span: tuple[int, int]) -> None:
        for name, said in list(self._after.items()):
            about = self.registry.find(name)
            if not said.placed or about is None or isinstance(about, Theme) != isinstance(subject, Theme):
                continue
            if isinstance(subject, Theme) and about.id != subject.id:
                continue
            kept = tuple(one for one in said.placed if not _is_there(one, brief, block, edition, span))
            if kept != said.placed:
                self.say(replace(said, placed=kept))

    def _say(self, subject: str, change: Callable[[Correction], Correction]) -> Corrected:
        self.say(change(self.of(subject)))
        return self.store(subject)

    def _new_id(self, name: str) -> str:
        taken = {one.id for one in self.registry.actors} | {one.id for one in self.registry.themes}
        taken |= set(self._after) | set(self.registry.same)
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "subject"
        free, turn = slug, 1
        while free in taken:
            turn += 1
            free = f"{slug}-{turn}"
        return free


def _worded(words: str) -> str:
    plain = " ".join(words.split())
    if not any(letter.isalnum() for letter in plain):
        raise BriefreaderError("A name needs a letter or a figure; type one.")
    return plain


def _with_name(said: Correction, words: str) -> Correction:
    added = said.added if words in said.added else (*said.added, words)
    return replace(said, added=added, dropped=tuple(one for one in said.dropped if one != words), confirmed=True)


def _without_name(said: Correction, words: str) -> Correction:
    return replace(_dropping(said, [words]), confirmed=True)


def _dropping(said: Correction, names: Iterable[str]) -> Correction:
    gone = tuple(names)
    return replace(
        said,
        added=tuple(one for one in said.added if one not in gone),
        dropped=tuple(dict.fromkeys((*said.dropped, *gone))),
    )


def _is_there(one: Placed, brief: str, block: str, edition: str, span: tuple[int, int]) -> bool:
    target = one.passage.targets[0]
    return (
        one.brief == brief
        and one.passage.edition == edition
        and target.block == block
        and target.start < span[1]
        and span[0] < target.end
    )
