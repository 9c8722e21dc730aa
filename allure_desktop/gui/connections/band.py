"""The band over every page while keys are kept for this run only, with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from allure_desktop.gui.core_words import said
from allure_desktop.gui.widgets import Band

if TYPE_CHECKING:
    from allure_desktop.errors import KeyringUnavailable
    from allure_desktop.gui.context import GuiContext


class KeyringBand(QWidget):
    """Hidden while the keyring works; `look` asks how it is."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 0)
        self.band = Band()
        column.addWidget(self.band)
        self.hide()
        context.core_events.connections_changed.connect(self.look)

    def look(self) -> None:
        """Shows or hides itself by what the keys' room says."""
        services = self._context.services
        self._context.background.run(lambda: services.connections.keys.problem, self._told, owner=self)

    def _told(self, problem: KeyringUnavailable | None) -> None:
        self.setVisible(problem is not None)
        if problem is not None:
            rest = " ".join(said(part) for part in (problem.cause, problem.remedy) if part)
            self.band.tell("warning", said(problem.what), rest, ((self.tr("Try again"), self._try_again),))

    def _try_again(self) -> None:
        services = self._context.services

        def work() -> KeyringUnavailable | None:
            return services.connections.keys.try_again()

        self._context.background.run(work, self._told, owner=self)
