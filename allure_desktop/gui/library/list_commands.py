"""What the keyboard and the menu do to the chosen package beside its details: open, copy as text, tag, look elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from allure_desktop.gui.library import package_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.main_window import MainWindow

#: More tags than this are chosen by name: Tags… stands below them.
_MOST_TAGS = 14


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def row_text(records: Iterable[PackageRecord]) -> str:
    """Rows as a spreadsheet takes them: title, file, id, standard, version, size, tags, change; a line for each."""
    lines = []
    for one in records:
        cells = (
            one.title,
            one.original_filename,
            one.package_id,
            package_words.standard(one),
            package_words.version(one),
            package_words.size(one),
            ", ".join(one.tags),
            one.updated_at,
        )
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)


class ListCommands:
    """Registered once the list is there: some of the keys are the list's alone."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._context = window, window.context
        actions, view = window.context.actions, window.library.pane.view
        actions.register(
            "package.details",
            _tr("Show the details"),
            window.library.open_details,
            icon="panel-right",
            shortcut=("Return", "Enter"),
            owner=view,
            reason=window.why_no_package,
        )
        actions.bind("package.preview", view, "Space")
        actions.register(
            "package.copy-row",
            _tr("Copy the row as text"),
            self.copy_rows,
            icon="copy",
            shortcut="Ctrl+C",
            owner=view,
            reason=self._why_no_rows,
        )
        actions.register(
            "package.browser",
            _tr("Open in the browser"),
            self.open_in_browser,
            icon="globe",
            reason=self._why_no_browser,
        )
        actions.register(
            "package.uploads", _tr("Show its uploads"), self.show_uploads, icon="upload", reason=self._why_no_uploads
        )

    # --- copying -----------------------------------------------------------------------------------------------------

    def _why_no_rows(self) -> str:
        return "" if self._window.library.several_keys() else self._window.why_no_package()

    def copy_rows(self) -> None:
        keys, package = self._window.library.several_keys(), self._window.package()
        if not keys:
            if package is not None:
                self._copied([package])
            return
        library = self._context.services.library

        def work() -> list[PackageRecord]:
            records = library.catalogue.records(keys)
            return [records[key] for key in keys if key in records]

        self._context.background.run(work, self._copied, owner=self._window)

    def _copied(self, records: list[PackageRecord]) -> None:
        QGuiApplication.clipboard().setText(row_text(records))
        words = _tr("Copied {packages} as text").format(packages=package_words.count(len(records)))
        self._context.show_toast(words)

    # --- elsewhere ---------------------------------------------------------------------------------------------------

    def _address(self) -> str:
        package = self._window.package()
        url = QUrl(package.launch_url) if package is not None else QUrl()
        return url.toString() if url.scheme() in ("http", "https") and url.host() else ""

    def _why_no_browser(self) -> str:
        if reason := self._window.why_no_package():
            return reason
        return "" if self._address() else _tr("The server tells no launch address of this package.")

    def open_in_browser(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address()))

    def _upload_id(self) -> int | None:
        from allure_desktop.gui.uploads.row_source import rows_of

        package, connection_id = self._window.package(), self._context.current_connection_id
        if package is None:
            return None
        mine = [
            row.id
            for row in rows_of(self._context).rows
            if row.package_id == package.package_id and row.connection_id == connection_id
        ]
        return max(mine, default=None)

    def _why_no_uploads(self) -> str:
        if reason := self._window.why_no_package():
            return reason
        return "" if self._upload_id() is not None else _tr("No upload from this computer is about this package.")

    def show_uploads(self) -> None:
        if (upload_id := self._upload_id()) is not None:
            self._context.show_uploads(upload_id)

    # --- tags --------------------------------------------------------------------------------------------------------

    def tags_menu(self, parent: QWidget) -> QMenu:
        """The tags of the list with check marks; one click gives or takes one, and can be undone."""
        menu = QMenu(_tr("Tags"), parent)
        actions, package = self._context.actions, self._window.package()
        reason = actions.reason("package.tags")
        if package is not None:
            known = [tag for tag, _count in self._window.packages.overview.tags[:_MOST_TAGS]]
            for tag in dict.fromkeys([*package.tags[:_MOST_TAGS], *known]):
                act = menu.addAction(tag.replace("&", "&&"))
                act.setCheckable(True)
                act.setChecked(tag in package.tags)
                act.setEnabled(not reason)
                act.triggered.connect(lambda wanted, tag=tag: self.set_tag(package, tag, wanted))
            menu.addSeparator()
        menu.addAction(actions.action("package.tags"))
        return menu

    def set_tag(self, package: PackageRecord, tag: str, wanted: bool) -> None:
        """Gives a package a tag, or takes it; the toast offers to undo it."""
        from allure_desktop.gui.library.edit_undo import told_with_undo

        connection_id, context = self._context.current_connection_id, self._context
        if connection_id is None:
            return
        library = context.services.library
        kept = [one for one in package.tags if one != tag]
        changes: dict[str, Any] = {"tags": [*package.tags, tag] if wanted else kept}
        context.background.run(
            lambda: library.edit(connection_id, package.package_id, changes, package),
            lambda after: told_with_undo(context, connection_id, package, changes, after),
            lambda error: context.show_toast(str(error)),
            self._window,
        )
