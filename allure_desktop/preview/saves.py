"""How an attempt's record changes with each call of the player page; what comes from a course is not trusted."""

from __future__ import annotations

import math
from typing import Any, TypeGuard

#: Whole numbers beyond this have no place in a database.
_LARGEST = 2**53


def merge(
    attempt: dict[str, Any], call: str, told: dict[str, Any], known: set[str], now: float
) -> dict[str, Any] | None:
    """The attempt after one call of the page; None when it makes no sense. What courses send is not trusted.

    `call` is `save`, `current`, `closed` or `sequencing`. Each part's record, and the state of sequencing, carries a
    number `n`; an older one that arrives late changes nothing.
    """
    changed = {**attempt, "updated_at": now}
    if call == "sequencing":
        return _sequenced(attempt, changed, told)
    part = told.get("part")
    if call != "closed" and not (isinstance(part, str) and part in known):
        return None
    if call == "current":
        return {**changed, "current": part, "closed": False, "suspended": False}
    if isinstance(told.get("status"), str):
        changed["status"] = told["status"][:40].encode(errors="replace").decode()
    percent = told.get("percent")
    changed["percent"] = percent if _is_number(percent) else None
    if call == "closed":
        return {**changed, "closed": True, "suspended": told.get("how") == "suspend"}
    kept = told.get("kept")
    if not isinstance(kept, dict) or not _is_number(kept.get("n")):
        return None
    before = attempt.get("parts", {}).get(part)
    if before is not None and before["n"] > kept["n"]:
        return attempt
    return {**changed, "parts": {**attempt.get("parts", {}), part: kept}}


def _sequenced(attempt: dict[str, Any], changed: dict[str, Any], told: dict[str, Any]) -> dict[str, Any] | None:
    if not _is_number(told.get("n")) or "state" not in told:
        return None
    before = attempt.get("sequencing")
    if before is not None and before["n"] > told["n"]:
        return attempt
    return {**changed, "sequencing": {"n": told["n"], "state": told["state"]}}


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) <= _LARGEST
