"""Which uploads are under way, and how much of them is there: what badge, title, tray and sleep go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.uploads.rows import Progress, UploadRow

_SENT = ("completing", "server_validating", "processing", "done")
_UNDER_WAY = ("queued", "sending", "completing", "server_validating", "processing")


def is_under_way(row: UploadRow) -> bool:
    """It moves, or will move by itself towards the server."""
    return row.state in _UNDER_WAY and row.reason != "paused" and not row.needs_attention


def goes_on(row: UploadRow) -> bool:
    """Under way, or still being checked."""
    return row.state == "validating" or is_under_way(row)


class Share:
    """How much of all uploads under way is sent, by bytes.

    Those that end meanwhile stay in the sum until nothing is under way any more, so that the share does not fall
    when one is done.
    """

    def __init__(self) -> None:
        self._begun: set[int] = set()

    def percent(self, rows: Iterable[UploadRow], progress_of: Callable[[int], Progress | None]) -> int | None:
        """0 to 99, rounded down; None while nothing is to be sent: the rest is the server's work."""
        sent = total = 0
        sends = False
        begun: set[int] = set()
        for row in rows:
            moves = is_under_way(row)
            if not moves and not (row.state == "done" and row.id in self._begun):
                continue
            begun.add(row.id)
            sends = sends or row.state in ("queued", "sending")
            size = row.total_bytes or 0
            total += size
            sent += size if row.state in _SENT else min(_sent(row, progress_of(row.id)), size)
        self._begun = begun if sends else set()
        if not sends or not total:
            return None
        return min(sent * 100 // total, 99)


def _sent(row: UploadRow, progress: Progress | None) -> int:
    return row.sent_bytes if progress is None else progress.sent_bytes + progress.in_flight_bytes
