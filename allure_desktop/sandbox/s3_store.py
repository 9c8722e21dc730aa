"""Objects and parts on an S3 server: the sandbox signs addresses, and the bytes go there without passing it."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from allure_desktop.errors import UsageError
from allure_desktop.logs import keep_secret
from allure_desktop.sandbox import s3_address
from allure_desktop.sandbox.problems import Problem
from allure_desktop.sandbox.s3_address import S3Address
from allure_desktop.sandbox.store import MIB, UNFINISHED_KEPT_S, StoredObject, StoredPart, Upload

try:
    import botocore.config
    import botocore.session

    from allure_desktop.sandbox import s3_errors
except ImportError as error:
    raise UsageError(
        "This installation cannot use an S3 storage.",
        cause=f"{error.name} is missing.",
        remedy="Install it with: pip install 'allure-desktop[s3]'",
        code="storage.not-installed",
    ) from error

log = logging.getLogger(__name__)

_CONNECT_S = 5.0
#: Putting many parts together takes a server its time.
_READ_S = 300.0


class S3Store:
    """A `Store`. `seen_at` is the endpoint as clients see it, where that is another: its host is what gets signed.

    Objects that are read are kept in `folder` until the next start. Names are `ETAG:KEY`, so that an object that was
    replaced by another is never taken for it.
    """

    def __init__(
        self,
        address: S3Address,
        folder: Path,
        stopping: threading.Event,
        seen_at: str = "",
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Looks into the bucket. Raises UsageError (no credentials), Unreachable, NotFound, Forbidden in words."""
        self._address = address
        self._stopping = stopping
        self._folder = folder / "from-s3"
        self._reading = threading.Lock()
        self._s3 = self._signer = _client(address, address.endpoint, environ)
        if seen_at and seen_at != address.endpoint:
            self._signer = _client(address, seen_at, environ)
        try:
            self._s3.list_objects_v2(Bucket=address.bucket, MaxKeys=1)
        except s3_errors.ANY as error:
            raise s3_errors.told(error, address) from error
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700, parents=True)

    @contextlib.contextmanager
    def _asking(self, upload_id: str = "") -> Iterator[None]:
        try:
            yield
        except s3_errors.ANY as error:
            problem = s3_errors.problem(error, self._address, upload_id)
            if problem.status == 503:
                log.warning("The S3 storage: %s", problem.details["reason"])
            raise problem from error

    # --- addresses

    def begin_multipart(self, storage_path: str) -> str:
        with self._asking():
            begun = self._s3.create_multipart_upload(**self._at(storage_path), ContentType="application/zip")
        return str(begun["UploadId"])

    def put_url(self, upload: Upload, headers: Mapping[str, str], life_s: int) -> str:
        lower = {name.lower(): value for name, value in headers.items()}
        meta = {name.removeprefix("x-amz-meta-"): value for name, value in lower.items() if name != "content-type"}
        wanted = {**self._at(upload.storage_path), "ContentType": lower["content-type"], "Metadata": meta}
        if upload.file_size is not None:
            wanted["ContentLength"] = upload.file_size
        return self._signed("put_object", wanted, life_s)

    def part_url(self, upload: Upload, number: int, life_s: int) -> str:
        wanted = {**self._at(upload.storage_path), "UploadId": upload.upload_id, "PartNumber": number}
        return self._signed("upload_part", wanted, life_s)

    def _signed(self, call: str, wanted: Mapping[str, Any], life_s: int) -> str:
        return str(self._signer.generate_presigned_url(call, Params=wanted, ExpiresIn=life_s))

    def _at(self, key: str) -> dict[str, Any]:
        return {"Bucket": self._address.bucket, "Key": key}

    # --- multipart

    def parts(self, upload: Upload) -> Sequence[StoredPart]:
        found = []
        with self._asking(upload.upload_id):
            pages = self._s3.get_paginator("list_parts").paginate(
                **self._at(upload.storage_path), UploadId=upload.upload_id
            )
            for page in pages:
                found += [StoredPart(p["PartNumber"], p["ETag"], p["Size"]) for p in page.get("Parts", [])]
        return found

    def complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> StoredObject:
        self.complete_again(upload, parts)
        stored = self.arrived(upload)
        if stored is None:
            raise _unavailable("It lost the object.")
        return stored

    def complete_again(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> None:
        listed = [{"PartNumber": number, "ETag": etag} for number, etag in parts]
        with self._asking(upload.upload_id):
            self._s3.complete_multipart_upload(
                **self._at(upload.storage_path), UploadId=upload.upload_id, MultipartUpload={"Parts": listed}
            )

    def drop_parts(self, upload: Upload) -> None:
        if upload.kind == "multipart" and upload.state == "open":
            self._abort(upload.storage_path, upload.upload_id)

    def _abort(self, key: str, upload_id: str) -> None:
        try:
            with self._asking(upload_id):
                self._s3.abort_multipart_upload(**self._at(key), UploadId=upload_id)
        except Problem as problem:
            if problem.status != 404:
                raise

    # --- objects

    def arrived(self, upload: Upload) -> StoredObject | None:
        try:
            with self._asking():
                head = self._s3.head_object(**self._at(upload.storage_path))
        except Problem as problem:
            if isinstance(problem.__cause__, Exception) and s3_errors.code_of(problem.__cause__) in (
                "404",
                "NoSuchKey",
            ):
                return None
            raise
        etag = str(head["ETag"]).strip('"')
        return StoredObject(f"{etag}:{upload.storage_path}", int(head["ContentLength"]))

    def path(self, name: str) -> Path:
        """As read once from the server. Raises Problem 503, also when other bytes lie there by now."""
        kept = self._kept(name)
        with self._reading:
            if not kept.exists():
                self._read(name, kept)
        return kept

    def _kept(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.zip"

    def _read(self, name: str, kept: Path) -> None:
        etag, _, key = name.partition(":")
        beside = self._folder / secrets.token_hex(12)
        try:
            with self._asking(), beside.open("wb") as file:
                answer = self._s3.get_object(**self._at(key), IfMatch=f'"{etag}"')
                if str(answer["ETag"]).strip('"') != etag:  # not every server heeds If-Match
                    raise _unavailable("Somebody replaced the object.")
                with contextlib.closing(answer["Body"]) as body:
                    for block in body.iter_chunks(MIB):
                        if self._stopping.is_set():
                            raise Problem(503, "The server is stopping", "SERVICE_UNAVAILABLE")
                        file.write(block)
            beside.replace(kept)
        finally:
            beside.unlink(missing_ok=True)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            self._kept(name).unlink(missing_ok=True)
            # what the call was about is done; an object that stays behind costs space and nothing else
            with contextlib.suppress(Problem), self._asking():
                self._s3.delete_object(**self._at(name.partition(":")[2]))

    def tidy(self, known: set[str]) -> None:
        """Ends unfinished uploads of sandboxes that are older than any may be; the bucket may hold other things."""
        limit = time.time() - UNFINISHED_KEPT_S
        with contextlib.suppress(Problem), self._asking():
            pages = self._s3.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._address.bucket, Prefix="tenant-"
            )
            for page in pages:
                for one in page.get("Uploads", []):
                    if one["Initiated"].timestamp() < limit:
                        self._abort(one["Key"], one["UploadId"])


def _unavailable(reason: str) -> Problem:
    return Problem(503, "The storage is not available", "STORAGE_UNAVAILABLE", {"reason": reason})


def _client(address: S3Address, endpoint: str, environ: Mapping[str, str]) -> Any:
    keys = s3_address.credentials(environ)
    for secret in (keys.key_id, keys.secret_key, keys.session_token):
        keep_secret(secret)
    session = botocore.session.Session()
    # nothing but what was said: no profile, no machine's role
    for name in ("config_file", "credentials_file"):
        session.set_config_variable(name, os.devnull)
    return session.create_client(
        "s3",
        region_name=s3_address.region(address, environ),
        endpoint_url=endpoint,
        aws_access_key_id=keys.key_id,
        aws_secret_access_key=keys.secret_key,
        aws_session_token=keys.session_token or None,
        config=botocore.config.Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            # a checksum in a signed address would have to come from whoever sends
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            # one honest answer: whoever called the sandbox repeats
            retries={"total_max_attempts": 1},
            connect_timeout=_CONNECT_S,
            read_timeout=_READ_S,
            max_pool_connections=16,
        ),
    )
