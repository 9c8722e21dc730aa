"""Brings a package's ZIP from the server to a file, whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.errors import DiskFull, LocalFileError

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient

#: Called with bytes received and bytes in all (None where the server does not say).
ReceivedBytes = Callable[[int, int | None], None]


def download(
    client: ApiClient,
    package_id: str,
    target: Path,
    *,
    revision: int | None = None,
    progress: ReceivedBytes | None = None,
) -> int:
    """Writes the ZIP of a version (the current one by default) to `target`; returns its size in bytes.

    What stood at `target` is replaced only when everything has arrived. Raises NotOffered, ServerError, DiskFull,
    LocalFileError (file.missing for the folder, file.unwritable, file.directory).
    """
    if target.is_dir():
        raise _unwritable(target, "It is a folder.", "file.directory")
    if not target.parent.is_dir():
        raise _unwritable(target, f"The folder {target.parent} does not exist.", "file.missing")
    partial = target.with_name(f".{target.stem[:60]}.{uuid.uuid4().hex[:8]}.part")
    try:
        with partial.open("xb") as file:
            client.download(package_id, file, revision=revision, progress=progress)
            file.flush()
            os.fsync(file.fileno())
        size_bytes = partial.stat().st_size
        partial.replace(target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"The disk is full: {target} could not be written.",
                remedy="Free some space and download again.",
                subject=str(target),
            ) from error
        raise _unwritable(target, f"{error.strerror or error}.", "file.unwritable") from error
    finally:
        partial.unlink(missing_ok=True)
    return size_bytes


def _unwritable(target: Path, cause: str, code: str) -> LocalFileError:
    return LocalFileError(
        f"{target} cannot be written.",
        cause=cause,
        remedy="Choose another place for the file.",
        subject=str(target),
        code=code,
    )
