"""Says of everything that is shipped under which terms it may be passed on, and of the whole."""

from __future__ import annotations

#: what → its terms (SPDX names)
PARTS = {
    "AllureConnect Desktop": "MIT",
    "Qt and PySide6": "LGPL-3.0-only; Qt WebEngine holds Chromium under BSD and other licences",
    "PyAV": "BSD-3-Clause; its FFmpeg is built with x264 and x265 and is GPL-2.0-or-later",
    "scorm-again": "MIT",
    "Lucide icons": "ISC and MIT",
    "Inter": "OFL-1.1",
    "httpx, httpcore, uvicorn, starlette": "BSD-3-Clause",
    "lxml, msgspec": "BSD-3-Clause",
    "keyring, jeepney, platformdirs, truststore, rich": "MIT",
    "ISA-L": "BSD-3-Clause; python-isal PSF-2.0",
    "Python": "PSF-2.0",
}
#: FFmpeg decides: LGPL-3.0 and GPL-2.0-or-later both allow GPL-3.0.
WHOLE = (
    "The packed program as a whole may be passed on under the GNU General Public License, version 3, because of the "
    "FFmpeg in PyAV. Without PyAV it is LGPL-3.0: Qt lies in files of its own and can be replaced. Our own code is MIT. "
    "All texts are in the folder “licences” of the packed program."
)


def terms() -> str:
    """All of it as text for a file of a package."""
    width = max(map(len, PARTS))
    lines = [f"  {name:<{width}}  {terms}" for name, terms in PARTS.items()]
    return "\n".join(("AllureConnect Desktop and what it brings along:", "", *lines, "", WHOLE, ""))
