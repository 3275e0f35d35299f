"""The log: what nobody expected is written here whole, and stays on the laptop."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from briefreader.paths import Folders


def keep_log(folders: Folders) -> Path | None:
    """Write warnings and faults to the user's log, a megabyte at most; returns where it is, None where it cannot be."""
    try:
        folders.logs.mkdir(parents=True, exist_ok=True)
        writer = RotatingFileHandler(folders.log, maxBytes=500_000, backupCount=1, encoding="utf-8")
    except OSError:
        # Without a handler of its own Python would write to the terminal, and that is the user's.
        logging.getLogger().addHandler(logging.NullHandler())
        return None
    writer.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(writer)
    return folders.log
