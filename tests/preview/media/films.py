"""Makes films whose every picture says its number, and whose sound beeps at each full second."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

BITS = 16
BEEP_S = 0.05


@dataclass(frozen=True)
class Recipe:
    """What a film is made of; `times` are the pictures' seconds where they do not come `rate` times a second."""

    seconds: float = 6.0
    size: tuple[int, int] | None = (640, 360)
    rate: int = 25
    times: Sequence[float] | None = None
    key_each: int = 250
    sound: str | None = "stereo"
    sound_rate: int = 44_100
    sound_seconds: float | None = None
    shape: Fraction = Fraction(1)
    rotation: int = 0
    codec: str = "libx264"
    sound_codec: str = "aac"
    container: str = "mp4"
    options: dict[str, str] = field(default_factory=dict)
    noise: bool = False
    pixel_format: str = "yuv420p"


def make(path: Path, recipe: Recipe) -> Path:
    """Writes the film to `path`."""
    options = {name: value for name, value in {"movflags": "+faststart", **recipe.options}.items() if value}
    with av.open(str(path), "w", format=recipe.container, options=options) as container:
        video: Any = _video_stream(container, recipe) if recipe.size else None
        audio: Any = _audio_stream(container, recipe) if recipe.sound else None
        pictures = list(_times(recipe)) if video else []
        frames = enumerate(pictures)
        sounds = _sound(recipe) if audio else iter(())
        picture = next(frames, None)
        sound = next(sounds, None)
        while picture or sound:
            if picture and (sound is None or picture[1] <= float(sound.time or 0)):
                for packet in video.encode(_picture(recipe, *picture)):
                    container.mux(packet)
                picture = next(frames, None)
            else:
                for packet in audio.encode(sound):
                    container.mux(packet)
                sound = next(sounds, None)
        for stream in (video, audio):
            if stream is not None:
                for packet in stream.encode(None):
                    container.mux(packet)
    return path


def read_number(frame: VideoFrame) -> int:
    """The number that a picture carries as black and white fields in its upper half."""
    frame = frame.reformat(format="gray")
    plane = frame.planes[0]
    data = memoryview(plane)
    row = plane.line_size * (frame.height // 4)
    number = 0
    for bit in range(BITS):
        x = int((bit + 0.5) * frame.width / BITS)
        number = number << 1 | (data[row + x] > 127)
    return number


def decoded_numbers(path_or_file: Any, format: str | None = None) -> list[tuple[float, int]]:
    """Time in seconds and number of each picture of a film, in the order they are shown."""
    with av.open(path_or_file, format=format) as container:
        return [(float(frame.time), read_number(frame)) for frame in container.decode(video=0)]


def beeps(path_or_file: Any, format: str | None = None) -> list[float]:
    """When each beep begins, in seconds, to a fraction of a millisecond."""
    found: list[float] = []
    resampler = av.AudioResampler("s16", "mono", 48_000)
    with av.open(path_or_file, format=format) as container:
        quiet_since = -1.0
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                start = float(piece.time or 0)
                samples = struct.unpack(f"<{piece.samples}h", bytes(piece.planes[0])[: piece.samples * 2])
                for index, value in enumerate(samples):
                    if abs(value) > 3000:
                        at = start + index / 48_000
                        if at - quiet_since > 0.3:
                            found.append(at)
                        quiet_since = at
    return found


def _times(recipe: Recipe) -> Iterator[float]:
    if recipe.times is not None:
        return iter(recipe.times)
    return (number / recipe.rate for number in range(round(recipe.seconds * recipe.rate)))


def _video_stream(container: Any, recipe: Recipe) -> Any:
    stream = container.add_stream(recipe.codec, rate=recipe.rate)
    stream.width, stream.height = recipe.size or (0, 0)
    stream.pix_fmt = recipe.pixel_format
    stream.bit_rate = 2_000_000
    stream.codec_context.gop_size = recipe.key_each
    stream.codec_context.time_base = Fraction(1, 1000)
    stream.codec_context.sample_aspect_ratio = recipe.shape
    if recipe.codec == "libx264":
        stream.options = {"preset": "ultrafast", "bf": "2", "sc_threshold": "0"}
    if recipe.rotation:
        stream.set_display_rotation(recipe.rotation)
    return stream


def _audio_stream(container: Any, recipe: Recipe) -> Any:
    stream = container.add_stream(recipe.sound_codec, rate=recipe.sound_rate)
    stream.layout = recipe.sound
    return stream


def _picture(recipe: Recipe, number: int, at: float) -> VideoFrame:
    width, height = recipe.size or (0, 0)
    frame = VideoFrame(width, height, "yuv420p")
    luma = frame.planes[0]
    fields = bytearray(luma.line_size)
    for x in range(width):
        bit = min(BITS - 1, x * BITS // width)
        fields[x] = 235 if number >> (BITS - 1 - bit) & 1 else 16
    flash = 235 if abs(at - round(at)) < 1e-6 else 90
    lower = bytes([flash]) * luma.line_size
    half = height // 2
    bottom = _noise(number, luma.line_size * (height - half)) if recipe.noise else lower * (height - half)
    luma.update(bytes(fields) * half + bottom)
    for plane in frame.planes[1:]:
        plane.update(bytes([128]) * plane.buffer_size)
    if recipe.pixel_format != "yuv420p":
        frame = frame.reformat(format=recipe.pixel_format)
    frame.pts, frame.time_base = round(at * 1000), Fraction(1, 1000)
    return frame


def _noise(seed: int, count: int) -> bytes:
    import random

    return random.Random(seed).randbytes(count)


def _sound(recipe: Recipe) -> Iterator[AudioFrame]:
    """Silence with a beep of 1 kHz, 50 ms long, at each full second."""
    rate, step = recipe.sound_rate, 1024
    seconds = recipe.sound_seconds or recipe.seconds
    for start in range(0, round(seconds * rate), step):
        frame = AudioFrame(format="s16", layout=recipe.sound or "mono", samples=step)
        channels = len(frame.layout.channels)
        values = []
        for position in range(start, start + step):
            into = position / rate % 1.0
            value = (
                round(20_000 * math.sin(2 * math.pi * 1000 * into))
                if into < BEEP_S and position < seconds * rate
                else 0
            )
            values += [value] * channels
        data = struct.pack(f"<{len(values)}h", *values)
        frame.planes[0].update(data.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield frame
