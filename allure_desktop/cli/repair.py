"""The verb `repair`; it must start fast, so nothing here brings a network, a database or rich."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call, Command
from allure_desktop.cli.folders import as_zip
from allure_desktop.cli.output import Output
from allure_desktop.cli.validation import print_finding
from allure_desktop.cli.words import count, shown

if TYPE_CHECKING:
    from allure_desktop.validation.repair import Outcome


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="ZIP-or-FOLDER")
    parser.add_argument("--output", metavar="NEW.zip", required=True, help="where the repaired copy goes")


def _run(call: Call) -> int:
    """Writes the repaired copy; exit 1 while the package still has errors, or a repair did not help."""
    from allure_desktop.validation.repair import repair

    with as_zip(call.args.path) as archive:
        outcome = repair(archive, call.args.output)
    call.out.document(outcome.as_record())
    _print(call.out, call.args.path, outcome)
    return DONE if outcome.after.sound and not outcome.failed else ANSWER_IS_NO


def _print(out: Output, path: str, outcome: Outcome) -> None:
    for code in outcome.failed:
        out.line(f"{out.style('Not mended:', 'red', 'bold')} {code} is still there, so that change was thrown away.")
    for change in outcome.changes:
        out.line(f"{out.style('Mended:', 'green', 'bold')} {shown(change.message)} [{change.code}]")
    if outcome.output is not None:
        out.line(f"Written to {shown(str(outcome.output))}; the original is untouched.")
    elif outcome.before.findings:
        out.line(f"Nothing in {shown(path)} can be mended here; nothing was written.")
    else:
        out.line(f"{shown(path)} is sound: there is nothing to mend, nothing was written.")
    left = outcome.after.findings
    if left:
        out.line(f"What is left ({count(len(left), 'finding')}):")
    for finding in left:
        print_finding(out, finding)


COMMANDS = {"repair": Command(_arguments, _run)}
