"""The calls on webhooks."""

from __future__ import annotations

from allure_desktop.sandbox.operations import Call, Operation, Reply
from allure_desktop.sandbox.shapes import TENANT, TIME, array, record, text, whole, words
from allure_desktop.sandbox.webhooks import COMPLETED, SIGNATURE_HEADER

_WEBHOOK = record({"webhook_id": text(), "tenant_id": text(), "url": text(), "event_type": text(), "created_at": TIME})

_DELIVERY = record({"event_type": text(), "delivered_at": TIME, "status": whole("0: nobody answered"), "error": text()})


def list_webhooks(call: Call) -> Reply:
    return Reply({"webhooks": call.backend.webhooks.all(call.tenant_id)})


def add_webhook(call: Call) -> Reply:
    body = call.body
    hook = call.backend.webhooks.add(call.tenant_id, body["url"], body["secret"], body["event_type"])
    return Reply(hook, 201)


def list_deliveries(call: Call) -> Reply:
    return Reply({"deliveries": call.backend.webhooks.deliveries(call.tenant_id, call.parts["webhook_id"])})


def remove_webhook(call: Call) -> Reply:
    call.backend.webhooks.remove(call.tenant_id, call.parts["webhook_id"])
    return Reply(status=204)


OPERATIONS = (
    Operation(
        "GET",
        "/api/v1/webhooks",
        "listWebhooks",
        "The tenant's webhooks",
        list_webhooks,
        {200: ("All of them, without their secrets", record({"webhooks": array(_WEBHOOK)}))},
        scope="admin",
        query={"tenant_id": TENANT},
        errors=(403,),
    ),
    Operation(
        "POST",
        "/api/v1/webhooks",
        "addWebhook",
        "Calls an address on this computer after an event",
        add_webhook,
        {201: ("The webhook", _WEBHOOK)},
        scope="admin",
        body=record(
            {
                "tenant_id": TENANT,
                "url": words("http:// to a loopback address"),
                "secret": words("Signs each call"),
                "event_type": text(enum=[COMPLETED]),
            }
        ),
        errors=(400, 403),
        description=f"Each call carries {SIGNATURE_HEADER}: the HMAC-SHA256 of its body under the secret, in hex.",
    ),
    Operation(
        "GET",
        "/api/v1/webhooks/{webhook_id}/deliveries",
        "listDeliveries",
        "The last calls made to a webhook, newest first",
        list_deliveries,
        {200: ("The latest ones", record({"deliveries": array(_DELIVERY)}))},
        scope="admin",
        query={"tenant_id": TENANT},
        errors=(403, 404),
    ),
    Operation(
        "DELETE",
        "/api/v1/webhooks/{webhook_id}",
        "removeWebhook",
        "Ends a webhook",
        remove_webhook,
        {204: ("It is gone", None)},
        scope="admin",
        query={"tenant_id": TENANT},
        errors=(403, 404),
    ),
)
