"""Says that details were saved, and takes that back when asked: by the toast, or Ctrl+Z."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from allure_desktop.library.details import EditConflict, reverse

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext


def _tr(text: str) -> str:
    return QCoreApplication.translate("EditUndo", text)


def told_with_undo(
    context: GuiContext, connection_id: str, base: PackageRecord, changes: Mapping[str, Any], after: PackageRecord
) -> None:
    """The toast after a saved edit. Its undo sends the former values, if nobody changed the same fields since."""
    back = reverse(base, changes, after)

    def failed(error: Exception) -> None:
        if isinstance(error, EditConflict):
            words = _tr("Not undone: “{title}” was changed by somebody else since.").format(title=after.title)
        else:
            words = _tr("Not undone. {problem}").format(problem=error)
        context.show_toast(words)

    def undo() -> None:
        library = context.services.library
        context.background.run(
            lambda: library.edit(connection_id, after.package_id, back, after),
            lambda _record: context.show_toast(_tr("“{title}” is as it was.").format(title=after.title)),
            failed,
            context,
        )

    context.show_toast(_tr("Saved the details of “{title}”").format(title=after.title), undo if back else None)
