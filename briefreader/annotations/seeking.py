"""Where a passage of one edition stands in another: the same words elsewhere, similar words, or nowhere.

The passage is first sought letter by letter in the plain form of both texts (see `typography`): an occurrence counts
where the text around it agrees, clearly better than around any other. Only what is not found so is sought by its
likeness (see `matching`), and is then changed at best. Where the edition of the passage is at hand, the way back is
gone as well: words that stood at another place of it too, or that are likelier to come from one, are not the
passage's, and it is lost rather than attached to its twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from briefreader.annotations import changes
from briefreader.annotations.agreement import (
    EVIDENCE,
    Agreement,
    agreement,
    clear_best,
    common_end,
    common_start,
    edges,
    leads,
    occurrences,
    parted,
    reaches_out,
)
from briefreader.annotations.ground import Ground
from briefreader.annotations.matching import REACH, Found, Sought, neighbourhood, search, sought_between, sought_on
from briefreader.annotations.model import Passage, State, Target
from briefreader.annotations.page import Page, Place
from briefreader.annotations.typography import plain

# Where a block ends and with it a sentence; what goes on with a small letter goes on with the sentence.
_BREAK = re.compile(r"(?<=[.!?:;])\n|\n(?![a-z])")

# The same for a quote that stands in several places, or may do so, or is too short to tell: a whole formula ("For this
# reason, the ") may open the next sentence in two places.
_MORE_EVIDENCE = 48

# A quote of so many words that stood in one place only, and stands in one place only, needs no neighbours to be known
# again. Where its edition is not at hand, it may have stood in it twice: then it has to be longer, and is only likely.
_TELLING = 4
_TELLING_ALONE = 8

THRESHOLD = 0.9
"""What a stretch has to be worth (see `Found.rank`) to count as the passage, changed.

It asks for nine in ten words where nothing of the neighbourhood is left, and for four in ten where all of it is. In
the generated corpus (`bench/anchoring.py --sweep`) a lower one finds hardly any more of what changed, and takes more
deleted sentences for others; 1.0 loses one more in a hundred that changed."""

MARGIN = 0.15
"""By how much it has to be worth more than any other one.

In the same corpus 0.1 sends three times as many astray, and 0.2 loses twice as many more as it saves."""


class Standing(NamedTuple):
    """Where a passage stands, and how surely; `places` is empty where it is lost."""

    state: State
    places: tuple[Place, ...] = ()
    reason: str = ""


class _Hit(NamedTuple):
    state: State
    start: int
    end: int
    reason: str = ""


@dataclass(frozen=True)
class _Home:
    """Where the words sought stand in their own edition."""

    ground: Ground
    start: int
    end: int

    @cached_property
    def has_twins(self) -> bool:
        """Whether the same words stand at another place of it too."""
        quote = self.ground.text[self.start : self.end]
        return len(list(islice(self.ground.occurrences(quote), 2))) > 1


def seek(page: Page, passage: Passage, own: Page | None) -> Standing:
    """Where `passage` stands on `page`, which is of another edition; `own` is the passage's own, where it is there."""
    targets = passage.targets
    if not page.ground.text or not targets or not all(plain(target.quote).strip() for target in targets):
        return Standing(State.LOST)
    hit = _seek_run(page.ground, targets, own) if len(list(_runs(targets))) == 1 else None
    if len(targets) == 1 or (hit and hit.state is State.MOVED):
        return _standing(page, [hit] if hit else [])
    return _in_parts(page, targets, own, hit)


def _in_parts(page: Page, targets: Sequence[Target], own: Page | None, whole: _Hit | None) -> Standing:
    """Where the parts of a passage stand that is not there as it was; `whole` is where something like all of it is.

    They may have been apart before, or have been parted since, or put in another order. Half of the passage has to be
    there.
    """
    runs = list(_runs(targets))
    apart = len(runs) > 1
    if not apart:
        runs = [(target,) for target in targets]
    parts = [_seek_run(page.ground, run, own) for run in runs]
    there = [part for part in parts if part]
    in_order = all(one.end <= other.start for one, other in pairwise(there))
    moved = len(there) == len(parts) and all(part.state is State.MOVED for part in there)
    if whole is None and moved and in_order and apart:
        return _standing(page, there)
    if whole and (in_order or not moved) and all(whole.start <= part.start and part.end <= whole.end for part in there):
        return _standing(page, [whole])
    sizes = [sum(len(target.quote) for target in run) for run in runs]
    if 2 * sum(size for part, size in zip(parts, sizes, strict=True) if part) < sum(sizes):
        return _standing(page, [whole] if whole else [])
    reason = changes.most_telling(frozenset(part.reason for part in there)) or changes.WORDING
    return _standing(page, [part._replace(state=State.CHANGED, reason=reason) for part in there])


def _standing(page: Page, hits: Sequence[_Hit]) -> Standing:
    """The places of some hits, which are of one state and reason."""
    places = page.joined(Place(*place) for hit in hits for place in page.ground.places(hit.start, hit.end))
    return Standing(hits[0].state, tuple(places), hits[0].reason) if places else Standing(State.LOST)


def _runs(targets: Sequence[Target]) -> Iterator[Sequence[Target]]:
    """The targets that follow each other without a gap, together."""
    first = 0
    for at, (one, other) in enumerate(pairwise(targets), start=1):
        behind, quote = plain(one.suffix).strip(), plain(other.quote).strip()
        shared = min(len(behind), len(quote))
        if behind[:shared] != quote[:shared]:
            yield targets[first:at]
            first = at
    yield targets[first:]


def _seek_run(ground: Ground, targets: Sequence[Target], own: Page | None) -> _Hit | None:
    """Where the words of targets that follow each other stand."""
    home = _home(targets, own)
    sought = sought_on(home.ground, home.start, home.end) if home else _kept(targets)
    same = {at: agreement(sought, ground, at) for at in occurrences(ground, sought)}
    context = len(sought.text) - (sought.end - sought.start)
    best = clear_best(tuple(same.items()), context)
    clear = best is not None and sum(best[1]) >= min(_needed(sought, home), context)
    if best and clear and reaches_out(sought, *best[1]):
        hit = _judged(ground, sought, home, best[0], same)
        if hit:
            return hit
    # Without its neighbours, the same words have to stand up to similar ones that may have them.
    return _likeliest(ground, sought, home, same, best[0] if best and clear else None)


def _home(targets: Sequence[Target], own: Page | None) -> _Home | None:
    if own is None or not all(own.holds(target) for target in targets):
        return None
    ground = own.ground
    start = ground.position(own.index[targets[0].block], targets[0].start)
    quote = _joined(targets)
    # A mark that begins inside what becomes one sign in plain form cannot be put back.
    return _Home(ground, start, start + len(quote)) if ground.text.startswith(quote, start) else None


def _joined(targets: Sequence[Target]) -> str:
    return " ".join(plain(target.quote).strip() for target in targets)


def _kept(targets: Sequence[Target]) -> Sought:
    """The words with the neighbours that were kept with them."""
    before, behind = plain(targets[0].prefix).lstrip(), plain(targets[-1].suffix).rstrip()
    opened = plain(_BREAK.split(targets[0].prefix + targets[0].quote[:1])[-1][:-1])
    closed = plain(_BREAK.split(targets[-1].quote[-1:] + targets[-1].suffix)[0][1:])
    return sought_between(
        before,
        _joined(targets),
        behind,
        opened=min(len(opened), len(before)),
        closed=min(len(closed), len(behind)),
        whole=all(
            (not target.prefix or target.prefix.endswith("\n")) and (not target.suffix or target.suffix[0] == "\n")
            for target in targets
        ),
    )


def _judged(
    ground: Ground, sought: Sought, home: _Home | None, start: int, same: Mapping[int, Agreement]
) -> _Hit | None:
    """What becomes of the same words at `start`, one of the places that have the `same`.

    Moved, or changed where the sentence around them is another one; None where too little says that they are the
    passage's. Of two that stand next to each other nobody knows which came later.
    """
    size = len(sought.quote)
    end = start + size
    context = len(sought.text) - size
    ours = same[start]
    for at, theirs in same.items():
        if parted(ours, theirs) or (_beside(ground, start, at, size) and sum(ours) < context):
            return None
    if home and not _is_its_own(ground, sought, home, start):
        return None
    kinds, beyond = _sentence_changes(ground, sought, start, end)
    telling = kinds - {changes.WORDING}
    known = sum(ours) + beyond >= min(_needed(sought, home), context)
    if len(sought.quote.split()) < _TELLING and context < EVIDENCE:
        known = False
    if not known and not (len(same) == 1 and _speaks_for_itself(ground, sought, home, start, end)):
        return None
    if telling or (kinds and not beyond):
        return _Hit(State.CHANGED, start, end, changes.most_telling(telling) or changes.SURROUNDINGS)
    if not known and home is None:
        # It may as well be a twin of the passage that was there before.
        return _Hit(State.CHANGED, start, end, changes.SURROUNDINGS)
    return _Hit(State.MOVED, start, end)


def _beside(ground: Ground, one: int, other: int, size: int) -> bool:
    """Whether two places of the same words are in the same sentence twice, letter by letter, one behind the other."""
    if not 0 < abs(one - other) < 2 * REACH:
        return False
    first, second = sorted((one, other))
    floor, ceiling = ground.sentence(first, first + size)
    after = ground.text[ceiling : ceiling + 1 + ceiling - floor]
    return second - first == ceiling + 1 - floor and after == " " + ground.text[floor:ceiling]


def _needed(sought: Sought, home: _Home | None) -> int:
    """How much of the neighbouring text has to agree."""
    telling = home and len(sought.quote.split()) >= _TELLING and not home.has_twins
    return EVIDENCE if telling else _MORE_EVIDENCE


def _sentence_changes(ground: Ground, sought: Sought, start: int, end: int) -> tuple[frozenset[str], int]:
    """What changed in the sentences around words that are the same, and how much of the text beyond them agrees.

    That is 0 where on a side that changed there is not enough of it.
    """
    floor, ceiling = ground.sentence(start, end)
    kinds: frozenset[str] = frozenset()
    beyond = [0]
    old, new = sought.text[sought.floor : sought.start], ground.text[floor:start]
    if not (new == old or (sought.cut_before and new.endswith(old))):
        if sought.cut_before:
            new = new[-len(old) - EVIDENCE :]
        kinds |= changes.kinds_of_change(old, new, open_start=sought.cut_before)
        known = sought.text[: sought.floor]
        beyond.append(common_end(known, ground.text[max(0, floor - REACH) : floor]))
    old, new = sought.text[sought.end : sought.ceiling], ground.text[end:ceiling]
    if not (new == old or (sought.cut_behind and new.startswith(old))):
        if sought.cut_behind:
            new = new[: len(old) + EVIDENCE]
        kinds |= changes.kinds_of_change(old, new, open_end=sought.cut_behind)
        known = sought.text[sought.ceiling :]
        beyond.append(common_start(known, ground.text[ceiling : ceiling + REACH]))
    return kinds, sum(beyond) if all(agreed >= EVIDENCE for agreed in beyond[1:]) else 0


def _speaks_for_itself(ground: Ground, sought: Sought, home: _Home | None, start: int, end: int) -> bool:
    """Whether words that stand nowhere else are enough by themselves: several of them, or whole blocks then and now."""
    if home and home.has_twins:
        return False
    if len(sought.quote.split()) >= (_TELLING if home else _TELLING_ALONE):
        return True
    return sought.whole and ground.block_edges(start, end) == (start, end)


def _is_its_own(ground: Ground, sought: Sought, home: _Home, start: int) -> bool:
    """Whether the words at `start` come from where the passage stood, and not from the same words elsewhere."""
    if not home.has_twins:
        return True
    there = sought_on(ground, start, start + len(sought.quote))
    context = len(there.text) - len(there.quote)
    ours = agreement(there, home.ground, home.start)
    others = (at for at in occurrences(home.ground, there) if at != home.start)
    return all(leads(ours, agreement(there, home.ground, at), context) for at in others)


def _likeliest(
    ground: Ground, sought: Sought, home: _Home | None, same: Mapping[int, Agreement], clear: int | None
) -> _Hit | None:
    """Where words stand that are likely to be the passage's, though some of them or their neighbours changed.

    They may be the `same` words in one of several places; `clear` is the one that the text around points to.
    """
    likely = [
        one
        for one in _ranked(ground, sought, same)
        if one.rank >= THRESHOLD and not _is_another(ground, sought, home, one)
    ]
    twins = [one for one in likely if one.start in same and (clear is None or not 0 < abs(one.start - clear) < REACH)]
    edited = [one for one in likely if one.start not in same]
    if twins:
        best = twins[0]
        if len(twins) > 1 and best.rank - twins[1].rank < MARGIN:
            return None
        # A sentence may be copied to where its words are the same, and be edited where it was.
        alone = not reaches_out(sought, *same[best.start])
        ahead = (best.similarity if alone else best.rank) - (edited[0].rank if edited else 0.0)
        if ahead >= MARGIN:
            return _judged(ground, sought, home, best.start, same)
        if ahead > -MARGIN:
            return None
    if not edited or (len(edited) > 1 and edited[0].rank - edited[1].rank < MARGIN):
        return None
    best = edited[0]
    short = len(sought.quote.split()) < _TELLING
    if short and any(agreed < min(EVIDENCE, known) for agreed, known in edges(ground, sought, best)):
        return None
    kinds = changes.kinds_of_change(sought.quote, ground.text[best.start : best.end])
    return _Hit(State.CHANGED, best.start, best.end, changes.most_telling(kinds))


def _ranked(ground: Ground, sought: Sought, same: Mapping[int, Agreement]) -> list[Found]:
    """The stretches likest to the words sought; those with the same words are all among them."""
    size = len(sought.quote)
    whole = [neighbourhood(ground, sought, at, at + size) for at in same]
    others = search(ground, sought, THRESHOLD)
    apart = [one for one in others if not any(one.touches(it.start, it.end) for it in whole)]
    return sorted([*whole, *apart], key=lambda one: -one.rank)


def _is_another(ground: Ground, sought: Sought, home: _Home | None, found: Found) -> bool:
    """Whether a stretch is what stood beside the passage, or is likelier to come from elsewhere in its edition."""
    text = ground.text[found.start : found.end]
    before, behind = sought.text[: sought.start].strip(), sought.text[sought.end :].strip()
    for common, known in ((common_start(behind, text), behind), (common_end(before, text), before)):
        if common >= EVIDENCE and common == min(len(known), len(text)):
            return True
    if home is None:
        # A family of sentences has similar neighbours: only the very same ones tell its members apart.
        agreements = edges(ground, sought, found)
        return text != sought.quote and not any(agreed >= min(EVIDENCE, known) > 0 for agreed, known in agreements)
    if text == sought.quote:
        return not _is_its_own(ground, sought, home, found.start)
    there = sought_on(ground, found.start, found.end)
    return bool(search(home.ground, there, found.rank - MARGIN, (home.start, home.end)))
