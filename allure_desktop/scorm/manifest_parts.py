"""Takes items, resources and their files out of a manifest while it is parsed, so that there is never all of its tree."""

from __future__ import annotations

from sys import intern

from lxml import etree

from allure_desktop.scorm.elements import (
    XML_BASE,
    attribute,
    children_named,
    descend,
    first_child,
    flag,
    line_of,
    split_tag,
    text_of,
)
from allure_desktop.scorm.manifest import CompletionThreshold, DataMap, Files, Item, ListedFiles, Organization, Resource
from allure_desktop.scorm.names import compose
from allure_desktop.scorm.xml_text import ManifestProblem

MOST_ITEMS_AND_RESOURCES = 250_000
MOST_OUT_OF_PLACE = 50_000


class Parts:
    """What was taken so far, by the element it was in."""

    #: what is shown here when it is complete, in any namespace
    tags: tuple[str, ...] = ("item", "file", "resource")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forgets everything: the document is parsed (again) from its start."""
        self._items: dict[etree._Element, list[Item]] = {}
        self._files = ListedFiles()
        #: where the files begin of the resource that is being read
        self._first_file = 0
        self._resources: dict[etree._Element, list[Resource]] = {}
        self._count = self._left = 0

    def take(self, element: etree._Element) -> bool:
        """Reads a part that is complete; True if it is no longer needed. Raises ManifestProblem `too-large`."""
        parent = element.getparent()
        if parent is None:
            return False
        outer = str(parent.tag).rpartition("}")[2]
        local = str(element.tag).rpartition("}")[2]
        if local == "file":
            if outer != "resource" or not _is_among(parent, "resources"):
                return self._out_of_place()
            location = text_of(descend(element, "metadata", "location")) if len(element) else ""
            self._files.append(element.get("href") or "", line_of(element), location)
            return True
        if local == "item" and outer in ("item", "organization"):
            self._items.setdefault(parent, []).append(_item(element, tuple(self._items.pop(element, ()))))
        elif local == "resource" and outer == "resources":
            base = compose(_base_of(parent), element.get(XML_BASE, ""))
            files = Files(self._files, self._first_file, len(self._files.lines), base)
            self._first_file = len(self._files.lines)
            self._resources.setdefault(parent, []).append(_resource(element, files))
        else:
            return self._out_of_place()
        self._count += 1
        if self._count > MOST_ITEMS_AND_RESOURCES:
            raise ManifestProblem("too-large", f"It has more than {MOST_ITEMS_AND_RESOURCES:,} items and resources.")
        return True

    def _out_of_place(self) -> bool:
        """Stays in the tree; of so many there would be too much of it."""
        self._left += 1
        if self._left > MOST_OUT_OF_PLACE:
            message = f"It has more than {MOST_OUT_OF_PLACE:,} items, resources and files where none belong."
            raise ManifestProblem("too-large", message)
        return False

    def items_of(self, element: etree._Element) -> tuple[Item, ...]:
        return tuple(self._items.get(element, ()))

    def resources_of(self, element: etree._Element | None) -> tuple[Resource, ...]:
        return tuple(self._resources.get(element, ())) if element is not None else ()


def _is_among(element: etree._Element, local: str) -> bool:
    parent = element.getparent()
    return parent is not None and str(parent.tag).rpartition("}")[2] == local


def _base_of(resources: etree._Element) -> str:
    """The `xml:base` that holds for all resources, of the manifest and of themselves."""
    manifest = resources.getparent()
    outer = manifest.get(XML_BASE, "") if manifest is not None else ""
    return compose(outer, resources.get(XML_BASE, ""))


def organization(element: etree._Element, parts: Parts) -> Organization:
    """`<organization>` with the items that were taken out of it."""
    return Organization(
        identifier=attribute(element, "identifier"),
        title=text_of(first_child(element, "title")),
        structure=attribute(element, "structure"),
        line=line_of(element),
        items=parts.items_of(element),
        sequencing=first_child(element, "sequencing"),
        objectives_global_to_system=flag(element, "objectivesGlobalToSystem", True),
        shared_data_global_to_system=flag(element, "sharedDataGlobalToSystem", True),
        hide_lms_ui=_hide_lms_ui(first_child(element, "presentation")),
        completion=_completion_threshold(first_child(element, "completionThreshold")),
        data_maps=_data_maps(first_child(element, "data")),
        metadata_location=text_of(descend(element, "metadata", "location")),
    )


def _item(element: etree._Element, children: tuple[Item, ...]) -> Item:
    texts: dict[str, str] = {}
    sequencing = presentation = metadata = threshold = data = None
    for child in element:
        _, local = split_tag(child.tag)
        lowered = local.lower()
        if local == "item":
            continue  # taken
        if local == "sequencing":
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
            texts.setdefault(lowered, text_of(child))
    completion = _completion_threshold(threshold)
    return Item(
        identifier=attribute(element, "identifier"),
        identifierref=attribute(element, "identifierref"),
        title=texts.get("title", ""),
        visible=attribute(element, "isvisible").lower() not in ("false", "0"),
        parameters=attribute(element, "parameters"),
        line=line_of(element),
        children=children,
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
        metadata_location=text_of(first_child(metadata, "location")),
    )


def _completion_threshold(element: etree._Element | None) -> CompletionThreshold | None:
    """4th Edition: attributes, and `completedByMeasure` decides; before: the element's text. Source: CAM 3.4.1.14."""
    if element is None:
        return None
    text = text_of(element)
    if text:
        return CompletionThreshold(True, text)
    by_measure = flag(element, "completedByMeasure", False)
    return CompletionThreshold(
        by_measure, attribute(element, "minProgressMeasure"), attribute(element, "progressWeight")
    )


def _data_maps(element: etree._Element | None) -> tuple[DataMap, ...]:
    """4th Ed. CAM 3.4.1.22."""
    return tuple(
        DataMap(attribute(one, "targetID"), flag(one, "readSharedData", True), flag(one, "writeSharedData", False))
        for one in children_named(element, "map")
    )


def _hide_lms_ui(presentation: etree._Element | None) -> tuple[str, ...]:
    interface = first_child(presentation, "navigationInterface")
    return tuple(text_of(element) for element in children_named(interface, "hideLMSUI"))


def _resource(element: etree._Element, files: Files) -> Resource:
    scorm_type = scorm_type_attribute = ""
    for name, value in element.attrib.items():
        local = split_tag(str(name))[1]
        if local.lower() == "scormtype":
            scorm_type, scorm_type_attribute = str(value).strip(), local
    dependencies: list[str] = []
    metadata_location = ""
    for child in element:
        local = split_tag(child.tag)[1]
        if local == "dependency":
            dependencies.append(attribute(child, "identifierref"))
        elif local == "metadata":
            metadata_location = text_of(first_child(child, "location"))
    return Resource(
        identifier=attribute(element, "identifier"),
        type=intern(attribute(element, "type")),
        href=attribute(element, "href"),
        base=files.base,
        scorm_type=intern(scorm_type),
        scorm_type_attribute=intern(scorm_type_attribute),
        line=line_of(element),
        files=files,
        dependencies=tuple(dependencies),
        metadata_location=metadata_location,
    )
