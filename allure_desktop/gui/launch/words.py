"""The words of a launch: how long its link lasts, and why its page cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, its cause and what helps."""

    what: str
    cause: str
    remedy: str


def time_left(expires_at: float | None, now_s: float) -> str:
    """`link ends in 9:41`, `link has ended`, or '' where the server does not say. Unix seconds."""
    if expires_at is None:
        return ""
    left = int(expires_at - now_s)
    if left <= 0:
        return translate("Launch", "link has ended")
    hours, rest = divmod(left, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return translate("Launch", "link ends in {clock}").format(clock=clock)


def has_ended(expires_at: float | None, now_s: float) -> bool:
    return expires_at is not None and expires_at <= now_s


def trouble(kind: str, words: str) -> Trouble:
    """The trouble of a web view, by its kind: failed, certificate, blank or crashed."""
    cause = words.rstrip(".")
    if kind == "certificate":
        return Trouble(
            translate("Launch", "The page was not opened: its certificate is not trusted."),
            translate("Launch", "{cause}.").format(cause=cause),
            translate("Launch", "Ask whoever runs the server; a proxy on the way can be the cause as well."),
        )
    if kind == "crashed":
        return Trouble(
            translate("Launch", "The course made the web view crash."),
            translate("Launch", "The page's process ended with code {code}.").format(code=cause),
            translate("Launch", "Reload it. What the course had saved until then is on the server."),
        )
    if kind == "blank":
        return Trouble(
            translate("Launch", "The page has stayed empty for 10 seconds."),
            translate("Launch", "The server is slow, or the course does not start in this web view."),
            translate("Launch", "Reload it, or open it in your browser."),
        )
    return Trouble(
        translate("Launch", "The page could not be loaded."),
        translate("Launch", "The web view says: {cause}.").format(cause=cause),
        translate("Launch", "Look whether the network is there, then reload."),
    )


def shortened(session_id: str) -> str:
    """The begin and end of an id that is too long for a side bar."""
    return session_id if len(session_id) <= 12 else f"{session_id[:4]}…{session_id[-3:]}"
