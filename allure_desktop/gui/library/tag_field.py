"""Tags as words that can be taken away, and a field that completes the ones already used."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLayout, QLayoutItem, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.gui.widgets import IconButton, Tag


class Flow(QLayout):
    """Lays its widgets out like words, line after line."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if line and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(x, y, hint.width(), hint.height()))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()


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
        self.field.returnPressed.connect(self._add_typed)
        self.field.editingFinished.connect(self._add_typed)
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
            self._add_typed()

    def _add_typed(self) -> None:
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
