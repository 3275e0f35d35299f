"""The dossier of an actor or theme: who it is, every mention in context, with whom and where, and the notes on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from briefreader.annotations.model import Annotation, State
from briefreader.brief.corrections import Registry
from briefreader.brief.dossier import Company, Dossier, Place, Volume
from briefreader.brief.folding import fold
from briefreader.brief.outline import OutlineEntry, outline
from briefreader.brief.registry import Actor, Theme
from briefreader.errors import NotFound
from briefreader.library import listing
from briefreader.storage.annotations import AnnotationStore
from briefreader.storage.briefs import BriefStore
from briefreader.storage.subjects import Spot


def find_subject(registry: Registry, words: str, among: str = "") -> Actor | Theme:
    """The actor or theme that `words` mean: its id, its name, one of its other names, or the beginning of its name.

    `among` may be "actors" or "themes", to look for no others. Raises NotFound where they fit none, or several: the
    message then names those.
    """
    everything: Sequence[Actor | Theme] = [
        *(registry.actors if among != "themes" else ()),
        *(registry.themes if among != "actors" else ()),
    ]
    found = registry.find(words)
    if found is not None and found in everything:
        return found
    wanted = " ".join(fold(words).split())
    for fits in (
        [one for one in everything if fold(one.name) == wanted],
        [one for one in everything if wanted in map(fold, _names(one))],
        [one for one in everything if wanted and fold(one.name).startswith(wanted)],
        [one for one in everything if wanted and wanted in fold(one.name)],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise NotFound(f"“{words}” fits several: {', '.join(one.id for one in fits)}; name one of them in full.")
    kind = {"actors": "actor", "themes": "theme"}.get(among, "actor or theme")
    raise NotFound(f"No {kind} is called “{words}”; `briefreader {among or 'actors'}` lists those that there are.")


def _names(one: Actor | Theme) -> tuple[str, ...]:
    return one.terms if isinstance(one, Theme) else (*one.aliases, *one.seats)


def dossier(
    briefs: BriefStore, annotations: AnnotationStore, subject: Actor | Theme, brief_id: str | None = None
) -> Dossier:
    """The dossier of an actor or theme, in one brief or in all."""
    registry = briefs.registry()
    ids = {subject.id, *(old for old, new in registry.same.items() if new == subject.id)}
    is_theme = isinstance(subject, Theme)
    # A theme is that of paragraphs; an actor is named in titles and headings, too.
    spots = [one for one in briefs.spots(ids, brief_id) if one.number is not None or not is_theme]
    places, volumes, notes = _places(briefs, annotations, spots)
    actors, themes = _company(briefs, registry, ids, brief_id)
    counts: Counter[str] = Counter()
    for place in places:
        counts[place.brief] += 1 if is_theme else max(1, len(place.marks))
    about = {one.id: one.metadata for one in briefs.summaries()}
    return Dossier(
        id=subject.id,
        kind="theme" if isinstance(subject, Theme) else subject.kind,
        name=subject.name,
        names=subject.terms if isinstance(subject, Theme) else subject.aliases,
        seats=() if isinstance(subject, Theme) else subject.seats,
        description=subject.description,
        status=subject.status,
        mentions=sum(len(place.marks) for place in places),
        places=tuple(places),
        actors=actors,
        themes=themes,
        volumes=tuple(
            sorted(
                (
                    Volume(id, about[id].title, about[id].publisher, about[id].date, counts[id])
                    for id in volumes
                    if id in about
                ),
                key=lambda one: (one.date, one.title),
            )
        ),
        notes=tuple(notes),
        evidence=tuple((id, one) for id in volumes for one in briefs.evidence(id) if one.subject in ids),
        titles={id: about[id].title for id in volumes if id in about},
    )


def places(
    briefs: BriefStore, annotations: AnnotationStore, subjects: Iterable[str], blocks: Collection[tuple[str, str]]
) -> tuple[Place, ...]:
    """Those of some blocks, pairs of a brief and a block, that mention one of some subjects, in reading order."""
    wanted, registry = set(subjects), briefs.registry()
    ids = wanted | {old for old, new in registry.same.items() if new in wanted}
    only, within = set(blocks), {brief for brief, _ in blocks}
    spots = briefs.spots(ids, next(iter(within)) if len(within) == 1 else None)
    found, _, _ = _places(briefs, annotations, [one for one in spots if (one.brief, one.block) in only])
    return tuple(found)


def _places(
    briefs: BriefStore, annotations: AnnotationStore, found_spots: Iterable[Spot]
) -> tuple[list[Place], list[str], list[Annotation]]:
    """The blocks in reading order, the briefs that they are in, and the notes on them."""
    by_block: dict[tuple[str, str], list[tuple[int, int]]] = {}
    spots = {}
    for spot in found_spots:
        marks = by_block.setdefault((spot.brief, spot.block), [])
        spots[spot.brief, spot.block] = spot
        if spot.last > spot.first:
            marks.append((spot.first, spot.last))
    volumes = list(dict.fromkeys(brief for brief, _ in by_block))
    noted: defaultdict[tuple[str, str], list[Annotation]] = defaultdict(list)
    found = [note for id in volumes for note in annotations.of_brief(id)]
    for note in listing.resolved(briefs, found):
        # The passage of one that is lost is that of another edition, whose blocks go by the same names.
        for target in note.passage.targets if note.state is not State.LOST else ():
            noted[note.brief, target.block].append(note)
    outlines = {id: outline(briefs.load(id)) for id in volumes}
    places = [
        Place(
            brief=brief,
            block=block,
            number=spots[brief, block].number,
            section=titles_at(outlines[brief], spots[brief, block].position),
            text=spots[brief, block].text,
            marks=tuple(marks),
            notes=len(noted.get((brief, block), ())),
        )
        for (brief, block), marks in by_block.items()
    ]
    notes = {note.id: note for key in by_block for note in noted.get(key, ())}
    return places, volumes, list(notes.values())


def titles_at(entries: Sequence[OutlineEntry], position: int) -> tuple[str, ...]:
    """The titles of the entries of the contents in which a block stands, from the section down."""
    return tuple(entry.title for entry in entries if entry.first <= position <= entry.last)


def _company(
    briefs: BriefStore, registry: Registry, ids: set[str], brief_id: str | None
) -> tuple[tuple[Company, ...], tuple[Company, ...]]:
    """Who and what stands in the same paragraphs, the most frequent first."""
    by_block: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for edition, block, subject in briefs.company(ids, brief_id):
        by_block[edition, block].add(registry.current(subject))
    counts = Counter(subject for together in by_block.values() for subject in together)
    for id in ids:
        counts.pop(id, None)
    order = sorted(counts, key=lambda id: (-counts[id], id))
    actors = {one.id: one for one in registry.actors if not one.hidden}
    themes = {one.id: one for one in registry.themes if not one.hidden}
    return (
        tuple(Company(id, actors[id].name, actors[id].kind, counts[id]) for id in order if id in actors),
        tuple(Company(id, themes[id].name, "theme", counts[id]) for id in order if id in themes),
    )
