"""A server and a storage in memory, with the methods of the real clients, that fail when and how a test says."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from allure_desktop.api.answers import (
    ManifestSummary,
    MultipartTicket,
    PackageRecord,
    PartUrl,
    ProcessAnswer,
    Quotas,
    StoredPart,
    UploadTicket,
    VersionRecord,
)
from allure_desktop.api.server_features import ServerFeatures
from allure_desktop.api.storage import LinkExpired, SendingStopped
from allure_desktop.errors import NotFound

MiB = 2**20


class FakeServer:
    """Objects, uploads, packages and versions. `calls` lists every request in its order."""

    def __init__(self, part_size: int = 5 * MiB) -> None:
        self.part_size = part_size
        self.expires_in_s = 3600.0
        self.quotas: Quotas | None = None
        self.processing = "sync"
        self.consumes_object = False
        self.lists_parts = False
        self.calls: list[str] = []
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.paths: dict[str, str] = {}
        self.packages: dict[str, list[VersionRecord]] = {}
        self.patches: list[tuple[str, dict[str, Any]]] = []
        self.puts: list[tuple[str, int]] = []
        #: name of a call → what it raises next, oldest first; a callable is called instead
        self.faults: dict[str, list[Any]] = defaultdict(list)
        #: faults that are raised after the call took effect
        self.lost: dict[str, list[Exception]] = defaultdict(list)
        self.etag: Callable[[int, bytes], str] = lambda number, data: f'"{hashlib.md5(data).hexdigest()}"'
        self.hold_puts = threading.Event()
        self.hold_puts.set()
        self.sending = threading.Event()
        self.lock = threading.RLock()
        self.ids = 0

    def met(self, name: str, call: str | None = None) -> None:
        with self.lock:
            self.calls.append(call or name)
            fault = self.faults[name].pop(0) if self.faults[name] else None
        if callable(fault):
            fault = fault()
        if isinstance(fault, Exception):
            raise fault

    def answer(self, name: str) -> None:
        with self.lock:
            if self.lost[name]:
                raise self.lost[name].pop(0)

    def new_id(self, kind: str) -> str:
        with self.lock:
            self.ids += 1
            return f"{kind}_{self.ids}"

    def transfer_calls(self) -> list[str]:
        counted = ("upload_url", "multipart_init", "part_url", "complete", "process", "validate_only")
        return [call for call in self.calls if call in counted]

    def publish(self, name: str, size: int, who: str, package_id: str | None = None) -> PackageRecord:
        """A new package, or a new version of one."""
        with self.lock:
            package_id = package_id or self.new_id("pkg")
            versions = self.packages.setdefault(package_id, [])
            moment = datetime.now(UTC).isoformat()
            version = VersionRecord(len(versions) + 1, moment, who, name, size, "", True, {})
            versions[:] = [dataclasses.replace(v, current=False) for v in versions] + [version]
            return self.record(package_id)

    def record(self, package_id: str) -> PackageRecord:
        versions = self.packages[package_id]
        first, last = versions[0], versions[-1]
        return PackageRecord(
            package_id=package_id,
            tenant_id="t",
            title=f"Course {package_id}",
            scorm_version="1.2",
            schemaversion="1.2",
            current_revision=last.revision,
            launch_url="/x",
            original_filename=last.original_filename,
            file_size_bytes=last.file_size_bytes,
            sco_count=1,
            description="",
            duration="",
            tags=(),
            custom_metadata={},
            storage_path="",
            uploaded_by=last.uploaded_by,
            created_at=first.created_at,
            updated_at=last.created_at,
            raw={},
        )


class FakeApi:
    """What `api.client.ApiClient` offers, on a FakeServer."""

    def __init__(self, server: FakeServer, uploaded_by: str = "me") -> None:
        self.server = server
        self.uploaded_by = uploaded_by

    def server_time(self) -> float | None:
        return time.time()

    def upload_url(self, filename: str, file_size: int) -> UploadTicket:
        self.server.met("upload_url")
        path = f"t/uploads/{self.server.new_id('tmp')}.zip"
        return UploadTicket(f"put:{path}:0", {"x-amz-meta": "1"}, path)

    def multipart_init(self, filename: str, file_size: int) -> MultipartTicket:
        self.server.met("multipart_init")
        upload_id = self.server.new_id("up")
        self.server.paths[upload_id] = f"t/uploads/{upload_id}.zip"
        self.server.parts[upload_id] = {}
        return MultipartTicket(upload_id, self.server.paths[upload_id], self.server.part_size, None)

    def part_url(self, upload_id: str, part_number: int) -> PartUrl:
        self.server.met("part_url")
        if upload_id not in self.server.parts:
            raise NotFound("There is no such upload.", status=404)
        return PartUrl(part_number, f"part:{upload_id}:{part_number}", self.server.expires_in_s)

    def complete(self, upload_id: str, parts: Sequence[tuple[int, str]]) -> None:
        self.server.met("complete")
        there = self.server.parts.get(upload_id)
        if there is None:
            raise NotFound("NoSuchUpload", status=404)
        assert [number for number, _ in parts] == sorted(there)
        assert all(etag == self.server.etag(number, there[number]) for number, etag in parts)
        self.server.objects[self.server.paths[upload_id]] = b"".join(there[number] for number in sorted(there))
        del self.server.parts[upload_id]
        self.server.answer("complete")

    def process(
        self, storage_path: str, original_filename: str, *, validate_only: bool = False, package_id: str | None = None
    ) -> ProcessAnswer:
        name = "validate_only" if validate_only else "process"
        self.server.met(name)
        data = self.server.objects.get(storage_path)
        if data is None:
            raise NotFound("There is no object.", status=404)
        summary = ManifestSummary("Course", "1.2", "index.html", 1, "", "")
        if validate_only:
            return ProcessAnswer(False, True, summary, "", storage_path, len(data), None)
        if self.server.processing == "async":
            return ProcessAnswer(True, False, None, "", storage_path, None, None)
        record = self.server.publish(original_filename, len(data), self.uploaded_by, package_id)
        if self.server.consumes_object:
            del self.server.objects[storage_path]
        self.server.answer("process")
        return ProcessAnswer(False, False, summary, "u", storage_path, len(data), record)

    def packages(self) -> list[PackageRecord]:
        self.server.met("packages")
        return [self.server.record(package_id) for package_id in self.server.packages]

    def package(self, package_id: str) -> PackageRecord:
        self.server.met("package")
        if package_id not in self.server.packages:
            raise NotFound("There is no such package.", status=404, server_code="PACKAGE_NOT_FOUND")
        return self.server.record(package_id)

    def versions(self, package_id: str) -> list[VersionRecord]:
        self.server.met("versions")
        return list(reversed(self.server.packages[package_id]))

    def update_package(self, package_id: str, changes: Mapping[str, Any]) -> PackageRecord:
        self.server.met("update_package")
        self.server.patches.append((package_id, dict(changes)))
        return self.server.record(package_id)

    def quotas(self) -> Quotas | None:
        self.server.met("quotas")
        return self.server.quotas

    def features(self) -> ServerFeatures:
        return ServerFeatures(list_parts=("GET", "/packages/multipart/{}/parts") if self.server.lists_parts else None)

    def uploaded_parts(self, upload_id: str) -> list[tuple[int, StoredPart]]:
        self.server.met("uploaded_parts")
        there = self.server.parts[upload_id]
        return [(number, StoredPart(self.server.etag(number, data))) for number, data in sorted(there.items())]

    def abort_upload(self, upload_id: str) -> None:
        self.server.met("abort_upload")
        self.server.parts.pop(upload_id, None)


class FakeStorage:
    """What `api.storage.StorageClient` offers, on a FakeServer."""

    def __init__(self, server: FakeServer) -> None:
        self.server = server

    def put(
        self,
        url: str,
        headers: Mapping[str, str],
        body: Iterable[bytes],
        length: int,
        *,
        on_socket: Callable[[Callable[[], None]], None] | None = None,
    ) -> StoredPart:
        kind, target, number = url.split(":")
        cut = threading.Event()
        if on_socket is not None:
            on_socket(cut.set)
        self.server.puts.append((target, int(number)))
        self.server.met("put", f"put {number}")
        pieces = []
        for piece in body:
            pieces.append(piece)
            self.server.sending.set()
            while not self.server.hold_puts.wait(0.005):
                if cut.is_set():
                    break
            if cut.is_set():
                raise SendingStopped("Stopped.")
        data = b"".join(pieces)
        assert len(data) == length
        with self.server.lock:
            if kind == "put":
                self.server.objects[target] = data
            elif target in self.server.parts:
                self.server.parts[target][int(number)] = data
            else:
                raise NotFound("NoSuchUpload", status=404)
        self.server.answer("put")
        return StoredPart(self.server.etag(int(number), data))


def link_expired() -> LinkExpired:
    return LinkExpired("The link is no longer valid.", status=403)
