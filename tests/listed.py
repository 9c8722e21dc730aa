"""Packages as a server lists them, for fakes that stand in for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from allure_desktop import json_values
from allure_desktop.api.answers import PackageRecord
from allure_desktop.api.paging import Page
from allure_desktop.api.records import package_record


def wire(record: PackageRecord) -> dict[str, Any]:
    """What a server sends of it: its `raw`, with whatever else was put into the record since."""
    if package_record(record.raw) == record:
        return dict(record.raw)
    named = {name: getattr(record, name) for name in PackageRecord.__slots__ if name != "raw"}
    return {**record.raw, **named, "tags": list(record.tags)}


def pages_of(records: Iterable[PackageRecord]) -> Iterator[Page]:
    """One page of them."""
    yield Page("", [msgspec.Raw(json_values.encode(wire(record))) for record in records], {})
