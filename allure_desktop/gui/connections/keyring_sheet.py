"""How a keyring is set up on this system, and why the key is never written into a file instead."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.widgets import PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

translate = QCoreApplication.translate


def how_to(platform: str) -> tuple[str, ...]:
    """The steps, in the order in which they are tried. `platform` as in `sys.platform`."""
    if platform == "darwin":
        return (
            translate("Connections", "Open Keychain Access and unlock the keychain “login”."),
            translate("Connections", "Where it asks whether this program may use it, choose “Always Allow”."),
        )
    if platform == "win32":
        return (
            translate("Connections", "Open Services, and see that “Credential Manager” is running."),
            translate("Connections", "Where your company has switched it off, ask whoever administers this computer."),
        )
    return (
        translate(
            "Connections",
            "With GNOME, Cinnamon or Xfce: install “gnome-keyring”, log out and in again. It unlocks itself at log-in.",
        ),
        translate(
            "Connections",
            "With KDE Plasma: switch on “KWallet” in the system settings; it answers as a Secret Service too.",
        ),
        translate(
            "Connections",
            "With another desktop: KeePassXC can be the Secret Service (Settings, Secret Service Integration).",
        ),
        translate(
            "Connections",
            "If its prompt was dismissed, or hides behind another window: answer it, then press “Try again”.",
        ),
    )


class KeyringSheet(Sheet):
    """`again` asks the keyring anew."""

    def __init__(self, context: GuiContext, again: Callable[[], None]) -> None:
        super().__init__(context.window, "", width=560)
        title = self.tr("How to set up a keyring")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.set_subtitle(self.tr("The system's own safe for passwords; API keys are kept there and nowhere else."))
        for number, step in enumerate(how_to(sys.platform), 1):
            self.body.addWidget(label(f"{number}.  {step}", wrap=True))
        words = self.tr("Until then a key is kept in memory and is gone when you quit. It is never written to a file.")
        self.body.addWidget(label(words, "small-muted", wrap=True))
        self.body.addStretch(1)
        self.footer.addStretch(1)
        close = PushButton(self.tr("Close"))
        close.clicked.connect(self.dismiss)
        self.footer.addWidget(close)
        self.again = PushButton(self.tr("Try again"), kind="primary")
        self.again.clicked.connect(self.dismiss)
        self.again.clicked.connect(again)
        self.footer.addWidget(self.again)

    def begin_focus(self) -> None:
        self.again.setFocus()
