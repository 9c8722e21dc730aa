"""Asked before a launch: it counts, so who learns and in which session are chosen first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from allure_desktop.gui.launch.asking import Ask, Earlier
from allure_desktop.gui.launch.words import shortened
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band, PushButton, Sheet, label
from allure_desktop.library.launches import PREVIEW_USER_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext


class LaunchSheet(Sheet):
    """`chosen(ask, in_browser)` is called once, when it is to be launched."""

    def __init__(
        self, context: GuiContext, package: PackageRecord, before: Earlier, chosen: Callable[[Ask, bool], None]
    ) -> None:
        super().__init__(context.window, QCoreApplication.translate("LaunchSheet", "Launch on the server"), width=540)
        self.set_subtitle(package.title or package.package_id)
        self._before, self._chosen = before, chosen
        connection = context.current_connection
        band = Band()
        band.tell(
            "info",
            self.tr("Counts as one launch in {connection}").format(connection=connection.name if connection else ""),
            self.tr("Learners see version {number} now. A preview plays on this computer and counts none.").format(
                number=package.current_revision
            )
            if package.current_revision is not None
            else self.tr("It plays what learners see now. A preview plays on this computer and counts none."),
        )
        self.body.addWidget(band)
        self.body.addWidget(label(self.tr("Learner (user id)"), "small-strong"))
        self.learner = QLineEdit(before.user_id)
        self.learner.setAcceptDrops(False)
        self.learner.setMaxLength(200)
        self.learner.setPlaceholderText(PREVIEW_USER_ID)
        self.learner.setAccessibleName(self.tr("Learner (user id)"))
        self.body.addWidget(self.learner)
        words = self.tr("Empty: the preview learner, whom reports can tell from real ones. Kept for this connection.")
        self.body.addWidget(label(words, "small-muted", wrap=True))
        self.body.addWidget(label(self.tr("Session"), "small-strong"))
        self.fresh = QRadioButton(self.tr("A new session"))
        self.fresh.setChecked(True)
        self.resume = QRadioButton("")
        group = QButtonGroup(self)
        group.addButton(self.fresh)
        group.addButton(self.resume)
        self.body.addWidget(self.fresh)
        self.body.addWidget(self.resume)
        self.resume.setVisible(bool(before.session_id))
        if before.session_id:
            when = figures.clock(before.at, time.time())
            text = self.tr("Resume the session of {time} ({id})")
            self.resume.setText(text.format(time=when, id=shortened(before.session_id)))
            self.resume.setToolTip(before.session_id)
        self.resume.toggled.connect(self._resuming)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self.browser = PushButton(self.tr("Launch in the browser"), icon="external-link")
        self.browser.clicked.connect(lambda: self._launch(in_browser=True))
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.launch_button = PushButton(self.tr("Launch"), kind="primary", icon="square-arrow-out-up-right")
        self.launch_button.clicked.connect(lambda: self._launch(in_browser=False))
        self.footer.addWidget(self.browser)
        self.footer.addStretch(1)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.launch_button)

    def begin_focus(self) -> None:
        self.launch_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _resuming(self, on: bool) -> None:
        # a session belongs to the learner who began it
        self.learner.setEnabled(not on)
        self.learner.setText(self._before.session_user_id if on else self._before.user_id)

    def ask(self) -> Ask:
        """What was chosen."""
        return Ask(self.learner.text().strip(), self._before.session_id if self.resume.isChecked() else "")

    def _launch(self, *, in_browser: bool) -> None:
        ask = self.ask()
        self.dismiss()
        self._chosen(ask, in_browser)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._launch(in_browser=False)
            event.accept()
            return
        super().keyPressEvent(event)
