"""What a row says: one pure function from an upload's row to words, icon, colour, bars and acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act, RowAct, acts, with_preview
from allure_desktop.gui.uploads.row_table import Case, cell_of, mending_cell
from allure_desktop.plain_text import one_line
from allure_desktop.uploads.rows import Progress, UploadRow

translate = QCoreApplication.translate


#: nothing of these is on its way: the file may change
_WATCHABLE = ("needs_decision", "held", "failed")


class Section(Enum):
    """The headings of Uploads, in their order on the page."""

    ATTENTION = "attention"
    PROGRESS = "progress"
    WAITING = "waiting"
    READY = "ready"
    TODAY = "today"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Bars:
    """Two bars, upload and process. `upload` is 0 to 1 and never jumps back; `beside` stands at their right."""

    upload: float
    tone: Literal["progress", "waiting"]
    process: Literal["ahead", "running"]
    beside: str
    exactly: str


@dataclass(frozen=True, slots=True)
class RowWords:
    """Everything a row shows. `tone` and `sentence_tone` are names of theme tokens.

    `acts` are the row's own, the most useful first; the first two are painted on it. `chip` is a word beside the kind.
    """

    section: Section
    icon: str
    tone: str
    kind: str
    sentence: str
    sentence_tone: str
    acts: tuple[RowAct, ...]
    bars: Bars | None
    spoken: str
    chip: str = ""


def title_of(row: UploadRow) -> str:
    """What a row is called: the course's title, else the file's name, on one line."""
    return one_line(row.title or row.file)


def row_words(
    row: UploadRow,
    progress: Progress | None,
    now_s: float,
    *,
    ahead: int = 0,
    mending: tuple[int, int] | None = None,
) -> RowWords:
    """Words, icon, colour and acts of one row. `now_s` is Unix time; `ahead` counts uploads before a queued one.

    `mending` while a fixed copy of its file is written: bytes copied, of the file's size (0: not known yet).
    """
    case = Case(row, progress, now_s, ahead)
    cell = cell_of(case) if mending is None else mending_cell(*mending)
    section = _section(row, now_s)
    bars = _bars(case)
    kind = _kind(row)
    figure = bars.exactly if bars else ""
    title, sentence = title_of(row), one_line(cell.sentence)
    can_watch = row.state in _WATCHABLE and not row.options.no_validation
    watching = row.watched and row.state in (*_WATCHABLE, "validating")
    chip = translate("Uploads", "Watching the file") if watching else ""
    watch = acts(Act.UNWATCH if row.watched else Act.WATCH) if can_watch else ()
    return RowWords(
        section=section,
        icon=cell.icon,
        tone=cell.tone,
        kind=kind,
        sentence=sentence,
        sentence_tone=cell.tone if cell.loud else "text2",
        acts=_acts(row, (*cell.acts, *watch)),
        bars=bars,
        spoken=". ".join(part for part in (", ".join(p for p in (title, kind, chip) if p), sentence, figure) if part),
        chip=chip,
    )


def _acts(row: UploadRow, offered: tuple[RowAct, ...]) -> tuple[RowAct, ...]:
    """What a row offers; its course can be tried wherever its file is there."""
    if row.reason == "file_missing" or row.message.code == "file.missing":
        return offered
    if any(finding.get("code") == "zip.unreadable" for finding in (row.report or {}).get("findings", ())):
        return offered  # a project, a RAR archive: there is no course in it to be played
    return with_preview(offered, first=row.state == "done")


def _section(row: UploadRow, now_s: float) -> Section:
    if row.needs_attention:
        return Section.ATTENTION
    if row.state == "done":
        return Section.TODAY if figures.same_day(row.updated_at, now_s) else Section.EARLIER
    if row.state == "held":
        return Section.READY
    # a paused upload stays where it was, so that the row under the pointer does not run away
    return Section.WAITING if row.state == "queued" else Section.PROGRESS


def _kind(row: UploadRow) -> str:
    parts = []
    if row.state == "done" and row.revision is not None:
        parts.append(translate("Uploads", "Version {number}").format(number=row.revision))
    elif row.state == "needs_decision" and row.reason == "new_version":
        pass  # that is just the question
    elif row.is_new_version:
        after = row.revision_before
        parts.append(
            translate("Uploads", "New version")
            if after is None
            else translate("Uploads", "New version (v{number})").format(number=after + 1)
        )
    elif row.connection_id is not None or row.base_url:
        parts.append(translate("Uploads", "New package"))
    else:
        parts.append(translate("Uploads", "On this computer only"))
    if row.total_bytes and row.state in ("held", "queued", "needs_decision"):
        parts.append(figures.size(row.total_bytes))
    if row.state == "done" and row.total_bytes and row.seconds:
        parts.append(
            translate("Uploads", "{size} in {span}").format(
                size=figures.size(row.total_bytes), span=figures.span(row.seconds)
            )
        )
    return "  ·  ".join(parts)


def _bars(case: Case) -> Bars | None:
    row = case.row
    if row.state not in ("sending", "completing", "server_validating", "processing") or not case.total_bytes:
        return None
    sending = row.state == "sending"
    share = case.sent_bytes / case.total_bytes if sending else 1.0
    moving = row.reason in ("", "slow")
    percent = figures.percent(case.sent_bytes, case.total_bytes) if sending else 100
    exactly = translate("Uploads", "{percent} % uploaded, {sent} of {total} bytes").format(
        percent=percent,
        sent=figures.number(case.sent_bytes if sending else case.total_bytes),
        total=figures.number(case.total_bytes),
    )
    return Bars(
        upload=share,
        tone="progress" if moving or not sending else "waiting",
        process="running" if row.state in ("processing", "server_validating") and moving else "ahead",
        beside=_beside(case, moving),
        exactly=exactly,
    )


def _beside(case: Case, moving: bool) -> str:
    row = case.row
    if row.state in ("processing", "server_validating"):
        return translate("Uploads", "10 s to 30 min, by size")
    if row.state == "completing":
        return figures.size(case.total_bytes or 0)
    parts_total = case.progress.parts_total if case.progress else row.parts_total
    parts_done = case.progress.parts_done if case.progress else row.parts_done
    if moving and parts_total and parts_total > 1:
        return translate("Uploads", "Part {done} of {total}").format(
            done=figures.number(min(parts_done + 1, parts_total)), total=figures.number(parts_total)
        )
    if moving:
        return ""
    words = figures.size_of(case.sent_bytes, case.total_bytes or 0)
    eta_s = case.progress.eta_s if case.progress else None
    return f"{words} · {figures.about(eta_s)}" if eta_s is not None and row.reason == "rate_limited" else words
