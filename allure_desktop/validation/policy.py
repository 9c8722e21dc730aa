"""How severe each finding is for whom: the target's own view, the user's settings, and a team's file."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from allure_desktop import paths
from allure_desktop.errors import LocalFileError, UsageError
from allure_desktop.validation.catalogue import KINDS, finding, shown
from allure_desktop.validation.finding import Finding, Report, Severity, report_of

DEFAULT_TARGET = "AllureConnect"
#: a file of this name beside a package is its team's
FILE_BESIDE = "allure-desktop.toml"
OFF = "off"
SEVERITIES = ("error", "warning", "note", OFF)
#: whatever anybody would like: no system can open such a file, or should
FIXED = frozenset(
    {
        "zip.unreadable",
        "zip.encrypted",
        "zip.no-manifest",
        "zip.nested",
        "zip.bomb",
        "zip.too-large",
        "zip.traversal",
        "manifest.not-well-formed",
        "manifest.too-large",
    }
)
_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Target:
    """The system a package is meant for.

    `standards` are the versions it reads (`1.2`, `2004`); a package of another one has a finding of severity
    `other_standard`. `severity` is where its view differs from the table of findings; `source` says who says so.
    """

    name: str
    source: str
    standards: tuple[str, ...] = ("1.2", "2004")
    other_standard: Severity = "warning"
    severity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """A target, and severities of findings (`error`, `warning`, `note`, `off`) that go before the target's."""

    target: Target | None = None
    severity: Mapping[str, str] = field(default_factory=dict)

    def over(self, other: Policy) -> Policy:
        """This policy where it says something, `other` where it does not."""
        return Policy(self.target or other.target, {**other.severity, **self.severity})

    def applied(self, report: Report) -> Report:
        """The report with the severities of this policy, in order again."""
        target = self.target
        found = list(report.findings)
        if (
            target is not None
            and report.standard is not None
            and report.standard.partition(" ")[0] not in target.standards
        ):
            found.append(_other_standard(target, report))
        chosen = {**(target.severity if target is not None else {}), **self.severity}
        if chosen:
            found = [f if f.code in FIXED else _severed(f, chosen) for f in found if chosen.get(f.code) != OFF]
        found.sort(key=lambda f: (_ORDER[f.severity], f.line or 0))
        return replace(report, findings=tuple(found), target=target.name if target is not None else DEFAULT_TARGET)


def judged(record: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    """A stored report with the severities of another policy; nothing is read for it.

    `record` is `Report.as_record()`, perhaps judged before: then `found` keeps the findings as the check made them.
    """
    found = record["found"] if record.get("found") is not None else record["findings"]
    report = policy.applied(report_of({**record, "findings": found}))
    told = report.as_record()
    kept = {name: value for name, value in record.items() if name != "found"}
    now = {**kept, **{name: told[name] for name in ("findings", "sound", "verdict", "target")}}
    return now if now["findings"] == list(found) else {**now, "found": found}


def _severed(one: Finding, chosen: Mapping[str, str]) -> Finding:
    severity = chosen.get(one.code)
    return one if severity is None else replace(one, severity=cast(Severity, severity))


def _other_standard(target: Target, report: Report) -> Finding:
    return finding(
        "target.standard",
        f"{target.name} reads SCORM {' and '.join(target.standards)}; this is SCORM {report.standard}.",
        severity=target.other_standard,
        remedy=f"Publish for SCORM {target.standards[0]}. Source: {target.source}.",
    )


def target_names() -> tuple[str, ...]:
    """The targets there are, the default one first."""
    names = [one.name for one in _targets().values()]
    return tuple(sorted(names, key=lambda name: (name != DEFAULT_TARGET, name.lower())))


def target(name: str) -> Target:
    """The target of that name, whatever its case. Raises UsageError."""
    found = _targets().get(_key(name))
    if found is None:
        raise UsageError(
            f"There is no target “{shown(name)}”.", remedy=f"Choose one of: {', '.join(target_names())}.", subject=name
        )
    return found


def _key(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


@cache
def _targets() -> dict[str, Target]:
    import tomllib

    found = {}
    for path in sorted((paths.resources() / "targets").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        found[_key(table["name"])] = Target(
            table["name"],
            table["source"],
            tuple(table["standards"]),
            table.get("other_standard", "warning"),
            _severities(table["severity"], path),
        )
    return found


def chosen(severities: dict[str, str], target_name: str = "") -> Policy:
    """The policy of kept settings; what this version does not know is left out."""
    known = {c: s for c, s in severities.items() if c in KINDS and c not in FIXED and s in SEVERITIES}
    named = target_name and _key(target_name) != _key(DEFAULT_TARGET)
    try:
        return Policy(target(target_name) if named else None, known)
    except UsageError:
        return Policy(None, known)


def beside(package: str | Path) -> Policy:
    """The policy of the file beside a package; an empty one where there is none.

    Raises UsageError and LocalFileError as `from_file` does.
    """
    path = Path(package).absolute().parent / FILE_BESIDE
    return from_file(path, must_have_table=False) if path.is_file() else Policy()


def from_file(path: str | Path, *, must_have_table: bool = True) -> Policy:
    """The `[validation]` table of a TOML file: `target`, and codes of findings with their severity.

    Codes may be quoted (`"zip.junk" = "off"`) or not (`zip.junk = "off"`). Raises LocalFileError if it cannot be read,
    UsageError for what it says wrongly.
    """
    import tomllib

    path = Path(path)
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise LocalFileError(
            f"{path} could not be read.",
            cause=f"{error.strerror}.",
            subject=str(path),
            code="file.missing" if isinstance(error, FileNotFoundError) else "file.unreadable",
        ) from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise UsageError(f"{path.name} is no TOML file: {error}.", subject=str(path)) from error
    table = document.get("validation")
    if table is None and not must_have_table:
        return Policy()
    if not isinstance(table, dict):
        raise UsageError(
            f"{path.name} has no [validation] table.",
            remedy='Write [validation] and below it lines such as: "manifest.file-missing" = "error"',
            subject=str(path),
        )
    named = table.pop("target", "")
    if not isinstance(named, str):
        raise UsageError(f"In {path.name}, target is no text.", subject=str(path))
    return Policy(target(named) if named else None, _severities(_flat(table), path))


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        found.update(_flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value})
    return found


def _severities(table: Mapping[str, Any], path: Path) -> dict[str, str]:
    checks: tuple[tuple[Callable[[str, Any], bool], str], ...] = (
        (lambda code, _: code in KINDS, "there is no finding “{code}”"),
        (lambda _, severity: severity in SEVERITIES, "“{severity}” is no severity (error, warning, note or off)"),
        (lambda code, _: code not in FIXED, "{code} is always an error: no system can open such a file"),
    )
    for code, severity in table.items():
        for holds, words in checks:
            if not holds(code, severity):
                near = difflib.get_close_matches(code, KINDS, 1)
                raise UsageError(
                    f"In {path.name}, {words.format(code=shown(code), severity=shown(str(severity)))}.",
                    remedy=f"Did you mean {near[0]}?" if near and near[0] != code else "",
                    subject=str(path),
                )
    return dict(table)
