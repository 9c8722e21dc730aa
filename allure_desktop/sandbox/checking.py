"""The server's own check of a package, in the words of the API's documented errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from allure_desktop.errors import LocalFileError
from allure_desktop.sandbox.problems import Problem, invalid_package, processing_failed, too_large
from allure_desktop.validation.finding import Finding, Report

_NO_MANIFEST = frozenset({"zip.no-manifest", "zip.manifest-in-subfolder", "zip.manifest-case", "zip.nested"})
_MISSING_FILES = frozenset({"manifest.launch-file-missing", "manifest.case-mismatch", "manifest.file-missing"})
#: More would make an answer nobody reads.
_FINDINGS_TOLD = 50
#: The page, "File Size Limits": 10 GB with multipart upload.
MAX_PACKAGE_BYTES = 10 * 2**30


def check(path: Path, limit_bytes: int, cancelled: Callable[[], bool]) -> dict[str, Any]:
    """The manifest's facts as a revision keeps them: title, standard, identifier, launch, sco_count, …

    Raises Problem with one of the page's four classes, and 503 when the sandbox stops meanwhile.
    """
    # here: the check brings an XML library that no other call needs
    from allure_desktop.validation.validator import Cancelled, validate

    size_bytes = path.stat().st_size
    if size_bytes > limit_bytes:
        raise too_large(size_bytes, limit_bytes, "Split the course, or compress its media more.")
    try:
        report = validate(path, full=True, cancelled=cancelled)
    except Cancelled:
        raise Problem(503, "The server is stopping", "SERVICE_UNAVAILABLE") from None
    except LocalFileError as error:
        raise Problem(503, "The storage is not available", "STORAGE_UNAVAILABLE", {"reason": error.what}) from error
    refuse_errors(report, limit_bytes)
    return {
        "title": report.title,
        "standard": report.standard or "1.2",
        "identifier": report.identifier,
        "launch": report.launch,
        "sco_count": report.scos,
        "description": report.description,
        "duration": report.duration,
    }


def refuse_errors(report: Report, limit_bytes: int) -> None:
    """Raises the Problem a report with errors stands for; a sound one passes."""
    errors = [finding for finding in report.findings if finding.severity == "error"]
    if not errors:
        return
    codes = {finding.code for finding in errors}
    details = {"findings": [_told(finding) for finding in errors[:_FINDINGS_TOLD]]}
    if "zip.too-large" in codes:
        raise too_large(report.size_bytes, limit_bytes, "Split the course, or compress its media more.")
    if codes & _NO_MANIFEST:
        raise invalid_package("MANIFEST_NOT_FOUND", details)
    if any(code.startswith("zip.") for code in codes):
        raise processing_failed("PARSE_FAILED", details)
    if codes <= _MISSING_FILES:
        raise processing_failed("UPLOAD_FAILED", details)
    raise invalid_package("PARSE_FAILED", details)


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "message": finding.message,
        "remedy": finding.remedy,
        "member": finding.member,
        "line": finding.line,
    }
