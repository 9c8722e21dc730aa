"""Buttons that cannot be made without a name for those who do not see them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from allure_desktop.gui import icons
from allure_desktop.plain_text import hint

#: Two thin spaces between icon and text; a style sheet cannot say it.
GAP = "\u2009\u2009"


class IconButton(QToolButton):
    """A button that shows only an icon: `name` is its tooltip and accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        token: str = "text2",
        size: int = 16,
        dense: bool = False,
    ) -> None:
        super().__init__(parent)
        if dense:  # 24 px square, the smallest target there is
            self.setProperty("dense", "true")
        self.setAccessibleName(name)
        self.setToolTip(hint(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        icons.put(self, icon, token, size)

    def set_icon(self, icon: str, token: str = "text2") -> None:
        icons.put(self, icon, token, self.property("icon_size"))

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(hint(name))

    def set_menu(self, menu: QMenu) -> None:
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


class PushButton(QPushButton):
    """A button with a verb and its object; `kind` is '', primary, danger or link, `small` for rows."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        kind: str = "",
        small: bool = False,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._full = ""
        self.setProperty("kind", kind)
        if small:
            self.setProperty("dense", "true")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            icons.put(self, icon, self._token())
        self.set_text(text)

    def _token(self) -> str:
        return {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(self._kind, "text2")

    def set_text(self, text: str) -> None:
        """The text, apart from the icon; also what is read aloud."""
        self._full = f"{GAP}{text}" if text and self.property("icon_name") else text
        self.setText(self._full)
        self.setAccessibleName(text.replace("&", ""))
        self._elide()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + _cut(self, self._full)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + _cut(self, self._full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Where the layout has less than it needs, at 200 % text, say, its words are shortened; the tooltip has them."""
        _shorten(self, self._full, self.accessibleName())

    def set_icon(self, icon: str) -> None:
        icons.put(self, icon, self._token())

    def show_icon(self, icon: str) -> None:
        """Another icon, or none for ''; the text is to be set after that."""
        if icon:
            self.set_icon(icon)
        elif self.property("icon_name"):
            self.setProperty("icon_name", "")
            self.setIcon(QIcon())

    def set_kind(self, kind: str) -> None:
        """Another variant of the style sheet."""
        if kind == self._kind:
            return
        self._kind = kind
        self.setProperty("kind", kind)
        if self.property("icon_name"):
            icons.put(self, self.property("icon_name"), self._token())
        self.style().unpolish(self)
        self.style().polish(self)


def from_action(action: QAction, text: str = "", *, kind: str = "", icon: str = "", small: bool = False) -> PushButton:
    """A push button that does a registered command and is enabled exactly when the command is."""
    button = _ActionButton(text or action.text().replace("&", ""), icon=icon, kind=kind, small=small)
    button.follow(action)
    return button


class _ActionButton(PushButton):
    _action: QAction

    def follow(self, action: QAction) -> None:
        self._action = action
        self.clicked.connect(self._do)
        action.changed.connect(self._changed)
        self._changed()

    @Slot()
    def _do(self) -> None:
        self._action.trigger()

    @Slot()
    def _changed(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(hint(self._action.toolTip()))


class Chip(QPushButton):
    """A round filter: label and value, coloured while it filters, opens a menu."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._full = ""
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.put(self, "chevron-down", "text3", 12)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Another text, as much of it as there is room for."""
        self._full = text
        self.setAccessibleName(text)
        self.setText(text + GAP)
        self._elide()

    def set_value(self, value: str, on: bool) -> None:
        """Shows what is chosen; `on` when that leaves something out."""
        self.say(self.tr("{name}: {value}").format(name=self._name, value=value))
        if self.property("on") != on:
            self.setProperty("on", on)
            icons.put(self, "chevron-down", "accent" if on else "text3", 12)
            self.style().unpolish(self)
            self.style().polish(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 9, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return super().sizeHint() + _cut(self, self._full + GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Where all chips do not fit, they are shortened."""
        _shorten(self, self._full + GAP, self._full)


def _cut(button: QPushButton, full: str) -> QSize:
    """How much wider it were with all of its words."""
    metrics = button.fontMetrics()
    return QSize(metrics.horizontalAdvance(full) - metrics.horizontalAdvance(button.text()), 0)


def _shorten(button: QPushButton, full: str, words: str) -> None:
    """As many of its words as it has room for; a tooltip has all of them, where there is no other."""
    if not button.isVisible():
        return
    missing = button.sizeHint().width() - button.width()
    shown = full
    if missing > 1:
        room = button.fontMetrics().horizontalAdvance(full) - missing
        shown = button.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, max(1, room))
    if button.text() != shown:
        button.setText(shown)
    if (shown != full) == bool(button.property("tells_words")):
        return
    # what the tooltip says besides comes after the words
    if shown != full:
        button.setProperty("tip_before", button.toolTip())
        button.setToolTip("\n".join(part for part in (words, button.toolTip()) if part))
    else:
        button.setToolTip(str(button.property("tip_before") or ""))
    button.setProperty("tells_words", shown != full)
