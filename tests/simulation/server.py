"""The API and its storage as a model: what a request does when it arrives, and what is true afterwards."""

from __future__ import annotations

import hashlib
import random
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

from tests.simulation.computer import EPOCH_S
from tests.simulation.faults import Traits
from tests.simulation.scheduler import Scheduler, Violation

STORAGE = "https://storage.example"
WINDOW_S = 60.0
WEEK_S = 7 * 86400.0
GiB = 2**30


@dataclass(slots=True)
class Multipart:
    """An upload that is open at the storage."""

    path: str
    filename: str
    opened_at: float
    parts: dict[int, tuple[bytes, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Revision:
    """One version of a package; `path` names the object it was made of, '' for somebody else's."""

    number: int
    filename: str
    data: bytes
    who: str
    created_at: str
    at: float
    path: str


@dataclass(slots=True)
class Job:
    """A `process` under way; `answer` once it ended."""

    answer: tuple[int, dict[str, Any]] | None = None
    waiting: list[Callable[[], None]] = field(default_factory=list)


class Server:
    """The truth. Its clock is `skew_s` away from the true time."""

    def __init__(self, scheduler: Scheduler, chance: random.Random, traits: Traits, note: Callable[[str], None]):
        self.scheduler = scheduler
        self.chance = chance
        self.traits = traits
        self.note = note
        self.keys = {"KEY-secret-one"}
        self.quota_full = False
        self.failing = traits.rates["process_fails"]
        self.objects: dict[str, tuple[str, bytes]] = {}
        self.uploads: dict[str, Multipart] = {}
        self.finished: dict[str, str] = {}
        self.packages: dict[str, list[Revision]] = {}
        self.processing: dict[str, int] = {}
        #: file name → the revisions made of it: what must be exactly one in the end
        self.made: dict[str, list[Revision]] = {}
        #: parts that hold other bytes than were sent
        self.spoilt: set[tuple[str, int]] = set()
        #: told of each `process` of a new version: its file and its package
        self.before_version: Callable[[str, str], None] = lambda name, package_id: None
        self._calls: deque[float] = deque()
        self._ids = 0

    # the answer to one request

    def answer(
        self, method: str, path: str, body: Mapping[str, Any], key: str
    ) -> tuple[int, dict[str, str], Any, Job | None]:
        """Status, headers, body, and the job whose end the answer waits for."""
        headers = {"content-type": "application/json"}
        if self.traits.dates:
            headers["date"] = formatdate(self.time(), usegmt=True)
        if key not in self.keys:
            return 401, headers, {"error": "The key is no key.", "code": "INVALID_API_KEY"}, None
        if not self._within_limit(headers):
            return 429, headers, {"error": "Slow down.", "code": "RATE_LIMIT_EXCEEDED"}, None
        status, answer, job = self._route(method, path.removeprefix("/api/v1"), body)
        return status, headers, answer, job

    def time(self) -> float:
        return EPOCH_S + self.scheduler.now + self.traits.skew_s

    def moment(self) -> str:
        return datetime.fromtimestamp(self.time(), UTC).isoformat()

    def _within_limit(self, headers: dict[str, str]) -> bool:
        limit, now = self.traits.limit, self.scheduler.now
        if limit is None:
            return True
        while self._calls and self._calls[0] <= now - WINDOW_S:
            self._calls.popleft()
        fits = len(self._calls) < limit
        if fits:
            self._calls.append(now)
        if self.traits.limit_headers:
            reset = self._calls[0] + WINDOW_S - now
            headers["x-ratelimit-limit"] = str(limit)
            headers["x-ratelimit-remaining"] = str(limit - len(self._calls))
            headers["x-ratelimit-reset"] = str(int(self.time() + reset) + 1)
        if not fits and self.traits.limit_retry_after:
            headers["retry-after"] = str(int(self._calls[0] + WINDOW_S - now) + 1)
        return fits

    def _route(self, method: str, path: str, body: Mapping[str, Any]) -> tuple[int, Any, Job | None]:
        match method, path:
            case "POST", "/packages/upload-url":
                return self._upload_url(body)
            case "POST", "/packages/multipart/init":
                return self._init(body)
            case "POST", "/packages/multipart/part-url":
                return self._part_url(body)
            case "POST", "/packages/multipart/complete":
                return self._complete(body)
            case "POST", "/packages/process":
                return self._process(body)
            case "POST", "/packages/multipart/abort":
                self.uploads.pop(str(body.get("upload_id")), None)
                return 200, {}, None
            case "GET", "/packages":
                return 200, {"packages": [self._record(package_id) for package_id in self.packages]}, None
            case "GET", "/quotas":
                used = 50 * GiB if self.quota_full else GiB
                return 200, {"storage_quota": {"limit_bytes": 50 * GiB, "used_bytes": used}}, None
        steps = path.split("/")
        if method == "GET" and steps[2:3] == ["multipart"] and steps[4:] == ["parts"]:
            return self._parts(steps[3])
        package = self.packages.get(steps[2]) if len(steps) > 2 else None
        if package is None:
            return 404, {"error": "There is no such package.", "code": "PACKAGE_NOT_FOUND"}, None
        if method == "GET" and steps[3:] == ["versions"]:
            return 200, {"versions": [self._version(revision, package) for revision in package]}, None
        return 200, self._record(steps[2]), None

    # opening and putting together

    def new_id(self, kind: str) -> str:
        self._ids += 1
        return f"{kind}_{self._ids:06d}"

    def _upload_url(self, body: Mapping[str, Any]) -> tuple[int, Any, Job | None]:
        if self.quota_full:
            return 403, {"error": "Quota Exceeded", "code": "QUOTA_EXCEEDED"}, None
        path = f"t/uploads/{self.new_id('one')}.zip"
        self.finished[path] = body["filename"]
        answer = {"presigned_url": self._url("put", path.replace("/", "~"), 0), "storage_path": path}
        return 200, {**answer, "required_put_headers": {"x-amz-meta-a": "1"}}, None

    def _url(self, kind: str, what: str, number: int) -> str:
        ends = self.scheduler.now + self.traits.expires_in_s
        return f"{STORAGE}/{kind}/{what}/{number}?ends={ends!r}&signature=SIGNATURE-{self.new_id('s')}"

    def _init(self, body: Mapping[str, Any]) -> tuple[int, Any, Job | None]:
        if self.quota_full:
            return 403, {"error": "Quota Exceeded", "code": "QUOTA_EXCEEDED"}, None
        upload_id = self.new_id("up")
        path = f"t/uploads/{upload_id}.zip"
        self.uploads[upload_id] = Multipart(path, body["filename"], self.scheduler.now)
        answer = {"upload_id": upload_id, "storage_path": path, "part_size": self.traits.part_size, "total_parts": 1}
        return 200, answer, None

    def open_upload(self, upload_id: str) -> Multipart | None:
        found = self.uploads.get(upload_id)
        if found is not None and self.scheduler.now - found.opened_at > WEEK_S:
            del self.uploads[upload_id]
            return None
        return found

    def _part_url(self, body: Mapping[str, Any]) -> tuple[int, Any, Job | None]:
        number = body["part_number"]
        if self.open_upload(body["upload_id"]) is None:
            return 404, {"error": "No such upload.", "code": "NOT_FOUND"}, None
        url = self._url("part", body["upload_id"], number)
        return 200, {"part_number": number, "url": url, "expires_in": int(self.traits.expires_in_s)}, None

    def _parts(self, upload_id: str) -> tuple[int, Any, Job | None]:
        upload = self.open_upload(upload_id)
        if upload is None:
            return 404, {"error": "No such upload.", "code": "NOT_FOUND"}, None
        parts = [{"part_number": number, "etag": etag} for number, (_, etag) in sorted(upload.parts.items())]
        return 200, {"parts": parts}, None

    def _complete(self, body: Mapping[str, Any]) -> tuple[int, Any, Job | None]:
        upload_id = body["upload_id"]
        upload = self.open_upload(upload_id)
        if upload is None:
            if upload_id in self.finished and self.traits.complete_again == 200:
                return 200, {}, None
            return 404, {"error": "No such upload.", "code": "NOT_FOUND"}, None
        told = [(part["part_number"], part["etag"]) for part in body["parts"]]
        if told != [(number, etag) for number, (_, etag) in sorted(upload.parts.items())]:
            raise Violation(f"complete of {upload_id} names other parts than were sent: {told}")
        self.objects[upload.path] = (upload.filename, b"".join(data for _, (data, _) in sorted(upload.parts.items())))
        self.finished[upload_id] = upload.filename
        del self.uploads[upload_id]
        return 200, {}, None

    def store(self, kind: str, what: str, number: int, data: bytes) -> str | None:
        """Takes a part or a whole object; its ETag, None where its upload is gone."""
        md5 = hashlib.md5(data).hexdigest()
        etag = f'"{md5}"' if self.traits.md5_etags else f'"v-{number}-{len(data)}"'
        if self.traits.foreign_etags:
            etag = f'"{hashlib.md5(self.new_id("etag").encode()).hexdigest()}"'
        if kind == "put":
            path = what.replace("~", "/")
            self.objects[path] = (self.finished[path], data)
            return etag
        upload = self.open_upload(what)
        if upload is None:
            return None
        upload.parts[number] = (data, etag)
        return etag

    def correct(self, what: str, number: int) -> bool:
        """Whether a part arrived as it was sent, and its ETag says so."""
        return (what, number) not in self.spoilt and not self.traits.foreign_etags

    # making it live

    def _process(self, body: Mapping[str, Any]) -> tuple[int, Any, Job | None]:
        path = body["storage_path"]
        if path not in self.objects:
            return 404, {"error": "There is no such object.", "code": "NOT_FOUND"}, None
        name, data = self.objects[path]
        if name != body["original_filename"]:
            raise Violation(f"{path} is {name}, not {body['original_filename']}")
        summary = {"title": "Course", "version": "1.2", "launch_url": "index.html", "sco_count": 1}
        if body.get("validate_only"):
            answer = {"validation_only": True, "manifest": summary, "file_size_bytes": len(data), "storage_path": path}
            return 200, answer, None
        package_id = body.get("package_id")
        if package_id is not None and package_id not in self.packages:
            return 404, {"error": "There is no such package.", "code": "PACKAGE_NOT_FOUND"}, None
        if package_id is not None:
            self.before_version(name, package_id)
        self.processing[path] = self.processing.get(path, 0) + 1
        job = Job()
        self.scheduler.begin(
            lambda: self._finish(job, path, package_id, summary), None, self.chance.random() * self.traits.process_s
        )
        if self.traits.asynchronous:
            return 202, {"status": "processing"}, None
        return 0, None, job

    def _finish(self, job: Job, path: str, package_id: str | None, summary: dict[str, Any]) -> None:
        self.processing[path] -= 1
        job.answer = self._outcome(path, package_id, summary)
        for go_on in job.waiting:
            go_on()

    def _outcome(self, path: str, package_id: str | None, summary: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if path not in self.objects:
            return 404, {"error": "There is no such object.", "code": "NOT_FOUND"}
        name, data = self.objects[path]
        if self.failing and self.chance.random() < self.failing:
            if self.chance.random() < 0.3:
                return 503, {"error": "Not now.", "code": "SERVICE_UNAVAILABLE"}
            if self.chance.random() < 0.7:
                del self.objects[path]
            if self.chance.random() < 0.5:
                return 422, {"error": "The manifest cannot be read.", "code": "PARSE_FAILED"}
            return 500, {"error": "Package Processing Failed", "code": "PROCESSING_FAILED"}
        if self.quota_full:
            return 403, {"error": "Quota Exceeded", "code": "QUOTA_EXCEEDED"}
        package_id = package_id or self.new_id("pkg")
        self.publish(package_id, name, data, "me", path)
        if not self.traits.keeps_object:
            del self.objects[path]
        return 200, {
            "upload_id": path,
            "manifest": summary,
            "file_size_bytes": len(data),
            "storage_path": path,
            "package": self._record(package_id),
        }

    def publish(self, package_id: str, name: str, data: bytes, who: str, path: str = "") -> None:
        revisions = self.packages.setdefault(package_id, [])
        revision = Revision(len(revisions) + 1, name, data, who, self.moment(), self.scheduler.now, path)
        revisions.append(revision)
        if who == "me":
            self.made.setdefault(name, []).append(revision)
        self.note(f"server: {name} is live as {package_id} revision {revision.number}")

    def _record(self, package_id: str) -> dict[str, Any]:
        first, last = self.packages[package_id][0], self.packages[package_id][-1]
        return {
            "package_id": package_id,
            "title": f"Course {package_id}",
            "version": "1.2",
            "launch_url": "/x",
            "current_revision": last.number,
            "original_filename": last.filename,
            "file_size_bytes": len(last.data),
            "uploaded_by": last.who,
            "created_at": first.created_at,
            **({"storage_path": last.path} if self.traits.shows_path else {}),
        }

    def _version(self, revision: Revision, package: list[Revision]) -> dict[str, Any]:
        return {
            "revision": revision.number,
            "created_at": revision.created_at,
            "uploaded_by": revision.who,
            "original_filename": revision.filename,
            "file_size_bytes": len(revision.data),
            "current": revision is package[-1],
            **({"sha256": hashlib.sha256(revision.data).hexdigest()} if self.traits.shows_sha else {}),
        }
