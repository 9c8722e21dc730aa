"""The files of a package as a tree of folders; plain lists, so that 400,000 of them are made elsewhere and looked at here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.validation.contents import FileEntry

ROOT = 0
MOST_FOUND = 1_000


@dataclass
class FileTree:
    """Node 0 is the package. `sizes` of folders are those of all they hold; `marked` counts what is marked below."""

    names: list[str] = field(default_factory=lambda: [""])
    parents: list[int] = field(default_factory=lambda: [-1])
    rows: list[int] = field(default_factory=lambda: [0])
    children: list[list[int] | None] = field(default_factory=lambda: [[]])
    sizes: list[int] = field(default_factory=lambda: [0])
    marks: list[str] = field(default_factory=lambda: [""])
    marked: list[int] = field(default_factory=lambda: [0])
    _folders: dict[str, int] = field(default_factory=lambda: {"": ROOT})

    def path(self, node: int) -> str:
        """With forward slashes; folders end in one."""
        parts: list[str] = []
        is_folder, at = self.children[node] is not None, node
        while at != ROOT:
            parts.append(self.names[at])
            at = self.parents[at]
        return "/".join(reversed(parts)) + ("/" if is_folder and parts else "")

    def find(self, path: str) -> int | None:
        """The node of a path, whatever slashes it is written with."""
        path = path.replace("\\", "/").strip("/")
        if path in self._folders:
            return self._folders[path]
        folder, _, name = path.rpartition("/")
        inside = self._folders.get(folder)
        held = self.children[inside] if inside is not None else None
        return next((node for node in held or () if self.names[node] == name), None)

    def _add(self, name: str, parent: int, size_bytes: int, mark: str, *, folder: bool) -> int:
        node = len(self.names)
        self.names.append(name)
        self.parents.append(parent)
        self.rows.append(0)
        self.children.append([] if folder else None)
        self.sizes.append(size_bytes)
        self.marks.append(mark)
        self.marked.append(1 if mark else 0)
        held = self.children[parent]
        assert held is not None
        held.append(node)
        return node

    def _folder(self, path: str) -> int:
        known = self._folders.get(path)
        if known is not None:
            return known
        # from the top down, without recursion: a name may be 64 kB of slashes
        parent, at = ROOT, 0
        while at <= len(path):
            end = path.find("/", at)
            end = len(path) if end < 0 else end
            here = path[:end]
            found = self._folders.get(here)
            if found is None:
                found = self._folders[here] = self._add(path[at:end], parent, 0, "", folder=True)
            parent, at = found, end + 1
        return parent


def tree_of(files: Iterable[FileEntry]) -> FileTree:
    """Folders first, then by name."""
    tree = FileTree()
    for path, size_bytes, _, mark in files:
        folder, _, name = path.rpartition("/")
        tree._add(name, tree._folder(folder) if folder else ROOT, size_bytes, mark, folder=False)
    for node in range(len(tree.names) - 1, ROOT, -1):  # a folder is older than what it holds
        parent = tree.parents[node]
        tree.sizes[parent] += tree.sizes[node]
        tree.marked[parent] += tree.marked[node]
    names, children = tree.names, tree.children
    for held in children:
        if held:
            held.sort(key=lambda node: (children[node] is None, names[node].casefold()))
            for row, node in enumerate(held):
                tree.rows[node] = row
    return tree


def found_in(files: Iterable[FileEntry], text: str, mark: str) -> tuple[list[FileEntry], int]:
    """The first `MOST_FOUND` files with this text in their path and this mark ('' for any), and how many there are."""
    wanted = text.casefold().strip()
    found: list[FileEntry] = []
    count = 0
    for entry in files:
        if (not mark or entry.mark == mark) and (not wanted or wanted in entry.path.casefold()):
            count += 1
            if count <= MOST_FOUND:
                found.append(entry)
    return found, count
