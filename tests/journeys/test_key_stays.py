"""After a whole journey the API key is in the keyring, and in nothing that a file, process list or window shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import build
from allure_desktop.gui.application import make_window
from allure_desktop.sandbox.server import Sandbox
from tests.packages import scorm12

KEY = "sk_live_J7bQ0kZp3vX9wT2nR5yL8mC1"


def _run(*words: str, key: str = "", expect: int = 0) -> Any:
    """One call of the real program; its words are searched too."""
    process = subprocess.Popen(
        [sys.executable, "-m", "allure_desktop", *words, "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # every process of this machine, while it runs
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert KEY.encode() not in entry.read_bytes()
        except OSError:
            continue  # it has ended
    out, err = process.communicate(key, timeout=60)
    assert KEY not in out + err
    assert process.returncode == expect, (out, err)
    return [json.loads(line) for line in out.splitlines()] if words[0] == "upload" else json.loads(out)


def _texts(window: QWidget) -> str:
    """Everything a window says: texts, tooltips, accessible words, titles, painted cells."""
    said: list[str] = []
    for widget in [window, *window.findChildren(QWidget)]:
        for name in (
            "text",
            "toolTip",
            "accessibleName",
            "windowTitle",
            "placeholderText",
            "toPlainText",
            "displayText",
        ):
            ask = getattr(widget, name, None)
            if callable(ask):
                said.append(str(ask()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount()):
                index = model.index(row, 0)
                said += [str(index.data(role)) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)]
    return "\n".join(said)


def _files_with_key(*folders: Path) -> list[Path]:
    return [
        file for folder in folders for file in folder.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()
    ]


@pytest.mark.parametrize("auth", ["x-api-key", "bearer"])
def test_key_is_nowhere_but_in_the_keyring(auth: str, tmp_path: Path, qtbot: QtBot) -> None:
    """Connect, upload, version, edit, launch, a refused key, the window: no file, text, process or storage saw the key."""
    course = tmp_path / "course.zip"
    scorm12(course)
    with Sandbox(tmp_path / "server", api_key="sk_sandbox_other_key_of_the_server") as sandbox:
        sandbox.add_key(KEY, sandbox.tenant_id, ("read", "write"))
        server = ("--name", "Example Academy", "--url", sandbox.url, "--tenant", sandbox.tenant_id)
        _run("connect", *server, "--auth", auth, "--key-stdin", "--default", key=KEY + "\n")
        package = _run("upload", str(course))[-1]["package_id"]
        _run("upload", str(course), "--package", package)
        _run("edit", package, "--tag", "safety")
        _run("launch", package)
        sandbox.faults.set("401", times=1)
        _run("packages", "--refresh", expect=3)
        sandbox.faults.clear()

        services = build(os.environ["ALLURE_DATA_DIR"])
        QApplication.processEvents()  # the time that the calls above took is not the window's
        window = make_window(services)
        qtbot.addWidget(window)
        window.show()
        # the window is shown before its parts are loaded
        qtbot.waitUntil(lambda: hasattr(window, "packages") and len(window.packages.shown) == 1, timeout=20_000)
        qtbot.waitUntil(lambda: package in _texts(window), timeout=20_000)
        said = "\n".join(_texts(top) for top in QApplication.topLevelWidgets())
        window.context.background.close()
        services.close()

        assert KEY not in said
        assert any(request.had_key for request in sandbox.requests.find())
        assert [seen for seen in sandbox.requests.find(origin="storage") if seen.had_key or seen.leaked_key] == []
    # the server keeps its own keys; everything of ours is searched
    homes = [Path(os.environ[name]) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")]
    assert _files_with_key(Path(os.environ["ALLURE_DATA_DIR"]), *homes) == []
