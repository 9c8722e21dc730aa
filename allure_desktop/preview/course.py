"""Tells the player page what to play: the course's parts, their addresses and their launch data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from lxml import etree

from allure_desktop.preview.sequencing import effective, is_sequenced, translate
from allure_desktop.scorm.archive import Archive
from allure_desktop.scorm.manifest import MANIFEST_NAME, Item, Manifest, Resource
from allure_desktop.scorm.manifest_reader import read_manifest
from allure_desktop.scorm.names import is_external, readings, resolve

#: The folder below the page under which the ZIP's files stand.
CONTENT_FOLDER = "pkg"
_LARGEST_MANIFEST_BYTES = 32 * 1024 * 1024
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TIME_LIMIT_ACTIONS = {"exit,message", "exit,no message", "continue,message", "continue,no message"}
#: What an address may hold unescaped between its slashes (RFC 3986, pchar).
_SAFE_IN_SEGMENT = "!$&'()*+,;=:@~"


def describe_course(archive: Archive) -> dict[str, Any]:
    """The course of an open ZIP: `title`, `standard` ("1.2" or "2004"), `edition`, `items`, `sequencing`.

    An item: `id` (unique), `title`, `visible`, `launch` (address relative to the page, or None), `kind` ("sco" or
    "asset"), `children`, and its launch data. `sequencing` is what `preview.sequencing` makes of a SCORM 2004 manifest
    that asks for any, else None. Raises ArchiveProblem, ManifestProblem, or KeyError without a manifest.
    """
    manifest = read_manifest(archive.read(MANIFEST_NAME, _LARGEST_MANIFEST_BYTES))
    organization = manifest.default_organization
    builder = _Builder(manifest, archive)
    items = [builder.item(item) for item in organization.items] if organization else []
    sequencing = None
    if not any(_launchable(items)):
        items = list(builder.bare_scos()) or items
    elif organization and manifest.is_2004 and is_sequenced(organization):
        sequencing = translate(manifest, organization, builder.names)
    title = (organization.title if organization else "") or manifest.metadata.title
    return {
        "title": " ".join(title.split()) or "Untitled course",
        "standard": "2004" if manifest.is_2004 else "1.2",
        "edition": manifest.standard or "1.2",
        "items": items,
        "sequencing": sequencing,
        "objectives_global_to_system": organization.objectives_global_to_system if organization else True,
        "shared_data_global_to_system": organization.shared_data_global_to_system if organization else True,
    }


def part_ids(course: dict[str, Any]) -> set[str]:
    """The ids of everything that can be started."""
    return {item["id"] for item in _launchable(course["items"])}


def part_kinds(course: dict[str, Any]) -> dict[str, str]:
    """Id of everything that can be started → `sco` or `asset`."""
    return {item["id"]: str(item.get("kind", "sco")) for item in _launchable(course["items"])}


def _launchable(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if item["launch"]:
            yield item
        yield from _launchable(item["children"])


class _Builder:
    """Items of one manifest; ids that stand twice get a number."""

    def __init__(self, manifest: Manifest, archive: Archive) -> None:
        self._manifest = manifest
        self._archive = archive
        self._seen: Counter[str] = Counter()
        #: the id that each item got, by `id(item)`
        self.names: dict[int, str] = {}

    def item(self, item: Item) -> dict[str, Any]:
        resource = self._manifest.resource(item.identifierref) if item.identifierref else None
        launch = self._address(resource, item.parameters) if resource else None
        title = " ".join(item.title.split()) or item.identifier or "Untitled"
        name = self.names[id(item)] = self._unique(item.identifier or title)
        return {
            "id": name,
            "title": title,
            "visible": item.visible,
            "launch": launch,
            "kind": "sco" if resource is None or resource.is_sco else "asset",
            **self._launch_data(item),
            "children": [self.item(child) for child in item.children],
        }

    def bare_scos(self) -> Iterator[dict[str, Any]]:
        """For a manifest whose items lead nowhere: its SCOs themselves."""
        for resource in self._manifest.resources:
            launch = self._address(resource, "") if resource.is_sco else None
            if launch:
                name = self._unique(resource.identifier or launch)
                yield {"id": name, "title": name, "visible": True, "launch": launch, "kind": "sco", "children": []}

    def _unique(self, name: str) -> str:
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name} ({self._seen[name]})"

    def _launch_data(self, item: Item) -> dict[str, str]:
        action = item.time_limit_action.strip().lower()
        data = {
            "launch_data": item.launch_data,
            "time_limit_action": action if action in _TIME_LIMIT_ACTIONS else "",
        }
        if self._manifest.is_2004:
            parts = effective(item.sequencing, self._manifest.sequencing_collection)
            decides = item.completion is not None and item.completion.completed_by_measure
            data["completion_threshold"] = (_number(item.completion_threshold) or "1.0") if decides else ""
            data["scaled_passing_score"] = _passing_measure(parts.get("objectives"))
            limits = parts.get("limitConditions")
            data["max_time_allowed"] = limits.get("attemptAbsoluteDurationLimit", "") if limits is not None else ""
        else:
            data["mastery_score"] = _number(item.mastery_score)
            data["max_time_allowed"] = item.max_time_allowed.strip()
            data["prerequisites"] = item.prerequisites
        return data

    def _address(self, resource: Resource, parameters: str) -> str | None:
        href = resource.href.strip()
        if not href:
            return None
        if is_external(href) or is_external(resource.base):
            return with_parameters(href, parameters) if href.startswith(("http://", "https://")) else None
        plain = resolve(href, resource.base)
        path = next((one for one in readings(href, resource.base) if self._archive.find(one)), plain)
        if path is None:
            return None
        address = "/".join(quote(part, safe=_SAFE_IN_SEGMENT) for part in [CONTENT_FOLDER, *path.split("/")])
        if path == plain:  # else a `?` or `#` belongs to the file's name
            cut = min((at for at in (href.find("?"), href.find("#")) if at >= 0), default=len(href))
            address += href[cut:]
        return with_parameters(address, parameters)


def with_parameters(address: str, parameters: str) -> str:
    """Appends an item's `parameters`. Source: SCORM 2004 4th Ed. CAM 3.4.1.7, the algorithm for launching."""
    parameters = parameters.strip().lstrip("?&")
    if not parameters:
        return address
    before, hash_mark, fragment = address.partition("#")
    if parameters.startswith("#"):
        return address if hash_mark else address + parameters
    return f"{before}{'&' if '?' in before else '?'}{parameters}{hash_mark}{fragment}"


def _number(text: str) -> str:
    text = text.strip()
    return text if _NUMBER.fullmatch(text) else ""


def _passing_measure(objectives: etree._Element | None) -> str:
    """`minNormalizedMeasure` of the primary objective, where it decides. Source: SCORM 2004 4th Ed. SN 3.10, RTE 4.2.16."""
    if objectives is None:
        return ""
    for element in objectives.iter("{*}primaryObjective"):
        if element.get("satisfiedByMeasure", "").strip().lower() not in ("true", "1"):
            return ""
        return _number(element.findtext("{*}minNormalizedMeasure", "1.0"))
    return ""
