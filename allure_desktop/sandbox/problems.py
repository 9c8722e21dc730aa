"""The refusals of the sandbox: a status and the documented error body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Problem(Exception):
    """Becomes `{"error": words, "code": CODE, "details": {}}` with `status` and `headers` (api.md, "error body")."""

    def __init__(
        self,
        status: int,
        error: str,
        code: str,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {error}")
        self.status = status
        self.error = error
        self.code = code
        self.details = dict(details or {})
        self.headers = dict(headers or {})

    def as_body(self) -> dict[str, Any]:
        return {"error": self.error, "code": self.code, "details": self.details}


def invalid_request(words: str, **details: Any) -> Problem:
    """400: the call itself is malformed; `words` say which field and why."""
    return Problem(400, words, "INVALID_REQUEST", details)


def package_not_found(package_id: str) -> Problem:
    return Problem(404, "Package not found", "PACKAGE_NOT_FOUND", {"package_id": package_id})


def invalid_package(code: str, details: Mapping[str, Any]) -> Problem:
    """The page, Troubleshooting: missing manifest, invalid structure, unsupported SCORM version."""
    return Problem(400, "Invalid SCORM Package", code, details)


def processing_failed(code: str, details: Mapping[str, Any]) -> Problem:
    """The page, Troubleshooting: corrupted ZIP (PARSE_FAILED), missing required files (UPLOAD_FAILED).

    500, as the vendor's list of codes has both; asking again does not help, for the object is gone by then.
    """
    return Problem(500, "Package Processing Failed", code, details)


def too_large(size_bytes: int, limit_bytes: int, remedy: str) -> Problem:
    """The page, Troubleshooting: the package exceeds the size limits."""
    return Problem(
        413,
        "File Too Large",
        "FILE_TOO_LARGE",
        {"file_size_bytes": size_bytes, "limit_bytes": limit_bytes, "remedy": remedy},
    )


def quota_exceeded(**details: Any) -> Problem:
    """The page, Troubleshooting: package limit or storage limit reached."""
    return Problem(403, "Quota Exceeded", "QUOTA_EXCEEDED", details)
