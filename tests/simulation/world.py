"""One seed's world: people, programs, network, server and disk in virtual time, first in chaos, then in calm."""

from __future__ import annotations

import hashlib
import logging
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

from allure_desktop.api.call_log import kept_budget
from allure_desktop.api.client import ApiClient
from allure_desktop.database import Database
from allure_desktop.errors import AllureError
from allure_desktop.events import Events
from allure_desktop.settings import Settings
from allure_desktop.uploads import timekeeper
from allure_desktop.uploads.queue import ConnectionFacts, Uploads
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.simulation.chaos import Chaos
from tests.simulation.computer import Computer, JournalConnection, JournalFile, SimEnv, SimFile, connect, disk_full
from tests.simulation.faults import draw
from tests.simulation.invariants import Invariants
from tests.simulation.scheduler import Crash, Owner, Scheduler, Violation
from tests.simulation.server import Server
from tests.simulation.wire import HOST, PIECE_BYTES, SimStorage, SimTransport, locked_keyring

#: Calm must have led to the end within so much virtual time.
CALM_S = 12 * 3600.0
#: How often a person looks at the rows once it is calm.
LOOK_S = 30.0
DOCUMENT: dict[str, Any] = {"paths": {"/api/v1/packages/multipart/abort": {"post": {}}}}
QUOTAS: dict[str, Any] = {"/api/v1/quotas": {"get": {}}}
LISTS: dict[str, Any] = {"/api/v1/packages/multipart/{upload_id}/parts": {"get": {}}}


class Process(Owner):
    """One run of the program, from its start to its end or death."""

    def __init__(self, world: World, name: str, connection: JournalConnection) -> None:
        self.world = world
        self.name = name
        self.dead = False
        self.ended = False
        self.env = SimEnv(world.computer, self, world.chance)
        self.connection = connection
        connection.owner = self
        connection.on_commit = self._on_commit
        self.poked = False
        self.ready = False

    def start(self) -> None:
        """What the program does when it starts."""
        world = self.world
        self.database = JournalFile(world.journal, self.connection)
        self.events = Events()
        self.settings = Settings(self.database, self.events)
        quotas = QUOTAS if world.traits.declares_quotas else {}
        document = {"paths": {**DOCUMENT["paths"], **quotas, **(LISTS if world.traits.lists_parts else {})}}
        env = self.env
        self.budget = kept_budget(
            self.database, self.settings, f"https://{HOST}", "t", wall=env.wall, steady=env.steady, dice=env.dice
        )
        self.api = ApiClient(f"https://{HOST}", "t", "me", self.key, budget=self.budget, load_document=lambda: document)
        transport: Any = SimTransport(world, self)
        self.api._transport = self.api._calls._transport = transport
        self.api._calls._closed = env.signal()  # type: ignore[assignment]
        self.storage: Any = SimStorage(world, self)
        self.uploads = Uploads(
            self.database,
            self.events,
            self.settings,
            api_for=lambda connection_id: self.api,
            storage_for=lambda connection_id: self.storage,
            validate=self._validate,
            connection_facts=lambda connection_id: ConnectionFacts(connection_id, f"https://{HOST}", "t", "me"),
            timing=world.traits.timing,
            single_put_limit_bytes=world.traits.single_put,
            env=env,
        )
        self.uploads.recover()
        self.uploads.run()
        self.ready = True
        world.note(f"{self.name}: runs")

    def key(self) -> str:
        if self.world.keyring_locked:
            raise locked_keyring()
        return self.world.key

    def _validate(self, path: str, **how: Any) -> dict[str, Any]:
        for done in range(3):
            self.world.nap(self.world.chance.random())
            how["progress"](done + 1, 3)
            if how["cancelled"]():
                break
        return {"title": "Course", "findings": []}

    def _on_commit(self, before: bool) -> None:
        world = self.world
        if before and world.computer.full:
            world.invariants.unwritten(self)
            raise disk_full()
        world.point(self, "before a commit" if before else "after a commit")
        if not before:
            for other in world.processes:
                if other is not self:
                    other.poke()

    def poke(self) -> None:
        """What its next look at the journal and the settings will see: it comes within a quarter of a second."""
        if self.ready and not self.poked and not self.dead:
            self.poked = True
            self.world.scheduler.begin(self._look, self, self.world.chance.random() * 0.25)

    def _look(self) -> None:
        self.poked = False
        self.uploads._engine.stirred.set()

    def die(self, where: str) -> None:
        world = self.world
        world.note(f"{self.name}: dies {where}")
        world.invariants.died(self)
        self.dead = True
        world.gone(self)

    def quit(self) -> None:
        """Ends as it should."""
        self.uploads.close()
        self.ended = True
        self.die("well")

    def ask(self, what: str, *args: Any, **how: Any) -> None:
        """A person's act, on a thread of its own."""

        def act() -> None:
            try:
                getattr(self.uploads, what)(*args, **how)
            except AllureError as error:
                self.world.note(f"{self.name}: {what} {args}: {error.code}")

        if self.ready:
            self.world.note(f"{self.name}: a person asks for {what} {args}")
            self.world.scheduler.begin(act, self)


class World:
    """Build it with a seed, `run` it: no Violation means that all was well."""

    def __init__(self, seed: int, journals: Journals) -> None:
        random.seed(seed)  # the pauses between repeated reads
        self.seed = seed
        self.chance = random.Random(seed)
        self.traits = draw(self.chance)
        self.trace: list[str] = []
        self.scheduler = Scheduler(self.chance)
        self.journals = journals
        self.journal = journals.fresh()
        self.computer = Computer(self.scheduler, self.journal)
        self.server = Server(self.scheduler, self.chance, self.traits, self.note)
        self.invariants = Invariants(self)
        self.server.before_version = self.invariants.makes_live
        self.scheduler.after_step = self.invariants.after_step
        self.processes: list[Process] = []
        self.calm = False
        self.online = True
        self.network_epoch = 0
        self.server_down = False
        self.key = "KEY-secret-one"
        self.keyring_locked = False
        self.files: list[SimFile] = []
        self.wanted: dict[int, str] = {}
        self.given_up: set[int] = set()
        self.chaos = Chaos(self)

    # what the others use

    def note(self, what: str) -> None:
        self.trace.append(f"{self.scheduler.now:.3f} {what}")

    def trace_hash(self) -> str:
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()

    def rate(self, name: str) -> float:
        return 0.0 if self.calm else self.traits.rates[name]

    def fate(self, name: str) -> bool:
        rate = 0.0 if self.calm else self.traits.rates[name]
        return rate > 0 and self.chance.random() < rate

    def latency(self) -> float:
        seconds = self.traits.latency_s * self.chance.random()
        return seconds + self.chance.random() * 25 if self.fate("slow_request") else seconds

    def nap(self, seconds: float) -> None:
        self.scheduler.park(seconds)

    def point(self, process: Process, where: str) -> None:
        """A moment at which the process may die."""
        if self.fate("crash"):
            process.die(where)
            raise Crash

    def calls_api(self, process: Process, name: str) -> None:
        self.invariants.calls_api(process, name)

    def puts(self, process: Process, what: str, number: int, kind: str, ends: float) -> None:
        self.invariants.puts(process, what, number, kind, ends)

    def content_of(self, what: str) -> tuple[int, int] | None:
        """Who the file of an open upload is just now; None while it is away."""
        upload = self.server.uploads.get(what)
        file = next((f for f in self.files if upload is not None and f.path.endswith(f"/{upload.filename}")), None)
        return None if file is None or file.content is None else (file.content.st_ino, file.content.st_mtime_ns)

    def acknowledged(self, process: Process, what: str, number: int, etag: str) -> None:
        self.invariants.acknowledged(process, what, number, etag)

    # programs

    def begin(self, name: str) -> None:
        """A start of the program, unless it runs already."""
        if any(process.name == name for process in self.processes):
            return
        process = Process(self, name, self.journals.connection(name))
        self.processes.append(process)

        def start() -> None:
            try:
                process.start()
            except AllureError as error:
                # a full disk, say: a person tries again
                self.note(f"{name}: cannot start: {error.code}")
                process.die("at its start")

        self.scheduler.begin(start, process)

    def gone(self, process: Process) -> None:
        self.processes.remove(process)
        for upload_id in [i for i, owner in self.computer.locks.items() if owner is process]:
            del self.computer.locks[upload_id]
        if not self.calm and process.name == "one":
            longest = self.chance.choice([1.0, 60.0, 3600.0])
            self.scheduler.begin(lambda: self.begin("one"), None, self.chance.random() * longest)

    def running(self) -> list[Process]:
        """Those that a person can use just now."""
        now = self.scheduler.now
        return [p for p in self.processes if p.ready and not p.dead and p.asleep_until <= now]

    # the whole

    def run(self) -> None:
        self.note(f"seed {self.seed}: {self.traits}")
        self._furnish()
        self.begin("one")
        self.scheduler.begin(self._person_adds)
        self.scheduler.begin(self.chaos.run)
        self.scheduler.run(lambda: self.chaos.over, self.traits.chaos_s)
        self._calm_down()
        self.scheduler.begin(self._person_looks)
        self.scheduler.run(lambda: self.invariants.all_done, self.scheduler.now + CALM_S)
        self.invariants.at_the_end()

    def _furnish(self) -> None:
        chance = self.chance
        self.server.publish("pkg_old", "old.zip", b"old", "them")
        for number in range(self.traits.uploads):
            size = int(2 ** chance.uniform(0, 11))
            path = f"/home/me/course-{number}.zip"
            self.files.append(self.computer.disk.add(path, chance.randbytes(size), self.computer.wall()))

    def _person_adds(self) -> None:
        """Adds every file once, whatever happens meanwhile; looks again after a crash whether its row is there."""
        for file in self.files:
            options = UploadOptions(
                validate_only=self.chance.random() < 0.15,
                no_validation=self.chance.random() < 0.2,
                at_once=self.chance.random() < 0.9,
                tags=("a",) if self.chance.random() < 0.2 else (),
            )
            package_id = "pkg_old" if self.chance.random() < 0.3 else None
            while not any(row["path"] == file.path for row in self._raw_rows()):
                running = self.running()
                if running and not self.computer.full and file.content is not None:
                    process = self.chance.choice(running)
                    process.ask("add", file.path, "c", package_id=package_id, options=options)
                self.nap(5.0)
            self.nap(self.chance.random() * self.chance.choice([0.1, 60.0]))

    def _raw_rows(self) -> list[Any]:
        return self.journals.reader.execute("SELECT * FROM uploads ORDER BY position, id").fetchall()

    def _calm_down(self) -> None:
        self.note("calm")
        self.calm = True
        self.chaos.mend()
        self.begin("one")

    def _person_looks(self) -> None:
        """Answers every decision, as somebody who can see what is on the server."""
        while not self.invariants.all_done:
            self.nap(LOOK_S)
            self.begin("one")
            process = next((p for p in self.running() if p.name == "one"), None)
            if process is not None and len(self._raw_rows()) + len(self.given_up) >= len(self.files):
                self.scheduler.begin(lambda process=process: self._decide(process), process)  # type: ignore[misc]

    def _decide(self, process: Process) -> None:
        rows = process.uploads.rows()
        for row in rows:
            self.decide(process, row)
        self.invariants.all_done = all(row.state == "done" for row in process.uploads.rows())

    def decide(self, process: Process, row: UploadRow) -> None:
        """What somebody does about a row who wants it to arrive."""
        if row.state == "needs_decision" and row.reason == "unknown_outcome":
            if self.server.made.get(row.file):
                process.ask("forget", row.id)
                self.given_up.add(row.id)
            elif not self.is_processing(row):
                process.ask("start", row.id)
        elif row.state == "needs_decision" and row.reason == "new_version":
            process.ask("as_new_package", row.id)
        elif row.state in ("needs_decision", "held"):
            process.ask("start", row.id, despite_errors=True)
        elif row.reason == "file_changed":
            process.ask("start_again", row.id)
        elif row.state == "failed":
            process.ask("start_again" if row.message.code == "file.changed" else "start", row.id)
        elif row.reason in ("paused", "key_refused", "quota"):
            process.ask("resume", row.id)

    def is_processing(self, row: UploadRow) -> bool:
        """The server is still at one of its objects."""
        return any(
            count and self.server.objects.get(path, ("",))[0] == row.file
            for path, count in self.server.processing.items()
        )


class Journals:
    """One folder in memory with one journal at a time, and connections that outlive processes: opening them is slow."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="allure-simulation.", dir=memory if memory.is_dir() else None))
        self._template = self.folder / "template.sqlite3"
        Database(self._template).close()
        self._path = self.folder / "allure.sqlite3"
        self._open: dict[str, JournalConnection] = {}

    def fresh(self) -> Path:
        self._shut()
        shutil.copyfile(self._template, self._path)
        self.reader = self.connection("reader")
        return self._path

    def connection(self, name: str) -> JournalConnection:
        if name not in self._open:
            self._open[name] = connect(self._path)
        return self._open[name]

    def raw(self) -> bytes:
        """All bytes of the journal on the disk."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.glob("allure.sqlite3*")))

    def _shut(self) -> None:
        for connection in self._open.values():
            connection.close()
        self._open.clear()
        for file in self.folder.glob("allure.sqlite3*"):
            file.unlink()

    def close(self) -> None:
        self._shut()
        shutil.rmtree(self.folder)


class Complaints(logging.Handler):
    """What the product logs as its own mistake."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record)


def run_seed(seed: int, journals: Journals) -> World:
    """Runs a seed's world to its end. Raises Violation; then and later `World.trace` tells what happened."""
    complaints = Complaints()
    logger = logging.getLogger("allure_desktop")
    kept = timekeeper.LOOK_S, logger.propagate
    # small pieces for small files; what a look every quarter of a second would see is announced by `Process.poke`
    timekeeper.LOOK_S, logger.propagate = 900.0, False
    logger.addHandler(complaints)
    world = World(seed, journals)
    try:
        with mock.patch("allure_desktop.uploads.bandwidth.PIECE_BYTES", PIECE_BYTES):
            world.run()
        world.invariants.complaints(complaints.seen)
    except Violation as violation:
        violation.world = world
        raise
    except Exception as error:
        told = Violation(f"a thread of the product ended by {error!r}")
        told.world = world
        raise told from error
    finally:
        logger.removeHandler(complaints)
        timekeeper.LOOK_S, logger.propagate = kept
        owners = list(world.processes)
        for process in owners:
            process.dead = True
            world.scheduler.bury(process)
    return world
