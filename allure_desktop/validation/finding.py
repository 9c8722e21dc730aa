"""What a check says: findings and the report, as frozen values, quick to write as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple, TypeVar, overload

Severity = Literal["error", "warning", "note"]
Verdict = Literal["sound", "warnings", "errors"]
T = TypeVar("T")


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


class FileFacts(Sequence[FileFact]):
    """The files of a ZIP, in its order and without its folders; each is made when it is asked for."""

    def __init__(
        self, numbers: Sequence[int], names: Sequence[str], sizes: Sequence[int], checksums: Sequence[int]
    ) -> None:
        """`numbers` says which of the members, that the others are of, are files."""
        self._numbers, self._names, self._sizes, self._checksums = numbers, names, sizes, checksums

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> FileFact: ...
    @overload
    def __getitem__(self, index: slice) -> list[FileFact]: ...
    def __getitem__(self, index: int | slice) -> FileFact | list[FileFact]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = self._numbers[index]
        return FileFact(self._names[number], self._sizes[number], self._checksums[number])


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
    files: Sequence[FileFact] = ()
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
            "full": self.full,
            "target": self.target,
            "external_hosts": list(self.external_hosts),
            "structure": [
                {"identifier": i.identifier, "title": i.title, "depth": i.depth, "launch": i.launch, "is_sco": i.is_sco}
                for i in self.structure
                if not i.hidden
            ],
            "findings": [finding_record(f) for f in self.findings],
        }


def finding_record(one: Finding) -> dict[str, Any]:
    """One finding as `Report.as_record` has it."""
    return {
        "code": one.code,
        "severity": one.severity,
        "title": one.title,
        "message": one.message,
        "remedy": one.remedy,
        "section": one.section,
        "member": one.member,
        "line": one.line,
        "column": one.column,
        "repairable": one.repairable,
    }


def report_of(record: Mapping[str, Any]) -> Report:
    """The report of a record, also of one that an earlier version wrote; hidden items and files are not in it."""
    known = {field.name for field in fields(Report)} - {"files"}
    values = {name: value for name, value in record.items() if name in known}
    values["findings"] = tuple(_of_record(Finding, one) for one in record.get("findings") or ())
    items = ({"launch": "", "is_sco": False, **one, "hidden": False} for one in record.get("structure") or ())
    values["structure"] = tuple(_of_record(StructureItem, one) for one in items)
    values["external_hosts"] = tuple(record.get("external_hosts") or ())
    return Report(**{"path": "", **values})


def _of_record(kind: type[T], record: Mapping[str, Any]) -> T:
    known = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: value for name, value in record.items() if name in known})


#: what a server that unpacks the file cannot get past; the other errors show when a learner starts the course
_IN_THE_WAY = ("zip.", "manifest.not-well-formed", "manifest.doctype", "manifest.too-large", "manifest.root")


def refused_by_servers(error_codes: Iterable[str]) -> bool:
    """Whether a server would refuse the file for one of these errors; the verdict's words depend on it."""
    return any(code.startswith(_IN_THE_WAY) for code in error_codes)
