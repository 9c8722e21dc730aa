"""The packages a list shows: all their keys, and the records of those that were looked at."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

#: so many records are kept of a list of any length
MOST_RECORDS = 3000
#: so many are read at once
PAGE = 200


class Rows(Sequence["PackageRecord"]):
    """A list of any length, of which only some records are here. `complete`: no further keys follow."""

    def __init__(
        self,
        keys: array[int] | None = None,
        records: Mapping[int, PackageRecord] | None = None,
        *,
        complete: bool = True,
    ) -> None:
        self.keys = array("q") if keys is None else keys
        self.complete = complete
        self._records = dict(records or {})
        #: known, and perhaps no longer true
        self._old: dict[int, PackageRecord] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, row: int) -> PackageRecord: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[PackageRecord]: ...
    def __getitem__(self, row: int | slice) -> PackageRecord | Sequence[PackageRecord]:
        """A record that is here. Raises LookupError for one that was not read yet."""
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        key = self.keys[row]
        return self._records[key] if key in self._records else self._old[key]

    def get(self, row: int) -> PackageRecord | None:
        """A record, None while it was not read."""
        if not 0 <= row < len(self.keys):
            return None
        key = self.keys[row]
        return self._records.get(key) or self._old.get(key)

    def row_of(self, key: int) -> int:
        """Where a package stands, -1 where it does not."""
        try:
            return self.keys.index(key)
        except ValueError:
            return -1

    def key_of(self, package_id: str) -> int | None:
        """The key of a package whose record is here."""
        for records in (self._records, self._old):
            for key, record in records.items():
                if record.package_id == package_id:
                    return key
        return None

    def missing_around(self, row: int) -> list[int]:
        """The keys of the page about this row whose records are still to be read."""
        first = max(0, row - PAGE // 2)
        return [key for key in self.keys[first : first + PAGE] if key not in self._records]

    def is_fresh(self, row: int) -> bool:
        """The record of a row was read since the list was."""
        return self.keys[row] in self._records

    def take(self, records: Mapping[int, PackageRecord]) -> None:
        """Records that were read; those read longest ago make room."""
        self._records.update(records)
        while len(self._records) > MOST_RECORDS:
            del self._records[next(iter(self._records))]

    def follow(self, before: Rows) -> None:
        """Shows what is known of the same packages until their records were read anew."""
        self._old = {**before._old, **before._records}
        while len(self._old) > MOST_RECORDS:
            del self._old[next(iter(self._old))]
