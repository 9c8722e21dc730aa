"""The share that the title tells: bytes of all uploads under way, never falling because one has ended."""

from __future__ import annotations

from collections.abc import Callable

from allure_desktop.gui.presence.under_way import Share
from allure_desktop.uploads.rows import Progress, UploadRow

MakeRow = Callable[..., UploadRow]


def nothing(_id: int) -> Progress | None:
    return None


def flying(_id: int) -> Progress | None:
    return Progress(1, 200, 400, 1000, 0, 1, 0.0, None)


def test_bytes_under_way_count(row: MakeRow) -> None:
    """What is acknowledged and what is in flight, over the sizes of all that is to go."""
    assert Share().percent([row(1, "sending", sent=200), row(2, "queued", "turn", size=3000)], nothing) == 5
    assert Share().percent([row(1, "sending", sent=200)], flying) == 60


def test_an_upload_that_ends_does_not_pull_the_share_down(row: MakeRow) -> None:
    """The one that is done stays in the sum until nothing is under way; what was done before never counts."""
    share = Share()
    before = row(9, "done", size=100_000)
    assert share.percent([before, row(1, "sending", size=3000, sent=3000), row(2, "queued", "turn")], nothing) == 75
    assert share.percent([before, row(1, "done", size=3000), row(2, "sending", sent=500)], nothing) == 87
    assert share.percent([before, row(1, "done", size=3000), row(2, "done")], nothing) is None
    assert share.percent([before, row(1, "done", size=3000), row(3, "sending", sent=500)], nothing) == 50


def test_all_sent_is_not_all_done(row: MakeRow) -> None:
    """While only the server works there is no share, and a hundred is never said."""
    assert Share().percent([row(1, "processing", sent=1000)], nothing) is None
    assert Share().percent([row(1, "sending", sent=1000)], nothing) == 99


def test_what_stands_still_is_left_out(row: MakeRow) -> None:
    """A paused upload and one that needs its user are not under way."""
    still = [row(1, "sending", "paused", sent=1), row(2, "sending", "key_refused"), row(3, "held", "by_user")]
    assert Share().percent(still, nothing) is None
    assert Share().percent([*still, row(4, "sending", "rate_limited", sent=400)], nothing) == 40
