"""Any ZIP of any members with any well-formed manifest can be checked, mended and compared."""

from __future__ import annotations

import tempfile
import warnings
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from allure_desktop.comparison.zip_comparison import compare_files
from allure_desktop.errors import LocalFileError
from allure_desktop.validation.catalogue import KINDS
from allure_desktop.validation.html_report import page
from allure_desktop.validation.repair import repair
from allure_desktop.validation.validator import validate
from tests.packages import RUNTIME_12, write_zip
from tests.validation.strategies import manifests, members


def _told(path: Path) -> None:
    before = path.read_bytes()
    report = validate(path)
    assert {f.code for f in report.findings} <= set(KINDS)
    assert all(f.message.isprintable() and f.title and f.remedy for f in report.findings)
    assert page([report])
    promised = {f.code for f in report.findings if f.repairable}
    try:
        outcome = repair(path, path.with_name("mended.zip"))
        done = {change.code for change in outcome.changes}
        assert not done & {f.code for f in outcome.after.findings}
        assert not promised or outcome.changes or outcome.failed
        assert compare_files(path, path).same
    except LocalFileError as told:
        assert told.what
    assert path.read_bytes() == before


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(manifest=manifests())
def test_any_manifest(manifest: str) -> None:
    """A well-formed manifest that may mean anything, beside some pages."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "index.html": "<script src='a.js'></script>",
            "a.js": RUNTIME_12,
            "pages/a.html": "<p>",
            "film.swf": "x",
        }
        _told(write_zip(Path(folder) / "course.zip", {"imsmanifest.xml": manifest, **files}))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(contents=members())
def test_any_members(contents: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    """Names twice, in two cases, absolute, climbing, with folders, links and every method."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice
        path = Path(folder) / "course.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for info, content in contents:
                archive.writestr(info, content, info.compress_type)
        _told(path)
