"""Turns an uploaded object into a package or a revision, at once or, when told so, later."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from allure_desktop.database import Database
from allure_desktop.sandbox.checking import MAX_PACKAGE_BYTES, check
from allure_desktop.sandbox.faults import Faults
from allure_desktop.sandbox.packages import NewRevision, Packages, content_address, version
from allure_desktop.sandbox.problems import Problem, processing_failed
from allure_desktop.sandbox.storage import Storage
from allure_desktop.sandbox.store import MIB, Upload
from allure_desktop.sandbox.webhooks import COMPLETED, Webhooks

log = logging.getLogger(__name__)

PATH = "/api/v1/packages/process"
#: The page's four classes: after one of them the uploaded object is gone.
_FINAL = frozenset({"Invalid SCORM Package", "File Too Large", "Package Processing Failed", "Quota Exceeded"})


class Processing:
    """The `process` call and the jobs it leaves behind. `clock` gives Unix seconds."""

    def __init__(
        self,
        database: Database,
        storage: Storage,
        packages: Packages,
        webhooks: Webhooks,
        faults: Faults,
        clock: Callable[[], float],
        stopping: threading.Event,
    ) -> None:
        self._database = database
        self._storage = storage
        self._packages = packages
        self._webhooks = webhooks
        self._faults = faults
        self._clock = clock
        self._stopping = stopping
        self.max_package_bytes = MAX_PACKAGE_BYTES

    def process(self, tenant_id: str, request: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and body of `POST /packages/process`.

        Raises Problem: the page's four classes (the object is deleted, unless `validate_only`), 404
        PACKAGE_NOT_FOUND, 409 DUPLICATE_ENTRY while the same object is being processed.
        """
        upload = self._found(tenant_id, str(request["storage_path"]))
        if request.get("package_id"):
            self._packages.facts(tenant_id, str(request["package_id"]))
        slow = self._faults.struck("slow-process", PATH)
        if slow and self._stopping.wait(slow.amount):
            raise _stopping()
        if self._faults.struck("fail-process", PATH):
            raise processing_failed("STORAGE_ERROR", {"fault": "fail-process"})
        if request.get("validate_only"):
            return 200, self._validated(upload)
        if not self._storage.claim(upload):
            raise Problem(409, "This upload is being processed", "DUPLICATE_ENTRY", {"upload_id": upload.upload_id})
        later = self._faults.struck("async", PATH)
        self._note_job(upload, request, self._clock() + (later.amount if later else 0.0))
        if later is None:
            return 200, self._run(upload, request)
        self._start(upload, request, later.amount)
        pending = {"upload_id": upload.upload_id, "storage_path": upload.storage_path, "status": "processing"}
        return 202, pending

    def status(self, tenant_id: str, upload_id: str) -> dict[str, Any]:
        """What became of a process call: status, with `result` or `error`. Raises Problem 404 UPLOAD_NOT_FOUND."""
        row = self._database.row("SELECT * FROM jobs WHERE upload_id = ? AND tenant_id = ?", upload_id, tenant_id)
        if row is None:
            raise Problem(404, "No such upload was processed", "UPLOAD_NOT_FOUND", {"upload_id": upload_id})
        return {"upload_id": upload_id, "status": row["status"], **json.loads(row["outcome"])}

    def resume(self) -> None:
        """At a start: jobs that were waiting go on."""
        for row in self._database.rows("SELECT * FROM jobs WHERE status = 'processing'"):
            try:
                upload = self._storage.by_id(row["upload_id"])
            except Problem:
                self._database.execute("DELETE FROM jobs WHERE upload_id = ?", row["upload_id"])
                continue
            request = json.loads(row["request"])
            if request.get("answered"):
                self._start(upload, request, max(0.0, row["due_at"] - self._clock()))
            else:
                # its caller waits no more and will ask again
                self._database.execute("DELETE FROM jobs WHERE upload_id = ?", row["upload_id"])
                self._storage.release(upload)

    def _found(self, tenant_id: str, storage_path: str) -> Upload:
        upload = self._storage.looked_up(storage_path)
        if upload is None or upload.tenant_id != tenant_id or upload.state in ("open", "processed"):
            details = {"storage_path": storage_path, "storage_code": "NoSuchKey"}
            raise Problem(404, "There is no uploaded file at this storage_path", "UPLOAD_NOT_FOUND", details)
        return upload

    def _validated(self, upload: Upload) -> dict[str, Any]:
        manifest = self._check(upload)
        return {
            "validation_only": True,
            "manifest": summary(manifest),
            "file_size_bytes": upload.size_bytes,
            "storage_path": upload.storage_path,
        }

    def _check(self, upload: Upload) -> dict[str, Any]:
        return check(self._storage.object_path(upload), self.max_package_bytes, self._stopping.is_set)

    def _run(self, upload: Upload, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            body = self._add(upload, request)
        except Problem as problem:
            if self._stopping.is_set() and problem.status == 503 and request.get("answered"):
                raise  # the job goes on at the next start
            if problem.error in _FINAL:
                self._storage.delete(upload)
            else:
                self._storage.release(upload)
            self._finish_job(upload, "failed", {"error": {"status": problem.status, **problem.as_body()}})
            raise
        except BaseException:
            self._storage.release(upload)
            self._database.execute("DELETE FROM jobs WHERE upload_id = ?", upload.upload_id)
            raise
        self._finish_job(upload, "completed", {"result": body})
        self._webhooks.send(upload.tenant_id, COMPLETED, body)
        return body

    def _add(self, upload: Upload, request: Mapping[str, Any]) -> dict[str, Any]:
        tenant_id = upload.tenant_id
        wanted: str | None = request.get("package_id") or None
        self._packages.check_quota(tenant_id, upload.size_bytes or 0, new_package=wanted is None)
        manifest = self._check(upload)
        new = NewRevision(
            upload,
            str(request["uploaded_by"]),
            str(request["original_filename"]),
            self._sha256(self._storage.object_path(upload)),
            manifest,
        )
        package_id, revision = self._packages.add_revision(tenant_id, new, wanted)
        facts = self._packages.facts(tenant_id, package_id)
        return {
            "upload_id": upload.upload_id,
            "manifest": summary(manifest),
            "file_size_bytes": upload.size_bytes,
            "storage_path": upload.storage_path,
            "package": {
                "package_id": package_id,
                "title": manifest["title"],
                "launch_url": content_address(package_id, facts["launch_path"]),
                "version": version(manifest["standard"]),
                "current_revision": revision,
            },
        }

    def _sha256(self, path: Path) -> str:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(MIB):
                if self._stopping.is_set():
                    raise _stopping()
                digest.update(block)
        return digest.hexdigest()

    # --- jobs

    def _start(self, upload: Upload, request: Mapping[str, Any], wait_s: float) -> None:
        answered = {**request, "answered": True}
        self._database.execute(
            "UPDATE jobs SET request = ? WHERE upload_id = ?", json.dumps(answered), upload.upload_id
        )

        def work() -> None:
            if self._stopping.wait(wait_s):
                return
            try:
                self._run(upload, answered)
            except Problem as problem:
                log.info("A package was refused in the background: %s", problem.error)
            except Exception:
                log.exception("A package could not be processed in the background")

        threading.Thread(target=work, name="sandbox-process", daemon=True).start()

    def _note_job(self, upload: Upload, request: Mapping[str, Any], due_at: float) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO jobs (upload_id, tenant_id, request, status, due_at)"
            " VALUES (?, ?, ?, 'processing', ?)",
            *(upload.upload_id, upload.tenant_id, json.dumps(dict(request)), due_at),
        )

    def _finish_job(self, upload: Upload, status: str, outcome: Mapping[str, Any]) -> None:
        self._database.execute(
            "UPDATE jobs SET status = ?, outcome = ? WHERE upload_id = ?",
            *(status, json.dumps(dict(outcome)), upload.upload_id),
        )


def summary(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """`manifest` of the answer, from what a revision keeps."""
    told = {
        "title": manifest["title"],
        "version": version(manifest["standard"]),
        "launch_url": manifest["launch"],
        "sco_count": manifest["sco_count"],
    }
    return {**told, **{name: manifest[name] for name in ("description", "duration") if manifest[name]}}


def _stopping() -> Problem:
    return Problem(503, "The server is stopping", "SERVICE_UNAVAILABLE")
