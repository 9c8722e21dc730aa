"""Translates a manifest's sequencing into the activity tree that scorm-again plays.

Keys are those of scorm-again 3.4.3's `settings.sequencing` (its types `ActivitySettings` and below); what it does not
know it ignores in silence, so every key here is one that it reads. Values that the manifest leaves out are left out
where scorm-again's default is the standard's; where it differs (`flow`) the standard's is written.
Source: SCORM 2004 4th Ed. CAM 5.1 and SN 3; earlier editions are subsets of it with the same names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from allure_desktop.scorm.manifest import CompletionThreshold, DataMap, Item, Manifest, Organization

Settings = dict[str, Any]

#: The name of a primary objective that the manifest leaves nameless: scorm-again drops objectives without a name, and
#: shows those whose name is blank to no course.
NAMELESS = " "
_ADL_SEQUENCING = "adlseq"
_TOKENS = {"continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll"}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_CONTROLS = {
    "controlMode": (
        "choice",
        "choiceExit",
        "flow",
        "forwardOnly",
        "useCurrentAttemptObjectiveInfo",
        "useCurrentAttemptProgressInfo",
    ),
    "constrainedChoiceConsiderations": ("preventActivation", "constrainChoice"),
    "rollupRules": ("rollupObjectiveSatisfied", "rollupProgressCompletion"),
}
_DELIVERY = ("tracked", "completionSetByContent", "objectiveSetByContent")
_CONSIDERATIONS = ("requiredForSatisfied", "requiredForNotSatisfied", "requiredForCompleted", "requiredForIncomplete")
#: The attributes of `imsss:mapInfo` and of `adlseq:mapInfo`.
_MAPS = tuple(
    way + what
    for what in (
        "SatisfiedStatus",
        "NormalizedMeasure",
        "RawScore",
        "MinScore",
        "MaxScore",
        "CompletionStatus",
        "ProgressMeasure",
    )
    for way in ("read", "write")
)
_LIMITS = ("attemptAbsoluteDurationLimit", "activityAbsoluteDurationLimit", "beginTimeLimit", "endTimeLimit")
_RULES = {
    "preConditionRule": "preConditionRules",
    "exitConditionRule": "exitConditionRules",
    "postConditionRule": "postConditionRules",
}


def is_sequenced(organization: Organization) -> bool:
    """True when something in the organization asks for more than a list of parts."""
    nodes: list[Organization | Item] = [organization, *(item for _, item in organization.walk())]
    return any(node.sequencing is not None or node.hide_lms_ui or node.data_maps or node.completion for node in nodes)


def translate(
    manifest: Manifest, organization: Organization, names: Mapping[int, str] | Callable[[Item], str]
) -> Settings:
    """`{"activityTree": …}` for scorm-again; `names` gives an item's id in the course, by the item or by `id(item)`."""
    name = names if callable(names) else lambda item: names[id(item)]
    return _Translator(manifest, name).organization(organization)


def effective(sequencing: etree._Element | None, collection: etree._Element | None) -> dict[str, etree._Element]:
    """The children of a `<sequencing>` by name, those of the one its `IDRef` names filling in.

    What stands here wins as a whole: two sets of rules are not mixed. ADL's `objectives` is named `adlseq:objectives`.
    Source: SCORM 2004 4th Ed. CAM 5.1.1, 5.2.1.
    """
    if sequencing is None:
        return {}
    found: dict[str, etree._Element] = {}
    wanted = sequencing.get("IDRef", "").strip()
    if wanted and collection is not None:
        for other in collection:
            if _local(other) == "sequencing" and other.get("ID", "").strip() == wanted:
                found = _by_name(other)
                break
    return {**found, **_by_name(sequencing)}


class _Translator:
    def __init__(self, manifest: Manifest, name: Callable[[Item], str]) -> None:
        self._collection = manifest.sequencing_collection
        self._name = name

    def organization(self, organization: Organization) -> Settings:
        taken = {self._name(item) for _, item in organization.walk()}
        root = organization.identifier or "organization"
        while root in taken:
            root += " "
        tree = self._activity(organization, root)
        tree["children"] = [self._item(item) for item in organization.items]
        return {"activityTree": tree}

    def _item(self, item: Item) -> Settings:
        activity = self._activity(item, self._name(item))
        if not item.visible:
            activity["isVisible"] = False
        if item.time_limit_action.strip():
            activity["timeLimitAction"] = item.time_limit_action.strip().lower()
        if item.children:
            activity["children"] = [self._item(child) for child in item.children]
        return activity

    def _activity(self, node: Organization | Item, identifier: str) -> Settings:
        parts = effective(node.sequencing, self._collection)
        activity: Settings = {
            "id": identifier,
            "title": " ".join(node.title.split()),
            "sequencingControls": _controls(parts),
            **_limits(parts.get("limitConditions")),
            **_objectives(parts),
        }
        if delivery := _booleans(parts.get("deliveryControls"), _DELIVERY):
            activity["deliveryControls"] = delivery
        if rules := _rules(parts.get("sequencingRules")):
            activity["sequencingRules"] = rules
        if rollups := [_rollup(rule) for rule in _children(parts.get("rollupRules"), "rollupRule")]:
            activity["rollupRules"] = {"rules": rollups}
        if considerations := _considerations(parts.get("rollupConsiderations")):
            activity["rollupConsiderations"] = considerations
        if auxiliary := _auxiliary(parts.get("auxiliaryResources")):
            activity["auxiliaryResources"] = auxiliary
        if node.completion is not None:
            activity["completionThreshold"] = _threshold(node.completion)
        if hidden := [token for token in node.hide_lms_ui if token in _TOKENS]:
            activity["hideLmsUi"] = hidden
        if node.data_maps:
            activity["sharedDataMaps"] = [_data_map(one) for one in node.data_maps]
        return activity


def _controls(parts: Mapping[str, etree._Element]) -> Settings:
    # SCORM says false where nothing is written (SN 3.2.1), scorm-again true
    controls: Settings = {"flow": False}
    for name, attributes in _CONTROLS.items():
        controls.update(_booleans(parts.get(name), attributes))
    weight = _number(parts.get("rollupRules"), "objectiveMeasureWeight")
    if weight is not None:
        controls["objectiveMeasureWeight"] = weight
    random = parts.get("randomizationControls")
    if random is not None:
        controls.update(_texts(random, ("randomizationTiming", "selectionTiming")))
        count = _number(random, "selectCount")
        if count is not None and count >= 1:
            controls["selectCount"] = int(count)
        # scorm-again's own "reorderChildren" is a note of what was done, "randomizeChildren" is the wish
        if _booleans(random, ("reorderChildren",)).get("reorderChildren"):
            controls["randomizeChildren"] = True
    return controls


def _limits(element: etree._Element | None) -> Settings:
    if element is None:
        return {}
    limits: Settings = _texts(element, _LIMITS)
    attempts = _number(element, "attemptLimit")
    if attempts is not None:
        limits["attemptLimit"] = int(attempts)
    return limits


def _rules(element: etree._Element | None) -> Settings:
    found: Settings = {}
    for kind, name in _RULES.items():
        rules = [_rule(rule) for rule in _children(element, kind)]
        if rules:
            found[name] = rules
    return found


def _rule(element: etree._Element) -> Settings:
    conditions = next(_children(element, "ruleConditions"), None)
    action = next(_children(element, "ruleAction"), None)
    return {
        "action": _text(action, "action"),
        "conditionCombination": _text(conditions, "conditionCombination") or "all",
        "conditions": [_condition(one) for one in _children(conditions, "ruleCondition")],
    }


def _condition(element: etree._Element) -> Settings:
    condition: Settings = {"condition": _text(element, "condition") or "always"}
    if _text(element, "operator") == "not":
        condition["operator"] = "not"
    if objective := _text(element, "referencedObjective"):
        condition["referencedObjective"] = objective
    threshold = _number(element, "measureThreshold")
    if threshold is not None:
        condition["parameters"] = {"threshold": threshold}
    return condition


def _rollup(element: etree._Element) -> Settings:
    conditions = next(_children(element, "rollupConditions"), None)
    rule: Settings = {
        "action": _text(next(_children(element, "rollupAction"), None), "action"),
        "consideration": _text(element, "childActivitySet") or "all",
        "conditionCombination": _text(conditions, "conditionCombination") or "any",
        "conditions": [_rollup_condition(one) for one in _children(conditions, "rollupCondition")],
    }
    count = _number(element, "minimumCount")
    if count is not None:
        rule["minimumCount"] = int(count)
    share = _number(element, "minimumPercent")
    if share is not None:
        rule["minimumPercent"] = round(share * 100, 6)  # the manifest writes 0 to 1, scorm-again compares 0 to 100
    return rule


def _rollup_condition(element: etree._Element) -> Settings:
    name = _text(element, "condition")
    condition: Settings = {"condition": {"activityProgressKnown": "progressKnown"}.get(name, name)}
    if _text(element, "operator") == "not":
        condition["operator"] = "not"
    return condition


def _considerations(element: etree._Element | None) -> Settings:
    if element is None:
        return {}
    return {**_texts(element, _CONSIDERATIONS), **_booleans(element, ("measureSatisfactionIfActive",))}


def _objectives(parts: Mapping[str, etree._Element]) -> Settings:
    found: Settings = {}
    secondary: list[Settings] = []
    adl = _adl_maps(parts.get("adlseq:objectives"))
    for element in parts.get("objectives", ()):
        local = _local(element)
        if local == "primaryObjective" and "primaryObjective" not in found:
            found["primaryObjective"] = _objective(element, adl, primary=True)
        elif local == "objective":
            secondary.append(_objective(element, adl, primary=False))
    if secondary:
        found["objectives"] = secondary
    return found


def _objective(element: etree._Element, adl: Mapping[str, list[Settings]], *, primary: bool) -> Settings:
    identifier = _text(element, "objectiveID")
    objective: Settings = {"objectiveID": identifier or NAMELESS}
    if primary:
        objective["isPrimary"] = True
    measured = _booleans(element, ("satisfiedByMeasure",)).get("satisfiedByMeasure", False)
    if measured:
        objective["satisfiedByMeasure"] = True
        minimum = next(_children(element, "minNormalizedMeasure"), None)
        words = (minimum.text or "").strip() if minimum is not None else ""
        objective["minNormalizedMeasure"] = float(words) if _NUMBER.fullmatch(words) else 1.0
    maps: dict[str, Settings] = {}
    own = [_map(one) for one in _children(element, "mapInfo")]
    for one in [*own, *adl.get(identifier, [])]:
        maps.setdefault(one["targetObjectiveID"], {}).update(one)
    if maps:
        objective["mapInfo"] = list(maps.values())
    return objective


def _adl_maps(element: etree._Element | None) -> dict[str, list[Settings]]:
    """`adlseq:objectives`: the maps it adds, by the objective they are added to. Source: 4th Ed. CAM 5.1.9."""
    return {
        _text(objective, "objectiveID"): [_map(one) for one in _children(objective, "mapInfo")]
        for objective in _children(element, "objective")
    }


def _map(element: etree._Element) -> Settings:
    return {"targetObjectiveID": _text(element, "targetObjectiveID"), **_booleans(element, _MAPS)}


def _auxiliary(element: etree._Element | None) -> list[Settings]:
    return [
        {"resourceId": _text(one, "auxiliaryResourceID"), "purpose": _text(one, "purpose")}
        for one in _children(element, "auxiliaryResource")
    ]


def _threshold(threshold: CompletionThreshold) -> Settings:
    found: Settings = {"completedByMeasure": threshold.completed_by_measure}
    for key, words in (("minProgressMeasure", threshold.minimum), ("progressWeight", threshold.weight)):
        if _NUMBER.fullmatch(words):
            found[key] = float(words)
    return found


def _data_map(data_map: DataMap) -> Settings:
    return {"targetID": data_map.target, "readSharedData": data_map.read, "writeSharedData": data_map.write}


# --- reading elements, whatever the prefixes


def _local(element: etree._Element) -> str:
    tag: Any = element.tag  # not a text for comments; the stubs do not say
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _by_name(sequencing: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for child in sequencing:
        name = _local(child)
        if name == "objectives" and _ADL_SEQUENCING in str(child.tag).rpartition("}")[0]:
            name = "adlseq:objectives"
        if name:
            found.setdefault(name, child)
    return found


def _children(element: etree._Element | None, local: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (child for child in element if _local(child) == local)


def _text(element: etree._Element | None, attribute: str) -> str:
    return "" if element is None else (element.get(attribute) or "").strip()


def _texts(element: etree._Element, attributes: tuple[str, ...]) -> Settings:
    return {name: words for name in attributes if (words := _text(element, name))}


def _booleans(element: etree._Element | None, attributes: tuple[str, ...]) -> Settings:
    """The attributes that are written and say true or false."""
    found: Settings = {}
    for name in attributes:
        words = _text(element, name).lower()
        if words in ("true", "1", "false", "0"):
            found[name] = words in ("true", "1")
    return found


def _number(element: etree._Element | None, attribute: str) -> float | None:
    words = _text(element, attribute)
    return float(words) if _NUMBER.fullmatch(words) else None
