"""The report of an upload row: what is being mended, findings, files and manifest, the server's word, how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.details_after import DetailsAfterLine, edit_row
from allure_desktop.gui.uploads.message_view import MessageView
from allure_desktop.gui.uploads.row_source import now_s
from allure_desktop.gui.uploads.row_words import RowWords
from allure_desktop.gui.uploads.transfer_view import TransferView
from allure_desktop.gui.validation.mending import mender_of
from allure_desktop.gui.validation.place_label import PlaceLabel
from allure_desktop.gui.validation.report_text import report_text
from allure_desktop.gui.validation.report_view import ReportView
from allure_desktop.gui.validation.server_words import ServerLine, server_lines
from allure_desktop.gui.widgets import Band, Chip, ElidedLabel, IconButton, PushButton, label, line
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from allure_desktop.api.answers import Quotas
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow

TRANSFER = 4
#: so the file can be mended, and judged for another system
_AT_REST = ("needs_decision", "held", "failed")


class ServerSays(QFrame):
    """The server's own verdict and its limits, apart from what was found on this computer."""

    def __init__(self, name: str, lines: tuple[ServerLine, ...]) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What the server says"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        mark = label()
        icons.put(mark, "cloud", "text3")
        head.addWidget(mark)
        head.addWidget(ElidedLabel.snug(self.tr("What the server says"), "strong"))
        head.addWidget(ElidedLabel(name, "small-muted"), 1)
        column.addLayout(head)
        for one in lines:
            tone = "" if one.tone == "text2" else one.tone
            column.addWidget(label(one.text, "small", tone=tone, wrap=True))


class Mended(QFrame):
    """Where the mended copy is, and the way back; `undo_wanted`."""

    undo_wanted = Signal()

    def __init__(self, row: UploadRow) -> None:
        super().__init__()
        line_ = QHBoxLayout(self)
        line_.setContentsMargins(16, 10, 12, 10)
        line_.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self.tr("A fixed copy is used; your file is not touched"), "small", wrap=True))
        words.addWidget(PlaceLabel(row.path))
        line_.addLayout(words, 1)
        self.undo = PushButton(self.tr("Undo the fix"), small=True)
        self.undo.setEnabled(row.state in _AT_REST)
        self.undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit())
        line_.addWidget(self.undo)


class RowReport(QWidget):
    """`tell(row, words)` shows a row; it follows its repairs by itself."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._mender = mender_of(context)
        self._row: UploadRow | None = None
        self._quotas: dict[str, Quotas | None] = {}
        self._lay_out()
        self._target_names: tuple[str, ...] = ()
        context.background.run(_target_names, self._take_target_names, owner=self)
        self._mender.changed.connect(self._tell_mending)
        self.view.findings.fix_wanted.connect(self._fix_one)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 6, 16, 2)
        top.setSpacing(8)
        self.mending = Band()
        top.addWidget(self.mending)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        self.target = Chip(self.tr("Checked for"))
        self.targets = QMenu(self.target)
        self.target.setMenu(self.targets)
        self.targets.aboutToShow.connect(self._fill_targets)
        chips.addWidget(self.target)
        chips.addStretch(1)
        top.addLayout(chips)
        column.addLayout(top)
        self.view = ReportView(self._context)
        self.transfer = TransferView()
        self.view.add_page(self.tr("Transfer"), self.transfer)
        column.addWidget(self.view, 1)
        column.addWidget(line())
        self.after = DetailsAfterLine()
        self.after.edit_wanted.connect(self._edit_after)
        column.addWidget(self.after)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        foot.setSpacing(8)
        self.facts = ElidedLabel("", "small-muted")
        foot.addWidget(self.facts, 1)
        self.save = IconButton("file-check", self.tr("Save report as HTML…"))
        self.save.clicked.connect(lambda _checked=False: self.ask_where())
        foot.addWidget(self.save)
        self.copy = PushButton(self.tr("Copy report"), icon="copy")
        self.copy.clicked.connect(self._copy)
        foot.addWidget(self.copy)
        column.addLayout(foot)

    # --- what it shows -----------------------------------------------------------------------------------------------

    def tell(self, row: UploadRow, words: RowWords) -> None:
        """Another row, or the same one as it is now."""
        self._row = row
        report = row.report
        message = row.message
        refused = row.reason == "server_refused" or row.state == "failed"
        # a limit of speed is no trouble: the sentence says all of it
        told = row.reason in ("errors", "rate_limited") or row.state == "done"
        show_message = bool(message.what) and not told
        # the band or the sentence above has said what happened
        told_above = refused or one_line(message.what).rstrip(".") in words.sentence

        def above() -> list[QWidget]:
            found: list[QWidget] = [MessageView(message, with_what=not told_above)] if show_message else []
            if row.mended is not None:
                mended = Mended(row)
                mended.undo_wanted.connect(lambda: self._mender.undo(row.id))
                found += [mended, line()]
            return found

        self.view.findings.show_report(
            report,
            "" if show_message else self._empty(row),
            above,
            below=self._server_says,
            fixed=(row.mended or {}).get("fixed") or (),
            can_fix=row.state in _AT_REST,
            can_show=True,
        )
        self.view.show_package(row.path, report)
        self.view.tabs.setTabVisible(TRANSFER, row.connection_id is not None and row.state != "validating")
        self.copy.setEnabled(report is not None)
        self.save.setEnabled(report is not None)
        self.target.setVisible(report is not None)
        self.target.setEnabled(row.state in _AT_REST)
        name = str((report or {}).get("target") or "")
        self.target.set_value(name, bool(row.options.target))
        self.facts.set_text(self._facts(row))
        self.after.tell(row)
        self._tell_mending(row.id)
        self._ask_quotas(row)

    def _edit_after(self) -> None:
        if self._row is not None:
            edit_row(self._context, self._row)

    def _empty(self, row: UploadRow) -> str:
        if row.report is not None:
            return self.tr("No findings. The manifest, the launch files and every byte of the ZIP are in order.")
        if row.state == "validating":
            return self.tr("The findings stand here as soon as the check is through.")
        return self.tr("This file was not checked on this computer.")

    def _facts(self, row: UploadRow) -> str:
        report = row.report or {}
        parts = []
        scos, files = int(report.get("scos") or 0), int(report.get("entries") or 0)
        if scos:
            parts.append(self.tr("1 SCO") if scos == 1 else self.tr("{count} SCOs").format(count=figures.number(scos)))
        if files:
            text = self.tr("1 file") if files == 1 else self.tr("{count} files").format(count=figures.number(files))
            parts.append(text)
        if report.get("unpacked_bytes"):
            parts.append(self.tr("{size} unpacked").format(size=figures.size(int(report["unpacked_bytes"]))))
        return " · ".join(parts)

    # --- the server --------------------------------------------------------------------------------------------------

    def server_lines(self, *, told_above: bool = False) -> tuple[ServerLine, ...]:
        """What the server says of the row, as far as it is known; `told_above`: beside the row's own message."""
        row = self._row
        if row is None or row.report is None:
            return ()
        quotas = self._quotas.get(row.connection_id or "")
        return server_lines(row, quotas, now_s(), told_above=told_above)

    def _server_name(self) -> str:
        connection = self._context.connection(self._row.connection_id if self._row is not None else None)
        return connection.name if connection is not None else ""

    def _server_says(self) -> list[QWidget]:
        lines = self.server_lines(told_above=True)
        return [ServerSays(self._server_name(), lines)] if lines else []

    def _ask_quotas(self, row: UploadRow) -> None:
        """Once a run for each server: what the tenant has left changes little, and each question counts."""
        connection_id = row.connection_id
        if connection_id is None or row.report is None or connection_id in self._quotas:
            return
        self._quotas[connection_id] = None
        library = self._context.services.library

        def came(quotas: Quotas | None) -> None:
            self._quotas[connection_id] = quotas
            if quotas is not None and self._row is not None and self._row.connection_id == connection_id:
                self.view.findings.rebuild()

        def did_not_come(_error: Exception) -> None:
            self._quotas.pop(connection_id, None)  # another time

        self._context.background.run(lambda: library.known_quotas(connection_id), came, did_not_come, self)

    # --- mending -----------------------------------------------------------------------------------------------------

    def _fix_one(self, code: str) -> None:
        if self._row is not None:
            self._mender.fix(self._row, (code,), go_on=False)

    def _tell_mending(self, upload_id: int) -> None:
        row = self._row
        if row is None or row.id != upload_id:
            return
        running = self._mender.running(row.id)
        if running is None:
            self.mending.hide()
            return
        words = (
            figures.size_of(running.done, running.total) if running.total else self.tr("Looking what has to be changed")
        )
        cancel = ((self.tr("Cancel"), lambda: self._mender.cancel(row.id)),) if running.total else ()
        self.mending.tell("info", self.tr("Writing a fixed copy"), words, cancel)

    # --- target ------------------------------------------------------------------------------------------------------

    def _take_target_names(self, names: tuple[str, ...]) -> None:
        self._target_names = names

    def _fill_targets(self) -> None:
        self.targets.clear()
        row = self._row
        if row is None:
            return
        chosen = row.options.target
        as_set = self.targets.addAction(self.tr("As in the settings"))
        as_set.setCheckable(True)
        as_set.setChecked(not chosen)
        as_set.triggered.connect(lambda _checked=False: self.choose_target(""))
        self.targets.addSeparator()
        for name in self._target_names:
            action = self.targets.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _checked=False, name=name: self.choose_target(name))

    def choose_target(self, name: str) -> None:
        """Judges this file for another system, '' for the one of the settings."""
        row, services = self._row, self._context.services
        if row is None:
            return

        def work() -> None:
            services.uploads.set_target(row.id, name)
            services.judge_again([row.id])

        self._context.background.run(work, owner=self)

    # --- taking it along ---------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        row = self._row
        if row is not None and row.report is not None:
            fixed = (row.mended or {}).get("fixed") or ()
            server = [one.text for one in self.server_lines()]
            QGuiApplication.clipboard().setText(report_text(row.report, fixed=fixed, server=server))
            self._context.show_toast(self.tr("The report is copied"))

    def ask_where(self) -> None:
        """Asks for a file, then writes the report there as one page."""
        row = self._row
        if row is None or row.report is None:
            return
        dialog = QFileDialog(
            self._context.window,
            self.tr("Save report"),
            f"{row.options.folder or Path(row.original).with_suffix('')}.html",
            self.tr("Web pages (*.html)"),
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Writes the report as one page that can be mailed and printed."""
        row = self._row
        if row is None or row.report is None:
            return
        record, name = row.report, self._server_name()
        server = tuple(one.text for one in self.server_lines())
        self._context.background.run(
            lambda: _write(record, row.path, Path(path), name, server),
            lambda _nothing: self._context.show_toast(self.tr("The report is saved: {path}").format(path=path)),
            lambda error: self._context.show_toast(str(error)),
            self,
        )


def _target_names() -> tuple[str, ...]:
    from allure_desktop.validation.policy import target_names

    return target_names()


def _write(record: Mapping[str, Any], package: str, target: Path, server_name: str, server: tuple[str, ...]) -> None:
    from dataclasses import replace

    from allure_desktop.errors import LocalFileError
    from allure_desktop.validation.contents import contents
    from allure_desktop.validation.finding import FileFact, report_of
    from allure_desktop.validation.html_report import ServerSide, write

    report = report_of(record)
    try:
        files = tuple(
            FileFact(one.path, one.size_bytes, one.crc32) for one in contents(package).files if not one.is_gone
        )
        report = replace(report, files=files)
    except LocalFileError:
        pass  # the file is gone meanwhile: its findings are still worth a page
    write([report], target, server=ServerSide(server_name, server) if server else None)
