"""Films that the embedded view cannot play: how fast they are converted, and how long the person waits for a picture."""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.filter import Graph

from allure_desktop.preview.media.converter import Converter
from tests.packages import manifest_12
from tests.preview.media.films import Recipe, beeps, decoded_numbers, make
from tests.preview.media.spans import crc_of, span_of

_SECONDS = 180
_PART_S = 30.0
#: in no order, and none in a part that another one has converted
SEEKS = (100.0, 31.02, 150.5, 64.9, 8.0, 129.96, 175.2, 50.02)


def figures(folder: Path) -> Iterator[str]:
    """The sentences for `make bench`; needs a screen for the web view."""
    film = moving_film(folder / "film.mp4", _SECONDS)
    yield speed(folder, film)
    yield from in_the_view(folder, film)
    yield sound_beside_picture(folder)


def moving_film(path: Path, seconds: int) -> Path:
    """H.264 and AAC, 1280x720, 25 pictures a second, some 2 Mbit/s, much of the picture moving."""
    graph = Graph()
    source = graph.add("testsrc2", f"size=1280x720:rate=25:duration={seconds}")
    form, sink = graph.add("format", "yuv420p"), graph.add("buffersink")
    source.link_to(form)
    form.link_to(sink)
    graph.configure()
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        video: Any = container.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt, video.bit_rate = 1280, 720, "yuv420p", 2_000_000
        video.options = {"preset": "ultrafast", "g": "250"}
        audio: Any = container.add_stream("aac", rate=48_000)
        audio.layout = "stereo"
        number = 0
        while True:
            try:
                frame: Any = graph.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(video.encode(frame))
            sound = av.AudioFrame(format="s16", layout="stereo", samples=1920)
            sound.planes[0].update(os.urandom(1920 * 4))
            sound.sample_rate, sound.pts, sound.time_base = 48_000, number * 1920, Fraction(1, 48_000)
            container.mux(audio.encode(sound))
            number += 1
        container.mux(video.encode(None))
        container.mux(audio.encode(None))
    return path


def speed(folder: Path, film: Path) -> str:
    """Seconds of film that are converted in a second, through the process and its pipe, from a place of its own."""
    rates = []
    for attempt in range(3):
        converter = Converter(folder / f"speed{attempt}")
        try:
            view = converter.film(span_of(film), crc_of(film))
            slot_bytes = view.size // (_SECONDS // 2)
            start = view.size // 3
            began = time.perf_counter()
            for _piece in view.read(start, start + int(_PART_S / 2) * slot_bytes):
                pass
            rates.append(_PART_S / (time.perf_counter() - began))
        finally:
            converter.close()
    rate = statistics.median(rates)
    return _told("H.264 1280x720 with AAC, converted beside real time", f"{rate:.1f} x", rate >= 3, "at least 3")


def in_the_view(folder: Path, film: Path) -> Iterator[str]:
    """First picture and seeks in the real web view, nothing converted before."""
    package = folder / "course.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest_12())
        archive.writestr("index.html", "<title>x</title>")
        archive.writestr("film.html", _PAGE.replace("SEEKS", json.dumps(SEEKS)))
        archive.write(film, "film.mp4")
    told = []
    for attempt in range(5):
        command = [sys.executable, "-m", "benchmarks.media_view", str(package), str(folder / f"view{attempt}")]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        told.append(json.loads(answer.stdout.strip().splitlines()[-1]))
    first = statistics.median(one["first"] for one in told)
    seeks = [seek for one in told for seek in one["seeks"]]
    yield _told(
        f"first picture of a {_SECONDS // 60}-minute 720p MP4 in the view (median of 5)",
        f"{first / 1000:.2f} s",
        first <= 500,
        "at most 0.5 s",
    )
    yield _told(
        f"seek to a part that is not converted (the slowest of {len(seeks)})",
        f"{max(seeks) / 1000:.2f} s, median {statistics.median(seeks) / 1000:.2f} s",
        max(seeks) <= 2000,
        "at most 2 s",
    )


def sound_beside_picture(folder: Path) -> str:
    """The largest distance between a beep and its flash, slots made in an order of their own."""
    film = make(folder / "beeps.mp4", Recipe(seconds=30, size=(640, 360)))
    converter = Converter(folder / "beeps")
    try:
        view = converter.film(span_of(film), crc_of(film))
        for slot in (7, 2, 11, 0, 9, 4):
            next(view.read(view.size - slot * 1_900_000 - 1, view.size))
        data = b"".join(view.read(0, view.size))
    finally:
        converter.close()
    flashes = [at for at, number in decoded_numbers(io.BytesIO(data)) if number % 25 == 0]
    apart = max(min(abs(beep - flash) for flash in flashes) for beep in beeps(io.BytesIO(data)))
    return _told("sound against picture", f"{apart * 1000:.1f} ms", apart <= 0.04, "at most 40 ms")


def _told(name: str, value: str, met: bool, goal: str) -> str:
    return f"{name}\n    {value}, goal {goal}: {'met' if met else 'MISSED'}"


_PAGE = """<!doctype html><title>-</title><body><script>
const once = (video, name) => new Promise((done) => video.addEventListener(name, done, { once: true }));
(async () => {
  const video = document.createElement('video'); video.muted = true; document.body.append(video);
  const began = performance.now();
  video.src = 'film.mp4'; await once(video, 'loadeddata');
  const told = { first: performance.now() - began, seeks: [] };
  for (const at of SEEKS) {
    const start = performance.now();
    video.currentTime = at; await once(video, 'seeked');
    told.seeks.push(performance.now() - start);
  }
  document.title = JSON.stringify(told);
})();
</script>"""
