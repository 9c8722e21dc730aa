"""The server's own verdict is kept apart from ours, and belongs to the content it was about."""

from __future__ import annotations

from allure_desktop.errors import InvalidScormPackage
from allure_desktop.uploads.rows import UploadOptions
from tests.uploads.conftest import Place, eventually
from tests.uploads.fake_server import FakeServer


def test_what_the_server_would_accept_is_kept(place: Place, server: FakeServer) -> None:
    """Asked for its check only, it says yes: that stands in the row when it goes on."""
    place.uploads.run()
    upload_id = place.uploads.add(place.file(1000), None)
    place.until(upload_id, "held")
    place.uploads.let_server_check(upload_id, connection_id="c")
    row = place.outcome(upload_id)
    assert row.server_said is not None
    assert row.server_said["outcome"] == "accepted"
    place.uploads.start(upload_id)
    assert (place.outcome(upload_id).server_said or {})["outcome"] == "accepted"


def test_a_refusal_is_kept_until_the_file_is_another_one(place: Place, server: FakeServer) -> None:
    """Its words stay with the row through another check of the same content, and go with other content."""

    def refuse() -> None:
        raise InvalidScormPackage("Invalid SCORM Package.", status=400, remedy="Export it again.")

    server.faults["process"] = [refuse]
    place.uploads.run()
    path = place.file(1000)
    upload_id = place.uploads.add(path, "c", options=UploadOptions(at_once=False))
    place.until(upload_id, "held")
    place.uploads.start(upload_id)
    row = place.until(upload_id, "server_refused")
    assert row.server_said is not None
    assert (row.server_said["outcome"], row.server_said["what"]) == ("refused", row.message.what)
    place.uploads.check_again(upload_id)
    place.until(upload_id, "held")
    assert (place.uploads.row(upload_id).server_said or {})["outcome"] == "refused"
    path.write_bytes(b"another export")
    place.uploads.check_again(upload_id)
    eventually(lambda: place.uploads.row(upload_id).server_said is None)
