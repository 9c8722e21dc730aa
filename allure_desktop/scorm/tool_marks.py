"""Finds the marks authoring tools leave in their pages: name and version, where they are certain."""

from __future__ import annotations

import re

from allure_desktop.scorm.archive import Archive, ArchiveProblem

_LOOKED_AT_BYTES = 64 * 1024
_LARGEST_FILE_BYTES = 4 * 1024**2
_GENERATOR = re.compile(
    rb"""<meta\s[^<>]{0,40}name=["']?generator["']?[^<>]{0,40}content=["']([^"'<>]{1,80})["']""", re.IGNORECASE
)
_KNOWN_GENERATORS = re.compile(
    r"(Lectora|eXeLearning|iSpring|Adobe Captivate|Adobe Presenter|Xerte|Easygenerator|Elucidat|Gomo|Evolve|CourseLab"
    r"|Camtasia|ActivePresenter|DominKnow|LiaScript|H5P)\b[^\d]{0,20}(\d+(?:\.\d+){0,4})?",
    re.IGNORECASE,
)
#: tool → where to look ('' is the launch page) and what its version looks like there
_VERSIONS: dict[str, tuple[tuple[str, re.Pattern[bytes]], ...]] = {
    "Articulate Storyline": (
        ("", re.compile(rb"<!--\s*version:\s*(\d+(?:\.\d+)+)")),
        ("story.html", re.compile(rb"<!--\s*version:\s*(\d+(?:\.\d+)+)")),
    ),
    "iSpring": (("", re.compile(rb"<!--\s*version\s+(\d+(?:\.\d+)+)")),),
    "Adobe Captivate": (("project.txt", re.compile(rb'"generatorVersion"\s*:\s*"(\d+(?:\.\d+)+)')),),
    "Hot Potatoes": (("", re.compile(rb"executable version (?:HotPotatoes: \w+ Version )?(\d+(?:\.\d+)+)")),),
}
_NAMES = (
    (re.compile(rb"Created using Storyline (?:\d+) "), "Articulate Storyline"),
    (re.compile(rb"Created with iSpring"), "iSpring"),
    (re.compile(rb"Created using eXe:"), "eXeLearning"),
)


def tool_mark(archive: Archive, tool: str, launch: str) -> tuple[str, str]:
    """Name and version of the tool as its pages tell them, each '' if they do not.

    `tool` is what is known already, or ''; `launch` is the launch page's path, or ''.
    """
    page = _beginning(archive, launch)
    told = _GENERATOR.search(page)
    known = _KNOWN_GENERATORS.match(told.group(1).decode("utf-8", "replace")) if told is not None else None
    if known is not None and (not tool or known.group(1).lower() == tool.lower()):
        return tool or known.group(1), known.group(2) or ""
    name = tool or next((name for mark, name in _NAMES if mark.search(page) is not None), "")
    for place, version in _VERSIONS.get(name, ()):
        found = version.search(_beginning(archive, place) if place else page)
        if found is not None:
            return name, found.group(1).decode()
    return name, ""


def _beginning(archive: Archive, path: str) -> bytes:
    member = archive.find(path) if path else None
    if member is None or member.size > _LARGEST_FILE_BYTES:
        return b""
    data = b""
    try:
        for piece in archive.stream(member):
            data += piece
            if len(data) >= _LOOKED_AT_BYTES:
                break
    except ArchiveProblem:
        return b""  # told as damage
    return data[:_LOOKED_AT_BYTES]
