"""The way to a launch: an open window comes forward and costs nothing; else it is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from allure_desktop.gui.launch import asking

if TYPE_CHECKING:
    from allure_desktop.api.answers import Launch, PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.launch.asking import Ask, Earlier


def _tr(text: str) -> str:
    return QCoreApplication.translate("Launch", text)


def ask_to_launch(context: GuiContext, package: PackageRecord) -> None:
    """Opens the sheet; nothing is launched, and nothing counted, before its button is pressed."""
    from allure_desktop.gui.launch.window import open_launch, opened

    connection_id = context.current_connection_id
    if connection_id is None:
        return
    if opened(connection_id, package.package_id):
        open_launch(context, package)
        return

    def chosen(ask: Ask, in_browser: bool) -> None:
        if in_browser:
            launch_in_browser(context, connection_id, package, ask)
        else:
            open_launch(context, package, ask)

    def read(before: Earlier) -> None:
        from allure_desktop.gui.launch.sheet import LaunchSheet

        LaunchSheet(context, package, before, chosen).open()

    context.background.run(
        lambda: asking.earlier(context.services, connection_id, package.package_id), read, owner=context
    )


def launch_in_browser(context: GuiContext, connection_id: str, package: PackageRecord, ask: Ask) -> None:
    """A launch that goes to the user's browser at once; its link is kept nowhere."""
    services = context.services

    def work() -> Launch:
        launch = services.library.launch(
            connection_id, package.package_id, user_id=ask.user_id or None, session_id=ask.session_id or None
        )
        asking.remember(services, connection_id, package.package_id, ask, launch.session_id)
        return launch

    def launched(launch: Launch) -> None:
        if QDesktopServices.openUrl(QUrl(launch.launch_url)):
            words = _tr("“{title}” is open in the browser. That counted as one launch.")
        else:
            words = _tr("“{title}” was launched, but no browser could be started.")
        context.show_toast(words.format(title=package.title or package.package_id))

    context.background.run(work, launched, lambda error: context.show_toast(str(error)), context)
