"""Pictures of every state of an upload, reached as the tests reach it, and of what can be opened there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from allure_desktop.gui.library.list_states import Skeleton
from allure_desktop.gui.uploads.row_report import TRANSFER
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS, PARALLEL_UPLOADS, PARTS_FROM_BYTES, Setting
from tests.gui.states import scenes
from tests.gui.states.scenes import SCENES, Scene, Stage
from tests.journeys.desk import Desk
from tests.screenshots.studio import NotReached, Studio
from tests.small_disk import SmallDisk, refuse_writes

#: Long enough for all pictures of a state that would pass by itself.
HOLD_S = 60.0
#: A limit holds for all that comes after it: it comes last, and is waited for.
LIMITED_S = 12.0
TITLES = {
    "checking": "Cold Chain Logistics",
    "choose": "Fire Safety Essentials 2026",
    "held": "Respect in the Workplace",
    "version_conflict": "GDPR for Customer Support",
    "sending": "Welcome on Board",
}
LARGE_TEXT = ("choose", "sending", "version_conflict")
_CHANGED: tuple[Setting[int], ...] = (PARALLEL_UPLOADS, PARTS_FROM_BYTES, PARALLEL_PARTS, LIMIT_BYTES_PER_S)


def _picture(scene: Scene) -> str:
    return f"state-{scene.__name__.replace('_', '-')}"


class _Patience:
    """What a desk needs of pytest-qt."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def waitUntil(self, there: Callable[[], object], timeout: int) -> None:
        self._studio.until("the next step", there, timeout / 1000 + 10)


class States:
    """Takes them one by one; a state is given up before the next one, and the list is empty between them."""

    def __init__(self, studio: Studio, sandbox: Sandbox, folder: Path) -> None:
        self._studio = studio
        self._sandbox = sandbox
        self._folder = folder
        self._window = studio.window
        self._services = studio.services
        self._desk = Desk(studio.window, studio.services, _Patience(studio))  # type: ignore[arg-type]

    def take(self, missed: list[str]) -> None:
        """All of them; what is not reached is added to `missed`."""
        self._window.show_page(1)
        kept = {setting: self._services.settings.get(setting) for setting in _CHANGED}
        for scene in sorted(SCENES, key=lambda scene: scene is scenes.rate_limit):
            if not self._studio.wants(_picture(scene)):
                continue
            self._clear(kept)
            with pytest.MonkeyPatch.context() as patch:
                try:
                    self._state(scene, patch)
                except (NotReached, AssertionError) as error:
                    missed.append(f"state {scene.__name__}: {error}")
        self._clear(kept)
        if self._studio.wants("library-skeleton"):
            self._skeleton()

    def _clear(self, kept: dict[Setting[int], int]) -> None:
        self._sandbox.faults.clear()
        for row in self._services.uploads.rows():
            self._services.uploads.forget(row.id)
        for setting, value in kept.items():
            self._services.settings.set(setting, value)
        self._studio.until("an empty list", lambda: not self._services.uploads.rows())
        self._studio.close_sheets()

    def _stage(self, name: str, patch: pytest.MonkeyPatch) -> Stage:
        folder = self._folder / name
        folder.mkdir(parents=True)
        disk = SmallDisk(self._services.data_dir.root, is_real=False)
        refuse_writes(disk, patch)
        title = TITLES.get(name, "Fire Safety Basics")
        hold_s = LIMITED_S if name == "rate_limit" else HOLD_S
        stage = Stage(self._desk, self._sandbox, folder, patch, hold_s, disk, title, 90_000_000, 5_000_000.0)
        stage.set_at_once(True)
        return stage

    def _state(self, scene: Scene, patch: pytest.MonkeyPatch) -> None:
        name = scene.__name__
        if scene is scenes.sending:
            # in parts, so that there is a map of them
            self._services.settings.set(PARTS_FROM_BYTES, 1_000_000)
            self._services.settings.set(PARALLEL_PARTS, 2)
        stage = self._stage(name, patch)
        steps = scene(stage)
        upload_id = next(steps).upload_id
        self._desk.select(upload_id)
        if scene is scenes.sending:
            self._studio.until("the first parts", lambda: self._services.uploads.row(upload_id).parts_done >= 1)
        self._studio.take(_picture(scene), large_text=name in LARGE_TEXT)
        if scene is scenes.sending:
            self._beside_a_sending(upload_id)
        if scene is scenes.offline:
            self._window.show_page(0)
            self._studio.take("library-offline")
            self._window.show_page(1)
        if scene is scenes.rate_limit:
            self._desk.until_state(upload_id, "done")
        if stage.disk is not None:
            stage.disk.free()
        steps.close()

    def _beside_a_sending(self, upload_id: int) -> None:
        page, panel = self._desk.page, self._desk.panel
        panel.tabs.setCurrentIndex(TRANSFER)
        self._studio.until("its calls", lambda: panel.transfer.calls.isVisible())
        self._studio.take("panel-transfer")
        index = page.model.index_of(upload_id)
        page.show_row(upload_id)

        def on_row() -> QPoint:
            return page.view.viewport().mapToGlobal(page.view.visualRect(index).center())

        with self._studio.open_menu(page.commands.menu_of(page.view), on_row) as again:
            self._studio.take("uploads-context-menu", again=again)
        self._services.settings.set(LIMIT_BYTES_PER_S, 2_000_000)
        self._studio.until("the chip", lambda: "2.0 MB/s" in page.limits.text())

        def below_limits() -> QPoint:
            return page.limits.mapToGlobal(QPoint(0, page.limits.height()))

        with self._studio.open_menu(page.limits.menu(), below_limits) as again:
            self._studio.take("uploads-limits", again=again)

    def _skeleton(self) -> None:
        """A connection whose list was never read, and a server that takes its time."""
        known = self._window.context.current_connection
        assert known is not None
        self._sandbox.faults.set("latency", 30, path="/packages?")
        other = replace(known, id="slow", name="Slow Academy", is_default=False)
        self._services.connections.save(other, self._sandbox.api_key)
        self._studio.until("the connection", lambda: self._window.context.connection("slow"))
        self._window.context.current_connection_id = "slow"
        self._window.show_page(0)
        bones = self._window.findChildren(Skeleton)
        self._studio.until("grey rows", lambda: any(bone.isVisible() for bone in bones))
        self._studio.take("library-skeleton", quiet=False)
        self._sandbox.faults.clear()
        self._window.context.current_connection_id = known.id
        self._services.connections.remove("slow")
