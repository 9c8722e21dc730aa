"""The OpenAPI document: what the declared operations say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from allure_desktop.sandbox import shapes
from allure_desktop.sandbox.operations import Operation

_NAMED = {
    "Package": shapes.PACKAGE,
    "PackageVersion": shapes.VERSION,
    "ProcessPackageResponse": shapes.PROCESSED,
    "ValidatePackageResponse": shapes.VALIDATED,
    "Error": shapes.ERROR,
}
_ERRORS = {
    400: "INVALID_REQUEST, or Invalid SCORM Package with MANIFEST_NOT_FOUND, PARSE_FAILED",
    401: "UNAUTHORIZED, INVALID_API_KEY, EXPIRED_API_KEY",
    403: "INSUFFICIENT_SCOPES, TENANT_MISMATCH, QUOTA_EXCEEDED",
    404: "PACKAGE_NOT_FOUND, SESSION_NOT_FOUND, UPLOAD_NOT_FOUND, WEBHOOK_NOT_FOUND",
    409: "VERSION_CONFLICT, DUPLICATE_ENTRY",
    413: "FILE_TOO_LARGE",
    429: "RATE_LIMIT_EXCEEDED, with Retry-After and X-RateLimit-Limit, -Remaining, -Reset",
    500: "INTERNAL_ERROR, or Package Processing Failed with PARSE_FAILED, UPLOAD_FAILED",
    503: "SERVICE_UNAVAILABLE, STORAGE_UNAVAILABLE",
}


def document(operations: Iterable[Operation], url: str, *, legacy: bool) -> dict[str, Any]:
    """OpenAPI 3.1 of exactly these operations. `legacy`: packages come in the page's older record shape."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    schemas = {name: _referring(schema, skip=name) for name, schema in _NAMED.items()}
    if legacy:
        schemas["Package"] = _legacy()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "AllureConnect SCORM API (sandbox)",
            "version": "1",
            "description": "A server on this computer with the calls of the public API page.",
        },
        "servers": [{"url": url}],
        "security": [{"apiKey": []}, {"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
            "schemas": schemas,
        },
    }


def _described(operation: Operation) -> dict[str, Any]:
    needs_key = operation.scope is not None
    answers: dict[str, Any] = {}
    for status, (words, schema) in operation.answers.items():
        answers[str(status)] = {"description": words}
        if operation.media_type != "application/json":
            binary = {"schema": {"type": "string", "format": "binary"}}
            answers[str(status)]["content"] = {operation.media_type: binary}
        elif schema is not None:
            answers[str(status)]["content"] = {"application/json": {"schema": _referring(schema)}}
    for status in sorted({*operation.errors, *((401, 403, 429) if needs_key else ())}):
        error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
        answers[str(status)] = {"description": _ERRORS[status], "content": error}
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [
            *_parameters("path", dict.fromkeys(re.findall(r"{(\w+)}", operation.path), shapes.text()), required=True),
            *_parameters("query", operation.query, required=operation.required_query),
            *_parameters("header", operation.headers, required=()),
        ],
        "responses": answers,
    }
    if operation.description:
        described["description"] = operation.description
    if operation.scope is None:
        described["security"] = []
    else:
        described["x-required-scope"] = operation.scope
    if operation.body is not None:
        content = {"application/json": {"schema": operation.body}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _parameters(place: str, schemas: shapes.Schema, *, required: bool | tuple[str, ...]) -> Iterable[dict[str, Any]]:
    for name, schema in schemas.items():
        needed = required if isinstance(required, bool) else name in required
        yield {"name": name, "in": place, "required": needed, "schema": schema}


def _referring(schema: Any, skip: str = "") -> Any:
    """The schema with the named ones in it replaced by references."""
    for name, named in _NAMED.items():
        if schema is named and name != skip:
            return {"$ref": f"#/components/schemas/{name}"}
    if isinstance(schema, dict):
        return {key: _referring(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_referring(value) for value in schema]
    return schema


def _legacy() -> dict[str, Any]:
    names = ("tenant_id", "title", "version", "launch_url", "manifest_url", "storage_path", "file_size_bytes")
    properties = {name: shapes.PACKAGE["properties"][name] for name in (*names, "metadata", "created_at", "updated_at")}
    properties = {"id": shapes.text(), "scorm_version": shapes.text(), **properties}
    return {"type": "object", "properties": properties, "required": list(properties)}
