"""A sheet that asks before something that cannot be undone; the safe answer is the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from allure_desktop.gui.widgets import PushButton, Sheet, label


class QuestionSheet(Sheet):
    """`act_text` is the verb with its object; `acts` is called when it is chosen; `about` names what it is about."""

    def __init__(
        self, window: QWidget, title: str, text: str, act_text: str, acts: Callable[[], object], *, about: str = ""
    ) -> None:
        super().__init__(window, title, width=560)
        self.set_subtitle(about)
        self._acts = acts
        self.words = label(text, "secondary", wrap=True)
        self.body.addWidget(self.words)
        self.body.addStretch(1)
        self.footer.addStretch(1)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.act_button = PushButton(act_text, kind="danger")
        self.act_button.clicked.connect(self._chosen)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.act_button)

    def begin_focus(self) -> None:
        self.cancel.setFocus()

    def _chosen(self) -> None:
        self.dismiss()
        self._acts()
