"""What a check says: findings and the report, as frozen values, quick to write as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Verdict = Literal["sound", "warnings", "errors"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, told once.

    `code` is stable (see the table of findings); `title` is one line; `message` names exactly what and why it
    matters; `remedy` is in an author's words; `section` cites the specification; `member` is a path in the ZIP.
    """

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str
    section: str = ""
    member: str = ""
    line: int | None = None
    column: int | None = None
    repairable: bool = False


@dataclass(frozen=True, slots=True)
class StructureItem:
    """One item of the default organization, flattened in order; `depth` from 0; `launch` '' for a mere heading."""

    identifier: str
    title: str
    depth: int
    launch: str
    is_sco: bool
    hidden: bool


class FileFact(NamedTuple):
    """One member of the ZIP: its name as stored, its inflated size in bytes and CRC-32."""

    name: str
    size_bytes: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    `standard` is `1.2`, `2004 2nd Edition`, `2004 3rd Edition`, `2004 4th Edition`, `2004`, or None if unknown.
    `full` says whether every member was inflated and its CRC compared and the content read; `seconds` is how long the
    check took; `external_hosts` are those its pages and scripts load something from; `target` the
    system whose view the severities are.
    """

    path: str
    findings: tuple[Finding, ...]
    standard: str | None = None
    title: str = ""
    description: str = ""
    duration: str = ""
    identifier: str = ""
    scos: int = 0
    launch: str = ""
    entries: int = 0
    size_bytes: int = 0
    unpacked_bytes: int = 0
    tool: str = ""
    full: bool = False
    seconds: float = 0.0
    structure: tuple[StructureItem, ...] = ()
    files: tuple[FileFact, ...] = ()
    external_hosts: tuple[str, ...] = ()
    target: str = "AllureConnect"

    @property
    def sound(self) -> bool:
        """No finding of severity error."""
        return not any(f.severity == "error" for f in self.findings)

    @property
    def verdict(self) -> Verdict:
        severities = {f.severity for f in self.findings}
        return "errors" if "error" in severities else "warnings" if "warning" in severities else "sound"

    def count(self, severity: Severity) -> int:
        return sum(f.severity == severity for f in self.findings)

    def as_record(self) -> dict[str, Any]:
        """The form of `validate --json`."""
        return {
            "path": self.path,
            "sound": self.sound,
            "verdict": self.verdict,
            "standard": self.standard,
            "title": self.title,
            "description": self.description,
            "duration": self.duration,
            "identifier": self.identifier,
            "scos": self.scos,
            "launch": self.launch,
            "entries": self.entries,
            "size_bytes": self.size_bytes,
            "unpacked_bytes": self.unpacked_bytes,
            "tool": self.tool,
            "seconds": self.seconds,
            "target": self.target,
            "external_hosts": list(self.external_hosts),
            "structure": [
                {"identifier": i.identifier, "title": i.title, "depth": i.depth, "launch": i.launch, "is_sco": i.is_sco}
                for i in self.structure
                if not i.hidden
            ],
            "findings": [
                {
                    "code": f.code,
                    "severity": f.severity,
                    "title": f.title,
                    "message": f.message,
                    "remedy": f.remedy,
                    "section": f.section,
                    "member": f.member,
                    "line": f.line,
                    "column": f.column,
                    "repairable": f.repairable,
                }
                for f in self.findings
            ],
        }


#: what a server that unpacks the file cannot get past; the other errors show when a learner starts the course
_IN_THE_WAY = ("zip.", "manifest.not-well-formed", "manifest.doctype", "manifest.too-large", "manifest.root")


def refused_by_servers(error_codes: Iterable[str]) -> bool:
    """Whether a server would refuse the file for one of these errors; the verdict's words depend on it."""
    return any(code.startswith(_IN_THE_WAY) for code in error_codes)
