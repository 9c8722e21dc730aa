"""Each setting, declared once: its name, default, unit and the words the user sees."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from allure_desktop.database import Database
from allure_desktop.events import Events, SettingChanged

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting. `words` is its label; a value of another type than the default's is refused."""

    name: str
    default: T
    words: str


COLOUR_SCHEME = Setting("appearance.scheme", "system", "Colour scheme: system, light or dark")
CONTRAST = Setting("appearance.contrast", "system", "Contrast: system or more")
LANGUAGE = Setting("appearance.language", "system", "Language: system, en or de")
ROW_DENSITY = Setting("appearance.rows", "comfortable", "Rows: comfortable or compact")
REDUCED_MOTION = Setting("appearance.motion", "system", "Motion: system or less")
NOTIFICATIONS = Setting("general.notifications", True, "Notifications of the system about uploads")
SANDBOX_AT_START = Setting("sandbox.at_start", False, "Start the sandbox with the program")
PARALLEL_PARTS = Setting("uploads.parallel_parts", 4, "Parts uploaded at once (1 to 16)")
PARALLEL_UPLOADS = Setting("uploads.parallel_files", 2, "Files uploaded at once (1 to 8)")
LIMIT_BYTES_PER_S = Setting("uploads.limit_bytes_per_s", 0, "Upload limit in bytes a second (0: none)")
PARTS_FROM_BYTES = Setting(
    "uploads.parts_from_bytes", 100_000_000, "Files above this size go in parts, so that they resume (1 to 100 MB)"
)
ON_CLOSE = Setting("window.on_close", "ask", "Closing while uploading: ask, background or quit")
KEEP_AWAKE = Setting("uploads.keep_awake", True, "Hold off sleep while uploading")
WINDOW_STATE: Setting[dict[str, Any]] = Setting("window.state", {}, "Geometry, splitters, columns")
PREVIEW_STATE: Setting[dict[str, Any]] = Setting(
    "preview.state", {}, "Preview: geometry, sizes, profile and learner of the last one"
)
ASKED_UPLOAD_AT_ONCE: Setting[dict[str, bool]] = Setting(
    "uploads.at_once", {}, "Upload at once when the check is clean, for each connection"
)

KEEP_COPIES = Setting("copies.keep", True, "Keep copies of what is uploaded and downloaded")
COPIES_LIMIT_BYTES = Setting("copies.limit_bytes", 10_000_000_000, "Kept copies: limit in bytes")
SHARED_COPIES = Setting("copies.shared_folder", "", "Folder in which a team shares its copies ('': none)")
PALETTE_RECENT: Setting[list[list[str]]] = Setting(
    "palette.recent", [], "What was chosen in the command palette, the last first"
)

LAUNCH_LEARNERS: Setting[dict[str, str]] = Setting("launch.learners", {}, "Learner of launches, for each connection")
LAUNCH_SESSIONS: Setting[dict[str, list[Any]]] = Setting(
    "launch.sessions", {}, "Last session, learner and time of a package's launches"
)

VALIDATION_TARGET = Setting("validation.target", "AllureConnect", "The system packages are checked for")
VALIDATION_SEVERITIES: Setting[dict[str, str]] = Setting(
    "validation.severities", {}, "Severity per finding: error, warning, note or off"
)


class Settings:
    """The user's values over the defaults, kept in the database."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database = database
        self._events = events
        self._overrides: dict[str, Any] = {}

    def get(self, setting: Setting[T]) -> T:
        """The kept value, or the default where none or an unreadable one is kept."""
        if setting.name in self._overrides:
            chosen: T = self._overrides[setting.name]
            return chosen
        row = self._database.row("SELECT value FROM settings WHERE name = ?", setting.name)
        if row is None:
            return setting.default
        try:
            value = json.loads(row["value"])
        except ValueError:
            return setting.default
        return value if type(value) is type(setting.default) else setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Keeps a value and announces it."""
        self._database.execute(
            "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            setting.name,
            json.dumps(value),
        )
        self._events.announce(SettingChanged(setting.name))

    def override(self, setting: Setting[T], value: T) -> None:
        """A value for this process alone, kept nowhere: an option of the command line."""
        self._overrides[setting.name] = value
        self._events.announce(SettingChanged(setting.name))


def peek(database: Path, setting: Setting[T]) -> T:
    """The kept value without opening the database for work: for a command that starts fast and writes nothing."""
    import contextlib
    import sqlite3

    try:
        with contextlib.closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (setting.name,)).fetchone()
        value = json.loads(row[0]) if row is not None else setting.default
    except (sqlite3.Error, ValueError):
        return setting.default  # whoever opens it for work tells what is wrong with it
    return value if type(value) is type(setting.default) else setting.default
