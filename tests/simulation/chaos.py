"""What happens to people, machines and servers now and then, at moments of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allure_desktop.errors import AllureError
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS, PARALLEL_UPLOADS

if TYPE_CHECKING:
    from tests.simulation.world import Process, World

_ACTS = ("pause", "resume", "stop", "start", "start_again", "check_again", "move_first", "pause_all", "resume_all")


class Chaos:
    """Does so many things to a world, then it is over."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = world.chance
        self.over = False

    def run(self) -> None:
        world, traits, chance = self._world, self._world.traits, self._chance
        names = [name for name, weight in traits.weights.items() if weight]
        weights = [traits.weights[name] for name in names]
        for _ in range(traits.events if names else 0):
            world.nap(chance.expovariate(traits.events / min(traits.chaos_s, 1800.0)))
            if world.calm:
                return
            name = chance.choices(names, weights)[0]
            world.note(f"chaos: {name}")
            getattr(self, f"_{name}")()
        world.nap(chance.random() * 60)
        self.over = True

    def mend(self) -> None:
        """All is as it should be."""
        world = self._world
        world.online, world.server_down, world.keyring_locked = True, False, False
        world.server.failing, world.server.quota_full, world.computer.full = 0.0, False, False
        world.key = "KEY-secret-two"
        world.server.keys = {world.key}
        for process in world.processes:
            process.poke()
        for file in world.files:
            if file.content is None:
                file.content, file.away = file.away, None

    def _for_a_while(self, longest_s: float = 3600.0) -> float:
        return self._chance.random() * self._chance.choice([5.0, 60.0, 600.0, longest_s])

    def _later(self, seconds: float, name: str, value: object, where: object = None) -> None:
        target = where or self._world

        def mend() -> None:
            setattr(target, name, value)

        self._world.scheduler.begin(mend, None, seconds)

    def _process(self) -> Process | None:
        running = self._world.running()
        return self._chance.choice(running) if running else None

    # programs and machine

    def _kill(self) -> None:
        process = self._process()
        if process is not None:
            process.die("killed")
            self._world.scheduler.bury(process)

    def _quit(self) -> None:
        process = self._process()
        if process is not None:
            self._world.scheduler.begin(process.quit, process)

    def _power_cut(self) -> None:
        world = self._world
        if not world.traits.dates and world.computer.set_forward:
            return  # then no clock at all tells how long ago anything was
        for process in list(world.processes):
            process.die("without power")
            world.scheduler.bury(process)
        world.invariants.restarted_machine()
        world.computer.started_at = world.scheduler.now

    def _second_program(self) -> None:
        self._world.begin("two")

    def _set_clock(self) -> None:
        world, chance = self._world, self._chance
        by = chance.choice([-1, 1]) * chance.choice([2.0, 30.0, 600.0, 5 * 3600.0, 400 * 86400.0])
        world.computer.set_forward += by
        world.invariants.clock_set()
        world.note(f"the clock is set by {by}")
        for process in world.processes:
            process.poke()

    def _sleep(self) -> None:
        world = self._world
        until = world.scheduler.now + self._chance.choice([5.0, 60.0, 1800.0, 10 * 3600.0])
        for process in world.processes:
            process.asleep_until = until
        world.network_epoch += self._chance.random() < 0.8

    def _settings(self) -> None:
        process, chance = self._process(), self._chance
        if process is None:
            return

        def change() -> None:
            try:
                process.settings.set(PARALLEL_PARTS, chance.choice([1, 2, 4]))
                process.settings.set(PARALLEL_UPLOADS, chance.choice([1, 2]))
                process.settings.set(LIMIT_BYTES_PER_S, chance.choice([0, 0, 50, 1000]))
            except AllureError:
                pass

        self._world.scheduler.begin(change, process)
        for other in self._world.processes:
            other.poke()

    # network and server

    def _offline(self) -> None:
        self._world.online = False
        self._world.network_epoch += 1
        self._later(self._for_a_while(48 * 3600.0 if self._world.traits.chaos_s > 80_000 else 3600.0), "online", True)

    def _server_down(self) -> None:
        self._world.server_down = True
        self._later(self._for_a_while(), "server_down", False)

    def _key(self) -> None:
        world = self._world
        world.server.keys = {"KEY-secret-two"}
        self._later(self._for_a_while(), "key", "KEY-secret-two")

    def _keyring(self) -> None:
        self._world.keyring_locked = True
        self._later(self._for_a_while(), "keyring_locked", False)

    def _quota(self) -> None:
        self._world.server.quota_full = True
        self._later(self._for_a_while(), "quota_full", False, self._world.server)

    def _upload_vanishes(self) -> None:
        uploads = self._world.server.uploads
        if uploads:
            del uploads[self._chance.choice(sorted(uploads))]

    def _other_version(self) -> None:
        self._world.server.publish("pkg_old", "theirs.zip", b"theirs", "them")

    def _view(self) -> None:
        process = self._process()
        if process is None:
            return

        def look() -> None:
            try:
                process.api.packages()
            except AllureError:
                pass

        self._world.scheduler.begin(look, process)

    # disk

    def _disk_full(self) -> None:
        self._world.computer.full = True
        self._later(self._for_a_while(600.0), "full", False, self._world.computer)

    def _edit_file(self) -> None:
        world, chance = self._world, self._chance
        file = chance.choice(world.files)
        content = file.content or file.away
        assert content is not None
        data = bytearray(content.data)
        match chance.randrange(4):
            case 0:
                data[chance.randrange(len(data))] ^= 1
            case 1:
                data += chance.randbytes(50)
            case 2:
                data = data[: len(data) // 2 + 1]
        world.computer.disk.write(file, bytes(data), world.computer.wall(), replaced=chance.random() < 0.5)

    def _lose_file(self) -> None:
        world = self._world
        file = self._chance.choice(world.files)
        if file.content is None:
            return
        file.content, file.away = None, file.content

        def back() -> None:
            if file.content is None:
                file.content, file.away = file.away, None

        world.scheduler.begin(back, None, self._for_a_while(600.0))

    # people

    def _act(self) -> None:
        process, chance = self._process(), self._chance
        if process is None:
            return
        what = chance.choice(_ACTS)
        if what.endswith("_all"):
            process.ask(what)
            return
        rows = [row for row in self._world._raw_rows() if row["reason"] != "unknown_outcome"]
        if rows:
            process.ask(what, chance.choice(rows)["id"])
