"""Packs the three demonstration courses, so that a newcomer has something real to check, repair and play."""

from __future__ import annotations

import errno
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from allure_desktop import paths
from allure_desktop.errors import DataDirError, DiskFull

_MANIFEST = "imsmanifest.xml"
_SHARED = "shared"
#: One date for every member: the same sources give the same bytes.
_DATE = (2025, 1, 15, 9, 0, 0)


@dataclass(frozen=True, slots=True)
class DemoCourse:
    """One course below resources/demo: its folder, what it shares, and the folder that was zipped by mistake."""

    folder: str
    shared: tuple[str, ...]
    top_folder: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.folder}.zip"


#: Nothing to find fault with: SCORM 2004, three SCOs, a quiz.
SOUND = DemoCourse("fire-safety-at-work", ("course.css", "course.js", "lms-2004.js"))
#: Refused as it is, though all is there: the folder was zipped, and the launch file is written in another case.
REPAIRABLE = DemoCourse(
    "gdpr-for-customer-support", ("course.css", "course.js", "lms-12.js"), top_folder="GDPR for Customer Support"
)
#: Sound to look at; its mistakes show only while it runs.
MISTAKEN = DemoCourse("warehouse-forklift-operation", ("course.css", "course.js"))

DEMO_COURSES = (SOUND, REPAIRABLE, MISTAKEN)


def pack_demo_courses(target_dir: str | os.PathLike[str]) -> list[Path]:
    """Writes the three ZIPs into `target_dir` (made where missing): sound, repairable, with a run-time mistake.

    The same sources give the same bytes; a file of that name is replaced. Raises DiskFull or DataDirError.
    """
    target = Path(target_dir)
    try:
        target.mkdir(parents=True, exist_ok=True)
        return [_pack(course, target / course.file_name) for course in DEMO_COURSES]
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(
                "The demo courses could not be written.",
                cause="The disk is full.",
                remedy="Free some space and start the sandbox again.",
                subject=str(target),
            ) from error
        raise DataDirError(
            "The demo courses could not be written.",
            cause=f"{error.strerror or error}.",
            remedy=f"Make {target} writable, or choose another folder with --data-dir.",
            subject=str(target),
            code="data.unwritable",
        ) from error


def _pack(course: DemoCourse, path: Path) -> Path:
    unfinished = path.with_name(path.name + ".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, source in _members(course):
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is packed: the bytes stay the same
            info.external_attr = 0o644 << 16
            package.writestr(info, source.read_bytes())
    unfinished.replace(path)
    return path


def _members(course: DemoCourse) -> list[tuple[str, Path]]:
    """Names in the ZIP and their files, the manifest first."""
    demo = paths.resources() / "demo"
    own = demo / course.folder
    found = [(file.relative_to(own).as_posix(), file) for file in own.rglob("*") if file.is_file()]
    found += [(f"{_SHARED}/{name}", demo / _SHARED / name) for name in course.shared]
    found.sort(key=lambda pair: (pair[0] != _MANIFEST, pair[0]))
    top = f"{course.top_folder}/" if course.top_folder else ""
    return [(top + name, file) for name, file in found]
