"""Why a course that plays has made no call: what can be seen of it from outside, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from allure_desktop.preview.requests import Request

#: without these a course does not come to its first call; a picture it can do without
_NEEDED = frozenset({"page", "script", "data"})


class Silence(NamedTuple):
    """What is seen, what it means, and what to do."""

    title: str
    cause: str
    remedy: str


def why_silent(*, standard: str, part: str | None, kind: str, looked: bool, requests: Sequence[Request]) -> Silence:
    """`part` is open (None: none is), of `kind` sco or asset; `looked`: some page of it has asked for its run-time."""
    name = "API" if standard == "1.2" else "API_1484_11"
    missing = [one for one in requests if one.missing and one.kind in _NEEDED]
    blocked = [one for one in requests if one.blocked and one.kind in ("page", "script") and "://" in one.path]
    if part is None:
        return Silence(
            "No part is open",
            "The manifest opens none by itself.",
            "Choose one in the structure.",
        )
    if missing:
        files = "1 file is missing" if len(missing) == 1 else f"{len(missing)} files are missing"
        shown = missing[0].path.removeprefix("/pkg/")
        near = f" The package has “{missing[0].near}”." if missing[0].near else ""
        return Silence(
            f"No call came, and {files}",
            f"“{shown}” is not in the package.{near} Most likely the course stops there, and would in every LMS.",
            "Requests lists them all. Export the course again, with all of its files.",
        )
    if blocked:
        return Silence(
            "No call came, and scripts are blocked",
            f"The course wants them from {urlsplit(blocked[0].path).hostname}, and the preview is offline.",
            "Allow the network in Requests, then look again.",
        )
    if kind == "asset":
        return Silence(
            "This part makes no calls",
            "The manifest calls it an asset: a page that reports nothing. It is done when it was looked at.",
            "If it should report something, mark its resource as a SCO.",
        )
    if not looked:
        return Silence(
            "The course does not look for an LMS",
            f"Its pages are there, but no script in them has asked for “{name}”. An LMS would record nothing but “opened”.",
            "Switch tracking on in the authoring tool and export for SCORM again; a page that shall report nothing is an asset.",
        )
    return Silence(
        "The course has found its run-time and says nothing",
        "It asked for the run-time, and has made no call since. Some wait until the learner begins.",
        "Begin in the course; if nothing comes then, Console tells what its scripts complain of.",
    )
