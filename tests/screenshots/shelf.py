"""Courses to look at: titles, sizes, tags and versions as a real library has them, and one file for each state."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from allure_desktop.demo import DEMO_COURSES, REPAIRABLE, SOUND, pack_demo_courses
from tests.packages import scorm12, scorm2004


@dataclass(frozen=True, slots=True)
class Course:
    """One package of the library."""

    title: str
    file: str
    standard: str
    scos: int
    size_bytes: int
    tags: tuple[str, ...] = ()


LIBRARY = (
    Course("Ladder Safety", "ladder-safety.zip", "1.2", 1, 240_000),
    Course("Manual Handling", "manual-handling.zip", "1.2", 3, 649_000, ("safety",)),
    Course("Negotiation Basics", "negotiation-basics.zip", "2nd", 5, 1_460_000, ("sales",)),
    Course("Cold Chain Logistics", "coldchain-master.zip", "4th", 12, 2_310_000, ("logistics",)),
    Course("Welcome on Board", "welcome-on-board.zip", "1.2", 8, 1_180_000, ("onboarding",)),
    Course("Datenschutz im Kundendienst und im Vertrieb: Grundlagen", "datenschutz_v3_final(2).zip", "4th", 6, 386_000),
    Course("Respect in the Workplace", "respect.zip", "4th", 4, 979_000, ("compliance", "de-DE")),
    Course("Phishing: Spot the Bait", "phishing-2026.zip", "3rd", 1, 124_000, ("compliance",)),
)
FIRE = "Fire Safety Essentials 2026"


def written(folder: Path, course: Course) -> Path:
    """The ZIP of a course."""
    folder.mkdir(parents=True, exist_ok=True)
    path, identifier = folder / course.file, f"org.example.{Path(course.file).stem}"
    how = {"title": course.title, "scos": course.scos, "size_bytes": course.size_bytes, "identifier": identifier}
    if course.standard == "1.2":
        return scorm12(path, **how)  # type: ignore[arg-type]
    return scorm2004(path, course.standard, **how)  # type: ignore[arg-type]


def demo(folder: Path) -> dict[str, Path]:
    """The demo courses by their folder's name, and `fire`: the sound one under a title of its own."""
    packed = dict(zip((course.folder for course in DEMO_COURSES), pack_demo_courses(folder / "demo"), strict=True))
    fire = folder / "fire-safety-2026.zip"
    with zipfile.ZipFile(packed[SOUND.folder]) as old, zipfile.ZipFile(fire, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "imsmanifest.xml":
                data = data.replace(b"Fire Safety at Work", FIRE.encode())
            new.writestr(member, data)
    return {**packed, "fire": fire, "broken": packed[REPAIRABLE.folder]}


def next_version(path: Path) -> Path:
    """The same course as its author saved it a day later, at the same path."""
    old = path.with_suffix(".old")
    shutil.move(path, old)
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in before.infolist():
            new.writestr(member, before.read(member))
        new.writestr(f"shared/changes-{old.stat().st_size}.txt", "A page was added.")
    old.unlink()
    return path


def large(folder: Path, title: str, file: str, size_bytes: int) -> Path:
    """A sound course that takes its time."""
    return written(folder, Course(title, file, "2nd", 4, size_bytes))


def with_warnings(folder: Path) -> Path:
    """Ready, with warnings."""
    return scorm12(
        folder / "respect.zip",
        title="Respect in the Workplace",
        broken="manifest.file-missing",
        identifier="org.respect",
    )


def no_course(folder: Path) -> Path:
    """What the server refuses when it is sent all the same."""
    path = folder / "old-archive.zip"
    path.write_bytes(b"no zip at all, but somebody called it so")
    return path
