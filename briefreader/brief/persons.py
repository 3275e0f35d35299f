"""When two ways to write a name mean the same person."""

from __future__ import annotations

from collections.abc import Sequence

SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
"""What may stand behind a name."""

_NICKNAMES = {
    short: whole
    for short, _, whole in (
        pair.partition(":")
        for line in (
            "joe:joseph bill:william bob:robert jim:james jimmy:james mike:michael tom:thomas tony:anthony",
            "dick:richard ted:edward ed:edward dan:daniel sam:samuel nick:nicholas ben:benjamin chris:christopher",
            "kate:katherine liz:elizabeth maggie:margaret jack:john ron:ronald don:donald dave:david steve:steven",
            "rick:richard al:albert fred:frederick charlie:charles larry:lawrence pete:peter",
            "greg:gregory jeff:jeffrey ken:kenneth",
        )
        for pair in line.split()
    )
}


def key_of(words: Sequence[str]) -> tuple[str, str]:
    """What two ways to write a name have in common: the given name in full, and the surname, without case.

    "Joe Biden" and "Joseph R. Biden Jr." have it in common, so have "J. D. Vance" and "JD Vance"; "Bill Clinton" and
    "Hillary Clinton" do not.
    """
    named = [word for word in words if word not in SUFFIXES]
    plain = [word for word in named if not word.endswith(".")]
    if len(plain) > 1:
        given = plain[0].lower()
        return _NICKNAMES.get(given, given), plain[-1].lower()
    # Initials alone, with or without points: "J. D.", "J.D." and "JD".
    *initials, surname = named or list(words)
    return "".join(initials).replace(".", "").lower() or surname.lower(), surname.lower()
