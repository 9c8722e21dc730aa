"""What a user can do with a row, and how each act is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Act(Enum):
    """What a user can do with a row; each is one call of the upload service or one place to go."""

    CANCEL = "cancel"
    SHOW = "show"
    PREVIEW = "preview"
    FIX = "fix"
    CANCEL_FIX = "cancel_fix"
    WATCH = "watch"
    UNWATCH = "unwatch"
    CHECK_AGAIN = "check_again"
    UPLOAD_ANYWAY = "upload_anyway"
    AS_VERSION = "as_version"
    AS_NEW = "as_new"
    UPLOAD = "upload"
    SERVER_CHECK = "server_check"
    PROCESS_AGAIN = "process_again"
    UPLOAD_FIRST = "upload_first"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    START_AGAIN = "start_again"
    LOCATE = "locate"
    REPLACE_KEY = "replace_key"
    STOP_WATCHING = "stop_watching"
    SHOW_IN_LIBRARY = "show_in_library"
    COMPARE = "compare"
    SET_DETAILS = "set_details"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class RowAct:
    """One act with its words. `icon` is set when the row paints it as an icon alone."""

    act: Act
    text: str
    icon: str = ""


def act(what: Act) -> RowAct:
    """An act with its words."""
    texts = {
        Act.CANCEL: translate("Uploads", "Cancel"),
        Act.SHOW: translate("Uploads", "Show findings"),
        Act.PREVIEW: translate("Uploads", "Preview"),
        Act.FIX: translate("Uploads", "Fix"),
        Act.CANCEL_FIX: translate("Uploads", "Cancel the fix"),
        Act.WATCH: translate("Uploads", "Check again when the file changes"),
        Act.UNWATCH: translate("Uploads", "Stop watching the file"),
        Act.CHECK_AGAIN: translate("Uploads", "Check again"),
        Act.UPLOAD_ANYWAY: translate("Uploads", "Upload anyway…"),
        Act.AS_VERSION: translate("Uploads", "Upload as version…"),
        Act.AS_NEW: translate("Uploads", "New package"),
        Act.UPLOAD: translate("Uploads", "Upload"),
        Act.SERVER_CHECK: translate("Uploads", "Let the server check it"),
        Act.PROCESS_AGAIN: translate("Uploads", "Process again"),
        Act.UPLOAD_FIRST: translate("Uploads", "Upload first"),
        Act.PAUSE: translate("Uploads", "Pause"),
        Act.RESUME: translate("Uploads", "Resume"),
        Act.STOP: translate("Uploads", "Stop"),
        Act.START_AGAIN: translate("Uploads", "Start again with the new file"),
        Act.LOCATE: translate("Uploads", "Locate…"),
        Act.REPLACE_KEY: translate("Uploads", "Replace key…"),
        Act.STOP_WATCHING: translate("Uploads", "Stop watching"),
        Act.SHOW_IN_LIBRARY: translate("Uploads", "Show in Library"),
        Act.COMPARE: translate("Uploads", "Compare…"),
        Act.SET_DETAILS: translate("Uploads", "Set the details again"),
        Act.REMOVE: translate("Uploads", "Remove from list"),
    }
    return RowAct(what, texts[what], _ICONS.get(what, ""))


_ICONS = {
    Act.PAUSE: "pause",
    Act.RESUME: "play",
    Act.STOP: "x",
    Act.CANCEL: "x",
    Act.CANCEL_FIX: "x",
    Act.STOP_WATCHING: "x",
}


def acts(*which: Act) -> tuple[RowAct, ...]:
    return tuple(act(one) for one in which)


def named(what: Act, text: str) -> RowAct:
    return RowAct(what, text)


#: in the panel and the context menu only: a row has room for what one does next
_QUIET = frozenset({Act.CHECK_AGAIN, Act.SERVER_CHECK, Act.UPLOAD_ANYWAY, Act.WATCH, Act.UNWATCH, Act.REMOVE})
_PAINTED = 2


def painted(offered: tuple[RowAct, ...]) -> tuple[RowAct, ...]:
    """The acts that a row paints, in their order."""
    loud = (one for n, one in enumerate(offered) if one.act not in _QUIET and (one.act is not Act.PREVIEW or n == 0))
    return tuple(loud)[:_PAINTED]


def with_preview(offered: tuple[RowAct, ...], *, first: bool) -> tuple[RowAct, ...]:
    """The acts of a row, and that its course can be tried here: in front, or after what the row itself paints."""
    shown = painted(offered)
    place = 0 if first or not shown else max(offered.index(one) for one in shown) + 1
    return (*offered[:place], act(Act.PREVIEW), *offered[place:])
