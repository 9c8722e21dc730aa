"""Packages whose defect lies in the manifest or in what it refers to, by the finding they have."""

from __future__ import annotations

from tests.packages import Sco, replace, with_member
from tests.validation.samples import (
    Sample,
    before,
    course,
    course_2004,
    encoded,
    members,
    named,
    stored_as,
    with_item,
    with_item_2004,
    without,
    without_items,
)

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_TITLE = "<title>Fire Safety Basics</title>"
_RULE = (
    "<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
    "<imsss:ruleCondition {}/></imsss:ruleConditions><imsss:ruleAction action='skip'/>"
    "</imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing>"
)
_MEASURE = (
    "<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure='true'>"
    "<imsss:minNormalizedMeasure>80</imsss:minNormalizedMeasure>"
    "</imsss:primaryObjective></imsss:objectives></imsss:sequencing>"
)


def _manifest(text: str | bytes) -> Sample:
    return members({"imsmanifest.xml": text, "imscp_rootv1p1p2.xsd": "<schema/>"})


SAMPLES: dict[str, tuple[Sample, ...]] = {
    "manifest.not-well-formed": (
        *named("manifest.not-well-formed"),
        course(replace(_TITLE, "<title>Fire & Safety</title>")),
        course(replace(' xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"', "")),
        _manifest(""),
        _manifest(b"\xff\xfe<\x00m"),
        _manifest("<a>" * 300 + "</a>" * 300),
    ),
    "manifest.encoding": (
        encoded("UTF-8", "cp1252"),
        encoded("UTF-16", "utf-8"),
        encoded("klingon", "utf-8"),
        encoded("UTF-8", "utf-16"),
        encoded("ISO-8859-1", "utf-8-sig"),
    ),
    "manifest.doctype": (
        *named("manifest.doctype"),
        course(replace("<manifest ", '<!DOCTYPE manifest SYSTEM "http://example.com/x.dtd">\n<manifest ')),
    ),
    "manifest.too-large": (_manifest(b"<manifest>" + b" " * (33 * 1024**2)),),
    "manifest.root": (
        _manifest("<courseStructure/>"),
        course(replace(_CP, "http://example.com/cp")),
        course(replace(f'xmlns="{_CP}"', "")),
    ),
    "manifest.schemaversion": (
        *named("manifest.schemaversion"),
        course(replace("<schemaversion>1.2</schemaversion>", "")),
        course_2004(replace("<schemaversion>2004 4th Edition<", "<schemaversion>1.3<")),
    ),
    "manifest.standard-mismatch": (
        course(replace("<schemaversion>1.2<", "<schemaversion>2004 3rd Edition<")),
        course_2004(replace("<schemaversion>2004 4th Edition<", "<schemaversion>1.2<")),
    ),
    "manifest.no-organization": (course(without_items),),
    "manifest.default-organization": (course(replace('default="org_1"', 'default="org_9"')),),
    "manifest.multiple-organizations": (
        course(before("</organizations>", '<organization identifier="org_2"><title>Two</title></organization>')),
    ),
    "manifest.unknown-resource": named("manifest.unknown-resource"),
    "manifest.item-structure": (
        course(before("</organization>", '<item identifier="leaf"><title>Leaf</title></item>')),
        with_item_2004(Sco(extra='<item identifier="below" identifierref="res_item_1"><title>Below</title></item>')),
    ),
    "manifest.duplicate-identifier": (
        course(replace('identifier="item_2"', 'identifier="item_1"'), scos=2),
        course(before("</resources>", '<resource identifier="res_item_1" type="webcontent"/>')),
    ),
    "manifest.bad-identifier": (
        course(replace('identifier="item_1"', 'identifier="1st item"')),
        course(replace('identifier="com.example.course"', 'identifier="59672f"')),
    ),
    "manifest.nothing-to-launch": (
        *named("manifest.nothing-to-launch"),
        course(replace('identifierref="res_item_1"', 'identifierref=""')),
        with_item(Sco(hidden=True)),
        with_item_2004(Sco(hidden=True)),
        _manifest(f'<manifest xmlns="{_CP}"><metadata><schemaversion>1.2</schemaversion></metadata></manifest>'),
    ),
    "manifest.scormtype": (
        course(replace(' adlcp:scormtype="sco"', "")),
        course(replace("adlcp:scormtype", "adlcp:scormType")),
        course_2004(replace("adlcp:scormType", "adlcp:scormtype")),
        course(replace('scormtype="sco"', 'scormtype="page"')),
    ),
    "manifest.launch-file-missing": (
        *named("manifest.launch-file-missing"),
        course(replace('href="index.html">', 'xml:base="pages/" href="index.html">')),
        course(replace('href="index.html">', 'href="../index.html">\n      <file href="index.html"/>')),
        course(without("lesson2.html"), scos=2),
    ),
    "manifest.file-missing": (
        *named("manifest.file-missing"),
        course(before("</resource>", '<file href="media/gone.mp4"/><file href="media/gone.mp4"/>')),
    ),
    "manifest.case-mismatch": (
        *named("manifest.case-mismatch"),
        course(stored_as("shared/runtime.js", "Shared/runtime.js")),
    ),
    "manifest.href-form": (
        course(replace("<resources>", '<resources xml:base="pages">')),
        course(replace('<file href="shared/runtime.js"/>', '<file href="shared\\runtime.js"/>')),
        course(replace('<file href="shared/runtime.js"/>', '<file href="/shared/runtime.js"/>')),
        course(
            replace(
                'href="index.html">\n      <file href="index.html"/>\n      <file href="shared/runtime.js"/>',
                'xml:base="shared" href="../index.html"><file href="runtime.js"/>',
            )
        ),
    ),
    "manifest.external-href": (
        course(replace('href="index.html">', 'href="https://example.com/course/">')),
        course(before("</resource>", '<file href="https://example.com/a.js"/>')),
    ),
    "manifest.unlisted-files": (course(with_member("extra.js", "x")),),
    "manifest.missing-metadata": (course(before("</metadata>", "<adlcp:location>metadata.xml</adlcp:location>")),),
    "manifest.schema-files": (course(without("imscp_rootv1p1p2.xsd")),),
    "manifest.title": (
        course(replace(_TITLE, "<title> </title>")),
        course(replace(_TITLE, "")),
        course(replace(_TITLE, "<title>Untitled</title>")),
        course(replace(_TITLE, "<title>@@course.title</title>")),
        course(replace(_TITLE, f"<title>{'very ' * 41}long</title>")),
    ),
    "manifest.mastery-score": (
        with_item(Sco(extra="<adlcp:masteryscore>120</adlcp:masteryscore>")),
        with_item(Sco(extra="<adlcp:masteryscore>eighty</adlcp:masteryscore>")),
        with_item_2004(Sco(extra="<adlcp:completionThreshold>80</adlcp:completionThreshold>")),
        with_item_2004(Sco(extra="<adlcp:completionThreshold minProgressMeasure='1.5'/>")),
        with_item_2004(Sco(extra=_MEASURE)),
    ),
    "manifest.submanifest": (course(before("</manifest>", '<manifest identifier="inner"/>')),),
    "manifest.orphan-resource": (
        course(before("</resources>", '<resource identifier="o" adlcp:scormtype="sco" href="index.html"/>')),
    ),
    "manifest.sequencing": (
        with_item_2004(Sco(extra=_RULE.format("condition='completed'"))),
        with_item_2004(Sco(extra=_RULE.format("condition='finished'"))),
        with_item_2004(Sco(extra=_RULE.format("condition='satisfied' referencedObjective='nowhere'"))),
        course_2004(replace("choice='true' flow='true'", "choice='false' flow='false'")),
    ),
    "manifest.default-identifier": (course(replace("com.example.course", "Course_ID1")),),
}
