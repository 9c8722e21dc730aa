"""Whatever the bytes, a check ends in findings, never in a traceback."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allure_desktop.scorm.manifest_reader import ManifestProblem, read_manifest
from allure_desktop.scorm.names import normalise, readings, resolve
from allure_desktop.validation.catalogue import KINDS
from allure_desktop.validation.validator import validate
from tests.packages import manifest_12, manifest_2004, scorm12, scorm2004, write_zip

PIECES = [
    b"<item identifier='x' identifierref='y'>",
    b"</item>",
    b"<!DOCTYPE a [",
    b"&amp;",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
    b"\xff\xfe",
    b"\x00",
    b" xml:base='../..'",
    b"<resource href='%FF%00'/>",
    b"<manifest>",
    "ü😀".encode(),
    b"?>",
]


@pytest.fixture(scope="module")
def packages() -> Iterator[list[bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "course.zip"
        yield [scorm12(path, scos=3).read_bytes(), scorm2004(path).read_bytes()]


def mutated(original: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    data = bytearray(original)
    for at, length, new in edits:
        at %= len(data) + 1
        data[at : at + length] = new
    return bytes(data)


EDITS = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.one_of(st.binary(max_size=8), st.sampled_from(PIECES))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(choice=st.integers(0, 1), edits=EDITS)
def test_mutated_zips(packages: list[bytes], choice: int, edits: list[tuple[int, int, bytes]]) -> None:
    """A ZIP with changed bytes gives a report of known findings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "course.zip"
        path.write_bytes(mutated(packages[choice], edits))
        report = validate(path)
    assert {f.code for f in report.findings} <= set(KINDS)


@settings(max_examples=150, deadline=None)
@given(original=st.sampled_from([manifest_12(scos=2), manifest_2004()]), edits=EDITS)
def test_mutated_manifests(original: str, edits: list[tuple[int, int, bytes]]) -> None:
    """A manifest with changed bytes, in an otherwise sound ZIP, gives a report of known findings."""
    data = mutated(original.encode(), edits)
    with tempfile.TemporaryDirectory() as folder:
        path = write_zip(Path(folder) / "course.zip", [("imsmanifest.xml", data), ("index.html", "x")])
        report = validate(path)
    assert {f.code for f in report.findings} <= set(KINDS)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_manifest(data: bytes) -> None:
    """Any bytes are a manifest or a ManifestProblem."""
    try:
        assert read_manifest(data).root
    except ManifestProblem as problem:
        assert problem.message


@settings(max_examples=100, deadline=None)
@given(names=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5, unique=True))
def test_any_names_in_a_zip(names: list[str]) -> None:
    """Any names of members give a report fit to be shown on one line."""
    encodable = [name for name in names if name.encode("utf-8", "ignore").decode() == name]
    with tempfile.TemporaryDirectory() as folder:
        path = write_zip(
            Path(folder) / "course.zip",
            [("imsmanifest.xml", manifest_12()), *((name, "x") for name in dict.fromkeys(encodable))],
        )
        report = validate(path)
    assert all(f.message.isprintable() for f in report.findings)


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_reference(href: str, base: str) -> None:
    """A reference resolves to a normalised path inside the package, or to nothing."""
    for path in [resolve(href, base), *readings(href, base)]:
        if path is not None:
            assert path and not path.startswith("/") and ".." not in path.split("/")
            assert normalise(path) == path or ":" in path
