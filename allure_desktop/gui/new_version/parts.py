"""The tabs of the new-version sheet: changed files, structure, validation, each with how much there is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui.comparison.counts import change_counts
from allure_desktop.gui.comparison.head import CountsLabel
from allure_desktop.gui.comparison.structure_view import StructureView
from allure_desktop.gui.comparison.summary import counts_of
from allure_desktop.gui.new_version.changed_files import ChangedFilesView
from allure_desktop.gui.new_version.comparison import structure_changes
from allure_desktop.gui.new_version.reading import Known
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.findings import FindingsView
from allure_desktop.gui.validation.report_text import verdict
from allure_desktop.gui.widgets import PushButton, label, line
from allure_desktop.gui.widgets.tabs import Tabs

FILES, STRUCTURE, VALIDATION, WORDS = range(4)


class ChangesParts(QWidget):
    """`say` before anything is known, then `tell`; `compare` leads to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Known | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._made_tabs())
        column.addWidget(line())
        column.addWidget(self._made_pages(), 1)

    def _made_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.tabs = Tabs(self.tr("Parts of the comparison"))
        for name in (self.tr("Changed files"), self.tr("Structure"), self.tr("Validation")):
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(lambda _part: self._show_part())
        row.addWidget(self.tabs)
        row.addStretch(1)
        self.counts = CountsLabel()
        row.addWidget(self.counts)
        self.compare = PushButton(self.tr("Compare…"), kind="link")
        self.compare.setToolTip(self.tr("Both versions side by side: files with their contents, structure, manifest"))
        row.addWidget(self.compare)
        return row

    def _made_pages(self) -> QStackedWidget:
        self.pages = QStackedWidget()
        self.files = ChangedFilesView()
        self.structure = StructureView()
        self.findings = FindingsView()
        for part in (self.files, self.structure, self.findings):
            self.pages.addWidget(part)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        self.changes = label("", "secondary", wrap=True)
        column.addWidget(self.changes)
        column.addStretch(1)
        self.pages.addWidget(page)
        return self.pages

    def say(self, words: str) -> None:
        """Instead of a part."""
        self.compare.setEnabled(False)
        self._words(words)

    def _words(self, words: str) -> None:
        self.changes.setText(words)
        self.pages.setCurrentIndex(WORDS)

    def tell(self, known: Known) -> None:
        """The tabs with how much there is in each."""
        self._known = known
        number = figures.number
        comparison = known.comparison
        self.files.changed.show(known.tree)
        heads = (
            self.tr("On the server · version {number}").format(number=known.package.current_revision),
            self.tr("This file"),
        )
        self.structure.show_rows(list(known.rows), heads)
        self.findings.show_report(known.report, self.tr("Sound: nothing was found that would stop it in an LMS."))
        files = len(self.files.changed.nodes)
        moves = sum(row.partner >= 0 for row in known.rows) // 2
        items = len([row for row in known.rows if row.kind != "same"]) - moves
        told = verdict(known.report)
        passed = self.tr("passed") if told.tone == "success" else told.counts.split(" · ")[0]
        for part, name, count in (
            (FILES, self.tr("Changed files"), number(files) if files else ""),
            (STRUCTURE, self.tr("Structure"), number(items) if items else ""),
            (VALIDATION, self.tr("Validation"), passed),
        ):
            self.tabs.setTabText(part, f"{name}  {count}" if count else name)
        self.counts.tell(change_counts(counts_of(comparison)) if comparison is not None else [])
        self.compare.setEnabled(comparison is not None)
        self.compare.setVisible(comparison is not None)
        self._show_part()

    def _show_part(self) -> None:
        known, part = self._known, self.tabs.currentIndex()
        if known is None:
            return
        words = {FILES: self._files_words(known), STRUCTURE: self._structure_words(known)}.get(part, "")
        if words:
            self._words(words)
        else:
            self.pages.setCurrentIndex(part)

    def _files_words(self, known: Known) -> str:
        """Why there is no list of files; '' where there is one."""
        if known.nothing_changed:
            return self.tr("No file changed.")
        if known.comparison is None:
            return self.tr(
                "This computer did not upload the current version, so there is no list of its files to compare with. "
                "Above stands what the server tells of it."
            )
        return ""

    def _structure_words(self, known: Known) -> str:
        """What is known of the structure where it is not shown side by side; '' where it is."""
        if known.comparison is not None and known.rows:
            return ""
        if known.before is None:
            return self.tr("This computer did not upload the current version, so its structure is not known here.")
        if not known.report.get("structure"):
            return self.tr("This file has no structure that could be compared.")
        changes = structure_changes(known.before, known.report)
        if not changes:
            return self.tr("The structure is the same: every item keeps its identifier.")
        added = [change.title for change in changes if change.added]
        gone = [change.title for change in changes if not change.added]
        parts = []
        if gone:
            parts.append(self.tr("Removed items: {titles}").format(titles=", ".join(gone[:5])))
        if added:
            parts.append(self.tr("New items: {titles}").format(titles=", ".join(added[:5])))
        return "\n".join(parts)
