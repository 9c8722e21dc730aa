"""Adds webhooks with a secret that is made here and shown once, and keeps it out of every log."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from allure_desktop.errors import UsageError
from allure_desktop.logs import keep_secret

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient
    from allure_desktop.api.webhooks import Webhook

#: What the page names; a server that declares others is asked with those.
COMPLETED = "package.processing.completed"


def events(client: ApiClient) -> tuple[str, ...]:
    """The events that can be asked for: what the server declares, else the one the page names."""
    return client.features().webhook_events or (COMPLETED,)


def add(client: ApiClient, url: str, event_type: str, secret: str = "") -> tuple[Webhook, str]:
    """A new webhook and its secret, which nobody is told again. Raises UsageError for what is no address, ServerError."""
    address = url.strip()
    try:
        parts = urlsplit(address)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right:
        raise UsageError(
            f"“{address[:100]}” is no address that a server could call.",
            remedy="Give a whole one, such as https://example.org/hooks/allure.",
        )
    chosen = secret or secrets.token_urlsafe(32)
    keep_secret(chosen)
    return client.hooks.add(address, event_type or COMPLETED, chosen), chosen
