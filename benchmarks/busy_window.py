"""How late the GUI thread is while four uploads run in the window: prints milliseconds at the 99th percentile.

Its connection comes from the environment; the files are given. Each upload is of a file without end for the time
measured, and of a sink that takes all.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QTimer

from allure_desktop.composition import build
from allure_desktop.gui.application import application, make_window
from allure_desktop.settings import PARALLEL_UPLOADS
from allure_desktop.uploads.rows import UploadOptions

_WARM_S, _MEASURED_S = 3.0, 8.0
_TICK_MS = 1


def main() -> None:
    app = application()
    services = build(os.environ["ALLURE_DATA_DIR"])
    services.settings.override(PARALLEL_UPLOADS, 4)
    connection = services.choose(None)
    window = make_window(services)
    window.show()
    late: list[float] = []
    began = time.perf_counter()
    last = [0.0]

    def tick() -> None:
        now = time.perf_counter()
        if last[0] and now - began > _WARM_S:
            late.append(max(0.0, now - last[0] - _TICK_MS / 1000))
        last[0] = now
        if now - began > _WARM_S + _MEASURED_S:
            timer.stop()
            app.exit(0)

    timer = QTimer()
    timer.timeout.connect(tick)

    def begin() -> None:
        window.show_page(1)
        options = UploadOptions(no_validation=True, at_once=True)

        def add() -> None:
            for path in sys.argv[1:]:
                services.uploads.add(path, connection.id, options=options)

        window.context.background.run(add, owner=window)
        timer.start(_TICK_MS)

    window.settled.connect(begin)
    app.exec()
    sending = sum(row.state == "sending" for row in services.uploads.rows())
    late.sort()
    print(f"{late[int(len(late) * 0.99)] * 1000:.2f} {late[-1] * 1000:.2f} {sending}", flush=True)
    services.close()
    os._exit(0)  # the window's own way to quit is not what is measured


if __name__ == "__main__":
    main()
