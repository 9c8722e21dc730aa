"""Rules about what the manifest tells the LMS of the course: title, scores, sequencing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from allure_desktop.scorm.manifest import Item, Organization
from allure_desktop.validation.catalogue import finding, shown
from allure_desktop.validation.finding import Finding
from allure_desktop.validation.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LONGEST_TITLE = 200
_PLACEHOLDERS = {
    "untitled",
    "untitled course",
    "course title",
    "title",
    "new course",
    "insert title here",
    "your title here",
    "placeholder",
    "lorem ipsum",
    "todo",
    "tbd",
}
_TEMPLATE = re.compile(r"@@[\w.]+|\{\{.*\}\}|\$\{.*\}|\[\[.*\]\]|<%.*%>")
_CONDITIONS = {
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "objectiveMeasureGreaterThan",
    "objectiveMeasureLessThan",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
    "always",
}
_RULES_OTHERS_IGNORE = ("preConditionRule", "postConditionRule", "exitConditionRule", "rollupRule", "mapInfo")


def title(package: Package) -> Iterator[Finding]:
    """`manifest.title`"""
    manifest = package.manifest
    organization = manifest.default_organization
    if organization is None:
        return
    words = organization.title
    if not words:
        message = "The default organization has no title."
    elif words.lower().strip(" .…") in _PLACEHOLDERS or _TEMPLATE.fullmatch(words):
        message = f"The title is “{shown(words)}”."
    elif len(words) > LONGEST_TITLE:
        message = f"The title has {len(words)} characters; many systems cut it at {LONGEST_TITLE}."
    else:
        return
    yield _finding(package, "manifest.title", message, organization.line)


def scores(package: Package) -> Iterator[Finding]:
    """`manifest.mastery-score`: each kind of threshold has its own range."""
    for organization in package.manifest.organizations:
        for _, item in organization.walk():
            if item.mastery_score and not _within(item.mastery_score, 0, 100):
                yield _score(package, "adlcp:masteryscore", item.mastery_score, item.line)
            if item.completion_threshold and not _within(item.completion_threshold, 0, 1):
                yield _score(package, "The completion threshold", item.completion_threshold, item.line)
        for node in _nodes(organization):
            for measure in _found(node, "minNormalizedMeasure"):
                text = (measure.text or "").strip()
                if text and not _within(text, -1, 1):
                    yield _score(package, "minNormalizedMeasure", text, _line(measure))


def _score(package: Package, what: str, value: str, line: int) -> Finding:
    return _finding(package, "manifest.mastery-score", f"{what} is “{shown(value)}”.", line)


def _within(text: str, low: float, high: float) -> bool:
    try:
        return low <= float(text) <= high
    except ValueError:
        return False


def sequencing(package: Package) -> Iterator[Finding]:
    """`manifest.sequencing`: rules that cannot work, and the note that some systems ignore them all."""
    if not package.manifest.is_2004:
        return
    organization = package.manifest.default_organization
    if organization is None:
        return
    yield from _cannot_work(package, organization, organization.items, organization.title)
    for _, item in organization.walk():
        yield from _cannot_work(package, item, item.children, item.title)
    if any(_has_rules(node) for node in _nodes(organization)) or package.manifest.sequencing_collection is not None:
        yield finding(
            "manifest.sequencing",
            "The course relies on sequencing rules, which some systems ignore.",
            severity="note",
            title="The course uses sequencing",
            remedy="Try it in the system it is meant for.",
            member=package.manifest_member.name,
            line=organization.line,
        )


def _cannot_work(
    package: Package, node: Organization | Item, children: tuple[Item, ...], name: str
) -> Iterator[Finding]:
    element = node.sequencing
    if element is None:
        return
    line = _line(element)
    where = f"“{shown(name or node.identifier)}”"
    for control in _found(element, "controlMode"):
        # Both have to be written: ADL's own tests leave flow at its default and turn choice off on purpose.
        if children and {control.get("choice"), control.get("flow")} <= {"false", "0"}:
            message = f"{where} allows neither flow nor choice, so nobody can enter it."
            yield _finding(package, "manifest.sequencing", message, line)
    if element.get("IDRef"):
        return  # its objectives may be those of the collection
    objectives = {
        objective.get("objectiveID", "").strip()
        for kind in ("primaryObjective", "objective")
        for objective in _found(element, kind)
    }
    for condition in _found(element, "ruleCondition"):
        reference = condition.get("referencedObjective", "").strip()
        if reference and reference not in objectives:
            message = f"A rule of {where} refers to the objective “{shown(reference)}”, which it does not have."
            yield _finding(package, "manifest.sequencing", message, _line(condition))
        kind = condition.get("condition", "").strip()
        if kind not in _CONDITIONS:
            message = f"A rule of {where} has the unknown condition “{shown(kind)}”."
            yield _finding(package, "manifest.sequencing", message, _line(condition))


def _has_rules(element: Element) -> bool:
    return any(True for kind in _RULES_OTHERS_IGNORE for _ in _found(element, kind))


def _nodes(organization: Organization) -> Iterator[Element]:
    if organization.sequencing is not None:
        yield organization.sequencing
    for _, item in organization.walk():
        if item.sequencing is not None:
            yield item.sequencing


def _found(element: Element, local: str) -> Iterator[Element]:
    return element.iter(f"{{*}}{local}")


def _line(element: Element) -> int:
    line: Any = element.sourceline
    return int(line or 0)


def _finding(package: Package, code: str, message: str, line: int) -> Finding:
    return finding(code, message, member=package.manifest_member.name, line=line)


RULES = (title, scores, sequencing)
