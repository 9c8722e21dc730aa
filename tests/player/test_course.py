"""The page is told the right parts, addresses and launch data of a manifest."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.preview.course import describe_course, part_ids, with_parameters
from allure_desktop.scorm.archive import Archive

SCORM_12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
)
SCORM_2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"'
    ' xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
)


def describe(
    folder: Path, organizations: str, resources: str, *files: str, spaces: str = SCORM_12, version: str = "1.2"
) -> dict[str, Any]:
    """What the page is told about a manifest made of these pieces."""
    path = folder / "course.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "imsmanifest.xml",
            f"<manifest identifier='m' {spaces}><metadata><schema>ADL SCORM</schema><schemaversion>{version}"
            f"</schemaversion></metadata><organizations default='o'>{organizations}</organizations>"
            f"<resources>{resources}</resources></manifest>",
        )
        for name in files:
            package.writestr(name, "x")
    with Archive.open(path) as archive:
        return describe_course(archive)


def test_scorm_12_launch_data(tmp_path: Path) -> None:
    """Mastery score, time limit, data from the LMS and the item's parameters reach the part."""
    course = describe(
        tmp_path,
        "<organization identifier='o'><title> Fire \n Safety </title><item identifier='i' identifierref='r'"
        " parameters='?lang=en'><title>One</title><adlcp:masteryscore>80</adlcp:masteryscore>"
        "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,message</adlcp:timelimitaction>"
        "<adlcp:datafromlms>level=2</adlcp:datafromlms></item></organization>",
        "<resource identifier='r' type='webcontent' adlcp:scormtype='sco' href='a b/ü.html?x=1#top'/>",
        "a b/ü.html",
    )
    assert (course["title"], course["standard"]) == ("Fire Safety", "1.2")
    (item,) = course["items"]
    assert item == {
        "id": "i",
        "title": "One",
        "visible": True,
        "launch": "pkg/a%20b/%C3%BC.html?x=1&lang=en#top",
        "kind": "sco",
        "launch_data": "level=2",
        "time_limit_action": "exit,message",
        "mastery_score": "80",
        "max_time_allowed": "00:30:00",
        "prerequisites": "",
        "children": [],
    }


def test_scorm_2004_passing_score_and_threshold(tmp_path: Path) -> None:
    """The primary objective's measure counts only where it is said to decide."""

    def course(satisfied: str) -> dict[str, Any]:
        found: dict[str, Any] = describe(
            tmp_path,
            "<organization identifier='o'><title>T</title><item identifier='i' identifierref='r'><title>One</title>"
            "<adlcp:completionThreshold>0.5</adlcp:completionThreshold><imsss:sequencing><imsss:objectives>"
            f"<imsss:primaryObjective objectiveID='p' satisfiedByMeasure='{satisfied}'>"
            "<imsss:minNormalizedMeasure> 0.8 </imsss:minNormalizedMeasure></imsss:primaryObjective>"
            "</imsss:objectives></imsss:sequencing></item></organization>",
            "<resource identifier='r' type='webcontent' adlcp:scormType='sco' href='i.html'/>",
            "i.html",
            spaces=SCORM_2004,
            version="2004 3rd Edition",
        )["items"][0]
        return found

    item = course("true")
    assert (item["scaled_passing_score"], item["completion_threshold"]) == ("0.8", "0.5")
    assert course("false")["scaled_passing_score"] == ""


def test_tree_hidden_items_assets_and_doubled_identifiers(tmp_path: Path) -> None:
    """The tree keeps its shape; an id that stands twice becomes two; what leads nowhere cannot be started."""
    course = describe(
        tmp_path,
        "<organization identifier='o'><title>T</title><item identifier='g'><title>Group</title>"
        "<item identifier='i' identifierref='r'><title>A</title></item>"
        "<item identifier='i' identifierref='p' isvisible='false'><title>B</title></item>"
        "<item identifier='n' identifierref='nothing'><title>C</title></item></item></organization>",
        "<resource identifier='r' type='webcontent' adlcp:scormtype='sco' href='a.html'/>"
        "<resource identifier='p' type='webcontent' adlcp:scormtype='asset' href='p.pdf'/>",
        "a.html",
        "p.pdf",
    )
    (group,) = course["items"]
    assert (group["launch"], group["title"]) == (None, "Group")
    assert [(child["id"], child["kind"], child["visible"], child["launch"]) for child in group["children"]] == [
        ("i", "sco", True, "pkg/a.html"),
        ("i (2)", "asset", False, "pkg/p.pdf"),
        ("n", "sco", True, None),
    ]
    assert part_ids(course) == {"i", "i (2)"}


def test_course_without_items_offers_its_scos(tmp_path: Path) -> None:
    """A manifest without an organization still plays: its SCOs are all there is."""
    course = describe(
        tmp_path,
        "",
        "<resource identifier='r' type='webcontent' adlcp:scormtype='sco' href='a.html'/>"
        "<resource identifier='s' type='webcontent' adlcp:scormtype='asset' href='b.html'/>",
        "a.html",
        "b.html",
    )
    assert [item["launch"] for item in course["items"]] == ["pkg/a.html"]


@pytest.mark.parametrize(
    ("href", "base", "files", "launch"),
    [
        ("i.html", "content/", ["content/i.html"], "pkg/content/i.html"),
        ("a%20b.html", "", ["a b.html"], "pkg/a%20b.html"),
        ("100%25.html", "", ["100%.html"], "pkg/100%25.html"),
        ("what?.html", "", ["what?.html"], "pkg/what%3F.html"),
        ("..\\\\i.html", "sub/", ["i.html"], "pkg/i.html"),
        ("https://example.org/c?x=1", "", [], "https://example.org/c?x=1"),
        ("javascript:alert(1)", "", [], None),
        ("../../i.html", "", ["i.html"], None),
        ("", "", [], None),
    ],
)
def test_addresses(tmp_path: Path, href: str, base: str, files: list[str], launch: str | None) -> None:
    """A reference becomes an address under `pkg/` that the content route finds again, or none."""
    course = describe(
        tmp_path,
        "<organization identifier='o'><title>T</title><item identifier='i' identifierref='r'><title>A</title></item></organization>",
        f"<resource identifier='r' type='webcontent' adlcp:scormtype='sco' href='{href}' xml:base='{base}'/>",
        *files,
    )
    assert [item["launch"] for item in course["items"]] == [launch]


@pytest.mark.parametrize(
    ("address", "parameters", "expected"),
    [
        ("a.html", "", "a.html"),
        ("a.html", "x=1", "a.html?x=1"),
        ("a.html", "?x=1", "a.html?x=1"),
        ("a.html", "&x=1", "a.html?x=1"),
        ("a.html?y=2", "?x=1", "a.html?y=2&x=1"),
        ("a.html#top", "x=1", "a.html?x=1#top"),
        ("a.html", "#end", "a.html#end"),
        ("a.html#top", "#end", "a.html#top"),
    ],
)
def test_parameters_are_joined_as_the_standard_has_it(address: str, parameters: str, expected: str) -> None:
    """SCORM 2004 4th Ed. CAM 3.4.1.7."""
    assert with_parameters(address, parameters) == expected
