"""Converts a film from one slot to its end: VP9 and Opus in clusters of a quarter of a second.

Each slot can be decoded without the one before it: it begins with a key frame, and its sound lies on one grid of 20 ms
whatever slot a conversion began with.
"""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame

from allure_desktop.preview.media.film import Tracks, open_container, start_s, tracks
from allure_desktop.preview.media.member_file import MemberFile, SourceBroken
from allure_desktop.preview.media.sound import Sounds
from allure_desktop.preview.media.webm import (
    AUDIO_BITS_PER_S,
    AUDIO_TRACK,
    SLOT_S,
    VIDEO_BITS_PER_S,
    VIDEO_TRACK,
    Block,
    Film,
    Picture,
    cluster,
)

CLUSTER_S = 0.25
#: times closer than this are the same
_NEAR_S = 5e-4
#: a picture that comes this soon after a slot's beginning is its first; else the one before is shown again
_SOON_S = 0.1
#: packets come in order of time, give or take a second: what is later than this does not come at all
_PICTURES_AHEAD_S = 2.0
_SOUND_AHEAD_S = 5.0
#: pictures that are far apart stay in the decoder until others follow
_SOUND_FAR_AHEAD_S = 30.0
_VP9 = {
    "deadline": "realtime",
    "cpu-used": "8",
    "row-mt": "1",
    "tile-columns": "2",
    "lag-in-frames": "0",  # or pictures would come out after their slot is closed
    "crf": "33",
}
#: colour spaces that VP9 can name (ITU-T H.273): BT.709, BT.601 twice, SMPTE 240M, BT.2020
_COLOUR_SPACES = frozenset({1, 5, 6, 7, 9})


class Abandoned(Exception):
    """Nobody waits for this conversion any more."""


class Pictures:
    """Scales and encodes pictures; the first of a slot is a key frame. Blocks are added to `out`."""

    def __init__(self, shape: Picture, start_s: float, out: list[Block]) -> None:
        self._shape, self._out = shape, out
        self._from = self.slot_start = start_s
        self._queue: deque[tuple[VideoFrame, float]] = deque()
        self._held: VideoFrame | None = None
        self._encoder: av.VideoCodecContext | None = None
        self._last_ms = -1
        self._key = True
        self.end_s = 0.0

    def push(self, frame: VideoFrame, at_s: float) -> None:
        """A decoded picture, shown from `at_s` seconds of the film on."""
        if at_s < self._from - _NEAR_S:
            self._held = frame
            return
        self.end_s = max(self.end_s, at_s)
        self._queue.append((self._fitted(frame), at_s))

    def encode_until(self, end_s: float) -> None:
        """Encodes what is shown from before `end_s` on."""
        while self._queue and self._queue[0][1] < end_s - _NEAR_S:
            frame, at_s = self._queue.popleft()
            if self._key and self._held is not None and at_s > self.slot_start + _SOON_S:
                self._encode(self._held, self.slot_start)
            self._encode(frame, max(at_s, self.slot_start))
            self._held = frame

    def close_cluster(self) -> None:
        """A picture that outlasts the slot is repeated as the slot's key frame."""
        if self._key and self._held is not None:
            self._encode(self._held, self.slot_start)

    def next_slot(self, start_s: float) -> None:
        self.slot_start, self._key = start_s, True

    def _fitted(self, frame: VideoFrame) -> VideoFrame:
        shape = self._shape
        if (frame.format.name, frame.width, frame.height) == ("yuv420p", shape.width, shape.height):
            return frame
        # threads=1: the scaler's own threads would take turns with the encoder's
        return frame.reformat(shape.width, shape.height, "yuv420p", dst_color_range=1)

    def _encode(self, frame: VideoFrame, at_s: float) -> None:
        at = round(at_s * 1000)
        if at <= self._last_ms:  # two within a millisecond, or one that came too late
            return
        encoder = self._encoder or self._open(frame)
        frame = self._fitted(frame)
        frame.pts, frame.time_base = at, Fraction(1, 1000)
        # a decoded picture carries its own type, which the encoder would follow
        frame.pict_type = PictureType.I if self._key else PictureType.NONE
        self._key, self._last_ms = False, at
        for packet in encoder.encode(frame):
            self._out.append(Block(packet.pts or 0, VIDEO_TRACK, bytes(packet), packet.is_keyframe))

    def _open(self, frame: VideoFrame) -> av.VideoCodecContext:
        encoder = av.CodecContext.create("libvpx-vp9", "w")
        assert isinstance(encoder, av.VideoCodecContext)
        encoder.width, encoder.height, encoder.pix_fmt = self._shape.width, self._shape.height, "yuv420p"
        encoder.bit_rate = VIDEO_BITS_PER_S
        encoder.time_base = Fraction(1, 1000)
        encoder.framerate = Fraction(self._shape.rate or 25).limit_denominator(1001)
        encoder.thread_count = min(4, os.cpu_count() or 1)
        encoder.options = dict(_VP9)
        if frame.colorspace in _COLOUR_SPACES:
            encoder.colorspace = frame.colorspace
        self._encoder = encoder
        return encoder


class Guard:
    """Keeps a slot within its bytes: drops pictures up to the next key frame, never half a chain of references."""

    def __init__(self, film: Film) -> None:
        # what is left for the sound of a slot, and for the heads of blocks and clusters
        self._most = film.payload_limit - int(SLOT_S * 26_000) - 4096 if film.picture else film.payload_limit
        self._limit = film.payload_limit
        self._used = 0
        self._frozen = False

    def next_slot(self) -> None:
        self._used = 0

    def passed(self, blocks: list[Block]) -> list[Block]:
        kept = []
        for block in blocks:
            length = len(block.data) + 40
            if block.track == VIDEO_TRACK:
                self._frozen = self._used + length > self._most or (self._frozen and not block.key)
                if self._frozen:
                    continue
            elif self._used + length > self._limit - 400:
                continue
            kept.append(block)
            self._used += length
        return kept


class Session:
    """One conversion from the slot `first` on; `slot` is the slot that the next cluster belongs to.

    `gate` is asked before each packet and may raise Abandoned.
    """

    def __init__(self, file: MemberFile, film: Film, first: int, gate: Callable[[], None]) -> None:
        self.slot = first
        self._file, self._film, self._gate = file, film, gate
        self._open()
        self._out: list[Block] = []
        start = first * SLOT_S
        self._pictures = Pictures(film.picture, start, self._out) if film.picture and self._tracks.video else None
        self._sounds = Sounds(start, AUDIO_BITS_PER_S, self._add_sound) if film.sound else None
        self._guard = Guard(film)
        self._ended = False
        #: when the pictures are due that the decoder has taken and not given
        self._in_decoder: set[float] = set()
        self._seek(start)

    def close(self) -> None:
        self._container.close()

    def clusters(self) -> Iterator[tuple[bytes, bool]]:
        """Yields clusters (perhaps empty), and with each whether it is the last of its slot; goes on to the film's end.

        Raises Abandoned and SourceBroken; after either the session is of no use.
        """
        packets = self._container.demux(*self._wanted())
        end = self.slot * SLOT_S + CLUSTER_S
        while self.slot < self._film.slot_count:
            while not self._is_ready(end):
                self._read(packets)
            if self._file.broken:
                raise SourceBroken(self._file.broken)
            slot_end = (self.slot + 1) * SLOT_S
            last = end >= slot_end - _NEAR_S
            made = self._cluster(end)
            if last:
                self.slot += 1
                self._guard.next_slot()
                if self._pictures:
                    self._pictures.next_slot(slot_end)
                end = slot_end
            end += CLUSTER_S
            yield made, last

    def _open(self) -> None:
        self._file.seek(0)
        self._container: InputContainer = open_container(self._file)
        self._tracks: Tracks = tracks(self._container)
        self._zero_s = start_s(self._container)
        if self._tracks.video is not None:
            self._tracks.video.thread_type = "AUTO"

    def _wanted(self) -> list[av.VideoStream | av.AudioStream]:
        video = self._tracks.video if self._pictures else None
        audio = self._tracks.audio if self._sounds else None
        return [one for one in (video, audio) if one is not None]

    def _seek(self, start: float) -> None:
        if start <= 0:
            return
        # sound needs what is heard before it, for the decoder and for the encoder's pre-roll
        lead = self._decode_lead() if self._pictures else 0.2
        try:
            self._container.seek(int((start + self._zero_s - lead) * 1e6), backward=True)
        except av.FFmpegError:  # a damaged index: from the beginning is slow, and right all the same
            self._container.close()
            self._open()

    def _decode_lead(self) -> float:
        """How long before it is shown a key frame is decoded, in seconds: an MP4 is sought by times of decoding."""
        for packet in self._container.demux(self._tracks.video):
            if packet.pts is not None and packet.dts is not None and packet.time_base is not None:
                return min(2.0, max(0.0, float((packet.pts - packet.dts) * packet.time_base)))
        return 0.0

    def _is_ready(self, end: float) -> bool:
        """Everything before `end` is there, or will not come."""
        if self._ended:
            return True
        pictures = self._pictures.end_s if self._pictures else math.inf
        sound = self._sounds.end_s if self._sounds else math.inf
        if sound >= end:
            if pictures >= end or self._sounds is None:
                return pictures >= end
            due = any(at < end for at in self._in_decoder)
            return sound > end + (_SOUND_FAR_AHEAD_S if due else _SOUND_AHEAD_S)
        return self._pictures is not None and pictures > end + _PICTURES_AHEAD_S

    def _read(self, packets: Iterator[Packet[Any]]) -> None:
        self._gate()
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            packet = None
        if packet is None:
            self._ended = True
            if self._sounds:
                self._sounds.flush()
            return
        if packet.pts is not None and packet.stream is self._tracks.video:
            self._in_decoder.add(float(packet.pts * packet.time_base) - self._zero_s)
        try:
            frames: list[Any] = packet.decode()
        except av.FFmpegError:
            return  # a damaged packet: the picture stands still until the next that can be decoded
        for frame in frames:
            if frame.pts is None or frame.time_base is None:
                continue
            at = float(frame.pts * frame.time_base) - self._zero_s
            if isinstance(frame, VideoFrame):
                self._in_decoder = {due for due in self._in_decoder if due > at + _NEAR_S}
                if self._pictures:
                    self._pictures.push(frame, at)
            elif self._sounds:
                self._sounds.push(frame, self._zero_s)

    def _add_sound(self, at_ms: int, data: bytes) -> None:
        self._out.append(Block(at_ms, AUDIO_TRACK, data, True))

    def _cluster(self, end: float) -> bytes:
        if self._pictures:
            self._pictures.encode_until(end)
            self._pictures.close_cluster()
        if self._sounds:
            self._sounds.encode_until(
                min(end, self._film.duration_s)
            )  # silence up to the slot's end would make it longer
        limit = round(end * 1000)
        now = sorted((one for one in self._out if one.at < limit), key=lambda one: (one.at, one.track))
        self._out[:] = [one for one in self._out if one.at >= limit]
        return cluster(self._guard.passed(now))
