"""What uploads notice of a server reaches the state of its connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from allure_desktop.gui.uploads.outage import Outage
from allure_desktop.uploads.rows import Message, UploadRow


def test_connection_is_offline_until_an_upload_comes_further(make_row: Callable[..., UploadRow]) -> None:
    """A wait for the line is told once; trying again or a pause is no answer of the server, a part that is there is."""
    told: list[tuple[str, str]] = []
    outage = Outage(lambda connection_id, state: told.append((connection_id, state)))
    row = {"id": 7, "connection_id": "academy", "state": "sending", "parts_done": 3, "sent_bytes": 30}
    outage.read([make_row(**row)])
    assert told == []
    for reason in ("offline", "", "offline", "paused", ""):
        outage.read([make_row(**row, reason=reason)])
    assert told == [("academy", "offline")]
    outage.read([make_row(**{**row, "parts_done": 4, "sent_bytes": 40})])
    assert told == [("academy", "offline"), ("academy", "online")]
    outage.read([make_row(**{**row, "parts_done": 4, "sent_bytes": 40}, reason="offline")])
    assert told[-1] == ("academy", "offline")


def test_a_refused_key_is_told_once_for_each_upload(make_row: Callable[..., UploadRow]) -> None:
    """Also when it is refused again after it went on; a missing scope is another matter."""
    told: list[tuple[str, str]] = []
    outage = Outage(lambda connection_id, state: told.append((connection_id, state)))
    refused = make_row(
        id=7, connection_id="academy", state="sending", reason="key_refused", message=Message(code="key.refused")
    )
    outage.read([refused])
    outage.read([refused])
    assert told == [("academy", "refused")]
    outage.read([make_row(id=7, connection_id="academy", state="sending")])
    outage.read([refused])
    assert told == [("academy", "refused")] * 2
    outage.read([replace(refused, id=8, message=Message(code="key.missing-scope"))])
    assert len(told) == 2
