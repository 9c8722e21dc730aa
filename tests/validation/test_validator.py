"""The check as a whole: its facts, its two passes, its interruption, and files that are none."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError
from allure_desktop.validation.validator import Cancelled, validate
from tests.packages import Sco, replace, scorm12, scorm2004, with_listed


def test_facts_of_the_report(tmp_path: Path) -> None:
    """The report tells title, description, standard, launch, structure, files and sizes."""
    scos = [Sco("one", "First", "pages/a.html"), Sco("two", "Second", "pages/b.html", hidden=True)]
    path = scorm12(tmp_path / "course.zip", title="Übung 🔥", scos=scos, description="Why")
    report = validate(path)
    assert (report.title, report.description, report.standard) == ("Übung 🔥", "Why", "1.2")
    assert (report.identifier, report.scos, report.launch) == ("com.example.course", 2, "pages/a.html")
    assert [(i.title, i.depth, i.launch, i.is_sco, i.hidden) for i in report.structure] == [
        ("First", 0, "pages/a.html", True, False),
        ("Second", 0, "pages/b.html", True, True),
    ]
    assert report.entries == len(report.files) == 5
    assert report.size_bytes == path.stat().st_size
    assert report.unpacked_bytes == sum(file.size_bytes for file in report.files)
    assert report.full and report.seconds > 0
    assert report.as_record()["verdict"] == "sound"


def test_quick_reads_no_content(tmp_path: Path) -> None:
    """The quick pass does not see a damaged page; the full one does."""
    path = scorm12(tmp_path / "course.zip", broken="zip.corrupt-member")
    quick = validate(path, full=False)
    assert quick.findings == () and not quick.full
    assert [f.code for f in validate(path).findings] == ["zip.corrupt-member"]


def test_a_damaged_manifest_is_told_once(tmp_path: Path) -> None:
    """A manifest that cannot be inflated is one damaged member, in both passes."""
    path = scorm12(tmp_path / "course.zip")
    content = bytearray(path.read_bytes())
    content[60:80] = bytes(20)
    path.write_bytes(content)
    for full in (True, False):
        findings = validate(path, full=full).findings
        assert [(f.code, f.member) for f in findings] == [("zip.corrupt-member", "imsmanifest.xml")]


def test_large_packages_go_over_several_threads(tmp_path: Path) -> None:
    """A package worth it is inflated on threads: progress comes to the caller's thread and ends at the total."""
    path = scorm12(tmp_path / "course.zip", size_bytes=24_000_000)
    told: list[tuple[int, int, int]] = []
    report = validate(path, progress=lambda done, total: told.append((done, total, threading.get_ident())))
    assert report.sound
    assert told[-1][0] == told[-1][1] == report.unpacked_bytes
    assert {ident for _, _, ident in told} == {threading.get_ident()}
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_damage_in_a_large_package_is_found(tmp_path: Path) -> None:
    """The threads find one flipped byte in a film."""
    path = scorm12(tmp_path / "course.zip", size_bytes=24_000_000)
    with path.open("r+b") as file:
        file.seek(20_000_000)
        file.write(b"\x00\x01\x02\x03")
    assert [(f.code, f.member) for f in validate(path).findings] == [("zip.corrupt-member", "media/film.mp4")]


@pytest.mark.parametrize("size_bytes", [100_000, 24_000_000])
def test_it_can_be_interrupted(size_bytes: int, tmp_path: Path) -> None:
    """A check that is cancelled raises Cancelled, whether small or on threads, and leaves no thread behind."""
    path = scorm12(tmp_path / "course.zip", size_bytes=size_bytes)
    asked = iter([False] + [True] * 10_000)
    with pytest.raises(Cancelled):
        validate(path, cancelled=lambda: next(asked))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("inflate-")]


def test_whatever_interrupts_it_leaves_no_thread(tmp_path: Path) -> None:
    """An exception out of the caller's own progress ends the threads before the file is closed."""
    path = scorm12(tmp_path / "course.zip", size_bytes=24_000_000)

    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        validate(path, progress=interrupt)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("inflate-")]


def test_a_bomb_is_not_inflated(tmp_path: Path) -> None:
    """What is found to be a bomb is left alone."""
    report = validate(scorm12(tmp_path / "course.zip", broken="zip.bomb"))
    assert not report.full
    assert report.verdict == "errors"


def test_many_of_one_kind_are_summed_up(tmp_path: Path) -> None:
    """The first ten missing files are named, one more finding stands for the rest."""
    files = "".join(f'<file href="gone/{n}.js"/>' for n in range(50))
    path = scorm12(tmp_path / "course.zip", broken=replace("</resource>", files + "</resource>"))
    findings = validate(path).findings
    assert len(findings) == 11
    assert findings[-1].message.startswith("And 40 more")


def test_errors_come_first(tmp_path: Path) -> None:
    """Errors stand before warnings, warnings before notes."""
    path = scorm2004(
        tmp_path / "course.zip",
        files={"index.html": "x", "extra.js": "x"},
        broken=replace('href="index.html"', 'href="no.html"'),
    )
    severities = [f.severity for f in validate(path).findings]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert severities[0] == "error"


@pytest.mark.parametrize("name", ["Übung.zip", "🔥.zip", "two\nlines.zip", "a b;c.zip"])
def test_odd_file_names(name: str, tmp_path: Path) -> None:
    """Umlauts, emoji and line breaks in a package's name change nothing."""
    assert validate(scorm12(tmp_path / name)).findings == ()
    assert validate(str(scorm12(tmp_path / name))).path == str(tmp_path / name)


def test_a_damaged_member_with_an_odd_name(tmp_path: Path) -> None:
    """A line break in a damaged member's name is written out in the message and kept in `member`."""
    path = scorm12(tmp_path / "course.zip", files={"a\nb.txt": "text " * 40})
    content = bytearray(path.read_bytes())
    content[content.find(b"a\nb.txt") + 10] ^= 0xFF
    path.write_bytes(content)
    damage = next(f for f in validate(path).findings if f.code == "zip.corrupt-member")
    assert damage.member == "a\nb.txt"
    assert "a\\nb.txt" in damage.message and damage.message.isprintable()


def test_what_is_no_package_file(tmp_path: Path) -> None:
    """Missing, a folder, a folder with a manifest: an error in words with its remedy."""
    with pytest.raises(LocalFileError) as missing:
        validate(tmp_path / "gone.zip")
    assert missing.value.code == "file.missing"
    with pytest.raises(LocalFileError) as folder:
        validate(tmp_path)
    assert folder.value.code == "file.directory"
    (tmp_path / "imsmanifest.xml").write_text("<manifest/>")
    with pytest.raises(LocalFileError) as unpacked:
        validate(tmp_path)
    assert unpacked.value.code == "file.directory"
    assert "Zip what is in it" in unpacked.value.remedy


@pytest.mark.parametrize("name", ["imsmanifest.xml", "index.html"])
def test_a_file_without_permission(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file the system will not open is an error of this computer, not a finding."""
    path = scorm12(tmp_path / "course.zip")

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(LocalFileError) as caught:
        validate(path)
    assert caught.value.code == "file.unreadable"
    assert "Permission denied" in caught.value.cause


def test_hrefs_as_tools_write_them(tmp_path: Path) -> None:
    """A query, percent-encoding, a true xml:base and a percent sign in the name itself are no findings of references."""
    for change in (
        replace('href="index.html">', 'href="index.html?mode=lms#start">'),
        replace('<file href="shared/runtime.js"/>', '<file href="shared/runtime%2Ejs"/>'),
        replace('href="shared/runtime.js"', 'xml:base="x" href="./shared/../shared/runtime.js"'),
    ):
        assert validate(scorm12(tmp_path / "course.zip", broken=change)).findings == ()
    kept = with_listed("media/a%20b.png", "x")
    assert [f.code for f in validate(scorm12(tmp_path / "course.zip", broken=kept)).findings] == ["zip.name-characters"]


def test_identifiers_are_trimmed(tmp_path: Path) -> None:
    """Blanks around an identifierref, as in ADL's own test packages, are no unknown resource."""
    path = scorm12(
        tmp_path / "course.zip", broken=replace('identifierref="res_item_1"', 'identifierref=" res_item_1 "')
    )
    assert validate(path).findings == ()


def test_the_check_imports_little() -> None:
    """A check starts without the network, the window, tables and databases, so that it starts quickly."""
    code = (
        "import sys; from allure_desktop.validation.validator import validate;"
        "print(*sorted({'httpx','rich','PySide6','sqlite3','asyncio','logging','concurrent','hashlib','ssl','msgspec'}"
        ".intersection(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert out.stdout.strip() == ""
