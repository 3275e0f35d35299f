"""Who a brief speaks of, as far as its text and the lists of names tell, each with the evidence."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefreader import lists
from briefreader.brief.mentions import find_mentions
from briefreader.brief.model import Brief
from briefreader.brief.registry import Actor, Evidence, Mention
from briefreader.importing.actors.bodies import Bodies, Body
from briefreader.importing.actors.gazetteer import Gazetteer, read_gazetteer
from briefreader.importing.actors.people import People, Person
from briefreader.importing.actors.runs import Usage, lines_of


@dataclass(frozen=True)
class Suggested:
    """The actors of a brief with the names that it uses, why each was suggested, and what could not be read."""

    actors: tuple[Actor, ...]
    evidence: tuple[Evidence, ...]
    faults: tuple[str, ...] = ()


def suggest_actors(brief: Brief, gazetteer: Gazetteer | None = None) -> Suggested:
    """The actors that a brief speaks of: known ones under the names that it uses, and those that it names itself."""
    known = gazetteer or read_gazetteer()
    lines = lines_of(brief.blocks)
    usage = Usage.of(lines, brief.metadata.language)
    words = frozenset(re.findall(r"[^\W_]+", " ".join(block.text for block in brief.blocks)))
    listed = known.within(words, brief.metadata.language)
    masks = known.masks_within(words)
    mentions = find_mentions(brief.blocks, listed, (), masks)
    names = _names(mentions, brief)
    taken = names | {word for name in names for word in name.split() if word[:1].isupper()}
    others = frozenset((*lists.lines_of("not-actors.txt"), *masks))
    looking = People(lines, usage, frozenset(lists.lines_of("given-names.txt")), others, taken, brief.metadata.language)
    people = looking.look()
    somebody = {form for one in people for form in (one.name, *one.surnames)}
    bodies_known = {name for one in listed if one.kind == "organisation" for name in one.aliases}
    seeking = Bodies(lines, usage, others, taken, bodies_known, names, brief.metadata.language)
    bodies = seeking.look(somebody, looking.claimed)
    actors = [*listed, *map(_person, people), *map(_body, bodies)]
    found = find_mentions(brief.blocks, actors, (), masks)
    return Suggested(*_seen(brief, actors, found, known, people, bodies), known.faults)


def _names(mentions: Iterable[Mention], brief: Brief) -> frozenset[str]:
    """The names that lists have and the text uses."""
    texts = {block.id: block.text for block in brief.blocks}
    return frozenset(texts[one.block][one.start : one.end] for one in mentions)


def _person(one: Person) -> Actor:
    return Actor(_slug(one.name), one.name, "person", (*one.surnames, *one.forms), status="suggested")


def _body(one: Body) -> Actor:
    name = (
        re.sub(r"^(?:The|De|Het|La|Le|Les|Der|Die|Das)\s(?=\w)", "", one.name)
        if len(one.name.split()) > 2
        else one.name
    )
    aliases = tuple(alias for alias in (one.short, one.name) if alias and alias != name)
    return Actor(_slug(name), name, "organisation", aliases, status="suggested")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"


def _seen(
    brief: Brief,
    actors: Sequence[Actor],
    found: Iterable[Mention],
    known: Gazetteer,
    people: Iterable[Person],
    bodies: Iterable[Body],
) -> tuple[tuple[Actor, ...], tuple[Evidence, ...]]:
    """The actors that are mentioned, each with the names under which it is, and the evidence."""
    texts = {block.id: block.text for block in brief.blocks}
    forms: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in found:
        forms[one.subject].setdefault(_plain(texts[one.block][one.start : one.end]), one.block)
    reasons = {_slug(one.name): _why_person(one) for one in people} | {
        _slug(one.name): _why_body(one) for one in bodies
    }
    kept: dict[str, Actor] = {}
    evidence: list[Evidence] = []
    for actor in actors:
        here = forms.get(actor.id)
        if not here or actor.id in kept:
            continue
        seats = tuple(name for name in actor.seats if name in here)
        names = tuple(name for name in here if name not in seats and name != actor.name and name in actor.aliases)
        kept[actor.id] = Actor(actor.id, actor.name, actor.kind, names, status="suggested", seats=seats)
        reason, words, block = reasons.get(actor.id) or _why_known(actor, here, known)
        evidence.append(Evidence(actor.id, reason, words, block))
    return tuple(kept.values()), tuple(evidence)


def _plain(name: str) -> str:
    return " ".join(name.split())


def _why_person(one: Person) -> tuple[str, str, str]:
    reason = "a title stands before the name" if one.titled else "it has the form of a person's name"
    return reason, one.shown or one.name, one.block


def _why_body(one: Body) -> tuple[str, str, str]:
    reason = {
        "abbreviation": "its abbreviation is given in brackets",
        "word": "a word in it says what it is",
        "use": "it does something in the text",
    }[one.reason]
    return reason, f"{one.name} ({one.short})" if one.short else one.name, one.block


_LISTED = {"person": "public figures"}


def _why_known(actor: Actor, here: dict[str, str], known: Gazetteer) -> tuple[str, str, str]:
    people = known.people.get(actor.id, frozenset())
    name, block = next(iter(here.items()))
    for form, place in here.items():
        if form not in people and form not in actor.seats:
            return f"it is in the list of {_LISTED.get(actor.kind, 'states and organisations')}", form, place
    if name in actor.seats:
        return "a capital stands for its government", name, block
    return "its people are named", name, block
