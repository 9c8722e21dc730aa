"""Finds out what a film is: its tracks, its length, how large it is shown and how it is turned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from allure_desktop.preview.media.member_file import MemberFile
from allure_desktop.preview.media.webm import Film, Picture

#: what every build of Chromium plays in an MP4, so nothing is gained by converting it
_PLAYS = frozenset({"vp8", "vp9", "av1", "opus", "vorbis", "flac", "mp3"})
_LONG_SIDE, _SHORT_SIDE = 1280, 720
_MOST_PIXELS = 8192 * 4320
_LONGEST_S = 24 * 3600.0
_PACKETS_TO_TRY = 300

_Kind = TypeVar("_Kind", VideoStream, AudioStream)


class NotConvertible(Exception):
    """The member stays as it is; the words say why."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """The streams that are presented: the best of each kind that can be decoded."""

    video: VideoStream | None
    audio: AudioStream | None

    @property
    def streams(self) -> list[VideoStream | AudioStream]:
        return [one for one in (self.video, self.audio) if one is not None]


def open_container(file: MemberFile) -> InputContainer:
    """The demuxer over a member. Only MP4 is tried: a playlist could name files of this computer.

    Raises NotConvertible.
    """
    try:
        return av.open(file, "r", format="mp4", metadata_errors="ignore")
    except (av.FFmpegError, ValueError) as error:
        raise NotConvertible(f"it is no MP4 that can be read ({_words(error)})") from error


def tracks(container: InputContainer) -> Tracks:
    """Picture and sound of a container; a cover picture is no film."""
    video = [
        one
        for one in container.streams.video
        if not one.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails) and _has_decoder(one)
    ]
    audio = [one for one in container.streams.audio if _has_decoder(one)]
    return Tracks(_best(video), _best(audio))


def start_s(container: InputContainer) -> float:
    """When the film begins on its own clock, in seconds; taken off all times."""
    return (container.start_time or 0) / 1e6


def probe(file: MemberFile) -> Film:
    """What the member is. Raises NotConvertible."""
    with open_container(file) as container:
        found = tracks(container)
        codecs = [one.codec_context.name for one in found.streams]
        if not codecs:
            raise NotConvertible("it holds neither picture nor sound that can be decoded")
        if all(name in _PLAYS for name in codecs):
            raise NotConvertible(f"it holds {' and '.join(codecs)}, which the web view plays itself")
        try:
            duration = _duration_s(container, found)
            picture = _picture(container, found.video) if found.video else None
        except av.FFmpegError as error:
            raise NotConvertible(f"its beginning cannot be decoded ({_words(error)})") from error
    if file.broken:
        raise NotConvertible(file.broken)
    if picture is None and found.audio is None:
        raise NotConvertible("no picture of it can be decoded")
    if not 0 < duration <= _LONGEST_S:
        raise NotConvertible("it does not say how long it is" if duration <= 0 else "it claims to last for days")
    return Film(duration, picture, found.audio is not None)


def _best(streams: list[_Kind]) -> _Kind | None:
    """The one marked as default, else the first."""
    return next((one for one in streams if one.disposition & Disposition.default), streams[0] if streams else None)


def _has_decoder(stream: Any) -> bool:
    """A stream of an unknown kind has no codec context, whatever its type says."""
    try:
        return stream.codec_context is not None and stream.codec_context.codec is not None
    except (av.FFmpegError, ValueError):
        return False


def _duration_s(container: InputContainer, found: Tracks) -> float:
    if container.duration and any(one.frames for one in found.streams):
        return container.duration / 1e6
    # in a fragmented film the length at the beginning is missing or guessed from its bytes
    start, end = start_s(container), 0.0
    for packet in container.demux(found.streams):
        if packet.pts is not None and packet.time_base is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base) - start)
    container.seek(0)
    return end


def _picture(container: InputContainer, stream: VideoStream) -> Picture | None:
    frame = _first_frame(container, stream)
    if frame is None:
        return None
    if not 0 < frame.width * frame.height <= _MOST_PIXELS:
        raise NotConvertible(f"its picture has {frame.width}x{frame.height} pixels")
    scale = min(1.0, _LONG_SIDE / max(frame.width, frame.height), _SHORT_SIDE / min(frame.width, frame.height))
    width, height = _even(frame.width * scale), _even(frame.height * scale)
    shape = stream.sample_aspect_ratio or Fraction(1)
    if not Fraction(1, 10) <= shape <= 10:
        shape = Fraction(1)
    rate = stream.average_rate
    return Picture(
        width,
        height,
        display_width=max(1, round(width * shape)),
        rotation=float(frame.rotation),
        rate=float(rate) if rate and 1 <= rate <= 240 else None,
    )


def _first_frame(container: InputContainer, stream: VideoStream) -> VideoFrame | None:
    for tried, packet in enumerate(container.demux(stream)):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            frames = []
        if frames:
            return frames[0]
        if tried > _PACKETS_TO_TRY:
            break
    return None


def _even(pixels: float) -> int:
    return max(2, round(pixels / 2) * 2)


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
