"""Holds all uploads together under the user's limit of bytes a second."""

from __future__ import annotations

from collections.abc import Callable

from allure_desktop.uploads.env import Env, RealEnv
from allure_desktop.uploads.source_file import PIECE_BYTES

#: So much may go out at once after a rest, in seconds of the limit.
_BURST_S = 0.1
_SMALLEST_PIECE = 16 * 1024
#: With so much a line that nobody knows yet is tried.
FIRST_PIECE_BYTES = 128 * 1024
#: A piece should take so long, from and to; what goes out faster than that needs no finer figures.
_QUICK_S, _SLOW_S = 0.1, 0.5


class Bandwidth:
    """A token bucket. A piece may overdraw it; the next one waits until the debt is paid. Thread-safe."""

    def __init__(self, bytes_per_s: int = 0, env: Env | None = None) -> None:
        env = env or RealEnv()
        self._clock = env.steady
        self._changed = env.change()
        self._rate = max(bytes_per_s, 0)
        self._tokens = 0.0
        self._at = env.steady()

    @property
    def bytes_per_s(self) -> int:
        """The limit, 0 for none."""
        return self._rate

    def set_limit(self, bytes_per_s: int) -> None:
        """Another limit, for bytes that wait now, too."""
        with self._changed:
            if bytes_per_s != self._rate:
                self._rate = max(bytes_per_s, 0)
                self._tokens, self._at = 0.0, self._clock()
                self._changed.notify_all()

    def piece_bytes(self) -> int:
        """How much is best handed over at once: small enough that a slow line moves smoothly."""
        rate = self._rate
        return PIECE_BYTES if not rate else min(PIECE_BYTES, max(_SMALLEST_PIECE, rate // 8))

    def take(self, amount: int, stopped: Callable[[], bool] = lambda: False) -> None:
        """Returns when `amount` bytes may go out, or as soon as `stopped()` after `hurry`."""
        with self._changed:
            while self._rate and not stopped():
                now = self._clock()
                self._tokens = min(self._tokens + (now - self._at) * self._rate, self._rate * _BURST_S)
                self._at = now
                if self._tokens >= 0:
                    self._tokens -= amount
                    return
                self._changed.wait(min(-self._tokens / self._rate, 0.5))

    def hurry(self) -> None:
        """Those that wait look again whether they were stopped."""
        with self._changed:
            self._changed.notify_all()


class Stride:
    """How much of one sending is handed over next: what goes out in a moment, so that a slow line moves smoothly."""

    def __init__(self, bandwidth: Bandwidth, clock: Callable[[], float], piece_bytes: int = FIRST_PIECE_BYTES) -> None:
        """`piece_bytes`: the first piece's, such as a sending before has come to."""
        self._bandwidth = bandwidth
        self._clock = clock
        self.piece_bytes = piece_bytes
        self._at: float | None = None

    def __call__(self) -> int:
        """Bytes of the next piece; asked for once the piece before has gone out."""
        now = self._clock()
        if self._at is not None:
            took = now - self._at
            if took < _QUICK_S:
                self.piece_bytes = min(self.piece_bytes * 2, PIECE_BYTES)
            elif took > _SLOW_S:
                self.piece_bytes = max(self.piece_bytes // 2, _SMALLEST_PIECE)
        self._at = now
        return min(self.piece_bytes, self._bandwidth.piece_bytes())
