"""Where a file goes is asked in the folder written to last, and nothing is replaced that was not asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from briefreader.ui.saving import ask_where
from briefreader.ui.settings import Settings

FORMS = {".md": "Markdown", ".pdf": "PDF"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "settings.ini")
    made.set("export_folder", str(tmp_path))
    return made


def test_a_name_without_a_suffix_gets_that_of_the_form(
    qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "there.pdf").write_text("kept", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    answers = [
        (str(tmp_path / "there"), "PDF (*.pdf)"),
        (str(tmp_path / "deep" / "new"), "PDF (*.pdf)"),
        (str(tmp_path / "deep" / "plain.md"), ""),
        ("", ""),
    ]
    suggested: list[str] = []

    def choose(_: object, title: str, path: str, filters: str) -> tuple[str, str]:
        assert (title, filters) == ("Export", "Markdown (*.md);;PDF (*.pdf)")
        suggested.append(path)
        return answers.pop(0)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    # "there.pdf" exists, and nobody was asked whether it may be replaced: the whole name is put to the user again.
    assert ask_where(window, settings, "Export", "notes.md", FORMS) == tmp_path / "deep" / "new.pdf"
    assert suggested == [str(tmp_path / "notes.md"), str(tmp_path / "there.pdf")]
    assert settings.text("export_folder") == str(tmp_path / "deep")
    assert ask_where(window, settings, "Export", "notes.md", FORMS) == tmp_path / "deep" / "plain.md"
    assert ask_where(window, settings, "Export", "notes.md", FORMS) is None
    assert suggested[2:] == [str(tmp_path / "deep" / "notes.md")] * 2
