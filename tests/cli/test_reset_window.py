"""`--reset-window` brings a window back that was lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from allure_desktop.cli.command_line import run
from allure_desktop.composition import build
from allure_desktop.settings import PREVIEW_STATE, ROW_DENSITY, WINDOW_STATE


def test_windows_forget_where_they_stood(tmp_path: Path) -> None:
    """Geometry and what else windows kept is gone when the window opens; settings stay."""
    services = build(tmp_path)
    services.settings.set(WINDOW_STATE, {"geometry": "far away"})
    services.settings.set(PREVIEW_STATE, {"geometry": "farther"})
    services.settings.set(ROW_DENSITY, "compact")
    services.close()
    opened: list[tuple[dict[str, object], dict[str, object], str]] = []

    def open_window(data_dir: str | None, files: Sequence[str], *, preview: bool = False) -> int:
        services = build(data_dir)
        kept = services.settings
        opened.append((kept.get(WINDOW_STATE), kept.get(PREVIEW_STATE), kept.get(ROW_DENSITY)))
        services.close()
        return 0

    assert run(["--data-dir", str(tmp_path), "--reset-window"], open_window) == 0
    assert opened == [({}, {}, "compact")]
