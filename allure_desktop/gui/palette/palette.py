"""The command palette: everything that can be done or shown, in one list that is narrowed by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.notifications import announce
from allure_desktop.gui.palette.entries import PACKAGE, Entry, Query, asked, find_packages, fitting, in_order
from allure_desktop.gui.palette.entry_list import EntryList, EntryModel, row_height, spoken
from allure_desktop.gui.palette.offers import Offers
from allure_desktop.gui.widgets import ElidedLabel, label, line
from allure_desktop.settings import PALETTE_RECENT

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.main_window import MainWindow

ROWS = 10
WIDTH = 660
MOST_RECENT = 30
_Found = list[tuple["PackageRecord", float, tuple[int, ...]]]


class Palette(QWidget):
    """One for the window, made once and opened often. While it is open the window's other commands wait."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._offers = Offers(window)
        self._entries: list[Entry] = []
        self._found: list[Entry] = []
        #: key and words of what was chosen, the last first
        self.recent: list[tuple[str, str]] = []
        self._turn = 0
        self._opener: QWidget | None = None
        self.setAccessibleName(self.tr("Commands"))
        self._lay_out()
        window.installEventFilter(self)
        theme.active().changed.connect(self._place)
        self.hide()
        kept = window.context.services.settings
        window.context.background.run(lambda: kept.get(PALETTE_RECENT), self._remember, owner=self)

    def _lay_out(self) -> None:
        self.frame = QFrame(self)
        self.frame.setProperty("pane", "sheet")
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 10)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search commands, packages, settings, connections"))
        self.field.setAccessibleName(self.tr("Search commands, packages, settings, connections"))
        self._glass = QAction(self)
        icons.put(self._glass, "search", "text3")
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(line())
        self.model = EntryModel()
        self.list = EntryList(self.model)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(self._tell_current)
        column.addWidget(self.list, 1)
        self.nothing = label("", "secondary", wrap=True)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        self.help = ElidedLabel(
            self.tr("> actions   # tags   @ connections   ·   ↑ ↓ choose   ·   Enter does it   ·   Esc closes"),
            "small-muted",
        )
        foot.addWidget(self.help)
        column.addLayout(foot)

    # --- opening and closing -----------------------------------------------------------------------------------------

    def open(self, text: str = "") -> None:
        """Shows it over the window with the keyboard in its field."""
        if self.isVisible():
            self.dismiss()
            return
        self._opener = QApplication.focusWidget()
        self._entries = self._offers.entries()  # before the commands are made to wait
        self._window.context.actions.block(self.tr("Close the palette first."))
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)
        self.show()
        self.raise_()
        self._search(text)
        self._place()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Closes it; the keyboard returns to where it was."""
        if self.isHidden():
            return
        self._turn += 1  # what is still being looked for is wanted no more
        self.hide()
        self._window.context.actions.block("")
        self._entries = []
        opener, self._opener = self._opener, None
        if opener is not None:
            try:
                opener.setFocus(Qt.FocusReason.OtherFocusReason)
            except RuntimeError:  # it is gone meanwhile
                pass

    def _remember(self, kept: list[list[str]]) -> None:
        pairs = [one for one in kept if len(one) == 2]
        self.recent = [(str(key), str(text)) for key, text in pairs][:MOST_RECENT]

    def _used(self, entry: Entry) -> None:
        others = [one for one in self.recent if one[0] != entry.key]
        self.recent = [(entry.key, entry.text[:200]), *others][:MOST_RECENT]
        kept, recent = self._window.context.services.settings, [list(one) for one in self.recent]
        self._window.context.background.run(lambda: kept.set(PALETTE_RECENT, recent), owner=self._window.context)

    # --- finding -----------------------------------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        """What is few is found at once; packages are looked for in the background."""
        self._turn += 1
        query = asked(text)
        self._found = fitting(self._entries, query)
        if not query.words and not query.kind:
            known = {entry.key for entry in self._found}
            remembered = [self._offers.remembered(*one) for one in self.recent if one[0] not in known]
            self._found += [entry for entry in remembered if entry is not None]
        if query.words and query.kind in ("", PACKAGE):
            self._search_packages(query)
        else:
            self._show(self._found)

    def _search_packages(self, query: Query) -> None:
        turn, context = self._turn, self._window.context
        connection_id = context.current_connection_id
        # commands stand there at once; the list is made anew only when there is something to add
        self._show(self._found, more=connection_id is not None)
        if connection_id is None:
            return
        library = context.services.library

        def work() -> _Found:
            # what was typed over meanwhile is not looked for
            return find_packages(library, connection_id, query.text) if turn == self._turn else []

        def done(found: _Found) -> None:
            if turn == self._turn:
                self._show(self._found + [self._offers.package(connection_id, *one) for one in found])

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._show(self._found)
                announce(self.field, str(error))

        context.background.run(work, done, failed, self)

    def _show(self, entries: list[Entry], *, more: bool = False) -> None:
        current = self.current()
        kept = current.key if current is not None and self.list.currentIndex().row() > 0 else ""
        self.model.show_entries(in_order(entries, [key for key, _text in self.recent]))
        row = next((n for n, entry in enumerate(self.model.entries) if entry.key == kept), 0)
        if self.model.entries:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.list.setVisible(bool(self.model.entries))
        self.nothing.setVisible(not self.model.entries)
        if not self.model.entries:
            words = self.tr("Looking through the packages…") if more else self.tr("Nothing matches “{text}”.")
            self.nothing.setText(words.format(text=self.field.text().strip()[:80]))
        self._place()

    def offered(self) -> tuple[Entry, ...]:
        """Everything it can show now but packages."""
        return tuple(self._entries)

    def current(self) -> Entry | None:
        """The line that Enter would do."""
        row = self.list.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self.isVisible() and 0 <= index.row() < len(self.model.entries):
            announce(self.field, spoken(self.model.entries[index.row()]))

    # --- doing -------------------------------------------------------------------------------------------------------

    def _clicked(self, _index: QModelIndex) -> None:
        self.do_current()

    def do_current(self) -> None:
        """Does what the current line says; a line with a reason stays where it is."""
        entry = self.current()
        if entry is None:
            return
        if entry.reason:
            announce(self.field, entry.reason, assertive=True)
            return
        self._used(entry)
        self.dismiss()
        self._offers.do(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        page = ROWS - 1
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Down: lambda: self.list.step(1),
            Qt.Key.Key_Up: lambda: self.list.step(-1),
            Qt.Key.Key_PageDown: lambda: self.list.step(page),
            Qt.Key.Key_PageUp: lambda: self.list.step(-page),
            Qt.Key.Key_Return: self.do_current,
            Qt.Key.Key_Enter: self.do_current,
            Qt.Key.Key_Escape: self.dismiss,
            # the field is all there is to be reached
            Qt.Key.Key_Tab: lambda: self.list.step(1),
            Qt.Key.Key_Backtab: lambda: self.list.step(-1),
        }
        act = acts.get(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_K:
            act = self.dismiss
        if act is not None:
            act()
        return act is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.dismiss()

    # --- looks -------------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        if self.isHidden():
            return
        self.setGeometry(self._window.rect())
        wide = min(theme.active().scaled(WIDTH), self.width() - 32)
        top = max(16, min(theme.active().scaled(88), self.height() // 8))
        rows = min(ROWS, max(1, len(self.model.entries)))
        self.list.setFixedHeight(min(rows * row_height(), max(row_height(), self.height() - top - 170)))
        self.frame.setFixedWidth(wide)
        self.frame.adjustSize()
        self.frame.move((self.width() - wide) // 2, top)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = QColor(theme.active().tokens.shade)
        shade.setAlphaF(shade.alphaF() * 0.6)
        painter.fillRect(self.rect(), shade)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 6))
        box = QRectF(self.frame.geometry())
        for spread in (34, 27, 21, 16, 12, 8, 5, 3, 1):
            painter.drawRoundedRect(
                box.adjusted(-spread, 10 - spread, spread, 10 + spread / 2), 12 + spread, 12 + spread
            )
