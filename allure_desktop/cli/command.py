"""What every verb is made of: its options, what it does, and the call it receives."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.output import Output

if TYPE_CHECKING:
    from allure_desktop.composition import Services
    from allure_desktop.connections.connection import Connection

#: Exit codes of the program; 3 and 4 come with the errors that lead to them.
DONE, ANSWER_IS_NO, WRONG_USAGE, SERVER_SAYS_NO, LOCAL_FILE, INTERRUPTED = 0, 1, 2, 3, 4, 130


class Call:
    """One call of a verb: its arguments, where it prints, and the services, built when first needed."""

    def __init__(self, args: argparse.Namespace, out: Output) -> None:
        self.args: Any = args
        self.out = out
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
