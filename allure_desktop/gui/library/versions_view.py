"""The version history as a timeline, newest first; notes are edited here, two versions are compared from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.comparison.choice import Choice, VersionChoice
from allure_desktop.gui.library.version_acts import MENU, VersionActs
from allure_desktop.gui.library.version_lines import VersionDelegate, VersionLine, VersionModel
from allure_desktop.gui.library.version_reading import Timeline, read_timeline
from allure_desktop.gui.widgets import Band, ElidedLabel, PushButton, label

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord, VersionRecord
    from allure_desktop.gui.context import GuiContext


class VersionsView(QWidget):
    """Shows the history of `show_package`'s package: what is kept at once, then the server's answer."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.package: PackageRecord | None = None
        #: whether the server lets a single version be downloaded, as far as it was asked
        self.may_download = False
        #: SHA-256s of versions that colleagues told
        self.told: dict[int, str] = {}
        self._asked: tuple[str, int | None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self.band = Band()
        column.addWidget(self.band)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setContentsMargins(16, 8, 16, 8)
        self.nothing.hide()
        column.addWidget(self.nothing)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.activated.connect(lambda index: self.edit_note(index.row()))
        self.model = VersionModel(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(VersionDelegate(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().selectionChanged.connect(lambda _now, _before: self._tell_chosen())
        self.acts = VersionActs(self)
        column.addWidget(self.list, 1)
        column.addWidget(self._made_foot())
        context.core_events.package_changed.connect(self._package_changed)
        theme.active().changed.connect(self.list.scheduleDelayedItemsLayout)

    def show_package(self, package: PackageRecord | None) -> None:
        """Another package; the same one again only asks the server when its revision has moved."""
        before, self.package = self.package, package
        if package is None:
            self.model.show([])
            self._asked = None
            return
        if before is None or before.package_id != package.package_id:
            self.model.show([])
            self.may_download = False
            self.band.hide()
        asked = (package.package_id, package.current_revision)
        self._read(then_ask=asked != self._asked)
        self._asked = asked

    # --- two versions ------------------------------------------------------------------------------------------------

    def _made_foot(self) -> QWidget:
        """Shown while two versions are chosen."""
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(16, 0, 16, 10)
        self.chosen_words = ElidedLabel(role="small")
        row.addWidget(self.chosen_words, 1)
        self.compare = PushButton(self.tr("Compare"), icon="git-compare")
        self.compare.clicked.connect(lambda: self.acts.compare(self.chosen_pair()))
        row.addWidget(self.compare)
        self.foot.hide()
        return self.foot

    def chosen_pair(self) -> tuple[Choice, Choice] | None:
        """The older and the newer of exactly two chosen versions."""
        rows = sorted({index.row() for index in self.list.selectionModel().selectedIndexes()})
        if len(rows) != 2 or rows[-1] >= len(self.model.lines):
            return None
        newer, older = (self.model.lines[row].record.revision for row in rows)
        return VersionChoice(older), VersionChoice(newer)

    def usual_pair(self) -> tuple[Choice | None, Choice | None]:
        """The chosen version and the one before it; the only one there is, and nothing yet."""
        lines = self.model.lines
        at = max(0, self.list.currentIndex().row())
        if not lines:
            return None, None
        newer = VersionChoice(lines[min(at, len(lines) - 1)].record.revision)
        return (VersionChoice(lines[at + 1].record.revision), newer) if at + 1 < len(lines) else (newer, None)

    def _tell_chosen(self) -> None:
        pair = self.chosen_pair()
        self.foot.setVisible(pair is not None)
        if pair is not None:
            self.chosen_words.set_text(self.tr("2 versions selected"))

    # --- reading -----------------------------------------------------------------------------------------------------

    def _package_changed(self, connection_id: str, package_id: str) -> None:
        if self.package and package_id == self.package.package_id:
            self._read(then_ask=False)

    def _read(self, *, then_ask: bool, look_afar: bool = False) -> None:
        package, connection_id = self.package, self.context.current_connection_id
        if package is None or connection_id is None:
            return
        services = self.context.services

        def done(timeline: Timeline) -> None:
            lines = timeline.lines
            if self.package is None or self.package.package_id != package.package_id:
                return
            self.told = timeline.told
            self.model.show(lines)
            if lines and not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.context.actions.refresh(("package.preview",))
            if then_ask:
                self._ask(connection_id, package)
            if timeline.afar:
                # other drives and the team's folder may take seconds: what is known here is shown first
                self._read(then_ask=False, look_afar=True)

        self.context.background.run(
            lambda: read_timeline(services, connection_id, package.package_id, look_afar=look_afar), done, owner=self
        )

    def _ask(self, connection_id: str, package: PackageRecord) -> None:
        services = self.context.services

        def work() -> tuple[list[VersionRecord], bool]:
            records = services.library.versions(connection_id, package.package_id)
            return records, services.library.may_download(connection_id)

        def done(answer: tuple[list[VersionRecord], bool]) -> None:
            records, may_download = answer
            if self.package is None or self.package.package_id != package.package_id:
                return
            self.may_download = may_download
            self.band.hide()
            self.nothing.setText(self.tr("The server tells no versions of this package."))
            self.nothing.setVisible(not records)
            self._read(then_ask=False)

        def failed(error: Exception) -> None:
            if self.package is None or self.package.package_id != package.package_id:
                return
            self._asked = None
            again = (self.tr("Try again"), lambda: self._ask(connection_id, package))
            self.band.tell_error(error, (again,))

        self.context.background.run(work, done, failed, self)

    def _menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not index.isValid():  # by a key: it is meant for the current one
            index = self.list.currentIndex()
            place = self.list.visualRect(index).center()
        if not index.isValid():
            return
        if not self.list.selectionModel().isSelected(index):
            self.list.setCurrentIndex(index)
        menu = self.menu_of(index.row())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place))

    def menu_of(self, row: int) -> QMenu:
        """What can be done with a version; what cannot says why."""
        if row != self.list.currentIndex().row():
            # the selection of two stays
            self.list.selectionModel().setCurrentIndex(
                self.model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        return self.context.actions.menu(MENU, self)

    def edit_note(self, row: int) -> None:
        """Asks for the note of a version."""
        if 0 <= row < len(self.model.lines):
            self.list.setCurrentIndex(self.model.index(row))
            self.acts.edit_note()

    def preview_current(self) -> bool:
        """Plays the current version of the package, if it is here or can be brought here; says whether it is so."""
        line = self.current_line()
        if line is not None and (line.where or self.may_download):
            self.acts.preview_line(line)
            return True
        return False

    def current_line(self) -> VersionLine | None:
        """The version that learners get, as far as it is known."""
        return next((line for line in self.model.lines if line.record.current), None)
