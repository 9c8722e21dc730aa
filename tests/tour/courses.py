"""The courses the scripted person brings along, made anew from the demo sources."""

from __future__ import annotations

import zipfile
from pathlib import Path

from allure_desktop.demo import DEMO_COURSES, SOUND, pack_demo_courses

TITLE = "Ladder Safety in Depots"
IDENTIFIER = b"allure-demo-fire-safety"


def bring(folder: Path) -> tuple[Path, Path]:
    """A sound course, and the same one as its author saved it a day later: two files to drop."""
    folder.mkdir(parents=True, exist_ok=True)
    sound = pack_demo_courses(folder / "demo")[DEMO_COURSES.index(SOUND)]
    first, second = folder / "Course as exported.zip", folder / "Course with a new page.zip"
    _copy(sound, first)
    _copy(sound, second)
    with zipfile.ZipFile(second, "a") as new:
        new.writestr("shared/changes.txt", "A page was added.")
    return first, second


def _copy(sound: Path, target: Path) -> None:
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "imsmanifest.xml":
                assert b"Fire Safety at Work" in data
                data = data.replace(b"Fire Safety at Work", TITLE.encode())
                # else it would be taken for the demo course's next version
                assert IDENTIFIER in data
                data = data.replace(IDENTIFIER, b"ladder-safety-in-depots")
            new.writestr(member, data)
