"""As whom a launch is made and in which session; kept for the next one, without anything of its link."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allure_desktop.library.launches import PREVIEW_USER_ID
from allure_desktop.settings import LAUNCH_LEARNERS, LAUNCH_SESSIONS

if TYPE_CHECKING:
    from allure_desktop.composition import Services

#: The session of so many packages is remembered.
MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """`user_id` '' is the usual preview learner; `session_id` '' begins a new session."""

    user_id: str = ""
    session_id: str = ""

    @property
    def learner(self) -> str:
        return self.user_id or PREVIEW_USER_ID


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was launched last: the learner of the connection, and the package's session (Unix seconds; '' for none)."""

    user_id: str = ""
    session_id: str = ""
    session_user_id: str = ""
    at: float = 0.0


def earlier(services: Services, connection_id: str, package_id: str) -> Earlier:
    """Reads it; for the background."""
    learners = services.settings.get(LAUNCH_LEARNERS)
    user_id = learners.get(connection_id, "")
    sessions = services.settings.get(LAUNCH_SESSIONS)
    kept = sessions.get(f"{connection_id}/{package_id}")
    if not isinstance(kept, list) or len(kept) != 3:
        return Earlier(str(user_id))
    session_id, learner, at = kept
    return Earlier(str(user_id), str(session_id), str(learner), float(at))


def remember(services: Services, connection_id: str, package_id: str, ask: Ask, session_id: str) -> None:
    """After a launch; for the background."""
    learners = services.settings.get(LAUNCH_LEARNERS)
    if learners.get(connection_id, "") != ask.user_id:
        services.settings.set(LAUNCH_LEARNERS, {**learners, connection_id: ask.user_id})
    kept = services.settings.get(LAUNCH_SESSIONS)
    sessions = dict(kept)
    key = f"{connection_id}/{package_id}"
    sessions.pop(key, None)
    sessions[key] = [session_id, ask.user_id, time.time()]
    while len(sessions) > MOST_SESSIONS:
        del sessions[next(iter(sessions))]
    services.settings.set(LAUNCH_SESSIONS, sessions)
