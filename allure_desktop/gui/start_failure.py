"""Says on the screen why the window cannot open: whoever started it by its icon sees no terminal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from allure_desktop.errors import AllureError
from allure_desktop.gui.application import application


def show_failure(error: AllureError) -> None:
    """Returns when it was read."""
    made = application()
    box = QMessageBox(QMessageBox.Icon.Critical, made.applicationName(), "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("\n\n".join(words for words in (error.what, error.cause, error.remedy) if words))
    box.exec()
