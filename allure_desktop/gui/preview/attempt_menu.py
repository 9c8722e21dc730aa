"""The menu of a preview window: how the attempt goes on, what the learner is, and what the course may reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from allure_desktop.gui.preview.words import launchable

if TYPE_CHECKING:
    from allure_desktop.gui.preview.acts import PreviewActs
    from allure_desktop.gui.preview.full_screen import FullScreen
    from allure_desktop.preview.preview import Preview

translate = QCoreApplication.translate


def fill(menu: QMenu, acts: PreviewActs, preview: Preview, full_screen: FullScreen) -> None:
    """Puts into the empty menu what can be done just now."""
    playing, may, options = preview.attempt.state == "open", preview.may, preview.options

    def add(
        text: str,
        act: Callable[[], object],
        *,
        enabled: bool = True,
        checked: bool | None = None,
        shortcut: QKeySequence | None = None,
    ) -> None:
        made = menu.addAction(text)
        if shortcut is not None:  # to be read here; the window itself hears it
            made.setShortcut(shortcut)
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.setEnabled(enabled)
        if checked is not None:
            made.setCheckable(True)
            made.setChecked(checked)
        made.triggered.connect(lambda _on=False: act())

    begin = acts.begin_attempt
    add(translate("PreviewMenu", "Suspend and leave"), acts.suspend, enabled=playing)
    add(
        translate("PreviewMenu", "Resume the last attempt"), lambda: begin("resume", mode="normal"), enabled=not playing
    )
    if playing and may.get("exit_part"):
        add(translate("PreviewMenu", "End this part"), lambda: acts.command("exit_part"))
    if playing and may.get("abandon"):
        add(translate("PreviewMenu", "Abandon this part"), lambda: acts.command("abandon_part"))
    menu.addSeparator()
    add(
        translate("PreviewMenu", "Normal, for credit"),
        lambda: begin("resume", mode="normal"),
        checked=options.mode == "normal",
    )
    add(
        translate("PreviewMenu", "Browse, without credit"),
        lambda: begin("restart", mode="browse"),
        checked=options.mode == "browse",
    )
    add(
        translate("PreviewMenu", "Review the last attempt"),
        lambda: begin("resume", mode="review"),
        checked=options.mode == "review",
    )
    if preview.standard == "1.2" and len(launchable(preview.structure)) > 1:
        menu.addSeparator()
        goes_on = bool(options.auto_advance)
        add(
            translate("PreviewMenu", "Go on by itself when a part ends"),
            lambda: begin("resume" if options.mode == "normal" else "restart", auto_advance=not goes_on),
            checked=goes_on,
        )
    menu.addSeparator()
    add(translate("PreviewMenu", "Learner and initial data…"), acts.edit_learner)
    online = options.network == "online"
    add(translate("PreviewMenu", "Allow the network"), lambda: acts.set_online(not online), checked=online)
    add(translate("PreviewMenu", "Play in your own browser"), acts.play_in_browser)
    menu.addSeparator()
    add(translate("PreviewMenu", "Full screen"), full_screen.toggle, shortcut=full_screen.keys)
    add(translate("PreviewMenu", "Summary of the attempt so far"), acts.show_summary)
    add(translate("PreviewMenu", "Copy for support"), acts.takeaway.copy_for_support)
