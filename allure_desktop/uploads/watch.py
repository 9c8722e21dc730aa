"""Waits until uploads have an outcome, telling each difference on the way: what a command line needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from allure_desktop.events import Events, UploadChanged, UploadsChanged
from allure_desktop.uploads.env import Env
from allure_desktop.uploads.rows import UploadRow

#: What another process writes is not announced here.
_LOOK_S = 0.2


class Watch:
    """Wakes up with each event; `close` ends listening."""

    def __init__(self, events: Events, env: Env, row: Callable[[int], UploadRow]) -> None:
        self._env = env
        self._row = row
        self._changed = env.change()
        self.close = events.subscribe(self._notice)

    def _notice(self, event: object) -> None:
        if isinstance(event, UploadChanged | UploadsChanged):
            with self._changed:
                self._changed.notify_all()

    def until_over(
        self, upload_ids: Sequence[int], timeout: float | None, on_change: Callable[[UploadRow], None] | None
    ) -> list[UploadRow]:
        """The rows once each has an outcome, or as they are after `timeout` seconds."""
        end = None if timeout is None else self._env.steady() + timeout
        seen: dict[int, UploadRow] = {}
        while True:
            rows = [self._row(upload_id) for upload_id in upload_ids]
            for row in rows:
                if on_change is not None and seen.get(row.id) != row:
                    on_change(row)
                seen[row.id] = row
            if all(row.outcome for row in rows) or (end is not None and self._env.steady() >= end):
                return rows
            with self._changed:
                self._changed.wait(_LOOK_S)
