"""Does the main job in the real window, says each step and keeps pictures: python -m tests.tour (make tour)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import traceback
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.tour.person import NotSeen, Person

PICTURES = Path("build/tour")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tour", description=__doc__)
    parser.add_argument("--pictures", type=Path, default=PICTURES, help=f"where the pictures go ({PICTURES})")
    parser.add_argument("--keyboard", action="store_true", help="the same without a pointer")
    given = parser.parse_args()
    pictures: Path = given.pictures
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # the web engine refuses to run as root with it on
    os.environ["ALLURE_UI_FONT"] = "inter"
    from allure_desktop.composition import build
    from allure_desktop.gui.application import application, run_window
    from allure_desktop.gui.watchdog import Watchdog
    from tests.tour.keyboard import KeyboardTour
    from tests.tour.lateness import NOTED_S, Lateness
    from tests.tour.steps import Tour

    with tempfile.TemporaryDirectory(prefix="allure-tour.") as name:
        folder = Path(name)
        application()
        lateness = Lateness()
        watchdog = Watchdog(NOTED_S, lateness.note)
        outcome: list[str] = []
        services = build(folder / "data")
        person = Person(pictures)

        def go() -> None:
            try:
                (KeyboardTour if given.keyboard else Tour)(person, folder, lateness).walk()
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
    print(lateness)
    if outcome:
        print(f"NOT DONE: {outcome[0]}")
        return 1
    print(f"{'NOT IN TIME' if lateness.faults else 'Done'}. The pictures are in {pictures}/")
    return code or bool(lateness.faults)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # every outcome is told; the web engine's own threads need not be waited for
    os._exit(code)
