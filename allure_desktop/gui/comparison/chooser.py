"""A side's chooser: what stands there with its facts, and a menu of all that can."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.comparison.choice import Offer
from allure_desktop.plain_text import hint, one_line


class SideChooser(QAbstractButton):
    """`chosen(choice)` for one of the offers; `file_wanted` for another ZIP."""

    chosen = Signal(object)
    file_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._offer: Offer | None = None
        self._offers: Sequence[Offer] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self.show_offer(None, ())

    def show_offer(self, offer: Offer | None, offers: Sequence[Offer]) -> None:
        """What stands on this side, and what else could."""
        self._offer, self._offers = offer, offers
        title, facts = self._words()
        self.setAccessibleName(f"{self._name}: {title}, {facts}")
        self.setToolTip(hint(f"{one_line(title)}\n{one_line(facts)}"))
        self.update()

    def _words(self) -> tuple[str, str]:
        if self._offer is None:
            return self.tr("Nothing chosen"), self.tr("Choose a version or a file")
        return self._offer.title, self._offer.facts

    def menu(self) -> QMenu:
        """All offers, the current one ticked; those of which nothing is known say so."""
        menu = QMenu(self)
        for offer in self._offers:
            words = one_line(f"{offer.title}  ·  {offer.facts}").replace("&", "&&")
            chosen = self._offer is not None and offer.choice == self._offer.choice
            action = menu.addAction(
                icons.icon("check" if chosen else offer.icon, "accent" if chosen else "text2"), words
            )
            if chosen:
                menu.setActiveAction(action)
            action.triggered.connect(lambda _checked=False, choice=offer.choice: self.chosen.emit(choice))
        if self._offers:
            menu.addSeparator()
        other = menu.addAction(icons.icon("folder-open"), self.tr("Choose a file…"))
        other.triggered.connect(self.file_wanted)
        return menu

    def open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def sizeHint(self) -> QSize:
        active = theme.active()
        tall = QFontMetrics(active.font(1, 600)).height() + QFontMetrics(active.font(0.92)).height() + 12
        return QSize(200, tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("accent"), 2) if self.hasFocus() else tokens.colour("border_strong"))
        painter.setBrush(tokens.colour("hover" if self.underMouse() else "raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        middle = self.height() // 2
        painter.drawPixmap(12, middle - 8, icons.pixmap(self._offer.icon if self._offer else "circle-help"))
        painter.drawPixmap(self.width() - 27, middle - 7, icons.pixmap("chevron-down", "text2", 14))
        wide = self.width() - 38 - 36
        title, facts = self._words()
        y = 5
        for text, font, token in ((title, active.font(1, 600), "text"), (facts, active.font(0.92), "text2")):
            painter.setFont(font)
            metrics = painter.fontMetrics()
            painter.setPen(tokens.colour(token))
            shown = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideMiddle, wide)
            painter.drawText(QRect(38, y, wide, metrics.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            y += metrics.height() + 1
