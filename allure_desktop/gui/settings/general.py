"""Settings of the program as a whole: what it tells while nobody looks at its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allure_desktop.gui.settings.part import Kept, Part
from allure_desktop.gui.widgets import label
from allure_desktop.settings import NOTIFICATIONS

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class GeneralSettings(Part):
    """Shows `kept`; keeps each change as it is made."""

    def __init__(self, context: GuiContext, kept: Kept) -> None:
        super().__init__(context)
        self.notifications = self.switch(NOTIFICATIONS, kept, self.tr("Tell what happens to uploads"))
        self.group(self.tr("Notifications"), ((self.tr("While another window is used"), self.notifications),))
        words = self.tr(
            "A message of the system says when an upload needs you, and when packages are live. Nothing is told "
            "while this window is in front."
        )
        self.column.addWidget(label(words, "secondary", wrap=True))
        self.column.addStretch(1)
