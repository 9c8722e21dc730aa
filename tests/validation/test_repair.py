"""Repair: what it says it can mend is gone afterwards, nothing else is touched, and the original never."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError, UsageError
from allure_desktop.validation import fixes
from allure_desktop.validation.repair import Outcome, plan, repair
from allure_desktop.validation.validator import Cancelled, validate
from tests.packages import Content, replace, scorm12, scorm2004, with_member, write_zip
from tests.validation.samples import NAME, Sample, both, course, everywhere, in_headers, patched
from tests.validation.test_findings import CASES

SLOW = ("zip.too-large",)


def mended(source: Path, **how: object) -> Outcome:
    return repair(source, source.with_name("mended.zip"), **how)  # type: ignore[arg-type]


def contents(path: Path) -> dict[str, tuple[bytes, tuple[int, ...], int, int]]:
    """Names in their order, with bytes, date, method and attributes."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {
            info.filename: (archive.read(info), info.date_time, info.compress_type, info.external_attr)
            for info in archive.infolist()
        }


@pytest.mark.parametrize(("code", "sample"), CASES)
def test_repairable_tells_the_truth(code: str, sample: Sample, tmp_path: Path) -> None:
    """A finding that says it is repairable is gone after a repair; without such a finding nothing is written."""
    source = sample(tmp_path)
    if source.stat().st_size > 1 << 30:
        assert not any(f.repairable for f in validate(source, full=False).findings)
        return
    original = source.read_bytes()
    findings = validate(source, full=False).findings
    promised = {f.code for f in findings if f.repairable}
    outcome = mended(source)
    assert source.read_bytes() == original
    assert {change.code for change in outcome.changes} >= promised
    assert not outcome.failed
    assert (outcome.output is not None) is bool(promised)
    if outcome.output is not None:
        after = validate(outcome.output)
        assert not promised & {f.code for f in after.findings}, [(f.code, f.message) for f in after.findings]
        assert len(after.findings) <= len(findings) or promised & {"zip.manifest-in-subfolder", "zip.nested"}
    assert {path.name for path in tmp_path.iterdir()} <= {source.name, "mended.zip"}


def test_a_mended_course_is_the_course(tmp_path: Path) -> None:
    """A zipped folder comes out as the very course: names, bytes, dates, methods, attributes and order."""
    sound = scorm2004(tmp_path / "sound.zip", scos=2, files={"media/a.bin": bytes(range(256)) * 40, "ü/ä.txt": "x"})
    broken = tmp_path / NAME
    with zipfile.ZipFile(sound) as archive:
        pairs: list[tuple[str, Content]] = [
            (f"My course/{info.filename}", archive.read(info)) for info in archive.infolist()
        ]
    write_zip(broken, [("My course/", b""), *pairs, ("__MACOSX/._My course", b"x")])
    outcome = mended(broken)
    assert outcome.output is not None and validate(outcome.output).findings == validate(sound).findings
    assert list(contents(outcome.output).items()) == list(contents(sound).items())


def test_several_at_once_and_what_shows_only_later(tmp_path: Path) -> None:
    """A folder zipped by a Mac, in it a manifest of another encoding and a launch file of another case: all mended."""
    text = (
        "<manifest identifier='a' xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2'"
        " xmlns:adlcp='http://www.adlnet.org/xsd/adlcp_rootv1p2'><metadata><schemaversion>1.2</schemaversion></metadata>"
        "<organizations default='o'><organization identifier='o'><title>Lärm &amp; mehr</title>"
        "<item identifier='i' identifierref='r'><title>Eins</title></item></organization></organizations>"
        "<resources><resource identifier='r' adlcp:scormtype='sco' type='webcontent' href='Index.html'/></resources>"
        "</manifest>"
    )
    declared = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
    members: list[tuple[str, Content]] = [
        ("c/imsmanifest.xml", declared.encode("cp1252")),
        ("c/index.html", "stub"),
        ("c/.DS_Store", "x"),
    ]
    source = write_zip(tmp_path / NAME, members)
    outcome = mended(source)
    assert outcome.output is not None
    assert {change.code for change in outcome.changes} == {
        *("zip.manifest-in-subfolder", "zip.junk", "manifest.encoding", "manifest.case-mismatch")
    }
    assert set(contents(outcome.output)) == {"imsmanifest.xml", "Index.html"}
    assert validate(outcome.output).title == "Lärm & mehr"


def test_a_course_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    """The inner ZIP comes out byte for byte."""
    inner = scorm12(tmp_path / "inner.zip")
    source = write_zip(tmp_path / NAME, {"export/course.zip": inner.read_bytes()})
    outcome = mended(source)
    assert outcome.output is not None and outcome.output.read_bytes() == inner.read_bytes()


def test_the_manifest_follows_where_pages_use_the_name(tmp_path: Path) -> None:
    """Where a page links a file under its stored name, the manifest is corrected and the file keeps its name."""
    source = scorm12(
        tmp_path / NAME,
        files={
            "Film.html": "<p>x</p>",
            "index.html": "<a href='Film.html'>x</a><script src='shared/runtime.js'></script>",
        },
        broken=replace('<file href="shared/runtime.js"/>', '<file href="shared/runtime.js"/><file href="film.html"/>'),
    )
    outcome = mended(source)
    assert outcome.output is not None and "the manifest now says Film.html" in outcome.changes[0].message
    assert "Film.html" in contents(outcome.output)
    assert validate(outcome.output).findings == ()


def test_a_name_in_another_code_page_survives_a_move(tmp_path: Path) -> None:
    """Only moving a folder up leaves the bytes of unreadable names alone."""
    sample = patched(
        course(both(everywhere("shared/runtime.js", "shared/l~rm.js", "shared/lärm.js"), _into_folder)),
        in_headers(b"l~rm", b"l\xe4rm"),
    )
    outcome = mended(sample(tmp_path), codes={"zip.manifest-in-subfolder"})
    assert outcome.output is not None and b"shared/l\xe4rm.js" in outcome.output.read_bytes()
    assert [f.code for f in outcome.after.findings] == ["zip.name-encoding"]
    again = repair(outcome.output, tmp_path / "again.zip")
    assert again.output is not None and "shared/lärm.js" in contents(again.output)


def _into_folder(draft: object) -> None:
    draft.manifest_name = "c/imsmanifest.xml"  # type: ignore[attr-defined]
    draft.files = {f"c/{name}": content for name, content in draft.files.items()}  # type: ignore[attr-defined]


def test_a_sound_package_is_left_alone(tmp_path: Path) -> None:
    """There is nothing to mend, nothing is written, and both reports are the same."""
    outcome = mended(scorm12(tmp_path / NAME))
    assert (outcome.output, outcome.changes, outcome.failed) == (None, (), ())
    assert outcome.after is outcome.before
    assert not (tmp_path / "mended.zip").exists()


def test_the_plan_writes_nothing(tmp_path: Path) -> None:
    """The plan says in words what a repair would do, and leaves the folder as it is."""
    source = scorm12(tmp_path / NAME, broken="zip.manifest-in-subfolder")
    changes = plan(source)
    assert [(c.code, c.message) for c in changes] == [
        ("zip.manifest-in-subfolder", "Moved everything in “course/” up to the top of the ZIP.")
    ]
    assert list(tmp_path.iterdir()) == [source]
    assert plan(scorm12(tmp_path / "sound.zip")) == ()


def test_one_finding_alone_can_be_mended(tmp_path: Path) -> None:
    """With `codes` the other findings stay as they are."""
    source = scorm12(tmp_path / NAME, broken=both(with_member(".DS_Store", "x"), with_member("IMG\\a.xsd", "x")))
    outcome = mended(source, codes={"zip.junk"})
    assert [change.code for change in outcome.changes] == ["zip.junk"]
    assert [f.code for f in outcome.after.findings] == ["zip.backslash-names"]


def test_what_was_not_mended_is_not_called_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix that does not help is no change, and its copy is thrown away."""
    monkeypatch.setitem(fixes.FIXES, "zip.junk", lambda _draft: "Left nothing out.")
    outcome = mended(scorm12(tmp_path / NAME, broken="zip.junk"))
    assert (outcome.output, outcome.changes, outcome.failed) == (None, (), ("zip.junk",))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_the_original_cannot_be_the_output(tmp_path: Path) -> None:
    """Not under its name, not through a link."""
    source = scorm12(tmp_path / NAME, broken="zip.junk")
    (tmp_path / "link.zip").symlink_to(source)
    for output in (source, tmp_path / "link.zip"):
        with pytest.raises(UsageError):
            repair(source, output)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder is told in words."""
    source = scorm12(tmp_path / NAME, broken="zip.junk")
    with pytest.raises(LocalFileError) as told:
        repair(source, tmp_path / "gone" / "mended.zip")
    assert told.value.code == "file.unwritable"


def test_an_interrupted_repair_leaves_nothing(tmp_path: Path) -> None:
    """Cancelled between two members: no output, no rest of one; progress was told in bytes of the file."""
    source = scorm12(tmp_path / NAME, size_bytes=3_000_000, broken="zip.junk")
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        mended(source, progress=lambda done, total: told.append((done, total)), cancelled=lambda: len(told) > 2)
    assert len(told) == 3 and told[-1][1] == source.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
