"""Looks into elements of a manifest: by namespace first and then by local name, as systems do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def split_tag(tag: object) -> tuple[str, str]:
    """Namespace and local name; both '' for comments and processing instructions."""
    if not isinstance(tag, str):
        return "", ""
    namespace, brace, local = tag.rpartition("}")
    return (namespace[1:], local) if brace else ("", tag)


def children_named(element: etree._Element | None, local: str) -> Iterator[etree._Element]:
    """Those with that local name, in any namespace."""
    if element is not None:
        for child in element:
            if split_tag(child.tag)[1] == local:
                yield child


def first_child(element: etree._Element | None, local: str) -> etree._Element | None:
    """The child in the element's own namespace, else the first with that local name."""
    if element is None:
        return None
    own = split_tag(element.tag)[0]
    first = None
    for child in element:
        namespace, name = split_tag(child.tag)
        if name == local or name.lower() == local:
            if namespace == own:
                return child
            first = child if first is None else first
    return first


def descend(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child's first child and so on, None where one is missing."""
    for local in path:
        element = first_child(element, local)
    return element


def attribute(element: etree._Element, local: str) -> str:
    """The plain attribute, else one of that local name in any namespace; trimmed."""
    value = element.get(local)
    if value is None:
        for name, other in element.attrib.items():
            if str(name).endswith("}" + local):
                return str(other).strip()
        return ""
    return value.strip()


def text_of(element: etree._Element | None) -> str:
    """All text in it with single spaces, '' where there is no element."""
    if element is None:
        return ""
    text = (element.text or "") if not len(element) else str(element.xpath("string()"))
    return " ".join(text.split())


def line_of(element: etree._Element) -> int:
    """Its line in the document, from 1; 0 if unknown."""
    line: Any = element.sourceline  # an int or None; the stubs do not say
    return int(line or 0)


def flag(element: etree._Element, name: str, otherwise: bool) -> bool:
    """An attribute that is true or false, `otherwise` if it is missing or neither."""
    words = attribute(element, name).lower()
    return otherwise if words not in ("true", "1", "false", "0") else words in ("true", "1")
