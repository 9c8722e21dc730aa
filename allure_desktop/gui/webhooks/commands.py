"""The command for the webhooks of a connection, which a server without them does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.server_offers import ServerOffers


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def register_commands(context: GuiContext, offered: ServerOffers) -> None:
    """`connection.webhooks`."""

    def why_not() -> str:
        if context.current_connection_id is None:
            return _tr("There is no connection yet.")
        offers = offered.of(context.current_connection_id)
        return "" if offers is not None and offers.webhooks else _tr("This server does not declare webhooks.")

    def open_sheet() -> None:
        from allure_desktop.gui.webhooks.sheet import WebhooksSheet

        if (connection_id := context.current_connection_id) is not None:
            WebhooksSheet(context, connection_id).open()

    action = context.actions.register(
        "connection.webhooks", _tr("Webhooks…"), open_sheet, icon="plug-zap", reason=why_not
    )

    def show() -> None:
        offers = offered.of(context.current_connection_id)
        action.setVisible(offers is not None and offers.webhooks)

    offered.changed.connect(show)
    context.current_connection_changed.connect(lambda _id: show())
    show()
