"""Custom metadata as pairs of key and value; a value keeps its JSON type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.gui.widgets import IconButton, PushButton


class _Pair(QWidget):
    def __init__(self, key: str, value: Any, grid: MetadataGrid) -> None:
        super().__init__()
        self._original, self._shown = value, _as_text(value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.key, self.value = QLineEdit(key), QLineEdit(self._shown)
        self.key.setAccessibleName(self.tr("Key"))
        self.key.setPlaceholderText(self.tr("Key"))
        self.value.setAccessibleName(self.tr("Value of {key}").format(key=key or self.tr("the new key")))
        self.value.setPlaceholderText(self.tr("Value"))
        for field in (self.key, self.value):
            field.setAcceptDrops(False)
            field.textEdited.connect(grid.changed)
        row.addWidget(self.key, 2)
        row.addWidget(self.value, 3)
        remove = IconButton("x", self.tr("Remove {key}").format(key=key or self.tr("the new key")), size=14)
        remove.clicked.connect(lambda: grid.remove(self))
        row.addWidget(remove)

    def read(self) -> Any:
        if self.value.text() == self._shown:
            return self._original
        return _from_text(self.value.text(), self._original)


class MetadataGrid(QWidget):
    """A new value that reads as a number, true, false, null, list or object is taken as one where its key had one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._pairs: list[_Pair] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self.add_button = PushButton(self.tr("Add a key"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add)
        column.addWidget(self.add_button)

    def show_values(self, values: Mapping[str, Any]) -> None:
        while self._pairs:
            self._drop(self._pairs[0])
        for key, value in values.items():
            self._append(key, value)

    def values(self) -> dict[str, Any]:
        """Pairs without a key are left out."""
        return {pair.key.text().strip(): pair.read() for pair in self._pairs if pair.key.text().strip()}

    def problem(self) -> str:
        """Why this cannot be saved, '' when it can."""
        keys = [key for pair in self._pairs if (key := pair.key.text().strip())]
        twice = next((key for key in keys if keys.count(key) > 1), "")
        return self.tr("The key “{key}” stands there twice. Rename or remove one.").format(key=twice) if twice else ""

    def add(self) -> None:
        self._append("", "").key.setFocus()

    def remove(self, pair: _Pair) -> None:
        self._drop(pair)
        self.add_button.setFocus()
        self.changed.emit()

    def _append(self, key: str, value: Any) -> _Pair:
        pair = _Pair(key, value, self)
        self._pairs.append(pair)
        self._rows.addWidget(pair)
        return pair

    def _drop(self, pair: _Pair) -> None:
        self._pairs.remove(pair)
        self._rows.removeWidget(pair)
        pair.hide()
        pair.deleteLater()


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _from_text(text: str, original: Any) -> Any:
    if isinstance(original, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
