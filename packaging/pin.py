"""Makes constraints.txt anew: exact versions and hashes of everything that the project installs, in three parts.

Started by `make pins`, which provides uv. The parts build on each other, so that `make run` can install the first
alone; a hash stands there for every file of a version, so that one list serves every system and every Python.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "1. To run Briefreader": ["build"],
    "2. To test and measure it as well": ["build", "test", "bench"],
    "3. To package it as well": ["build", "test", "bench", "package"],
}
HEAD = """\
# Exact versions, with the hash of every file of each, for every system and Python that Briefreader runs on.
# Made by `make pins` out of pyproject.toml; the numbered lines divide it for the Makefile.
"""


def compile_pins(uv: str, *arguments: str) -> dict[str, str]:
    """The lines that pin one resolution, by the words before their hashes. Raises CalledProcessError."""
    switches = ["--universal", "--generate-hashes", "--no-annotate", "--no-header", "--quiet"]
    no_addresses = ["--no-emit-index-url", "--no-emit-find-links"]
    command = [uv, "pip", "compile", "--python-version", "3.11", *switches, *no_addresses, *arguments]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    pins: dict[str, str] = {}
    for line in printed.splitlines():
        if not line.startswith(" "):
            name = line
            pins[name] = ""
        pins[name] += line + "\n"
    return pins


def main(uv: str) -> None:
    """Writes constraints.txt, and the list for the other Whoosh that the search tests run against."""
    groups = {part: [f"--group=pyproject.toml:{name}" for name in names] for part, names in PARTS.items()}
    everything = compile_pins(uv, "pyproject.toml", *list(groups.values())[-1])
    # Later parts may narrow a version that an earlier one shares, so each part is cut out of the whole.
    whole = ROOT / "build" / "whole.txt"
    whole.parent.mkdir(exist_ok=True)
    whole.write_text("".join(everything.values()), encoding="utf-8")
    text, written = HEAD, set[str]()
    for part, arguments in groups.items():
        names = set(compile_pins(uv, "pyproject.toml", *arguments, f"--constraint={whole}"))
        text += f"\n# {part}.\n" + "".join(everything[name] for name in sorted(names - written))
        written |= names
    (ROOT / "constraints.txt").write_text(text, encoding="utf-8")

    other = ROOT / "packaging" / "whoosh-2.7.4.txt"
    pins = compile_pins(uv, "--no-deps", "--upgrade", str(other))
    other.write_text("# The Whoosh that others ship; the search tests run against it too.\n" + "".join(pins.values()))
    print("Made constraints.txt and packaging/whoosh-2.7.4.txt.")


if __name__ == "__main__":
    main(sys.argv[1])
