"""Takes every screen into build/screenshots, in every variant: python -m tests.screenshots --help (make screenshots)."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

from PySide6.QtCore import QLocale

KEY = "allure_test_key_of_the_pictures"


def main(arguments: list[str]) -> int:
    if os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # the web engine refuses to run as root with it on
    os.environ["ALLURE_UI_FONT"] = "inter"
    from allure_desktop.composition import build
    from allure_desktop.gui.application import application, make_window
    from allure_desktop.sandbox.server import Sandbox
    from tests.accessibility import at_spi
    from tests.screenshots.contact_sheet import contact_sheets
    from tests.screenshots.screens import Day
    from tests.screenshots.studio import Studio
    from tests.screenshots.variants import plan

    asked = plan(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for old in asked.folder.glob("*.png"):
        old.unlink()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    bus = at_spi.begin() if asked.walks else None
    application().setQuitOnLastWindowClosed(False)
    asked.speak(application())
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="allure-pictures.") as name:
        folder = Path(name)
        with Sandbox(folder / "server", api_key=KEY, tenant_id="example-academy") as sandbox:
            services = build(folder / "data")
            window = make_window(services)
            settled: list[bool] = []
            window.settled.connect(lambda: settled.append(True))
            window.resize(asked.sizes[0])
            window.show()
            studio = Studio(window, services, asked)
            studio.until("the whole window", lambda: settled)
            day = Day(studio, sandbox, KEY, folder)
            try:
                day.live()
            except Exception:
                missed.append(traceback.format_exc())
            missed += day.missed
            window.context.core_events.close()
            window.context.background.close()
            services.close()
    if asked.looks:
        contact_sheets(studio.taken, asked.folder)
        print(f"{len(studio.taken)} pictures and their contact sheets are in {asked.folder}/: open index.html")
    if bus is not None:
        bus.terminate()
        print("\n".join(studio.heard))
    if asked.audits or asked.walks:
        print(f"{len(studio.faults)} faults")
    for words in missed:
        print(f"NOT REACHED: {words}")
    return 1 if missed or studio.faults else 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    # the web engine's own threads need not be waited for
    os._exit(code)
