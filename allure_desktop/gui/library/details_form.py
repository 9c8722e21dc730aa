"""What the server lets one change of a package, edited in place, and the facts that come from the manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import theme
from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.library.edit_conflict import ConflictSheet
from allure_desktop.gui.library.fact_list import FactList
from allure_desktop.gui.library.metadata_grid import MetadataGrid
from allure_desktop.gui.library.tag_field import TagField
from allure_desktop.gui.widgets import Band, ElidedLabel, NumberField, PushButton, label

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext


class DetailsForm(QWidget):
    """Shows one package; a bar with *Save* appears as soon as something differs."""

    dirty_changed = Signal(bool)

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._package: PackageRecord | None = None
        self._filling = False
        self._saving = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("pane", "clear")
        fields = QVBoxLayout(inner)
        fields.setContentsMargins(16, 12, 16, 16)
        fields.setSpacing(6)
        self.band = Band()
        fields.addWidget(self.band)
        self._add_fields(fields)
        fields.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)
        self.bar = self._made_bar()
        column.addWidget(self.bar)
        theme.active().changed.connect(self._measure)
        self._measure()

    def _add_fields(self, fields: QVBoxLayout) -> None:
        self.description = QPlainTextEdit()
        self.description.setAcceptDrops(False)
        self.description.setTabChangesFocus(True)
        self.description.setAccessibleName(self.tr("Description"))
        self.description.textChanged.connect(self._touched)
        self._field(fields, self.tr("Description"), self.description)
        self.hours = NumberField(self.tr("Duration, hours"), 0, 999, self.tr("h"))
        self.minutes = NumberField(self.tr("Duration, minutes"), 0, 59, self.tr("min"))
        for spin in (self.hours, self.minutes):
            spin.valueChanged.connect(self._touched)
        self.duration_text = QLineEdit()
        self.duration_text.setAcceptDrops(False)
        self.duration_text.setAccessibleName(self.tr("Duration as the server has it"))
        self.duration_text.textEdited.connect(self._touched)
        duration = QHBoxLayout()
        duration.setSpacing(8)
        duration.addWidget(self.hours)
        duration.addWidget(self.minutes)
        duration.addWidget(self.duration_text, 1)
        duration.addStretch(1)
        fields.addSpacing(6)
        fields.addWidget(label(self.tr("Duration"), "small-strong"))
        fields.addLayout(duration)
        self.tags = TagField()
        self.tags.changed.connect(self._touched)
        self._field(fields, self.tr("Tags"), self.tags)
        self.metadata = MetadataGrid()
        self.metadata.changed.connect(self._touched)
        self._field(fields, self.tr("Custom metadata"), self.metadata)
        fields.addSpacing(6)
        fields.addWidget(label(self.tr("Facts (the title comes from the manifest)"), "small-strong"))
        self._facts = FactList()
        fields.addWidget(self._facts)
        self.raw_button = PushButton(self.tr("Show the raw record"), kind="link")
        self.raw_button.clicked.connect(self._toggle_raw)
        fields.addWidget(self.raw_button)
        self.raw = QPlainTextEdit()
        self.raw.setReadOnly(True)
        self.raw.setAcceptDrops(False)
        self.raw.setTabChangesFocus(True)
        self.raw.setAccessibleName(self.tr("The record as the server sent it"))
        self.raw.hide()
        fields.addWidget(self.raw)

    def _field(self, fields: QVBoxLayout, name: str, widget: QWidget) -> None:
        if fields.count() > 1:
            fields.addSpacing(6)
        head = label(name, "small-strong")
        head.setBuddy(widget)
        fields.addWidget(head)
        fields.addWidget(widget)

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
        line = self.fontMetrics().lineSpacing()
        self.description.setFixedHeight(line * 4 + 12)
        self.raw.setFixedHeight(line * 12)
        self.raw.setFont(theme.active().code_font())

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_package(self, package: PackageRecord | None) -> None:
        """Another package, or the same one read anew: what was typed and not saved then stays."""
        before, self._package = self._package, package
        if package is None:
            return
        if before is not None and before.package_id == package.package_id and (self.dirty or before == package):
            self._touched()
            return
        self.band.hide()
        self.reset()

    def reset(self) -> None:
        """Shows what the server has."""
        package = self._package
        if package is None:
            return
        self._filling = True
        self.description.setPlainText(package.description)
        minutes = words.duration_minutes(package.duration)
        odd = bool(package.duration.strip()) and minutes is None
        self.hours.setValue((minutes or 0) // 60)
        self.minutes.setValue((minutes or 0) % 60)
        self.duration_text.setText(package.duration if odd else "")
        for widget, seen in ((self.hours, not odd), (self.minutes, not odd), (self.duration_text, odd)):
            widget.setVisible(seen)
        self.tags.show_tags(package.tags)
        self.metadata.show_values(package.custom_metadata)
        self._facts.show_package(package)
        self.raw.setPlainText(json.dumps(dict(package.raw), indent=2, ensure_ascii=False, default=str))
        self._filling = False
        self._touched()

    def offer_tags(self, tags: tuple[str, ...]) -> None:
        """Words that the tag field completes."""
        self.tags.offer(tags)

    def _toggle_raw(self) -> None:
        shown = self.raw.isHidden()
        self.raw.setVisible(shown)
        self.raw_button.set_text(self.tr("Hide the raw record") if shown else self.tr("Show the raw record"))

    # --- what was changed --------------------------------------------------------------------------------------------

    def changes(self) -> dict[str, Any]:
        """What differs from the server's record, as the PATCH names it."""
        package = self._package
        if package is None:
            return {}
        now: dict[str, Any] = {
            "description": self.description.toPlainText(),
            "duration": self._duration(package),
            "tags": list(self.tags.tags()),
            "custom_metadata": self.metadata.values(),
        }
        before = {
            "description": package.description,
            "duration": package.duration,
            "tags": list(package.tags),
            "custom_metadata": dict(package.custom_metadata),
        }
        return {name: value for name, value in now.items() if value != before[name]}

    def _duration(self, package: PackageRecord) -> str:
        if not self.duration_text.isHidden():
            return self.duration_text.text()
        minutes = self.hours.value() * 60 + self.minutes.value()
        if minutes == (words.duration_minutes(package.duration) or 0):
            return package.duration
        hours, rest = divmod(minutes, 60)
        if not minutes:
            return ""
        return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")

    @property
    def dirty(self) -> bool:
        return not self.bar.isHidden()

    def _touched(self) -> None:
        if self._filling:
            return
        dirty = bool(self.changes())
        if dirty != self.dirty:
            self.bar.setVisible(dirty)
            self.dirty_changed.emit(dirty)

    def save(self) -> None:
        """Sends the changed fields alone."""
        changes = self.changes()
        if changes:
            self._send(changes)

    def _send(self, changes: Mapping[str, Any]) -> None:
        package, connection_id = self._package, self._context.current_connection_id
        if package is None or connection_id is None or self._saving:
            return
        if problem := self.metadata.problem():
            self.band.tell("warning", problem)
            return
        self._set_saving(True)
        services = self._context.services

        def done(record: PackageRecord) -> None:
            self._set_saving(False)
            self.band.hide()
            if self._package is not None and self._package.package_id == record.package_id:
                self._package = record
                self.reset()
            self._context.show_toast(self.tr("Saved the details of “{title}”").format(title=record.title))

        def failed(error: Exception) -> None:
            self._set_saving(False)
            theirs = getattr(error, "theirs", None)
            if theirs is not None:
                self._resolve(changes, theirs)
            else:
                self.band.tell_error(error, ((self.tr("Save again"), self.save),))

        self._context.background.run(
            lambda: services.library.edit(connection_id, package.package_id, changes), done, failed, self
        )

    def _resolve(self, mine: Mapping[str, Any], theirs: PackageRecord) -> None:
        self._package = theirs

        def chosen(changes: dict[str, Any]) -> None:
            if changes:
                self._send(changes)
            else:
                self.reset()

        ConflictSheet(self._context.window, mine, theirs, chosen).open()

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save_button.setEnabled(not saving)
        self.discard.setEnabled(not saving)
        self.bar_words.set_text(self.tr("Saving…") if saving else self.tr("Not saved yet"))
