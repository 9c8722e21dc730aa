"""A comparison with all that takes time already made of it, for the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from allure_desktop.comparison.text_diff import TextDiff, diff, laid_out
from allure_desktop.gui.comparison.choice import Choice, Reading, Subject, read
from allure_desktop.gui.comparison.facts import FactLine, fact_lines
from allure_desktop.gui.comparison.file_tree import FileTree
from allure_desktop.gui.comparison.structure_rows import StructureRow, structure_rows

if TYPE_CHECKING:
    from allure_desktop.composition import Services


class Prepared(NamedTuple):
    """A reading with all that takes time already made of it."""

    reading: Reading
    facts: list[FactLine]
    rows: list[StructureRow]
    tree: FileTree | None
    manifest: TextDiff | None


def prepare(services: Services, subject: Subject, left: Choice | None, right: Choice | None) -> Prepared:
    """Reads and compares; for the background. Raises AllureError."""
    reading = read(services, subject, left, right)
    old, new, comparison = reading.old, reading.new, reading.comparison
    if old is None or new is None or comparison is None:
        return Prepared(reading, [], [], None, None)
    manifest = diff(laid_out(old.manifest), laid_out(new.manifest)) if old.manifest and new.manifest else None
    return Prepared(
        reading,
        fact_lines(old, new, comparison),
        structure_rows(old.inventory.items, comparison.pairs),
        FileTree(old.inventory, new.inventory, comparison),
        manifest,
    )
