"""The packages of the current connection: at once from this computer, then from the server, found and ordered elsewhere."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from allure_desktop.errors import Forbidden, KeyRefused, ServerError, Unreachable
from allure_desktop.gui.library.filters import Filters, Overview, overview

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.library.listing import Listing

DEBOUNCE_MS = 100


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
        self.all: list[PackageRecord] = []
        self.shown: list[PackageRecord] = []
        #: folded words that were looked for
        self.marked: tuple[str, ...] = ()
        self.overview = Overview((), ())
        self.as_of: float | None = None
        self.filters = Filters()
        self.error: Exception | None = None
        self.refreshing = False
        self.loaded = False
        self._turn = 0
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE_MS)
        self._debounce.timeout.connect(self.find)
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

    def clear_filters(self) -> None:
        self.set_filters(text="", standard="", days=0, tag="", size="")

    @Slot(str)
    def _connection_changed(self, _connection_id: str) -> None:
        self.all, self.as_of, self.error, self.loaded = [], None, None, False
        self.filters = Filters(sort=self.filters.sort)
        self._show_overview(Overview((), ()))
        self._show([])
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
        services = self._context.services

        def work() -> tuple[Listing, Overview]:
            listing = services.library.cached(connection_id)
            return listing, overview(listing.packages)

        def done(answer: tuple[Listing, Overview]) -> None:
            if connection_id != self._context.current_connection_id:
                return
            listing, seen = answer
            self.all, self.as_of = listing.packages, listing.as_of
            self.loaded = self.loaded or listing.as_of is not None
            self._show_overview(seen)
            self.find()
            if then_refresh:
                self.refresh()

        self._context.background.run(work, done, owner=self)

    def refresh(self) -> None:
        """Asks the server; the kept list stays until it has answered."""
        connection_id = self._context.current_connection_id
        if connection_id is None or self.refreshing:
            return
        services = self._context.services
        self._set_refreshing(True)

        def done(_listing: Listing) -> None:
            self._context.set_reachability(connection_id, "online")
            self._refresh_ended(connection_id, None)

        def failed(error: Exception) -> None:
            self._context.set_reachability(connection_id, reachability_after(error))
            self._refresh_ended(connection_id, error)

        self._context.background.run(lambda: services.library.refresh(connection_id), done, failed, self)

    def _refresh_ended(self, connection_id: str, error: Exception | None) -> None:
        self._set_refreshing(False)
        if connection_id != self._context.current_connection_id:
            self.refresh()
            return
        self.error, self.loaded = error, True
        self.read()
        self.refreshed.emit(error)

    def find(self) -> None:
        """Filters and orders elsewhere; only the newest question's answer is shown."""
        self._turn += 1
        turn, records, filters = self._turn, self.all, self.filters

        def work() -> tuple[list[PackageRecord], tuple[str, ...]]:
            from allure_desktop.library.search import parsed

            return filters.apply(records, time.time()), parsed(filters.text).words

        def done(answer: tuple[list[PackageRecord], tuple[str, ...]]) -> None:
            if turn == self._turn:
                found, self.marked = answer
                self._show(found)

        self._context.background.run(work, done, owner=self)

    def _show(self, records: list[PackageRecord]) -> None:
        self.shown = records
        self.shown_changed.emit(records)

    def _show_overview(self, seen: Overview) -> None:
        self.overview = seen
        self.overview_changed.emit(seen)

    def _set_refreshing(self, value: bool) -> None:
        if self.refreshing != value:
            self.refreshing = value
            self.refreshing_changed.emit(value)


def reachability_after(error: Exception) -> str:
    """What an error says of its connection: offline, refused, or online where the server has answered."""
    if isinstance(error, KeyRefused | Forbidden):
        return "refused"
    if isinstance(error, Unreachable):
        return "offline"
    return "online" if isinstance(error, ServerError) else "offline"
