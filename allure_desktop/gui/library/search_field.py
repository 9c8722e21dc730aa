"""The search field of the list: completes tokens while they are typed and hands over those that are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from allure_desktop.gui import icons, theme

if TYPE_CHECKING:
    from allure_desktop.library.catalogue import Overview


class SearchField(QLineEdit):
    """Tokens (`tag:safety`) leave the field when a blank or Enter ends them: whoever shows them as chips gets them."""

    #: tokens that were finished, as typed
    tokens_made = Signal(tuple)
    #: the backspace key at the very beginning: the last chip is to become text again
    taken_back = Signal()
    #: what is to be looked for now
    searched = Signal(str)
    #: Down, Enter or Esc: on to the list
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: Overview | None = None
        self._completer: QCompleter | None = None
        self._popup: QAbstractItemView | None = None
        self._offered = QStringListModel(self)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Search packages"))
        self.setPlaceholderText(self.tr("Search title, tag, file, id"))
        self.setToolTip(self.tr("Also: tag:name, is:1.2, version:>3, size:>100mb, changed:<7d; a - before leaves out"))
        # made here, with their owner: those that addAction makes are gone before the field is
        self._clear = QAction(icons.icon("x", "text2"), "", self)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self._icon = QAction(icons.icon("search", "text3"), "", self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        theme.active().changed.connect(self._draw_icons)
        self.textChanged.connect(self._changed)
        self.textEdited.connect(self._edited)
        self._typed = False

    def _draw_icons(self) -> None:
        self._icon.setIcon(icons.icon("search", "text3"))
        self._clear.setIcon(icons.icon("x", "text2"))

    def offer(self, seen: Overview) -> None:
        """The tags and standards that can be completed."""
        self._seen = seen

    def show_text(self, text: str) -> None:
        """Puts a text there without looking for it."""
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        self._clear.setVisible(bool(text))

    # --- what is typed -----------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._typed = True  # Qt says so before it says what: the text may be changed only then

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        typed, self._typed = self._typed, False
        if typed and ":" in text and text[-1:].isspace() and self._hand_over(finished=False):
            return
        self._tell(text)
        if typed:
            self._complete(text)

    def _tell(self, text: str) -> None:
        from allure_desktop.library.completion import searched

        self.searched.emit(searched(text, self._seen) if self._seen is not None and ":" in text else text)

    def _hand_over(self, *, finished: bool) -> bool:
        """Gives away the tokens that are whole; False where there are none."""
        from allure_desktop.library.filters import split_tokens

        tokens, rest = split_tokens(self.text(), finished=finished)
        if not tokens:
            return False
        self.show_text(rest)
        self.tokens_made.emit(tokens)
        self._tell(rest)
        self._hide_offer()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._chooses():
                event.ignore()  # the completer takes what is marked
                return
            if not self._hand_over(finished=True):
                self.left.emit()
            return
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
            return
        if key == Qt.Key.Key_Down and not self._offers():
            self.left.emit()
            return
        if key == Qt.Key.Key_Backspace and not self.cursorPosition() and not self.hasSelectedText():
            self.taken_back.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._hand_over(finished=True)

    # --- completing --------------------------------------------------------------------------------------------------

    def _complete(self, text: str) -> None:
        from allure_desktop.library.completion import completions, word_at

        found = completions(word_at(text), self._seen) if self._seen is not None else []
        if not found or self.cursorPosition() != len(text):
            self._hide_offer()
            return
        if self._completer is None:
            self._completer = completer = QCompleter(self._offered, self)
            completer.setWidget(self)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._popup = completer.popup()
            assert self._popup is not None
            self._popup.setProperty("popup", True)
            completer.setMaxVisibleItems(12)
            self._popup.setAccessibleName(self.tr("What can be looked for"))
            completer.activated.connect(self._take)
        self._offered.setStringList(found)
        self._completer.complete()

    def _take(self, completed: str) -> None:
        """What was chosen stands in the place of what was typed of it."""
        from allure_desktop.library.completion import word_at

        text = self.text()
        self.setText(text[: len(text) - len(word_at(text))] + completed)
        if completed.endswith(":"):
            self._complete(self.text())
        else:
            self._hand_over(finished=True)

    def _offers(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _chooses(self) -> bool:
        return self._popup is not None and self._popup.isVisible() and self._popup.currentIndex().isValid()

    def _hide_offer(self) -> None:
        if self._popup is not None:
            self._popup.hide()
