"""Which calls of the last hour went out, kept for all processes and the next start, whatever the clock is set to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from allure_desktop.api.rate_limit import RateBudget
from allure_desktop.database import Database
from allure_desktop.settings import Setting, Settings

#: The longest window of a rate limit; older calls count no more, in seconds.
LONGEST_WINDOW_S = 3700.0
_FORGET_EVERY = 500


class CallLog:
    """The calls to one tenant on one server. Thread-safe. Raises DiskFull and DataDirError.

    Times are seconds of `steady`, a clock of the machine that nobody can set and that begins anew with the machine.
    Calls from before that are aged by `wall`, and where that one has been set back, as if they had been made just
    when this log was opened: too long a wait does no harm, too short a one breaks the server's limit.
    """

    def __init__(
        self, database: Database, base_url: str, tenant_id: str, wall: Callable[[], float], steady: Callable[[], float]
    ) -> None:
        self._database = database
        self._whose = (base_url, tenant_id)
        self._wall = wall
        self._steady = steady
        self._opened = steady()
        self._recorded = 0

    def load(self) -> list[float]:
        """When the calls went out, in order."""
        steady, wall = self._steady(), self._wall()
        rows = self._database.rows("SELECT at, steady FROM api_calls WHERE origin = ? AND tenant_id = ?", *self._whose)
        return sorted(self._when(row["at"], row["steady"], wall, steady) for row in rows)

    def _when(self, at: float, then: float | None, wall: float, steady: float) -> float:
        if then is not None and then <= steady:
            return then
        return steady - (wall - at) if at <= wall else min(self._opened, steady)

    def record(self, at: float) -> None:
        """One more call, made when `steady` showed `at`."""
        if self._recorded % _FORGET_EVERY == 0:
            self.forget_old()
        self._recorded += 1
        self._database.execute(
            "INSERT INTO api_calls (origin, tenant_id, at, steady) VALUES (?, ?, ?, ?)", *self._whose, self._wall(), at
        )

    def forget_old(self) -> None:
        """Drops what no window can hold any more, by both clocks."""
        steady, wall = self._steady(), self._wall()
        old = "(steady IS NULL OR steady < ? OR steady > ?)"
        self._database.execute(
            f"DELETE FROM api_calls WHERE (at < ? OR at > ?) AND {old}",  # noqa: S608
            wall - LONGEST_WINDOW_S,
            wall + LONGEST_WINDOW_S,
            steady - LONGEST_WINDOW_S,
            steady,
        )

    def together(self) -> AbstractContextManager[None]:
        """While it lasts no other process counts or records."""
        return self._database.transaction()


def kept_budget(
    database: Database,
    settings: Settings,
    base_url: str,
    tenant_id: str,
    *,
    wall: Callable[[], float],
    steady: Callable[[], float],
    dice: Callable[[], float],
) -> RateBudget:
    """The budget of a server's tenant; its calls and its limit are kept, so that they hold across restarts too."""
    log = CallLog(database, base_url, tenant_id, wall, steady)
    limit = Setting(f"server.limit {base_url} {tenant_id}", 0, "Calls a minute, as learnt")
    return RateBudget(
        log.load,
        log.record,
        together=log.together,
        limit=settings.get(limit) or None,
        keep_limit=lambda learnt: settings.set(limit, learnt or 0),
        clock=steady,
        wall=wall,
        dice=dice,
    )
