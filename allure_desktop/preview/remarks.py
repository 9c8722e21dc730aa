"""What is to be said about the calls of a preview: kept up with the log by whoever asks, never by the page's own thread."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from allure_desktop.preview.calls import CallLog
from allure_desktop.preview.examiner import MOST_MARKS, Examiner
from allure_desktop.preview.explanation import CourseFacts, Explanation
from allure_desktop.preview.summary import Summary, summarize


def facts_of(edition: str) -> CourseFacts:
    """From "1.2" or "2004 3rd Edition"."""
    standard, _, rest = edition.partition(" ")
    return CourseFacts(standard, rest)


class Remarks:
    """One attempt's. Safe for several threads; who asks pays for the calls that came since the last time."""

    def __init__(self, calls: CallLog, edition: str) -> None:
        self._calls = calls
        self._facts = facts_of(edition)
        self._examiner = Examiner(self._facts)
        self._earlier: dict[int, Explanation] = {}
        self._next = 0
        self._lock = threading.Lock()

    def marks(self) -> Mapping[int, Explanation]:
        """Number of a call → what is to be said about it; a copy."""
        with self._lock:
            self._catch_up()
            return {**self._earlier, **self._examiner.marks}

    def summary(
        self, *, status: str, percent: float | None, titles: Mapping[str, str], seen_s: float | None
    ) -> Summary:
        """The attempt in one table; what is given is described at `summary.summarize`."""
        with self._lock:
            self._catch_up()
            return summarize(self._examiner, status=status, percent=percent, titles=titles, seen_s=seen_s)

    def begin_again(self) -> None:
        """A new attempt: what was said before stays with its calls, and no longer counts."""
        with self._lock:
            self._catch_up()
            self._earlier.update(self._examiner.marks)
            while len(self._earlier) > MOST_MARKS:
                del self._earlier[next(iter(self._earlier))]
            self._examiner = Examiner(self._facts)

    def _catch_up(self) -> None:
        start, calls = self._calls.since(self._next)
        for call in calls:
            self._examiner.look(call)
        self._next = start + len(calls)
