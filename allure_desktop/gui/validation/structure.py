"""The items of a course as its manifest has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from allure_desktop.gui import icons
from allure_desktop.plain_text import hint, one_line


class StructureView(QTreeView):
    """A tree of titles; the tooltip names the launch file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setViewportMargins(8, 8, 8, 8)
        self.setAccessibleName(self.tr("Structure"))

    def show_structure(self, structure: Sequence[Mapping[str, Any]]) -> None:
        """Items in order, each with `title`, `depth`, `launch` and `is_sco`."""
        self._model.clear()
        parents: list[QStandardItem] = [self._model.invisibleRootItem()]
        for entry in structure:
            title = one_line(entry.get("title") or entry.get("identifier") or self.tr("Without a title"))
            made = QStandardItem(title)
            launch = one_line(entry.get("launch") or "")
            made.setIcon(icons.icon("circle" if launch else "folder-open", "text3", 14))
            made.setToolTip(hint(f"{title}\n{launch}" if launch else title))
            made.setData(
                self.tr("{title}, opens {file}").format(title=title, file=launch) if launch else title,
                Qt.ItemDataRole.AccessibleTextRole,
            )
            depth = min(int(entry.get("depth", 0)), len(parents) - 1)
            del parents[depth + 1 :]
            parents[-1].appendRow(made)
            parents.append(made)
        self.expandAll()
