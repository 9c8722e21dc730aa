"""Reads imsmanifest.xml into the model, by namespace first and then by local name."""

from __future__ import annotations

from lxml import etree

from allure_desktop.scorm.elements import attribute, children_named, descend, first_child, line_of, split_tag, text_of
from allure_desktop.scorm.manifest import Manifest, Metadata, Resource
from allure_desktop.scorm.manifest_parts import Parts, organization
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
_MOST_COMMENTS = 20


def read_manifest(data: bytes) -> Manifest:
    """Reads a manifest's bytes. Raises ManifestProblem (`not-well-formed`, `doctype`, `too-large`).

    A root that is not `manifest` is read as an empty Manifest with that `root`.
    Source: SCORM 1.2 CAM 2.3; SCORM 2004 4th Ed. CAM 3.4.
    """
    parts = Parts()
    text = parse(data, parts)
    root = text.root
    namespace, local = split_tag(root.tag)
    schema, schemaversion, version_line, metadata = _metadata(first_child(root, "metadata"))
    looks = _by_namespaces(root, namespace)
    says = _by_schemaversion(schemaversion)
    organizations_element = first_child(root, "organizations")
    resources_element = first_child(root, "resources")
    resources = parts.resources_of(resources_element)
    by_identifier: dict[str, Resource] = {}
    for resource in resources:
        by_identifier.setdefault(resource.identifier, resource)
    return Manifest(
        identifier=attribute(root, "identifier"),
        version=attribute(root, "version"),
        standard=_standard(schemaversion, says, looks),
        schema=schema,
        schemaversion=schemaversion,
        schemaversion_line=version_line or line_of(root),
        says=says,
        looks=looks,
        root=local,
        namespace=namespace,
        default=attribute(organizations_element, "default") if organizations_element is not None else "",
        organizations=tuple(
            organization(element, parts) for element in children_named(organizations_element, "organization")
        ),
        resources=resources,
        metadata=metadata,
        organizations_line=line_of(organizations_element) if organizations_element is not None else 0,
        resources_line=line_of(resources_element) if resources_element is not None else 0,
        submanifests=sum(1 for _ in children_named(root, "manifest")),
        doctype=text.doctype,
        encoding_problem=text.encoding_problem,
        comments=_comments(root),
        sequencing_collection=first_child(root, "sequencingCollection"),
        line=line_of(root),
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
    version = first_child(element, "schemaversion")
    location = first_child(element, "location")
    general = descend(element, "lom", "general")
    educational = descend(element, "lom", "educational")
    return (
        text_of(first_child(element, "schema")),
        text_of(version),
        line_of(version) if version is not None else 0,
        Metadata(
            title=_language_text(first_child(general, "title")),
            description=_language_text(first_child(general, "description")),
            duration=_duration(first_child(educational, "typicallearningtime")),
            location=text_of(location),
            location_line=line_of(location) if location is not None else 0,
        ),
    )


def _language_text(element: etree._Element | None) -> str:
    """The first non-empty `langstring` (IMS MD 1.2.1) or `string` (IEEE LOM), or the plain text."""
    if element is None:
        return ""
    for child in element:
        if split_tag(child.tag)[1] and (words := text_of(child)):
            return words
    return " ".join((element.text or "").split())


def _duration(element: etree._Element | None) -> str:
    words = text_of(first_child(element, "datetime")) or text_of(first_child(element, "duration"))
    # Some tools write `PT0H0M0S`, which says nothing.
    return words if any(digit in words for digit in "123456789") else ""


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
