"""The words of a preview: statuses, scores, times, sources, and why a page cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.launch.words import Trouble

if TYPE_CHECKING:
    from allure_desktop.preview.preview import Part

translate = QCoreApplication.translate

_DONE = ("completed", "passed", "browsed")


def status_icon(part: Part) -> tuple[str, str]:
    """Icon and token of an item."""
    if not part.launchable and part.children:
        return "folder-open", "text3"
    if part.status in _DONE:
        return "circle-check", "success"
    if part.status == "failed":
        return "circle-x", "danger"
    if part.status in ("incomplete", "unknown"):
        return "circle-dot", "accent"
    return "circle", "text3"


def status_words(status: str) -> tuple[str, str]:
    """A status as it is read, and the tone of its label."""
    texts = {
        "not attempted": (translate("Preview", "not attempted"), ""),
        "incomplete": (translate("Preview", "incomplete"), "warning"),
        "completed": (translate("Preview", "completed"), "success"),
        "passed": (translate("Preview", "passed"), "success"),
        "failed": (translate("Preview", "failed"), "danger"),
        "browsed": (translate("Preview", "browsed"), "success"),
        "unknown": (translate("Preview", "unknown"), ""),
    }
    return texts.get(status, (status, ""))


def live_status(status: str, parts: Sequence[Part]) -> str:
    """The course's status; before its first commit that of its parts as the page tells them."""
    if status != "not attempted":
        return status
    told = {part.status for part in launchable(parts)}
    return told.pop() if len(told) == 1 else "incomplete" if told else status


def launchable(parts: Sequence[Part]) -> list[Part]:
    """Every part that can be started, in order."""
    found: list[Part] = []
    for part in parts:
        found += ([part] if part.launchable else []) + launchable(part.children)
    return found


def part_tip(part: Part) -> str:
    """Title, status and score of an item, and why it cannot be opened."""
    lines = [part.title]
    if part.launchable:
        text = status_words(part.status)[0]
        lines.append(text if part.percent is None else f"{text}, {score_words(part.percent)}")
        if not part.enabled:
            lines.append(translate("Preview", "The course's rules do not let a learner choose it now."))
    return "\n".join(lines)


def score_words(percent: float | None) -> str:
    """`60 of 100`, or a dash where no score was told."""
    if percent is None:
        return "—"
    shown = f"{percent:.0f}" if abs(percent - round(percent)) < 0.05 else f"{percent:.1f}"
    return translate("Preview", "{score} of 100").format(score=shown)


def clock(seconds: float) -> str:
    """`00:03:12`."""
    whole = max(0, int(seconds))
    return f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02}"


def count_scos(parts: Sequence[Part]) -> int:
    """How many items can be started."""
    return len(launchable(parts))


def nothing_recorded(mode: str) -> str:
    """What an attempt without credit leaves behind; '' for one that counts."""
    return {
        "browse": translate("Preview", "Nothing is recorded: the course was browsed, without credit."),
        "review": translate("Preview", "Nothing is recorded: the last attempt was reviewed, and stays as it is."),
    }.get(mode, "")


def trouble(kind: str, cause: str) -> Trouble:
    """Why the course cannot be shown: failed, blank, hung or crashed."""
    if kind == "crashed":
        return Trouble(
            translate("Preview", "The course made the web view crash."),
            translate("Preview", "The page's process ended with code {code}.").format(code=cause),
            translate("Preview", "Reload it. What the course had committed until then is kept."),
        )
    if kind == "hung":
        return Trouble(
            translate("Preview", "The course does not answer any more."),
            translate("Preview", "One of its scripts has been running in circles for 15 seconds."),
            translate("Preview", "Reload it: the script is stopped. What was committed until then is kept."),
        )
    if kind == "blank":
        return Trouble(
            translate("Preview", "The page has stayed empty for 10 seconds."),
            translate("Preview", "The course has not started in this web view; Console and Requests may say why."),
            translate("Preview", "Reload it, or open it in your browser."),
        )
    return Trouble(
        translate("Preview", "The page could not be loaded."),
        translate("Preview", "The web view says: {cause}.").format(cause=cause.rstrip(".")),
        translate("Preview", "Reload it, or open it in your browser."),
    )
