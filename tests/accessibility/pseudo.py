"""A language that is longer than any: ⟦every text⟧ with two fifths more, so that what has no room or no translation shows."""

from __future__ import annotations

import re
import textwrap

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from allure_desktop.gui import core_words
from tests.translations.extraction import CORE, extract

MORE = 0.4
_GAP = re.compile(r"(\{\w*\}|%n)")


def lengthened(text: str) -> str:
    """`⟦Open the filexxx⟧`; blanks around it stay, and so do gaps, file patterns and what begins a mnemonic."""
    inner = text.strip()
    if not inner or ";;" in text or "(*" in text:
        return text
    letters = len(_GAP.sub("", inner))
    more = " ".join(textwrap.wrap("ẍ" * max(1, round(letters * MORE)), 8))
    return text.replace(inner, f"⟦{inner}{more}⟧", 1)


class Pseudo(QTranslator):
    """Every text of this program; what Qt says itself stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contexts = {text.context for text in extract().texts.values()}

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, comment: str | None = None, number: int = -1) -> str | None:
        if context not in self._contexts:
            return None
        return lengthened(text).replace("%n", str(number))


def speak_pseudo(application: QCoreApplication) -> None:
    """From now on; the core's sentences too."""
    pseudo = Pseudo(application)
    application.installTranslator(pseudo)
    core_words.read_gaps([source for context, source in extract().texts if context == CORE and "{" in source])
