"""The five lines of a connection's test: what was found, and the remedy where something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from allure_desktop.gui import icons
from allure_desktop.gui.core_words import said
from allure_desktop.gui.widgets import PushButton, label
from allure_desktop.gui.widgets.labels import set_tone

if TYPE_CHECKING:
    from allure_desktop.connections.connection_test import Step

NAMES = ("reachable", "certificate", "key", "tenant", "write")


class _Relay(QObject):
    """Brings a step from the testing thread to the GUI thread."""

    told = Signal(object)


class TestSteps(QFrame):
    """Hidden until a test begins. `suggested` carries a tenant id that the test found."""

    __test__ = False  # it is no test of this program

    suggested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "subtle")
        self.setAccessibleName(self.tr("Test of the connection"))
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        titles = (
            self.tr("Reachable"),
            self.tr("Certificate"),
            self.tr("Key accepted"),
            self.tr("Tenant"),
            self.tr("May write"),
        )
        self._marks: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._buttons: dict[str, PushButton] = {}
        self._relay = _Relay(self)
        for row, (name, title) in enumerate(zip(NAMES, titles, strict=True)):
            mark, head, words = QLabel(), label(title, "medium"), label("", "small", wrap=True)
            head.setMinimumWidth(head.fontMetrics().horizontalAdvance(max(titles, key=len)) + 24)
            button = PushButton("", small=True)
            button.hide()
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(head, row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 2)
            grid.addWidget(button, row, 3)
            self._marks[name], self._titles[name], self._words[name] = mark, head, words
            self._buttons[name] = button
        #: a tenant id that the test found, '' for none
        self.suggestion = ""
        self._buttons["tenant"].clicked.connect(lambda: self.suggested.emit(self.suggestion))
        self.clear()

    def clear(self) -> None:
        """No test has been made of what is typed now."""
        self.hide()

    def begin(self) -> None:
        """Five lines that wait for their answers."""
        self.suggestion = ""
        for name in NAMES:
            icons.put(self._marks[name], "circle", "text3")
            set_tone(self._titles[name], "")
            self._words[name].setText("")
            self._buttons[name].hide()
        self._words["reachable"].setText(self.tr("Asking…"))
        self.show()

    def relay(self, turn: int) -> Callable[[Step], None]:
        """A function for the testing thread; steps of an older test are not shown."""
        self._relay.deleteLater()
        self._relay = _Relay(self)
        self._relay.told.connect(self.show_step, Qt.ConnectionType.QueuedConnection)
        told = self._relay.told

        def tell(step: Step) -> None:
            try:
                told.emit(step)
            except RuntimeError:  # the dialog is gone, or another test has begun
                return

        return tell

    def show_all(self, steps: list[Step]) -> None:
        for step in steps:
            self.show_step(step)

    def show_step(self, step: Step) -> None:
        """One answer."""
        icon, token = {
            "ok": ("circle-check", "success"),
            "no": ("circle-x", "danger"),
            "skipped": ("circle-minus", "text3"),
        }[step.outcome]
        icons.put(self._marks[step.name], icon, token)
        set_tone(self._titles[step.name], "danger" if step.outcome == "no" else "")
        words = f"{said(step.words)} {said(step.remedy)}".strip() if not step.suggestion else said(step.words)
        set_tone(self._words[step.name], "", role="small-plain" if step.outcome == "no" else "small")
        self._words[step.name].setText(words)
        self._titles[step.name].setAccessibleName(f"{self._titles[step.name].text()}: {step.outcome}. {words}")
        if step.suggestion and step.name == "tenant":
            self.suggestion = step.suggestion
            self._buttons["tenant"].set_text(self.tr("Use “{tenant}”").format(tenant=step.suggestion))
            self._buttons["tenant"].show()
            for widget in (self._marks["tenant"], self._titles["tenant"]):
                self._grid.setAlignment(widget, Qt.AlignmentFlag.AlignVCenter)

    def words(self, name: str) -> str:
        """What a line says."""
        return self._words[name].text()
