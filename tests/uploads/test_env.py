"""The uploads meet the world behind one door: what simulates it must not be gone around."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import allure_desktop.uploads

#: Locks that are held for a moment within one call, never while anybody waits.
_OWN_LOCKS = {"progress.py", "cargo.py", "source_file.py"}
_FOLDER = Path(allure_desktop.uploads.__file__).parent


@pytest.mark.parametrize("file", sorted(path.name for path in _FOLDER.glob("*.py") if path.name != "env.py"))
def test_clocks_chance_and_threads_come_from_the_env(file: str) -> None:
    """No module of the uploads but `env` imports a clock, chance or threads; three hold a lock of their own."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((_FOLDER / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    allowed = {"threading"} if file in _OWN_LOCKS else set()
    assert not found & {"time", "random", "secrets", "uuid", "threading", "asyncio", "concurrent"} - allowed
