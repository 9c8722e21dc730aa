"""Reads JavaScript as text, running nothing: does it look for the API, report a status, end, load from elsewhere?

Megabytes of minified code are usual, so plain searches come first and patterns look at what these have found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CALLS_12 = (b"LMSInitialize", b"LMSSetValue", b"LMSGetValue", b"LMSFinish", b"LMSCommit", b"cmi.core.")
_API_12 = re.compile(rb"\.API(?![\w$])")
_QUOTED_API = (b'"API"', b"'API'")
_API_2004 = b"API_1484_11"
_LOOK_UPS = (
    *(b"findAPI", b"FindAPI", b"find_API", b"getAPI", b"GetAPI", b"get_API", b"scanForAPI", b"ScanForAPI"),
    *(b"findLMSAPI", b"FindLMSAPI", b"getLMSAPI", b"GetLMSAPI", b"locateAPI", b"searchAPI", b"SearchForAPI"),
)
_STATUS = (
    *(b"lesson_status", b"completion_status", b"success_status", b"SetReachedEnd", b"SetPassed", b"SetFailed"),
    *(b"etCompleted", b"setComplete", b"etStatus", b"ReportStatus"),
)
_ENDS = (b"LMSFinish", b".Terminate", b'"Terminate"', b"'Terminate'", b"ConcedeControl", b"doTerminate")
# Code that loads files whose names are put together or come from data: then any file of the package may be meant.
_LOADERS = (
    *(b'createElement("script"', b"createElement('script'", b'createElement("iframe"', b"createElement('iframe'"),
    *(b'createElement("frame"', b"createElement('frame'", b"requirejs", b"require(", b"require.", b"define(["),
    *(b"importScripts", b"getScript(", b"System.import", b"new Function", b"<scr", b"<iframe", b"import(", b"import "),
    *(b'".js"', b"'.js'", b'".html"', b"'.html'", b'".htm"', b"'.htm'", b"}.js`", b"}.html`"),
    *(b'.xml"', b".xml'", b'.json"', b".json'"),
)
_PACKED = (b"eval(function(p,a,c,k,e", b"eval(atob(", b"DecompressionStream", b"WebAssembly")
_HEX_NAMES = re.compile(rb"_0x[0-9a-f]{4,6}\b")
_URL_STARTS = (b'"http', b"'http", b'"//', b"'//", b'"ws', b"'ws")
_URL = re.compile(rb"""(?:(?:https?|wss?):)?//[^"'\s]{1,500}(?=["'])""")
_LOADS_BEFORE = re.compile(
    rb"""(?:\bfetch\(|\bimportScripts\(|\bimport\s?\(?|\bfrom|\.open\(\s{0,3}["'][A-Za-z]{3,7}["']\s{0,3},|\.src\s{0,3}="""
    rb"""|\$\.(?:get|post|ajax|getJSON|getScript)\(|\.load\(|\bnew\s+(?:Audio|Worker|WebSocket|EventSource)\()\s{0,3}$"""
)
_REDIRECTS_BEFORE = re.compile(rb"\blocation(?:\.href)?\s{0,3}(?:(?<![=!])=|\.(?:replace|assign)\()\s{0,3}$")
_FLASH_CALL = re.compile(
    rb"""(?:embedSWF\(\s{0,5}|new\s+SWFObject\(\s{0,5}|AC_FL_RunContent\([^()]{0,1500}?["'](?:movie|src)["']\s{0,3},\s{0,3})"""
    rb"""["']([^"']{1,300})["']"""
)
_ELSE = re.compile(
    rb"""html5|canvas|["'][^"'<>]{1,200}\.html?["'?#]|createElement\(["'](?:video|iframe)|location""", re.IGNORECASE
)
_ENDING = re.compile(rb"""\.(?:js|mjs|html?|xhtml)(?=["'`?#])""")
_LONGEST_LITERAL = 240
_LONGEST_PREFIX = 60


class ScriptFacts(NamedTuple):
    """What code shows. `api_12` and `api_2004`: it knows that API; `looks_up`: it looks for some API.

    `loads_more`: it may load other files under names not seen here; `packed`: it cannot be read as text; `redirects`
    and `loads` are URLs elsewhere, `flash` what it embeds.
    """

    api_12: bool = False
    api_2004: bool = False
    looks_up: bool = False
    status: bool = False
    ends: bool = False
    loads_more: bool = False
    packed: bool = False
    redirects: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    flash: tuple[str, ...] = ()


def script_facts(code: bytes) -> ScriptFacts:
    """The facts of some code."""
    if not code.strip():
        return ScriptFacts()
    has_api = b"API" in code
    api_12 = _any(code, _CALLS_12) or (has_api and (_any(code, _QUOTED_API) or _API_12.search(code) is not None))
    api_2004 = has_api and _API_2004 in code
    redirects, loads = _urls(code)
    return ScriptFacts(
        api_12=api_12,
        api_2004=api_2004,
        looks_up=api_12 or api_2004 or (has_api and _any(code, _LOOK_UPS)),
        status=_any(code, _STATUS),
        ends=_any(code, _ENDS),
        loads_more=_any(code, _LOADERS),
        packed=_any(code, _PACKED) or (b"_0x" in code and _HEX_NAMES.search(code) is not None),
        redirects=redirects,
        loads=loads,
        flash=_flash(code) if b"swf" in code.lower() else (),
    )


def joined(one: ScriptFacts, other: ScriptFacts) -> ScriptFacts:
    """What both show together."""
    return ScriptFacts(
        api_12=one.api_12 or other.api_12,
        api_2004=one.api_2004 or other.api_2004,
        looks_up=one.looks_up or other.looks_up,
        status=one.status or other.status,
        ends=one.ends or other.ends,
        loads_more=one.loads_more or other.loads_more,
        packed=one.packed or other.packed,
        redirects=one.redirects + other.redirects,
        loads=one.loads + other.loads,
        flash=one.flash + other.flash,
    )


def offers_something_else(code: bytes) -> bool:
    """Whether code that embeds Flash seems to know another way."""
    return _ELSE.search(code) is not None


def literals(code: bytes) -> tuple[str, ...]:
    """The strings in some code that end like a page or a script, each once."""
    found: dict[str, None] = {}
    for match in _ENDING.finditer(code):
        window = code[max(0, match.start() - _LONGEST_LITERAL) : match.start()]
        quote = max(window.rfind(b'"'), window.rfind(b"'"), window.rfind(b"`"), window.rfind(b"="))
        if quote >= 0:
            name = (window[quote + 1 :] + match.group()).replace(b"\\/", b"/")
            if b"<" not in name and b"\n" not in name and b"://" not in name:
                found[name.decode("utf-8", "replace").strip()] = None
    return tuple(found)


def _any(code: bytes, words: tuple[bytes, ...]) -> bool:
    return any(word in code for word in words)


def _urls(code: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """URLs elsewhere that the page is sent to, and those that are loaded."""
    redirects: dict[str, None] = {}
    loads: dict[str, None] = {}
    for at in _url_places(code):
        url = _URL.match(code, at + 1)
        if url is None:
            continue
        before = code[max(0, at - _LONGEST_PREFIX) : at]
        if _REDIRECTS_BEFORE.search(before) is not None:
            kind = redirects
        elif _LOADS_BEFORE.search(before) is not None:
            kind = loads
        else:
            continue
        line = code[code.rfind(b"\n", max(0, at - 300), at) + 1 : at].lstrip()
        if not line.startswith((b"//", b"*", b"/*")):
            kind[url.group().decode("utf-8", "replace")] = None
    return tuple(redirects), tuple(loads)


def _url_places(code: bytes) -> Iterator[int]:
    for start in _URL_STARTS:
        at = code.find(start)
        while at >= 0:
            yield at
            at = code.find(start, at + 1)


def _flash(code: bytes) -> tuple[str, ...]:
    found = []
    for match in _FLASH_CALL.finditer(code):
        name = match.group(1).decode("utf-8", "replace")
        if "expressinstall" not in name.lower():
            found.append(name if name.lower().endswith(".swf") else name + ".swf")
    return tuple(found)
