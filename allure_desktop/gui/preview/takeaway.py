"""What is taken along from a preview: its calls as a file, and all of it as one text for support."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from allure_desktop import __version__
from allure_desktop.errors import LocalFileError

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.preview.window import PreviewWindow


class Takeaway(QObject):
    """Writes in the background; `tell_error` shows what did not work."""

    def __init__(self, window: PreviewWindow, context: GuiContext, tell_error: Callable[[Exception], None]) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._tell_error = tell_error

    def _marked(self) -> tuple[list[Any], dict[int, Any]]:
        if self._window.reader is not None:
            self._window.reader.read_all_calls()
        table = self._window.inspector.calls.table
        return list(table.records), {call.n: said for call in table.records if (said := table.mark(call)) is not None}

    def save_calls(self, form: str) -> None:
        """Asks for a file and writes every call."""
        from allure_desktop.preview import support_file

        name = f"{Path(self._window.source.path).stem}-calls.{form}"
        filters = {"json": self.tr("JSON (*.json)"), "csv": self.tr("Spreadsheet (*.csv)")}
        dialog = QFileDialog(self._window, self.tr("Save the calls"), str(Path.home() / name), filters[form])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.finished.connect(dialog.deleteLater)
        calls, marks = self._marked()
        write = support_file.calls_as_json if form == "json" else support_file.calls_as_csv

        def save(path: str) -> None:
            self._context.background.run(
                lambda: Path(path).write_text(write(calls, marks), encoding="utf-8", newline=""),
                lambda _size: self._say(self.tr("Saved {count} calls").format(count=len(calls))),
                lambda error: self._tell_error(_not_written(path, error)),
                self,
            )

        dialog.fileSelected.connect(save)
        dialog.open()

    def copy_for_support(self) -> None:
        """All that is known of the attempt as one text on the clipboard."""
        preview = self._window.preview
        if preview is None:
            return
        calls, marks = self._marked()
        console = self._window.inspector.console.table.records
        facts = {
            "title": preview.title,
            "file": Path(self._window.source.path).name,
            "standard": preview.standard,
            "profile": preview.options.profile,
        }
        requests, data = preview.requests.all(), preview.data()

        def text() -> str:
            from allure_desktop.preview.support_file import support_file

            return support_file(
                program={"name": "AllureConnect Desktop", "version": __version__},
                course=facts,
                summary=preview.summary(),
                calls=calls,
                marks=marks,
                data=data,
                requests=[
                    {
                        name: getattr(one, name)
                        for name in ("at", "method", "path", "status", "size_bytes", "ms", "near")
                    }
                    for one in requests
                ],
                console=[{"level": one.level, "text": one.text, "place": one.place} for one in console],
            )

        def copied(written: str) -> None:
            QGuiApplication.clipboard().setText(written)
            self._say(self.tr("Copied: the attempt with all calls, data and requests"))

        self._context.background.run(text, copied, self._tell_error, self)

    def _say(self, text: str) -> None:
        band = self._window.stage.band
        band.tell("success", text)
        at = self._told_at = time.monotonic()
        QTimer.singleShot(4000, self, lambda: band.hide() if at == self._told_at else None)

    _told_at = 0.0


def _not_written(path: str, error: Exception) -> Exception:
    if isinstance(error, OSError):
        return LocalFileError(
            f"{Path(path).name} was not written.",
            cause=f"{error.strerror or error}.",
            remedy="Choose another folder.",
            subject=path,
        )
    return error
