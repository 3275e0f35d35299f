"""Where a file is to be written: asked in one way for all that goes out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from briefreader.ui.settings import Settings


def ask_where(window: QWidget, settings: Settings, title: str, name: str, forms: Mapping[str, str]) -> Path | None:
    """Ask where to write a file, suggesting `name` in the folder written to last; None where the user thinks better.

    `forms` are what it may be, by suffix; a name that is typed without one gets that of the form that is chosen.
    """
    filters = {f"{words} (*{suffix})": suffix for suffix, words in forms.items()}
    path = last_folder(settings) / name
    while True:
        chosen, form = QFileDialog.getSaveFileName(window, title, str(path), ";;".join(filters))
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix:
            break
        path = Path(chosen + filters.get(form, next(iter(forms))))
        # Whether a file may be replaced was asked for the name without its suffix.
        if not path.exists():
            break
    remember_folder(settings, path)
    return path


def last_folder(settings: Settings) -> Path:
    """The folder that was written to last."""
    return Path(settings.text("export_folder") or Path.home())


def remember_folder(settings: Settings, path: Path) -> None:
    """Suggest the folder of a file from now on."""
    settings.set("export_folder", str(path.parent))
