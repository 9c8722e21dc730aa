"""Files become rows in Uploads: folders are packed, the first drop for a connection asks whether sound files go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from allure_desktop.errors import AllureError
from allure_desktop.gui.widgets import PushButton, Sheet, label
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE
from allure_desktop.uploads.rows import UploadOptions

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class UploadAtOnceSheet(Sheet):
    """Asked once for each connection; Esc means: only check."""

    answered = Signal(bool)

    def __init__(self, context: GuiContext, name: str) -> None:
        super().__init__(context.window, "", width=520)
        title = self.tr("Upload at once when the check is clean?")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.set_subtitle(name)
        self.body.addWidget(
            label(
                self.tr(
                    "Every file is checked on this computer first. Sound ones can go on to “{name}” by themselves; "
                    "files with problems always wait for you. You can change this in Uploads at any time."
                ).format(name=name),
                "secondary",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.footer.addStretch(1)
        self.only_check = PushButton(self.tr("Only check"))
        self.only_check.clicked.connect(self.dismiss)
        self.at_once = PushButton(self.tr("Upload at once"), kind="primary")
        self.at_once.clicked.connect(self._yes)
        self.footer.addWidget(self.only_check)
        self.footer.addWidget(self.at_once)
        self._answer = False
        self.closed.connect(lambda: self.answered.emit(self._answer))

    def begin_focus(self) -> None:
        self.only_check.setFocus()

    def _yes(self) -> None:
        self._answer = True
        self.dismiss()


class Adding(QObject):
    """Takes paths from drops, dialogs, the clipboard and the command line."""

    #: ids of the new rows
    added = Signal(list)
    #: words of what could not be taken
    refused = Signal(str)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self._at_once: dict[str, bool] = {}
        self.read_choices()
        context.core_events.setting_changed.connect(self._setting_changed)

    def _setting_changed(self, name: str) -> None:
        if name == ASKED_UPLOAD_AT_ONCE.name:
            self.read_choices()

    def read_choices(self) -> None:
        """Reads for which connections sound files go on by themselves."""
        kept = self._context.services.settings

        def work() -> dict[str, bool]:
            choices: dict[str, bool] = kept.get(ASKED_UPLOAD_AT_ONCE)
            return choices

        def done(choices: dict[str, bool]) -> None:
            self._at_once = choices

        self._context.background.run(work, done, owner=self)

    def at_once(self, connection_id: str | None) -> bool | None:
        """Whether sound files of this connection go on by themselves; None when it was not asked yet."""
        if connection_id is None:
            return False
        connection = self._context.connection(connection_id)
        if connection is not None and connection.may_write is False:
            return False  # its key may only read: files are checked, and wait for another key
        preset = True if connection is not None and connection.is_sandbox else None
        return self._at_once.get(connection_id, preset)

    def add(
        self,
        paths: Sequence[str | Path],
        connection_id: str | None,
        package_id: str | None,
        *,
        only_check: bool = False,
        hold: bool = False,
    ) -> None:
        """Puts the files into Uploads; asks first where it is the first time for this connection.

        `only_check`: for no server at all. `hold`: for the server, but they wait until the user uploads them.
        """
        files = [str(path) for path in paths]
        if only_check:
            connection_id = None
        choice = False if only_check or hold else self.at_once(connection_id)
        connection = self._context.connection(connection_id)
        if choice is not None or connection is None or connection_id is None:
            self._add(files, connection_id, package_id, bool(choice))
            return
        sheet = UploadAtOnceSheet(self._context, connection.name)

        def answered(at_once: bool) -> None:
            self._keep(connection_id, at_once)
            self._add(files, connection_id, package_id, at_once)

        sheet.answered.connect(answered)
        sheet.open()

    def _keep(self, connection_id: str, at_once: bool) -> None:
        self._at_once = {**self._at_once, connection_id: at_once}
        kept = self._context.services.settings

        def work() -> None:
            before: dict[str, bool] = kept.get(ASKED_UPLOAD_AT_ONCE)
            kept.set(ASKED_UPLOAD_AT_ONCE, {**before, connection_id: at_once})

        self._context.background.run(work, owner=self)

    def _add(self, files: list[str], connection_id: str | None, package_id: str | None, at_once: bool) -> None:
        services = self._context.services
        options = UploadOptions(at_once=at_once, ask_new_version=package_id is None)

        def work() -> tuple[list[int], list[AllureError]]:
            ids: list[int] = []
            problems: list[AllureError] = []
            for file in files:
                try:
                    path, how = Path(file), options
                    if path.is_dir():
                        how = replace(options, folder=str(path.absolute()))
                        path = services.packed_folders.pack(path)
                    ids.append(services.uploads.add(path, connection_id, package_id=package_id, options=how))
                except AllureError as problem:
                    problems.append(problem)
            return ids, problems

        def done(answer: tuple[list[int], list[Any]]) -> None:
            ids, problems = answer
            if ids:
                self.added.emit(ids)
            if len(problems) == 1:
                self.refused.emit(str(problems[0]))
            elif problems:
                words = self.tr("{count} files could not be taken. The first: {words}")
                self.refused.emit(words.format(count=len(problems), words=problems[0]))

        self._context.background.run(work, done, owner=self)
