"""Types into the filter over 50,000 calls and prints how late the GUI thread was at most, in ms: python -m benchmarks.preview_filter."""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from allure_desktop.gui import theme
from allure_desktop.gui.preview.inspector.calls_pane import CallsPane
from allure_desktop.preview.call import Call

_TYPED = "slide_4999"


def main() -> int:
    app = QApplication([])
    theme.Theme(app)
    pane = CallsPane()
    pane.resize(548, 700)
    pane.show()
    elements = ("cmi.core.lesson_location", "cmi.suspend_data", "cmi.core.score.raw")
    pane.table.extend(
        [
            Call(n, 0.0, float(n), "part", "LMSSetValue", (elements[n % 3], f"slide_{n}"), "true")
            for n in range(1, 50_001)
        ]
    )
    QTest.qWait(300)
    gc.collect()
    gc.freeze()
    late, last = [0.0], [time.perf_counter()]
    pulse = QTimer()

    def beat() -> None:
        now = time.perf_counter()
        late.append(now - last[0])
        last[0] = now

    pulse.timeout.connect(beat)
    pulse.start(0)
    field = pane.filter.field
    for letter in _TYPED:
        QTest.keyClicks(field, letter)
        QTest.qWait(60)
    while pane.table.filtering:
        app.processEvents()
    print(f"{max(late) * 1000:.1f} {len(pane.table.shown)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
