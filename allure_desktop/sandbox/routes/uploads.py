"""The calls that bring bytes to the storage: upload-url and multipart."""

from __future__ import annotations

import math

from allure_desktop.sandbox.operations import Call, Operation, Reply
from allure_desktop.sandbox.problems import invalid_request, too_large
from allure_desktop.sandbox.shapes import ANY_RECORD, TENANT, WHO, array, record, text, whole, words
from allure_desktop.sandbox.store import MAX_PARTS, MIB, Upload

#: The page, "File Size Limits": 100 MB by one PUT, read generously.
SINGLE_PUT_BYTES = 100 * MIB

_FILE = words("The name of the file on the sender's computer", maxLength=1024)


def _life_s(call: Call) -> int:
    fault = call.backend.faults.struck("expired", call.path, with_value=True)
    return int(fault.amount) if fault else call.backend.storage.expires_s


def _check_size(call: Call, tenant_id: str, size_bytes: int | None, limit_bytes: int, remedy: str) -> None:
    if size_bytes is None:
        return
    if size_bytes > limit_bytes:
        raise too_large(size_bytes, limit_bytes, remedy)
    call.backend.packages.check_quota(tenant_id, size_bytes, new_package=False)


def upload_url(call: Call) -> Reply:
    tenant_id, body, storage = call.tenant_id, call.body, call.backend.storage
    maximum = call.backend.processing.max_package_bytes
    size = body["file_size"]
    _check_size(call, tenant_id, size, maximum, "The largest package is 10 GB.")
    _check_size(call, tenant_id, size, SINGLE_PUT_BYTES, "Use the multipart upload above 100 MB.")
    upload = storage.begin("presigned", tenant_id, body["uploaded_by"], body["filename"], size)
    life_s = _life_s(call)
    return Reply(
        {
            "presigned_url": storage.put_url(upload, life_s),
            "required_put_headers": storage.put_headers(upload),
            "storage_path": upload.storage_path,
            "expires_in": life_s,
        }
    )


def multipart_init(call: Call) -> Reply:
    tenant_id, body = call.tenant_id, call.body
    size = body.get("file_size")
    _check_size(call, tenant_id, size, call.backend.processing.max_package_bytes, "The largest package is 10 GB.")
    upload = call.backend.storage.begin("multipart", tenant_id, body["uploaded_by"], body["filename"], size)
    return Reply(
        {
            "upload_id": upload.upload_id,
            "storage_path": upload.storage_path,
            "part_size": upload.part_size,
            # without a size nobody can know; a client must not rely on it
            "total_parts": math.ceil(size / (upload.part_size or 1)) if size else 1,
        }
    )


def _own_upload(call: Call, upload_id: str | None = None) -> Upload:
    upload = call.backend.storage.by_id(upload_id or call.body["upload_id"])
    if upload.tenant_id != call.tenant_id or upload.kind != "multipart":
        upload = call.backend.storage.by_id("")  # another's upload is answered like one that is none
    return upload


def part_url(call: Call) -> Reply:
    upload, storage = _own_upload(call), call.backend.storage
    if upload.state != "open":
        upload = storage.by_id("")
    number, life_s = call.body["part_number"], _life_s(call)
    return Reply(
        {
            "part_number": number,
            "url": storage.part_url(upload, number, life_s),
            "expires_in": life_s,
        }
    )


def list_parts(call: Call) -> Reply:
    upload, storage = _own_upload(call, call.parts["upload_id"]), call.backend.storage
    if upload.state != "open":
        upload = storage.by_id("")
    stored = sorted(storage.store.parts(upload), key=lambda part: part.number)
    parts = [{"part_number": part.number, "etag": part.etag, "size_bytes": part.size_bytes} for part in stored]
    return Reply({"upload_id": upload.upload_id, "parts": parts})


def complete(call: Call) -> Reply:
    upload = _own_upload(call)
    parts = [(part["part_number"], part["etag"]) for part in call.body["parts"]]
    if len(parts) > MAX_PARTS:
        raise invalid_request(f"parts must have at most {MAX_PARTS} entries", field="parts")
    stored = call.backend.storage.complete(upload, parts)
    return Reply(
        {"upload_id": stored.upload_id, "storage_path": stored.storage_path, "file_size_bytes": stored.size_bytes}
    )


OPERATIONS = (
    Operation(
        "POST",
        "/api/v1/packages/upload-url",
        "createUploadUrl",
        "A signed address for one PUT of a whole ZIP of at most 100 MB",
        upload_url,
        {
            200: (
                "PUT the ZIP there with exactly these headers",
                record(
                    {
                        "presigned_url": text(),
                        "required_put_headers": ANY_RECORD,
                        "storage_path": text(),
                        "expires_in": whole("Seconds"),
                    }
                ),
            )
        },
        scope="write",
        body=record(
            {"tenant_id": TENANT, "uploaded_by": WHO, "filename": _FILE, "file_size": whole("Bytes", minimum=1)}
        ),
        errors=(400, 403, 413, 503),
    ),
    Operation(
        "POST",
        "/api/v1/packages/multipart/init",
        "initMultipartUpload",
        "Begins a multipart upload, of at most 10 GB",
        multipart_init,
        {
            200: (
                "Ask for part addresses with the upload_id",
                record(
                    {
                        "upload_id": text(),
                        "storage_path": text(),
                        "part_size": whole("Bytes of each part but the last"),
                        "total_parts": whole("1 when no file_size was given"),
                    }
                ),
            )
        },
        scope="write",
        body=record(
            {"tenant_id": TENANT, "uploaded_by": WHO, "filename": _FILE}, {"file_size": whole("Bytes", minimum=1)}
        ),
        errors=(400, 403, 413, 503),
    ),
    Operation(
        "POST",
        "/api/v1/packages/multipart/part-url",
        "createPartUrl",
        "A signed address for one part",
        part_url,
        {
            200: (
                "PUT the part there with Content-Type: application/zip and keep the ETag",
                record({"part_number": whole(), "url": text(), "expires_in": whole("Seconds")}),
            )
        },
        scope="write",
        body=record(
            {"upload_id": words(), "part_number": whole("From 1", minimum=1, maximum=MAX_PARTS)},
            {"tenant_id": TENANT},
        ),
        errors=(400, 403, 404),
    ),
    Operation(
        "GET",
        "/api/v1/packages/multipart/{upload_id}/parts",
        "listUploadedParts",
        "The parts that have arrived, by number",
        list_parts,
        {
            200: (
                "Those that were sent and need not be sent again",
                record(
                    {
                        "upload_id": text(),
                        "parts": array(record({"part_number": whole(), "etag": text(), "size_bytes": whole()})),
                    }
                ),
            )
        },
        scope="write",
        errors=(403, 404),
    ),
    Operation(
        "POST",
        "/api/v1/packages/multipart/complete",
        "completeMultipartUpload",
        "Puts the parts together",
        complete,
        {
            200: (
                "The object lies at storage_path, ready to be processed",
                record({"upload_id": text(), "storage_path": text(), "file_size_bytes": whole()}),
            )
        },
        scope="write",
        body=record(
            {
                "upload_id": words(),
                "parts": array(record({"part_number": whole(minimum=1), "etag": words()}), minItems=1),
            },
            {"tenant_id": TENANT},
        ),
        errors=(400, 403, 404, 503),
        description="The same call again gives the same answer until the object is processed; after that, 404.",
    ),
)
