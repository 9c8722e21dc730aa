"""Chooses the interface font: the desktop's own, or the bundled Inter where the desktop has none."""

from __future__ import annotations

import logging
import os
import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from allure_desktop import paths
from allure_desktop.errors import DataDirError

log = logging.getLogger(__name__)

#: unpacked by the set-up: three packed ones would take 15 ms of each start
FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
BASE_PX = 13


def install(application: QApplication) -> int:
    """Sets the application's font and returns its height in pixels.

    `ALLURE_UI_FONT=inter` forces Inter, so that pictures compare.
    """
    wanted = os.environ.get("ALLURE_UI_FONT", "").lower()
    has_desktop = sys.platform in ("win32", "darwin") or bool(os.environ.get("XDG_CURRENT_DESKTOP"))
    if wanted == "inter" or not has_desktop:
        family = _load_inter()
        if family:
            font = QFont(family)
            font.setPixelSize(BASE_PX)
            application.setFont(font)
            return BASE_PX
    return max(11, QFontInfo(application.font()).pixelSize())


def fixed(pixels: int) -> QFont:
    """The system's fixed font at this height."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(pixels)
    return font


def _load_inter() -> str:
    family = ""
    try:
        for file in FILES:
            number = QFontDatabase.addApplicationFont(str(paths.generated(f"fonts/{file}")))
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if families and not family:
                family = families[0]
    except DataDirError as error:
        log.warning("%s", error)
    return family
