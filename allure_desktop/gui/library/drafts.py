"""What was typed and not saved yet, for each package: kept while another one is looked at, and over a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from allure_desktop import json_values
from allure_desktop.api.answers import PackageRecord
from allure_desktop.library.details import FIELDS
from allure_desktop.library.facts import decoded, encoded

#: With more the oldest goes: nobody has that many packages half edited on purpose.
MOST = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """`changes` were made to `base`."""

    base: PackageRecord
    changes: Mapping[str, Any]


class Drafts:
    """By connection and package."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Draft] = {}

    def keep(self, connection_id: str, draft: Draft) -> None:
        self._kept.pop((connection_id, draft.base.package_id), None)
        self._kept[connection_id, draft.base.package_id] = draft
        while len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))

    def drop(self, connection_id: str, package_id: str) -> None:
        self._kept.pop((connection_id, package_id), None)

    def get(self, connection_id: str, package_id: str) -> Draft | None:
        return self._kept.get((connection_id, package_id))

    def state(self) -> list[dict[str, str]]:
        """For the next start."""
        return [
            {
                "connection": connection_id,
                "base": encoded(draft.base).decode(),
                "changes": json_values.encode(dict(draft.changes)).decode(),
            }
            for (connection_id, _package_id), draft in self._kept.items()
        ]

    def restore(self, state: object) -> None:
        """What an earlier run kept; what cannot be read is left out."""
        for entry in state if isinstance(state, list) else []:
            try:
                base = decoded(entry["base"])
                changes = json_values.decode(entry["changes"])
                if base is not None and isinstance(changes, dict) and set(changes) <= set(FIELDS):
                    self.keep(str(entry["connection"]), Draft(base, changes))
            except (KeyError, TypeError, msgspec.DecodeError):
                continue
