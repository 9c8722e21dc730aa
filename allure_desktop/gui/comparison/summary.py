"""A comparison in words, for a colleague: what is compared, how many files, which items, what learners may lose."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from allure_desktop.comparison.progress_risk import Risk
from allure_desktop.comparison.zip_comparison import Comparison
from allure_desktop.gui.comparison.counts import FileCounts, change_counts
from allure_desktop.gui.comparison.facts import FactLine
from allure_desktop.gui.core_words import said

translate = QCoreApplication.translate

_MOST_NAMED = 40


def counts_of(comparison: Comparison) -> FileCounts:
    """How many files of each kind."""
    files = comparison.files
    return FileCounts(len(files.added), len(files.changed), len(files.removed), len(files.moved))


def counts_text(comparison: Comparison) -> str:
    """`2 added · 14 changed · 1 removed`."""
    return "".join(part.text for part in change_counts(counts_of(comparison)))


def risk_title(risk: Risk) -> str:
    """What learners may lose, in one line."""
    return {
        "likely": translate("Comparison", "Learners who are half way will probably lose their bookmark and score"),
        "possible": translate("Comparison", "Learners may lose some of their progress"),
    }.get(risk.level, translate("Comparison", "Learners keep their progress"))


def summary(title: str, left: str, right: str, comparison: Comparison, facts: list[FactLine]) -> str:
    """Plain text in lines."""
    lines = [title, f"{left} → {right}", counts_text(comparison), ""]
    if comparison.risk.level != "none" or not comparison.same:
        lines += [risk_title(comparison.risk) + (":" if comparison.risk.reasons else "")]
        lines += [f"  - {said(reason)}" for reason in comparison.risk.reasons]
        lines.append("")
    for fact in facts:
        if fact.changed:
            name = f"{fact.of} · {fact.name}" if fact.of else fact.name
            lines.append(f"{name}: {fact.before[:200]} → {fact.after[:200]}")
    for sign, paths in (
        ("+", comparison.files.added),
        ("−", comparison.files.removed),
        ("~", comparison.files.changed),
        (">", tuple(f"{before} → {after}" for before, after in comparison.files.moved)),
    ):
        lines += [f"{sign} {path}" for path in paths[:_MOST_NAMED]]
        if len(paths) > _MOST_NAMED:
            more = translate("Comparison", "{sign} and {count} more")
            lines.append(more.format(sign=sign, count=len(paths) - _MOST_NAMED))
    return "\n".join(line for line in lines).strip()
