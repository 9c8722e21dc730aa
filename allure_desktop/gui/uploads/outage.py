"""Lets the state of a connection follow its uploads: they notice first that a server cannot be reached, or can again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allure_desktop.uploads.rows import UploadRow

#: How far an upload has come: a difference proves that its server answered.
_Stand = tuple[str, int, int]


class Outage:
    """Tells `offline` once an upload waits for the line, and `online` once one of that connection has come further."""

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        """`tell(connection id, state)`."""
        self._tell = tell
        #: by upload: its connection and how far it had come when it began to wait
        self._waiting: dict[int, tuple[str, _Stand]] = {}

    def read(self, rows: Iterable[UploadRow]) -> None:
        """The rows as they are now."""
        listed = {row.id: row for row in rows}
        self._waiting = {id_: kept for id_, kept in self._waiting.items() if id_ in listed}
        for row in listed.values():
            if row.connection_id is None:
                continue
            known = self._waiting.get(row.id)
            if known is not None and known[1] != _stand(row) and row.reason != "offline":
                self._over(row.connection_id)
            elif known is None and row.reason == "offline":
                self._waiting[row.id] = row.connection_id, _stand(row)
                self._tell(row.connection_id, "offline")

    def _over(self, connection_id: str) -> None:
        self._waiting = {id_: kept for id_, kept in self._waiting.items() if kept[0] != connection_id}
        self._tell(connection_id, "online")


def _stand(row: UploadRow) -> _Stand:
    # a pause or a stop says nothing of the server
    return row.state if row.state in ("completing", "processing", "done") else "", row.parts_done, row.sent_bytes
