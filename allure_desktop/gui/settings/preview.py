"""Settings of the preview: which system it behaves like, and who learns, where nothing else is chosen there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from allure_desktop.gui.preview.viewport import SIZES, size_name
from allure_desktop.gui.settings.part import Part
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.profiles import profiles
from allure_desktop.settings import PREVIEW_STATE

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class PreviewSettings(Part):
    """`state` is what the last preview window left behind; the next one begins with it."""

    def __init__(self, context: GuiContext, state: dict[str, Any]) -> None:
        super().__init__(context)
        self._lock = threading.Lock()
        usual = PreviewOptions()
        self.profile = self._choice("profile", state, tuple((one.id, one.name) for one in profiles()))
        self.course_size = self._choice("size", state, tuple((size.key, size_name(size)) for size in SIZES))
        self.network = self._choice(
            "network",
            state,
            (
                ("offline", self.tr("Offline: what a course wants from outside is blocked and named")),
                ("online", self.tr("Online: a course may load from outside")),
            ),
        )
        self.advance = self._choice(
            "advance",
            state,
            (
                ("", self.tr("As the system does that it behaves like")),
                ("next", self.tr("The next part follows by itself")),
                ("wait", self.tr("The learner chooses the next part")),
            ),
        )
        self.group(
            self.tr("Behaviour"),
            (
                (self.tr("Behave like"), self.profile),
                (self.tr("After a part of SCORM 1.2 ends"), self.advance),
                (self.tr("Network"), self.network),
                (self.tr("Size of the course"), self.course_size),
            ),
        )
        self.name = self._text("learner_name", state, usual.learner_name)
        self.id = self._text("learner_id", state, usual.learner_id)
        self.language = self._text("language", state, usual.language)
        self.language.setPlaceholderText(self.tr("as the course wants it; or de, en-GB …"))
        self.group(
            self.tr("Learner"),
            (
                (self.tr("Learner's name"), self.name),
                (self.tr("Learner's id"), self.id),
                (self.tr("Learner's language"), self.language),
            ),
        )
        self.column.addStretch(1)

    def _choice(self, key: str, state: dict[str, Any], choices: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(state.get(key))))
        box.currentIndexChanged.connect(lambda _index: self._keep(key, box.currentData()))
        return box

    def _text(self, key: str, state: dict[str, Any], usual: str) -> QLineEdit:
        kept = state.get(key)
        field = QLineEdit(kept if isinstance(kept, str) and kept else usual)
        field.editingFinished.connect(lambda: self._keep(key, field.text().strip()))
        return field

    def _keep(self, key: str, value: str) -> None:
        kept = self.context.services.settings

        def work() -> None:
            with self._lock:  # one change after the other; what else the last window left stays
                state: dict[str, Any] = kept.get(PREVIEW_STATE)
                kept.set(PREVIEW_STATE, {**state, key: value})

        self.context.background.run(work, owner=self.context)
