"""Rows as the journal gives them, made up one fact at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from allure_desktop.uploads.rows import Message, UploadOptions, UploadRow

NOW_S = 1_790_000_000.0

PLAIN = UploadRow(
    id=1,
    path="/courses/gdpr-support-en.zip",
    file="gdpr-support-en.zip",
    title="GDPR for Customer Support",
    state="held",
    reason="",
    until=None,
    since=NOW_S,
    message=Message(),
    connection_id="c1",
    base_url="https://academy.example",
    tenant_id="example-academy",
    package_id=None,
    is_new_version=False,
    revision_before=None,
    revision=None,
    options=UploadOptions(),
    total_bytes=None,
    sent_bytes=0,
    parts_done=0,
    parts_total=None,
    method="",
    api_calls=0,
    retries=0,
    seconds=0.0,
    created_at=NOW_S - 60,
    updated_at=NOW_S,
    report=None,
)


def finding(severity: str, title: str = "The launch file is missing") -> dict[str, Any]:
    """One finding as a stored report holds it."""
    return {
        "code": "launch.missing",
        "severity": severity,
        "title": title,
        "message": "content/start.html is named in the manifest and not in the ZIP.",
        "remedy": "Export the course again.",
        "section": "CAM 3.4.1.14",
        "member": "imsmanifest.xml",
        "line": 12,
        "column": 4,
        "repairable": False,
    }


def report(errors: int = 0, warnings: int = 0) -> dict[str, Any]:
    """A stored report with so many findings, warnings first, as a careless check might order them."""
    findings = [finding("warning", f"Warning {n + 1}") for n in range(warnings)]
    findings += [finding("error", f"Error {n + 1}") for n in range(errors)]
    return {
        "title": "GDPR for Customer Support",
        "standard": "2004 4th Edition",
        "identifier": "MANIFEST-GDPR",
        "scos": 4,
        "launch": "content/start.html",
        "entries": 148,
        "size_bytes": 38_700_000,
        "unpacked_bytes": 41_200_000,
        "seconds": 0.8,
        "findings": findings,
        "structure": [
            {"identifier": "M1", "title": "Rights", "depth": 0, "launch": "", "is_sco": False},
            {"identifier": "I1", "title": "Rights of a customer", "depth": 1, "launch": "a.html", "is_sco": True},
        ],
    }


@pytest.fixture
def make_row() -> Callable[..., UploadRow]:
    """A row like PLAIN but for the given fields."""

    def make(**fields: Any) -> UploadRow:
        return dataclasses.replace(PLAIN, **fields)

    return make


@pytest.fixture(scope="package", autouse=True)
def _british_digits() -> Iterator[None]:
    """Once a package: each `setDefault` of PySide 6.12 takes a reference to None that it never gave."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
