"""Webhooks in the window: added with a secret shown once, their deliveries, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.gui.webhooks.sheet import WebhooksSheet
from allure_desktop.gui.widgets import PushButton
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.gui.window.test_window import sheet_of
from tests.packages import scorm12
from tests.sandbox.test_webhooks import Listening

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def subscriber() -> Iterator[Listening]:
    made = Listening()
    yield made
    made.close()


def test_a_webhook_from_adding_to_removing(
    connected: MainWindow, services: Services, subscriber: Listening, tmp_path: Path, qtbot: QtBot
) -> None:
    """The secret stands there once; a delivery of a real upload is listed; removing asks first."""
    command = connected.context.actions.action("connection.webhooks")
    qtbot.waitUntil(lambda: command.isVisible() and command.isEnabled(), timeout=WAIT_MS)
    connected.context.actions.trigger("connection.webhooks")
    sheet = sheet_of(connected, WebhooksSheet)
    assert isinstance(sheet, WebhooksSheet)
    qtbot.waitUntil(lambda: sheet.event_type.count() == 1, timeout=WAIT_MS)
    QTest.keyClicks(sheet.url, "nonsense")
    QTest.mouseClick(sheet.add_button, LEFT)
    qtbot.waitUntil(sheet.band.isVisible, timeout=WAIT_MS)
    assert "no address" in sheet.band.words and sheet.url.text() == "nonsense"
    sheet.url.setText(subscriber.url)
    QTest.mouseClick(sheet.add_button, LEFT)
    qtbot.waitUntil(lambda: sheet.secret_part.isVisible() and len(sheet.rows) == 1, timeout=WAIT_MS)
    assert len(sheet.secret.text()) >= 32 and sheet.secret.text() not in repr(services.library.webhooks("academy"))
    put_package(services, scorm12(tmp_path / "fire.zip", title="Fire"))
    subscriber.received.get(timeout=30)
    row = sheet.rows[0]

    def delivered() -> bool:
        QTest.mouseClick(row.show_deliveries, LEFT)
        return bool(services.library.webhook_deliveries("academy", row.hook.webhook_id))

    qtbot.waitUntil(delivered, timeout=WAIT_MS)
    QTest.mouseClick(row.show_deliveries, LEFT)
    qtbot.waitUntil(lambda: "answered with 200" in _words(row), timeout=WAIT_MS)
    QTest.mouseClick(row.remove, LEFT)
    question = sheet_of(connected, QuestionSheet)
    assert question is not None
    remove = next(button for button in question.findChildren(PushButton) if "Remove webhook" in button.text())
    QTest.mouseClick(remove, LEFT)
    qtbot.waitUntil(lambda: not sheet.rows, timeout=WAIT_MS)
    assert services.library.webhooks("academy") == []
    sheet.dismiss()


def _words(row: object) -> str:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(row, QWidget)
    return " ".join(one.text() for one in row.findChildren(QLabel))
