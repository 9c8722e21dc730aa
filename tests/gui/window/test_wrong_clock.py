"""A computer whose clock is wrong by days: what is dated by the server goes by the server's clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
import uvicorn.server
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.connections.band import clock_words
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.sandbox.server import Sandbox
from tests.gui.window.conftest import KEY, WAIT_MS, put_package
from tests.packages import scorm12

DAYS = 86_400.0


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """This computer's clock is five days ahead of it, so that all its dates look old here."""
    ahead = -5 * DAYS
    monkeypatch.setattr(uvicorn.server, "formatdate", lambda now, usegmt: formatdate(now + ahead, usegmt=usegmt))
    with Sandbox(
        tmp_path / "server", api_key=KEY, tenant_id="example-academy", clock=lambda: time.time() + ahead
    ) as server:
        yield server


def test_the_band_tells_and_ages_go_by_the_server(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """An upload arrives, its package is of today, and the clock is told with its remedy."""
    put_package(services, scorm12(tmp_path / "course.zip"))
    connected.packages.refresh()
    band = connected.connection_band
    qtbot.waitUntil(band.isVisible, timeout=WAIT_MS)
    assert "5 days ahead of the server's" in band.band.words and band.band.property("tone") == "warning"
    assert abs(services.library.server_now("academy") - time.time() + 5 * DAYS) < 120
    connected.packages.set_filters(days=1)
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 1, timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("ahead_s", "words"),
    [
        (1200, "20 min behind"),
        (-7200, "2 hours ahead of"),
        (40 * DAYS, "40 days behind"),
        (-9 * DAYS, "9 days ahead of"),
    ],
)
def test_how_far_it_is_off_is_told_roughly(ahead_s: float, words: str) -> None:
    """In minutes, hours or days, and in which direction."""
    said = clock_words(ahead_s)
    assert said is not None and words in said.title


def test_a_few_minutes_disturb_nobody() -> None:
    """No band."""
    assert clock_words(300) is None and clock_words(-300) is None and clock_words(0) is None
