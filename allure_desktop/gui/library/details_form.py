"""What the server lets one change of a package, edited in place, and the facts that come from the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.library.details_fields import DetailsFields
from allure_desktop.gui.library.drafts import Draft, Drafts
from allure_desktop.gui.library.edit_conflict import ConflictSheet
from allure_desktop.gui.library.edit_undo import told_with_undo
from allure_desktop.gui.library.fact_list import FactList
from allure_desktop.gui.widgets import Band, ElidedLabel, LongText, PushButton, label
from allure_desktop.gui.widgets.scrolled import ScrolledColumn
from allure_desktop.json_values import pretty
from allure_desktop.library.details import EditConflict

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext

#: A record longer than this is shown up to here: Qt's text field would stand still with more.
MOST_RAW = 200_000


class DetailsForm(QWidget):
    """Shows one package; a bar with *Save* appears as soon as something differs.

    What was typed stays when another package is looked at, when saving was refused, and over a restart.
    """

    dirty_changed = Signal(bool)

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        #: as the server has it now, and the record that what was typed is a change of
        self._package: PackageRecord | None = None
        self._base: PackageRecord | None = None
        self._connection_id = ""
        self._shown: object = None
        self._saving = False
        self.drafts = Drafts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        area = ScrolledColumn(margins=(16, 12, 16, 16), spacing=6)
        parts = area.column
        self.band = Band()
        parts.addWidget(self.band)
        self._add_parts(parts)
        parts.addStretch(1)
        column.addWidget(area, 1)
        self.bar = self._made_bar()
        column.addWidget(self.bar)
        theme.active().changed.connect(self._measure)
        self._measure()

    def _add_parts(self, parts: QVBoxLayout) -> None:
        self.fields = DetailsFields()
        self.fields.changed.connect(self._touched)
        self.description, self.tags = self.fields.description, self.fields.tags
        self.duration, self.metadata = self.fields.duration, self.fields.metadata
        parts.addWidget(self.fields)
        parts.addSpacing(6)
        parts.addWidget(label(self.tr("Facts (the title comes from the manifest)"), "small-strong"))
        self._facts = FactList()
        parts.addWidget(self._facts)
        self.raw_button = PushButton(self.tr("Show the raw record"), kind="link")
        self.raw_button.clicked.connect(self._toggle_raw)
        parts.addWidget(self.raw_button)
        self.raw = LongText()
        self.raw.setReadOnly(True)
        self.raw.setAcceptDrops(False)
        self.raw.setTabChangesFocus(True)
        self.raw.setAccessibleName(self.tr("The record as the server sent it"))
        self.raw.hide()
        parts.addWidget(self.raw)

    def _made_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("pane", "window")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(8)
        self.bar_words = ElidedLabel(self.tr("Not saved yet"), "small")
        row.addWidget(self.bar_words, 1)
        self.discard = PushButton(self.tr("Discard"))
        self.discard.clicked.connect(self.reset)
        self.save_button = PushButton(self.tr("Save details"), kind="primary")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.discard)
        row.addWidget(self.save_button)
        bar.hide()
        return bar

    def _measure(self) -> None:
        self.fields.measure()
        self.raw.setFixedHeight(self.fontMetrics().lineSpacing() * 12)
        self.raw.setFont(theme.active().code_font())

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_package(self, package: PackageRecord | None) -> None:
        """Another package, or the same one read anew: what was typed and not saved stays with its package."""
        connection_id = self._context.current_connection_id or ""
        other = package is None or self._shown != (connection_id, package.package_id)
        if other and self.dirty and self._base is not None:
            self._context.show_toast(
                self.tr("What you typed for “{title}” is kept, but not saved yet.").format(title=self._base.title)
            )
        if other:
            self._forget_shown()
        self._package, self._connection_id = package, connection_id
        if self.isVisible():
            self._show()

    def _forget_shown(self) -> None:
        self._shown = self._base = None
        self.band.hide()
        self._show_bar(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()  # a panel that nobody looks at costs nothing

    def _show(self) -> None:
        package = self._package
        if package is None or self._saving:
            return
        shown = (self._connection_id, package.package_id)
        if self._shown == shown and (self.dirty or self._base == package):
            return
        self._shown = shown
        draft = self.drafts.get(self._connection_id, package.package_id)
        self._base = draft.base if draft is not None else package
        self._fill()
        if draft is not None:
            self.fields.put(draft.changes)

    def _fill(self) -> None:
        if self._base is not None and self._package is not None:
            self.fields.show_record(self._base)
            self._facts.show_package(self._package)
            self._show_raw()

    def reset(self) -> None:
        """Shows what the server has."""
        self._base = self._package
        self.band.hide()
        self._fill()

    def offer_tags(self, tags: tuple[str, ...]) -> None:
        """Words that the tag field completes."""
        self.tags.offer(tags)

    def _toggle_raw(self) -> None:
        shown = self.raw.isHidden()
        self.raw.setVisible(shown)
        self.raw_button.set_text(self.tr("Hide the raw record") if shown else self.tr("Show the raw record"))
        self._show_raw()

    def _show_raw(self) -> None:
        if not self.raw.isHidden() and self._package is not None:
            text = pretty(dict(self._package.raw))
            cut = self.tr("… and more: the command line shows all of it (package ID --json)")
            self.raw.setPlainText(text if len(text) <= MOST_RAW else f"{text[:MOST_RAW]}\n{cut}")

    # --- what was changed --------------------------------------------------------------------------------------------

    def changes(self) -> dict[str, Any]:
        """What differs from the record, as the PATCH names it."""
        return self.fields.changes() if self._base is not None else {}

    @property
    def dirty(self) -> bool:
        return not self.bar.isHidden()

    def _show_bar(self, dirty: bool) -> None:
        if dirty != self.dirty:
            self.bar.setVisible(dirty)
            self.dirty_changed.emit(dirty)

    def _touched(self) -> None:
        base = self._base
        if base is None:
            return
        changes = self.changes()
        if changes:
            self.drafts.keep(self._connection_id, Draft(base, changes))
        else:
            self.drafts.drop(self._connection_id, base.package_id)
        self._show_bar(bool(changes))

    # --- saving ------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Sends the changed fields alone."""
        changes, base = self.changes(), self._base
        if problem := self.fields.problem():
            self.band.tell("warning", problem)
        elif changes and base is not None:
            self._send(base, changes)

    def _send(self, base: PackageRecord, changes: Mapping[str, Any]) -> None:
        if self._saving:
            return
        self._set_saving(True)
        connection_id, library = self._connection_id, self._context.services.library

        def done(record: PackageRecord) -> None:
            self._set_saving(False)
            self.drafts.drop(connection_id, record.package_id)
            if self._shown == (connection_id, record.package_id):
                self._package = record
                self.reset()
            told_with_undo(self._context, connection_id, base, changes, record)

        def failed(error: Exception) -> None:
            self._set_saving(False)
            here = self._shown == (connection_id, base.package_id)
            if isinstance(error, EditConflict) and error.both:
                self._resolve(error)
            elif here:
                self.band.tell_error(error, ((self.tr("Save again"), self.save),))
            else:  # somewhere else by now: the draft is kept, and what happened is told
                self._context.show_toast(str(error))

        self._context.background.run(
            lambda: library.edit(connection_id, base.package_id, changes, base), done, failed, self
        )

    def _resolve(self, conflict: EditConflict) -> None:
        def chosen(changes: dict[str, Any]) -> None:
            if changes:
                self._send(conflict.theirs, changes)
            else:
                self.drafts.drop(self._connection_id, conflict.theirs.package_id)
                self._package = conflict.theirs
                self.reset()

        ConflictSheet(self._context.window, conflict, chosen).open()

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.fields.setEnabled(not saving)
        self.save_button.setEnabled(not saving)
        self.discard.setEnabled(not saving)
        self.bar_words.set_text(self.tr("Saving…") if saving else self.tr("Not saved yet"))
        if not saving:
            self._show()
