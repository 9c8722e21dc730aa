"""The courses the scripted person brings along, made anew from the demo sources."""

from __future__ import annotations

import zipfile
from pathlib import Path

from allure_desktop.demo import pack_demo_courses


def bring(folder: Path) -> tuple[Path, Path]:
    """A sound course, and the same one as its author saved it a day later: two files to drop."""
    folder.mkdir(parents=True, exist_ok=True)
    sound = next(path for path in pack_demo_courses(folder / "demo") if _is_sound(path))
    first, second = folder / "Course as exported.zip", folder / "Course with a new page.zip"
    first.write_bytes(sound.read_bytes())
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr("shared/changes.txt", "A page was added.")
    return first, second


def _is_sound(path: Path) -> bool:
    from allure_desktop.validation.validator import validate

    return validate(path).verdict == "sound"
