"""The calls about the server and the tenant: health, quotas, the OpenAPI document."""

from __future__ import annotations

from allure_desktop.sandbox.operations import Call, Operation, Reply
from allure_desktop.sandbox.shapes import ANY_RECORD, TENANT, record, text, whole

_NUMBER = {"type": "number"}


def health(call: Call) -> Reply:
    return Reply({"status": "ok", "service": "AllureConnect sandbox"})


def quotas(call: Call) -> Reply:
    limit, used, limit_bytes, used_bytes = call.backend.packages.usage(call.tenant_id)
    return Reply(
        {
            "package_quota": {
                "limit": limit,
                "used": used,
                "remaining": max(0, limit - used),
                "usage_percentage": _percentage(used, limit),
            },
            "storage_quota": {
                "limit_bytes": limit_bytes,
                "used_bytes": used_bytes,
                "remaining_bytes": max(0, limit_bytes - used_bytes),
                "usage_percentage": _percentage(used_bytes, limit_bytes),
            },
        }
    )


def _percentage(used: int, limit: int) -> float:
    return round(100 * used / limit, 2) if limit else 100.0


def openapi(call: Call) -> Reply:
    # here: the document is made of all operations, this one among them
    from allure_desktop.sandbox.openapi import document
    from allure_desktop.sandbox.routes import OPERATIONS as ALL

    return Reply(document(ALL, call.backend.url, legacy=call.backend.packages.legacy))


OPERATIONS = (
    Operation(
        "GET",
        "/api/health",
        "health",
        "Whether the server runs; proves nothing about a key",
        health,
        {200: ("It runs", record({"status": text(enum=["ok"]), "service": text()}))},
        scope=None,
    ),
    Operation(
        "GET",
        "/api/docs/openapi",
        "openapi",
        "This document",
        openapi,
        {200: ("OpenAPI 3.1", ANY_RECORD)},
        scope=None,
    ),
    Operation(
        "GET",
        "/api/v1/quotas",
        "getQuotas",
        "What the tenant may store and has stored",
        quotas,
        {
            200: (
                "Packages, and bytes over all versions",
                record(
                    {
                        "package_quota": record(
                            {
                                "limit": whole(),
                                "used": whole(),
                                "remaining": whole(),
                                "usage_percentage": _NUMBER,
                            }
                        ),
                        "storage_quota": record(
                            {
                                "limit_bytes": whole(),
                                "used_bytes": whole(),
                                "remaining_bytes": whole(),
                                "usage_percentage": _NUMBER,
                            }
                        ),
                    }
                ),
            )
        },
        query={"tenant_id": TENANT},
        errors=(403,),
    ),
)
