"""Real programs are killed at random moments of real uploads; whatever remains is resumed, and arrives once, whole."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable

import pytest

from tests.kills.conftest import MiB, Scene, at_moment, until

Moments = Callable[[float], float]


def killed_again_and_again(
    scene: Scene, moments: Moments, first: subprocess.Popen[str], kills: int, longest_s: float
) -> None:
    """Kills a program and its successors, each at a moment of its own, then lets the last one end."""
    child = first
    for number in range(kills):
        if number % 2:
            at_moment(child, longest_s, lines=1 + int(moments(12)))
        else:
            at_moment(child, moments(longest_s))
        scene.kill(child)
        child = scene.start("resume", "--all", "--json")
    # the last one needs no time for being hit
    scene.kill(child)
    scene.setting(bytes_per_s=0)
    scene.finish()


def test_killed_while_sending_parts(scene: Scene, moments: Moments) -> None:
    """Eight kills over check, opening, parts, putting together and processing; resumed by the command line."""
    # so slow that no life of a program is long enough to end the upload, also when a busy machine kills late
    scene.setting(bytes_per_s=1_500_000)
    course = scene.package("parts.zip", 24 * MiB)
    killed_again_and_again(scene, moments, scene.start("upload", course, "--json"), 8, 0.8)
    assert scene.kills >= 8
    scene.arrived(course)


def test_killed_while_sending_in_one_piece(scene: Scene, moments: Moments) -> None:
    """Four kills of a single PUT: it begins again each time, and is one package."""
    scene.setting(bytes_per_s=1_200_000)
    course = scene.package("piece.zip", 3 * MiB)
    killed_again_and_again(scene, moments, scene.start("upload", course, "--json"), 4, 0.6)
    assert scene.kills >= 4
    scene.arrived(course)


def test_killed_while_sending_a_new_version(scene: Scene, moments: Moments) -> None:
    """Four kills of a new version: the package has exactly one revision more."""
    scene.setting(bytes_per_s=0)
    course = scene.package("course.zip", 1 * MiB)
    first = scene.start("upload", course, "--json")
    assert first.wait(60) == 0
    (package_id,) = {row["package_id"] for row in scene.rows()}
    scene.setting(bytes_per_s=1_500_000)
    course.unlink()
    scene.package("course.zip", 16 * MiB)
    killed_again_and_again(scene, moments, scene.start("upload", course, "--package", package_id, "--json"), 4, 0.8)
    assert scene.kills >= 4
    scene.arrived(course, revisions=2)


def test_killed_while_the_server_unpacks(scene: Scene, moments: Moments) -> None:
    """Three kills while `process` is under way: whatever the server made of it, it is one package."""
    scene.setting(bytes_per_s=0)
    scene.sandbox.faults.set("slow-process", 1)
    course = scene.package("slow.zip", 1 * MiB)
    child = scene.start("upload", course, "--json")
    for number in range(3):
        until(lambda: scene.sandbox.requests.count("POST", "/api/v1/packages/process") > 0)
        at_moment(child, moments(0.8))
        scene.kill(child)
        if number == 2:
            scene.sandbox.faults.clear()
        child = scene.start("resume", "--all", "--json")
    child.wait(240)
    scene.finish()
    scene.arrived(course)


def test_two_programs_over_one_folder(scene: Scene, moments: Moments) -> None:
    """Each uploads a file of its own while both may take over what the other left; four kills hit either."""
    scene.setting(bytes_per_s=3_000_000)
    files = [scene.package(f"{name}.zip", 12 * MiB) for name in ("one", "two")]
    children = [scene.start("upload", file, "--json") for file in files]
    # both must have their row before they can be killed: a program that never got so far was never asked
    until(lambda: len(scene.rows()) == 2)
    for number in range(4):
        at_moment(children[number % 2], moments(0.6))
        scene.kill(children[number % 2])
        children[number % 2] = scene.start("resume", "--all", "--json")
    for child in children:
        child.wait(240)
    scene.finish()
    assert scene.kills >= 3
    scene.arrived(*files)


def test_the_window_goes_on(scene: Scene) -> None:
    """Killed on the command line, then in the window; each start of the window goes on by itself."""
    scene.setting(bytes_per_s=10_000_000)
    scene.connect()
    course = scene.package("window.zip", 24 * MiB)
    program = scene.start("upload", course, "--json")
    for wanted in (1, 3):
        until(lambda wanted=wanted: scene.parts_there() >= wanted)  # type: ignore[misc]
        assert scene.kill(program)
        program = scene.start()
    until(lambda: scene.live() == 1)
    until(lambda: scene.rows()[0]["state"] == "done")
    scene.arrived(course)
    assert scene.kill(program)


@pytest.mark.long
@pytest.mark.parametrize("round_", range(10))
def test_killed_twenty_times(scene: Scene, round_: int) -> None:
    """Twenty kills over packages of 220 MB, of two programs that share a folder; all of them arrive."""
    chance = random.Random(round_)
    scene.setting(bytes_per_s=40_000_000, parts_from=100_000_000)
    files = [scene.package("large-0.zip", 220 * MiB)]
    children = [scene.start("upload", files[0], "--json")]
    until(lambda: len(scene.rows()) == 1)
    children.append(scene.start("resume", "--all", "--json"))
    while scene.kills < 20:
        which = chance.randrange(2)
        at_moment(children[which], chance.random() * 1.5)
        scene.kill(children[which])
        if scene.live() == len(files):
            files.append(scene.package(f"large-{len(files)}.zip", 220 * MiB))
            children[which] = scene.start("upload", files[-1], "--json")
            until(lambda: len(scene.rows()) == len(files))
        else:
            children[which] = scene.start("resume", "--all", "--json")
    for child in children:
        child.wait(240)
    scene.finish()
    scene.arrived(*files)
