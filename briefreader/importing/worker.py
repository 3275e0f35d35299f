"""The worker process: it reads one file, prints the brief as JSON, and ends. Started by `files.read_file`.

Its limits hold for it alone, so that a file which explodes in memory takes down the worker and not the reader's desk.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from briefreader.errors import BriefreaderError
from briefreader.importing import exchange
from briefreader.importing.files import parse_file

MEMORY = 2 * 1024**3
"""Bytes of address space that a worker may have, where the system can limit that."""

CPU_SECONDS = 60


def main(argv: Sequence[str]) -> int:
    """Read the file that `argv` names and print the answer; 0 for a brief, 1 for an expected failure, 2 for misuse."""
    if len(argv) != 1:
        print("briefreader: _read takes one file", file=sys.stderr)
        return 2
    limit_resources()
    try:
        answer, status = exchange.pack_to_json(parse_file(Path(argv[0]))), 0
    except BriefreaderError as error:
        answer, status = exchange.failure_to_json(str(error)), 1
    except MemoryError:
        name = Path(argv[0]).name
        answer = exchange.failure_to_json(f"{name} needs more memory than an import may take; split it and try again.")
        status = 1
    print(answer, flush=True)
    return status


def limit_resources() -> None:
    """Limit this process's memory and processor time where the system can; else the parent's clock is the limit."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        _, hard = resource.getrlimit(limit)
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS refuses a limit on address space: the parent's clock still holds.
        try:
            resource.setrlimit(limit, (ceiling, hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
