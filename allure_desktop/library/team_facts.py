"""What a team knows of each other's versions: a few facts a version in the package's metadata, beside everything else there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allure_desktop.library.inventories import Changes

#: Source: api.md 19: one key, at most 8 kB, the oldest dropped, other keys untouched.
KEY = "allure_desktop"
MOST_BYTES = 8_000
_FORM = 1
_LONGEST_NOTE = 500
_LONGEST_NAME = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TeamFact:
    """What is told of one version; '' and None where nothing is. `changes` are counts against the version before."""

    note: str = ""
    file: str = ""
    sha256: str = ""
    files: int | None = None
    changes: Changes | None = None


def read(metadata: Mapping[str, Any]) -> dict[int, TeamFact]:
    """The facts by revision; what makes no sense is left out, since anybody may write there."""
    kept = metadata.get(KEY)
    versions = kept.get("versions") if isinstance(kept, Mapping) else None
    if not isinstance(versions, Mapping):
        return {}
    found = {}
    for revision, raw in versions.items():
        if isinstance(revision, str) and revision.isdecimal() and len(revision) < 10 and isinstance(raw, Mapping):
            found[int(revision)] = _fact(raw)
    return found


def merged(metadata: Mapping[str, Any], revision: int, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata with facts of a version added: `changes` by the names of `TeamFact`, '' and None take one away.

    Facts of other versions stay as they are, the oldest go where there is no room; other keys are never touched.
    """
    before = metadata.get(KEY)
    versions: dict[str, Any] = {}
    if isinstance(before, Mapping) and isinstance(before.get("versions"), Mapping):
        versions = {
            name: raw
            for name, raw in before["versions"].items()
            if isinstance(name, str) and name.isdecimal() and isinstance(raw, Mapping)
        }
    own = {**versions.get(str(revision), {})}
    for name, value in changes.items():
        if value in ("", None):
            own.pop(name, None)
        else:
            own[name] = _written(name, value)
    if own:
        versions[str(revision)] = own
    else:
        versions.pop(str(revision), None)
    while versions and _size(_kept(versions)) > MOST_BYTES:
        oldest = min(versions, key=int)
        if len(versions) == 1:
            versions[oldest] = {name: value for name, value in versions[oldest].items() if name != "note"}
            break
        del versions[oldest]
    rest = {name: value for name, value in metadata.items() if name != KEY}
    return {**rest, KEY: _kept(versions)} if versions else rest


def _kept(versions: Mapping[str, Any]) -> dict[str, Any]:
    return {"form": _FORM, "versions": dict(sorted(versions.items(), key=lambda one: int(one[0])))}


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _written(name: str, value: Any) -> Any:
    if isinstance(value, Changes):
        return [value.before, value.added, value.changed, value.removed, value.moved]
    if name == "note":
        return str(value)[:_LONGEST_NOTE]
    return str(value)[:_LONGEST_NAME] if name == "file" else value


def _fact(raw: Mapping[str, Any]) -> TeamFact:
    sha256 = raw.get("sha256")
    files = raw.get("files")
    return TeamFact(
        note=_text(raw.get("note"), _LONGEST_NOTE),
        file=_text(raw.get("file"), _LONGEST_NAME),
        sha256=sha256 if isinstance(sha256, str) and _SHA256.fullmatch(sha256) else "",
        files=files if isinstance(files, int) and not isinstance(files, bool) and 0 <= files < 10**7 else None,
        changes=_changes(raw.get("changes")),
    )


def _text(value: Any, longest: int) -> str:
    return value[:longest] if isinstance(value, str) else ""


def _changes(value: Any) -> Changes | None:
    if not isinstance(value, list) or len(value) != 5:
        return None
    if not all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one < 10**7 for one in value):
        return None
    return Changes(*value)
