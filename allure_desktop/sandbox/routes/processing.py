"""The process call: from an uploaded object to a package."""

from __future__ import annotations

from allure_desktop.sandbox import shapes
from allure_desktop.sandbox.operations import Call, Operation, Reply
from allure_desktop.sandbox.shapes import TENANT, WHO, record, text, words


def process(call: Call) -> Reply:
    status, body = call.backend.processing.process(call.tenant_id, call.body)
    return Reply(body, status)


def process_status(call: Call) -> Reply:
    return Reply(call.backend.processing.status(call.tenant_id, call.parts["upload_id"]))


OPERATIONS = (
    Operation(
        "POST",
        "/api/v1/packages/process",
        "processPackage",
        "Checks an uploaded ZIP and makes a package, or a new version of one, of it",
        process,
        {
            200: (
                "ProcessPackageResponse; with validate_only without upload_id and package",
                {"oneOf": [shapes.PROCESSED, shapes.VALIDATED]},
            ),
            202: ("Processing goes on; look at the package list or the status call", shapes.PENDING),
        },
        scope="write",
        body=record(
            {
                "tenant_id": TENANT,
                "uploaded_by": WHO,
                "storage_path": words("From upload-url or multipart/init"),
                "original_filename": words(),
            },
            {
                "validate_only": {"type": "boolean", "description": "Check only; the object is kept"},
                "package_id": shapes.nullable(text("The package this becomes a new version of")),
            },
        ),
        errors=(400, 403, 404, 409, 413, 500, 503),
        description=(
            "After Invalid SCORM Package, File Too Large, Package Processing Failed or Quota Exceeded the uploaded"
            " object is deleted, unless validate_only was set."
        ),
    ),
    Operation(
        "GET",
        "/api/v1/packages/process/{upload_id}",
        "getProcessStatus",
        "What became of a process call",
        process_status,
        {
            200: (
                "result once completed, error once failed",
                record(
                    {"upload_id": text(), "status": text(enum=["processing", "completed", "failed"])},
                    {"result": shapes.PROCESSED, "error": shapes.ANY_RECORD},
                ),
            )
        },
        query={"tenant_id": TENANT},
        errors=(403, 404),
    ),
)
