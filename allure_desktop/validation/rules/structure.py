"""Rules about organizations, items and resources: what leads to what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from allure_desktop.scorm.manifest import Item, Manifest, Organization, Resource
from allure_desktop.validation.catalogue import enumerated, finding, shown
from allure_desktop.validation.finding import Finding, Severity
from allure_desktop.validation.package import Package

# Milder than XML Schema's ID: tools make identifiers of titles, and brackets or "@" in them trouble no system.
_XML_ID = re.compile(r"[^\W\d\s][^\s#/\\?&<>\"'*|,;:$%!]*|[@(\[].*")
_DEFAULT_IDENTIFIERS = {
    "course_id1",
    "adapt_manifest",
    "rusticisoftwarescormdrivertemplate",
    "singlesharableresource",
    "manifest",
    "imsmanifest",
    "scorm_default",
}


def no_organization(package: Package) -> Iterator[Finding]:
    """`manifest.no-organization`, or `manifest.nothing-to-launch` where no resource has an href either."""
    manifest = package.manifest
    if any(True for organization in manifest.organizations for _ in organization.walk()):
        return
    line = manifest.organizations_line or manifest.line
    if not any(resource.href for resource in manifest.resources):
        yield _finding(package, "manifest.nothing-to-launch", "No item or resource leads to a file.", line)
        return
    what = "no item in its organization" if manifest.organizations else "no organization"
    yield _finding(package, "manifest.no-organization", f"The manifest has {what}.", line)


def default_organization(package: Package) -> Iterator[Finding]:
    """`manifest.default-organization`, and the note `manifest.multiple-organizations`."""
    manifest = package.manifest
    identifiers = [organization.identifier for organization in manifest.organizations]
    if manifest.default and identifiers and manifest.default not in identifiers:
        yield _finding(
            package,
            "manifest.default-organization",
            f"default is “{shown(manifest.default)}”, which no organization has; the first one was assumed.",
            manifest.organizations_line,
        )
    if len(identifiers) > 1:
        yield _finding(
            package,
            "manifest.multiple-organizations",
            f"There are {len(identifiers)}: {enumerated(identifiers)}.",
            manifest.organizations[1].line,
        )


def unknown_resource(package: Package) -> Iterator[Finding]:
    """`manifest.unknown-resource`"""
    default = package.manifest.default_organization
    for organization in package.manifest.organizations:
        severity: Severity = "error" if organization is default else "warning"
        for item in _dangling(package.manifest, organization):
            yield finding(
                "manifest.unknown-resource",
                f"The item “{shown(item.title or item.identifier)}” refers to “{shown(item.identifierref)}”.",
                severity=severity,
                member=package.manifest_member.name,
                line=item.line,
            )


def _dangling(manifest: Manifest, organization: Organization) -> Iterator[Item]:
    for _, item in organization.walk():
        if item.identifierref and manifest.resource(item.identifierref) is None:
            yield item


def nothing_to_launch(package: Package) -> Iterator[Finding]:
    """`manifest.nothing-to-launch`: items there are, but none leads to an href, or all that do are hidden."""
    manifest = package.manifest
    organization = manifest.default_organization
    items = [item for _, item in organization.walk()] if organization is not None else []
    if not items or organization is None or any(True for _ in _dangling(manifest, organization)):
        return  # told by the rules above
    launching = [item for item in items if _leads_to_href(manifest, item)]
    if not launching:
        yield _finding(
            package,
            "manifest.nothing-to-launch",
            "No item of the default organization leads to a resource with an href.",
            organization.line,
        )
    elif not any(item.visible for item in launching):
        yield finding(
            "manifest.nothing-to-launch",
            "Every item that could be launched is hidden (isvisible=“false”).",
            severity="warning" if manifest.is_2004 else "error",
            title="All items are hidden",
            remedy="Show at least one item.",
            member=package.manifest_member.name,
            line=launching[0].line,
        )


def _leads_to_href(manifest: Manifest, item: Item) -> bool:
    resource = manifest.resource(item.identifierref) if item.identifierref else None
    return resource is not None and bool(resource.href)


def item_structure(package: Package) -> Iterator[Finding]:
    """`manifest.item-structure`: a leaf without a resource, or (2004) a parent with one."""
    manifest = package.manifest
    organization = manifest.default_organization
    if organization is None:
        return
    launches = any(_leads_to_href(manifest, item) for _, item in organization.walk())
    for _, item in organization.walk():
        name = shown(item.title or item.identifier)
        if not item.children and not item.identifierref and launches:
            yield _finding(
                package, "manifest.item-structure", f"The item “{name}” has neither a resource nor children.", item.line
            )
        elif item.children and item.identifierref and manifest.is_2004:
            yield _finding(
                package, "manifest.item-structure", f"The item “{name}” has both a resource and children.", item.line
            )


def identifiers(package: Package) -> Iterator[Finding]:
    """`manifest.duplicate-identifier` and `manifest.bad-identifier`; the manifest's own is checked for form alone."""
    manifest = package.manifest
    items = [item for organization in manifest.organizations for _, item in organization.walk()]
    yield from _identifiers(package, "organization", manifest.organizations)
    yield from _identifiers(package, "item", items)
    yield from _identifiers(package, "resource", manifest.resources)
    if manifest.identifier and not _XML_ID.fullmatch(manifest.identifier):
        yield _bad_identifier(package, "manifest", manifest.identifier, manifest.line)


def _identifiers(package: Package, kind: str, things: Iterable[Organization | Item | Resource]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    told: set[str] = set()
    for thing in things:
        identifier = thing.identifier
        if not identifier or identifier in told:
            continue
        if identifier in seen:
            told.add(identifier)
            yield _finding(
                package,
                "manifest.duplicate-identifier",
                f"Two of its {kind}s are called “{shown(identifier)}” (line {seen[identifier]} and line {thing.line}).",
                thing.line,
            )
        elif not _XML_ID.fullmatch(identifier):
            yield _bad_identifier(package, kind, identifier, thing.line)
        seen.setdefault(identifier, thing.line)


def _bad_identifier(package: Package, kind: str, identifier: str, line: int) -> Finding:
    return _finding(package, "manifest.bad-identifier", f"The {kind}'s identifier is “{shown(identifier)}”.", line)


def scorm_type(package: Package) -> Iterator[Finding]:
    """`manifest.scormtype`: missing, in the other version's spelling, or no known value, where items launch it."""
    manifest = package.manifest
    version = manifest.looks or ("2004" if manifest.is_2004 else manifest.standard or "")
    right = "scormType" if version == "2004" else "scormtype"
    seen: dict[str, Resource] = {}
    for organization in manifest.organizations:
        seen.update((resource.identifier, resource) for resource in package.launches(organization))
    for resource in seen.values():
        name = shown(resource.identifier)
        if not resource.scorm_type_attribute:
            message = f"The resource “{name}” has no adlcp:{right}."
        elif version and resource.scorm_type_attribute != right:
            message = f"The resource “{name}” says adlcp:{resource.scorm_type_attribute}; here it is adlcp:{right}."
        elif resource.scorm_type.lower() not in ("sco", "asset"):
            message = f"The resource “{name}” has adlcp:{right}=“{shown(resource.scorm_type)}”."
        else:
            continue
        yield _finding(package, "manifest.scormtype", message, resource.line)


def orphan_resources(package: Package) -> Iterator[Finding]:
    """`manifest.orphan-resource`"""
    manifest = package.manifest
    used = {item.identifierref for organization in manifest.organizations for _, item in organization.walk()}
    used.discard("")
    if not used or any(True for organization in manifest.organizations for _ in _dangling(manifest, organization)):
        return  # a reference that leads nowhere may have meant it
    used.update(identifier for resource in manifest.resources for identifier in resource.dependencies)
    orphans = [r for r in manifest.resources if r.is_sco and r.identifier not in used]
    if orphans:
        names = enumerated([resource.identifier for resource in orphans])
        yield _finding(package, "manifest.orphan-resource", f"No item uses {names}.", orphans[0].line)


def submanifests(package: Package) -> Iterator[Finding]:
    """`manifest.submanifest`"""
    count = package.manifest.submanifests
    if count:
        yield _finding(package, "manifest.submanifest", f"{count} inside the manifest.", package.manifest.line)


def default_identifier(package: Package) -> Iterator[Finding]:
    """`manifest.default-identifier`"""
    manifest = package.manifest
    if manifest.identifier.lower() in _DEFAULT_IDENTIFIERS:
        of = f" of {package.tool}" if package.tool else ""
        yield _finding(
            package,
            "manifest.default-identifier",
            f"“{shown(manifest.identifier)}” is a default{of}, which many courses share.",
            manifest.line,
        )


def _finding(package: Package, code: str, message: str, line: int) -> Finding:
    return finding(code, message, member=package.manifest_member.name, line=line)


RULES = (
    no_organization,
    default_organization,
    unknown_resource,
    nothing_to_launch,
    item_structure,
    identifiers,
    scorm_type,
    orphan_resources,
    submanifests,
    default_identifier,
)
