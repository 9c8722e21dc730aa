"""Does the main job in the real window, says each step and keeps pictures: python -m tests.tour (make tour)."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.tour.person import NotSeen, Person

if TYPE_CHECKING:
    from allure_desktop.gui.watchdog import Stall

PICTURES = Path("build/tour")
LATE_S = 0.05


def main() -> int:
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # the web engine refuses to run as root with it on
    os.environ["ALLURE_UI_FONT"] = "inter"
    from allure_desktop.composition import build
    from allure_desktop.gui.application import application, run_window
    from allure_desktop.gui.watchdog import Watchdog
    from tests.tour.steps import Tour

    with tempfile.TemporaryDirectory(prefix="allure-tour.") as name:
        folder = Path(name)
        application()
        stalls: list[Stall] = []

        def told(stall: Stall) -> None:
            stalls.append(stall)
            _tell_stall(stall)

        watchdog = Watchdog(LATE_S, told)
        outcome: list[str] = []
        services = build(folder / "data")
        person = Person(PICTURES)

        def go() -> None:
            try:
                Tour(person, folder).walk()
            except NotSeen as error:
                outcome.append(str(error))
            except Exception:
                outcome.append(traceback.format_exc())
            # a step that was not seen leaves the window open: it is closed without questions
            if outcome:
                person.ask(QApplication.quit)

        thread = threading.Thread(target=go, name="person", daemon=True)
        start = QTimer()
        start.setSingleShot(True)
        start.timeout.connect(thread.start)
        start.start(0)
        code = run_window(services)
        thread.join(30)
        watchdog.stop()
        services.close()
    print(f"GUI thread late by more than {LATE_S * 1000:.0f} ms: {len(stalls)} times")
    if outcome:
        print(f"NOT DONE: {outcome[0]}")
        return 1
    print(f"Done. The pictures are in {PICTURES}/")
    return code


def _tell_stall(stall: Stall) -> None:
    """How late, of its own doing or not, and where."""
    print(f"      LATE: {stall.seconds * 1000:.0f} ms, {stall.cpu_s * 1000:.0f} ms of them its own work", flush=True)
    for stack in stall.stacks:
        ours = [line.strip() for line in stack.splitlines() if "allure_desktop" in line]
        print(f"        {ours[-1] if ours else 'Qt itself'}")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # every outcome is told; the web engine's own threads need not be waited for
    os._exit(code)
