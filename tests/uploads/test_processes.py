"""Several starts of the program, and several programs at once, over one journal."""

from __future__ import annotations

from allure_desktop.errors import AnswerLost
from allure_desktop.settings import PARALLEL_PARTS
from allure_desktop.uploads.rows import UploadOptions
from tests.uploads.conftest import Place, eventually
from tests.uploads.fake_server import FakeServer, MiB


def test_next_start_goes_on_without_sending_again(place: Place, server: FakeServer) -> None:
    """After an end of the program the next start sends only what was not acknowledged."""
    place.settings.set(PARALLEL_PARTS, 1)
    path = place.file(25 * MiB)
    place.uploads.run()
    upload_id = place.uploads.add(path, "c")
    eventually(lambda: place.uploads.row(upload_id).parts_done >= 2)
    place.close()
    acknowledged = sum(len(parts) for parts in server.parts.values())
    before = len(server.puts)
    uploads = place.open()
    assert uploads.row(upload_id).reason == "paused"
    uploads.recover()
    uploads.run()
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.puts) - before <= 5 - (acknowledged - 1)
    assert list(server.objects.values()) == [path.read_bytes()]
    assert server.calls.count("multipart_init") == 1


def test_rows_that_are_not_resumed_stay(place: Place, server: FakeServer) -> None:
    """A start that does not recover leaves rows alone, but says that they stand still; resuming one is enough."""
    upload_id = place.uploads.add(place.file(1000), "c")
    place.until(upload_id, "queued")
    uploads = place.restart()
    uploads.run()
    row = uploads.row(upload_id)
    assert (row.state, row.reason) == ("queued", "paused")
    uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"


def test_check_that_was_interrupted_begins_again(place: Place, server: FakeServer) -> None:
    """A program that ended during the check checks again when resumed."""
    upload_id = place.uploads.add(place.file(1000), "c", options=UploadOptions(at_once=False))
    place.until(upload_id, "held")
    place.database.execute("UPDATE uploads SET state = 'validating', reason = '', checked = 0")
    uploads = place.restart()
    assert uploads.row(upload_id).reason == "paused"
    uploads.run()
    uploads.resume(upload_id)
    assert place.until(upload_id, "held").reason == "by_user"


def test_end_during_process_looks_first(place: Place, server: FakeServer) -> None:
    """A program that ended while it waited for process looks for evidence instead of processing again."""
    server.lost["process"] = [AnswerLost("Lost.")]
    place.timing = place.timing.__class__(first_look_s=1000.0)
    place.restart().run()
    upload_id = place.uploads.add(place.file(1000), "c")
    eventually(lambda: len(server.packages) == 1)
    place.until(upload_id, "answer_lost")
    uploads = place.restart()
    uploads.recover()
    uploads.run()
    assert place.outcome(upload_id).outcome == "done"
    assert server.calls.count("process") == 1
    assert len(server.packages) == 1


def test_one_process_at_a_time(place: Place, server: FakeServer) -> None:
    """Two programs over one journal: the second cannot run the first one's upload, but its wishes are heard there."""
    server.hold_puts.clear()
    first = place.uploads
    first.run()
    upload_id = first.add(place.file(1000), "c")
    eventually(server.sending.is_set)
    second = place.open()
    second.run()
    second.recover()
    assert not second.active()
    assert second.row(upload_id).state == "sending"
    second.pause(upload_id)
    eventually(lambda: second.row(upload_id).reason == "paused")
    eventually(lambda: not first.active())
    server.hold_puts.set()
    second.resume(upload_id)
    assert second.wait([upload_id], 30)[0].outcome == "done"
    assert len(server.packages) == 1


def test_second_program_hears_of_the_firsts_rows(place: Place, server: FakeServer) -> None:
    """What one program does to its rows is announced in the other one, also that a row is gone."""
    first = place.uploads
    first.run()
    second = place.open()
    heard: list[str] = []
    place.events.subscribe(lambda event: heard.append(type(event).__name__))
    second.run()
    upload_id = first.add(place.file(1000), "c")
    eventually(lambda: second.row(upload_id).state == "done" and "UploadChanged" in heard)
    assert "UploadsChanged" in heard
    heard.clear()
    first.forget(upload_id)
    eventually(lambda: "UploadsChanged" in heard)
    assert second.rows() == []


def test_forget_of_a_row_that_runs_elsewhere(place: Place, server: FakeServer) -> None:
    """Forgetting a row that another program runs ends it there and removes it."""
    server.hold_puts.clear()
    first = place.uploads
    first.run()
    upload_id = first.add(place.file(1000), "c")
    eventually(server.sending.is_set)
    second = place.open()
    second.forget(upload_id)
    eventually(lambda: second.rows() == [])
    eventually(lambda: not first.active())


def test_close_is_quick_while_sending(place: Place, server: FakeServer) -> None:
    """A quit cuts what is being sent and frees the lock at once."""
    server.hold_puts.clear()
    place.uploads.run()
    upload_id = place.uploads.add(place.file(25 * MiB), "c")
    eventually(server.sending.is_set)
    place.uploads.close()
    server.hold_puts.set()
    uploads = place.open()
    uploads.run()
    uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"
