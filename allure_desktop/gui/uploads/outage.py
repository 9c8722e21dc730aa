"""Lets the state of a connection follow its uploads: they notice first when its server is gone or refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allure_desktop.uploads.rows import UploadRow

#: How far an upload has come: a difference proves that its server answered.
_Stand = tuple[str, int, int]


class Outage:
    """Tells `offline` once an upload waits for the line, `online` once one of that connection has come further, and
    `refused` once the server refuses the key of one."""

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        """`tell(connection id, state)`."""
        self._tell = tell
        #: by upload: its connection and how far it had come when it began to wait
        self._waiting: dict[int, tuple[str, _Stand]] = {}
        #: uploads whose key is refused, told already
        self._refused: set[int] = set()

    def read(self, rows: Iterable[UploadRow]) -> None:
        """The rows as they are now."""
        listed = {row.id: row for row in rows}
        self._waiting = {id_: kept for id_, kept in self._waiting.items() if id_ in listed}
        refused = {row.id for row in listed.values() if _is_refused(row)}
        for row in listed.values():
            if row.connection_id is None:
                continue
            if row.id in refused and row.id not in self._refused:
                self._tell(row.connection_id, "refused")
            known = self._waiting.get(row.id)
            if known is not None and known[1] != _stand(row) and row.reason != "offline":
                self._over(row.connection_id)
            elif known is None and row.reason == "offline":
                self._waiting[row.id] = row.connection_id, _stand(row)
                self._tell(row.connection_id, "offline")
        self._refused = refused

    def _over(self, connection_id: str) -> None:
        self._waiting = {id_: kept for id_, kept in self._waiting.items() if kept[0] != connection_id}
        self._tell(connection_id, "online")


def _is_refused(row: UploadRow) -> bool:
    return row.reason == "key_refused" and row.message.code == "key.refused"


def _stand(row: UploadRow) -> _Stand:
    # a pause or a stop says nothing of the server
    return row.state if row.state in ("completing", "processing", "done") else "", row.parts_done, row.sent_bytes
