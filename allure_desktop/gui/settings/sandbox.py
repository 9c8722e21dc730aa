"""Settings of the sandbox: where it keeps its packages, how much that is, whether it starts by itself."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from allure_desktop.gui.connections.sandbox import SandboxStarter
from allure_desktop.gui.settings.folders import open_folder, size_of
from allure_desktop.gui.settings.part import Kept, Part
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band, ElidedLabel, PushButton, label
from allure_desktop.settings import SANDBOX_AT_START

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class SandboxSettings(Part):
    """Its data can be cleared while it runs, too: it is stopped for that, and started again."""

    def __init__(self, context: GuiContext, kept: Kept) -> None:
        super().__init__(context)
        self._folder = context.services.data_dir.sandbox
        starter = context.findChild(SandboxStarter)
        self._starter = starter if isinstance(starter, SandboxStarter) else None
        words = self.tr(
            "The sandbox is a server of this computer that behaves like AllureConnect: everything can be tried there "
            "without a key."
        )
        self.column.addWidget(label(self.tr("Sandbox"), "panel-title"))
        self.column.addWidget(label(words, "secondary", wrap=True))
        self.at_start = self.switch(SANDBOX_AT_START, kept, self.tr("Start it with the program"))
        self.at_start.setAccessibleName(self.at_start.text())
        self.column.addWidget(self.at_start)
        self.column.addWidget(label(self.tr("Its packages"), "panel-title"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.place = ElidedLabel(str(self._folder), "secondary")
        row.addWidget(self.place, 1)
        self.open = PushButton(self.tr("Open its folder"), icon="folder-open")
        self.open.clicked.connect(lambda: open_folder(self._folder))
        row.addWidget(self.open)
        self.column.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.used = label("", "secondary")
        row.addWidget(self.used, 1)
        self.clear = PushButton(self.tr("Clear its data…"), icon="trash-2")
        self.clear.setEnabled(False)
        self.clear.clicked.connect(self._ask)
        row.addWidget(self.clear)
        self.column.addLayout(row)
        self.band = Band()
        self.column.addWidget(self.band)
        self.column.addStretch(1)
        self._size = 0
        self._measure()

    def _measure(self) -> None:
        self.context.background.run(lambda: size_of(self._folder), self._tell, self.band.tell_error, self)

    def _tell(self, size: int) -> None:
        self._size = size
        self.used.setText(self.tr("It takes {size} now.").format(size=figures.size(size)) if size else self.tr("Empty"))
        self.clear.setEnabled(size > 0 and (self._starter is None or not self._starter.starting))
        self.open.setEnabled(size > 0)

    def _ask(self) -> None:
        self.band.tell(
            "warning",
            self.tr("Clear {size} of the sandbox?").format(size=figures.size(self._size)),
            self.tr("All its packages and versions are lost. Packages on other servers and your files stay."),
            ((self.tr("Keep them"), self.band.hide), (self.tr("Clear the sandbox"), self.clear_data)),
        )

    def clear_data(self) -> None:
        """Stops the server where it runs, removes what it kept, starts it again."""
        self.band.hide()
        self.clear.setEnabled(False)
        process = self._starter.process if self._starter is not None else None
        if process is None or not process.running:
            self._remove(again=False)
            return
        process.stopped.connect(self._stopped)
        process.stop()

    def _stopped(self) -> None:
        if self._starter is not None:
            self._starter.process.stopped.disconnect(self._stopped)
        self._remove(again=True)

    def _remove(self, *, again: bool) -> None:
        folder, context, starter = self._folder, self.context, self._starter

        def work() -> int:
            if folder.is_dir():
                shutil.rmtree(folder)
            return size_of(folder)

        def begin() -> None:
            if again and starter is not None:
                sandbox = next((one for one in context.connections if one.is_sandbox), None)
                # where its list is what is shown, that is read anew
                starter.start(show=sandbox is not None and sandbox.id == context.current_connection_id)

        def done(size: int) -> None:
            begin()
            self._tell(size)

        def failed(error: Exception) -> None:
            begin()
            self.band.tell_error(error)
            self._measure()

        context.background.run(work, done, failed, self)
