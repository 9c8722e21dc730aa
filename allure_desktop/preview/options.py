"""What can be chosen for a preview: how the attempt starts, who learns, and what the course may reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Start = Literal["resume", "restart"]
Mode = Literal["normal", "browse", "review"]
Network = Literal["offline", "online"]


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """`start`: go on with the last attempt that was not finished, or begin a new one.

    `mode`: `browse` and `review` are for no credit and are not kept; `review` shows the last attempt's data.
    `initial`: element → value, put over the data that a new part starts with. `profile` names an LMS to behave like
    (`profiles.profile`), '' for the usual one. `auto_advance`: a part of a SCORM 1.2 course that ends by itself is followed
    by the next; None as the profile has it, most systems wait for the learner. `view_plays_h264` says whether the embedded view plays H.264 and AAC itself; where it does not, such
    members are converted for it. `port` 0 takes any free one.
    """

    start: Start = "resume"
    mode: Mode = "normal"
    learner_id: str = "preview-learner"
    learner_name: str = "Learner, Preview"
    language: str = ""
    initial: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    network: Network = "offline"
    auto_advance: bool | None = None
    view_plays_h264: bool = True
    port: int = 0
