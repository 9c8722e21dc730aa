"""Which uploads run now and what people ask of them: the one door to uploading."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from allure_desktop.api.client import ApiClient
from allure_desktop.api.storage import StorageClient
from allure_desktop.database import Database
from allure_desktop.errors import AllureError
from allure_desktop.events import Events, UploadChanged, UploadsChanged
from allure_desktop.settings import Settings
from allure_desktop.uploads.aftermath import Aftermath
from allure_desktop.uploads.bandwidth import Bandwidth
from allure_desktop.uploads.checking import Validate
from allure_desktop.uploads.engine import Engine, not_now
from allure_desktop.uploads.env import Clock, Env, RealEnv
from allure_desktop.uploads.file_orders import FileOrders
from allure_desktop.uploads.journal import Journal
from allure_desktop.uploads.limits import Limits
from allure_desktop.uploads.orders import Orders
from allure_desktop.uploads.origins import Candidate, Origins
from allure_desktop.uploads.parts import SINGLE_PUT_LIMIT_BYTES
from allure_desktop.uploads.removal import Removed
from allure_desktop.uploads.rows import LiveVersion, Message, Progress, UploadDetails, UploadOptions, UploadRow
from allure_desktop.uploads.runner import Runner
from allure_desktop.uploads.source_file import absolute
from allure_desktop.uploads.timekeeper import Timekeeper
from allure_desktop.uploads.transfer import RUNNING, Asked, Recovered, Timing
from allure_desktop.uploads.watch import Watch

_NO_OPTIONS = UploadOptions()
_USUAL_TIMING = Timing()


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """What the journal keeps of a connection: where an upload goes and who sends it. Never the key."""

    connection_id: str
    base_url: str
    tenant_id: str
    uploaded_by: str


class Uploads(FileOrders):
    """The uploads of one data directory. Thread-safe; commands return when the journal has them.

    A command about an upload that another process runs is kept in the journal and heard there within a second.
    """

    def __init__(
        self,
        database: Database,
        events: Events,
        settings: Settings,
        *,
        api_for: Callable[[str], ApiClient],
        storage_for: Callable[[str], StorageClient],
        validate: Validate,
        connection_facts: Callable[[str], ConnectionFacts],
        on_live: Callable[[str, str], None] = lambda connection_id, package_id: None,
        keep_note: Callable[[str, str, int, str], None] = lambda connection_id, package_id, revision, note: None,
        origins: Origins | None = None,
        note_content: Callable[[int, str, str], None] = lambda upload_id, path, sha256: None,
        on_version: Callable[[LiveVersion], None] = lambda version: None,
        timing: Timing = _USUAL_TIMING,
        single_put_limit_bytes: int = SINGLE_PUT_LIMIT_BYTES,
        env: Env | None = None,
    ) -> None:
        """Nothing runs before `run()`.

        Files up to `single_put_limit_bytes` may go by one PUT; the user's setting may say less.
        `api_for(connection_id)` may raise NoConnection or KeyringUnavailable, `storage_for(connection_id)` NoConnection;
        `validate` is called as
        `validate(path, full=True, progress=, cancelled=)` and gives `Report.as_record()`; `on_live(connection_id,
        package_id)`, `on_version(version)` and `keep_note(connection_id, package_id, revision, note)` are called once
        an upload is live, `note_content(upload id, path, SHA-256 or '')` just before a file is sent.
        """
        env = env or RealEnv()
        self._clock = clock = Clock(env)
        self._events = events
        self._connection_facts = connection_facts
        self._aftermath = Aftermath(api_for, on_live=on_live, on_version=on_version, keep_note=keep_note)
        self._journal = Journal(database, origins)
        limits = Limits(settings, single_put_limit_bytes)
        bandwidth = Bandwidth(limits.turns()[2], env)
        runner = Runner(
            self._journal,
            bandwidth,
            api_for=api_for,
            storage_for=storage_for,
            single_put_limit=limits.single_put_bytes,
            env=env,
            clock=clock,
            note_content=note_content,
        )
        self._engine = Engine(
            self._journal,
            runner,
            bandwidth,
            events,
            env,
            clock,
            locks=database.path.parent / "locks",
            validate=validate,
            timing=timing,
            limits=limits.turns,
            on_done=self._aftermath.done,
        )
        self._orders = Orders(self._engine)
        self._watch = Watch(events, env, self.row)
        self._timekeeper = Timekeeper(self._engine, events, self._heed)

    # adding

    def add(
        self,
        path: str | os.PathLike[str],
        connection_id: str | None,
        *,
        package_id: str | None = None,
        options: UploadOptions = _NO_OPTIONS,
        expected_revision: int | None = None,
        chosen: bool = False,
    ) -> int:
        """Journals a file, then checks it in the background; returns the row's id.

        With `package_id`: a new version of that package, meant to follow `expected_revision` (None: the one that is
        current when it begins). `chosen`: the user said that it is a new package. Without a connection it is only checked. Raises LocalFileError for a name that is no
        text, NoConnection, DiskFull, DataDirError.
        """
        whole = absolute(path)
        facts = None if connection_id is None else self._connection_facts(connection_id)
        now = self._clock.now()
        with self._engine.monitor:
            # the lock is taken before others can see the row: nobody else may begin it
            with contextlib.ExitStack() as undo:
                with self._journal.transaction():
                    upload_id = self._journal.add(
                        now,
                        path=whole,
                        connection_id=connection_id,
                        base_url=facts.base_url if facts else "",
                        tenant_id=facts.tenant_id if facts else "",
                        uploaded_by=facts.uploaded_by if facts else "",
                        package_id=package_id,
                        is_new_version=package_id is not None,
                        revision_before=expected_revision,
                        options=options,
                        state="validating" if not options.no_validation else "held",
                        reason="" if not options.no_validation else "by_user",
                    )
                    if connection_id is not None and (chosen or package_id is not None):
                        self._journal.origins.choose(connection_id, options.folder or str(whole), package_id, now)
                    lock = self._engine.lock(upload_id)
                    if lock is None:
                        raise RuntimeError(f"somebody holds the lock of the new upload {upload_id}")
                    # the number of a row that could not be written is the next one's, and so is its lock
                    undo.callback(lock.release, forget=True)
                undo.pop_all()
            entry = self._journal.entry(upload_id)
            live = self._engine.hold(entry, entry.transfer((), now, self._engine.env.steady()), lock)
            self._events.announce(UploadsChanged())
            if not options.no_validation:
                self._engine.step(live, Recovered(now))
            elif options.at_once and connection_id is not None:
                self._engine.step(live, Asked(now, "start"))
            else:
                self._engine.let_rest(live)
            self._engine.give_turns()
        return upload_id

    # reading

    def rows(self) -> list[UploadRow]:
        """All uploads in their order, also those of other processes."""
        return [self._engine.overlay(row) for row in self._journal.rows()]

    def row(self, upload_id: int) -> UploadRow:
        """One upload. Raises UsageError when there is none of that id."""
        return self._engine.overlay(self._journal.row(upload_id))

    def proposals(
        self, connection_id: str, path: str | os.PathLike[str], report: Mapping[str, Any] | None = None
    ) -> tuple[Candidate, ...]:
        """The packages that a file may be a new version of, the likeliest first; more of them with its `report`."""
        return self._journal.origins.candidates(connection_id, str(absolute(path)), report)

    def remembered(
        self, connection_id: str, path: str | os.PathLike[str], report: Mapping[str, Any] | None
    ) -> tuple[tuple[Candidate, ...], bool]:
        """As `proposals`, and whether the user said for this path that it is a package of its own."""
        whole, origins = str(absolute(path)), self._journal.origins
        return origins.candidates(connection_id, whole, report), origins.is_own_package(connection_id, whole)

    def progress(self, upload_id: int) -> Progress | None:
        """The figures of an upload that this process runs, for a timer to read; None for others."""
        return self._engine.progress(upload_id)

    def details(self, upload_id: int) -> UploadDetails:
        """Parts, speeds and calls of an upload; reads the journal. Raises UsageError when there is none of that id."""
        return self._engine.details(upload_id)

    def active(self) -> bool:
        """Whether anything goes on in this process, or will go on by itself."""
        with self._engine.monitor:
            return any(not live.transfer.at_rest for live in self._engine.live.values())

    def wait(
        self,
        upload_ids: Sequence[int],
        timeout: float | None = None,
        on_change: Callable[[UploadRow], None] | None = None,
    ) -> list[UploadRow]:
        """Until each of these has an outcome (or `timeout` seconds passed); returns the rows as they are then.

        `on_change(row)` is told of each difference seen, on the caller's thread.
        """
        return self._watch.until_over(upload_ids, timeout, on_change)

    # asking

    def start(self, upload_id: int, *, despite_errors: bool = False, connection_id: str | None = None) -> None:
        """Goes on after a decision or a stop. With `connection_id`: a file that was only checked gets a server.

        Raises UsageError when errors were found and `despite_errors` is not said, NoConnection without a server.
        """
        row = self.row(upload_id)
        facts = self.server_facts(row, connection_id)
        if row.state == "needs_decision" and row.reason == "errors" and not despite_errors:
            raise not_now(row, "uploaded without saying that it is meant despite its problems")
        self._orders.begin(row, "start", facts)

    def let_server_check(self, upload_id: int, *, connection_id: str | None = None) -> None:
        """Uploads it for the server's own check only: nothing becomes visible, and going on sends nothing twice.

        Also of a file with errors. Raises NoConnection without a server, UsageError when it cannot be done now.
        """
        row = self.row(upload_id)
        if row.state not in ("held", "needs_decision", "failed"):
            raise not_now(row, "given to the server to check")
        facts = self.server_facts(row, connection_id)
        self._orders.give(
            upload_id, "start", {**facts, "options": replace(row.options, validate_only=True), "server_report": None}
        )

    def resume(self, upload_id: int) -> None:
        """Goes on from where it was: after a pause, a refused key, an end of the program."""
        self._orders.begin(self.row(upload_id), "resume", {})

    def pause(self, upload_id: int) -> None:
        """Stands still at once; what is acknowledged stays."""
        self._orders.give(upload_id, "pause")

    def stop(self, upload_id: int) -> None:
        """Back to "Ready to upload"; its parts are kept. A server that is already at it is only no longer watched."""
        self._orders.give(upload_id, "stop")

    def check_again(self, upload_id: int) -> None:
        """Checks the file anew, as it is now."""
        self._orders.give(upload_id, "check")

    def start_again(self, upload_id: int) -> None:
        """Begins anew with the file as it is now: nothing that was sent counts.

        Raises UsageError while the server may be making it live.
        """
        row = self.row(upload_id)
        if row.state in ("processing", "done"):
            raise not_now(row, "started again")
        self._orders.give(upload_id, "again")

    def as_new_package(self, upload_id: int) -> None:
        """Decides that the file is no new version. Begins the upload."""
        self._choose(upload_id, None)
        self._orders.give(upload_id, "start", {"package_id": None, "is_new_version": False, "revision_before": None})

    def as_new_version(self, upload_id: int, package_id: str, *, expected_revision: int | None = None) -> None:
        """Decides that the file is a new version of that package. Begins the upload."""
        self._choose(upload_id, package_id)
        facts = {"package_id": package_id, "is_new_version": True, "revision_before": expected_revision}
        self._orders.give(upload_id, "start", facts)

    def locate(self, upload_id: int, new_path: str | os.PathLike[str]) -> None:
        """Says where a missing file is now, and goes on if it is still the same content."""
        self._orders.give(upload_id, "resume", {"path": absolute(new_path)})

    def set_note(self, upload_id: int, note: str) -> None:
        """The note of the version that this will become, or has become."""
        entry = self._journal.entry(upload_id)
        with self._engine.monitor:
            live = self._engine.live.get(upload_id)
            options = replace((live.entry if live else entry).options, note=note)
            self._journal.save(upload_id, self._clock.now(), options=options)
            if live is not None:
                live.entry = self._journal.entry(upload_id)
        self._events.announce(UploadChanged(upload_id))
        if entry.live:
            self._aftermath.note(self._journal.entry(upload_id))

    def set_details(
        self, upload_id: int, *, tags: tuple[str, ...] = (), description: str = "", duration: str = ""
    ) -> None:
        """What is set once the package is there; '' and no tags leave what the manifest says.

        Raises UsageError when it is there already, or does not exist.
        """
        with self._engine.monitor:
            live = self._engine.live.get(upload_id)
            entry = live.entry if live else self._journal.entry(upload_id)
            if entry.live:
                raise not_now(self.row(upload_id), "given other details: it is live, and has them in the Library")
            options = replace(entry.options, tags=tags, description=description, duration=duration)
            self._orders.give(upload_id, "details", {"options": options})
        self._events.announce(UploadChanged(upload_id))

    def apply_details(self, upload_id: int) -> None:
        """Sets them once more, when the server had refused to after the upload. Raises ServerError, UsageError."""
        entry = self._journal.entry(upload_id)
        if not entry.live or entry.connection_id is None:
            raise not_now(self.row(upload_id), "given its details: it is not live yet")
        self._aftermath.set_details(entry)
        self._journal.save(upload_id, self._clock.now(), message=Message())
        self._events.announce(UploadChanged(upload_id))

    def move_first(self, upload_id: int) -> None:
        """Has its turn before all others."""
        position = self._journal.first_position() - 1
        self._journal.save(upload_id, self._clock.now(), position=position)
        with self._engine.monitor:
            live = self._engine.live.get(upload_id)
            if live is not None:
                live.entry = self._journal.entry(upload_id)
        self._events.announce(UploadsChanged())

    def move(self, upload_id: int, before: int | None) -> None:
        """Has its turn just before another upload, or after all others."""
        with self._engine.monitor:
            with self._journal.transaction():
                self._journal.move(upload_id, before, self._clock.now())
            for live in self._engine.live.values():
                live.entry = self._journal.entry(live.entry.id)
        self._events.announce(UploadsChanged())

    def pause_all(self) -> None:
        """Pauses what runs or waits for its turn in this process."""
        with self._engine.monitor:
            states = {i: live.transfer.state for i, live in self._engine.live.items()}
            # those that wait first: they must not get the turns that the others give up
            waiting = [i for i, state in states.items() if state == "queued"]
            for upload_id in (*waiting, *(i for i, state in states.items() if state in RUNNING)):
                self.pause(upload_id)

    def resume_all(self) -> None:
        """Resumes what was paused, and what had been waiting for its turn then."""
        for row in self.rows():
            if row.reason == "paused" or (row.state == "held" and row.message.code == "paused"):
                self.resume(row.id)

    def network_returned(self) -> None:
        """The computer is on a network again: what waits because it was offline or stalled goes on at once."""
        self._engine.network_returned()

    def forget(self, upload_id: int) -> Removed | None:
        """Takes the row off the list; parts at the server are given up. The file is untouched.

        What it was, for `bring_back`; None where that cannot be: bytes are lost, or another process has to do it.
        """
        with self._engine.monitor:
            live = self._engine.take(upload_id)
            if live is None:
                self._journal.save(upload_id, self._clock.now(), wish="forget")
                return None
            removed = self._journal.removals.read(upload_id)
            live.cargo.let_go()
            self._journal.delete(upload_id)
            self._engine.let_rest(live, forget=True)
        entry = live.entry
        if self._engine.running:
            self._engine.workers.submit(lambda: self._aftermath.give_up_parts(entry))
        self._events.announce(UploadsChanged())
        self._engine.give_turns()
        return removed

    def bring_back(self, removed: Removed) -> None:
        """Puts a row back on the list as it was: it waits or is checked again as before. Raises DiskFull."""
        with self._engine.monitor:
            with self._journal.transaction():
                self._journal.removals.put_back(removed)
            if self._engine.is_orphan(self._journal.row(removed.upload_id)):
                live = self._engine.take(removed.upload_id)
                if live is not None:
                    self._engine.step(live, Recovered(self._clock.now()))
        self._events.announce(UploadsChanged())
        self._engine.give_turns()

    # running

    def run(self) -> None:
        """Starts the worker threads: what this process has added or resumed gets its turns."""
        self._engine.run()
        self._timekeeper.start()

    def recover(self) -> None:
        """Takes over what no process runs any more: uploads that were under way go on, checks begin again."""
        for row in self._journal.rows():
            if not self._engine.is_orphan(row):
                continue
            with self._engine.monitor:
                live = self._engine.take(row.id)
                if live is not None:
                    self._engine.step(live, Recovered(self._clock.now()))
        self._engine.give_turns()

    def close(self, timeout_s: float = 2.0) -> None:
        """Stops everything at once, keeps it in the journal, and frees the locks."""
        self._watch.close()
        self._timekeeper.close(timeout_s / 4)
        self._engine.close(timeout_s * 3 / 4)

    # inside

    def _choose(self, upload_id: int, package_id: str | None) -> None:
        row = self.row(upload_id)
        if row.connection_id is not None:
            self._journal.origins.choose(row.connection_id, row.source, package_id, self._clock.now())

    def _heed(self, upload_id: int, wish: str) -> None:
        """Another process asks for something."""
        with self._engine.monitor, contextlib.suppress(AllureError):
            self._journal.save(upload_id, self._clock.now(), wish="")
            if wish == "forget":
                self.forget(upload_id)
            else:
                self._orders.give(upload_id, wish)
