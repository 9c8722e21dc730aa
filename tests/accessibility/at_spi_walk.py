"""Walks a program's windows over AT-SPI, as a screen reader does, and prints what it finds wrong, a line each.

Run by Debian's own Python, which has the bindings (gir1.2-atspi-2.0): /usr/bin/python3 at_spi_walk.py PID
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

#: what a table holds: told apart by place, not by name
CELLS = ("table cell", "list item", "tree item", "table row", "column header", "table column header", "row header")
TABLES = ("table", "tree table", "list", "tree", "list box")
#: a course is its author's
FOREIGN = ("document web", "document frame", "html container")
#: of a long list the beginning is enough
MOST_CELLS = 60
DEEPEST = 40

Node = Any


def children(node: Node, most: int) -> Iterator[Node]:
    for number in range(min(node.get_child_count(), most)):
        child = node.get_child_at_index(number)
        if child is not None:
            yield child


def shown(node: Node) -> bool:
    states = node.get_state_set()
    return bool(states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE))


def name_of(node: Node) -> str:
    """Its name, or that of the label that stands for it."""
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY and relation.get_n_targets():
            return str(relation.get_target(0).get_name())
    return str(node.get_name() or "")


class Walk:
    """Collects what is wrong below a window; `met` counts focusables."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.met = 0
        self._names: dict[tuple[int, str, str], str] = {}
        self._panes = 0

    def walk(self, node: Node, path: tuple[str, ...], pane: int, depth: int) -> None:
        role, name = node.get_role_name(), name_of(node)
        states = node.get_state_set()
        focusable = states.contains(Atspi.StateType.FOCUSABLE) and states.contains(Atspi.StateType.SENSITIVE)
        if focusable and role not in CELLS:
            self.met += 1
            self._judge(role, name, path, pane)
        if role in FOREIGN or depth > DEEPEST:
            return
        if role in TABLES:
            self._table(node, role, name, path)
            return
        if name and node.get_child_count():
            self._panes += 1
            pane = self._panes
        for child in children(node, 1000):
            try:
                if shown(child):
                    self.walk(child, (*path, name or role), pane, depth + 1)
            except GLib.Error:  # it went while it was looked at, as a course's page does
                continue

    def _judge(self, role: str, name: str, path: tuple[str, ...], pane: int) -> None:
        where = " > ".join(path[-3:])
        if not name.strip():
            self.faults.append(f"no name: {role} in {where}")
        elif (key := (pane, role, name)) in self._names:
            self.faults.append(f"named twice: {role} “{name}” in {where}")
        else:
            self._names[key] = where

    def _table(self, node: Node, role: str, name: str, path: tuple[str, ...]) -> None:
        cells = [(cell.get_role_name(), str(cell.get_name() or "")) for cell in children(node, MOST_CELLS)]
        if not name.strip():
            self.faults.append(f"no name: {role} in {' > '.join(path[-3:])}")
        rows = [words for kind, words in cells if "header" not in kind]
        if rows and not any(words.strip() for words in rows):
            self.faults.append(f"rows say nothing: {role} “{name}”")
        if role == "table" and rows and not any("header" in kind and words.strip() for kind, words in cells):
            self.faults.append(f"no column heads: {role} “{name}”")


def main(process: int) -> None:
    Atspi.init()
    desktop = Atspi.get_desktop(0)
    walk = Walk()
    windows = 0
    for program in children(desktop, 100):
        if program.get_process_id() != process:
            continue
        for window in children(program, 20):
            if shown(window):
                windows += 1
                walk.walk(window, (), 0, 0)
    print(f"{windows} windows, {walk.met} focusables")
    for fault in dict.fromkeys(walk.faults):
        print(fault)


if __name__ == "__main__":
    main(int(sys.argv[1]))
