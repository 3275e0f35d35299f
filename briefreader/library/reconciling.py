"""What an import suggests, beside what the library knows: one actor across the library, under all its names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefreader.brief.corrections import Registry
from briefreader.brief.folding import fold
from briefreader.brief.persons import key_of
from briefreader.brief.registry import Actor, Evidence, Pack, Theme

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The actors and themes that are new, the names that were learned of known ones (id, name, whether it is that of
    a seat), and the evidence under the ids that they have in the library."""

    actors: tuple[Actor, ...]
    themes: tuple[Theme, ...]
    learned: tuple[tuple[str, str, bool], ...]
    evidence: tuple[Evidence, ...]


def reconcile(pack: Pack, registry: Registry) -> Reconciled:
    """Find for each suggested actor and theme of a pack the one that the library has already."""
    known = _Known(registry)
    new: list[Actor] = []
    learned: list[tuple[str, str, bool]] = []
    ids: dict[str, str] = {}
    for actor in (one for one in pack.actors if one.status == "suggested"):
        found = known.actor(actor)
        if found is None:
            made = replace(actor, id=known.free(actor.id))
            ids[actor.id] = made.id
            known.add(made)
            new.append(made)
            continue
        ids[actor.id] = found.id
        names = {found.name, *found.aliases, *found.seats}
        learned += [(found.id, name, False) for name in (actor.name, *actor.aliases) if name not in names]
        learned += [(found.id, name, True) for name in actor.seats if name not in names]
    themes = []
    for theme in (one for one in pack.themes if one.status == "suggested"):
        twin = known.theme(theme)
        if twin is None:
            made_theme = replace(theme, id=known.free(theme.id))
            themes.append(made_theme)
            ids[theme.id] = made_theme.id
        else:
            ids[theme.id] = twin.id
            learned += [(twin.id, term, False) for term in theme.terms if term not in twin.terms]
    evidence = tuple(replace(one, subject=ids.get(one.subject, one.subject)) for one in pack.evidence)
    return Reconciled(tuple(new), tuple(themes), tuple(dict.fromkeys(learned)), evidence)


class _Known:
    """The library's actors and themes by all that they may be known by."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._by_id: dict[str, Actor] = {one.id: one for one in registry.actors}
        self._themes: dict[str, Theme] = {one.id: one for one in registry.themes}
        self._by_name: dict[str, list[Actor]] = {}
        self._persons: dict[tuple[str, str], Actor] = {}
        for one in registry.actors:
            self._index(one)

    def _index(self, one: Actor) -> None:
        for name in (one.name, *one.aliases):
            self._by_name.setdefault(fold(name), []).append(one)
        if one.kind == "person":
            for name in (one.name, *one.aliases):
                if len(name.split()) > 1:
                    self._persons.setdefault(key_of(name.split()), one)

    def add(self, one: Actor) -> None:
        """Know one that is new."""
        self._by_id[one.id] = one
        self._index(one)

    def actor(self, one: Actor) -> Actor | None:
        """The actor that a suggested one is: by its id, its name, or what is certain enough of its other names."""
        same = self._by_id.get(self._registry.current(one.id))
        if same is not None and (same.kind == one.kind or fold(one.name) in map(fold, (same.name, *same.aliases))):
            return same
        named = self._of_kind(self._by_name.get(fold(one.name), ()), one)
        if named is not None:
            return named
        if one.kind == "person":
            return self._persons.get(key_of(one.name.split())) if len(one.name.split()) > 1 else None
        shorts = [name for name in one.aliases if name.isupper() and len(name) >= _SHORTEST]
        found = (self._of_kind(self._by_name.get(fold(name), ()), one) for name in shorts)
        short = next((it for it in found if it is not None), None)
        return short or self._called_the_same(one)

    def _called_the_same(self, one: Actor) -> Actor | None:
        """The body that has every name under which a text has this one, though each calls itself something else."""
        longer = [name for name in one.aliases if " " in name]
        if not longer or len(longer) < len(one.aliases):
            return None
        found = [self._of_kind(self._by_name.get(fold(name), ()), one) for name in longer]
        return found[0] if len({it.id if it else "" for it in found}) == 1 else None

    def _of_kind(self, found: Sequence[Actor], one: Actor) -> Actor | None:
        """Of those with a name the one that it may be: of several people with a surname none."""
        alike = [it for it in found if (it.kind == "person") == (one.kind == "person")]
        return alike[0] if len({it.id for it in alike}) == 1 else None

    def theme(self, one: Theme) -> Theme | None:
        """The theme that a suggested one is: by its id or its name."""
        same = self._themes.get(self._registry.current(one.id))
        if same is not None:
            return same
        return next((it for it in self._themes.values() if fold(it.name) == fold(one.name)), None)

    def free(self, wanted: str) -> str:
        """An id that nobody has, nor ever had."""
        taken: Iterable[str] = (*self._by_id, *self._themes, *self._registry.same)
        free, turn = wanted, 1
        while free in taken:
            turn += 1
            free = f"{wanted}-{turn}"
        return free
