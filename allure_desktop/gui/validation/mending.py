"""Mends the file of an upload row in the background: plan first where it matters, progress, cancel, undo."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from allure_desktop.errors import AllureError
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.validation.plan_sheet import PlanSheet

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow
    from allure_desktop.validation.repair import Change, Outcome

SAMPLE_MS = 250
#: a quit gives a repair so long to take its half copy away
CLOSE_S = 2.0


@dataclass
class Mending:
    """One repair under way: bytes copied, of the file's size; `cancelled` ends it."""

    codes: tuple[str, ...]
    done: int = 0
    total: int = 0
    cancelled: threading.Event = field(default_factory=threading.Event)
    #: nothing of it runs any more
    ended: threading.Event = field(default_factory=threading.Event)

    def told(self, done: int, total: int) -> None:
        self.done, self.total = done, total


class Mender(QObject):
    """One for each window. `changed(upload id)`: a repair began, moved on or ended."""

    changed = Signal(int)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self._source = rows_of(context)
        self._running: dict[int, Mending] = {}
        #: rows whose new-version sheet opens as soon as the copy is checked
        self._to_review: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(SAMPLE_MS)
        self._timer.timeout.connect(self._sample)
        self._source.rows_changed.connect(self._review)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def running(self, upload_id: int) -> Mending | None:
        """The repair of a row that is under way."""
        return self._running.get(upload_id)

    def fix(self, row: UploadRow, codes: Collection[str], *, go_on: bool) -> None:
        """Mends these findings; the plan is shown first where more than names change.

        `go_on`: a sound copy is uploaded, or for a new version shown in its sheet.
        """
        if row.id in self._running:
            return
        wanted = tuple(sorted(set(codes)))
        mending = self._running[row.id] = Mending(wanted)
        self._told(row.id)

        def work() -> tuple[tuple[Change, ...], Path]:
            from allure_desktop.validation.repair import RENAMING, copy_of, plan

            try:
                place = copy_of(Path(row.source), self._context.services.data_dir.work / "fixed")
                return plan(row.path, {*wanted, *RENAMING}), place
            finally:
                mending.ended.set()

        def planned(answer: tuple[tuple[Change, ...], Path]) -> None:
            changes, place = answer
            self._forget(row.id)
            if not changes:
                self._nothing_to_mend()
            elif all(change.names_only for change in changes):
                self._begin(row, wanted, go_on)
            else:
                sheet = PlanSheet(self._context, row, changes, place, go_on=go_on)
                sheet.accepted.connect(lambda: self._begin(row, wanted, go_on))
                sheet.open()

        self._context.background.run(work, planned, lambda error: self._failed(row.id, error), self)

    def cancel(self, upload_id: int) -> None:
        """Ends a repair; nothing of the copy stays."""
        found = self._running.get(upload_id)
        if found is not None:
            found.cancelled.set()

    def undo(self, upload_id: int) -> None:
        """Goes back to the file as it was; the copy is removed."""
        services = self._context.services
        self._to_review.discard(upload_id)

        def done(_nothing: None) -> None:
            self._source.read()
            self._context.show_toast(self.tr("The fix is undone. The copy was removed, your file is as it was"))

        self._context.background.run(lambda: services.undo_mending(upload_id), done, self._tell, self)

    # --- one repair --------------------------------------------------------------------------------------------------

    def _begin(self, row: UploadRow, codes: tuple[str, ...], go_on: bool) -> None:
        mending = self._running[row.id] = Mending(codes)
        self._timer.start()
        self._told(row.id)
        services = self._context.services

        def work() -> Outcome:
            try:
                cancelled = mending.cancelled.is_set
                return services.mend(row.id, codes, go_on=go_on, progress=mending.told, cancelled=cancelled)
            finally:
                mending.ended.set()

        def done(outcome: Outcome) -> None:
            self._forget(row.id)
            if outcome.output is None:
                self._nothing_to_mend()
                return
            if go_on and row.is_new_version:
                self._to_review.add(row.id)
            self._source.read()
            count = len(outcome.changes)
            words = self.tr("1 fix") if count == 1 else self.tr("{count} fixes").format(count=count)
            self._context.show_toast(
                self.tr("{fixes} in a copy: {file}. Your file is not touched").format(
                    fixes=words, file=outcome.output.name
                ),
                lambda: self.undo(row.id),
                self.tr("Undo"),
            )

        self._context.background.run(work, done, lambda error: self._failed(row.id, error), self)

    def _forget(self, upload_id: int) -> None:
        self._running.pop(upload_id, None)
        if not self._running:
            self._timer.stop()
        self._told(upload_id)

    def _nothing_to_mend(self) -> None:
        self._context.show_toast(
            self.tr("Nothing could be mended in this file as it is now. Check it again to see what it holds")
        )

    def _failed(self, upload_id: int, error: Exception) -> None:
        from allure_desktop.validation.validator import Cancelled

        self._forget(upload_id)
        if isinstance(error, Cancelled):
            self._context.show_toast(self.tr("Cancelled. Nothing was written, your file is as it was"))
        else:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        words = str(error) if isinstance(error, AllureError) else self.tr("That did not work: {why}").format(why=error)
        self._context.show_toast(words)
        self._source.read()

    @Slot()
    def _sample(self) -> None:
        for upload_id in self._running:
            self._told(upload_id)

    def _told(self, upload_id: int) -> None:
        """The row itself tells how far it is, and so does the panel."""
        found = self._running.get(upload_id)
        self._source.tell_mending(upload_id, None if found is None else (found.done, found.total))
        self.changed.emit(upload_id)

    @Slot()
    def stop(self) -> None:
        """The program ends, the window is gone by now: no half copy stays beside the user's file; two seconds at most."""
        running = tuple(self._running.values())
        for mending in running:
            mending.cancelled.set()
        end = time.monotonic() + CLOSE_S
        for mending in running:
            mending.ended.wait(max(0.0, end - time.monotonic()))

    # --- a new version is seen before it is uploaded ------------------------------------------------------------------

    @Slot()
    def _review(self) -> None:
        for upload_id in tuple(self._to_review):
            row = self._source.row(upload_id)
            if row is not None and row.state == "validating":
                continue
            if row is None or row.mended is None:
                if row is None:
                    self._to_review.discard(upload_id)
                continue
            self._to_review.discard(upload_id)
            if row.state == "held" and row.package_id is not None:
                from allure_desktop.gui.new_version.sheet import open_for_row

                open_for_row(self._context, row, row.package_id, self._tell)


def mender_of(context: GuiContext) -> Mender:
    """The window's one mender: page, dock and panel see the same repairs."""
    found = context.findChild(Mender)
    return found if isinstance(found, Mender) else Mender(context)
