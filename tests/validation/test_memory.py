"""How much memory a check takes of packages and manifests that are as large as they may be."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packages import manifest_12

MOST_MIB = 120
LARGEST_MANIFEST_BYTES = 32 * 1024**2
_RESOURCE = '<resource identifier="r{0}" type="webcontent" adlcp:scormtype="sco" href="index.html"/>'
_ITEM = '<item identifier="i{0}" identifierref="r{0}"><title>Lesson number {0}</title></item>'
_CODE = (
    "import pathlib, re, sys; from allure_desktop.validation.validator import validate;"
    "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]);"
    "before = peak(); report = validate(sys.argv[1]); print(peak() - before, *{f.code for f in report.findings})"
)


def _package(path: Path, manifest: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("imsmanifest.xml", manifest)
        archive.writestr("index.html", "<html></html>")
    return path


def _filled(path: Path, before: str, one: str) -> Path:
    """A manifest of 32 MiB with a piece of text repeated in it before `before`; `{0}` in it is its number."""
    manifest = manifest_12()
    room, pieces, number = LARGEST_MANIFEST_BYTES - len(manifest) - 100, [], 0
    while room > 0:
        piece = one.format(number)
        room -= len(piece)
        pieces.append(piece)
        number += 1
    return _package(path, manifest.replace(before, "".join(pieces[:-1]) + before, 1))


def many_members(path: Path) -> Path:
    files = [f"data/{number}.js" for number in range(400_000)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest_12(listed=files))
        for name in ("index.html", *files):
            archive.writestr(zipfile.ZipInfo(name), b"x")
    return path


def many_items(path: Path) -> Path:
    items, resources = ("".join([one.format(n) for n in range(100_000)]) for one in (_ITEM, _RESOURCE))
    manifest = manifest_12().replace("</organization>", items + "</organization>")
    return _package(path, manifest.replace("</resources>", resources + "</resources>"))


CASES: list[tuple[Callable[[Path], Path], str]] = [
    (many_members, ""),
    (many_items, ""),
    (lambda path: _filled(path, "</resource>", '<file href="missing/{0}.html"/>'), "manifest.file-missing"),
    (lambda path: _filled(path, "</resource>", "<a/>"), "manifest.too-large"),
    (lambda path: _filled(path, "</resource>", "<!---->"), "manifest.too-large"),
    (lambda path: _filled(path, "</resource>", "<file a='' b='' c='' d='' e='' f='' g='' h='' i='' j=''/>"), ""),
    (lambda path: _filled(path, "</organization>", "<item/>"), "manifest.too-large"),
    (lambda path: _filled(path, "</organization>", "<resource/>"), "manifest.too-large"),
]
_NAMES = [
    "400,000 members",
    "100,000 items",
    "a million files",
    "empty elements",
    "comments",
    "attributes",
    "items",
    "misplaced",
]


@pytest.mark.long
@pytest.mark.parametrize(("make", "code"), CASES, ids=_NAMES)
def test_a_check_takes_little_memory(make: Callable[[Path], Path], code: str, tmp_path: Path) -> None:
    """The peak of a process of its own, above its start, stays below 120 MiB; and the check says what it should."""
    path = make(tmp_path / "course.zip")
    told = subprocess.run([sys.executable, "-c", _CODE, str(path)], capture_output=True, text=True, check=True)
    kib, *codes = told.stdout.split()
    assert int(kib) < MOST_MIB * 1024
    assert not code or code in codes
