"""Hypothesis strategies: well-formed manifests of any meaning, and ZIPs of any members."""

from __future__ import annotations

import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from tests.packages import XMLNS_12, XMLNS_2004

IDENTIFIERS = st.sampled_from(["a", "b", "c", "org_1", "r1", "r2", "", " a ", "1x", "ä", "a" * 300])
HREFS = st.one_of(
    st.sampled_from(
        [
            *(
                "index.html",
                "Index.HTML",
                "pages/a.html",
                "./a.html",
                "../x.html",
                "a.html?x=1#y",
                "a%20b.html",
                "%FF.html",
            ),
            *(
                "https://example.com/",
                "//example.com/a",
                "C:\\a.html",
                "\\\\host\\a",
                "a\\b.html",
                "/index.html",
                "#",
                "?",
                "",
            ),
            *("javascript:1", "film.swf", "handbook.pdf", "ü.html", "u\u0308.html", "http://[", "a" * 500),
        ]
    ),
    st.text(max_size=12),
)
VALUES = st.one_of(
    st.sampled_from(["true", "false", "0", "80", "1.5", "-2", "nan", "1e999", "sco", "SCO", "asset", "webcontent", ""]),
    IDENTIFIERS,
    st.text(max_size=20),
)
ATTRIBUTES = {
    "identifier": IDENTIFIERS,
    "identifierref": IDENTIFIERS,
    "default": IDENTIFIERS,
    "href": HREFS,
    "xml:base": HREFS,
    "isvisible": VALUES,
    "parameters": VALUES,
    "type": VALUES,
    "adlcp:scormtype": VALUES,
    "adlcp:scormType": VALUES,
    "condition": VALUES,
    "referencedObjective": IDENTIFIERS,
    "objectiveID": IDENTIFIERS,
    "choice": VALUES,
    "flow": VALUES,
    "minProgressMeasure": VALUES,
}
ELEMENTS = (
    *("metadata", "schema", "schemaversion", "organizations", "organization", "item", "title", "resources", "resource"),
    *(
        "file",
        "dependency",
        "manifest",
        "adlcp:masteryscore",
        "adlcp:location",
        "adlcp:datafromlms",
        "sequencingCollection",
    ),
    *(
        "adlcp:completionThreshold",
        "imsss:sequencing",
        "imsss:controlMode",
        "imsss:sequencingRules",
        "imsss:ruleCondition",
    ),
    *(
        "imsss:objectives",
        "imsss:primaryObjective",
        "imsss:minNormalizedMeasure",
        "lom",
        "general",
        "description",
        "string",
    ),
)
_XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    @st.composite
    def made(draw: Any) -> str:
        name = draw(st.sampled_from(ELEMENTS))
        keys = draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=4, unique=True))
        attributes = "".join(f" {key}={quoteattr(_plain(draw(ATTRIBUTES[key])))}" for key in keys)
        return f"<{name}{attributes}>{draw(children)}</{name}>"

    return made()


def _plain(text: str) -> str:
    """Without what XML cannot hold at all."""
    return "".join(c for c in text if c.isprintable() and c not in "\ufffe\uffff")


_BODIES = st.recursive(
    _XML_TEXT.map(lambda text: escape(_plain(text))),
    lambda children: st.lists(_element(children), max_size=5).map("".join),
    max_leaves=25,
)


@st.composite
def manifests(draw: Any) -> str:
    """A well-formed manifest: the usual frame with anything in it, or anything at all."""
    namespaces = draw(st.sampled_from([XMLNS_12, XMLNS_2004]))
    others = 'xmlns:imsss="urn:a"' if "imsss" not in namespaces else ""
    inner = [draw(_BODIES) for _ in range(3)]
    version = draw(st.sampled_from(["1.2", "CAM 1.3", "2004 4th Edition", "", "9"]))
    if draw(st.booleans()):
        default = quoteattr(_plain(draw(IDENTIFIERS)))
        body = (
            f"<metadata><schemaversion>{version}</schemaversion>{inner[0]}</metadata><organizations default={default}>"
            f"<organization identifier='org_1'><title>T</title>{inner[1]}</organization></organizations>"
            f"<resources>{inner[2]}</resources>"
        )
    else:
        body = "".join(inner)
    return f"<manifest identifier='m' {namespaces} {others}>{body}</manifest>"


NAMES = st.one_of(
    st.sampled_from(
        [
            *(
                "imsmanifest.xml",
                "IMSManifest.xml",
                "c/imsmanifest.xml",
                "index.html",
                "Index.html",
                "a/",
                "a",
                "a/b.js",
            ),
            *(
                "../a",
                "/a",
                "C:\\a",
                "a\\b",
                "__MACOSX/._a",
                ".DS_Store",
                "inner.zip",
                "u\u0308.html",
                "ü.html",
                "x.swf",
            ),
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)


@st.composite
def members(draw: Any) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """Members in any order, twice perhaps, with any method, attributes and dates, some marked encrypted."""
    found = []
    for name in draw(st.lists(NAMES, max_size=7)):
        info = zipfile.ZipInfo("x", (draw(st.integers(1980, 2107)), 1, 1, 0, 0, 0))
        info.filename = name
        info.compress_type = draw(st.sampled_from([0, 0, 8, 8, 8, 12, 14]))
        info.external_attr = draw(st.sampled_from([0, 0o100644 << 16, 0o120777 << 16, 0o40755 << 16, 0x10]))
        info.comment = draw(st.binary(max_size=4))
        content = (
            draw(manifests()).encode() if name.lower().endswith("imsmanifest.xml") else draw(st.binary(max_size=60))
        )
        found.append((info, content))
    return found
