"""Paints frames of 100,000 rows, one scroll step each: our list, and a plain QTableView over the same model."""

from __future__ import annotations

import json
import statistics
import time
from array import array

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTableView

from allure_desktop.gui.application import application
from allure_desktop.gui.library.rows import PAGE, Rows
from allure_desktop.gui.library.table_model import PackageTable
from allure_desktop.gui.library.table_view import PackageView
from allure_desktop.gui.theme import Theme
from benchmarks.library import MANY, records

_FRAMES, _STEP = 120, 40


def frame_s(view: QTableView, table: PackageTable) -> float:
    """Median seconds of a frame; the records that come into sight are put there before, as the window's worker does."""
    picture = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    known = list(records(3 * PAGE))
    bar, taken = view.verticalScrollBar(), []
    for frame in range(_FRAMES):
        bar.setValue(frame * _STEP)
        first = view.rowAt(0)
        table.rows.take({key: known[key % len(known)] for key in range(first, first + PAGE)})
        began = time.perf_counter()
        view.viewport().render(picture, QPoint(0, 0))
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    app = application()
    Theme(app)
    table = PackageTable()
    ours, plain = PackageView(table), QTableView()
    plain.setModel(table)
    for view in (ours, plain):
        view.resize(900, 700)
        view.show()
    table.show(Rows(array("q", range(MANY))))
    row_height = ours.verticalHeader().defaultSectionSize()
    plain.verticalHeader().setDefaultSectionSize(row_height)
    plain.verticalHeader().hide()
    plain.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    for column in range(6):
        plain.setColumnWidth(column, ours.columnWidth(column))
        plain.setColumnHidden(column, ours.isColumnHidden(column))
    QApplication.processEvents()
    print(json.dumps({"ours_s": frame_s(ours, table), "peer_s": frame_s(plain, table)}))


if __name__ == "__main__":
    main()
