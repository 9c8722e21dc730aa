"""Packages whose defect lies in what pages and scripts would do, by the finding they have."""

from __future__ import annotations

from tests.packages import RUNTIME_12, RUNTIME_2004, Breaker, Draft, Sco, page, with_listed
from tests.validation.samples import Sample, both, course, course_2004, with_item

_RUNTIME = "shared/runtime.js"
_ONLY_STARTS = "var api = window.parent.API; if (api) { api.LMSInitialize(''); }"
_ONLY_STARTS_2004 = "var api = window.parent.API_1484_11; if (api) { api.Initialize(''); }"
_STYLE_SHEET = "<link rel='stylesheet' href='shared/look.css'>"
_EMBEDDING = "<script>swfobject.embedSWF('film.swf', 'a', '1', '1');</script>"
_FLASH_ALONE = (
    "<html><head><script src='shared/runtime.js'></script></head><body><object data='film.swf' type='application/x-shockwave-flash'><param name='movie' value='film.swf'>"
    "</object><noscript>Flash is needed.</noscript></body></html>"
)


def _runtime(code: str) -> Breaker:
    def change(draft: Draft) -> None:
        draft.files[_RUNTIME] = code

    return change


def _in_page(markup: str) -> Breaker:
    """Something more in the body of the launch page."""

    def change(draft: Draft) -> None:
        draft.files["index.html"] = str(draft.files["index.html"]).replace("</body>", markup + "</body>")

    return change


def _as_page(text: str) -> Breaker:
    def change(draft: Draft) -> None:
        draft.files["index.html"] = text

    return change


def _script_tag_lost(draft: Draft) -> None:
    draft.files["index.html"] = page("Lesson").replace("<script src='shared/runtime.js'></script>", "")


def _as_asset(draft: Draft) -> None:
    draft.manifest = draft.manifest.replace('scormtype="sco"', 'scormtype="asset"')
    draft.files["index.html"] = "<html><script>" + RUNTIME_12 + "</script></html>"


SAMPLES: dict[str, tuple[Sample, ...]] = {
    "content.no-api-call": (
        course(_runtime("function finish() {}")),
        course_2004(_runtime("function finish() {}")),
        course(_script_tag_lost),
        with_item(Sco(href="handbook.pdf")),
    ),
    "content.api-mismatch": (course(_runtime(RUNTIME_2004)), course_2004(_runtime(RUNTIME_12))),
    "content.never-completes": (course(_runtime(_ONLY_STARTS)), course_2004(_runtime(_ONLY_STARTS_2004))),
    "content.insecure-url": (
        course(_in_page("<img src='http://example.com/a.png'>")),
        course(_in_page("<script>fetch('http://example.com/score')</script>")),
        course(_in_page("<div style='background: url(http://example.com/a.png)'></div>")),
        course_2004(_in_page("<iframe src='http://example.com/film'></iframe>")),
        course(both(with_listed("shared/look.css", "@import 'http://example.com/a.css';"), _in_page(_STYLE_SHEET))),
    ),
    "content.remote": (
        course(both(_runtime(""), _in_page("<iframe src='https://courses.example.com/7'></iframe>"))),
        course(_as_page("<html><script src='https://courses.example.com/player.js'></script></html>")),
        course(_as_page("<html><script>window.location.href = 'https://courses.example.com/7';</script></html>")),
    ),
    "content.flash": (
        course(both(with_listed("film.swf", "FWS"), _in_page("<p>Look:</p><embed src='film.swf'>"))),
        course(both(with_listed("film.swf", "FWS"), _in_page(_EMBEDDING))),
        course(both(with_listed("film.swf", "FWS"), _as_page(_FLASH_ALONE))),
    ),
    "content.media-format": (course(both(with_listed("film.wmv", "x"), _in_page("<video src='film.wmv'></video>"))),),
    "manifest.scormtype": (course(_as_asset),),
}
