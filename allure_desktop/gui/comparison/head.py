"""The head of the comparison: where one is, what is compared, its parts and how much changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from allure_desktop.comparison.zip_comparison import Comparison
from allure_desktop.gui import icons, theme
from allure_desktop.gui.comparison.chooser import SideChooser
from allure_desktop.gui.comparison.counts import CountPart, change_counts, paint_counts
from allure_desktop.gui.comparison.summary import counts_of
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, IconButton, PushButton, label, line
from allure_desktop.gui.widgets.tabs import Tabs
from allure_desktop.plain_text import hint

if TYPE_CHECKING:
    from allure_desktop.gui.comparison.choice import Reading

FACTS, STRUCTURE, FILES, MANIFEST = range(4)


class CountsLabel(QWidget):
    """`2 added · 14 changed · 1 removed`, each in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[CountPart] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.active().changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        return "".join(part.text for part in self._parts)

    def tell(self, parts: list[CountPart]) -> None:
        self._parts = parts
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.active().font(0.92, 500))
        return QSize(sum(metrics.horizontalAdvance(part.text) for part in self._parts) + 2, metrics.height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.active().font(0.92, 500))
        paint_counts(painter, self.rect(), self._parts)


class CompareHead(QWidget):
    """Holds the controls; the page connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._made_crumbs())
        column.addLayout(self._made_sides())
        column.addLayout(self._made_tabs())
        column.addWidget(line())
        self.tell_upload("")

    def _made_crumbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 10, 16, 8)
        row.setSpacing(4)
        self.back = IconButton("arrow-left", self.tr("Back"))
        self.back.setToolTip(self.tr("Back (Alt+Left)"))
        self.library = PushButton(self.tr("Library"), kind="crumb")
        self.package = PushButton("", kind="crumb")
        self.place = label(self.tr("Compare"), "panel-title")
        self.files = ElidedLabel("", "muted")
        self._chevrons = []
        for number, widget in enumerate((self.back, self.library, self.package, self.place)):
            if number > 1:
                chevron = label()
                icons.put(chevron, "chevron-right", "text3", 14)
                self._chevrons.append(chevron)
                row.addWidget(chevron)
            row.addWidget(widget)
        row.addWidget(self.files, 1)
        row.addSpacing(12)
        self.copy = PushButton(self.tr("Copy summary"), icon="copy")
        self.upload = PushButton("", icon="upload", kind="primary")
        row.addWidget(self.copy)
        row.addSpacing(4)
        row.addWidget(self.upload)
        return row

    def _made_sides(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 2, 16, 8)
        row.setSpacing(10)
        self.left = SideChooser(self.tr("Before"))
        self.right = SideChooser(self.tr("Now"))
        self.swap = IconButton("arrow-left-right", self.tr("Swap the sides"))
        row.addWidget(self.left, 1)
        row.addWidget(self.swap)
        row.addWidget(self.right, 1)
        return row

    def _made_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        self.tabs = Tabs(self.tr("Parts of the comparison"))
        for name in (self.tr("Facts"), self.tr("Structure"), self.tr("Files"), self.tr("Manifest")):
            self.tabs.addTab(name)
        self.tabs.setCurrentIndex(FILES)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.counts = CountsLabel()
        row.addWidget(self.counts)
        self.only_changes = QCheckBox(self.tr("Only changes"))
        self.only_changes.setAccessibleName(self.only_changes.text())
        self.only_changes.setChecked(True)
        row.addWidget(self.only_changes)
        self.tabs.currentChanged.connect(lambda part: self.only_changes.setEnabled(part != MANIFEST))
        return row

    def tell_sides(self, reading: Reading) -> None:
        """What is compared, and the way back to it."""
        title = reading.subject.title
        self.package.setVisible(bool(title))
        self._chevrons[0].setVisible(bool(title))
        metrics = QFontMetrics(theme.active().font(1, 500))
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, theme.active().scaled(300))
        self.package.set_text(shown.replace("&", "&&"))
        self.package.setAccessibleName(title)
        self.package.setToolTip(hint(title) if shown != title else "")
        self.left.show_offer(reading.left, reading.offers)
        self.right.show_offer(reading.right, reading.offers)

    def tell_upload(self, words: str) -> None:
        """The words of the act; '' where there is none."""
        self.upload.setVisible(bool(words))
        if words:
            self.upload.set_text(words)

    def tell_counts(self, comparison: Comparison | None) -> None:
        """None: nothing is compared."""
        self.copy.setEnabled(comparison is not None)
        self.counts.tell([] if comparison is None else change_counts(counts_of(comparison)))

    def tell_parts(self, facts: int, structure: int, files: int, *, known: bool) -> None:
        """How much changed in each part, behind its name."""
        names = (self.tr("Facts"), self.tr("Structure"), self.tr("Files"))
        for place, (name, count) in enumerate(zip(names, (facts, structure, files), strict=True)):
            self.tabs.setTabText(place, f"{name}  {figures.number(count)}" if count else name)
        self.tabs.setEnabled(known)
        self.only_changes.setEnabled(known and self.tabs.currentIndex() != MANIFEST)
