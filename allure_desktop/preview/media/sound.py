"""Sound on an absolute grid of 20 ms, so that pieces converted apart fit together without a click."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from fractions import Fraction

import av
from av.audio.frame import AudioFrame

RATE = 48_000
_PACKET = 960  # samples: 20 ms, what Opus takes at once
_SAMPLE_BYTES = 4  # two channels of 16 bits
#: a difference up to 5 ms is the resampler's rounding and not a gap
_TOLERANCE = 240
_PREROLL_PACKETS = 4


class Sounds:
    """Resamples to 48 kHz stereo and encodes Opus; `add(at_ms, packet)` is called for each packet.

    Four packets before `start_s` are encoded and thrown away: they bring the encoder into its stride.
    """

    def __init__(self, start_s: float, bit_rate: int, add: Callable[[int, bytes], None]) -> None:
        self._add = add
        self._first = round(start_s * RATE) // _PACKET
        self._packet = self._first - _PREROLL_PACKETS
        #: sample positions on the film's clock, and what is heard from there on
        self._queue: deque[tuple[int, memoryview]] = deque()
        self._end = self._packet * _PACKET
        self._resampler = av.AudioResampler("s16", "stereo", RATE)
        encoder = av.CodecContext.create("libopus", "w")
        assert isinstance(encoder, av.AudioCodecContext)
        encoder.sample_rate, encoder.layout, encoder.format = RATE, "stereo", "s16"
        encoder.bit_rate = bit_rate
        encoder.open()
        self._encoder = encoder

    @property
    def end_s(self) -> float:
        """Sound is there up to this second of the film, as far as whole packets go."""
        return self._end // _PACKET * _PACKET / RATE

    def push(self, frame: AudioFrame, zero_s: float) -> None:
        """A decoded piece of sound; `zero_s` is where the film begins on the frame's clock."""
        for piece in self._resampled(frame):
            if piece.pts is None or piece.time_base is None:
                continue
            self._queue_up(round((float(piece.pts * piece.time_base) - zero_s) * RATE), piece)

    def flush(self) -> None:
        """Takes out what the resampler still holds."""
        try:
            for piece in self._resampler.resample(None):
                self._queue_up(self._end, piece)
        except (av.FFmpegError, ValueError):
            pass  # a resampler that never saw sound has none

    def encode_until(self, end_s: float) -> None:
        """Encodes the packets that begin before `end_s`; where there is no sound, silence."""
        while self._packet * _PACKET < end_s * RATE - 1e-3:
            frame = AudioFrame(format="s16", layout="stereo", samples=_PACKET)
            frame.planes[0].update(self._take().ljust(frame.planes[0].buffer_size, b"\0"))
            frame.sample_rate, frame.pts, frame.time_base = RATE, self._packet * _PACKET, Fraction(1, RATE)
            for encoded in self._encoder.encode(frame):
                # the encoder counts its own delay; the time of the grid is the right one
                if self._packet >= self._first:
                    self._add(self._packet * 20, bytes(encoded))
            self._packet += 1
        self._end = max(self._end, self._packet * _PACKET)

    def _resampled(self, frame: AudioFrame) -> list[AudioFrame]:
        try:
            return self._resampler.resample(frame)
        except ValueError:  # another rate or other channels in mid-stream
            self._resampler = av.AudioResampler("s16", "stereo", RATE)
            return self._resampler.resample(frame)

    def _queue_up(self, at: int, piece: AudioFrame) -> None:
        data = memoryview(bytes(piece.planes[0]))[: piece.samples * _SAMPLE_BYTES]
        gap = at - self._end
        if abs(gap) <= _TOLERANCE:
            at = self._end
        elif gap < 0:
            data, at = data[-gap * _SAMPLE_BYTES :], self._end
        if data:
            self._queue.append((at, data))
            self._end = at + len(data) // _SAMPLE_BYTES

    def _take(self) -> bytes:
        """The samples of the next packet."""
        return b"".join(self._parts(self._packet * _PACKET, (self._packet + 1) * _PACKET))

    def _parts(self, at: int, end: int) -> Iterator[bytes | memoryview]:
        while at < end:
            start, data = self._queue[0] if self._queue else (end, memoryview(b""))
            if start > at:
                silent = min(start, end) - at
                yield bytes(silent * _SAMPLE_BYTES)
                at += silent
                continue
            part = data[(at - start) * _SAMPLE_BYTES : (end - start) * _SAMPLE_BYTES]
            at += len(part) // _SAMPLE_BYTES
            yield part
            if at >= start + len(data) // _SAMPLE_BYTES:
                self._queue.popleft()
