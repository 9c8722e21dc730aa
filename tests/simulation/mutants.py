"""Bugs planted into the product: the simulation is worth something because it finds each of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

from allure_desktop.api import call_log
from allure_desktop.errors import AnswerLost
from allure_desktop.uploads import cargo as cargo_values
from allure_desktop.uploads import (
    engine,
    env,
    etags,
    journal,
    next_call,
    outcomes,
    runner,
    sending,
    server_processing,
    source_file,
)
from allure_desktop.uploads import states as machine
from allure_desktop.uploads.journal import SentPart
from allure_desktop.uploads.parts import part_span
from allure_desktop.uploads.transfer import Answered, Failed, Timing
from tests.simulation.computer import RowLock, SimEnv

Plant = Callable[[ExitStack], None]
MUTANTS: dict[str, Plant] = {}


def _mutant(plant: Plant) -> Plant:
    MUTANTS[plant.__name__.strip("_")] = plant
    return plant


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The product with that bug in it."""
    with ExitStack() as stack:
        MUTANTS[name](stack)
        yield


def _put(stack: ExitStack, target: Any, name: str, value: Any) -> None:
    stack.enter_context(mock.patch.object(target, name, value))


@_mutant
def _lost_answer_counts_as_acknowledged(stack: ExitStack) -> None:
    failure = runner.Runner._failure

    def guess(self: Any, error: Exception, entry: Any, cargo: Any, do: Any) -> Any:
        if do.call != "part" or not isinstance(error, AnswerLost) or cargo.flights[do.generation, do.number].dropped:
            return failure(self, error, entry, cargo, do)
        offset, length = part_span(do.number, entry.file_size, entry.part_size)
        with source_file.SourceFile(entry.path, self._env.disk) as file:
            digest = hashlib.md5()
            list(file.pieces(offset, length, digest))
        part = SentPart(do.number, offset, length, digest.hexdigest(), f'"{digest.hexdigest()}"')
        return cargo_values.Result(Answered(self._clock.now(), do.generation, "part", do.number), part=part)

    _put(stack, runner.Runner, "_failure", guess)


@_mutant
def _one_acknowledgement_in_three_not_persisted(stack: ExitStack) -> None:
    add_part = journal.Journal.add_part

    def forgets(self: Any, upload_id: int, part: SentPart) -> None:
        if part.number % 3:
            add_part(self, upload_id, part)

    _put(stack, journal.Journal, "add_part", forgets)


@_mutant
def _intention_of_process_not_journalled(stack: ExitStack) -> None:
    columns_of = journal.columns_of

    def without(transfer: Any, options: Any) -> dict[str, Any]:
        return {**columns_of(transfer, options), "process_first_at": None, "process_last_at": None}

    _put(stack, engine, "columns_of", without)


@_mutant
def _process_repeated_at_once_after_a_lost_answer(stack: ExitStack) -> None:
    def never_sent(t: Any, e: Failed) -> Any:
        return replace(t, first_try=None, last_try=None, lost=False)

    _put(stack, outcomes, "_process_unanswered", never_sent)


@_mutant
def _server_gets_no_time_before_process_is_repeated(stack: ExitStack) -> None:
    _put(stack, Timing, "grace", lambda self, size: 0.0)


@_mutant
def _part_address_used_after_its_end(stack: ExitStack) -> None:
    def link(self: Any, entry: Any, cargo: Any, number: int, flight: Any) -> Any:
        if entry.method == "presigned":
            return cargo.ticket.url, dict(cargo.ticket.required_headers)
        which = entry.server_upload_id, number
        if which not in cargo.links:
            cargo.links[which] = self._mint(entry, number, flight)
        return cargo.links[which][0].url, {}

    _put(stack, sending.Sender, "_link", link)


@_mutant
def _address_of_a_given_up_upload_used(stack: ExitStack) -> None:
    link = sending.Sender._link

    def any_upload(self: Any, entry: Any, cargo: Any, number: int, flight: Any) -> Any:
        kept = self.__dict__.setdefault("kept", {})
        known = kept.get((entry.id, number))
        if known is not None and entry.method == "multipart" and known[1] > self._env.steady():
            cargo.links[entry.server_upload_id, number] = known
        found = link(self, entry, cargo, number, flight)
        kept[entry.id, number] = cargo.links.get((entry.server_upload_id, number))
        return found

    _put(stack, sending.Sender, "_link", any_upload)


@_mutant
def _life_of_an_address_counted_from_its_answer(stack: ExitStack) -> None:
    mint = sending.Sender._mint

    def late(self: Any, entry: Any, number: int, flight: Any) -> Any:
        link, until, asked_at = mint(self, entry, number, flight)
        now = self._env.steady()
        return link, until + now - asked_at, now

    _put(stack, sending.Sender, "_mint", late)


@_mutant
def _etag_not_compared(stack: ExitStack) -> None:
    _put(stack, etags, "_MD5", re.compile("(never)"))


@_mutant
def _changed_file_ignored(stack: ExitStack) -> None:
    _put(stack, source_file.SourceFile, "expect", lambda self, identity: None)
    _put(stack, runner.Runner, "_same_file", lambda self, entry: {} if entry.identity else self_identity(self, entry))

    def self_identity(self: Any, entry: Any) -> dict[str, Any]:
        with source_file.SourceFile(entry.path, self._env.disk) as file:
            identity = file.identity()
        return {"file_size": identity.size_bytes, "file_mtime_ns": identity.mtime_ns, "file_inode": identity.inode}


@_mutant
def _part_size_computed_anew_at_a_resume(stack: ExitStack) -> None:
    take, entry_of = engine.Engine.take, journal.Journal.entry

    def taken(self: Any, upload_id: int) -> Any:
        if upload_id not in self.live:
            self.journal.resumed = {*getattr(self.journal, "resumed", ()), upload_id}
        return take(self, upload_id)

    def entry(self: Any, upload_id: int) -> Any:
        found = entry_of(self, upload_id)
        anew = upload_id in getattr(self, "resumed", ()) and found.method == "multipart" and found.part_size
        return replace(found, part_size=(found.part_size or 0) + 10) if anew else found

    _put(stack, engine.Engine, "take", taken)
    _put(stack, journal.Journal, "entry", entry)


@_mutant
def _rate_budget_forgotten_at_a_restart(stack: ExitStack) -> None:
    load = call_log.CallLog.load
    _put(stack, call_log.CallLog, "load", lambda self: [at for at in load(self) if at > self._opened])


@_mutant
def _rate_budget_by_the_clock_on_the_wall(stack: ExitStack) -> None:
    kept = call_log.kept_budget
    from tests.simulation import world

    def by_wall(*what: Any, **how: Any) -> Any:
        return kept(*what, **{**how, "steady": how["wall"]})

    _put(stack, world, "kept_budget", by_wall)


@_mutant
def _time_by_the_clock_on_the_wall(stack: ExitStack) -> None:
    _put(stack, env.Clock, "now", lambda self: self._env.wall())


@_mutant
def _news_of_an_earlier_generation_counts(stack: ExitStack) -> None:
    on = machine.on

    def any_news(transfer: Any, event: Any, timing: Any) -> Any:
        if hasattr(event, "generation"):
            event = replace(event, generation=transfer.generation)
        return on(transfer, event, timing)

    _put(stack, engine, "on", any_news)


@_mutant
def _wait_without_an_end(stack: ExitStack) -> None:
    def show(t: Any) -> Any:
        if t.flying or t.busy:
            return t, ()
        return replace(t, reason=t.hold_reason, until=t.hold_until, hold_until=None, message=t.hold_message), ()

    _put(stack, next_call, "_show_hold", show)


@_mutant
def _vanished_upload_tried_for_ever(stack: ExitStack) -> None:
    stack.enter_context(mock.patch.dict(outcomes._FAILED, {"upload_gone": outcomes._repeat}))


@_mutant
def _second_complete_refused_is_a_failure(stack: ExitStack) -> None:
    gone = outcomes._gone

    def fails(t: Any, e: Failed, timing: Any) -> Any:
        return outcomes._break(t, e, timing) if e.call == "complete" else gone(t, e, timing)

    stack.enter_context(mock.patch.dict(outcomes._FAILED, {"upload_gone": fails}))


@_mutant
def _no_lock_between_two_programs(stack: ExitStack) -> None:
    def anybody(self: Any, folder: Any, upload_id: int, tries: int = 1) -> Any:
        return RowLock(self._computer, self._owner, upload_id)

    _put(stack, SimEnv, "row_lock", anybody)


@_mutant
def _somebody_elses_version_not_looked_for(stack: ExitStack) -> None:
    def unseen(api: Any, entry: Any) -> Any:
        return server_processing.Verdict("")

    _put(stack, server_processing, "compare", unseen)


@_mutant
def _process_compares_again_after_each_wait_for_the_limit(stack: ExitStack) -> None:
    _put(stack, outcomes, "LONGEST_COMPARED_S", -1.0)


@_mutant
def _full_disk_forgotten_by_the_machine(stack: ExitStack) -> None:
    cannot_write = engine.Engine._cannot_write

    def still(self: Any, live: Any, error: Any) -> None:
        cannot_write(self, live, error)
        live.transfer = replace(live.transfer, hold_until=None)

    _put(stack, engine.Engine, "_cannot_write", still)


@_mutant
def _resume_does_not_look_at_the_file(stack: ExitStack) -> None:
    queue_up = next_call.queue_up

    def prepared(t: Any) -> Any:
        after, actions = queue_up(t)
        return replace(after, prepared=t.opened), actions

    _put(stack, machine, "queue_up", prepared)
    _put(stack, source_file.SourceFile, "expect", lambda self, identity: None)


@_mutant
def _address_kept_in_the_journal(stack: ExitStack) -> None:
    link, make = sending.Sender._link, runner.Runner.make

    def kept(self: Any, entry: Any, cargo: Any, number: int, flight: Any) -> Any:
        url, headers = link(self, entry, cargo, number, flight)
        flight.url = url
        return url, headers

    def told(self: Any, entry: Any, cargo: Any, do: Any) -> Any:
        flight = cargo.flights.get((do.generation, do.number))
        result = make(self, entry, cargo, do)
        return replace(result, facts={**result.facts, "title": flight.url}) if hasattr(flight, "url") else result

    _put(stack, sending.Sender, "_link", kept)
    _put(stack, runner.Runner, "make", told)


@_mutant
def _progress_counts_a_part_twice(stack: ExitStack) -> None:
    from allure_desktop.uploads.progress import Meter

    sample = Meter.sample

    def jumps(self: Any, *what: Any) -> Any:
        self._shown = 0
        return sample(self, *what)

    _put(stack, Meter, "sample", jumps)


@_mutant
def _first_other_etag_taken_for_no_md5(stack: ExitStack) -> None:
    _put(stack, etags, "MOST_DIFFERENT", 1)


@_mutant
def _etags_that_are_no_md5_never_noticed(stack: ExitStack) -> None:
    _put(stack, etags, "MOST_DIFFERENT", 99)
