"""The settings, declared in one table: the preferences dialog is drawn from it, and every value has its type.

`QSettings` gives everything back as text after a restart, so that each value is read through its own kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

Value = bool | int | str


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `kind` is "bool", "int" or "choice"; `choices` are (value, words) or, for "int", (least, most)."""

    key: str
    label: str
    kind: str
    default: Value
    choices: tuple[tuple[str, str], ...] = ()
    limits: tuple[int, int] = (0, 0)
    help: str = ""


TEXT_SIZES = (13, 30)

PREFERENCES: tuple[Setting, ...] = (
    Setting(
        "scheme",
        "Colours",
        "choice",
        "system",
        choices=(("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
        help="Light or dark, or whatever the system uses.",
    ),
    Setting(
        "text_size",
        "Text size of the page",
        "int",
        18,
        limits=TEXT_SIZES,
        help="In pixels of a normal screen; Ctrl++ and Ctrl+- change it too.",
    ),
    Setting("reopen", "Open the brief read last", "bool", True, help="Else the library is shown at the start."),
    Setting(
        "confirm_links",
        "Ask before a link opens in the browser",
        "bool",
        True,
        help="The address is shown whole; nothing is fetched by Briefreader itself.",
    ),
)

STATE: tuple[Setting, ...] = (
    Setting("geometry", "", "choice", ""),
    Setting("panes", "", "choice", ""),
    Setting("sidebar", "", "bool", True),
    Setting("panel", "", "bool", True),
    Setting("tab", "", "choice", "notes"),
    Setting("export_folder", "", "choice", ""),
    Setting("import_folder", "", "choice", ""),
    Setting("hidden_layers", "", "choice", ""),
)


class Settings(QObject):
    """The user's settings in an INI file of their own, each in its type."""

    changed = Signal(str, object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        self._table = {setting.key: setting for setting in (*PREFERENCES, *STATE)}

    def value(self, key: str) -> Value:
        """The value of a setting, or its default where the file has none that makes sense."""
        setting = self._table[key]
        raw = self._store.value(key)
        if raw is None:
            return setting.default
        text = str(raw)
        if setting.kind == "bool":
            return text.casefold() in ("true", "1", "yes")
        if setting.kind == "int":
            least, most = setting.limits
            return min(max(int(text), least), most) if text.lstrip("-").isdigit() else setting.default
        if setting.choices and text not in dict(setting.choices):
            return setting.default
        return text

    def text(self, key: str) -> str:
        return str(self.value(key))

    def flag(self, key: str) -> bool:
        return bool(self.value(key))

    def number(self, key: str) -> int:
        return int(self.value(key))

    def set(self, key: str, value: Value) -> None:
        """Keep a value; listeners hear of it when it differs."""
        if self.value(key) != value:
            self._store.setValue(key, value)
            self.changed.emit(key, value)

    def save(self) -> None:
        self._store.sync()
