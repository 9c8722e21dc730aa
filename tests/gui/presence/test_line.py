"""The network that goes and returns, and the machine that slept: uploads that wait go on at once."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.connections.connection import Connection
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.presence.machine_sleep import MachineSleep, slept_so_far
from allure_desktop.gui.presence.network_watch import NetworkWatch
from tests.gui.presence.conftest import WAIT_MS
from tests.gui.presence.desktop import Service

Reachability = QNetworkInformation.Reachability


class Told(QObject):
    """What a system tells of its network, said by a test."""

    reachabilityChanged = Signal(Reachability)  # noqa: N815 - Qt's own name
    isBehindCaptivePortalChanged = Signal(bool)  # noqa: N815
    transportMediumChanged = Signal(QNetworkInformation.TransportMedium)  # noqa: N815

    def __init__(self, first: Reachability = Reachability.Online, *, portal: bool = False) -> None:
        super().__init__()
        self._first, self._portal = first, portal

    def reachability(self) -> Reachability:
        return self._first

    def isBehindCaptivePortal(self) -> bool:
        return self._portal


@pytest.fixture
def heard(qapp: object) -> Iterator[tuple[NetworkWatch, list[str]]]:
    parent = QObject()
    watch, told = NetworkWatch(parent), list[str]()
    watch.gone.connect(lambda _since: told.append("gone"))
    watch.returned.connect(lambda: told.append("returned"))
    yield watch, told


def test_a_network_goes_and_returns(heard: tuple[NetworkWatch, list[str]]) -> None:
    """Each is told once; a first word that all is well tells nothing, one that nothing is does."""
    watch, told = heard
    system = Told()
    watch.begin(system)  # type: ignore[arg-type]
    assert told == []
    for now in (Reachability.Disconnected, Reachability.Disconnected, Reachability.Unknown, Reachability.Online):
        system.reachabilityChanged.emit(now)
    assert told == ["gone", "returned"]
    late = Told(Reachability.Disconnected)
    watch.begin(late)  # type: ignore[arg-type]
    assert told[2:] == ["gone"]


def test_the_page_of_a_hotel_and_another_cable_count_as_well(heard: tuple[NetworkWatch, list[str]]) -> None:
    """After the log-in page, and on another medium, what failed before may work; not while there is no network."""
    watch, told = heard
    system = Told(portal=True)
    watch.begin(system)  # type: ignore[arg-type]
    system.isBehindCaptivePortalChanged.emit(False)
    system.transportMediumChanged.emit(QNetworkInformation.TransportMedium.Ethernet)
    assert told == ["returned", "returned"]
    system.reachabilityChanged.emit(Reachability.Disconnected)
    system.transportMediumChanged.emit(QNetworkInformation.TransportMedium.Unknown)
    assert told == ["returned", "returned", "gone"]


_PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
app = QCoreApplication([])
from allure_desktop.gui.presence.network_watch import NetworkWatch, load
information = load()
print("loaded", information.backendName(), flush=True)
watch = NetworkWatch(app)
watch.gone.connect(lambda since: print("gone", flush=True))
watch.returned.connect(lambda: (print("returned", flush=True), app.quit()))
watch.begin(information)
print("begun", flush=True)
app.exec()
"""


def test_the_network_manager_of_a_linux_desktop_is_heard(bus: str) -> None:
    """A real service of its interface on a system bus tells the program when the network goes and returns."""
    connected, disconnected = 70, 20
    name, path = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
    facts: dict[str, Any] = {
        "State": ("u", connected),
        "Connectivity": ("u", 4),
        "Metered": ("u", 2),
        "PrimaryConnection": ("o", "/"),
        "PrimaryConnectionType": ("s", "802-3-ethernet"),
    }
    answers: dict[str, Callable[..., tuple[str, tuple[Any, ...]]]] = {f"GetAll {name}": lambda *_: ("a{sv}", (facts,))}
    for fact, value in facts.items():
        answers[f"Get {name} {fact}"] = lambda *_, value=value: ("v", (value,))
    with Service(bus, name, path, name, answers) as manager:
        program = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus},
        )
        assert program.stdout is not None
        lines = iter(program.stdout.readline, "")
        assert next(lines) == "loaded networkmanager\n"
        assert next(lines) == "begun\n"

        manager.tell_changed({"State": ("u", disconnected)})
        assert next(lines) == "gone\n"
        manager.tell_changed({"State": ("u", connected)})
        assert next(lines) == "returned\n"
        assert program.wait(20) == 0
        program.stdout.close()


def test_a_sleep_is_noticed_once(qapp: object) -> None:
    """By the clock that stood still meanwhile; small drifts are no sleep."""
    clock = [100.0]
    woke: list[float] = []
    watch = MachineSleep(parent := QObject(), lambda: clock[0])
    watch.woke.connect(woke.append)
    for reading in (100.0, 100.4, 100.9, 4100.9, 4101.0):
        clock[0] = reading
        watch.look()
    assert woke == [pytest.approx(4000.0)]
    del parent


def test_the_real_clocks_agree_while_awake() -> None:
    """Two readings of this machine differ by nothing to speak of, whatever it slept before."""
    before = slept_so_far()
    deadline = time.monotonic() + 0.05
    while time.monotonic() < deadline:
        pass
    assert abs(slept_so_far() - before) < 1.0


# --- in the window ---------------------------------------------------------------------------------------------------


def opened(window: MainWindow, qtbot: QtBot) -> Told:
    """The window hears a network of the test's own."""
    qtbot.waitUntil(lambda: hasattr(window, "presence"), timeout=WAIT_MS)
    system = Told()
    window.presence.begin_network(system)  # type: ignore[arg-type]
    return system


def test_the_foot_says_since_when_there_is_no_network(
    open_window: Callable[[], MainWindow], services: Services, qtbot: QtBot
) -> None:
    """For a server elsewhere; one on this computer is reached without a network."""
    window = open_window()
    system = opened(window, qtbot)
    far = Connection(
        id="far", name="Far", base_url="https://academy.example", tenant_id="t", uploaded_by="u", is_default=True
    )
    near = dataclasses.replace(far, id="near", base_url="http://127.0.0.1:8000")
    window.context.set_connections([far, near])
    window.context.current_connection_id = "far"
    system.reachabilityChanged.emit(Reachability.Disconnected)
    assert window.sidebar.state.text().startswith("Offline since ")
    window.context.current_connection_id = "near"
    assert not window.sidebar.state.text().startswith("Offline")
    window.context.current_connection_id = "far"
    window.context.set_reachability("far", "online")
    assert window.sidebar.state.text().startswith("Offline since ")
    system.reachabilityChanged.emit(Reachability.Online)
    assert window.sidebar.state.text() == "Online"


def test_uploads_hear_of_it(
    open_window: Callable[[], MainWindow], services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network that returns and a machine that woke are each told to the uploads, in the background."""
    told: list[str] = []
    window = open_window()
    system = opened(window, qtbot)
    monkeypatch.setattr(services.uploads, "network_returned", lambda: told.append("uploads"))
    with qtbot.waitSignal(window.presence.line_returned, timeout=WAIT_MS):
        system.reachabilityChanged.emit(Reachability.Site)
    with qtbot.waitSignal(window.presence.line_returned, timeout=WAIT_MS):
        window.presence.machine_sleep.woke.emit(60.0)
    assert told == ["uploads", "uploads"]
