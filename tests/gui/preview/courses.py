"""Courses for the preview window: one that looks and errs as real ones do, and ones that do what they should not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.packages import Sco, scorm12

TITLES = ("Operating safely", "Load and balance", "Charging the battery", "Final test")

LMS = """\
// talks to the LMS
function findApi(w) {
  for (var i = 0; i < 20 && w; i++) { if (w.API) return w.API; if (w.parent === w) break; w = w.parent; }
  return window.opener && window.opener !== w ? findApi(window.opener) : null;
}
var api = findApi(window);
function start() {
  api.LMSInitialize("");
  api.LMSGetValue("cmi.core.lesson_status");
  api.LMSGetValue("cmi.suspend_data");
  api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  api.LMSSetValue("cmi.core.lesson_location", "slide_01");
}
function answered() {
  api.LMSSetValue("cmi.core.lesson_location", "slide_04");
  api.LMSSetValue("cmi.core.score.max", "100");
  api.LMSSetValue("cmi.core.score.raw", "60");
  store("cmi.core.lesson_status", "complete");
  api.LMSCommit("");
  api.LMSSetValue("cmi.suspend_data", new Array(87).join("slide_04:ok;1;"));
  api.LMSSetValue("cmi.core.lesson_location", "slide_07");
}
function store(element, value) {
  if (api.LMSSetValue(element, value) === "false") { api.LMSGetLastError(); }
}
function pass() { api.LMSSetValue("cmi.core.lesson_status", "passed"); api.LMSCommit(""); }
if (api) { start(); }
"""

PAGE = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
html, body {{ margin: 0; height: 100%; background: #fff; font: 500 25px/1.3 Inter, "Inter UI", sans-serif; color: #171a21; }}
.scene {{ height: 40%; background: #f2b33d; position: relative; overflow: hidden; }}
.scene svg {{ position: absolute; left: 60%; bottom: 0; height: 92%; }}
main {{ padding: 30px 58px; }} h1 {{ font-size: 40px; font-weight: 600; margin: 0 0 22px; }}
button {{ display: block; width: 100%; text-align: left; font: inherit; padding: 13px 24px; margin: 0 0 10px;
  background: #fff; border: 2px solid #c9ced9; border-radius: 8px; color: inherit; }}
button.chosen {{ background: #e4eafe; border-color: #3353d1; }}
</style><script src="scripts/lms.js"></script></head>
<body><div class="scene"><svg viewBox="0 0 300 240"><rect x="0" y="110" width="190" height="90" rx="8" fill="#2b2f38"/>
<rect x="38" y="18" width="118" height="100" rx="14" fill="#2b2f38"/><rect x="56" y="34" width="82" height="74" rx="4" fill="#f2b33d"/>
<circle cx="52" cy="208" r="42" fill="#14161b"/><circle cx="160" cy="208" r="42" fill="#14161b"/>
<rect x="196" y="8" width="14" height="196" fill="#2b2f38"/><rect x="196" y="178" width="104" height="10" fill="#2b2f38"/>
<rect x="216" y="104" width="80" height="72" fill="#aa723a"/></svg></div>
<main><h1>{question}</h1>
<button id="a" onclick="this.className='chosen'; answered()">Against the backrest, low</button>
<button id="b" onclick="pass()">At the tips of the forks</button>
<button id="c">As high as the mast allows</button></main></body></html>
"""


def forklift(folder: Path, name: str = "forklift_v3_final.zip") -> Path:
    """Four SCOs; the answer stores a status that SCORM 1.2 does not know."""
    scos = [Sco(f"part_{n}", title, f"part{n}.html") for n, title in enumerate(TITLES, 1)]
    files: dict[str, str | bytes] = {"scripts/lms.js": LMS}
    for n, title in enumerate(TITLES, 1):
        files[f"part{n}.html"] = PAGE.format(title=title, question="Where must the load sit?")
    return scorm12(folder / name, title="Warehouse Forklift Operation", scos=scos, files=files)


def one_page(
    folder: Path, body: str, *, name: str = "course.zip", files: Mapping[str, str | bytes] | None = None
) -> Path:
    """A course of one page with this body."""
    page = f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Page</title></head><body>{body}</body></html>"
    return scorm12(folder / name, title="One page", scos=1, files={"index.html": page, **(files or {})})
