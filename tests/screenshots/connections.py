"""Pictures of several connections at once: the switcher, and what is said of one that is not well."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication

from allure_desktop.api.answers import Quotas
from allure_desktop.connections.connection import Connection
from allure_desktop.connections.portable import Taken
from allure_desktop.errors import Forbidden, KeyringUnavailable, NoConnection
from allure_desktop.gui.connections.hand_over import ImportSheet
from allure_desktop.gui.connections.keyring_sheet import KeyringSheet
from allure_desktop.gui.connections.replace_key import ReplaceKeySheet
from allure_desktop.gui.connections.switcher import Switcher
from tests.screenshots.studio import Studio

_OTHERS = (
    ("branch", "Branch office", "green"),
    ("partner", "Partner Institute of Advanced Workplace Safety", "pink"),
)


class Switching:
    """Takes the switcher over a library; the connections that it needs are gone afterwards."""

    def __init__(self, studio: Studio, url: str, tenant_id: str, key: str) -> None:
        self._studio = studio
        self._url, self._tenant_id, self._key = url, tenant_id, key

    def take(self) -> None:
        """Three connections: one that is shown, one that does not answer, one that refuses its key."""
        services, window = self._studio.services, self._studio.window
        for id, name, colour in _OTHERS:
            url = "http://127.0.0.1:9" if id == "branch" else self._url
            key = self._key if id == "branch" else "another_key"
            services.connections.save(
                Connection(id, name, url, self._tenant_id, "user-123", colour=colour, may_write=True), key
            )
        self._studio.until("the other connections", lambda: window.context.connection("partner"))
        self._open()
        self._studio.until("what they answer", lambda: window.context.reachability("partner") == "refused")
        self._studio.until("an outage", lambda: window.context.reachability("branch") == "offline")
        self._studio.take("switcher", again=self._open)
        self._drag_over()
        self._studio.take("switcher-drop", again=self._drag_over)
        self._studio.part(Switcher).dismiss()
        self._manage()
        for id, *_ in _OTHERS:
            services.disconnect(id)
        self._studio.until("one connection", lambda: window.context.connection("partner") is None)

    def _manage(self) -> None:
        self._studio.window.doors.manage()
        self._studio.take("connections-manage")
        self._studio.close_sheets()
        added = [
            Connection(
                "", "Northern Campus", "https://lms.example.org", "north-1", "", proxy="http://proxy.example:3128"
            ),
            Connection("", "Southern Campus", "https://lms.example.org", "south-1", ""),
        ]
        known = list(self._studio.window.context.connections[:1])
        ImportSheet(self._studio.window.context, "connections.json", Taken(added, known)).open()
        self._studio.take("connections-import")
        self._studio.close_sheets()

    def bands(self) -> None:
        """What is said over every page of the connection that is shown."""
        window, connection = self._studio.window, self._studio.window.context.current_connection
        assert connection is not None
        troubles: dict[str, Exception] = {
            "tenant": Forbidden("No.", code="key.tenant-mismatch"),
            "missing": NoConnection("No.", code="connection.no-key"),
        }
        for name, error in troubles.items():
            window.context.set_reachability(connection.id, "refused", error)
            self._studio.take(f"band-{name}")
        window.context.set_reachability(connection.id, "online")
        nearly_full = Quotas(100, 97, 50_000_000_000, 41_500_000_000)
        self._studio.take("sidebar-nearly-full", again=lambda: window.sidebar.tell_quotas(nearly_full))
        services = self._studio.services
        services.connections.set_may_write(connection.id, False)
        self._studio.until("the band", window.connection_band.isVisible)
        self._studio.take("band-read-only")
        services.connections.set_may_write(connection.id, True)
        self._studio.until("no band", lambda: not window.connection_band.isVisible())
        problem = KeyringUnavailable(
            "The keyring does not answer.",
            cause="It was asked 30 seconds ago; perhaps its prompt is still open.",
            remedy="Answer its prompt and try again. The key is kept until you quit.",
        )
        services.connections.keys.problem = problem
        window.keyring_band.look()
        self._studio.until("the band of the keyring", window.keyring_band.isVisible)
        self._studio.take("band-keyring")
        KeyringSheet(window.context, lambda: None).open()
        self._studio.take("keyring-how-to")
        self._studio.close_sheets()
        services.connections.keys.problem = None
        window.keyring_band.look()
        self._studio.until("no band of the keyring", lambda: not window.keyring_band.isVisible())
        window.context.replace_key(connection.id)
        sheet = self._studio.part(ReplaceKeySheet)
        sheet.key.setText("a_wrong_key")
        sheet.test()
        self._studio.until("a tested key", sheet.anyway.isVisible)
        self._studio.take("key-replace")
        self._studio.close_sheets()

    def _open(self) -> None:
        for old in self._studio.window.findChildren(Switcher):
            old.dismiss()
        self._studio.window.doors.open_switcher(self._studio.window.sidebar.connection)

    def _drag_over(self) -> None:
        self._open()
        row = self._studio.part(Switcher).rows[1]
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile("/tmp/course.zip")])
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        place = QPointF(row.rect().center()).toPoint()
        QApplication.sendEvent(row, QDragEnterEvent(place, copy, mime, Qt.MouseButton.LeftButton, none))
