"""How a person comes to see each state of an upload, and how it goes on from there: one generator for each.

A scene yields once, when the state is on the screen, with what stands there. What comes after leads to live.
"""

from __future__ import annotations

import errno
import shutil
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.gui.uploads.acts import painted
from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import PARALLEL_UPLOADS, PARTS_FROM_BYTES
from allure_desktop.validation import inflate, validator
from tests.journeys.desk import LEFT, Desk
from tests.packages import scorm12
from tests.small_disk import SmallDisk


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it should look; `sentence` is a pattern for all of it, `acts` are all of them in their order."""

    upload_id: int
    section: str
    icon: str
    sentence: str
    acts: tuple[str, ...]


@dataclass
class Stage:
    """The person at the window, the server, and the world around; `hold_s`: how long what passes by itself lasts."""

    desk: Desk
    sandbox: Sandbox
    folder: Path
    patch: pytest.MonkeyPatch
    hold_s: float = 1.0
    disk: SmallDisk | None = None
    title: str = "Fire Safety Basics"
    #: in one PUT, and more than the system takes in advance of what the sandbox reads
    large_bytes: int = 8_000_000
    bytes_per_s: float = 400_000.0

    def course(self, name: str = "course", **how: Any) -> Path:
        """A package of its own: no other one looks like an earlier version of it."""
        how = {"title": self.title, "identifier": f"org.example.{self.folder.name}.{name}", **how}
        return scorm12(self.folder / f"{name}.zip", **how)

    def large(self, name: str = "course") -> Path:
        return self.course(name, size_bytes=self.large_bytes)

    def drop(self, file: Path) -> int:
        return self.desk.dropped(file)

    def uploaded(self, file: Path) -> None:
        """Live, and in the list that versions are counted by."""
        upload_id = self.drop(file)
        self.reached(upload_id, "done")
        package_id = self.desk.row(upload_id).package_id
        self.desk.until(lambda: package_id in [package.package_id for package in self.desk.window.packages.shown])

    def reached(self, upload_id: int, state: str, reason: str = "") -> None:
        self.desk.until_state(upload_id, state, reason)

    def act(self, upload_id: int, text: str) -> None:
        """Presses it where it stands: on the row, in the panel, or in the panel's menu."""
        desk = self.desk
        desk.until(lambda: text in desk.offered(upload_id))
        if text in [act.text for act in painted(desk.words(upload_id).acts)]:
            desk.press_on_row(upload_id, text)
            return
        desk.select(upload_id)
        desk.do_in_panel(text)

    def set_at_once(self, wanted: bool) -> None:
        """The switch over the list."""
        desk = self.desk
        desk.open_uploads()
        if desk.page.at_once.isChecked() != wanted:
            QTest.mouseClick(desk.page.at_once, LEFT, pos=QPoint(8, desk.page.at_once.height() // 2))
        current = desk.window.context.current_connection_id
        desk.until(lambda: desk.window.adding.at_once(current) is wanted)

    def upload_anyway(self, upload_id: int) -> None:
        self.act(upload_id, "Upload anyway…")
        sheet = self.desk.sheet(QuestionSheet)
        assert isinstance(sheet, QuestionSheet)
        QTest.mouseClick(sheet.act_button, LEFT)

    def as_version(self, upload_id: int, act: str, button: str) -> None:
        """Through the sheet of a new version."""
        desk = self.desk
        self.act(upload_id, act)
        desk.until(lambda: desk.sheet(NewVersionSheet))
        sheet = desk.sheet(NewVersionSheet)
        assert isinstance(sheet, NewVersionSheet)
        desk.until(lambda: sheet.upload.isEnabled() and sheet.upload.accessibleName() == button)
        QTest.mouseClick(sheet.upload, LEFT)


Steps = Generator[Shown, None, None]
Scene = Callable[[Stage], Steps]


# --- on this computer ------------------------------------------------------------------------------------------------


def checking(s: Stage) -> Steps:
    """A disk that is in no hurry. The sandbox checks, too, but tells nobody how far it is."""
    go = threading.Event()
    usual = inflate.damaged

    def slow(archive: Any, known: Any, progress: Any, cancelled: Any) -> Any:
        if progress is not None:
            total = sum(member.size for member in archive.members)
            progress(total * 2 // 5, total)
            go.wait(60)
        return usual(archive, known, progress, cancelled)

    s.patch.setattr(validator, "damaged", slow)
    try:
        row = s.drop(s.large())
        s.desk.until_said(row, " of ")
        yield Shown(row, "progress", "scan-search", r"Checking 3\.2 of 8\.0 MB", ("Cancel",))
    finally:
        go.set()


def needs_attention(s: Stage) -> Steps:
    """A folder was zipped, not its contents."""
    row = s.drop(s.course(broken="zip.manifest-in-subfolder"))
    s.reached(row, "needs_decision", "errors")
    yield Shown(
        row,
        "attention",
        "octagon-alert",
        "Not uploaded: 1 problem would stop it in an LMS",
        ("Fix 1 and upload", "Show findings", "Check again", "Upload anyway…", "Let the server check it"),
    )
    s.course()
    s.act(row, "Check again")


def choose(s: Stage) -> Steps:
    """The same file again, changed."""
    s.uploaded(s.course())
    row = s.drop(s.course(scos=2))
    s.reached(row, "needs_decision", "new_version")
    sentence = rf"Looks like a new version of “{s.title}” \(uploaded from this path before\)"
    yield Shown(row, "attention", "git-branch", sentence, ("Upload as version 2…", "New package", "Compare…"))
    s.act(row, "New package")


def held(s: Stage) -> Steps:
    """Checked only."""
    s.set_at_once(False)
    row = s.drop(s.course())
    s.reached(row, "held", "by_user")
    acts = ("Upload", "Let the server check it", "Check again", "Remove from list")
    yield Shown(row, "ready", "circle-pause", "Checked, ready to upload", acts)
    s.act(row, "Upload")


def held_with_warnings(s: Stage) -> Steps:
    """Checked only, and something is odd about it."""
    s.set_at_once(False)
    row = s.drop(s.course(broken="manifest.file-missing"))
    s.reached(row, "held", "by_user")
    acts = ("Upload", "Let the server check it", "Check again", "Remove from list")
    yield Shown(row, "ready", "triangle-alert", "Ready, 1 warning", acts)
    s.act(row, "Upload")


def waiting_turn(s: Stage) -> Steps:
    """One at a time, on a slow line."""
    s.desk.services.settings.set(PARALLEL_UPLOADS, 1)
    s.sandbox.faults.set("rate", s.bytes_per_s)
    first = s.drop(s.large("first"))
    s.reached(first, "sending")
    row = s.drop(s.course())
    s.reached(row, "queued", "turn")
    s.desk.until_said(row, "ahead")
    yield Shown(row, "waiting", "list-ordered", "Waiting: 1 upload ahead", ("Upload first", "Stop"))
    s.sandbox.faults.clear("rate")
    s.act(first, "Stop")


# --- on its way ------------------------------------------------------------------------------------------------------


def sending(s: Stage) -> Steps:
    """A slow line."""
    s.sandbox.faults.set("rate", s.bytes_per_s)
    row = s.drop(s.large())
    s.reached(row, "sending")
    s.desk.until_said(row, "MB/s")
    sentence = r"Uploading \S+( MB| kB)? of 8\.0 MB · \S+ MB/s( · .*)?"
    yield Shown(row, "progress", "arrow-up", sentence, ("Pause", "Stop"))
    s.sandbox.faults.clear("rate")


def rate_limit(s: Stage) -> Steps:
    """Too many calls in a minute."""
    s.sandbox.faults.set("429", max(s.hold_s, 2.0), path="upload-url", times=1)
    row = s.drop(s.course())
    s.reached(row, "sending", "rate_limited")
    sentence = r"The server limits speed: continues at \d+:\d\d"
    yield Shown(row, "progress", "hourglass", sentence, ("Pause", "Stop"))


@contextmanager
def connecting_fails(s: Stage, error: OSError) -> Iterator[None]:
    """From now on; connections that are there break as well."""

    def fail(*_address: object, **_more: object) -> NoReturn:
        raise error

    s.sandbox.faults.set("away")
    with s.patch.context() as cut:
        cut.setattr(socket, "create_connection", fail)
        yield
    s.sandbox.faults.clear("away")


def server_away(s: Stage) -> Steps:
    """The server's computer is switched off."""
    with connecting_fails(s, ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")):
        row = s.drop(s.course())
        s.reached(row, "sending", "offline")
        sentence = r"127\.0\.0\.1:\d+ cannot be reached\. Goes on by itself, waiting since \d+:\d\d"
        yield Shown(row, "progress", "wifi-off", sentence, ("Pause", "Stop"))


def offline(s: Stage) -> Steps:
    """The cable is out."""
    with connecting_fails(s, OSError(errno.ENETUNREACH, "Network is unreachable")):
        row = s.drop(s.course())
        s.reached(row, "sending", "offline")
        sentence = r"No network since \d+:\d\d\. Goes on by itself"
        yield Shown(row, "progress", "wifi-off", sentence, ("Pause", "Stop"))


def stalled(s: Stage) -> Steps:
    """A line that swallows everything."""
    s.sandbox.faults.set("stall")
    row = s.drop(s.large())
    s.reached(row, "sending", "stalled")
    sentence = r"No bytes for (less than 1|\d+) s\. Trying a new connection \(attempt \d+\)"
    yield Shown(row, "progress", "activity", sentence, ("Pause", "Stop"))
    s.sandbox.faults.clear("stall")


def paused(s: Stage) -> Steps:
    """By a click."""
    s.sandbox.faults.set("rate", s.bytes_per_s)
    row = s.drop(s.large())
    s.reached(row, "sending")
    s.act(row, "Pause")
    s.reached(row, "sending", "paused")
    yield Shown(row, "progress", "circle-pause", r"Paused at \d+ %\. Nothing is lost", ("Resume", "Stop"))
    s.sandbox.faults.clear("rate")
    s.act(row, "Resume")


def file_changed(s: Stage) -> Steps:
    """Exported again meanwhile."""
    s.sandbox.faults.set("rate", s.bytes_per_s)
    row = s.drop(s.large())
    s.reached(row, "sending")
    s.act(row, "Pause")
    s.reached(row, "sending", "paused")
    s.course()
    s.act(row, "Resume")
    s.reached(row, "sending", "file_changed")
    sentence = r"The file changed on disk at \d+:\d\d\. The uploaded parts no longer match"
    yield Shown(row, "attention", "file-warning", sentence, ("Start again with the new file", "Stop"))
    s.sandbox.faults.clear("rate")
    s.act(row, "Start again with the new file")


def file_missing(s: Stage) -> Steps:
    """Tidied away."""
    s.sandbox.faults.set("rate", s.bytes_per_s)
    file = s.large()
    row = s.drop(file)
    s.reached(row, "sending")
    s.act(row, "Pause")
    s.reached(row, "sending", "paused")
    elsewhere = s.folder / "moved"
    elsewhere.mkdir()
    moved = Path(shutil.move(file, elsewhere))
    s.act(row, "Resume")
    s.reached(row, "sending", "file_missing")
    sentence = r".*course\.zip.* Goes on by itself once it is back"
    yield Shown(row, "attention", "file-x", sentence, ("Locate…", "Stop"))
    s.sandbox.faults.clear("rate")
    s.act(row, "Locate…")
    dialog = s.desk.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(moved))
    dialog.close()


def key_refused(s: Stage) -> Steps:
    """Revoked meanwhile."""
    s.sandbox.faults.set("401")
    row = s.drop(s.course())
    s.reached(row, "sending", "key_refused")
    sentence = r"127\.0\.0\.1:\d+ refused the key \(401\)\. Stopped at 0 %, nothing is lost"
    yield Shown(row, "attention", "key-round", sentence, ("Replace key…", "Stop", "Resume"))
    s.sandbox.faults.clear("401")
    s.act(row, "Resume")


def disk_full(s: Stage) -> Steps:
    """This computer's."""
    assert s.disk is not None
    s.sandbox.faults.set("latency", 0.4, path="upload-url", times=1)
    row = s.drop(s.course())
    s.reached(row, "sending")
    s.disk.fill()
    s.reached(row, "sending", "disk_full")
    sentence = "This computer's disk is full. The upload goes on by itself once there is room"
    yield Shown(row, "attention", "hard-drive", sentence, ("Stop",))
    s.disk.free()


def quota(s: Stage) -> Steps:
    """The tenant's."""
    s.sandbox.faults.set("quota", 100)
    row = s.drop(s.course())
    s.reached(row, "sending", "quota")
    sentence = r"Quota Exceeded: .*"
    yield Shown(row, "attention", "database", sentence, ("Details", "Resume", "Stop"))
    s.sandbox.faults.clear("quota")
    s.act(row, "Resume")


# --- at the server ---------------------------------------------------------------------------------------------------


def finishing(s: Stage) -> Steps:
    """In parts."""
    s.desk.services.settings.set(PARTS_FROM_BYTES, 1_000_000)
    s.sandbox.faults.set("latency", s.hold_s, path="multipart/complete", times=1)
    row = s.drop(s.large())
    s.reached(row, "completing")
    yield Shown(row, "progress", "loader", "All parts are there. Putting them together", ())


def server_check(s: Stage) -> Steps:
    """Asked for; nothing becomes visible by it."""
    s.set_at_once(False)
    row = s.drop(s.course())
    s.reached(row, "held", "by_user")
    s.sandbox.faults.set("slow-process", s.hold_s, times=1)
    s.act(row, "Let the server check it")
    s.reached(row, "server_validating")
    sentence = "The server checks it; nothing becomes visible yet"
    yield Shown(row, "progress", "shield-check", sentence, ("Stop watching",))
    s.desk.until_said(row, "The server checked it and would accept it. Nothing is visible yet")
    s.act(row, "Upload")


def processing(s: Stage) -> Steps:
    """Unpacked over there."""
    s.sandbox.faults.set("slow-process", s.hold_s, times=1)
    row = s.drop(s.course())
    s.reached(row, "processing")
    sentence = r"All there\. The server is unpacking it · .* so far"
    yield Shown(row, "progress", "cog", sentence, ("Stop watching",))


def unknown(s: Stage) -> Steps:
    """The line breaks after the last call."""
    s.sandbox.faults.set("lost-answer", path="/process", times=1)
    s.sandbox.faults.set("async", s.hold_s / 2, times=1)
    row = s.drop(s.course())
    s.reached(row, "processing", "answer_lost")
    sentence = r"The server's answer was lost\. Looking whether it arrived \(no second copy is made\)"
    yield Shown(row, "progress", "circle-help", sentence, ())


def server_refused(s: Stage) -> Steps:
    """Uploaded in spite of what the check found."""
    row = s.drop(s.course(broken="manifest.not-well-formed"))
    s.reached(row, "needs_decision", "errors")
    s.upload_anyway(row)
    s.reached(row, "needs_decision", "server_refused")
    yield Shown(
        row,
        "attention",
        "octagon-alert",
        r"Invalid SCORM Package: .*",
        ("Show why", "Check again", "Remove from list"),
    )
    s.course()
    s.act(row, "Check again")


def version_conflict(s: Stage) -> Steps:
    """Somebody was quicker."""
    s.uploaded(s.course())
    row = s.drop(s.course(scos=2))
    s.reached(row, "needs_decision", "new_version")
    s.sandbox.faults.set("latency", 0.3, path="upload-url", times=1)
    s.as_version(row, "Upload as version 2…", "Upload as version 2")
    s.sandbox.faults.set("rival")
    s.reached(row, "needs_decision", "version_conflict")
    sentence = r"Version 2 was uploaded by user-77 while yours waited\."
    yield Shown(row, "attention", "git-branch", sentence, ("Compare…", "Upload as version 3…", "Stop"))
    s.as_version(row, "Upload as version 3…", "Upload as version 3")


def failed(s: Stage) -> Steps:
    """Something broke over there."""
    s.sandbox.faults.set("fail-process", times=1)
    row = s.drop(s.course())
    s.reached(row, "failed")
    yield Shown(
        row,
        "attention",
        "octagon-alert",
        r"Package Processing Failed: .*",
        ("Show why", "Process again", "Check again", "Remove from list"),
    )
    s.act(row, "Process again")


def live(s: Stage) -> Steps:
    """The end."""
    row = s.drop(s.course())
    s.reached(row, "done")
    acts = ("Show in Library", "Remove from list")
    yield Shown(row, "today", "circle-check", "Live on AllureConnect · just now", acts)


SCENES: tuple[Scene, ...] = (
    checking,
    needs_attention,
    choose,
    held,
    held_with_warnings,
    waiting_turn,
    sending,
    rate_limit,
    server_away,
    offline,
    stalled,
    paused,
    file_changed,
    file_missing,
    key_refused,
    disk_full,
    quota,
    finishing,
    server_check,
    processing,
    unknown,
    server_refused,
    version_conflict,
    failed,
    live,
)
