"""The launch call: a session with a page that plays the course."""

from __future__ import annotations

import uuid

from allure_desktop.sandbox.operations import Call, Operation, Reply
from allure_desktop.sandbox.packages import version
from allure_desktop.sandbox.problems import invalid_request
from allure_desktop.sandbox.sessions import LAUNCH_EXPIRES_S
from allure_desktop.sandbox.shapes import TENANT, record, text, whole, words


def launch(call: Call) -> Reply:
    backend, tenant_id = call.backend, call.tenant_id
    facts = backend.packages.facts(tenant_id, call.parts["package_id"])
    try:
        session_id = str(uuid.UUID(call.body["session_id"]))
    except ValueError:
        raise invalid_request("session_id must be a UUID", field="session_id") from None
    session = backend.sessions.begin(
        session_id, tenant_id, facts["package_id"], facts["current_revision"], call.body["user_id"]
    )
    record_ = backend.packages.one(tenant_id, facts["package_id"])
    return Reply(
        {
            "package_id": session.package_id,
            "session_id": session.session_id,
            "learner_id": session.learner_id,
            "content_type": "scorm_12" if version(record_["version"]) == "1.2" else "scorm_2004",
            "launch_url": f"{backend.storage_url}/player/{session.session_id}/?token={session.token}",
            "expires_in_seconds": LAUNCH_EXPIRES_S,
        }
    )


OPERATIONS = (
    Operation(
        "POST",
        "/api/v1/packages/{package_id}/launch",
        "launchPackage",
        "A launch for a learner; the same session_id resumes it",
        launch,
        {
            200: (
                "PackageLaunchResponse; launch_url is a secret",
                record(
                    {
                        "package_id": text(),
                        "session_id": text(),
                        "learner_id": text(),
                        "content_type": text(enum=["scorm_12", "scorm_2004"]),
                        "launch_url": text(),
                        "expires_in_seconds": whole(),
                    }
                ),
            )
        },
        body=record({"user_id": words(), "session_id": words("A UUID", format="uuid")}, {"tenant_id": TENANT}),
        errors=(400, 403, 404, 409),
    ),
)
