"""Runs the machines of all uploads of this process: journals each step, then makes the calls it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from allure_desktop.errors import AllureError, DataDirError, DiskFull, UsageError
from allure_desktop.events import Events, UploadChanged, UploadsChanged
from allure_desktop.uploads import checking
from allure_desktop.uploads.bandwidth import Bandwidth
from allure_desktop.uploads.cargo import Cargo, Flight, Result
from allure_desktop.uploads.env import Clock, Env
from allure_desktop.uploads.holding import Holding, Live
from allure_desktop.uploads.journal import ANY_CONTENT, NOTHING_SENT, Entry, Journal, columns_of
from allure_desktop.uploads.problems import message_of
from allure_desktop.uploads.rows import Progress, UploadDetails, UploadRow
from allure_desktop.uploads.runner import Runner
from allure_desktop.uploads.states import on
from allure_desktop.uploads.transfer import (
    RUNNING,
    Action,
    Answered,
    Asked,
    Check,
    ClockSet,
    Do,
    Dropped,
    Event,
    Failed,
    LetGo,
    NetworkReturned,
    Recovered,
    Timing,
    Transfer,
    Turn,
    Woke,
)
from allure_desktop.uploads.workers import Workers

#: Clocks are corrected by less than this all the time.
_CLOCK_SLACK_S = 1.0


class Engine(Holding):
    """One lock guards all machines, so that their steps never overlap; calls run outside it on worker threads.

    Events are announced while it is held, so that a listener sees every state: listeners never wait for others.
    """

    def __init__(
        self,
        journal: Journal,
        runner: Runner,
        bandwidth: Bandwidth,
        events: Events,
        env: Env,
        clock: Clock,
        *,
        locks: Path,
        validate: checking.Validate,
        timing: Timing,
        limits: Callable[[], tuple[int, int, int]],
        on_done: Callable[[Entry], None],
    ) -> None:
        """`limits()` tells uploads at once, parts at once and bytes a second (0: none)."""
        super().__init__(journal, env, clock, locks)
        self.workers = Workers(env=env)
        self.running = False
        self._runner = runner
        self._bandwidth = bandwidth
        self._events = events
        self._validate = validate
        self._timing = timing
        self._limits = limits
        self._on_done = on_done
        #: set whenever a wait may end earlier than was known
        self.stirred = env.signal()
        self._ended = env.signal()
        # one after another, in the order in which they were added: each reads a whole file
        self._checkers = Workers(most=1, env=env)

    # steps

    def step(self, live: Live, event: Event, result: Result | None = None, **facts: Any) -> None:
        """One event: the machine decides, the journal is written, the news told, the calls begun."""
        with self.monitor:
            if live.unwritten:
                if not isinstance(event, Asked | Recovered):
                    return  # news of what was under way when the journal could not be written: it does not count
                self._go_by_journal(live)
            before = live.transfer
            after, actions = on(before, event, self._timing)
            if live.unwritten and after == before:
                after, actions = on(before, Recovered(event.now), self._timing)
            if self._ended.is_set():
                # what came back is kept, but nothing new begins: no intention may stand without its call
                actions = ()
                after = (
                    replace(after, first_try=before.first_try, last_try=before.last_try) if not after.live else after
                )
            try:
                self._write(live, before, after, event, result, facts)
            except (DiskFull, DataDirError) as error:
                self._cannot_write(live, error)
                if isinstance(event, Asked):
                    raise  # who asked must not think that it was heard
                return
            self._tell(live, before, after)
            for action in actions:
                self._do(live, action)
            self.let_rest(live)
        self.stirred.set()

    def _write(
        self,
        live: Live,
        before: Transfer,
        after: Transfer,
        event: Event,
        result: Result | None,
        facts: dict[str, Any],
    ) -> None:
        now = self.clock.now()
        entry = live.entry
        changes = {**columns_of(after, entry.options), **facts}
        changes["seconds"] = entry.seconds + self._worked(live, after)
        with self.journal.transaction():
            if after.generation != before.generation:
                self.journal.forget_parts(entry.id)
                changes |= NOTHING_SENT
                if isinstance(event, Asked):
                    changes |= ANY_CONTENT
            if after.last_try is not None and after.last_try != before.last_try and not isinstance(event, ClockSet):
                changes |= self._runner.moment_of_try(entry, first=before.first_try is None)
            # what came back from before a clean restart is not of this upload any more
            if result is not None and getattr(result.event, "generation", before.generation) == before.generation:
                changes |= result.facts
                if result.event.__class__ is Answered and getattr(result.event, "call", "") == "open":
                    self.journal.forget_parts(entry.id)
            if result is not None:
                changes["api_calls"] = entry.api_calls + result.calls
                changes["retries"] = entry.retries + result.retries
                if result.note is not None:
                    self.journal.calls.add(entry.id, result.note)
            self.journal.save(entry.id, now, **changes)
            if result is not None and result.part is not None and result.event.generation == before.generation:  # type: ignore[union-attr]
                self.journal.add_part(entry.id, result.part)
            if after.state == "done" and before.state != "done":
                self.journal.went_live(entry.id, now)
        live.transfer = after
        live.unwritten = False
        live.entry = self.journal.entry(entry.id)

    def _worked(self, live: Live, after: Transfer) -> float:
        """Seconds of work since the last step; time spent waiting for a person does not count."""
        now = self.env.steady()
        worked = 0.0 if live.working_since is None else now - live.working_since
        live.working_since = now if after.state in RUNNING and not after.at_rest else None
        return worked

    def _cannot_write(self, live: Live, error: AllureError) -> None:
        """The journal is the truth: what could not be written did not happen. It is tried again from the journal."""
        live.cargo.let_go()
        acked = live.transfer.acked
        transfer = replace(
            live.entry.transfer(acked, self.clock.now(), self.env.steady()),
            state=live.entry.state,
            reason="disk_full",
            since=self.clock.now(),
            message=message_of(error),
            generation=live.transfer.generation + 1,
            hold_until=self.clock.now() + self._timing.disk_again_s,
            hold_reason="disk_full",
        )
        live.cargo = Cargo(etags=live.cargo.etags)
        live.transfer, live.unwritten = transfer, True
        self._events.announce(UploadChanged(live.entry.id))
        self.stirred.set()

    def _go_by_journal(self, live: Live) -> None:
        """As a process that takes an upload over: the journal is behind, but it is the truth."""
        acked = [part.number for part in self.journal.parts(live.entry.id)]
        live.entry = self.journal.entry(live.entry.id)
        live.transfer = replace(
            live.entry.transfer(acked, self.clock.now(), self.env.steady()), generation=live.transfer.generation
        )

    def _tell(self, live: Live, before: Transfer, after: Transfer) -> None:
        if not after.flying and not after.busy:
            live.cargo.meter.rest()
        self._events.announce(UploadChanged(live.entry.id))
        if (before.state == "queued") != (after.state == "queued"):
            self._events.announce(UploadsChanged())
        if after.state == "done" and before.state != "done":
            entry = live.entry
            self.workers.submit(lambda: self._on_done(entry))

    def _do(self, live: Live, action: Action) -> None:
        match action:
            case LetGo():
                live.cargo.let_go()
                self._bandwidth.hurry()
            case Check():
                live.cargo.stop_check = self.env.signal()
                self._checkers.submit(lambda: self._check(live))
            case Do():
                if action.call == "part":
                    live.cargo.flights[action.generation, action.number] = Flight()
                entry, cargo = live.entry, live.cargo
                self.workers.submit(lambda: self._call(live, entry, cargo, action))

    def _call(self, live: Live, entry: Entry, cargo: Cargo, action: Do) -> None:
        result = self._runner.make(entry, cargo, action)
        with self.monitor:
            # the clock may have been set since it came back
            result = replace(result, event=replace(result.event, now=self.clock.now()))
            if self.live.get(entry.id) is not live:
                return
            flight = cargo.flights.pop((action.generation, action.number), None) if action.call == "part" else None
            if flight is not None and flight.dropped and isinstance(result.event, Failed):
                # let go while its failure was on the way here: what it says has been dealt with
                dropped = Dropped(self.clock.now(), action.generation, action.number)
                result = Result(dropped, calls=result.calls)
            self.step(live, result.event, result)
            self._give_turns()

    def _check(self, live: Live) -> None:
        stop = live.cargo.stop_check
        if stop.is_set():
            return
        result = checking.check(self._validate, self.journal, live.entry, live.cargo, self.env, self.clock)
        with self.monitor:
            if result is None or self._ended.is_set() or stop.is_set() or self.live.get(live.entry.id) is not live:
                return
            self.step(live, result.event, result)
            self._give_turns()

    # turns and time

    def run(self) -> None:
        """From now on uploads get their turns."""
        with self.monitor:
            self.running = not self._ended.is_set()
            self._give_turns()

    def give_turns(self) -> None:
        with self.monitor:
            self._give_turns()

    def _give_turns(self) -> None:
        if not self.running or self._ended.is_set():
            return
        waiting = [live for live in self.live.values() if live.transfer.state == "queued" and not live.unwritten]
        if not waiting:
            return
        uploads, parts, _ = self._limits()
        for live in sorted(waiting, key=lambda live: (live.entry.position, live.entry.id)):
            taken = sum(other.transfer.takes_a_turn for other in self.live.values())
            if taken >= uploads:
                return
            self.step(live, Turn(self.clock.now(), _share(parts, taken + 1)))

    def follow_clock(self) -> None:
        """Goes with a computer's clock that was set; what waits goes on waiting as long as it would have."""
        by = self.clock.slipped()
        if abs(by) < _CLOCK_SLACK_S:
            return
        with self.monitor:
            self.clock.follow(by)
            for live in tuple(self.live.values()):
                if live.unwritten:
                    until = live.transfer.hold_until
                    live.transfer = replace(live.transfer, hold_until=None if until is None else until + by)
                else:
                    self.step(live, ClockSet(self.clock.now(), by))

    def wake_up(self) -> None:
        """Ends the waits whose time has come."""
        now = self.clock.now()
        with self.monitor:
            for live in tuple(self.live.values()):
                until = live.transfer.hold_until
                if until is None or until > now:
                    continue
                if live.unwritten:
                    self.step(live, Recovered(now))
                    continue
                if live.transfer.reason == "file_missing" and not self._is_there(live.entry.path):
                    live.transfer = replace(live.transfer, hold_until=now + self._timing.file_again_s)
                    continue
                self.step(live, Woke(now))
            self._give_turns()

    def network_returned(self) -> None:
        """Ends the waits for the line; a machine that does not wait for it hears nothing of it."""
        with self.monitor:
            for live in tuple(self.live.values()):
                if live.transfer.hold_reason in ("offline", "stalled"):
                    self.step(live, NetworkReturned(self.clock.now()))

    def _is_there(self, path: str) -> bool:
        try:
            self.env.disk.stat(path)
        except OSError:
            return False
        return True

    def next_wake(self) -> float | None:
        """When the next wait ends, in Unix seconds."""
        with self.monitor:
            times = [live.transfer.hold_until for live in self.live.values() if live.transfer.hold_until is not None]
        return min(times, default=None)

    def apply_limits(self) -> None:
        """Settings count at once, also for what is under way."""
        _, parts, rate = self._limits()
        self._bandwidth.set_limit(rate)
        with self.monitor:
            share = _share(parts, sum(live.transfer.takes_a_turn for live in self.live.values()))
            for live in tuple(self.live.values()):
                if live.transfer.parallel != share:
                    live.transfer = replace(live.transfer, parallel=share)

    # readers

    def progress(self, upload_id: int) -> Progress | None:
        """None for an upload that this process does not run."""
        live = self.live.get(upload_id)
        if live is None:
            return None
        t, entry = live.transfer, live.entry
        parts = (len(t.acked), t.total)
        limit = self._bandwidth.bytes_per_s
        return live.cargo.meter.sample(
            upload_id, entry.sent_bytes, entry.file_size or 0, parts, limit, self.env.steady()
        )

    def details(self, upload_id: int) -> UploadDetails:
        """Parts, speeds and calls. Raises UsageError for a row that is not there."""
        entry, calls = self.journal.entry(upload_id), self.journal.calls.of(upload_id)
        live = self.live.get(upload_id)
        if live is None:
            acknowledged, under_way = frozenset(part.number for part in self.journal.parts(upload_id)), frozenset[int]()
        else:
            acknowledged, under_way = live.transfer.acked, live.transfer.flying
        return UploadDetails(
            upload_id=upload_id,
            parts_total=entry.parts_total or 0,
            part_size=entry.part_size or 0,
            acknowledged=acknowledged,
            under_way=under_way,
            speeds=live.cargo.meter.speeds(self.env.steady()) if live is not None else (),
            calls=tuple(calls),
        )

    def close(self, timeout_s: float) -> None:
        """Ends everything within `timeout_s`; rows stay as the journal has them, and their locks become free."""
        with self.monitor:
            self._ended.set()
            held = tuple(self.live.values())
            for live in held:
                live.cargo.let_go()
        self._bandwidth.hurry()
        self.stirred.set()
        self.workers.close(timeout_s / 2)
        self._checkers.close(timeout_s / 4)
        with self.monitor:
            for live in held:
                live.lock.release()
            self.live.clear()


def _share(parts: int, uploads: int) -> int:
    """Parts at once of each of so many uploads: together they send as many as the settings allow, at least one each."""
    return max(1, parts // max(uploads, 1))


def not_now(row: UploadRow, what: str) -> UsageError:
    """The error of a command that makes no sense in the row's state."""
    return UsageError(f"{row.file} cannot be {what} now.", remedy="Look at its row.", subject=row.file)
