"""One side of a comparison: what is known of a package, and its files' contents where they lie on this computer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allure_desktop.comparison.inventory import Inventory, from_record, manifest_text, take
from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.archive import Archive, ArchiveProblem

#: A manifest that is longer is compared by its structure alone.
LONGEST_MANIFEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Side:
    """`path` is the ZIP that contents are read from: of a version it may have changed since; '' where there is none."""

    inventory: Inventory
    manifest: str
    path: str
    size_bytes: int | None

    def as_record(self) -> dict[str, Any]:
        """What is kept of it; `of_record` reads it."""
        return {**self.inventory.as_record(), "manifest": self.manifest}

    def content(self, name: str, limit: int) -> bytes | None:
        """The content of a file, None where it is not on this computer (any more) or longer than `limit` bytes.

        It is taken only from a member with the very size and CRC-32 that the inventory has.
        """
        facts = self.inventory.files.get(name)
        if facts is None or not self.path or facts[0] > limit:
            return None
        try:
            with Archive.open(self.path) as archive:
                member = archive.find(name)
                if member is None or (member.size, member.crc32) != facts:
                    return None
                return archive.read(name, limit)
        except (ArchiveProblem, LocalFileError, OSError):
            return None


def of_file(path: str | Path) -> Side:
    """The side of a ZIP. Raises LocalFileError when it is missing, cannot be read, or is no ZIP."""
    inventory = take(path)
    try:
        size = Path(path).stat().st_size
    except OSError:
        size = None
    text = manifest_text(path)
    return Side(inventory, text if len(text) <= LONGEST_MANIFEST else "", str(path), size)


def of_record(record: Mapping[str, Any], path: str, size_bytes: int | None) -> Side | None:
    """The side that was kept; None if the record is none, or of a version of this program that is not known."""
    rest = dict(record)
    manifest = rest.pop("manifest", "")
    try:
        return Side(from_record(rest), str(manifest), path, size_bytes)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
