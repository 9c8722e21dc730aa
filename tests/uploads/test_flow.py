"""From a file to live, over a server in memory."""

from __future__ import annotations

from allure_desktop.uploads.rows import UploadOptions
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
