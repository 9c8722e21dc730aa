"""Launches on the server: only on an explicit act, since plans count them; the address is never kept."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from allure_desktop.api.answers import Launch
from allure_desktop.errors import UsageError

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient

#: The learner of every launch from here, so that a tenant's reports can tell them from real ones.
PREVIEW_USER_ID = "allure-desktop-preview"


def launch(client: ApiClient, package_id: str, *, user_id: str | None = None, session_id: str | None = None) -> Launch:
    """A new launch with a fresh session, or one that resumes `session_id`.

    Raises UsageError when `session_id` is no UUID, ServerError. The answer's `launch_url` is a secret.
    """
    if session_id is None:
        session = str(uuid.uuid4())
    else:
        try:
            session = str(uuid.UUID(session_id.strip()))
        except ValueError:
            raise UsageError(
                f"“{session_id}” is no session.",
                cause="A session is a UUID, as an earlier launch has told it.",
                remedy="Leave it out to begin a new one.",
            ) from None
    return client.launch(package_id, user_id or PREVIEW_USER_ID, session)
