"""Preferences, drawn from the table of settings; a change holds at once, so there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from briefreader.ui.settings import Setting, Value


class PreferencesDialog(QDialog):
    """One field for each setting. `changed` carries the key and the new value (bool, int or str)."""

    changed = Signal(str, object)

    def __init__(
        self, settings: Sequence[Setting], values: Mapping[str, Value] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setWindowTitle("Preferences")
        self.setMinimumWidth(440)
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(16)
        for setting in settings:
            value = (values or {}).get(setting.key, setting.default)
            field = self._field(setting, value)
            field.setObjectName(f"setting-{setting.key}")
            field.setAccessibleName(setting.label)
            field.setAccessibleDescription(setting.help)
            form.addRow("" if setting.kind == "bool" else setting.label, field)
            if setting.help:
                words = QLabel(setting.help)
                words.setProperty("role", "muted")
                words.setWordWrap(True)
                words.setContentsMargins(0, 0, 0, 10)
                form.addRow("", words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def _field(self, setting: Setting, value: Value) -> QWidget:
        tell = partial(self.changed.emit, setting.key)
        if setting.kind == "bool":
            box = QCheckBox(setting.label)
            box.setChecked(bool(value))
            box.toggled.connect(tell)
            return box
        if setting.kind == "int":
            spin = QSpinBox()
            spin.setRange(*setting.limits)
            spin.setValue(int(value))
            spin.valueChanged.connect(tell)
            return spin
        combo = QComboBox()
        for choice, words in setting.choices:
            combo.addItem(words, choice)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        combo.currentIndexChanged.connect(partial(self._chosen, setting.key, combo))
        return combo

    def _chosen(self, key: str, combo: QComboBox, at: int) -> None:
        self.changed.emit(key, combo.itemData(at))
