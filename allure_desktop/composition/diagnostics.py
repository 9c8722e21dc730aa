"""What this machine offers, redacted, to send to support: the verb doctor and the settings tell the same."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import ssl
import sys
import urllib.request
from pathlib import Path
from typing import Any

from allure_desktop import __version__, paths
from allure_desktop.licences import PARTS, WHOLE
from allure_desktop.logs import redact

_LIBRARIES = (
    "PySide6_Essentials",
    "PySide6_Addons",
    "httpx",
    "keyring",
    "lxml",
    "msgspec",
    "platformdirs",
    "truststore",
    "starlette",
    "uvicorn",
    "rich",
    "av",
)


def _keyring() -> dict[str, Any]:
    from allure_desktop.connections.api_keys import ApiKeys

    keys = ApiKeys()
    problem = keys.try_again()
    if problem is not None:
        return {"works": False, "code": problem.code, "message": problem.message, "remedy": problem.remedy}
    return {"works": True, "back_end": keys.back_end()}


def _qt() -> tuple[bool, bool]:
    """Whether there is a window and a web view: found, not imported, since no verb may bring Qt."""
    found = importlib.util.find_spec("PySide6")
    places = [Path(place) for place in found.submodule_search_locations or ()] if found else []
    return bool(places), any(next(place.glob("QtWebEngineCore.*"), None) for place in places)


def _certificates() -> dict[str, Any]:
    where = ssl.get_default_verify_paths()
    return {
        "store": "the operating system's",
        "openssl": ssl.OPENSSL_VERSION,
        "file": where.cafile,
        "folder": where.capath,
    }


def _shown_path(path: Path) -> str:
    """A path without the name of who is logged in."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _assets() -> dict[str, bool]:
    folder = paths.resources() / "generated"
    return {name: (folder / name).exists() for name in ("scorm-again.min.js", "icons", "fonts")}


def findings(place: paths.DataDir) -> dict[str, Any]:
    """What this machine offers, without names and keys; asks the keyring, so not for the GUI thread."""
    existing = place.root
    while not existing.exists():
        existing = existing.parent
    disk = shutil.disk_usage(existing)
    window, web_view = _qt()
    return {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "keyring": _keyring(),
        "window": window,
        "web_view": web_view,
        "display": bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform != "linux"),
        "assets": _assets(),
        "certificates": _certificates(),
        "proxy": {scheme: redact(address) for scheme, address in urllib.request.getproxies().items()},
        "data_dir": _shown_path(place.root),
        "data_dir_writable": os.access(existing, os.W_OK),
        "disk_free_bytes": disk.free,
        "licences": dict(PARTS),
        "licence_of_the_whole": WHOLE,
    }
