"""What every verb is made of: its options, what it does, and the call it receives."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from allure_desktop.cli.output import Output
from allure_desktop.cli.words import clock

if TYPE_CHECKING:
    from allure_desktop.composition import Services
    from allure_desktop.connections.connection import Connection
    from allure_desktop.preview.expected import Expectation
    from allure_desktop.preview.preview import Preview

T = TypeVar("T")

#: Plays a preview unseen until an outcome or for so many seconds; '' or why it was not reached. Comes from the window's
#: side of the program: no verb brings Qt.
WaitForOutcome: TypeAlias = "Callable[[Preview, Expectation, float], str]"

#: Opens a window with files: data directory or None, paths; returns the exit code.
OpenFiles: TypeAlias = "Callable[[str | None, Sequence[str]], int]"

#: Exit codes of the program; 3 and 4 come with the errors that lead to them.
DONE, ANSWER_IS_NO, WRONG_USAGE, SERVER_SAYS_NO, LOCAL_FILE, INTERRUPTED = 0, 1, 2, 3, 4, 130


class Call:
    """One call of a verb: its arguments, where it prints, and the services, built when first needed."""

    def __init__(
        self,
        args: argparse.Namespace,
        out: Output,
        wait_for_outcome: WaitForOutcome | None = None,
        open_preview: OpenFiles | None = None,
    ) -> None:
        self.args: Any = args
        self.out = out
        self.wait_for_outcome = wait_for_outcome
        self.open_preview = open_preview
        self._services: Services | None = None

    @property
    def services(self) -> Services:
        """Raises DataDirError, DiskFull."""
        if self._services is None:
            from allure_desktop.composition import build

            self._services = build(self.args.data_dir)
        return self._services

    def connection(self) -> Connection:
        """The connection of this call; with `--json` or not, the same one everywhere. Raises NoConnection."""
        return self.services.choose(self.args.connection)

    def patiently(self, ask: Callable[[], T]) -> T:
        """What `ask` answers; that the server limits speed is no failure: it is said, waited for, and asked again."""
        from allure_desktop.errors import RateLimited

        while True:
            try:
                return ask()
            except RateLimited as limited:
                wait_s = max(1.0, limited.wait_s if limited.wait_s is not None else 10.0)
                self.out.aside(f"The server limits speed: continues at {clock(time.time() + wait_s)}")
                time.sleep(wait_s)

    def close(self) -> None:
        """Stops what runs; uploads are kept in the journal."""
        if self._services is not None:
            self._services.close()


@dataclass(frozen=True, slots=True)
class Command:
    """A verb: `arguments` declares its own options, `run` does it and returns the exit code."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Call], int]


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """For a verb without options of its own."""
