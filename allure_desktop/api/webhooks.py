"""Webhooks, where the server's OpenAPI document declares them: list, add, remove, and what was delivered last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allure_desktop.api import records, refusals
from allure_desktop.api.calls import Calls
from allure_desktop.api.declared import Declared, filled


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call to a webhook as the server tells it; `at` is ISO 8601 as received, `status` 0 where none came."""

    at: str
    event_type: str
    status: int
    error: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """Who wants to hear of an event; its secret is never told again. `raw` is the record as received."""

    webhook_id: str
    url: str
    event_type: str
    created_at: str
    raw: Mapping[str, Any] = field(repr=False)


class WebhookCalls:
    """The calls of one tenant. Every one raises NotOffered where the server does not declare it, and ServerError."""

    def __init__(self, calls: Calls, declared: Declared, tenant_id: str) -> None:
        self._calls = calls
        self._declared = declared
        self._tenant = {"tenant_id": tenant_id}

    def all(self) -> list[Webhook]:
        """`GET /webhooks`."""
        if not self._declared.features().webhooks:
            self._declared.refuse("webhooks")
        answer = self._calls.read("/webhooks", self._tenant).json()
        found = records.listed(answer, "webhooks")
        if found is None:
            raise refusals.not_the_api(self._calls.host, "Its answer holds no list of webhooks.")
        return [_webhook(raw) for raw in found]

    def add(self, url: str, event_type: str, secret: str) -> Webhook:
        """`POST /webhooks`. `secret` signs each call and is told to nobody else."""
        if not self._declared.features().add_webhook:
            self._declared.refuse("adding webhooks")
        body = {**self._tenant, "url": url, "event_type": event_type, "secret": secret}
        _, answer = self._calls.change("/webhooks", body)
        return _webhook(records.inner(answer, "webhook", "data") or answer)

    def remove(self, webhook_id: str) -> None:
        """`DELETE /webhooks/{id}`."""
        path = self._declared.features().remove_webhook or ""
        if not path:
            self._declared.refuse("removing webhooks")
        self._calls.send("DELETE", filled(path, webhook_id), params=self._tenant)

    def deliveries(self, webhook_id: str) -> list[Delivery]:
        """What was delivered last, newest first, in the server's own list."""
        path = self._declared.features().webhook_deliveries or ""
        if not path:
            self._declared.refuse("telling what webhooks have delivered")
        found = records.listed(self._calls.read(filled(path, webhook_id), self._tenant).json(), "deliveries") or []
        return [
            Delivery(
                at=records.text(raw, "delivered_at", "created_at", "at", "timestamp"),
                event_type=records.text(raw, "event_type", "event"),
                status=records.whole(raw, "status", "status_code", "response_status") or 0,
                error=records.text(raw, "error", "message"),
            )
            for raw in found
        ]


def _webhook(raw: Mapping[str, Any]) -> Webhook:
    return Webhook(
        webhook_id=records.text(raw, "webhook_id", "id"),
        url=records.text(raw, "url", "target_url", "endpoint"),
        event_type=records.text(raw, "event_type", "event") or ", ".join(_events(raw)),
        created_at=records.text(raw, "created_at"),
        # a server that tells secrets all the same: they are not kept here either
        raw={name: value for name, value in raw.items() if "secret" not in str(name).lower()},
    )


def _events(raw: Mapping[str, Any]) -> list[str]:
    events = records.first(raw, "events", "event_types")
    return [str(event) for event in events] if isinstance(events, list) else []
