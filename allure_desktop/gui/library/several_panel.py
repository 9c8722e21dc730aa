"""The panel of several chosen packages: how many, what they have in common, and what can be done with all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, Tag, Tile, from_action, label
from allure_desktop.gui.widgets.flow import Flow

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext

MOST_TITLES = 12
MOST_TAGS = 30


class SeveralPanel(QFrame):
    """`show_packages` with what is known of them; their number may be larger than what was read."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        inner = QWidget()
        inner.setProperty("pane", "clear")
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(16, 16, 16, 16)
        self._parts.setSpacing(8)
        area.setWidget(inner)
        column.addWidget(area)
        self.title = ElidedLabel("", "panel-title")
        self.subtitle = ElidedLabel("", "small")
        self._parts.addWidget(self.title)
        self._parts.addWidget(self.subtitle)
        self._parts.addSpacing(4)
        self._parts.addLayout(self._made_buttons())
        self._parts.addSpacing(4)
        self.shared = self._made_tags(self.tr("Tags of all of them"))
        self.partly = self._made_tags(self.tr("Tags of some"))
        self._parts.addWidget(label(self.tr("Packages"), "small-strong"))
        self._titles = QVBoxLayout()
        self._titles.setSpacing(6)
        self._parts.addLayout(self._titles)
        self._parts.addStretch(1)

    def _made_buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        actions = self._context.actions
        self.edit = from_action(actions.action("package.edit"), icon="pencil", kind="primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit)
        row.addStretch(1)
        column.addLayout(row)
        second = QHBoxLayout()
        second.setSpacing(8)
        self.tags = from_action(actions.action("package.tags"), icon="tag")
        self.delete = from_action(actions.action("package.delete"), icon="trash-2", kind="danger")
        action = actions.action("package.delete")
        self.delete.setVisible(action.isVisible())
        action.visibleChanged.connect(lambda: self.delete.setVisible(action.isVisible()))
        second.addWidget(self.tags)
        second.addWidget(self.delete)
        second.addStretch(1)
        column.addLayout(second)
        return column

    def _made_tags(self, name: str) -> tuple[QWidget, Flow]:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(label(name, "small-strong"))
        holder = QWidget()
        flow = Flow(holder)
        column.addWidget(holder)
        self._parts.addWidget(box)
        return box, flow

    def show_number(self, number: int) -> None:
        """At once, before the packages were read."""
        text = words.count(number)
        self.title.set_text(text)
        self.edit.set_text(self.tr("Edit details of {packages}…").format(packages=figures.number(number)))
        self.delete.set_text(self.tr("Delete {packages}…").format(packages=figures.number(number)))
        self.subtitle.set_text("")

    def show_packages(self, packages: Sequence[PackageRecord], number: int) -> None:
        """Sizes, tags and titles of what was read."""
        self.show_number(number)
        sizes = [package.file_size_bytes for package in packages if package.file_size_bytes is not None]
        self.subtitle.set_text(
            self.tr("{size} in their current versions").format(size=figures.size(sum(sizes))) if sizes else ""
        )
        counted = Counter(tag for package in packages for tag in dict.fromkeys(package.tags))
        self._fill(self.shared, [tag for tag, times in counted.most_common() if times == len(packages)])
        self._fill(self.partly, [tag for tag, times in counted.most_common() if times < len(packages)])
        while (item := self._titles.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for package in packages[:MOST_TITLES]:
            self._titles.addWidget(_title(package))
        if number > MOST_TITLES:
            more = self.tr("and {count} more").format(count=figures.number(number - min(number, MOST_TITLES)))
            self._titles.addWidget(label(more, "small-muted"))

    def _fill(self, part: tuple[QWidget, Flow], tags: list[str]) -> None:
        box, flow = part
        while (item := flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for tag in tags[:MOST_TAGS]:
            flow.addWidget(Tag(tag))
        box.setVisible(bool(tags))


def _title(package: PackageRecord) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    tile = Tile(size=24)
    tile.show_title(package.title)
    row.addWidget(tile)
    row.addWidget(ElidedLabel(package.title or package.package_id), 1)
    row.addWidget(label(words.version(package), "small"))
    return box
