"""The table of what a launched course asked for: without what its link keeps secret."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from allure_desktop.gui.preview.inspector.record_table import Cell
from allure_desktop.gui.preview.inspector.request_table import PATH, RequestTable
from allure_desktop.preview.requests import Request

#: `initiatorType` of the browser's own timing in our words. Source: Resource Timing Level 2, 4.3.
_KINDS = {
    "script": "script",
    "css": "style",
    "link": "style",
    "img": "image",
    "image": "image",
    "iframe": "page",
    "frame": "page",
    "navigation": "page",
    "video": "media",
    "audio": "media",
}
MOST = 20_000


def request(address: str, status: int, size_bytes: int, ms: float, by: str) -> Request:
    """A request that is over, as the web view has told of it; `status` 0 where it does not know."""
    return Request(time.time(), "GET", address, status, size_bytes, ms, _KINDS.get(by, "data"))


def kept_out(address: str) -> Request:
    """A request that the view did not let through."""
    return Request(time.time(), "GET", address, 0, blocked=True)


class LaunchRequestTable(RequestTable):
    """Addresses of the host that most come from are shown by their path alone."""

    def __init__(self, host: str = "") -> None:
        super().__init__()
        self._host = host

    def tell_host(self, host: str) -> None:
        """`server.example:443`, as it stands in addresses."""
        self._host = host

    def extend(self, records: list[Request]) -> None:  # type: ignore[override]
        super().extend(records)
        if len(self.records) > MOST * 5 // 4:
            self.keep_last(MOST)

    def cell(self, record: Request, column: int) -> Cell:
        cell = super().cell(record, column)
        if column != PATH:
            return cell
        parts = urlsplit(record.path)
        ours = parts.netloc == self._host
        return cell._replace(text=f"{parts.path or '/'}{'?…' if parts.query else ''}" if ours else record.path)

    def tip(self, record: Request) -> str:
        lines = [record.path[:500]]
        if record.missing:
            lines.append(self.tr("The server has no such file."))
        elif record.blocked:
            lines.append(self.tr("Blocked: a course may not reach files or programs of this computer."))
        elif not record.status:
            lines.append(self.tr("Another site answered, and does not let the web view tell how."))
        return "\n".join(lines)
