"""*Start sandbox*: the server comes up, becomes the amber connection, and at the first time gets the demo courses."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from allure_desktop.connections.connection import Connection
from allure_desktop.gui.sandbox_process import SandboxAddress, SandboxProcess
from allure_desktop.uploads.rows import UploadOptions

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class SandboxStarter(QObject):
    """`ready` carries the connection's id; `failed` what kept it from starting, in words."""

    ready = Signal(str)
    failed = Signal(str)
    #: the upload id of the demo course that can be repaired, at the first start
    repairable = Signal(int)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self._show = False
        self.starting = False
        self.process = SandboxProcess(context.services.data_dir.sandbox, self)
        self.process.started.connect(self._started)
        self.process.failed.connect(self._failed)

    def start(self, *, show: bool) -> None:
        """Starts the server; `show` makes it the current connection."""
        self._show = self._show or show
        if self.process.address is not None:
            self._started(self.process.address)
            return
        self.starting = True
        self.process.start()

    def stop(self) -> None:
        self.process.stop()

    def _started(self, address: SandboxAddress) -> None:
        from allure_desktop.connections.connections import login_name

        services = self._context.services
        known = next((c for c in self._context.connections if c.is_sandbox), None)
        first_time = known is None
        connection = Connection(
            id=known.id if known else uuid.uuid4().hex,
            name=known.name if known else self.tr("Sandbox"),
            base_url=address.url,
            tenant_id=address.tenant_id,
            uploaded_by=known.uploaded_by if known else login_name(),
            colour="amber",
            is_default=known.is_default if known else not self._context.connections,
            is_sandbox=True,
            may_write=True,
        )

        def work() -> int:
            services.connections.save(connection, address.api_key)
            repairable = 0
            if first_time:
                from allure_desktop.demo import REPAIRABLE, pack_demo_courses

                for course in pack_demo_courses(services.data_dir.work / "demo"):
                    made = services.uploads.add(course, connection.id, options=UploadOptions(at_once=True))
                    repairable = made if course.name == REPAIRABLE.file_name else repairable
            return repairable

        def done(repairable: int) -> None:
            if repairable and self._show:
                self.repairable.emit(repairable)
            self.starting = False
            show, self._show = self._show, False
            if show:
                self.ready.emit(connection.id)

        def failed(error: Exception) -> None:
            self._failed(str(error))

        self._context.background.run(work, done, failed, self)

    def _failed(self, cause: str) -> None:
        self.starting = False
        self.failed.emit(cause)
