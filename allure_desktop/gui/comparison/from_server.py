"""Offers to bring a version from the server, where nothing of it is known here and the server lets it be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.comparison.choice import Reading, VersionChoice
from allure_desktop.gui.library.fetch_sheet import fetch

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

translate = QCoreApplication.translate


def missing_version(reading: Reading) -> int | None:
    """The version that stands on a side and of which nothing is known."""
    for offer, side in ((reading.left, reading.old), (reading.right, reading.new)):
        if offer is not None and side is None and isinstance(offer.choice, VersionChoice):
            return offer.choice.revision
    return None


def when_offered(context: GuiContext, reading: Reading, offered: Callable[[int], object]) -> None:
    """Calls `offered(version)` if it is missing here and may be downloaded; asks the server at most once in a while."""
    revision, connection_id = missing_version(reading), reading.subject.connection_id
    if revision is None or connection_id is None:
        return
    library = context.services.library

    def told(may: bool) -> None:
        if may:
            offered(revision)

    # offline there is nothing to offer, and the page says what is missing anyway
    context.background.run(lambda: library.may_download(connection_id), told, lambda _error: None, context)


def get(context: GuiContext, reading: Reading, revision: int, then: Callable[[], object]) -> None:
    """Downloads the version, which is kept from then on; `then()` once it is there."""
    subject, copies = reading.subject, context.services.version_copies
    connection_id = subject.connection_id
    if connection_id is None:
        return
    fetch(
        context,
        translate("Comparison", "Getting version {number}").format(number=revision),
        subject.title,
        lambda progress, stopped: copies.obtain(
            connection_id, subject.package_id, revision, progress=progress, stopped=stopped
        ),
        lambda _found: then(),
    )
