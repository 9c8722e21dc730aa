"""Icons in the colours of the theme: SVG files drawn once for each name, colour, size and screen."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from allure_desktop import paths
from allure_desktop.errors import DataDirError

log = logging.getLogger(__name__)

STROKE = 'stroke-width="1.75"'
_sheet_files: Path | None = None


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    try:
        text = paths.generated(f"icons/{name}.svg").read_text(encoding="utf-8")
    except DataDirError as error:
        log.warning("%s", error)
        text = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"/>'
    return text.replace('stroke-width="2"', STROKE)


@lru_cache(maxsize=2048)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _ratio() -> float:
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def pixmap(name: str, token: str = "text2", size: int = 16) -> QPixmap:
    """The icon in the active theme's colour `token` (or a `#RRGGBB`), `size` device-independent pixels square."""
    from allure_desktop.gui import theme

    tokens = theme.active().tokens
    return _drawn(name, getattr(tokens, token, token), size, _ratio())


def icon(name: str, token: str = "text2", size: int = 16) -> QIcon:
    """The same as an icon; the style makes it paler where its button is disabled."""
    made = QIcon()
    made.addPixmap(pixmap(name, token, size))
    return made


def put(target: QAbstractButton | QLabel | QAction, name: str, token: str = "text2", size: int = 16) -> None:
    """Gives a button, label or action this icon, and keeps it right through every change of theme and text size."""
    target.setProperty("icon_name", name)
    target.setProperty("icon_token", token)
    target.setProperty("icon_size", size)
    _draw_on(target)


def name(action: QAction, icon_name: str) -> None:
    """Notes a command's icon without drawing it: most are first seen when a menu opens."""
    action.setProperty("icon_name", icon_name)
    action.setProperty("icon_token", "text2")
    action.setProperty("icon_size", 16)


def draw(action: QAction) -> None:
    """Draws the icon that was noted, if there is one."""
    if action.property("icon_name"):
        _draw_on(action)


def redraw() -> None:
    """Draws the icons of all widgets anew, after a change of theme."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        for widget in application.allWidgets():
            if isinstance(widget, QAbstractButton | QLabel) and widget.property("icon_name"):
                _draw_on(widget)
            for action in widget.actions():
                if not action.icon().isNull():
                    draw(action)


def _draw_on(target: QAbstractButton | QLabel | QAction) -> None:
    from allure_desktop.gui import theme

    name, token, size = (target.property(key) for key in ("icon_name", "icon_token", "icon_size"))
    if not isinstance(target, QAction):  # menus have a size of their own
        size = theme.active().scaled(size)
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, token, size))
    else:
        target.setIcon(icon(name, token, size))
        if isinstance(target, QAbstractButton):
            target.setIconSize(QSize(size, size))


def sheet_url(name: str, colour: str) -> str:
    """`url(…)` of an icon for the style sheet, which can only name files; they live as long as the program."""
    global _sheet_files
    if _sheet_files is None:
        _sheet_files = _own_folder()
    file = _sheet_files / f"{name}-{colour.lstrip('#')}.svg"
    if not file.exists():
        file.write_text(_source(name).replace("currentColor", colour), encoding="utf-8")
    return f"url({file.as_posix()})"


def _own_folder() -> Path:
    """A fresh folder that is gone at the end; the standard library's own way would load random numbers and hashes."""
    number = 0
    while True:
        folder = Path(QDir.tempPath()) / f"allure-icons-{os.getpid()}-{number}"
        try:
            folder.mkdir(0o700)
        except FileExistsError:
            number += 1
        else:
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            return folder
