"""One key of the custom metadata with its value, its type and what can be done with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from allure_desktop import json_values
from allure_desktop.gui.library.metadata_values import Kind, converted, kind_of, names, text_of, value_of
from allure_desktop.gui.widgets import IconButton, LongText

_MOST_LINES = 5


class MetadataPair(QWidget):
    """Gives its value back exactly as it came while nobody has touched it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, key: str, value: Any, *, new: bool = False) -> None:
        super().__init__()
        self._key, self._value, self.new = key, value, new
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        named = key or self.tr("the new key")
        self.key = QLineEdit(key)
        self.key.setAcceptDrops(False)
        self.key.setAccessibleName(self.tr("Key"))
        self.key.setPlaceholderText(self.tr("Key"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Type of {key}").format(key=named))
        for kind, words in names().items():
            self.kind.addItem(words, kind)
        self.revert = IconButton("rotate-ccw", self.tr("Undo the change of {key}").format(key=named), size=14)
        self.revert.clicked.connect(self.undo)
        self.revert.hide()
        remove = IconButton("x", self.tr("Remove {key}").format(key=named), size=14)
        remove.clicked.connect(self.removed)
        row.addWidget(self.key, 1)
        row.addWidget(self.kind)
        row.addWidget(self.revert)
        row.addWidget(remove)
        column.addLayout(row)
        self.value = LongText()
        self.value.setAcceptDrops(False)
        self.value.setTabChangesFocus(True)
        self.value.setAccessibleName(self.tr("Value of {key}").format(key=named))
        self.truth = QComboBox()
        self.truth.addItems(["true", "false"])
        self.truth.setAccessibleName(self.value.accessibleName())
        column.addWidget(self.value)
        column.addWidget(self.truth)
        self._show(value)
        self.key.textEdited.connect(self.changed)
        self.kind.activated.connect(self._retyped)
        self.value.textChanged.connect(self._typed)
        self.truth.activated.connect(lambda _place: self.changed.emit())

    def _show(self, value: Any) -> None:
        self._shown_kind = kind_of(value)
        self._shown = text_of(value)
        self.kind.setCurrentIndex(list(Kind).index(self._shown_kind))
        self._fill(self._shown_kind, self._shown)

    def _fill(self, kind: Kind, text: str) -> None:
        self.value.blockSignals(True)
        self.value.setPlainText("" if kind is Kind.NULL else text)
        self.value.blockSignals(False)
        if kind is Kind.TRUTH:
            self.truth.setCurrentText(text)
        self.value.setVisible(kind not in (Kind.TRUTH, Kind.NULL))
        self.truth.setVisible(kind is Kind.TRUTH)
        # what the field cannot hold as it is (line ends of other kinds) is kept beside it
        self._filled = self.value.text()
        self.measure()

    def measure(self) -> None:
        """As many lines as the value has, up to a few."""
        lines = min(_MOST_LINES, max(1, self.value.blockCount()))
        self.value.setFixedHeight(self.value.fontMetrics().lineSpacing() * lines + 18)

    def _typed(self) -> None:
        self.measure()
        self.changed.emit()

    def _retyped(self, _place: int) -> None:
        kind = self.chosen_kind
        self._fill(kind, self._shown if kind is self._shown_kind else converted(kind, self._text()))
        self.changed.emit()

    @property
    def chosen_kind(self) -> Kind:
        return Kind(self.kind.currentData())

    def _text(self) -> str:
        return self.truth.currentText() if not self.truth.isHidden() else self.value.text()

    def untouched(self) -> bool:
        """The value is what it was; the key may be another."""
        kind = self.chosen_kind
        if kind is not self._shown_kind:
            return False
        if kind is Kind.TRUTH:
            return self.truth.currentText() == self._shown
        return kind is Kind.NULL or self.value.text() == self._filled

    def read(self) -> Any:
        """The value. Raises ValueError where the text is none of its type."""
        return self._value if self.untouched() else value_of(self.chosen_kind, self._text())

    @property
    def name(self) -> str:
        """The key. Blanks around an old one belong to it."""
        text = self.key.text()
        return text if text == self._key else text.strip()

    def put(self, value: Any) -> None:
        """Shows a value that was typed earlier, as a change of the present one."""
        kind = kind_of(value)
        if kind is self._shown_kind and json_values.same(value, self._value):
            return
        self.kind.setCurrentIndex(list(Kind).index(kind))
        shown = self._filled if kind is self._shown_kind else ""
        self._fill(kind, text_of(value))
        self._filled = shown

    def mark(self) -> None:
        """Shows the undo mark while the key or its value differs."""
        self.revert.setVisible(not self.new and not (self.untouched() and self.key.text() == self._key))

    def undo(self) -> None:
        """Back to what the server has."""
        self.key.setText(self._key)
        self._show(self._value)
        self.key.setFocus()
        self.changed.emit()
