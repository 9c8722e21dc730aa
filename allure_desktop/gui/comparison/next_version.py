"""From the comparison to the next version: whether the right side can become it, and the sheet for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.comparison.choice import FileChoice, Reading, Subject

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext

translate = QCoreApplication.translate


def upload_words(context: GuiContext, reading: Reading) -> str:
    """`Upload as version 13…`; '' where the right side cannot become the next version."""
    subject = reading.subject
    choice = reading.right.choice if reading.right is not None else None
    if subject.connection_id is None or not isinstance(choice, FileChoice) or reading.new is None:
        return ""
    if choice.upload_id is not None and reading.upload is None:
        return ""  # it is on its way already, or its problems come first
    connection = context.connection(subject.connection_id)
    if connection is None or connection.may_write is False:
        return ""
    if subject.current_revision is None:
        return translate("Comparison", "Upload as a new version…")
    return translate("Comparison", "Upload as version {number}…").format(number=subject.current_revision + 1)


def open_sheet(context: GuiContext, subject: Subject, choice: FileChoice, failed: Callable[[Exception], None]) -> None:
    """The sheet of a new version for a file or a row of Uploads; `failed` hears why the package cannot be read."""
    connection_id, services = subject.connection_id, context.services
    if connection_id is None:
        return

    def done(package: PackageRecord) -> None:
        from allure_desktop.gui.new_version.sheet import NewVersionSheet

        NewVersionSheet(context, package, choice.path, connection_id=connection_id, upload_id=choice.upload_id).open()

    context.background.run(lambda: services.library.package(connection_id, subject.package_id), done, failed, context)
