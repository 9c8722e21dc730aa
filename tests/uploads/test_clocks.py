"""Clocks that are set, machines that sleep, limits that leave no room: waits end when they should, and nothing twice."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from allure_desktop.api.answers import PartUrl
from allure_desktop.errors import AnswerLost, RateLimited
from allure_desktop.settings import PARALLEL_PARTS
from allure_desktop.uploads.env import RealEnv
from allure_desktop.uploads.rows import Message, UploadOptions
from allure_desktop.uploads.states import on
from allure_desktop.uploads.transfer import (
    Answered,
    Asked,
    ClockSet,
    Do,
    Failed,
    Timing,
    Transfer,
    Woke,
)
from tests.uploads.conftest import Place, eventually
from tests.uploads.fake_server import FakeApi, FakeServer, MiB

TIMING = Timing()
SENT = Transfer(state="processing", method="presigned", opened=True, prepared=True, total=1, acked=frozenset((1,)))


class SetEnv(RealEnv):
    """A computer whose clock is set, and whose machine has slept."""

    def __init__(self) -> None:
        self.set_by = 0.0
        self.slept = 0.0

    def wall(self) -> float:
        return super().wall() + self.set_by + self.slept

    def steady(self) -> float:
        return super().steady() + self.slept


@pytest.mark.parametrize("by", [-5 * 3600.0, 5 * 3600.0])
def test_a_clock_that_is_set_neither_shortens_nor_lengthens_a_wait(place: Place, server: FakeServer, by: float) -> None:
    """An upload that waits for a limit goes on after that time, wherever the clock was set meanwhile."""
    env = place.env = SetEnv()
    uploads = place.restart()
    server.faults["upload_url"] += [RateLimited("Slow down.", wait_s=0.6, status=429)]
    uploads.run()
    upload_id = uploads.add(place.file(1000), "c")
    before = place.until(upload_id, "rate_limited")
    env.set_by = by
    row = place.outcome(upload_id)
    assert row.outcome == "done"
    assert before.until is not None and row.updated_at >= before.until + by - 1


def test_every_moment_moves_with_the_clock() -> None:
    """What the machine keeps of moments moves with the clock, so that all that passed and is left stays as it was."""
    t = replace(SENT, since=90.0, until=130.0, hold_until=130.0, first_try=80.0, last_try=85.0, reason="answer_lost")
    after, actions = on(t, ClockSet(-900.0, -1000.0), TIMING)
    assert actions == ()
    assert (after.since, after.until, after.hold_until) == (-910.0, -870.0, -870.0)
    assert (after.first_try, after.last_try) == (-920.0, -915.0)


def test_a_journal_of_the_future_does_not_make_it_wait(place: Place, server: FakeServer) -> None:
    """Tries that a clock wrote which has been set back since count as made now, not as made in a year."""
    server.faults["process"] = [AnswerLost("Lost.")] * 50
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    place.until(upload_id, "answer_lost")
    place.close()
    place.open()
    place.database.execute("UPDATE uploads SET process_first_at = 9e9, process_last_at = 9e9")
    server.faults["process"].clear()
    place.uploads.recover()
    place.uploads.run()
    assert place.outcome(upload_id).outcome == "done"
    assert len(server.packages) == 1


def test_a_limit_does_not_keep_a_new_version_for_ever() -> None:
    """What was compared is not compared again after a wait for the limit: comparing would take the room for `process`."""
    t = replace(SENT, new_version=True, busy="compare")
    t, actions = on(t, Answered(0.0, 0, "compare"), TIMING)
    assert actions == (Do("process", 0),)
    t, _ = on(t, Failed(1.0, 0, "process", "rate_limited", Message(), wait_s=30.0), TIMING)
    t, actions = on(t, Woke(40.0), TIMING)
    assert actions == (Do("process", 0),)
    t, _ = on(t, Failed(41.0, 0, "process", "rate_limited", Message(), wait_s=30.0), TIMING)
    t, _ = on(t, Asked(42.0, "pause"), TIMING)
    t, _ = on(t, Asked(5000.0, "resume"), TIMING)
    assert not t.compared, "after a pause it is"


def test_a_second_call_without_room_waits_a_whole_window(place: Place, server: FakeServer) -> None:
    """A question of two calls that the limit cuts in two waits until there is room for both."""
    server.publish("old.zip", 10, "them", "pkg_x")

    def others() -> None:
        server.publish("theirs.zip", 10, "them", "pkg_x")

    server.faults["process"] = [AnswerLost("Lost.")]
    server.faults["versions"] = [RateLimited("Slow down.", wait_s=0.01, status=429)]
    server.faults["put"] = [others]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c", package_id="pkg_x", expected_revision=1)
    row = place.until(upload_id, "rate_limited", "version_conflict")
    assert row.reason == "rate_limited" and row.until is not None and row.until - row.since > 59


def test_an_address_that_came_after_a_sleep_is_not_used(
    place: Place, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that took longer than the address lasts is asked for again."""
    env = place.env = SetEnv()
    uploads = place.restart()
    part_url, asked = FakeApi.part_url, []

    def over_a_sleep(self: FakeApi, upload_id: str, part_number: int) -> PartUrl:
        asked.append(part_number)
        if len(asked) == 1:
            env.slept += 9 * 3600
        return part_url(self, upload_id, part_number)

    monkeypatch.setattr(FakeApi, "part_url", over_a_sleep)
    uploads.run()
    place.until(uploads.add(place.file(12 * MiB), "c"), "done")
    assert len(asked) == 4 and len(set(asked)) == 3


def test_a_changed_file_that_was_never_checked_starts_again(place: Place, server: FakeServer) -> None:
    """Start again takes the file as it is now, also where no check was wanted."""
    path = place.file(25 * MiB)
    other = place.file(24 * MiB, "other.zip", 2)
    server.faults["put"] = [None, lambda: other.replace(path)]
    place.uploads.run()
    upload_id = place.uploads.add(path, "c", options=UploadOptions(no_validation=True))
    place.until(upload_id, "file_changed")
    place.uploads.start_again(upload_id)
    row = place.outcome(upload_id)
    assert (row.outcome, row.total_bytes) == ("done", 24 * MiB)
    assert list(server.objects.values()) == [path.read_bytes()]


def test_what_was_compared_before_a_sleep_is_compared_again() -> None:
    """A machine that slept through the wait for the limit looks again before it makes a version."""
    t = replace(SENT, new_version=True, compared=True, hold_until=30.0, hold_reason="rate_limited")
    _, actions = on(t, Woke(9000.0), TIMING)
    assert actions == (Do("compare", 0),)


def test_an_object_that_is_gone_after_a_lost_answer_is_looked_for() -> None:
    """A second `process` that finds no object leads to a look: the first one may have taken effect."""
    t = replace(SENT, first_try=0.0, last_try=100.0, busy="process")
    t, actions = on(t, Failed(101.0, 0, "process", "object_gone", Message("x", "x"), dice=0.1), TIMING)
    assert (t.state, t.reason, t.lost, actions) == ("processing", "answer_lost", True, ())
    early, actions = on(t, Woke(110.0), TIMING)
    assert actions == (Do("look", 0),)  # the server may still be at it: whether the object is there tells nothing yet
    early, actions = on(early, Answered(110.5, 0, "look", verdict="unprobed"), TIMING)
    assert (early.reason, early.lost, actions) == ("answer_lost", True, ())
    t, actions = on(t, Woke(100.0 + TIMING.grace(t.size)), TIMING)
    assert actions == (Do("look", 0, probe=True),)


def test_how_long_ago_a_try_was_is_told_by_the_steady_clock(place: Place, server: FakeServer) -> None:
    """A clock set forward while no program runs does not take the server's time away, nor does a rest of the row."""
    env = place.env = SetEnv()
    place.timing = replace(place.timing, grace_s=3600.0, give_up_s=7200.0)
    place.restart()
    server.faults["process"] = [AnswerLost("Lost.")]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    place.until(upload_id, "answer_lost")
    place.uploads.pause(upload_id)
    place.close()
    env.set_by = 5 * 3600
    place.open()
    entry = place.uploads._journal.entry(upload_id)
    t = entry.transfer([1], env.wall(), env.steady())
    assert t.first_try is not None and 0 <= env.wall() - t.first_try < 3000
    rebooted = entry.transfer([1], env.wall(), 0.0)
    assert rebooted.first_try is not None and env.wall() - rebooted.first_try > 4 * 3600


def test_an_order_that_changes_nothing_leaves_an_orphan_alone(place: Place, server: FakeServer) -> None:
    """Asked to be checked again, an upload whose process ended is neither begun nor held: it can be resumed as before."""
    server.hold_puts.clear()
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    place.until(upload_id, "sending")
    uploads = place.restart()
    server.hold_puts.set()
    uploads.run()
    uploads.check_again(upload_id)
    assert uploads.row(upload_id).reason == "paused" and not uploads.active()
    uploads.resume(upload_id)
    assert place.outcome(upload_id).outcome == "done"


def test_an_address_of_a_given_up_upload_is_never_used(place: Place, server: FakeServer) -> None:
    """An address that comes after a start again belongs to the upload before: the new one's parts go to its own."""
    path = place.file(12 * MiB)
    late, opened = threading.Event(), threading.Event()
    server.faults["part_url"] = [lambda: late.wait(20)]
    server.faults["multipart_init"] = [None, opened.set]
    place.settings.set(PARALLEL_PARTS, 1)
    place.uploads.run()
    upload_id = place.uploads.add(path, "c", options=UploadOptions(no_validation=True))
    place.until(upload_id, "sending")
    eventually(lambda: "part_url" in server.calls)
    place.uploads.start_again(upload_id)
    assert opened.wait(20)
    late.set()
    assert place.outcome(upload_id).outcome == "done"
    assert list(server.objects.values()) == [path.read_bytes()]
