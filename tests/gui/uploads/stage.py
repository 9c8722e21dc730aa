"""A window's context with the real background, events and settings, whose uploads and window acts only write down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services, build
from allure_desktop.connections.connection import Connection
from allure_desktop.events import UploadsChanged
from allure_desktop.gui import theme
from allure_desktop.gui.actions import Actions
from allure_desktop.gui.context import GuiContext
from allure_desktop.gui.theme import Theme
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.uploads.rows import Progress, UploadDetails, UploadRow


class WrittenUploads:
    """Rows to read; every other call is written down as (name, arguments, named)."""

    def __init__(self) -> None:
        self.all: list[UploadRow] = []
        self.samples: dict[int, Progress] = {}
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.failure: Exception | None = None
        self.told: UploadDetails | None = None

    def rows(self) -> list[UploadRow]:
        if self.failure is not None:
            raise self.failure
        return list(self.all)

    def row(self, upload_id: int) -> UploadRow:
        return next(row for row in self.all if row.id == upload_id)

    def progress(self, upload_id: int) -> Progress | None:
        return self.samples.get(upload_id)

    def details(self, upload_id: int) -> UploadDetails | None:
        return self.told

    def close(self, timeout_s: float = 2.0) -> None:
        return

    def add(self, *arguments: Any, **named: Any) -> int:
        self.calls.append(("add", arguments, named))
        return 99

    def __getattr__(self, name: str) -> Callable[..., None]:
        def call(*arguments: Any, **named: Any) -> None:
            self.calls.append((name, arguments, named))

        return call


class WrittenActs:
    """What the pages ask of the main window."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.undo: Callable[[], None] | None = None

    def open_launch(self, package: Any) -> None:
        self.calls.append(("launch", package))

    def open_preview(self, path: str, words: str, title: str, upload_id: int | None) -> None:
        self.calls.append(("preview", path, upload_id))

    def open_new_version(self, package: Any, file: str | Path | None) -> None:
        self.calls.append(("new version", package, file))

    def show_toast(self, text: str, undo: Callable[[], None] | None, undo_text: str) -> None:
        self.undo = undo
        self.calls.append(("toast", text))

    def add_files(self, paths: Sequence[str | Path], connection_id: str | None, package_id: str | None) -> None:
        self.calls.append(("add", list(paths)))

    def show_uploads(self, upload_id: int | None) -> None:
        self.calls.append(("uploads", upload_id))

    def show_package(self, connection_id: str, package_id: str) -> None:
        self.calls.append(("package", connection_id, package_id))

    def edit_connection(self, connection_id: str | None) -> None:
        self.calls.append(("connection", connection_id))

    def replace_key(self, connection_id: str) -> None:
        self.calls.append(("key", connection_id))

    def open_comparison(self, subject: Any, left: Any, right: Any) -> None:
        self.calls.append(("compare", subject, left, right))


class Stage:
    """A shown window for one part of the interface."""

    def __init__(self, folder: Path, *, connected: bool = True) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.services: Services = build(folder / "data")
        self.uploads = WrittenUploads()
        self.services._made["uploads"] = self.uploads
        self.acts = WrittenActs()
        self.window = QWidget()
        self.window.setWindowTitle("Stage")
        self.window.resize(1048, 800)
        self.theme = _theme(application)
        self.context = GuiContext(self.services, Actions(self.window), self.theme, self.window, self.acts)
        self.context.actions.register("add", "Add packages…", lambda: self.acts.calls.append(("choose files",)))
        self.context.core_events.listen_to(self.services.events)
        if connected:
            self.context.set_connections([CONNECTION])
        self._layout = QHBoxLayout(self.window)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show(self, *parts: QWidget) -> None:
        for part in parts:
            self._layout.addWidget(part)
        self.window.show()

    def set_rows(self, *rows: UploadRow) -> None:
        """The journal reads so from now on; the window hears of it."""
        self.uploads.all = list(rows)
        self.services.events.announce(UploadsChanged())

    def close(self) -> None:
        self.context.core_events.close()
        self.context.background.close()
        self.window.close()
        self.window.deleteLater()
        self.services.close()


def _theme(application: QApplication) -> Theme:
    """One for all tests: another one would style every widget anew."""
    try:
        return theme.active()
    except RuntimeError:
        return Theme(application)


CONNECTION = Connection(
    id="c1",
    name="Example Academy",
    base_url="https://academy.example",
    tenant_id="example-academy",
    uploaded_by="user-123",
    auth="x-api-key",
    colour="blue",
    is_default=True,
)


def press(
    qtbot: QtBot, page: UploadsPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key once the list has the keyboard; a busy screen gives it late."""
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus, timeout=30_000)
    QTest.keyClick(page.view, key, held)
