"""Rules about the files the manifest refers to."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import is_normalized
from urllib.parse import unquote

from allure_desktop.scorm.archive import Member
from allure_desktop.scorm.manifest import MANIFEST_NAME, Resource
from allure_desktop.scorm.names import is_external, normalise, resolve
from allure_desktop.validation.catalogue import finding, shown
from allure_desktop.validation.counted import Some
from allure_desktop.validation.finding import Finding, Severity
from allure_desktop.validation.package import Located, Package
from allure_desktop.validation.rules.archive import is_junk

_SCHEMA_ENDINGS = (".xsd", ".dtd")
#: so many missing files are told once each; of more, one may be counted twice
_MOST_REMEMBERED = 100_000


def launch_files(package: Package) -> Iterator[Finding]:
    """`manifest.launch-file-missing`, `manifest.case-mismatch` and `manifest.external-href` of what is launched."""
    severities = _launched(package)
    told: set[str] = set()
    for resource, severity in severities:
        found = package.locate(resource.href, resource.base)
        if found.path in told:
            continue
        told.add(found.path)
        if found.match == "external":
            yield finding(
                "manifest.external-href",
                f"The resource “{shown(resource.identifier)}” starts {shown(resource.href)}.",
                member=package.manifest_member.name,
                line=resource.line,
            )
        elif found.match in ("missing", "base"):
            yield finding(
                "manifest.launch-file-missing",
                f"{shown(found.path)} is not in the ZIP; the resource “{shown(resource.identifier)}” starts it."
                + _base_words(resource, found),
                severity=severity,
                member=package.manifest_member.name,
                line=resource.line,
            )
        elif found.match == "case":
            yield _case_mismatch(package, found, resource.line, severity)


def _launched(package: Package) -> list[tuple[Resource, Severity]]:
    """Every launched resource, with how bad it is when its file is missing."""
    manifest = package.manifest
    default = manifest.default_organization
    found: list[tuple[Resource, Severity]] = [(resource, "error") for resource in package.launches(default)]
    known = {resource.identifier for resource, _ in found}
    for organization in manifest.organizations:
        for resource in package.launches(organization):
            if resource.identifier not in known:
                known.add(resource.identifier)
                found.append((resource, "warning"))
    for resource in manifest.resources:
        if resource.href and resource.is_sco and resource.identifier not in known:
            found.append((resource, "warning"))
    return found


def _base_words(resource: Resource, found: Located) -> str:
    if not resource.base:
        return ""
    without = " Without it the file would be found." if found.match == "base" else ""
    return f" Its xml:base is “{shown(resource.base)}”.{without}"


def listed_files(package: Package) -> Iterator[Finding]:
    """`manifest.file-missing`, `manifest.case-mismatch`, `zip.name-encoding` and external files, but launch files."""
    starts = [(resource, package.locate(resource.href, resource.base)) for resource, _ in _launched(package)]
    launched = {found.path for _, found in starts}
    wrong_bases = {resource.base for resource, found in starts if found.match == "base"}
    told: set[str] = set()
    other_form, external, external_line = Some(), Some(), 0
    for href, base, line in package.odd_references:
        found = package.locate(href, base)
        if found.member is not None and (found.match == "encoding" or _differs_in_form(found, href)):
            other_form.add(found.path)
        if found.match == "exact" or found.path in launched or found.path in told:
            continue
        if len(told) < _MOST_REMEMBERED:
            told.add(found.path)
        if found.match == "external":
            external_line = external_line or line
            external.add(href)
        elif found.match == "case":
            yield _case_mismatch(package, found, line, "warning")
        elif (found.match == "missing" or (found.match == "base" and base not in wrong_bases)) and href.strip():
            yield finding(
                "manifest.file-missing",
                f"{shown(found.path)} is not in the ZIP.",
                member=package.manifest_member.name,
                line=line,
            )
    if external:
        yield finding(
            "manifest.external-href",
            f"Listed files lie elsewhere: {external}.",
            member=package.manifest_member.name,
            line=external_line,
        )
    yield from _other_form(package, other_form)


def _differs_in_form(found: Located, href: str) -> bool:
    """Whether reference and member are the same but for their Unicode form (NFD against NFC)."""
    member = found.member
    if member is None or member.path.isascii():
        return False
    written = unquote(href)
    return is_normalized("NFC", written) != is_normalized("NFC", member.name)


def _other_form(package: Package, paths: Some) -> Iterator[Finding]:
    if paths and not package.archive.members.has_unmarked_names:  # else told by the rule about names
        yield finding(
            "zip.name-encoding",
            f"The manifest writes {paths} with other Unicode characters (NFD against NFC) than the ZIP.",
            title="A name is written in two ways",
            member=paths.first,
        )


def other_forms(package: Package) -> Iterator[tuple[str, Member]]:
    """References that differ from the ZIP in Unicode form alone: the path meant, and the member."""
    for href, base, _ in package.odd_references:
        found = package.locate(href, base)
        if found.member is not None and _differs_in_form(found, href):
            yield found.path, found.member


def _case_mismatch(package: Package, found: Located, line: int, severity: Severity) -> Finding:
    stored = found.member.name if found.member is not None else ""
    return finding(
        "manifest.case-mismatch",
        f"The manifest says {shown(found.path)}, the ZIP has {shown(stored)}.",
        severity=severity,
        member=package.manifest_member.name,
        line=line,
    )


def href_form(package: Package) -> Iterator[Finding]:
    """`manifest.href-form`: back-slashes, absolute paths, an `xml:base` without its closing slash."""
    for href, _, line in package.odd_references:
        if is_external(href):
            continue
        if "\\" in href:
            yield _href_form(package, f"{shown(href)} has backslashes.", line)
        elif href.strip().startswith("/") or href[1:2] == ":":
            yield _href_form(package, f"{shown(href)} is an absolute path.", line)
    bases = {r.base: r for r in package.manifest.resources if r.base and not r.base.endswith("/") and r.href}
    for base, resource in bases.items():
        if package.locate(resource.href, base).member is not None:
            message = f"xml:base=“{shown(base)}” lacks its closing slash: systems differ in what it means."
            yield _href_form(package, message, resource.line)


def _href_form(package: Package, message: str, line: int) -> Finding:
    return finding("manifest.href-form", message, member=package.manifest_member.name, line=line)


def unlisted_files(package: Package) -> Iterator[Finding]:
    """`manifest.unlisted-files`"""
    found = Some(member.name for member in unlisted(package))
    if found:
        count = "1 file is" if found.count == 1 else f"{found.count:,} files are"
        yield finding("manifest.unlisted-files", f"{count} listed nowhere: {found}.", member=found.first)


def unlisted(package: Package) -> Iterator[Member]:
    """The files that the manifest lists nowhere; junk and schemas apart."""
    archive, members = package.archive, package.archive.members
    listed = bytearray(package.listed)
    known = [MANIFEST_NAME, package.manifest_member.path, *metadata_paths(package)]
    for href, base, _ in package.odd_references:
        found = package.locate(href, base)
        if found.member is not None:
            known.append(found.member.path)
    for path in known:
        number = archive.number_of(path)
        if number >= 0:
            listed[number] = 1
    if 0 not in listed:
        return
    for number, path in enumerate(archive.paths):
        if not listed[number] and not _is_no_content(path) and not listed[archive.number_of(path)]:
            yield members[members.file_numbers[number]]


def _is_no_content(path: str) -> bool:
    return is_junk(path) or _is_schema(path) or ".." in path.split("/")


def _is_schema(path: str) -> bool:
    return path.lower().endswith(_SCHEMA_ENDINGS)


def schema_files(package: Package) -> Iterator[Finding]:
    """`manifest.schema-files`"""
    if not any(f"{ending}\n" in text for text in package.archive.lowered_paths() for ending in _SCHEMA_ENDINGS):
        yield finding("manifest.schema-files", "There is no XSD in the ZIP.")


def missing_metadata(package: Package) -> Iterator[Finding]:
    """`manifest.missing-metadata`"""
    for path in metadata_paths(package):
        if package.archive.find_caseless(path) is None:
            yield finding(
                "manifest.missing-metadata",
                f"{shown(path)} is not in the ZIP.",
                member=package.manifest_member.name,
                line=package.manifest.metadata.location_line,
            )


def metadata_paths(package: Package) -> list[str]:
    """The metadata files the manifest names, each once."""
    manifest = package.manifest
    locations = [manifest.metadata.location]
    for organization in manifest.organizations:
        locations.append(organization.metadata_location)
        locations.extend(item.metadata_location for _, item in organization.walk())
    for resource in manifest.resources:
        locations.append(resource.metadata_location)
        locations.extend(resource.files.metadata_locations)
    paths = (resolve(location) for location in locations if location and not is_external(location))
    return list(dict.fromkeys(normalise(path) for path in paths if path))


RULES = (launch_files, listed_files, href_form, unlisted_files, missing_metadata, schema_files)
