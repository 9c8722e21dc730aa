"""How much the uploads may take at once, as the user's settings say at the moment."""

from __future__ import annotations

from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS, PARALLEL_UPLOADS, PARTS_FROM_BYTES, Settings

#: Smaller files gain nothing from going in parts.
_LEAST_IN_PARTS_BYTES = 1_000_000


class Limits:
    """Reads the settings anew each time. Files above `most_by_one_put_bytes` go in parts whatever they say."""

    def __init__(self, settings: Settings, most_by_one_put_bytes: int) -> None:
        self._settings = settings
        self._most_by_one_put_bytes = most_by_one_put_bytes

    def turns(self) -> tuple[int, int, int]:
        """Uploads at once (1 to 8), parts at once over all of them (1 to 16), bytes a second (0: any)."""
        get = self._settings.get
        uploads, parts = min(max(get(PARALLEL_UPLOADS), 1), 8), min(max(get(PARALLEL_PARTS), 1), 16)
        return uploads, parts, max(get(LIMIT_BYTES_PER_S), 0)

    def single_put_bytes(self) -> int:
        """Up to this size a file goes by one PUT."""
        return min(max(self._settings.get(PARTS_FROM_BYTES), _LEAST_IN_PARTS_BYTES), self._most_by_one_put_bytes)
