"""A desktop's services on a bus of its own: a real D-Bus daemon, and whoever owns names and answers calls on it."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection as open_once
from jeepney.io.threading import ReceiveStopped, open_dbus_connection
from jeepney.wrappers import unwrap_msg

#: the signature of an answer and its values
Answer = tuple[str, tuple[Any, ...]]


@contextmanager
def private_bus() -> Iterator[str]:
    """A daemon that knows no service but those that a test brings; gives its address."""
    reader, writer = os.pipe()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={writer}"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,  # that it may not raise its limits
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        address = told.readline().strip()
    try:
        yield address
    finally:
        daemon.terminate()
        daemon.wait(10)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that arrived."""

    method: str
    body: tuple[Any, ...]
    sender: str


class Service:
    """Owns `name` until it is closed; `answers` tells what each method gives. Calls are kept in their order."""

    def __init__(
        self, bus: str, name: str, path: str, interface: str, answers: Mapping[str, Callable[..., Answer]]
    ) -> None:
        self.calls: list[Call] = []
        self.address = DBusAddress(path, name, interface)
        self._answers = answers
        with open_once(bus) as asking:  # fails loudly where somebody owns it already
            assert not unwrap_msg(asking.send_and_get_reply(message_bus.NameHasOwner(name)))[0]
        self._connection = open_dbus_connection(bus, enable_fds=True)
        self._connection.send(message_bus.RequestName(name))
        self._owned = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()
        assert self._owned.wait(20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.interrupt()
        self._thread.join(20)
        self._connection.close()

    def named(self, method: str) -> list[Call]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    def signal(self, name: str, signature: str, *body: Any) -> None:
        """Tells everybody."""
        self._connection.send(new_signal(self.address, name, signature, body))

    def tell_changed(self, properties: dict[str, tuple[str, Any]]) -> None:
        """Its properties have these values now."""
        address = DBusAddress(self.address.object_path, self.address.bus_name, "org.freedesktop.DBus.Properties")
        body: tuple[Any, ...] = (self.address.interface, properties, [])
        self._connection.send(new_signal(address, "PropertiesChanged", "sa{sv}as", body))

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (ReceiveStopped, OSError):
                return
            if message.header.message_type is MessageType.method_return:
                self._owned.set()
            elif message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        method = fields[HeaderFields.member]
        if fields.get(HeaderFields.interface) == "org.freedesktop.DBus.Properties":
            method = f"{method} {' '.join(str(part) for part in message.body)}"
        self.calls.append(Call(method, message.body, fields.get(HeaderFields.sender, "")))
        make = self._answers.get(method)
        if make is None:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        signature, body = make(*message.body)
        return new_method_return(message, signature, body)


class Notifications(Service):
    """Shows nothing and remembers everything, as a notification service."""

    NAME = "org.freedesktop.Notifications"

    def __init__(self, bus: str, capabilities: tuple[str, ...] = ("actions", "body", "body-markup")) -> None:
        self._count = 0
        super().__init__(
            bus,
            self.NAME,
            "/org/freedesktop/Notifications",
            self.NAME,
            {"GetCapabilities": lambda: ("as", (list(capabilities),)), "Notify": self._notify},
        )

    def _notify(self, *_body: object) -> Answer:
        self._count += 1
        return "u", (self._count,)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Title and text of each, in their order."""
        return [(call.body[3], call.body[4]) for call in self.named("Notify")]

    def click(self, number: int, token: str = "") -> None:
        """The user clicks the notification of that number, counted from 1."""
        if token:
            self.signal("ActivationToken", "us", number, token)
        self.signal("ActionInvoked", "us", number, "default")
        self.signal("NotificationClosed", "uu", number, 2)
