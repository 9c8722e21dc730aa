"""The fields of a package that can be changed, each with its mark that undoes the change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from allure_desktop.gui.library.duration_field import DurationField
from allure_desktop.gui.library.metadata_grid import MetadataGrid
from allure_desktop.gui.library.tag_field import TagField
from allure_desktop.gui.widgets import IconButton, LongText, label
from allure_desktop.json_values import same
from allure_desktop.library.details import details_of

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord


class DetailsFields(QWidget):
    """Description, duration, tags and custom metadata of one record; `changes()` is what differs from it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: dict[str, Any] | None = None
        self._filling = False
        self.reverts: dict[str, IconButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.description = LongText()
        self.description.setAcceptDrops(False)
        self.description.setTabChangesFocus(True)
        self.description.setAccessibleName(self.tr("Description"))
        self.duration, self.tags, self.metadata = DurationField(), TagField(), MetadataGrid()
        self._signals: tuple[Any, ...] = (
            self.description.textChanged,
            self.duration.changed,
            self.tags.changed,
            self.metadata.changed,
        )
        parts: tuple[tuple[str, str, QWidget], ...] = (
            ("description", self.tr("Description"), self.description),
            ("duration", self.tr("Duration"), self.duration),
            ("tags", self.tr("Tags"), self.tags),
            ("custom_metadata", self.tr("Custom metadata"), self.metadata),
        )
        for (name, words, widget), signal in zip(parts, self._signals, strict=True):
            self._add(column, name, words, widget)
            signal.connect(self._touched)

    def _add(self, column: QVBoxLayout, name: str, words: str, widget: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        title = label(words, "small-strong")
        title.setBuddy(widget)
        title.setMinimumHeight(24)
        head.addWidget(title)
        head.addStretch(1)
        revert = IconButton("rotate-ccw", self.tr("Undo the change: {field}").format(field=words), size=14, dense=True)
        revert.clicked.connect(lambda: self.undo(name))
        revert.hide()
        self.reverts[name] = revert
        head.addWidget(revert)
        column.addLayout(head)
        column.addWidget(widget)

    def measure(self) -> None:
        """Heights by the size of the text."""
        self.description.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 12)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_record(self, record: PackageRecord) -> None:
        """The server's values; whatever was typed is gone."""
        self._base = details_of(record)
        self._fill(self._base)
        self._plain = self.description.text()
        self._touched()

    def _fill(self, values: Mapping[str, Any]) -> None:
        self._filling = True
        fills: dict[str, Callable[[Any], None]] = {
            "description": self.description.setPlainText,
            "duration": self.duration.show_value,
            "tags": lambda tags: self.tags.show_tags(tuple(tags)),
            "custom_metadata": self.metadata.show_values,
        }
        for name, value in values.items():
            fills[name](value)
        self._filling = False

    def put(self, changes: Mapping[str, Any]) -> None:
        """Shows values typed earlier as changes of the record."""
        changes = dict(changes)
        metadata = changes.pop("custom_metadata", None)
        self._fill(changes)
        if metadata is not None:
            self.metadata.put(metadata)
        self._touched()

    def undo(self, name: str) -> None:
        """One field as the server has it."""
        if self._base is not None:
            self._fill({name: self._base[name]})
            self._touched()
            {"description": self.description, "duration": self.duration.text, "tags": self.tags.field}.get(
                name, self.metadata.add_button
            ).setFocus()

    # --- what was changed --------------------------------------------------------------------------------------------

    def changes(self) -> dict[str, Any]:
        """What differs from the record, as the PATCH names it."""
        if self._base is None:
            return {}
        typed = self.description.text()
        now: dict[str, Any] = {
            # a text field knows one kind of line ends: what it did not change goes back as it came
            "description": self._base["description"] if typed == self._plain else typed,
            "duration": self.duration.value(),
            "tags": list(self.tags.tags()),
            "custom_metadata": self.metadata.values(),
        }
        return {name: value for name, value in now.items() if not same(value, self._base[name])}

    def problem(self) -> str:
        """Why the changes cannot be saved, '' when they can."""
        return self.metadata.problem()

    def _touched(self) -> None:
        if self._filling:
            return
        changes = self.changes()
        for name, revert in self.reverts.items():
            revert.setVisible(name in changes)
        self.changed.emit()
