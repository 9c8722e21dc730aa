"""An upload as its readers see it: the journal's row and its progress, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal[
    "validating",
    "needs_decision",
    "held",
    "queued",
    "sending",
    "completing",
    "server_validating",
    "processing",
    "done",
    "failed",
]

#: Why a row does not move, beside its state; '' when it moves.
Reason = Literal[
    "",
    # needs_decision
    "errors",
    "new_version",
    "version_conflict",
    "server_refused",
    "unknown_outcome",
    # held
    "by_user",
    # queued
    "turn",
    # sending, completing, server_validating, processing
    "paused",
    "rate_limited",
    "offline",
    "stalled",
    "key_refused",
    "file_changed",
    "file_missing",
    "disk_full",
    "quota",
    "answer_lost",
    "slow",
]


Outcome = Literal["", "done", "validated", "failed", "refused", "stopped"]


@dataclass(frozen=True, slots=True)
class UploadOptions:
    """What the user asked for; kept with the row."""

    validate_only: bool = False
    no_validation: bool = False
    tags: tuple[str, ...] = ()
    description: str = ""
    #: as it is sent, such as PT45M; '' leaves what the manifest says
    duration: str = ""
    note: str = ""
    #: upload without another word when the check is clean
    at_once: bool = True
    #: a file that may be a new version of a package waits for the choice between that and a new package
    ask_new_version: bool = False
    #: the system this file is checked for; '' for the one of the settings
    target: str = ""
    #: the folder of a course that the file was packed from; '' for a file of the user's own
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What happened · cause · remedy, as stored with a row that waits or failed."""

    code: str = ""
    what: str = ""
    cause: str = ""
    remedy: str = ""
    causes: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One file's life from drop to live. Times are Unix seconds, sizes bytes.

    `connection_id` is None for a file that is only checked. `sent_bytes` counts acknowledged bytes once.
    `report` is `Report.as_record()` of the check with `structure` added, None before it ended; `server_report` is
    what the server's own check said (`title, version, launch_url, sco_count, …`), None where none was asked for.
    `server_said` is the server's verdict on this content (`outcome` accepted or refused, `at`, and a message's fields).
    `mended` says of what the file is a repaired copy (`original`, `original_as`, `changes`, `fixed` findings), None for the
    user's own file; `watched`: it is checked again whenever it changes.
    """

    id: int
    path: str
    file: str
    title: str
    state: State
    reason: Reason
    until: float | None
    since: float
    message: Message
    connection_id: str | None
    base_url: str
    tenant_id: str
    package_id: str | None
    is_new_version: bool
    revision_before: int | None
    revision: int | None
    options: UploadOptions
    total_bytes: int | None
    sent_bytes: int
    parts_done: int
    parts_total: int | None
    method: str
    api_calls: int
    retries: int
    seconds: float
    created_at: float
    updated_at: float
    report: dict[str, Any] | None = field(default=None, repr=False)
    server_report: dict[str, Any] | None = field(default=None, repr=False)
    server_said: dict[str, Any] | None = field(default=None, repr=False)
    mended: dict[str, Any] | None = field(default=None, repr=False)
    #: somebody else's version that came in between
    revision_seen: int | None = None
    watched: bool = False
    #: of the content that was checked; '' before, and where nothing was checked
    sha256: str = ""
    #: the user's own file as it was checked, or mended, last: bytes, nanoseconds, inode
    original_as: tuple[int, int, int] | None = None

    @property
    def original(self) -> str:
        """Where the user's own file is, also while a mended copy of it is uploaded."""
        return str((self.mended or {}).get("original") or self.path)

    @property
    def source(self) -> str:
        """What the user has: the folder that was packed, else the file itself."""
        return self.options.folder or self.original

    @property
    def outcome(self) -> Outcome:
        """The `status` of the command line's result; '' while it goes on or will go on by itself."""
        if self.state == "done":
            return "done"
        if self.state == "held":
            return "validated" if self.options.validate_only and self.server_report else "stopped"
        if self.state == "needs_decision" and self.reason == "errors":
            return "refused"
        if self.needs_attention:
            return "failed"
        return "stopped" if self.reason == "paused" else ""

    @property
    def needs_attention(self) -> bool:
        """The user must act before it goes on."""
        return self.state in ("needs_decision", "failed") or self.reason in (
            "key_refused",
            "file_changed",
            "file_missing",
            "disk_full",
            "quota",
        )

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed")

    def as_record(self) -> dict[str, Any]:
        """The form of `uploads --json`; `connection` is added by the command line, which knows the names."""
        return {
            "id": self.id,
            "file": self.path,
            "title": self.title,
            "state": self.state,
            "reason": self.reason,
            "until": self.until,
            "sent_bytes": self.sent_bytes,
            "total_bytes": self.total_bytes,
            "package_id": self.package_id,
            "revision": self.revision,
            "message": self.message.what,
            "remedy": self.message.remedy,
            "updated_at": self.updated_at,
        }


@dataclass(frozen=True, slots=True)
class LiveVersion:
    """What an upload has become; `before` is the version it followed, None for a new package or where not known.

    `path` is the file that was uploaded, `identity` its size, time of change (ns) and inode then, `sha256` its content
    ('' where it was not read before).
    """

    upload_id: int
    base_url: str
    tenant_id: str
    package_id: str
    revision: int
    before: int | None
    connection_id: str = ""
    path: str = ""
    sha256: str = ""
    identity: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class CallNote:
    """One call that came back: `at` Unix seconds, `number` of the part, `size` bytes acknowledged by it.

    `outcome` is ok, a verdict, or the kind of trouble; `code` the error's.
    """

    at: float
    call: str
    number: int
    outcome: str
    code: str
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """How an upload goes. `speeds` are bytes a second over `SPEED_STEP_S` each, oldest first, 10 minutes at most;

    empty for an upload that another process runs, or that has just begun. `calls` are the latest, oldest first.
    """

    upload_id: int
    parts_total: int
    part_size: int
    acknowledged: frozenset[int]
    under_way: frozenset[int]
    speeds: tuple[float, ...]
    calls: tuple[CallNote, ...]


#: The step of `UploadDetails.speeds` in seconds.
SPEED_STEP_S = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Sampled by a timer, never pushed. Rates in bytes a second; `eta_s` None while it deserves no showing.

    `checked_bytes` of `unpacked_bytes` have been read by the check; both 0 before it has looked into the file.
    `silent_s`: no byte has gone out for so long; 0 before the first one.
    """

    upload_id: int
    sent_bytes: int
    in_flight_bytes: int
    total_bytes: int
    parts_done: int
    parts_total: int
    bytes_per_s: float
    eta_s: float | None
    checked_bytes: int = 0
    unpacked_bytes: int = 0
    silent_s: float = 0.0
