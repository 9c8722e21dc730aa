"""Virtual time: every thread of the simulated programs is a greenlet, and one scheduler says which one runs and when."""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any

from greenlet import getcurrent, greenlet

#: Threads that could go on at the same moment do so in an order of chance within this many seconds.
_JITTER_S = 0.001
#: No wait is shorter: time itself must move, or a loop that waits for it would never end.
_TICK_S = 1e-6
#: A whole world takes a few hundred steps, one of two days some ten thousand.
_MOST_STEPS = 200_000


class Crash(BaseException):
    """The end of a simulated process, raised in its threads wherever they stand."""


class Violation(BaseException):
    """Something happened that never may. No `except Exception` of the product hides it."""

    #: the `World` in which it did
    world: Any = None


class Owner:
    """Whose thread a task is: a process that may be dead or asleep."""

    dead = False
    asleep_until = 0.0


class Task:
    """One simulated thread."""

    __slots__ = ("done", "greenlet", "owner", "token", "waiters")

    def __init__(self, work: Callable[[], None], owner: Owner | None, scheduler: Scheduler) -> None:
        self.owner = owner
        self.token = 0
        self.done = False
        self.waiters: list[tuple[Task, int]] = []

        def run(value: object) -> None:
            try:
                work()
            except Crash:
                pass
            finally:
                self.done = True
                for waiter, token in self.waiters:
                    scheduler.wake(waiter, token)

        self.greenlet = greenlet(run, scheduler.hub)


class Scheduler:
    """The heap of what comes next. Nothing runs but by `run`, on the greenlet that made it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.now = 0.0
        self.hub = getcurrent()
        self.current: Task | None = None
        #: locks held by the task that runs: it must not be left while there is one
        self.held = 0
        self.steps = 0
        self.after_step: Callable[[Owner], None] = lambda owner: None
        self.tasks: dict[int, list[Task]] = {}
        self._heap: list[tuple[float, int, Task, int, Any]] = []
        self._count = 0

    def begin(self, work: Callable[[], None], owner: Owner | None = None, delay: float = 0.0) -> Task:
        """A new task, soon or after `delay` seconds."""
        task = Task(work, owner, self)
        if owner is not None:
            self.tasks.setdefault(id(owner), []).append(task)
        self._push(self.now + delay + self.chance.random() * _JITTER_S, task, True)
        return task

    def _push(self, when: float, task: Task, value: Any) -> None:
        self._count += 1
        heapq.heappush(self._heap, (when, self._count, task, task.token, value))

    def sleep(self, seconds: float) -> None:
        """The task that runs goes on after so many seconds."""
        self.park(seconds)

    def park(self, timeout: float | None) -> bool:
        """Waits to be woken; False when `timeout` seconds passed first."""
        task = self.current
        assert task is not None, "only tasks can wait"
        if self.held:
            raise Violation("a thread waits while it holds a lock")
        if timeout is not None:
            self._push(self.now + max(timeout, _TICK_S), task, False)
        woken: bool = self.hub.switch()
        if task.owner is not None and task.owner.dead:
            raise Crash
        return woken

    def wake(self, task: Task, token: int) -> None:
        """Lets a task go on that has been waiting since it had this token."""
        if task.token == token and not task.done:
            self._count += 1
            when = self.now + self.chance.random() * _JITTER_S
            heapq.heappush(self._heap, (when, self._count, task, token, True))

    def run(self, until: Callable[[], bool], deadline: float) -> None:
        """Until `until()`, or nothing is left to come before `deadline`."""
        while self._heap and not until():
            when, _, task, token, value = heapq.heappop(self._heap)
            owner = task.owner
            if task.token != token or task.done or (owner is not None and owner.dead):
                continue
            if when > deadline:
                self._push(when, task, value)
                self.now = max(self.now, deadline)
                return
            if owner is not None and owner.asleep_until > when:
                heapq.heappush(self._heap, (owner.asleep_until, self._count, task, token, value))
                self._count += 1
                continue
            self.now = max(self.now, when)
            if self.steps > _MOST_STEPS:
                raise Violation("it runs in circles")
            self._switch(task, value)
            if owner is not None:
                if owner.dead:
                    self.bury(owner)
                else:
                    self.after_step(owner)

    def _switch(self, task: Task, value: Any) -> None:
        self.steps += 1
        task.token += 1
        self.current, before = task, self.current
        try:
            task.greenlet.switch(value)
        finally:
            self.current = before

    def bury(self, owner: Owner) -> None:
        """Ends all tasks of a process that died; what they still do on their way out reaches nothing."""
        for task in self.tasks.pop(id(owner), ()):
            if not task.done and task.greenlet is not getcurrent():
                self.current, before = task, self.current
                try:
                    if task.greenlet:
                        task.greenlet.throw(Crash)
                finally:
                    self.current = before
                task.done = True
        self.held = 0


class SimLock:
    """A lock that is never waited for: whoever holds it does not let others run."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler

    def __enter__(self) -> SimLock:
        self._scheduler.held += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scheduler.held -= 1


class SimChange(SimLock):
    """A condition variable."""

    def __init__(self, scheduler: Scheduler) -> None:
        super().__init__(scheduler)
        self._waiters: deque[tuple[Task, int]] = deque()

    def wait(self, timeout: float | None = None) -> bool:
        scheduler = self._scheduler
        held, scheduler.held = scheduler.held, 0
        if held != 1:
            raise Violation("a thread waits for a change while it holds another lock")
        task = scheduler.current
        assert task is not None
        self._waiters.append((task, task.token))
        try:
            return scheduler.park(timeout)
        finally:
            scheduler.held = held

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool:
        end = None if timeout is None else self._scheduler.now + timeout
        while not predicate():
            left = None if end is None else end - self._scheduler.now
            if left is not None and left <= 0:
                return False
            self.wait(left)
        return True

    def notify(self, n: int = 1) -> None:
        while n > 0 and self._waiters:
            task, token = self._waiters.popleft()
            if task.token == token and not task.done:
                self._scheduler.wake(task, token)
                n -= 1

    def notify_all(self) -> None:
        self.notify(len(self._waiters))


class SimSignal:
    """An event."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._set = False
        self._waiters: list[tuple[Task, int]] = []

    def is_set(self) -> bool:
        return self._set

    def set(self) -> None:
        self._set = True
        waiters, self._waiters = self._waiters, []
        for task, token in waiters:
            self._scheduler.wake(task, token)

    def clear(self) -> None:
        self._set = False

    def wait(self, timeout: float | None = None) -> bool:
        if not self._set:
            task = self._scheduler.current
            assert task is not None
            self._waiters = [(t, token) for t, token in self._waiters if t.token == token]
            self._waiters.append((task, task.token))
            self._scheduler.park(timeout)
        return self._set


class SimThread:
    """What a begun task is to the product."""

    def __init__(self, scheduler: Scheduler, task: Task) -> None:
        self._scheduler = scheduler
        self._task = task

    def join(self, timeout: float | None = None) -> None:
        if not self._task.done:
            waiter = self._scheduler.current
            assert waiter is not None
            self._task.waiters.append((waiter, waiter.token))
            self._scheduler.park(timeout)
