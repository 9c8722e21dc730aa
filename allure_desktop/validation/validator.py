"""Checks one package: quick over directory and manifest, full with every member inflated."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.scorm.authoring import authoring_tool
from allure_desktop.scorm.collector import collector_rests
from allure_desktop.scorm.manifest import MANIFEST_NAME, Manifest
from allure_desktop.scorm.manifest_reader import ManifestProblem, read_manifest
from allure_desktop.scorm.xml_text import LARGEST_MANIFEST_BYTES
from allure_desktop.validation.catalogue import finding
from allure_desktop.validation.content import Course
from allure_desktop.validation.counted import ORDER, Findings
from allure_desktop.validation.finding import FileFacts, Finding, Report, StructureItem
from allure_desktop.validation.inflate import damaged
from allure_desktop.validation.package import Package
from allure_desktop.validation.policy import Policy
from allure_desktop.validation.rules import archive as archive_rules
from allure_desktop.validation.rules import content as content_rules
from allure_desktop.validation.rules import course, names, new_version, references, structure
from allure_desktop.validation.rules import manifest as manifest_rules


class Cancelled(Exception):
    """The check was interrupted by `cancelled`."""


def validate(
    path: str | Path,
    *,
    full: bool = True,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    replaces: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
) -> Report:
    """Checks the package at `path` and never changes it.

    Without `full` only the directory, the manifest and what it refers to are read. `progress(done, total)` is told in
    inflated bytes. `replaces` is the record (`Report.as_record`) of the package this one is to become a new version of;
    `policy` says for whom it is checked and changes severities. Raises LocalFileError (`file.missing`,
    `file.directory`, `file.unreadable`) and Cancelled. Whatever is wrong with the package itself is a finding.
    """
    began = time.perf_counter()
    path = Path(path)
    try:
        with collector_rests():
            archive = Archive.open(path)
        with archive:
            report = _check(archive, full=full, progress=progress, cancelled=cancelled)
    except ArchiveProblem as problem:  # while it is opened; later only of a file that changes meanwhile
        report = Report(str(path), (archive_rules.of_problem(problem, path.suffix),), size_bytes=_size(path))
    except LocalFileError as error:
        raise _of_folder(path, error) from error
    if replaces is not None:
        changed = new_version.structure_changed(report, replaces)
        report = replace(report, findings=tuple(_in_order((*report.findings, *changed))))
    if policy is not None:
        report = policy.applied(report)
    return replace(report, seconds=time.perf_counter() - began)


def opened(archive: Archive) -> Package | None:
    """The package in an open ZIP, None where its manifest cannot be found or read."""
    member, manifest = _read(archive, Findings())
    return Package(archive, manifest, member) if member is not None and manifest is not None else None


def _of_folder(path: Path, error: LocalFileError) -> LocalFileError:
    """A folder that holds a manifest is nearly a package, and the remedy says so."""
    if error.code == "file.directory" and (path / MANIFEST_NAME).is_file():
        return LocalFileError(
            f"{path.name or path} is the folder of a package, not a ZIP.",
            remedy="Zip what is in it, so that imsmanifest.xml lies at the top of the ZIP, and choose that file.",
            subject=str(path),
            code="file.directory",
        )
    return error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _check(
    archive: Archive,
    *,
    full: bool,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Report:
    found, members = Findings(), archive.members
    with collector_rests():
        report, package = _quick(archive, found, cancelled)
    whole = full and not found.of("zip.bomb")
    if whole and package is not None:
        report = replace(report, external_hosts=_read_content(package, found, cancelled))
    if whole:
        _add_damage(archive, found, progress, cancelled)
    return replace(
        report,
        findings=tuple(_in_order(found)),
        entries=len(members),
        size_bytes=archive.size_bytes,
        unpacked_bytes=sum(members.sizes),
        tool=report.tool or authoring_tool(archive, None),
        full=whole,
        files=FileFacts(members.file_numbers, members.names, members.sizes, members.checksums),
    )


def _quick(archive: Archive, found: Findings, cancelled: Callable[[], bool] | None) -> tuple[Report, Package | None]:
    """Directory, manifest and what it refers to: the facts so far, and the package if there is one to go on with."""
    for rule in (*archive_rules.RULES, *names.RULES):
        found.extend(rule(archive))
    member, manifest = _read(archive, found)
    needed = frozenset((MANIFEST_NAME,))
    package = None
    report = Report(str(archive.path), ())
    if member is not None and manifest is not None:
        package = Package(archive, manifest, member)
        launches = _launch_paths(package)
        package.tool = authoring_tool(archive, manifest, launches[0] if launches else "")
        if cancelled is not None and cancelled():
            raise Cancelled
        for manifest_rule in (
            *manifest_rules.RULES,
            *structure.RULES,
            *references.RULES,
            *course.RULES,
        ):
            found.extend(manifest_rule(package))
        needed = needed.union(launches)
        report = _with_facts(report, package, launches)
    found.extend(names.backslash_names(archive, needed))
    return report, package


def _read_content(package: Package, found: Findings, cancelled: Callable[[], bool] | None) -> tuple[str, ...]:
    """What pages and scripts show; returns the hosts they load from."""
    pages = Course(package, cancelled)
    for rule in content_rules.RULES:
        found.extend(rule(pages))
    if cancelled is not None and cancelled():
        raise Cancelled
    return content_rules.external_hosts(pages)


def _read(archive: Archive, found: Findings) -> tuple[Member | None, Manifest | None]:
    """The manifest, or the one finding that says why there is none to go on with."""
    member = manifest_rules.find_manifest(archive)
    if isinstance(member, Finding):
        found.append(member)
        return None, None
    found.extend(manifest_rules.manifest_case(member))
    try:
        manifest = read_manifest(archive.read(member.path, LARGEST_MANIFEST_BYTES))
    except ArchiveProblem as problem:
        found.extend(_of_unread_manifest(problem, member))
        return None, None
    except ManifestProblem as problem:
        found.append(manifest_rules.of_problem(problem, member))
        return None, None
    not_scorm = manifest_rules.not_scorm(manifest, member)
    if not_scorm is not None:
        found.append(not_scorm)
        return None, None
    return member, manifest


def _of_unread_manifest(problem: ArchiveProblem, member: Member) -> Iterator[Finding]:
    if problem.kind in ("encrypted", "compression"):
        return  # told for the whole ZIP
    if problem.kind == "member-too-large":
        yield finding("manifest.too-large", f"It has {member.size:,} bytes.", member=member.name)
    else:
        yield archive_rules.of_problem(problem)


def _add_damage(
    archive: Archive,
    found: Findings,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    """`zip.corrupt-member`, but of the manifest where that was told already."""
    damage = damaged(archive, {f.member for f in found.of("zip.corrupt-member")}, progress, cancelled)
    if damage is None:
        raise Cancelled
    found.extend(map(archive_rules.of_problem, damage.first))
    if damage.more:
        found.count_more("zip.corrupt-member", damage.more)


def _launch_paths(package: Package) -> list[str]:
    found = []
    for resource in package.launches(package.manifest.default_organization):
        member = package.locate(resource.href, resource.base).member
        if member is not None:
            found.append(member.path)
    return found


def _with_facts(report: Report, package: Package, launches: list[str]) -> Report:
    manifest = package.manifest
    organization = manifest.default_organization
    title = organization.title if organization is not None else ""
    return replace(
        report,
        standard=manifest.standard,
        title=title or manifest.metadata.title,
        description=manifest.metadata.description,
        duration=manifest.metadata.duration,
        identifier=manifest.identifier,
        scos=sum(resource.is_sco for resource in manifest.resources),
        launch=launches[0] if launches else "",
        tool=package.tool,
        structure=tuple(_structure(package)),
    )


def _structure(package: Package) -> Iterator[StructureItem]:
    organization = package.manifest.default_organization
    for depth, item in organization.walk() if organization is not None else ():
        resource = package.manifest.resource(item.identifierref) if item.identifierref else None
        launch = ""
        if resource is not None and resource.href:
            launch = package.locate(resource.href, resource.base).path
        yield StructureItem(
            item.identifier, item.title, depth, launch, resource is not None and resource.is_sco, not item.visible
        )


def _in_order(found: Iterable[Finding]) -> list[Finding]:
    """Errors, warnings, notes; then in the order of the manifest."""
    return sorted(found, key=lambda f: (ORDER[f.severity], f.line or 0))
