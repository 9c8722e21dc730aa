"""How much the uploads may take of the line: a button in the head that says so while there is a limit of speed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import PushButton
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS, PARALLEL_UPLOADS, Setting

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

_SPEEDS = (0, 250_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000)
_FILES = (1, 2, 4, 8)
_PARTS = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class _Kept:
    speed: int
    files: int
    parts: int


class LimitsButton(PushButton):
    """`Limits`, or `Limited to 2.0 MB/s`; its menu changes them at once."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Limits"), parent, icon="gauge", kind="chip")
        self._context = context
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        context.core_events.setting_changed.connect(self._changed)
        self._read()

    def _changed(self, name: str) -> None:
        if name in (LIMIT_BYTES_PER_S.name, PARALLEL_PARTS.name, PARALLEL_UPLOADS.name):
            self._read()

    def _read(self) -> None:
        kept = self._context.services.settings
        self._context.background.run(
            lambda: _Kept(kept.get(LIMIT_BYTES_PER_S), kept.get(PARALLEL_UPLOADS), kept.get(PARALLEL_PARTS)),
            self._tell,
            owner=self,
        )

    def _tell(self, kept: _Kept) -> None:
        limited = kept.speed > 0
        self.set_text(
            self.tr("Limited to {rate}").format(rate=figures.rate(kept.speed)) if limited else self.tr("Limits")
        )
        if self.property("on") != str(limited).lower():
            self.setProperty("on", str(limited).lower())
            self.style().unpolish(self)
            self.style().polish(self)
        self._menu.clear()
        # the style sheet's sections have no text: a line that cannot be chosen says what the speeds are of
        self._menu.addAction(self.tr("Speed of all uploads")).setEnabled(False)
        self._choices(self._menu, LIMIT_BYTES_PER_S, _SPEEDS, kept.speed)
        self._menu.addSeparator()
        files = self._menu.addMenu(self.tr("Files at once: {count}").format(count=figures.number(kept.files)))
        self._choices(files, PARALLEL_UPLOADS, _FILES, kept.files)
        parts = self._menu.addMenu(self.tr("Parts at once: {count}").format(count=figures.number(kept.parts)))
        self._choices(parts, PARALLEL_PARTS, _PARTS, kept.parts)

    def _choices(self, menu: QMenu, setting: Setting[int], offered: Sequence[int], now: int) -> None:
        group = QActionGroup(menu)
        for value in sorted({*offered, now}):
            action = QAction(self._words(setting, value), group)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _checked=False, value=value: self._keep(setting, value))
            menu.addAction(action)

    def _words(self, setting: Setting[int], value: int) -> str:
        if setting is LIMIT_BYTES_PER_S:
            return figures.rate(value) if value else self.tr("No limit")
        return figures.number(value)

    def _keep(self, setting: Setting[int], value: int) -> None:
        kept = self._context.services.settings
        self._context.background.run(lambda: kept.set(setting, value), owner=self)
