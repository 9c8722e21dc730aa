"""The verb `compare`; it must start fast, so nothing here brings a network, a database or rich."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call, Command
from allure_desktop.cli.folders import as_zip
from allure_desktop.cli.output import Output
from allure_desktop.cli.words import shown

if TYPE_CHECKING:
    from allure_desktop.comparison.zip_comparison import Comparison

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}
_RISKS = {
    "none": ("green", "Learners keep their progress."),
    "possible": ("yellow", "Learners may lose some of their progress."),
    "likely": ("red", "Learners will probably lose progress."),
}
_MOST_FILES_SHOWN = 200
_LONGEST_FACT = 60


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="a ZIP, or the folder of a course")
    parser.add_argument("new", metavar="NEW", help="a ZIP, or the folder of a course")


def _run(call: Call) -> int:
    """Exit 0 if nothing differs, 1 if something does."""
    from allure_desktop.comparison.zip_comparison import compare_files

    with as_zip(call.args.old) as old, as_zip(call.args.new) as new:
        comparison = compare_files(old, new)
    call.out.document(comparison.as_record())
    _print(call.out, comparison)
    return DONE if comparison.same else ANSWER_IS_NO


def _print(out: Output, comparison: Comparison) -> None:
    if comparison.same:
        out.line("Nothing changed: the same files with the same content.")
        return
    record = comparison.as_record()
    for kind, sign in _SIGNS.items():
        _list(out, record["files"][kind], sign, _COLOURS[kind])
    _list(out, [f"{pair['from']} → {pair['to']}" for pair in record["files"]["moved"]], ">", "blue")
    for fact in comparison.facts:
        what = f"{fact.item}: {fact.name}" if fact.item else fact.name
        out.line(f"{out.style('*', 'yellow')} {shown(what)}: {_fact(fact.before)} → {_fact(fact.after)}")
    counts = [f"{len(record['files'][kind]):,} {kind}" for kind in (*_SIGNS, "moved") if record["files"][kind]]
    out.line(f"Files: {' · '.join(counts)}")
    colour, words = _RISKS[comparison.risk.level]
    out.line(out.style(words, colour, "bold"))
    for reason in comparison.risk.reasons:
        out.line(f"  {shown(reason)}")


def _fact(value: str) -> str:
    text = shown(value) or "none"
    return text if len(text) <= _LONGEST_FACT else f"{text[:_LONGEST_FACT]}…"


def _list(out: Output, names: Sequence[str], sign: str, colour: str) -> None:
    for name in names[:_MOST_FILES_SHOWN]:
        out.line(f"{out.style(sign, colour, 'bold')} {shown(name)}")
    if len(names) > _MOST_FILES_SHOWN:
        out.line(f"{sign} and {len(names) - _MOST_FILES_SHOWN:,} more; --json has all of them")


COMMANDS = {"compare": Command(_arguments, _run)}
