"""Mends a package: plans, writes a new ZIP beside, checks that again, and calls done only what is gone."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from allure_desktop.errors import DiskFull, LocalFileError, UsageError
from allure_desktop.scorm.archive import Archive, ArchiveProblem
from allure_desktop.scorm.zip_copy import ZipCopy
from allure_desktop.validation.finding import Finding, Report
from allure_desktop.validation.fixes import FIXES, Draft
from allure_desktop.validation.policy import Policy
from allure_desktop.validation.validator import Cancelled, opened, validate

NESTED = "zip.nested"
_MOST_ROUNDS = 4
#: what gives names and nothing else; mended too where it shows only after other changes
RENAMING = frozenset(
    (
        "zip.absolute-name",
        "zip.backslash-names",
        "zip.manifest-in-subfolder",
        "zip.manifest-case",
        "zip.name-encoding",
        "manifest.case-mismatch",
    )
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a repair does: for which finding, and what, in a sentence.

    `names_only`: files get other names or places, and no byte of them changes.
    """

    code: str
    message: str
    names_only: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a repair came to: `before` and `after` (the same where there was nothing to mend), the changes, and codes of
    findings that should have gone and have not. `output` is None where nothing was written."""

    before: Report
    after: Report
    output: Path | None
    changes: tuple[Change, ...]
    failed: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The form of `repair --json`."""
        return {
            "output": str(self.output) if self.output is not None else None,
            "changes": [{"code": c.code, "message": c.message} for c in self.changes],
            "left": self.after.as_record()["findings"],
        }


def plan(path: str | Path, codes: Collection[str] | None = None) -> tuple[Change, ...]:
    """What a repair would change; nothing is written. `codes` are the findings to mend, all by default.

    What shows only after the first changes (in a manifest that lies too deep, say) is not in it. Raises LocalFileError.
    """
    report = validate(path, full=False)
    wanted = _mendable(report, codes)
    if NESTED in wanted:
        return (_unwrapping(next(f for f in report.findings if f.code == NESTED)),)
    if not wanted:
        return ()
    with Archive.open(path) as archive:
        return _drafted(archive, wanted)[1]


def copy_of(path: Path, work: Path) -> Path:
    """Where a mended copy of a file is put: beside it, or in the folder `work` where nothing may be written there."""
    beside = path.parent
    folder = beside if os.access(beside, os.W_OK) else work
    folder.mkdir(parents=True, exist_ok=True)
    name = path.stem.removesuffix(".zip")
    number = 1
    while True:
        words = "fixed" if number == 1 else f"fixed {number}"
        made = folder / f"{name} ({words}).zip"
        if not made.exists():
            return made
        number += 1


def repair(
    path: str | Path,
    output: str | Path,
    *,
    codes: Collection[str] | None = None,
    full: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    policy: Policy | None = None,
    on_scratch: Callable[[Path], None] | None = None,
) -> Outcome:
    """Writes a mended copy of `path` to `output` and checks it; with `full` byte for byte.

    The original is never touched; `output` appears whole or not at all. A sound package is not copied. `progress` is
    told in bytes copied, of the file's size; `on_scratch` of each file that does not show, before it is begun. Raises LocalFileError, DiskFull, Cancelled, and UsageError where `output`
    is the original.
    """
    source, target = Path(path), Path(output)
    if target.exists() and source.exists() and source.samefile(target):
        raise UsageError(
            "The original is never changed.", remedy="Name another file for the repaired copy.", subject=str(target)
        )
    before = validate(source, full=False, policy=policy)
    changes: list[Change] = []
    with contextlib.ExitStack() as scratch:
        current, report = source, before
        for _ in range(_MOST_ROUNDS):
            wanted = _mendable(report, codes)
            if not wanted:
                break
            made = scratch.enter_context(_beside(target, on_scratch))
            done = _written(current, made, report, wanted, _Counter(progress, cancelled, source))
            if not done:
                break
            changes += done
            again = validate(made, full=False, policy=policy)
            if _codes(again) >= _codes(report):
                report, current = again, made
                break
            report, current = again, made
        after = validate(current, full=True, policy=policy, cancelled=cancelled) if full and changes else report
        failed = {change.code for change in changes} & {f.code for f in after.findings}
        changes = [change for change in changes if change.code not in failed]
        if not changes:
            return Outcome(before, before, None, (), tuple(sorted(failed)))
        _put(current, target)
    return Outcome(before, replace(after, path=str(target)), target, tuple(changes), tuple(sorted(failed)))


def _codes(report: Report) -> frozenset[str]:
    return frozenset(f.code for f in report.findings if f.repairable)


def _mendable(report: Report, codes: Collection[str] | None) -> set[str]:
    found = _codes(report)
    return set(found if codes is None else found.intersection(codes))


def _unwrapping(nested: Finding) -> Change:
    return Change(NESTED, f"Took {nested.member} out of the ZIP around it.", names_only=False)


def _drafted(archive: Archive, wanted: set[str]) -> tuple[Draft, tuple[Change, ...]]:
    draft = Draft(archive, opened(archive))
    told = []
    for code, fix in FIXES.items():
        if code in wanted:
            before = _touched(draft)
            message = fix(draft)
            if message:
                told.append(Change(code, message, names_only=_touched(draft) == before))
    return draft, tuple(told)


def _touched(draft: Draft) -> list[tuple[bool, bool, bytes | None]]:
    return [(e.dropped and not e.member.is_dir, e.recompressed, e.content) for e in draft.entries]


class _Counter:
    """Adds up the bytes copied, tells them, and ends the work where that is wanted."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None, source: Path) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done, self._total = 0, source.stat().st_size

    def __call__(self, count: int) -> None:
        self._done = min(self._done + count, self._total)
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._progress is not None:
            self._progress(self._done, self._total)


def _written(source: Path, made: Path, report: Report, wanted: set[str], counter: _Counter) -> tuple[Change, ...]:
    """Writes one round of changes; () if there was nothing to change."""
    try:
        with Archive.open(source) as archive, made.open("wb", buffering=0) as file:
            if NESTED in wanted:
                nested = next(f for f in report.findings if f.code == NESTED)
                for piece in archive.stream(next(m for m in archive.members if m.name == nested.member)):
                    _write_all(file, piece)
                    counter(len(piece))
                changes: tuple[Change, ...] = (_unwrapping(nested),)
            else:
                draft, changes = _drafted(archive, wanted)
                if changes:
                    _copy(draft, ZipCopy(file, counter))
            os.fsync(file.fileno())
            return changes
    except ArchiveProblem as problem:
        raise LocalFileError(
            f"{source.name} cannot be repaired.",
            cause=problem.message,
            remedy="Copy or download the file again, or export it again.",
            subject=str(source),
            code="file.unreadable",
        ) from problem
    except OSError as error:
        raise _unwritable(made.parent, error) from error


def _write_all(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _copy(draft: Draft, target: ZipCopy) -> None:
    for entry in draft.kept():
        name = entry.new_name
        if entry.content is not None:
            target.write(draft.archive, entry.member, entry.content, name)
        elif entry.recompressed:
            target.recompress(draft.archive, entry.member, name)
        else:
            target.copy(draft.archive, entry.member, name, entry.code_page)
    target.close(draft.archive.comment)


@contextlib.contextmanager
def _beside(target: Path, on_scratch: Callable[[Path], None] | None) -> Iterator[Path]:
    """A file that does not show, beside the target; gone at the end unless it has become the target."""
    made = target.absolute().parent / f".{target.stem[:40]}.{secrets.token_hex(4)}{target.suffix}"
    if on_scratch is not None:
        on_scratch(made)
    try:
        made.touch(exist_ok=False)
    except OSError as error:
        raise _unwritable(made.parent, error) from error
    try:
        yield made
    finally:
        made.unlink(missing_ok=True)


def _put(made: Path, target: Path) -> None:
    """The whole new file under its name, at once."""
    try:
        made.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(place: Path, error: OSError) -> LocalFileError | DiskFull:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            "This computer's disk is full.",
            cause="There is no room for the repaired copy.",
            remedy="Free some space, or choose another place; the original is untouched.",
            subject=str(place),
        )
    return LocalFileError(
        f"The repaired copy cannot be written to {place}.",
        cause=f"{error.strerror or error}.",
        remedy="Choose another place for it.",
        subject=str(place),
        code="file.unwritable",
    )
