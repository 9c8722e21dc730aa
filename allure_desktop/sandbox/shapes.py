"""The shapes of requests and answers, once: the OpenAPI document shows them and requests are checked by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]


def text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": description} if description else {}), **more}


def words(description: str = "", **more: Any) -> Schema:
    """A text that must not be empty."""
    return text(description, minLength=1, **more)


def whole(description: str = "", **more: Any) -> Schema:
    return {"type": "integer", **({"description": description} if description else {}), **more}


def nullable(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def array(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def record(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None, **more: Any) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        **more,
    }


TENANT = words("The key's tenant")
WHO = words("Who uploads; stands in the version history")
TIME = text("ISO 8601, UTC", format="date-time")
ANY_RECORD: Schema = {"type": "object", "additionalProperties": True}

MANIFEST = record(
    {"title": text(), "version": text("1.2 or 2004"), "launch_url": text(), "sco_count": whole()},
    {"description": text(), "duration": text()},
)
PACKAGE = record(
    {
        "package_id": text(),
        "tenant_id": text(),
        "title": text(),
        "version": text("1.2 or 2004"),
        "launch_url": text("Where the course begins; the same over all versions"),
        "manifest_url": text(),
        "storage_path": text(),
        "file_size_bytes": whole(),
        "metadata": record(
            {
                "identifier": text(),
                "schema": text(),
                "schemaversion": text("The edition"),
                "description": text(),
                "sco_count": whole(),
            }
        ),
        "current_revision": whole("From 1"),
        "original_filename": text(),
        "description": text(),
        "duration": text(),
        "tags": array(text()),
        "custom_metadata": ANY_RECORD,
        "uploaded_by": text(),
        "created_at": TIME,
        "updated_at": TIME,
    }
)
PACKAGE_PAGE = record(
    {"packages": array(PACKAGE), "next_cursor": nullable(text("Ask again with it as `cursor`; null at the end"))}
)
VERSION = record(
    {
        "revision": whole(),
        "created_at": TIME,
        "uploaded_by": text(),
        "original_filename": text(),
        "file_size_bytes": whole(),
        "sha256": text(),
        "current": {"type": "boolean"},
    }
)
PROCESSED = record(
    {
        "upload_id": text(),
        "manifest": MANIFEST,
        "file_size_bytes": whole(),
        "storage_path": text(),
        "package": record(
            {
                "package_id": text(),
                "title": text(),
                "launch_url": text(),
                "version": text(),
                "current_revision": whole(),
            }
        ),
    }
)
VALIDATED = record(
    {
        "validation_only": {"type": "boolean", "enum": [True]},
        "manifest": MANIFEST,
        "file_size_bytes": whole(),
        "storage_path": text(),
    }
)
PENDING = record({"upload_id": text(), "storage_path": text(), "status": text(enum=["processing"])})
ERROR = record({"error": text("Words"), "code": text(), "details": ANY_RECORD})


def complaint(value: Any, schema: Schema, name: str = "body") -> str | None:
    """What is wrong with `value`, in words that name the field, or None. Knows the keywords used above."""
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if kinds and not any(_is(value, kind) for kind in kinds):
        return f"{name} must be {' or '.join(kinds)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{name} must be one of {', '.join(str(one) for one in schema['enum'])}"
    if isinstance(value, str) and len(value.strip()) < schema.get("minLength", 0):
        return f"{name} must not be empty"
    if isinstance(value, str) and len(value) > schema.get("maxLength", len(value)):
        return f"{name} must have at most {schema['maxLength']} characters"
    if isinstance(value, int) and value < schema.get("minimum", value):
        return f"{name} must be at least {schema['minimum']}"
    if isinstance(value, int) and value > schema.get("maximum", value):
        return f"{name} must be at most {schema['maximum']}"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            return f"{name} must have at least {schema['minItems']} entries"
        found = (complaint(one, schema.get("items", {}), f"{name}[{i}]") for i, one in enumerate(value))
        return next((words for words in found if words), None)
    if isinstance(value, dict):
        return _record_complaint(value, schema, name)
    return None


def _record_complaint(value: Mapping[str, Any], schema: Schema, name: str) -> str | None:
    prefix = "" if name == "body" else f"{name}."
    properties: Mapping[str, Schema] = schema.get("properties", {})
    for field in schema.get("required", ()):
        if field not in value:
            return f"{prefix}{field} is required"
    for field, one in value.items():
        if field in properties:
            if found := complaint(one, properties[field], f"{prefix}{field}"):
                return found
        elif schema.get("additionalProperties") is False:
            return f"{prefix}{field} is not a field of this call"
    return None


def _is(value: Any, kind: str) -> bool:
    if kind in ("integer", "number") and isinstance(value, bool):
        return False
    types: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "integer": (int,),
        "number": (int, float),
        "boolean": (bool,),
        "array": (list,),
        "object": (dict,),
        "null": (type(None),),
    }
    return isinstance(value, types[kind])
