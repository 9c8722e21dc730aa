"""What a tenant has used and may use, where the server tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allure_desktop.errors import NotOffered

if TYPE_CHECKING:
    from allure_desktop.api.answers import Quotas
    from allure_desktop.api.client import ApiClient


def required(client: ApiClient) -> Quotas:
    """The figures. Raises NotOffered where the server does not tell them, ServerError."""
    told = client.quotas()
    if told is None:
        raise NotOffered(
            "This server does not tell quotas.",
            remedy="Ask the administrator of the tenant, or look into AllureConnect's own pages.",
        )
    return told


#: From this share on it is said before an upload meets it.
NEARLY_FULL = 0.8


def share(used: int | None, limit: int | None) -> float | None:
    """How much of a quota is used, 1.0 for all of it; None where a figure is not known."""
    if used is None or limit is None or limit < 0:
        return None
    return used / limit if limit else 1.0


def remaining_bytes(told: Quotas) -> int | None:
    """Bytes that still fit, never below 0; None where a figure is missing."""
    if told.storage_limit_bytes is None or told.storage_used_bytes is None:
        return None
    return max(0, told.storage_limit_bytes - told.storage_used_bytes)
