"""Several packages chosen in the list, by their keys: they stay chosen when the list is read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from allure_desktop.gui.library.table_view import PackageView


class Selection(QObject):
    """`changed` carries the keys in the list's order; one key, or none, is no selection of several."""

    changed = Signal(tuple)

    def __init__(self, view: PackageView) -> None:
        super().__init__(view)
        self._view = view
        self.keys: tuple[int, ...] = ()
        self._restoring = False
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # many rows change at once when one draws over them: they are read when that is over
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._read)
        view.selectionModel().selectionChanged.connect(self._touched)
        view.table.modelAboutToBeReset.connect(self._remember)
        view.table.modelReset.connect(self._restore)

    @property
    def several(self) -> bool:
        return len(self.keys) > 1

    def clear(self) -> None:
        """Back to the one package that is current."""
        self._view.select_one(max(0, self._view.currentIndex().row()))

    def _touched(self) -> None:
        if not self._restoring:
            self._later.start()

    def _read(self) -> None:
        keys: list[int] = []
        all_keys = self._view.table.rows.keys
        parts = self._view.selectionModel().selection()
        for top, bottom in sorted((parts.at(i).top(), parts.at(i).bottom()) for i in range(parts.count())):
            keys += all_keys[top : bottom + 1]
        found = tuple(dict.fromkeys(keys))
        if found != self.keys:
            self.keys = found
            self.changed.emit(found)

    def _remember(self) -> None:
        if self._later.isActive():
            self._read()
        self._restoring = True

    def _restore(self) -> None:
        self._restoring = False
        if not self.several:
            self._later.start()
            return
        model, wanted = self._view.table, set(self.keys)
        rows = [row for row, key in enumerate(model.rows.keys) if key in wanted]
        chosen = QItemSelection()
        first = last = -1
        for row in [*rows, -2]:
            if row == last + 1 and first >= 0:
                last = row
                continue
            if first >= 0:
                chosen.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
            first = last = row
        self._view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._later.start()
