"""Sleep is held off while it helps, by whoever can do so on this desktop, and let go afterwards."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator

import pytest
from jeepney import FileDescriptor
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.presence.awake import WORTH_S, Awake, Worth
from allure_desktop.gui.presence.inhibitors import hold_off_sleep
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.settings import KEEP_AWAKE
from allure_desktop.uploads.rows import Progress, UploadRow
from tests.gui.presence.conftest import WAIT_MS
from tests.gui.presence.desktop import Answer, Service
from tests.gui.uploads.stage import Stage

MakeRow = Callable[..., UploadRow]
NOW = 1_790_000_000.0


def nothing(_id: int) -> Progress | None:
    return None


# --- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "reason", "until", "worth"),
    [
        ("sending", "", None, True),
        ("sending", "rate_limited", NOW + 60, True),
        ("sending", "rate_limited", NOW + 3 * 3600, False),
        ("sending", "offline", NOW + 60, True),
        ("processing", "", None, True),
        ("processing", "slow", None, False),
        ("sending", "paused", None, False),
        ("sending", "key_refused", None, False),
        ("queued", "turn", None, False),
        ("held", "by_user", None, False),
        ("done", "", None, False),
    ],
)
def test_what_is_worth_staying_awake_for(
    row: MakeRow, state: str, reason: str, until: float | None, worth: bool
) -> None:
    """Something that moves or soon will; not a wait for hours, a person, or the server alone."""
    assert Worth().staying_awake([row(1, state, reason, until=until)], nothing, NOW) is worth


def test_one_that_moves_is_enough(row: MakeRow) -> None:
    """Another that waits for hours does not count against it."""
    rows = [row(1, "sending", "rate_limited", until=NOW + 9999), row(2, "sending")]
    assert Worth().staying_awake(rows, nothing, NOW)


def test_a_line_that_stays_dead_is_given_up(row: MakeRow) -> None:
    """Half an hour without a byte lets the machine sleep, however often it is tried; the first byte wakes again."""
    worth = Worth()
    tries = [row(1, "sending", "offline", until=NOW + 5 * 3600), row(1, "sending"), row(1, "sending", "stalled")]
    assert worth.staying_awake([tries[1]], nothing, NOW)
    assert worth.staying_awake([tries[2]], nothing, NOW + WORTH_S - 1)
    assert not worth.staying_awake([tries[2]], nothing, NOW + WORTH_S + 1)
    assert not worth.staying_awake([tries[1]], nothing, NOW + WORTH_S + 2)
    assert worth.staying_awake([tries[1]], lambda _id: Progress(1, 0, 9, 1000, 0, 1, 1.0, None), NOW + WORTH_S + 3)


# --- by whom ---------------------------------------------------------------------------------------------------------


def cookie(*_asked: object) -> Answer:
    return "u", (4711,)


def given_back(*_asked: object) -> Answer:
    return "", ()


def test_the_session_manager_is_asked_first(bus: str) -> None:
    """GNOME's is told who asks and why, that only sleep is meant, and gets its cookie back."""
    name, path = "org.gnome.SessionManager", "/org/gnome/SessionManager"
    with Service(bus, name, path, name, {"Inhibit": cookie, "Uninhibit": given_back}) as session:
        release = hold_off_sleep("Packages are being uploaded")
        assert release is not None
        assert session.named("Inhibit")[0].body == ("AllureConnect Desktop", 0, "Packages are being uploaded", 4)
        release()
        assert session.named("Uninhibit")[0].body == (4711,)


def power_manager(bus: str) -> Service:
    name = "org.freedesktop.PowerManagement"
    answers = {"Inhibit": cookie, "UnInhibit": given_back}
    return Service(bus, name, "/org/freedesktop/PowerManagement/Inhibit", f"{name}.Inhibit", answers)


def test_the_power_manager_is_asked_next(bus: str) -> None:
    """KDE's and others', where there is no session manager of GNOME's kind."""
    with power_manager(bus) as power:
        release = hold_off_sleep("why")
        assert release is not None and power.named("Inhibit")[0].body == ("AllureConnect Desktop", "why")
        release()
        assert power.named("UnInhibit")[0].body == (4711,)


def test_the_login_manager_gives_a_file(bus: str) -> None:
    """Where no desktop answers, logind holds it off as long as its file is open, and no longer."""
    reader, writer = os.pipe()
    name, path = "org.freedesktop.login1", "/org/freedesktop/login1"

    def lock(*_asked: object) -> Answer:
        return "h", (FileDescriptor(writer),)

    with Service(bus, name, path, f"{name}.Manager", {"Inhibit": lock}) as login:
        release = hold_off_sleep("why")
        os.set_blocking(reader, False)
        assert release is not None
        assert login.named("Inhibit")[0].body == ("idle", "AllureConnect Desktop", "why", "block")
        os.close(writer)
        with pytest.raises(BlockingIOError):
            os.read(reader, 1)
        release()
        # the bus lets go of its own copy a moment after it has handed one on
        assert select.select([reader], [], [], 10)[0]
        assert os.read(reader, 1) == b""
    os.close(reader)


def test_nobody_to_ask_is_no_trouble(bus: str) -> None:
    """A machine without any of them sleeps as it always did."""
    assert hold_off_sleep("why") is None


# --- together --------------------------------------------------------------------------------------------------------


@pytest.fixture
def held(stage: Stage) -> Iterator[tuple[Awake, list[str]]]:
    """What is held off and let go, in its order."""
    told: list[str] = []

    def hold_off(_why: str) -> Callable[[], None]:
        told.append("held")
        return lambda: told.append("let go")

    awake = Awake(rows_of(stage.context), stage.window, hold_off, lambda: NOW)
    yield awake, told
    awake.close()


def test_it_is_held_from_the_first_to_the_last(
    stage: Stage, row: MakeRow, qtbot: QtBot, held: tuple[Awake, list[str]]
) -> None:
    """Once, however many are sent, and let go when nothing is."""
    awake, told = held
    awake.allow(True)
    stage.set_rows(row(1, "sending"), row(2, "queued"))
    qtbot.waitUntil(lambda: told == ["held"], timeout=WAIT_MS)
    stage.set_rows(row(1, "done"), row(2, "sending"))
    stage.set_rows(row(1, "done"), row(2, "done"))
    qtbot.waitUntil(lambda: told == ["held", "let go"], timeout=WAIT_MS)


def test_the_end_of_the_program_lets_go(
    stage: Stage, row: MakeRow, qtbot: QtBot, held: tuple[Awake, list[str]]
) -> None:
    """Also in the middle of an upload."""
    awake, told = held
    awake.allow(True)
    stage.set_rows(row(1, "sending"))
    qtbot.waitUntil(lambda: told == ["held"], timeout=WAIT_MS)
    awake.close()
    qtbot.waitUntil(lambda: told == ["held", "let go"], timeout=WAIT_MS)


def test_the_setting_counts_at_once(
    bus: str, open_window: Callable[[], MainWindow], services: Services, row: MakeRow, qtbot: QtBot
) -> None:
    """In the whole window: held while it is on, let go when the user says no."""
    window = open_window()
    qtbot.waitUntil(lambda: hasattr(window, "presence"), timeout=WAIT_MS)
    source = rows_of(window.context)
    with power_manager(bus) as power:
        qtbot.waitUntil(lambda: source.loaded and window.context.background.idle, timeout=WAIT_MS)
        source._came(([row(1, "sending")], {}))
        qtbot.waitUntil(lambda: len(power.named("Inhibit")) == 1, timeout=WAIT_MS)
        services.settings.set(KEEP_AWAKE, False)
        qtbot.waitUntil(lambda: len(power.named("UnInhibit")) == 1, timeout=WAIT_MS)
