"""The one error family: what happened, to what, why, the remedy, and whether repeating can help.

    AllureError
    ├── UsageError               the call itself makes no sense                                exit 2
    ├── LocalFileError           a path is missing, a directory, unreadable or changed         exit 4
    ├── DiskFull                 this computer's disk is full                                  exit 4
    ├── DataDirError             the program's own files are corrupt, newer or not writable    exit 4
    ├── KeyringUnavailable       no keyring answers, it is locked, or the prompt was dismissed exit 3
    ├── NoConnection             a server is needed and none is chosen                         exit 3
    └── ServerError              the server cannot be reached or says no                       exit 3
        ├── Unreachable          no answer: name, network, time-out; worth repeating
        │   └── AnswerLost       the request went out whole; whether it took effect is unknown
        ├── BadCertificate       the certificate is not trusted
        ├── NotTheApi            an answer that is no AllureConnect API answer (HTML, say)
        └── Refusal              a status and a body in the API's words
            ├── KeyRefused       401
            ├── Forbidden        403 (MissingScope, TenantMismatch are its codes)
            ├── NotFound         404
            ├── Conflict         409
            ├── Invalid          400, 422
            │   └── InvalidScormPackage     the page's "Invalid SCORM Package"
            ├── TooLarge         413, the page's "File Too Large"
            ├── ProcessingFailed the page's "Package Processing Failed"
            ├── QuotaExceeded    the page's "Quota Exceeded"
            ├── RateLimited      429: waiting, never a failure; `wait_s`
            ├── ServerTrouble    5xx; worth repeating
            └── NotOffered       this server's OpenAPI document does not declare the call

The page's four classes carry the page's causes and solutions, word for word, as `causes` and `remedies`.
No error text ever holds an API key, a presigned URL's query or a launch token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class AllureError(Exception):
    """What happened · cause · remedy, in at most three sentences for people.

    `code` is stable and for programs; `subject` names the file, package or host concerned.
    """

    code: str = "error"
    exit_code: int = 3
    worth_repeating: bool = False
    causes: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()

    def __init__(
        self,
        what: str,
        *,
        cause: str = "",
        remedy: str = "",
        subject: str = "",
        code: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.cause = cause
        self.remedy = remedy or (" ".join(self.remedies))
        self.subject = subject
        if code is not None:
            self.code = code

    @property
    def message(self) -> str:
        """What happened and why, without the remedy."""
        return " ".join(part for part in (self.what, self.cause) if part)

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.cause, self.remedy) if part)

    def as_record(self) -> dict[str, Any]:
        """The form of `--json`: code, message, remedy, subject."""
        return {
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            "subject": self.subject,
        }


class UsageError(AllureError):
    code = "usage"
    exit_code = 2


class LocalFileError(AllureError):
    """Codes: file.missing, file.directory, file.unreadable, file.changed, file.empty, file.name,
    file.unwritable."""

    code = "file.unreadable"
    exit_code = 4


class DiskFull(AllureError):
    code = "disk.full"
    exit_code = 4


class DataDirError(AllureError):
    """Codes: data.corrupt, data.newer, data.unwritable, data.locked."""

    code = "data.corrupt"
    exit_code = 4


class KeyringUnavailable(AllureError):
    """Codes: keyring.none, keyring.locked, keyring.dismissed."""

    code = "keyring.none"


class NoConnection(AllureError):
    """Codes: connection.none, connection.unknown, connection.no-key."""

    code = "connection.none"


class ServerError(AllureError):
    """The server cannot be reached or says no. `host` is its authority, never a whole URL."""

    code = "server.error"

    def __init__(self, what: str, *, host: str = "", **words: Any) -> None:
        super().__init__(what, **{"subject": host, **words})
        self.host = host


class Unreachable(ServerError):
    """Codes: server.unreachable, server.unknown-host, server.timeout, server.offline."""

    code = "server.unreachable"
    worth_repeating = True


class AnswerLost(Unreachable):
    code = "server.answer-lost"


class BadCertificate(ServerError):
    code = "server.certificate"


class NotTheApi(ServerError):
    code = "server.not-the-api"


class Refusal(ServerError):
    """The server's own no: `status`, its `server_code`, its `server_message`, `details` as received."""

    code = "server.refused"

    def __init__(
        self,
        what: str,
        *,
        status: int = 0,
        server_code: str = "",
        server_message: str = "",
        details: Mapping[str, Any] | None = None,
        request_id: str = "",
        **words: Any,
    ) -> None:
        super().__init__(what, **words)
        self.status = status
        self.server_code = server_code
        self.server_message = server_message
        self.details = dict(details or {})
        self.request_id = request_id

    def as_record(self) -> dict[str, Any]:
        return {
            **super().as_record(),
            "status": self.status,
            "server_code": self.server_code,
            "server_message": self.server_message,
        }


class KeyRefused(Refusal):
    code = "key.refused"


class Forbidden(Refusal):
    """Codes: key.forbidden, key.missing-scope, key.tenant-mismatch."""

    code = "key.forbidden"


class NotFound(Refusal):
    code = "server.not-found"


class Conflict(Refusal):
    """Codes: server.conflict, server.version-conflict."""

    code = "server.conflict"


class Invalid(Refusal):
    code = "server.invalid"


class InvalidScormPackage(Invalid):
    """Source: the page, Troubleshooting, "Invalid SCORM Package"."""

    code = "package.invalid"
    causes = (
        "Missing imsmanifest.xml",
        "Invalid manifest structure",
        "Unsupported SCORM version",
    )
    remedies = (
        "Verify package contains valid SCORM manifest.",
        "Check SCORM version compatibility.",
        "Review Package Validation Guide.",
    )


class TooLarge(Refusal):
    """Source: the page, Troubleshooting, "File Too Large"."""

    code = "package.too-large"
    causes = ("Package exceeds size limits", "Quota exceeded")
    remedies = (
        "Use multipart upload for large packages.",
        "Check your storage quota.",
        "Contact support to increase limits.",
    )


class ProcessingFailed(Refusal):
    """Source: the page, Troubleshooting, "Package Processing Failed"."""

    code = "package.processing-failed"
    causes = ("Corrupted ZIP file", "Missing required files", "Storage issues")
    remedies = (
        "Verify ZIP file integrity.",
        "Re-export package from authoring tool.",
        "Check storage backend status.",
        "Review error logs for details.",
    )


class QuotaExceeded(Refusal):
    """Source: the page, Troubleshooting, "Quota Exceeded"."""

    code = "quota.exceeded"
    causes = ("Package limit reached", "Storage limit reached")
    remedies = (
        "Delete unused packages.",
        "Upgrade subscription plan.",
        "Contact support for quota increase.",
    )


class RateLimited(Refusal):
    """429: waiting, never a failure. `wait_s` is how long, `None` when the server does not say."""

    code = "server.rate-limited"
    worth_repeating = True

    def __init__(self, what: str, *, wait_s: float | None = None, **words: Any) -> None:
        super().__init__(what, **words)
        self.wait_s = wait_s


class ServerTrouble(Refusal):
    code = "server.trouble"
    worth_repeating = True


class NotOffered(Refusal):
    code = "server.not-offered"
