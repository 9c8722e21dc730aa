"""Joins repair and uploads: an upload goes on with a mended copy of its file, and back."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # loaded when first asked for
    from allure_desktop.uploads.queue import Uploads
    from allure_desktop.validation.policy import Policy
    from allure_desktop.validation.repair import Outcome


class Mending:
    """`repair` and `policy_for` are those of `Services`; `work` is the program's own folder."""

    def __init__(
        self, uploads: Uploads, repair: Callable[..., Outcome], policy_for: Callable[..., Policy], work: Path
    ) -> None:
        self._uploads, self._repair, self._policy_for = uploads, repair, policy_for
        self._copies, self._unfinished = work / "fixed", work / "unfinished"

    def mend(
        self,
        upload_id: int,
        codes: Collection[str],
        *,
        go_on: bool = False,
        connection_id: str | None = None,
        **how: Any,
    ) -> Outcome:
        """Writes a mended copy of an upload's file and goes on with that; the user's own file is never touched.

        `codes` are the findings to mend; names that prove wrong after that are put right too. `go_on`: it is uploaded
        when the check of the copy is clean, unless it is a new version. Nothing changes where nothing could be mended.
        Raises LocalFileError, DiskFull, Cancelled, UsageError while the upload is under way, NoConnection.
        """
        from allure_desktop.validation.finding import finding_record
        from allure_desktop.validation.repair import RENAMING, copy_of

        row = self._uploads.row(upload_id)
        before, output = row.mended or {}, copy_of(Path(row.source), self._copies)
        original_as = before.get("original_as") or _identity(row.original)
        policy = self._policy_for(row.source, row.options.target)
        with self._noted() as note:
            wanted = {*codes, *RENAMING}
            done = self._repair(row.path, output, codes=wanted, policy=policy, on_scratch=note, **how)
        if done.output is None:
            return done
        mended = {change.code for change in done.changes}
        told: Iterable[Any] = (row.report or {}).get("findings") or map(finding_record, done.before.findings)
        found = [one for one in told if one["code"] in mended]
        changes = [{"code": change.code, "message": change.message} for change in done.changes]
        facts = {
            "original": row.original,
            "original_as": original_as,
            "changes": [*before.get("changes", ()), *changes],
            "fixed": [*before.get("fixed", ()), *found],
        }
        try:
            self._uploads.use_mended(upload_id, output, facts, at_once=go_on, connection_id=connection_id)
        except BaseException:
            output.unlink(missing_ok=True)
            raise
        if before:
            Path(row.path).unlink(missing_ok=True)  # the copy that this one was made of
        return done

    def undo(self, upload_id: int) -> None:
        """Goes back to the user's own file and removes the copy. Raises UsageError while the upload is under way."""
        row = self._uploads.row(upload_id)
        if row.mended is None:
            return
        self._uploads.use_original(upload_id)
        with contextlib.suppress(OSError):  # in the way of nothing, wherever it is
            Path(row.path).unlink(missing_ok=True)

    # --- what a killed program leaves --------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _noted(self) -> Iterator[Callable[[Path], None]]:
        """Half-written copies do not show where they lie, so they are written down before they are begun."""
        self._unfinished.mkdir(parents=True, exist_ok=True)
        note = self._unfinished / f"{secrets.token_hex(8)}.txt"

        def scratch(path: Path) -> None:
            with note.open("a", encoding="utf-8", errors="surrogateescape") as file:
                file.write(f"{path.name}\0{path.parent}\0")
                file.flush()
                os.fsync(file.fileno())

        try:
            yield scratch
        finally:
            note.unlink(missing_ok=True)

    def clear_unfinished(self) -> None:
        """Takes away what is written down there. Only where no other program of the same data directory mends."""
        for note in self._unfinished.glob("*.txt"):
            with contextlib.suppress(OSError):  # a disk that is not there now: another time
                words = note.read_text("utf-8", "surrogateescape").split("\0")[:-1]
                for name, folder in zip(words[::2], words[1::2], strict=False):
                    if name.startswith("."):
                        Path(folder, name).unlink(missing_ok=True)
                note.unlink()


def _identity(path: str) -> list[int] | None:
    """Size in bytes, time of change in nanoseconds, inode: as the file is before it is read."""
    try:
        told = Path(path).stat()
    except OSError:
        return None
    return [told.st_size, told.st_mtime_ns, told.st_ino]
