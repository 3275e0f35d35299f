"""What the lines at the top of a text say: dates, by-lines, names, and labels such as "Policy Brief No. 4"."""

from __future__ import annotations

import datetime
import re

from briefreader.importing.marks import bare_head
from briefreader.importing.words import BY_LINE, DATES, LABEL_WORDS, MONTHS, NAME_PARTICLES, ORGANISATION

_HONOURS = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|ir|drs|sir|lord|amb|gen|hr|frau|herr|mme)\.?\s+)+", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:\.|(?:[^\W\d_]|['’\-.])*[^\W\d_.]\.?)")
_FOLLOWING = re.compile(r",?\s+(?:is|was|works|worked|serves|werkt|est|travaille|ist|arbeitet)\b")


def date_of(line: str) -> str:
    """The ISO date ("2026-01", "2026-01-12") of a line that is a date and at most a place or a label; else ""."""
    words = bare_head(line).strip()
    if len(words) > 90:
        return ""
    for pattern in DATES:
        found = pattern.fullmatch(words)
        if not found:
            continue
        month = MONTHS.get(found["month"].lower()) or int(found["month"])
        day = found["day"]
        try:
            date = datetime.date(int(found["year"]), month, int(day or 1)).isoformat()
        except ValueError:
            continue
        return date if day else date[:7]
    return ""


def is_person(name: str) -> bool:
    """Whether `name` has the form of a person's name: two to five words, capitalised but for particles ("van der")."""
    words = _HONOURS.sub("", name.strip()).split()
    capital = [word for word in words if word.lower() not in NAME_PARTICLES]
    if not 2 <= len(words) <= 5 or len(capital) < 2 or ORGANISATION.search(name):
        return False
    if any(word.lower() in LABEL_WORDS for word in words):
        return False
    shaped = all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in capital)
    return shaped and not all(word.isupper() for word in capital)


def names_in(text: str) -> tuple[str, ...]:
    """The persons that a list of names begins with; a part that is no person (an employer) ends the list."""
    names: list[str] = []
    for part in _parts(text):
        if not is_person(part):
            break
        names.append(_HONOURS.sub("", part))
    return tuple(names)


def are_names(text: str) -> bool:
    """Whether `text` is a list of persons and nothing else."""
    parts = _parts(text)
    return bool(parts) and all(map(is_person, parts))


def _parts(text: str) -> list[str]:
    parts = re.split(r"\s*(?:,|;|&|\s(?:and|en|et|und)\s)\s*", bare_head(text).strip().rstrip("."))
    return list(filter(None, parts))


def by_line(line: str) -> tuple[str, ...]:
    """The authors whom a line such as "By Jane Doe" names; none where it is no such line."""
    found = BY_LINE.fullmatch(bare_head(line).strip())
    return names_in(found["names"]) if found and len(line) < 200 else ()


def described_person(paragraph: str) -> str:
    """The person whom a paragraph describes: its opening name, where "is" or the like follows; else ""."""
    head = bare_head(paragraph)
    found = _FOLLOWING.search(head)
    name = head[: found.start()] if found else ""
    return _HONOURS.sub("", name.strip()) if is_person(name) else ""


def is_label(line: str) -> bool:
    """Whether a line is but a label of the series ("Policy Brief No. 4"), which is no title."""
    words = re.findall(r"[^\W_]+", bare_head(line).lower())
    return 0 < len(words) <= 6 and all(word in LABEL_WORDS or word.isdigit() for word in words)
