"""What every page and dialog of the window receives: the core, the background, the theme and the window's own acts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from allure_desktop.connections.address import is_loopback
from allure_desktop.gui.background import Background
from allure_desktop.gui.core_events import CoreEvents

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.composition import Services
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.actions import Actions
    from allure_desktop.gui.comparison.choice import Choice, Subject
    from allure_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Standing:
    """How a connection is: `online`, `offline`, `refused`, or '' while nothing was asked yet.

    `since` is when it became so, in Unix seconds; `error` what told it, None where nothing is wrong.
    """

    state: str = ""
    since: float = 0.0
    error: Exception | None = None


class WindowActs(Protocol):
    """What only the main window can do for a page."""

    def open_launch(self, package: PackageRecord) -> None: ...
    def open_preview(self, path: str, words: str, title: str, upload_id: int | None) -> None: ...
    def open_new_version(self, package: PackageRecord, file: str | Path | None) -> None: ...
    def show_toast(self, text: str, undo: Callable[[], None] | None, undo_text: str) -> None: ...
    def add_files(self, paths: Sequence[str | Path], connection_id: str | None, package_id: str | None) -> None: ...
    def show_uploads(self, upload_id: int | None) -> None: ...
    def show_package(self, connection_id: str, package_id: str) -> None: ...
    def edit_connection(self, connection_id: str | None) -> None: ...
    def replace_key(self, connection_id: str) -> None: ...
    def open_comparison(self, subject: Subject, left: Choice | None, right: Choice | None) -> None: ...


class GuiContext(QObject):
    """One for each window. Calls into `services` only through `background.run`."""

    #: another connection is shown now: its id, or '' for none
    current_connection_changed = Signal(str)
    #: names, colours or the number of connections read differently
    connections_read = Signal()
    #: connection id; online, offline or refused
    reachability_changed = Signal(str, str)

    def __init__(
        self,
        services: Services,
        actions: Actions,
        theme: Theme,
        window: QWidget,
        acts: WindowActs,
    ) -> None:
        super().__init__(window)
        self.services = services
        self.background = Background(self)
        self.core_events = CoreEvents(self)
        self.actions = actions
        self.theme = theme
        #: the main window: parent of sheets and dialogs
        self.window = window
        self._acts = acts
        self._current: str | None = None
        self._connections: tuple[Connection, ...] = ()
        self._standings: dict[str, Standing] = {}
        self._no_network_since = 0.0

    @property
    def connections(self) -> tuple[Connection, ...]:
        """All connections as last read; never touches the disk."""
        return self._connections

    def set_connections(self, connections: Sequence[Connection]) -> None:
        """What was read anew; keeps the current one if it still exists, else takes the default one."""
        self._connections = tuple(connections)
        known = {connection.id for connection in connections}
        if self._current not in known:
            chosen = next((c.id for c in connections if c.is_default), None)
            self.current_connection_id = chosen or (self._connections[0].id if self._connections else None)
        self.connections_read.emit()

    def connection(self, connection_id: str | None) -> Connection | None:
        return next((c for c in self._connections if c.id == connection_id), None)

    @property
    def current_connection_id(self) -> str | None:
        """The connection whose library is shown; None before the first one exists."""
        return self._current

    @current_connection_id.setter
    def current_connection_id(self, connection_id: str | None) -> None:
        if connection_id != self._current:
            self._current = connection_id
            self.current_connection_changed.emit(connection_id or "")

    @property
    def current_connection(self) -> Connection | None:
        return self.connection(self._current)

    def reachability(self, connection_id: str) -> str:
        """`online`, `offline`, `refused`, or '' while nothing was asked yet."""
        return self.standing(connection_id).state

    def standing(self, connection_id: str) -> Standing:
        """How a connection is and since when; without a network only this computer's own servers are online."""
        told = self._standings.get(connection_id, Standing())
        connection = self.connection(connection_id)
        if not self._no_network_since or connection is None or told.state == "offline":
            return told
        if is_loopback(urlsplit(connection.base_url).hostname or ""):
            return told
        return Standing("offline", self._no_network_since)

    def set_reachability(self, connection_id: str, state: str, error: Exception | None = None) -> None:
        """What was found out of a connection, and by which error."""
        before = self._standings.get(connection_id, Standing())
        if (before.state, _code(before.error)) == (state, _code(error)):
            return
        since = before.since if before.state == state else time.time()
        self._standings[connection_id] = Standing(state, since, error)
        self.reachability_changed.emit(connection_id, state)

    def tell_network(self, gone_since: float) -> None:
        """The computer has no network since this Unix time; 0.0: it has one."""
        self._no_network_since = gone_since
        for connection in self._connections:
            self.reachability_changed.emit(connection.id, self.reachability(connection.id))

    def open_launch(self, package: PackageRecord) -> None:
        """Asks how to launch a package of the current connection; nothing counts before that is answered."""
        self._acts.open_launch(package)

    def open_preview(self, path: str | Path, *, words: str = "", title: str = "", upload_id: int | None = None) -> None:
        """Plays a package of this computer in a window of its own; `words` name where the file is from."""
        self._acts.open_preview(str(path), words, title, upload_id)

    def open_new_version(self, package: PackageRecord, file: str | Path | None = None) -> None:
        """Opens the new-version sheet for `file`, or asks for a file first."""
        self._acts.open_new_version(package, file)

    def show_toast(self, text: str, undo: Callable[[], None] | None = None, undo_text: str = "") -> None:
        """Says something for six seconds at the bottom of the window, with an undo where there is one."""
        self._acts.show_toast(text, undo, undo_text)

    def add_files(
        self, paths: Sequence[str | Path], connection_id: str | None = None, package_id: str | None = None
    ) -> None:
        """Puts ZIPs into Uploads; without `connection_id` for the current connection."""
        self._acts.add_files(paths, connection_id, package_id)

    def show_uploads(self, upload_id: int | None = None) -> None:
        """Shows the page Uploads, and there this row."""
        self._acts.show_uploads(upload_id)

    def show_package(self, connection_id: str, package_id: str) -> None:
        """Shows the Library with this package selected."""
        self._acts.show_package(connection_id, package_id)

    def edit_connection(self, connection_id: str | None = None) -> None:
        """Opens the connection dialog: for a new one, or to change this one."""
        self._acts.edit_connection(connection_id)

    def replace_key(self, connection_id: str | None) -> None:
        """Asks for another key of a connection, which is tested before it takes the place of the old one."""
        if connection_id is not None:
            self._acts.replace_key(connection_id)

    def open_comparison(self, subject: Subject, left: Choice | None, right: Choice | None) -> None:
        """Shows two versions of a package, or files, side by side; None is chosen there."""
        self._acts.open_comparison(subject, left, right)


def _code(error: Exception | None) -> str:
    """Tells errors apart whose words are others."""
    return "" if error is None else f"{type(error).__name__} {getattr(error, 'code', '')} {error}"
