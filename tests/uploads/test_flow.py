"""From a file to live, over a server in memory."""

from __future__ import annotations

import pytest

from allure_desktop.errors import Forbidden, ServerTrouble, UsageError
from allure_desktop.settings import PARALLEL_UPLOADS
from allure_desktop.uploads.after_details import NOT_SET
from allure_desktop.uploads.call_log import KEPT, CallLog
from allure_desktop.uploads.rows import CallNote, UploadOptions
from tests.uploads.conftest import Place, eventually
from tests.uploads.fake_server import FakeServer, MiB


def test_small_file_goes_by_one_put(place: Place, server: FakeServer) -> None:
    """A small file becomes a package with two transfer calls and one PUT, byte for byte."""
    path = place.file(3 * MiB)
    place.uploads.run()
    row = place.outcome(place.uploads.add(path, "c"))
    assert (row.state, row.revision, row.sent_bytes, row.title) == ("done", 1, 3 * MiB, "Course pkg_2")
    assert server.transfer_calls() == ["upload_url", "process"]
    assert row.api_calls == 2
    assert list(server.objects.values()) == [path.read_bytes()]
    eventually(lambda: place.live == [("c", row.package_id)])


def test_large_file_goes_in_parts(place: Place, server: FakeServer) -> None:
    """A file of n parts takes exactly n + 3 transfer calls and arrives byte for byte."""
    path = place.file(23 * MiB + 7)
    place.uploads.run()
    row = place.outcome(place.uploads.add(path, "c"))
    assert (row.state, row.parts_done, row.parts_total) == ("done", 5, 5)
    assert len(server.transfer_calls()) == row.api_calls == 5 + 3
    assert list(server.objects.values()) == [path.read_bytes()]
    assert sorted(number for _, number in server.puts) == [1, 2, 3, 4, 5]


def test_details_are_set_after_it_is_live(place: Place, server: FakeServer) -> None:
    """Tags and description are patched once the package is there, and the note is kept with its revision."""
    place.uploads.run()
    options = UploadOptions(tags=("a", "b"), description="Words", note="First")
    row = place.outcome(place.uploads.add(place.file(1000), "c", options=options))
    assert server.patches == [(row.package_id, {"tags": ["a", "b"], "description": "Words"})]
    eventually(lambda: place.notes == [("c", row.package_id, 1, "First")])


def test_what_was_asked_and_how_fast(place: Place, server: FakeServer) -> None:
    """Parts, calls with their outcome, and speeds stand ready while it goes on and after it; no address is among it."""
    server.faults["complete"] = [ServerTrouble("The server is busy.", status=503)]
    place.uploads.run()
    upload_id = place.uploads.add(place.file(25 * MiB), "c")
    assert place.outcome(upload_id).outcome == "done"
    details = place.uploads.details(upload_id)
    assert (details.parts_total, details.acknowledged, details.under_way) == (5, frozenset(range(1, 6)), frozenset())
    calls = [(note.call, note.outcome) for note in details.calls]
    assert calls[:2] == [("prepare", "ok"), ("open", "ok")] and calls[-1] == ("process", "ok")
    assert calls.count(("part", "ok")) == 5 and ("complete", "answer_lost") in calls
    assert sum(note.size for note in details.calls) == 25 * MiB
    assert "http" not in repr(details)


def test_calls_of_a_removed_row_go_with_it(place: Place, server: FakeServer) -> None:
    """Nothing of it stays behind, and of a long one only the latest are kept."""
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), "c")
    place.outcome(upload_id)
    log = CallLog(place.database)
    for number in range(1300):
        log.add(upload_id, CallNote(1.0, "part", number, "ok", "", 0.1, 5))
    kept = place.database.rows("SELECT count(*) AS n FROM upload_calls")[0]["n"]
    assert kept <= KEPT + 256 and log.of(upload_id)[-1].number == 1299
    place.uploads.forget(upload_id)
    assert place.database.rows("SELECT count(*) AS n FROM upload_calls")[0]["n"] == 0


def number_of(package_id: str) -> int:
    """Ids are given in the order in which packages became live."""
    return int(package_id.split("_")[1])


def test_the_order_of_turns(place: Place, server: FakeServer) -> None:
    """A row is put before another one or to the end, again and again, and they get their turns in that order."""
    ids = [place.uploads.add(place.file(1000 + n, f"{n}.zip"), "c") for n in range(4)]
    for upload_id in ids:
        place.until(upload_id, "queued")
    one, two, three, four = ids

    def order() -> list[int]:
        return [row.id for row in place.uploads.rows()]

    place.uploads.move(four, two)
    assert order() == [one, four, two, three]
    place.uploads.move(one, None)
    assert order() == [four, two, three, one]
    for _ in range(60):  # more often than a number can be halved
        place.uploads.move(three, two)
        place.uploads.move(two, three)
    assert order() == [four, two, three, one]
    place.settings.set(PARALLEL_UPLOADS, 1)
    place.uploads.run()
    place.uploads.wait(ids, 30)
    live = [server.record(package_id).original_filename for package_id in sorted(server.packages, key=number_of)]
    assert live == ["3.zip", "1.zip", "2.zip", "0.zip"]


def test_details_given_while_it_waits_are_set(place: Place, server: FakeServer) -> None:
    """They are journalled with the row and survive a new start; a new version's tags join those that are there."""
    upload_id = place.uploads.add(place.file(1000), "c", options=UploadOptions(at_once=False))
    place.uploads.run()
    eventually(lambda: place.uploads.row(upload_id).state == "held")
    place.uploads.set_details(upload_id, tags=("a",), description="Words", duration="PT9M")
    options = place.uploads.row(upload_id).options
    assert (options.tags, options.description, options.duration) == (("a",), "Words", "PT9M")
    place.uploads.start(upload_id)
    row = place.outcome(upload_id)
    assert server.patches == [(row.package_id, {"tags": ["a"], "description": "Words", "duration": "PT9M"})]
    with pytest.raises(UsageError):
        place.uploads.set_details(upload_id, tags=("late",))


def test_details_that_were_refused_are_told_and_repeated(place: Place, server: FakeServer) -> None:
    """The package is live all the same; the row says what is missing until it is set."""
    server.faults["update_package"] = [Forbidden("The key may not change packages.", status=403)]
    place.uploads.run()
    row = place.outcome(place.uploads.add(place.file(1000), "c", options=UploadOptions(tags=("a",))))
    assert row.state == "done" and row.message.code == NOT_SET and "may not change" in row.message.cause
    server.faults["update_package"] = [Forbidden("Still not.", status=403)]
    with pytest.raises(Forbidden):
        place.uploads.apply_details(row.id)
    assert place.uploads.row(row.id).message.code == NOT_SET
    place.uploads.apply_details(row.id)
    assert place.uploads.row(row.id).message.what == "" and server.patches[-1] == (row.package_id, {"tags": ["a"]})
