"""The manifest as its author wrote it: line numbers, the lines of findings marked, find in page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.source_editor import SourceEditor
from allure_desktop.gui.validation.source_pages import MOST_HITS, PAGE_ROWS, Hit, SourcePages
from allure_desktop.gui.widgets import Band, IconButton, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.validation.contents import ManifestText

FIND_MS = 150
_WORSE = {"error": 0, "warning": 1, "note": 2}


class ManifestView(QWidget):
    """`show_package(path, findings)`, '' for none; read when it is first seen; shown in pages where it is long."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path = ""
        self._read_path: str | None = None
        self._marks: dict[int, str] = {}
        self._pages = SourcePages()
        self._page = -1
        self._hits: list[Hit] = []
        self._hit = -1
        self._wanted: Mapping[str, Any] | None = None
        self._turn = 0
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FIND_MS)
        self._timer.timeout.connect(self._find)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.begin_search)
        theme.active().changed.connect(self._highlight)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 8, 6)
        bar.setSpacing(4)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find in the manifest"))
        self.search.setAccessibleName(self.tr("Find in the manifest"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.installEventFilter(self)
        bar.addWidget(self.search, 1)
        self.found = label("", "small-muted")
        bar.addWidget(self.found)
        self.previous = IconButton("chevron-up", self.tr("Previous"), dense=True)
        self.previous.clicked.connect(lambda _checked=False: self.step(-1))
        bar.addWidget(self.previous)
        self.next = IconButton("chevron-down", self.tr("Next"), dense=True)
        self.next.clicked.connect(lambda _checked=False: self.step(1))
        bar.addWidget(self.next)
        column.addLayout(bar)
        self.band = Band()
        column.addWidget(self.band)
        self.state = label("", "small-muted", wrap=True)
        self.state.setContentsMargins(16, 0, 16, 4)
        column.addWidget(self.state)
        self.editor = SourceEditor()
        self.editor.setAccessibleName(self.tr("Manifest"))
        column.addWidget(self.editor, 1)
        pages = QHBoxLayout()
        pages.setContentsMargins(16, 4, 8, 4)
        self.page_words = label("", "small-muted")
        pages.addWidget(self.page_words, 1)
        self.page_back = IconButton("arrow-left", self.tr("Previous page"), dense=True)
        self.page_back.clicked.connect(lambda _checked=False: self._show_page(self._page - 1))
        pages.addWidget(self.page_back)
        self.page_on = IconButton("arrow-right", self.tr("Next page"), dense=True)
        self.page_on.clicked.connect(lambda _checked=False: self._show_page(self._page + 1))
        pages.addWidget(self.page_on)
        self._paging = QWidget()
        self._paging.setLayout(pages)
        self._paging.hide()
        column.addWidget(self._paging)
        self._tell_found()

    # --- reading -----------------------------------------------------------------------------------------------------

    def show_package(self, path: str, findings: Sequence[Mapping[str, Any]]) -> None:
        """Another package, or the same one after another check; the lines of its findings are marked."""
        self._marks = {}
        for one in sorted(findings, key=lambda one: -_WORSE.get(one["severity"], 2)):
            if one.get("line"):
                self._marks[int(one["line"])] = str(one["severity"])
        self._path, self._read_path = path, None
        self._wanted = None
        if self.isVisible():
            self._read()

    def showEvent(self, event: object) -> None:
        self._read()

    def go_to(self, finding: Mapping[str, Any]) -> None:
        """The line of a finding, as soon as the manifest is read."""
        self._wanted = finding
        if self._read_path == self._path:
            self._go_to_wanted()

    def _read(self) -> None:
        if self._read_path == self._path:
            return
        path = self._read_path = self._path
        self._turn += 1
        self.search.clear()
        self._timer.stop()
        self._hits, self._hit = [], -1
        self._tell_found()
        self._pages, self._page = SourcePages(), -1
        self.editor.show_rows((), {})
        self.band.hide()
        self._paging.hide()
        if not path:
            return
        self.state.setText(self.tr("Reading the manifest…"))
        self.state.show()

        def work() -> tuple[ManifestText | None, SourcePages]:
            from allure_desktop.validation.contents import manifest_text

            text = manifest_text(path)
            return text, SourcePages(text.lines if text is not None else ())

        def came(answer: tuple[ManifestText | None, SourcePages]) -> None:
            if path == self._read_path:
                self._came(*answer)

        def did_not_come(error: Exception) -> None:
            if path == self._read_path:
                self.state.hide()
                self.band.tell_error(error)

        self._context.background.run(work, came, did_not_come, self)

    def _came(self, text: ManifestText | None, pages: SourcePages) -> None:
        self._pages = pages
        if text is None:
            self.state.setText(self.tr("There is no imsmanifest.xml in this ZIP."))
            return
        lines = pages.line_count
        words = self.tr("1 line") if lines == 1 else self.tr("{count} lines").format(count=figures.number(lines))
        self.state.setText(f"{text.name} · {words} · {text.encoding.upper()}")
        self._show_page(0)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._wanted is None or not self._pages.rows:
            return
        wanted, self._wanted = self._wanted, None
        row = self._pages.row_of(int(wanted.get("line") or 1), int(wanted.get("column") or 1))
        self._show_row(row)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- pages -------------------------------------------------------------------------------------------------------

    def _show_page(self, number: int) -> None:
        number = min(max(number, 0), self._pages.page_count - 1)
        if number == self._page:
            return
        self._page = number
        rows = self._pages.page(number)
        self.editor.show_rows(rows, self._marks)
        several = self._pages.page_count > 1
        self._paging.setVisible(several)
        if several and rows:
            self.page_words.setText(
                self.tr("Lines {first} to {last} of {count}; find looks through all").format(
                    first=figures.number(rows[0].line),
                    last=figures.number(rows[-1].line),
                    count=figures.number(self._pages.line_count),
                )
            )
        self.page_back.setEnabled(number > 0)
        self.page_on.setEnabled(number < self._pages.page_count - 1)
        self._highlight()

    def _show_row(self, row: int, column: int = 0, length: int = 0) -> None:
        self._show_page(row // PAGE_ROWS)
        self.editor.select_row(row % PAGE_ROWS, column, length)

    def _highlight(self) -> None:
        first = self._page * PAGE_ROWS
        here = (hit for hit in self._hits if first <= hit.row < first + PAGE_ROWS)
        self.editor.highlight([(hit.row - first, hit.column, hit.length) for hit in here])

    # --- find --------------------------------------------------------------------------------------------------------

    def begin_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return False

    def step(self, by: int) -> None:
        """The next or the previous place; begins anew at the ends."""
        if not self._hits:
            return
        self._hit = (self._hit + by) % len(self._hits)
        hit = self._hits[self._hit]
        self._show_row(hit.row, hit.column, hit.length)
        self._tell_found()

    def _find(self) -> None:
        text, pages = self.search.text(), self._pages
        self._turn += 1
        turn = self._turn

        def came(answer: tuple[list[Hit], bool]) -> None:
            if turn == self._turn:
                self._hits, self._hit = answer[0], -1
                self._highlight()
                self.step(1)
                self._tell_found()

        self._context.background.run(lambda: pages.find(text), came, owner=self)

    def _tell_found(self) -> None:
        count = len(self._hits)
        if count:
            more = "+" if count >= MOST_HITS else ""
            words = self.tr("{number} of {count}").format(number=self._hit + 1, count=f"{figures.number(count)}{more}")
        else:
            words = self.tr("Not found") if self.search.text() and not self._timer_runs() else ""
        self.found.setText(words)
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)

    def _timer_runs(self) -> bool:
        timer = getattr(self, "_timer", None)
        return timer is not None and timer.isActive()
