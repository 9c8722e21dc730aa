"""Holds an answer against a schema of an OpenAPI document: the keywords that documents of this API use."""

from __future__ import annotations

from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def misfit(value: Any, schema: dict[str, Any], document: dict[str, Any], where: str) -> str:
    """What does not fit, in words that name the place; '' when all does."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return misfit(value, document["components"]["schemas"][name], document, f"{where} {name}")
    if "oneOf" in schema:
        tried = [misfit(value, one, document, where) for one in schema["oneOf"]]
        return "" if "" in tried else " | ".join(tried)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    as_said = [isinstance(value, _TYPES[kind]) and (kind == "boolean" or value is not True) for kind in kinds]
    if kinds and not any(as_said):
        return f"{where}: {value!r} is no {' or '.join(kinds)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where}: {value!r} is none of {schema['enum']}"
    if isinstance(value, list):
        found = (misfit(one, schema.get("items", {}), document, f"{where}[{i}]") for i, one in enumerate(value))
        return next((words for words in found if words), "")
    if isinstance(value, dict):
        missing = [name for name in schema.get("required", []) if name not in value]
        if missing:
            return f"{where}: {', '.join(missing)} missing"
        properties = schema.get("properties", {})
        if properties and "additionalProperties" not in schema and (extra := value.keys() - properties.keys()):
            return f"{where}: {', '.join(sorted(extra))} not declared"
        found = (
            misfit(one, properties[name], document, f"{where}.{name}")
            for name, one in value.items()
            if name in properties
        )
        return next((words for words in found if words), "")
    return ""
