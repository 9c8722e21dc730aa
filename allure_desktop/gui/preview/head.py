"""The toolbar of the preview window: what plays and from where, how the LMS behaves, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.preview.viewport import SIZES, Size, size_name
from allure_desktop.gui.widgets import ElidedLabel, IconButton, PushButton, line
from allure_desktop.gui.widgets.buttons import Chip


class _MenuChip(Chip):
    """A round button that opens a menu of choices."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setProperty("tall", "true")
        icons.put(self, "chevron-down", "text3", 14)
        self.choices = QMenu(self)
        self.choices.setToolTipsVisible(True)
        self.setMenu(self.choices)

    def tell(self, value: str) -> None:
        """What is chosen."""
        self.say(self._name.format(value=value))


class PreviewHead(QFrame):
    """Emits what the user wants; the window does it."""

    profile_chosen = Signal(str)
    size_chosen = Signal(str)

    def __init__(self, title: str, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "surface")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self.structure = IconButton("panel-left", self.tr("Show or hide the structure"))
        row.addWidget(self.structure)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = ElidedLabel(title, "strong")
        self.source = ElidedLabel(source, "caption")
        words.addWidget(self.title)
        words.addWidget(self.source)
        row.addLayout(words, 1)
        self.profile = _MenuChip(self.tr("Behave like: {value}"))
        self.window_size = _MenuChip(self.tr("Window {value}"))
        row.addWidget(self.profile)
        row.addWidget(self.window_size)
        self.restart = PushButton(self.tr("Restart attempt"), icon="rotate-ccw")
        self.exit = PushButton(self.tr("Exit course"), icon="log-out")
        self.next_act = PushButton("", icon="upload", kind="primary")
        self.browser = IconButton("external-link", self.tr("Play it in your own browser; the inspector stays here"))
        self.more = IconButton("ellipsis", self.tr("More"))
        self.inspector = IconButton("panel-right", self.tr("Show or hide the inspector"))
        for button in (self.browser, self.more, self.restart, self.exit, self.next_act):
            row.addWidget(button)
        row.addWidget(self.inspector)
        outer.addLayout(row)
        outer.addWidget(line())
        self._fill_sizes()

    def tell_profiles(self, profiles: Sequence[tuple[str, str, str]], chosen: str) -> None:
        """Profiles to choose from: id, name, what it does."""
        self.profile.choices.clear()
        group = QActionGroup(self.profile.choices)
        for key, name, words in profiles:
            act = self.profile.choices.addAction(name)
            act.setCheckable(True)
            act.setChecked(key == chosen)
            act.setToolTip(words)
            group.addAction(act)
            act.triggered.connect(lambda _on=False, key=key: self.profile_chosen.emit(key))
            if key == chosen:
                self.profile.tell(_in_sentence(name))

    def _fill_sizes(self) -> None:
        self.sizes = {}
        group = QActionGroup(self.window_size.choices)
        for size in SIZES:
            act = self.window_size.choices.addAction(size_name(size))
            act.setCheckable(True)
            group.addAction(act)
            act.triggered.connect(lambda _on=False, key=size.key: self.size_chosen.emit(key))
            self.sizes[size.key] = act

    def tell_size(self, size: Size) -> None:
        """The size that is shown; that of the course when it became known."""
        self.sizes[size.key].setText(size_name(size))
        self.sizes[size.key].setChecked(True)
        self.window_size.tell(f"{size.width} × {size.height}" if size.width else self.tr("as large as possible"))

    def fit(self, width: int) -> None:
        """Where the window is narrow the chips give way first."""
        self.profile.setVisible(width >= self._needs(1000))
        self.window_size.setVisible(width >= self._needs(860))

    def _needs(self, pixels: int) -> int:
        from allure_desktop.gui import theme

        return round(pixels * theme.active().base_px / 13)


def _in_sentence(name: str) -> str:
    """`strict LMS` for `Strict LMS`: the name stands within a sentence."""
    return name[:1].lower() + name[1:] if name[1:2].islower() and " " in name else name
