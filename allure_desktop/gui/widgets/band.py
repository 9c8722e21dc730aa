"""The inline band of a view: what happened, why, and the remedy as a button; never a modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from allure_desktop.errors import AllureError
from allure_desktop.gui import icons
from allure_desktop.gui.core_words import said_error
from allure_desktop.gui.widgets.buttons import PushButton
from allure_desktop.gui.widgets.labels import label
from allure_desktop.plain_text import one_line

ICONS = {"info": "info", "warning": "triangle-alert", "danger": "octagon-alert", "success": "circle-check"}


class Band(QFrame):
    """`tone` is info, warning, danger or success. Hidden until `tell` or `tell_error`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._built = False
        self.hide()

    @property
    def words(self) -> str:
        """All that it says, for tests and those who do not see it."""
        return f"{self._title.text()} {self._text.text()}".strip() if self._built else ""

    def _build(self) -> None:
        # most bands never say anything, and each widget counts when the colours change
        self._built = True
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        self._icon = QLabel()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label(role="strong", wrap=True)
        self._text = label(role="small-plain", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)

    def tell(
        self, tone: str, title: str, text: str = "", buttons: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Shows a title, a text and the remedies as buttons."""
        if not self._built:
            self._build()
        self.setProperty("tone", tone)
        self._title.setProperty("tone", tone if text else "")
        for widget in (self, self._title):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        icons.put(self._icon, ICONS.get(tone, "info"), tone)
        # a server may say anything
        self._title.setText(one_line(title))
        self._text.setText(one_line(text))
        self._text.setVisible(bool(text))
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for words, act in buttons:
            button = PushButton(words, small=True)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
        self.setAccessibleName(self.words)
        self.show()

    def tell_error(self, error: Exception, buttons: tuple[tuple[str, Callable[[], object]], ...] = ()) -> None:
        """An error in the family's three sentences."""
        if isinstance(error, AllureError):
            error = said_error(error)
            rest = " ".join(part for part in (error.cause, error.remedy) if part)
            self.tell("danger", error.what, rest, buttons)
        else:
            self.tell(
                "danger",
                self.tr("Something went wrong in this program."),
                self.tr("{kind}: {words}. The log has the details.").format(kind=type(error).__name__, words=error),
                buttons,
            )
