"""The bytes of a WebM whose every place is known before a single picture is converted.

The time line is cut in slots of equal length. Slot k lies at byte `len(head) + k * slot_bytes`; it begins with the
clusters of its time and is filled up with a Void element. So any range of bytes can be answered by converting only the
slots it touches. Sources: RFC 8794 (EBML), RFC 9559 (Matroska), the WebM container guidelines.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass

#: Chromium asks for blocks of this size: a slot that began within one would have the slot before it converted too.
BLOCK_BYTES = 32 * 1024
SLOT_S = 2.0
#: two is enough for a seek: the encoder's own limit is a target, so three times that is left for a slot
VIDEO_BITS_PER_S = 2_500_000
AUDIO_BITS_PER_S = 96_000
_ROOM_FOR_VIDEO = 3 * VIDEO_BITS_PER_S
_ROOM_FOR_AUDIO = 200_000

VIDEO_TRACK, AUDIO_TRACK = 1, 2
#: what libopus looks ahead at 48 kHz: 312 samples
OPUS_DELAY_NS = 6_500_000
OPUS_PREROLL_NS = 80_000_000
_SMALLEST_VOID = 9


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture track: encoded size in pixels (both even), the width it is shown with, and how it is turned.

    `rotation` in degrees counter-clockwise, as Matroska's ProjectionPoseRoll; `rate` in pictures a second, None if it varies.
    """

    width: int
    height: int
    display_width: int
    rotation: float = 0.0
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Film:
    """What is to be presented: `duration_s` in seconds from the first picture or sound on; at least one track."""

    duration_s: float
    picture: Picture | None
    sound: bool

    @property
    def content_type(self) -> str:
        return "video/webm" if self.picture else "audio/webm"

    @property
    def slot_count(self) -> int:
        return max(1, math.ceil(self.duration_s / SLOT_S - 1e-6))

    @property
    def slot_bytes(self) -> int:
        """Bytes of one slot, a multiple of Chromium's block."""
        bits = (_ROOM_FOR_VIDEO if self.picture else 0) + _ROOM_FOR_AUDIO
        return _blocks(int(SLOT_S * bits / 8))

    @property
    def payload_limit(self) -> int:
        """So many bytes of clusters fit in a slot."""
        return self.slot_bytes - _SMALLEST_VOID


@dataclass(frozen=True, slots=True)
class Block:
    """One encoded picture or 20 ms of sound; `at` in milliseconds of the film."""

    at: int
    track: int
    data: bytes
    key: bool


def header(film: Film) -> bytes:
    """All that comes before the first slot: tracks, exact duration, and a cue for each slot."""
    ebml = _element(
        "1A45DFA3",
        _number("4286", 1),
        _number("42F7", 1),
        _number("42F2", 4),
        _number("42F3", 8),
        _element("4282", b"webm"),
        _number("4287", 4),
        _number("4285", 2),
    )
    tracks = [_picture_track(film.picture)] if film.picture else []
    if film.sound:
        tracks.append(_sound_track())
    info = _element(
        "1549A966",
        _number("2AD7B1", 1_000_000),
        _real("4489", film.duration_s * 1000),
        _element("4D80", b"AllureConnect"),
        _element("5741", b"AllureConnect"),
    ) + _element("1654AE6B", *tracks)
    before = len(ebml) + 12  # the segment's own identifier and length
    head_bytes = _blocks(before + len(info) + len(_cues(film, 0)) + _SMALLEST_VOID)
    body = info + _cues(film, head_bytes - before)
    length = head_bytes - before + film.slot_count * film.slot_bytes
    segment = bytes.fromhex("18538067") + b"\1" + length.to_bytes(7, "big")
    return ebml + segment + body + void(head_bytes - before - len(body))


def cluster(blocks: Iterable[Block]) -> bytes:
    """A cluster of these blocks, which are in order of time and span less than 32 seconds; nothing for none."""
    blocks = list(blocks)
    if not blocks:
        return b""
    start = max(0, blocks[0].at)
    return _element(
        "1F43B675",
        _number("E7", start),
        *(
            _element(
                "A3", bytes([0x80 | one.track]), struct.pack(">hB", one.at - start, 0x80 if one.key else 0), one.data
            )
            for one in blocks
        ),
    )


def void(length: int) -> bytes:
    """`length` bytes that mean nothing, at least nine."""
    return void_start(length) + bytes(length - _SMALLEST_VOID)


def void_start(length: int) -> bytes:
    """The first nine bytes of a Void element of `length` bytes; the rest are zeros."""
    return b"\xec\1" + (length - _SMALLEST_VOID).to_bytes(7, "big")


def _picture_track(picture: Picture) -> bytes:
    rate = [_number("23E383", round(1e9 / picture.rate))] if picture.rate else []
    pose = [_element("7670", _number("7671", 0), _real("7675", float(picture.rotation)))] if picture.rotation else []
    return _element(
        "AE",
        _number("D7", VIDEO_TRACK),
        _number("73C5", VIDEO_TRACK),
        _number("83", 1),
        _number("9C", 0),
        _element("86", b"V_VP9"),
        *rate,  # without it Chromium reads pictures until it has guessed a rate
        _element(
            "E0",
            _number("B0", picture.width),
            _number("BA", picture.height),
            _number("54B0", picture.display_width),
            _number("54BA", picture.height),
            *pose,
        ),
    )


def _sound_track() -> bytes:
    return _element(
        "AE",
        _number("D7", AUDIO_TRACK),
        _number("73C5", AUDIO_TRACK),
        _number("83", 2),
        _number("9C", 0),
        _element("86", b"A_OPUS"),
        _number("56AA", OPUS_DELAY_NS),
        _number("56BB", OPUS_PREROLL_NS),
        _element("63A2", b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 312, 48_000, 0, 0)),
        _element("E1", _real("B5", 48_000.0), _number("9F", 2)),
    )


def _cues(film: Film, first_slot: int) -> bytes:
    """One cue for each slot; `first_slot` is where slot 0 begins, counted from the segment's data."""
    track = VIDEO_TRACK if film.picture else AUDIO_TRACK
    return _element(
        "1C53BB6B",
        *(
            _element(
                "BB",
                _element("B3", struct.pack(">Q", round(k * SLOT_S * 1000))),
                _element(
                    "B7", _number("F7", track), _element("F1", struct.pack(">Q", first_slot + k * film.slot_bytes))
                ),
            )
            for k in range(film.slot_count)
        ),
    )


def _blocks(length: int) -> int:
    return -(-length // BLOCK_BYTES) * BLOCK_BYTES


def _element(identifier: str, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return bytes.fromhex(identifier) + b"\1" + len(data).to_bytes(7, "big") + data


def _number(identifier: str, value: int) -> bytes:
    return _element(identifier, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _real(identifier: str, value: float) -> bytes:
    return _element(identifier, struct.pack(">d", value))
