"""Nothing leaves the laptop: no module can reach the network, and a whole tour is watched while it tries nothing."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "briefreader").rglob("*.py"))

# What speaks to other machines: from the standard library, from Qt, and the usual packages.
FORBIDDEN = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
    "PySide6.QtNetworkAuth", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets",
}  # fmt: skip

# Qt's network module also holds the local socket by which a second start finds the first window.
LOCAL = {"QLocalServer", "QLocalSocket"}

WATCH = '''
"""Writes down every name that is looked up and every address outside this machine that is spoken to; forbids both."""
import os
import sys

def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"):
        words = repr(arguments[0])
    elif event in ("socket.connect", "socket.sendto", "socket.bind") and isinstance(arguments[1], tuple):
        # Sockets of this machine's files have a path for an address, the network's have a tuple.
        words = repr(arguments[1])
    else:
        return
    with open(os.environ["BRIEFREADER_WATCHED"], "a", encoding="utf-8") as record:
        record.write(f"{event} {words}\\n")
    raise PermissionError(f"{event} {words}: nothing leaves the laptop")

sys.addaudithook(watch)
'''


def imported_names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each import in a module, as (module, name); the name is empty where a whole module is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


def reaches_out(module: str, name: str) -> bool:
    """Whether an import brings in something that can speak to another machine."""
    if module == "PySide6.QtNetwork":
        return name not in LOCAL
    if (module, name) == ("PySide6", "QtNetwork"):
        return True
    whole = f"{module}.{name}"
    return any(
        word == forbidden or word.startswith(f"{forbidden}.") for word in (module, whole) for forbidden in FORBIDDEN
    )


def watched(folder: Path) -> tuple[dict[str, str], Path]:
    """An environment in which every Python process, children included, is watched; and the file of what it did."""
    site = folder / "watch"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    record = folder / "watched.txt"
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "BRIEFREADER_WATCHED": str(record)}, record


def without_network() -> list[str]:
    """The words that start a command where there is no network at all; none where this system does not let us."""
    for words in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True).returncode == 0:
            return words
    return []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_imports_what_reaches_the_network(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [found for found in imported_names(tree) if reaches_out(*found)] == []


@pytest.mark.parametrize(
    ("line", "reaches"),
    [
        ("import urllib.request", True),
        ("from urllib import request", True),
        ("from urllib.parse import urlsplit", False),
        ("import http.client", True),
        ("from PySide6.QtNetwork import QNetworkAccessManager", True),
        ("from PySide6.QtNetwork import QLocalServer", False),
        ("from PySide6 import QtNetwork", True),
        ("import httplib_of_ours", False),
    ],
)
def test_the_check_of_imports_sees_what_it_should(line: str, reaches: bool) -> None:
    assert any(reaches_out(*found) for found in imported_names(ast.parse(line))) is reaches


def test_the_watch_sees_and_stops_a_connection(tmp_path: Path) -> None:
    env, record = watched(tmp_path)
    code = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert ran.returncode != 0
    assert "nothing leaves the laptop" in ran.stderr
    assert record.read_text(encoding="utf-8").startswith("socket.")


def test_a_whole_tour_speaks_to_no_other_machine(tmp_path: Path) -> None:
    env, record = watched(tmp_path)
    output = tmp_path / "tour"
    tour = ["--data-dir", str(tmp_path / "home"), "tour", "--output", str(output)]
    command = [*without_network(), sys.executable, "-m", "briefreader", *tour]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, timeout=150)
    assert ran.returncode == 0, ran.stderr
    assert list(output.rglob("*.png"))
    assert list(output.rglob("*.pdf"))
    assert not record.exists(), record.read_text(encoding="utf-8")
