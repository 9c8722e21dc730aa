"""What is kept of a package to compare with: its files' sizes and CRC-32s, and the facts of its structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.scorm.authoring import authoring_tool
from allure_desktop.scorm.manifest import MANIFEST_NAME, Item, Manifest
from allure_desktop.scorm.manifest_reader import ManifestProblem, read_manifest
from allure_desktop.scorm.names import readings
from allure_desktop.scorm.xml_text import LARGEST_MANIFEST_BYTES

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item of the default organization. `launch` is a path in the package, '' for a heading.

    `parent` is the parent's identifier, '' at the top; `sequencing` is its rules as text that knows no indentation, '' if none.
    """

    identifier: str
    title: str
    parent: str
    depth: int
    launch: str
    is_sco: bool
    hidden: bool = False
    parameters: str = ""
    mastery_score: str = ""
    launch_data: str = ""
    completion_threshold: str = ""
    prerequisites: str = ""
    max_time_allowed: str = ""
    sequencing: str = ""


@dataclass(frozen=True, slots=True)
class Inventory:
    """A package's files (path → size in bytes and CRC-32) and structure; `readable` says that a manifest could be read."""

    files: Mapping[str, tuple[int, int]]
    readable: bool = False
    identifier: str = ""
    title: str = ""
    standard: str = ""
    tool: str = ""
    sequencing: str = ""
    items: tuple[ItemFacts, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """A form for JSON; `from_record` reads it."""
        record = {name: getattr(self, name) for name in ("readable", "identifier", "title", "standard", "tool")}
        files = {path: list(facts) for path, facts in self.files.items()}
        return {**record, "sequencing": self.sequencing, "files": files, "items": [asdict(i) for i in self.items]}


def from_record(record: Mapping[str, Any]) -> Inventory:
    """An inventory that was kept. Raises KeyError, TypeError and ValueError if it is none."""
    return Inventory(
        **{
            **record,
            "files": {path: (int(size), int(crc)) for path, (size, crc) in record["files"].items()},
            "items": tuple(ItemFacts(**item) for item in record["items"]),
        }
    )


def take(path: str | Path) -> Inventory:
    """The inventory of a ZIP: its directory and manifest are read and nothing else.

    Raises LocalFileError for a file that is missing, cannot be read, or is no ZIP.
    """
    try:
        with Archive.open(path) as archive:
            return _taken(archive)
    except ArchiveProblem as problem:
        raise LocalFileError(
            f"{Path(path).name} cannot be compared.",
            cause=problem.message,
            remedy=problem.remedy or "Check it first: allure-desktop validate",
            subject=str(path),
            code="file.unreadable",
        ) from problem


def manifest_text(path: str | Path) -> str:
    """The manifest's text for a comparison line by line, '' where there is none. Raises LocalFileError."""
    try:
        with Archive.open(path) as archive:
            member = _manifest_member(archive)
            data = archive.read(member.path, LARGEST_MANIFEST_BYTES) if member is not None else b""
    except ArchiveProblem:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "replace")


def _taken(archive: Archive) -> Inventory:
    files: dict[str, tuple[int, int]] = {}
    for member in archive.members:
        if not member.is_dir:
            files.setdefault(member.path, (member.size, member.crc32))
    manifest_member = _manifest_member(archive)
    manifest = _read(archive, manifest_member)
    if manifest is None or manifest_member is None:
        return Inventory(files)
    folder = manifest_member.path.rpartition("/")[0]
    organization = manifest.default_organization
    items = tuple(_items(archive, manifest, folder + "/" if folder else "", organization.items)) if organization else ()
    launch = next((item.launch for item in items if item.launch), "")
    return Inventory(
        files=files,
        readable=True,
        identifier=manifest.identifier,
        title=(organization.title if organization else "") or manifest.metadata.title,
        standard=manifest.standard or "",
        tool=authoring_tool(archive, manifest, launch),
        sequencing=_canonical(organization.sequencing if organization else None)
        + _canonical(manifest.sequencing_collection),
        items=items,
    )


def _manifest_member(archive: Archive) -> Member | None:
    """The manifest at the top; else, for the sake of comparing, the nearest one below."""
    top = archive.find(MANIFEST_NAME) or archive.find_caseless(MANIFEST_NAME)
    if top is not None:
        return top
    below = [m for m in archive.members if not m.is_dir and m.path.lower().endswith("/" + MANIFEST_NAME)]
    return min(below, key=lambda m: m.path.count("/"), default=None)


def _read(archive: Archive, member: Member | None) -> Manifest | None:
    if member is None:
        return None
    try:
        manifest = read_manifest(archive.read(member.path, LARGEST_MANIFEST_BYTES))
    except (ArchiveProblem, ManifestProblem):
        return None
    return manifest if manifest.root == "manifest" else None


def _items(
    archive: Archive, manifest: Manifest, folder: str, items: tuple[Item, ...], parent: str = "", depth: int = 0
) -> Iterator[ItemFacts]:
    for item in items:
        resource = manifest.resource(item.identifierref) if item.identifierref else None
        launch = ""
        if resource is not None and resource.href:
            paths = [folder + path for path in readings(resource.href, resource.base)]
            launch = next((p for p in paths if archive.find(p) is not None), paths[0] if paths else resource.href)
        yield ItemFacts(
            identifier=item.identifier,
            title=item.title,
            parent=parent,
            depth=depth,
            launch=launch,
            is_sco=resource is not None and resource.is_sco,
            hidden=not item.visible,
            parameters=item.parameters,
            mastery_score=item.mastery_score,
            launch_data=item.launch_data,
            completion_threshold=item.completion_threshold,
            prerequisites=item.prerequisites,
            max_time_allowed=item.max_time_allowed,
            sequencing=_canonical(item.sequencing),
        )
        yield from _items(archive, manifest, folder, item.children, item.identifier, depth + 1)


def _canonical(element: etree._Element | None) -> str:
    """The same text for the same rules, however they are indented and prefixed."""
    if element is None or not isinstance(element.tag, str):
        return ""
    attributes = "".join(f" {str(name).rpartition('}')[2]}={value!r}" for name, value in sorted(element.attrib.items()))
    inner = (element.text or "").strip() + "".join(_canonical(child) for child in element)
    return f"<{element.tag.rpartition('}')[2]}{attributes}>{inner}</>"
