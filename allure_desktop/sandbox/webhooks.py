"""Webhooks: who wants to hear of a processed package, and the signed call to him, on this computer only."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from allure_desktop.database import Database
from allure_desktop.sandbox.moments import iso
from allure_desktop.sandbox.problems import Problem, invalid_request

log = logging.getLogger(__name__)

COMPLETED = "package.processing.completed"
#: Holds the HMAC-SHA256 of the body under the webhook's secret, in hex.
SIGNATURE_HEADER = "X-Webhook-Signature"
_MOST_DELIVERIES = 20
_WAITS_S = (0.0, 0.5, 2.0)


class Webhooks:
    """Subscriptions and deliveries. `stopping` ends waits between attempts."""

    def __init__(self, database: Database, clock: Callable[[], float], stopping: threading.Event) -> None:
        self._database = database
        self._clock = clock
        self._stopping = stopping
        self._lock = threading.Lock()
        #: of this run only: what was sent last, newest first
        self._deliveries: dict[str, list[dict[str, Any]]] = {}

    def all(self, tenant_id: str) -> list[dict[str, Any]]:
        """The tenant's subscriptions, oldest first; a secret is never told again."""
        rows = self._database.rows("SELECT * FROM webhooks WHERE tenant_id = ? ORDER BY created_at", tenant_id)
        return [
            {
                "webhook_id": row["webhook_id"],
                "tenant_id": row["tenant_id"],
                "url": row["url"],
                "event_type": row["event_type"],
                "created_at": iso(row["created_at"]),
            }
            for row in rows
        ]

    def add(self, tenant_id: str, url: str, secret: str, event_type: str) -> dict[str, Any]:
        """A new subscription. Raises Problem 400 for an address that is not on this computer."""
        if not is_loopback(url):
            raise invalid_request(
                "url must be http:// to a loopback address: the sandbox calls nobody beyond this computer", field="url"
            )
        webhook_id = f"wh_{secrets.token_hex(8)}"
        self._database.execute(
            "INSERT INTO webhooks (webhook_id, tenant_id, url, secret, event_type, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            *(webhook_id, tenant_id, url, secret, event_type, self._clock()),
        )
        return next(hook for hook in self.all(tenant_id) if hook["webhook_id"] == webhook_id)

    def remove(self, tenant_id: str, webhook_id: str) -> None:
        """Raises Problem 404 WEBHOOK_NOT_FOUND."""
        gone = self._database.execute(
            "DELETE FROM webhooks WHERE webhook_id = ? AND tenant_id = ?", webhook_id, tenant_id
        )
        if gone.rowcount == 0:
            raise Problem(404, "Webhook not found", "WEBHOOK_NOT_FOUND", {"webhook_id": webhook_id})

    def deliveries(self, tenant_id: str, webhook_id: str) -> list[dict[str, Any]]:
        """The calls made to one, newest first. Raises Problem 404 WEBHOOK_NOT_FOUND."""
        if not any(hook["webhook_id"] == webhook_id for hook in self.all(tenant_id)):
            raise Problem(404, "Webhook not found", "WEBHOOK_NOT_FOUND", {"webhook_id": webhook_id})
        with self._lock:
            return list(self._deliveries.get(webhook_id, ()))

    def _note(self, webhook_id: str, event_type: str, status: int, error: str) -> None:
        told = {"event_type": event_type, "delivered_at": iso(self._clock()), "status": status, "error": error}
        with self._lock:
            self._deliveries[webhook_id] = [told, *self._deliveries.get(webhook_id, ())][:_MOST_DELIVERIES]

    def send(self, tenant_id: str, event_type: str, data: Mapping[str, Any]) -> None:
        """Calls every subscriber in the background, up to three times each."""
        event = {"event_type": event_type, "tenant_id": tenant_id, "created_at": iso(self._clock()), "data": dict(data)}
        body = json.dumps(event).encode()
        for row in self._database.rows(
            "SELECT webhook_id, url, secret FROM webhooks WHERE tenant_id = ? AND event_type = ?", tenant_id, event_type
        ):
            arguments = (row["webhook_id"], row["url"], row["secret"], event_type, body)
            threading.Thread(target=self._deliver, args=arguments, name="sandbox-webhook", daemon=True).start()

    def _deliver(self, webhook_id: str, url: str, secret: str, event_type: str, body: bytes) -> None:
        parts = urlsplit(url)
        headers = {
            "Content-Type": "application/json",
            "X-Webhook-Event": event_type,
            SIGNATURE_HEADER: hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(),
        }
        for wait_s in _WAITS_S:
            if self._stopping.wait(wait_s) if wait_s else self._stopping.is_set():
                return
            try:
                connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=5)
                try:
                    connection.request("POST", f"{parts.path or '/'}?{parts.query}".rstrip("?"), body, headers)
                    status = connection.getresponse().status
                    self._note(webhook_id, event_type, status, "" if status < 300 else "It was refused")
                    if status < 300:
                        return
                finally:
                    connection.close()
            except (OSError, http.client.HTTPException) as error:
                self._note(webhook_id, event_type, 0, type(error).__name__)
                log.info("A webhook on %s could not be reached: %s", parts.netloc, error)
        log.warning("A webhook on %s did not take an event after %d attempts", parts.netloc, len(_WAITS_S))


def is_loopback(url: str) -> bool:
    """Whether `url` is http:// to this computer itself."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme != "http" or parts.username is not None:
        return False
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
