"""Shows a course in one web view in turns, from its ZIP and from nginx: python -m benchmarks.preview_view ZIP URL DIR ROUNDS.

Prints [[ours, peer], …] in seconds from the wish to the painted first page.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from allure_desktop.database import Database
from allure_desktop.preview.preview import Previews

#: what the course's page says when it has been painted
PAINTED = "painted"
_LIMIT_MS = 120_000


class _Page(QWebEnginePage):
    painted: Callable[[], None] = staticmethod(lambda: None)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        if message == PAINTED:
            self.painted()


def main(package: str, url: str, folder: Path, rounds: int) -> int:
    app = QApplication([])
    previews = Previews(Database(folder / "attempts.sqlite3"))
    profile = QWebEngineProfile()
    view = QWebEngineView()
    page = _Page(profile, view)
    view.setPage(page)
    view.resize(1024, 700)
    view.show()
    taken: list[float] = []

    def turn() -> None:
        if len(taken) == 2 * (rounds + 1):  # the first pair warms up
            print(json.dumps([taken[n : n + 2] for n in range(2, len(taken), 2)]), flush=True)
            app.exit(0)
            return
        began = time.perf_counter()
        page.painted = lambda: done(began)
        if len(taken) % 2:
            page.load(QUrl(url))
        else:
            page.load(QUrl(f"{previews.open(package).url}?chrome=none"))  # as the window loads it

    def done(began: float) -> None:
        page.painted = lambda: None
        taken.append(time.perf_counter() - began)
        QTimer.singleShot(300, turn)

    QTimer.singleShot(1500, turn)
    QTimer.singleShot(_LIMIT_MS, app, lambda: app.exit(1))
    code = app.exec()
    previews.close()
    os._exit(code)  # the engine's own end is not what is measured


if __name__ == "__main__":
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])))
