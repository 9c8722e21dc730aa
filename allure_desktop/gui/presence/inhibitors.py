"""How each system is asked not to fall asleep by itself; each way ends with the process, whatever becomes of it."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allure_desktop.gui.identity import PROGRAM

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

log = logging.getLogger(__name__)

Release = Callable[[], None]

ANSWER_S = 5.0
#: gnome-session: only falling asleep, neither logging out nor the screen
_SUSPEND = 4
_WINDOWS_CONTINUOUS, _WINDOWS_SYSTEM = 0x80000000, 0x00000001


def hold_off_sleep(why: str) -> Release | None:
    """Holds it off until what is returned is called; None where nobody answers. Call it on a thread of its own,
    and the answer on the same one.

    A person can send the computer to sleep all the same, and closing the lid works as ever.
    """
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_macos()
    for way in (_by_gnome, _by_power_manager, _by_login_manager):
        with contextlib.suppress(Exception):  # this desktop has another one, or none
            return way(why)
    log.info("Nobody can be asked to hold off sleep")
    return None


# --- Linux -----------------------------------------------------------------------------------------------------------


def _by_gnome(why: str) -> Release:
    """GNOME, Cinnamon, MATE and Unity: their session manager."""
    return _by_cookie(
        ("/org/gnome/SessionManager", "org.gnome.SessionManager", "org.gnome.SessionManager"),
        ("Inhibit", "susu", (PROGRAM, 0, why, _SUSPEND)),
        "Uninhibit",
    )


def _by_power_manager(why: str) -> Release:
    """KDE Plasma, Xfce and others: org.freedesktop.PowerManagement."""
    name = "org.freedesktop.PowerManagement"
    return _by_cookie(
        ("/org/freedesktop/PowerManagement/Inhibit", name, f"{name}.Inhibit"),
        ("Inhibit", "ss", (PROGRAM, why)),
        "UnInhibit",
    )


def _by_cookie(place: tuple[str, str, str], take: tuple[str, str, tuple[Any, ...]], give: str) -> Release:
    from jeepney.io.blocking import open_dbus_connection

    bus = open_dbus_connection("SESSION")
    try:
        cookie = _call(bus, place, *take)[0]
    except BaseException:
        bus.close()
        raise

    def release() -> None:
        with contextlib.suppress(Exception):  # it ends with the connection anyway
            _call(bus, place, give, "u", (cookie,))
        bus.close()

    return release


def _by_login_manager(why: str) -> Release:
    """Any desktop on systemd: logind gives a file that holds it off while it is open."""
    from jeepney.io.blocking import open_dbus_connection

    place = ("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")
    with contextlib.closing(open_dbus_connection("SYSTEM", enable_fds=True)) as bus:
        lock = _call(bus, place, "Inhibit", "ssss", ("idle", PROGRAM, why, "block"))[0]

    def release() -> None:
        lock.close()

    return release


def _call(
    bus: DBusConnection, place: tuple[str, str, str], method: str, signature: str, body: tuple[Any, ...]
) -> tuple[Any, ...]:
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    message = new_method_call(DBusAddress(*place), method, signature, body)
    answer: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(message, timeout=ANSWER_S))
    return answer


# --- the others ------------------------------------------------------------------------------------------------------


def _on_macos() -> Release | None:
    """The system's own program, which ends when this process does."""
    try:
        child = subprocess.Popen(["/usr/bin/caffeinate", "-i", "-w", str(os.getpid())], stdin=subprocess.DEVNULL)
    except OSError as error:
        log.info("Sleep cannot be held off: %s", error)
        return None

    def release() -> None:
        child.terminate()
        child.wait()

    return release


def _on_windows() -> Release | None:
    """A state of this thread; it ends with the thread."""
    import ctypes

    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    if not kernel.SetThreadExecutionState(_WINDOWS_CONTINUOUS | _WINDOWS_SYSTEM):
        return None

    def release() -> None:
        kernel.SetThreadExecutionState(_WINDOWS_CONTINUOUS)

    return release
