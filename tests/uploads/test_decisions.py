"""What people decide, before and while an upload goes: problems, holds, pauses, stops, order."""

from __future__ import annotations

import pytest

from allure_desktop.errors import LocalFileError, NoConnection, UsageError
from allure_desktop.settings import PARALLEL_PARTS, PARALLEL_UPLOADS
from allure_desktop.uploads.rows import UploadOptions
from tests.uploads.conftest import Place, eventually
from tests.uploads.fake_server import FakeServer, MiB

PROBLEM = {"code": "manifest.missing", "severity": "error", "title": "No imsmanifest.xml", "remedy": "Export again."}


def test_problems_hold_an_upload_back(place: Place, server: FakeServer) -> None:
    """A file with errors is refused with its first problem in words; only an explicit word sends it."""
    place.report = {"sound": False, "title": "", "findings": [PROBLEM]}
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    row = place.outcome(upload_id)
    assert (row.state, row.reason, row.outcome) == ("needs_decision", "errors", "refused")
    assert (row.message.code, row.message.cause, row.message.remedy) == (
        "manifest.missing",
        "No imsmanifest.xml",
        "Export again.",
    )
    assert row.report is not None and row.report["findings"] == [PROBLEM]
    with pytest.raises(UsageError):
        place.uploads.start(upload_id)
    assert server.calls == []
    place.uploads.start(upload_id, despite_errors=True)
    assert place.outcome(upload_id).outcome == "done"


def test_no_validation_sends_unchecked(place: Place) -> None:
    """Without validation nothing is checked and a file with errors goes."""
    place.report = {"sound": False, "title": "", "findings": [PROBLEM]}
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c", options=UploadOptions(no_validation=True)))
    assert (row.outcome, row.report, row.total_bytes) == ("done", None, 1000)


def test_without_connection_it_is_only_checked(place: Place, server: FakeServer) -> None:
    """A file without a connection is ready after its check, and goes once it is given one."""
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), None)
    assert place.until(upload_id, "held").title == "Fire Safety"
    with pytest.raises(NoConnection):
        place.uploads.start(upload_id)
    place.uploads.start(upload_id, connection_id="c")
    row = place.outcome(upload_id)
    assert (row.outcome, row.base_url) == ("done", "http://server")


def test_held_until_told(place: Place, server: FakeServer) -> None:
    """Not at once: checked and ready, nothing sent before a word."""
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c", options=UploadOptions(at_once=False))
    assert place.until(upload_id, "held").outcome == "stopped"
    assert server.calls == []
    place.uploads.start(upload_id)
    assert place.outcome(upload_id).outcome == "done"


def test_check_that_cannot_be_done_fails_in_words(place: Place) -> None:
    """A missing file fails with the check's own error; checking again after it came back goes on."""
    place.uploads.run()
    path = place.folder.parent / "gone.zip"
    upload_id = place.uploads.add(path, "c")
    row = place.outcome(upload_id)
    assert (row.state, row.message.code) == ("failed", "file.missing")
    path.write_bytes(b"PK")
    place.uploads.check_again(upload_id)
    assert place.outcome(upload_id).outcome == "done"


def test_folder_is_refused(place: Place) -> None:
    """A folder cannot be uploaded, and the row says what to do."""
    upload_id = place.uploads.add(place.folder, "c")
    place.uploads.run()
    assert place.outcome(upload_id).message.code == "file.directory"
    assert issubclass(LocalFileError, Exception)


def test_pause_keeps_what_is_acknowledged(place: Place, server: FakeServer) -> None:
    """A pause cuts the sending at once; after it only what is missing is sent, and the content is whole."""
    place.settings.set(PARALLEL_PARTS, 2)
    path = place.file(25 * MiB)
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    eventually(lambda: place.uploads.row(upload_id).parts_done >= 2)
    server.hold_puts.clear()
    server.sending.clear()
    eventually(server.sending.is_set)
    place.uploads.pause(upload_id)
    row = place.uploads.row(upload_id)
    assert (row.state, row.reason) == ("sending", "paused")
    eventually(lambda: not place.uploads.active())
    done_before = place.uploads.row(upload_id).parts_done
    server.hold_puts.set()
    before = len(server.puts)
    place.uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.puts) - before == 5 - done_before
    assert list(server.objects.values()) == [path.read_bytes()]


def test_stop_goes_back_to_ready_with_its_parts(place: Place, server: FakeServer) -> None:
    """A stopped upload is ready to upload, its parts kept; starting sends the rest."""
    path = place.file(25 * MiB)
    place.settings.set(PARALLEL_PARTS, 1)
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    eventually(lambda: place.uploads.row(upload_id).parts_done >= 1)
    place.uploads.stop(upload_id)
    row = place.uploads.row(upload_id)
    assert (row.state, row.outcome) == ("held", "stopped")
    eventually(lambda: not place.uploads.active())
    place.uploads.start(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert server.calls.count("multipart_init") == 1
    assert list(server.objects.values()) == [path.read_bytes()]


def test_only_so_many_at_once_and_in_order(place: Place, server: FakeServer) -> None:
    """One upload at a time when the setting says so; the others wait for their turn, the first moved goes next."""
    place.settings.set(PARALLEL_UPLOADS, 1)
    server.hold_puts.clear()
    place.uploads.run()
    first, second, third = (place.uploads.add(place.file(1000, f"{n}.zip", n), "c") for n in range(3))
    place.until(first, "sending")
    assert (place.until(second, "turn").state, place.until(third, "turn").state) == ("queued", "queued")
    place.uploads.move_first(third)
    assert [row.id for row in place.uploads.rows()] == [third, first, second]
    server.hold_puts.set()
    rows = place.uploads.wait([first, second, third], 30)
    assert [row.outcome for row in rows] == ["done"] * 3
    names = [versions[0].original_filename for versions in server.packages.values()]
    assert names == ["0.zip", "2.zip", "1.zip"]


def test_pause_and_resume_all(place: Place, server: FakeServer) -> None:
    """All are paused, also what waits for its turn; all go on again, but what was held by hand stays."""
    place.settings.set(PARALLEL_UPLOADS, 1)
    server.hold_puts.clear()
    place.uploads.run()
    held = place.uploads.add(place.file(1000, "h.zip"), "c", options=UploadOptions(at_once=False))
    first, second = (place.uploads.add(place.file(1000, f"{n}.zip", n), "c") for n in range(2))
    place.until(held, "held")
    place.until(first, "sending")
    place.until(second, "turn")
    place.uploads.pause_all()
    assert place.uploads.row(first).reason == "paused"
    assert place.uploads.row(second).state == "held"
    server.hold_puts.set()
    eventually(lambda: not place.uploads.active())
    place.uploads.resume_all()
    assert [row.outcome for row in place.uploads.wait([first, second], 30)] == ["done", "done"]
    assert place.uploads.row(held).state == "held"


def test_forget_removes_the_row(place: Place, server: FakeServer) -> None:
    """A forgotten upload stops at once, is off the list, and its parts at the server are given up."""
    server.hold_puts.clear()
    place.uploads.run()
    upload_id = place.uploads.add(place.file(25 * MiB), "c")
    place.until(upload_id, "sending")
    eventually(server.sending.is_set)
    place.uploads.forget(upload_id)
    assert place.uploads.rows() == []
    eventually(lambda: "abort_upload" in server.calls)
    with pytest.raises(UsageError):
        place.uploads.row(upload_id)


def test_a_removed_row_can_be_brought_back(place: Place, server: FakeServer) -> None:
    """It has its number, place and report again, and what waited for its turn goes on; lost bytes do not come back."""
    file = place.file(1000)
    ready = place.uploads.add(file, "c", options=UploadOptions(at_once=False))
    place.until(ready, "held")
    waits = place.uploads.add(file, "c")
    last = place.uploads.add(file, "c")
    place.until(waits, "queued")
    place.until(last, "queued")
    before = [(row.id, row.state, row.report) for row in place.uploads.rows()]
    for upload_id in (ready, waits):
        removed = place.uploads.forget(upload_id)
        assert removed is not None
        assert upload_id not in {row.id for row in place.uploads.rows()}
        place.uploads.bring_back(removed)
    assert [(row.id, row.state, row.report) for row in place.uploads.rows()] == before
    place.uploads.run()
    assert place.outcome(waits).outcome == "done"
    done = place.uploads.details(waits).calls
    removed = place.uploads.forget(waits)
    assert removed is not None
    place.uploads.bring_back(removed)
    assert (place.uploads.row(waits).state, place.uploads.details(waits).calls) == ("done", done)
    server.hold_puts.clear()
    place.outcome(last)
    sending = place.uploads.add(place.file(25 * MiB), "c")
    place.until(sending, "sending")
    eventually(server.sending.is_set)
    assert place.uploads.forget(sending) is None
    server.hold_puts.set()


def test_cancelled_check_is_held_and_checked_later(place: Place) -> None:
    """A check that is stopped leaves the row ready; starting it checks first."""
    place.uploads.run()
    entered, checks = [], place.validate

    def slow(path: str, **how: object) -> dict[str, object]:
        entered.append(path)
        if len(entered) == 1:
            cancelled = how["cancelled"]
            eventually(cancelled)  # type: ignore[arg-type]
        return checks(path, **how)

    place.uploads._engine._validate = slow
    upload_id = place.uploads.add(place.file(1000), "c")
    eventually(lambda: entered)
    place.uploads.stop(upload_id)
    assert place.uploads.row(upload_id).state == "held"
    place.uploads.start(upload_id)
    assert place.outcome(upload_id).outcome == "done"
    assert len(entered) == 2
