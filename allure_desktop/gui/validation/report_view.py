"""The parts of a report side by side: findings, structure, files, manifest, and what else its owner adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui.validation.findings import FindingsView, is_in_manifest
from allure_desktop.gui.validation.structure import StructureView
from allure_desktop.gui.widgets import line
from allure_desktop.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.validation.files_view import FilesView
    from allure_desktop.gui.validation.manifest_view import ManifestView

FINDINGS, STRUCTURE, FILES, MANIFEST = range(4)


class ReportView(QWidget):
    """Files and manifest are read from the package when they are first looked at, in the background."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: object = None
        self._path = ""
        self._report: Mapping[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 8, 0)
        self.tabs = Tabs(self.tr("Parts of the report"))
        row.addWidget(self.tabs, 1)
        column.addLayout(row)
        column.addWidget(line())
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.findings = FindingsView()
        self.structure = StructureView()
        self._files: FilesView | None = None
        self._manifest: ManifestView | None = None
        self.add_page(self.tr("Findings"), self.findings)
        self.add_page(self.tr("Structure"), self.structure)
        self._places = {FILES: QWidget(), MANIFEST: QWidget()}
        self.add_page(self.tr("Files"), self._places[FILES])
        self.add_page(self.tr("Manifest"), self._places[MANIFEST])
        self.tabs.currentChanged.connect(self._show_page)
        self.findings.show_wanted.connect(self.show_place)

    @property
    def files(self) -> FilesView:
        """Made when it is first looked at: the window opens without it."""
        if self._files is None:
            from allure_desktop.gui.validation.files_view import FilesView

            self._files = FilesView(self._context)
            self._fill(FILES, self._files)
            self._files.show_package(self._path)
        return self._files

    @property
    def manifest(self) -> ManifestView:
        """Made when it is first looked at."""
        if self._manifest is None:
            from allure_desktop.gui.validation.manifest_view import ManifestView

            self._manifest = ManifestView(self._context)
            self._fill(MANIFEST, self._manifest)
            self._manifest.show_package(self._path, self._report.get("findings") or ())
        return self._manifest

    def _fill(self, place: int, view: QWidget) -> None:
        column = QVBoxLayout(self._places[place])
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)

    def _show_page(self, place: int) -> None:
        if place in (FILES, MANIFEST):
            _made = self.files if place == FILES else self.manifest
        self._pages.setCurrentIndex(place)

    def add_page(self, title: str, page: QWidget) -> int:
        """One more tab at the end; returns its place."""
        self._pages.addWidget(page)
        return self.tabs.addTab(title)

    def show_package(self, path: str, report: Mapping[str, Any] | None) -> None:
        """Structure, files and manifest of a package that was checked; without a report there is nothing to look at."""
        if self._shown == (path, report):
            return
        self._shown = path, report
        found = self._report = report or {}
        self._path = path if found.get("entries") else ""
        structure = found.get("structure") or ()
        self.tabs.setTabVisible(STRUCTURE, bool(structure))
        self.structure.show_structure(structure)
        self.tabs.setTabVisible(FILES, bool(self._path))
        self.tabs.setTabVisible(MANIFEST, bool(self._path))
        if self._files is not None:
            self._files.show_package(self._path)
        if self._manifest is not None:
            self._manifest.show_package(self._path, found.get("findings") or ())

    def show_place(self, finding: Mapping[str, Any]) -> None:
        """The line of the manifest, or the file, that a finding is about."""
        if is_in_manifest(finding):
            self.tabs.setCurrentIndex(MANIFEST)
            self.manifest.go_to(finding)
        else:
            self.tabs.setCurrentIndex(FILES)
            self.files.go_to(str(finding.get("member") or ""))
