"""How much of a sending is handed over at once."""

from __future__ import annotations

from allure_desktop.uploads.bandwidth import Bandwidth, Stride
from allure_desktop.uploads.source_file import PIECE_BYTES


def test_pieces_follow_the_line() -> None:
    """Small at first, up to the largest while they go out at once, small again on a slow line, never beyond a limit."""
    now = 0.0
    bandwidth = Bandwidth()
    stride = Stride(bandwidth, lambda: now)
    quick = [stride() for _ in range(6)]
    assert quick == [131_072, 262_144, 524_288, PIECE_BYTES, PIECE_BYTES, PIECE_BYTES]
    slow = []
    for _ in range(8):
        now += 2.0
        slow.append(stride())
    assert slow[:2] == [524_288, 262_144] and slow[-1] == 16_384
    for _ in range(8):
        stride()
    bandwidth.set_limit(400_000)
    assert stride() == 50_000


def test_a_sending_begins_as_the_one_before_ended() -> None:
    """A line that took the largest pieces is not tried with small ones at each part."""
    stride = Stride(Bandwidth(), lambda: 0.0, PIECE_BYTES)
    assert (stride(), stride.piece_bytes) == (PIECE_BYTES, PIECE_BYTES)
