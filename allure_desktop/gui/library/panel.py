"""The panel of the chosen package: who it is, what can be done with it, its versions and its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.widgets import ElidedLabel, IconButton, Tile, from_action, label, line
from allure_desktop.gui.widgets.flow import Flow
from allure_desktop.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.details_form import DetailsForm
    from allure_desktop.gui.library.several_panel import SeveralPanel
    from allure_desktop.gui.library.versions_view import VersionsView

VERSIONS, DETAILS = 0, 1


class PackagePanel(QFrame):
    """Filled by `complete`. `menu_asked` wants the package's menu below its button."""

    menu_asked = Signal(QWidget)

    versions: VersionsView
    details: DetailsForm
    several: SeveralPanel

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.package: PackageRecord | None = None
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Package"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._stack.addWidget(self._made_empty())

    def complete(self) -> Iterator[bool]:
        """What shows a package, one part a step."""
        page = self._made_full()
        yield True
        from allure_desktop.gui.library.versions_view import VersionsView

        self.versions = VersionsView(self._context)
        self.parts.addWidget(self.versions)
        yield True
        from allure_desktop.gui.library.details_form import DetailsForm

        yield True
        self.details = DetailsForm(self._context)
        self.parts.addWidget(self.details)
        self._stack.addWidget(page)

    def _made_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        words_ = label(self.tr("Select a package to see its versions and details."), "muted", wrap=True)
        words_.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words_)
        column.addStretch(2)
        return page

    def _made_full(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._made_head())
        column.addLayout(self._made_buttons())
        self.tabs = Tabs(self.tr("Parts of the package"))
        for name in (self.tr("Versions"), self.tr("Details")):
            self.tabs.addTab(name)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(line())
        self.parts = QStackedWidget()
        self.tabs.currentChanged.connect(self.parts.setCurrentIndex)
        column.addWidget(self.parts, 1)
        return page

    def _made_head(self) -> QGridLayout:
        head = QGridLayout()
        head.setContentsMargins(16, 14, 12, 6)
        head.setHorizontalSpacing(12)
        head.setVerticalSpacing(2)
        head.setColumnStretch(1, 1)
        self.tile = Tile(size=44)
        head.addWidget(self.tile, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        self.title = ElidedLabel(role="panel-title")
        self.subtitle = ElidedLabel(role="small")
        self.more = IconButton("ellipsis", self.tr("More for this package"))
        self.more.clicked.connect(lambda: self.menu_asked.emit(self.more))
        head.addWidget(self.title, 0, 1)
        head.addWidget(self.more, 0, 2)
        head.addWidget(self.subtitle, 1, 1, 1, 2)
        ids = QHBoxLayout()
        ids.setSpacing(2)
        self.id_label = ElidedLabel(role="small", mode=Qt.TextElideMode.ElideMiddle)
        self.id_label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        actions = self._context.actions
        self.copy_id = IconButton("copy", self.tr("Copy the id"), size=14, dense=True)
        self.copy_id.clicked.connect(lambda: actions.trigger("package.copy-id"))
        self.address_label = ElidedLabel.snug(self.tr("Launch address"), "small")
        self.copy_address = IconButton("copy", self.tr("Copy the launch address"), size=14, dense=True)
        self.copy_address.clicked.connect(lambda: actions.trigger("package.copy-address"))
        ids.addWidget(self.id_label)
        ids.addWidget(self.copy_id)
        ids.addSpacing(6)
        ids.addWidget(self.address_label)
        ids.addWidget(self.copy_address)
        ids.addStretch(1)
        head.addLayout(ids, 2, 1, 1, 2)
        return head

    def _made_buttons(self) -> Flow:
        row = Flow(spacing=8)
        row.setContentsMargins(16, 4, 16, 4)
        actions = self._context.actions
        self.preview = from_action(actions.action("package.preview"), icon="play", kind="primary")
        self.launch = from_action(actions.action("package.launch"), icon="external-link")
        self.new_version = from_action(actions.action("package.new-version"))
        for button in (self.preview, self.launch, self.new_version):
            # three side by side in a panel of the usual width
            button.setProperty("tight", "true")
            row.addWidget(button)
        return row

    @property
    def shows_several(self) -> bool:
        return self._stack.currentWidget() is getattr(self, "several", None)

    def show_several(self, number: int, packages: Sequence[PackageRecord] | None = None) -> None:
        """Several chosen packages; `packages` once they were read."""
        if not hasattr(self, "several"):
            from allure_desktop.gui.library.several_panel import SeveralPanel

            self.several = SeveralPanel(self._context)
            self._stack.addWidget(self.several)
        self.details.show_package(None)
        self.package = None
        self._stack.setCurrentWidget(self.several)
        if packages is None:
            self.several.show_number(number)
        else:
            self.several.show_packages(packages, number)

    def show_package(self, package: PackageRecord | None) -> None:
        """Shows a package, or the words for none."""
        self.package = package
        self._stack.setCurrentIndex(0 if package is None else 1)
        self.versions.show_package(package)
        self.details.show_package(package)
        if package is None:
            return
        self.tile.show_title(package.title)
        self.title.set_text(package.title)
        self.subtitle.set_text(words.subtitle(package))
        self.id_label.set_text(package.package_id)
        for widget in (self.address_label, self.copy_address):
            widget.setVisible(bool(package.launch_url))

    def show_part(self, part: int) -> None:
        """Versions or details."""
        self.tabs.setCurrentIndex(part)
