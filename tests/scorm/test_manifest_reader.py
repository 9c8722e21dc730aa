"""Manifests of both standards become one model, and nothing outside them is ever read."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.scorm.manifest_reader import ManifestProblem, read_manifest
from tests.packages import Sco, manifest_12, manifest_2004


def test_scorm_12() -> None:
    """Everything a SCORM 1.2 manifest says of its course, items and resources is in the model."""
    extra = (
        "<adlcp:prerequisites type='aicc_script'>item_0</adlcp:prerequisites><adlcp:masteryscore>80</adlcp:masteryscore>"
        "<adlcp:datafromlms>mode=quiz</adlcp:datafromlms><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit,message</adlcp:timelimitaction>"
    )
    text = manifest_12(
        "Fire & Water", [Sco(" item_1 ", "First", "pages/a.html", hidden=True, extra=extra)], description="Why"
    )
    manifest = read_manifest(text.encode())
    assert (manifest.standard, manifest.identifier, manifest.default) == ("1.2", "com.example.course", "org_1")
    assert (manifest.metadata.title, manifest.metadata.description) == ("Fire & Water", "Why")
    organization = manifest.default_organization
    assert organization is not None and organization.title == "Fire & Water"
    item = organization.items[0]
    assert (item.identifier, item.title, item.visible, item.mastery_score) == ("item_1", "First", False, "80")
    assert (item.prerequisites, item.launch_data) == ("item_0", "mode=quiz")
    assert (item.max_time_allowed, item.time_limit_action) == ("00:30:00", "exit,message")
    resource = manifest.resource(" res_ item_1 ")
    assert resource is not None and resource.is_sco and resource.scorm_type_attribute == "scormtype"
    assert [file.href for file in resource.files] == ["pages/a.html", "shared/runtime.js"]


def test_scorm_2004() -> None:
    """SCORM 2004's own parts are in the same model: sequencing as XML, threshold, navigation, launch data."""
    extra = (
        "<adlcp:dataFromLMS>x</adlcp:dataFromLMS><adlcp:completionThreshold minProgressMeasure='0.8'/>"
        "<imsss:sequencing><imsss:controlMode flow='true'/></imsss:sequencing>"
        "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI>"
        "<adlnav:hideLMSUI>previous</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"
    )
    manifest = read_manifest(manifest_2004(scos=[Sco(extra=extra)], description="Why").encode())
    assert manifest.standard == "2004 4th Edition" and manifest.is_2004
    assert manifest.metadata.description == "Why"
    organization = manifest.default_organization
    assert organization is not None and organization.sequencing is not None
    item = organization.items[0]
    assert (item.launch_data, item.completion_threshold) == ("x", "0.8")
    assert item.hide_lms_ui == ("continue", "previous")
    assert item.sequencing is not None and item.sequencing[0].get("flow") == "true"


@pytest.mark.parametrize(
    ("schemaversion", "standard"),
    [
        ("CAM 1.3", "2004 2nd Edition"),
        ("2004 3rd Edition", "2004 3rd Edition"),
        ("  2004 4TH  edition ", "2004 4th Edition"),
        ("1.3", "2004"),
        ("", "2004"),
        ("1.2", "1.2"),
    ],
)
def test_the_standard_is_what_the_manifest_says(schemaversion: str, standard: str) -> None:
    """schemaversion decides; without it the namespaces do."""
    assert read_manifest(manifest_2004(schemaversion=schemaversion).encode()).standard == standard


def test_xml_base_composes() -> None:
    """xml:base of manifest, resources and resource is composed for each resource and its files."""
    text = (
        '<manifest xml:base="course/"><resources xml:base="pages/"><resource identifier="r" xml:base="one/" href="a.html">'
        '<file href="a.html"/></resource></resources></manifest>'
    )
    resource = read_manifest(text.encode()).resources[0]
    assert resource.base == resource.files[0].base == "course/pages/one/"


def test_duration_and_lines() -> None:
    """The typical learning time is told unless it is zero, and things know their line."""
    text = manifest_12().replace(
        "</metadata>",
        "<lom><educational><typicallearningtime><datetime>PT{}M</datetime></typicallearningtime></educational></lom></metadata>",
    )
    manifest = read_manifest(text.replace("{}", "45").encode())
    assert manifest.metadata.duration == "PT45M"
    assert read_manifest(text.replace("{}", "0").encode()).metadata.duration == ""
    lines = text.splitlines()
    assert "<item" in lines[manifest.organizations[0].items[0].line - 1]
    assert "<file" in lines[manifest.resources[0].files[0].line - 1]


def test_namespaces_may_be_missing_or_prefixed() -> None:
    """Local names count where the namespace is missing; a prefix changes nothing."""
    bare = read_manifest(b'<manifest><organizations><organization identifier="o"/></organizations></manifest>')
    assert bare.organizations[0].identifier == "o" and bare.standard is None
    text = manifest_12().replace("xmlns=", "xmlns:cp=")
    for name in (
        "manifest",
        "metadata",
        "organizations",
        "organization",
        "resources",
        "resource",
        "file",
        "item",
        "title",
    ):
        text = (
            text.replace(f"<{name} ", f"<cp:{name} ")
            .replace(f"<{name}>", f"<cp:{name}>")
            .replace(f"</{name}>", f"</cp:{name}>")
        )
    assert read_manifest(text.encode()).organizations[0].items[0].title == "Lesson 1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "cp1252"])
def test_encodings(encoding: str) -> None:
    """True encodings are read without complaint, with or without a byte order mark."""
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "cp1252": "windows-1252"}.get(encoding, encoding)
    text = manifest_12("Übung").replace('encoding="UTF-8"', f'encoding="{declared}"')
    manifest = read_manifest(text.encode(encoding))
    assert manifest.organizations[0].title == "Übung"
    assert manifest.encoding_problem == ""


def test_wrong_declarations_are_read_and_told() -> None:
    """Bytes that are not what they are declared as are read as Windows-1252, and lines stay the same."""
    manifest = read_manifest(manifest_12("Übung").encode("cp1252"))
    assert manifest.organizations[0].title == "Übung"
    assert "UTF-8" in manifest.encoding_problem
    assert manifest.organizations[0].line == read_manifest(manifest_12("Übung").encode()).organizations[0].line


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    """Entities and DTDs are refused or ignored; a file they name never shows up."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    entity = f'<!DOCTYPE manifest [<!ENTITY x SYSTEM "{secret.as_uri()}">]><manifest identifier="a"><metadata>&x;</metadata></manifest>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ManifestProblem) as caught:
            read_manifest(entity.encode(encoding))
        assert caught.value.code == "doctype"
    laughs = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><manifest>&b;</manifest>'
    with pytest.raises(ManifestProblem):
        read_manifest(laughs.encode())
    fetched = read_manifest(
        f'<!-- <!DOCTYPE a> -->\n<!DOCTYPE manifest SYSTEM "{secret.as_uri()}"><manifest/>'.encode()
    )
    assert fetched.doctype is not None and fetched.doctype.line == 2


@pytest.mark.parametrize(
    ("data", "line", "repairable"),
    [
        (b"", 1, False),
        (b"<manifest>\n<title>Fire & Safety</title></manifest>", 2, True),
        (b"<manifest>\n<title>Fire & Safety</title>", 2, False),
        (b'<manifest a="1" a="2"/>', 1, False),
        (b"<manifest>&nbsp;</manifest>", 1, False),
    ],
)
def test_not_well_formed(data: bytes, line: int, repairable: bool) -> None:
    """What is no XML has a place, and only bare ampersands are called repairable."""
    with pytest.raises(ManifestProblem) as caught:
        read_manifest(data)
    assert (caught.value.code, caught.value.line, caught.value.repairable) == ("not-well-formed", line, repairable)


@pytest.mark.parametrize(
    ("data", "kind", "names"),
    [
        (b"  \n", "empty", ()),
        (b"hello", "no-element", ()),
        (b"<m><t>R & D</t></m>", "bare-ampersand", ()),
        (b'<m a="x?a=1&b=2"/>', "bare-ampersand", ()),
        (b"<m><t>a < b</t></m>", "stray-less-than", ()),
        (b"<m>\n<organization></organisation></m>", "wrong-end-tag", ("organization", "2", "organisation")),
        (b"<m>\n<item>", "cut-off", ("item", "2")),
        (b'<m a="1', "open-quote", ()),
        (b'<m a="1>\n<b/></m>', "open-quote", ()),
        ("<m a=“1”/>".encode(), "no-quotes", ()),
        (b"<m a/>", "no-value", ("a",)),
        (b'<m a="1"b="2"/>', "no-space", ()),
        (b'<m a="1" a="2"/>', "twice", ("a",)),
        (b"<m>&nbsp;</m>", "unknown-entity", ("nbsp",)),
        (b'<m><r adlcp:scormtype="sco"/></m>', "unknown-prefix", ("adlcp",)),
        (b"<m/><m/>", "more-follows", ()),
        (b"<m>\x0b</m>", "forbidden-character", ("11",)),
        (b"<m>a\x00</m>", "forbidden-character", ("0x0",)),
        (b"<m>&#zz;</m>", "bad-number", ()),
        (b"<m><![CDATA[ </m>", "open-section", ()),
        (b"<m><!-- </m>", "open-comment", ()),
        (b"<m><!-- a -- b --></m>", "hyphens-in-comment", ()),
        (b"<m><?php </m>", "open-instruction", ()),
        (b"\n<?xml version='1.0'?><m/>", "late-declaration", ()),
        (b"<m></ m>", "open-tag", ()),
        (b"<m>]]></m>", "stray-section-end", ()),
        (b"<a>" * 300, "absurd", ()),
        (b"<!doctype html><HTML><p>Log in<br></body></html>", "web-page", ()),
        (b"\xff\xfe<\x00m", "not-as-marked", ()),
        (b"<?xml version='2.0'?><m/>", "", ()),
    ],
)
def test_what_is_not_well_formed(data: bytes, kind: str, names: tuple[str, ...]) -> None:
    """Each fault is told apart, with the names that are in it: the parser's sentence alone helps no author."""
    with pytest.raises(ManifestProblem) as caught:
        read_manifest(data)
    assert (caught.value.fault.kind, caught.value.fault.names) == (kind, names)


def test_the_place_of_a_fault() -> None:
    """Of a manifest in a single endless line only what stands around is shown."""
    with pytest.raises(ManifestProblem) as caught:
        read_manifest(b"<m>" + b"<a/>" * 50_000 + b"<t>R & D</t>" + b"<a/>" * 50_000 + b"</m>")
    assert "<t>R & D</t>" in caught.value.fault.near and len(caught.value.fault.near) < 100


def test_a_manifest_of_many_pieces() -> None:
    """Far longer than what is parsed at once: items, resources and files are all there, in order, each with its line."""
    items = "\n".join(f'<item identifier="i{n}" identifierref="r{n}"><title>T{n}</title></item>' for n in range(3_000))
    resources = "\n".join(
        f'<resource identifier="r{n}" href="{n}.html"><dependency identifierref="r{n}"/><!-- --><file href="{n}.html"/>'
        f' <file href="{n}&#10;.js"><metadata><location>{n}.xml</location></metadata></file></resource>'
        for n in range(3_000)
    )
    text = f"<manifest><organizations><organization>\n{items}\n<title>O</title></organization></organizations>"
    manifest = read_manifest(f"{text}<resources>\n{resources}\n</resources></manifest>".encode())
    (organization,) = manifest.organizations
    assert organization.title == "O"
    told = [(item.identifier, item.title, item.line) for item in organization.items]
    assert told == [(f"i{n}", f"T{n}", n + 2) for n in range(3_000)]
    for number, resource in enumerate(manifest.resources):
        assert (resource.identifier, resource.dependencies) == (f"r{number}", (f"r{number}",))
        assert resource.line == 3_003 + number
        assert [file.href for file in resource.files] == [f"{number}.html", f"{number}\n.js"]
        assert [file.metadata_location for file in resource.files] == ["", f"{number}.xml"]
