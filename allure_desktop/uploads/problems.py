"""An error in the machine's terms: what kind of trouble it is for an upload, and the words kept with the row."""

from __future__ import annotations

import logging

from allure_desktop.api.storage import LinkExpired
from allure_desktop.errors import (
    AllureError,
    AnswerLost,
    Conflict,
    DataDirError,
    DiskFull,
    Forbidden,
    KeyRefused,
    KeyringUnavailable,
    LocalFileError,
    NoConnection,
    NotFound,
    ProcessingFailed,
    QuotaExceeded,
    RateLimited,
    ServerError,
    ServerTrouble,
    Unreachable,
)
from allure_desktop.uploads.rows import Message
from allure_desktop.uploads.transfer import Call, Kind

log = logging.getLogger(__name__)

_OFFLINE_CODES = ("server.offline", "server.unknown-host")
_STALLED_CODES = ("server.timeout", "server.stalled")


def message_of(error: BaseException) -> Message:
    """What happened · cause · remedy of an error, with the page's causes and remedies where it is one of its classes."""
    if isinstance(error, AllureError):
        return Message(
            code=error.code,
            what=error.what,
            cause=error.cause,
            remedy=error.remedy,
            causes=tuple(error.causes),
            remedies=tuple(error.remedies),
        )
    return Message(
        code="program",
        what="The program made a mistake with this upload.",
        cause=f"{type(error).__name__}.",
        remedy="Start the upload again; if it stays, send the log to support. What was sent is kept.",
    )


def kind_of(error: BaseException, call: Call) -> Kind:
    """Which kind of trouble an error is when it came back from `call`."""
    match error:
        case LinkExpired():
            return "stalled"  # the runner tells it as LinkGone; here only where no new link can be asked for
        case RateLimited():
            return "rate_limited"
        case KeyRefused() | Forbidden() | NoConnection() | KeyringUnavailable():
            return "key_refused"
        case QuotaExceeded():
            return "quota"
        case DiskFull() | DataDirError():
            return "disk_full"
        case LocalFileError():
            return _file(error)
        case NotFound():
            return _missing(error, call)
        case Conflict() if error.code == "server.version-conflict" and call == "process":
            return "version_conflict"
        case ProcessingFailed():
            return "broken"
        case AnswerLost():
            return "answer_lost" if call in ("complete", "process") else "stalled"
        case Unreachable():
            if error.code in _OFFLINE_CODES:
                return "offline"
            return "stalled" if call == "part" or error.code in _STALLED_CODES else "offline"
        case ServerTrouble():
            return "answer_lost" if call == "complete" else "stalled"
        case ServerError():
            return "refused"
    if not isinstance(error, AllureError):
        log.error("An upload met an error of ours in %s", call, exc_info=error)
    return "broken"


def _file(error: LocalFileError) -> Kind:
    if error.code == "file.missing":
        return "file_missing"
    return "file_changed" if error.code == "file.changed" else "broken"


def _missing(error: NotFound, call: Call) -> Kind:
    if call in ("part", "complete"):
        return "upload_gone"
    if call in ("process", "server_check") and error.server_code != "PACKAGE_NOT_FOUND":
        return "object_gone"
    return "refused"
