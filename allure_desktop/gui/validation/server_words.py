"""What the server says of a file, in words: its own verdict, and whether the file fits into the tenant's quota."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.core_words import said
from allure_desktop.gui.uploads import figures
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from allure_desktop.api.answers import Quotas
    from allure_desktop.uploads.rows import UploadRow

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ServerLine:
    """One fact; `tone` is a token of the theme."""

    text: str
    tone: str = "text2"


def server_lines(
    row: UploadRow, quotas: Quotas | None, now_s: float, *, told_above: bool = False
) -> tuple[ServerLine, ...]:
    """The server's own verdict first, then room and number of packages; () for a file that goes to no server.

    `told_above`: the reader has the row's own message before their eyes, so a refusal that it tells is not told again.
    """
    if row.connection_id is None:
        return ()
    told = row.server_said or {}
    if (
        told_above
        and told.get("outcome") == "refused"
        and row.needs_attention
        and row.message.what == said(str(told.get("what") or ""))
    ):
        words = translate("Validation", "It refused this file at {time}; why stands above.")
        at = figures.clock(float(told.get("at") or now_s), now_s)
        verdict: tuple[ServerLine, ...] = (ServerLine(words.format(time=at), "danger"),)
    else:
        verdict = _verdict(row, now_s)
    return (*verdict, *_facts(row), *_room(row, quotas))


def _verdict(row: UploadRow, now_s: float) -> tuple[ServerLine, ...]:
    told = row.server_said or {}
    outcome = told.get("outcome")
    if row.state == "done":
        words = translate("Validation", "It accepted this file: version {number}.").format(number=row.revision or 1)
        return (ServerLine(words, "success"),)
    if outcome == "accepted":
        words = translate("Validation", "It checked this file at {time} and would accept it.")
        return (ServerLine(words.format(time=figures.clock(float(told.get("at") or now_s), now_s)), "success"),)
    if outcome == "refused":
        words = translate("Validation", "It refused this file at {time}: {what}").format(
            time=figures.clock(float(told.get("at") or now_s), now_s), what=one_line(said(str(told.get("what") or "")))
        )
        rest = [*(told.get("causes") or ()), told.get("cause"), *(told.get("remedies") or ()), told.get("remedy")]
        lines = dict.fromkeys(one_line(said(str(part))) for part in rest if part)
        return (ServerLine(words, "danger"), *(ServerLine(line) for line in lines))
    return (ServerLine(translate("Validation", "It was not asked yet: what stands above was found on this computer.")),)


def _facts(row: UploadRow) -> tuple[ServerLine, ...]:
    told = row.server_report or {}
    parts = [str(told[name]) for name in ("title", "version", "launch_url") if told.get(name)]
    if told.get("sco_count"):
        count = int(told["sco_count"])
        parts.append(
            translate("Validation", "1 SCO")
            if count == 1
            else translate("Validation", "{count} SCOs").format(count=figures.number(count))
        )
    if not parts:
        return ()
    return (ServerLine(translate("Validation", "It read: {facts}.").format(facts=one_line(" · ".join(parts)))),)


def _room(row: UploadRow, quotas: Quotas | None) -> tuple[ServerLine, ...]:
    if quotas is None:
        return ()
    found = []
    size = row.total_bytes or int((row.report or {}).get("size_bytes") or 0)
    limit, used = quotas.storage_limit_bytes, quotas.storage_used_bytes
    if limit is not None and used is not None and size:
        left = max(limit - used, 0)
        if row.state == "done":
            words, fits = translate("Validation", "Room: {left} of {limit} left."), True
        elif left >= size:
            words, fits = translate("Validation", "Room: {left} of {limit} left; this file needs {size}."), True
        else:
            words, fits = (
                translate("Validation", "Too little room: {left} of {limit} left, this file needs {size}."),
                False,
            )
        text = words.format(left=figures.size(left), limit=figures.size(limit), size=figures.size(size))
        found.append(ServerLine(text, "text2" if fits else "danger"))
    most, there = quotas.package_limit, quotas.packages_used
    if most is not None and there is not None:
        full = there >= most and not row.is_new_version and row.state != "done"
        words = (
            translate("Validation", "The tenant has all the {most} packages it may have; this would be one more.")
            if full
            else translate("Validation", "Packages: {there} of {most}.")
        )
        text = words.format(there=figures.number(there), most=figures.number(most))
        found.append(ServerLine(text, "danger" if full else "text2"))
    return tuple(found)
