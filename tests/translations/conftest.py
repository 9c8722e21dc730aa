"""A language for a test, taken away again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from allure_desktop.gui import core_words


class Words(QTranslator):
    """Knows the texts it is given, whatever their context."""

    def __init__(self, known: Mapping[str, str], parent: QApplication) -> None:
        super().__init__(parent)
        self._known = known

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, comment: str | None = None, number: int = -1) -> str:
        return self._known.get(text, text)


@pytest.fixture
def words(qapp: QApplication) -> Iterator[dict[str, str]]:
    """English → the other language; what a test puts in is spoken from then on, core included."""
    known: dict[str, str] = {}
    spoken = Words(known, qapp)
    qapp.installTranslator(spoken)
    core_words.read_gaps([])
    yield known
    qapp.removeTranslator(spoken)
    core_words.read_gaps(None)
