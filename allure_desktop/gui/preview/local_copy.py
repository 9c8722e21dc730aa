"""Finds the file of a package on this computer: the one that was uploaded from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext

translate = QCoreApplication.translate


class LocalCopy(NamedTuple):
    """`words` name the version that it is."""

    path: str
    words: str
    upload_id: int
    revision: int | None


def local_copy(context: GuiContext, package: PackageRecord) -> LocalCopy | None:
    """The newest version of a package that was uploaded from here; None where there is none. Reads no disk."""
    from allure_desktop.gui.uploads.row_source import rows_of

    rows = [
        row
        for row in rows_of(context).rows
        if row.package_id == package.package_id
        and row.connection_id == context.current_connection_id
        and row.state == "done"
    ]
    if not rows:
        return None
    row = max(rows, key=lambda row: (row.revision or 0, row.id))
    words = (
        translate("Preview", "From this file · {file}").format(file=row.file)
        if row.revision is None
        else translate("Preview", "Version {number} as it was uploaded · {file}").format(
            number=row.revision, file=row.file
        )
    )
    return LocalCopy(row.path, words, row.id, row.revision)
