"""Reads one page or script as text, running nothing: what it links, what it loads from elsewhere, what it says to the LMS."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from allure_desktop.validation.script_text import ScriptFacts, joined, literals, offers_something_else, script_facts

PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".xht")
SCRIPT_ENDINGS = (".js", ".mjs")
STYLE_ENDINGS = (".css",)
MEDIA_NO_BROWSER_PLAYS = (".wmv", ".avi", ".flv", ".f4v", ".mkv", ".wma", ".mpg", ".mpeg", ".rm", ".vob", ".3gp")

_TAG = re.compile(
    rb"<(script|iframe|frame|link|img|audio|video|source|track|embed|object|param|input|body|a|area|meta|base)"
    rb"\b([^<>]{0,8000})>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rb"""([a-zA-Z\-:]{1,20})\s{0,10}=\s{0,10}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,2000}))"""
)
_STYLE_URL = re.compile(rb"""url\(\s{0,5}["']?(https?:)?//([^"')\s]{1,500})""", re.IGNORECASE)
_STYLE_IMPORT = re.compile(rb"""@import\s{1,5}["'](https?:)?//([^"']{1,500})""", re.IGNORECASE)
_REFRESH = re.compile(rb"url\s{0,5}=\s{0,5}['\"]?([^'\"]{1,1000})", re.IGNORECASE)
_VISIBLE_ELSE = re.compile(
    rb"<(?:iframe|frame|video|audio|canvas|svg|img|a|form|button|input|table|li)\b", re.IGNORECASE
)
_ANY_TAG = re.compile(rb"<[^<>]{0,8000}>")

# Which attribute of which element makes a browser load something.
_LOADS = {
    b"script": b"src",
    b"iframe": b"src",
    b"frame": b"src",
    b"img": b"src",
    b"audio": b"src",
    b"video": b"src",
    b"source": b"src",
    b"track": b"src",
    b"embed": b"src",
    b"input": b"src",
    b"object": b"data",
    b"body": b"background",
}
_LOADING_RELATIONS = ("stylesheet", "icon", "preload", "modulepreload", "manifest")


class PageFacts(NamedTuple):
    """What one file of the package shows.

    `links` are local references as written, `own_scripts` those of them it runs, `guesses` those in scripts' strings, which may mean another folder;
    `frames` and `scripts` are URLs elsewhere that it shows or runs, `remote` every URL elsewhere that it loads;
    `flash` and `media` are local references; `offers_else` says that a page with Flash seems to know
    another way, `only_flash` that nothing else is to be seen; `is_page` that there is
    markup at all; `whole` that nothing was cut off.
    """

    is_page: bool = False
    links: tuple[str, ...] = ()
    own_scripts: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    flash: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    offers_else: bool = False
    only_flash: bool = False
    script: ScriptFacts = ScriptFacts()
    whole: bool = True


def page_facts(path: str, data: bytes, *, whole: bool) -> PageFacts:
    """The facts of one file; `whole` is False if `data` is but its beginning."""
    data = _as_ascii_compatible(data)
    ending = path.lower()
    if ending.endswith(SCRIPT_ENDINGS):
        return _of_script(data, whole)
    if ending.endswith(STYLE_ENDINGS):
        return PageFacts(remote=tuple(_style_urls(data)), whole=whole)
    return _of_page(data, whole)


def is_elsewhere(url: str) -> bool:
    """Whether a URL names a host."""
    return url.startswith(("http://", "https://", "//"))


def _of_script(data: bytes, whole: bool) -> PageFacts:
    script = script_facts(data)
    return PageFacts(guesses=literals(data), frames=script.redirects, remote=script.loads, script=script, whole=whole)


def _of_page(data: bytes, whole: bool) -> PageFacts:
    markup, code = _split(data)
    found = _Found()
    for match in _TAG.finditer(markup):
        found.take(match.group(1).lower(), dict(_attributes(match.group(2))))
    script = script_facts(code)
    handlers = script_facts(b"\n".join(m.group(2) for m in _TAG.finditer(markup) if b"on" in m.group(2).lower()))
    script = joined(script, handlers)
    found.remote += [*_style_urls(markup), *script.loads]
    flash = found.flash + list(script.flash)
    return PageFacts(
        is_page=b"<" in markup and _ANY_TAG.search(markup) is not None,
        links=tuple(dict.fromkeys(found.links)),
        own_scripts=tuple(dict.fromkeys(found.own_scripts)),
        guesses=literals(code) + literals(markup),
        frames=tuple(found.frames) + script.redirects,
        scripts=tuple(found.scripts),
        remote=tuple(dict.fromkeys(found.remote)),
        flash=tuple(dict.fromkeys(flash)),
        media=tuple(dict.fromkeys(found.media)),
        offers_else=bool(flash) and offers_something_else(code),
        only_flash=bool(flash) and not offers_something_else(code) and _shows_nothing_else(markup),
        script=script,
        whole=whole,
    )


class _Found:
    """What the tags of one page refer to."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.own_scripts: list[str] = []
        self.frames: list[str] = []
        self.scripts: list[str] = []
        self.remote: list[str] = []
        self.flash: list[str] = []
        self.media: list[str] = []

    def take(self, tag: bytes, attributes: dict[str, str]) -> None:
        if tag == b"link":
            if any(word in attributes.get("rel", "").lower() for word in _LOADING_RELATIONS):
                self._loaded(tag, attributes.get("href", ""))
        elif tag in (b"a", b"area"):
            href = attributes.get("href", "")
            if href and not is_elsewhere(href):
                self.links.append(href)  # pages that are a click away
        elif tag == b"meta":
            target = _REFRESH.search(attributes.get("content", "").encode())
            if attributes.get("http-equiv", "").lower() == "refresh" and target is not None:
                self._loaded(b"frame", target.group(1).decode(errors="replace"))
        elif tag == b"param":
            if attributes.get("name", "").lower() in ("movie", "src") and _is_flash(attributes.get("value", "")):
                self.flash.append(attributes["value"])
        elif tag in _LOADS:
            url = attributes.get(_LOADS[tag].decode(), "")
            if url:
                self._loaded(tag, url)
            if "data-main" in attributes:
                main = attributes["data-main"]
                self.links.append(main if main.endswith(".js") else main + ".js")

    def _loaded(self, tag: bytes, url: str) -> None:
        if is_elsewhere(url):
            self.remote.append(url)
            if tag == b"script":
                self.scripts.append(url)
            elif tag in (b"frame", b"iframe"):
                self.frames.append(url)
            return
        self.links.append(url)
        if tag == b"script":
            self.own_scripts.append(url)
        if tag in (b"object", b"embed") and _is_flash(url):
            self.flash.append(url)
        elif tag in (b"audio", b"video", b"source", b"embed") and _bare(url).endswith(MEDIA_NO_BROWSER_PLAYS):
            self.media.append(url)


def _attributes(text: bytes) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(text):
        value = match.group(2) or match.group(3) or match.group(4) or b""
        yield match.group(1).decode().lower(), _plain(_text(value)).strip()


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape  # its table of entities is rarely needed

    return unescape(text)


def _split(data: bytes) -> tuple[bytes, bytes]:
    """The markup without comments and without what lies in scripts, and the scripts' code."""
    low = data.lower()
    markup: list[bytes] = []
    code: list[bytes] = []
    at = 0
    while True:
        comment, script = low.find(b"<!--", at), low.find(b"<script", at)
        if comment >= 0 and (script < 0 or comment < script):
            markup.append(data[at:comment])
            end = low.find(b"-->", comment)
            if end < 0:
                return b" ".join(markup), b"\n".join(code)
            at = end + 3
        elif script >= 0:
            opened = low.find(b">", script)
            if opened < 0:
                break
            markup.append(data[at : opened + 1])
            end = low.find(b"</script", opened)
            code.append(data[opened + 1 : end if end >= 0 else len(data)])
            if end < 0:
                return b" ".join(markup), b"\n".join(code)
            at = end
        else:
            break
    markup.append(data[at:])
    return b" ".join(markup), b"\n".join(code)


def _shows_nothing_else(markup: bytes) -> bool:
    low = markup.lower()
    start = low.find(b"<body")
    body = markup[max(start, 0) :]
    for element in (b"object", b"noscript", b"style", b"video", b"audio"):
        body = _without(body, element)
    if _VISIBLE_ELSE.search(body) is not None:
        return False
    return len(_ANY_TAG.sub(b" ", body).replace(b"&nbsp;", b" ").split()) <= 8


def _without(markup: bytes, element: bytes) -> bytes:
    """The markup without such elements and what is in them."""
    low, kept, at = markup.lower(), [], 0
    while (start := low.find(b"<" + element, at)) >= 0:
        kept.append(markup[at:start])
        end = low.find(b"</" + element, start)
        if end < 0:
            return b"".join(kept)
        at = end
    return b"".join([*kept, markup[at:]])


def _style_urls(data: bytes) -> Iterator[str]:
    for pattern in (_STYLE_URL, _STYLE_IMPORT):
        for match in pattern.finditer(data):
            yield _text((match.group(1) or b"").lower() + b"//" + match.group(2))


def _is_flash(url: str) -> bool:
    return _bare(url).endswith(".swf")


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].strip().lower()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _as_ascii_compatible(data: bytes) -> bytes:
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(bom):
            return data[2:].decode(encoding, "replace").encode("utf-8", "replace")
    return data
