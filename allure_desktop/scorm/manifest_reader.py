"""Reads imsmanifest.xml into the model, by namespace first and then by local name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from allure_desktop.scorm.manifest import (
    CompletionThreshold,
    DataMap,
    Files,
    Item,
    Manifest,
    Metadata,
    Organization,
    Resource,
)
from allure_desktop.scorm.names import compose
from allure_desktop.scorm.xml_text import ManifestProblem, parse

__all__ = ["ManifestProblem", "read_manifest"]

CP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
CP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
CP_NAMESPACES = {
    CP_12: "1.2",
    "http://www.imsglobal.org/xsd/imscp_rootv1p1p2": "1.2",
    CP_2004: "2004",
    "http://www.imsglobal.org/xsd/imscp_v1p1p3": "2004",
    "http://www.imsglobal.org/xsd/imscp_v1p1p4": "2004",
}
ADL_NAMESPACES = {
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "1.2",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "2004",
}
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MOST_COMMENTS = 20


def read_manifest(data: bytes) -> Manifest:
    """Reads a manifest's bytes. Raises ManifestProblem (`not-well-formed`, `doctype`, `too-large`).

    A root that is not `manifest` is read as an empty Manifest with that `root`.
    Source: SCORM 1.2 CAM 2.3; SCORM 2004 4th Ed. CAM 3.4.
    """
    text = parse(data)
    root = text.root
    namespace, local = _split(root.tag)
    schema, schemaversion, version_line, metadata = _metadata(_child(root, "metadata"))
    looks = _by_namespaces(root, namespace)
    says = _by_schemaversion(schemaversion)
    base = root.get(_XML_BASE, "")
    organizations_element = _child(root, "organizations")
    resources_element = _child(root, "resources")
    resources = _resources(resources_element, base) if resources_element is not None else ()
    by_identifier: dict[str, Resource] = {}
    for resource in resources:
        by_identifier.setdefault(resource.identifier, resource)
    return Manifest(
        identifier=_attribute(root, "identifier"),
        version=_attribute(root, "version"),
        standard=_standard(schemaversion, says, looks),
        schema=schema,
        schemaversion=schemaversion,
        schemaversion_line=version_line or _line(root),
        says=says,
        looks=looks,
        root=local,
        namespace=namespace,
        default=_attribute(organizations_element, "default") if organizations_element is not None else "",
        organizations=tuple(_organization(element) for element in _children(organizations_element, "organization")),
        resources=resources,
        metadata=metadata,
        organizations_line=_line(organizations_element) if organizations_element is not None else 0,
        resources_line=_line(resources_element) if resources_element is not None else 0,
        submanifests=sum(1 for _ in _children(root, "manifest")),
        doctype=text.doctype,
        encoding_problem=text.encoding_problem,
        comments=_comments(root),
        sequencing_collection=_child(root, "sequencingCollection"),
        line=_line(root),
        by_identifier=by_identifier,
    )


def _standard(schemaversion: str, says: str, looks: str) -> str | None:
    if says == "2004":
        words = " ".join(schemaversion.lower().split())
        if words == "cam 1.3":
            return "2004 2nd Edition"
        for ordinal in ("2nd", "3rd", "4th"):
            if ordinal in words:
                return f"2004 {ordinal} Edition"
        return "2004"
    return says or looks or None


def _by_schemaversion(schemaversion: str) -> str:
    words = " ".join(schemaversion.lower().split())
    if words.startswith("1.2"):
        return "1.2"
    if words.startswith("2004") or words in ("cam 1.3", "1.3", "cam1.3"):
        return "2004"
    return ""


def _by_namespaces(root: etree._Element, namespace: str) -> str:
    if namespace in CP_NAMESPACES:
        return CP_NAMESPACES[namespace]
    for uri in root.nsmap.values():
        if uri in ADL_NAMESPACES:
            return ADL_NAMESPACES[uri]
    return ""


def _metadata(element: etree._Element | None) -> tuple[str, str, int, Metadata]:
    if element is None:
        return "", "", 0, Metadata()
    version = _child(element, "schemaversion")
    location = _child(element, "location")
    general = _descend(element, "lom", "general")
    educational = _descend(element, "lom", "educational")
    return (
        _text(_child(element, "schema")),
        _text(version),
        _line(version) if version is not None else 0,
        Metadata(
            title=_language_text(_child(general, "title")),
            description=_language_text(_child(general, "description")),
            duration=_duration(_child(educational, "typicallearningtime")),
            location=_text(location),
            location_line=_line(location) if location is not None else 0,
        ),
    )


def _language_text(element: etree._Element | None) -> str:
    """The first non-empty `langstring` (IMS MD 1.2.1) or `string` (IEEE LOM), or the plain text."""
    if element is None:
        return ""
    for child in element:
        if _split(child.tag)[1] and (words := _text(child)):
            return words
    return " ".join((element.text or "").split())


def _duration(element: etree._Element | None) -> str:
    words = _text(_child(element, "datetime")) or _text(_child(element, "duration"))
    # Some tools write `PT0H0M0S`, which says nothing.
    return words if any(digit in words for digit in "123456789") else ""


def _organization(element: etree._Element) -> Organization:
    return Organization(
        identifier=_attribute(element, "identifier"),
        title=_text(_child(element, "title")),
        structure=_attribute(element, "structure"),
        line=_line(element),
        items=tuple(_item(child) for child in _children(element, "item")),
        sequencing=_child(element, "sequencing"),
        objectives_global_to_system=_flag(element, "objectivesGlobalToSystem", True),
        shared_data_global_to_system=_flag(element, "sharedDataGlobalToSystem", True),
        hide_lms_ui=_hide_lms_ui(_child(element, "presentation")),
        completion=_completion_threshold(_child(element, "completionThreshold")),
        data_maps=_data_maps(_child(element, "data")),
        metadata_location=_text(_descend(element, "metadata", "location")),
    )


def _item(element: etree._Element) -> Item:
    children: list[Item] = []
    texts: dict[str, str] = {}
    sequencing = presentation = metadata = threshold = data = None
    for child in element:
        _, local = _split(child.tag)
        lowered = local.lower()
        if local == "item":
            children.append(_item(child))
        elif local == "sequencing":
            sequencing = child
        elif local == "presentation":
            presentation = child
        elif local == "metadata":
            metadata = child
        elif lowered == "completionthreshold":
            threshold = child
        elif local == "data":
            data = child
        elif local:
            texts.setdefault(lowered, _text(child))
    completion = _completion_threshold(threshold)
    return Item(
        identifier=_attribute(element, "identifier"),
        identifierref=_attribute(element, "identifierref"),
        title=texts.get("title", ""),
        visible=_attribute(element, "isvisible").lower() not in ("false", "0"),
        parameters=_attribute(element, "parameters"),
        line=_line(element),
        children=tuple(children),
        mastery_score=texts.get("masteryscore", ""),
        prerequisites=texts.get("prerequisites", ""),
        max_time_allowed=texts.get("maxtimeallowed", ""),
        time_limit_action=texts.get("timelimitaction", ""),
        launch_data=texts.get("datafromlms", ""),
        completion_threshold=completion.minimum if completion else "",
        hide_lms_ui=_hide_lms_ui(presentation),
        completion=completion,
        data_maps=_data_maps(data),
        sequencing=sequencing,
        metadata_location=_text(_child(metadata, "location")),
    )


def _completion_threshold(element: etree._Element | None) -> CompletionThreshold | None:
    """4th Edition: attributes, and `completedByMeasure` decides; before: the element's text. Source: CAM 3.4.1.14."""
    if element is None:
        return None
    text = _text(element)
    if text:
        return CompletionThreshold(True, text)
    by_measure = _flag(element, "completedByMeasure", False)
    return CompletionThreshold(
        by_measure, _attribute(element, "minProgressMeasure"), _attribute(element, "progressWeight")
    )


def _data_maps(element: etree._Element | None) -> tuple[DataMap, ...]:
    """4th Ed. CAM 3.4.1.22."""
    return tuple(
        DataMap(_attribute(one, "targetID"), _flag(one, "readSharedData", True), _flag(one, "writeSharedData", False))
        for one in _children(element, "map")
    )


def _flag(element: etree._Element, name: str, otherwise: bool) -> bool:
    words = _attribute(element, name).lower()
    return otherwise if words not in ("true", "1", "false", "0") else words in ("true", "1")


def _hide_lms_ui(presentation: etree._Element | None) -> tuple[str, ...]:
    interface = _child(presentation, "navigationInterface")
    return tuple(_text(element) for element in _children(interface, "hideLMSUI"))


def _resources(element: etree._Element, outer_base: str) -> tuple[Resource, ...]:
    base = compose(outer_base, element.get(_XML_BASE, ""))
    return tuple(_resource(child, base) for child in _children(element, "resource"))


def _resource(element: etree._Element, outer_base: str) -> Resource:
    base = compose(outer_base, element.get(_XML_BASE, ""))
    scorm_type = scorm_type_attribute = ""
    for name, value in element.attrib.items():
        local = _split(str(name))[1]
        if local.lower() == "scormtype":
            scorm_type, scorm_type_attribute = str(value).strip(), local
    files = Files(base)
    dependencies: list[str] = []
    metadata_location = ""
    file_tag = str(element.tag).rpartition("}")[0]
    file_tag = file_tag + "}file" if file_tag else "file"
    children: Any = element  # the stubs do not know what a line is
    for child in children:
        if child.tag == file_tag and not len(child):
            # there may be a hundred thousand of these
            files.append(child.get("href") or "", child.sourceline or 0)
            continue
        local = _split(child.tag)[1]
        if local == "file":
            files.append(child.get("href", ""), _line(child), _text(_descend(child, "metadata", "location")))
        elif local == "dependency":
            dependencies.append(_attribute(child, "identifierref"))
        elif local == "metadata":
            metadata_location = _text(_child(child, "location"))
    return Resource(
        identifier=_attribute(element, "identifier"),
        type=_attribute(element, "type"),
        href=_attribute(element, "href"),
        base=base,
        scorm_type=scorm_type,
        scorm_type_attribute=scorm_type_attribute,
        line=_line(element),
        files=files,
        dependencies=tuple(dependencies),
        metadata_location=metadata_location,
    )


def _comments(root: etree._Element) -> tuple[str, ...]:
    found: list[str] = []
    before = root.getprevious()
    while before is not None and len(found) < _MOST_COMMENTS:
        if isinstance(before, etree._Comment):
            found.append((before.text or "").strip())
        before = before.getprevious()
    for child in root:
        if isinstance(child, etree._Comment) and len(found) < _MOST_COMMENTS:
            found.append((child.text or "").strip())
    return tuple(found)


def _split(tag: object) -> tuple[str, str]:
    """Namespace and local name; both '' for comments and processing instructions."""
    if not isinstance(tag, str):
        return "", ""
    namespace, brace, local = tag.rpartition("}")
    return (namespace[1:], local) if brace else ("", tag)


def _children(element: etree._Element | None, local: str) -> Iterator[etree._Element]:
    if element is not None:
        for child in element:
            if _split(child.tag)[1] == local:
                yield child


def _child(element: etree._Element | None, local: str) -> etree._Element | None:
    """The child in the element's own namespace, else the first with that local name."""
    if element is None:
        return None
    own = _split(element.tag)[0]
    first = None
    for child in element:
        namespace, name = _split(child.tag)
        if name == local or name.lower() == local:
            if namespace == own:
                return child
            first = child if first is None else first
    return first


def _descend(element: etree._Element | None, *path: str) -> etree._Element | None:
    for local in path:
        element = _child(element, local)
    return element


def _attribute(element: etree._Element, local: str) -> str:
    """The plain attribute, else one of that local name in any namespace; trimmed."""
    value = element.get(local)
    if value is None:
        for name, other in element.attrib.items():
            if str(name).endswith("}" + local):
                return str(other).strip()
        return ""
    return value.strip()


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    text = (element.text or "") if not len(element) else str(element.xpath("string()"))
    return " ".join(text.split())


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline  # an int or None; the stubs do not say
    return int(line or 0)
