"""The four parts of a comparison: facts, structure, files with what differs in them, manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui.comparison.content_pane import ContentPane, DiffPane
from allure_desktop.gui.comparison.facts import FactLine
from allure_desktop.gui.comparison.facts_view import FactsView
from allure_desktop.gui.comparison.file_tree import FileTree, Node
from allure_desktop.gui.comparison.files_view import FilesView
from allure_desktop.gui.comparison.head import FACTS, FILES, STRUCTURE
from allure_desktop.gui.comparison.structure_rows import StructureRow, without_the_same
from allure_desktop.gui.comparison.structure_view import StructureView
from allure_desktop.gui.widgets import label

if TYPE_CHECKING:
    from allure_desktop.comparison.side import Side
    from allure_desktop.gui.context import GuiContext

Sides = tuple["Side | None", "Side | None"]


class CompareParts(QStackedWidget):
    """Shows one part at a time; a part in which nothing changed says so where only changes are wanted."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides: Sides = (None, None)
        self.facts = FactsView()
        self.structure = StructureView()
        self.files = FilesView()
        self.content = ContentPane(context)
        self.manifest = DiffPane()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.files)
        self._splitter.addWidget(self.content)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        self._nothing = label("", "secondary", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.addStretch(1)
        column.addWidget(self._nothing)
        column.addStretch(2)
        for part in (self.facts, self.structure, self._splitter, self.manifest, nothing):
            self.addWidget(part)
        self._part = FILES
        self._empty: dict[int, str] = {}
        self.files.node_chosen.connect(self._show_content)

    def show_part(self, part: int) -> None:
        """One of head.FACTS, STRUCTURE, FILES, MANIFEST."""
        self._part = part
        words = self._empty.get(part, "")
        self._nothing.setText(words)
        self.setCurrentIndex(4 if words else part)

    def show_all(
        self,
        facts: list[FactLine],
        rows: list[StructureRow],
        tree: FileTree,
        sides: Sides,
        heads: tuple[str, str],
        *,
        only_changes: bool,
    ) -> None:
        """Another comparison, or the same one with or without what did not change."""
        self._sides = sides
        structure = without_the_same(rows) if only_changes else rows
        self.facts.show_facts(facts, heads, only_changes=only_changes)
        self.structure.show_rows(structure, heads)
        self.files.show_tree(tree, heads, only_changes=only_changes)
        self._empty = {}
        if not self.facts.facts.lines:
            self._empty[FACTS] = self.tr("All facts are the same.")
        if not structure:
            self._empty[STRUCTURE] = (
                self.tr("The structure is the same: every item keeps its identifier.")
                if rows
                else self.tr("Neither side has a structure that could be read.")
            )
        if not self.files.files.children_of(tree.root):
            self._empty[FILES] = self.tr("Nothing changed: the same files with the same content.")
        self.show_part(self._part)

    def _show_content(self, node: Node | None) -> None:
        self.content.show_file(node, *self._sides)
