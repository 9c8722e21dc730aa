"""The parts of a report side by side: findings, structure, files, manifest, and what else its owner adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from allure_desktop.gui.validation.files_view import FilesView
from allure_desktop.gui.validation.findings import FindingsView, is_in_manifest
from allure_desktop.gui.validation.manifest_view import ManifestView
from allure_desktop.gui.validation.structure import StructureView
from allure_desktop.gui.widgets import line

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

FINDINGS, STRUCTURE, FILES, MANIFEST = range(4)


class ReportView(QWidget):
    """Files and manifest are read from the package when they are first looked at, in the background."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 8, 0)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Parts of the report"))
        row.addWidget(self.tabs, 1)
        column.addLayout(row)
        column.addWidget(line())
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.findings = FindingsView()
        self.structure = StructureView()
        self.files = FilesView(context)
        self.manifest = ManifestView(context)
        self.add_page(self.tr("Findings"), self.findings)
        self.add_page(self.tr("Structure"), self.structure)
        self.add_page(self.tr("Files"), self.files)
        self.add_page(self.tr("Manifest"), self.manifest)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.findings.show_wanted.connect(self.show_place)

    def add_page(self, title: str, page: QWidget) -> int:
        """One more tab at the end; returns its place."""
        self._pages.addWidget(page)
        return self.tabs.addTab(title)

    def show_package(self, path: str, report: Mapping[str, Any] | None) -> None:
        """Structure, files and manifest of a package that was checked; without a report there is nothing to look at."""
        if self._shown == (path, report):
            return
        self._shown = path, report
        found = report or {}
        structure = found.get("structure") or ()
        self.tabs.setTabVisible(STRUCTURE, bool(structure))
        self.structure.show_structure(structure)
        self.tabs.setTabVisible(FILES, bool(found.get("entries")))
        self.tabs.setTabVisible(MANIFEST, bool(found.get("entries")))
        self.files.show_package(path if found.get("entries") else "")
        self.manifest.show_package(path if found.get("entries") else "", found.get("findings") or ())

    def show_place(self, finding: Mapping[str, Any]) -> None:
        """The line of the manifest, or the file, that a finding is about."""
        if is_in_manifest(finding):
            self.tabs.setCurrentIndex(MANIFEST)
            self.manifest.go_to(finding)
        else:
            self.tabs.setCurrentIndex(FILES)
            self.files.go_to(str(finding.get("member") or ""))
