"""Times as the API writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(unix_s: float) -> str:
    """Unix seconds as on the API page: `2025-01-15T10:30:00.000Z`, cut to milliseconds."""
    moment = datetime.fromtimestamp(round(unix_s * 1000) // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{round(unix_s * 1000) % 1000:03d}Z"


def compact(unix_s: float) -> str:
    """Unix seconds as in signed storage addresses: `20250115T103000Z`."""
    return f"{datetime.fromtimestamp(int(unix_s), UTC):%Y%m%dT%H%M%SZ}"


def from_compact(text: str) -> float:
    """The reverse of `compact`. Raises ValueError."""
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
