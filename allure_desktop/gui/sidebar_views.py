"""The saved views in the sidebar: a click shows one, its menu and keys rename, order and remove it."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from allure_desktop.gui.sidebar_rows import NavRow
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.library.filters import Filters
    from allure_desktop.library.saved_views import SavedView


class ViewRow(NavRow):
    """One view. F2 renames it, Del removes it, Ctrl with an arrow moves it."""

    rename_wanted = Signal()
    remove_wanted = Signal()
    moved = Signal(int)
    menu_wanted = Signal(object)

    def __init__(self, view: SavedView, parent: QWidget | None = None) -> None:
        super().__init__(view.name, icon="star", parent=parent)
        self.view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_F2:
                self.rename_wanted.emit()
            case Qt.Key.Key_Delete:
                self.remove_wanted.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if control:
                self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # these keys are commands of the window as well: while a view has the focus they are about it
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class SidebarViews(QWidget):
    """Reads the views and how many packages each shows, whenever one of the two may have changed."""

    #: the filters to be shown
    view_wanted = Signal(object)
    #: nothing is to be left out any more: the shown view was clicked again
    clear_wanted = Signal()

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._narrow = False
        self._shown: Filters | None = None
        self._focus: int | None = None
        self.rows: list[ViewRow] = []
        self._turn = 0
        self.setProperty("pane", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._head = label(self.tr("SAVED VIEWS"), "group")
        self._head.setContentsMargins(10, 14, 0, 4)
        self._column.addWidget(self._head)
        self.hide()
        context.current_connection_changed.connect(self.read)
        context.core_events.views_changed.connect(self.read)
        context.core_events.library_changed.connect(self._library_changed)

    @property
    def views(self) -> tuple[SavedView, ...]:
        """Those that are shown, in their order."""
        return tuple(row.view for row in self.rows)

    def _library_changed(self, connection_id: str) -> None:
        if connection_id == self._context.current_connection_id:
            self.read()

    def read(self, *_changed: object) -> None:
        """Reads views and counts anew, elsewhere."""
        connection_id = self._context.current_connection_id
        self._turn += 1
        if connection_id is None:
            self._show([])
            return
        library, turn = self._context.services.library, self._turn

        def work() -> list[tuple[SavedView, int]]:
            now_s = time.time()
            return [
                (view, library.catalogue.count(connection_id, view.filters.question(now_s)))
                for view in library.views.all(connection_id)
            ]

        def done(found: list[tuple[SavedView, int]]) -> None:
            if turn == self._turn:
                self._show(found)

        self._context.background.run(work, done, owner=self)

    def _show(self, found: list[tuple[SavedView, int]]) -> None:
        if [view for view, _count in found] != [row.view for row in self.rows]:
            self._build([view for view, _count in found])
        for row, (_view, count) in zip(self.rows, found, strict=True):
            row.set_count(
                figures.number(count),
                spoken=self.tr("saved view, {count} packages").format(count=figures.number(count)),
            )
        self.setVisible(bool(found))
        self._mark()

    def _build(self, views: list[SavedView]) -> None:
        focused = self._focus
        focused = next((row.view.id for row in self.rows if row.hasFocus()), focused)
        for old in self.rows:
            self._column.removeWidget(old)
            old.deleteLater()
        self.rows = []
        for view in views:
            row = ViewRow(view)
            row.narrow = self._narrow
            row.clicked.connect(partial(self._clicked, view))
            row.rename_wanted.connect(partial(self.rename, view))
            row.remove_wanted.connect(partial(self.remove, view))
            row.moved.connect(partial(self._move, view))
            row.menu_wanted.connect(partial(self._open_menu, view))
            self._column.addWidget(row)
            self.rows.append(row)
            if view.id == focused:
                row.show()  # what is not shown yet cannot have the focus
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or words too; the rows are told by the sidebar."""
        self._narrow = narrow
        self._head.setVisible(not narrow)

    def mark(self, filters: Filters) -> None:
        """The view whose filters are those of the list is marked."""
        self._shown = filters
        self._mark()

    def _mark(self) -> None:
        for row in self.rows:
            row.setChecked(row.view.filters == self._shown)

    # --- what is done with them --------------------------------------------------------------------------------------

    def _clicked(self, view: SavedView, _checked: bool = False) -> None:
        if view.filters == self._shown:
            self.clear_wanted.emit()
        else:
            self.view_wanted.emit(view.filters)

    def _open_menu(self, view: SavedView, place: object) -> None:
        menu = self.menu_of(view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)  # type: ignore[arg-type]

    def menu_of(self, view: SavedView) -> QMenu:
        """What can be done with a view."""
        menu = QMenu(self)
        menu.addAction(self.tr("Rename…"), lambda: self.rename(view))
        again = menu.addAction(self.tr("Keep the shown filters in it"), lambda: self._keep_shown(view))
        again.setEnabled(self._shown is not None and self._shown.any and self._shown != view.filters)
        everywhere = menu.addAction(self.tr("Show it in every connection"))
        everywhere.setCheckable(True)
        everywhere.setChecked(not view.connection_id)
        everywhere.triggered.connect(lambda on: self._change_place(view, on))
        menu.addSeparator()
        place = self.views.index(view) if view in self.views else 0
        menu.addAction(self.tr("Move up"), lambda: self._move(view, -1)).setEnabled(place > 0)
        menu.addAction(self.tr("Move down"), lambda: self._move(view, 1)).setEnabled(place < len(self.rows) - 1)
        menu.addSeparator()
        menu.addAction(self.tr("Remove the view"), lambda: self.remove(view))
        return menu

    def rename(self, view: SavedView) -> None:
        from allure_desktop.gui.library.view_sheet import ViewSheet

        connection_id = self._context.current_connection_id
        if connection_id is not None:
            ViewSheet(self._context, connection_id, view.filters, view).open()

    def remove(self, view: SavedView) -> None:
        """Takes it away; the toast brings it back."""
        context, kept = self._context, self._context.services.library.views
        place = self.views.index(view)
        following = self.views[place + 1].id if place + 1 < len(self.views) else None

        def restore() -> None:
            context.background.run(lambda: kept.restore(view, following), owner=context)

        def removed(_nothing: object) -> None:
            context.show_toast(self.tr("The view “{name}” is removed.").format(name=view.name), restore)

        context.background.run(lambda: kept.remove(view.id), removed, owner=self)

    def _keep_shown(self, view: SavedView) -> None:
        context, kept, filters = self._context, self._context.services.library.views, self._shown

        def restore() -> None:
            context.background.run(lambda: kept.change(view.id, filters=view.filters), owner=context)

        def changed(_nothing: object) -> None:
            context.show_toast(self.tr("The view “{name}” has the filters shown.").format(name=view.name), restore)

        context.background.run(lambda: kept.change(view.id, filters=filters), changed, owner=self)

    def _change_place(self, view: SavedView, everywhere: bool) -> None:
        kept, connection_id = self._context.services.library.views, self._context.current_connection_id
        place = "" if everywhere else connection_id or ""
        self._context.background.run(lambda: kept.change(view.id, connection_id=place), owner=self)

    def _move(self, view: SavedView, by: int) -> None:
        kept, connection_id = self._context.services.library.views, self._context.current_connection_id or ""
        self._focus = view.id
        self._context.background.run(lambda: kept.move(view.id, by, connection_id), owner=self)
