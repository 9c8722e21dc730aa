"""Shows film.html of a package in the embedded view and prints what it measured: python -m benchmarks.media_view ZIP DIR."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWidgets import QApplication

from allure_desktop.database import Database
from allure_desktop.preview.media.converter import Converter
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.preview import Previews

_LIMIT_MS = 120_000


def main(package: str, folder: Path) -> int:
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    from allure_desktop.gui.web_view.codecs import media_types
    from allure_desktop.gui.web_view.course_page import CoursePage

    app = QApplication([])
    folder.mkdir()
    previews = Previews(Database(folder / "attempts.sqlite3"), Converter(folder / "films"))
    preview = previews.open(package, PreviewOptions(view_plays_h264=False))
    profile = QWebEngineProfile()
    profile.scripts().insert(media_types())
    page = CoursePage(profile)

    def titled(title: str) -> None:
        if title.startswith("{"):
            print(title, flush=True)
            page.destroyed.connect(app.quit)
            page.deleteLater()

    page.titleChanged.connect(titled)

    # as in the window: the page comes when the view stands and the process has been started
    def show(_ok: bool) -> None:
        if page.url().scheme() == "about":
            QTimer.singleShot(1000, page, lambda: page.load(QUrl(f"{preview.url}pkg/film.html")))

    page.loadFinished.connect(show)
    page.load(QUrl("about:blank"))
    QTimer.singleShot(_LIMIT_MS, app, lambda: app.exit(1))
    code = app.exec()
    previews.close()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
