"""Chooses any package of a connection by a few letters of its title, file or id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.plain_text import hint, one_line

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

_SHOWN = 60


class PackageChooser(QFrame):
    """A popup; `chosen(package)` is called when one was picked, Esc closes it."""

    def __init__(
        self, parent: QWidget, packages: Sequence[PackageRecord], chosen: Callable[[PackageRecord], object]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("pane", "sheet")
        self._chosen = chosen
        self._packages = packages
        self._words = [f"{one.title}\n{one.original_filename}\n{one.package_id}".casefold() for one in packages]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Search a package"))
        self.field.setPlaceholderText(self.tr("Title, file or id"))
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Packages"))
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(lambda _item: self.take())
        self.list.itemClicked.connect(lambda _item: self.take())
        column.addWidget(self.list)
        self._search("")

    def open_below(self, place: QRect) -> None:
        """Shows it below a cell, within the screen."""
        scale = theme.active().base_px / 13
        wide, tall = max(place.width(), round(360 * scale)), round(280 * scale)
        screen = self.screen().availableGeometry()
        y = place.bottom() + 2
        if y + tall > screen.bottom():
            y = place.top() - tall - 2
        x = max(screen.left(), min(place.left(), screen.right() - wide))
        self.setGeometry(QRect(QPoint(x, y), QPoint(x + wide - 1, y + tall - 1)))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, text: str) -> None:
        wanted = text.casefold().split()
        self.list.clear()
        for number, words in enumerate(self._words):
            if all(word in words for word in wanted):
                package = self._packages[number]
                file = f"  ·  {package.original_filename}" if package.original_filename else ""
                item = QListWidgetItem(one_line(f"{package.title or package.package_id}{file}"))
                item.setToolTip(hint(package.package_id))
                item.setData(Qt.ItemDataRole.UserRole, number)
                self.list.addItem(item)
                if self.list.count() >= _SHOWN:
                    break
        self.list.setCurrentRow(0)

    def take(self) -> None:
        """The current one."""
        item = self.list.currentItem()
        if item is not None:
            package = self._packages[item.data(Qt.ItemDataRole.UserRole)]
            self.close()
            self._chosen(package)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
