"""The folder that a team shares copies in: it may be slow, full, read-only or gone, and nobody waits for it long."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from allure_desktop.copies.store import is_sha256

log = logging.getLogger(__name__)
T = TypeVar("T")

#: How long a look into the folder may take; after that it counts as gone.
LOOK_S = 4.0
#: How long a file may be written; a 10 GB package over a slow line.
WRITE_S = 4 * 3600.0
#: How long it is left alone after that.
REST_S = 60.0


class SharedFolder:
    """Files lie at `ab/abcdef….zip`, by their SHA-256; others write there too, so nothing read from it is trusted.

    Every method answers within a few seconds (`give` excepted), says "nothing there" where the folder does not answer,
    and never raises. `problem` tells in words what was wrong last, '' when it works.
    """

    def __init__(self, root: Path, *, look_s: float = LOOK_S, rest_s: float = REST_S) -> None:
        self.root = root
        self.problem = ""
        self._look_s, self._rest_s = look_s, rest_s
        self._away_until = 0.0

    def place(self, sha256: str) -> Path:
        """Where a content lies, or would lie."""
        return self.root / sha256[:2] / f"{sha256}.zip"

    def holding(self, wanted: Iterable[str]) -> frozenset[str]:
        """Which of these contents are there."""
        asked = [one for one in wanted if is_sha256(one)]

        def look() -> frozenset[str]:
            os.stat(self.root)  # noqa: PTH116 - a folder that is gone is told apart from a file that is not there
            return frozenset(one for one in asked if self.place(one).is_file())

        return (self._within(look, self._look_s) if asked else None) or frozenset()

    def find(self, sha256: str) -> Path | None:
        """The file, unread: whoever takes it checks it."""
        return self.place(sha256) if sha256 in self.holding((sha256,)) else None

    def give(self, source: Path, sha256: str) -> bool:
        """Puts a copy there for the others, whole or not at all; whether it is there then."""

        def write() -> bool:
            target = self.place(sha256)
            if target.is_file() and target.stat().st_size == source.stat().st_size:
                return True
            if not self.root.is_dir():  # a mount that is gone must not become a folder of this disk
                raise FileNotFoundError(2, "The folder is not there", str(self.root))
            target.parent.mkdir(exist_ok=True)
            part = target.with_name(f".{uuid.uuid4().hex}.part")
            try:
                with source.open("rb") as old, part.open("xb") as new:
                    shutil.copyfileobj(old, new, 2**20)
                    new.flush()
                    os.fsync(new.fileno())
                part.replace(target)
            finally:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)
            return True

        return is_sha256(sha256) and bool(self._within(write, WRITE_S))

    def _within(self, act: Callable[[], T], limit_s: float) -> T | None:
        """What `act` gives, on a thread of its own: a dead network folder holds its caller for minutes, or for good."""
        if time.monotonic() < self._away_until:
            return None
        answer: list[T] = []
        trouble: list[OSError] = []

        def work() -> None:
            try:
                answer.append(act())
            except OSError as error:
                trouble.append(error)

        thread = threading.Thread(target=work, name="shared-folder", daemon=True)
        thread.start()
        thread.join(limit_s)
        if answer:
            self.problem = ""
            return answer[0]
        self.problem = (
            f"{trouble[0].strerror or trouble[0]}." if trouble else f"It did not answer within {limit_s:.0f} s."
        )
        self._away_until = time.monotonic() + self._rest_s
        log.warning("The shared folder %s cannot be used: %s", self.root, self.problem)
        return None
