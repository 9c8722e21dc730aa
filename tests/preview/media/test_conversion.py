"""What a converted film shows and sounds like, whatever the original is and in whatever order it is made."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.container import InputContainer

from allure_desktop.preview.media import webm
from allure_desktop.preview.media.film import NotConvertible, probe
from allure_desktop.preview.media.member_file import MemberFile
from allure_desktop.preview.media.session import Session
from tests.preview.media.conftest import Make
from tests.preview.media.films import Recipe, beeps, decoded_numbers


def opened(path: Path) -> MemberFile:
    data = path.read_bytes()
    return MemberFile(lambda start, end: data[start:end], len(data))


def slot(path: Path, film: webm.Film, number: int) -> bytes:
    """One slot by a session of its own, padded."""
    session = Session(opened(path), film, number, lambda: None)
    payload = b""
    for piece, last in session.clusters():
        payload += piece
        if last:
            break
    session.close()
    assert len(payload) <= film.payload_limit
    return payload + webm.void(film.slot_bytes - len(payload))


def converted(path: Path, order: Sequence[int] | None = None) -> bytes:
    """The whole WebM, its slots made in this order by sessions of their own, or by a single one."""
    film = probe(opened(path))
    if order is None:
        session = Session(opened(path), film, 0, lambda: None)
        slots, payload = [], b""
        for piece, last in session.clusters():
            payload += piece
            if last:
                slots.append(payload + webm.void(film.slot_bytes - len(payload)))
                payload = b""
        return webm.header(film) + b"".join(slots)
    made = {number: slot(path, film, number) for number in order}
    return webm.header(film) + b"".join(made[number] for number in range(film.slot_count))


def webm_of(data: bytes) -> InputContainer:
    return av.open(io.BytesIO(data), "r")


def shown(data: bytes, path: Path) -> list[int]:
    """The numbers of the pictures; each must be shown when the original shows it, a repeated one counts once."""
    due = {number: at for at, number in decoded_numbers(str(path))}
    numbers: list[int] = []
    for at, number in decoded_numbers(io.BytesIO(data)):
        if not numbers or number != numbers[-1]:
            assert abs(at - due[number]) < 0.0011, f"picture {number} at {at}"
            numbers.append(number)
    return numbers


def test_every_picture_and_beep_is_where_it_was(film: Make) -> None:
    """Slots made in random order by sessions of their own give each picture at its time, and beeps within 5 ms."""
    path = film(Recipe(seconds=9))
    order = list(range(5))
    random.Random(3).shuffle(order)
    data = converted(path, order)
    assert shown(data, path) == list(range(225))
    theirs, ours = beeps(str(path)), beeps(io.BytesIO(data))
    assert len(ours) == len(theirs) == 9
    assert max(abs(a - b) for a, b in zip(theirs, ours, strict=True)) < 0.005


def test_one_session_goes_on_through_all_slots(film: Make) -> None:
    """A conversion that is simply gone on with shows the same as slots made one by one."""
    path = film(Recipe(seconds=9))
    assert shown(converted(path), path) == list(range(225))


def test_size_and_duration_are_told_before_anything_is_made(film: Make) -> None:
    """Head and slots lie on Chromium's blocks, and the length in seconds is the original's."""
    path = film(Recipe(seconds=9))
    found = probe(opened(path))
    head = webm.header(found)
    assert len(head) % webm.BLOCK_BYTES == 0 and found.slot_bytes % webm.BLOCK_BYTES == 0
    with av.open(str(path)) as original, webm_of(converted(path)) as ours:
        assert ours.duration == pytest.approx(original.duration, abs=1500)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(options={"movflags": ""}),
        Recipe(options={"movflags": "frag_keyframe+empty_moov"}, key_each=25),
        Recipe(sound="mono", sound_rate=22_050),
        Recipe(sound="5.1", sound_rate=48_000),
        Recipe(sound=None),
        Recipe(pixel_format="yuvj420p"),
        Recipe(sound_seconds=8.3),
        Recipe(codec="mpeg4", size=(320, 240)),
    ],
    ids=["moov-at-end", "fragmented", "mono", "surround", "silent", "full-range", "longer-sound", "mpeg4"],
)
def test_kinds_of_films(film: Make, recipe: Recipe) -> None:
    """Each kind of film shows every picture at its time, slot by slot."""
    path = film(recipe)
    found = probe(opened(path))
    data = converted(path, list(reversed(range(found.slot_count))))
    assert shown(data, path) == list(range(150))
    if recipe.sound:
        theirs, ours = beeps(str(path)), beeps(io.BytesIO(data))
        assert len(ours) == len(theirs)
        assert max(abs(a - b) for a, b in zip(theirs, ours, strict=True)) < 0.005


def test_pictures_at_any_time(film: Make) -> None:
    """With a variable rate and stills that outlast a slot, what is shown at any moment is what the original shows."""
    times = [0.0, 0.5, 0.517, 0.6, 3.1, 3.2, 10.2, 10.24, 11.0]
    path = film(Recipe(times=times, seconds=12))
    found = probe(opened(path))
    ours = decoded_numbers(io.BytesIO(converted(path, list(range(found.slot_count)))))
    for moment in [0.0, 0.49, 0.55, 2.0, 3.05, 3.15, 4.0, 8.01, 10.1, 10.22, 10.5, 11.5]:
        wanted = max(number for number, at in enumerate(times) if at <= moment)
        assert max(one for one in ours if one[0] <= moment)[1] == wanted, moment


def test_sound_alone(film: Make) -> None:
    """An M4A becomes a small audio file with the beeps in their places; a cover picture makes it no film."""
    path = film(Recipe(size=None, seconds=7))
    found = probe(opened(path))
    assert found.content_type == "audio/webm" and found.slot_bytes == 2 * webm.BLOCK_BYTES
    ours = beeps(io.BytesIO(converted(path, [3, 1, 0, 2])))
    assert [round(at) for at in ours] == list(range(7))
    assert max(abs(at - round(at)) for at in ours) < 0.005


def test_sound_that_begins_late_does_not_hold_everything_back(film: Make) -> None:
    """Where the sound ends long before the picture, the first slot is made without reading on to the film's end."""
    path = film(Recipe(seconds=30, size=(320, 180), sound_seconds=1.0))
    found = probe(opened(path))
    file = opened(path)
    session = Session(file, found, 1, lambda: None)
    packets = 0

    def count() -> None:
        nonlocal packets
        packets += 1

    session._gate = count
    next(session.clusters())
    assert packets < 25 * 10


def test_shapes(film: Make) -> None:
    """Odd and large sizes, pixels that are no squares and phone rotation come out as they are meant to be shown."""
    odd = probe(opened(film(Recipe(size=(638, 362), seconds=1)))).picture
    large = probe(opened(film(Recipe(size=(1920, 1080), seconds=1)))).picture
    wide = probe(opened(film(Recipe(size=(640, 480), seconds=1, shape=Fraction(4, 3))))).picture
    assert odd and (odd.width, odd.height) == (638, 362)
    assert large and (large.width, large.height) == (1280, 720)
    assert wide and (wide.width, wide.display_width) == (640, 853)
    path = film(Recipe(size=(640, 360), seconds=1, rotation=90))
    with av.open(str(path)) as original, webm_of(converted(path)) as ours:
        assert next(original.decode(video=0)).rotation == next(ours.decode(video=0)).rotation == 90


def test_noise_never_overflows_a_slot(film: Make) -> None:
    """Pictures that cannot be compressed are frozen up to the next key frame, and all that is there can be decoded."""
    path = film(Recipe(size=(1280, 720), rate=30, seconds=4, noise=True))
    numbers = [number for _at, number in decoded_numbers(io.BytesIO(converted(path, [2, 1, 0])))]
    assert 0 in numbers and 60 in numbers
    assert numbers == sorted(numbers)


def test_a_damaged_film_plays_as_far_as_it_goes(film: Make) -> None:
    """Broken bytes in the middle and a missing end give a WebM of full length whose sound parts can be decoded."""
    path = film(Recipe(seconds=9, key_each=25))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4000] = bytes(4000)
    broken = path.with_suffix(".broken.mp4")
    broken.write_bytes(data[: len(data) * 9 // 10])
    found = probe(opened(broken))
    numbers = {number for _at, number in decoded_numbers(io.BytesIO(converted(broken, range(found.slot_count))))}
    assert found.slot_count == 5
    assert set(range(60)) <= numbers


def test_any_damage_is_refused_or_converted(film: Make) -> None:
    """With bytes changed anywhere, the index above all, each slot is made, within its bytes, or refused in words."""
    whole = film(Recipe(seconds=5, size=(320, 180), key_each=25)).read_bytes()
    chance = random.Random(11)
    made = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 5, 40])):
            data[chance.randrange(len(data) if chance.random() < 0.5 else 5000)] = chance.randrange(256)
        damaged = bytes(data[: chance.randrange(len(data))] if chance.random() < 0.2 else data)
        files = [MemberFile(lambda start, end, data=damaged: data[start:end], len(damaged)) for _ in range(2)]
        try:
            found = probe(files[0])
            session = Session(files[1], found, chance.randrange(found.slot_count), lambda: None)
        except NotConvertible:
            continue
        length = 0
        for piece, last in session.clusters():
            length += len(piece)
            if last:
                break
        assert length <= found.payload_limit
        session.close()
        made += 1
    assert made > 20


@pytest.mark.parametrize("data", [b"", b"no film", b"#EXTM3U\nfile:///etc/passwd\n", bytes(100_000)])
def test_what_is_no_film_is_refused_with_a_reason(data: bytes) -> None:
    """Anything else is refused, playlists that name files of this computer above all."""
    with pytest.raises(NotConvertible, match="no MP4"):
        probe(MemberFile(lambda start, end: data[start:end], len(data)))


def test_what_the_view_plays_itself_is_left_alone(film: Make) -> None:
    """An MP4 with VP9 and Opus is not converted."""
    path = film(Recipe(codec="libvpx-vp9", sound_codec="libopus", sound_rate=48_000, seconds=1))
    with pytest.raises(NotConvertible, match="plays itself"):
        probe(opened(path))
