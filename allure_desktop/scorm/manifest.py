"""SCORM 1.2 and every edition of SCORM 2004 as one model."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, overload

from allure_desktop.scorm.packed_strings import PackedStrings

if TYPE_CHECKING:
    from lxml.etree import _Element

MANIFEST_NAME = "imsmanifest.xml"


class File(NamedTuple):
    """`<file>`: `href` as written, `base` the composed `xml:base`, `line` in the manifest (1-based)."""

    href: str
    base: str
    line: int
    metadata_location: str = ""


class ListedFiles:
    """Every `<file>` of a manifest, of which there may be a million: `href`, line and, where there is any, metadata."""

    def __init__(self) -> None:
        self.hrefs = PackedStrings()
        self.lines = array("I")
        self.locations: dict[int, str] = {}

    def append(self, href: str, line: int, metadata_location: str = "") -> None:
        if metadata_location:
            self.locations[len(self.hrefs)] = metadata_location
        self.hrefs.append(href)
        self.lines.append(line)


class Files(Sequence[File]):
    """The files of one resource, a run of all of them; each is made when it is asked for."""

    __slots__ = ("_all", "_range", "base")

    def __init__(self, listed: ListedFiles, start: int, stop: int, base: str) -> None:
        self._all = listed
        self._range = range(start, stop)
        self.base = base

    @property
    def metadata_locations(self) -> Iterable[str]:
        """Where those files that have metadata of their own say it lies."""
        if not self._all.locations:
            return ()
        return [self._all.locations[number] for number in self._range if number in self._all.locations]

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, index: int) -> File: ...
    @overload
    def __getitem__(self, index: slice) -> list[File]: ...
    def __getitem__(self, index: int | slice) -> File | list[File]:
        if isinstance(index, slice):
            return [self._file(number) for number in self._range[index]]
        return self._file(self._range[index])

    def _file(self, number: int) -> File:
        listed = self._all
        return File(listed.hrefs[number], self.base, listed.lines[number], listed.locations.get(number, ""))

    def references(self, own_href: str) -> Iterator[tuple[str, str, int]]:
        """`href`, base and line of each, but of those that are the resource's own `href`."""
        base, lines = self.base, self._all.lines
        hrefs = self._all.hrefs.between(self._range.start, self._range.stop)
        for number, href in zip(self._range, hrefs, strict=True):
            if href != own_href and href.strip() != own_href:
                yield href, base, lines[number]


NO_FILES = Files(ListedFiles(), 0, 0, "")


@dataclass(frozen=True, slots=True)
class Resource:
    """`<resource>`: `scorm_type` as written, `scorm_type_attribute` the name it was written under ('' if missing).

    Identifiers are trimmed. `base` is the composed `xml:base` of manifest, resources and resource.
    """

    identifier: str
    type: str
    href: str
    base: str
    scorm_type: str
    scorm_type_attribute: str
    line: int
    files: Files = NO_FILES
    dependencies: tuple[str, ...] = ()
    metadata_location: str = ""

    @property
    def is_sco(self) -> bool:
        return self.scorm_type.lower() == "sco"


class CompletionThreshold(NamedTuple):
    """`<completionThreshold>`; `minimum` and `weight` as written, '' if missing.

    Before the 4th Edition the element's text is the minimum and it always decides.
    """

    completed_by_measure: bool
    minimum: str
    weight: str = ""


class DataMap(NamedTuple):
    """`<map>` of `<adlcp:data>`: the shared data bucket an item reads and writes as `adl.data`."""

    target: str
    read: bool = True
    write: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """`<item>` with its children; `launch_data` is `datafromlms`/`dataFromLMS`, `sequencing` the element itself.

    `mastery_score`, `prerequisites`, `max_time_allowed`, `time_limit_action` are SCORM 1.2's (the last also 2004's),
    `completion_threshold` is 2004's; all as written, '' if missing.
    """

    identifier: str
    identifierref: str
    title: str
    visible: bool
    parameters: str
    line: int
    children: tuple[Item, ...] = ()
    mastery_score: str = ""
    prerequisites: str = ""
    max_time_allowed: str = ""
    time_limit_action: str = ""
    launch_data: str = ""
    completion_threshold: str = ""
    hide_lms_ui: tuple[str, ...] = ()
    completion: CompletionThreshold | None = None
    data_maps: tuple[DataMap, ...] = ()
    sequencing: _Element | None = None
    metadata_location: str = ""

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Item]]:
        """This item and all below it, in order, each with its depth."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Organization:
    """`<organization>`: a tree of items, in SCORM 2004 the root of the activity tree."""

    identifier: str
    title: str
    structure: str
    line: int
    items: tuple[Item, ...] = ()
    sequencing: _Element | None = None
    objectives_global_to_system: bool = True
    shared_data_global_to_system: bool = True
    hide_lms_ui: tuple[str, ...] = ()
    completion: CompletionThreshold | None = None
    data_maps: tuple[DataMap, ...] = ()
    metadata_location: str = ""

    def walk(self) -> Iterator[tuple[int, Item]]:
        """Every item in order, each with its depth from 0."""
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the course says about itself (LOM): title, description, ISO 8601 duration; '' where it does not."""

    title: str = ""
    description: str = ""
    duration: str = ""
    location: str = ""
    location_line: int = 0


@dataclass(frozen=True, slots=True)
class Doctype:
    """A document type declaration; `harmful` if it has an internal subset or entities."""

    line: int
    harmful: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest.

    `standard` is `1.2`, `2004 2nd Edition` …, `2004` (edition unknown) or None (nothing tells); `says` what
    `schemaversion` alone tells and `looks` what the namespaces alone tell, `1.2`, `2004` or ''. `encoding_problem` is
    '' or what is wrong with the declared encoding. `comments` are those before the root and at its top (generators
    sign there).
    """

    identifier: str
    version: str
    standard: str | None
    schema: str
    schemaversion: str
    schemaversion_line: int
    says: str
    looks: str
    root: str
    namespace: str
    default: str
    organizations: tuple[Organization, ...]
    resources: tuple[Resource, ...]
    metadata: Metadata
    organizations_line: int = 0
    resources_line: int = 0
    submanifests: int = 0
    doctype: Doctype | None = None
    encoding_problem: str = ""
    comments: tuple[str, ...] = ()
    sequencing_collection: _Element | None = None
    line: int = 1
    by_identifier: dict[str, Resource] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_2004(self) -> bool:
        return (self.standard or "").startswith("2004")

    @property
    def default_organization(self) -> Organization | None:
        """The organization named by `default`, else the first. Source: CAM 3.4.1.6."""
        for organization in self.organizations:
            if organization.identifier == self.default:
                return organization
        return self.organizations[0] if self.organizations else None

    def resource(self, identifierref: str) -> Resource | None:
        """The (first) resource an `identifierref` names."""
        return self.by_identifier.get(identifierref.strip())
