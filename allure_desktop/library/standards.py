"""How a package's standard is named in lists and filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

_EDITION = r"(\d)(?:st|nd|rd|th)"
_ORDINALS = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th"}


def standard(record: PackageRecord) -> str:
    """`1.2`, `2004`, `2004 3rd`; as received where it is neither, a dash where it is missing."""
    words = f"{record.scorm_version} {record.schemaversion}"
    if "1.2" in words:
        return "1.2"
    if "2004" in words or "1.3" in words:
        edition = re.search(_EDITION, words)
        return f"2004 {_ORDINALS.get(edition[1], edition[0])}" if edition else "2004"
    return record.scorm_version or "–"
