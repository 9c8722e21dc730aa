"""System notifications of a Linux desktop: org.freedesktop.Notifications, spoken to from a thread of its own."""

from __future__ import annotations

import contextlib
import html
import logging
import queue
import select
import socket
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from allure_desktop.gui.identity import DESKTOP_ENTRY, PROGRAM
from allure_desktop.gui.presence.news import Notice

if TYPE_CHECKING:
    from jeepney import Message

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
ANSWER_S = 5.0
_REMEMBERED = 200


class BusNotifications(QObject):
    """Where nobody shows notifications, or there is no bus, nothing happens: they are an extra."""

    #: the row of the notification that was clicked, and the desktop's permission to take the focus ('' for none)
    clicked = Signal(int, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words = self.tr("Show")
        self._outbox: _Outbox | None = None

    def show(self, notice: Notice) -> None:
        """Shows it some time soon; never waits."""
        if self._outbox is None:
            outbox = self._outbox = _Outbox()
            # a method of what is left then, not of this object, which is no more
            self.destroyed.connect(outbox.close)
            threading.Thread(target=self._work, args=(outbox,), name="notifications", daemon=True).start()
        self._outbox.put(notice)

    def close(self) -> None:
        """Ends the thread soon; nothing is shown any more."""
        if self._outbox is not None:
            self._outbox.close()

    def _work(self, outbox: _Outbox) -> None:
        desk: _Desk | None = None
        while not outbox.closed:
            try:
                outbox.wait(desk)
                while (notice := outbox.get()) is not None:
                    desk = self._shown(notice, desk)
                # also what came while an answer was awaited
                while desk is not None and (heard := desk.heard()) is not None:
                    self._tell(*heard)
            except Exception as error:  # whatever a bus, or who answers on it, does wrong
                log.info("No notification can be shown: %s", error)
                if desk is not None:
                    desk.close()
                desk = None
        if desk is not None:
            desk.close()
        outbox.end()

    def _shown(self, notice: Notice, desk: _Desk | None) -> _Desk:
        """Shows it over the connection there is, over a new one where that one has ended."""
        if desk is not None:
            try:
                desk.show(notice, self._words)
            except Exception:
                desk.close()
            else:
                return desk
        desk = _Desk()
        try:
            desk.show(notice, self._words)
        except Exception:
            desk.close()
            raise
        return desk

    def _tell(self, upload_id: int, token: str) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            self.clicked.emit(upload_id, token)


class _Outbox:
    """What is to be shown; its reader waits for that and for the bus at once."""

    def __init__(self) -> None:
        self._notices: queue.SimpleQueue[Notice] = queue.SimpleQueue()
        self._stirs, self._stirred = socket.socketpair()
        self._stirs.setblocking(False)
        self.closed = False

    def put(self, notice: Notice) -> None:
        self._notices.put(notice)
        self._stir()

    def close(self) -> None:
        self.closed = True
        self._stir()

    def _stir(self) -> None:
        with contextlib.suppress(OSError):  # full: it is stirred already; closed: nobody reads any more
            self._stirs.send(b"!")

    def wait(self, desk: _Desk | None) -> None:
        poll = select.poll()  # unlike select() it takes files of any number
        poll.register(self._stirred, select.POLLIN)
        if desk is not None:
            poll.register(desk.bus.sock, select.POLLIN)
        if any(number == self._stirred.fileno() for number, _ in poll.poll()):
            self._stirred.recv(4096)

    def get(self) -> Notice | None:
        """The next one; None for none, also once it is closed."""
        try:
            return None if self.closed else self._notices.get_nowait()
        except queue.Empty:
            return None

    def end(self) -> None:
        self._stirs.close()
        self._stirred.close()


class _Desk:
    """A connection to the session's bus and whoever shows notifications there. Raises whatever the bus raises."""

    def __init__(self) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._rows: dict[int, int] = {}
        self._token = ""
        self._signals: deque[Message] = deque()
        self.bus = open_dbus_connection("SESSION")
        try:
            rule = MatchRule(type="signal", interface=SERVICE, path=PATH)
            self.bus.filter(rule, queue=self._signals)
            self._call(message_bus.AddMatch(rule))
            self._markup = "body-markup" in self._call(self._message("GetCapabilities"))[0]
        except BaseException:
            self.close()
            raise

    def show(self, notice: Notice, words: str) -> None:
        # what a course calls itself must not become a link or a picture
        text = html.escape(notice.text, quote=False) if self._markup else notice.text
        hints = {"desktop-entry": ("s", DESKTOP_ENTRY), "category": ("s", notice.kind)}
        body = (PROGRAM, 0, "", notice.title, text, ["default", words], hints, -1)
        shown = self._call(self._message("Notify", "susssasa{sv}i", body))[0]
        self._rows[shown] = notice.upload_id
        while len(self._rows) > _REMEMBERED:
            del self._rows[next(iter(self._rows))]

    def heard(self) -> tuple[int, str] | None:
        """The row of the next notification that was clicked, with the token that came before; None for none yet."""
        from jeepney import HeaderFields

        with contextlib.suppress(TimeoutError):
            while True:
                self.bus.recv_messages(timeout=0)
        while self._signals:
            message = self._signals.popleft()
            what, body = message.header.fields.get(HeaderFields.member), message.body
            if len(body) != 2 or body[0] not in self._rows:
                continue
            if what == "ActivationToken":
                self._token = str(body[1])
            elif what == "ActionInvoked":
                token, self._token = self._token, ""
                return self._rows[body[0]], token
        return None

    def close(self) -> None:
        with contextlib.suppress(Exception):  # it is being given up
            self.bus.close()

    def _message(self, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Message:
        from jeepney import DBusAddress, new_method_call

        return new_method_call(DBusAddress(PATH, SERVICE, SERVICE), method, signature, body)

    def _call(self, message: Message) -> tuple[Any, ...]:
        from jeepney.wrappers import unwrap_msg

        answer: tuple[Any, ...] = unwrap_msg(self.bus.send_and_get_reply(message, timeout=ANSWER_S))
        return answer
