"""All files of both sides as one tree of folders, with what became of each and what that means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QCoreApplication

from allure_desktop.comparison.inventory import Inventory
from allure_desktop.comparison.zip_comparison import Comparison, Pair
from allure_desktop.gui.comparison.counts import FileCounts
from allure_desktop.scorm.manifest import MANIFEST_NAME

translate = QCoreApplication.translate

NO_COUNTS = FileCounts()
FileKind = Literal["same", "added", "changed", "removed", "moved"]


@dataclass(slots=True, eq=False)
class Node:
    """A folder or a file. `before` and `after` are size and CRC-32; a moved file was called `was`."""

    name: str
    path: str
    number: int
    parent: Node | None = None
    row: int = 0
    children: list[Node] = field(default_factory=list)
    is_folder: bool = False
    kind: FileKind = "same"
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None
    was: str = ""
    meaning: str = ""
    counts: FileCounts = NO_COUNTS


class FileTree:
    """`nodes` by number; the first one is the root, which is not shown."""

    def __init__(self, old: Inventory, new: Inventory, comparison: Comparison) -> None:
        self.nodes: list[Node] = []
        self.root = self._made("", "", None, folder=True)
        self._folders: dict[str, Node] = {"": self.root}
        self._old, self._new = old, new
        files = comparison.files
        moved = {after: before for before, after in files.moved}
        self._moved = moved
        self.changed: list[Node] = []
        meanings = dict(_meanings(comparison))
        kinds: dict[str, FileKind] = dict.fromkeys(files.added, "added")
        kinds |= dict.fromkeys(files.changed, "changed")
        kinds |= dict.fromkeys(files.removed, "removed")
        kinds |= dict.fromkeys(moved, "moved")
        gone = set(moved.values())
        for path in (*new.files, *files.removed):
            if path not in gone or path in new.files:
                self._add(path, kinds.get(path, "same"), meanings)
        self._arrange(self.root)

    def _made(self, name: str, path: str, parent: Node | None, *, folder: bool = False) -> Node:
        node = Node(name, path, len(self.nodes), parent, is_folder=folder)
        self.nodes.append(node)
        if parent is not None:
            parent.children.append(node)
        return node

    def _folder(self, path: str) -> Node:
        known = self._folders.get(path)
        if known is not None:
            return known
        # from the nearest folder that is known: names may lie thousands deep
        missing = [path]
        while "/" in missing[-1] and missing[-1].rpartition("/")[0] not in self._folders:
            missing.append(missing[-1].rpartition("/")[0])
        for one in reversed(missing):
            above, _slash, name = one.rpartition("/")
            self._folders[one] = self._made(name, one, self._folders[above if _slash else ""], folder=True)
        return self._folders[path]

    def _add(self, path: str, kind: FileKind, meanings: Mapping[str, str]) -> None:
        above, _slash, name = path.rpartition("/")
        node = self._made(name, path, self._folder(above))
        node.kind = kind
        node.was = self._moved.get(path, "") if kind == "moved" else ""
        node.before = self._old.files.get(node.was or path)
        node.after = self._new.files.get(path)
        node.meaning = meanings.get(path, "")
        if kind != "same":
            self.changed.append(node)
            if not node.meaning and node.was:
                node.meaning = translate("Comparison", "Was {path}").format(path=node.was)

    def _arrange(self, root: Node) -> None:
        """Folders first, by name; every folder counts what changed below it."""
        order = [root]
        for node in order:
            node.children.sort(key=lambda child: (not child.is_folder, child.name.casefold(), child.name))
            for row, child in enumerate(node.children):
                child.row = row
            order.extend(child for child in node.children if child.is_folder)
        for node in reversed(order):
            totals = [0, 0, 0, 0]
            for child in node.children:
                if child.is_folder:
                    totals = [a + b for a, b in zip(totals, child.counts, strict=True)]
                elif child.kind != "same":
                    totals[("added", "changed", "removed", "moved").index(child.kind)] += 1
            node.counts = FileCounts(*totals)

    def only_changes(self, node: Node) -> list[Node]:
        """The children below which, or in which, something changed."""
        return [child for child in node.children if (any(child.counts) if child.is_folder else child.kind != "same")]


def _meanings(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """What files are to the course: which item they open."""
    for pair in comparison.pairs:
        before, after = pair.before, pair.after
        if before is not None and before.launch and (after is None or after.launch != before.launch):
            removed = translate("Comparison", "Removed item “{title}”")
            words = removed if after is None else translate("Comparison", "Opened “{title}” before")
            yield before.launch, words.format(title=before.title or before.identifier)
    for pair in comparison.pairs:
        before, after = pair.before, pair.after
        if after is not None and after.launch:
            new = translate("Comparison", "New item “{title}”")
            words = new if before is None else translate("Comparison", "Opens “{title}”")
            yield after.launch, words.format(title=after.title or after.identifier)
    told = manifest_meaning(comparison.pairs)
    if MANIFEST_NAME in comparison.files.changed:
        yield MANIFEST_NAME, told


def manifest_meaning(pairs: tuple[Pair, ...]) -> str:
    """`1 item replaced`, `2 items added · 1 moved`, or that the structure is as it was."""
    added = sum(pair.kind == "added" for pair in pairs)
    removed = sum(pair.kind == "removed" for pair in pairs)
    replaced = min(added, removed)
    counts = (
        (replaced, translate("Comparison", "1 item replaced"), translate("Comparison", "{count} items replaced")),
        (added - replaced, translate("Comparison", "1 item added"), translate("Comparison", "{count} items added")),
        (
            removed - replaced,
            translate("Comparison", "1 item removed"),
            translate("Comparison", "{count} items removed"),
        ),
        (
            sum(pair.kind == "moved" for pair in pairs),
            translate("Comparison", "1 item moved"),
            translate("Comparison", "{count} items moved"),
        ),
        (
            sum(pair.kind in ("changed", "renamed") for pair in pairs),
            translate("Comparison", "1 item changed"),
            translate("Comparison", "{count} items changed"),
        ),
    )
    parts = [(one if count == 1 else many).format(count=count) for count, one, many in counts if count]
    return " · ".join(parts) or translate("Comparison", "Structure unchanged")
