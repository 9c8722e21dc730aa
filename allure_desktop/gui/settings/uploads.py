"""Settings of uploads: what goes on by itself, how much at once, and what closing and sleep do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from allure_desktop import settings as names
from allure_desktop.gui.settings.part import Kept, Part
from allure_desktop.gui.widgets import NumberField, label

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext

MB = 1_000_000


class UploadsSettings(Part):
    """Shows `kept`; keeps each change as it is made."""

    def __init__(self, context: GuiContext, kept: Kept) -> None:
        super().__init__(context)
        self.column.addWidget(label(self.tr("Upload at once when the check is clean"), "panel-title"))
        self.at_once = self._at_once(kept)
        self.column.addWidget(self.at_once)
        self.files = self.number(names.PARALLEL_UPLOADS, kept, 1, 8)
        self.parts = self.number(names.PARALLEL_PARTS, kept, 1, 16)
        self.limit = NumberField(self.tr("Upload limit"), 0, 10_000, self.tr("MB/s"))
        self.limit.setSpecialValueText(self.tr("No limit"))
        self.limit.setValue(kept.get(names.LIMIT_BYTES_PER_S) // MB)
        self.limit.valueChanged.connect(lambda value: self.keep(names.LIMIT_BYTES_PER_S, value * MB))
        self.parts_from = self.choice(
            names.PARTS_FROM_BYTES,
            kept,
            (
                (100 * MB, self.tr("100 MB, as is usual")),
                (50 * MB, self.tr("50 MB")),
                (16 * MB, self.tr("16 MB, for bad lines")),
            ),
        )
        self.group(
            self.tr("Limits"),
            (
                (self.tr("Files at once"), self.files),
                (self.tr("Parts at once"), self.parts),
                (self.tr("Upload limit"), self.limit),
                (self.tr("In parts, so that they resume, above"), self.parts_from),
            ),
        )
        self.on_close = self.choice(
            names.ON_CLOSE,
            kept,
            (
                ("ask", self.tr("Ask")),
                ("background", self.tr("Go on in the tray")),
                ("quit", self.tr("Quit, and go on at the next start")),
            ),
        )
        self.keep_awake = self.switch(names.KEEP_AWAKE, kept, self.tr("Hold it off"))
        self.group(
            self.tr("While uploading"),
            ((self.tr("Closing while uploading"), self.on_close), (self.tr("Sleep while uploading"), self.keep_awake)),
        )
        self.column.addStretch(1)

    def _at_once(self, kept: Kept) -> QWidget:
        """A switch for each connection; those whose key may only read have none to turn on."""
        choices = kept.get(names.ASKED_UPLOAD_AT_ONCE)
        part = QWidget()
        part.setProperty("pane", "clear")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        self.switches: dict[str, QCheckBox] = {}
        for connection in self.context.connections:
            box = QCheckBox(connection.name)
            reads_only = connection.may_write is False
            box.setChecked(not reads_only and choices.get(connection.id, connection.is_sandbox))
            box.setEnabled(not reads_only)
            if reads_only:
                box.setToolTip(self.tr("The key of this connection may only read."))
            box.toggled.connect(lambda on, one=connection: self._set_at_once(one, on))
            self.switches[connection.id] = box
            column.addWidget(box)
        if not self.switches:
            column.addWidget(label(self.tr("There is no connection yet."), "secondary", wrap=True))
        first = next((box for box in self.switches.values() if box.isEnabled()), None)
        if first is not None:
            part.setFocusProxy(first)
        return part

    def _set_at_once(self, connection: Connection, on: bool) -> None:
        kept = self.context.services.settings

        def work() -> None:
            choices: dict[str, bool] = kept.get(names.ASKED_UPLOAD_AT_ONCE)
            kept.set(names.ASKED_UPLOAD_AT_ONCE, {**choices, connection.id: on})

        self.context.background.run(work, owner=self.context)
