"""The verb doctor: what this machine offers, redacted, to send to support."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import ssl
import sys
import urllib.request
from typing import Any

from allure_desktop import __version__, paths
from allure_desktop.cli.command import DONE, Call, Command, no_arguments
from allure_desktop.cli.words import size
from allure_desktop.logs import redact

_LIBRARIES = ("PySide6", "httpx", "keyring", "lxml", "msgspec", "platformdirs", "truststore", "starlette", "uvicorn")
#: Under which terms what is shipped may be passed on.
_LICENCES = {
    "AllureConnect Desktop": "MIT",
    "Qt and PySide6": "LGPL-3.0-only",
    "scorm-again": "MIT",
    "Lucide icons": "ISC and MIT",
    "Inter": "OFL-1.1",
    "httpx, uvicorn, starlette": "BSD-3-Clause",
    "lxml, msgspec": "BSD-3-Clause",
    "keyring, platformdirs, truststore, rich": "MIT",
}


def _keyring(call: Call) -> dict[str, Any]:
    from allure_desktop.connections.api_keys import ApiKeys

    problem = ApiKeys().try_again()
    if problem is not None:
        return {"works": False, "code": problem.code, "message": problem.message, "remedy": problem.remedy}
    return {"works": True}


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _assets() -> dict[str, bool]:
    folder = paths.resources() / "generated"
    return {name: (folder / name).exists() for name in ("scorm-again.min.js", "icons", "fonts")}


def _findings(call: Call) -> dict[str, Any]:
    place = paths.data_dir(call.args.data_dir)
    existing = place.root
    while not existing.exists():
        existing = existing.parent
    disk = shutil.disk_usage(existing)
    return {
        "program": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "keyring": _keyring(call),
        # found, not imported: this program part works where no window can be opened
        "window": importlib.util.find_spec("PySide6") is not None,
        "web_view": importlib.util.find_spec("PySide6.QtWebEngineCore") is not None
        if importlib.util.find_spec("PySide6")
        else False,
        "display": bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform != "linux"),
        "assets": _assets(),
        "certificates": {"openssl": ssl.OPENSSL_VERSION, "default_file": ssl.get_default_verify_paths().cafile},
        "proxy": {scheme: redact(address) for scheme, address in urllib.request.getproxies().items()},
        "data_dir": str(place.root),
        "disk_free_bytes": disk.free,
        "licences": _LICENCES,
    }


def _doctor(call: Call) -> int:
    found = _findings(call)
    call.out.document(found)
    keyring = found["keyring"]
    yes = {True: "yes", False: "no"}
    rows: list[tuple[str, str]] = [
        ("Program", f"AllureConnect Desktop {found['program']}, Python {found['python']}, {found['system']}"),
        ("Keyring", "works" if keyring["works"] else f"{keyring['message']} {keyring['remedy']}"),
        ("Window", f"{yes[found['window']]}; web view: {yes[found['web_view']]}; display: {yes[found['display']]}"),
        ("Assets", ", ".join(f"{name}: {'there' if there else 'missing'}" for name, there in found["assets"].items())),
        ("Certificates", f"{found['certificates']['openssl']}, {found['certificates']['default_file'] or 'system store'}"),
        ("Proxy", ", ".join(f"{k}: {v}" for k, v in found["proxy"].items()) or "none"),
        ("Data", f"{found['data_dir']}, {size(found['disk_free_bytes'])} free"),
        ("Libraries", ", ".join(f"{name} {version}" for name, version in found["libraries"].items() if version)),
        ("Licences", "; ".join(f"{name}: {terms}" for name, terms in found["licences"].items())),
    ]
    for name, words in rows:
        call.out.line(f"{name:<13} {words}")
    return DONE


COMMANDS = {"doctor": Command(no_arguments, _doctor)}
