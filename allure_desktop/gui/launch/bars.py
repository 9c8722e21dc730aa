"""The two bars of the launch window: what is launched, and as whom, how long its link lasts and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.widgets import ElidedLabel, IconButton, PushButton, label, line

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord


class LaunchHead(QFrame):
    """Title, version and the buttons for the panes."""

    def __init__(self, package: PackageRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "surface")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 16, 8)
        row.setSpacing(8)
        self.structure_button = IconButton("menu", self.tr("Show or hide the structure"))
        row.addWidget(self.structure_button)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(package.title or package.package_id, "strong"))
        words.addWidget(ElidedLabel(self._subtitle(package), "caption"))
        row.addLayout(words, 1)
        self.new_version = PushButton(self.tr("New version…"), icon="upload", kind="primary")
        row.addWidget(self.new_version)
        self.inspector_button = IconButton("panel-right", self.tr("Show or hide the inspector"))
        row.addWidget(self.inspector_button)
        outer.addLayout(row)
        outer.addWidget(line())

    def _subtitle(self, package: PackageRecord) -> str:
        parts = [self.tr("On the server")]
        if package.current_revision is not None:
            parts.append(self.tr("version {number}").format(number=package.current_revision))
        if package.scorm_version:
            parts.append(self.tr("SCORM {standard}").format(standard=package.scorm_version))
        return " · ".join(parts)


class LaunchStrip(QFrame):
    """`learner` and `time` are filled in by the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "true")
        self.setProperty("tone", "info")
        self.setProperty("edge", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        mark = label()
        icons.put(mark, "cloud", "info")
        row.addWidget(mark)
        row.addWidget(ElidedLabel.snug(self.tr("Counts as one launch"), "strong"))
        self.time = label("", "strong")
        row.addWidget(self.time)
        self.learner = ElidedLabel(role="small")
        row.addWidget(self.learner, 1)
        self.resume = PushButton(self.tr("Resume session"), icon="play", small=True)
        self.resume.setToolTip(self.tr("The same session with a new link; counts as another launch"))
        self.again = PushButton(self.tr("Launch again"), icon="rotate-ccw", small=True)
        self.again.setToolTip(self.tr("A new session; counts as another launch"))
        self.browser = PushButton(self.tr("Open in browser"), icon="external-link", small=True)
        for button in (self.resume, self.again, self.browser):
            row.addWidget(button)
