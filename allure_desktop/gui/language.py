"""The language of the window: chosen before the first widget is made, with Qt's own words and the formats of numbers."""

from __future__ import annotations

import logging
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from allure_desktop import paths
from allure_desktop.errors import DataDirError
from allure_desktop.gui import core_words

log = logging.getLogger(__name__)

Language = Literal["en", "de"]


def resolved(chosen: str) -> Language:
    """`chosen` is system, en or de; for *system* German where the desktop's first language is German."""
    if chosen in ("en", "de"):
        return "de" if chosen == "de" else "en"
    return "de" if QLocale.system().uiLanguages()[0].partition("-")[0] == "de" else "en"


def speak(chosen: str, application: QCoreApplication) -> Language:
    """Loads what the language needs, and returns it. What was made before stays as it is: call it before the window.

    Texts that are missing, and a program whose set-up never compiled them, show English.
    """
    language = resolved(chosen)
    if chosen in ("en", "de") and QLocale.system().name()[:2] != chosen:
        QLocale.setDefault(QLocale("de_DE" if chosen == "de" else "en_GB"))
    if language == "en":
        return language
    try:
        folder = paths.generated("i18n")
    except DataDirError as error:
        log.warning("No translations: %s", error)
        return "en"
    for place, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),
        (str(folder), f"allure_{language}"),
    ):
        translator = QTranslator(application)
        if translator.load(name, place):
            application.installTranslator(translator)
        else:
            log.warning("The translation %s cannot be read in %s", name, place)
    core_words.read_gaps(folder / "gaps.json")
    return language
