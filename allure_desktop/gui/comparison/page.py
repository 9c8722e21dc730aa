"""The page Compare: two versions or files side by side, over the Library or Uploads."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.errors import AllureError
from allure_desktop.gui import theme
from allure_desktop.gui.comparison.choice import Choice, FileChoice, Reading, Subject
from allure_desktop.gui.comparison.from_server import get, when_offered
from allure_desktop.gui.comparison.head import FILES, STRUCTURE, CompareHead
from allure_desktop.gui.comparison.next_version import open_sheet, upload_words
from allure_desktop.gui.comparison.parts import CompareParts
from allure_desktop.gui.comparison.preparation import Prepared, prepare
from allure_desktop.gui.comparison.risk_band import RiskBand
from allure_desktop.gui.comparison.summary import summary
from allure_desktop.gui.widgets import Band, label
from allure_desktop.scorm.manifest import MANIFEST_NAME

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.comparison.side import Side
    from allure_desktop.gui.context import GuiContext


class ComparePage(QWidget):
    """`back_wanted` leaves it; `package_wanted` goes to the package in the Library."""

    back_wanted = Signal()
    package_wanted = Signal()

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.subject = Subject()
        self.left: Choice | None = None
        self.right: Choice | None = None
        self._prepared: Prepared | None = None
        self._asked = 0
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Compare"))
        self._lay_out()
        context.core_events.package_changed.connect(self._package_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = CompareHead()
        column.addWidget(self.head)
        self.band = Band()
        self.band.setProperty("edge", "flat")
        column.addWidget(self.band)
        self.stack = QStackedWidget()
        self.words = label("", "secondary", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setContentsMargins(48, 48, 48, 48)
        self.stack.addWidget(self.words)
        self.parts = CompareParts(self._context)
        self.stack.addWidget(self.parts)
        column.addWidget(self.stack, 1)
        self.risk = RiskBand()
        column.addWidget(self.risk)
        head = self.head
        head.back.clicked.connect(self.back_wanted)
        head.library.clicked.connect(self.back_wanted)
        head.package.clicked.connect(self.package_wanted)
        head.swap.clicked.connect(self.swap)
        head.copy.clicked.connect(self.copy_summary)
        head.upload.clicked.connect(self._upload)
        head.left.chosen.connect(lambda choice: self.show_sides(self.subject, choice, self.right))
        head.right.chosen.connect(lambda choice: self.show_sides(self.subject, self.left, choice))
        head.left.file_wanted.connect(lambda: self._choose_file(left=True))
        head.right.file_wanted.connect(lambda: self._choose_file(left=False))
        head.tabs.currentChanged.connect(self.parts.show_part)
        head.only_changes.toggled.connect(lambda _on: self._show_parts())
        self.risk.show_wanted.connect(self.show_structure)

    # --- what is compared --------------------------------------------------------------------------------------------

    def show_sides(self, subject: Subject, left: Choice | None, right: Choice | None) -> None:
        """Reads both sides in the background and shows what is different; the latest question wins."""
        if subject.package_id != self.subject.package_id:
            self._prepared = None
            self.head.tabs.setCurrentIndex(FILES)
        self.subject, self.left, self.right = subject, left, right
        self._asked += 1
        asked, services = self._asked, self._context.services
        self.band.hide()
        if self._prepared is None:
            self._say(self.tr("Comparing…"))

        def done(prepared: Prepared) -> None:
            if asked == self._asked:
                self._tell(prepared)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._tell_failure(error)

        self._context.background.run(lambda: prepare(services, subject, left, right), done, failed, self)

    def ask_server(self) -> None:
        """The versions as the server has them now; when they differ, the page hears of it as everybody does."""
        services, subject = self._context.services, self.subject
        connection_id = subject.connection_id
        if connection_id is None:
            return

        def work() -> None:
            # offline, what is known here is compared all the same
            with contextlib.suppress(AllureError):
                services.library.versions(connection_id, subject.package_id)

        self._context.background.run(work, owner=self)

    def _package_changed(self, connection_id: str, package_id: str) -> None:
        if (connection_id, package_id) == (self.subject.connection_id, self.subject.package_id):
            self.read_again()

    def read_again(self) -> None:
        """After versions or rows changed."""
        self.show_sides(self.subject, self.left, self.right)

    def swap(self) -> None:
        self.show_sides(self.subject, self.right, self.left)

    def _choose_file(self, *, left: bool) -> None:
        dialog = QFileDialog(
            self._context.window, self.tr("Compare with"), "", self.tr("SCORM packages (*.zip);;All files (*)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.choose_file(path, left=left))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_file(self, path: str, *, left: bool) -> None:
        """A ZIP of this computer takes the place of a side."""
        choice = FileChoice(path)
        self.show_sides(self.subject, choice if left else self.left, self.right if left else choice)

    # --- what is told ------------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.stack.setCurrentWidget(self.words)
        self.head.tell_counts(None)
        self.risk.tell(None)

    def _tell_failure(self, error: Exception) -> None:
        self._prepared = None
        self._say("")
        buttons = ((self.tr("Try again"), self.read_again), (self.tr("Choose another file…"), self._choose_again))
        self.band.tell_error(error, buttons if isinstance(error, AllureError) else buttons[:1])

    def _choose_again(self) -> None:
        self._choose_file(left=isinstance(self.left, FileChoice) and not isinstance(self.right, FileChoice))

    def _tell(self, prepared: Prepared) -> None:
        known, self._prepared = self._prepared, prepared
        reading = prepared.reading
        self.subject = reading.subject
        self.head.tell_sides(reading)
        self.head.tell_upload(upload_words(self._context, reading))
        comparison = reading.comparison
        self.head.tell_counts(comparison)
        if comparison is None:
            self._say(self._missing(reading))
            when_offered(self._context, reading, lambda number: self._offer(reading, number))
            if self.head.tabs.hasFocus():  # they can do nothing now; what helps is to choose another
                chooser = self.head.right if reading.old is not None else self.head.left
                chooser.setFocus(Qt.FocusReason.OtherFocusReason)
            self.head.tell_parts(0, 0, 0, known=False)
            return
        changed = sum(line.changed for line in prepared.facts)
        moved = sum(row.partner >= 0 for row in prepared.rows) // 2
        structure = sum(row.kind != "same" for row in prepared.rows) - moved
        files = comparison.files
        count = len(files.added) + len(files.changed) + len(files.removed) + len(files.moved)
        self.head.tell_parts(changed, structure, count, known=True)
        self.risk.tell(None if comparison.same else comparison.risk)
        self.stack.setCurrentWidget(self.parts)
        if known is None or not _looks_the_same(known.reading, reading):
            self._show_parts()

    def _offer(self, reading: Reading, number: int) -> None:
        if self._prepared is None or self._prepared.reading is not reading:
            return
        words = self.tr("Version {number} can be brought from the server").format(number=number)
        button = self.tr("Get version {number}").format(number=number)
        self.band.tell("info", words, "", ((button, lambda: get(self._context, reading, number, self.read_again)),))

    def _missing(self, reading: Reading) -> str:
        """Why there is nothing to compare, and what helps."""
        for offer, side in ((reading.left, reading.old), (reading.right, reading.new)):
            if offer is None:
                return self.tr("Choose above what to compare: a version of the package, or a ZIP on this computer.")
            if side is None:
                return self.tr(
                    "{title} was not uploaded from this computer, so it is not known which files it has.\n"
                    "Choose another version above, or the ZIP that it was made of."
                ).format(title=offer.title)
        return ""

    def _heads(self) -> tuple[str, str]:
        reading = self._prepared.reading if self._prepared else None
        return (
            reading.left.title if reading and reading.left else self.tr("Before"),
            reading.right.title if reading and reading.right else self.tr("Now"),
        )

    def _show_parts(self) -> None:
        prepared = self._prepared
        if prepared is None or prepared.tree is None:
            return
        reading = prepared.reading
        self.parts.show_all(
            prepared.facts,
            prepared.rows,
            prepared.tree,
            (reading.old, reading.new),
            self._heads(),
            only_changes=self.head.only_changes.isChecked(),
        )
        self._show_manifest(prepared, reading.old, reading.new)

    def _show_manifest(self, prepared: Prepared, old: Side | None, new: Side | None) -> None:
        pane = self.parts.manifest
        if prepared.manifest is not None:
            pane.show_lines(MANIFEST_NAME, prepared.manifest)
        else:
            missing = [head for head, side in zip(self._heads(), (old, new), strict=True) if side and not side.manifest]
            words = self.tr("{title} has no manifest that can be shown: there is none, or it is too large.")
            pane.show_words(MANIFEST_NAME, "\n".join(words.format(title=title) for title in missing))

    def show_structure(self) -> None:
        """The structure, at the change that matters most."""
        self.head.tabs.setCurrentIndex(STRUCTURE)
        self.parts.structure.show_first_change()
        self.parts.structure.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_focus(self) -> None:
        """Where the keyboard is at first."""
        self.head.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what it does ------------------------------------------------------------------------------------------------

    def copy_summary(self) -> None:
        """All of it as text on the clipboard."""
        prepared = self._prepared
        if prepared is None or prepared.reading.comparison is None:
            return
        left, right = self._heads()
        title = self.subject.title or self.tr("Comparison")
        QGuiApplication.clipboard().setText(summary(title, left, right, prepared.reading.comparison, prepared.facts))
        self._context.show_toast(self.tr("Copied a summary of the comparison"))

    def _upload(self) -> None:
        """Opens the sheet: there stand the note, the check and the last word."""
        if isinstance(self.right, FileChoice):
            open_sheet(self._context, self.subject, self.right, self.band.tell_error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    # --- drops -------------------------------------------------------------------------------------------------------

    def strip_rect(self, window: QWidget) -> QRect:
        """At the top, over breadcrumb and choosers."""
        corner = self.mapTo(window, QPoint(12, 8))
        return QRect(corner.x(), corner.y(), self.width() - 24, round(theme.active().base_px * 4.6))

    def drag_over(self, _window: QWidget, _place: QPoint, _takes_rows: bool) -> PackageRecord | None:
        """No package stands here: a drop makes new packages."""
        return None

    def banner_bottom(self, window: QWidget) -> int:
        return self.mapTo(window, QPoint(0, self.height())).y()

    def drag_ended(self) -> None:
        return


def _looks_the_same(one: Reading, other: Reading) -> bool:
    """Read again because something else changed: what is open and chosen in the parts stays as it is."""
    sides = [(r.left and r.left.choice, r.right and r.right.choice) for r in (one, other)]
    return sides[0] == sides[1] and one.comparison == other.comparison
