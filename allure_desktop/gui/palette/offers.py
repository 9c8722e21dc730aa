"""Gathers what the palette offers from the window, and does what was chosen there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.palette.entries import ACTION, CONNECTION, PACKAGE, SETTING, TAG, VIEW, Entry

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.main_window import MainWindow
    from allure_desktop.uploads.rows import UploadRow

#: Not offered in the palette: itself, and the menu that holds the same.
_LEFT_OUT = frozenset({"palette", "menu"})
_MOST_TAGS = 2000
_MOST_ROWS = 100


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


class Offers:
    """Entries of one window by key; everything here is known already, nothing is read."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def entries(self) -> list[Entry]:
        """Everything but packages, whose number has no limit."""
        return [
            *self._actions(),
            *self._row_acts(),
            *self._views(),
            *self._connections(),
            *self._settings(),
            *self._tags(),
        ]

    def _actions(self) -> list[Entry]:
        actions = self._window.context.actions
        made = []
        for command in actions.commands():
            if command.id in _LEFT_OUT:
                continue
            icon = str(command.action.property("icon_name") or "")
            made.append(
                Entry(
                    f"action {command.id}", ACTION, command.plain_text, icon, command.keys, actions.reason(command.id)
                )
            )
        return made

    def _rows(self) -> list[UploadRow]:
        from allure_desktop.gui.uploads.row_source import rows_of

        return [row for row in rows_of(self._window.context).rows if not row.is_over][:_MOST_ROWS]

    def _row_acts(self) -> list[Entry]:
        from allure_desktop.gui.uploads.acts import Act
        from allure_desktop.gui.uploads.row_words import row_words, title_of

        keys = {Act.PAUSE: "P", Act.RESUME: "P", Act.PREVIEW: _tr("Space"), Act.REMOVE: _tr("Del")}
        now = time.time()
        made = []
        for row in self._rows():
            title = title_of(row)
            for one in row_words(row, None, now).acts:
                text = _tr("{act}: “{title}”").format(act=one.text, title=title)
                made.append(Entry(f"row {row.id} {one.act.value}", ACTION, text, one.icon, keys.get(one.act, "")))
        return made

    def _connections(self) -> list[Entry]:
        context = self._window.context
        return [
            Entry(
                f"connection {one.id}",
                CONNECTION,
                one.name,
                "flask-conical" if one.is_sandbox else "plug",
                _tr("Connection"),
                _tr("It is shown already.") if one.id == context.current_connection_id else "",
                also=one.base_url,
            )
            for one in context.connections
        ]

    def _settings(self) -> list[Entry]:
        from allure_desktop.gui.settings.places import places

        return [
            Entry(f"setting {one.id}", SETTING, one.text, "sliders-horizontal", _tr("Setting"), also=one.part_text)
            for one in places()
        ]

    def _views(self) -> list[Entry]:
        """Found by their names, and by what they leave out: `tag:safety`."""
        return [
            Entry(f"view {one.id}", VIEW, one.name, "star", _tr("Saved view"), also=one.filters.typed)
            for one in self._window.sidebar.views.views
        ]

    def _tags(self) -> list[Entry]:
        return [
            Entry(f"tag {tag}", TAG, tag, "tag", _tr("Tag · {count}").format(count=count))
            for tag, count in self._window.packages.overview.tags[:_MOST_TAGS]
        ]

    def package(self, connection_id: str, record: PackageRecord, score: float, places: tuple[int, ...]) -> Entry:
        """The line of a package."""
        return self._package(connection_id, record.package_id, record.title, score, places)

    def _package(
        self, connection_id: str, package_id: str, title: str, score: float = 0.0, places: tuple[int, ...] = ()
    ) -> Entry:
        key = f"package {connection_id} {package_id}"
        text = title or package_id
        return Entry(key, PACKAGE, text, "box", _tr("Package"), places=places, score=score)

    def remembered(self, key: str, text: str) -> Entry | None:
        """The line of a package that was used lately; None for what is not of the shown connection."""
        kind, connection_id, package_id = ([*key.split(" ", 2), "", ""])[:3]
        if kind != PACKAGE or not package_id or connection_id != self._window.context.current_connection_id:
            return None
        return self._package(connection_id, package_id, text)

    def do(self, entry: Entry) -> None:
        """Does it, or goes there."""
        window = self._window
        _kind, _space, rest = entry.key.partition(" ")
        if entry.kind == PACKAGE:
            connection_id, _space, package_id = rest.partition(" ")
            window.acts.show_package(connection_id, package_id)
        elif entry.kind == CONNECTION:
            window.connection_reader.want(rest)
        elif entry.kind == TAG:
            window.filter_tag(rest)
        elif entry.kind == VIEW:
            view = next((one for one in window.sidebar.views.views if str(one.id) == rest), None)
            if view is not None:
                window.show_view(view.filters)
        elif entry.kind == SETTING:
            from allure_desktop.gui.settings.sheet import open_settings

            open_settings(window.context, rest)
        elif entry.key.startswith("row "):
            self._do_row_act(rest)
        else:
            if reason := window.context.actions.reason(rest):
                window.context.show_toast(reason)
            window.context.actions.trigger(rest)

    def _do_row_act(self, rest: str) -> None:
        from allure_desktop.gui.uploads.acts import Act

        number, _space, act = rest.partition(" ")
        self._window.uploads.perform(int(number), Act(act))
