"""Care on the command line: check-up, backup and restoring."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefreader.cli.common import add_json, opened, print_found

if TYPE_CHECKING:
    from briefreader.library.restoring import Held, Restored


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands of this module."""
    command("backup", _backup, "copy the store now, and check the copy")
    restoring = command("restore", _restore, "list the backups, or bring one back beside what is there")
    restoring.add_argument(
        "backup", nargs="?", type=Path, metavar="BACKUP", help="its name or path; without one: what each backup holds"
    )
    add_json(restoring)
    checking = command("doctor", _doctor, "check store, index, fonts and folders")
    checking.add_argument("--repair", action="store_true", help="mend and rebuild what can be")
    add_json(checking)


def _backup(arguments: argparse.Namespace) -> int:
    with opened(arguments) as library:
        print(library.back_up())
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from briefreader.library import records

    if arguments.backup is None:
        with opened(arguments) as library:
            held = library.backups()
        return print_found(arguments, [records.backup(one) for one in held], [_held(one) for one in held])
    with opened(arguments) as library:
        beside = library.folders.backups / arguments.backup
        restored = library.restore(beside if beside.exists() else arguments.backup)
    return print_found(arguments, records.restored(restored), [_came(restored)])


def _held(one: Held) -> str:
    if not one.sound:
        return f"{one.path.name}  {one.words}"
    return (
        f"{one.path.name}  briefs: {one.briefs}, notes: {one.annotations}; not here now: {one.missing}, "
        f"other words here: {one.different}"
    )


def _came(restored: Restored) -> str:
    return (
        f"Came back: notes: {len(restored.changes)}, briefs: {len(restored.briefs)}; nothing of now was changed, "
        f"and a copy of it is {restored.backup.name}."
    )


def _doctor(arguments: argparse.Namespace) -> int:
    with opened(arguments) as library:
        findings = library.check(repair=arguments.repair)
    record = [{"subject": one.subject, "sound": one.sound, "words": one.words} for one in findings]
    lines = [f"{'ok ' if one.sound else 'BAD'} {one.subject}: {one.words}" for one in findings]
    print_found(arguments, record, lines)
    return 0 if all(one.sound for one in findings) else 1
