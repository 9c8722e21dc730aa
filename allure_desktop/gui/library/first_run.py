"""The Library before there is a connection: three ways to begin, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import Band, PushButton, from_action, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class IconTile(QLabel):
    """An icon on its soft colour, 40 px square."""

    def __init__(self, icon: str, hue: int) -> None:
        super().__init__()
        self._hue, self._icon = hue, icon
        self.setFixedSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("text")) if tokens.framed else Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(tokens.hues[self._hue].soft))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.drawPixmap(10, 10, icons.pixmap(self._icon, tokens.hues[self._hue].text, 20))


class DropHint(QFrame):
    """The dashed field that says that the whole window takes drops."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(1)
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        icons.put(picture, "package-plus", "text2", 28)
        column.addWidget(picture)
        keys = context.actions.action("add").shortcut().toString()
        for words, role in (
            (self.tr("Drop SCORM ZIPs or course folders anywhere in this window"), "panel-title"),
            (
                self.tr("They are checked at once. Without a connection they wait in Uploads as “Ready to upload”."),
                "secondary",
            ),
            (self.tr("{keys} chooses files").format(keys=keys), "small-muted"),
        ):
            line = label(words, role, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        column.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens.colour("border_strong"), 1.5, Qt.PenStyle.DashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(tokens.colour("window"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FirstRun(QWidget):
    """Shown instead of the list while no connection exists."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("pane", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 28)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Nothing here yet. Three ways to begin"), "page-title"))
        column.addWidget(label(self.tr("In any order, and each can be done later."), "secondary"))
        self.band = Band()
        column.addWidget(self.band)
        column.addSpacing(12)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        for card in (self._check_card(), self._connect_card(), self._sandbox_card()):
            cards.addWidget(card, 1)
        column.addLayout(cards)
        column.addSpacing(14)
        column.addWidget(DropHint(context), 1)

    def _card(self, icon: str, hue: int, title: str, text: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setProperty("pane", "card")
        card.setAccessibleName(title)
        column = QVBoxLayout(card)
        column.setContentsMargins(19, 19, 19, 19)
        column.setSpacing(8)
        column.addWidget(IconTile(icon, hue))
        column.addSpacing(4)
        column.addWidget(label(title, "panel-title"))
        column.addWidget(label(text, "secondary", wrap=True))
        return card, column

    def _check_card(self) -> QFrame:
        card, column = self._card(
            "file-check",
            0,
            self.tr("Check a file"),
            self.tr(
                "See in seconds whether a SCORM ZIP would run, and what to mend. "
                "Everything happens on this computer; no account needed."
            ),
        )
        column.addStretch(1)
        add = self._context.actions.action("add")
        self.choose = from_action(add, self.tr("Choose a file…"), icon="folder-open", kind="primary")
        column.addWidget(self.choose)
        return card

    def _connect_card(self) -> QFrame:
        card, column = self._card(
            "plug",
            1,
            self.tr("Connect to AllureConnect"),
            self.tr(
                "See the library, upload new packages and new versions. "
                "You need an API key and the tenant id; the dialog says where they are."
            ),
        )
        column.addStretch(1)
        self.connect_button = from_action(self._context.actions.action("connection.add"), self.tr("Connect…"))
        column.addWidget(self.connect_button)
        return card

    def _sandbox_card(self) -> QFrame:
        card, column = self._card(
            "flask-conical",
            2,
            self.tr("Try with the sandbox"),
            self.tr("Starts a server on this computer with 3 demo courses:"),
        )
        for icon, token, words in (
            ("circle-check", "success", self.tr("one is sound")),
            ("wand-sparkles", "accent", self.tr("one has mistakes that can be mended")),
            ("circle-alert", "danger", self.tr("one fails only while it runs")),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            mark = QLabel()
            icons.put(mark, icon, token, 14)
            row.addWidget(mark)
            row.addWidget(label(words, "small"), 1)
            column.addLayout(row)
        column.addSpacing(6)
        column.addStretch(1)
        self.sandbox: PushButton = from_action(
            self._context.actions.action("sandbox.start"), self.tr("Start sandbox"), icon="play"
        )
        column.addWidget(self.sandbox)
        return card
