"""What the trees of a comparison hold, without any window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from allure_desktop.comparison.inventory import Inventory, ItemFacts
from allure_desktop.comparison.zip_comparison import compare
from allure_desktop.gui.comparison.file_tree import FileTree, manifest_meaning
from allure_desktop.gui.comparison.structure_rows import StructureRow, structure_rows, without_the_same


def item(identifier: str, parent: str = "", depth: int = 0) -> ItemFacts:
    return ItemFacts(identifier, identifier.upper(), parent, depth, f"{identifier}.html", True)


def course(*items: ItemFacts, files: dict[str, tuple[int, int]] | None = None) -> Inventory:
    return Inventory(files or {}, readable=True, items=items)


def rows_of(old: Inventory, new: Inventory) -> list[StructureRow]:
    # elsewhere, as the window does: it is no work for the GUI thread
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(lambda: structure_rows(old.items, compare(old, new).pairs)).result()


def told(rows: list[StructureRow]) -> list[tuple[str, str, str]]:
    return [
        (row.before.identifier if row.before else "", row.after.identifier if row.after else "", row.kind)
        for row in rows
    ]


def test_both_orders_are_kept_and_a_move_is_linked() -> None:
    """Left reads as the old structure, right as the new one; the two halves of the move name each other."""
    rows = rows_of(course(item("a"), item("b"), item("c")), course(item("b"), item("c"), item("a"), item("d")))
    assert [one for one, _, _ in told(rows) if one] == ["a", "b", "c"]
    assert [other for _, other, _ in told(rows) if other] == ["b", "c", "a", "d"]
    halves = [n for n, row in enumerate(rows) if row.kind == "moved"]
    assert len(halves) == 2 and [rows[n].partner for n in halves] == halves[::-1]
    assert ("b", "b", "same") in told(rows) and ("", "d", "added") in told(rows)


def test_only_changes_keep_their_headings() -> None:
    """A changed item under a heading that did not change: the heading stays, its other items go."""
    head = ItemFacts("h", "Part", "", 0, "", False)
    old = course(head, item("a", "h", 1), item("b", "h", 1), item("x"))
    new = course(head, item("a", "h", 1), item("n", "h", 1), item("b", "h", 1), item("x"))
    assert told(without_the_same(rows_of(old, new))) == [("h", "h", "same"), ("", "n", "added")]
    assert without_the_same(rows_of(old, old)) == []


def test_many_items_in_the_other_order() -> None:
    """20,000 items turned round: one stays, the rest has moved, and it does not take the square of that."""
    items = [item(f"i{n}") for n in range(20_000)]
    rows = rows_of(course(*items), course(*reversed(items)))
    assert sum(row.kind == "same" for row in rows) == 1 and len(rows) == 2 * 20_000 - 1


def test_the_tree_counts_and_explains() -> None:
    """Folders first and counted; a launch file says which item it opens, a moved one where it was."""
    old = course(
        item("a"), item("b"), files={"a.html": (1, 1), "b.html": (2, 2), "old/c.js": (3, 3), "imsmanifest.xml": (9, 9)}
    )
    new = course(
        item("a"), item("n"), files={"a.html": (1, 7), "n.html": (4, 4), "new/c.js": (3, 3), "imsmanifest.xml": (9, 8)}
    )
    tree = FileTree(old, new, compare(old, new))
    nodes = {node.path: node for node in tree.nodes}
    assert [node.path for node in tree.root.children] == ["new", "a.html", "b.html", "imsmanifest.xml", "n.html"]
    assert nodes["new"].counts == (0, 0, 0, 1) and nodes["new/c.js"].meaning == "Was old/c.js"
    assert (nodes["a.html"].meaning, nodes["b.html"].meaning) == ("Opens “A”", "Removed item “B”")
    assert nodes["n.html"].meaning == "New item “N”" and nodes["imsmanifest.xml"].meaning == "1 item replaced"
    assert tree.root.counts == (1, 2, 1, 1)


def test_a_name_that_lies_thousands_of_folders_deep() -> None:
    """Bad input is a long branch, and nothing else."""
    path = "/".join(["d"] * 5_000) + "/x.txt"
    old, new = course(files={}), course(files={path: (1, 1), "d": (1, 2)})
    tree = FileTree(old, new, compare(old, new))
    assert len(tree.changed) == 2 and tree.root.counts.added == 2


def test_a_structure_that_stayed() -> None:
    """The manifest changed and its items did not."""
    one = course(item("a"))
    assert manifest_meaning(compare(one, one).pairs) == "Structure unchanged"
