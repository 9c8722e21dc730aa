"""The commands that have to do with all connections, or with the shown one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from allure_desktop.gui.main_window import MainWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def register_connection_commands(window: MainWindow) -> None:
    """Registers them; each says why it cannot be done now."""
    context, actions = window.context, window.context.actions

    def why_none() -> str:
        return "" if context.connections else _tr("There is no connection yet.")

    def why_no_key() -> str:
        connection = context.current_connection
        if connection is None:
            return why_none()
        return _tr("The sandbox makes its own key.") if connection.is_sandbox else ""

    def why_nothing_to_export() -> str:
        if reason := why_none():
            return reason
        own = all(one.is_sandbox for one in context.connections)
        return _tr("The sandbox is this computer's own: there is nothing to hand on.") if own else ""

    def manage() -> None:
        window.doors.manage()

    def import_file() -> None:
        from allure_desktop.gui.connections.hand_over import choose_import

        choose_import(context)

    def export_file() -> None:
        from allure_desktop.gui.connections.hand_over import choose_export

        choose_export(context)

    actions.register(
        "connection.manage",
        _tr("Manage connections…"),
        manage,
        icon="list-ordered",
        reason=why_none,
    )
    actions.register(
        "connection.replace-key",
        _tr("Replace the key…"),
        lambda: context.replace_key(context.current_connection_id),
        icon="key-round",
        reason=why_no_key,
    )
    actions.register(
        "connection.import", _tr("Import connections…"), import_file, icon="arrow-down-to-line", in_dialogs=True
    )
    actions.register(
        "connection.export",
        _tr("Export connections…"),
        export_file,
        icon="external-link",
        reason=why_nothing_to_export,
        in_dialogs=True,
    )
