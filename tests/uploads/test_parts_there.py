"""A part whose answer was lost is not sent again where the server says that it has it, and its ETag proves it."""

from __future__ import annotations

import pytest

from allure_desktop.errors import AnswerLost, ServerTrouble
from allure_desktop.settings import PARALLEL_PARTS
from allure_desktop.uploads.queue import Uploads
from tests.uploads.conftest import Place
from tests.uploads.fake_server import FakeServer, MiB

LOST = AnswerLost("The answer was lost.")


def _send(place: Place, server: FakeServer) -> list[int]:
    """Five parts of which the second one's answer is lost; the numbers of what was sent."""
    place.settings.set(PARALLEL_PARTS, 1)
    place.uploads.run()
    path = place.file(25 * MiB)
    row = place.outcome(place.uploads.add(path, "c"))
    assert (row.state, len(server.packages)) == ("done", 1)
    assert path.read_bytes() in server.objects.values()
    return [number for _, number in server.puts]


def _lose_second(server: FakeServer) -> None:
    right = server.answer

    def answer(name: str) -> None:
        if name == "put" and server.puts[-1][1] == 2 and sum(number == 2 for _, number in server.puts) == 1:
            raise LOST
        right(name)

    server.answer = answer  # type: ignore[method-assign]


def test_a_part_whose_answer_was_lost_is_asked_for(place: Place, server: FakeServer) -> None:
    """One question instead of the part; without a lost answer there is none."""
    server.lists_parts = True
    _lose_second(server)
    assert _send(place, server) == [1, 2, 3, 4, 5]
    assert server.calls.count("uploaded_parts") == 1


def test_nobody_is_asked_who_does_not_declare_it(place: Place, server: FakeServer) -> None:
    """Then it is sent once more."""
    _lose_second(server)
    assert _send(place, server) == [1, 2, 2, 3, 4, 5]
    assert "uploaded_parts" not in server.calls


def test_a_clean_upload_asks_nothing(place: Place, server: FakeServer) -> None:
    """n + 3 calls, also where the server could be asked."""
    server.lists_parts = True
    assert _send(place, server) == [1, 2, 3, 4, 5]
    assert "uploaded_parts" not in server.calls


@pytest.mark.parametrize("answer", [ServerTrouble("Not now.", status=503), None])
def test_what_is_not_proven_is_sent_again(place: Place, server: FakeServer, answer: Exception | None) -> None:
    """The server cannot say it, or has other bytes under that number."""
    server.lists_parts = True
    server.faults["uploaded_parts"] = [answer or (lambda: _spoil(server))]
    _lose_second(server)
    assert _send(place, server) == [1, 2, 2, 3, 4, 5]


def _spoil(server: FakeServer) -> None:
    (parts,) = server.parts.values()
    parts[2] = b"x" + parts[2][1:]


def test_a_new_start_asks_what_the_old_one_sent(place: Place, server: FakeServer) -> None:
    """The program ended between the storage's answer and the journal's: that part is there and is found."""
    server.lists_parts = True
    place.settings.set(PARALLEL_PARTS, 1)
    right, ended = server.answer, list[Uploads]()

    def answer(name: str) -> None:
        if name == "put" and server.puts[-1][1] == 2 and not ended:
            ended.append(place.uploads)
            place.uploads.pause(1)
            raise LOST
        right(name)

    server.answer = answer  # type: ignore[method-assign]
    place.uploads.run()
    path = place.file(25 * MiB)
    upload_id = place.uploads.add(path, "c")
    place.until(upload_id, "paused")
    uploads: Uploads = place.restart()
    uploads.run()
    uploads.resume(upload_id)
    row = place.outcome(upload_id)
    assert row.state == "done" and path.read_bytes() in server.objects.values()
    assert [number for _, number in server.puts] == [1, 2, 3, 4, 5]
    assert server.calls.count("uploaded_parts") == 1
