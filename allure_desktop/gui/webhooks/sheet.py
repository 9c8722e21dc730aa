"""The webhooks of the shown connection: listed, added with a secret that is shown once, removed, their last deliveries."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.library import package_words
from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.gui.widgets import Band, ElidedLabel, IconButton, PushButton, Sheet, label
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allure_desktop.api.webhooks import Delivery, Webhook
    from allure_desktop.gui.context import GuiContext

_MOST_DELIVERIES = 5


class WebhookRow(QFrame):
    """One of them: its address, its event, what was delivered last, and the way to remove it."""

    def __init__(self, hook: Webhook, *, tells: bool) -> None:
        super().__init__()
        self.hook = hook
        self.setProperty("pane", "subtle")
        self.setAccessibleName(one_line(hook.url))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(hook.url, "strong", mode=Qt.TextElideMode.ElideMiddle), 1)
        self.show_deliveries = PushButton(self.tr("Last deliveries"), kind="link")
        self.show_deliveries.setAccessibleName(self.tr("Last deliveries to {url}").format(url=one_line(hook.url)))
        self.show_deliveries.setVisible(tells)
        head.addWidget(self.show_deliveries)
        self.remove = IconButton("trash-2", self.tr("Remove the webhook {url}").format(url=one_line(hook.url)))
        head.addWidget(self.remove)
        column.addLayout(head)
        since = package_words.when_long(hook.created_at) if hook.created_at else ""
        parts = [hook.event_type, self.tr("since {when}").format(when=since) if since else "", hook.webhook_id]
        column.addWidget(ElidedLabel(" · ".join(part for part in parts if part), "small"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)

    def tell_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """The latest ones, newest first."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for delivery in deliveries[:_MOST_DELIVERIES]:
            well = 200 <= delivery.status < 300
            said = (
                self.tr("answered with {status}").format(status=delivery.status)
                if delivery.status
                else self.tr("nobody answered: {error}").format(error=one_line(delivery.error))
            )
            when = package_words.when_long(delivery.at, time.time()) if delivery.at else ""
            words = " · ".join(part for part in (when, said) if part)
            self._lines.addWidget(label(words, "small", tone="success" if well else "danger", wrap=True))
        if not deliveries:
            self._lines.addWidget(label(self.tr("Nothing was delivered yet."), "small-muted"))


class WebhooksSheet(Sheet):
    """Everything it shows is read elsewhere."""

    def __init__(self, context: GuiContext, connection_id: str) -> None:
        super().__init__(context.window, "", width=680)
        title = self.tr("Webhooks")
        self.title.set_text(title)
        self.setAccessibleName(title)
        connection = context.connection(connection_id)
        name = connection.name if connection is not None else ""
        self.set_subtitle(self.tr("{connection} calls these addresses by itself.").format(connection=name))
        self._context, self._connection_id = context, connection_id
        self.rows: list[WebhookRow] = []
        self._tells = False
        self.band = Band()
        self.body.addWidget(self.band)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)
        self._add_new()
        self._add_secret()
        self.footer.addStretch(1)
        done = PushButton(self.tr("Close"))
        done.clicked.connect(self.dismiss)
        self.footer.addWidget(done)
        self._show(())
        self.read()

    def _add_new(self) -> None:
        self.body.addWidget(label(self.tr("Add a webhook"), "small-strong"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.url = QLineEdit()
        self.url.setAcceptDrops(False)
        self.url.setAccessibleName(self.tr("Address to call"))
        self.url.setPlaceholderText("https://example.org/hooks/allure")
        self.event_type = QComboBox()
        self.event_type.setAccessibleName(self.tr("Event"))
        self.event_type.setEditable(False)
        self.add_button = PushButton(self.tr("Add webhook"), kind="primary")
        self.add_button.setEnabled(False)
        self.add_button.clicked.connect(self._add)
        self.url.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        self.url.returnPressed.connect(self._add)
        row.addWidget(self.url, 1)
        row.addWidget(self.event_type)
        row.addWidget(self.add_button)
        self.body.addLayout(row)

    def _add_secret(self) -> None:
        self.secret_part = QWidget()
        column = QVBoxLayout(self.secret_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        words = self.tr("Its secret, shown this once: whoever is called checks with it that the call is genuine.")
        column.addWidget(label(words, "small-plain", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.secret = QLineEdit()
        self.secret.setReadOnly(True)
        self.secret.setFont(theme.active().code_font())
        self.secret.setAccessibleName(self.tr("Secret of the new webhook"))
        copy = PushButton(self.tr("Copy secret"), icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.secret.text()))
        row.addWidget(self.secret, 1)
        row.addWidget(copy)
        column.addLayout(row)
        self.secret_part.hide()
        self.body.addWidget(self.secret_part)

    def begin_focus(self) -> None:
        self.url.setFocus()

    # --- what the server has -----------------------------------------------------------------------------------------

    def read(self) -> None:
        """The list, and which events can be asked for."""
        services, connection_id = self._context.services, self._connection_id

        def work() -> tuple[list[Webhook], tuple[str, ...], bool]:
            library = services.library
            tells = bool(library.features(connection_id).webhook_deliveries)
            return library.webhooks(connection_id), library.webhook_events(connection_id), tells

        def came(answer: tuple[list[Webhook], tuple[str, ...], bool]) -> None:
            hooks, events, self._tells = answer
            if [self.event_type.itemText(i) for i in range(self.event_type.count())] != list(events):
                self.event_type.clear()
                self.event_type.addItems(list(events))
            self._show(hooks)

        self._context.background.run(work, came, self._failed, self)

    def _failed(self, error: Exception) -> None:
        self.band.tell_error(error, ((self.tr("Try again"), self.read),))
        self.add_button.setEnabled(bool(self.url.text().strip()))

    def _show(self, hooks: Sequence[Webhook]) -> None:
        inner = QWidget()
        inner.setProperty("pane", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.rows = []
        for hook in hooks:
            row = WebhookRow(hook, tells=self._tells)
            row.remove.clicked.connect(lambda _checked=False, hook=hook: self._ask_remove(hook))
            row.show_deliveries.clicked.connect(lambda _checked=False, row=row: self._read_deliveries(row))
            column.addWidget(row)
            self.rows.append(row)
        if not hooks:
            column.addWidget(label(self.tr("There are none yet."), "muted"))
        column.addStretch(1)
        self._area.setWidget(inner)
        tall = self.rows[0].sizeHint().height() + column.spacing() if self.rows else self.fontMetrics().height() * 2
        self._area.setMinimumHeight(max(1, min(4, len(self.rows))) * tall + (90 if self._tells and self.rows else 0))

    def _read_deliveries(self, row: WebhookRow) -> None:
        library, connection_id = self._context.services, self._connection_id
        self._context.background.run(
            lambda: library.library.webhook_deliveries(connection_id, row.hook.webhook_id),
            row.tell_deliveries,
            self._failed,
            row,
        )

    # --- changes -----------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        url, event_type = self.url.text().strip(), self.event_type.currentText()
        if not url:
            return
        self.add_button.setEnabled(False)
        self.band.hide()
        services, connection_id = self._context.services, self._connection_id

        def added(answer: tuple[Webhook, str]) -> None:
            _hook, secret = answer
            self.url.clear()
            self.secret.setText(secret)
            self.secret.setCursorPosition(0)
            self.secret_part.show()
            self.secret.setFocus()
            self.read()

        self._context.background.run(
            lambda: services.library.add_webhook(connection_id, url, event_type), added, self._failed, self
        )

    def _ask_remove(self, hook: Webhook) -> None:
        QuestionSheet(
            self._context.window,
            self.tr("Remove this webhook?"),
            self.tr("Nothing is sent to {url} any more. Its secret is lost; a new one gets another.").format(
                url=one_line(hook.url)
            ),
            self.tr("Remove webhook"),
            lambda: self._remove(hook),
            about=one_line(hook.url),
        ).open()

    def _remove(self, hook: Webhook) -> None:
        services, connection_id = self._context.services, self._connection_id
        self._context.background.run(
            lambda: services.library.remove_webhook(connection_id, hook.webhook_id),
            lambda _nothing: self.read(),
            self._failed,
            self,
        )
