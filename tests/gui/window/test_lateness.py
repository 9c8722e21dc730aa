"""How lateness of the GUI thread is measured and judged, and that a switch of colours stays the same for all that."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.gui.style_sheet import style_sheet
from allure_desktop.gui.theme import Theme
from allure_desktop.gui.watchdog import Stall, Watchdog
from allure_desktop.gui.widgets import PushButton, Tag, label
from tests.tour.lateness import LATE_S, Lateness

WAIT_MS = 30_000


def _work() -> None:
    """Works for a while, as measured by the thread's own clock."""
    end = time.thread_time() + 3 * LATE_S
    while time.thread_time() < end:
        sum(range(1000))


def _wait() -> None:
    threading.Event().wait(3 * LATE_S)


def _stall_of(act: Callable[[], None], qtbot: QtBot) -> Stall:
    stalls: list[Stall] = []
    watchdog = Watchdog(LATE_S, stalls.append)
    QTimer.singleShot(0, act)
    qtbot.waitUntil(lambda: any(act.__name__ in stall.stack for stall in stalls), timeout=WAIT_MS)
    watchdog.stop()
    return next(stall for stall in stalls if act.__name__ in stall.stack)


def test_work_in_the_gui_thread_is_its_own(qtbot: QtBot) -> None:
    """A handler that works too long is told with the time it worked, and where."""
    assert _stall_of(_work, qtbot).cpu_s >= 3 * LATE_S


def test_waiting_in_the_gui_thread_is_told_apart(qtbot: QtBot) -> None:
    """A handler that waits is late all the same, but with little work of its own."""
    stall = _stall_of(_wait, qtbot)
    assert stall.seconds > LATE_S
    assert stall.cpu_s < stall.seconds


def test_only_time_that_counts_is_told(qtbot: QtBot) -> None:
    """A long time elsewhere, with a moment of what counts at its end, is none of it; a long time of it is told."""
    stalls: list[Stall] = []
    limit_s = 6 * LATE_S
    watchdog = Watchdog(limit_s, stalls.append, in_event_loop=lambda files: any("fractions" in one for one in files))

    def counting(seconds: float) -> None:
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            sum((Fraction(1, n) for n in range(1, 200)), Fraction())

    def elsewhere() -> None:
        end = time.thread_time() + 2 * limit_s
        while time.thread_time() < end:
            sum(range(1000))
        counting(limit_s / 6)
        # a beat comes in between
        QTimer.singleShot(100, lambda: counting(3 * limit_s))

    QTimer.singleShot(0, elsewhere)
    qtbot.waitUntil(lambda: bool(stalls), timeout=WAIT_MS)
    watchdog.stop()
    (told,) = stalls
    assert "counting" in told.stack and "elsewhere" not in told.stack


def test_standing_in_the_queue_for_a_processor_is_no_fault(qtbot: QtBot) -> None:
    """A handler that other programs keep from running, as the kernel counts, is not blamed for the time it stood there.

    The thread is bound to one processor, which a program that never sleeps has as well.
    """
    before = os.sched_getaffinity(0)
    processor = min(before)
    rival = f"import os; os.sched_setaffinity(0, {{{processor}}}); print(flush=True)\nwhile True: pass"
    with subprocess.Popen([sys.executable, "-c", rival], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        os.sched_setaffinity(threading.get_native_id(), {processor})
        try:
            stall = _stall_of(_work, qtbot)
        finally:
            os.sched_setaffinity(threading.get_native_id(), before)
            program.kill()
    assert stall.own_s < 0.8 * stall.seconds


@pytest.mark.parametrize(("stall", "fails"), [(Stall(0.3, 0.2, ""), True), (Stall(0.3, 0.01, ""), False)])
def test_the_tour_fails_by_own_work_alone(stall: Stall, fails: bool) -> None:
    """A busy machine makes no fault."""
    judge = Lateness()
    judge.note(stall)
    assert bool(judge.faults) is fails


def test_the_first_window_is_excused() -> None:
    """What lies in an excused time is no fault and no worst figure; what comes after it is."""
    judge = Lateness()
    with judge.excuse("the first window"):
        judge.note(Stall(0.3, 0.2, ""))
    assert not judge.faults
    assert "0 times, at worst 0 ms" in str(judge)


def _shown(window: QWidget) -> QImage:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    return window.grab().toImage()


def test_another_scheme_looks_as_if_there_had_been_no_other(qapp: QApplication, qtbot: QtBot) -> None:
    """A window that lived through a switch is, pixel for pixel, the one that Qt's own plain switch makes."""
    active = Theme(qapp)
    active.set_scheme("light")
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for made in (
        label("A title", "page-title"),
        label("Some words that are longer than the window is wide, in a second role", "secondary", wrap=True),
        PushButton("Upload", kind="primary"),
        Tag("safety"),
    ):
        column.addWidget(made)
    window.setProperty("pane", "surface")
    window.resize(260, 240)
    # neither the pointer nor the focus of the screen may make a difference
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    _shown(window)
    active.set_scheme("dark")
    switched = _shown(window)
    qapp.setStyleSheet(style_sheet(active.tokens, active.base_px))
    assert switched == _shown(window)
    active.set_scheme("light")
    assert switched != _shown(window)
