"""The packages of the current connection: at once from this computer, then from the server, found and ordered elsewhere."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from allure_desktop.errors import Forbidden, KeyRefused, RateLimited, ServerError, Unreachable
from allure_desktop.gui.library.rows import PAGE, Rows
from allure_desktop.library.catalogue import Overview
from allure_desktop.library.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Callable

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.library.refreshing import Refreshed, Unread

DEBOUNCE_MS = 100
USUAL_WAIT_S, LONGEST_WAIT_S = 30.0, 900.0


class PackageList(QObject):
    """One for the window. Every answer that belongs to a connection no longer shown is dropped."""

    #: the shown packages, in order
    shown_changed = Signal(object)
    #: counts, tags and standards of the whole list
    overview_changed = Signal(object)
    #: refreshing began or ended
    refreshing_changed = Signal(bool)
    #: the last refresh ended so: an error, or None
    refreshed = Signal(object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self.shown = Rows()
        #: the filters whose whole answer is shown
        self._asked: Filters | None = None
        #: folded words that were looked for
        self.marked: tuple[str, ...] = ()
        self.overview = Overview()
        self.as_of: float | None = None
        #: how many records of the list could not be read, and the first of them
        self.unread: tuple[int, list[Unread]] = (0, [])
        self.filters = Filters()
        self.error: Exception | None = None
        self.refreshing = False
        self.loaded = False
        self._turn = 0
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE_MS)
        self._debounce.timeout.connect(self.find)
        #: what the rate limit has stopped goes on by itself
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.refresh)
        context.current_connection_changed.connect(self._connection_changed)
        context.core_events.library_changed.connect(self._library_changed)

    def set_filters(self, **changes: Any) -> None:
        """Other filters; what is typed waits a tenth of a second for more."""
        filters = replace(self.filters, **changes)
        if filters == self.filters:
            return
        self.filters = filters
        if "text" in changes:
            self._debounce.start()
        else:
            self.find()

    def set_all(self, filters: Filters) -> None:
        """Every filter and the order at once."""
        self.set_filters(**{field.name: getattr(filters, field.name) for field in fields(filters)})
        if self._debounce.isActive():
            self._debounce.stop()
            self.find()

    def clear_filters(self) -> None:
        self.set_filters(text="", standard="", days=0, tag="", size="", tokens=())

    @Slot(str)
    def _connection_changed(self, _connection_id: str) -> None:
        self.as_of, self.error, self.loaded, self._asked = None, None, False, None
        self.unread = (0, [])
        self.filters = Filters(sort=self.filters.sort)
        self._show_overview(Overview())
        self._show(Rows())
        self.read(then_refresh=True)

    @Slot(str)
    def _library_changed(self, connection_id: str) -> None:
        if connection_id == self._context.current_connection_id:
            self.read()

    def read(self, *, then_refresh: bool = False) -> None:
        """Reads what is kept on this computer anew."""
        connection_id = self._context.current_connection_id
        if connection_id is None:
            return
        library = self._context.services.library

        def seen(overview: Overview) -> None:
            if connection_id == self._context.current_connection_id:
                self._show_overview(overview)

        def then() -> None:
            self._context.background.run(lambda: library.catalogue.overview(connection_id), seen, owner=self)
            if then_refresh:
                self.refresh()

        self._seek(then)

    def refresh(self) -> None:
        """Asks the server; the kept list stays until it has answered."""
        connection_id = self._context.current_connection_id
        if connection_id is None or self.refreshing:
            return
        services = self._context.services
        self._again.stop()
        self._set_refreshing(True)

        def done(_refreshed: Refreshed) -> None:
            self._context.set_reachability(connection_id, "online")
            self._refresh_ended(connection_id, None)

        def failed(error: Exception) -> None:
            self._context.set_reachability(connection_id, reachability_after(error), told_of(error))
            self._refresh_ended(connection_id, error)

        self._context.background.run(lambda: services.library.refresh(connection_id), done, failed, self)

    def _refresh_ended(self, connection_id: str, error: Exception | None) -> None:
        self._set_refreshing(False)
        if connection_id != self._context.current_connection_id:
            self.refresh()
            return
        self.error, self.loaded = error, True
        if isinstance(error, RateLimited):
            wait_s = error.wait_s if error.wait_s is not None else USUAL_WAIT_S
            self._again.start(round(max(1.0, min(wait_s, LONGEST_WAIT_S)) * 1000))
        self.read()
        self.refreshed.emit(error)

    def find(self) -> None:
        """Filters and orders elsewhere; only the newest question's answer is shown."""
        self._seek(lambda: None)

    def _seek(self, then: Callable[[], None], *, whole: bool = False) -> None:
        """Shows the first rows of a new question at once and the rest after; what was asked before, as a whole."""
        connection_id = self._context.current_connection_id
        if connection_id is None:
            return
        self._turn += 1
        turn, filters, library = self._turn, self.filters, self._context.services.library
        limit = None if whole or self._asked == filters else PAGE

        def work() -> tuple[Rows, tuple[str, ...], float | None, tuple[int, list[Unread]]]:
            from allure_desktop.library.search import parsed

            as_of = library.listed_at(connection_id)
            keys = library.catalogue.find(connection_id, filters.question(library.server_now(connection_id)), limit)
            records = library.catalogue.records(keys[:PAGE])
            rows = Rows(keys, records, complete=len(keys) != limit)
            return rows, parsed(filters.asked).words, as_of, library.unread(connection_id)

        def done(answer: tuple[Rows, tuple[str, ...], float | None, tuple[int, list[Unread]]]) -> None:
            if connection_id != self._context.current_connection_id:
                return
            rows, words, as_of, unread = answer
            if turn == self._turn:
                self.as_of, self.marked, self.unread = as_of, words, unread
                self.loaded = self.loaded or as_of is not None
                self._asked = filters if rows.complete else None
                self._show(rows)
                if not rows.complete:
                    self._seek(then, whole=True)
                    return
            then()

        self._context.background.run(work, done, owner=self)

    def fetch(self, keys: list[int], done: Callable[[dict[int, PackageRecord]], None]) -> None:
        """Reads the records of these rows elsewhere."""
        library, rows = self._context.services.library, self.shown

        def read(records: dict[int, PackageRecord]) -> None:
            if rows is self.shown:
                done(records)

        self._context.background.run(lambda: library.catalogue.records(keys), read, owner=self)

    def locate(self, package_id: str, done: Callable[[int | None], None]) -> None:
        """The key of a package that is kept, whether shown or not; None where none is."""
        connection_id = self._context.current_connection_id
        if connection_id is not None:
            library = self._context.services.library
            self._context.background.run(lambda: library.catalogue.key(connection_id, package_id), done, owner=self)

    def _show(self, rows: Rows) -> None:
        self.shown = rows
        self.shown_changed.emit(rows)

    def _show_overview(self, seen: Overview) -> None:
        self.overview = seen
        self.overview_changed.emit(seen)

    def _set_refreshing(self, value: bool) -> None:
        if self.refreshing != value:
            self.refreshing = value
            self.refreshing_changed.emit(value)


def told_of(error: Exception) -> Exception | None:
    """The error, where it says of the connection itself that something is wrong with it."""
    return error if reachability_after(error) != "online" or isinstance(error, RateLimited) else None


def reachability_after(error: Exception) -> str:
    """What an error says of its connection: offline, refused, or online where the server has answered."""
    if isinstance(error, KeyRefused | Forbidden):
        return "refused"
    if isinstance(error, Unreachable):
        return "offline"
    return "online" if isinstance(error, ServerError) else "offline"
