"""Tags as words that can be taken away, and a field that completes the ones already used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.gui.widgets import IconButton, Tag
from allure_desktop.gui.widgets.flow import Flow


class TagField(QWidget):
    """The tags in their order; Enter or a comma adds what was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._words = QWidget()
        self._flow = Flow(self._words)
        column.addWidget(self._words)
        self.field = QLineEdit()
        self.field.setAcceptDrops(False)
        self.field.setAccessibleName(self.tr("Add a tag"))
        self.field.setPlaceholderText(self.tr("Add a tag"))
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self.add_typed)
        self.field.editingFinished.connect(self.add_typed)
        self.field.textEdited.connect(self._typed)
        column.addWidget(self.field)
        self._tags: tuple[str, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return self._tags

    def offer(self, tags: tuple[str, ...]) -> None:
        """Words to complete."""
        completer = QCompleter(list(tags), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)

    def show_tags(self, tags: tuple[str, ...]) -> None:
        self._tags = tuple(tags)
        self.field.clear()
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for word in self._tags:
            self._flow.addWidget(self._made_word(word))
        self._words.setVisible(bool(self._tags))
        self._words.updateGeometry()

    def _made_word(self, word: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(Tag(word))
        remove = IconButton("x", self.tr("Remove the tag {tag}").format(tag=word), size=12, dense=True)
        remove.clicked.connect(lambda: self._remove(word))
        row.addWidget(remove)
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if text.endswith(","):
            self.add_typed()

    def add_typed(self) -> None:
        """What stands in the field becomes a tag."""
        word = self.field.text().strip().strip(",").strip()
        if not word:
            return
        self.field.clear()
        if word not in self._tags:
            self.show_tags((*self._tags, word))
            self.changed.emit()

    def _remove(self, word: str) -> None:
        self.show_tags(tuple(tag for tag in self._tags if tag != word))
        self.field.setFocus()
        self.changed.emit()
