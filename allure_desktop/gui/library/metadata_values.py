"""The JSON types of a value of the custom metadata, in words, and how text becomes one of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication

from allure_desktop import json_values

translate = QCoreApplication.translate


class Kind(StrEnum):
    """What JSON knows."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    NULL = "null"
    OBJECT = "object"
    LIST = "list"


def names() -> dict[Kind, str]:
    """The kinds as the user reads them."""
    return {
        Kind.TEXT: translate("Metadata", "Text"),
        Kind.NUMBER: translate("Metadata", "Number"),
        Kind.TRUTH: translate("Metadata", "True or false"),
        Kind.NULL: translate("Metadata", "Empty (null)"),
        Kind.OBJECT: translate("Metadata", "Object"),
        Kind.LIST: translate("Metadata", "List"),
    }


def kind_of(value: Any) -> Kind:
    """The kind of a value; what is nested beyond all use is named by its first character."""
    if isinstance(value, json_values.NestedText):
        return Kind.LIST if value.startswith("[") else Kind.OBJECT
    if value is None:
        return Kind.NULL
    if isinstance(value, bool):
        return Kind.TRUTH
    if isinstance(value, (int, float)):
        return Kind.NUMBER
    if isinstance(value, (list, tuple)):
        return Kind.LIST
    return Kind.OBJECT if isinstance(value, dict) else Kind.TEXT


def text_of(value: Any) -> str:
    """As it is edited: a text without its quotes, everything else as JSON."""
    if isinstance(value, str) and not isinstance(value, json_values.NestedText):
        return value
    return json_values.encode(value).decode()


def value_of(kind: Kind, text: str) -> Any:
    """The value that `text` is meant to be. Raises ValueError, in the user's words, where it is none of that kind."""
    if kind is Kind.TEXT:
        return text
    if kind is Kind.NULL:
        return None
    try:
        value = json_values.decode(text.strip())
    except Exception as error:  # msgspec has no common base with ValueError
        raise ValueError(_no_such(kind)) from error
    if kind_of(value) is not kind:
        raise ValueError(_no_such(kind))
    return value


def converted(kind: Kind, text: str) -> str:
    """What stands in the field when its type was changed: the same text where it can be one, else a beginning."""
    try:
        value_of(kind, text)
    except ValueError:
        return {Kind.NUMBER: "0", Kind.TRUTH: "false", Kind.OBJECT: "{}", Kind.LIST: "[]"}.get(kind, "")
    return "" if kind is Kind.NULL else text


def _no_such(kind: Kind) -> str:
    return {
        Kind.NUMBER: translate("Metadata", "is no number. Write it with a point, such as 12 or 0.5."),
        Kind.TRUTH: translate("Metadata", "is neither true nor false."),
        Kind.OBJECT: translate("Metadata", 'is no object. Write it as JSON, such as {"level": 2}.'),
        Kind.LIST: translate("Metadata", 'is no list. Write it as JSON, such as ["a", "b"].'),
    }.get(kind, "")
