"""Each kind of sequencing a manifest can hold, beside the activity tree derived from it by hand."""

from __future__ import annotations

from typing import Any

import pytest

from allure_desktop.preview.sequencing import is_sequenced, translate
from allure_desktop.scorm.manifest_reader import read_manifest

HEAD = """<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
 xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>Course</title>{body}</organization></organizations>
<resources/>{after}</manifest>"""
FLOW = '<imsss:sequencing><imsss:controlMode choice="false" flow="true"/></imsss:sequencing>'
NO_FLOW = {"flow": False}


def tree(body: str, after: str = "", version: str = "2004 4th Edition") -> dict[str, Any]:
    """The translated activity tree of an organization with this body."""
    manifest = read_manifest(HEAD.format(body=body, after=after, version=version).encode())
    translated = translate(manifest, manifest.organizations[0], lambda item: item.identifier)
    found: dict[str, Any] = translated["activityTree"]
    return found


def item(identifier: str, sequencing: str = "", *, extra: str = "", inner: str = "") -> str:
    """An `<item>` whose title is its identifier."""
    rules = f"<imsss:sequencing>{sequencing}</imsss:sequencing>" if sequencing else ""
    return f'<item identifier="{identifier}"><title>{identifier}</title>{inner}{extra}{rules}</item>'


def leaf(identifier: str, **more: Any) -> dict[str, Any]:
    """The activity of an item that says nothing about sequencing, with what is added."""
    return {"id": identifier, "title": identifier, "sequencingControls": NO_FLOW, **more}


def root(*children: dict[str, Any], controls: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The activity of the organization."""
    return {
        "id": "org",
        "title": "Course",
        "sequencingControls": NO_FLOW if controls is None else controls,
        "children": list(children),
        **more,
    }


def test_every_control_mode_and_the_standards_own_defaults() -> None:
    """What is not written is left to the run-time, save `flow`, which the run-time would take for true."""
    body = item("a") + item("b", "<imsss:sequencingRules/>")
    body += (
        '<imsss:sequencing><imsss:controlMode choice="false" choiceExit="0" flow="1" forwardOnly="true"'
        ' useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/></imsss:sequencing>'
    )
    assert tree(body) == root(
        leaf("a"),
        leaf("b"),
        controls={
            "flow": True,
            "choice": False,
            "choiceExit": False,
            "forwardOnly": True,
            "useCurrentAttemptObjectiveInfo": False,
            "useCurrentAttemptProgressInfo": False,
        },
    )


def test_constrained_choice_and_what_an_activity_counts_for() -> None:
    """ADL's considerations and the attributes of `rollupRules` go where the run-time reads them."""
    body = item(
        "a",
        '<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="true"'
        ' objectiveMeasureWeight="0.25"/>'
        '<adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/>'
        '<adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForNotSatisfied="ifNotSkipped"'
        ' requiredForCompleted="ifNotSuspended" requiredForIncomplete="always" measureSatisfactionIfActive="false"/>',
    )
    assert tree(body) == root(
        leaf("a")
        | {
            "sequencingControls": {
                "flow": False,
                "rollupObjectiveSatisfied": False,
                "rollupProgressCompletion": True,
                "objectiveMeasureWeight": 0.25,
                "preventActivation": True,
                "constrainChoice": True,
            },
            "rollupConsiderations": {
                "requiredForSatisfied": "ifAttempted",
                "requiredForNotSatisfied": "ifNotSkipped",
                "requiredForCompleted": "ifNotSuspended",
                "requiredForIncomplete": "always",
                "measureSatisfactionIfActive": False,
            },
        }
    )


def test_rollup_rules_with_counts_shares_and_negations() -> None:
    """A share is written 0 to 1 and counted 0 to 100; conditions are combined by `any` unless told otherwise."""
    body = item("a") + (
        "<imsss:sequencing><imsss:rollupRules>"
        '<imsss:rollupRule childActivitySet="atLeastPercent" minimumPercent="0.7">'
        '<imsss:rollupConditions><imsss:rollupCondition condition="activityProgressKnown"/></imsss:rollupConditions>'
        '<imsss:rollupAction action="completed"/></imsss:rollupRule>'
        '<imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2">'
        '<imsss:rollupConditions conditionCombination="all"><imsss:rollupCondition condition="satisfied"/>'
        '<imsss:rollupCondition operator="not" condition="attempted"/></imsss:rollupConditions>'
        '<imsss:rollupAction action="notSatisfied"/></imsss:rollupRule>'
        "</imsss:rollupRules></imsss:sequencing>"
    )
    assert tree(body)["rollupRules"] == {
        "rules": [
            {
                "action": "completed",
                "consideration": "atLeastPercent",
                "minimumPercent": 70.0,
                "conditionCombination": "any",
                "conditions": [{"condition": "progressKnown"}],
            },
            {
                "action": "notSatisfied",
                "consideration": "atLeastCount",
                "minimumCount": 2,
                "conditionCombination": "all",
                "conditions": [{"condition": "satisfied"}, {"condition": "attempted", "operator": "not"}],
            },
        ]
    }


def rule(kind: str, action: str, conditions: str, combination: str = "") -> str:
    """One sequencing rule in XML."""
    how = f' conditionCombination="{combination}"' if combination else ""
    return (
        f"<imsss:{kind}><imsss:ruleConditions{how}>{conditions}</imsss:ruleConditions>"
        f'<imsss:ruleAction action="{action}"/></imsss:{kind}>'
    )


def test_rules_before_during_and_after_an_activity() -> None:
    """Pre-, exit and post-conditions keep their order, their objective, their threshold and their negation."""
    condition = '<imsss:ruleCondition condition="{}"/>'
    rules = (
        rule("preConditionRule", "skip", condition.format("satisfied"))
        + rule(
            "preConditionRule",
            "disabled",
            '<imsss:ruleCondition referencedObjective="o" operator="not" condition="objectiveMeasureGreaterThan"'
            ' measureThreshold="-0.5"/>' + condition.format("attempted"),
            "any",
        )
        + rule("exitConditionRule", "exit", condition.format("completed"))
        + rule("postConditionRule", "retryAll", condition.format("always"))
    )
    assert tree(item("a", f"<imsss:sequencingRules>{rules}</imsss:sequencingRules>"))["children"] == [
        leaf(
            "a",
            sequencingRules={
                "preConditionRules": [
                    {"action": "skip", "conditionCombination": "all", "conditions": [{"condition": "satisfied"}]},
                    {
                        "action": "disabled",
                        "conditionCombination": "any",
                        "conditions": [
                            {
                                "condition": "objectiveMeasureGreaterThan",
                                "operator": "not",
                                "referencedObjective": "o",
                                "parameters": {"threshold": -0.5},
                            },
                            {"condition": "attempted"},
                        ],
                    },
                ],
                "exitConditionRules": [
                    {"action": "exit", "conditionCombination": "all", "conditions": [{"condition": "completed"}]}
                ],
                "postConditionRules": [
                    {"action": "retryAll", "conditionCombination": "all", "conditions": [{"condition": "always"}]}
                ],
            },
        )
    ]


def test_objectives_with_both_kinds_of_maps() -> None:
    """ADL's maps join those of IMS to the same global objective, and stand alone for another."""
    body = item(
        "a",
        '<imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true">'
        "<imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>"
        '<imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="false" writeSatisfiedStatus="true"/>'
        '</imsss:primaryObjective><imsss:objective objectiveID="s"><imsss:mapInfo targetObjectiveID="g2"'
        ' writeNormalizedMeasure="true"/></imsss:objective></imsss:objectives>'
        '<adlseq:objectives><adlseq:objective objectiveID="p">'
        '<adlseq:mapInfo targetObjectiveID="g" writeRawScore="true" readProgressMeasure="false"/>'
        '<adlseq:mapInfo targetObjectiveID="g3" writeCompletionStatus="true"/>'
        "</adlseq:objective></adlseq:objectives>",
    )
    assert tree(body)["children"] == [
        leaf(
            "a",
            primaryObjective={
                "objectiveID": "p",
                "isPrimary": True,
                "satisfiedByMeasure": True,
                "minNormalizedMeasure": 0.6,
                "mapInfo": [
                    {
                        "targetObjectiveID": "g",
                        "readSatisfiedStatus": False,
                        "writeSatisfiedStatus": True,
                        "writeRawScore": True,
                        "readProgressMeasure": False,
                    },
                    {"targetObjectiveID": "g3", "writeCompletionStatus": True},
                ],
            },
            objectives=[{"objectiveID": "s", "mapInfo": [{"targetObjectiveID": "g2", "writeNormalizedMeasure": True}]}],
        )
    ]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ("<imsss:primaryObjective/>", {"objectiveID": " ", "isPrimary": True}),
        (
            '<imsss:primaryObjective satisfiedByMeasure="true"/>',
            {"objectiveID": " ", "isPrimary": True, "satisfiedByMeasure": True, "minNormalizedMeasure": 1.0},
        ),
        (
            '<imsss:primaryObjective objectiveID="p" satisfiedByMeasure="false">'
            "<imsss:minNormalizedMeasure>0.2</imsss:minNormalizedMeasure></imsss:primaryObjective>",
            {"objectiveID": "p", "isPrimary": True},
        ),
    ],
)
def test_primary_objectives_without_a_name_or_a_measure(element: str, expected: dict[str, Any]) -> None:
    """A nameless one keeps its threshold under a blank name; a threshold that does not decide is left out."""
    body = item("a", f"<imsss:objectives>{element}</imsss:objectives>")
    assert tree(body)["children"] == [leaf("a", primaryObjective=expected)]


COLLECTION = """<imsss:sequencingCollection><imsss:sequencing ID="base">
<imsss:controlMode flow="true" choice="false"/><imsss:limitConditions attemptLimit="3"/>
<imsss:deliveryControls tracked="true" completionSetByContent="true" objectiveSetByContent="true"/>
</imsss:sequencing></imsss:sequencingCollection>"""


def test_what_is_written_on_the_spot_wins_over_the_collection() -> None:
    """`IDRef` fills in whole elements; a reference that leads nowhere gives nothing."""
    body = (
        '<item identifier="a"><title>a</title><imsss:sequencing IDRef="base"/></item>'
        '<item identifier="b"><title>b</title><imsss:sequencing IDRef="base">'
        '<imsss:controlMode choiceExit="false"/></imsss:sequencing></item>'
        '<item identifier="c"><title>c</title><imsss:sequencing IDRef="gone"/></item>'
    )
    delivery = {"tracked": True, "completionSetByContent": True, "objectiveSetByContent": True}
    assert tree(body, COLLECTION) == root(
        leaf("a", attemptLimit=3, deliveryControls=delivery) | {"sequencingControls": {"flow": True, "choice": False}},
        leaf("b", attemptLimit=3, deliveryControls=delivery)
        | {"sequencingControls": {"flow": False, "choiceExit": False}},
        leaf("c"),
    )


def test_chance_limits_and_delivery() -> None:
    """A wish to reorder is scorm-again's `randomizeChildren`; a count of 0 selects nothing away."""
    random = '<imsss:randomizationControls randomizationTiming="onEachNewAttempt" selectCount="{}" {}/>'
    body = item("group", random.format(2, 'reorderChildren="true" selectionTiming="once"'), inner=item("a"))
    body += item("b", random.format(0, 'reorderChildren="false"'))
    body += item(
        "c",
        '<imsss:limitConditions attemptLimit="0" attemptAbsoluteDurationLimit="PT30M"/>'
        '<imsss:deliveryControls tracked="false"/>',
    )
    assert tree(body) == root(
        leaf("group", children=[leaf("a")])
        | {
            "sequencingControls": {
                "flow": False,
                "randomizationTiming": "onEachNewAttempt",
                "selectionTiming": "once",
                "selectCount": 2,
                "randomizeChildren": True,
            }
        },
        leaf("b") | {"sequencingControls": {"flow": False, "randomizationTiming": "onEachNewAttempt"}},
        leaf("c", attemptLimit=0, attemptAbsoluteDurationLimit="PT30M", deliveryControls={"tracked": False}),
    )


def test_what_stands_beside_the_sequencing() -> None:
    """Hidden controls, shared data, the completion threshold, time limits and invisible items."""
    extra = (
        "<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>"
        '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.75" progressWeight="0.5"/>'
        '<adlcp:data><adlcp:map targetID="one"/>'
        '<adlcp:map targetID="two" readSharedData="false" writeSharedData="true"/></adlcp:data>'
        "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>previous</adlnav:hideLMSUI>"
        "<adlnav:hideLMSUI> exitAll </adlnav:hideLMSUI><adlnav:hideLMSUI>nonsense</adlnav:hideLMSUI>"
        "</adlnav:navigationInterface></adlnav:presentation>"
    )
    body = item("a", extra=extra).replace("<item ", '<item isvisible="false" ')
    assert tree(body)["children"] == [
        leaf(
            "a",
            isVisible=False,
            timeLimitAction="exit,message",
            completionThreshold={"completedByMeasure": True, "minProgressMeasure": 0.75, "progressWeight": 0.5},
            sharedDataMaps=[
                {"targetID": "one", "readSharedData": True, "writeSharedData": False},
                {"targetID": "two", "readSharedData": False, "writeSharedData": True},
            ],
            hideLmsUi=["previous", "exitAll"],
        )
    ]


@pytest.mark.parametrize("version", ["2004 3rd Edition", "CAM 1.3", "1.3"])
def test_earlier_editions_read_alike(version: str) -> None:
    """Their completion threshold is the element's text, and it always decides; 1.3 was the first to be called 2004."""
    body = item("a", extra="<adlcp:completionThreshold>0.4</adlcp:completionThreshold>") + FLOW
    assert tree(body, version=version) == root(
        leaf("a", completionThreshold={"completedByMeasure": True, "minProgressMeasure": 0.4}),
        controls={"flow": True, "choice": False},
    )


def test_a_forced_sequence_with_a_test_at_the_end() -> None:
    """The shape of the usual course: clusters, a global objective written by one part and asked by the next."""
    wait = rule(
        "preConditionRule",
        "disabled",
        '<imsss:ruleCondition referencedObjective="before" operator="not" condition="satisfied"/>'
        '<imsss:ruleCondition referencedObjective="before" operator="not" condition="objectiveStatusKnown"/>',
        "any",
    )
    first = '<imsss:objectives><imsss:primaryObjective objectiveID="done">'
    first += '<imsss:mapInfo targetObjectiveID="g1" writeSatisfiedStatus="true"/>'
    first += "</imsss:primaryObjective></imsss:objectives>"
    second = f"<imsss:sequencingRules>{wait}</imsss:sequencingRules><imsss:objectives><imsss:primaryObjective/>"
    second += '<imsss:objective objectiveID="before"><imsss:mapInfo targetObjectiveID="g1"/></imsss:objective>'
    second += "</imsss:objectives>"
    body = item("lessons", inner=item("one", first) + item("two", second)) + item("test") + FLOW
    not_before = {"operator": "not", "referencedObjective": "before"}
    assert tree(body) == root(
        leaf(
            "lessons",
            children=[
                leaf(
                    "one",
                    primaryObjective={
                        "objectiveID": "done",
                        "isPrimary": True,
                        "mapInfo": [{"targetObjectiveID": "g1", "writeSatisfiedStatus": True}],
                    },
                ),
                leaf(
                    "two",
                    sequencingRules={
                        "preConditionRules": [
                            {
                                "action": "disabled",
                                "conditionCombination": "any",
                                "conditions": [
                                    {"condition": "satisfied", **not_before},
                                    {"condition": "objectiveStatusKnown", **not_before},
                                ],
                            }
                        ]
                    },
                    primaryObjective={"objectiveID": " ", "isPrimary": True},
                    objectives=[{"objectiveID": "before", "mapInfo": [{"targetObjectiveID": "g1"}]}],
                ),
            ],
        ),
        leaf("test"),
        controls={"flow": True, "choice": False},
    )


def test_other_prefixes_and_a_root_whose_name_an_item_has() -> None:
    """Elements are read by name, whatever the prefix; two activities never get one id."""
    body = (
        '<item identifier="org"><title>org</title>'
        '<sequencing xmlns="http://www.imsglobal.org/xsd/imsss"><controlMode flow="true"/></sequencing></item>'
    )
    assert tree(body) == root(leaf("org") | {"sequencingControls": {"flow": True}}) | {"id": "org "}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (item("a"), False),
        (item("a") + FLOW, True),
        (item("a", extra='<adlcp:data><adlcp:map targetID="x"/></adlcp:data>'), True),
    ],
)
def test_a_plain_list_of_parts_is_not_sequenced(body: str, expected: bool) -> None:
    """Only what asks for it gets the sequencing engine."""
    manifest = read_manifest(HEAD.format(body=body, after="", version="2004 4th Edition").encode())
    assert is_sequenced(manifest.organizations[0]) is expected
