"""The folder of a course, given where a ZIP is meant: packed as it should be, and the packed file cleared away in time."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.errors import LocalFileError

if TYPE_CHECKING:
    from allure_desktop.uploads.rows import UploadRow

#: what no upload uses may be one that is just about to be begun elsewhere; a day later it is not
_LEFT_BEHIND_S = 24 * 3600.0


@contextmanager
def as_zip(path: str) -> Iterator[str]:
    """The path itself; of a folder a ZIP that is gone at the end. Raises LocalFileError, as `validation.folder.pack`."""
    if not is_folder(path):
        yield path
        return
    from allure_desktop.validation.folder import packed

    _must_be_a_course(path)
    with packed(path) as archive:
        yield str(archive)


def is_folder(path: str) -> bool:
    """False for whatever may not even be looked at: that is told by whoever opens it."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a place that may not be looked at


def pack_to_upload(folder: str, work: Path, progress: Callable[[int, int], None] | None = None) -> Path:
    """Packs a folder into a place of its own below `work`, under its own name, and returns the ZIP.

    It is kept for as long as its upload may go on. Raises LocalFileError (`file.directory` without a manifest) and
    DiskFull.
    """
    from allure_desktop.validation.folder import pack

    _must_be_a_course(folder)
    place = _place(work) / secrets.token_hex(6)
    place.mkdir(mode=0o700, parents=True)
    try:
        return pack(folder, place / f"{Path(folder).resolve().name or 'course'}.zip", progress=progress)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def clear_packed(work: Path, rows: Iterable[UploadRow]) -> None:
    """Removes the packed files whose uploads are over, and those of a day ago that no upload knows any more."""
    if not _place(work).is_dir():
        return
    by_path = {row.path: row for row in rows}
    for place in _place(work).iterdir():
        with contextlib.suppress(OSError):
            known = [by_path[str(file)] for file in place.iterdir() if str(file) in by_path]
            # one that was only checked there may become a package yet
            over = bool(known) and all(row.state == "done" and row.package_id is not None for row in known)
            if over or (not known and place.stat().st_mtime < time.time() - _LEFT_BEHIND_S):
                shutil.rmtree(place)


def remove_packed(work: Path, path: str) -> bool:
    """Removes one packed file, whose upload was forgotten; False, and nothing, for any other file."""
    file = Path(path)
    if file.parent.parent != _place(work):
        return False
    shutil.rmtree(file.parent, ignore_errors=True)
    return True


def _must_be_a_course(folder: str) -> None:
    """Says so with the path as it was given."""
    from allure_desktop.validation.folder import is_package_folder

    if not is_package_folder(folder):
        raise LocalFileError(
            f"{folder} is not the folder of a course.",
            cause="There is no imsmanifest.xml in it.",
            remedy="Give the folder that holds imsmanifest.xml, or a ZIP.",
            subject=folder,
            code="file.directory",
        )


def _place(work: Path) -> Path:
    return work.absolute() / "packed"
