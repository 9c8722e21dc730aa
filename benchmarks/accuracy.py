"""Compares the verdicts of the check with a corpus's: `python -m benchmarks.accuracy DIR`.

A corpus is a folder of folders, one a package: `imsmanifest.xml` as found, `files.tsv` (name, tab, size in bytes),
`expected.json` (`standard`, `verdict_without_content`, `defects`, `scos`, `not_a_zip`), and `nested/` with a manifest
that does not lie at the top. The ZIPs are made of stubs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from allure_desktop.validation.finding import Report
from allure_desktop.validation.validator import validate

VERDICTS = {"valid": "sound", "warnings": "warnings", "errors": "errors"}


class Outcome(NamedTuple):
    """One package: what was expected, what the check said, and in how many milliseconds."""

    name: str
    expected: dict[str, Any]
    report: Report
    milliseconds: float


def build(folder: Path, target: Path) -> Path:
    """Makes the ZIP a corpus folder describes."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    if expected["not_a_zip"]:
        target.write_bytes(b"This is no archive.")
        return target
    manifest = folder / "imsmanifest.xml"
    nested = folder / "nested"
    with zipfile.ZipFile(target, "w") as archive:
        if manifest.exists():
            archive.writestr("imsmanifest.xml", manifest.read_bytes())
        for name in _members(folder / "files.tsv"):
            archive.writestr(zipfile.ZipInfo(name), b"" if name.endswith("/") else b"stub")
        for path in sorted(nested.rglob("imsmanifest.xml")) if nested.exists() else ():
            archive.writestr(path.relative_to(nested).as_posix(), path.read_bytes())
    return target


def _members(listing: Path) -> Iterator[str]:
    for line in listing.read_text("utf-8").split("\n"):
        name = line.partition("\t")[0]
        if name:
            yield name


def run(corpus: Path) -> list[Outcome]:
    """Checks every package of a corpus."""
    outcomes = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in sorted(path for path in corpus.iterdir() if (path / "expected.json").exists()):
            expected = json.loads((folder / "expected.json").read_text("utf-8"))
            target = build(folder, Path(scratch) / "package.zip")
            began = time.perf_counter()
            report = validate(target)
            outcomes.append(Outcome(folder.name, expected, report, (time.perf_counter() - began) * 1000))
    return outcomes


def main() -> int:
    """Prints the table; 1 if a good package is refused or a bad one accepted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpus")
    parser.add_argument("--all", action="store_true", help="list every package, not just the ones that differ")
    arguments = parser.parse_args()
    outcomes = run(arguments.corpus)
    refused = accepted = other = facts = good = 0
    for outcome in outcomes:
        wanted = VERDICTS[outcome.expected["verdict_without_content"]]
        said = outcome.report.verdict
        good += wanted != "errors"
        refused += wanted != "errors" and said == "errors"
        accepted += wanted == "errors" and said != "errors"
        other += "errors" not in (wanted, said) and wanted != said
        wrong_facts = _wrong_facts(outcome)
        facts += bool(wrong_facts)
        if arguments.all or wanted != said or wrong_facts:
            codes = " ".join(sorted({f"{f.code}({f.severity[0]})" for f in outcome.report.findings}))
            words = f"{wanted:9} {said:9} {','.join(outcome.expected['defects'])}"
            print(f"{outcome.name:60} {words} | {codes} {wrong_facts}")
    print(f"{good} good packages, refused: {refused}")
    print(f"{len(outcomes) - good} bad packages, accepted: {accepted}")
    print(f"warnings where none belong, or none where they do: {other}")
    print(f"another standard or number of SCOs: {facts}")
    print(f"median {statistics.median(o.milliseconds for o in outcomes):.1f} ms")
    return 1 if refused or accepted else 0


def _wrong_facts(outcome: Outcome) -> str:
    report, expected = outcome.report, outcome.expected
    wrong = []
    if report.standard != expected["standard"] and expected["standard"] is not None:
        wrong.append(f"standard {report.standard} for {expected['standard']}")
    if report.scos != expected["scos"] and report.standard is not None:
        wrong.append(f"{report.scos} SCOs for {expected['scos']}")
    return "; ".join(wrong)


if __name__ == "__main__":
    sys.exit(main())
